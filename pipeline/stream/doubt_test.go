package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
)

// A line is a way to a server that can be cut without either end learning of
// it, as a network does.
type line struct {
	listener net.Listener
	mu       sync.Mutex
	whole    *sync.Cond
	cut      bool
	all      sync.WaitGroup
	conns    []net.Conn
}

func newLine(t *testing.T, url string) *line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{listener: listener}
	l.whole = sync.NewCond(&l.mu)
	l.all.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", strings.TrimPrefix(url, "nats://"))
			if err != nil {
				client.Close()
				return
			}
			l.mu.Lock()
			l.conns = append(l.conns, client, server)
			l.mu.Unlock()
			l.all.Go(func() { l.carry(client, server) })
			l.all.Go(func() { l.carry(server, client) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		l.set(false)
		l.mu.Lock()
		for _, c := range l.conns {
			c.Close()
		}
		l.mu.Unlock()
		l.all.Wait()
	})
	return l
}

func (l *line) url() string { return "nats://" + l.listener.Addr().String() }

func (l *line) set(cut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = cut
	l.whole.Broadcast()
}

func (l *line) carry(to, from net.Conn) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		l.mu.Lock()
		for l.cut {
			l.whole.Wait()
		}
		l.mu.Unlock()
		if n > 0 {
			if _, err := to.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			if err != io.EOF {
				to.Close()
			}
			return
		}
	}
}

// A worker is cut off with an article in work until another has ended it. If
// that put it aside, the first must not publish its record; if that published
// it, the first must not put it aside should it fail.
func TestCutOffWorker(t *testing.T) {
	t.Parallel()
	for _, firstFails := range []bool{false, true} {
		t.Run(fmt.Sprintf("fails %v", firstFails), func(t *testing.T) {
			t.Parallel()
			server := newServer(t, "127.0.0.1:0")
			c := connect(t, ConnectOptions{Server: server})
			topology := small()
			if !firstFails {
				topology.Consumer.MaxDeliver = 2 // the second worker puts it aside
			}
			// What the one that is cut off has asked for must have expired when
			// the article is delivered again, or it goes there.
			topology.Consumer.AckWait = pullExpiry + time.Second
			if err := c.Setup(t.Context(), topology); err != nil {
				t.Fatal(err)
			}
			way := newLine(t, server.URL())
			begun, goOn := make(chan struct{}), make(chan struct{})
			first := run(t, connect(t, ConnectOptions{URLs: []string{way.url()}}), Options{Topology: topology, Workers: 1, ArticleTimeout: time.Hour,
				Enrich: func(ctx context.Context, m Message) (Result, error) {
					close(begun)
					<-goOn
					if firstFails {
						return Result{}, pipeline.Permanent(pipeline.Timeout, errors.New("took too long"))
					}
					return echo(ctx, m)
				}})
			publish(t, c, "one")
			<-begun
			way.set(true)
			run(t, c, Options{Topology: topology, Enrich: echo})
			eventually(t, "the second worker has ended it", func() bool { return count(t, c, "ARTICLES") == 0 })
			way.set(false)
			close(goOn)
			eventually(t, "the first lets go of it", func() bool { return first.shelf.count() == 0 })
			records, dead := count(t, c, "ENRICHED"), count(t, c, "DEAD")
			if records+dead != 1 || (records == 1) != firstFails {
				t.Errorf("%d records and %d dead letters, want what the second worker made of it", records, dead)
			}
		})
	}
}

// A worker that was cut off for less than AckWait, or at other times, or for
// an article that nobody else has taken, is not in doubt or finds it there.
func TestCutOffForNothing(t *testing.T) {
	t.Parallel()
	server := newServer(t, "127.0.0.1:0")
	c := connect(t, ConnectOptions{Server: server})
	topology := small()
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	way := newLine(t, server.URL())
	begun, goOn := make(chan struct{}, 8), make(chan struct{})
	w := run(t, connect(t, ConnectOptions{URLs: []string{way.url()}}), Options{Topology: topology, Workers: 1, ArticleTimeout: time.Hour,
		Enrich: func(ctx context.Context, m Message) (Result, error) {
			begun <- struct{}{}
			<-goOn
			return echo(ctx, m)
		}})
	publish(t, c, "one")
	<-begun
	way.set(true)
	eventually(t, "the worker is in doubt", func() bool {
		w.shelf.mu.Lock()
		defer w.shelf.mu.Unlock()
		for _, d := range w.shelf.held {
			return w.inDoubt(d)
		}
		return false
	})
	way.set(false)
	close(goOn)
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"one"})
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

