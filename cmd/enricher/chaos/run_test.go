package chaos

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A plan is one run: articles go through two workers while workers and
// servers fail.
type plan struct {
	name     string
	nodes    int
	articles int // at least; more if faults are still due
	deaths   []death
	faults   []fault
}

// A death is how a worker's life ends.
type death struct {
	point   string // a crash point and how often it is passed before
	signals []os.Signal
	// The signals come so long after the worker's start, or, if it is to work
	// before, when so many articles more have been sent.
	after time.Duration
	sent  int
}

// The crash points of package stream.
var (
	recordPoints = []string{"pulled", "enriched", "published", "receipt", "acknowledging", "acknowledged"}
	letterPoints = []string{"letter-published", "letter-stored", "terminating", "terminated"}
)

// deaths are so many by SIGKILL, at every crash point in turn and, every third
// one, at any moment; and with each ten one by SIGTERM and one by a storm of
// them. They are spread over so many articles.
func deaths(kills, articles int, r *rand.Rand) []death {
	points := slices.Concat(recordPoints, letterPoints)
	each := 1 + articles/(kills+1)
	var ds []death
	for i := range kills {
		var d death
		switch point := points[(i-i/3)%len(points)]; {
		case i%9 == 2: // while it starts
			d.signals, d.after = []os.Signal{syscall.SIGKILL}, time.Duration(1+r.IntN(1500))*time.Millisecond
		case i%3 == 2:
			d.signals, d.sent = []os.Signal{syscall.SIGKILL}, r.IntN(each)
		case slices.Contains(letterPoints, point):
			d.point = fmt.Sprintf("%s:%d", point, 1+r.IntN(1+each/(2*poisonEvery)))
		default:
			d.point = fmt.Sprintf("%s:%d", point, 1+r.IntN(each))
		}
		ds = append(ds, d)
		if i%10 == 5 {
			ds = append(ds,
				death{signals: []os.Signal{syscall.SIGTERM}, sent: r.IntN(each)},
				death{signals: slices.Repeat([]os.Signal{syscall.SIGTERM}, 5), sent: r.IntN(each)})
		}
	}
	return ds
}

// A run is a plan being carried out.
type run struct {
	t    *testing.T
	plan plan
	ctx  context.Context
	fail context.CancelCauseFunc

	began time.Time
	nodes []*node
	proxy *proxy // between the second worker and a single server
	nc    *nats.Conn
	js    jetstream.JetStream

	happened atomic.Int64 // deaths and faults
	sent     atomic.Int64 // articles that the queue has
	failed   atomic.Int64 // tries to publish an article that gave an error
	queued   atomic.Int64 // articles in the queue, as last polled
	flood    atomic.Bool  // send as fast as the queue takes it
	settled  chan struct{}
	altered  atomic.Bool  // a stream has other settings than workers want
	refusals atomic.Int64 // workers that did not start for that

	mu      sync.Mutex
	workers [2]*process
	tally   tally
}

// A tally is what happened in a run, or in all of them.
type tally struct {
	articles                    int
	kills, stops                int
	restarts, losses            int
	others                      int // faults of other kinds
	lost, duplicates, different int
	letters                     int
	twice                       int // articles that the queue took twice
	longestDrain                time.Duration
	took                        time.Duration
}

func (t *tally) add(o tally) {
	t.articles += o.articles
	t.kills += o.kills
	t.stops += o.stops
	t.restarts += o.restarts
	t.losses += o.losses
	t.others += o.others
	t.lost += o.lost
	t.duplicates += o.duplicates
	t.different += o.different
	t.letters += o.letters
	t.twice += o.twice
	t.longestDrain = max(t.longestDrain, o.longestDrain)
	t.took += o.took
}

func (t tally) String() string {
	return fmt.Sprintf("%d articles, %d worker kills, %d worker stops, %d server restarts, %d node losses, %d other faults: %d lost, %d duplicates, %d records differ, %d dead letters; longest drain %.1f s, %.0f s in all",
		t.articles, t.kills, t.stops, t.restarts, t.losses, t.others, t.lost, t.duplicates, t.different, t.letters, t.longestDrain.Seconds(), t.took.Seconds())
}

