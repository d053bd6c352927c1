package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

const (
	oneParty   = "id,type,name,link\nrvp,organisation,Ruritanische Volkspartei,https://example.org/1\n"
	otherLink  = "id,type,name,link\nrvp,organisation,Ruritanische Volkspartei,https://example.org/2\n"
	noParty    = "id,type,name\nrvp,sort,Ruritanische Volkspartei\n"
	ofTheFleet = "id,type,name,link\nrvp,organisation,Ruritanische Volkspartei,https://example.org/3\n"
	aPerson    = "id,type,name\nrvp,person,Ruritanische Volkspartei\n"
)

// Files are read again at a signal and from the bucket; what is wrong is
// refused and the old ones go on.
func TestReload(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.csv")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(oneParty)
	c := parseServe(t, "--data", t.TempDir(), "--metrics", "127.0.0.1:0", "--workers", "2", "--gazetteer", file, "--gazetteer-bucket", "fleet")
	s, err := c.open(slog.New(slog.DiscardHandler), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	push := func(name, text string) {
		list := filepath.Join(t.TempDir(), name+".csv")
		if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		data, err := gazetteerFile(list)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.conn.PushFile(ctx, "fleet", 1, stream.File{Name: name, Data: data}); err != nil {
			t.Fatal(err)
		}
	}
	push("a", "id,type,name\nx,place,Nirgendheim\n")
	reload, done := make(chan os.Signal, 1), make(chan error, 1)
	stop, stopped := context.WithCancel(ctx)
	go func() { done <- s.run(stop, reload) }()
	until := func(what string, is func() bool) {
		t.Helper()
		for tick := time.NewTicker(10 * time.Millisecond); !is(); <-tick.C {
			if ctx.Err() != nil {
				t.Fatalf("never: %s", what)
			}
		}
	}
	until("ready", func() bool { return s.worker.Ready() == nil })

	// link is what a record made now says, and with which gazetteer.
	link := func() (link, version string) {
		article := stream.Message{Data: []byte(`{"text": "Die Ruritanische Volkspartei hat am Freitag in Paris einen Vorsitzenden gewählt."}`)}
		result, err := enrichMessage(ctx, s.reloader.pipeline.Load(), article)
		if err != nil {
			t.Fatal(err)
		}
		var r pipeline.Record
		if err := json.Unmarshal(result.Record, &r); err != nil {
			t.Fatal(err)
		}
		for _, e := range r.Entities {
			link += e.Link
		}
		return link, r.Producer.Gazetteer
	}
	old := s.reloader.pipeline.Load() // what an article in work has
	if got, version := link(); got != "https://example.org/1" || strings.Count(version, "+") != 2 {
		t.Errorf("link %s, gazetteer %s", got, version)
	}
	write(otherLink)
	reload <- syscall.SIGHUP
	until("the file is read again", func() bool { got, _ := link(); return got == "https://example.org/2" })
	_, version := link()
	if old.Producer().Gazetteer == version {
		t.Error("other gazetteers of one version")
	}
	until("the metrics tell", func() bool {
		page := scrape(t, s)
		return strings.Contains(page, `gazetteer="`+version+`"`) && !strings.Contains(page, `gazetteer="`+old.Producer().Gazetteer+`"`) &&
			strings.Contains(page, `enricher_gazetteer_reloads_total{outcome="loaded",source="files"} 1`)
	})

	write(noParty)
	reload <- syscall.SIGHUP
	until("the file is refused", func() bool {
		return strings.Contains(scrape(t, s), `enricher_gazetteer_reloads_total{outcome="refused",source="files"} 1`)
	})
	push("b", aPerson) // fits on nothing that has the party
	until("the bucket is refused", func() bool {
		return strings.Contains(scrape(t, s), `enricher_gazetteer_reloads_total{outcome="refused",source="bucket"} 1`)
	})
	if got, now := link(); got != "https://example.org/2" || now != version {
		t.Errorf("after refusals: link %s, gazetteer %s", got, now)
	}
	push("b", ofTheFleet)
	until("the bucket is taken", func() bool { got, _ := link(); return got == "https://example.org/3" })

	// The same bytes in the same order have one version.
	write(oneParty)
	reload <- syscall.SIGHUP
	until("the file is read once more", func() bool {
		_, now := link()
		return strings.HasPrefix(now, old.Producer().Gazetteer[:strings.LastIndexByte(old.Producer().Gazetteer, '+')])
	})
	status, err := s.conn.Status(ctx, s.topology)
	if err != nil {
		t.Fatal(err)
	}
	if _, now := link(); len(status.Workers) != 1 || status.Workers[0].Versions["gazetteer"] != now {
		t.Errorf("workers %+v, want gazetteer %s", status.Workers, now)
	}
	stopped()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// scrape is the page of metrics.
func scrape(t *testing.T, s *service) string {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get("http://" + s.web.Addr().String() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
