package stream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A Pause is whether a consumer delivers articles.
type Pause struct {
	Stream   string    `json:"stream"`
	Consumer string    `json:"consumer"`
	Paused   bool      `json:"paused"`
	Until    time.Time `json:"until,omitzero"` // Indefinitely: until it is resumed
}

// Indefinitely is until when a consumer is paused that only Resume wakes.
var Indefinitely = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

// Pause keeps the server from delivering the articles of t's consumer until a
// time in the future. The pause is part of the consumer, so it outlasts
// workers and servers. Articles already with a worker are finished. A pause
// that is on is replaced. It needs a nats-server of at least 2.11.
func (c *Conn) Pause(ctx context.Context, t Topology, until time.Time) (Pause, error) {
	t = t.withDefaults()
	if !until.After(time.Now()) {
		return Pause{}, fmt.Errorf("pause consumer %s until %s: that is past", t.Consumer.Name, until.Format(time.RFC3339))
	}
	answer, err := permitted(ctx, c, "", func(ctx context.Context) (*jetstream.ConsumerPauseResponse, error) {
		return c.js.PauseConsumer(ctx, t.Articles.Name, t.Consumer.Name, until)
	})
	return paused(t, "pause", answer, err)
}

// Resume ends a pause; without one it changes nothing.
func (c *Conn) Resume(ctx context.Context, t Topology) (Pause, error) {
	t = t.withDefaults()
	answer, err := permitted(ctx, c, "", func(ctx context.Context) (*jetstream.ConsumerPauseResponse, error) {
		return c.js.ResumeConsumer(ctx, t.Articles.Name, t.Consumer.Name)
	})
	return paused(t, "resume", answer, err)
}

func paused(t Topology, what string, answer *jetstream.ConsumerPauseResponse, err error) (Pause, error) {
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, nats.ErrNoResponders) {
			err = fmt.Errorf("%w: it takes JetStream of nats-server 2.11 or later", err)
		}
		return Pause{}, fmt.Errorf("%s consumer %s of stream %s: %w", what, t.Consumer.Name, t.Articles.Name, err)
	}
	p := Pause{Stream: t.Articles.Name, Consumer: t.Consumer.Name, Paused: answer.Paused}
	if p.Paused {
		p.Until = answer.PauseUntil
	}
	return p, nil
}
