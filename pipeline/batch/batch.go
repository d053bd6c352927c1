// Package batch enriches what lies in files as one run, which may be stopped or
// killed at any moment and goes on where it was.
//
// # Reading
//
// A Reader finds the articles in JSON lines, text, HTML, CSV and WARC, compressed
// and in tar archives, one at a time: memory does not grow with the files.
//
// # Going on
//
// A run writes into a folder of its own. Beside the output lies a journal. Its
// first line tells what the run is to do; each of the others was appended after
// the output had been synced, and tells how much of it, and of the input, is
// done. A run that finds a journal takes the last line that is whole, cuts the
// output back to what it tells, reads the input again up to there without
// enriching it, and goes on. With the order kept, which is the default, the files
// are in the end the same to the byte as those of a run that nobody disturbed:
// compressed output is cut into frames by its content, never by time. (One thing
// depends on the machine: which articles run out of time.)
//
// What must be the same is checked: the settings, the versions of program, models
// and gazetteer, the input that has been read, by its SHA-256, and the output. A
// run never goes on from something else than it left.
//
//	journal          what is to be done and how far it is
//	records*.jsonl   the records, perhaps in several files, perhaps compressed
//	failures.jsonl   what has no record, and why
//	tables           the same as tables, if they are asked for; see enricher/pipeline/table
//	manifest.json    written last: versions, settings, figures, and SHA-256 of all files
package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"enricher/pipeline"
)

// Options say what a run is to do.
type Options struct {
	Inputs []string  // files, folders, patterns; -: Stdin
	Stdin  io.Reader // read at most once
	Reader Reader
	Source *Source // instead of Inputs, if not nil
	Dir    string  // where the output goes, with the journal beside it
	Output Output

	// Settings are all that the records depend on besides the input: a run does
	// not go on with others.
	Settings map[string]string
	Producer pipeline.Producer // likewise

	Work      Work
	Sink      *Sink   // where Result.Deliver takes articles; nil: there is none, or it need not be asked
	Workers   int     // articles in work at once; 0: one a processor
	Unordered bool    // write records as they are made, not in the input's order
	Rate      float64 // articles a second at most; 0: as many as go
	Restart   bool    // begin anew, even where a journal is

	Failed  func(Failure) // told of each failure, in the order of writing; may be nil
	Observe func(Status)  // told several times a second how far the run is; may be nil

	every time.Duration // between checkpoints; a second if 0
}

// A Sink is where results are delivered, besides what is written to the folder.
// A killed run may have delivered what its journal does not tell of.
type Sink struct {
	// Mark is how far the sink is: what is delivered later is behind it.
	Mark func() uint64
	// Resume is called before a run goes on, with a mark before all that the
	// journal does not tell of.
	Resume func(ctx context.Context, mark uint64) error
}

// Work makes the record of an item. The article, where it could be decoded, is
// returned with an error, too. It is called from several goroutines; its context
// outlives an interruption of the run, so that what is in work is finished.
type Work func(context.Context, *Item) (Result, *pipeline.Article, error)

// A StopError of Work ends the run without the item being done.
type StopError struct{ Err error }

func (e *StopError) Error() string { return e.Err.Error() }
func (e *StopError) Unwrap() error { return e.Err }

// A Result is what became of an article.
type Result struct {
	Line []byte // the record; nil: none is to be written
	// Deliver, if not nil, takes the result to where it is to go besides. It is
	// called in a goroutine of its own, so that the next article is worked on
	// while the answer is waited for.
	Deliver  func() error
	Outcome  Outcome
	Lang     string
	Entities map[string]int // by type
	Tokens   int
}

// An Outcome says why a result is what it is.
type Outcome int

// The outcomes.
const (
	Made     Outcome = iota // enriched
	Kept                    // a record that is up to date already
	Unwanted                // not what the filter wants
)

// A Status is how far a run is. It is valid until the function that is told of
// it returns.
type Status struct {
	Totals  *Totals
	Here    int64 // articles of this process, without those done before it
	Read    int64 // bytes of the input, as they are on the disk; of a Source, numbers
	Size    int64 // likewise; 0 where that is not known
	Input   string
	Resumed bool
	LaidOut int64 // records that are in tables; these are made last
}

// A Summary is what a run has done.
type Summary struct {
	Totals
	Finished bool // false: interrupted; the same command goes on
	Already  bool // finished before this run began
	Resumed  bool
	LeftOut  int // files in folders whose names tell no known format
	Added    int // files that came into folders after the run had begun; they are not read
	Here     int64
	Tokens   int64         // of this process
	Took     time.Duration // likewise
}

