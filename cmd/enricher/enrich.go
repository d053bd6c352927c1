package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/batch"
)

type enrichCmd struct {
	gazetteerFlags
	inputFlags
	Out     string        `enum:"jsonl,json,html" default:"jsonl" help:"Output: jsonl (a record a line), json (indented), html (a page with the facts marked). One of ${enum}."`
	Offsets pipeline.Unit `enum:"bytes,runes,utf16" default:"bytes" help:"What offsets count: UTF-8 bytes, code points, or UTF-16 units. One of ${enum}."`
	Workers int           `default:"0" help:"Articles enriched at once; 0: one a processor."`
	Timeout time.Duration `default:"10s" help:"The longest that one article may take."`
	Files   []string      `arg:"" optional:"" name:"file" help:"Files to read; - or none: standard input."`
}

func (c *enrichCmd) Help() string {
	return `Records come in the order of the articles: N good articles give exactly N records. A bad article gives a line on standard error,

  {"schema":"enricher.error/v1","id":"…","file":"…","line":7,"reason":"invalid_json","error":"…"}

and the run goes on; the exit status is then 1.

Examples:
  enricher enrich article.txt
  enricher enrich --in jsonl - < articles.jsonl > records.jsonl
  enricher enrich --out html page.html > facts.html`
}

// Validate refuses what cannot go together.
func (c *enrichCmd) Validate() error {
	if err := errors.Join(c.gazetteerFlags.check(), c.inputFlags.check()); err != nil {
		return err
	}
	if c.Out == "html" && c.Offsets != pipeline.Bytes {
		return errors.New("--out html shows no offsets: leave --offsets out")
	}
	return nil
}

// A job is an article on its way from the reader to the writer; done is closed
// when record or err is set. The line is the record's where such are written: the
// workers make it, so that the writer, of which there is one, has little to do.
type job struct {
	item    batch.Item
	article *pipeline.Article
	record  *pipeline.Record
	line    []byte
	err     error
	done    chan struct{}
}

func (c *enrichCmd) Run(ctx context.Context, std streams) error {
	gazetteers, err := c.load()
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{MaxText: c.MaxText, Gazetteers: gazetteers})
	if err != nil {
		return err
	}
	workers := c.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	write, finish, err := newWriter(c.Out, std.out)
	if err != nil {
		return err
	}

	// The reader hands every job to the workers and, in order, to the writer;
	// the channels' sizes bound what is in memory.
	work := make(chan *job, workers)
	order := make(chan *job, 4*workers)
	for range workers {
		go func() {
			for j := range work {
				c.enrich(ctx, p, j)
				close(j.done)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(work)
		for item := range c.items(c.Files, std.in) {
			if ctx.Err() != nil {
				return
			}
			j := &job{item: item, done: make(chan struct{})}
			order <- j
			work <- j
		}
	}()

	failed := 0
	errs := json.NewEncoder(std.err)
	errs.SetEscapeHTML(false)
	var writeErr error
	for j := range order {
		<-j.done
		if j.err == nil && writeErr == nil {
			writeErr = write(j)
			continue
		}
		if j.err != nil && ctx.Err() == nil {
			failed++
			if err := errs.Encode(batch.NewFailure(&j.item, j.article, j.err)); err != nil {
				return err
			}
		}
	}
	if writeErr != nil {
		return writeErr
	}
	if err := finish(); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return errors.New("interrupted: the records written so far are whole")
	}
	if failed > 0 {
		return errSomeFailed
	}
	return nil
}

func (c *enrichCmd) enrich(ctx context.Context, p *pipeline.Pipeline, j *job) {
	if j.article, j.err = j.item.Decode(c.MaxText); j.err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	if j.record, j.err = p.Enrich(ctx, j.article); j.err == nil {
		j.err = j.record.Recount(c.Offsets)
	}
	if j.err == nil && c.Out == "jsonl" {
		j.line, j.err = j.record.Marshal()
	}
	if errors.Is(j.err, context.DeadlineExceeded) {
		j.err = pipeline.Permanent(pipeline.Timeout, j.err)
	}
}

// newWriter returns a function that writes a job's record in the given form and
// one that writes what comes after the last.
func newWriter(form string, to io.Writer) (write func(*job) error, finish func() error, err error) {
	out := bufio.NewWriterSize(to, 1<<16)
	switch form {
	case "html":
		return newHTMLWriter(out)
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return func(j *job) error {
			if err := enc.Encode(j.record); err != nil {
				return err
			}
			return out.Flush()
		}, out.Flush, nil
	}
	return func(j *job) error {
		if _, err := out.Write(append(j.line, '\n')); err != nil {
			return err
		}
		return out.Flush()
	}, out.Flush, nil
}
