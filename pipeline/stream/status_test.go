package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
)

// publishTo sends an article to a subject of its own.
func publishTo(t *testing.T, c *Conn, subject, data string) {
	t.Helper()
	if err := c.Publish(t.Context(), subject, nil, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func status(t *testing.T, c *Conn) *Status {
	t.Helper()
	s, err := asOperator(t, c).Status(t.Context(), small())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// taking is a topology whose consumer takes some of the articles only.
func taking(consumer string, filters ...string) Topology {
	t := small()
	t.Consumer.Name, t.Consumer.Filters = consumer, filters
	return t
}

func TestStatus(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	if missing := fmt.Sprint(status(t, c).Missing()); missing != "[stream ARTICLES stream ENRICHED stream DEAD consumer enricher]" {
		t.Errorf("missing on a new server: %s", missing)
	}
	topology := taking("enricher", "articles.raw.de.>", "articles.raw.en.>")
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	other := taking("other", "articles.raw.fr.>")
	if err := c.Setup(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	before := time.Now()
	publishTo(t, c, "articles.raw.it.x", "it")
	publishTo(t, c, "articles.raw.it.y", "it")
	publishTo(t, c, "articles.raw.it.y", "it")
	publishTo(t, c, "articles.raw.en.x", "first")
	publishTo(t, c, "articles.raw.de.x", "second")
	publishTo(t, c, "articles.raw.de.y", "third")
	publishTo(t, c, "articles.raw.fr.x", "fr")
	consumer, err := c.js.Consumer(t.Context(), "ARTICLES", "enricher")
	if err != nil {
		t.Fatal(err)
	}
	first, err := consumer.Next(jetstream.FetchMaxWait(patience))
	if err != nil || string(first.Data()) != "first" {
		t.Fatalf("took %v, %v", first, err)
	}
	// The server counts what a consumer has to do somewhat after it has stored
	// an article.
	eventually(t, "both consumers know their articles", func() bool {
		s := status(t, c)
		return s.Consumers[0].Pending == 2 && s.Consumers[1].Pending == 1
	})

	s := status(t, c)
	if len(s.Missing()) > 0 || len(s.Workers) > 0 || len(s.DeadLetters) > 0 {
		t.Errorf("missing %v, workers %v, dead letters %v", s.Missing(), s.Workers, s.DeadLetters)
	}
	if a := s.Streams[0]; a.Name != "ARTICLES" || a.Messages != 7 || a.Bytes == 0 || a.MaxBytes != 64<<20 || a.Used != float64(a.Bytes)/(64<<20) {
		t.Errorf("queue: %+v", a)
	}
	ours, others := s.Consumers[0], s.Consumers[1]
	if ours.Name != "enricher" || ours.Pending != 2 || ours.AckPending != 1 || ours.MaxAckPending != 1000 || ours.Redelivered != 0 || ours.Paused ||
		fmt.Sprint(ours.Filters) != "[articles.raw.de.> articles.raw.en.>]" || ours.OldestPending.Before(before) {
		t.Errorf("consumer: %+v", ours)
	}
	second, err := c.js.Stream(t.Context(), "ARTICLES")
	if err != nil {
		t.Fatal(err)
	}
	if msg, err := second.GetMsg(t.Context(), 5); err != nil || !msg.Time.Equal(ours.OldestPending) {
		t.Errorf("the second article was stored at %v, %v; told is %v", msg.Time, err, ours.OldestPending)
	}
	if others.Name != "other" || others.Pending != 1 || others.AckPending != 0 {
		t.Errorf("the other consumer: %+v", others)
	}
	if s.Untaken.Articles != 3 || fmt.Sprint(s.Untaken.Subjects) != "map[articles.raw.it.x:1 articles.raw.it.y:2]" {
		t.Errorf("untaken: %+v", s.Untaken)
	}
	// The names are what scripts rely on.
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{`"streams":[{"name":"ARTICLES","messages":7,"bytes":`, `"max_bytes":67108864,"used":`, `"untaken":{"articles":3,"subjects":{`,
		`"consumers":[{"name":"enricher","filters":["articles.raw.de.\u003e","articles.raw.en.\u003e"],"pending":2,"oldest_pending":"`, `"ack_pending":1,"max_ack_pending":1000,"redelivered":0,"pulls":0,"paused":false}`,
		`"dead_letters":{}`, `"workers":[]`} {
		if !strings.Contains(string(data), name) {
			t.Errorf("%s is not in %s", name, data)
		}
	}

	if err := first.Nak(); err != nil {
		t.Fatal(err)
	}
	w := run(t, connect(t, ConnectOptions{Server: server}), Options{
		Topology: topology, Version: "1.2.3", Metadata: map[string]string{"model_de": "m1"},
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			if string(m.Data) == "third" {
				return Result{}, &pipeline.Error{Reason: pipeline.EmptyText, Err: errors.New("nothing")}
			}
			return echo(ctx, m)
		},
	})
	eventually(t, "the worker has done its articles", func() bool { return count(t, c, "ENRICHED") == 2 && count(t, c, "DEAD") == 1 })
	s = status(t, c)
	if fmt.Sprint(s.DeadLetters) != "map[empty_text:1]" {
		t.Errorf("dead letters: %v", s.DeadLetters)
	}
	if len(s.Workers) != 1 {
		t.Fatalf("workers: %+v", s.Workers)
	}
	worker := s.Workers[0]
	if worker.Version != "1.2.3" || worker.PID != strconv.Itoa(os.Getpid()) || worker.Host == "" || worker.Consumer != "enricher" || worker.Stream != "ARTICLES" ||
		fmt.Sprint(worker.Versions) != "map[model_de:m1]" || time.Since(worker.Started) > patience {
		t.Errorf("worker: %+v", worker)
	}
	w.stop()
	if s = status(t, c); len(s.Workers) != 0 {
		t.Errorf("workers after the stop: %+v", s.Workers)
	}
}

// A pause stops deliveries and nothing else: the worker stays ready, does what
// it holds, and goes on by itself once the pause is over. It outlasts a
// restart of the server and changes of the consumer's settings.
func TestPause(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	server, err := start(ServerOptions{Dir: dir, Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	url := server.URL()
	c := connect(t, ConnectOptions{URLs: []string{url}})
	topology := small()
	operator := asOperator(t, c)
	if _, err := operator.Pause(t.Context(), topology, Indefinitely); err == nil || !strings.Contains(err.Error(), "consumer enricher of stream ARTICLES") {
		t.Errorf("pausing what is not there: %v", err)
	}
	var faults safeBuilder
	w := run(t, connect(t, ConnectOptions{URLs: []string{url}}), Options{Enrich: echo, Log: slog.New(slog.NewTextHandler(&faults, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	isReady(t, w)
	if _, err := operator.Pause(t.Context(), topology, time.Now().Add(-time.Second)); err == nil {
		t.Error("paused until a time that is past")
	}
	for range 2 {
		p, err := operator.Pause(t.Context(), topology, Indefinitely)
		if err != nil || !p.Paused || !p.Until.Equal(Indefinitely) || p.Consumer != "enricher" || p.Stream != "ARTICLES" {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	publish(t, c, "one")
	pulls, err := c.nc.SubscribeSync("$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher")
	if err != nil {
		t.Fatal(err)
	}
	for range 3 { // by the third, two requests for articles have ended without any
		if _, err := pulls.NextMsg(patience); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Ready(); err != nil {
		t.Errorf("paused, and not ready: %v", err)
	}
	if s := status(t, c).Consumers[0]; s.Pending != 1 || !s.Paused || !s.PausedUntil.Equal(Indefinitely) {
		t.Errorf("consumer: %+v", s)
	}
	if log := faults.String(); log != "" {
		t.Errorf("a pause is no fault: %s", log)
	}
	w.stop()

	// Other settings leave the pause as it is.
	topology.Consumer.MaxAckPending, topology.Update = 7, true
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	topology.Update = false
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Errorf("a pause is no other setting: %v", err)
	}
	server.Close()
	server, err = start(ServerOptions{Dir: dir, Listen: strings.TrimPrefix(url, "nats://"), SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "the connections are back", func() bool { return c.Connected() && operator.Connected() })
	eventually(t, "the server answers again", func() bool {
		s, err := operator.Status(t.Context(), topology)
		if err == nil && (!s.Consumers[0].Paused || s.Consumers[0].MaxAckPending != 7) {
			t.Errorf("consumer after the restart: %+v", s.Consumers[0])
		}
		return err == nil
	})
	isReady(t, run(t, connect(t, ConnectOptions{URLs: []string{url}}), Options{Topology: topology, Enrich: echo}))
	for range 2 {
		if p, err := operator.Resume(t.Context(), topology); err != nil || p.Paused || !p.Until.IsZero() {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	eventually(t, "the article is enriched", func() bool { return count(t, c, "ENRICHED") == 1 })
	if p, err := operator.Pause(t.Context(), topology, time.Now().Add(time.Second)); err != nil || !p.Paused {
		t.Fatalf("%+v, %v", p, err)
	}
	publish(t, c, "two")
	eventually(t, "the pause is over", func() bool { return count(t, c, "ENRICHED") == 2 })
}

// Consumers side by side on one queue each take their own articles, and put
// aside their own.
func TestConsumersSideBySide(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	de, en := taking("de", "articles.raw.de.>"), taking("en", "articles.raw.en.>")
	for _, topology := range []*Topology{&de, &en} {
		topology.Consumer.AckWait, topology.Consumer.MaxDeliver = 50*time.Millisecond, 2
		if err := c.Setup(t.Context(), *topology); err != nil {
			t.Fatal(err)
		}
	}
	// An article of each that the server has given up.
	for _, lang := range []string{"de", "en"} {
		publishTo(t, c, "articles.raw."+lang+".x", "given up "+lang)
		consumer, err := c.js.Consumer(t.Context(), "ARTICLES", lang)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := consumer.Next(jetstream.FetchMaxWait(patience)); err != nil {
				t.Fatal(err)
			}
		}
		eventually(t, "the server has given the article up", func() bool {
			consumer.Next(jetstream.FetchMaxWait(20 * time.Millisecond))
			info, err := consumer.Info(t.Context())
			return err == nil && info.NumAckPending == 0
		})
	}
	parity := func(want byte) Enrich {
		return func(ctx context.Context, m Message) (Result, error) {
			if m.Data[0] != want {
				t.Errorf("the consumer of the other language got %q of %s", m.Data, m.Subject)
			}
			return echo(ctx, m)
		}
	}
	run(t, connect(t, ConnectOptions{Server: server}), Options{Topology: de, Enrich: parity('0'), sweepInterval: 50 * time.Millisecond})
	eventually(t, "the German article is put aside", func() bool { return count(t, c, "DEAD") == 1 && count(t, c, "ARTICLES") == 1 })
	if left := all(t, c, "ARTICLES"); len(left) != 1 || string(left[0].Data) != "given up en" {
		t.Errorf("articles left: %v", left)
	}
	run(t, connect(t, ConnectOptions{Server: server}), Options{Topology: en, Enrich: parity('1'), sweepInterval: 50 * time.Millisecond})
	eventually(t, "the English article is put aside", func() bool { return count(t, c, "DEAD") == 2 })

	publishTo(t, c, "articles.raw.fr.x", "nobody's")
	var articles []string
	for i := range 40 {
		articles = append(articles, fmt.Sprint(i%2, i))
		publishTo(t, c, fmt.Sprintf("articles.raw.%s.%d", []string{"de", "en"}[i%2], i), articles[i])
	}
	eventually(t, "what nobody takes is left", func() bool { return count(t, c, "ARTICLES") == 1 })
	exactlyOnce(t, c, articles)
	if u := status(t, c).Untaken; u.Articles != 1 || u.Subjects["articles.raw.fr.x"] != 1 {
		t.Errorf("untaken: %+v", u)
	}
	if n := count(t, c, "DEAD"); n != 2 {
		t.Errorf("%d dead letters, want 2", n)
	}
}

func TestOverlapIsRefused(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	for _, topology := range []Topology{taking("de", "articles.raw.de.>"), taking("en", "articles.raw.en.>", "articles.raw.us.>")} {
		if err := c.Setup(t.Context(), topology); err != nil {
			t.Fatal(err)
		}
	}
	changed := taking("de", "articles.raw.*.dpa")
	changed.Update = true
	for _, test := range []struct {
		topology Topology
		want     string
	}{
		{taking("enricher"), "consumer enricher cannot take articles.raw.>: consumer de of stream ARTICLES takes articles.raw.de.> already, and each article goes to one consumer"},
		{taking("new", "articles.raw.fr", "articles.raw.us.*"), "consumer new cannot take articles.raw.fr, articles.raw.us.*: consumer en of stream ARTICLES takes articles.raw.en.>, articles.raw.us.> already, and each article goes to one consumer"},
		{changed, "consumer de cannot take articles.raw.*.dpa: consumer en of stream ARTICLES takes articles.raw.en.>, articles.raw.us.> already, and each article goes to one consumer"},
	} {
		w, err := New(c, Options{Enrich: echo, Topology: test.topology})
		if err != nil {
			t.Fatal(err)
		}
		var overlap *OverlapError
		if err := w.Run(t.Context()); !errors.As(err, &overlap) || !strings.HasSuffix(err.Error(), test.want) {
			t.Errorf("got %v\nwant %s", err, test.want)
		}
	}
}

func TestLogLevels(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	operator := asOperator(t, c)
	if levels, err := operator.LogLevels(t.Context(), "debug"); err != nil || len(levels) > 0 {
		t.Errorf("without workers: %v, %v", levels, err)
	}
	var vars [2]slog.LevelVar
	for i := range vars {
		isReady(t, run(t, connect(t, ConnectOptions{Server: server}), Options{Enrich: echo, LogLevel: &vars[i]}))
	}
	vars[1].Set(slog.LevelError)
	for _, test := range []struct{ level, want string }{{"", "error info"}, {"Debug", "debug debug"}, {"", "debug debug"}, {"warn", "warn warn"}} {
		var levels []LogLevel
		eventually(t, "both workers answer", func() bool {
			var err error
			if levels, err = operator.LogLevels(t.Context(), test.level); err != nil {
				t.Fatal(err)
			}
			return len(levels) == 2
		})
		got := []string{levels[0].Level, levels[1].Level}
		if got[0] > got[1] {
			got[0], got[1] = got[1], got[0]
		}
		if strings.Join(got, " ") != test.want || levels[0].Consumer != "enricher" || levels[0].Host == "" {
			t.Errorf("level %q: got %+v, want %s", test.level, levels, test.want)
		}
	}
	if vars[0].Level() != slog.LevelWarn || vars[1].Level() != slog.LevelWarn {
		t.Errorf("levels %v and %v", vars[0].Level(), vars[1].Level())
	}
	if _, err := operator.LogLevels(t.Context(), "loud"); err == nil || !strings.Contains(err.Error(), `"loud" is no log level`) {
		t.Errorf("got %v", err)
	}
}
