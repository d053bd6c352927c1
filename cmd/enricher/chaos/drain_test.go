package chaos

import (
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline/stream"
)

// A worker is told to stop in the middle of its work, with an article that
// hangs among it: it ends within 10 s, with nothing lost, and another does
// what it could not.
func TestDrain(t *testing.T) {
	t.Parallel()
	nodes := newNodes(t, 1, true)
	js, err := jetstream.New(dial(t, nodes))
	if err != nil {
		t.Fatal(err)
	}
	// The defaults, but for a hanging article's time limit.
	worker := func(articleTimeout string) *process {
		w, err := start(t, "enricher", nil, "serve", "--nats", nodes[0].url, "--metrics", "none", "--workers", "2", "--article-timeout", articleTimeout)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	r := &run{t: t, ctx: t.Context(), js: js}
	messages := func(stream string) int {
		info, err := r.info(stream)
		if err != nil {
			return -1
		}
		return int(info.State.Msgs)
	}
	wait := func(what string, ok func() bool) {
		t.Helper()
		if err := r.until(what, ok); err != nil {
			t.Fatal(err)
		}
	}
	publish := func(id, text string) {
		t.Helper()
		header := nats.Header{stream.HeaderContentType: {"text/plain"}, stream.HeaderArticleID: {id}}
		r.send(article{header: header, data: []byte(text)})
	}

	first := worker("1m")
	wait("the streams are there", func() bool { return messages("DEAD") >= 0 })
	publish("hangs", "<<hang>>")
	publish("before", "Angela Merkel ist nach Paris gereist.")
	wait("only the hanging article is left", func() bool { return messages("ARTICLES") == 1 && messages("ENRICHED") == 1 })
	const healthy = 200
	for n := range healthy {
		publish(fmt.Sprint("healthy", n), fmt.Sprintf("Angela Merkel ist am Freitag mit %d Gästen nach Paris gereist.", n))
	}
	took, err := first.stop(syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("ended after %.1f s with %d of %d articles done", took.Seconds(), messages("ENRICHED"), healthy+2)
	if took > maxDrain || first.cmd.ProcessState.ExitCode() != 0 {
		t.Errorf("ended after %v with status %d, want %v and 0 at most; its log:\n%s", took, first.cmd.ProcessState.ExitCode(), maxDrain, first.log)
	}

	began := time.Now()
	worker("2s")
	wait("every article has its end", func() bool { return messages("ARTICLES") == 0 })
	t.Logf("another worker did the rest within %.1f s", time.Since(began).Seconds())
	if n := len(records(t, js, func(id string) { t.Errorf("record %s is stored twice", id) })); n != healthy+1 {
		t.Errorf("%d records, want %d", n, healthy+1)
	}
	var dead []string
	read(t, js, "DEAD", func(m jetstream.Msg) { dead = append(dead, m.Subject()+" "+string(m.Data())) })
	if want := []string{"articles.dead.timeout <<hang>>"}; !slices.Equal(dead, want) {
		t.Errorf("dead letters: %q, want %q", dead, want)
	}
}
