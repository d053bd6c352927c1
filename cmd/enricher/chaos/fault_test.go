package chaos

import (
	"context"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A fault befalls what workers rely on.
type fault struct {
	name   string
	strike func(*run) error
}

// restart ends a single server and starts it again.
func restart(how os.Signal) fault {
	return fault{"server restart", func(r *run) error {
		n := r.nodes[0]
		if _, err := n.stop(how); err != nil {
			return err
		}
		if err := n.start(r.t); err != nil {
			return err
		}
		r.tally.restarts++
		return r.goesOn(20)
	}}
}

// goesOn waits until the queue has taken so many more articles.
func (r *run) goesOn(articles int64) error {
	from := r.sent.Load()
	return r.until("articles are taken", func() bool { return r.sent.Load() >= from+articles })
}

// loseNode takes a node from a cluster, which must go on without it, and
// returns it. Every other time it is the one that leads a stream.
func loseNode(i int, how os.Signal) fault {
	return fault{"node loss", func(r *run) error {
		lost := r.nodes[i%len(r.nodes)]
		if i%2 == 0 {
			streams := []string{"ARTICLES", "ENRICHED", "DEAD"}
			if err := r.insist("a stream has a leader", func() error {
				info, err := r.info(streams[i/2%len(streams)])
				if err != nil {
					return err
				}
				_, err = fmt.Sscanf(info.Cluster.Leader, "n%d", &i)
				return err
			}); err != nil {
				return err
			}
			lost = r.nodes[i]
		}
		if _, err := lost.stop(how); err != nil {
			return err
		}
		if err := r.goesOn(100); err != nil {
			return fmt.Errorf("without a node: %w", err)
		}
		if err := lost.start(r.t); err != nil {
			return err
		}
		r.tally.losses++
		return r.insist("the node has caught up", r.complete)
	}}
}

// complete is nil when every node has every stream and consumer.
func (r *run) complete() error {
	for _, stream := range []string{"ARTICLES", "ENRICHED", "DEAD"} {
		info, err := r.info(stream)
		if err != nil {
			return err
		}
		if err := current(stream, info.Cluster); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
	defer cancel()
	c, err := r.js.Consumer(ctx, "ARTICLES", "enricher")
	if err != nil {
		return err
	}
	return current("consumer", c.CachedInfo().Cluster)
}

func current(what string, c *jetstream.ClusterInfo) error {
	if c == nil || c.Leader == "" || len(c.Replicas) != 2 {
		return fmt.Errorf("%s has no leader or not two followers", what)
	}
	for _, p := range c.Replicas {
		if !p.Current || p.Offline {
			return fmt.Errorf("%s: %s is behind", what, p.Name)
		}
	}
	return nil
}

// alter changes a stream's settings.
func (r *run) alter(stream string, change func(*jetstream.StreamConfig, jetstream.StreamState)) error {
	return r.insist("stream "+stream+" takes other settings", func() error {
		info, err := r.info(stream)
		if err != nil {
			return err
		}
		change(&info.Config, info.State)
		ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
		defer cancel()
		_, err = r.js.UpdateStream(ctx, info.Config)
		return err
	})
}

// full lets a stream take no more messages until somebody has felt it.
func full(stream string, felt func(*run) error) fault {
	return fault{"full stream " + stream, func(r *run) error {
		r.altered.Store(stream == "ENRICHED")
		r.refusals.Store(0)
		if err := r.alter(stream, func(c *jetstream.StreamConfig, s jetstream.StreamState) {
			c.MaxMsgs, c.Discard = int64(max(s.Msgs, 1)), jetstream.DiscardNew
		}); err != nil {
			return err
		}
		if err := felt(r); err != nil {
			return err
		}
		if err := r.alter(stream, func(c *jetstream.StreamConfig, _ jetstream.StreamState) {
			c.MaxMsgs = -1
			if stream == "ENRICHED" {
				c.Discard = jetstream.DiscardOld
			}
		}); err != nil {
			return err
		}
		r.altered.Store(false)
		r.tally.others++
		return r.goesOn(20)
	}}
}

// publisherFeels sends more and more until an article is refused.
func publisherFeels(r *run) error {
	r.flood.Store(true)
	defer r.flood.Store(false)
	before := r.failed.Load()
	return r.until("an article is refused", func() bool { return r.failed.Load() > before })
}

// workerFeels waits until a worker cannot publish, or does not even start,
// because the stream is not as it should be.
func workerFeels(stream string) func(*run) error {
	return func(r *run) error {
		began := time.Now()
		return r.until("a worker cannot publish", func() bool {
			return r.refusals.Load() > 0 || r.logged(began, "cannot publish", "stream="+stream)
		})
	}
}

// lostReceipts has records stored whose receipts never come.
var lostReceipts = fault{"lost receipts", func(r *run) error {
	r.refusals.Store(0)
	if err := r.alter("ENRICHED", func(c *jetstream.StreamConfig, _ jetstream.StreamState) { c.NoAck = true }); err != nil {
		return err
	}
	if err := workerFeels("ENRICHED")(r); err != nil {
		return err
	}
	r.tally.others++
	return r.alter("ENRICHED", func(c *jetstream.StreamConfig, _ jetstream.StreamState) { c.NoAck = false })
}}

// badNetwork slows a worker's connection, stalls it until its articles go to
// the other worker, and cuts it.
var badNetwork = fault{"bad network", func(r *run) error {
	r.proxy.slow.Store(true)
	if err := r.goesOn(50); err != nil {
		return err
	}
	r.proxy.stalled.Store(true)
	// As long as articles are held; a worker that died meanwhile holds none.
	deadline := time.Now().Add(4 * time.Second)
	if err := r.until("articles are delivered again", func() bool { return time.Now().After(deadline) }); err != nil {
		return err
	}
	r.proxy.cut()
	r.proxy.stalled.Store(false)
	r.proxy.slow.Store(false)
	r.tally.others++
	return r.goesOn(20)
}}

// deafSubscriber asks for all records and reads none: the server has to cut it
// off, and workers do not notice.
var deafSubscriber = fault{"deaf subscriber", func(r *run) error {
	c, err := net.Dial("tcp", r.nodes[0].url[len("nats://"):])
	if err != nil {
		return err
	}
	r.t.Cleanup(func() { c.Close() })
	c.(*net.TCPConn).SetReadBuffer(4 << 10)
	r.tally.others++
	_, err = c.Write([]byte("CONNECT {\"verbose\":false}\r\nSUB articles.enriched.> 1\r\n"))
	return err
}}

// singleFaults are so many restarts, every other one by SIGKILL, and one of
// each other fault between them.
func singleFaults(restarts int) []fault {
	others := []fault{
		deafSubscriber,
		full("ARTICLES", publisherFeels),
		full("DEAD", workerFeels("DEAD")),
		badNetwork,
		full("ENRICHED", workerFeels("ENRICHED")),
		lostReceipts,
	}
	var fs []fault
	for i := range max(restarts, len(others)) {
		if i < restarts {
			fs = append(fs, restart([]os.Signal{syscall.SIGTERM, syscall.SIGKILL}[i%2]))
		}
		if i < len(others) {
			fs = append(fs, others[i])
		}
	}
	return fs
}

func clusterFaults(losses int) []fault {
	var fs []fault
	for i := range losses {
		fs = append(fs, loseNode(i, []os.Signal{syscall.SIGKILL, syscall.SIGTERM}[i%3/2]))
	}
	return fs
}
