package pipeline

import (
	"math"
	"slices"
	"strings"

	"enricher/ner/token"
	"enricher/pipeline/zone"
)

// An entity is a thing and where the document mentions it.
type entity struct {
	label    string
	name     string // the fullest mention in its base form
	mentions []int  // indices into Document.Mentions, ascending
	entry    int32  // the gazetteer's entry that joins the mentions, or -1
	place    *Place
	salience float64
}

// entity reads Mentions and writes Entities, ordered by first mention.
func (p *Pipeline) entity(d *Document) {
	dropFigures(d)
	j := joiner{p: p, d: d, byKey: map[string]int{}}
	for i := range d.Mentions {
		j.join(i)
	}
	d.Entities = j.entities
	for i := range d.Entities {
		e := &d.Entities[i]
		e.name = j.canonical(e)
		e.salience = d.weight(e)
	}
	normalise(d.Entities)
}

// A joiner puts mentions of one thing together, first to last.
type joiner struct {
	p        *Pipeline
	d        *Document
	entities []entity
	byKey    map[string]int // label and base form → entity
}

func (j *joiner) join(i int) {
	m := &j.d.Mentions[i]
	text := j.d.Text[m.Start:m.End]
	entry := int32(-1)
	if m.Label == "LOC" && len(m.Entries) > 0 {
		entry = m.Entries[0]
	}
	base := j.base(text, m, entry)
	at, found := -1, false
	switch {
	case m.Label == "PER":
		at, found = j.person(base)
	case entry >= 0:
		at = slices.IndexFunc(j.entities, func(e entity) bool { return e.label == "LOC" && e.entry == entry })
		found = at >= 0
	}
	if !found {
		at, found = j.byKey[m.Label+" "+base]
	}
	if !found {
		at, found = j.acronym(i)
	}
	if !found {
		at = len(j.entities)
		j.entities = append(j.entities, entity{label: m.Label, entry: entry})
	}
	j.byKey[m.Label+" "+base] = at
	j.entities[at].mentions = append(j.entities[at].mentions, i)
}

// base is the mention's name without what inflection and composition add: the
// genitive s where the bare form is known from the document or the gazetteer,
// and what follows the name in a compound (IS-Vormarsch → IS).
func (j *joiner) base(text string, m *Candidate, entry int32) string {
	if m.Form == "part" {
		if i := strings.IndexByte(text, '-'); i > 0 {
			text = text[:i]
		}
		return text
	}
	if m.Form != "name" || j.d.Lang.Code != "de" {
		return text
	}
	if bare, ok := strings.CutSuffix(text, "’"); ok {
		return bare
	}
	if bare, ok := strings.CutSuffix(text, "'"); ok {
		return bare
	}
	bare, ok := strings.CutSuffix(text, "s")
	if !ok {
		return text
	}
	if entry >= 0 && slices.Contains(j.p.places.Lookup(bare, "de"), entry) {
		return bare
	}
	for k := range j.d.Mentions {
		if o := &j.d.Mentions[k]; o.Label == m.Label && o.Form == "name" {
			name := j.d.Text[o.Start:o.End]
			if name == bare || m.Label == "PER" && strings.HasSuffix(name, " "+bare) {
				return bare
			}
		}
	}
	return text
}

// person finds the person that a name means: the same name, a full name of
// which it is the surname or the given name, or an earlier surname of which it
// is the full name. Two persons of one surname stay apart: the last one named
// is meant.
func (j *joiner) person(name string) (int, bool) {
	words := strings.Fields(name)
	for at := len(j.entities) - 1; at >= 0; at-- {
		if e := &j.entities[at]; e.label == "PER" && samePerson(words, strings.Fields(j.fullest(e))) {
			return at, true
		}
	}
	return 0, false
}

func samePerson(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return false
	}
	last := strings.EqualFold(a[len(a)-1], b[len(b)-1])
	if len(a) == 1 {
		return last || len(b) > 1 && a[0] == b[0]
	}
	return last && (strings.EqualFold(a[0], b[0]) || initial(a[0], b[0]) || isTail(a, b))
}

func initial(a, b string) bool {
	return strings.HasSuffix(a, ".") && strings.HasPrefix(b, strings.TrimSuffix(a, ".")) ||
		strings.HasSuffix(b, ".") && strings.HasPrefix(a, strings.TrimSuffix(b, "."))
}

// isTail reports whether b ends in all of a: de Maizière, Thomas de Maizière.
func isTail(a, b []string) bool { return slices.Equal(a, b[len(b)-len(a):]) }

