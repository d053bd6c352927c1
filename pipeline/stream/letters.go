package stream

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
)

// A Letter is a dead letter: an article that could not be enriched, and why.
type Letter struct {
	Seq       uint64          `json:"seq"` // its place in the stream of dead letters
	Reason    pipeline.Reason `json:"reason"`
	Stage     string          `json:"stage,omitempty"`
	Error     string          `json:"error,omitempty"`
	Stack     string          `json:"stack,omitempty"`      // of a panic, on lines
	Attempts  int             `json:"attempts,omitempty"`   // deliveries until it was given up
	Replays   int             `json:"replays,omitempty"`    // how often it had been replayed by then
	Subject   string          `json:"subject,omitempty"`    // the article's
	ArticleID string          `json:"article_id,omitempty"` // as its publisher gave it
	Stored    time.Time       `json:"stored,omitzero"`      // in the queue
	Buried    time.Time       `json:"buried"`               // here
	Version   string          `json:"version,omitempty"`    // of the producer that gave it up
	Size      int             `json:"size"`                 // of the article, in bytes
	Header    Header          `json:"header,omitempty"`     // the article's, as it was published
	Data      []byte          `json:"body,omitempty"`       // the article's bytes; List leaves them out

	identified bool // the letter says its article's identifier, or that there is none
}

// letterOf reads a dead letter, also one of an older version.
func letterOf(seq uint64, subject string, buried time.Time, header nats.Header, data []byte) Letter {
	h := Header(header)
	l := Letter{
		Seq:       seq,
		Reason:    pipeline.Reason(h.Get(HeaderReason)),
		Stage:     h.Get(HeaderStage),
		Error:     h.Get(HeaderError),
		Stack:     strings.ReplaceAll(h.Get(HeaderStack), `\n`, "\n"),
		Subject:   h.Get(HeaderSubject),
		Version:   h.Get(HeaderVersion),
		ArticleID: cmp.Or(h.Get(HeaderDeadID), h.Get(HeaderArticleID)),
		Buried:    buried,
		Size:      len(data),
		Header:    Header{},
		Data:      data,
	}
	_, l.identified = h[HeaderDeadID]
	if l.Reason == "" {
		l.Reason = pipeline.Reason(subject[strings.LastIndexByte(subject, '.')+1:])
	}
	l.Attempts, _ = strconv.Atoi(h.Get(HeaderAttempts))
	l.Replays, _ = strconv.Atoi(h.Get(HeaderReplays))
	l.Stored, _ = time.Parse(time.RFC3339Nano, h.Get(HeaderStored))
	// Headers that come without their body tell its size.
	if size, err := strconv.Atoi(h.Get("Nats-Msg-Size")); err == nil {
		l.Size = size
	}
	for name, values := range h {
		if !strings.HasPrefix(name, "Enricher-") && !strings.HasPrefix(name, "Nats-") {
			l.Header[name] = values
		}
	}
	if id := h.Get(HeaderSentAs); id != "" {
		l.Header[HeaderMsgID] = []string{id}
	}
	return l
}

// articleID is an article's identifier, as enrichment would find it: its own,
// else its header's. It reads no further than it must and forgives what
// follows, for a dead letter's bytes may be anything.
func articleID(h Header, data []byte) string {
	id := h.Get(HeaderArticleID)
	if media := strings.ToLower(h.Get(HeaderContentType)); media != "" && !strings.Contains(media, "json") {
		return id
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return id
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return id
		}
		if s, ok := name.(string); ok && strings.EqualFold(s, "id") {
			var own string
			if d.Decode(&own) == nil && own != "" {
				return own
			}
			return id
		}
		var skipped json.RawMessage
		if d.Decode(&skipped) != nil {
			return id
		}
	}
	return id
}

// A Filter chooses dead letters; one without a field chooses all.
type Filter struct {
	Reasons []pipeline.Reason // any of them
	Stage   string
	Subject string     // the article's, with NATS wildcards
	ID      string     // the article's
	Seqs    []SeqRange // any of them
	// Buried before or at the earliest then.
	Before, Since time.Time
}

// A SeqRange is a run of letters' numbers, both ends included.
type SeqRange struct{ From, To uint64 }

// Empty reports whether the filter chooses all letters.
func (f Filter) Empty() bool {
	return len(f.Reasons) == 0 && f.Stage == "" && f.Subject == "" && f.ID == "" && len(f.Seqs) == 0 && f.Before.IsZero() && f.Since.IsZero()
}

