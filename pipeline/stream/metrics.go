package stream

import (
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"enricher/pipeline"
)

// Metrics are what a worker counts and measures. Every label's values come
// from a closed list, whatever articles say, and each series is there from the
// start, at 0. Observations of articles that carry the context of a sampled
// trace have its id as exemplar.
type Metrics struct {
	received       prometheus.Counter
	redelivered    prometheus.Counter
	articles       *prometheus.CounterVec
	records        *prometheus.CounterVec
	duplicates     prometheus.Counter
	entities       *prometheus.CounterVec
	deadLetters    *prometheus.CounterVec
	retries        prometheus.Counter
	handedBack     prometheus.Counter
	publishErrors  prometheus.Counter
	articleBytes   prometheus.Counter
	recordBytes    prometheus.Counter
	requests       *prometheus.CounterVec
	stage          *prometheus.HistogramVec
	article        prometheus.Histogram
	workers        prometheus.Gauge
	held           prometheus.Gauge
	inWork         prometheus.Gauge
	hung           prometheus.Gauge
	lastSuccess    prometheus.Gauge
	pending        prometheus.Gauge
	oldestPending  prometheus.Gauge
	ackPending     prometheus.Gauge
	redelivering   prometheus.Gauge
	paused         prometheus.Gauge
	polled         prometheus.Gauge
	streamMessages *prometheus.GaugeVec
	streamBytes    *prometheus.GaugeVec
	streamMaxBytes *prometheus.GaugeVec
	connected      prometheus.Gauge
	disconnections prometheus.Counter
	reloads        *prometheus.CounterVec
	info           *prometheus.GaugeVec
	versions       []string // the labels of info

	worker atomic.Pointer[Worker] // whose readiness is told
}

// MetricsOptions are what metrics tell of the program, and what they will be
// told of.
type MetricsOptions struct {
	Stages   []string          // that ObserveStage will be told of
	Producer pipeline.Producer // the versions in enricher_info
	Consumer string            // whose queue it is
}

// An ending is what became of an article that a worker took.
type ending string

const (
	endPublished  ending = "published"
	endDuplicate  ending = "duplicate"
	endDead       ending = "dead_letter"
	endRetried    ending = "retried"
	endHandedBack ending = "handed_back"
)

var (
	endings     = []ending{endPublished, endDuplicate, endDead, endRetried, endHandedBack}
	languages   = []string{"de", "en", otherLanguage, noLanguage}
	entityTypes = []string{"person", "place", "organisation", otherEntity}
	// The streams by what they are for; what they are called is the operator's.
	streamLabels = []string{"articles", "enriched", "dead"}
)

const (
	otherLanguage = "other"
	noLanguage    = "none" // undetermined, or the article was never read
	otherEntity   = "misc"
	publishStage  = "publish" // the stage that is this package's own
)

