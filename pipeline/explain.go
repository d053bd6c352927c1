package pipeline

import (
	"context"
	"math"

	"enricher/pipeline/timex"
)

// A Rule is what decided that a mention stands, with its span, label and form.
type Rule string

// The rules, in the order of precedence of resolve, then those that look at
// the whole document.
const (
	RuleDateline  Rule = "dateline"  // it is a place or an agency in a dateline
	RuleLonger    Rule = "longer"    // the gazetteer's name is longer than the tagger's place in it
	RuleTagger    Rule = "tagger"    // the tagger says so
	RuleUnsure    Rule = "unsure"    // the gazetteer is beyond doubt, the tagger is not
	RuleGazetteer Rule = "gazetteer" // the gazetteer is beyond doubt, the tagger found nothing
	RuleBorder    Rule = "border"    // the words at its borders say where it begins or ends: Ms, Ltd, Landgericht
	RuleMarks     Rule = "marks"     // who speaks to what is in the marks speaks to a newspaper or broadcaster
	RulePerson    Rule = "person"    // a form of address stands before it, or an age behind it
	RuleAcronym   Rule = "acronym"   // it stands in brackets behind what it is short for
	RuleMajority  Rule = "majority"  // other mentions of the name, or of a longer one, have this label
	RuleRepeated  Rule = "repeated"  // the name was found elsewhere in the document
)

// An Explanation says what decided about the names in an article, the places
// that they name and the times.
type Explanation struct {
	ID       string     `json:"id"`
	Mentions []Decision `json:"mentions,omitempty"` // by start, longer first
	Places   []Choice   `json:"places,omitempty"`   // by entity
	Times    []Reading  `json:"times,omitempty"`    // by start, longer first
}

// A Reading is a time, the rule that read it and, where it has no value, why.
type Reading struct {
	Time
	Rule  string      `json:"rule"`
	Fault timex.Fault `json:"fault,omitempty"`
}

// A Decision is a mention and the rule by which it stands.
type Decision struct {
	Mention
	Entity string `json:"entity"`
	Type   string `json:"type"`
	Rule   Rule   `json:"rule"`
}

// A Choice is a place entity and what it may be, best first. Margin is by how
// much the first candidate's score exceeds the second's.
type Choice struct {
	Entity     string  `json:"entity"`
	Name       string  `json:"name"`
	Margin     float64 `json:"margin"`
	Candidates []Rated `json:"candidates"`
}

// A Rated is a place with the evidence for it; package gazetteer says how its
// score is made of the evidence.
type Rated struct {
	Place
	Prior     float64 `json:"prior"`                // inhabitants, or those of a city named as often
	InCountry float64 `json:"in_country,omitempty"` // other places of the article in its country
	InAdmin1  float64 `json:"in_admin1,omitempty"`  // in its state or province
	Near      float64 `json:"near,omitempty"`       // near it
}

// Explain enriches an article and says what decided. It fails as Enrich does.
func (p *Pipeline) Explain(ctx context.Context, a *Article) (e *Explanation, err error) {
	err = p.run(ctx, a, unwatched, func(d *Document) { e = p.explain(d) })
	return e, err
}

func (p *Pipeline) explain(d *Document) *Explanation {
	e := &Explanation{ID: d.Article.Identity()}
	for at := range d.Entities {
		entity := &d.Entities[at]
		for m, inside := range d.mentionsOf(entity) {
			e.Mentions = append(e.Mentions, Decision{
				Mention: d.recordMention(m, inside), Entity: id(at), Type: types[entity.label], Rule: m.Rule,
			})
		}
		if len(entity.scored) == 0 {
			continue
		}
		choice := Choice{Entity: id(at), Name: entity.name, Margin: entity.scored[0].Score}
		if len(entity.scored) > 1 {
			choice.Margin = round2(entity.scored[0].Score - entity.scored[1].Score)
		}
		for _, c := range entity.scored {
			choice.Candidates = append(choice.Candidates, Rated{
				Place: *newPlace(p.places.Entry(c.Entry), c.Score), Prior: math.Round(c.Prior), InCountry: round2(c.Country), InAdmin1: round2(c.Admin1), Near: round2(c.Near),
			})
		}
		e.Places = append(e.Places, choice)
	}
	for _, t := range d.Times {
		e.Times = append(e.Times, Reading{Time: d.recordTime(t), Rule: t.Rule, Fault: t.Fault})
	}
	sortSpans(e.Mentions, func(x Decision) Span { return x.Span })
	sortSpans(e.Times, func(x Reading) Span { return x.Span })
	return e
}
