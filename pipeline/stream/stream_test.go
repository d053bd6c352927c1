package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"enricher/pipeline"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for something that must happen.
const patience = 3 * time.Minute

// newServer starts an embedded server on a folder of its own.
func newServer(t *testing.T, listen string) *Server {
	t.Helper()
	s, err := start(ServerOptions{Dir: t.TempDir(), Listen: listen, SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func connect(t *testing.T, o ConnectOptions) *Conn {
	t.Helper()
	if permitting {
		o = asUser(o, allPowerful)
	}
	return open(t, o)
}

func open(t *testing.T, o ConnectOptions) *Conn {
	t.Helper()
	o.Log = slog.New(noSlowConsumer{slog.DiscardHandler, t})
	c, err := Connect(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	made.Store(c, o)
	return c
}

// noSlowConsumer fails a test in which the client had to drop a message, or
// lacks a permission that it should have been given.
type noSlowConsumer struct {
	slog.Handler
	t *testing.T
}

func (noSlowConsumer) Enabled(context.Context, slog.Level) bool { return true }

func (h noSlowConsumer) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok && (errors.Is(err, nats.ErrSlowConsumer) || permitting && errors.Is(err, nats.ErrPermissionViolation)) {
			h.t.Error(err)
		}
		return true
	})
	return nil
}

// small is a topology for tests: little disk, short waits.
func small() Topology {
	t := DefaultTopology()
	for _, s := range []*Stream{&t.Articles, &t.Enriched, &t.Dead} {
		s.MaxBytes = 64 << 20
		s.MaxMsgSize = 1 << 20
	}
	t.Consumer.AckWait = 500 * time.Millisecond
	return t
}

// echo enriches an article by repeating it; its id is the article's bytes.
func echo(_ context.Context, m Message) (Result, error) {
	return Result{ID: string(m.Data), Lang: "de", Record: m.Data}, nil
}

// A running worker.
type running struct {
	*Worker
	stop func()             // tells it to stop and waits until it has
	kill context.CancelFunc // tells it to stop
	done chan error
}

func run(t *testing.T, c *Conn, o Options) *running {
	t.Helper()
	if o.Topology.Articles.Name == "" {
		o.Topology = small()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(testWriter{t}, &slog.HandlerOptions{Level: slog.LevelInfo}))
	}
	if permitting && c.Connected() { // a worker may not make them
		if err := c.Setup(t.Context(), o.Topology); err != nil {
			t.Fatal(err)
		}
	}
	w, err := New(asWorker(t, c), o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{Worker: w, kill: cancel, done: make(chan error, 1)}
	go func() { r.done <- w.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-r.done:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			t.Error("Run does not return")
		}
	})
	t.Cleanup(r.stop)
	return r
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(p)))
	return len(p), nil
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func publish(t *testing.T, c *Conn, data ...string) {
	t.Helper()
	for _, d := range data {
		if err := c.Publish(t.Context(), "articles.raw.test", nil, []byte(d)); err != nil {
			t.Fatal(err)
		}
	}
}

// count is how many messages a stream has.
func count(t *testing.T, c *Conn, stream string) int {
	t.Helper()
	s, err := c.js.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return int(s.CachedInfo().State.Msgs)
}

