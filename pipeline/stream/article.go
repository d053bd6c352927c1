package stream

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
)

// errInterrupted means that the worker was stopped before an article was done.
var errInterrupted = errors.New("interrupted")

// handle sees a delivery through: it is acknowledged, put aside, or given back
// when handle returns.
func (w *Worker) handle(ctx context.Context, d *delivery) {
	if ctx.Err() != nil {
		w.handBack(d)
		return
	}
	err := w.enrichAndPublish(ctx, d)
	var permanent *pipeline.Error
	switch {
	case err == nil:
		w.acknowledge(ctx, d)
		return
	case errors.Is(err, errInterrupted):
		w.handBack(d)
		return
	case errors.Is(err, errSettled), w.inDoubt(d):
		w.letGo(d, err)
		return
	case errors.As(err, &permanent):
	case d.attempt+1 >= w.topology.Consumer.MaxDeliver:
		permanent = &pipeline.Error{Reason: pipeline.MaxDeliveries, Err: err}
	default:
		w.retry(d, err)
		return
	}
	w.bury(ctx, d, permanent)
}

// enrichAndPublish ends with the record stored, or says why not.
func (w *Worker) enrichAndPublish(ctx context.Context, d *delivery) error {
	if d.attempt >= w.topology.Consumer.MaxDeliver {
		return &pipeline.Error{Reason: pipeline.MaxDeliveries,
			Err: fmt.Errorf("delivered %d times, and no attempt came to an end: the worker may have been killed by it", d.attempt)}
	}
	// Only so many articles are enriched at a time; meanwhile others wait for
	// the receipts of their records.
	select {
	case w.turns <- struct{}{}:
	case <-ctx.Done():
		return errInterrupted
	}
	w.metrics.inWork.Inc()
	defer w.metrics.inWork.Dec()
	r, err := w.enrich(ctx, d.message())
	<-w.turns
	if err != nil {
		return err
	}
	d.lang = r.Lang
	w.shelf.enriched(d)
	crash("enriched")
	start := time.Now()
	duplicate, err := w.publish(ctx, d, r)
	if err != nil {
		return err
	}
	crash("receipt")
	observe(w.metrics.stage.WithLabelValues(publishStage), time.Since(start), d.trace)
	if duplicate {
		w.metrics.duplicates.Inc()
		w.metrics.ended(d.lang, endDuplicate, d.trace)
	} else {
		w.metrics.published(d, r)
	}
	w.log.Debug("article enriched", "id", r.ID, "subject", d.msg.Subject, "lang", r.Lang, "bytes", d.size(),
		"attempt", d.attempt, "duplicate", duplicate, "took", time.Since(d.taken))
	if w.options.published != nil {
		w.options.published()
	}
	return nil
}

// enrich runs Enrich in a goroutine of its own, so that an article that hangs
// holds up its time limit and nothing else, and turns a panic into its error.
func (w *Worker) enrich(parent context.Context, m Message) (Result, error) {
	ctx, cancel := context.WithTimeout(withTrace(parent, traceID(m.Header)), w.options.ArticleTimeout)
	defer cancel()
	type outcome struct {
		result Result
		err    error
	}
	done := make(chan outcome) // never buffered: a send is either received or hears of the end
	gone := make(chan struct{})
	go func() {
		o := outcome{err: errors.New("the enrichment ended its goroutine")}
		defer func() {
			if v := recover(); v != nil {
				o.err = &pipeline.Error{Reason: pipeline.Panic, Err: fmt.Errorf("%v", v), Stack: debug.Stack()}
			}
			select {
			case done <- o:
			case <-gone:
				w.returned()
			}
		}()
		misbehave(m)
		o.result, o.err = w.options.Enrich(ctx, m)
	}()
	var err error
	select {
	case o := <-done:
		if o.err == nil {
			return o.result, nil
		}
		err = o.err
	case <-ctx.Done():
		w.gaveUp()
		close(gone)
		err = ctx.Err()
	}
	switch {
	case parent.Err() != nil && errors.Is(err, context.Canceled):
		return Result{}, errInterrupted
	case ctx.Err() != nil && errors.Is(err, context.DeadlineExceeded):
		return Result{}, &pipeline.Error{Reason: pipeline.Timeout, Err: fmt.Errorf("not done after %v: %w", w.options.ArticleTimeout, err)}
	}
	return Result{}, err
}

