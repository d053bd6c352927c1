package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"sync/atomic"
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

// A delivery puts articles onto the work queue, or their records onto the output
// stream.
type delivery struct {
	ctx       context.Context // of the run: when it is done, nothing is tried again
	conn      *stream.Conn
	subject   string           // of articles
	recorder  *stream.Recorder // of records
	duplicate atomic.Int64     // records that the stream had already
}

func (d *delivery) close() {
	if d.conn != nil {
		d.conn.Close()
	}
}

// article returns once the queue has the article.
func (d *delivery) article(a *pipeline.Article) error {
	m, err := message(a)
	if err != nil {
		return err
	}
	// The same article has the same identifier, so that the queue knows it again.
	sum := sha256.Sum256(m.Data)
	m.Header[stream.HeaderMsgID] = []string{"backfill-" + hex.EncodeToString(sum[:])}
	return d.insist(func(ctx context.Context) error { return d.conn.Publish(ctx, d.subject, m.Header, m.Data) })
}

// record returns once the output stream has the record. Its message id is that of
// the record which a worker makes of the same message; of an article that came
// otherwise, of the message that article sends.
func (d *delivery) record(p batch.Publication) error {
	m := stream.Message{Header: p.Item.Header, Data: p.Item.Data}
	if m.Header == nil || p.Item.IsRecord() {
		var err error
		if m, err = message(p.Article); err != nil {
			return err
		}
	}
	return d.insist(func(ctx context.Context) error {
		duplicate, err := d.recorder.Publish(ctx, m, stream.Result{ID: p.ID, Lang: p.Lang, Record: p.Record})
		if duplicate {
			d.duplicate.Add(1)
		}
		return err
	})
}

// message is an article as it is published.
func message(a *pipeline.Article) (stream.Message, error) {
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(a); err != nil {
		return stream.Message{}, pipeline.Permanent(pipeline.InvalidArticle, err)
	}
	return stream.Message{Header: stream.Header{stream.HeaderContentType: {"application/json"}}, Data: data.Bytes()}, nil
}

// insist publishes until a stream has it. While that is full or no server
// answers it waits; what waiting does not mend ends the run. A try under way
// outlives the run's context: what is in work is finished.
func (d *delivery) insist(publish func(context.Context) error) error {
	for wait := 100 * time.Millisecond; ; wait = min(2*wait, maxPublishWait) {
		err := d.conn.Wait(d.ctx)
		if err == nil {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(d.ctx), publishTimeout)
			err = publish(ctx)
			cancel()
		}
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