// all are a stream's messages.
func all(t *testing.T, c *Conn, stream string) []*jetstream.RawStreamMsg {
	t.Helper()
	s, err := c.js.Stream(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	var msgs []*jetstream.RawStreamMsg
	state := s.CachedInfo().State
	for seq := state.FirstSeq; seq <= state.LastSeq && state.Msgs > 0; seq++ {
		msg, err := s.GetMsg(t.Context(), seq)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		msgs = append(msgs, msg)
	}
	return msgs
}

// numbered are n articles, all different.
func numbered(n int) []string {
	s := make([]string, n)
	for i := range s {
		s[i] = fmt.Sprintf("article %04d", i)
	}
	return s
}

// exactlyOnce checks that every article has one record.
func exactlyOnce(t *testing.T, c *Conn, articles []string) {
	t.Helper()
	seen := map[string]int{}
	for _, m := range all(t, c, "ENRICHED") {
		seen[string(m.Data)]++
	}
	for _, a := range articles {
		if seen[a] != 1 {
			t.Errorf("%q has %d records, want 1", a, seen[a])
		}
		delete(seen, a)
	}
	for a, n := range seen {
		t.Errorf("%d records of %q, which was never published", n, a)
	}
}

func TestArticleBecomesRecord(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	records, err := c.Records(ctx, small().Enriched)
	if err != nil {
		t.Fatal(err)
	}
	w := run(t, c, Options{Enrich: func(_ context.Context, m Message) (Result, error) {
		if got := m.Header.Get("content-type"); got != "text/plain" {
			t.Errorf("content type %q", got)
		}
		return Result{ID: "a1", Lang: "de", Record: append([]byte("record of "), m.Data...)}, nil
	}})
	h := Header{"Content-Type": {"text/plain"}, "Traceparent": {"00-1-2-01"}, "X-Request-Id": {"r7"}, "Authorization": {"secret"}}
	if err := c.Publish(ctx, "articles.raw.test", h, []byte("Hallo")); err != nil {
		t.Fatal(err)
	}
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		if r.Subject != "articles.enriched.de" || string(r.Data) != "record of Hallo" {
			t.Errorf("got %s: %s", r.Subject, r.Data)
		}
		for name, want := range map[string]string{
			HeaderContentType: "application/json", HeaderArticleID: "a1", "traceparent": "00-1-2-01",
			"x-request-id": "r7", "Authorization": "", HeaderMsgID: messageID("", Message{Header: h, Data: []byte("Hallo")}),
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("header %s is %q, want %q", name, got, want)
			}
		}
		break
	}
	eventually(t, "the article leaves the queue", func() bool { return count(t, c, "ARTICLES") == 0 })
	if err := w.Ready(); err != nil {
		t.Errorf("not ready: %v", err)
	}
	w.stop()
	if err := w.Ready(); err == nil {
		t.Error("ready although stopped")
	}
}

// A worker dies between publishing and acknowledging: the article comes again,
// and its second record is dropped.
func TestKilledBetweenPublishAndAck(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	publish(t, c, "one")
	doomed := asWorker(t, connect(t, ConnectOptions{Server: server}))
	w, err := New(doomed, Options{Enrich: echo, Topology: small(), Workers: 1, published: doomed.Close})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(t.Context()); !errors.Is(err, nats.ErrConnectionClosed) {
		t.Fatalf("Run: %v, want the connection closed", err)
	}
	if count(t, c, "ENRICHED") != 1 || count(t, c, "ARTICLES") != 1 {
		t.Fatalf("%d records and %d articles, want 1 and 1", count(t, c, "ENRICHED"), count(t, c, "ARTICLES"))
	}
	attempts := make(chan int, 10)
	run(t, c, Options{Enrich: func(ctx context.Context, m Message) (Result, error) {
		attempts <- m.Attempt
		return echo(ctx, m)
	}})
	eventually(t, "the article leaves the queue", func() bool { return count(t, c, "ARTICLES") == 0 })
	if n := <-attempts; n != 2 {
		t.Errorf("attempt %d, want 2", n)
	}
	exactlyOnce(t, c, []string{"one"})
}

