package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

// parseServe are the settings that serve has with these arguments.
func parseServe(t *testing.T, args ...string) *serveCmd {
	t.Helper()
	var c struct {
		Serve serveCmd `cmd:""`
	}
	parser, err := kong.New(&c)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"serve"}, args...)); err != nil {
		t.Fatal(err)
	}
	return &c.Serve
}

func TestServe(t *testing.T) {
	c := parseServe(t, "--data", t.TempDir(), "--metrics", "127.0.0.1:0", "--workers", "2")
	s, err := c.open(slog.New(slog.DiscardHandler), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if err := s.conn.Setup(ctx, s.topology); err != nil {
		t.Fatal(err)
	}
	records, err := s.conn.Records(ctx, s.topology.Enriched)
	if err != nil {
		t.Fatal(err)
	}
	dead, err := s.conn.Records(ctx, s.topology.Dead)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	stop, stopped := context.WithCancel(ctx)
	go func() { done <- s.run(stop, nil) }()

	published := []struct {
		header stream.Header
		body   string
	}{
		{nil, `{"id": "json", "text": "BERLIN - Angela Merkel ist am Freitag nach Paris gereist.", "published": "2014-10-14"}`},
		{stream.Header{"Content-Type": {"text/plain; charset=iso-8859-1"}, "Article-Id": {"text"}, "Article-Url": {"https://example.org/1"}, "Article-Published": {"2014-10-14"}},
			"Der Präsident ist nach Zürich gereist, sagte ein Sprecher der Regierung am Dienstag in Bern."},
		{nil, `{"id": "bad", "text": 7}`},
	}
	published[1].body = strings.NewReplacer("ä", "\xe4", "ü", "\xfc").Replace(published[1].body)
	for _, p := range published {
		if err := s.conn.Publish(ctx, "articles.raw.test", p.header, []byte(p.body)); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]pipeline.Record{}
	for r, err := range records {
		if err != nil {
			t.Fatal(err)
		}
		var record pipeline.Record
		if err := json.Unmarshal(r.Data, &record); err != nil {
			t.Fatal(err)
		}
		got[record.ID] = record
		if len(got) == 2 {
			break
		}
	}
	if r := got["json"]; r.Lang.Code != "de" || len(r.Entities) == 0 {
		t.Errorf("record of the JSON article: %+v", r)
	}
	if r := got["text"]; !strings.Contains(r.Text, "nach Zürich") || r.URL != "https://example.org/1" || !strings.HasPrefix(r.Published, "2014-10-14") {
		t.Errorf("record of the text: %+v", r)
	}
	for r, err := range dead {
		if err != nil {
			t.Fatal(err)
		}
		if r.Subject != "articles.dead.invalid_article" || string(r.Data) != published[2].body {
			t.Errorf("dead letter %s: %s", r.Subject, r.Data)
		}
		break
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	for path, want := range map[string]string{
		"/readyz":  `{"ready":true,"reasons":[]}`,
		"/metrics": `enricher_dead_letters_total{reason="invalid_article"} 1`,
	} {
		resp, err := client.Get("http://" + s.web.Addr().String() + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || !strings.Contains(string(body), want) {
			t.Errorf("%s: %v\n%s", path, err, body)
		}
	}
	resp, err := client.Get("http://" + s.web.Addr().String() + "/debug/pprof/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("profiles without --pprof: %s", resp.Status)
	}
	stopped()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestServeRefusesOtherSettings(t *testing.T) {
	dir := t.TempDir()
	start := func(args ...string) error {
		c := parseServe(t, append(args, "--data", dir, "--metrics", "none")...)
		s, err := c.open(slog.New(slog.DiscardHandler), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.close()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() {
			for range time.Tick(time.Millisecond) {
				if ctx.Err() != nil || s.worker.Ready() == nil {
					cancel()
					return
				}
			}
		}()
		return s.run(ctx, nil)
	}
	if err := start(); err != nil {
		t.Fatal(err)
	}
	err := start("--enriched-max-bytes", "100MB")
	if err == nil || !strings.Contains(err.Error(), "stream ENRICHED exists with other settings: max_bytes is 2147483648, want 100000000") ||
		!strings.Contains(err.Error(), "--update-streams") {
		t.Errorf("got %v", err)
	}
	if err := start("--enriched-max-bytes", "100MB", "--update-streams"); err != nil {
		t.Error(err)
	}
}

// The flags' defaults are those of package stream.
func TestServeDefaults(t *testing.T) {
	got, want := parseServe(t).Streams.topology(), stream.DefaultTopology()
	if got.Articles != want.Articles || got.Enriched != want.Enriched || got.Dead != want.Dead || got.Replicas != want.Replicas {
		t.Errorf("streams: got %+v\nwant %+v", got, want)
	}
	if g, w := got.Consumer, want.Consumer; g.Name != w.Name || g.AckWait != w.AckWait || g.MaxDeliver != w.MaxDeliver || g.MaxAckPending != w.MaxAckPending || len(g.Filters) > 0 {
		t.Errorf("consumer: got %+v, want %+v", g, w)
	}
}

func TestByteSize(t *testing.T) {
	for text, want := range map[string]byteSize{
		"1048576": 1 << 20, "1MiB": 1 << 20, "1.5 GiB": 3 << 29, "10GB": 10e9, "7B": 7, "2KiB": 2048,
	} {
		var got byteSize
		if err := got.UnmarshalText([]byte(text)); err != nil || got != want {
			t.Errorf("%q is %d, want %d (%v)", text, got, want, err)
		}
	}
	for _, text := range []string{"", "MiB", "-1", "0", "1 2", "1XB", "1e30GB"} {
		var got byteSize
		if err := got.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q is %d, want an error", text, got)
		}
	}
}
