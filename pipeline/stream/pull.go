package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

const (
	// pullExpiry is how long a request for articles stays open at the server,
	// how long its silence is borne, and how long an idle worker takes to stop.
	pullExpiry = 2 * time.Second
	// lateLimit is how long articles may take that are on their way when the
	// server ends a request.
	lateLimit = time.Second
)

// pull takes articles for as long as there is room on the shelf, until ctx is
// done. Each request is for the room there is and no more: an iterator of
// nats.go fills its buffer anew by itself, and would hold articles of which the
// shelf, and so the server, hears nothing.
func (w *Worker) pull(ctx context.Context, queue chan<- *delivery) error {
	inbox, err := w.newInbox()
	if err != nil {
		return err
	}
	defer inbox.Unsubscribe()
	failures := 0
	for ctx.Err() == nil {
		// Asking for half of the workers' number at least keeps requests few;
		// the other articles on the shelf keep the workers busy meanwhile.
		n, bytes, ok := w.shelf.room(ctx, (w.options.Workers+1)/2, w.largest())
		if !ok {
			return nil
		}
		if err := w.conn.Wait(ctx); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		err := w.take(ctx, inbox, n, bytes, queue)
		if ctx.Err() != nil {
			return nil
		}
		if err == nil {
			w.faults.set(pulling, nil)
			failures = 0
			continue
		}
		if errors.Is(err, nats.ErrConnectionClosed) || errors.Is(err, nats.ErrBadSubscription) {
			return nats.ErrConnectionClosed
		}
		w.faults.set(pulling, err)
		w.log.Warn("cannot take articles, trying again", "error", err)
		if !pause(ctx, backoff(100*time.Millisecond, failures, 5*time.Second)) {
			return nil
		}
		// A cluster that has lost a node is itself again in a moment.
		if failures++; failures == 1 && !errors.Is(err, errNoConsumer) {
			continue
		}
		// The consumer or a stream may have been deleted: a server is silent
		// about requests to one that is gone.
		if err := w.setup(ctx); err != nil {
			w.faults.set(pulling, err)
			w.log.Warn("cannot see to the streams, trying again", "error", err)
			continue
		}
		if !errors.Is(err, nats.ErrPermissionViolation) { // that lasts, whatever setup finds
			w.faults.set(pulling, nil)
		}
	}
	return nil
}

// An inbox is where the server sends articles and what it has to say about
// requests for them. It is one for all requests, so that an article that comes
// after its request's end is not lost until AckWait is over, an attempt used
// up. In a cluster that is common: an article waits there for most nodes to
// know that it is under way, and the words that its request is fulfilled do
// not. (The Fetch of nats.go ends with those words and leaves the article.)
type inbox struct {
	*nats.Subscription
	prefix   string
	requests int
}

func (w *Worker) newInbox() (*inbox, error) {
	prefix := w.conn.nc.NewInbox()
	sub, err := w.conn.nc.SubscribeSync(prefix + ".*")
	if err != nil {
		return nil, err
	}
	return &inbox{Subscription: sub, prefix: prefix}, nil
}

// A pullRequest asks for articles, as JetStream's API wants it; durations are in
// nanoseconds.
type pullRequest struct {
	Batch     int           `json:"batch"`
	MaxBytes  int           `json:"max_bytes"`
	Expires   time.Duration `json:"expires"`
	Heartbeat time.Duration `json:"idle_heartbeat"`
}

var (
	errSilent     = fmt.Errorf("the server says nothing about a request for articles: %w", nats.ErrTimeout)
	errNoConsumer = errors.New("there is no such consumer")
)

// take asks for up to n articles, of so many bytes together, and puts what
// comes on the shelf and in the queue. A request is never cut short, even when
// the worker is told to stop: what the server sends to one that was taken back
// has used an attempt up, and nobody sees it until AckWait is over.
func (w *Worker) take(ctx context.Context, from *inbox, n, bytes int, queue chan<- *delivery) error {
	subject := fmt.Sprintf("$JS.API.CONSUMER.MSG.NEXT.%s.%s", w.topology.Articles.Name, w.topology.Consumer.Name)
	_, err := permitted(context.WithoutCancel(ctx), w.conn, subject, func(ctx context.Context) (struct{}, error) {
		from.requests++
		reply := from.prefix + "." + strconv.Itoa(from.requests)
		body, err := json.Marshal(pullRequest{Batch: n, MaxBytes: bytes, Expires: pullExpiry, Heartbeat: pullExpiry / 2})
		if err != nil {
			return struct{}{}, err
		}
		w.asked.Store(time.Now().UnixNano())
		if err := w.conn.nc.PublishRequest(subject, reply, body); err != nil {
			return struct{}{}, err
		}
		return struct{}{}, w.receive(ctx, from, reply, n, queue)
	})
	return err
}

// receive takes in what is sent to a request for n articles, and what is late
// from earlier ones, until the request is at its end.
func (w *Worker) receive(ctx context.Context, from *inbox, reply string, n int, queue chan<- *delivery) error {
	silence := pullExpiry
	ended := false
	for n > 0 {
		wait, cancel := context.WithTimeout(ctx, silence)
		msg, err := from.NextMsgWithContext(wait)
		cancel()
		switch {
		case err != nil && ended:
			return nil // another request will see them
		case errors.Is(err, context.DeadlineExceeded):
			return errSilent
		case err != nil:
			return err
		case msg.Header.Get("Status") == "":
			w.accept(msg, queue)
			n--
			continue
		case msg.Subject != reply:
			continue // about an earlier request
		}
		status, words := msg.Header.Get("Status"), msg.Header.Get("Description")
		switch {
		case status == "100": // a heartbeat
		case status == "503":
			return errNoConsumer
		case status == "404", status == "408", status == "409" && (words == "Batch Completed" || words == "Message Size Exceeds MaxBytes"):
			left, err := strconv.Atoi(msg.Header.Get("Nats-Pending-Messages"))
			if err != nil {
				return nil // nothing is told of any under way
			}
			n -= left
			ended, silence = true, lateLimit
		case strings.EqualFold(words, "Consumer Deleted"):
			return errNoConsumer
		default:
			return fmt.Errorf("a request for articles: %s %s", status, words)
		}
	}
	return nil
}

// accept puts an article on the shelf and in the queue, unless it is on the
// shelf already.
func (w *Worker) accept(msg *nats.Msg, queue chan<- *delivery) {
	d := &delivery{msg: msg, taken: time.Now(), lapses: w.pulse.count()}
	if meta, err := msg.Metadata(); err == nil { // a message of a consumer has it
		d.seq, d.attempt, d.stored = meta.Sequence.Stream, int(meta.NumDelivered), meta.Timestamp
	}
	d.trace = traceID(Header(msg.Header))
	if !w.shelf.put(d) {
		return
	}
	w.metrics.received.Inc()
	w.metrics.articleBytes.Add(float64(d.size()))
	if d.attempt > 1 {
		w.metrics.redelivered.Inc()
	}
	w.metrics.held.Inc()
	crash("pulled")
	queue <- d
}
