package pipeline

import (
	"cmp"
	"slices"
	"strconv"

	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/figure"
	"enricher/pipeline/quote"
	"enricher/pipeline/timex"
)

var types = map[string]string{"PER": "person", "LOC": "place", "ORG": "organisation", "MISC": "misc"}

// record writes down what the stages have found.
func (p *Pipeline) record(d *Document) *Record {
	r := &Record{
		Schema: Schema, ID: d.Article.Identity(), Source: d.Source, URL: d.Article.URL, Meta: d.Article.Meta,
		Lang:      Language{Code: d.Lang.Code, Variety: d.Lang.Variety, Confidence: d.Lang.Confidence},
		Published: d.Published, Updated: d.Updated,
		Title: d.Title, Authors: d.Authors, Agencies: d.Agencies, Text: d.Original, SHA256: hash(d.Original), Offsets: Bytes,
		Producer: p.producer, Warnings: d.Warnings,
	}
	r.Zones = sized[Zone](d.Zones)
	for _, z := range d.Zones {
		span := d.span(z.Span)
		r.Zones = append(r.Zones, Zone{Kind: string(z.Kind), Start: span.Start, End: span.End})
	}
	if d.Tokens == nil {
		return r
	}
	of := d.entityOf()
	r.Entities = sized[Entity](d.Entities)
	for at := range d.Entities {
		r.Entities = append(r.Entities, d.recordEntity(&d.Entities[at], id(at)))
	}
	for _, role := range d.Roles {
		e := &r.Entities[of[role.Person]]
		out := Role{Span: d.span(role.Span)}
		if role.Of >= 0 {
			out.Of = id(of[role.Of])
		}
		out.Lemma, out.Status = quote.Describe(out.Text, d.Lang.Code)
		e.Roles = append(e.Roles, out)
	}
	for _, l := range d.Datelines {
		out := Dateline{Span: d.span(l.Span), Date: d.datelineDate(l)}
		for _, place := range l.Places {
			out.Places = appendID(out.Places, d, of, place.Span, id)
		}
		for _, agency := range l.Agencies {
			out.Agencies = appendID(out.Agencies, d, of, agency.Span, id)
		}
		r.Datelines = append(r.Datelines, out)
	}
	for _, c := range d.Credits {
		r.Credits = append(r.Credits, d.recordCredit(c))
	}
	for _, n := range d.Notes {
		r.Notes = append(r.Notes, Note{Span: d.span(n.Span), Kind: string(n.Kind), Until: d.until(n)})
	}
	r.Times = sized[Time](d.Times)
	for _, t := range d.Times {
		r.Times = append(r.Times, d.recordTime(t))
	}
	r.Figures = sized[Figure](d.Figures)
	for _, f := range d.Figures {
		r.Figures = append(r.Figures, d.recordFigure(f))
	}
	speaker := func(at int, role token.Span) string {
		if at >= 0 {
			return id(of[at])
		}
		return d.Text[role.Start:role.End]
	}
	claims := make([]claim, 0, 2*len(d.Quotes))
	r.Quotes = sized[Quote](d.Quotes)
	for _, q := range d.Quotes {
		out := Quote{Span: d.span(q.Span), Speaker: speaker(q.Speaker, q.Role), Cue: q.Cue, Direct: q.Direct}
		r.Quotes = append(r.Quotes, out)
		if out.Speaker != "" {
			claims = append(claims, claim{out.Span, out.Speaker}, claim{d.span(q.Source), ""})
		}
	}
	r.sort()
	r.attribute(claims)
	return r
}

// sized is a list with room for as many as another has: none for none, for
// what was not found is left out.
func sized[T, F any](found []F) []T {
	if len(found) == 0 {
		return nil
	}
	return make([]T, 0, len(found))
}

// A claim is a part of the text that a speaker answers for, or nobody.
type claim struct {
	Span
	by string
}

