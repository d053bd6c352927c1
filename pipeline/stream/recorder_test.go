package stream

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

func recorder(t *testing.T, c *Conn, topology Topology) *Recorder {
	t.Helper()
	r, err := as(t, c, "backfill").Recorder(t.Context(), topology, "v")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A worker's record and a Recorder's are the same message.
func TestRecorderIsAsAWorker(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	w := run(t, c, Options{Enrich: echo, Version: "v"})
	header := Header{"Content-Type": {"text/plain"}, "Article-Id": {"a"}, "traceparent": {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}, "Other": {"x"}}
	if err := c.Publish(t.Context(), "articles.raw.test", header, []byte("one")); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the record is there", func() bool { return count(t, c, "ENRICHED") == 1 })
	w.stop()
	r := recorder(t, c, small())
	publish := func(data string) bool {
		t.Helper()
		m := Message{Header: header, Data: []byte(data)}
		result, err := echo(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		duplicate, err := r.Publish(t.Context(), m, result)
		if err != nil {
			t.Fatal(err)
		}
		return duplicate
	}
	if r.Mark() != 1 || !publish("one") || r.Mark() != 1 {
		t.Errorf("the worker's record is not known; mark %d", r.Mark())
	}
	if publish("two") || !publish("two") || r.Mark() != 2 {
		t.Errorf("a record is stored twice; mark %d", r.Mark())
	}
	// Nor is a worker's, of an article whose record came from here.
	if err := c.Publish(t.Context(), "articles.raw.test", header, []byte("two")); err != nil {
		t.Fatal(err)
	}
	w = run(t, c, Options{Enrich: echo, Version: "v"})
	eventually(t, "the worker is done", func() bool { return count(t, c, "ARTICLES") == 0 })
	w.stop()
	records := all(t, c, "ENRICHED")
	if len(records) != 2 {
		t.Fatalf("%d records, want 2", len(records))
	}
	one, two := records[0], records[1]
	one.Header.Del(HeaderMsgID)
	two.Header.Del(HeaderMsgID)
	one.Header.Del(HeaderArticleID)
	two.Header.Del(HeaderArticleID)
	if one.Subject != two.Subject || !reflect.DeepEqual(one.Header, two.Header) {
		t.Errorf("a worker's: %s %v\na recorder's: %s %v", one.Subject, one.Header, two.Subject, two.Header)
	}
}

// A run that was killed goes on without publishing anything a second time, long
// after the deduplication window.
func TestRecorderResumes(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	stream, err := c.js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "ENRICHED", Subjects: []string{"articles.enriched.>"}, MaxBytes: 1 << 20, Duplicates: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	articles := numbered(40)
	publish := func(r *Recorder, data string) bool {
		t.Helper()
		duplicate, err := r.Publish(t.Context(), Message{Data: []byte(data)}, Result{ID: data, Lang: "de", Record: []byte(data)})
		if err != nil {
			t.Fatal(err)
		}
		return duplicate
	}
	first := recorder(t, c, small())
	var marks []uint64 // before each article
	for _, a := range articles[:30] {
		marks = append(marks, first.Mark())
		if publish(first, a) {
			t.Errorf("%s was there", a)
		}
	}
	window := recorder(t, c, small())
	eventually(t, "the window lapses", func() bool { return !publish(window, "window") })
	eventually(t, "and again", func() bool { return !publish(window, "window") })
	before := count(t, c, "ENRICHED")

	for _, done := range []int{0, 12, 29} {
		r := recorder(t, c, small())
		if err := r.Resume(t.Context(), marks[done]); err != nil {
			t.Fatal(err)
		}
		for _, a := range articles[done:30] {
			if !publish(r, a) {
				t.Errorf("from %d on: %s was published again", done, a)
			}
		}
		if n := count(t, c, "ENRICHED"); n != before {
			t.Errorf("%d records, want %d", n, before)
		}
	}
	r := recorder(t, c, small())
	if err := r.Resume(t.Context(), r.Mark()); err != nil {
		t.Fatal(err)
	}
	if publish(r, articles[30]) {
		t.Error("a new record was there")
	}

	// Those that left the stream, and all of one that was made anew, do no harm.
	if err := stream.Purge(t.Context(), jetstream.WithPurgeSequence(10)); err != nil {
		t.Fatal(err)
	}
	if err := recorder(t, c, small()).Resume(t.Context(), 2); err != nil {
		t.Error(err)
	}
	if err := recorder(t, c, small()).Resume(t.Context(), 1<<40); err != nil {
		t.Error(err)
	}
}

func TestRecorderIsRefused(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	c = as(t, c, "backfill")
	if _, err := c.Recorder(t.Context(), small(), "v"); err == nil || !strings.Contains(err.Error(), "stream ENRICHED: nats: API error: code=404") {
		t.Errorf("no stream: %v", err)
	}
}

func TestRecorderOfAnotherStream(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	other := small()
	other.Enriched.Subject = "articles.other"
	if _, err := as(t, c, "backfill").Recorder(t.Context(), other, "v"); err == nil || err.Error() != "stream ENRICHED takes articles.enriched.>, and not records on articles.other.>" {
		t.Errorf("another subject: %v", err)
	}
	r := recorder(t, c, small())
	large := Result{ID: "a", Record: make([]byte, 2<<20)}
	if _, err := r.Publish(t.Context(), Message{}, large); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a record that is too large: %v", err)
	}
	if err := c.js.DeleteStream(t.Context(), "ENRICHED"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(t.Context(), Message{}, Result{ID: "a", Record: []byte("{}")}); !errors.Is(err, ErrNoQueue) {
		t.Errorf("a stream that was deleted: %v", err)
	}
}
