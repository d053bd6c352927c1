// Package report makes a page of a backfill: what was in the articles, what
// failed, how fast it went.
//
// The page is made when the run has ended, from the files that it left: the
// manifest, the records, the failures, and the journal's clock. So it covers the
// whole run, however often that was interrupted or killed, and can be made again.
// Memory does not grow with the run: the names most often named are counted by
// Space-Saving, the course is drawn in a bounded number of columns.
//
// It is one file without scripts or anything to be fetched, and says so in a
// Content-Security-Policy of its own.
package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/batch"
)

// How much of each list the page shows.
const (
	topNames     = 15
	topLanguages = 12
	mapped       = 1000 // places
	shownIDs     = 25   // of failures, for each reason
	shownFiles   = 100
	mostRows     = 50
)

// Options say of which run the page is to be.
type Options struct {
	Dir     string // its folder
	MaxText int    // bytes of an article's text at most
	Workers int    // records decoded at once

	Observe func(records int) // told how many have been read; may be nil
}

// Write writes the page of a finished run.
func Write(ctx context.Context, to io.Writer, o Options) error {
	m, err := batch.ReadManifest(o.Dir)
	if err != nil {
		return fmt.Errorf("no finished backfill: %w", err)
	}
	g := newGathering()
	for r, err := range batch.Records(ctx, o.Dir, m.Outputs, o.MaxText, max(o.Workers, 1)) {
		if err != nil {
			return err
		}
		g.add(r)
		if o.Observe != nil {
			o.Observe(int(g.records))
		}
	}
	for f, err := range batch.Failures(o.Dir) {
		if err != nil {
			return err
		}
		g.fail(f)
	}
	for milestone, err := range batch.Course(o.Dir) {
		if err != nil {
			return err
		}
		g.pace.add(milestone)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return pageTemplate.Execute(to, g.page(m))
}

// A gathering is what is learnt from a run's files.
type gathering struct {
	records                               int64
	mentions, times, quotes, roles, dated int64
	figures                               map[string]int64 // by kind
	names                                 map[string]*oftenest
	pace                                  *pace
	reasons                               map[string]*reason
}

// A reason is why articles failed.
type reason struct {
	Name  string
	Count int64
	IDs   []string // of the first
}

// More is how many there are beyond those that are named.
func (r *reason) More() int64 { return r.Count - int64(len(r.IDs)) }

// entityTypes are those of records, as they are shown.
var entityTypes = []struct{ Type, Title string }{
	{"person", "People"}, {"place", "Places"}, {"organisation", "Organisations"}, {"misc", "Other names"},
}

func newGathering() *gathering {
	g := &gathering{figures: map[string]int64{}, names: map[string]*oftenest{}, reasons: map[string]*reason{}, pace: newPace()}
	for _, t := range entityTypes {
		g.names[t.Type] = newOftenest(capacity)
	}
	return g
}

func (g *gathering) add(r *pipeline.Record) {
	g.records++
	g.times += int64(len(r.Times))
	g.quotes += int64(len(r.Quotes))
	if len(r.Datelines) > 0 {
		g.dated++
	}
	for _, f := range r.Figures {
		if len(g.figures) < mostRows || g.figures[f.Kind] > 0 {
			g.figures[f.Kind]++
		}
	}
	seen := map[string]bool{}
	for _, e := range r.Entities {
		g.mentions += int64(len(e.Mentions))
		g.roles += int64(len(e.Roles))
		names := g.names[e.Type]
		key, name := cmp.Or(e.Link, e.Name), e.Name
		if e.Entry != nil {
			key, name = e.Entry.ID, cmp.Or(e.Entry.EN, e.Name)
		}
		if names == nil || seen[e.Type+key] {
			continue
		}
		seen[e.Type+key] = true
		t := names.add(key, name)
		if p := e.Place; p != nil && !t.Placed && math.Abs(p.Lat) <= 90 && math.Abs(p.Lon) <= 180 {
			t.Placed, t.Lat, t.Lon = true, p.Lat, p.Lon
		}
	}
}

func (g *gathering) fail(f batch.Failure) {
	name := cmp.Or(string(f.Reason), batch.Unreadable)
	r := g.reasons[name]
	if r == nil {
		if len(g.reasons) == mostRows {
			return
		}
		r = &reason{Name: name}
		g.reasons[name] = r
	}
	r.Count++
	if len(r.IDs) < shownIDs {
		where := batch.Item{File: f.File, Member: f.Member, Line: f.Line}
		id := where.String()
		if f.ID != "" {
			id = f.ID + " (" + id + ")"
		}
		r.IDs = append(r.IDs, within(id))
	}
}

// A page is what the template shows.
type page struct {
	Policy   string
	Style    template.CSS
	Run      *batch.Manifest
	Tiles    []tile
	Articles bars
	Langs    bars
	Types    bars
	Names    []names
	Maps     []worldMap
	Land     string
	Placed   int
	Figures  bars
	Failed   bars // by reason
	Reasons  []*reason
	Pace     *paceChart
	Settings []pair
	Inputs   []batch.InputEnd
	Unshown  int // inputs
	Outputs  []batch.Shard
	Hidden   int // outputs
	Facts    bool
	Capacity int
	Bound    int64 // what is in more articles than this is counted; 0: all is
}

type tile struct{ Value, Name string }

type pair struct{ Name, Value string }

// names are the oftenest of one type.
type names struct {
	Title string
	bars
}

// page lays out what was gathered.
func (g *gathering) page(m *batch.Manifest) *page {
	t := m.Totals
	p := &page{
		Policy: policy, Style: template.CSS(style), Run: m, Land: land, Facts: g.records > 0, Capacity: capacity,
		Articles: barsOf(present(bar{Name: "enriched", Count: t.Records - t.Kept}, bar{Name: "kept", Count: t.Kept}, bar{Name: "not wanted", Count: t.Unwanted}, bar{Name: "failed", Count: t.Failed})),
		Langs:    barsOf(largest(t.Languages, topLanguages)),
		Types:    barsOf(largest(t.Entities, mostRows)),
		Figures:  barsOf(largest(g.figures, mostRows)),
		Failed:   barsOf(largest(t.Reasons, mostRows)),
		Pace:     g.pace.chart(),
	}
	entities, figures := int64(0), int64(0)
	for _, n := range t.Entities {
		entities += n
	}
	for _, n := range g.figures {
		figures += n
	}
	p.Tiles = []tile{{number(t.Articles), "articles"}, {number(t.Records), "records"}, {number(t.Failed), "failed"}}
	if p.Facts {
		p.Tiles = append(p.Tiles, []tile{{number(entities), "entities"}, {number(g.mentions), "mentions"}, {number(g.times), "times"}, {number(figures), "figures"},
			{number(g.roles), "roles"}, {number(g.quotes), "quotes"}, {number(g.dated), "articles with a dateline"}}...)
	}
	for _, kind := range entityTypes {
		all := g.names[kind.Type]
		if all.seen == 0 {
			continue
		}
		p.Bound = max(p.Bound, all.bound())
		var list []bar
		for _, thing := range all.top(topNames) {
			list = append(list, bar{Name: thing.Name, Count: thing.Count, Over: thing.Over})
		}
		p.Names = append(p.Names, names{kind.Title, barsOf(list)})
	}
	var places []*thing
	for _, thing := range g.names["place"].top(capacity) {
		if thing.Placed && len(places) < mapped {
			places = append(places, thing)
		}
	}
	p.Placed, p.Maps = len(places), mapsOf(places)
	p.Reasons = slices.SortedFunc(maps.Values(g.reasons), func(a, b *reason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	for _, name := range slices.Sorted(maps.Keys(m.Settings)) {
		if m.Settings[name] != "" {
			p.Settings = append(p.Settings, pair{name, m.Settings[name]})
		}
	}
	p.Inputs = m.Inputs[:min(len(m.Inputs), shownFiles)]
	p.Unshown = len(m.Inputs) - len(p.Inputs)
	p.Outputs = m.Outputs[:min(len(m.Outputs), shownFiles)]
	p.Hidden = len(m.Outputs) - len(p.Outputs)
	return p
}

// present are those that there are.
func present(list ...bar) []bar {
	return slices.DeleteFunc(list, func(b bar) bool { return b.Count == 0 })
}

// largest are the largest counts; what is left is one, too.
func largest(counts map[string]int64, n int) (list []bar) {
	for name, count := range counts {
		list = append(list, bar{Name: name, Count: count})
	}
	slices.SortFunc(list, func(a, b bar) int { return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name)) })
	if len(list) > n {
		rest := bar{Name: fmt.Sprintf("%d others", len(list)-n+1)}
		for _, b := range list[n-1:] {
			rest.Count += b.Count
		}
		list = append(list[:n-1], rest)
	}
	return list
}

//go:embed page.html
var pageSource string

//go:embed page.css
var style string

// land is the outline of the continents, a line of SVG path for each, in tenths
// of degrees. make land writes it from Natural Earth, which is in the public
// domain.
//
//go:embed land.path
var land string

var pageTemplate = template.Must(template.New("report").Funcs(template.FuncMap{"number": number, "big": func(n int) int64 { return int64(n) }, "rate": rate, "span": span, "time": clock}).Parse(pageSource))

// policy lets a browser load nothing, run nothing, and take the page's own style.
var policy = "default-src 'none'; style-src 'sha256-" + sumOf(style) + "'; base-uri 'none'; form-action 'none'"

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// number is a count with its thousands apart.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// rate has two places at most, fewer the larger it is.
func rate(r float64) string {
	switch {
	case r == 0:
		return "0"
	case r >= 100:
		return number(int64(r + 0.5))
	case r >= 10:
		return strconv.FormatFloat(r, 'f', 1, 64)
	}
	return strconv.FormatFloat(r, 'f', 2, 64)
}

// span is to the second, a short one to a tenth.
func span(d time.Duration) string {
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

func clock(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }
