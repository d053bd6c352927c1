package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/prometheus/client_golang/prometheus"
)

// Options configure a Worker. Enrich is required; the zero value of anything
// else means its default.
type Options struct {
	Enrich   Enrich
	Version  string // the producer's, part of every message id
	Topology Topology

	// Workers is how many articles are enriched at a time; the number of
	// usable CPUs by default. Twice as many may wait for their
	// turn, and three to five times as many for the receipts of their records.
	Workers int
	// HoldBytes bounds the articles held, waiting and in work; 64 MiB by
	// default, and never less than the largest message of the queue.
	HoldBytes int
	// ArticleTimeout is how long one article may take; 10 s by default.
	ArticleTimeout time.Duration
	// DrainTimeout is how long Run goes on with what it holds once it is told
	// to stop; 8 s by default.
	DrainTimeout time.Duration
	// RetryDelay is how long a transient error waits for its second attempt;
	// it doubles with each attempt, and varies by a quarter. 1 s by default.
	RetryDelay time.Duration

	// NoRequests leaves requests on RequestSubject to others.
	NoRequests bool
	// Metadata is shown to those who look for workers, besides where this one
	// runs and what it takes: versions above all.
	Metadata map[string]string
	// Bucket is an object store whose files are given to TakeFiles, all of them
	// by name, before the first article is taken and whenever they change; none
	// is watched if it is empty. What TakeFiles refuses while the worker runs
	// is not offered again until it changes; before, the worker waits for files
	// that it takes.
	Bucket    string
	TakeFiles func([]File) error

	Metrics *Metrics     // nil: none
	Log     *slog.Logger // nil: no log
	// LogLevel is that of Log where it can be changed by a message on
	// LogLevelSubject; nil: it cannot.
	LogLevel *slog.LevelVar

	published     func()        // a test's: a record is stored, its article not acknowledged
	sweepInterval time.Duration // the janitor's; a test's is shorter
	watchInterval time.Duration // of the bucket; likewise
}

const (
	pollInterval  = 5 * time.Second
	requestLimit  = 5 * time.Second // for one answer of the server
	confirmLimit  = 2 * time.Second // for that to an acknowledgement
	maxRetryDelay = time.Minute
)

// A Worker takes articles from the queue until it is told to stop.
type Worker struct {
	conn     *Conn
	options  Options
	topology Topology
	metrics  *Metrics
	log      *slog.Logger

	faults faults
	hung   atomic.Int64 // enrichments given up that have not returned
	pulse  pulse
	shelf  *shelf
	turns  chan struct{} // full while Options.Workers articles are enriched
	asked  atomic.Int64  // when articles were last asked for, Unix nanoseconds

	metadata atomic.Pointer[map[string]string]

	bucket        *watchedBucket // nil: none
	bucketTrouble string         // that the log has been told of
}

// New makes a worker on a connection; Run starts it.
func New(conn *Conn, o Options) (*Worker, error) {
	if o.Enrich == nil {
		return nil, errors.New("stream: Options.Enrich is missing")
	}
	setDefault(&o.Workers, runtime.GOMAXPROCS(0))
	setDefault(&o.HoldBytes, 64<<20)
	setDefault(&o.ArticleTimeout, 10*time.Second)
	setDefault(&o.DrainTimeout, 8*time.Second)
	setDefault(&o.RetryDelay, time.Second)
	setDefault(&o.sweepInterval, time.Minute)
	setDefault(&o.watchInterval, pollInterval)
	if o.Workers < 0 {
		return nil, fmt.Errorf("stream: %d workers", o.Workers)
	}
	w := &Worker{conn: conn, options: o, topology: o.Topology.withDefaults(), metrics: o.Metrics, log: o.Log, turns: make(chan struct{}, o.Workers)}
	if err := w.topology.Check(); err != nil {
		return nil, err
	}
	if o.Bucket != "" {
		if o.TakeFiles == nil {
			return nil, errors.New("stream: Options.TakeFiles is missing")
		}
		if err := CheckBucket(o.Bucket); err != nil {
			return nil, err
		}
		w.bucket = &watchedBucket{conn: conn, name: o.Bucket}
	}
	w.SetMetadata(o.Metadata)
	if w.metrics == nil {
		m, err := NewMetrics(prometheus.NewRegistry(), MetricsOptions{Consumer: w.topology.Consumer.Name})
		if err != nil {
			return nil, err
		}
		w.metrics = m
	}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	w.pulse.limit = silenceLimit(w.topology.Consumer.AckWait)
	w.metrics.workers.Set(float64(o.Workers))
	w.metrics.worker.Store(w)
	w.faults.set(starting, errors.New("no articles are taken yet"))
	return w, nil
}

