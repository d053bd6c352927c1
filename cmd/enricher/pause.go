package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"enricher/pipeline/stream"
)

type pauseCmd struct {
	operatorFlags
	For   time.Duration `placeholder:"DURATION" xor:"end" help:"How long, such as 90m."`
	Until time.Time     `placeholder:"TIME" xor:"end" help:"Until when, such as 2026-05-04T18:00:00+02:00. Neither: until resume."`
	JSON  bool          `name:"json" help:"Print JSON."`
}

func (*pauseCmd) Help() string {
	return `Workers are sent no more articles of the consumer; those they hold they finish. Publishers go on, the queue fills. The server keeps the pause: it outlasts workers and servers, and workers started meanwhile wait, too. Workers remain ready, and go on answering requests. A second pause replaces the first.

Examples:
  enricher pause
  enricher pause --for 1h
  enricher pause --until 2026-05-04T18:00:00+02:00 --consumer de`
}

func (c *pauseCmd) Validate() error {
	if c.For < 0 {
		return fmt.Errorf("--for %v: want a duration such as 90m, not a negative one", c.For)
	}
	return nil
}

func (c *pauseCmd) Run(ctx context.Context, std streams) error {
	until := stream.Indefinitely
	switch {
	case c.For > 0:
		until = time.Now().Add(c.For)
	case !c.Until.IsZero():
		until = c.Until
	}
	if !until.After(time.Now()) {
		return usageError{fmt.Errorf("--until %s: that is past", until.Format(time.RFC3339))}
	}
	return c.steer(ctx, std.out, c.JSON, func(conn *stream.Conn, ctx context.Context, t stream.Topology) (stream.Pause, error) {
		return conn.Pause(ctx, t, until)
	})
}

type resumeCmd struct {
	operatorFlags
	JSON bool `name:"json" help:"Print JSON."`
}

func (*resumeCmd) Help() string {
	return `Ends what enricher pause began: articles are sent to workers again at once. Without a pause it changes nothing.`
}

func (c *resumeCmd) Run(ctx context.Context, std streams) error {
	return c.steer(ctx, std.out, c.JSON, (*stream.Conn).Resume)
}

// steer pauses or resumes, and says how the consumer stands now.
func (f *operatorFlags) steer(ctx context.Context, out io.Writer, asJSON bool, do func(*stream.Conn, context.Context, stream.Topology) (stream.Pause, error)) error {
	conn, err := f.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	p, err := do(conn, ctx, f.Names.topology())
	if err != nil {
		return err
	}
	if asJSON {
		return writeIndented(out, p)
	}
	_, err = fmt.Fprintf(out, "consumer %s of stream %s: %s\n", p.Consumer, p.Stream, pauseWords(p.Paused, p.Until))
	return err
}

func pauseWords(paused bool, until time.Time) string {
	switch {
	case !paused:
		return "not paused"
	case until.Before(stream.Indefinitely):
		return "paused until " + until.Local().Format("2006-01-02 15:04:05 MST")
	}
	return "paused until resumed"
}
