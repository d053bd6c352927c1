package stream

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go/jetstream"
)

// A Recorder publishes records as workers do: on the same subjects, with the same
// headers and message ids, so that the output stream's deduplication window takes
// a worker's record and a Recorder's of one article for one.
type Recorder struct {
	conn     *Conn
	topology Topology
	version  string
	out      *Reader
	window   time.Duration         // of deduplication
	last     atomic.Uint64         // number in the output stream that is known to be taken
	stored   map[recordID]struct{} // see Resume
	doubts   sync.Map              // of doubt, by recordID: published, and no answer came
}

// A doubt is when a record was published of which nobody knows whether it was
// stored, and the mark before that.
type doubt struct {
	since time.Time
	mark  uint64
}

// A recordID is a message id as messageID makes it, in half the bytes: there may
// be many.
type recordID [16]byte

func parseRecordID(s string) (id recordID, ok bool) {
	if len(s) != hex.EncodedLen(len(id)) {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(s))
	return id, err == nil
}

// Recorder opens the output stream for records of this version of the program.
func (c *Conn) Recorder(ctx context.Context, t Topology, version string) (*Recorder, error) {
	r := &Recorder{conn: c, topology: t.withDefaults(), version: version}
	name, subjects := r.topology.Enriched.Name, r.topology.Enriched.Subject+".>"
	var err error
	if r.out, err = c.Reader(ctx, name, subjects); err != nil {
		return nil, err
	}
	info, err := r.out.info(ctx)
	if err != nil {
		return nil, fmt.Errorf("stream %s: %w", name, err)
	}
	if !slices.ContainsFunc(info.Config.Subjects, func(s string) bool { return natsserver.SubjectMatchesFilter(subjects, s) }) {
		return nil, fmt.Errorf("stream %s takes %s, and not records on %s", name, strings.Join(info.Config.Subjects, ", "), subjects)
	}
	r.window = info.Config.Duplicates
	r.last.Store(info.State.LastSeq)
	return r, nil
}

// Mark is a number in the output stream: whatever is published from now on has
// a greater one.
func (r *Recorder) Mark() uint64 { return r.last.Load() }

// Resume learns which records the output stream has got behind a mark, so that
// none of them is published again, even if the deduplication window has lapsed.
// It is called before the first Publish.
func (r *Recorder) Resume(ctx context.Context, mark uint64) error {
	from, last, err := r.out.Range(ctx, 0, time.Time{})
	if err != nil {
		return err
	}
	if mark <= last { // else the stream was made anew
		from = max(from, mark+1)
	}
	r.stored = map[recordID]struct{}{}
	return r.ids(ctx, from, last, func(id recordID) { r.stored[id] = struct{}{} })
}

// ids lists those of the records with these numbers.
func (r *Recorder) ids(ctx context.Context, from, to uint64, yield func(recordID)) error {
	for m, err := range r.out.Read(ctx, from, to) {
		var gone *GoneError
		if err != nil && !errors.As(err, &gone) {
			return err
		}
		if id, ok := parseRecordID(m.Header.Get(HeaderMsgID)); ok {
			yield(id)
		}
	}
	return ctx.Err()
}

// settle finds out whether a record that was published before has been stored. It
// does not ask while the deduplication window will tell.
func (r *Recorder) settle(ctx context.Context, id recordID) (stored bool, err error) {
	v, ok := r.doubts.Load(id)
	if !ok || time.Since(v.(doubt).since) < r.window*9/10 {
		return false, nil
	}
	_, last, err := r.out.Range(ctx, 0, time.Time{})
	if err == nil {
		err = r.ids(ctx, v.(doubt).mark+1, last, func(other recordID) { stored = stored || other == id })
	}
	return stored, err
}

// Publish sends the record of an article and returns once the output stream has
// it; it reports whether that had it before. The error is ErrQueueFull if the
// stream takes no records now, ErrTooLarge if it never takes this one, and
// ErrNoQueue if there is no stream for it any more.
func (r *Recorder) Publish(ctx context.Context, article Message, result Result) (duplicate bool, err error) {
	msg := r.topology.recordMessage(r.version, article, result)
	id, _ := parseRecordID(msg.Header.Get(HeaderMsgID))
	_, stored := r.stored[id]
	if !stored {
		if stored, err = r.settle(ctx, id); err != nil {
			return false, err
		}
	}
	if stored {
		return true, nil
	}
	r.doubts.LoadOrStore(id, doubt{time.Now(), r.last.Load()})
	ack, err := r.conn.store(ctx, msg, jetstream.WithExpectStream(r.topology.Enriched.Name))
	if errors.Is(err, ErrNoQueue) {
		// A cluster that is choosing a leader looks the same.
		if _, infoErr := r.out.info(ctx); !errors.Is(infoErr, jetstream.ErrStreamNotFound) {
			return false, fmt.Errorf("publish record to %s: stream %s does not answer", msg.Subject, r.topology.Enriched.Name)
		}
	}
	if err != nil {
		return false, fmt.Errorf("publish record to %s: %w", msg.Subject, err)
	}
	r.doubts.Delete(id)
	for last := r.last.Load(); ack.Sequence > last && !r.last.CompareAndSwap(last, ack.Sequence); last = r.last.Load() {
	}
	return ack.Duplicate, nil
}