// gaveUp and returned count the enrichments that did not return in time. They
// go on using a CPU each.
func (w *Worker) gaveUp() {
	w.metrics.hung.Inc()
	w.hung.Add(1)
}

func (w *Worker) returned() {
	w.metrics.hung.Dec()
	w.hung.Add(-1)
}

// publish stores the record in the output stream and reports whether it was
// there already.
func (w *Worker) publish(ctx context.Context, d *delivery, r Result) (duplicate bool, err error) {
	ack, err := w.store(ctx, w.topology.recordMessage(w.options.Version, d.message(), r), w.topology.Enriched.Name, d)
	if tooLarge(err) {
		return false, &pipeline.Error{Reason: pipeline.TooLarge, Stage: publishStage,
			Err: fmt.Errorf("the record has %d bytes: %w", len(r.Record), err)}
	}
	if err != nil {
		return false, err
	}
	return ack.Duplicate, nil
}

// recordMessage is the record of an article as this version publishes it.
func (t Topology) recordMessage(version string, article Message, r Result) *nats.Msg {
	lang := token(r.Lang)
	if lang == "" {
		lang = "und"
	}
	msg := &nats.Msg{Subject: t.Enriched.Subject + "." + lang, Header: recordHeader(r, nats.Header(article.Header)), Data: r.Record}
	msg.Header.Set(HeaderMsgID, messageID(version, article))
	return msg
}

// recordHeader is that of a record, made of an article with this header.
func recordHeader(r Result, article nats.Header) nats.Header {
	header := traceHeader(article)
	header[HeaderContentType] = []string{"application/json"}
	header[HeaderArticleID] = []string{oneLine(r.ID, maxHeader)}
	return header
}