// A worker dies between publishing and acknowledging an article's last
// attempt: the record is there, so that there is no dead letter.
func TestRecordedIsNotPutAside(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	c := connect(t, ConnectOptions{Server: server})
	topology := small()
	topology.Consumer.MaxDeliver = 2
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	publish(t, c, "one")
	doomed := connect(t, ConnectOptions{Server: server})
	w, err := New(doomed, Options{Enrich: echo, Topology: topology, Workers: 1, published: doomed.Close})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(t.Context()); !errors.Is(err, nats.ErrConnectionClosed) {
		t.Fatal(err)
	}
	run(t, c, Options{Topology: topology, Enrich: func(context.Context, Message) (Result, error) {
		t.Error("processed on its last delivery")
		return Result{}, nil
	}})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, []string{"one"})
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters of an article that has its record", n)
	}
}

// The janitor finds articles that the server has given up: it deletes those
// that have a record, leaves the others' filters alone, waits for a second
// look, and is not stopped by one that cannot be put aside.
func TestJanitorIsCareful(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Articles.MaxMsgSize = 64 << 10
	topology.Dead.MaxMsgSize = 16 << 10
	topology.Consumer.AckWait = 50 * time.Millisecond
	topology.Consumer.MaxDeliver = 2
	topology.Consumer.Filters = []string{"articles.raw.de.>", "articles.raw.at.>"}
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	other := topology
	other.Consumer.Name, other.Consumer.Filters = "english", []string{"articles.raw.en.>"}
	if err := c.Setup(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	w, err := New(asWorker(t, c), Options{Topology: topology, Enrich: echo, Version: "v"})
	if err != nil {
		t.Fatal(err)
	}
	put := func(subject, data string) {
		t.Helper()
		if err := c.Publish(t.Context(), subject, nil, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	put("articles.raw.de.1", strings.Repeat("x", 32<<10)) // fits no dead letter
	put("articles.raw.en.2", "english")
	put("articles.raw.de.3", "recorded")
	put("articles.raw.at.4", "given up")
	put("articles.raw.de.5", "acknowledged in between")
	// Nobody ever answers.
	for _, name := range []string{"enricher", "english"} {
		consumer, err := c.js.Consumer(t.Context(), "ARTICLES", name)
		if err != nil {
			t.Fatal(err)
		}
		eventually(t, "the server has given the articles of "+name+" up", func() bool {
			batch, err := consumer.Fetch(10, jetstream.FetchMaxWait(60*time.Millisecond))
			if err != nil {
				t.Fatal(err)
			}
			for range batch.Messages() {
			}
			info, err := consumer.Info(t.Context())
			return err == nil && info.NumAckPending == 0 && info.NumPending == 0
		})
	}
	recorded := w.topology.recordMessage("v", Message{Data: []byte("recorded")}, Result{Lang: "de", Record: []byte("recorded")})
	if _, err := w.store(t.Context(), recorded, "ENRICHED", nil); err != nil {
		t.Fatal(err)
	}

	suspects := w.sweep(t.Context(), nil)
	if len(suspects) != 4 || count(t, c, "ARTICLES") != 5 || count(t, c, "DEAD") != 0 {
		t.Errorf("after the first sweep: suspects %v, %d articles, %d dead letters, want 4, 5 and 0", suspects, count(t, c, "ARTICLES"), count(t, c, "DEAD"))
	}
	queue, err := c.js.Stream(t.Context(), "ARTICLES")
	if err != nil {
		t.Fatal(err)
	}
	if err := queue.DeleteMsg(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	suspects = w.sweep(t.Context(), suspects)
	if len(suspects) != 1 || !suspects[1] {
		t.Errorf("suspects after the second sweep: %v, want the one that is too large", suspects)
	}
	var left []string
	for _, m := range all(t, c, "ARTICLES") {
		left = append(left, m.Subject)
	}
	if want := "articles.raw.de.1 articles.raw.en.2"; strings.Join(left, " ") != want {
		t.Errorf("left in the queue: %s, want %s", left, want)
	}
	if dead := all(t, c, "DEAD"); len(dead) != 1 || string(dead[0].Data) != "given up" {
		t.Errorf("dead letters: %+v", dead)
	}
	exactlyOnce(t, c, []string{"recorded"})
}

// Articles that a consumer did not take are delivered, not put aside, when its
// filters are widened to them.
func TestFiltersAreWidened(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Consumer.Filters = []string{"articles.raw.de.>"}
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	articles := []string{"english", "german"}
	publishTo(t, c, "articles.raw.en.1", "english")
	publishTo(t, c, "articles.raw.de.2", "german")
	first := run(t, c, Options{Topology: topology, Enrich: echo})
	eventually(t, "the German article is enriched", func() bool { return count(t, c, "ARTICLES") == 1 })
	first.stop()
	topology.Consumer.Filters, topology.Update = []string{"articles.raw.>"}, true
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	run(t, c, Options{Topology: topology, Enrich: echo, sweepInterval: 50 * time.Millisecond})
	eventually(t, "the queue is empty", func() bool { return count(t, c, "ARTICLES") == 0 })
	exactlyOnce(t, c, articles)
	if n := count(t, c, "DEAD"); n != 0 {
		t.Errorf("%d dead letters", n)
	}
}

// Asking whether a record is stored works with one replica and with three, and
// stores nothing.
func TestRecorded(t *testing.T) {
	t.Parallel()
	for _, replicas := range []int{1, 3} {
		t.Run(fmt.Sprintf("replicas %d", replicas), func(t *testing.T) {
			t.Parallel()
			var c, worker *Conn
			if replicas > 1 {
				c = open(t, ConnectOptions{URLs: []string{cluster(t, replicas)}})
				worker = c
			} else {
				c = connect(t, ConnectOptions{Server: newServer(t, "")})
				worker = asWorker(t, c)
			}
			topology := small()
			topology.Replicas = replicas
			eventually(t, "the streams are there", func() bool { return c.Setup(t.Context(), topology) == nil })
			w, err := New(worker, Options{Topology: topology, Enrich: echo, Version: "v"})
			if err != nil {
				t.Fatal(err)
			}
			asked := func(m Message, want bool) {
				t.Helper()
				if got, err := w.recorded(t.Context(), m); got != want || err != nil {
					t.Errorf("recorded is %v (%v), want %v", got, err, want)
				}
			}
			one, two := Message{Data: []byte("one")}, Message{Data: []byte("two")}
			for range 3 {
				asked(one, false)
			}
			for i := range 2 {
				ack, err := w.store(t.Context(), w.topology.recordMessage("v", one, Result{Lang: "de", Record: one.Data}), "ENRICHED", nil)
				if err != nil || ack.Duplicate != (i == 1) {
					t.Errorf("stored: %+v, %v", ack, err)
				}
			}
			asked(one, true)
			asked(two, false)
			if n := count(t, c, "ENRICHED"); n != 1 {
				t.Errorf("%d records, want 1", n)
			}
		})
	}
}

// cluster starts so many servers that know each other and returns the address
// of one.
func cluster(t *testing.T, n int) string {
	t.Helper()
	var ports []int
	var routes []string
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		routes = append(routes, "nats://"+l.Addr().String())
		l.Close()
	}
	var servers []*natsserver.Server
	for i, port := range ports {
		s, err := natsserver.NewServer(&natsserver.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: natsserver.RANDOM_PORT, NoLog: true, NoSigs: true,
			JetStream: true, StoreDir: t.TempDir(),
			Cluster: natsserver.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: port},
			Routes:  natsserver.RoutesFromStr(strings.Join(routes, ",")),
		})
		if err != nil {
			t.Fatal(err)
		}
		s.Start()
		t.Cleanup(func() {
			s.Shutdown()
			s.WaitForShutdown()
		})
		servers = append(servers, s)
	}
	for _, s := range servers {
		if !s.ReadyForConnections(patience) {
			t.Fatal("the server does not start")
		}
	}
	return servers[0].ClientURL()
}

func TestPulse(t *testing.T) {
	p := pulse{limit: time.Hour}
	now := time.Now()
	if n := p.count(); n != 0 {
		t.Errorf("%d lapses before the first beat", n)
	}
	p.beat(now.Add(-2 * time.Hour))
	if n := p.count(); n != 1 {
		t.Errorf("%d lapses in a silence, want 1", n)
	}
	p.beat(now)
	if n := p.count(); n != 1 {
		t.Errorf("%d lapses after it, want 1", n)
	}
	p.beat(now)
	if n := p.count(); n != 1 {
		t.Errorf("%d lapses without another, want 1", n)
	}
}