// Run does a run, or goes on with it. When ctx is done it finishes what is in
// work and returns a summary that is not Finished. An error means that the run
// could not go on: what was written remains, and the same options go on with it
// once the cause is mended.
func Run(ctx context.Context, o Options) (Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.every == 0 {
		o.every = time.Second
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return Summary{}, fmt.Errorf("output folder: %w", err)
	}
	unlock, err := lockFolder(o.Dir)
	if err != nil {
		return Summary{}, err
	}
	defer unlock()
	r := &run{Options: o, began: time.Now()}
	if err := r.open(ctx); err != nil {
		return Summary{}, err
	}
	defer r.close()
	if r.state.Done {
		r.summary.Already = r.Output.Tables == "" || r.tabled() == len(r.out.shards)
	} else if err := r.do(ctx); err != nil {
		return r.summarise(), err
	}
	r.summary.Took = time.Since(r.began) // tables are no part of an article's time
	if r.state.Done {
		var err error
		if r.summary.Finished, err = r.makeTables(ctx); err != nil || !r.summary.Finished {
			return r.summarise(), err
		}
		if err := r.writeManifest(); err != nil {
			return r.summarise(), err
		}
	}
	return r.summarise(), nil
}

// A run is one at work.
type run struct {
	Options
	began   time.Time
	journal *journal
	out     *output
	state   checkpoint // as of what has been written
	inputs  []Input
	size    int64      // of all, in bytes or numbers; 0 where one's is not known
	ended   []InputEnd // inputs done
	noted   int        // of ended, in the journal
	saved   time.Time
	unsaved int // items since then
	read    readCount
	tables  []TableFile // made
	laidOut int64       // records in tables
	summary Summary
}

// A job is an item, or the end of an input, on its way from the reader over the
// workers to the writer.
type job struct {
	seq    int64
	number int64 // of the item: seq, or its number in a Source
	item   Item
	done   bool      // by an earlier process, out of order
	at     position  // behind it
	end    *InputEnd // of an input

	result  Result
	article *pipeline.Article
	err     error
}

// do reads, works and writes until everything is done or ctx is.
func (r *run) do(ctx context.Context) error {
	reading, cancelReading := context.WithCancel(ctx)
	defer cancelReading()
	// Tokens bound what is between reader and writer.
	window := make(chan struct{}, r.window())
	work := make(chan *job, cap(window))
	results := make(chan *job, cap(window))
	start, ahead := r.state.position, slices.Clone(r.state.Ahead)
	var readErr error
	go func() {
		defer close(work)
		readErr = r.readInputs(reading, start, ahead, func(j *job) bool {
			select {
			case window <- struct{}{}:
				work <- j
				return true
			case <-reading.Done():
				return false
			}
		})
	}()
	var workers, deliveries sync.WaitGroup // the window bounds both
	for range r.Workers {
		workers.Go(func() {
			for j := range work {
				if j.end == nil && !j.done {
					j.result, j.article, j.err = r.Work(context.WithoutCancel(ctx), &j.item)
				}
				if j.err != nil || j.result.Deliver == nil {
					results <- j
					continue
				}
				deliveries.Go(func() {
					j.err = j.result.Deliver()
					results <- j
				})
			}
		})
	}
	go func() {
		workers.Wait()
		deliveries.Wait()
		close(results) // after readErr is set
	}()
	err := r.write(results, window, cancelReading)
	var stop *StopError
	if err != nil && !errors.As(err, &stop) {
		return err
	}
	r.state.Done = r.state.Input == len(r.inputs)
	if err := r.out.finish(r.state.Done); err != nil {
		return err
	}
	if err := r.save(); err != nil {
		return err
	}
	switch {
	case ctx.Err() != nil:
		return nil
	case stop != nil:
		return stop
	}
	return readErr
}

// write takes the results in the order of the input, or as they come, and
// remembers what is done. After an error it cancels the reading and lets the
// rest pass.
func (r *run) write(results <-chan *job, window <-chan struct{}, cancel func()) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	waiting := map[int64]*job{} // arrived, and something before them is not
	first := int64(0)           // that has not arrived
	earlier := map[int64]bool{} // done by an earlier process, and not read again yet
	for _, n := range r.state.Ahead {
		earlier[n] = true
	}
	var failed error
	fail := func(err error) {
		if failed == nil && err != nil {
			failed = err
			cancel()
		}
	}
	for {
		select {
		case <-tick.C:
			r.observe()
		case j, ok := <-results:
			if !ok {
				r.observe()
				return failed
			}
			waiting[j.seq] = j
			if j.done {
				delete(earlier, j.number)
			}
			if r.Unordered && failed == nil {
				fail(r.put(j))
			}
			for next := waiting[first]; next != nil; next = waiting[first] {
				delete(waiting, first)
				first++
				r.unsaved++
				<-window
				if failed != nil {
					continue
				}
				if !r.Unordered {
					if fail(r.put(next)); failed != nil {
						continue
					}
				}
				r.state.position = next.at
				if next.end != nil {
					r.ended = append(r.ended, *next.end)
				}
				if failed == nil && !r.Unordered {
					fail(r.saveInTime())
				}
			}
			if r.Unordered && failed == nil {
				r.state.Ahead = r.state.Ahead[:0]
				base := first
				if r.Source != nil {
					base = 0
				}
				for _, j := range waiting {
					if j.end == nil {
						r.state.Ahead = append(r.state.Ahead, j.number-base)
					}
				}
				for number := range earlier {
					r.state.Ahead = append(r.state.Ahead, number-base)
				}
				fail(r.saveInTime())
			}
		}
	}
}

