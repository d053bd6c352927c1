package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
)

// A burial is an article on its way to the dead letters.
type burial struct {
	subject  string
	header   nats.Header
	data     []byte
	seq      uint64 // in the queue
	stored   time.Time
	attempts int
	lang     string    // of its text, if that was read
	held     *delivery // nil: found in the queue
}

// bury puts an article aside and takes it from the queue: in this order, so
// that it is always in one of the two places.
func (w *Worker) bury(ctx context.Context, d *delivery, cause *pipeline.Error) {
	if d.attempt > 1 {
		// An earlier attempt may have ended well, and its acknowledgement have
		// been lost with the worker.
		found, err := w.recorded(ctx, d.message())
		if err != nil {
			w.handBack(d)
			return
		}
		if found {
			w.metrics.duplicates.Inc()
			w.metrics.ended(d.lang, endDuplicate, d.trace)
			w.acknowledge(ctx, d)
			return
		}
	}
	err := w.putAside(ctx, burial{
		subject:  d.msg.Subject,
		header:   d.msg.Header,
		data:     d.msg.Data,
		seq:      d.seq,
		stored:   d.stored,
		attempts: d.attempt,
		lang:     d.lang,
		held:     d,
	}, cause)
	switch {
	case errors.Is(err, errSettled):
		w.letGo(d, cause)
		return
	case errors.Is(err, errInterrupted):
		w.handBack(d)
		return
	case err != nil:
		// It stays in the queue, the one place that is left for it.
		w.log.Error("article can be neither enriched nor put aside", "subject", d.msg.Subject, "reason", cause.Reason, "error", err)
		w.metrics.ended(d.lang, endRetried, d.trace)
		w.giveBack(d, maxRetryDelay)
		return
	}
	err = w.confirm(ctx, d.msg, "+TERM "+string(cause.Reason))
	w.settled(d)
	if err != nil {
		w.log.Warn("article put aside but not terminated, it will come again", "subject", d.msg.Subject, "error", err)
		return
	}
	crash("terminated")
}

// maxHeader bounds what a dead letter says about an error, in bytes.
const maxHeader = 1 << 10

// putAside stores a dead letter: the article's own bytes and headers, and why
// it is here. Where a server's limit leaves no room for all that, it says less
// of why, and at last leaves the article's headers out too.
func (w *Worker) putAside(ctx context.Context, b burial, cause *pipeline.Error) error {
	bare := nats.Header{
		HeaderReason:  {string(cause.Reason)},
		HeaderSubject: {b.subject},
		// One dead letter for one stored article, whoever finds it and how often.
		HeaderMsgID: {fmt.Sprintf("%s-%d-%d", w.topology.Articles.Name, b.seq, b.stored.UnixNano())},
	}
	own := maps.Clone(b.header)
	if own == nil {
		own = nats.Header{}
	}
	// Headers that the server acts on are not for this stream, and those that
	// cannot be sent are lost. A replay had its own message id; what the
	// publisher's was it carries along.
	if id := own.Get(HeaderMsgID); id != "" && own.Get(HeaderReplays) == "" {
		own[HeaderSentAs] = []string{id}
	}
	maps.DeleteFunc(own, func(name string, _ []string) bool { return strings.HasPrefix(name, "Nats-") || !sendable(name) })
	maps.Copy(own, bare)
	full := maps.Clone(own)
	full[HeaderError] = []string{oneLine(cause.Err.Error(), maxHeader)}
	full[HeaderAttempts] = []string{strconv.Itoa(b.attempts)}
	full[HeaderStored] = []string{b.stored.UTC().Format(time.RFC3339Nano)}
	full[HeaderVersion] = []string{w.options.Version}
	full[HeaderDeadID] = []string{oneLine(articleID(Header(b.header), b.data), maxHeader)}
	if cause.Stage != "" {
		full[HeaderStage] = []string{cause.Stage}
	}
	if len(cause.Stack) > 0 {
		full[HeaderStack] = []string{oneLine(string(cause.Stack), 8*maxHeader)}
	}
	subject := w.topology.Dead.Subject + "." + string(cause.Reason)
	var err error
	for _, header := range []nats.Header{full, own, bare} {
		var ack *jetstream.PubAck
		ack, err = w.store(ctx, &nats.Msg{Subject: subject, Header: header, Data: b.data}, w.topology.Dead.Name, b.held)
		if err == nil {
			crash("letter-stored")
			if !ack.Duplicate {
				trace := traceID(Header(b.header))
				increase(w.metrics.deadLetters.WithLabelValues(string(cause.Reason)), trace)
				w.metrics.ended(b.lang, endDead, trace)
				w.log.Warn("article put aside", "subject", b.subject, "reason", cause.Reason, "stage", cause.Stage, "attempts", b.attempts, "error", cause.Err)
			}
			return nil
		}
		if !tooLarge(err) {
			return err
		}
	}
	return err
}

// oneLine makes text fit for a header, which ends at a line break.
func oneLine(text string, limit int) string {
	text = strings.NewReplacer("\r", "", "\n", `\n`, "\x00", "").Replace(strings.TrimSpace(text))
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "") + "…"
	}
	return text
}