func TestPoisonBecomesDeadLetter(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	hang := make(chan struct{})
	w := run(t, c, Options{
		Workers:        1,
		Version:        "v9",
		ArticleTimeout: 200 * time.Millisecond,
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			switch string(m.Data) {
			case "bad\xff":
				return Result{}, fmt.Errorf("decode: %w", &pipeline.Error{Reason: pipeline.InvalidEncoding, Stage: "decode", Err: errors.New("byte 3 is\nno UTF-8")})
			case "panic":
				panic("index out of range")
			case "hang":
				<-hang
			case "slow":
				<-ctx.Done()
				return Result{}, ctx.Err()
			case "big":
				return Result{ID: "big", Lang: "en", Record: make([]byte, 2<<20)}, nil
			}
			return echo(ctx, m)
		},
	})
	h := Header{"Article-Id": {"7"}, HeaderMsgID: {"publisher's"}, "X-Trace": {"t"}}
	for _, data := range []string{"bad\xff", "panic", "hang", "slow", "big", "good"} {
		h[HeaderMsgID] = []string{data}
		if err := c.Publish(t.Context(), "articles.raw.wire", h, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"good"})
	if err := w.Ready(); err == nil || !strings.Contains(err.Error(), "still use a CPU each: 1") {
		t.Errorf("readiness while an article hangs: %v", err)
	}
	close(hang)
	eventually(t, "the article returns", func() bool { return w.Ready() == nil })
	want := map[string]string{"bad\xff": "invalid_encoding", "panic": "panic", "hang": "timeout", "slow": "timeout", "big": "too_large"}
	for _, m := range all(t, c, "DEAD") {
		reason := want[string(m.Data)]
		delete(want, string(m.Data))
		if m.Subject != "articles.dead."+reason {
			t.Errorf("%q went to %s, want reason %q", m.Data, m.Subject, reason)
		}
		header := Header(m.Header)
		for name, value := range map[string]string{
			"Article-Id": "7", "X-Trace": "t", HeaderReason: reason, HeaderAttempts: "1", HeaderSubject: "articles.raw.wire", HeaderVersion: "v9", HeaderSentAs: string(m.Data),
		} {
			if got := header.Get(name); got != value {
				t.Errorf("%q: header %s is %q, want %q", m.Data, name, got, value)
			}
		}
		switch string(m.Data) {
		case "bad\xff":
			if header.Get(HeaderStage) != "decode" || header.Get(HeaderError) != `byte 3 is\nno UTF-8` {
				t.Errorf("stage %q, error %q", header.Get(HeaderStage), header.Get(HeaderError))
			}
		case "panic":
			if s := header.Get(HeaderStack); !strings.Contains(s, "TestPoisonBecomesDeadLetter") {
				t.Errorf("stack does not name the culprit: %q", s)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no dead letter of %v", want)
	}
}

// A transient error is tried again, later and later, and is put aside with its
// own words in the end.
func TestTransientErrorIsRetried(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	var mu sync.Mutex
	tries := map[string]int{}
	w := run(t, c, Options{
		RetryDelay: 10 * time.Millisecond,
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			mu.Lock()
			tries[string(m.Data)]++
			mu.Unlock()
			if string(m.Data) == "never" || m.Attempt < 3 {
				return Result{}, errors.New("the moon is in the way")
			}
			return echo(ctx, m)
		},
	})
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	publish(t, c, "never", "later")
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"later"})
	mu.Lock()
	defer mu.Unlock()
	if tries["never"] != 4 || tries["later"] != 3 {
		t.Errorf("tries: %v, want 4 and 3", tries)
	}
	dead := all(t, c, "DEAD")
	if len(dead) != 1 || string(dead[0].Data) != "never" || dead[0].Subject != "articles.dead.max_deliveries" ||
		dead[0].Header.Get(HeaderError) != "the moon is in the way" || dead[0].Header.Get(HeaderAttempts) != "4" {
		t.Errorf("dead letters: %+v", dead)
	}
}

