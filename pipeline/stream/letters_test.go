package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"pgregory.net/rapid"

	"enricher/pipeline"
)

// letters opens the stream of dead letters.
func letters(t testing.TB, c *Conn) *DeadLetters {
	t.Helper()
	d, err := c.DeadLetters(t.Context(), small())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func list(t testing.TB, d *DeadLetters, f Filter) []Letter {
	t.Helper()
	var all []Letter
	for l, err := range d.List(t.Context(), f) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, l)
	}
	return all
}

// putLetter stores a dead letter as it comes.
func putLetter(t testing.TB, c *Conn, subject string, header nats.Header, data string) {
	t.Helper()
	if _, err := c.js.PublishMsg(t.Context(), &nats.Msg{Subject: subject, Header: header, Data: []byte(data)}); err != nil {
		t.Fatal(err)
	}
}

// Each filter with the letters that it chooses of all; the others are its
// counter-examples.
func TestFilter(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	for _, l := range []struct{ reason, stage, subject, id, data string }{
		1: {"timeout", "names", "articles.raw.dpa.de", "a", "x"},
		2: {"timeout", "", "articles.raw.dpa", "", "x"},
		3: {"panic", "names", "articles.raw.apa.de", "b", "x"},
		4: {"panic", "zone", "articles.raw.dpa.en", "a", "x"},
		5: {"invalid_json", "", "articles.raw.web.de.wien", "-", `{"id": "own", "text": "`}, // an older version's
		6: {"empty_text", "", "articles.raw.web.de", "-", `{"title": "x", "ID": "a"}`},      // likewise
		7: {"too_deep", "", "articles.raw.web.de", "", `{"id": "a"}`},                       // none: the article says it has none
	} {
		if l.reason == "" {
			continue
		}
		h := nats.Header{HeaderReason: {l.reason}, HeaderStage: {l.stage}, HeaderSubject: {l.subject}}
		if l.id != "-" {
			h[HeaderDeadID] = []string{l.id}
		} else {
			h[HeaderArticleID] = []string{"header"}
		}
		putLetter(t, c, "articles.dead."+l.reason, h, l.data)
	}
	d := letters(t, c)
	all := list(t, d, Filter{})
	if len(all) != 7 {
		t.Fatalf("%d letters, want 7", len(all))
	}
	putLetter(t, c, "articles.dead.timeout", nil, "comes later")
	time4 := all[3].Buried
	for name, tt := range map[string]struct {
		filter Filter
		want   []uint64
	}{
		"all":                  {Filter{}, []uint64{1, 2, 3, 4, 5, 6, 7}},
		"reason":               {Filter{Reasons: []pipeline.Reason{pipeline.Timeout}}, []uint64{1, 2}},
		"reasons":              {Filter{Reasons: []pipeline.Reason{pipeline.Panic, pipeline.InvalidJSON}}, []uint64{3, 4, 5}},
		"reason without any":   {Filter{Reasons: []pipeline.Reason{pipeline.TooLarge}}, nil},
		"stage":                {Filter{Stage: "names"}, []uint64{1, 3}},
		"stage, no prefix":     {Filter{Stage: "name"}, nil},
		"subject":              {Filter{Subject: "articles.raw.dpa"}, []uint64{2}},
		"subject with *":       {Filter{Subject: "articles.raw.*.de"}, []uint64{1, 3, 6, 7}},
		"subject with >":       {Filter{Subject: "articles.raw.web.>"}, []uint64{5, 6, 7}},
		"> wants a part":       {Filter{Subject: "articles.raw.dpa.>"}, []uint64{1, 4}},
		"subject, other case":  {Filter{Subject: "articles.raw.DPA"}, nil},
		"id":                   {Filter{ID: "a"}, []uint64{1, 4, 6}},
		"id of broken JSON":    {Filter{ID: "own"}, []uint64{5}},
		"id, no prefix":        {Filter{ID: "ow"}, nil},
		"header is not the id": {Filter{ID: "header"}, nil},
		"number":               {Filter{Seqs: []SeqRange{{3, 3}}}, []uint64{3}},
		"numbers":              {Filter{Seqs: []SeqRange{{6, 99}, {2, 3}}}, []uint64{2, 3, 6, 7}},
		"numbers beyond":       {Filter{Seqs: []SeqRange{{8, 99}}}, nil},
		"number 0":             {Filter{Seqs: []SeqRange{{0, 1}}}, []uint64{1}},
		"before":               {Filter{Before: time4}, []uint64{1, 2, 3}},
		"since":                {Filter{Since: time4}, []uint64{4, 5, 6, 7}},
		"since and before":     {Filter{Since: time4, Before: all[5].Buried}, []uint64{4, 5}},
		"since and numbers":    {Filter{Since: time4, Seqs: []SeqRange{{2, 5}}}, []uint64{4, 5}},
		"in the future":        {Filter{Since: time.Now().Add(time.Hour)}, nil},
		"all at once":          {Filter{Reasons: []pipeline.Reason{pipeline.Panic}, Stage: "zone", Subject: "articles.raw.>", ID: "a", Seqs: []SeqRange{{1, 7}}, Since: time4}, []uint64{4}},
		"all but one":          {Filter{Reasons: []pipeline.Reason{pipeline.Panic}, Stage: "zone", Subject: "articles.raw.>", ID: "b", Seqs: []SeqRange{{1, 7}}, Since: time4}, nil},
	} {
		var got []uint64
		for _, l := range list(t, d, tt.filter) {
			got = append(got, l.Seq)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
	for name, f := range map[string]Filter{
		"no subject": {Subject: "articles..raw"}, "> in the middle": {Subject: "articles.>.raw"}, "backwards": {Seqs: []SeqRange{{3, 2}}},
	} {
		if err := f.Check(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if !(Filter{}).Empty() || (Filter{Stage: "x"}).Empty() || (Filter{Before: time4}).Empty() || (Filter{Seqs: []SeqRange{{1, 1}}}).Empty() {
		t.Error("which filter is empty is told wrongly")
	}
}

func TestArticleID(t *testing.T) {
	header := Header{"Article-Id": {"header"}}
	for _, tt := range []struct {
		header     Header
		data, want string
	}{
		{nil, `{"id": "own"}`, "own"},
		{header, `{"text": "x", "ID": "own", "id": "second"}`, "own"},
		{header, `{"meta": {"id": "inner"}, "text": "x"}`, "header"},
		{header, `{"id": ""}`, "header"},
		{header, `{"id": 7}`, "header"},
		{header, `[{"id": "own"}]`, "header"},
		{header, `{"text": "broken`, "header"},
		{nil, `{"id": "own", "text": "broken`, "own"},
		{nil, "", ""},
		{nil, "\xff\xfe", ""},
		{Header{"Article-Id": {"header"}, "Content-Type": {"text/plain"}}, `{"id": "own"}`, "header"},
		{Header{"content-type": {"application/ld+json"}}, `{"id": "own"}`, "own"},
	} {
		if got := articleID(tt.header, []byte(tt.data)); got != tt.want {
			t.Errorf("%s with %v: %q, want %q", tt.data, tt.header, got, tt.want)
		}
	}
}

// What poisoned the articles is mended, and they are replayed: each has its
// record, no letter is left, nothing is there twice.
func TestReplay(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	var mended atomic.Bool
	seen := make(chan Message, 100)
	run(t, c, Options{Version: "v1", Enrich: func(ctx context.Context, m Message) (Result, error) {
		if strings.HasPrefix(string(m.Data), "poison") && !mended.Load() {
			return Result{}, &pipeline.Error{Reason: pipeline.Panic, Stage: "names", Err: errors.New("line 1\nline 2"), Stack: []byte("goroutine 1\n\tmain.go:7\n")}
		}
		if strings.HasPrefix(string(m.Data), "poison") {
			seen <- m
		}
		return echo(ctx, m)
	}})
	header := Header{"Content-Type": {"text/plain"}, "Article-Id": {"a1"}, "Traceparent": {"00-1-2-01"}, "X-Many": {"1", "2"}, HeaderMsgID: {"publisher's"}}
	if err := c.Publish(t.Context(), "articles.raw.dpa", header, []byte("poison 1")); err != nil {
		t.Fatal(err)
	}
	publish(t, c, "poison 2", "good")
	eventually(t, "the poison is put aside", func() bool { return count(t, c, "DEAD") == 2 && count(t, c, "ARTICLES") == 0 })

	find := func(f Filter) Letter {
		t.Helper()
		found := list(t, letters(t, c), f)
		if len(found) != 1 {
			t.Fatalf("%d letters for %+v, want 1", len(found), f)
		}
		return found[0]
	}
	l := find(Filter{ID: "a1"})
	if l.Reason != pipeline.Panic || l.Stage != "names" || l.Error != `line 1\nline 2` || l.Stack != "goroutine 1\n\tmain.go:7" || l.Attempts != 1 ||
		l.Replays != 0 || l.Subject != "articles.raw.dpa" || l.Stored.IsZero() || l.Buried.Before(l.Stored) || l.Version != "v1" || l.Size != len("poison 1") || l.Data != nil {
		t.Errorf("letter: %+v", l)
	}
	if !maps.EqualFunc(l.Header, header, slices.Equal) {
		t.Errorf("headers %v, want %v", l.Header, header)
	}

	// Still poison: a new letter that counts.
	for replays := 1; replays <= 2; replays++ {
		if duplicate, err := letters(t, c).Replay(t.Context(), l.Seq, "", false); duplicate || err != nil {
			t.Fatalf("duplicate %v, %v", duplicate, err)
		}
		eventually(t, "it is back", func() bool { return count(t, c, "DEAD") == 2 && count(t, c, "ARTICLES") == 0 })
		if l = find(Filter{ID: "a1"}); l.Replays != replays || !maps.EqualFunc(l.Header, header, slices.Equal) {
			t.Errorf("letter of replay %d: %+v", replays, l)
		}
	}
	mended.Store(true)
	d := letters(t, c)
	for _, l := range list(t, d, Filter{}) {
		if _, err := d.Replay(t.Context(), l.Seq, "", false); err != nil {
			t.Error(err)
		}
		if _, err := d.Replay(t.Context(), l.Seq, "", false); !errors.Is(err, ErrNoLetter) {
			t.Errorf("replay of a letter that is gone: %v", err)
		}
	}
	eventually(t, "all is enriched", func() bool { return count(t, c, "ENRICHED") == 3 && count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"poison 1", "poison 2", "good"})
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d letters are left", n)
	}
	for range 2 {
		m := <-seen
		if string(m.Data) != "poison 1" {
			continue
		}
		for name, values := range header {
			if name != HeaderMsgID && !slices.Equal(m.Header[name], values) {
				t.Errorf("header %s of the replay is %v, want %v", name, m.Header[name], values)
			}
		}
		if m.Subject != "articles.raw.dpa" || m.Header.Get(HeaderReplays) != "3" {
			t.Errorf("replayed to %s as number %s", m.Subject, m.Header.Get(HeaderReplays))
		}
	}
}

// The command dies between publishing and deleting, or two run at once: the
// article is enriched once.
func TestReplayTwice(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	putLetter(t, c, "articles.dead.panic", nats.Header{HeaderReason: {"panic"}, HeaderSubject: {"articles.raw.x"}}, "one")
	putLetter(t, c, "articles.dead.panic", nats.Header{HeaderReason: {"panic"}, HeaderSubject: {"articles.raw.x"}}, "two")
	d := letters(t, c)
	if duplicate, err := d.Replay(t.Context(), 1, "", true); duplicate || err != nil { // as if it had died
		t.Fatal(duplicate, err)
	}
	var enriched atomic.Int64
	run(t, c, Options{Enrich: func(ctx context.Context, m Message) (Result, error) {
		enriched.Add(1)
		return echo(ctx, m)
	}})
	eventually(t, "it is enriched", func() bool { return count(t, c, "ENRICHED") == 1 && count(t, c, "ARTICLES") == 0 })
	if duplicate, err := d.Replay(t.Context(), 1, "", false); !duplicate || err != nil {
		t.Errorf("second replay: duplicate %v, %v", duplicate, err)
	}
	results := make(chan error, 4)
	for range 4 {
		go func() {
			_, err := d.Replay(t.Context(), 2, "", false)
			results <- err
		}()
	}
	for range 4 {
		if err := <-results; err != nil && !errors.Is(err, ErrNoLetter) {
			t.Error(err)
		}
	}
	eventually(t, "all is enriched", func() bool { return count(t, c, "ENRICHED") == 2 && count(t, c, "ARTICLES") == 0 })
	if n := enriched.Load(); n != 2 || count(t, c, "DEAD") != 0 {
		t.Errorf("%d articles enriched, %d letters left, want 2 and 0", n, count(t, c, "DEAD"))
	}
}

// What the queue refuses stays a dead letter.
func TestReplayIsRefused(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Articles.MaxBytes, topology.Articles.MaxMsgSize = 100<<10, 40<<10
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	h := nats.Header{HeaderReason: {"panic"}, HeaderSubject: {"articles.raw.x"}}
	for _, size := range []int{30 << 10, 30 << 10, 30 << 10, 30 << 10, 50 << 10} {
		putLetter(t, c, "articles.dead.panic", h, strings.Repeat("x", size))
	}
	putLetter(t, c, "articles.dead.panic", nil, "from nowhere")
	d := letters(t, c)
	var errs []error
	for seq := range uint64(6) {
		_, err := d.Replay(t.Context(), seq+1, "", false)
		errs = append(errs, err)
	}
	for i, want := range []error{nil, nil, nil, ErrQueueFull, ErrTooLarge} {
		if !errors.Is(errs[i], want) {
			t.Errorf("letter %d: %v, want %v", i+1, errs[i], want)
		}
	}
	if err := errs[5]; err == nil || !strings.Contains(err.Error(), "does not say which subject") {
		t.Errorf("letter without a subject: %v", err)
	}
	for to, want := range map[string]string{"nowhere": "no stream takes articles on nowhere", "articles.dead.panic": "is a subject of dead letters"} {
		if _, err := d.Replay(t.Context(), 6, to, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("to %s: %v", to, err)
		}
	}
	if n := count(t, c, "DEAD"); n != 3 {
		t.Errorf("%d letters are left, want 3", n)
	}
	// Workers make room.
	run(t, c, Options{Topology: topology, Enrich: echo})
	eventually(t, "there is room", func() bool { return count(t, c, "ARTICLES") == 0 })
	for _, letter := range []struct {
		seq uint64
		to  string
	}{{4, ""}, {6, "articles.raw.elsewhere"}} {
		if _, err := d.Replay(t.Context(), letter.seq, letter.to, false); err != nil {
			t.Error(err)
		}
	}
	if n := count(t, c, "DEAD"); n != 1 {
		t.Errorf("%d letters are left, want the one that is too large", n)
	}
}

// The letter says how large its article was, and has it, where hardly
// anything fits beside it.
func TestLetterAtTheLimit(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Articles.MaxMsgSize, topology.Dead.MaxMsgSize = 8<<10, 8<<10
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	run(t, c, Options{Topology: topology, Enrich: func(context.Context, Message) (Result, error) {
		return Result{}, pipeline.Permanent(pipeline.Panic, errors.New(strings.Repeat("long ", 300)))
	}})
	// Room for all, for the article's own headers, and for none of them.
	for _, size := range []int{1 << 10, 8<<10 - 400, 8<<10 - 250} {
		h := Header{"Content-Type": {"text/html"}, "X-Long": {strings.Repeat("h", 100)}}
		if err := c.Publish(t.Context(), "articles.raw.x", h, bytes.Repeat([]byte("x"), size)); err != nil {
			t.Fatal(err)
		}
		eventually(t, "it is put aside", func() bool { return count(t, c, "ARTICLES") == 0 })
	}
	got := list(t, letters(t, c), Filter{})
	if len(got) != 3 {
		t.Fatalf("%d letters, want 3", len(got))
	}
	for i, want := range []struct{ headers, errors bool }{{true, true}, {true, false}, {false, false}} {
		if l := got[i]; l.Header.Get("Content-Type") == "text/html" != want.headers || l.Error != "" != want.errors || l.Reason != pipeline.Panic || l.Subject != "articles.raw.x" {
			t.Errorf("letter %d: %+v", i+1, l)
		}
	}
	if got[2].Size != 8<<10-250 {
		t.Errorf("size %d", got[2].Size)
	}
}

// Whatever the bytes and headers of an article, they come back as they were.
func TestBytesSurvive(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	w, err := New(asWorker(t, c), Options{Enrich: echo, Topology: small()})
	if err != nil {
		t.Fatal(err)
	}
	queue, err := c.js.Stream(t.Context(), "ARTICLES")
	if err != nil {
		t.Fatal(err)
	}
	names := rapid.SampledFrom([]string{"Content-Type", "Article-Id", "article-url", "X-Many", "traceparent", "Authorization"})
	values := rapid.StringMatching(`[!-~äöü€😀]([ -~äöü€😀]*[!-~äöü€😀])?`)
	n := uint64(0)
	rapid.Check(t, func(r *rapid.T) {
		n++
		data := rapid.SliceOf(rapid.Byte()).Draw(r, "data")
		header := nats.Header{}
		for _, name := range rapid.SliceOfDistinct(names, rapid.ID[string]).Draw(r, "names") {
			header[name] = rapid.SliceOfN(values, 1, 3).Draw(r, "values")
		}
		err := w.putAside(t.Context(), burial{subject: "articles.raw.x", header: header, data: data, seq: n, stored: time.Unix(int64(n), 0)},
			&pipeline.Error{Reason: rapid.SampledFrom(pipeline.Reasons()).Draw(r, "reason"), Err: errors.New(rapid.String().Draw(r, "error"))})
		if err != nil {
			r.Fatal(err)
		}
		d := letters(t, c)
		l, err := d.Get(t.Context(), d.last)
		if err != nil {
			r.Fatal(err)
		}
		if !bytes.Equal(l.Data, data) || l.Size != len(data) || !maps.EqualFunc(l.Header, header, slices.Equal) {
			r.Fatalf("put aside %q %v, shown %q %v", data, header, l.Data, l.Header)
		}
		if _, err := d.Replay(t.Context(), l.Seq, "", false); err != nil {
			r.Fatal(err)
		}
		msg, err := queue.GetLastMsgForSubject(t.Context(), "articles.raw.x")
		if err != nil {
			r.Fatal(err)
		}
		maps.DeleteFunc(msg.Header, func(name string, _ []string) bool {
			return name == HeaderMsgID || name == HeaderReplays || name == jetstream.ExpectedStreamHeader
		})
		if !bytes.Equal(msg.Data, data) || !maps.EqualFunc(msg.Header, header, slices.Equal) {
			r.Fatalf("put aside %q %v, replayed %q %v", data, header, msg.Data, msg.Header)
		}
		if err := queue.DeleteMsg(t.Context(), msg.Sequence); err != nil {
			r.Fatal(err)
		}
	})
}

// Headers whose names cannot be sent on keep an article from nothing: other
// clients send any.
func TestStrangeHeaders(t *testing.T) {
	t.Parallel()
	server := newServer(t, "127.0.0.1:0")
	c := connect(t, ConnectOptions{Server: server})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	wire, err := net.Dial("tcp", strings.TrimPrefix(server.URL(), "nats://"))
	if err != nil {
		t.Fatal(err)
	}
	defer wire.Close()
	login := `{"verbose": false, "headers": true`
	if permitting {
		login += `, "user": "` + allPowerful + `", "pass": "` + allPowerful + `"`
	}
	fmt.Fprintf(wire, "CONNECT %s}\r\n", login)
	header := "NATS/1.0\r\nX-Ä: 1\r\nX Y: 2\r\nX-Good: 3\r\n\r\n"
	for _, data := range []string{"good", "poison"} {
		fmt.Fprintf(wire, "HPUB articles.raw.x %d %d\r\n%s%s\r\n", len(header), len(header)+len(data), header, data)
	}
	run(t, c, Options{Enrich: func(ctx context.Context, m Message) (Result, error) {
		if m.Header.Get("X-Ä") != "1" || m.Header.Get("X Y") != "2" {
			t.Errorf("headers came as %v", m.Header)
		}
		if string(m.Data) == "poison" {
			return Result{}, pipeline.Permanent(pipeline.Panic, errors.New("poison"))
		}
		return echo(ctx, m)
	}})
	eventually(t, "both are done with", func() bool {
		return count(t, c, "ENRICHED") == 1 && count(t, c, "DEAD") == 1 && count(t, c, "ARTICLES") == 0
	})
	if h := all(t, c, "ENRICHED")[0].Header; h.Get("X-Good") != "3" {
		t.Errorf("the record's headers: %v", h)
	}
	if l := list(t, letters(t, c), Filter{})[0]; l.Header.Get("X-Good") != "3" || len(l.Header) != 1 {
		t.Errorf("the letter's headers: %v", l.Header)
	}
}

// A list goes on past its batches, past letters deleted under it, and stops
// when nobody wants more.
func TestListOfMany(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	const many = 2*headerBatch + 100
	for i := range many {
		reason := []string{"panic", "timeout", "too_deep"}[i%3]
		if err := c.nc.PublishMsg(&nats.Msg{Subject: "articles.dead." + reason, Header: nats.Header{HeaderReason: {reason}}, Data: []byte(fmt.Sprint(i))}); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "the letters are stored", func() bool { return count(t, c, "DEAD") == many })
	d := letters(t, c)
	if n := len(list(t, d, Filter{})); n != many {
		t.Errorf("%d letters, want %d", n, many)
	}
	for range d.List(t.Context(), Filter{}) {
		break
	}
	// The second half is deleted while the first letter is looked at.
	n := 0
	for l, err := range d.List(t.Context(), Filter{Reasons: []pipeline.Reason{pipeline.Panic}}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			if err := d.stream.Purge(t.Context(), jetstream.WithPurgeSubject("articles.dead.too_deep")); err != nil {
				t.Fatal(err)
			}
		}
		if l.Reason != pipeline.Panic {
			t.Fatalf("a letter of reason %s", l.Reason)
		}
	}
	if want := (many + 2) / 3; n != want {
		t.Errorf("%d letters of panic, want %d", n, want)
	}
	n = 0
	for _, err := range d.List(t.Context(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 1 {
			if err := d.stream.Purge(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n > headerBatch {
		t.Errorf("%d letters listed, most of them were gone", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range d.List(ctx, Filter{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after the end: %v", err)
		}
	}
}

func TestPurge(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	for _, reason := range []string{"panic", "timeout", "panic", "too_deep", "timeout", "too_deep"} {
		putLetter(t, c, "articles.dead."+reason, nats.Header{HeaderReason: {reason}}, "x")
	}
	d := letters(t, c)
	putLetter(t, c, "articles.dead.panic", nil, "comes later")
	for _, step := range []struct {
		filter Filter
		want   int
		left   int
	}{
		{Filter{Reasons: []pipeline.Reason{pipeline.TooLarge}}, 0, 7},
		{Filter{Reasons: []pipeline.Reason{pipeline.Panic}}, 2, 5},
		{Filter{Reasons: []pipeline.Reason{pipeline.Timeout}, Seqs: []SeqRange{{1, 4}}}, 1, 4},
		{Filter{}, 3, 1},
		{Filter{}, 0, 1},
	} {
		n, err := d.Purge(t.Context(), step.filter, nil)
		if n != step.want || err != nil || count(t, c, "DEAD") != step.left {
			t.Errorf("%+v: %d deleted, %d left (%v), want %d and %d", step.filter, n, count(t, c, "DEAD"), err, step.want, step.left)
		}
	}
}
