package pipeline

import (
	"math"
	"slices"

	"enricher/ner/token"
	"enricher/pipeline/zone"
)

// Salience: how much an article is about an entity, as a share of the most
// salient one's. Frequency, position and headline are the classic signals
// (Edmundson 1969); news adds who is introduced and who speaks. Each mention counts 1, in a lead
// or kicker 2, in a headline 3; half of it where the name is only derived from
// or part of another word; a quarter where it stands within another name, in the
// dateline or in a credit, which say where the article is from. The first one
// counts up to twice that, the earlier the more. Who is introduced by a role,
// and who is quoted, has one more each.
const (
	inHeadline = 3
	inLead     = 2
	inBody     = 1
	byWord     = 0.5  // russisch, SPD-Chef
	inPassing  = 0.25 // a university is not about its town
	hasRole    = 1
	isQuoted   = 1
)

// salience reads Entities, Roles, Quotes, Datelines and Credits and gives the
// entities their salience. More mentions, a more prominent place or an earlier
// one never make an entity less salient.
func (p *Pipeline) salience(d *Document) {
	of := d.entityOf()
	origins := d.origins()
	raw := make([]float64, len(d.Entities))
	for at := range d.Entities {
		raw[at] = d.mentioned(&d.Entities[at], origins)
	}
	roles, quotes := make([]bool, len(raw)), make([]bool, len(raw))
	for _, r := range d.Roles {
		roles[of[r.Person]] = true
	}
	for _, q := range d.Quotes {
		if q.Speaker >= 0 {
			quotes[of[q.Speaker]] = true
		}
	}
	var top float64
	for at := range raw {
		if roles[at] {
			raw[at] += hasRole
		}
		if quotes[at] {
			raw[at] += isQuoted
		}
		top = max(top, raw[at])
	}
	for at := range raw {
		d.Entities[at].salience = round2(raw[at] / top)
	}
}

// mentioned is what an entity's mentions count, those in the origins little.
func (d *Document) mentioned(e *entity, origins []token.Span) float64 {
	var sum float64
	first := true
	for m, inside := range d.mentionsOf(e) {
		w := float64(inBody)
		switch d.zoneAt(m.Start) {
		case zone.Headline:
			w = inHeadline
		case zone.Kicker, zone.Lead:
			w = inLead
		}
		if m.Form != "name" {
			w *= byWord
		}
		switch {
		case inside || within(m.Span, origins):
			w *= inPassing
		case first:
			w *= 2 - float64(m.First)/float64(len(d.Tokens.Tokens))
			first = false
		}
		sum += w
	}
	return sum
}

// origins are the spans of the datelines and credits, ascending.
func (d *Document) origins() []token.Span {
	var spans []token.Span
	for _, l := range d.Datelines {
		spans = append(spans, l.Span)
	}
	for _, c := range d.Credits {
		spans = append(spans, c.Span)
	}
	slices.SortFunc(spans, func(a, b token.Span) int { return a.Start - b.Start })
	return spans
}

// within reports whether a span lies in one of others, which are ascending and
// apart.
func within(s token.Span, others []token.Span) bool {
	i, _ := slices.BinarySearchFunc(others, s.Start, func(o token.Span, at int) int { return o.End - 1 - at })
	return i < len(others) && others[i].Contains(s)
}

// round2 rounds a score to two decimals: what is beyond differs by machine.
func round2(x float64) float64 { return math.Round(100*x) / 100 }
