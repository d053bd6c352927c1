package stream

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// Publish sends an article and returns once its stream has stored it. Which
// subject it goes to is its publisher's choice, within Topology.Articles. The
// Content-Type header tells raw text or HTML from JSON. The error is
// ErrQueueFull if the stream takes no articles now, ErrTooLarge if it never
// takes this one, and ErrNoQueue if no stream takes articles on the subject.
func (c *Conn) Publish(ctx context.Context, subject string, h Header, data []byte) error {
	_, err := c.store(ctx, &nats.Msg{Subject: subject, Header: nats.Header(h), Data: data})
	if err != nil {
		return fmt.Errorf("publish article to %s: %w", subject, err)
	}
	return nil
}

// store publishes a message and returns once its stream has it.
func (c *Conn) store(ctx context.Context, msg *nats.Msg, options ...jetstream.PublishOpt) (*jetstream.PubAck, error) {
	ack, err := permitted(ctx, c, msg.Subject, func(ctx context.Context) (*jetstream.PubAck, error) {
		return c.js.PublishMsg(ctx, msg, options...)
	})
	switch {
	case full(err):
		err = fmt.Errorf("%w: %w", ErrQueueFull, err)
	case tooLarge(err):
		err = fmt.Errorf("%d bytes are %w: %w", len(msg.Data), ErrTooLarge, err)
	case errors.Is(err, jetstream.ErrNoStreamResponse), errors.Is(err, nats.ErrNoResponders):
		err = fmt.Errorf("%w: %w", ErrNoQueue, err)
	}
	return ack, err
}

// A Record is one that arrived on the output stream.
type Record struct {
	Subject string
	Header  Header
	Data    []byte // JSON
	Stored  time.Time
}

// Records yields the records, or the dead letters if t.Dead's subject is
// asked for, that are stored from now on, in order, until ctx is done. It has
// subscribed when it returns, so whatever is published later is seen. The
// streams must exist, see Setup.
func (c *Conn) Records(ctx context.Context, s Stream) (iter.Seq2[Record, error], error) {
	ordered, err := permitted(ctx, c, "", func(ctx context.Context) (jetstream.Consumer, error) {
		return c.js.OrderedConsumer(ctx, s.Name, jetstream.OrderedConsumerConfig{
			FilterSubjects: []string{s.Subject + ".>"},
			DeliverPolicy:  jetstream.DeliverNewPolicy,
		})
	})
	if err != nil {
		return nil, fmt.Errorf("subscribe to stream %s: %w", s.Name, err)
	}
	messages, err := ordered.Messages()
	if err != nil {
		return nil, fmt.Errorf("subscribe to stream %s: %w", s.Name, err)
	}
	stop := context.AfterFunc(ctx, messages.Stop) // even if nobody ranges over it
	return func(yield func(Record, error) bool) {
		defer messages.Stop()
		defer stop()
		for {
			msg, err := messages.Next(jetstream.NextContext(ctx))
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				if !yield(Record{}, err) || errors.Is(err, jetstream.ErrMsgIteratorClosed) {
					return
				}
				continue
			}
			r := Record{Subject: msg.Subject(), Header: Header(msg.Headers()), Data: msg.Data()}
			if meta, err := msg.Metadata(); err == nil {
				r.Stored = meta.Timestamp
			}
			if !yield(r, nil) {
				return
			}
		}
	}, nil
}
