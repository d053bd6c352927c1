package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/batch"
	"enricher/pipeline/table"
)

type backfillCmd struct {
	inputFlags
	gazetteerFlags

	Out       string            `short:"o" required:"" type:"path" placeholder:"DIR" help:"Folder of the run: its records, failures.jsonl, manifest.json and the journal with which it goes on."`
	To        string            `enum:"files,nats,nats-records" default:"files" help:"Where to: files (records into the folder), nats (articles onto the work queue of enricher serve) or nats-records (records onto the stream where its records go). One of ${enum}."`
	Compress  batch.Compression `enum:"none,gz,zst" default:"none" help:"Compress the records. One of ${enum}."`
	Shard     int64             `placeholder:"N" help:"Records a file; 0: all in one."`
	Format    string            `enum:"jsonl,csv,parquet" default:"jsonl" help:"jsonl (records alone), or besides them flat tables of their facts in the folder tables: csv or parquet. One of ${enum}."`
	Unordered bool              `help:"Write records as they are made, not in the order of the articles."`
	Offsets   pipeline.Unit     `enum:"bytes,runes,utf16" default:"bytes" help:"What offsets count: UTF-8 bytes, code points, or UTF-16 units. One of ${enum}."`

	Lang   []string `group:"Only some articles" placeholder:"CODE,..." help:"Of these languages."`
	From   string   `group:"Only some articles" placeholder:"DAY" help:"Published on this day or later, 2006-01-02; those without a date are left out."`
	Until  string   `group:"Only some articles" placeholder:"DAY" help:"Published on this day or earlier."`
	Source []string `group:"Only some articles" placeholder:"NAME,..." help:"Of these sources, as articles name them, or hosts of their addresses: example.org stands for www.example.org, too."`

	Stream        string      `group:"From a stream instead of files" placeholder:"NAME" help:"The stream of a NATS server to read: of articles, as publishers send them, or of records to be made anew. Nothing is taken from it."`
	StreamSubject string      `group:"From a stream instead of files" placeholder:"SUBJECT" help:"Only messages on this subject; * stands for a part and > for all that follow."`
	StreamFrom    streamStart `group:"From a stream instead of files" placeholder:"SEQ|TIME" help:"From this message on, by its number in the stream or by when it was stored (2006-01-02T15:04:05Z, or 2006-01-02 for the day's beginning in UTC). Without it: from the first."`

	Report       string        `type:"path" placeholder:"FILE" help:"Write a page (HTML) about the run when it is finished: languages, names, places on a map, figures, failures, speed."`
	SinceVersion bool          `help:"Enrich records again that were made by an older program, model or gazetteer, and pass the others on as they are."`
	Restart      bool          `help:"Begin anew: what an earlier run wrote to the folder is removed."`
	Workers      int           `default:"0" help:"Articles enriched at once; 0: one a processor."`
	Rate         float64       `placeholder:"N" help:"At most so many articles a second; 0: as fast as it goes."`
	Timeout      time.Duration `default:"10s" help:"The longest that one article may take."`

	Server          natsFlags `embed:"" group:"NATS server"`
	Subject         string    `group:"NATS server" default:"articles.raw.backfill" help:"Where --to nats publishes (default ${default})."`
	EnrichedStream  string    `group:"NATS server" default:"ENRICHED" placeholder:"NAME" env:"ENRICHER_ENRICHED_STREAM" help:"Stream of records, for --to nats-records (default ${default})."`
	EnrichedSubject string    `group:"NATS server" default:"articles.enriched" placeholder:"SUBJECT" env:"ENRICHER_ENRICHED_SUBJECT" help:"Where --to nats-records publishes, with the language appended (default ${default})."`

	Files []string `arg:"" optional:"" name:"file" help:"Files, folders and patterns to read; - : standard input."`
}

