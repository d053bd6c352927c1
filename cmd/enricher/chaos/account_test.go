package chaos

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline/stream"
)

// account holds what is stored against what was sent: every healthy article
// has one record, of the bytes that an undisturbed worker writes, and every
// other one has one dead letter with its own bytes and the right reason.
func (r *run) account() {
	t := r.t
	healthy, poison := 0, map[string]article{}
	for n := range r.tally.articles {
		if a := newArticle(n); a.reason == "" {
			healthy++
		} else {
			poison[a.name] = a
		}
	}
	want := undisturbed(t, r.tally.articles, healthy)

	got := records(t, r.js, func(id string) {
		r.tally.duplicates++
		t.Errorf("record %s is stored twice", id)
	})
	for id, sum := range want {
		switch other, ok := got[id]; {
		case !ok:
			r.tally.lost++
			t.Errorf("record %s is lost", id)
		case other != sum:
			r.tally.different++
			t.Errorf("record %s differs from that of an undisturbed run", id)
		}
		delete(got, id)
	}
	for id := range got {
		t.Errorf("record %s is of no article", id)
	}

	seen := map[string]string{}
	read(t, r.js, "DEAD", func(m jetstream.Msg) {
		header := stream.Header(m.Headers())
		name, stored := header.Get(stream.HeaderSentAs), header.Get(stream.HeaderStored)
		a, ok := poison[name]
		switch reason := header.Get(stream.HeaderReason); {
		case !ok:
			t.Errorf("healthy article %s is a dead letter: %s, %s", name, reason, header.Get(stream.HeaderError))
		case seen[name] == stored:
			r.tally.duplicates++
			t.Errorf("dead letter of %s is stored twice", name)
		case seen[name] != "":
			// Its publisher's receipt was lost together with the server's
			// memory of it, so the queue took it twice.
			r.tally.twice++
		case reason != string(a.reason):
			t.Errorf("%s: reason %s, want %s", name, reason, a.reason)
		case !bytes.Equal(m.Data(), a.data):
			r.tally.different++
			t.Errorf("dead letter of %s has other bytes than the article", name)
		default:
			r.tally.letters++
		}
		seen[name] = stored
	})
	for name, a := range poison {
		if seen[name] == "" {
			r.tally.lost++
			t.Errorf("%s (%s) is lost", name, a.reason)
		}
	}
}

// undisturbed enriches the healthy ones of so many articles where nothing
// fails, and returns the records' sums by their ids.
func undisturbed(t *testing.T, articles, healthy int) map[string][sha256.Size]byte {
	t.Helper()
	nodes := newNodes(t, 1, false)
	nc := dial(t, nodes)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	w, err := start(t, "enricher", nil, arguments(1, nodes[0].url)...)
	if err != nil {
		t.Fatal(err)
	}
	r := &run{t: t, ctx: t.Context(), js: js}
	if err := r.insist("the streams are there", func() error { _, err := r.info("DEAD"); return err }); err != nil {
		t.Fatal(err)
	}
	numbers := make(chan int)
	var sending sync.WaitGroup
	for range publishers {
		sending.Go(func() {
			for n := range numbers {
				if a := newArticle(n); a.reason == "" {
					r.send(a)
				}
			}
		})
	}
	for n := range articles {
		numbers <- n
	}
	close(numbers)
	sending.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	r.ctx = ctx
	if err := r.until("every article has its record", func() bool {
		info, err := r.info("ARTICLES")
		return err == nil && info.State.Msgs == 0
	}); err != nil {
		t.Fatalf("undisturbed run: %v", err)
	}
	if _, err := w.stop(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	sums := records(t, js, func(id string) { t.Fatalf("undisturbed run: record %s is stored twice", id) })
	if len(sums) != healthy {
		t.Fatalf("undisturbed run: %d records of %d articles", len(sums), healthy)
	}
	nodes[0].stop(syscall.SIGTERM)
	return sums
}

// records are the sums of the records by their ids.
func records(t *testing.T, js jetstream.JetStream, twice func(id string)) map[string][sha256.Size]byte {
	t.Helper()
	sums := map[string][sha256.Size]byte{}
	read(t, js, "ENRICHED", func(m jetstream.Msg) {
		var record struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(m.Data(), &record); err != nil {
			t.Errorf("record: %v", err)
		}
		if _, ok := sums[record.ID]; ok {
			twice(record.ID)
		}
		sums[record.ID] = sha256.Sum256(m.Data())
	})
	return sums
}

// read calls f with every message of a stream.
func read(t *testing.T, js jetstream.JetStream, name string, f func(jetstream.Msg)) {
	t.Helper()
	s, err := js.Stream(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	if s.CachedInfo().State.Msgs == 0 {
		return
	}
	c, err := js.OrderedConsumer(t.Context(), name, jetstream.OrderedConsumerConfig{})
	if err != nil {
		t.Fatal(err)
	}
	messages, err := c.Messages()
	if err != nil {
		t.Fatal(err)
	}
	defer messages.Stop()
	for {
		m, err := messages.Next(jetstream.NextMaxWait(patience))
		if err != nil {
			t.Fatalf("stream %s: %v", name, err)
		}
		f(m)
		if meta, err := m.Metadata(); err == nil && meta.NumPending == 0 {
			return
		}
	}
}
