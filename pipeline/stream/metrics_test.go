package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/common/expfmt"

	"enricher/pipeline"
)

// value is the value of a metric without labels.
func value(t *testing.T, r *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == name {
			m := f.GetMetric()[0]
			return m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	t.Fatalf("no metric %s", name)
	return 0
}

func TestMetricsLint(t *testing.T) {
	t.Parallel()
	r := prometheus.NewRegistry()
	if _, err := NewMetrics(r, MetricsOptions{Stages: []string{"zone", "lang"}}); err != nil {
		t.Fatal(err)
	}
	problems, err := testutil.GatherAndLint(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	for _, f := range families {
		if f.GetHelp() == "" {
			t.Errorf("%s has no help", f.GetName())
		}
		if _, err := expfmt.MetricFamilyToText(&text, f); err != nil {
			t.Fatal(err)
		}
	}
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("no promtool here")
	}
	cmd := exec.Command(promtool, "check", "metrics")
	cmd.Stdin = &text
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("promtool: %v\n%s", err, out)
	}
	if _, err := NewMetrics(r, MetricsOptions{}); err == nil {
		t.Error("registered twice without an error")
	}
}

// series are the values of every counter and gauge, and the counts of every
// histogram, by name and labels.
func series(t *testing.T, r prometheus.Gatherer) map[string]float64 {
	t.Helper()
	families, err := r.Gather()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			var labels []string
			for _, l := range m.GetLabel() {
				labels = append(labels, fmt.Sprintf("%s=%q", l.GetName(), l.GetValue()))
			}
			values[f.GetName()+"{"+strings.Join(labels, ",")+"}"] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	return values
}

