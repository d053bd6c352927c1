package batch

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
)

// An Enricher does a run's work with a pipeline.
type Enricher struct {
	Pipeline *pipeline.Pipeline
	Timeout  time.Duration // for one article
	Offsets  pipeline.Unit
	Filter   Filter
	// Outdated passes on records as they are that the pipeline's versions, or
	// later ones, have made.
	Outdated bool
	// Deliver, if not nil, is given the articles that are wanted instead of
	// their facts being read.
	Deliver func(*pipeline.Article) error
	// Publish, if not nil, is given the records that are made, which are written
	// nowhere then; those that are up to date are given to nobody.
	Publish func(Publication) error
}

// A Publication is a record with its article, and the item that held it.
type Publication struct {
	Item    *Item
	Article *pipeline.Article
	ID      string
	Lang    string // its code
	Record  []byte // JSON
}

// Work is the run's Work.
func (e *Enricher) Work(ctx context.Context, it *Item) (Result, *pipeline.Article, error) {
	var old *pipeline.Record
	if it.Err == nil && it.IsRecord() {
		var err error
		if old, err = it.Record(); err != nil {
			return Result{}, nil, err
		}
		if e.Outdated && !e.outdated(old) {
			return e.keep(it, old), nil, nil
		}
	}
	a, err := it.Decode(e.Pipeline.MaxText())
	if err != nil {
		return Result{}, a, err
	}
	if e.Filter.refuses(a) {
		return Result{Outcome: Unwanted}, a, nil
	}
	if e.Deliver != nil && !e.Filter.needsReading(a) {
		return e.delivered(Result{}, a), a, nil
	}
	result := Result{}
	limited, cancel := context.WithTimeout(ctx, e.Timeout)
	defer cancel()
	r, err := e.Pipeline.EnrichWatched(limited, a, func(stage string, d *pipeline.Document) error {
		if d.Tokens != nil {
			result.Tokens = len(d.Tokens.Tokens)
		}
		if stage != "published" {
			return nil
		}
		f := e.Filter
		if !f.wantsLang(d.Lang.Code) || !f.wantsDay(d.Published) || !f.wantsSource(d.Source, a.URL) {
			return errUnwanted
		}
		if e.Deliver != nil {
			result.Lang = d.Lang.Code
			return errDeliver
		}
		return nil
	})
	switch {
	case errors.Is(err, errUnwanted):
		return Result{Outcome: Unwanted}, a, nil
	case errors.Is(err, errDeliver):
		return e.delivered(result, a), a, nil
	case errors.Is(err, context.DeadlineExceeded):
		err = pipeline.Permanent(pipeline.Timeout, err)
	}
	if err != nil {
		return result, a, err
	}
	if old != nil {
		carry(old, r)
	}
	if err := r.Recount(e.Offsets); err != nil {
		return result, a, err
	}
	result.of(r)
	line, err := r.Marshal()
	if err != nil || e.Publish == nil {
		result.Line = line
		return result, a, err
	}
	made := Publication{Item: it, Article: a, ID: r.ID, Lang: r.Lang.Code, Record: line}
	result.Deliver = func() error { return e.Publish(made) }
	return result, a, nil
}

func (e *Enricher) delivered(result Result, a *pipeline.Article) Result {
	result.Deliver = func() error { return e.Deliver(a) }
	return result
}

// errDeliver says that an article is wanted, and that is all.
var errDeliver = errors.New("wanted")

// keep passes on a record as it is, if it is wanted.
func (e *Enricher) keep(it *Item, r *pipeline.Record) Result {
	if f := e.Filter; !f.wantsLang(r.Lang.Code) || !f.wantsDay(r.Published) || !f.wantsSource(r.Source, r.URL) {
		return Result{Outcome: Unwanted}
	}
	result := Result{Outcome: Kept}
	if e.Publish == nil {
		result.Line = bytes.TrimSpace(it.Data)
	}
	result.of(r)
	return result
}

func (r *Result) of(record *pipeline.Record) {
	r.Lang, r.Entities = record.Lang.Code, map[string]int{}
	for _, e := range record.Entities {
		r.Entities[e.Type]++
	}
}

// outdated tells a record that would be another now: the program, the
// gazetteer or the model of its language was older, or its offsets count
// something else.
func (e *Enricher) outdated(r *pipeline.Record) bool {
	was, is := r.Producer, e.Pipeline.Producer()
	model := r.Lang.Code
	return r.Offsets != e.Offsets || older(was.Version, is.Version) || older(was.Gazetteer, is.Gazetteer) ||
		is.Models[model] != "" && older(was.Models[model], is.Models[model])
}

// older compares versions such as 0.1.0, 1.2-ed948c33 and de-2.2-62b68d1f by
// their numbers. Of two with the same numbers and another hash nobody knows
// which is older: the one that is not ours.
func older(was, is string) bool {
	if was == is {
		return false
	}
	return slices.Compare(numbers(was), numbers(is)) <= 0
}

// numbers are those between the points of a version's first part that begins
// with a digit.
func numbers(version string) (list []int) {
	for part := range strings.SplitSeq(version, "-") {
		if part == "" || part[0] < '0' || part[0] > '9' {
			continue
		}
		for digits := range strings.SplitSeq(part, ".") {
			n, err := strconv.Atoi(digits)
			if err != nil {
				break
			}
			list = append(list, n)
		}
		break
	}
	return list
}