// janitor puts aside the articles that the server has delivered for the last
// time without hearing of them again: it keeps them in the queue but delivers
// them no more. The server says so once, to whoever listens; the sweep finds
// those of which nobody heard.
func (w *Worker) janitor(ctx context.Context) {
	subject := fmt.Sprintf("$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.%s.%s", w.topology.Articles.Name, w.topology.Consumer.Name)
	advisories := make(chan *nats.Msg, 64)
	// In a queue group one worker of all hears each advisory.
	sub, err := w.conn.nc.ChanQueueSubscribe(subject, w.topology.Consumer.Name, advisories)
	if err != nil {
		w.log.Warn("no advisories of articles delivered too often; the sweep finds them later", "error", err)
	} else {
		defer sub.Unsubscribe()
	}
	suspects := w.sweep(ctx, nil)
	t := time.NewTicker(w.options.sweepInterval)
	defer t.Stop()
	for {
		select {
		case msg := <-advisories:
			var advisory struct {
				Seq        uint64 `json:"stream_seq"`
				Deliveries int    `json:"deliveries"`
			}
			if err := json.Unmarshal(msg.Data, &advisory); err != nil {
				w.log.Warn("advisory not understood", "error", err)
				continue
			}
			w.collectOne(ctx, advisory.Seq)
		case <-t.C:
			suspects = w.sweep(ctx, suspects)
		case <-ctx.Done():
			return
		}
	}
}

// maxSuspects bounds what the janitor keeps in mind; the next sweep finds more.
const maxSuspects = 10_000

// sweep looks for articles in the queue that nobody will be sent again. A work
// queue deletes what is acknowledged, so whatever is left behind the consumer's
// acknowledgement floor has been given up by the server. The floor that the
// server tells may lag; when nothing awaits an acknowledgement, all that was
// ever delivered is behind it.
//
// An article may also be there because it has been acknowledged this moment:
// the consumer moves its floor before the stream deletes the message, and in a
// cluster they do so on different servers. So an article is only put aside if
// the sweep before suspected it too; sweep returns the suspects for the next.
func (w *Worker) sweep(ctx context.Context, suspects map[uint64]bool) map[uint64]bool {
	if !w.conn.Connected() {
		return suspects
	}
	found, err := w.sweepQueue(ctx, suspects)
	if err != nil && ctx.Err() == nil {
		w.log.Warn("cannot put aside all articles delivered too often", "error", err)
	}
	return found
}

func (w *Worker) sweepQueue(ctx context.Context, suspects map[uint64]bool) (map[uint64]bool, error) {
	info, err := w.consumerInfo(ctx)
	if err != nil {
		return suspects, err
	}
	s, err := w.conn.js.Stream(ctx, w.topology.Articles.Name)
	if err != nil {
		return suspects, err
	}
	floor := info.AckFloor.Stream
	if info.NumAckPending == 0 {
		floor = info.Delivered.Stream
	}
	found := map[uint64]bool{}
	var errs []error
	for _, filter := range w.topology.Consumer.Filters {
		for seq := s.CachedInfo().State.FirstSeq; seq <= floor; {
			msg, err := s.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(filter)) // the first from seq on
			if errors.Is(err, jetstream.ErrMsgNotFound) {
				break
			}
			if err != nil {
				return found, errors.Join(append(errs, err)...)
			}
			if msg.Sequence > floor {
				break
			}
			seq = msg.Sequence + 1
			if !suspects[msg.Sequence] {
				if found[msg.Sequence] = true; len(found) == maxSuspects {
					return found, errors.Join(errs...)
				}
				continue
			}
			// One that cannot be put aside does not keep the others here.
			if err := w.collect(ctx, s, msg); err != nil {
				found[msg.Sequence] = true
				errs = append(errs, fmt.Errorf("article %d in stream %s: %w", msg.Sequence, w.topology.Articles.Name, err))
			}
		}
	}
	return found, errors.Join(errs...)
}

// collectOne puts one article aside by its place in the queue.
func (w *Worker) collectOne(ctx context.Context, seq uint64) {
	s, err := w.conn.js.Stream(ctx, w.topology.Articles.Name)
	if err == nil {
		var msg *jetstream.RawStreamMsg
		if msg, err = s.GetMsg(ctx, seq); err == nil {
			err = w.collect(ctx, s, msg)
		}
	}
	if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) && ctx.Err() == nil {
		w.log.Warn("article delivered too often not put aside yet", "error", err)
	}
}

// collect puts an article aside, unless an attempt has published its record,
// and takes it from the queue.
func (w *Worker) collect(ctx context.Context, s jetstream.Stream, msg *jetstream.RawStreamMsg) error {
	attempts := w.topology.Consumer.MaxDeliver
	found, err := w.recorded(ctx, Message{Subject: msg.Subject, Header: Header(msg.Header), Data: msg.Data})
	if err != nil {
		return err
	}
	if !found {
		err := w.putAside(ctx, burial{
			subject:  msg.Subject,
			header:   msg.Header,
			data:     msg.Data,
			seq:      msg.Sequence,
			stored:   msg.Time,
			attempts: attempts,
		}, &pipeline.Error{Reason: pipeline.MaxDeliveries, Err: fmt.Errorf("delivered %d times without an answer", attempts)})
		if err != nil {
			return err
		}
	}
	// Another worker may have been faster.
	if err := s.DeleteMsg(ctx, msg.Sequence); err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) && !errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return err
	}
	return nil
}
