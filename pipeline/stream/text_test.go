package stream

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
)

func TestToken(t *testing.T) {
	for in, want := range map[string]string{"de": "de", "zh-Hant": "zh-Hant", "": "", "a.b *>": "ab", "ü\x00": ""} {
		if got := token(in); got != want {
			t.Errorf("token(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{" a\r\nb\n": `a\nb`, "a\x00b": "ab"} {
		if got := oneLine(in, 100); got != want {
			t.Errorf("oneLine(%q) is %q, want %q", in, got, want)
		}
	}
	if got := oneLine(strings.Repeat("ü", 100), 51); got != strings.Repeat("ü", 25)+"…" || !utf8.ValidString(got) {
		t.Errorf("cut to %q", got)
	}
}

func TestBackoff(t *testing.T) {
	for n, want := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 10 * time.Second, 10 * time.Second} {
		for range 100 {
			if d := backoff(time.Second, n, 10*time.Second); d < want*3/4 || d > want*5/4 {
				t.Fatalf("after %d failures %v, want %v and a quarter more or less", n, d, want)
			}
		}
	}
	if d := backoff(time.Hour, 1000, time.Minute); d > time.Minute*5/4 || d <= 0 {
		t.Errorf("beyond the limit: %v", d)
	}
}

func TestHeaderGet(t *testing.T) {
	h := Header{"content-type": {"text/plain"}, "Empty": nil}
	if h.Get("Content-Type") != "text/plain" || h.Get("empty") != "" || h.Get("absent") != "" {
		t.Errorf("%q", h)
	}
}

func TestMessageID(t *testing.T) {
	m := Message{Data: []byte("x"), Header: Header{"Article-Url": {"u"}, "Traceparent": {"1"}}}
	id := messageID("v", m)
	again := Message{Data: []byte("x"), Header: Header{"article-url": {"u"}, "Traceparent": {"2"}}, Attempt: 2}
	if messageID("v", again) != id {
		t.Error("another delivery has another id")
	}
	for what, other := range map[string]string{
		"version": messageID("w", m),
		"bytes":   messageID("v", Message{Data: []byte("y"), Header: m.Header}),
		"header":  messageID("v", Message{Data: m.Data, Header: Header{"Article-Url": {"w"}}}),
	} {
		if other == id {
			t.Errorf("another %s has the same id", what)
		}
	}
}

func TestTraceHeaderIsBounded(t *testing.T) {
	article := nats.Header{"traceparent": {"00-1"}, "Tracestate": {"a=1"}, "X-Large": {strings.Repeat("x", maxTrace)}, "Content-Type": {"text/plain"}}
	for i := range 2 * maxTraceHeaders {
		article[fmt.Sprintf("X-Many-%03d", i)] = []string{"a"}
	}
	got := traceHeader(article)
	if len(got) != maxTraceHeaders || got.Get("traceparent") != "00-1" || got["Tracestate"] == nil || got["X-Large"] != nil || got["Content-Type"] != nil {
		t.Errorf("%d headers: %v", len(got), got)
	}
}
