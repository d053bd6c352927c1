package main

import (
	"bytes"
	"errors"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"enricher/pipeline/web"
)

func TestHealth(t *testing.T) {
	var notReady error
	s := httptest.NewServer(web.Handler(web.Options{Ready: func() error { return notReady }}))
	defer s.Close()
	_, port, err := net.SplitHostPort(s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	ask := func(want int, has string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		got := run(append([]string{"health"}, args...), streams{nil, &out, &errs})
		if said := out.String() + errs.String(); got != want || !strings.Contains(said, has) {
			t.Errorf("health %s: exit status %d, want %d: %s, want %s", args, got, want, said, has)
		}
	}
	for _, host := range []string{"127.0.0.1", "0.0.0.0", ""} {
		ask(exitDone, `{"alive":true}`, "--metrics", net.JoinHostPort(host, port))
	}
	ask(exitDone, `"ready":true`, "--metrics", "127.0.0.1:"+port, "--ready")
	ask(exitDone, `"ready":true`, "--url", s.URL+"/readyz")

	notReady = errors.New("no server")
	ask(exitDone, "alive", "--metrics", "127.0.0.1:"+port)
	ask(exitFailed, "no server", "--metrics", "127.0.0.1:"+port, "--ready")
	t.Setenv("ENRICHER_METRICS", "127.0.0.1:"+port)
	ask(exitFailed, "503", "--ready")

	ask(exitFailed, "none", "--metrics", "none")
	ask(exitFailed, "in its log", "--metrics", "127.0.0.1:0")
	ask(exitFailed, "missing port", "--metrics", "127.0.0.1")
	ask(exitFailed, "404", "--url", s.URL+"/nothing")
	s.Close()
	ask(exitFailed, "refused", "--metrics", "127.0.0.1:"+port)
}

func TestHealthURL(t *testing.T) {
	for metrics, want := range map[string]string{
		":9464":             "http://127.0.0.1:9464/healthz",
		"0.0.0.0:9464":      "http://127.0.0.1:9464/healthz",
		"[::]:9464":         "http://[::1]:9464/healthz",
		"10.1.2.3:80":       "http://10.1.2.3:80/healthz",
		"metrics.local:443": "http://metrics.local:443/healthz",
	} {
		if got, err := healthURL(metrics, false); got != want || err != nil {
			t.Errorf("%s: %s, %v, want %s", metrics, got, err, want)
		}
	}
}