// NewMetrics makes the metrics and registers them.
func NewMetrics(r prometheus.Registerer, o MetricsOptions) (*Metrics, error) {
	var all []prometheus.Collector
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Namespace: "enricher", Name: name, Help: help})
		all = append(all, c)
		return c
	}
	counters := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "enricher", Name: name, Help: help}, labels)
		all = append(all, c)
		return c
	}
	gaugeOf := func(name, help string, labels prometheus.Labels) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "enricher", Name: name, Help: help, ConstLabels: labels})
		all = append(all, g)
		return g
	}
	gauge := func(name, help string) prometheus.Gauge { return gaugeOf(name, help, nil) }
	queue := func(name, help string) prometheus.Gauge {
		return gaugeOf(name, help+", as last polled.", prometheus.Labels{"consumer": o.Consumer})
	}
	ofStream := func(name, help string) *prometheus.GaugeVec {
		g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "enricher", Name: name, Help: help + ", as last polled."}, []string{"stream"})
		for _, stream := range streamLabels {
			g.WithLabelValues(stream)
		}
		all = append(all, g)
		return g
	}
	// Classic buckets for any Prometheus; native ones, far finer, for a server
	// that has them switched on.
	seconds := func(name, help string, buckets []float64) prometheus.HistogramOpts {
		return prometheus.HistogramOpts{
			Namespace: "enricher", Name: name, Help: help, Buckets: buckets,
			NativeHistogramBucketFactor:     1.1,
			NativeHistogramMaxBucketNumber:  100,
			NativeHistogramMinResetDuration: time.Hour,
		}
	}
	m := &Metrics{
		received:      counter("articles_received_total", "Articles taken from the queue, redeliveries included."),
		redelivered:   counter("articles_redelivered_total", "Articles taken from the queue for a second or later time."),
		articles:      counters("articles_total", "Articles by what became of them and by the language found; none where it is undetermined or the article was not read.", "language", "outcome"),
		records:       counters("records_published_total", "Records stored in the output stream, by language.", "language"),
		duplicates:    counter("records_duplicate_total", "Records the output stream dropped because it had them already."),
		entities:      counters("entities_total", "Entities in the records stored, by type.", "type"),
		deadLetters:   counters("dead_letters_total", "Articles put aside as dead letters, by reason.", "reason"),
		retries:       counter("articles_retried_total", "Articles given back after a transient error to be tried again later."),
		handedBack:    counter("articles_handed_back_total", "Articles given back unfinished because the worker was stopped."),
		publishErrors: counter("publish_errors_total", "Failed tries to store a record or a dead letter."),
		articleBytes:  counter("article_bytes_total", "Bytes of the articles taken from the queue, redeliveries included, headers not."),
		recordBytes:   counter("record_bytes_total", "Bytes of the records stored in the output stream, headers not included."),
		requests:      counters("requests_total", "Requests answered, by outcome: ok, or the reason why without a record.", "outcome"),
		stage: prometheus.NewHistogramVec(seconds("stage_duration_seconds", "Time one stage took for one article.",
			prometheus.ExponentialBuckets(20e-6, 2.5, 14)), []string{"stage"}),
		article: prometheus.NewHistogram(seconds("article_duration_seconds", "Time from an article's arrival in the worker to its acknowledgement.",
			prometheus.ExponentialBuckets(1e-3, 2.5, 12))),
		workers:        gauge("workers", "Articles this process enriches at a time at most."),
		held:           gauge("articles_held", "Articles taken from the queue and not yet settled, waiting or in work."),
		inWork:         gauge("articles_in_work", "Articles being enriched or published right now."),
		hung:           gauge("articles_hung", "Articles given up at their time limit whose enrichment has still not returned."),
		lastSuccess:    gauge("last_success_timestamp_seconds", "When a record was last published and its article acknowledged, in Unix time; 0 if never."),
		pending:        queue("queue_pending", "Articles in the queue not yet delivered to any worker"),
		oldestPending:  queue("queue_oldest_pending_seconds", "Age of the oldest article not yet delivered to any worker, 0 if there is none"),
		ackPending:     queue("queue_ack_pending", "Articles delivered to workers and not yet acknowledged"),
		redelivering:   queue("queue_redelivered", "Articles delivered more than once and not yet acknowledged"),
		paused:         queue("queue_paused", "1 while the consumer is paused, else 0"),
		polled:         gauge("queue_polled_timestamp_seconds", "When the queue and the streams were last polled with success, in Unix time; 0 if never."),
		streamMessages: ofStream("stream_messages", "Messages in a stream"),
		streamBytes:    ofStream("stream_bytes", "Bytes that a stream takes on disk"),
		streamMaxBytes: ofStream("stream_max_bytes", "Bytes that a stream may take on disk, 0 for no limit"),
		connected:      gauge("nats_connected", "1 while a NATS server is connected, else 0."),
		disconnections: counter("nats_disconnections_total", "Times the connection to NATS was lost."),
		reloads:        counters("gazetteer_reloads_total", "Times the gazetteers were read, at a signal or from the bucket, by what became of them: loaded, refused (the old ones stay) or unreadable (likewise).", "source", "outcome"),
		info: prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: "enricher", Name: "info",
			Help: "1; its labels are the versions of the program, of its models and of its gazetteer, as in every record."}, []string{"version", "model_de", "model_en", "gazetteer"}),
	}
	m.SetProducer(o.Producer)
	ready := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "enricher", Name: "ready",
		Help: "1 while the worker takes articles and can publish what becomes of them, else 0: what /readyz says."}, m.ready)
	all = append(all, m.stage, m.article, m.info, ready,
		info("build_info", "1; its labels are the program's version, the revision of its source and the Go version that built it.", prometheus.Labels{
			"version": o.Producer.Version, "revision": revision(), "goversion": runtime.Version(),
		}))

	for _, language := range languages {
		m.records.WithLabelValues(language)
		for _, e := range endings {
			m.articles.WithLabelValues(language, string(e))
		}
	}
	for _, t := range entityTypes {
		m.entities.WithLabelValues(t)
	}
	for _, reason := range pipeline.Reasons() {
		m.deadLetters.WithLabelValues(string(reason))
	}
	for _, outcome := range requestOutcomes() {
		m.requests.WithLabelValues(outcome)
	}
	for _, stage := range append([]string{publishStage}, o.Stages...) {
		m.stage.WithLabelValues(stage)
	}
	for _, source := range []Source{FromFiles, FromBucket} {
		for _, outcome := range []string{reloadLoaded, reloadRefused, reloadUnreadable} {
			m.reloads.WithLabelValues(string(source), outcome)
		}
	}
	var errs []error
	for _, c := range all {
		errs = append(errs, r.Register(c))
	}
	return m, errors.Join(errs...)
}

