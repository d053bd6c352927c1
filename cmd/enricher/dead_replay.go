package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/time/rate"

	"enricher/pipeline/stream"
)

type deadReplayCmd struct {
	operatorFlags
	letterFlags
	All    bool    `help:"All of them: needed where nothing else chooses."`
	To     string  `placeholder:"SUBJECT" help:"Another subject than the one each article came on."`
	Keep   bool    `help:"Do not delete the letters."`
	Rate   float64 `default:"100" placeholder:"N" help:"At most so many a second; 0: as fast as it goes (default ${default})."`
	Limit  int     `placeholder:"N" help:"At most so many; 0: all."`
	DryRun bool    `help:"Only list what would be replayed."`
	JSON   bool    `name:"json" help:"The result, or the list of a dry run, as JSON."`
}

func (*deadReplayCmd) Help() string {
	return `Publishes each letter's article with its original bytes and headers and, once the queue has it, deletes the letter. If it fails again it comes back as a new letter that counts its replays. Interrupted, it may be run again: an article that the queue got but whose letter is still there is not put there twice within the queue's deduplication window, and later its record has the same id and bytes.

Examples:
  enricher dead replay --reason timeout --dry-run
  enricher dead replay --reason timeout --rate 20
  enricher dead replay --seq 17 --to articles.raw.test --keep`
}

func (c *deadReplayCmd) Validate() error {
	if c.Rate < 0 {
		return errors.New("--rate: want 0 or more a second")
	}
	return c.needsAll(c.All)
}

// A replayResult is what became of the letters chosen.
type replayResult struct {
	Replayed  int `json:"replayed"`
	Duplicate int `json:"duplicate"` // of these, already in the queue
	Failed    int `json:"failed"`
	Gone      int `json:"gone"` // somebody else was faster
}

func (c *deadReplayCmd) Run(ctx context.Context, std streams) error {
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	if c.DryRun {
		return dryRun(ctx, std, letters, filter, c.Limit, c.JSON, "replayed")
	}
	var r replayResult
	err = c.replay(ctx, std, letters, filter, &r)
	if c.JSON {
		err = errors.Join(err, json.NewEncoder(std.out).Encode(r))
	} else {
		fmt.Fprintf(std.out, "%d replayed (%d of them in the queue already), %d failed\n", r.Replayed, r.Duplicate, r.Failed)
	}
	if err == nil && r.Failed > 0 {
		err = errSomeFailed
	}
	return err
}

func (c *deadReplayCmd) replay(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter, r *replayResult) error {
	progress := newProgress(std.err, "replayed")
	defer progress.end()
	limiter := rate.NewLimiter(rate.Inf, 1)
	if c.Rate > 0 {
		limiter.SetLimit(rate.Limit(c.Rate))
	}
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err == nil {
			err = limiter.Wait(ctx)
		}
		if err != nil {
			return c.stopped(r, err)
		}
		duplicate, err := letters.Replay(ctx, l.Seq, c.To, c.Keep)
		switch {
		case errors.Is(err, stream.ErrNoLetter):
			r.Gone++
		case errors.Is(err, stream.ErrTooLarge):
			progress.end()
			fmt.Fprintln(std.err, "enricher:", err)
			r.Failed++
		case err != nil:
			return c.stopped(r, err)
		default:
			r.Replayed++
			if duplicate {
				r.Duplicate++
			}
			progress.show(r.Replayed)
		}
		if n++; n == c.Limit {
			break
		}
	}
	return nil
}

// stopped says how far it went and how to go on.
func (c *deadReplayCmd) stopped(r *replayResult, err error) error {
	how := "run the same command again for the rest"
	if c.Keep {
		how = "those are kept: leave them out with --seq when you go on"
	}
	if errors.Is(err, stream.ErrQueueFull) {
		how = "nothing is lost; when the workers have made room, " + how
	}
	return fmt.Errorf("stopped after %d replays: %w: %s", r.Replayed, err, how)
}
