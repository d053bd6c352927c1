package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"enricher/pipeline"
)

// maxRecord is how many times an article's text its record may be long: facts
// take room, too.
const maxRecord = 16

// Records yields those of a run's files, in order. They are decoded by several
// workers side by side. After an error, or when ctx is done, nothing comes.
func Records(ctx context.Context, dir string, files []Shard, maxText, workers int) iter.Seq2[*pipeline.Record, error] {
	type decoded struct {
		record *pipeline.Record
		err    error
	}
	type task struct {
		item Item
		done chan decoded
	}
	return func(yield func(*pipeline.Record, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		work, order := make(chan task, workers), make(chan task, 4*workers)
		go func() {
			defer close(order)
			defer close(work)
			for item := range items(dir, files, maxText) {
				t := task{item, make(chan decoded, 1)}
				select {
				case order <- t:
					work <- t
				case <-ctx.Done():
					return
				}
			}
		}()
		for range workers {
			go func() {
				for t := range work {
					r, err := t.item.Record()
					if err != nil {
						err = fmt.Errorf("%s: %w", t.item.String(), err)
					}
					t.done <- decoded{r, err}
				}
			}()
		}
		for t := range order {
			d := <-t.done
			if ctx.Err() != nil || !yield(d.record, d.err) || d.err != nil {
				return
			}
		}
	}
}

// items yields the lines of a run's files.
func items(dir string, files []Shard, maxText int) iter.Seq[Item] {
	reader := Reader{Format: JSONL, MaxText: maxRecord * max(maxText, pipeline.DefaultMaxText)}
	one := func(name string, yield func(Item) bool) bool {
		file, err := os.Open(name)
		if err != nil {
			return yield(Item{File: name, Err: err})
		}
		defer file.Close()
		for item := range reader.Read(name, file) {
			if !yield(item) {
				return false
			}
		}
		return true
	}
	return func(yield func(Item) bool) {
		for _, f := range files {
			if !one(filepath.Join(dir, f.Name), yield) {
				return
			}
		}
	}
}

// Failures yields what has no record in a run's folder, in the order of writing.
// After an error nothing comes.
func Failures(dir string) iter.Seq2[Failure, error] {
	return func(yield func(Failure, error) bool) {
		f, err := os.Open(filepath.Join(dir, failuresName))
		if err != nil {
			yield(Failure{}, err)
			return
		}
		defer f.Close()
		for dec := json.NewDecoder(bufio.NewReader(f)); dec.More(); {
			var failure Failure
			err := dec.Decode(&failure)
			if err != nil {
				err = fmt.Errorf("%s: %w", f.Name(), err)
			}
			if !yield(failure, err) || err != nil {
				return
			}
		}
	}
}

// A Milestone is how far a run was at some time.
type Milestone struct {
	Began    time.Time // when the process began that got so far
	Time     time.Time
	Articles int64
}

// Course yields a run's milestones, one a second at most, from its journal. It
// ends where the journal cannot be read.
func Course(dir string) iter.Seq2[Milestone, error] {
	return func(yield func(Milestone, error) bool) {
		f, err := os.Open(filepath.Join(dir, journalName))
		if err != nil {
			yield(Milestone{}, err)
			return
		}
		defer f.Close()
		for in := bufio.NewReader(f); ; {
			line, err := in.ReadBytes('\n')
			if err != nil {
				return
			}
			e, ok := parseEntry(bytes.TrimSuffix(line, []byte("\n")))
			if !ok {
				return
			}
			if c := e.Checkpoint; c != nil && !c.Time.IsZero() && !yield(Milestone{c.Began, c.Time, c.Totals.Articles}, nil) {
				return
			}
		}
	}
}
