package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"enricher/pipeline"
)

type enrichCmd struct {
	gazetteerFlags
	In      string        `enum:"auto,jsonl,json,text,html" default:"auto" help:"Input: jsonl (an article a line), json, text or html (an article a file), auto (by file name, else by the first byte). One of ${enum}."`
	Out     string        `enum:"jsonl,json,html" default:"jsonl" help:"Output: jsonl (a record a line), json (indented), html (a page with the facts marked). One of ${enum}."`
	Offsets pipeline.Unit `enum:"bytes,runes,utf16" default:"bytes" help:"What offsets count: UTF-8 bytes, code points, or UTF-16 units. One of ${enum}."`
	Workers int           `default:"0" help:"Articles enriched at once; 0: one a processor."`
	Timeout time.Duration `default:"10s" help:"The longest that one article may take."`
	MaxText int           `default:"4194304" help:"The longest article taken, in bytes."`
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
	if err := c.gazetteerFlags.check(); err != nil {
		return err
	}
	if c.Out == "html" && c.Offsets != pipeline.Bytes {
		return errors.New("--out html shows no offsets: leave --offsets out")
	}
	return nil
}

// A failure is the error record of an article that could not be enriched.
type failure struct {
	Schema string          `json:"schema"`
	ID     string          `json:"id,omitempty"`
	File   string          `json:"file,omitempty"`
	Line   int             `json:"line,omitempty"`
	Reason pipeline.Reason `json:"reason,omitempty"`
	Error  string          `json:"error"`
}

// An origin says where an article was read.
type origin struct {
	file string
	line int // 0 where the file is the article
}

func (o origin) String() string {
	name := cmp.Or(o.file, "standard input")
	if o.line > 0 {
		return fmt.Sprintf("%s:%d", name, o.line)
	}
	return name
}

// A job is an article on its way from the reader to the writer; done is closed
// when record or err is set.
type job struct {
	origin
	article *pipeline.Article
	record  *pipeline.Record
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
	readErr := make(chan error, 1)
	go func() {
		defer close(order)
		defer close(work)
		readErr <- c.read(ctx, std.in, func(j *job) {
			j.done = make(chan struct{})
			order <- j
			if j.err != nil {
				close(j.done)
				return
			}
			work <- j
		})
	}()

	failed := 0
	errs := json.NewEncoder(std.err)
	errs.SetEscapeHTML(false)
	var writeErr error
	for j := range order {
		<-j.done
		if j.err == nil && writeErr == nil {
			writeErr = write(j.record)
			continue
		}
		if j.err != nil && ctx.Err() == nil {
			failed++
			if err := errs.Encode(j.failure()); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(<-readErr, writeErr); err != nil {
		return err
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
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	if j.record, j.err = p.Enrich(ctx, j.article); j.err == nil {
		j.err = j.record.Recount(c.Offsets)
	}
	if errors.Is(j.err, context.DeadlineExceeded) {
		j.err = pipeline.Permanent(pipeline.Timeout, j.err)
	}
}

func (j *job) failure() failure {
	f := failure{Schema: "enricher.error/v1", File: j.file, Line: j.line, Error: j.err.Error()}
	f.Reason, _ = pipeline.ReasonOf(j.err)
	if j.article != nil {
		f.ID = j.article.ID
	}
	return f
}

// newWriter returns a function that writes a record in the given form and one
// that writes what comes after the last.
func newWriter(form string, to io.Writer) (write func(*pipeline.Record) error, finish func() error, err error) {
	out := bufio.NewWriterSize(to, 1<<16)
	switch form {
	case "html":
		return newHTMLWriter(out)
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return func(r *pipeline.Record) error {
			if err := enc.Encode(r); err != nil {
				return err
			}
			return out.Flush()
		}, out.Flush, nil
	}
	return func(r *pipeline.Record) error {
		line, err := r.Marshal()
		if err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
		return out.Flush()
	}, out.Flush, nil
}

// read passes on every article of the input, in order.
func (c *enrichCmd) read(ctx context.Context, stdin io.Reader, emit func(*job)) error {
	files := c.Files
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if name == "-" {
			if err := c.readFile(ctx, "", stdin, emit); err != nil {
				return fmt.Errorf("standard input: %w", err)
			}
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			emit(&job{origin: origin{file: name}, err: err})
			continue
		}
		err = c.readFile(ctx, name, f, emit)
		f.Close()
		if err != nil {
			emit(&job{origin: origin{file: name}, err: err})
		}
	}
	return nil
}
