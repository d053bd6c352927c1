package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

type deadCmd struct {
	List   deadListCmd   `cmd:"" help:"List dead letters, the oldest first, or count them by reason."`
	Show   deadShowCmd   `cmd:"" help:"Show a dead letter: why it is one, its headers, its stack and its article."`
	Replay deadReplayCmd `cmd:"" help:"Put the articles of dead letters back into the queue."`
	Purge  deadPurgeCmd  `cmd:"" help:"Delete dead letters for good."`
}

func (*deadCmd) Help() string {
	return `Dead letters are the articles that could not be enriched, with their original bytes and the reason: ` + reasons() + `.`
}

func reasons() string {
	var names []string
	for _, r := range pipeline.Reasons() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

// letterFlags choose dead letters; all of the given ones must be true of one.
type letterFlags struct {
	Reason    []string      `placeholder:"REASON,..." help:"Those of one of these reasons."`
	Stage     string        `placeholder:"STAGE" help:"Those that failed in this stage."`
	Source    string        `placeholder:"SUBJECT" help:"Those whose article came on this subject; * stands for a part, > for the rest."`
	ID        string        `name:"id" placeholder:"ID" help:"Those of the article with this identifier."`
	Seq       []string      `placeholder:"N|N-M,..." help:"Those with these numbers."`
	OlderThan time.Duration `placeholder:"AGE" help:"Those put aside longer ago than this, such as 36h."`
	NewerThan time.Duration `placeholder:"AGE" help:"Those put aside more recently than this."`
}

func (f *letterFlags) Validate() error {
	_, err := f.filter(time.Now())
	return err
}

func (f *letterFlags) filter(now time.Time) (stream.Filter, error) {
	filter := stream.Filter{Stage: f.Stage, Subject: f.Source, ID: f.ID}
	for _, r := range f.Reason {
		reason := pipeline.Reason(r)
		if !slices.Contains(pipeline.Reasons(), reason) {
			return filter, fmt.Errorf("--reason %s: the reasons are %s", r, reasons())
		}
		filter.Reasons = append(filter.Reasons, reason)
	}
	for _, s := range f.Seq {
		from, to, isRange := strings.Cut(s, "-")
		if !isRange {
			to = from
		}
		a, err1 := strconv.ParseUint(from, 10, 64)
		b, err2 := strconv.ParseUint(to, 10, 64)
		if err1 != nil || err2 != nil {
			return filter, fmt.Errorf("--seq %s: want a number or a range such as 7-20", s)
		}
		filter.Seqs = append(filter.Seqs, stream.SeqRange{From: a, To: b})
	}
	if f.OlderThan < 0 || f.NewerThan < 0 {
		return filter, errors.New("--older-than and --newer-than take an age such as 36h, not a negative one")
	}
	if f.OlderThan > 0 {
		filter.Before = now.Add(-f.OlderThan)
	}
	if f.NewerThan > 0 {
		filter.Since = now.Add(-f.NewerThan)
	}
	return filter, filter.Check()
}

// open finds the dead letters and what is asked for of them. Close the
// connection after use.
func (f *letterFlags) open(ctx context.Context, o *operatorFlags) (*stream.Conn, *stream.DeadLetters, stream.Filter, error) {
	filter, err := f.filter(time.Now())
	if err != nil {
		return nil, nil, filter, err
	}
	conn, letters, err := o.deadLetters(ctx)
	return conn, letters, filter, err
}

func (f *operatorFlags) deadLetters(ctx context.Context) (*stream.Conn, *stream.DeadLetters, error) {
	conn, err := f.connect(ctx)
	if err != nil {
		return nil, nil, err
	}
	request, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	letters, err := conn.DeadLetters(request, f.Names.topology())
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return conn, letters, nil
}

// needsAll keeps a slip from meaning all letters.
func (f *letterFlags) needsAll(all bool) error {
	filter, err := f.filter(time.Now())
	switch {
	case err != nil:
		return err
	case filter.Empty() && !all:
		return errors.New("which dead letters? Give a filter, or --all")
	case !filter.Empty() && all:
		return errors.New("--all and a filter contradict each other: give one")
	}
	return nil
}
