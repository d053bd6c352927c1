package audit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"enricher/pipeline"
)

// FactKinds are the kinds of facts that Diff compares, in the order in which it
// returns them.
var FactKinds = []string{"text", "language", "published", "zone", "dateline", "credit", "note", "mention", "place", "role", "time", "figure", "quote", "warning"}

// A Change is a fact that one of two records has and the other has not, or has
// otherwise. Old is empty for one that was added, New for one that was removed.
type Change struct {
	Kind  string `json:"kind"` // one of FactKinds
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text,omitempty"` // the span's
	Old   string `json:"old,omitempty"`  // what the fact says, in words
	New   string `json:"new,omitempty"`
}

// A fact is what is said of a span. Facts of different records are about the
// same if kind and span are the same.
type fact struct {
	kind       string
	start, end int
	subject    string // tells facts of one span and kind apart
	text, says string
}

// Diff compares the facts of two records of one article, not the versions that
// made them. Entities are known by their names: identifiers are a record's own.
// Scores and salience are not compared. same is the number of facts that both
// have, by kind. Where the texts differ, facts cannot be compared: that is the
// one change then.
func Diff(a, b *pipeline.Record) (changes []Change, same map[string]int, err error) {
	if a.Offsets != b.Offsets {
		return nil, nil, errors.New("the offsets of one count " + string(a.Offsets) + ", those of the other " + string(b.Offsets))
	}
	if a.Text != b.Text {
		return []Change{{Kind: "text", Old: excerpt(a.Text), New: excerpt(b.Text)}}, nil, nil
	}
	old, anew := facts(a), facts(b)
	same = map[string]int{}
	for len(old) > 0 || len(anew) > 0 {
		order := 0
		switch {
		case len(old) == 0:
			order = 1
		case len(anew) == 0:
			order = -1
		default:
			order = old[0].compare(anew[0])
		}
		switch {
		case order < 0:
			changes = append(changes, old[0].change(old[0].says, ""))
			old = old[1:]
		case order > 0:
			changes = append(changes, anew[0].change("", anew[0].says))
			anew = anew[1:]
		default:
			if old[0].says == anew[0].says {
				same[old[0].kind]++
			} else {
				changes = append(changes, old[0].change(old[0].says, anew[0].says))
			}
			old, anew = old[1:], anew[1:]
		}
	}
	return changes, same, nil
}

// compare orders facts; it is 0 for two about the same.
func (f fact) compare(g fact) int {
	return cmp.Or(slices.Index(FactKinds, f.kind)-slices.Index(FactKinds, g.kind), f.start-g.start, g.end-f.end, strings.Compare(f.subject, g.subject))
}

func (f fact) change(old, anew string) Change {
	return Change{Kind: f.kind, Start: f.start, End: f.end, Text: f.text, Old: old, New: anew}
}

// facts lists what the record says, sorted.
func facts(r *pipeline.Record) []fact {
	var all []fact
	add := func(kind string, s pipeline.Span, subject string, says ...string) {
		all = append(all, fact{kind, s.Start, s.End, subject, s.Text, words(says...)})
	}
	name := names(r)
	add("language", pipeline.Span{}, "", r.Lang.Code, r.Lang.Variety)
	if r.Published != "" || r.Updated != "" {
		add("published", pipeline.Span{}, "", r.Published, r.Updated)
	}
	for _, z := range r.Zones {
		add("zone", pipeline.Span{Start: z.Start, End: z.End}, "", z.Kind)
	}
	for _, d := range r.Datelines {
		add("dateline", d.Span, "", list("places", d.Places, name), prefixed("date ", d.Date), list("agencies", d.Agencies, name))
	}
	for _, c := range r.Credits {
		add("credit", c.Span, "", list("agencies", c.Agencies, nil), list("persons", c.Persons, nil))
	}
	for _, n := range r.Notes {
		add("note", n.Span, "", n.Kind, n.Until)
	}
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			inside := ""
			if m.Inside {
				inside = "inside"
			}
			add("mention", m.Span, inside, e.Type, m.Form, excerpt(e.Name), inside)
		}
		if p := e.Place; p != nil && len(e.Mentions) > 0 {
			add("place", e.Mentions[0].Span, "", p.Name, p.Country, p.Admin1, p.Feature, fmt.Sprintf("(%.3f, %.3f)", p.Lat, p.Lon))
		}
		for _, role := range e.Roles {
			add("role", role.Span, e.Name, "of "+excerpt(e.Name), prefixed("in ", name(role.Of)))
		}
	}
	for _, t := range r.Times {
		add("time", t.Span, t.Type, t.Type, t.Value, t.Mod)
	}
	for _, f := range r.Figures {
		add("figure", f.Span, "", f.Kind, f.Value, prefixed("to ", f.ValueMax), f.Unit, f.Modifier, f.Change, f.Noun, prefixed("said by ", name(f.ClaimedBy)))
	}
	for _, q := range r.Quotes {
		kind := "reported"
		if q.Direct {
			kind = "direct"
		}
		add("quote", q.Span, "", kind, prefixed("by ", name(q.Speaker)), prefixed("cue ", q.Cue))
	}
	for _, w := range r.Warnings {
		add("warning", pipeline.Span{}, string(w), string(w))
	}
	slices.SortStableFunc(all, fact.compare)
	return all
}

// names tells an entity's name by its identifier; anything else is itself.
func names(r *pipeline.Record) func(id string) string {
	byID := map[string]string{}
	for _, e := range r.Entities {
		byID[e.ID] = e.Name
	}
	return func(id string) string { return cmp.Or(byID[id], id) }
}

// words joins what is not empty.
func words(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func list(what string, elements []string, name func(string) string) string {
	if len(elements) == 0 {
		return ""
	}
	shown := slices.Clone(elements)
	if name != nil {
		for i := range shown {
			shown[i] = name(shown[i])
		}
	}
	return what + " " + strings.Join(shown, ", ")
}
