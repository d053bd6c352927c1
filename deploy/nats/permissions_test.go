package nats

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline/stream"
)

// TestCommands runs the program and its users' calls on a server with the
// shipped configuration, each as the user that it is meant for.
func TestCommands(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()

	// A worker may start before its streams are there.
	worker := command(t, s.url, "worker", "serve", "--metrics", "127.0.0.1:0", "--workers", "1", "--log-level", "debug", "--gazetteer-bucket", "gazetteers")
	list := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(list, []byte("id,type,name\nrvp,organisation,Ruritanische Volkspartei\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "page.txt")
	if err := os.WriteFile(page, []byte("WIEN (APA) - Der Bundespräsident reist am Montag nach Graz."), 0o600); err != nil {
		t.Fatal(err)
	}
	log := new(lockedBuffer)
	worker.Stdout, worker.Stderr = log, log
	startProcess(t, worker)
	defer func() {
		if t.Failed() {
			t.Logf("worker:\n%s", log)
		}
	}()
	eventually(t, "the worker says what is missing", func() bool {
		return strings.Contains(log.String(), "the NATS user may not publish to $JS.API.STREAM.CREATE.ARTICLES: it is absent; let an operator run enricher streams")
	})

	publisher, err := stream.Connect(stream.ConnectOptions{URLs: []string{s.url}, User: "publisher", Password: passwords["publisher"], InboxPrefix: "_INBOX_publisher"})
	if err != nil {
		t.Fatal(err)
	}
	defer publisher.Close()
	publish := func(id, body string) func() error {
		return func() error {
			return publisher.Publish(ctx, "articles.raw.test", stream.Header{stream.HeaderArticleID: {id}, stream.HeaderContentType: {"text/plain"}}, []byte(body))
		}
	}
	subscriber := dial(t, s.url, "subscriber")
	operator := dial(t, s.url, "operator")
	stored := func(name string, n int) func() error {
		return func() error {
			eventually(t, fmt.Sprintf("%s holds %d", name, n), func() bool { return messages(t, operator, name) == n })
			return nil
		}
	}
	logged := func(text string) func() error {
		return func() error {
			eventually(t, "the worker logs "+text, func() bool { return strings.Contains(log.String(), text) })
			return nil
		}
	}

	for _, step := range []struct {
		name string
		user string
		args []string     // of a command
		want string       // in what it prints; a regular expression
		call func() error // instead of a command
	}{
		{name: "a gazetteer is pushed", user: "operator", args: []string{"gazetteer", "push", list}, want: `own: version \S+, 1 entries`},
		{name: "streams are made", user: "operator", args: []string{"streams"}, want: `(?s)stream ARTICLES: created.*consumer enricher: created`},
		// Before any setting is changed: others than its own end a worker's start.
		{name: "the worker starts", call: logged("taking articles")},
		{name: "streams are checked", user: "operator", args: []string{"streams"}, want: `stream DEAD: there as wanted`},
		{name: "streams are updated", user: "operator", args: []string{"streams", "--enriched-max-age", "720h", "--max-ack-pending", "500", "--update-streams"}, want: `(?s)stream ENRICHED: updated.*consumer enricher: updated`},
		{name: "streams are updated back", user: "operator", args: []string{"streams", "--update-streams"}, want: `(?s)stream ENRICHED: updated.*consumer enricher: updated`},
		{name: "a consumer's filter is changed", user: "operator", args: []string{"streams", "--filter", "articles.raw.none", "--update-streams"}, want: `consumer enricher: updated`},
		{name: "and changed back", user: "operator", args: []string{"streams", "--update-streams"}, want: `consumer enricher: updated`},
		{name: "an article is published", call: publish("one", "BERLIN (dpa) - Angela Merkel ist am Freitag nach Paris gereist.")},
		{name: "its record is stored", call: stored("ENRICHED", 1)},
		{name: "a poison article is published", call: publish("bad", "\xff\xfe\x00")},
		{name: "its dead letter is stored", call: stored("DEAD", 1)},
		{name: "the queue is empty", call: stored("ARTICLES", 0)},
		{name: "the queue is read by a backfill", user: "backfill", args: []string{"backfill", "--out", t.TempDir(), "--stream", "ARTICLES"}, want: `records +0`},
		{name: "records are made anew", user: "backfill", args: []string{"backfill", "--out", t.TempDir(), "--stream", "ENRICHED"}, want: `records +1 \(de 1\)`},
		{name: "a backfill publishes records", user: "backfill", args: []string{"backfill", "--out", t.TempDir(), "--to", "nats-records", page}, want: `published +1`},
		{name: "they are stored", call: stored("ENRICHED", 2)},
		{name: "a backfill publishes articles", user: "backfill", args: []string{"backfill", "--out", t.TempDir(), "--to", "nats", page}, want: `published +1`},
		{name: "their record is there already", call: stored("ARTICLES", 0)},
		{name: "it is not stored twice", call: stored("ENRICHED", 2)},
		{name: "a record is asked for", call: func() error { return ask(dial(t, s.url, "publisher")) }},
		{name: "records are read in order", call: func() error { return readOrdered(ctx, subscriber) }},
		{name: "records are read by a durable consumer", call: func() error { return readDurable(ctx, subscriber) }},
		{name: "dead letters are listed", user: "operator", args: []string{"dead", "list"}, want: `bad`},
		{name: "a dead letter is shown", user: "operator", args: []string{"dead", "show", "bad"}, want: `articles.raw.test`},
		{name: "a replay is tried", user: "operator", args: []string{"dead", "replay", "--all", "--dry-run"}, want: `1`},
		{name: "a dead letter is replayed", user: "operator", args: []string{"dead", "replay", "--all"}, want: `1`},
		{name: "it comes back", call: stored("DEAD", 1)},
		{name: "dead letters are purged", user: "operator", args: []string{"dead", "purge", "--all", "--yes"}, want: `1`},
		{name: "they are gone", call: stored("DEAD", 0)},
		{name: "a gazetteer is pushed again", user: "operator", args: []string{"gazetteer", "push", "--name", "other", list}, want: `other: version`},
		{name: "gazetteers are listed", user: "operator", args: []string{"gazetteer", "list"}, want: `(?s)other .*own `},
		{name: "a gazetteer is removed", user: "operator", args: []string{"gazetteer", "remove", "own"}, want: `own: removed`},
		{name: "the queue is paused", user: "operator", args: []string{"pause"}, want: `(?i)paused`},
		{name: "the queue goes on", user: "operator", args: []string{"resume"}, want: `.`},
		{name: "the log's level is asked for", user: "operator", args: []string{"log-level"}, want: `debug`},
		{name: "the log's level is set", user: "operator", args: []string{"log-level", "info"}, want: `info`},
		{name: "the operator looks", user: "operator", args: []string{"status", "--json"}, want: `"version"`},
		{name: "the server's own account sees connections", call: func() error { return seeConnections(dial(t, s.url, "system")) }},
	} {
		t.Run(step.name, func(t *testing.T) {
			if step.call != nil {
				if err := step.call(); err != nil {
					t.Fatal(err)
				}
				return
			}
			out, err := enricher(t, s.url, step.user, step.args...)
			if err != nil || !regexp.MustCompile(step.want).MatchString(out) {
				t.Fatalf("enricher %s: %v, want %s in\n%s", strings.Join(step.args, " "), err, step.want, out)
			}
		})
	}
	begun := time.Now()
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	state, err := worker.Process.Wait()
	if err != nil || !state.Success() {
		t.Errorf("the worker ends with %v (%v)", state, err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("draining took %v", took)
	}
	started := strings.Index(log.String(), "taking articles")
	if strings.Contains(log.String()[max(started, 0):], "may not") {
		t.Errorf("the worker lacked a permission")
	}
	for user, password := range passwords {
		if strings.Contains(log.String(), password) || strings.Contains(s.log.String(), password) {
			t.Errorf("the password of %s is in a log", user)
		}
	}
}

// messages is how many a stream holds.
func messages(t *testing.T, nc *nats.Conn, name string) int {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return int(s.CachedInfo().State.Msgs)
}

// ask has an article enriched by request and reply.
func ask(nc *nats.Conn) error {
	request := nats.NewMsg("enricher.enrich")
	request.Header.Set("Content-Type", "text/plain")
	request.Data = []byte("PARIS, May 4 (Reuters) - Emmanuel Macron met Olaf Scholz on Monday.")
	answer, err := nc.RequestMsg(request, patience)
	if err != nil {
		return err
	}
	if !json.Valid(answer.Data) || !strings.Contains(string(answer.Data), "Emmanuel Macron") {
		return fmt.Errorf("answer %v %s", answer.Header, answer.Data)
	}
	return nil
}

func readOrdered(ctx context.Context, nc *nats.Conn) error {
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	c, err := js.OrderedConsumer(ctx, "ENRICHED", jetstream.OrderedConsumerConfig{FilterSubjects: []string{"articles.enriched.>"}})
	if err != nil {
		return err
	}
	_, err = c.Next(jetstream.FetchMaxWait(patience))
	return errors.Join(err, nc.LastError())
}

func readDurable(ctx context.Context, nc *nats.Conn) error {
	js, err := jetstream.New(nc)
	if err != nil {
		return err
	}
	c, err := js.CreateOrUpdateConsumer(ctx, "ENRICHED", jetstream.ConsumerConfig{Durable: "newsroom", AckPolicy: jetstream.AckExplicitPolicy, FilterSubject: "articles.enriched.>"})
	if err != nil {
		return err
	}
	msg, err := c.Next(jetstream.FetchMaxWait(patience))
	if err != nil {
		return err
	}
	return errors.Join(msg.DoubleAck(ctx), js.DeleteConsumer(ctx, "ENRICHED", "newsroom"), nc.LastError())
}

func seeConnections(nc *nats.Conn) error {
	answer, err := nc.Request("$SYS.REQ.SERVER.PING.CONNZ", nil, patience)
	if err == nil && !strings.Contains(string(answer.Data), "connections") {
		err = fmt.Errorf("answer %s", answer.Data)
	}
	return err
}

// A call is what a user does on a subject: publish to it, with an inbox of its
// own for the answer, or subscribe to it.
type call struct{ user, do, subject, body string }

func (c call) String() string { return fmt.Sprintf("%s %s %s", c.user, c.do, c.subject) }

const (
	pub = "publishes to"
	sub = "subscribes to"
)

// forbidden are calls that the server must refuse, each with one that shows
// that it was the user who was refused, not the call: the same by whom it is
// meant for, or the next best thing where it is meant for nobody.
var forbidden = []struct{ refused, allowed call }{
	// A publisher hands articles in and sees nothing but receipts.
	{call{"publisher", sub, "articles.enriched.>", ""}, call{"subscriber", sub, "articles.enriched.>", ""}},
	{call{"publisher", sub, "articles.raw.>", ""}, call{"publisher", pub, "articles.raw.test", "one"}},
	{call{"publisher", sub, "articles.dead.>", ""}, call{"publisher", pub, "articles.raw.test", "two"}},
	{call{"publisher", sub, "enricher.enrich", ""}, call{"publisher", pub, "enricher.enrich", "{}"}},
	{call{"publisher", pub, "articles.enriched.de", "spoof"}, call{"worker", pub, "articles.enriched.de", "record"}},
	{call{"publisher", pub, "articles.dead.timeout", "spoof"}, call{"worker", pub, "articles.dead.timeout", "letter"}},
	{call{"publisher", pub, "$JS.API.STREAM.CREATE.ARTICLES", articles}, call{"operator", pub, "$JS.API.STREAM.CREATE.ARTICLES", articles}},
	{call{"publisher", pub, "$JS.API.STREAM.UPDATE.ARTICLES", articles}, call{"operator", pub, "$JS.API.STREAM.UPDATE.ARTICLES", articles}},
	{call{"publisher", pub, "$JS.API.STREAM.DELETE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ARTICLES", ""}},
	{call{"publisher", pub, "$JS.API.STREAM.PURGE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.NAMES", ""}},
	{call{"publisher", pub, "$JS.API.STREAM.PURGE.DEAD", never}, call{"operator", pub, "$JS.API.STREAM.PURGE.DEAD", never}},
	{call{"publisher", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}, call{"operator", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}},
	{call{"publisher", pub, "$JS.API.STREAM.MSG.GET.ARTICLES", `{"seq":1}`}, call{"worker", pub, "$JS.API.STREAM.MSG.GET.ARTICLES", `{"seq":1}`}},
	{call{"publisher", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.spy.articles.raw.>", "{}"}, call{"operator", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.spy.articles.raw.>", "{}"}},
	{call{"publisher", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}, call{"worker", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}},
	{call{"publisher", pub, "$JS.API.CONSUMER.MSG.NEXT.ENRICHED.any", noWait}, call{"subscriber", pub, "$JS.API.CONSUMER.MSG.NEXT.ENRICHED.any", noWait}},
	{call{"publisher", pub, "enricher.control.log-level", "debug"}, call{"operator", pub, "enricher.control.log-level", "debug"}},
	{call{"publisher", sub, "_INBOX_worker.>", ""}, call{"worker", sub, "_INBOX_worker.>", ""}},
	{call{"publisher", sub, "_INBOX_subscriber.>", ""}, call{"publisher", sub, "_INBOX_publisher.>", ""}},
	{call{"publisher", pub, "$SRV.INFO.enricher", ""}, call{"operator", pub, "$SRV.INFO.enricher", ""}},

	// A worker takes articles by its one consumer, and changes nothing else.
	{call{"worker", pub, "articles.raw.test", "article"}, call{"publisher", pub, "articles.raw.test", "three"}},
	{call{"worker", sub, "articles.>", ""}, call{"subscriber", sub, "articles.enriched.de", ""}},
	{call{"worker", sub, "articles.raw.>", ""}, call{"worker", pub, "$JS.API.CONSUMER.INFO.ARTICLES.enricher", ""}},
	{call{"worker", sub, "articles.enriched.>", ""}, call{"worker", pub, "$JS.API.STREAM.INFO.ENRICHED", ""}},
	{call{"worker", sub, "enricher.enrich", ""}, call{"worker", sub, "enricher.enrich q", ""}},
	{call{"worker", sub, "_INBOX_operator.>", ""}, call{"operator", sub, "_INBOX_operator.>", ""}},
	{call{"worker", sub, "$JS.EVENT.ADVISORY.>", ""}, call{"worker", sub, "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.ARTICLES.enricher", ""}},
	{call{"worker", pub, "articles.enriched.de.more", "record"}, call{"worker", pub, "articles.enriched.und", "record"}},
	{call{"worker", pub, "$JS.API.STREAM.CREATE.ARTICLES", articles}, call{"operator", pub, "$JS.API.STREAM.CREATE.ARTICLES", articles}},
	{call{"worker", pub, "$JS.API.STREAM.UPDATE.ARTICLES", articles}, call{"operator", pub, "$JS.API.STREAM.UPDATE.ARTICLES", articles}},
	{call{"worker", pub, "$JS.API.STREAM.DELETE.ENRICHED", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ENRICHED", ""}},
	{call{"worker", pub, "$JS.API.STREAM.PURGE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ARTICLES", ""}},
	{call{"worker", pub, "$JS.API.STREAM.PURGE.DEAD", never}, call{"operator", pub, "$JS.API.STREAM.PURGE.DEAD", never}},
	{call{"worker", pub, "$JS.API.STREAM.MSG.DELETE.ENRICHED", `{"seq":1}`}, call{"worker", pub, "$JS.API.STREAM.MSG.DELETE.ARTICLES", `{"seq":99999}`}},
	{call{"worker", pub, "$JS.API.STREAM.MSG.DELETE.DEAD", `{"seq":1}`}, call{"operator", pub, "$JS.API.STREAM.MSG.DELETE.DEAD", `{"seq":99999}`}},
	{call{"worker", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}, call{"operator", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}},
	{call{"worker", pub, "$JS.API.CONSUMER.PAUSE.ARTICLES.enricher", "{}"}, call{"operator", pub, "$JS.API.CONSUMER.PAUSE.ARTICLES.enricher", "{}"}},
	{call{"worker", pub, "$JS.API.CONSUMER.DELETE.ARTICLES.enricher", ""}, call{"operator", pub, "$JS.API.CONSUMER.INFO.ARTICLES.enricher", ""}},
	{call{"worker", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.enricher.articles.raw.>", "{}"}, call{"operator", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.enricher.articles.raw.>", "{}"}},
	{call{"worker", pub, "$JS.API.CONSUMER.CREATE.ENRICHED.spy.articles.enriched.>", "{}"}, call{"subscriber", pub, "$JS.API.CONSUMER.CREATE.ENRICHED.spy.articles.enriched.>", "{}"}},
	{call{"worker", pub, "$JS.ACK.ENRICHED.newsroom.1.1.1.1.0", "+ACK"}, call{"subscriber", pub, "$JS.ACK.ENRICHED.newsroom.1.1.1.1.0", "+ACK"}},
	{call{"worker", pub, "_INBOX.any", "answer"}, call{"worker", pub, "_INBOX_publisher.any", "answer"}},
	{call{"worker", pub, "_INBOX_subscriber.any", "answer"}, call{"worker", pub, "_INBOX_operator.any", "answer"}},
	{call{"worker", pub, "$O.gazetteers.M.YQ==", "{}"}, call{"operator", pub, "$O.gazetteers.M.YQ==", "{}"}},
	{call{"worker", pub, "$O.gazetteers.C.any", "piece"}, call{"operator", pub, "$O.gazetteers.C.any", "piece"}},
	{call{"worker", pub, "$JS.API.STREAM.CREATE.OBJ_gazetteers", bucket}, call{"operator", pub, "$JS.API.STREAM.CREATE.OBJ_gazetteers", bucket}},
	{call{"worker", pub, "$JS.API.STREAM.PURGE.OBJ_gazetteers", never}, call{"operator", pub, "$JS.API.STREAM.PURGE.OBJ_gazetteers", never}},
	{call{"worker", pub, "$JS.API.STREAM.DELETE.OBJ_gazetteers", ""}, call{"worker", pub, "$JS.API.STREAM.INFO.OBJ_gazetteers", ""}},
	{call{"worker", pub, "$JS.API.CONSUMER.CREATE.OBJ_gazetteers.spy", "{}"}, call{"worker", pub, "$JS.API.DIRECT.GET.OBJ_gazetteers", `{"seq":1}`}},
	{call{"worker", sub, "$O.gazetteers.>", ""}, call{"worker", pub, "$JS.API.DIRECT.GET.OBJ_gazetteers.$O.gazetteers.M.YQ==", ""}},
	{call{"worker", pub, "$JS.API.DIRECT.GET.DEAD", `{"seq":1}`}, call{"worker", pub, "$JS.API.DIRECT.GET.OBJ_gazetteers", `{"seq":2}`}},
	{call{"worker", pub, "enricher.control.log-level", "debug"}, call{"operator", pub, "enricher.control.log-level", "debug"}},

	// A subscriber reads records.
	{call{"subscriber", pub, "articles.enriched.de", "spoof"}, call{"worker", pub, "articles.enriched.de", "record"}},
	{call{"subscriber", pub, "articles.raw.test", "article"}, call{"publisher", pub, "articles.raw.test", "four"}},
	{call{"subscriber", pub, "enricher.enrich", "{}"}, call{"publisher", pub, "enricher.enrich", "{}"}},
	{call{"subscriber", pub, "enricher.control.log-level", "debug"}, call{"operator", pub, "enricher.control.log-level", "debug"}},
	{call{"subscriber", pub, "$JS.ACK.ARTICLES.enricher.1.1.1.1.0", "+ACK"}, call{"worker", pub, "$JS.ACK.ARTICLES.enricher.1.99999.99999.1.0", "+ACK"}},
	{call{"subscriber", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.mine.articles.raw.>", "{}"}, call{"subscriber", pub, "$JS.API.CONSUMER.CREATE.ENRICHED.mine.articles.enriched.>", "{}"}},
	{call{"subscriber", pub, "$JS.API.CONSUMER.CREATE.DEAD.mine.articles.dead.>", "{}"}, call{"operator", pub, "$JS.API.CONSUMER.CREATE.DEAD.mine.articles.dead.>", "{}"}},
	{call{"subscriber", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}, call{"subscriber", pub, "$JS.API.CONSUMER.MSG.NEXT.ENRICHED.mine", noWait}},
	{call{"subscriber", pub, "$JS.API.STREAM.MSG.DELETE.ENRICHED", `{"seq":1}`}, call{"subscriber", pub, "$JS.API.STREAM.INFO.ENRICHED", ""}},
	{call{"subscriber", pub, "$JS.API.STREAM.PURGE.ENRICHED", ""}, call{"subscriber", pub, "$JS.API.CONSUMER.DELETE.ENRICHED.mine", ""}},
	{call{"subscriber", pub, "$JS.API.STREAM.INFO.DEAD", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.DEAD", ""}},
	{call{"subscriber", sub, "articles.dead.>", ""}, call{"subscriber", sub, "articles.enriched.>", ""}},
	{call{"subscriber", sub, "articles.raw.>", ""}, call{"subscriber", sub, "articles.enriched.en", ""}},
	{call{"subscriber", sub, "_INBOX_publisher.>", ""}, call{"subscriber", sub, "_INBOX_subscriber.>", ""}},

	{call{"subscriber", pub, "$JS.API.DIRECT.GET.OBJ_gazetteers", `{"seq":1}`}, call{"worker", pub, "$JS.API.DIRECT.GET.OBJ_gazetteers", `{"seq":1}`}},
	{call{"subscriber", pub, "$O.gazetteers.C.any", "piece"}, call{"operator", pub, "$O.gazetteers.C.any", "piece"}},

	// A backfill reads and publishes; it takes, deletes and makes nothing.
	{call{"backfill", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}, call{"backfill", pub, "$JS.API.STREAM.MSG.GET.ARTICLES", `{"seq":1}`}},
	{call{"backfill", pub, "$JS.ACK.ARTICLES.enricher.1.1.1.1.0", "+ACK"}, call{"backfill", pub, "$JS.API.STREAM.INFO.ARTICLES", ""}},
	{call{"backfill", pub, "$JS.API.STREAM.MSG.DELETE.ARTICLES", `{"seq":1}`}, call{"worker", pub, "$JS.API.STREAM.MSG.DELETE.ARTICLES", `{"seq":99999}`}},
	{call{"backfill", pub, "$JS.API.STREAM.MSG.DELETE.ENRICHED", `{"seq":1}`}, call{"backfill", pub, "$JS.API.STREAM.MSG.GET.ENRICHED", `{"seq":1}`}},
	{call{"backfill", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}, call{"operator", pub, "$JS.API.STREAM.MSG.GET.DEAD", `{"seq":1}`}},
	{call{"backfill", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.spy.articles.raw.>", "{}"}, call{"operator", pub, "$JS.API.CONSUMER.CREATE.ARTICLES.spy.articles.raw.>", "{}"}},
	{call{"backfill", pub, "$JS.API.CONSUMER.CREATE.ENRICHED.spy.articles.enriched.>", "{}"}, call{"backfill", pub, "$JS.API.STREAM.INFO.ENRICHED", ""}},
	{call{"backfill", pub, "$JS.API.STREAM.PURGE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ARTICLES", ""}},
	{call{"backfill", pub, "$JS.API.STREAM.UPDATE.ENRICHED", `{"name":"ENRICHED"}`}, call{"operator", pub, "$JS.API.STREAM.UPDATE.ENRICHED", `{"name":"ENRICHED"}`}},
	{call{"backfill", pub, "articles.raw.test", "article"}, call{"backfill", pub, "articles.raw.backfill", "article"}},
	{call{"backfill", pub, "articles.dead.timeout", "spoof"}, call{"backfill", pub, "articles.enriched.de", "record"}},
	{call{"backfill", pub, "enricher.control.log-level", "debug"}, call{"operator", pub, "enricher.control.log-level", "debug"}},
	{call{"backfill", sub, "articles.>", ""}, call{"backfill", sub, "_INBOX_backfill.>", ""}},
	{call{"worker", sub, "_INBOX_backfill.>", ""}, call{"worker", sub, "_INBOX_worker.>", ""}},
	{call{"worker", pub, "$JS.API.STREAM.MSG.GET.ENRICHED", `{"seq":1}`}, call{"backfill", pub, "$JS.API.STREAM.MSG.GET.ENRICHED", `{"seq":1}`}},

	// An operator steers, but neither makes records nor loses articles.
	{call{"operator", pub, "articles.enriched.de", "spoof"}, call{"worker", pub, "articles.enriched.de", "record"}},
	{call{"operator", pub, "articles.dead.timeout", "spoof"}, call{"worker", pub, "articles.dead.timeout", "letter"}},
	{call{"operator", pub, "$JS.API.STREAM.DELETE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ARTICLES", ""}},
	{call{"operator", pub, "$JS.API.STREAM.PURGE.ARTICLES", ""}, call{"operator", pub, "$JS.API.STREAM.PURGE.DEAD", never}},
	{call{"operator", pub, "$JS.API.STREAM.PURGE.ENRICHED", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.ENRICHED", ""}},
	{call{"operator", pub, "$JS.API.STREAM.MSG.DELETE.ARTICLES", `{"seq":1}`}, call{"operator", pub, "$JS.API.STREAM.MSG.GET.ARTICLES", `{"seq":1}`}},
	{call{"operator", pub, "$JS.API.CONSUMER.DELETE.ENRICHED.any", ""}, call{"subscriber", pub, "$JS.API.CONSUMER.DELETE.ENRICHED.any", ""}},
	{call{"operator", pub, "$JS.API.STREAM.CREATE.OTHER", `{"name":"OTHER","subjects":["other"]}`}, call{"operator", pub, "$JS.API.STREAM.CREATE.ARTICLES", articles}},
	{call{"operator", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}, call{"worker", pub, "$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", noWait}},
	{call{"operator", pub, "$JS.ACK.ARTICLES.enricher.1.1.1.1.0", "+TERM"}, call{"worker", pub, "$JS.ACK.ARTICLES.enricher.1.99999.99999.1.0", "+TERM"}},
	{call{"operator", pub, "$JS.API.STREAM.DELETE.OBJ_gazetteers", ""}, call{"operator", pub, "$JS.API.STREAM.INFO.OBJ_gazetteers", ""}},
	{call{"operator", pub, "$JS.API.STREAM.CREATE.OBJ_other", `{"name":"OBJ_other","subjects":["$O.other.C.>","$O.other.M.>"]}`}, call{"operator", pub, "$JS.API.STREAM.CREATE.OBJ_gazetteers", bucket}},
	{call{"operator", pub, "$O.other.C.any", "piece"}, call{"operator", pub, "$O.gazetteers.C.any", "piece"}},
	{call{"operator", sub, "articles.>", ""}, call{"operator", sub, "_INBOX_operator.>", ""}},
	{call{"operator", sub, "enricher.control.log-level", ""}, call{"worker", sub, "enricher.control.log-level", ""}},

	// Nobody sees everything, hears the server or takes another's inbox.
	{call{"publisher", sub, ">", ""}, call{"publisher", sub, "_INBOX_publisher.>", ""}},
	{call{"subscriber", sub, ">", ""}, call{"subscriber", sub, "_INBOX_subscriber.>", ""}},
	{call{"operator", sub, ">", ""}, call{"operator", sub, "_INBOX_operator.>", ""}},
	{call{"worker", sub, "_INBOX.>", ""}, call{"worker", sub, "_INBOX_worker.>", ""}},
	{call{"publisher", sub, "$SYS.>", ""}, call{"system", sub, "$SYS.>", ""}},
	{call{"worker", pub, "$SYS.REQ.SERVER.PING", ""}, call{"system", pub, "$SYS.REQ.SERVER.PING", ""}},
	{call{"operator", pub, "$SYS.REQ.SERVER.PING.CONNZ", ""}, call{"system", pub, "$SYS.REQ.SERVER.PING.CONNZ", ""}},
	{call{"operator", pub, "$JS.API.ACCOUNT.PURGE.ENRICHER", ""}, call{"operator", pub, "$JS.API.INFO", ""}},
}

const (
	articles = `{"name":"ARTICLES"}`             // a request that the server takes no harm from
	bucket   = `{"name":"OBJ_gazetteers"}`       // likewise
	never    = `{"filter":"articles.dead.none"}` // purges nothing
	noWait   = `{"batch":1,"no_wait":true}`
)

func TestForbidden(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	if out, err := enricher(t, s.url, "operator", "streams"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// refusal is what the server says against a call; nil: nothing.
	refusal := func(t *testing.T, c call) error {
		nc := dial(t, s.url, c.user)
		defer nc.Close()
		var err error
		switch c.do {
		case sub:
			subject, queue, _ := strings.Cut(c.subject, " ")
			_, err = nc.QueueSubscribeSync(subject, queue)
		case pub:
			err = nc.PublishRequest(c.subject, nc.NewRespInbox(), []byte(c.body))
		}
		// What the server has against it comes before its answer to the flush.
		if err := errors.Join(err, nc.FlushTimeout(patience)); err != nil {
			t.Fatal(err)
		}
		return nc.LastError()
	}
	for _, pair := range forbidden {
		t.Run(pair.refused.String(), func(t *testing.T) {
			subject, _, _ := strings.Cut(pair.refused.subject, " ")
			err := refusal(t, pair.refused)
			if !errors.Is(err, nats.ErrPermissionViolation) || !strings.Contains(err.Error(), `"`+subject+`"`) {
				t.Errorf("not refused: %v", err)
			}
			if err := refusal(t, pair.allowed); err != nil {
				t.Errorf("%s: %v", pair.allowed, err)
			}
		})
	}
	t.Logf("%d calls refused", len(forbidden))
}

// TestDetours tries what permissions do not name: to have the server itself
// publish what a user may not, by the subject it is to answer to.
func TestDetours(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	if out, err := enricher(t, s.url, "operator", "streams"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	operator, worker, publisher, subscriber := dial(t, s.url, "operator"), dial(t, s.url, "worker"), dial(t, s.url, "publisher"), dial(t, s.url, "subscriber")
	request := func(nc *nats.Conn, subject, body string) string {
		t.Helper()
		answer, err := nc.Request(subject, []byte(body), patience)
		if err != nil {
			t.Fatalf("%s: %v", subject, err)
		}
		return string(answer.Data)
	}
	request(worker, "articles.dead.timeout", "letter")
	request(publisher, "articles.raw.test", "one")
	taken, err := worker.Request("$JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher", []byte(`{"batch":1}`), patience)
	if err != nil || string(taken.Data) != "one" {
		t.Fatalf("%v %s", err, taken.Data)
	}

	// A receipt is neither a request to JetStream nor an acknowledgement.
	for _, subject := range []string{
		"$JS.API.STREAM.PURGE.DEAD", "$JS.API.STREAM.DELETE.DEAD", "$JS.API.STREAM.MSG.DELETE.DEAD", "$JS.API.STREAM.UPDATE.DEAD",
		"$JS.API.CONSUMER.DELETE.ARTICLES.enricher", "$JS.API.CONSUMER.PAUSE.ARTICLES.enricher", taken.Reply,
	} {
		if err := publisher.PublishRequest("articles.raw.test", subject, []byte("detour")); err != nil {
			t.Fatal(err)
		}
	}
	request(publisher, "articles.raw.test", "stored after those receipts were sent")
	if n := messages(t, operator, "DEAD"); n != 1 {
		t.Errorf("%d dead letters are left of 1", n)
	}
	if info := request(operator, "$JS.API.CONSUMER.INFO.ARTICLES.enricher", ""); !strings.Contains(info, `"num_ack_pending":1,`) || strings.Contains(info, `"paused"`) {
		t.Errorf("the consumer: %s", info)
	}

	// Records are not pushed into the queue.
	answer := request(subscriber, "$JS.API.CONSUMER.CREATE.ENRICHED.push.articles.enriched.>",
		`{"stream_name":"ENRICHED","config":{"name":"push","filter_subject":"articles.enriched.>","ack_policy":"none","deliver_policy":"all","deliver_subject":"articles.raw.detour"}}`)
	if strings.Contains(answer, `"error"`) {
		t.Fatal(answer)
	}
	before := messages(t, operator, "ARTICLES")
	request(worker, "articles.enriched.de", "record")
	if info := request(subscriber, "$JS.API.CONSUMER.INFO.ENRICHED.push", ""); !strings.Contains(info, `"delivered":{"consumer_seq":0,`) {
		t.Errorf("delivered by push: %s", info)
	}
	if n := messages(t, operator, "ARTICLES"); n != before {
		t.Errorf("%d articles, want %d", n, before)
	}
}

// TestStrangers wants nobody in without a password, and nothing for those
// whose account is not the articles'.
func TestStrangers(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	for name, options := range map[string][]nats.Option{
		"nobody":           nil,
		"a wrong password": {nats.UserInfo("worker", "wrong")},
		"no password":      {nats.UserInfo("worker", "")},
		"another's":        {nats.UserInfo("operator", passwords["worker"])},
		"an unknown user":  {nats.UserInfo("root", "root")},
	} {
		if nc, err := nats.Connect(s.url, options...); err == nil {
			nc.Close()
			t.Errorf("%s is let in", name)
		}
	}
	if out, err := enricher(t, s.url, "operator", "streams"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	system := dial(t, s.url, "system")
	answer, err := system.Request("$JS.API.STREAM.INFO.ARTICLES", nil, patience)
	if err != nil || !strings.Contains(string(answer.Data), "error") {
		t.Errorf("the system account sees the articles' stream: %v %s", err, answer.Data)
	}
}

// TestReadiness wants a worker that is not let in to live, and to say at
// /readyz why it does no work, without its password.
func TestReadiness(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	worker := command(t, s.url, "worker", "serve", "--metrics", "127.0.0.1:0", "--workers", "1", "--log-format", "json", "--log-level", "debug")
	worker.Env = append(worker.Env, "ENRICHER_PASSWORD=wrong-secret")
	log := new(lockedBuffer)
	worker.Stdout, worker.Stderr = log, log
	startProcess(t, worker)
	serving := regexp.MustCompile(`"address":"(127\.0\.0\.1:[0-9]+)"`)
	eventually(t, "the worker tells its address", func() bool { return serving.MatchString(log.String()) })
	address := serving.FindStringSubmatch(log.String())[1]
	get := func(path string) (int, string) {
		t.Helper()
		answer, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(body)
	}
	var said string
	eventually(t, "/readyz says why", func() bool {
		var status int
		status, said = get("/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(strings.ToLower(said), "not connected to nats: nats: authorization violation")
	})
	if status, body := get("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d %s", status, body)
	}
	if strings.Contains(said+log.String(), "wrong-secret") {
		t.Errorf("the password is told: %s\n%s", said, log)
	}
}

// TestCommandsSayWhatIsForbidden wants a command of the wrong user to name what
// it may not do, and at once.
func TestCommandsSayWhatIsForbidden(t *testing.T) {
	t.Parallel()
	s := startServer(t, "node.conf")
	if out, err := enricher(t, s.url, "operator", "streams"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, subject := range []string{"articles.dead.timeout", "articles.enriched.en"} {
		if _, err := dial(t, s.url, "worker").Request(subject, []byte(`{"text":"The minister went to Oslo on Friday, a spokesman said."}`), patience); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		user string
		args []string
		want string
	}{
		{"worker", []string{"streams", "--max-deliver", "6", "--update-streams"}, "the NATS user may not publish to $JS.API.CONSUMER.CREATE.ARTICLES.enricher"},
		{"subscriber", []string{"streams"}, "the NATS user may not publish to $JS.API.STREAM.INFO.ARTICLES"},
		{"subscriber", []string{"dead", "list"}, "the NATS user may not publish to $JS.API.STREAM.INFO.DEAD"},
		{"worker", []string{"dead", "list"}, "the NATS user may not publish to $JS.API.CONSUMER.CREATE.DEAD."},
		{"subscriber", []string{"pause"}, "the NATS user may not publish to $JS.API.CONSUMER.PAUSE.ARTICLES.enricher"},
		{"worker", []string{"resume"}, "the NATS user may not publish to $JS.API.CONSUMER.PAUSE.ARTICLES.enricher"},
		{"subscriber", []string{"log-level", "debug"}, "the NATS user may not publish to enricher.control.log-level"},
		{"publisher", []string{"status"}, "the NATS user may not publish to $JS.API.STREAM.INFO.ARTICLES"},
		{"publisher", []string{"dead", "purge", "--all", "--yes"}, "the NATS user may not publish to $JS.API.STREAM."},
	} {
		begun := time.Now()
		out, err := enricher(t, s.url, test.user, append(test.args, "--timeout", "1m")...)
		if err == nil || !strings.Contains(out, test.want) {
			t.Errorf("enricher %s as %s: %v, want %q in\n%s", strings.Join(test.args, " "), test.user, err, test.want, out)
		}
		if took := time.Since(begun); took > 40*time.Second { // well before --timeout
			t.Errorf("enricher %s as %s took %v", strings.Join(test.args, " "), test.user, took)
		}
	}
	for _, test := range []struct {
		user string
		args []string
		want string
	}{
		{"worker", []string{"--stream", "ENRICHED"}, "the NATS user may not publish to $JS.API.STREAM.MSG.GET.ENRICHED"},
		{"publisher", []string{"--stream", "ARTICLES"}, "stream ARTICLES: the NATS user may not publish to $JS.API.STREAM.INFO.ARTICLES"},
		{"backfill", []string{"--stream", "DEAD"}, "stream DEAD: the NATS user may not publish to $JS.API.STREAM.INFO.DEAD"},
		{"operator", []string{"--stream", "DEAD", "--to", "nats-records"}, "the NATS user may not publish to articles.enriched."},
	} {
		out, err := enricher(t, s.url, test.user, append([]string{"backfill", "--out", t.TempDir()}, test.args...)...)
		if err == nil || !strings.Contains(out, test.want) {
			t.Errorf("enricher backfill %s as %s: %v, want %q in\n%s", strings.Join(test.args, " "), test.user, err, test.want, out)
		}
	}
	cmd := command(t, s.url, "operator", "streams", "--inbox-prefix", "_INBOX", "--timeout", "1m")
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "may not subscribe to _INBOX.") {
		t.Errorf("a wrong inbox prefix: %v\n%s", err, out)
	}
}