// Run takes and enriches articles until ctx is done. Then it stops taking
// more, finishes what it holds within DrainTimeout, hands the rest back, and
// returns nil. It returns an error if it cannot start, above all because a
// stream has other settings than wanted (*ConflictError), or if the connection
// was closed under it. A server that is away is no error: Run waits for it.
func (w *Worker) Run(ctx context.Context) error {
	if err := w.start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	// What is in work outlives ctx: it ends with hard, DrainTimeout later.
	hard, interrupt := context.WithCancel(context.WithoutCancel(ctx))
	defer interrupt()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	context.AfterFunc(ctx, func() {
		w.faults.set(stopping, errors.New("the worker has been told to stop"))
		w.log.Info("stopping", "unfinished", w.shelf.count())
		time.AfterFunc(w.options.DrainTimeout, interrupt)
	})

	requests, err := w.offer(ctx, hard)
	if err != nil {
		return err
	}
	var background sync.WaitGroup
	// Nothing is held yet. Were the first heartbeat to begin the count, a worker
	// cut off before its answer would never doubt.
	w.pulse.beat(time.Now())
	background.Go(func() { w.every(hard, w.topology.Consumer.AckWait/3, w.heartbeat) })
	background.Go(func() { w.every(hard, pollInterval, w.poll) })
	background.Go(func() { w.watchConnection(hard) })
	background.Go(func() { w.janitor(hard) })
	if w.bucket != nil {
		background.Go(func() { w.every(hard, w.options.watchInterval, w.watchBucket) })
	}

	queue := make(chan *delivery, w.shelf.maxArticles)
	var workers sync.WaitGroup
	for range w.shelf.maxArticles {
		workers.Go(func() {
			for d := range queue {
				w.handle(hard, d)
			}
		})
	}
	w.faults.set(starting, nil)
	w.log.Info("taking articles", "workers", w.options.Workers, "stream", w.topology.Articles.Name, "consumer", w.topology.Consumer.Name)

	err = w.pull(ctx, queue)
	stop()
	close(queue)
	workers.Wait()
	requests.wait()
	interrupt()
	background.Wait()
	w.flush()
	return err
}