// attribute gives figures to whoever answers for the innermost claim that holds
// them whole.
func (r *Record) attribute(claims []claim) {
	sortSpans(claims, func(c claim) Span { return c.Span })
	var open []*claim // those that begin before the figure and end behind its start
	next := 0
	for i := range r.Figures {
		f := &r.Figures[i]
		open = slices.DeleteFunc(open, func(c *claim) bool { return c.End <= f.Start })
		for ; next < len(claims) && claims[next].Start <= f.Start; next++ {
			if c := &claims[next]; c.End > f.Start {
				open = append(open, c)
			}
		}
		for _, c := range slices.Backward(open) {
			if c.End >= f.End {
				f.ClaimedBy = c.by
				break
			}
		}
	}
}

// id is the identifier of entity at.
func id(at int) string { return "e" + strconv.Itoa(at+1) }

// span is a span of Text as the record has it: in the original.
func (d *Document) span(s token.Span) Span {
	if d.alignment != nil {
		s = d.alignment.ToText(s)
	}
	return Span{Start: s.Start, End: s.End, Text: d.Original[s.Start:s.End]}
}

func (d *Document) recordEntity(e *entity, id string) Entity {
	out := Entity{ID: id, Type: types[e.label], Name: e.name, Salience: e.salience, Place: e.place, Link: e.link, Entry: e.known}
	out.Mentions = make([]Mention, 0, len(e.mentions)+len(e.inner))
	for m, inside := range d.mentionsOf(e) {
		out.Mentions = append(out.Mentions, d.recordMention(m, inside))
	}
	sortSpans(out.Mentions, func(m Mention) Span { return m.Span })
	return out
}

func (d *Document) recordMention(m *Candidate, inside bool) Mention {
	return Mention{Span: d.span(m.Span), Form: m.Form, Zone: string(d.zoneAt(m.Start)), Score: m.Score, Inside: inside}
}

func (d *Document) recordTime(t timex.Time) Time {
	return Time{Span: d.span(t.Span), Type: t.Type, Value: t.Value, Mod: t.Mod}
}

func (d *Document) recordFigure(f figure.Figure) Figure {
	out := Figure{
		Span: d.span(f.Span), Kind: f.Kind, Value: f.Value, ValueMax: f.ValueMax,
		Unit: f.Unit, UnitAssumed: f.UnitAssumed, Modifier: f.Modifier, Change: f.Change, Noun: f.Noun,
	}
	if out.Modifier == "exact" { // the default
		out.Modifier = ""
	}
	return out
}

func (d *Document) recordCredit(c dateline.Credit) Credit {
	out := Credit{Span: d.span(c.Span), Agencies: c.Agencies}
	for _, p := range c.Persons {
		out.Persons = append(out.Persons, d.Text[p.Start:p.End])
	}
	return out
}

// appendID adds the identifier of the entity mentioned at span.
func appendID(ids []string, d *Document, of []int, span token.Span, id func(int) string) []string {
	i := d.mentionIn(span)
	if i < 0 || slices.Contains(ids, id(of[i])) {
		return ids
	}
	return append(ids, id(of[i]))
}

// sort brings every list into the record's order: by start, longer first.
func (r *Record) sort() {
	sortSpans(r.Datelines, func(x Dateline) Span { return x.Span })
	sortSpans(r.Credits, func(x Credit) Span { return x.Span })
	sortSpans(r.Times, func(x Time) Span { return x.Span })
	sortSpans(r.Figures, func(x Figure) Span { return x.Span })
	sortSpans(r.Quotes, func(x Quote) Span { return x.Span })
	for i := range r.Entities {
		sortSpans(r.Entities[i].Roles, func(x Role) Span { return x.Span })
	}
}

func sortSpans[T any](list []T, span func(T) Span) {
	slices.SortStableFunc(list, func(a, b T) int {
		s, t := span(a), span(b)
		return cmp.Or(s.Start-t.Start, t.End-s.End)
	})
}