// Whatever comes in, no series is added to those that are there from the
// start: labels come from closed lists.
func TestMetricsBounded(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{Stages: []string{"zone"}, Consumer: "enricher"})
	if err != nil {
		t.Fatal(err)
	}
	before := series(t, registry)
	topology := small()
	topology.Consumer.MaxDeliver = 2
	topology.Consumer.AckWait = time.Minute // nothing comes twice
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	hostile := []string{"de", "en", "fr", "", "und", "DE", "de-CH", "x\ny", "\xff", strings.Repeat("ü", 1000), "\"} 1\nevil{a=\""}
	w := run(t, c, Options{Topology: topology, Metrics: metrics, Workers: len(hostile), ArticleTimeout: 2 * time.Second, Enrich: func(ctx context.Context, m Message) (Result, error) {
		metrics.ObserveStage(ctx, "zone", time.Millisecond)
		switch kind, text, _ := strings.Cut(string(m.Data), " "); kind {
		case "language":
			return Result{ID: text, Lang: text, Record: []byte("{}"), Entities: map[string]int{"person": 2, text: 1}}, nil
		case "panic":
			panic(text)
		case "hang":
			<-ctx.Done()
			return Result{}, ctx.Err()
		case "permanent":
			return Result{}, &pipeline.Error{Reason: pipeline.InvalidJSON, Stage: text, Err: errors.New(text)}
		default:
			return Result{}, errors.New(text)
		}
	}})
	n := 0
	for i, text := range hostile {
		for _, kind := range []string{"language", "panic", "hang", "permanent", "transient"} {
			header := Header{"Article-Id": {fmt.Sprint(text[:min(len(text), 3)], i)}, "traceparent": {text}}
			for name, values := range header {
				header[name] = []string{oneLine(values[0], 100)}
			}
			if err := c.Publish(t.Context(), fmt.Sprintf("articles.raw.%s.%d", kind, i), header, []byte(kind+" "+text)); err != nil {
				t.Fatal(err)
			}
			n++
		}
	}
	eventually(t, "every article has an end", func() bool {
		return count(t, c, "ENRICHED")+count(t, c, "DEAD") == n && count(t, c, "ARTICLES") == 0
	})
	w.stop()
	after := series(t, registry)
	if b, a := slices.Sorted(maps.Keys(before)), slices.Sorted(maps.Keys(after)); !slices.Equal(a, b) {
		t.Errorf("series before: %d, after: %d\n%s", len(b), len(a), strings.Join(a, "\n"))
	}
	bytes := 0
	for _, text := range hostile {
		bytes += 5*len(text) + len("language panic hang permanent transient ")
	}
	for name, want := range map[string]float64{
		`enricher_articles_received_total{}`:                             float64(n),
		`enricher_articles_total{language="de",outcome="published"}`:     1,
		`enricher_articles_total{language="en",outcome="published"}`:     1,
		`enricher_articles_total{language="none",outcome="published"}`:   2,
		`enricher_articles_total{language="other",outcome="published"}`:  float64(len(hostile) - 4),
		`enricher_articles_total{language="none",outcome="dead_letter"}`: float64(4 * len(hostile)),
		`enricher_records_published_total{language="other"}`:             float64(len(hostile) - 4),
		`enricher_entities_total{type="person"}`:                         float64(2 * len(hostile)),
		`enricher_entities_total{type="misc"}`:                           float64(len(hostile)),
		`enricher_article_bytes_total{}`:                                 float64(bytes),
		`enricher_record_bytes_total{}`:                                  float64(2 * len(hostile)),
		`enricher_dead_letters_total{reason="timeout"}`:                  float64(len(hostile)),
		`enricher_dead_letters_total{reason="panic"}`:                    float64(len(hostile)),
		`enricher_dead_letters_total{reason="invalid_json"}`:             float64(len(hostile)),
		`enricher_stage_duration_seconds{stage="zone"}`:                  float64(n),
		`enricher_stage_duration_seconds{stage="publish"}`:               float64(len(hostile)),
		`enricher_article_duration_seconds{}`:                            float64(len(hostile)),
		`enricher_articles_held{}`:                                       0,
		`enricher_articles_in_work{}`:                                    0,
		`enricher_stream_max_bytes{stream="dead"}`:                       64 << 20,
		`enricher_stream_max_bytes{stream="articles"}`:                   64 << 20,
		`enricher_ready{}`:                                               0,
		`enricher_queue_paused{consumer="enricher"}`:                     0,
	} {
		if got := after[name]; got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

// The outcomes that are not an article's last.
func TestMetricsOutcomes(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	topology := small()
	topology.Consumer.AckWait = time.Minute // nothing comes twice
	started := make(chan struct{}, 1)
	w := run(t, c, Options{Topology: topology, Metrics: metrics, Workers: 1, RetryDelay: time.Millisecond, DrainTimeout: time.Millisecond, Enrich: func(ctx context.Context, m Message) (Result, error) {
		switch {
		case string(m.Data) == "later" && m.Attempt == 1:
			return Result{}, errors.New("not now")
		case string(m.Data) == "stop":
			started <- struct{}{}
			<-ctx.Done()
			return Result{}, ctx.Err()
		}
		return Result{ID: "one", Lang: "en", Record: []byte("{}")}, nil
	}})
	eventually(t, "the worker is ready", func() bool { return series(t, registry)["enricher_ready{}"] == 1 })
	outcome := func(language, outcome string) float64 {
		return series(t, registry)[fmt.Sprintf("enricher_articles_total{language=%q,outcome=%q}", language, outcome)]
	}
	publish(t, c, "later")
	eventually(t, "published", func() bool { return outcome("en", "published") == 1 })
	if got := outcome("none", "retried"); got != 1 {
		t.Errorf("retried: %v", got)
	}
	publish(t, c, "later")
	eventually(t, "a duplicate", func() bool { return outcome("en", "duplicate") == 1 })
	publish(t, c, "stop")
	<-started
	w.stop()
	if got := outcome("none", "handed_back"); got < 1 { // it may come once more before the request for articles ends
		t.Errorf("handed back: %v", got)
	}
}

// The age of the oldest article that waits is told while no worker can take
// it, for every filter of the consumer.
func TestMetricsOldestPending(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{Consumer: "enricher"})
	if err != nil {
		t.Fatal(err)
	}
	topology := small()
	topology.Consumer.Filters = []string{"articles.raw.a", "articles.raw.b"}
	topology.Consumer.AckWait = time.Minute
	blocked := make(chan struct{})
	w := run(t, c, Options{Topology: topology, Metrics: metrics, Workers: 1, ArticleTimeout: time.Minute, Enrich: func(ctx context.Context, m Message) (Result, error) {
		<-blocked
		return Result{ID: string(m.Data), Lang: "de", Record: m.Data}, nil
	}})
	eventually(t, "ready", func() bool { return w.Ready() == nil })
	// The shelf has room for some; those behind it wait at the server.
	onShelf := slices.Repeat([]string{"articles.raw.a"}, shelfWaiting)
	for i, subject := range slices.Concat(onShelf, []string{"articles.raw.other", "articles.raw.b", "articles.raw.a"}) {
		if err := c.Publish(t.Context(), subject, nil, fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
	}
	poll := func(name string) float64 {
		w.poll(t.Context())
		return series(t, registry)[name+`{consumer="enricher"}`]
	}
	eventually(t, "two are pending", func() bool {
		return poll("enricher_queue_pending") == 2 && poll("enricher_queue_ack_pending") == shelfWaiting
	})
	articles, err := c.js.Stream(t.Context(), "ARTICLES")
	if err != nil {
		t.Fatal(err)
	}
	msg, err := articles.GetMsg(t.Context(), shelfWaiting+2)
	if err != nil {
		t.Fatal(err)
	}
	least := time.Since(msg.Time).Seconds()
	got := poll("enricher_queue_oldest_pending_seconds")
	if most := time.Since(msg.Time).Seconds(); got < least || got > most {
		t.Errorf("oldest pending: %v s, want %v to %v", got, least, most)
	}
	close(blocked)
	eventually(t, "none is pending", func() bool {
		return poll("enricher_queue_pending") == 0 && poll("enricher_queue_oldest_pending_seconds") == 0
	})
	eventually(t, "all are done", func() bool { return count(t, c, "ENRICHED") == shelfWaiting+2 })
}

// An article of a sampled trace leaves the trace's id with what is measured.
func TestMetricsExemplars(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	registry := prometheus.NewRegistry()
	metrics, err := NewMetrics(registry, MetricsOptions{Stages: []string{"zone"}})
	if err != nil {
		t.Fatal(err)
	}
	run(t, c, Options{Metrics: metrics, Enrich: func(ctx context.Context, m Message) (Result, error) {
		metrics.ObserveStage(ctx, "zone", 30*time.Microsecond)
		if string(m.Data) == "bad" {
			return Result{}, &pipeline.Error{Reason: pipeline.EmptyText, Err: errors.New("no text")}
		}
		return echo(ctx, m)
	}})
	const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
	for _, data := range []string{"good", "bad"} {
		if err := c.Publish(t.Context(), "articles.raw.test", Header{"traceparent": {"00-" + trace + "-00f067aa0ba902b7-01"}}, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "both are settled", func() bool { return count(t, c, "ARTICLES") == 0 })
	eventually(t, "exemplars everywhere", func() bool {
		var b bytes.Buffer
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range families {
			if _, err := expfmt.MetricFamilyToOpenMetrics(&b, f); err != nil {
				t.Fatal(err)
			}
		}
		with := map[string]bool{}
		for line := range strings.Lines(b.String()) {
			if name, _, ok := strings.Cut(line, "{"); ok && strings.Contains(line, `# {trace_id="`+trace+`"}`) {
				if i := strings.Index(line, `stage="`); i >= 0 {
					name += " " + strings.SplitN(line[i:], `"`, 3)[1]
				}
				with[name] = true
			}
		}
		return with["enricher_stage_duration_seconds_bucket zone"] && with["enricher_stage_duration_seconds_bucket publish"] &&
			with["enricher_article_duration_seconds_bucket"] && with["enricher_articles_total"] && with["enricher_dead_letters_total"]
	})
}

func TestTraceID(t *testing.T) {
	t.Parallel()
	const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
	for _, c := range []struct {
		parent string
		valid  bool
	}{
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true},
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03", true},        // other flags are ignored
		{"01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", true},        // a later version
		{"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what", true},   // with a field more
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", false},       // not sampled
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what", false},  // version 00 has no more fields
		{"cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what", false},  // no dash
		{"ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},       // no version
		{"00-00000000000000000000000000000000-00f067aa0ba902b7-01", false},       // all zero
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false},       // all zero
		{"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false},       // upper case
		{"00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01", false},        // short
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", false},        // short
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-x1", false},       // no digit
		{"0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},       // no digit
		{"00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01", false},       // no digit
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01", false},       // no digit
		{"00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01", false},       // no dashes
		{" 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false},      // a space
		{"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\u00e9", false}, // a letter
		{"", false},
	} {
		want := ""
		if c.valid {
			want = trace
		}
		if got := traceID(Header{"Traceparent": {c.parent}}); got != want {
			t.Errorf("%q: %q, want %q", c.parent, got, want)
		}
	}
	valid := "00-" + trace + "-00f067aa0ba902b7-01"
	for _, h := range []Header{nil, {"traceparent": nil}, {"traceparent": {valid, valid}}, {"traceparent": {valid}, "Traceparent": {valid}}} {
		if got := traceID(h); got != "" {
			t.Errorf("%v: %q", h, got)
		}
	}
}

func FuzzTraceID(f *testing.F) {
	f.Add("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
	f.Fuzz(func(t *testing.T, parent string) {
		id := traceID(Header{"traceparent": {parent}})
		if id != "" && (len(id) != 32 || !isHex(id) || parent[3:35] != id) {
			t.Errorf("%q: %q", parent, id)
		}
	})
}
