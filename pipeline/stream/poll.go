package stream

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// poll asks how things stand with the queue and the streams, for Prometheus to
// read when it likes.
func (w *Worker) poll(ctx context.Context) {
	if !w.conn.Connected() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	err := errors.Join(w.pollQueue(ctx), w.pollStreams(ctx))
	switch {
	case err == nil:
		w.metrics.polled.SetToCurrentTime()
	case !errors.Is(ctx.Err(), context.Canceled):
		w.log.Warn("cannot ask how full queue and streams are", "error", err)
	}
}

func (w *Worker) pollQueue(ctx context.Context) error {
	info, err := w.consumerInfo(ctx)
	if err != nil {
		return err
	}
	w.metrics.pending.Set(float64(info.NumPending))
	w.metrics.ackPending.Set(float64(info.NumAckPending))
	w.metrics.redelivering.Set(float64(info.NumRedelivered))
	w.metrics.paused.Set(0)
	if info.Paused {
		w.metrics.paused.Set(1)
	}
	oldest, err := w.conn.oldestPending(ctx, info)
	if err != nil {
		return err
	}
	w.metrics.oldestPending.Set(0)
	if !oldest.IsZero() {
		w.metrics.oldestPending.Set(max(0, time.Since(oldest).Seconds()))
	}
	return nil
}

// oldestPending is when the first of a consumer's articles was stored that has
// not been sent to any worker yet; the zero time if there is none.
func (c *Conn) oldestPending(ctx context.Context, info *jetstream.ConsumerInfo) (oldest time.Time, err error) {
	if info.NumPending == 0 {
		return oldest, nil
	}
	s, err := c.js.Stream(ctx, info.Stream)
	if err != nil {
		return oldest, err
	}
	for _, filter := range takes(info.Config) {
		msg, err := s.GetMsg(ctx, info.Delivered.Stream+1, jetstream.WithGetMsgSubject(filter)) // the first from there on
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			continue // delivered meanwhile, or it is another filter's
		}
		if err != nil {
			return oldest, err
		}
		if oldest.IsZero() || msg.Time.Before(oldest) {
			oldest = msg.Time
		}
	}
	return oldest, nil
}

func (w *Worker) pollStreams(ctx context.Context) error {
	for label, name := range map[string]string{
		"articles": w.topology.Articles.Name, "enriched": w.topology.Enriched.Name, "dead": w.topology.Dead.Name,
	} {
		s, err := w.conn.js.Stream(ctx, name)
		if err != nil {
			return err
		}
		info := s.CachedInfo()
		w.metrics.streamMessages.WithLabelValues(label).Set(float64(info.State.Msgs))
		w.metrics.streamBytes.WithLabelValues(label).Set(float64(info.State.Bytes))
		w.metrics.streamMaxBytes.WithLabelValues(label).Set(float64(max(0, info.Config.MaxBytes)))
	}
	return nil
}