// An article on its last delivery has not survived the ones before: it is put
// aside without being touched.
func TestLastDeliveryIsNotProcessed(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	topology := small()
	topology.Consumer.MaxDeliver = 2
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	publish(t, c, "killer")
	doomed := asWorker(t, connect(t, ConnectOptions{Server: server}))
	w, err := New(doomed, Options{Topology: topology, Workers: 1, Enrich: func(ctx context.Context, m Message) (Result, error) {
		doomed.Close()
		return Result{}, errors.New("killed")
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(t.Context()); !errors.Is(err, nats.ErrConnectionClosed) {
		t.Fatal(err)
	}
	run(t, c, Options{Topology: topology, Enrich: func(context.Context, Message) (Result, error) {
		t.Error("processed on its last delivery")
		return Result{}, nil
	}})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	dead := all(t, c, "DEAD")
	if len(dead) != 1 || string(dead[0].Data) != "killer" || dead[0].Header.Get(HeaderReason) != "max_deliveries" {
		t.Errorf("dead letters: %+v", dead)
	}
}

// Articles that the server will deliver no more are found: those given up
// while a worker listens, and those given up while none did.
func TestJanitor(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Consumer.AckWait = 50 * time.Millisecond
	topology.Consumer.MaxDeliver = 2
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	consumer, err := c.js.Consumer(t.Context(), "ARTICLES", "enricher")
	if err != nil {
		t.Fatal(err)
	}
	// abandon takes an article from the queue as often as it is delivered.
	abandon := func() {
		for range 2 {
			if _, err := consumer.Next(jetstream.FetchMaxWait(patience)); err != nil {
				t.Fatal(err)
			}
		}
	}
	publish(t, c, "unheard")
	abandon()
	eventually(t, "the server has given the article up", func() bool {
		consumer.Next(jetstream.FetchMaxWait(20 * time.Millisecond)) // an open request makes it look
		info, err := consumer.Info(t.Context())
		return err == nil && info.NumAckPending == 0
	})
	// A worker that takes nothing itself: its queue is another subject's.
	w, err := New(asWorker(t, c), Options{Topology: topology, Enrich: echo, sweepInterval: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.janitor(ctx); close(done) }()
	eventually(t, "the sweep finds it", func() bool { return count(t, c, "ARTICLES") == 0 })
	publish(t, c, "heard")
	abandon()
	eventually(t, "the advisory is heard", func() bool {
		consumer.Next(jetstream.FetchMaxWait(20 * time.Millisecond))
		return count(t, c, "ARTICLES") == 0
	})
	cancel()
	<-done
	var got []string
	for _, m := range all(t, c, "DEAD") {
		got = append(got, m.Subject+" "+string(m.Data))
	}
	if want := "articles.dead.max_deliveries unheard, articles.dead.max_deliveries heard"; strings.Join(got, ", ") != want {
		t.Errorf("dead letters: %q, want %q", got, want)
	}
}

// Workers are told to stop in the middle of 500 articles, and others take
// over: nothing is lost, nothing done twice, and no attempt is used up.
func TestStopInTheMiddle(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	articles := numbered(500)
	publish(t, c, articles...)
	var enriched atomic.Int64
	for _, stopAt := range []int64{50, 200, 350} {
		reached := make(chan struct{})
		w := run(t, connect(t, ConnectOptions{Server: server}), Options{Workers: 3, Enrich: func(ctx context.Context, m Message) (Result, error) {
			if enriched.Add(1) == stopAt {
				close(reached)
			}
			if m.Attempt != 1 {
				t.Errorf("%q is at attempt %d", m.Data, m.Attempt)
			}
			return echo(ctx, m)
		}})
		<-reached
		w.stop()
		if n := w.shelf.count(); n != 0 {
			t.Errorf("%d articles are still held", n)
		}
		if left := int64(count(t, c, "ARTICLES")); left != 500-enriched.Load() || left == 0 {
			t.Errorf("%d articles are left and %d enriched of 500", left, enriched.Load())
		}
	}
	run(t, c, Options{Enrich: echo})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, articles)
}

// While the receipt of one record is awaited, the next articles are enriched, but
// never more at a time than there are workers.
func TestReceiptsHoldNoWorkerUp(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	articles := numbered(20)
	publish(t, c, articles...)
	var at atomic.Int64
	begun, receipt := make(chan struct{}, len(articles)), make(chan struct{})
	run(t, connect(t, ConnectOptions{Server: server}), Options{
		Workers: 1, published: func() { <-receipt },
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			if n := at.Add(1); n > 1 {
				t.Errorf("%d articles are enriched at a time", n)
			}
			defer at.Add(-1)
			begun <- struct{}{}
			return echo(ctx, m)
		},
	})
	for range shelfArticles { // none is acknowledged yet
		select {
		case <-begun:
		case <-time.After(patience):
			t.Fatal("the next article waits for a receipt")
		}
	}
	close(receipt)
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, articles)
}

// What is unfinished at the end of the drain timeout is handed back and done
// by another soon.
func TestUnfinishedIsHandedBack(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	topology := small()
	topology.Consumer.AckWait = time.Minute // coming back within the test means handed back
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	begun := make(chan struct{}, 10)
	w := run(t, connect(t, ConnectOptions{Server: server}), Options{
		Topology: topology, Workers: 1, DrainTimeout: 50 * time.Millisecond, ArticleTimeout: time.Hour,
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			begun <- struct{}{}
			<-ctx.Done()
			return Result{}, ctx.Err()
		},
	})
	publish(t, c, "in work", "waiting")
	<-begun
	w.stop()
	run(t, c, Options{Topology: topology, Enrich: func(ctx context.Context, m Message) (Result, error) {
		if m.Attempt != 2 {
			t.Errorf("%s: attempt %d, want 2: the worker that stops took it again", m.Data, m.Attempt)
		}
		return echo(ctx, m)
	}})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"in work", "waiting"})
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