// carryOut runs a plan to its end and accounts for every article.
func carryOut(t *testing.T, p plan) tally {
	end := time.Now().Add(*limit)
	// A test that go test ends leaves its processes behind.
	if deadline, ok := t.Deadline(); ok && deadline.Add(-20*time.Second).Before(end) {
		end = deadline.Add(-20 * time.Second)
	}
	ctx, cancel := context.WithDeadline(t.Context(), end)
	defer cancel()
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	r := &run{t: t, plan: p, ctx: ctx, fail: fail, began: time.Now(), settled: make(chan struct{})}
	r.nodes = newNodes(t, p.nodes, p.nodes == 1)
	r.nc = dial(t, r.nodes)
	if p.nodes == 1 {
		r.proxy = newProxy(t, r.nodes[0].url)
	}
	var err error
	if r.js, err = jetstream.New(r.nc, jetstream.WithDefaultTimeout(2*time.Second)); err != nil {
		t.Fatal(err)
	}

	var all sync.WaitGroup
	part := func(f func() error) {
		all.Go(func() {
			if err := f(); err != nil {
				fail(err)
			}
		})
	}
	due := make(chan death, len(p.deaths))
	for _, d := range p.deaths {
		due <- d
	}
	close(due)
	for i := range r.workers {
		part(func() error { return r.lives(i, due) })
	}
	part(r.publish)
	part(r.poll)
	part(func() error {
		for i, f := range p.faults {
			if err := r.until("the next fault is due", func() bool {
				return r.sent.Load() >= int64(p.articles*(i+1)/(len(p.faults)+1))
			}); err != nil {
				return err
			}
			if err := f.strike(r); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
			r.happens(f.name)
		}
		return nil
	})
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		t.Errorf("%s: %v; %d articles sent, %d in the queue, %d faults", p.name, err, r.sent.Load(), r.queued.Load(), r.happened.Load())
		for i, w := range r.workers {
			if w != nil {
				t.Logf("worker %d:\n%s", i, w.log)
			}
		}
		for i, n := range r.nodes {
			t.Logf("server %d:\n%s", i, n.log)
		}
		t.FailNow()
	}
	r.account()
	r.tally.took = time.Since(r.began)
	return r.tally
}

// happens counts a death or a fault.
func (r *run) happens(what string) {
	r.happened.Add(1)
	r.t.Logf("%5.1f s: %s; %d articles sent, %d in the queue", time.Since(r.began).Seconds(), what, r.sent.Load(), r.queued.Load())
}

// until waits for a condition; its error is that of the run.
func (r *run) until(what string, ok func() bool) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-r.ctx.Done():
			return fmt.Errorf("waiting until %s: %w", what, context.Cause(r.ctx))
		}
	}
	return nil
}

// insist does what may fail while servers are away until it succeeds.
func (r *run) insist(what string, f func() error) error {
	var err error
	if e := r.until(what, func() bool { err = f(); return err == nil }); e != nil {
		return errors.Join(e, err)
	}
	return nil
}

// arguments are a worker's.
func arguments(replicas int, urls ...string) []string {
	return []string{"serve", "--nats", strings.Join(urls, ","), "--metrics", "none", "--workers", "4",
		"--ack-wait", "2s", "--max-deliver", "200", "--article-timeout", "3s", "--drain-timeout", "4s",
		"--max-text", fmt.Sprint(maxText), "--max-msg-size", "64KiB", "--replicas", fmt.Sprint(replicas)}
}

func (r *run) startWorker(slot int, environment ...string) (*process, error) {
	var urls []string
	for _, n := range r.nodes {
		urls = append(urls, n.url)
	}
	if slot == 1 && r.proxy != nil {
		urls = []string{r.proxy.url()}
	}
	w, err := start(r.t, "enricher", environment, arguments(r.plan.nodes, urls...)...)
	if err == nil {
		r.mu.Lock()
		r.workers[slot] = w
		r.mu.Unlock()
	}
	return w, err
}

// logged reports whether a worker of the moment has said so since then.
func (r *run) logged(since time.Time, words ...string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.ContainsFunc(r.workers[:], func(w *process) bool { return w != nil && w.log.tells(since, words...) })
}

// lives has one worker after another die as is due, and a last one that goes
// on until every article is settled.
func (r *run) lives(slot int, due <-chan death) error {
	for d := range due {
		for again := true; again; {
			w, err := r.startWorker(slot, "ENRICHER_CRASH="+d.point)
			if err != nil {
				return err
			}
			if err := r.die(w, d); err != nil {
				return err
			}
			again = w.cmd.ProcessState.ExitCode() == 1 && r.altered.Load() && w.log.tells(time.Time{}, "exists with other settings")
			if again {
				r.refusals.Add(1)
				continue
			}
			if err := r.checkDeath(w, d); err != nil {
				return err
			}
		}
		r.happens(fmt.Sprintf("worker %d: %s%v", slot, d.point, d.signals))
	}
	w, err := r.startWorker(slot)
	if err != nil {
		return err
	}
	select {
	case <-r.settled:
	case <-w.ended:
		return fmt.Errorf("worker ended unasked, status %d", w.cmd.ProcessState.ExitCode())
	case <-r.ctx.Done():
		return context.Cause(r.ctx)
	}
	if err := r.die(w, death{signals: []os.Signal{syscall.SIGTERM}}); err != nil {
		return err
	}
	return r.checkDeath(w, death{signals: []os.Signal{syscall.SIGTERM}})
}

