package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/batch"
	"enricher/pipeline/stream"
)

// A streamStart is where the reading of a stream begins: at a number, or at a
// time; by default at the first message.
type streamStart struct {
	text string
	seq  uint64
	time time.Time
}

func (s *streamStart) UnmarshalText(text []byte) (err error) {
	s.text = string(text)
	if s.seq, err = strconv.ParseUint(s.text, 10, 64); err == nil && s.seq > 0 {
		return nil
	}
	for _, form := range []string{time.RFC3339, time.DateOnly} {
		if s.time, err = time.Parse(form, s.text); err == nil {
			break
		}
	}
	switch {
	case err != nil:
		return fmt.Errorf("%q is neither a message's number nor a time such as 2006-01-02T15:04:05Z or 2006-01-02", text)
	case s.time.After(time.Now()):
		return fmt.Errorf("%s is in the future", text)
	}
	return nil
}

// onServer opens what the run needs of a NATS server: the stream that it reads
// (nil: it reads files) and the one where its records go (nil: they do not).
// It tells the enricher where to deliver. Close the delivery after use.
func (c *backfillCmd) onServer(ctx context.Context, warnings io.Writer, e *batch.Enricher) (source *batch.Source, sink *batch.Sink, d *delivery, err error) {
	if c.Stream == "" && c.To == "files" {
		return nil, nil, &delivery{}, nil
	}
	log := slog.New(slog.NewTextHandler(warnings, &slog.HandlerOptions{Level: slog.LevelWarn}))
	conn, err := c.Server.connect(ctx, connectTimeout, log)
	if err != nil {
		return nil, nil, nil, err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	d = &delivery{ctx: ctx, conn: conn, subject: c.Subject}
	opening, cancel := context.WithTimeout(ctx, publishTimeout)
	defer cancel()
	if c.Stream != "" {
		reader, err := conn.Reader(opening, c.Stream, c.StreamSubject)
		if err != nil {
			return nil, nil, nil, err
		}
		source = c.source(reader)
	}
	switch c.To {
	case "nats":
		e.Deliver = d.article
	case "nats-records":
		t := stream.Topology{Enriched: stream.Stream{Name: c.EnrichedStream, Subject: c.EnrichedSubject}}
		if d.recorder, err = conn.Recorder(opening, t, pipeline.Version); err != nil {
			return nil, nil, nil, err
		}
		e.Publish = d.record
		sink = &batch.Sink{Mark: d.recorder.Mark, Resume: d.recorder.Resume}
	}
	return source, sink, d, nil
}

func (c *backfillCmd) source(reader *stream.Reader) *batch.Source {
	name := "stream " + c.Stream
	return &batch.Source{
		Name:     name,
		Identity: reader.Created().UTC().Format(time.RFC3339Nano),
		Range: func(ctx context.Context) (first, last uint64, err error) {
			return reader.Range(ctx, c.StreamFrom.seq, c.StreamFrom.time)
		},
		Read: func(ctx context.Context, from, to uint64) iter.Seq2[batch.Item, error] {
			return func(yield func(batch.Item, error) bool) {
				for m, err := range reader.Read(ctx, from, to) {
					item := itemOf(name, m)
					var gone *stream.GoneError
					if errors.As(err, &gone) {
						item.Err, err = gone, nil
					}
					if !yield(item, err) {
						return
					}
				}
			}
		},
	}
}

// itemOf is a message as an item of a run, read as a worker reads it.
func itemOf(source string, m stream.Stored) batch.Item {
	header := m.Header
	if header == nil {
		header = stream.Header{}
	}
	return batch.Item{
		File: source, Member: m.Subject, Number: m.Seq, Data: m.Data,
		ContentType: header.Get(stream.HeaderContentType), Header: header, About: headerFields(header),
	}
}

// A lockedWriter is written to by several goroutines.
type lockedWriter struct {
	mu sync.Mutex
	to io.Writer
}

func (w *lockedWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}
