package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func get(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestHandler(t *testing.T) {
	r := prometheus.NewRegistry()
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "things_total", Help: "Things."})
	r.MustRegister(c)
	c.Inc()
	h := Handler(Options{Version: "1.2.3", Metrics: r})
	for path, want := range map[string]string{
		"/metrics": "things_total 1",
		"/healthz": `{"alive":true}`,
		"/readyz":  `{"ready":true,"reasons":[]}`,
		"/":        "enricher 1.2.3",
	} {
		if w := get(h, path); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	if w := get(h, "/nothing"); w.Code != http.StatusNotFound {
		t.Errorf("/nothing: %d", w.Code)
	}
}

func TestProfiles(t *testing.T) {
	paths := []string{"/debug/pprof/", "/debug/pprof/goroutine", "/debug/pprof/profile?seconds=1", "/debug/pprof/symbol", "/debug/pprof/trace?seconds=0.01"}
	off, on := Handler(Options{}), Handler(Options{Profiles: true})
	for _, path := range paths {
		if w := get(off, path); w.Code != http.StatusNotFound {
			t.Errorf("%s without being asked for: %d", path, w.Code)
		}
		if w := get(on, path); w.Code != http.StatusOK || w.Body.Len() == 0 {
			t.Errorf("%s: %d, %d bytes", path, w.Code, w.Body.Len())
		}
	}
	if w := get(on, "/debug/pprof/cmdline"); w.Code != http.StatusNotFound {
		t.Errorf("command line, with passwords in it perhaps: %d %s", w.Code, w.Body)
	}
	for h, want := range map[http.Handler]bool{off: false, on: true} {
		if strings.Contains(get(h, "/").Body.String(), "/debug/pprof/") != want {
			t.Errorf("page names the profiles: %v, want %v", !want, want)
		}
	}
}

// Exemplars travel in OpenMetrics, which is served to those who ask for it.
func TestOpenMetrics(t *testing.T) {
	r := prometheus.NewRegistry()
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "things_total", Help: "Things."})
	r.MustRegister(c)
	c.(prometheus.ExemplarAdder).AddWithExemplar(1, prometheus.Labels{"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"})
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", "application/openmetrics-text; version=1.0.0")
	w := httptest.NewRecorder()
	Handler(Options{Metrics: r}).ServeHTTP(w, request)
	if !strings.HasPrefix(w.Header().Get("Content-Type"), "application/openmetrics-text") ||
		!strings.Contains(w.Body.String(), `things_total 1.0 # {trace_id="4bf92f3577b34da6a3ce929d0e0e4736"} 1.0`) {
		t.Errorf("%s\n%s", w.Header().Get("Content-Type"), w.Body)
	}
}

func TestNotReady(t *testing.T) {
	var err error
	h := Handler(Options{Ready: func() error { return err }})
	err = errors.Join(errors.New("no server"), errors.Join(errors.New("stream full"), errors.New("stopping")))
	w := get(h, "/readyz")
	var answer struct {
		Ready   bool
		Reasons []string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusServiceUnavailable || answer.Ready || strings.Join(answer.Reasons, ", ") != "no server, stream full, stopping" {
		t.Errorf("%d %+v", w.Code, answer)
	}
	if w := get(h, "/healthz"); w.Code != http.StatusOK {
		t.Errorf("/healthz: %d", w.Code)
	}
	err = nil
	if w := get(h, "/readyz"); w.Code != http.StatusOK {
		t.Errorf("ready again: %d", w.Code)
	}
}

func TestServe(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(l.Addr().String()); err == nil {
		t.Error("one address twice")
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	// A request is under way when the server is told to stop: it is answered.
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		cancel()
		io.WriteString(w, "done")
	})
	served := make(chan error, 1)
	go func() { served <- Serve(ctx, l, h) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || string(body) != "done" {
		t.Errorf("%q, %v", body, err)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestServeFails(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if err := Serve(t.Context(), l, Handler(Options{})); err == nil {
		t.Error("no error on a closed listener")
	}
}
