package table

import (
	"math"
	"strconv"
	"strings"

	"enricher/pipeline"
)

// Rows are what a record gives, by table.
type Rows struct {
	Articles         []Article
	Entities         []Entity
	Mentions         []Mention
	Roles            []Role
	Datelines        []Dateline
	DatelineEntities []DatelineEntity
	Times            []Time
	Figures          []Figure
	Quotes           []Quote
}

// Add appends the rows of a record, which is the number-th of its run from 0.
func (rows *Rows) Add(r *pipeline.Record, number int64) {
	k := key{number, r.ID}
	rows.Articles = append(rows.Articles, article(k, r))
	known := map[string]bool{}
	for i := range r.Entities {
		known[r.Entities[i].ID] = true
		rows.addEntity(k, &r.Entities[i])
	}
	// named tells an entity's identifier from a role as written.
	named := func(who string) (entity, role *string) {
		if known[who] {
			return &who, nil
		}
		return nil, orNull(who)
	}
	for i, d := range r.Datelines {
		first, last := days(d.Date)
		rows.Datelines = append(rows.Datelines, Dateline{k, int64(i), spanOf(d.Span), orNull(d.Date), first, last})
		for relation, ids := range [][]string{d.Places, d.Agencies} {
			for position, id := range ids {
				rows.DatelineEntities = append(rows.DatelineEntities, DatelineEntity{k, int64(i), [...]string{"place", "agency"}[relation], int64(position), id})
			}
		}
	}
	for _, t := range r.Times {
		first, last := days(t.Value)
		rows.Times = append(rows.Times, Time{k, spanOf(t.Span), t.Type, orNull(t.Value), orNull(t.Mod), first, last})
	}
	for _, f := range r.Figures {
		entity, role := named(f.ClaimedBy)
		rows.Figures = append(rows.Figures, Figure{
			key: k, span: spanOf(f.Span), Kind: f.Kind, Value: f.Value, ValueMax: orNull(f.ValueMax), ValueFloat: float(f.Value), ValueMaxFloat: float(f.ValueMax),
			Unit: orNull(f.Unit), UnitAssumed: f.UnitAssumed, Modifier: orNull(f.Modifier), Change: orNull(f.Change), Noun: orNull(f.Noun),
			ClaimedBy: entity, ClaimedByRole: role,
		})
	}
	for _, q := range r.Quotes {
		entity, role := named(q.Speaker)
		rows.Quotes = append(rows.Quotes, Quote{k, spanOf(q.Span), entity, role, orNull(q.Cue), q.Direct})
	}
}

func article(k key, r *pipeline.Record) Article {
	a := Article{
		key: k, Source: orNull(r.Source), URL: orNull(r.URL), Lang: r.Lang.Code, Variety: orNull(r.Lang.Variety), Confidence: r.Lang.Confidence,
		Published: orNull(r.Published), Updated: orNull(r.Updated), Title: orNull(r.Title), Length: int64(len(r.Text)), SHA256: r.SHA256, Offsets: string(r.Offsets),
		Version: r.Producer.Version, Model: orNull(r.Producer.Models[r.Lang.Code]), Gazetteer: r.Producer.Gazetteer,
	}
	a.PublishedAt, a.PublishedDay = published(r.Published)
	a.UpdatedAt, _ = published(r.Updated)
	var warnings []string
	for _, w := range r.Warnings {
		warnings = append(warnings, string(w))
	}
	a.Warnings = orNull(strings.Join(warnings, " "))
	return a
}

func (rows *Rows) addEntity(k key, e *pipeline.Entity) {
	row := Entity{key: k, Entity: e.ID, Type: e.Type, Name: e.Name, Salience: e.Salience, Mentions: int64(len(e.Mentions)), Link: orNull(e.Link)}
	if g := e.Entry; g != nil {
		row.GazetteerID, row.NameDE, row.NameEN = orNull(g.ID), orNull(g.DE), orNull(g.EN)
	}
	if p := e.Place; p != nil {
		row.Place, row.Country, row.Admin1, row.Feature = orNull(p.Name), orNull(p.Country), orNull(p.Admin1), orNull(p.Feature)
		row.GeoNames, row.Population = unlessZero(p.GeoNames), unlessZero(p.Population)
		row.Lat, row.Lon, row.PlaceScore = &p.Lat, &p.Lon, &p.Score
	}
	rows.Entities = append(rows.Entities, row)
	for _, m := range e.Mentions {
		rows.Mentions = append(rows.Mentions, Mention{k, e.ID, e.Type, e.Name, spanOf(m.Span), m.Form, m.Zone, m.Score, m.Inside})
	}
	for _, role := range e.Roles {
		rows.Roles = append(rows.Roles, Role{k, e.ID, spanOf(role.Span), orNull(role.Lemma), orNull(string(role.Status)), orNull(role.Of)})
	}
}

func spanOf(s pipeline.Span) span { return span{int64(s.Start), int64(s.End), s.Text} }

// orNull is nil for what a record leaves out. Parquet's library takes an empty
// text of an optional column for null, too, but not always.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func unlessZero(n int) *int64 {
	if n == 0 {
		return nil
	}
	return new(int64(n))
}

// float is the number nearest to a decimal; nil where there is none.
func float(decimal string) *float64 {
	f, err := strconv.ParseFloat(decimal, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return nil
	}
	return &f
}
