package stream

import (
	"context"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// A delivery is an article that this worker has taken from the queue.
type delivery struct {
	msg     *nats.Msg
	seq     uint64 // in the stream: the article's identity in the queue
	attempt int    // deliveries so far, this one included
	stored  time.Time
	taken   time.Time
	lapses  int    // of the worker's pulse, when it was taken
	trace   string // the id of its trace, see traceID
	lang    string // of its text, once that has been read

	enriched bool // its record's receipt is awaited; the shelf's
}

func (d *delivery) size() int { return len(d.msg.Data) }

// message is the article as Enrich sees it.
func (d *delivery) message() Message {
	return Message{
		Subject: d.msg.Subject,
		Header:  Header(d.msg.Header),
		Data:    d.msg.Data,
		Stored:  d.stored,
		Attempt: d.attempt,
	}
}

// A shelf has every delivery that is not settled yet, waiting or in work: the
// server must hear of each again and again, for its AckWait runs from the
// moment a message is sent, not from when work on it starts.
type shelf struct {
	maxArticles, maxWaiting, maxBytes int

	mu      sync.Mutex
	held    map[uint64]*delivery
	waiting int // of these, those not enriched yet
	bytes   int
	freed   chan struct{} // told, without blocking, when there is more room
}

// newShelf has room for so many articles, of which so many may not be enriched
// yet, and so many bytes.
func newShelf(maxArticles, maxWaiting, maxBytes int) *shelf {
	return &shelf{
		maxArticles: maxArticles,
		maxWaiting:  maxWaiting,
		maxBytes:    maxBytes,
		held:        make(map[uint64]*delivery, maxArticles),
		freed:       make(chan struct{}, 1),
	}
}

// put takes a delivery in. It is false if the article is here already: after
// an outage the server sends again what it has not heard of, and the copy in
// hand is as good, since the server takes an acknowledgement of any delivery.
func (s *shelf) put(d *delivery) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.held[d.seq]; ok {
		return false
	}
	s.held[d.seq] = d
	s.waiting++
	s.bytes += d.size()
	return true
}

// enriched makes room for another that waits: this one has its record.
func (s *shelf) enriched(d *delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d.enriched = true
	s.waiting--
	s.tell()
}

// remove takes a delivery out; no InProgress is sent for it from then on.
func (s *shelf) remove(d *delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[d.seq] != d {
		return
	}
	delete(s.held, d.seq)
	if !d.enriched {
		s.waiting--
	}
	s.bytes -= d.size()
	s.tell()
}

func (s *shelf) tell() {
	select {
	case s.freed <- struct{}{}:
	default:
	}
}

// count is how many deliveries are here.
func (s *shelf) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.held)
}

// room waits until there is room for at least so many articles and bytes, and
// returns how much there is; ok is false once the context is done.
func (s *shelf) room(ctx context.Context, articles, bytes int) (n, b int, ok bool) {
	for ctx.Err() == nil {
		s.mu.Lock()
		n, b = min(s.maxArticles-len(s.held), s.maxWaiting-s.waiting), s.maxBytes-s.bytes
		s.mu.Unlock()
		if n >= articles && b >= bytes {
			return n, b, true
		}
		select {
		case <-s.freed:
		case <-ctx.Done():
		}
	}
	return 0, 0, false
}

// inProgress tells the server that everything here is still being worked on.
func (s *shelf) inProgress() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.held {
		if err := d.msg.InProgress(); err != nil && err != nats.ErrMsgAlreadyAckd {
			return err
		}
	}
	return nil
}
