package stream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A worker that the server has not heard of for AckWait, because it was cut
// off or stopped, goes on with what it holds and does not know that another
// has it too. Were each to end it in its own way, one article would become a
// record and a dead letter. These are the precautions: whoever has been silent
// puts nothing aside and publishes only what is still in the queue, and nobody
// puts aside what an earlier attempt has published. What remains is the moment
// between asking and publishing.

// silenceLimit is how long the server may hear nothing until a worker doubts.
// The server counts AckWait from when it sends an article, which is somewhat
// before the worker that takes it can have told the server of it.
func silenceLimit(ackWait time.Duration) time.Duration { return ackWait * 9 / 10 }

// errSettled means that another worker has ended the article.
var errSettled = errors.New("another worker has settled the article")

// A pulse tells whether the server hears often enough of what a worker holds.
type pulse struct {
	limit time.Duration // the longest silence without doubt

	mu     sync.Mutex
	last   time.Time // the server has heard later than this
	lapses int       // silences longer than limit
	told   time.Time // the silence since then has been told
}

// beat notes that the server has by now heard of everything held, in a message
// sent then.
func (p *pulse) beat(sent time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silent() {
		p.lapses++
	}
	p.last = sent
}

// count is how many times the server has heard nothing for too long, now
// included.
func (p *pulse) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silent() {
		return p.lapses + 1
	}
	return p.lapses
}

// lapsed is true once in each silence that has grown too long.
func (p *pulse) lapsed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.silent() || p.told.Equal(p.last) {
		return false
	}
	p.told = p.last
	return true
}

func (p *pulse) silent() bool { return !p.last.IsZero() && time.Since(p.last) > p.limit }

// inDoubt tells whether the server may have given the article to another since
// it was taken.
func (w *Worker) inDoubt(d *delivery) bool { return w.pulse.count() != d.lapses }

// letGo leaves an article in doubt to whoever has it: if nobody does, it comes
// again after AckWait.
func (w *Worker) letGo(d *delivery, why error) {
	w.settled(d)
	w.metrics.handedBack.Inc()
	w.log.Warn("article left to another worker, for the server has not heard of this one for long", "subject", d.msg.Subject, "attempt", d.attempt, "error", why)
}

// inQueue tells whether an article is still in the queue.
func (w *Worker) inQueue(ctx context.Context, seq uint64) (bool, error) {
	s, err := w.conn.js.Stream(ctx, w.topology.Articles.Name)
	if err == nil {
		_, err = s.GetMsg(ctx, seq)
	}
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return false, nil
	}
	return err == nil, err
}

// recorded tells whether the output stream has the record of an article, as
// far back as its deduplication window reaches. It waits for an answer as long
// as store does.
//
// There is no asking for a message id, but a message that has the id and an
// expectation that cannot be true is answered as a duplicate if the id is
// known, else with the expectation's error, and is never stored.
func (w *Worker) recorded(ctx context.Context, m Message) (found bool, err error) {
	err = w.persist(ctx, w.topology.Enriched.Name, func(ctx context.Context) error {
		found, err = w.probe(ctx, messageID(w.options.Version, m))
		return err
	})
	return found, err
}

func (w *Worker) probe(ctx context.Context, id string) (found bool, err error) {
	s, err := w.conn.js.Stream(ctx, w.topology.Enriched.Name)
	if err != nil {
		return false, err
	}
	msg := nats.NewMsg(w.topology.Enriched.Subject + ".und")
	// A stream with replicas looks at an expected sequence after the message id
	// but before it proposes the message to the others; one without looks at
	// the sequence first, and at the last message's id after its own.
	if s.CachedInfo().Config.Replicas > 1 {
		msg.Header.Set(jetstream.ExpectedLastSeqHeader, strconv.FormatUint(1<<62, 10))
	} else {
		msg.Header.Set(jetstream.ExpectedLastMsgIDHeader, "none")
	}
	ack, err := w.conn.js.PublishMsg(ctx, msg, jetstream.WithMsgID(id), jetstream.WithExpectStream(w.topology.Enriched.Name))
	const wrongLastSequence, wrongLastMsgID = 10071, 10070
	var api *jetstream.APIError
	switch {
	case errors.As(err, &api) && (api.ErrorCode == wrongLastSequence || api.ErrorCode == wrongLastMsgID):
		return false, nil
	case err != nil:
		return false, err
	case !ack.Duplicate:
		return false, fmt.Errorf("the server stored message %d although it was not to", ack.Sequence)
	}
	return true, nil
}