// start waits for a server and prepares for work, however long that takes.
func (w *Worker) start(ctx context.Context) error {
	for try := 0; ; try++ {
		err := w.prepare(ctx)
		var conflict *ConflictError
		if err == nil || errors.As(err, &conflict) || refused(err) || errors.Is(err, nats.ErrConnectionClosed) {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		w.faults.set(starting, err)
		w.log.Warn("cannot start, trying again", "error", err)
		if !pause(ctx, backoff(500*time.Millisecond, try, 10*time.Second)) {
			return ctx.Err()
		}
	}
}

// storageExceeded is the server's error code for streams that would not fit
// its disk (JSStorageResourcesExceededErr).
const storageExceeded jetstream.ErrorCode = 10047

// refused tells the server's answers that no waiting will change: a request
// that is wrong in itself, or streams larger than the disk. Others, such as a
// cluster without a leader, pass.
func refused(err error) bool {
	var api *jetstream.APIError
	return errors.As(err, &api) && (api.Code == 400 || api.ErrorCode == storageExceeded)
}

// prepare sees to what must be there before the first article: the streams and
// the consumer, once, and what the bucket has.
func (w *Worker) prepare(ctx context.Context) error {
	if w.shelf == nil {
		if err := w.setup(ctx); err != nil {
			return err
		}
	}
	if w.bucket == nil {
		return nil
	}
	refused, err := w.readBucket(ctx)
	if refused {
		w.metrics.Reloaded(FromBucket, err)
	}
	return err
}

// How many articles are held for each that is enriched.
const (
	// shelfWaiting are that one and those taken ahead, twice as many as there
	// are workers: with more, articles wait here that idle workers could have.
	shelfWaiting = 3
	// shelfArticles are these and those whose records' receipts are awaited,
	// which may take several times as long as an article.
	shelfArticles = 6
)

// setup sees to the streams and the consumer. Its requests have nats.go's time
// limit, 5 s each: a cluster that is choosing a leader answers none of those it
// got before.
func (w *Worker) setup(ctx context.Context) error {
	if err := w.conn.Wait(ctx); err != nil {
		return err
	}
	if err := w.conn.Setup(ctx, w.topology); err != nil {
		return err
	}
	if w.shelf == nil {
		w.shelf = newShelf(shelfArticles*w.options.Workers, shelfWaiting*w.options.Workers, max(w.options.HoldBytes, w.largest()))
	}
	return nil
}

// SetMetadata changes what Options.Metadata said.
func (w *Worker) SetMetadata(m map[string]string) {
	m = maps.Clone(m)
	w.metadata.Store(&m)
}

// largest is how large a message of the queue may be, its subject and reply
// subject included, which the server counts too.
func (w *Worker) largest() int { return int(w.topology.Articles.MaxMsgSize) + 4<<10 }

// settled takes a delivery off the shelf.
func (w *Worker) settled(d *delivery) {
	w.shelf.remove(d)
	w.metrics.held.Dec()
}

// heartbeat tells the server that all that is held is in progress, and sees
// that it hears.
func (w *Worker) heartbeat(ctx context.Context) {
	start := time.Now()
	err := w.shelf.inProgress()
	if err == nil && w.conn.Connected() { // else they wait in the client's buffer
		ctx, cancel := context.WithTimeout(ctx, w.topology.Consumer.AckWait/3)
		if err = w.conn.nc.FlushWithContext(ctx); err == nil {
			w.pulse.beat(start)
		}
		cancel()
	}
	if err != nil && w.pulse.lapsed() {
		w.log.Warn("the server has not heard for long that articles are in progress, and may give them to others", "error", err)
	}
}

func (w *Worker) consumerInfo(ctx context.Context) (*jetstream.ConsumerInfo, error) {
	c, err := w.conn.js.Consumer(ctx, w.topology.Articles.Name, w.topology.Consumer.Name)
	if err != nil {
		return nil, err
	}
	return c.CachedInfo(), nil
}

func (w *Worker) watchConnection(ctx context.Context) {
	changed := w.conn.nc.StatusChanged(nats.CONNECTED, nats.RECONNECTING, nats.CLOSED)
	defer w.conn.nc.RemoveStatusListener(changed)
	defer w.metrics.connected.Set(0)
	connected := w.conn.Connected()
	for {
		if connected {
			w.metrics.connected.Set(1)
		} else {
			w.metrics.connected.Set(0)
		}
		select {
		case status := <-changed:
			if status != nats.CONNECTED && connected {
				w.metrics.disconnections.Inc()
			}
			connected = status == nats.CONNECTED
		case <-ctx.Done():
			return
		}
		if w.conn.nc.IsClosed() {
			return
		}
	}
}

// flush sends what is still in the client's buffer, naks above all.
func (w *Worker) flush() {
	if w.conn.Connected() {
		if err := w.conn.nc.FlushTimeout(2 * time.Second); err != nil {
			w.log.Warn("cannot send the last messages", "error", err)
		}
	}
}

// every calls f at once and then at each interval, until ctx is done.
func (w *Worker) every(ctx context.Context, interval time.Duration, f func(context.Context)) {
	t := time.NewTicker(interval)
	defer t.Stop()
	for ctx.Err() == nil {
		f(ctx)
		select {
		case <-t.C:
		case <-ctx.Done():
		}
	}
}

// pause waits; it is false if ctx is done first.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// backoff is the delay after n failures: it doubles from base up to limit, and
// varies by a quarter so that workers do not try in step.
func backoff(base time.Duration, n int, limit time.Duration) time.Duration {
	d := min(base<<min(n, 20), limit)
	if d <= 0 { // shifted too far
		d = limit
	}
	return d*3/4 + rand.N(d/2+1)
}
