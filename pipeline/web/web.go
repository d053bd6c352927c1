// Package web serves what operators look at: metrics for Prometheus, and
// whether the process lives and works.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// NewRegistry is a registry with what the Go runtime, the process and the build
// tell of themselves.
func NewRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)
	return r
}

// Options say what is served. Every field may be left out.
type Options struct {
	Version string
	// Metrics are served at /metrics.
	Metrics prometheus.Gatherer
	// Ready is nil while the process does its work; otherwise its error says
	// what is in the way, each joined error (errors.Join) a reason of its own.
	Ready func() error
	// Profiles are served at /debug/pprof/ if set: whoever can ask for them
	// sees into the program and can make it work.
	Profiles bool
	Log      *slog.Logger
}

// Handler serves
//
//	/metrics  for Prometheus
//	/healthz  200 while the process can answer at all: a liveness probe
//	/readyz   200 while it does its work, else 503 with the reasons as JSON
//	/         a page that lists these
//
// and, with Options.Profiles, /debug/pprof/.
func Handler(o Options) http.Handler {
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Ready == nil {
		o.Ready = func() error { return nil }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(o.Metrics, promhttp.HandlerOpts{
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelError),
		EnableOpenMetrics: true, // exemplars travel in this format only
	}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]bool{"alive": true})
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		answer := readiness{Reasons: reasons(o.Ready())}
		answer.Ready = len(answer.Reasons) == 0
		status := http.StatusOK
		if !answer.Ready {
			status = http.StatusServiceUnavailable
		}
		writeJSON(w, status, answer)
	})
	if o.Profiles {
		// Not /debug/pprof/cmdline: a password may be on the command line.
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/cmdline", http.NotFound)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := index.Execute(w, o); err != nil {
			o.Log.Debug("index page not sent", "error", err)
		}
	})
	return mux
}

type readiness struct {
	Ready   bool     `json:"ready"`
	Reasons []string `json:"reasons"`
}

// reasons takes joined errors apart.
func reasons(err error) []string {
	if err == nil {
		return []string{}
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []string{err.Error()}
	}
	var all []string
	for _, e := range joined.Unwrap() {
		all = append(all, reasons(e)...)
	}
	return all
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // fails only if the asker has gone
}

var index = template.Must(template.New("index").Parse(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>enricher</title>
<h1>enricher {{.Version}}</h1>
<ul>
<li><a href="/metrics">/metrics</a> for Prometheus
<li><a href="/healthz">/healthz</a> whether the process lives
<li><a href="/readyz">/readyz</a> whether it takes and publishes articles, and if not, why
{{- if .Profiles}}
<li><a href="/debug/pprof/">/debug/pprof/</a> where time and memory go
{{- end}}
</ul>
</html>
`))

// Listen opens the address host:port on which Serve will answer; port 0 takes
// a free one, which the listener's Addr tells.
func Listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("metrics address: %w", err)
	}
	return l, nil
}

// Serve answers on the listener until ctx is done, then lets requests under
// way finish for up to five seconds. It closes the listener.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	s := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- s.Shutdown(limit)
	})
	err := s.Serve(l)
	if !errors.Is(err, http.ErrServerClosed) {
		stop()
		return fmt.Errorf("serve metrics: %w", err)
	}
	return <-stopped
}