// die waits for a worker's end, and brings it about if it is one by signals.
func (r *run) die(w *process, d death) error {
	if len(d.signals) == 0 {
		select {
		case <-w.ended:
			return nil
		case <-r.ctx.Done():
			return context.Cause(r.ctx)
		}
	}
	ended := func() bool {
		select {
		case <-w.ended:
			return true
		default:
			return false
		}
	}
	if d.after > 0 {
		select {
		case <-time.After(d.after):
		case <-w.ended:
		case <-r.ctx.Done():
			return context.Cause(r.ctx)
		}
	} else {
		if err := r.until("the worker takes articles", func() bool { return ended() || w.log.tells(time.Time{}, "taking articles") }); err != nil {
			return err
		}
		from := r.sent.Load()
		if err := r.until("the worker is to end", func() bool { return ended() || r.sent.Load() >= from+int64(d.sent) }); err != nil {
			return err
		}
	}
	if ended() {
		return nil
	}
	took, err := w.stop(d.signals...)
	if len(d.signals) == 1 && d.signals[0] == syscall.SIGTERM {
		r.mu.Lock()
		r.tally.longestDrain = max(r.tally.longestDrain, took)
		r.mu.Unlock()
	}
	return err
}

// maxDrain is how long a worker may take to end.
const maxDrain = 10 * time.Second

// checkDeath says what is wrong with how a worker ended.
func (r *run) checkDeath(w *process, d death) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	status, signal := w.cmd.ProcessState.ExitCode(), w.killedBy()
	switch {
	case signal == syscall.SIGKILL && (d.point != "" || d.signals[0] == syscall.SIGKILL):
		r.tally.kills++
	case len(d.signals) == 1 && status == 0, len(d.signals) > 1 && (status == 0 || signal == syscall.SIGTERM):
		r.tally.stops++
	default:
		return fmt.Errorf("worker ended with status %d, %v, and was to end by %+v; its log:\n%s", status, signal, d, w.log)
	}
	if r.tally.longestDrain > maxDrain {
		return fmt.Errorf("worker took %v to end", r.tally.longestDrain)
	}
	return nil
}

// publishers are how many articles are on their way to the queue at a time.
const publishers = 16

// publish sends the articles: as many as the faults that have happened allow,
// so that faults meet articles from the first to the last, and beyond that a
// trickle for those that wait for one. It ends when all are settled.
func (r *run) publish() error {
	numbers := make(chan int)
	var sending sync.WaitGroup
	for range publishers {
		sending.Go(func() {
			for n := range numbers {
				r.send(newArticle(n))
			}
		})
	}
	total := int64(len(r.plan.deaths) + len(r.plan.faults))
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	n := 0
	for r.happened.Load() < total || n < r.plan.articles {
		allowed := int64(r.plan.articles) * (r.happened.Load() + 1) / (total + 1)
		burst := 0
		switch queued := r.queued.Load(); {
		case r.flood.Load(), int64(n) < allowed && queued < 1000:
			burst = 100
		case queued < 50:
			burst = 1
		}
		for range burst {
			select {
			case numbers <- n:
				n++
			case <-r.ctx.Done():
				close(numbers)
				return context.Cause(r.ctx)
			}
		}
		<-tick.C
	}
	close(numbers)
	sending.Wait()
	r.tally.articles = n
	err := r.until("every article is settled", func() bool {
		info, err := r.info("ARTICLES")
		return err == nil && info.State.Msgs == 0
	})
	close(r.settled)
	return err
}

// send publishes an article until the queue has it.
func (r *run) send(a article) {
	for r.ctx.Err() == nil {
		ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
		_, err := r.js.PublishMsg(ctx, &nats.Msg{Subject: "articles.raw.chaos", Header: a.header, Data: a.data})
		cancel()
		if err == nil {
			r.sent.Add(1)
			return
		}
		r.failed.Add(1)
		select {
		case <-time.After(50 * time.Millisecond):
		case <-r.ctx.Done():
		}
	}
}

// poll keeps an eye on the queue.
func (r *run) poll() error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if info, err := r.info("ARTICLES"); err == nil {
			r.queued.Store(int64(info.State.Msgs))
		}
		select {
		case <-tick.C:
		case <-r.settled:
			return nil
		case <-r.ctx.Done():
			return context.Cause(r.ctx)
		}
	}
}

func (r *run) info(stream string) (*jetstream.StreamInfo, error) {
	ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
	defer cancel()
	s, err := r.js.Stream(ctx, stream)
	if err != nil {
		return nil, err
	}
	return s.CachedInfo(), nil
}