func traceHeader(article nats.Header) nats.Header {
	header := nats.Header{}
	size := 0
	standardFirst := func(a, b string) int {
		if x := strings.HasPrefix(strings.ToLower(a), "x-"); x != strings.HasPrefix(strings.ToLower(b), "x-") {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	}
	for _, name := range slices.SortedFunc(maps.Keys(article), standardFirst) {
		values := article[name]
		if !isTrace(name) || !sendable(name) || len(values) > maxTraceHeaders {
			continue
		}
		needed := len(name) * len(values)
		for _, value := range values {
			needed += len(value)
		}
		if size+needed <= maxTrace && len(header) < maxTraceHeaders {
			header[name], size = values, size+needed
		}
	}
	return header
}

// Limits of the trace headers that follow an article, in bytes and in number:
// above what W3C Trace Context (512 bytes of tracestate) and Baggage (8192
// bytes, 64 entries) ask to be passed on, and no burden on every record.
const (
	maxTrace        = 16 << 10
	maxTraceHeaders = 64
)

// messageID is that of the record which this version makes of a message: the
// same whenever the message comes again, another as soon as a byte or a header
// that belongs to the article, its identifier among them, differs.
func messageID(version string, m Message) string {
	h := sha256.New()
	part := func(s string) {
		io.WriteString(h, s)
		h.Write([]byte{0})
	}
	part(version)
	for _, name := range slices.Sorted(maps.Keys(m.Header)) {
		if lower := strings.ToLower(name); lower == "content-type" || strings.HasPrefix(lower, "article-") {
			part(lower)
			part(m.Header.Get(name))
		}
	}
	h.Write(m.Data)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// store publishes a message, which has an id, and waits until its stream has it.
// It gives up like persist, when the message is too large, which no waiting mends, and when
// what it is made of (nil: nothing held) has been settled by another worker
// (errSettled).
func (w *Worker) store(ctx context.Context, msg *nats.Msg, stream string, of *delivery) (ack *jetstream.PubAck, err error) {
	err = w.persist(ctx, stream, func(ctx context.Context) error {
		if of != nil && w.inDoubt(of) {
			if queued, err := w.inQueue(ctx, of.seq); err == nil && !queued {
				return errSettled
			}
		}
		crashSending(w.conn.nc, msg)
		ack, err = permitted(ctx, w.conn, msg.Subject, func(ctx context.Context) (*jetstream.PubAck, error) {
			return w.conn.js.PublishMsg(ctx, msg, jetstream.WithExpectStream(stream))
		})
		return err
	})
	return ack, err
}

// persist tries something with a stream until it works, for as long as it
// takes: an output stream that is full or away is not the article's fault and
// costs it no attempt. It gives up when ctx is done (errInterrupted).
func (w *Worker) persist(ctx context.Context, stream string, try func(context.Context) error) error {
	for tries := 0; ; tries++ {
		// Without a connection nats.go would buffer each try and send them all
		// in the end.
		if err := w.conn.Wait(ctx); err != nil {
			return errInterrupted
		}
		request, cancel := context.WithTimeout(ctx, requestLimit)
		err := try(request)
		cancel()
		switch {
		case err == nil:
			if w.faults.set(publishing, nil) {
				w.log.Info("publishing again", "stream", stream)
			}
			return nil
		case tooLarge(err), errors.Is(err, errSettled):
			return err
		case ctx.Err() != nil:
			return errInterrupted
		}
		w.metrics.publishErrors.Inc()
		if w.faults.set(publishing, fmt.Errorf("stream %s: %w", stream, err)) {
			w.log.Warn("cannot publish, trying until it works", "stream", stream, "error", err)
		}
		if !pause(ctx, backoff(100*time.Millisecond, tries, 5*time.Second)) {
			return errInterrupted
		}
	}
}

func tooLarge(err error) bool {
	return errors.Is(err, nats.ErrMaxPayload) || errors.Is(err, jetstream.ErrStreamMessageExceedsMaximum)
}

// acknowledge tells the server that the article is done and waits for its
// confirmation. If none comes the article comes again and its record is
// dropped as a duplicate.
func (w *Worker) acknowledge(ctx context.Context, d *delivery) {
	err := w.confirm(ctx, d.msg, "+ACK")
	w.settled(d)
	if err != nil {
		w.log.Warn("article done but not acknowledged, it will come again", "subject", d.msg.Subject, "error", err)
		return
	}
	crash("acknowledged")
	observe(w.metrics.article, time.Since(d.taken), d.trace)
	w.metrics.lastSuccess.SetToCurrentTime()
}

// confirm sends an acknowledgement as a request, so that the server's answer
// shows that it is settled. jetstream.Msg has this for +ACK (DoubleAck) but
// not for +TERM. A request under way outlives ctx: what is stored already
// should not come again for want of a moment.
func (w *Worker) confirm(ctx context.Context, msg *nats.Msg, ack string) error {
	var err error
	for try := range 3 {
		if !w.conn.Connected() {
			if err = w.conn.Wait(ctx); err != nil {
				return err
			}
		}
		request, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmLimit)
		answer := &nats.Msg{Subject: msg.Reply, Data: []byte(ack)}
		crashSending(w.conn.nc, answer)
		_, err = permitted(request, w.conn, answer.Subject, func(ctx context.Context) (*nats.Msg, error) {
			return w.conn.nc.RequestMsgWithContext(ctx, answer)
		})
		cancel()
		if err == nil || !pause(ctx, backoff(100*time.Millisecond, try, time.Second)) {
			break
		}
	}
	return err
}

// retry gives an article back for another attempt later. A nak without a delay
// would bring it back at once and use up all attempts within milliseconds.
func (w *Worker) retry(d *delivery, cause error) {
	delay := backoff(w.options.RetryDelay, d.attempt-1, maxRetryDelay)
	w.metrics.retries.Inc()
	w.metrics.ended(d.lang, endRetried, d.trace)
	w.log.Warn("article failed, it will be tried again", "subject", d.msg.Subject, "attempt", d.attempt, "in", delay, "error", cause)
	w.giveBack(d, delay)
}

// handBack gives an article back because the worker stops; another may have it
// soon, but not before this one's last request for articles is over: that would
// get it again, and an attempt would be used up.
func (w *Worker) handBack(d *delivery) {
	w.metrics.handedBack.Inc()
	w.metrics.ended(d.lang, endHandedBack, d.trace)
	open := time.Until(time.Unix(0, w.asked.Load()).Add(pullExpiry))
	w.giveBack(d, max(open, 0)+backoff(100*time.Millisecond, 0, time.Second))
}

func (w *Worker) giveBack(d *delivery, delay time.Duration) {
	w.settled(d) // before the nak: an InProgress after it would undo the delay
	if err := d.msg.NakWithDelay(delay); err != nil {
		w.log.Warn("article not given back, it comes again after AckWait", "subject", d.msg.Subject, "error", err)
	}
}

// token makes a string fit to be one part of a subject.
func token(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return -1
	}, s)
}
