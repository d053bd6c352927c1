package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// filled makes a stream with so many messages "1", "2" and so on.
func filled(t *testing.T, c *Conn, config jetstream.StreamConfig, n int) jetstream.Stream {
	t.Helper()
	config.MaxBytes = 1 << 20
	s, err := c.js.CreateStream(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		subject := strings.ToLower(config.Name) + "." + string("ab"[i%2])
		if _, err := c.js.PublishMsg(t.Context(), &nats.Msg{Subject: subject, Header: nats.Header{"Article-Id": {fmt.Sprint(i + 1)}}, Data: fmt.Append(nil, i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func remove(t *testing.T, s jetstream.Stream, seqs ...uint64) {
	t.Helper()
	for _, seq := range seqs {
		if err := s.DeleteMsg(t.Context(), seq); err != nil {
			t.Fatal(err)
		}
	}
}

func reader(t *testing.T, c *Conn, stream, filter string) *Reader {
	t.Helper()
	r, err := c.Reader(t.Context(), stream, filter)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read lists what a reader yields: numbers, and what is gone.
func read(t *testing.T, r *Reader, from, to uint64) string {
	t.Helper()
	var list []string
	for m, err := range r.Read(t.Context(), from, to) {
		var gone *GoneError
		switch {
		case errors.As(err, &gone):
			list = append(list, fmt.Sprintf("(%d-%d gone)", gone.From, gone.To))
			if m.Seq != gone.To {
				t.Errorf("what is gone up to %d is numbered %d", gone.To, m.Seq)
			}
		case err != nil:
			list = append(list, err.Error())
		default:
			list = append(list, string(m.Data))
			if fmt.Sprint(m.Seq) != string(m.Data) || m.Header.Get("Article-Id") != string(m.Data) || m.Stored.IsZero() || !strings.Contains(m.Subject, ".") {
				t.Errorf("message %d: %+v", m.Seq, m)
			}
		}
	}
	return strings.Join(list, " ")
}

func TestReader(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	s := filled(t, c, jetstream.StreamConfig{Name: "GAPS", Subjects: []string{"gaps.*"}}, 40)
	remove(t, s, 1, 2, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 39, 40)
	whole := reader(t, c, "GAPS", "")
	for _, test := range []struct {
		filter   string
		from, to uint64
		want     string
	}{
		{"", 3, 40, "3 4 6 7 8 9 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38"},
		{"", 3, 3, "3"},
		{"", 5, 5, ""},
		{"", 11, 19, ""},
		{"", 8, 21, "8 9 21"},
		{"", 9, 8, ""},
		{"", 38, 40, "38"},
		{"gaps.a", 3, 30, "3 7 9 21 23 25 27 29"},
		{"gaps.b", 3, 24, "4 6 8 22 24"},
		{"*.a", 21, 24, "21 23"},
		{"other", 3, 40, ""},
		{"", 1, 4, "(1-2 gone) 3 4"},
	} {
		if got := read(t, reader(t, c, "GAPS", test.filter), test.from, test.to); got != test.want {
			t.Errorf("%q from %d to %d: %s, want %s", test.filter, test.from, test.to, got, test.want)
		}
	}
	// Who stops asking is not held up.
	for m, err := range whole.Read(t.Context(), 3, 40) {
		if err != nil || m.Seq == 7 {
			break
		}
	}
}

func TestReaderRange(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	s := filled(t, c, jetstream.StreamConfig{Name: "S", Subjects: []string{"s.*"}}, 20)
	remove(t, s, 1, 2, 8, 9)
	stored := func(seq uint64) time.Time {
		m, err := s.GetMsg(t.Context(), seq)
		if err != nil {
			t.Fatal(err)
		}
		return m.Time
	}
	filled(t, c, jetstream.StreamConfig{Name: "EMPTY", Subjects: []string{"empty.*"}}, 0)
	emptied := filled(t, c, jetstream.StreamConfig{Name: "EMPTIED", Subjects: []string{"emptied.*"}}, 3)
	if err := emptied.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		stream string
		seq    uint64
		since  time.Time
		want   string
	}{
		{name: "all", want: "3-20"},
		{name: "from a number", seq: 5, want: "5-20"},
		{name: "from one that was deleted", seq: 8, want: "8-20"},
		{name: "from the first", seq: 3, want: "3-20"},
		{name: "from the last", seq: 20, want: "20-20"},
		{name: "from the next to come", seq: 21, want: "21-20"},
		{name: "from before the first", seq: 2, want: "stream S begins at 3: 2 to 2 are gone; from 3 on there are those that are left"},
		{name: "from behind the last", seq: 22, want: "stream S ends at 20: there is no message 22"},
		{name: "from a time", since: stored(7), want: "7-20"},
		{name: "from a moment later", since: stored(7).Add(1), want: "8-20"},
		{name: "from long ago", since: time.Unix(0, 0), want: "3-20"},
		{name: "from a time after all", since: stored(20).Add(1), want: "21-20"},
		{name: "of nothing", stream: "EMPTY", want: "1-0"},
		{name: "of nothing, from 1", stream: "EMPTY", seq: 1, want: "1-0"},
		{name: "of nothing, from a time", stream: "EMPTY", since: time.Unix(0, 0), want: "1-0"},
		{name: "of nothing that is left", stream: "EMPTIED", want: "4-3"},
		{name: "of nothing that is left, from 1", stream: "EMPTIED", seq: 1, want: "stream EMPTIED begins at 4: 1 to 3 are gone; from 4 on there are those that are left"},
	} {
		if test.stream == "" {
			test.stream = "S"
		}
		first, last, err := reader(t, c, test.stream, "").Range(t.Context(), test.seq, test.since)
		got := fmt.Sprintf("%d-%d", first, last)
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestReaderIsRefused(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	filled(t, c, jetstream.StreamConfig{Name: "S", Subjects: []string{"s.*"}}, 1)
	for _, test := range []struct{ stream, filter, want string }{
		{"NONE", "", "stream NONE: nats: API error: code=404 err_code=10059 description=stream not found"},
		{"a.b", "", `stream name "a.b": want no white space`},
		{"", "", `stream name ""`},
		{"S", "a..b", `"a..b" is no subject`},
	} {
		if _, err := c.Reader(t.Context(), test.stream, test.filter); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q %q: %v, want %s", test.stream, test.filter, err, test.want)
		}
	}
}

// The workers of a queue that is read lose nothing, and what they take out of it
// meanwhile is not missed.
func TestReaderOfAQueue(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Consumer.AckWait = 30 * time.Second
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	articles := numbered(50)
	publish(t, c, articles...)
	r := reader(t, as(t, c, "backfill"), "ARTICLES", "")
	rest := make(chan struct{}) // is waited for by the articles that stay in the queue
	var w *running
	var seen []string
	for m, err := range r.Read(t.Context(), 1, 50) {
		if err != nil {
			t.Fatal(err)
		}
		if seen = append(seen, string(m.Data)); len(seen) == 10 { // half of them leave the queue
			w = run(t, c, Options{Topology: topology, Workers: 50, ArticleTimeout: patience, Enrich: func(ctx context.Context, m Message) (Result, error) {
				if string(m.Data) >= articles[25] {
					<-rest
				}
				return echo(ctx, m)
			}})
			eventually(t, "half of the articles are done", func() bool { return count(t, c, "ENRICHED") == 25 && count(t, c, "ARTICLES") == 25 })
		}
	}
	// What was asked for before is seen, too.
	if n := len(seen); n < 35 || n > 45 || !slices.Equal(seen[:10], articles[:10]) || !slices.Equal(seen[n-25:], articles[25:]) {
		t.Errorf("%d were seen: %v", n, seen)
	}
	close(rest)
	eventually(t, "all articles are done", func() bool { return count(t, c, "ARTICLES") == 0 })
	w.stop()
	exactlyOnce(t, c, articles)
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

// What leaves a stream before it is read is told, with what there is of it left.
func TestReaderOfAStreamThatShrinks(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	s := filled(t, c, jetstream.StreamConfig{Name: "S", Subjects: []string{"s.*"}}, 60)
	remove(t, s, 3, 31)
	var list []string
	for m, err := range reader(t, c, "S", "").Read(t.Context(), 1, 60) {
		var gone *GoneError
		switch {
		case errors.As(err, &gone):
			list = append(list, fmt.Sprintf("(%d-%d gone)", gone.From, gone.To))
		case err != nil:
			t.Fatal(err)
		case m.Seq == 4: // the next few may have been asked for
			if err := s.Purge(t.Context(), jetstream.WithPurgeSequence(30)); err != nil {
				t.Fatal(err)
			}
		case m.Seq == 40:
			if err := s.Purge(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err == nil {
			list = append(list, string(m.Data))
		}
	}
	got := strings.Join(list, " ")
	if !strings.HasPrefix(got, "1 2 4 ") || !strings.Contains(got, "-29 gone) 30 32 33") || !strings.HasSuffix(got, "-60 gone)") || strings.Count(got, "gone") != 2 {
		t.Error(got)
	}
}

// A stream that was deleted, and one that took its name, are not read on.
func TestReaderOfAnotherStream(t *testing.T) {
	t.Parallel()
	for again, want := range map[int]string{
		-1: "stream S, from message 20 on: nats: API error: code=404 err_code=10059 description=stream not found",
		5:  "stream S, from message 20 on: the stream was deleted and made anew",
		30: "stream S, from message 20 on: the stream was deleted and made anew",
	} {
		c := connect(t, ConnectOptions{Server: newServer(t, "")})
		config := jetstream.StreamConfig{Name: "S", Subjects: []string{"s.*"}}
		filled(t, c, config, 30)
		r := reader(t, c, "S", "")
		if err := c.js.DeleteStream(t.Context(), "S"); err != nil {
			t.Fatal(err)
		}
		if again >= 0 {
			s := filled(t, c, config, again)
			if again > 20 {
				remove(t, s, 20)
			}
		}
		if got := read(t, r, 20, 30); got != want {
			t.Errorf("%d: %s, want %s", again, got, want)
		}
	}
}

// A server that goes away in the middle is waited for.
func TestReaderReconnects(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	dir := t.TempDir()
	server, err := start(ServerOptions{Dir: dir, Listen: address})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	c := connect(t, ConnectOptions{URLs: []string{"nats://" + address}})
	filled(t, c, jetstream.StreamConfig{Name: "S", Subjects: []string{"s.*"}}, 100)
	var data bytes.Buffer
	for m, err := range reader(t, c, "S", "").Read(t.Context(), 1, 100) {
		if err != nil {
			t.Fatal(err)
		}
		data.Write(append(m.Data, ' '))
		if m.Seq == 20 || m.Seq == 60 { // with more asked for
			server.Close()
			if server, err = start(ServerOptions{Dir: dir, Listen: address}); err != nil {
				t.Fatal(err)
			}
		}
	}
	var want bytes.Buffer
	for i := range 100 {
		fmt.Fprintf(&want, "%d ", i+1)
	}
	if data.String() != want.String() {
		t.Error(data.String())
	}

	// Nobody waits for it once the context is done.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range reader(t, c, "S", "").Read(ctx, 1, 100) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 10 {
			server.Close()
			cancel()
		}
	}
	if n != 10 {
		t.Errorf("%d messages were read", n)
	}
}