// put writes what became of an item.
func (r *run) put(j *job) error {
	if j.end != nil || j.done {
		return nil
	}
	if stop := (*StopError)(nil); errors.As(j.err, &stop) {
		return stop
	}
	r.summary.Here++
	r.summary.Tokens += int64(j.result.Tokens)
	r.state.Totals.add(j)
	if j.err != nil {
		f := NewFailure(&j.item, j.article, j.err)
		if r.Failed != nil {
			r.Failed(f)
		}
		return r.out.fail(f)
	}
	if j.result.Line == nil {
		return nil
	}
	return r.out.add(j.result.Line)
}

// saveInTime writes a checkpoint where the output allows one and the last is
// long ago.
func (r *run) saveInTime() error {
	due := r.Sink != nil && r.unsaved >= maxUnsaved
	if !due && time.Since(r.saved) < r.every {
		return nil
	}
	if ok, err := r.out.settle(); !ok && !due || err != nil {
		return err
	}
	return r.save()
}

// save makes what has been written last, and notes it.
func (r *run) save() error {
	shard, failures, err := r.out.sync()
	if err != nil {
		return err
	}
	r.state.Shard, r.state.Failures, r.state.Block, r.state.Reach = shard, failures, r.out.block, r.reach()
	r.state.Began, r.state.Time = r.began.UTC(), time.Now().UTC()
	var entries []entry
	for i := range r.ended[r.noted:] {
		entries = append(entries, entry{Input: &r.ended[r.noted+i]})
	}
	for i := range r.out.unnoted {
		entries = append(entries, entry{Shard: &r.out.unnoted[i]})
	}
	if err := r.journal.append(append(entries, entry{Checkpoint: &r.state})...); err != nil {
		return err
	}
	r.noted, r.out.unnoted = len(r.ended), nil
	r.saved, r.unsaved = time.Now(), 0
	return nil
}

func (r *run) observe() {
	if r.Observe == nil {
		return
	}
	s := Status{Totals: &r.state.Totals, Here: r.summary.Here, Read: r.read.bytes.Load(), Size: r.size, Resumed: r.summary.Resumed, LaidOut: r.laidOut}
	if at := int(r.read.input.Load()); at < len(r.inputs) {
		s.Input = r.inputs[at].Name
	}
	r.Observe(s)
}

func (r *run) summarise() Summary {
	r.summary.Totals = r.state.Totals
	if r.summary.Took == 0 {
		r.summary.Took = time.Since(r.began)
	}
	return r.summary
}

func (r *run) close() {
	if r.out != nil {
		r.out.close()
	}
	if r.journal != nil {
		r.journal.close()
	}
}

// mark is how far the sink is.
func (r *run) mark() uint64 {
	if r.Sink == nil {
		return 0
	}
	return r.Sink.Mark()
}

// sinkMark gives the marks of items by their number in the reading, from 0. Those
// that an earlier process may have delivered have the mark that it had.
func (r *run) sinkMark() func(seq int64) uint64 {
	before, reach := r.state.Sink, r.state.Reach
	return func(seq int64) uint64 {
		if seq < reach {
			return before
		}
		return r.mark()
	}
}

// maxUnsaved is how many items may be done without a checkpoint where there is a
// sink: who goes on must know which may have been delivered.
const maxUnsaved = 1000

// reach is how far the reading may be ahead of the journal.
func (r *run) reach() int64 {
	if r.Sink == nil {
		return 0
	}
	return maxUnsaved + int64(r.window()) + 1
}

// window is how many items may be between reader and writer.
func (r *run) window() int { return 32 * r.Workers }

func (r *run) path(name string) string { return filepath.Join(r.Dir, name) }

// limiter is nil where there is no limit.
func (r *run) limiter() *rate.Limiter {
	if r.Rate <= 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(r.Rate), 1)
}
