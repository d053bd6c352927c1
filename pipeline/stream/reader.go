package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sort"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A Reader reads the messages that a stream holds, by their numbers. It takes
// none, acknowledges none and makes no consumer: a work queue's workers lose
// nothing, and a stream that others fill and empty may be read meanwhile.
type Reader struct {
	conn    *Conn
	stream  string
	filter  string // a subject with wildcards
	created time.Time
	queue   bool // messages leave the stream when they have been worked on
}

// A Stored is a message with its number in a stream.
type Stored struct {
	Message
	Seq uint64
}

// Reader opens a stream for reading. The filter is a subject, perhaps with
// wildcards, that messages must have; empty: any.
func (c *Conn) Reader(ctx context.Context, stream, filter string) (*Reader, error) {
	if !validName(stream) {
		return nil, fmt.Errorf("stream name %q: want no white space and none of . * > / \\", stream)
	}
	if filter == "" {
		filter = ">"
	} else if !natsserver.IsValidSubject(filter) {
		return nil, fmt.Errorf("%q is no subject: parts are separated by single dots, * stands for a part and > at the end for all that follow", filter)
	}
	r := &Reader{conn: c, stream: stream, filter: filter}
	info, err := r.info(ctx)
	if err != nil {
		return nil, fmt.Errorf("stream %s: %w", stream, err)
	}
	r.created, r.queue = info.Created, info.Config.Retention != jetstream.LimitsPolicy
	return r, nil
}

func (r *Reader) info(ctx context.Context) (*jetstream.StreamInfo, error) {
	opened, err := permitted(ctx, r.conn, "", func(ctx context.Context) (jetstream.Stream, error) { return r.conn.js.Stream(ctx, r.stream) })
	if err != nil {
		return nil, err
	}
	return opened.CachedInfo(), nil
}

// Created is when the stream was made: one that was deleted and made anew
// numbers its messages from 1 again.
func (r *Reader) Created() time.Time { return r.created }

// Range finds the numbers of the messages from one number on, or from a time
// on, up to the last that the stream holds now; without both (0, the zero time)
// from the first. There is none where first is greater than last. A number
// before the stream's first message, or after the next to come, is an error: a
// message that somebody counts on is not there.
func (r *Reader) Range(ctx context.Context, seq uint64, since time.Time) (first, last uint64, err error) {
	info, err := r.info(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("stream %s: %w", r.stream, err)
	}
	first, last = max(info.State.FirstSeq, 1), info.State.LastSeq
	switch {
	case seq > 0 && seq < first:
		return 0, 0, fmt.Errorf("stream %s begins at %d: %d to %d are gone; from %d on there are those that are left", r.stream, first, seq, first-1, first)
	case seq > last+1:
		return 0, 0, fmt.Errorf("stream %s ends at %d: there is no message %d", r.stream, last, seq)
	case seq > 0:
		return seq, last, nil
	case since.IsZero():
		return first, last, nil
	}
	// Numbers grow with time.
	n := sort.Search(int(last+1-first), func(i int) bool {
		var m *Stored
		if err == nil {
			m, err = r.patiently(ctx, first+uint64(i), ">")
		}
		return m == nil || !m.Stored.Before(since)
	})
	if err != nil {
		return 0, 0, fmt.Errorf("stream %s: %w", r.stream, err)
	}
	return first + uint64(n), last, nil
}

// A GoneError says that messages left a stream before they were read: it is
// full, or they were too old, or somebody deleted them. It is not told of a work
// queue, which messages leave as they should.
type GoneError struct {
	Stream   string
	From, To uint64
}

func (e *GoneError) Error() string {
	return fmt.Sprintf("messages %d to %d of stream %s left it before they were read: it drops the oldest when it is full or they are too old", e.From, e.To, e.Stream)
}

// readAhead is how many messages are asked for before they are needed.
const readAhead = 8

