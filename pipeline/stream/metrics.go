package stream

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"enricher/pipeline"
)

// Metrics are what a worker counts and measures. Their labels are bounded:
// reasons and stages come from closed lists, languages are those that facts
// are read in and "other".
type Metrics struct {
	received       prometheus.Counter
	redelivered    prometheus.Counter
	records        *prometheus.CounterVec
	duplicates     prometheus.Counter
	deadLetters    *prometheus.CounterVec
	retries        prometheus.Counter
	handedBack     prometheus.Counter
	publishErrors  prometheus.Counter
	stage          *prometheus.HistogramVec
	article        prometheus.Histogram
	held           prometheus.Gauge
	inWork         prometheus.Gauge
	hung           prometheus.Gauge
	lastSuccess    prometheus.Gauge
	pending        prometheus.Gauge
	ackPending     prometheus.Gauge
	redelivering   prometheus.Gauge
	connected      prometheus.Gauge
	disconnections prometheus.Counter
}

// NewMetrics makes the metrics and registers them. stages names the stages
// that ObserveStage will be told of.
func NewMetrics(r prometheus.Registerer, stages []string) (*Metrics, error) {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Namespace: "enricher", Name: name, Help: help})
	}
	counters := func(name, help, label string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "enricher", Name: name, Help: help}, []string{label})
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "enricher", Name: name, Help: help})
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
		records:       counters("records_published_total", "Records stored in the output stream, by language.", "language"),
		duplicates:    counter("records_duplicate_total", "Records the output stream dropped because it had them already."),
		deadLetters:   counters("dead_letters_total", "Articles put aside as dead letters, by reason.", "reason"),
		retries:       counter("articles_retried_total", "Articles given back after a transient error to be tried again later."),
		handedBack:    counter("articles_handed_back_total", "Articles given back unfinished because the worker was stopped."),
		publishErrors: counter("publish_errors_total", "Failed tries to store a record or a dead letter."),
		stage: prometheus.NewHistogramVec(seconds("stage_duration_seconds", "Time one stage took for one article.",
			prometheus.ExponentialBuckets(20e-6, 2.5, 14)), []string{"stage"}),
		article: prometheus.NewHistogram(seconds("article_duration_seconds", "Time from an article's arrival in the worker to its acknowledgement.",
			prometheus.ExponentialBuckets(1e-3, 2.5, 12))),
		held:           gauge("articles_held", "Articles taken from the queue and not yet settled, waiting or in work."),
		inWork:         gauge("articles_in_work", "Articles being enriched or published right now."),
		hung:           gauge("articles_hung", "Articles given up at their time limit whose enrichment has still not returned."),
		lastSuccess:    gauge("last_success_timestamp_seconds", "When a record was last published and its article acknowledged, in Unix time; 0 if never."),
		pending:        gauge("queue_pending", "Articles in the queue not yet delivered to any worker, as last polled."),
		ackPending:     gauge("queue_ack_pending", "Articles delivered to workers and not yet acknowledged, as last polled."),
		redelivering:   gauge("queue_redelivered", "Articles delivered more than once and not yet acknowledged, as last polled."),
		connected:      gauge("nats_connected", "1 while a NATS server is connected, else 0."),
		disconnections: counter("nats_disconnections_total", "Times the connection to NATS was lost."),
	}
	for _, language := range []string{"de", "en", "other"} {
		m.records.WithLabelValues(language)
	}
	for _, reason := range pipeline.Reasons() {
		m.deadLetters.WithLabelValues(string(reason))
	}
	for _, stage := range stages {
		m.stage.WithLabelValues(stage)
	}
	m.stage.WithLabelValues(publishStage)
	var errs []error
	for _, c := range []prometheus.Collector{
		m.received, m.redelivered, m.records, m.duplicates, m.deadLetters, m.retries, m.handedBack, m.publishErrors,
		m.stage, m.article, m.held, m.inWork, m.hung, m.lastSuccess, m.pending, m.ackPending, m.redelivering,
		m.connected, m.disconnections,
	} {
		errs = append(errs, r.Register(c))
	}
	return m, errors.Join(errs...)
}

// publishStage is the stage that is this package's own.
const publishStage = "publish"

// ObserveStage records how long a stage took; it is the pipeline's observer.
func (m *Metrics) ObserveStage(stage string, took time.Duration) {
	m.stage.WithLabelValues(stage).Observe(took.Seconds())
}

func (m *Metrics) record(lang string) {
	if lang != "de" && lang != "en" {
		lang = "other"
	}
	m.records.WithLabelValues(lang).Inc()
}
