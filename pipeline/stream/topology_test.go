package stream

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func TestOtherSettingsAreRefused(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Errorf("the same settings: %v", err)
	}
	tests := []struct {
		name    string
		change  func(*Topology)
		message string
	}{
		{"size", func(t *Topology) { t.Articles.MaxBytes *= 2 },
			"stream ARTICLES exists with other settings: max_bytes is 67108864, want 134217728"},
		{"window", func(t *Topology) { t.Enriched.Duplicates = time.Hour },
			"stream ENRICHED exists with other settings: duplicate_window is 10m0s, want 1h0m0s"},
		{"subject", func(t *Topology) { t.Dead.Subject = "dead" },
			"stream DEAD exists with other settings: subjects is [articles.dead.>], want [dead.>]"},
		{"consumer", func(t *Topology) { t.Consumer.AckWait = time.Minute; t.Consumer.MaxDeliver = 7 },
			"consumer enricher exists with other settings: ack_wait is 500ms, want 1m0s; max_deliver is 5, want 7"},
		{"filter", func(t *Topology) { t.Consumer.Filters = []string{"articles.raw.a", "articles.raw.b"} },
			"consumer enricher exists with other settings: filter_subjects is [articles.raw.>], want [articles.raw.a articles.raw.b]"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			other := topology
			test.change(&other)
			err := c.Setup(t.Context(), other)
			var conflict *ConflictError
			if !errors.As(err, &conflict) || err.Error() != test.message {
				t.Fatalf("got %v\nwant %s", err, test.message)
			}
			w, err := New(c, Options{Enrich: echo, Topology: other})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Run(t.Context()); !errors.As(err, &conflict) {
				t.Errorf("Run: %v", err)
			}
			other.Update = true
			if err := c.Setup(t.Context(), other); err != nil {
				t.Errorf("update: %v", err)
			}
			other.Update = false
			if err := c.Setup(t.Context(), other); err != nil {
				t.Errorf("after the update: %v", err)
			}
			topology = other
		})
	}
}

func TestServerDataFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := StartServer(ServerOptions{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.URL() != "" {
		t.Errorf("a port is open: %s", s.URL())
	}
	if _, err := StartServer(ServerOptions{Dir: dir}); err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("second server on one folder: %v", err)
	}
	file := dir + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := StartServer(ServerOptions{Dir: file}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a file for a folder: %v", err)
	}
	s.Close()
	s, err = StartServer(ServerOptions{Dir: dir})
	if err != nil {
		t.Fatalf("after the first is closed: %v", err)
	}
	s.Close()
}

func TestServerListenFails(t *testing.T) {
	t.Parallel()
	first := newServer(t, "127.0.0.1:0")
	address := strings.TrimPrefix(first.URL(), "nats://")
	if _, err := StartServer(ServerOptions{Dir: t.TempDir(), Listen: address}); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("got %v", err)
	}
	if _, err := StartServer(ServerOptions{Dir: t.TempDir(), Listen: "nonsense"}); err == nil {
		t.Error("nonsense is accepted")
	}
}