// Read yields the messages with numbers from one up to and with another, in
// order, those that match the filter. A *GoneError tells what is missing, as far
// as can be known, and reading goes on; any other error is the last. While no
// server answers Read waits, until ctx is done: then it ends without an error.
func (r *Reader) Read(ctx context.Context, from, to uint64) iter.Seq2[Stored, error] {
	return func(yield func(Stored, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		ended := ctx.Done()
		// Questions are asked ahead on the guess that numbers follow each other;
		// where they do not, later questions have the same answer, and fewer are
		// asked at a time.
		var asked []*question
		ahead := 1
		for next := from; next <= to; {
			for n := next + uint64(len(asked)); len(asked) < ahead && n <= to; n++ {
				asked = append(asked, r.ask(ctx, n))
			}
			q := asked[0]
			select {
			case <-q.answered:
			case <-ended:
				return
			}
			asked = asked[1:]
			if ctx.Err() != nil {
				return
			}
			found := to + 1
			if q.err == nil && q.message != nil && q.message.Seq <= to {
				found = q.message.Seq
			}
			err := q.err
			if err == nil && found > next {
				asked, ahead = nil, 1
				err = r.missing(ctx, next, found-1, to)
			}
			var gone *GoneError
			switch {
			case errors.As(err, &gone):
				if !yield(Stored{Seq: gone.To}, gone) {
					return
				}
			case ctx.Err() != nil:
				return
			case err != nil:
				yield(Stored{}, fmt.Errorf("stream %s, from message %d on: %w", r.stream, next, err))
				return
			}
			if found > to {
				return
			}
			if !yield(*q.message, nil) {
				return
			}
			if found == next {
				ahead = min(2*ahead, readAhead)
			}
			next = found + 1
		}
	}
}

// A question is asked for a message.
type question struct {
	answered chan struct{}
	message  *Stored // nil: there is none
	err      error
}

func (r *Reader) ask(ctx context.Context, seq uint64) *question {
	q := &question{answered: make(chan struct{})}
	go func() {
		defer close(q.answered)
		q.message, q.err = r.patiently(ctx, seq, r.filter)
	}()
	return q
}

// patiently asks until there is an answer, or one that no waiting mends.
func (r *Reader) patiently(ctx context.Context, seq uint64, filter string) (m *Stored, err error) {
	err = r.conn.untilAnswered(ctx, "cannot read stream "+r.stream, func(ctx context.Context) error {
		m, err = r.next(ctx, seq, filter)
		return err
	})
	return m, err
}

// missing finds out about numbers that no message with the filter's subject
// has, up to the last one wanted.
func (r *Reader) missing(ctx context.Context, from, to, last uint64) error {
	var info *jetstream.StreamInfo
	err := r.conn.untilAnswered(ctx, "cannot look at stream "+r.stream, func(ctx context.Context) (err error) {
		info, err = r.info(ctx)
		return err
	})
	switch {
	case err != nil:
		return err
	case !info.Created.Equal(r.created):
		return errors.New("the stream was deleted and made anew")
	case info.State.LastSeq < last:
		return fmt.Errorf("the stream ends at %d now, and ended at %d when the reading began: its server has lost messages", info.State.LastSeq, last)
	case !r.queue && info.State.FirstSeq > from:
		return &GoneError{Stream: r.stream, From: from, To: min(info.State.FirstSeq-1, to)}
	}
	return nil
}

// next is the first message from a number on that has the filter's subject; nil
// if there is none. The stream's leader is asked: another replica, which answers
// direct requests, may not have the message yet.
func (r *Reader) next(ctx context.Context, seq uint64, filter string) (*Stored, error) {
	request, err := json.Marshal(struct {
		Seq  uint64 `json:"seq"`
		Next string `json:"next_by_subj"`
	}{seq, filter})
	if err != nil {
		return nil, err
	}
	subject := "$JS.API.STREAM.MSG.GET." + r.stream
	msg, err := permitted(ctx, r.conn, subject, func(ctx context.Context) (*nats.Msg, error) {
		return r.conn.nc.RequestWithContext(ctx, subject, request)
	})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Error   *jetstream.APIError `json:"error"`
		Message struct {
			Subject string    `json:"subject"`
			Seq     uint64    `json:"seq"`
			Header  []byte    `json:"hdrs"`
			Data    []byte    `json:"data"`
			Time    time.Time `json:"time"`
		} `json:"message"`
	}
	if err := json.Unmarshal(msg.Data, &answer); err != nil {
		return nil, fmt.Errorf("answer on %s not understood: %w", subject, err)
	}
	switch m := answer.Message; {
	case answer.Error != nil && answer.Error.ErrorCode == jetstream.JSErrCodeMessageNotFound:
		return nil, nil
	case answer.Error != nil:
		return nil, answer.Error
	case m.Seq < seq:
		return nil, fmt.Errorf("message %d comes where one from %d on was asked for", m.Seq, seq)
	default:
		stored := &Stored{Message{Subject: m.Subject, Data: m.Data, Stored: m.Time, Attempt: 1}, m.Seq}
		if len(m.Header) > 0 {
			header, err := nats.DecodeHeadersMsg(m.Header)
			if err != nil {
				return nil, fmt.Errorf("message %d: its header: %w", m.Seq, err)
			}
			stored.Header = Header(header)
		}
		return stored, nil
	}
}

// untilAnswered tries something until it works, as long as waiting may mend it:
// no server is reached, one does not answer, or a cluster has no leader. The
// error is what no waiting mends, or that of ctx.
func (c *Conn) untilAnswered(ctx context.Context, trouble string, try func(context.Context) error) error {
	for tries := 0; ; tries++ {
		if err := c.Wait(ctx); err != nil {
			return err
		}
		request, cancel := context.WithTimeout(ctx, requestLimit)
		err := try(request)
		cancel()
		switch {
		case err == nil, !passing(err):
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case tries == 0:
			c.log.Log(ctx, slog.LevelWarn, trouble+", trying until it works", "error", err)
		}
		if !pause(ctx, backoff(100*time.Millisecond, tries, 5*time.Second)) {
			return ctx.Err()
		}
	}
}

// passing tells the errors of a request that another try may not have.
func passing(err error) bool {
	var api *jetstream.APIError
	switch {
	case errors.As(err, &api):
		return api.Code == 503
	case errors.Is(err, nats.ErrConnectionClosed), errors.Is(err, nats.ErrPermissionViolation):
		return false
	}
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrTimeout) || errors.Is(err, nats.ErrNoResponders) ||
		errors.Is(err, nats.ErrDisconnected) || errors.Is(err, nats.ErrReconnectBufExceeded) || errors.Is(err, jetstream.ErrNoStreamResponse)
}
