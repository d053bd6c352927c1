package batch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"enricher/pipeline"
)

// testSource has articles with the numbers up to the last, some of them missing,
// some bad, and those of gone no more.
func testSource(identity string, last uint64, gone map[uint64]bool) *Source {
	return &Source{
		Name: "stream TEST", Identity: identity,
		Range: func(context.Context) (uint64, uint64, error) { return 3, last, nil },
		Read: func(_ context.Context, from, to uint64) iter.Seq2[Item, error] {
			return func(yield func(Item, error) bool) {
				for n := from; n <= to; n++ {
					if n%7 == 0 || gone[n] {
						continue
					}
					it := Item{File: "stream TEST", Number: n, Data: fmt.Appendf(nil, `{"id":"a%d","text":"Artikel %d."}`, n, n)}
					if n%17 == 0 {
						it.Err = fmt.Errorf("no article %d", n)
					}
					if !yield(it, nil) {
						return
					}
				}
			}
		},
	}
}

// A testSink is a file to which each result adds a line, its mark the number of
// lines.
type testSink struct {
	name string
	mu   sync.Mutex
	mark uint64
	has  map[string]bool
}

func (s *testSink) of(o *Options) {
	lines, _ := s.lines()
	s.mark = uint64(len(lines))
	o.Sink = &Sink{
		Mark: func() uint64 {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.mark
		},
		Resume: func(_ context.Context, mark uint64) error {
			lines, err := s.lines()
			s.has = map[string]bool{}
			for _, line := range lines[mark:] {
				s.has[line] = true
			}
			return err
		},
	}
	work := o.Work
	o.Work = func(ctx context.Context, it *Item) (Result, *pipeline.Article, error) {
		result, a, err := work(ctx, it)
		if err == nil && result.Line != nil {
			result.Line = nil
			result.Deliver = func() error { return s.deliver(a.ID) }
		}
		return result, a, err
	}
}

