// Package pipeline turns news articles into records of the facts in them:
// names and what they name, places on the map, datelines, times, figures,
// roles and quotes, each with its byte span in the untouched text.
//
// # Names
//
// The tagger, the gazetteer and the datelines each propose names; one step
// decides between them, in this order of precedence (resolve says it in
// detail, Explain tells which rule decided):
//
//  1. a dateline's places and agencies;
//  2. the gazetteer's name that is longer than the tagger's place in it, or
//     its places side by side that the tagger takes for one;
//  3. the tagger's mentions, the longer of two first, except where it is unsure
//     and the gazetteer is beyond doubt;
//  4. the gazetteer's places beyond doubt that nothing else covers.
//
// Then the whole document is looked at: a form of address or an age makes a
// person, and unsure mentions are what the name is elsewhere. A country or city
// that acts stays a place, whose entity the place stage locates: package
// gazetteer says how.
//
// A Pipeline is made once and shared; Enrich may be called from many
// goroutines. The stages are a slice of named functions over a Document, in
// the order in which they build on each other.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"enricher/gazetteer"
	"enricher/gazetteer/data"
	"enricher/ner"
	"enricher/ner/model"
	"enricher/pipeline/lang"
)

// Version is the program's version, part of every record.
const Version = "0.1.0"

// A Stage is one step of the way from an article to its record. It is pure
// computation over the document; finding nothing is no error.
type Stage struct {
	Name string
	Run  func(*Document)
}

// Options are the settings of a Pipeline; the zero value is usable.
type Options struct {
	// MaxText is the longest article taken, in bytes; DefaultMaxText if 0.
	MaxText int
	// Taggers are used instead of the embedded ones of their languages.
	Taggers []*ner.Model
	// Gazetteers are stacked on the embedded one, the last on top.
	Gazetteers []*gazetteer.Gazetteer
	// Observe, if not nil, is told how long each stage of each article took.
	// It is called from the goroutines that call Enrich, with their context.
	Observe func(ctx context.Context, stage string, took time.Duration)
}

// anyLanguage are the stages, the first ones, that every article goes through;
// the rest read facts.
var anyLanguage = map[string]bool{"zone": true, "lang": true, "published": true}

// A Pipeline holds the models and the gazetteer; it is safe for concurrent use.
type Pipeline struct {
	options  Options
	stages   []Stage
	detector *lang.Detector
	taggers  map[string]*ner.Model
	places   *gazetteer.Gazetteer
	producer Producer
}

// New loads the embedded models and gazetteer, side by side. It fails only if
// they are damaged, a tagger is for a language that the program does not read,
// or the gazetteers do not fit together.
func New(options Options) (*Pipeline, error) {
	if options.MaxText == 0 {
		options.MaxText = DefaultMaxText
	}
	p := &Pipeline{options: options}
	var (
		loading sync.WaitGroup
		de, en  *ner.Model
		bottom  *gazetteer.Gazetteer
		faults  [3]error
	)
	loading.Go(func() { de, faults[0] = model.German() })
	loading.Go(func() { en, faults[1] = model.English() })
	loading.Go(func() { bottom, faults[2] = embedded() })
	loading.Go(func() { p.detector = lang.New() })
	loading.Wait()
	if err := errors.Join(faults[:]...); err != nil {
		return nil, err
	}
	p.taggers = map[string]*ner.Model{"de": de, "en": en}
	for _, m := range options.Taggers {
		if p.taggers[m.Lang()] == nil {
			return nil, fmt.Errorf("a tagger for %q: want de or en", m.Lang())
		}
		p.taggers[m.Lang()] = m
	}
	return p.on(bottom, options.Gazetteers)
}

// WithGazetteers is the same pipeline with other gazetteers on the embedded
// one. The two share the models; what the one is enriching is not touched by
// the other.
func (p *Pipeline) WithGazetteers(gazetteers ...*gazetteer.Gazetteer) (*Pipeline, error) {
	bottom, err := embedded()
	if err != nil {
		return nil, err
	}
	return p.on(bottom, gazetteers)
}