// Articles that take five times AckWait are not delivered again, neither those
// in work nor those that wait.
func TestSlowArticlesAreNotRedelivered(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Consumer.AckWait = 150 * time.Millisecond
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	articles := numbered(6)
	publish(t, c, articles...)
	run(t, c, Options{Topology: topology, Workers: 2, Metrics: metrics, Enrich: func(ctx context.Context, m Message) (Result, error) {
		pause(ctx, 5*topology.Consumer.AckWait)
		return echo(ctx, m)
	}})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, articles)
	if n := value(t, registry, "enricher_articles_redelivered_total"); n != 0 {
		t.Errorf("%v redeliveries", n)
	}
}

// The server goes away in the middle of 500 articles and comes back.
func TestServerRestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, err := start(ServerOptions{Dir: dir, Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	url := server.URL()
	t.Cleanup(func() { server.Close() })
	c := connect(t, ConnectOptions{URLs: []string{url}})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	articles := numbered(500)
	publish(t, c, articles...)
	reached := make(chan struct{})
	var mu sync.Mutex
	n := 0
	w := run(t, connect(t, ConnectOptions{URLs: []string{url}}), Options{Workers: 3, Enrich: func(ctx context.Context, m Message) (Result, error) {
		mu.Lock()
		if n++; n == 200 {
			close(reached)
		}
		mu.Unlock()
		return echo(ctx, m)
	}})
	<-reached
	server.Close()
	eventually(t, "the worker is not ready", func() bool { return w.Ready() != nil })
	server, err = start(ServerOptions{Dir: dir, Listen: strings.TrimPrefix(url, "nats://"), SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the worker is ready again", func() bool { return w.Ready() == nil })
	eventually(t, "the connection is back", c.Connected)
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, articles)
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

// A worker may start before its server.
func TestServerComesLater(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	c := connect(t, ConnectOptions{URLs: []string{"nats://" + address}})
	w := run(t, c, Options{Enrich: echo})
	if err := w.Ready(); err == nil || !strings.Contains(err.Error(), "not connected") {
		t.Errorf("ready without a server: %v", err)
	}
	newServer(t, address)
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	publish(t, c, "one")
	eventually(t, "the record is there", func() bool { return count(t, c, "ENRICHED") == 1 })
}

// A record that cannot be stored keeps its article waiting, and costs it no
// attempt.
func TestOutputStreamIsAway(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	w := run(t, c, Options{Enrich: echo, Metrics: metrics})
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	if err := c.js.DeleteStream(t.Context(), "ENRICHED"); err != nil {
		t.Fatal(err)
	}
	publish(t, c, "one")
	eventually(t, "the worker is not ready", func() bool {
		err := w.Ready()
		return err != nil && strings.Contains(err.Error(), "publishing: stream ENRICHED")
	})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"one"})
	if n := value(t, registry, "enricher_articles_redelivered_total"); n != 0 {
		t.Errorf("%v redeliveries", n)
	}
	if err := w.Ready(); err != nil {
		t.Errorf("not ready: %v", err)
	}
}

// Streams and consumers deleted under a worker are made again.
func TestQueueIsDeleted(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	w := run(t, c, Options{Enrich: echo})
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	if err := c.js.DeleteStream(t.Context(), "ARTICLES"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "articles can be published again", func() bool {
		return c.Publish(t.Context(), "articles.raw.test", nil, []byte("one")) == nil
	})
	eventually(t, "the record is there", func() bool { return count(t, c, "ENRICHED") == 1 })
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
}

// Workers are killed wherever they happen to be, two at a time, while the
// server restarts: each article ends as one record or as
// one dead letter with its own bytes.
func TestChaos(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	options := ServerOptions{Dir: dir, Listen: "127.0.0.1:0", SyncInterval: time.Minute}
	server, err := start(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	url := server.URL()
	options.Listen = strings.TrimPrefix(url, "nats://")
	c := connect(t, ConnectOptions{URLs: []string{url}})
	topology := small()
	topology.Consumer.AckWait = 300 * time.Millisecond
	topology.Consumer.MaxDeliver = 50 // the kills are not the articles' fault
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	articles := numbered(400)
	poison := map[string]bool{}
	for i := range articles {
		if i%40 == 7 {
			poison[articles[i]] = true
		}
	}
	publish(t, c, articles...)

	kill := func(worker int) {
		random := rand.New(rand.NewPCG(1, uint64(worker)))
		doomed := asWorker(t, connect(t, ConnectOptions{URLs: []string{url}}))
		inEnrich, steps := random.IntN(2) == 0, int64(3+random.IntN(15))
		var n atomic.Int64
		step := func() {
			if n.Add(1) == steps {
				doomed.Close()
			}
		}
		o := Options{Topology: topology, Workers: 3, published: func() {
			if !inEnrich {
				step()
			}
		}, Enrich: func(ctx context.Context, m Message) (Result, error) {
			if inEnrich {
				step()
			}
			if poison[string(m.Data)] {
				panic("poison")
			}
			return echo(ctx, m)
		}}
		w, err := New(doomed, o)
		if err != nil {
			t.Error(err)
			return
		}
		if err := w.Run(t.Context()); !errors.Is(err, nats.ErrConnectionClosed) {
			t.Errorf("worker %d: %v", worker, err)
		}
	}
	for i := range 6 {
		var both sync.WaitGroup
		both.Go(func() { kill(2 * i) })
		both.Go(func() { kill(2*i + 1) })
		if i%3 == 2 {
			server.Close()
			if server, err = start(options); err != nil {
				t.Fatal(err)
			}
		}
		both.Wait()
	}
	eventually(t, "the connection is back", c.Connected)
	run(t, c, Options{Topology: topology, Workers: 3, Enrich: func(ctx context.Context, m Message) (Result, error) {
		if poison[string(m.Data)] {
			panic("poison")
		}
		return echo(ctx, m)
	}})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	var healthy []string
	for _, a := range articles {
		if !poison[a] {
			healthy = append(healthy, a)
		}
	}
	exactlyOnce(t, c, healthy)
	for _, m := range all(t, c, "DEAD") {
		if !poison[string(m.Data)] {
			t.Errorf("dead letter of %q: %s", m.Data, m.Header.Get(HeaderError))
		}
		delete(poison, string(m.Data))
	}
	if len(poison) > 0 {
		t.Errorf("no dead letter, or two records, of %v", poison)
	}
}