// info is a metric that says what it has to say in its labels.
func info(name, help string, labels prometheus.Labels) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "enricher", Name: name, Help: help, ConstLabels: labels})
	g.Set(1)
	return g
}

// revision is the commit this program was built from, if the build knew it.
func revision() string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, s := range build.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}

// SetProducer tells which versions records have from now on. It is not to be
// called by several goroutines at a time.
func (m *Metrics) SetProducer(p pipeline.Producer) {
	before := m.versions
	m.versions = []string{p.Version, p.Models["de"], p.Models["en"], p.Gazetteer}
	m.info.WithLabelValues(m.versions...).Set(1) // first, so that there always is one
	if before != nil && !slices.Equal(before, m.versions) {
		m.info.DeleteLabelValues(before...)
	}
}

// A Source is where gazetteers are read.
type Source string

// The sources of gazetteers.
const (
	FromFiles  Source = "files"
	FromBucket Source = "bucket"
)

// What becomes of gazetteers that are read.
const (
	reloadLoaded     = "loaded"
	reloadRefused    = "refused"
	reloadUnreadable = "unreadable"
)

// Reloaded counts that gazetteers were read while the program runs, and
// refused if err is not nil.
func (m *Metrics) Reloaded(from Source, err error) {
	outcome := reloadLoaded
	if err != nil {
		outcome = reloadRefused
	}
	m.reloads.WithLabelValues(string(from), outcome).Inc()
}

func (m *Metrics) unreadable() {
	m.reloads.WithLabelValues(string(FromBucket), reloadUnreadable).Inc()
}

func (m *Metrics) ready() float64 {
	if w := m.worker.Load(); w != nil && w.Ready() == nil {
		return 1
	}
	return 0
}

// ObserveStage records how long a stage took for the article whose context
// Enrich was called with; it is the pipeline's observer.
func (m *Metrics) ObserveStage(ctx context.Context, stage string, took time.Duration) {
	observe(m.stage.WithLabelValues(stage), took, traceOf(ctx))
}

// published counts a record that the output stream has stored.
func (m *Metrics) published(d *delivery, r Result) {
	m.records.WithLabelValues(language(r.Lang)).Inc()
	m.recordBytes.Add(float64(len(r.Record)))
	for t, n := range r.Entities {
		m.entities.WithLabelValues(entityType(t)).Add(float64(n))
	}
	m.ended(d.lang, endPublished, d.trace)
}

// ended counts what became of an article. lang is a language code, or empty.
func (m *Metrics) ended(lang string, e ending, trace string) {
	increase(m.articles.WithLabelValues(language(lang), string(e)), trace)
}

// language is the label of a language code.
func language(code string) string {
	switch code {
	case "de", "en":
		return code
	case "", "und":
		return noLanguage
	}
	return otherLanguage
}

// entityType is the label of an entity's type.
func entityType(t string) string {
	switch t {
	case "person", "place", "organisation":
		return t
	}
	return otherEntity
}

// observe and increase leave the trace's id, if there is one, as exemplar.
func observe(h prometheus.Observer, took time.Duration, trace string) {
	if trace == "" {
		h.Observe(took.Seconds())
		return
	}
	h.(prometheus.ExemplarObserver).ObserveWithExemplar(took.Seconds(), prometheus.Labels{"trace_id": trace})
}

func increase(c prometheus.Counter, trace string) {
	if trace == "" {
		c.Inc()
		return
	}
	c.(prometheus.ExemplarAdder).AddWithExemplar(1, prometheus.Labels{"trace_id": trace})
}