// embedded is the embedded gazetteer. It is loaded anew each time: a stack of
// gazetteers shares nothing with it, and need not hold it.
func embedded() (*gazetteer.Gazetteer, error) {
	g, err := data.Load()
	if err != nil {
		return nil, fmt.Errorf("embedded gazetteer: %w", err)
	}
	return g, nil
}

// on is the pipeline with the gazetteers stacked on the bottom one.
func (p *Pipeline) on(bottom *gazetteer.Gazetteer, gazetteers []*gazetteer.Gazetteer) (*Pipeline, error) {
	places, err := gazetteer.Stack(bottom, gazetteers...)
	if err != nil {
		return nil, err
	}
	with := *p
	p = &with
	p.options.Gazetteers, p.places = gazetteers, places
	p.producer = Producer{
		Version:   Version,
		Models:    map[string]string{"de": p.taggers["de"].Version(), "en": p.taggers["en"].Version()},
		Gazetteer: places.Version(),
	}
	p.stages = []Stage{
		{"zone", p.zone},
		{"lang", p.lang},
		{"published", p.published},
		{"token", p.token},
		{"dateline", p.dateline},
		{"note", p.note},
		{"timex", p.timex},
		{"figure", p.figure},
		{"name", p.name},
		{"entity", p.entity},
		{"place", p.place},
		{"role", p.role},
		{"quote", p.quote},
		{"salience", p.salience},
	}
	return p, nil
}

// Stages lists the stages' names in order.
func (p *Pipeline) Stages() []string {
	names := make([]string, len(p.stages))
	for i, s := range p.stages {
		names[i] = s.Name
	}
	return names
}

// MaxText is the longest article taken, in bytes.
func (p *Pipeline) MaxText() int { return p.options.MaxText }

// Producer holds the versions that every record carries.
func (p *Pipeline) Producer() Producer { return p.producer }

// Enrich reads the facts of an article. The record is complete, or there is an
// error: an *Error is permanent, and the context's error means that its time
// ran out or its caller gave up. A panic of a stage becomes a permanent error
// with its stack. The article is not changed.
func (p *Pipeline) Enrich(ctx context.Context, a *Article) (*Record, error) {
	return p.EnrichWatched(ctx, a, unwatched)
}

func unwatched(string, *Document) error { return nil }

// EnrichWatched enriches as Enrich does and shows the document, not to be
// changed and not to be kept, after each stage. An error of watch ends the work and is returned:
// who wants German articles alone need not have the facts read of the others.
func (p *Pipeline) EnrichWatched(ctx context.Context, a *Article, watch func(stage string, d *Document) error) (r *Record, err error) {
	err = p.run(ctx, a, watch, func(d *Document) { r = p.record(d) })
	return r, err
}

// run takes an article through the stages, shows the document after each, and
// passes it on, to be used before done returns.
func (p *Pipeline) run(ctx context.Context, a *Article, watch func(stage string, d *Document) error, done func(*Document)) (err error) {
	at := "document"
	defer func() {
		if v := recover(); v != nil {
			err = &Error{Reason: Panic, Err: fmt.Errorf("stage %s: %v", at, v), Stage: at, Stack: debug.Stack()}
		}
	}()
	if err := a.check(p.options.MaxText); err != nil {
		return err
	}
	in := rooms.Get().(*room)
	d, err := newDocument(a, in)
	if err != nil {
		return err
	}
	for _, stage := range p.stages {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("before stage %s: %w", stage.Name, err)
		}
		if !d.supported() && !anyLanguage[stage.Name] {
			break
		}
		at = stage.Name
		start := time.Now()
		stage.Run(d)
		if p.options.Observe != nil {
			p.options.Observe(ctx, stage.Name, time.Since(start))
		}
		if err := watch(stage.Name, d); err != nil {
			return err
		}
	}
	at = "record"
	done(d)
	in.leave()
	return nil
}