func (*backfillCmd) Help() string {
	return `Reads JSON lines (articles, or records to be made anew), text, HTML, CSV and WARC, compressed by gzip or zstd and in tar archives, too. In folders it takes the files whose names tell one of these.

A run can be stopped by Ctrl-C, which finishes what is in work, or killed at any moment: the same command goes on where it was, and in the end the records are the same to the byte as if nothing had happened. What has changed in between (input, settings, versions, output) is refused. Articles that cannot be enriched are named on standard error and in failures.jsonl, and the run goes on.

With --stream it reads what a stream of a NATS server holds, from --stream-from up to the message that was the last when the run began. Messages are only looked at: nothing is acknowledged or deleted, no consumer is made, and workers of a queue lose nothing. What the stream drops before it was read is named as a failure; what workers have taken out of a queue meanwhile is not missed. If the server is away the run waits for it.

With --to nats an article may be published a second time after a kill: the queue drops it within its deduplication window, and later its record has the same id and bytes. With --to nats-records no record is published twice, however late a killed run goes on; records have the subjects, headers and message ids that a worker gives them, and with --since-version those that are up to date are not published again.

Exit status: 0 all enriched, 1 some articles failed or the run could not go on, 2 wrong usage, 130 interrupted: the same command goes on.

Examples:
  enricher backfill --out run archive/ 'crawl/*.warc.gz'
  enricher backfill --out run --compress zst --shard 100000 --lang de --from 2024-01-01 news.jsonl.gz
  enricher backfill --out new --since-version old/records.jsonl
  enricher backfill --out run --format parquet --report run.html archive/
  enricher backfill --out run --to nats --rate 200 archive.tar.zst
  enricher backfill --out run --stream ENRICHED --stream-from 2024-01-01 --since-version --to nats-records`
}

// Validate refuses what cannot work before anything is opened.
func (c *backfillCmd) Validate() error {
	switch {
	case c.Shard < 0:
		return errors.New("--shard: want 0 or more records")
	case c.Rate < 0:
		return errors.New("--rate: want 0 or more a second")
	case c.Timeout <= 0:
		return errors.New("--timeout: want more than 0")
	case c.To == "nats" && (c.Shard > 0 || c.Compress != batch.None || c.SinceVersion || c.Offsets != pipeline.Bytes || c.tables() != ""):
		return errors.New("--to nats writes no records: --shard, --compress, --format, --offsets and --since-version are for files")
	case c.To == "nats-records" && (c.Shard > 0 || c.Compress != batch.None || c.Offsets != pipeline.Bytes || c.tables() != ""):
		return errors.New("--to nats-records publishes records as workers do: --shard, --compress, --format and --offsets are for files")
	case c.Stream == "" && len(c.Files) == 0:
		return errors.New("nothing to read: give files, or --stream NAME")
	case c.Stream != "" && len(c.Files) > 0:
		return errors.New("give files or --stream, not both")
	case c.Stream == "" && (c.StreamSubject != "" || c.StreamFrom.text != ""):
		return errors.New("--stream-subject and --stream-from are for --stream")
	case c.Stream != "" && (c.In != batch.Auto || len(c.Column) > 0):
		return errors.New("--in and --column are for files: a message says by its Content-Type header what it is")
	}
	return errors.Join(c.inputFlags.check(), c.gazetteerFlags.check(), c.filter().Check(), c.checkReport())
}

func (c *backfillCmd) filter() batch.Filter {
	return batch.Filter{Langs: c.Lang, From: c.From, To: c.Until, Sources: c.Source}
}

// tables is the format of the tables; empty: there are none.
func (c *backfillCmd) tables() table.Format {
	if c.Format == "jsonl" {
		return ""
	}
	return table.Format(c.Format)
}

// settings are all that the records depend on besides the input.
func (c *backfillCmd) settings() map[string]string {
	s := map[string]string{
		"in": string(c.In), "max-text": strconv.Itoa(c.MaxText), "to": c.To, "offsets": string(c.Offsets),
		"compress": string(c.Compress), "shard": strconv.FormatInt(c.Shard, 10), "unordered": strconv.FormatBool(c.Unordered),
		"lang": strings.Join(c.Lang, ","), "from": c.From, "until": c.Until, "source": strings.Join(c.Source, ","),
		"since-version": strconv.FormatBool(c.SinceVersion), "timeout": c.Timeout.String(),
	}
	for field, name := range c.Column {
		s["column "+field] = name
	}
	if c.To == "nats" {
		s["subject"] = c.Subject
	}
	if c.tables() != "" {
		s["format"] = c.Format
	}
	if c.To == "nats-records" {
		s["enriched-stream"], s["enriched-subject"] = c.EnrichedStream, c.EnrichedSubject
	}
	if c.Stream != "" {
		s["stream"], s["stream-subject"], s["stream-from"] = c.Stream, c.StreamSubject, c.StreamFrom.text
	}
	return s
}

