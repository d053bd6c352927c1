package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/batch"
	"enricher/pipeline/stream"
)

const (
	connectTimeout = 5 * time.Second
	publishTimeout = 10 * time.Second
	maxPublishWait = 5 * time.Second // between two tries
)

// A delivery puts articles onto the work queue.
type delivery struct {
	ctx     context.Context // of the run: when it is done, nothing is waited for
	conn    *stream.Conn
	subject string
}

// deliver returns once the queue has the article. While the queue is full or no
// server answers it waits; what waiting does not mend ends the run.
func (d *delivery) deliver(_ context.Context, a *pipeline.Article) error {
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		return pipeline.Permanent(pipeline.InvalidArticle, err)
	}
	// The same article has the same identifier, so that the queue knows it again.
	sum := sha256.Sum256(data.Bytes())
	header := stream.Header{stream.HeaderMsgID: {"backfill-" + hex.EncodeToString(sum[:])}, stream.HeaderContentType: {"application/json"}}
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, maxPublishWait) {
		err := d.publish(header, data.Bytes())
		var refused *stream.PermissionError
		switch {
		case err == nil:
			return nil
		case errors.Is(err, stream.ErrTooLarge):
			return pipeline.Permanent(pipeline.TooLarge, err)
		case errors.As(err, &refused), errors.Is(err, stream.ErrNoQueue), d.ctx.Err() != nil:
			return &batch.StopError{Err: err}
		}
		select {
		case <-time.After(wait):
		case <-d.ctx.Done():
			return &batch.StopError{Err: err}
		}
	}
}

func (d *delivery) publish(h stream.Header, data []byte) error {
	ctx, cancel := context.WithTimeout(d.ctx, publishTimeout)
	defer cancel()
	return d.conn.Publish(ctx, d.subject, h, data)
}