func (s *testSink) lines() ([]string, error) {
	data, err := os.ReadFile(s.name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	return strings.Fields(string(data)), err
}

func (s *testSink) deliver(id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.has[id] {
		return nil
	}
	f, err := os.OpenFile(s.name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	s.mark++
	_, err = f.WriteString(id + "\n") // one write: it is there whole or not at all
	return err
}

func TestSource(t *testing.T) {
	dir := t.TempDir()
	r := testRun{Source: 100, Dir: filepath.Join(dir, "out"), Workers: 3}
	s := do(t, r.options())
	// 3 to 100 without 14 multiples of 7.
	if !s.Finished || s.Articles != 84 || s.Failed != 5 || s.Records != 84-5-8 || s.Unwanted != 8 {
		t.Errorf("%+v", s)
	}
	m, err := ReadManifest(r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Inputs) != 1 || m.Inputs[0].Name != "stream TEST" || m.Inputs[0].First != 3 || m.Inputs[0].Last != 100 || m.Inputs[0].Articles != 84 ||
		m.Inputs[0].Bytes == 0 || len(m.Inputs[0].SHA256) != 64 || m.Inputs[0].Identity != "1" {
		t.Errorf("%+v", m.Inputs)
	}
	if failures := outputOf(t, r.Dir)[failuresName]; !strings.HasPrefix(failures, `{"schema":"enricher.error/v1","file":"stream TEST","number":17,"error":"no article 17"}`) {
		t.Error(failures)
	}
	if again := do(t, r.options()); !again.Already {
		t.Errorf("%+v", again)
	}
}

// Killed at any moment, a run that reads a source ends with the same files, and
// delivers nothing twice.
func TestSourceKills(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	for i, r := range []testRun{
		{Source: 150, Workers: 2}, {Source: 150, Workers: 3, Compress: Zstd}, {Source: 150, Shard: 9, Workers: 4, Unordered: true},
		{Source: 150, Workers: 2, Sink: "ordered"}, {Source: 150, Workers: 3, Unordered: true, Sink: "unordered"},
	} {
		sink := r.Sink
		place := func(name string) {
			r.Dir = filepath.Join(dir, fmt.Sprint(name, i))
			if sink != "" {
				r.Sink = filepath.Join(dir, fmt.Sprint(name, sink))
			}
		}
		place("undisturbed")
		do(t, r.options())
		want := outputOf(t, r.Dir)
		delivered, err := (&testSink{name: r.Sink}).lines()
		if sink != "" && (err != nil || len(delivered) < 100) {
			t.Fatalf("%d delivered: %v", len(delivered), err)
		}
		slices.Sort(delivered)
		place("killed")
		n := 0
		for runs := 0; runs < *kills/8; runs++ {
			r.KillAt = 0
			if random.IntN(2) == 0 {
				r.KillAt = 1 + random.Int64N(30)
			}
			cmd := r.start(t)
			if r.KillAt == 0 {
				time.AfterFunc(time.Duration(random.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
			}
			if killed(t, cmd) {
				n++
				continue
			}
			break
		}
		r.KillAt = 0
		if killed(t, r.start(t)) {
			t.Fatal("killed itself")
		}
		same(t, r, outputOf(t, r.Dir), want)
		if sink != "" {
			got, err := (&testSink{name: r.Sink}).lines()
			slices.Sort(got)
			if err != nil || !slices.Equal(got, delivered) {
				t.Errorf("after %d kills %d were delivered, want %d: %v", n, len(got), len(delivered), err)
			}
		}
		t.Logf("%d kills: the same", n)
	}
}

// A source may shrink while the run is stopped: what is done is not missed, and
// done is not done again.
func TestSourceShrinks(t *testing.T) {
	for _, unordered := range []bool{false, true} {
		r := testRun{Source: 100, Dir: filepath.Join(t.TempDir(), "out"), Workers: 1, Unordered: unordered}
		interrupted(t, r, 30)
		gone := map[uint64]bool{60: true, 61: true, 90: true}
		for n := range uint64(20) {
			gone[n] = true
		}
		o := r.options()
		o.Source = testSource("1", 300, gone) // and more came, which are another run's
		if s := do(t, o); !s.Finished || !s.Resumed || s.Articles != 84-3 {
			t.Errorf("%+v", s)
		}
		lines := strings.Split(strings.TrimSpace(outputOf(t, r.Dir)["records.jsonl"]), "\n")
		slices.Sort(lines)
		if n := len(lines); n != len(slices.Compact(lines)) || n != 84-3-5-8 {
			t.Errorf("%d records", n)
		}
	}
}

func TestSourceIsAnother(t *testing.T) {
	r := testRun{Source: 100, Dir: filepath.Join(t.TempDir(), "out"), Workers: 1}
	interrupted(t, r, 30)
	o := r.options()
	o.Source = testSource("2", 100, nil)
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "stream TEST is not what the run was begun with") || !strings.Contains(err.Error(), "--restart") {
		t.Errorf("%v", err)
	}
}

// An error of the source ends the run, which goes on where it was.
func TestSourceFails(t *testing.T) {
	r := testRun{Source: 100, Dir: filepath.Join(t.TempDir(), "out"), Workers: 2}
	o := r.options()
	read := o.Source.Read
	o.Source.Read = func(ctx context.Context, from, to uint64) iter.Seq2[Item, error] {
		return func(yield func(Item, error) bool) {
			for it, err := range read(ctx, from, 40) {
				if !yield(it, err) {
					return
				}
			}
			yield(Item{}, errors.New("it is gone"))
		}
	}
	if s, err := Run(t.Context(), o); err == nil || err.Error() != "it is gone" || s.Here == 0 || s.Finished {
		t.Errorf("%+v %v", s, err)
	}
	o = r.options()
	o.Source.Range = func(context.Context) (uint64, uint64, error) { panic("the range is known") }
	if s := do(t, o); !s.Finished || s.Articles != 84 || s.Here == 84 {
		t.Errorf("%+v", s)
	}
	// One that holds nothing is done at once.
	r.Dir = filepath.Join(t.TempDir(), "out")
	o = r.options()
	o.Source.Range = func(context.Context) (uint64, uint64, error) { return 101, 100, nil }
	if s := do(t, o); !s.Finished || s.Articles != 0 {
		t.Errorf("%+v", s)
	}
}

// While an answer is waited for, articles are worked on; a bounded number.
func TestDeliveriesOverlap(t *testing.T) {
	r := testRun{Source: 300, Dir: filepath.Join(t.TempDir(), "out"), Workers: 1}
	o := r.options()
	release := make(chan struct{})
	var once sync.Once
	var mu sync.Mutex
	waiting := 0
	o.Work = func(_ context.Context, it *Item) (Result, *pipeline.Article, error) {
		return Result{Deliver: func() error {
			mu.Lock()
			waiting++
			full := waiting == 32
			mu.Unlock()
			if full { // as many as there may be for a worker
				once.Do(func() { close(release) })
			}
			<-release
			if it.Number == 100 {
				return pipeline.Permanent(pipeline.TooLarge, errors.New("too large"))
			}
			return nil
		}}, nil, nil
	}
	if s := do(t, o); s.Failed != 1 || s.Articles != 256 || !s.Finished {
		t.Errorf("%+v", s)
	}
}

// What was delivered ahead of the journal is not delivered again, even by a third
// process that goes on among what the first has delivered.
func TestSinkStoppedTwice(t *testing.T) {
	for unordered, second := range map[bool]uint64{false: 12, true: 60} {
		dir := t.TempDir()
		r := testRun{Source: 100, Dir: filepath.Join(dir, "out"), Sink: filepath.Join(dir, "sink"), Workers: 1, Unordered: unordered}
		for _, stop := range []uint64{4, second, 0} {
			o := r.options()
			var delivered atomic.Int64
			enough := make(chan struct{}) // deliveries behind it
			work := o.Work
			o.Work = func(ctx context.Context, it *Item) (Result, *pipeline.Article, error) {
				result, a, err := work(ctx, it)
				deliver := result.Deliver
				switch {
				case stop == 0 || deliver == nil || it.Number < stop:
				case it.Number == stop:
					result.Deliver = func() error {
						<-enough
						return &StopError{errors.New("no more")}
					}
				default:
					result.Deliver = func() error {
						err := deliver()
						if delivered.Add(1) == 15 {
							close(enough)
						}
						return err
					}
				}
				return result, a, err
			}
			if _, err := Run(t.Context(), o); (err != nil) != (stop > 0) {
				t.Fatalf("stopped at %d: %v", stop, err)
			}
		}
		lines, err := (&testSink{name: r.Sink}).lines()
		slices.Sort(lines)
		if err != nil || len(lines) != 84-5-8 || len(slices.Compact(lines)) != len(lines) {
			t.Errorf("%d delivered (%v): %v", len(lines), err, lines)
		}
	}
}

// A run with a sink never gets farther ahead of its journal than it says.
func TestSinkReach(t *testing.T) {
	dir := t.TempDir()
	r := testRun{Source: 5000, Dir: filepath.Join(dir, "out"), Sink: filepath.Join(dir, "sink"), Workers: 2, Compress: Zstd}
	o := r.options()
	o.every = time.Hour
	do(t, o)
	data, err := os.ReadFile(filepath.Join(r.Dir, journalName))
	if err != nil {
		t.Fatal(err)
	}
	last, n := int64(0), 0
	for line := range strings.Lines(string(data)) {
		e, ok := parseEntry([]byte(strings.TrimSuffix(line, "\n")))
		if !ok || e.Checkpoint == nil {
			continue
		}
		n++
		if ahead := e.Checkpoint.Items - last; ahead > maxUnsaved || e.Checkpoint.Reach != maxUnsaved+64+1 {
			t.Errorf("%d items without a checkpoint, reach %d", ahead, e.Checkpoint.Reach)
		}
		last = e.Checkpoint.Items
	}
	if n < 5 {
		t.Errorf("%d checkpoints", n)
	}
}