// Check finds what can match nothing: a subject that is none, or a run of
// numbers that ends before it begins.
func (f Filter) Check() error {
	if f.Subject != "" && !natsserver.IsValidSubject(f.Subject) {
		return fmt.Errorf("%q is no subject: parts are separated by single dots, * stands for a part and > at the end for all that follow", f.Subject)
	}
	for _, r := range f.Seqs {
		if r.From > r.To {
			return fmt.Errorf("numbers %d-%d: the first is greater than the last", r.From, r.To)
		}
	}
	return nil
}

// matches tells whether the filter chooses a letter. It leaves the article's
// identifier aside, which may take the letter's body to know.
func (f Filter) matches(l *Letter) bool {
	return (len(f.Reasons) == 0 || slices.Contains(f.Reasons, l.Reason)) &&
		(f.Stage == "" || f.Stage == l.Stage) &&
		(f.Subject == "" || natsserver.SubjectMatchesFilter(l.Subject, f.Subject)) &&
		(len(f.Seqs) == 0 || slices.ContainsFunc(f.Seqs, func(r SeqRange) bool { return r.From <= l.Seq && l.Seq <= r.To })) &&
		(f.Before.IsZero() || l.Buried.Before(f.Before)) &&
		!l.Buried.Before(f.Since)
}

// span are the first and the last letter's number that the filter can choose
// of so many.
func (f Filter) span(last uint64) (from, to uint64) {
	if len(f.Seqs) == 0 {
		return 1, last
	}
	from = slices.MinFunc(f.Seqs, func(a, b SeqRange) int { return cmp.Compare(a.From, b.From) }).From
	to = slices.MaxFunc(f.Seqs, func(a, b SeqRange) int { return cmp.Compare(a.To, b.To) }).To
	return max(from, 1), min(to, last)
}

var (
	// ErrNoLetter means that there is no dead letter of this number, or no
	// longer.
	ErrNoLetter = errors.New("no such dead letter")
	// ErrQueueFull means that the queue takes no more articles for now.
	ErrQueueFull = errors.New("the queue is full")
	// ErrTooLarge means that the stream never takes a message of this size.
	ErrTooLarge = errors.New("too large for the stream")
	// ErrNoQueue means that no stream takes messages on a subject.
	ErrNoQueue = errors.New("no stream takes messages there")
)

// DeadLetters is the stream of dead letters as it was when it was opened:
// letters that come later are left alone.
type DeadLetters struct {
	conn     *Conn
	topology Topology
	stream   jetstream.Stream
	last     uint64 // letter's number
}

// DeadLetters opens the stream of dead letters; an error if there is none.
func (c *Conn) DeadLetters(ctx context.Context, t Topology) (*DeadLetters, error) {
	t = t.withDefaults()
	s, err := permitted(ctx, c, "", func(ctx context.Context) (jetstream.Stream, error) { return c.js.Stream(ctx, t.Dead.Name) })
	if err != nil {
		return nil, fmt.Errorf("stream of dead letters %s: %w", t.Dead.Name, err)
	}
	return &DeadLetters{conn: c, topology: t, stream: s, last: s.CachedInfo().State.LastSeq}, nil
}

// headerBatch is how many letters, without their bodies, are held at a time.
const headerBatch = 2048

// List yields the letters that a filter chooses, the oldest first and without
// their bodies, which stay on the server. An error is the last it yields.
func (d *DeadLetters) List(ctx context.Context, f Filter) iter.Seq2[Letter, error] {
	return func(yield func(Letter, error) bool) {
		if err := d.list(ctx, f, func(l Letter) bool { return yield(l, nil) }); err != nil {
			yield(Letter{}, fmt.Errorf("list dead letters: %w", err))
		}
	}
}

func (d *DeadLetters) list(ctx context.Context, f Filter, yield func(Letter) bool) error {
	if err := f.Check(); err != nil {
		return err
	}
	next, last := f.span(d.last)
	for silence := 0; next <= last; {
		batch, pending, err := d.headers(ctx, f, next)
		if err != nil {
			return err
		}
		if pending == 0 {
			return nil
		}
		if len(batch) > 0 {
			silence = 0
		} else if silence++; silence == 3 {
			return fmt.Errorf("the server has %d more and does not send them", pending)
		}
		for _, l := range batch {
			next = l.Seq + 1
			if l.Seq > last || !f.Before.IsZero() && !l.Buried.Before(f.Before) {
				return nil // they come in the order of both
			}
			if !f.matches(&l) {
				continue
			}
			if ok, err := d.hasID(ctx, &l, f.ID); err != nil {
				return err
			} else if ok && !yield(l) {
				return nil
			}
		}
	}
	return nil
}