func (c *backfillCmd) Run(ctx context.Context, std streams) error {
	gazetteers, err := c.load()
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{MaxText: c.MaxText, Gazetteers: gazetteers})
	if err != nil {
		return err
	}
	enricher := &batch.Enricher{Pipeline: p, Timeout: c.Timeout, Offsets: c.Offsets, Filter: c.filter(), Outdated: c.SinceVersion}
	terminal := isTerminal(std.err)
	std.err = &lockedWriter{to: std.err} // the connection writes when it likes
	source, sink, d, err := c.onServer(ctx, std.err, enricher)
	if err != nil {
		return err
	}
	defer d.close()
	progress := batch.NewProgress(std.err, terminal)
	errs := json.NewEncoder(std.err)
	errs.SetEscapeHTML(false)
	summary, err := batch.Run(ctx, batch.Options{
		Inputs: c.Files, Stdin: std.in, Reader: c.reader(), Source: source, Dir: c.Out,
		Output:   batch.Output{Compress: c.Compress, Shard: c.Shard, Tables: c.tables()},
		Settings: c.settings(), Producer: p.Producer(),
		Work: enricher.Work, Sink: sink, Workers: c.Workers, Unordered: c.Unordered, Rate: c.Rate, Restart: c.Restart,
		Failed: func(f batch.Failure) {
			progress.Clear()
			errs.Encode(f) // it is in failures.jsonl, too
		},
		Observe: progress.Show,
	})
	progress.Clear()
	if err != nil {
		if summary.Here > 0 {
			err = fmt.Errorf("%w (stopped after %d articles, which are kept; when the cause is mended, the same command goes on)", err, summary.Articles)
		}
		return err
	}
	c.conclude(std.err, summary, d.duplicate.Load())
	if !summary.Finished {
		return errInterrupted
	}
	if err := c.report(ctx, std.err); err != nil {
		return err
	}
	switch {
	case summary.Failed > 0:
		return errSomeFailed
	}
	return nil
}

// conclude tells what the run has done. Of what this process published the stream
// had so many already.
func (c *backfillCmd) conclude(out io.Writer, s batch.Summary, duplicate int64) {
	switch {
	case s.Already:
		fmt.Fprintf(out, "%s is finished already: --restart begins anew\n", c.Out)
	case !s.Finished:
		fmt.Fprintf(out, "interrupted after %d articles, all of which are kept: the same command goes on\n", s.Articles)
	}
	seconds := max(s.Took.Seconds(), 0.001)
	rate := ""
	if s.Here > 0 {
		rate = fmt.Sprintf(", %d in %.1f s: %.0f articles/s, %.0f tokens/s", s.Here, seconds, float64(s.Here)/seconds, float64(s.Tokens)/seconds)
	}
	fmt.Fprintf(out, "articles   %d%s\n", s.Articles, rate)
	line := func(name string, n int64, parts map[string]int64) {
		if n > 0 || name == "records" || name == "published" {
			fmt.Fprintf(out, "%-10s %d%s\n", name, n, inBrackets(parts))
		}
	}
	switch c.To {
	case "nats":
		line("published", s.Records, s.Languages)
	case "nats-records":
		line("records", s.Records, s.Languages)
		line("published", s.Records-s.Kept-duplicate, nil)
		line("there", duplicate, nil)
	default:
		line("records", s.Records, s.Languages)
	}
	line("kept", s.Kept, nil)
	entities := int64(0)
	for _, n := range s.Entities {
		entities += n
	}
	line("entities", entities, s.Entities)
	line("unwanted", s.Unwanted, nil)
	line("failed", s.Failed, s.Reasons)
	line("left out", int64(s.LeftOut), nil)
	line("new files", int64(s.Added), nil)
	if s.Finished {
		if c.tables() != "" {
			fmt.Fprintf(out, "%-10s %s\n", "tables", filepath.Join(c.Out, "tables"))
		}
		fmt.Fprintf(out, "%-10s %s\n", "manifest", filepath.Join(c.Out, "manifest.json"))
	}
}

// inBrackets lists counts, the largest first.
func inBrackets(counts map[string]int64) string {
	if len(counts) == 0 {
		return ""
	}
	names := slices.Sorted(maps.Keys(counts))
	slices.SortStableFunc(names, func(a, b string) int { return int(counts[b] - counts[a]) })
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return " (" + strings.Join(parts, ", ") + ")"
}
