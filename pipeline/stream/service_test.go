package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"enricher/pipeline"
)

// A safeBuilder may be written to while it is read.
type safeBuilder struct {
	mu sync.Mutex
	b  strings.Builder
}

func (b *safeBuilder) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *safeBuilder) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// ask sends a request and returns its answer.
func ask(t *testing.T, c *Conn, h nats.Header, data string) *nats.Msg {
	t.Helper()
	answer, err := c.nc.RequestMsg(&nats.Msg{Subject: RequestSubject, Header: h, Data: []byte(data)}, patience)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func isReady(t *testing.T, w *running) {
	t.Helper()
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
}

func TestRequests(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	metrics, err := NewMetrics(prometheus.NewRegistry(), MetricsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var log safeBuilder
	big := make([]byte, DefaultMaxPayload)
	w := run(t, c, Options{
		Workers: 1, Metrics: metrics, ArticleTimeout: 2 * time.Second, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			switch string(m.Data) {
			case "bad":
				return Result{}, &pipeline.Error{Reason: pipeline.InvalidEncoding, Stage: "decode", Err: errors.New("byte 3 is\nno UTF-8")}
			case "large":
				return Result{}, &pipeline.Error{Reason: pipeline.TooLarge, Err: errors.New("5 bytes")}
			case "panic":
				panic("index out of range")
			case "slow":
				<-ctx.Done()
				return Result{}, ctx.Err()
			case "moon":
				return Result{}, errors.New("the moon is in the way")
			case "big":
				return Result{ID: "big", Lang: "en", Record: big}, nil
			}
			if m.Subject != RequestSubject || m.Attempt != 1 || m.Header.Get("content-type") != "text/plain" {
				t.Errorf("asked for %+v", m)
			}
			return Result{ID: "a1", Lang: "de", Record: append([]byte("record of "), m.Data...)}, nil
		},
	})
	isReady(t, w)
	h := nats.Header{
		"Content-Type": {"text/plain"}, "Authorization": {"secret"}, "X-Request-Id": {"r7"},
		"traceparent": {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}, "tracestate": {"a=1,b=2"}, "baggage": {"desk=sports"},
	}
	traced := func(a *nats.Msg) {
		t.Helper()
		for _, name := range []string{"traceparent", "tracestate", "baggage", "X-Request-Id"} {
			if got := a.Header[name]; len(got) != 1 || got[0] != h[name][0] {
				t.Errorf("header %s is %q, want %q", name, got, h[name])
			}
		}
		if a.Header.Get("Authorization") != "" {
			t.Error("a header that is nobody's business came back")
		}
	}
	a := ask(t, c, h, "Hallo")
	if string(a.Data) != "record of Hallo" || a.Header.Get(HeaderContentType) != "application/json" || a.Header.Get(HeaderArticleID) != "a1" || a.Header.Get(micro.ErrorHeader) != "" {
		t.Errorf("answer %q with %v", a.Data, a.Header)
	}
	traced(a)
	for _, test := range []struct{ data, code, reason, stage, text string }{
		{"bad", "400", "invalid_encoding", "decode", `byte 3 is\nno UTF-8`},
		{"large", "413", "too_large", "", "5 bytes"},
		{"big", "413", "too_large", "publish", "the record has 33554432 bytes"},
		{"panic", "500", "panic", "", "index out of range"},
		{"slow", "504", "timeout", "", "not done after 2s"},
		{"moon", "503", "transient", "", "the moon is in the way"},
	} {
		a := ask(t, c, h, test.data)
		if a.Header.Get(micro.ErrorCodeHeader) != test.code || a.Header.Get(HeaderReason) != test.reason || a.Header.Get(HeaderStage) != test.stage ||
			!strings.Contains(a.Header.Get(micro.ErrorHeader), test.text) || len(a.Data) > 0 {
			t.Errorf("%s: answer %q with %v, want %+v", test.data, a.Data, a.Header, test)
		}
		traced(a)
	}
	for outcome, want := range map[string]float64{"ok": 1, "invalid_encoding": 1, "too_large": 2, "panic": 1, "timeout": 1, "transient": 1, "overloaded": 0} {
		eventually(t, fmt.Sprintf("%v requests are counted as %s", want, outcome), func() bool {
			return testutil.ToFloat64(metrics.requests.WithLabelValues(outcome)) == want
		})
	}
	w.stop()
	if got := log.String(); strings.Count(got, "request refused") != 1 || !strings.Contains(got, "reason=panic") || !strings.Contains(got, "TestRequests.func") {
		t.Errorf("the panic alone should be logged, with its stack:\n%s", got)
	}
	for _, stream := range []string{"ARTICLES", "ENRICHED", "DEAD"} {
		if n := count(t, c, stream); n != 0 {
			t.Errorf("requests left %d messages in %s", n, stream)
		}
	}
}

// Workers are found as the nats command line finds any micro service, and
// their answers are those of package micro.
func TestServiceIsDiscoverable(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	isReady(t, run(t, c, Options{Enrich: echo, Version: "1.2.3", Metadata: map[string]string{"gazetteer": "g1"}, LogLevel: new(slog.LevelVar)}))
	isReady(t, run(t, connect(t, ConnectOptions{Server: server}), Options{Enrich: echo, Version: "1.2.4", NoRequests: true}))
	ask(t, c, nil, "one")
	eventually(t, "the request is counted", func() bool {
		var stats micro.Stats
		for _, m := range gather(t, c, "$SRV.STATS.enricher", 2) {
			if err := json.Unmarshal(m.Data, &stats); err != nil || stats.Type != micro.StatsResponseType {
				t.Fatalf("%v: %s", err, m.Data)
			}
			for _, e := range stats.Endpoints {
				if e.Name == "enrich" && e.NumRequests == 1 && e.NumErrors == 0 && e.AverageProcessingTime > 0 && e.ProcessingTime == e.AverageProcessingTime {
					return true
				}
			}
		}
		return false
	})
	endpoints := map[string]string{}
	for _, m := range gather(t, c, "$SRV.INFO", 2) {
		var info micro.Info
		if err := json.Unmarshal(m.Data, &info); err != nil || info.Type != micro.InfoResponseType || info.Name != "enricher" {
			t.Fatalf("%v: %s", err, m.Data)
		}
		for _, e := range info.Endpoints {
			endpoints[info.Version] += e.Name + " " + e.Subject + " " + e.QueueGroup + ";"
		}
		for _, key := range []string{"host", "pid", "started", "stream", "consumer", "filters"} {
			if info.Metadata[key] == "" {
				t.Errorf("%s is missing in %v", key, info.Metadata)
			}
		}
		// A worker answers to its own id, too.
		if got := gather(t, c, "$SRV.PING.enricher."+info.ID, 1); !strings.Contains(string(got[0].Data), info.ID) {
			t.Errorf("ping: %s", got[0].Data)
		}
		if info.Version == "1.2.3" && info.Metadata["gazetteer"] != "g1" {
			t.Errorf("metadata %v", info.Metadata)
		}
	}
	want := "map[1.2.3:enrich enricher.enrich q;log-level enricher.control.log-level ;]"
	if got := fmt.Sprint(endpoints); got != want {
		t.Errorf("endpoints %s, want %s", got, want)
	}
}

// gather asks all and returns n answers.
func gather(t *testing.T, c *Conn, subject string, n int) []*nats.Msg {
	t.Helper()
	inbox, err := c.nc.SubscribeSync(c.nc.NewInbox())
	if err != nil {
		t.Fatal(err)
	}
	defer inbox.Unsubscribe()
	if err := c.nc.PublishRequest(subject, inbox.Subject, nil); err != nil {
		t.Fatal(err)
	}
	var answers []*nats.Msg
	for range n {
		m, err := inbox.NextMsg(patience)
		if err != nil {
			t.Fatalf("answer %d of %d to %s: %v", len(answers)+1, n, subject, err)
		}
		answers = append(answers, m)
	}
	return answers
}

// A worker that has enough to do says so at once; one that is told to stop
// answers what it has taken on, and no more.
func TestRequestsOverloadAndDrain(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	begun, free := make(chan struct{}, 10), make(chan struct{})
	w := run(t, connect(t, ConnectOptions{Server: server}), Options{Workers: 2, ArticleTimeout: patience, DrainTimeout: patience, Enrich: func(ctx context.Context, m Message) (Result, error) {
		begun <- struct{}{}
		<-free
		return echo(ctx, m)
	}})
	isReady(t, w)
	answers := make(chan *nats.Msg, 10)
	send := func(data string) {
		go func() {
			a, err := c.nc.Request(RequestSubject, []byte(data), patience)
			if err != nil {
				t.Error(err)
			}
			answers <- a
		}()
	}
	for i := range 2 {
		send(fmt.Sprint("work ", i))
		<-begun
	}
	for i := range 3 { // room for two to wait
		send(fmt.Sprint("wait ", i))
	}
	refused := <-answers
	if refused.Header.Get(micro.ErrorCodeHeader) != "503" || refused.Header.Get(HeaderReason) != "overloaded" {
		t.Errorf("refused with %v", refused.Header)
	}
	w.kill()
	eventually(t, "no worker is asked any more", func() bool {
		_, err := c.nc.Request(RequestSubject, nil, patience)
		return errors.Is(err, nats.ErrNoResponders)
	})
	close(free)
	for range 4 {
		if a := <-answers; a.Header.Get(HeaderArticleID) == "" {
			t.Errorf("answer %q with %v", a.Data, a.Header)
		}
	}
	w.stop()
}

// Waiting requests are bounded in bytes, too; but one that is larger than the
// bound is taken where no other is.
func TestRequestsBytes(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	begun, free := make(chan struct{}, 10), make(chan struct{})
	w := run(t, connect(t, ConnectOptions{Server: server}), Options{Workers: 1, HoldBytes: 10, ArticleTimeout: patience, Enrich: func(ctx context.Context, m Message) (Result, error) {
		begun <- struct{}{}
		<-free
		return echo(ctx, m)
	}})
	isReady(t, w)
	answers := make(chan *nats.Msg, 1)
	go func() {
		a, err := c.nc.Request(RequestSubject, []byte("more than ten bytes"), patience)
		if err != nil {
			t.Error(err)
		}
		answers <- a
	}()
	<-begun
	if a := ask(t, c, nil, "few"); a.Header.Get(HeaderReason) != "overloaded" {
		t.Errorf("answer %q with %v", a.Data, a.Header)
	}
	close(free)
	if a := <-answers; string(a.Data) != "more than ten bytes" {
		t.Errorf("answer %q with %v", a.Data, a.Header)
	}
	eventually(t, "there is room again", func() bool { return string(ask(t, c, nil, "few").Data) == "few" })
}

// Requests still unanswered at the end of the drain timeout are told so.
func TestRequestsInterrupted(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	begun := make(chan struct{}, 1)
	w := run(t, connect(t, ConnectOptions{Server: server}), Options{Workers: 1, ArticleTimeout: patience, DrainTimeout: 50 * time.Millisecond, Enrich: func(ctx context.Context, m Message) (Result, error) {
		begun <- struct{}{}
		<-ctx.Done()
		return Result{}, ctx.Err()
	}})
	isReady(t, w)
	go func() {
		<-begun
		w.kill()
	}()
	if a := ask(t, c, nil, "long"); a.Header.Get(micro.ErrorCodeHeader) != "503" || a.Header.Get(HeaderReason) != "stopping" {
		t.Errorf("answer %v", a.Header)
	}
	w.stop()
}

func TestTraceReachesDeadLetter(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	w := run(t, c, Options{Enrich: func(ctx context.Context, m Message) (Result, error) {
		if string(m.Data) == "bad" {
			return Result{}, &pipeline.Error{Reason: pipeline.InvalidJSON, Err: errors.New("no JSON")}
		}
		return echo(ctx, m)
	}})
	isReady(t, w)
	h := Header{"traceparent": {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}, "tracestate": {"a=1", "b=2"}, "baggage": {"desk=sports"}}
	for _, data := range []string{"good", "bad"} {
		if err := c.Publish(t.Context(), "articles.raw.test", h, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	for _, stream := range []string{"ENRICHED", "DEAD"} {
		messages := all(t, c, stream)
		if len(messages) != 1 {
			t.Fatalf("%d messages in %s", len(messages), stream)
		}
		for name, want := range h {
			if got := messages[0].Header[name]; fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s: header %s is %q, want %q", stream, name, got, want)
			}
		}
	}
}

// An answer goes to an inbox, and to no subject where it would be more than an
// answer.
func TestAnswersAreNoRequests(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	entered, leave := make(chan struct{}), make(chan struct{})
	isReady(t, run(t, c, Options{Workers: 2, Enrich: func(ctx context.Context, m Message) (Result, error) {
		switch string(m.Data) {
		case "held":
			close(entered)
			<-leave
		case "refused":
			return Result{}, &pipeline.Error{Reason: pipeline.EmptyText, Err: errors.New("no text")}
		}
		return echo(ctx, m)
	}}))
	publish(t, c, "held")
	<-entered
	for _, reply := range []string{"articles.raw.test", "articles.enriched.de", "articles.dead.timeout", "$JS.API.STREAM.DELETE.DEAD"} {
		for _, subject := range []string{RequestSubject, "$SRV.PING"} {
			if err := c.nc.PublishRequest(subject, reply, []byte("refused")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if a := ask(t, c, nil, "asked"); string(a.Data) != "asked" {
		t.Errorf("answer %q", a.Data)
	}
	for stream, want := range map[string]int{"ARTICLES": 1, "ENRICHED": 0, "DEAD": 0} {
		if n := count(t, c, stream); n != want {
			t.Errorf("stream %s holds %d messages, want %d", stream, n, want)
		}
	}
	close(leave)
	eventually(t, "the article is done", func() bool { return count(t, c, "ENRICHED") == 1 })
}