// headers fetches letters from one on, without bodies, and tells how many of
// these the server has. Each batch has a consumer of its own, for the next may
// be asked for much later.
func (d *DeadLetters) headers(ctx context.Context, f Filter, from uint64) ([]Letter, uint64, error) {
	config := jetstream.ConsumerConfig{
		DeliverPolicy:     jetstream.DeliverByStartSequencePolicy,
		OptStartSeq:       from,
		AckPolicy:         jetstream.AckNonePolicy,
		HeadersOnly:       true,
		MemoryStorage:     true,
		Replicas:          1,
		InactiveThreshold: 30 * time.Second,
	}
	if from == 1 && !f.Since.IsZero() {
		config.DeliverPolicy, config.OptStartSeq, config.OptStartTime = jetstream.DeliverByStartTimePolicy, 0, &f.Since
	}
	for _, reason := range f.Reasons {
		config.FilterSubjects = append(config.FilterSubjects, d.topology.Dead.Subject+"."+string(reason))
	}
	consumer, err := permitted(ctx, d.conn, "", func(ctx context.Context) (jetstream.Consumer, error) { return d.stream.CreateConsumer(ctx, config) })
	if err != nil {
		return nil, 0, err
	}
	name, pending := consumer.CachedInfo().Name, consumer.CachedInfo().NumPending
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), requestLimit)
		defer cancel()
		d.stream.DeleteConsumer(ctx, name) // if that fails, the server does it soon
	}()
	if pending == 0 {
		return nil, 0, nil
	}
	messages, err := consumer.FetchNoWait(int(min(pending, headerBatch)))
	if err != nil {
		return nil, 0, err
	}
	var letters []Letter
	intact := true
	for msg := range messages.Messages() {
		meta, err := msg.Metadata()
		if err != nil {
			return nil, 0, err
		}
		// What comes after one that was lost on the way is asked for again.
		if intact = intact && meta.Sequence.Consumer == uint64(len(letters))+1; intact {
			letters = append(letters, letterOf(meta.Sequence.Stream, msg.Subject(), meta.Timestamp, msg.Headers(), nil))
		}
	}
	if err := cmp.Or(messages.Error(), ctx.Err()); err != nil {
		return nil, 0, err
	}
	return letters, pending, nil
}

// hasID tells whether the letter's article has an identifier. An older
// version's letter does not say what its article's is; the bytes do.
func (d *DeadLetters) hasID(ctx context.Context, l *Letter, id string) (bool, error) {
	if id == "" {
		return true, nil
	}
	if !l.identified {
		whole, err := d.Get(ctx, l.Seq)
		if errors.Is(err, ErrNoLetter) {
			return false, nil
		} else if err != nil {
			return false, err
		}
		l.ArticleID = whole.ArticleID
	}
	return l.ArticleID == oneLine(id, maxHeader), nil
}

// Get is a letter with its body; ErrNoLetter if it is gone.
func (d *DeadLetters) Get(ctx context.Context, seq uint64) (Letter, error) {
	msg, err := permitted(ctx, d.conn, "", func(ctx context.Context) (*jetstream.RawStreamMsg, error) { return d.stream.GetMsg(ctx, seq) })
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return Letter{}, fmt.Errorf("%w: number %d in stream %s", ErrNoLetter, seq, d.topology.Dead.Name)
	}
	if err != nil {
		return Letter{}, fmt.Errorf("dead letter %d: %w", seq, err)
	}
	l := letterOf(msg.Sequence, msg.Subject, msg.Time, msg.Header, msg.Data)
	if !l.identified {
		l.ArticleID = oneLine(articleID(l.Header, l.Data), maxHeader)
	}
	return l, nil
}