// acronym joins a name in brackets to the name right before them, of the same
// label: Islamischer Staat (IS), IAEA (International Atomic Energy Agency).
func (j *joiner) acronym(i int) (int, bool) {
	if i == 0 {
		return 0, false
	}
	m, before := &j.d.Mentions[i], &j.d.Mentions[i-1]
	if m.Label != before.Label || m.First != before.Last+1 || j.d.Tokens.Word(before.Last) != "(" ||
		m.Last >= len(j.d.Tokens.Tokens) || j.d.Tokens.Word(m.Last) != ")" {
		return 0, false
	}
	short, long := j.d.Text[m.Start:m.End], j.d.Text[before.Start:before.End]
	if len(short) > len(long) {
		short, long = long, short
	}
	if m.Label == "PER" || strings.ContainsRune(short, ' ') || strings.ToLower(short) == short || m.Label == "LOC" && !upper(short) {
		return 0, false
	}
	for at := range j.entities {
		if slices.Contains(j.entities[at].mentions, i-1) {
			return at, true
		}
	}
	return 0, false
}

// fullest is the entity's name mention with the most words; of those the
// longest, of those the first.
func (j *joiner) fullest(e *entity) string {
	best, size := "", [2]int{-1, -1}
	for _, i := range e.mentions {
		m := &j.d.Mentions[i]
		if m.Form != "name" {
			continue
		}
		name := j.base(j.d.Text[m.Start:m.End], m, e.entry)
		if s := [2]int{m.Last - m.First, len(name)}; slices.Compare(s[:], size[:]) > 0 {
			best, size = name, s
		}
	}
	return strings.Join(strings.Fields(best), " ")
}

// canonical is the entity's name: its fullest mention in base form; for a place
// that the document only derives from (russisch) the gazetteer's name.
func (j *joiner) canonical(e *entity) string {
	if e.label == "LOC" && e.entry >= 0 {
		return j.placeName(e)
	}
	if name := j.fullest(e); name != "" {
		return name
	}
	m := &j.d.Mentions[e.mentions[0]]
	return j.base(j.d.Text[m.Start:m.End], m, e.entry)
}

// placeName is the first name that the document has for the place, in base
// form: a place's mentions differ by inflection, not by length. One in capitals
// throughout (NAIROBI, of a dateline) and a place that is only derived from
// (russisch) have the gazetteer's name in the document's language.
func (j *joiner) placeName(e *entity) string {
	entry := j.p.places.Entry(e.entry)
	known := entry.NameEN
	if j.d.Lang.Code == "de" {
		known = entry.NameDE
	}
	for _, i := range e.mentions {
		if m := &j.d.Mentions[i]; m.Form == "name" {
			name := strings.Join(strings.Fields(j.base(j.d.Text[m.Start:m.End], m, e.entry)), " ")
			if upper(name) && strings.EqualFold(name, known) {
				return known
			}
			return name
		}
	}
	return known
}

// weight is an entity's raw salience: each mention counts by the prominence of
// its zone, and the first one by how early it comes.
func (d *Document) weight(e *entity) float64 {
	var sum float64
	for k, i := range e.mentions {
		m := &d.Mentions[i]
		w := 1.0
		switch d.zoneAt(m.Start) {
		case zone.Headline:
			w = 3
		case zone.Kicker, zone.Lead:
			w = 2
		}
		if m.Form != "name" {
			w /= 2
		}
		if k == 0 {
			w *= 2 - float64(m.First)/float64(len(d.Tokens.Tokens))
		}
		sum += w
	}
	return sum
}

// normalise turns raw salience into shares of the most salient entity's, with
// two decimals.
func normalise(entities []entity) {
	var top float64
	for i := range entities {
		top = max(top, entities[i].salience)
	}
	for i := range entities {
		entities[i].salience = round2(entities[i].salience / top)
	}
}

// round2 rounds a score to two decimals: what is beyond differs by machine.
func round2(x float64) float64 { return math.Round(100*x) / 100 }

// entityOf maps each mention to its entity.
func (d *Document) entityOf() []int {
	of := make([]int, len(d.Mentions))
	for at := range d.Entities {
		for _, i := range d.Entities[at].mentions {
			of[i] = at
		}
	}
	return of
}

// mentionIn is the index of the mention that the span overlaps, or -1.
func (d *Document) mentionIn(span token.Span) int {
	return slices.IndexFunc(d.Mentions, func(c Candidate) bool { return c.Overlaps(span) })
}