// Replay puts a letter's article back into the queue: its own bytes and
// headers, on its own subject, or on another if to is not empty. Unless keep
// is set it then deletes the letter. It returns once the queue has the
// article, and reports whether it had it already: each letter is replayed
// under a message id of its own, so that one that could not be deleted last
// time does no harm within the queue's deduplication window.
//
// The error is ErrNoLetter if the letter is gone, ErrQueueFull if the queue
// takes no articles now, and ErrTooLarge if it never takes this one. With any
// error but the first the letter is still there.
func (d *DeadLetters) Replay(ctx context.Context, seq uint64, to string, keep bool) (duplicate bool, err error) {
	l, err := d.Get(ctx, seq)
	if err != nil {
		return false, err
	}
	msg := &nats.Msg{Subject: cmp.Or(to, l.Subject), Header: nats.Header(maps.Clone(l.Header)), Data: l.Data}
	if msg.Subject == "" {
		return false, fmt.Errorf("dead letter %d does not say which subject its article came from", seq)
	}
	if natsserver.SubjectMatchesFilter(msg.Subject, d.topology.Dead.Subject+".>") {
		return false, fmt.Errorf("dead letter %d: %s is a subject of dead letters, not of articles", seq, msg.Subject)
	}
	attempt := l.Replays + 1
	msg.Header[HeaderReplays] = []string{strconv.Itoa(attempt)}
	if sent := msg.Header[HeaderMsgID]; len(sent) > 0 {
		msg.Header[HeaderSentAs] = sent
	}
	options := []jetstream.PublishOpt{
		// The time tells it from a letter of a stream that was made anew.
		jetstream.WithMsgID(fmt.Sprintf("replay-%s-%d-%d-%d", d.topology.Dead.Name, seq, l.Buried.UnixNano(), attempt)),
	}
	if to == "" {
		options = append(options, jetstream.WithExpectStream(d.topology.Articles.Name))
	}
	request, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	ack, err := permitted(request, d.conn, msg.Subject, func(ctx context.Context) (*jetstream.PubAck, error) {
		return d.conn.js.PublishMsg(ctx, msg, options...)
	})
	switch {
	case full(err):
		return false, fmt.Errorf("dead letter %d to %s: %w: %w", seq, msg.Subject, ErrQueueFull, err)
	case tooLarge(err):
		return false, fmt.Errorf("dead letter %d of %d bytes to %s: %w: %w", seq, l.Size, msg.Subject, ErrTooLarge, err)
	case errors.Is(err, jetstream.ErrNoStreamResponse), errors.Is(err, nats.ErrNoResponders):
		return false, fmt.Errorf("dead letter %d: no stream takes articles on %s: %w", seq, msg.Subject, err)
	case err != nil:
		return false, fmt.Errorf("dead letter %d to %s: %w", seq, msg.Subject, err)
	}
	if keep {
		return ack.Duplicate, nil
	}
	if err := d.Delete(ctx, seq); err != nil {
		return ack.Duplicate, fmt.Errorf("%w (its article is in stream %s already)", err, ack.Stream)
	}
	return ack.Duplicate, nil
}

// full tells that a stream refused a message because one of its limits, or
// the server's, is reached.
func full(err error) bool {
	const insufficientResources, storeFailed = 10023, 10077
	var api *jetstream.APIError
	return errors.As(err, &api) &&
		(api.ErrorCode == insufficientResources || api.ErrorCode == storeFailed && strings.Contains(api.Description, "maximum"))
}

// Delete deletes a letter for good. One that is gone already is no error.
func (d *DeadLetters) Delete(ctx context.Context, seq uint64) error {
	_, err := permitted(ctx, d.conn, "", func(ctx context.Context) (struct{}, error) { return struct{}{}, d.stream.DeleteMsg(ctx, seq) })
	if err != nil && !errors.Is(err, jetstream.ErrMsgNotFound) && !errors.Is(err, jetstream.ErrMsgDeleteUnsuccessful) {
		return fmt.Errorf("delete dead letter %d: %w", seq, err)
	}
	return nil
}

// Purge deletes the letters that a filter chooses and returns how many. It
// tells deleted, if not nil, how many there are so far.
func (d *DeadLetters) Purge(ctx context.Context, f Filter, deleted func(n int)) (int, error) {
	if reasons := (Filter{Reasons: f.Reasons}); reflect.DeepEqual(f, reasons) {
		return d.purge(ctx, reasons)
	}
	n := 0
	for l, err := range d.List(ctx, f) {
		if err == nil {
			err = d.Delete(ctx, l.Seq)
		}
		if err != nil {
			return n, err
		}
		if n++; deleted != nil {
			deleted(n)
		}
	}
	return n, nil
}

// purge deletes all letters, or those of some reasons, at a stroke.
func (d *DeadLetters) purge(ctx context.Context, f Filter) (int, error) {
	n := 0
	for _, err := range d.List(ctx, f) { // the server does not tell
		if err != nil {
			return 0, err
		}
		n++
	}
	_, err := permitted(ctx, d.conn, "", func(ctx context.Context) (struct{}, error) {
		if len(f.Reasons) == 0 {
			return struct{}{}, d.stream.Purge(ctx, jetstream.WithPurgeSequence(d.last+1))
		}
		for _, reason := range f.Reasons {
			err := d.stream.Purge(ctx, jetstream.WithPurgeSubject(d.topology.Dead.Subject+"."+string(reason)), jetstream.WithPurgeSequence(d.last+1))
			if err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return n, err
}
