package pipeline

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"enricher/gazetteer"
	"enricher/ner/token"
	"enricher/pipeline/dateline"
)

// An entity is a thing and where the document mentions it.
type entity struct {
	label    string
	name     string // the fullest mention in its base form
	mentions []int  // indices into Document.Mentions, ascending
	inner    []int  // indices into Document.Inner, ascending
	entry    int32  // the gazetteer's entry that joins the mentions, or -1
	person   int    // the joiner's person, or -1
	place    *Place
	link     string                // of what the gazetteer has it for
	known    *Entry                // likewise
	scored   []gazetteer.Candidate // what it may be, best first
	salience float64
}

// entity reads Mentions and Inner and writes Entities, ordered by first mention.
func (p *Pipeline) entity(d *Document) {
	dropFigures(d)
	j := newJoiner(p.places, d)
	for i := range d.Mentions {
		j.join(i)
	}
	for i := range d.Inner { // what the outer mentions mean is settled first
		j.joinInner(i)
	}
	d.Entities = j.entities
	if len(d.Inner) > 0 {
		slices.SortStableFunc(d.Entities, func(a, b entity) int { return d.first(&a).before(d.first(&b)) })
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		e.name = j.canonical(e)
	}
}

// A joiner puts mentions of one thing together, first to last.
type joiner struct {
	places   *gazetteer.Gazetteer
	d        *Document
	entities []entity
	of       []int           // mention → entity, as far as they are joined
	names    map[key]bool    // every name in the document, and persons' without their first words
	byName   map[key]int     // name in base form → entity
	byEntry  map[int32]int   // gazetteer entry → entity
	surnames map[string]bool // what ends the persons' full names: Pierer, von Pierer
	inside   map[key]bool    // the names inside others
	persons  persons
	aliases  aliases
}

// A key is a name of one label.
type key struct{ label, name string }

func newJoiner(places *gazetteer.Gazetteer, d *Document) *joiner {
	n := len(d.Mentions)
	j := &joiner{
		places: places, d: d,
		entities: make([]entity, 0, n*2/3+1), of: make([]int, 0, n), // news names a thing twice
		names: make(map[key]bool, n), byName: make(map[key]int, n*2/3), byEntry: map[int32]int{}, surnames: map[string]bool{}, inside: map[key]bool{},
		persons: persons{named: map[string][]int{}}, aliases: aliases{parts: map[key][]int{}},
	}
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Form != "name" {
			continue
		}
		name := d.Text[m.Start:m.End]
		j.names[key{m.Label, name}] = true
		for m.Label == "PER" { // Heinrich von Pierer is von Pierer and Pierer
			_, rest, ok := strings.Cut(name, " ")
			if !ok {
				break
			}
			name = rest
			j.names[key{"PER", name}] = true
			j.surnames[name] = true
		}
	}
	for i := range d.Inner {
		m := &d.Inner[i]
		j.inside[key{m.Label, d.Text[m.Start:m.End]}] = true
	}
	return j
}

// A naming is what a mention says of the thing that it means.
type naming struct {
	*Candidate
	name   string // in base form
	entry  int32  // the gazetteer's entry for it, or -1
	family string // the surname of a family
	person person // without words where it is no person's name
}

// key is what the thing is known by.
func (n *naming) key() key {
	if n.family != "" {
		return key{"family", n.family}
	}
	return key{n.Label, n.name}
}

func (j *joiner) naming(m *Candidate) *naming {
	n := &naming{Candidate: m, entry: -1}
	if len(m.Entries) > 0 && j.places.Type(m.Entries[0]).Label() == m.Label {
		n.entry = m.Entries[0]
	}
	if m.Label == "PER" {
		if n.family = j.family(m); n.family != "" {
			n.name = j.d.plain(m)
			return n
		}
	}
	n.name = j.base(m, n.entry)
	if m.Label == "PER" {
		n.person.words, n.person.suffix = personName(n.name)
		n.person.sex = j.sex(m)
	}
	return n
}

func (j *joiner) join(i int) {
	n := j.naming(&j.d.Mentions[i])
	at := j.find(n)
	if at < 0 {
		at = j.alias(n)
	}
	if at < 0 && j.bracketed(i) {
		at = j.of[i-1]
	}
	at = j.add(n, at)
	j.entities[at].mentions = append(j.entities[at].mentions, i)
	j.of = append(j.of, at)
}

func (j *joiner) joinInner(i int) {
	n := j.naming(&j.d.Inner[i])
	at := j.add(n, j.find(n))
	j.entities[at].inner = append(j.entities[at].inner, i)
}

// add makes entity at, or with at < 0 a new one, known by what the mention says
// of it.
func (j *joiner) add(n *naming, at int) int {
	if at < 0 {
		at = len(j.entities)
		j.entities = append(j.entities, entity{label: n.Label, entry: n.entry, person: -1})
		if n.entry >= 0 {
			j.byEntry[n.entry] = at
		}
	}
	e := &j.entities[at]
	if e.entry < 0 && n.entry >= 0 && n.Label != "LOC" { // a fuller name tells who was meant before
		e.entry = n.entry
		j.byEntry[n.entry] = at
	}
	j.byName[n.key()] = at
	if n.Form != "name" {
		return at
	}
	if n.person.words != nil {
		n.person.entity = at
		e.person = j.persons.add(e.person, n.person, n.First)
	}
	if fuller(n.name, e.name) {
		e.name = n.name
		j.aliases.learn(at, n.Label, n.name)
	}
	return at
}

// find is the entity that a mention means by a name that it has had, or -1.
func (j *joiner) find(n *naming) int {
	if n.person.words != nil {
		if at, found := j.persons.find(n.person); found {
			return j.persons.people[at].entity
		}
	}
	if n.entry >= 0 {
		if at, found := j.byEntry[n.entry]; found {
			return at
		}
	}
	if at, found := j.byName[n.key()]; found && j.mayShare(n, &j.entities[at]) {
		return at
	}
	if n.Label == "LOC" && n.Form == "derived" && j.d.Lang.Code == "de" {
		return j.inhabited(n.name)
	}
	return -1
}

// mayShare reports whether a mention may mean an entity of the same name: not
// if both are places that the gazetteer knows (Portland, Oregon, and Portland,
// Maine), nor if both are persons, whom persons tells apart (Herr and Frau
// Muster).
func (j *joiner) mayShare(n *naming, e *entity) bool {
	switch n.Label {
	case "LOC":
		return n.entry < 0 || e.entry < 0
	case "PER":
		return n.person.words == nil || e.person < 0
	}
	return true
}

// inhabited is the document's place whose people and things a German word in
// -er names, if the gazetteer does not know it: Lavamünder, Dithmarscher; or -1.
func (j *joiner) inhabited(word string) int {
	for _, ending := range [...]string{"er", "ers", "ern", "erin", "erinnen"} {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok {
			continue
		}
		for _, end := range [...]string{"", "e", "en"} {
			if at, found := j.byName[key{"LOC", stem + end}]; found {
				return at
			}
		}
	}
	return -1
}

// fuller reports whether a name says more than another: it has more words, or
// as many and is longer.
func fuller(a, b string) bool {
	n, m := strings.Count(a, " "), strings.Count(b, " ")
	return n > m || n == m && len(a) > len(b)
}

// plain is the mention's name on one line and without a hashtag's mark.
func (d *Document) plain(m *Candidate) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(d.base(m)), " "), "#")
}

// base is the mention's name without what inflection and composition add: the
// genitive s where the bare form is known from the document or the gazetteer,
// and what follows the name in a compound (IS-Vormarsch → IS).
func (j *joiner) base(m *Candidate, entry int32) string {
	name := j.d.plain(m)
	if m.Form != "name" || j.d.Lang.Code != "de" {
		return name
	}
	for _, apostrophe := range []string{"’", "'"} {
		if bare, ok := strings.CutSuffix(name, apostrophe); ok && bare != "" {
			return bare
		}
	}
	if m.Label == "ORG" {
		if usual := nominative(name); usual != name {
			return usual
		}
	}
	bare, ok := strings.CutSuffix(name, "s")
	if ok && (j.names[key{m.Label, bare}] || len(j.aliases.parts[key{m.Label, bare}]) > 0 || entry >= 0 && slices.Contains(j.places.Lookup(bare, "de"), entry)) {
		return bare
	}
	return name
}

// bracketed reports whether mention i stands in brackets right behind another
// of its label, and one of the two is short for the other: Islamischer Staat
// (IS), IAEA (International Atomic Energy Agency).
func (j *joiner) bracketed(i int) bool {
	if i == 0 {
		return false
	}
	m, before := &j.d.Mentions[i], &j.d.Mentions[i-1]
	if m.Label == "PER" || m.Label != before.Label || m.First != before.Last+1 || j.d.Tokens.Word(before.Last) != "(" ||
		m.Last >= len(j.d.Tokens.Tokens) || j.d.Tokens.Word(m.Last) != ")" {
		return false
	}
	short, long := j.d.Text[m.Start:m.End], j.d.Text[before.Start:before.End]
	if len(short) > len(long) {
		short = long
	}
	return !strings.ContainsRune(short, ' ') && strings.ToLower(short) != short && (m.Label != "LOC" || upper(short))
}

// canonical is the entity's name: its fullest mention in base form, a place's
// as placeName says, an agency's as it calls itself.
func (j *joiner) canonical(e *entity) string {
	switch {
	case e.label == "LOC" && e.entry >= 0:
		return j.placeName(e)
	case e.label == "ORG" && len(j.d.Datelines) > 0:
		if name := j.d.agency(e); name != "" {
			return name
		}
	}
	switch first := j.d.first(e); {
	case e.name == "" && (first.Form != "derived" || e.entry < 0 || len(first.Entries) > 1):
		return j.base(first, e.entry) // Sozialdemokraten are of several countries
	case e.name == "" || e.entry >= 0 && j.d.Lang.Code == "de" && isCase(e.name, j.usual(e.entry)):
		return j.usual(e.entry)
	}
	return e.name
}

// isCase reports whether a German name differs from another in the endings of
// its adjectives alone: Vereinten Nationen, Vereinte Nationen.
func isCase(name, other string) bool {
	a, b := strings.Fields(name), strings.Fields(other)
	if len(a) != len(b) || len(a) < 2 {
		return false
	}
	stem := func(word string) string { return strings.TrimRight(strings.TrimRight(word, "mnrs"), "e") }
	for i := range a[:len(a)-1] {
		if a[i] != b[i] && stem(a[i]) != stem(b[i]) {
			return false
		}
	}
	return a[len(a)-1] == b[len(b)-1]
}

// usual is the gazetteer's name for an entry in the document's language.
func (j *joiner) usual(entry int32) string {
	if j.d.Lang.Code == "de" {
		return j.places.Entry(entry).NameDE
	}
	return j.places.Entry(entry).NameEN
}

// agency is the name by which an agency that a dateline names calls itself:
// dpa for DPA. It is empty for any other entity.
func (d *Document) agency(e *entity) string {
	for _, m := range e.mentions {
		span := d.Mentions[m].Span
		// An agency may stand before its dateline, but behind the one before.
		i, _ := slices.BinarySearchFunc(d.Datelines, span.End, func(l dateline.Dateline, end int) int { return l.End - end })
		if i == len(d.Datelines) {
			continue
		}
		for _, a := range d.Datelines[i].Agencies {
			if a.Span == span {
				return a.Name
			}
		}
	}
	return ""
}

// placeName is the first name that the document has for the place, in base
// form: a place's mentions differ by inflection, not by length. One in capitals
// throughout (NAIROBI, of a dateline), one in another case (Vereinigten Staaten)
// and a place that is only derived from (russisch) have the gazetteer's name in
// the document's language.
func (j *joiner) placeName(e *entity) string {
	known := j.usual(e.entry)
	for m := range j.d.mentionsOf(e) {
		if m.Form == "name" {
			name := j.base(m, e.entry)
			if upper(name) && strings.EqualFold(name, known) || j.d.Lang.Code == "de" && isCase(name, known) {
				return known
			}
			return name
		}
	}
	return known
}

// mentionsOf goes through the entity's outer mentions, then the inner ones,
// each kind ascending.
func (d *Document) mentionsOf(e *entity) iter.Seq2[*Candidate, bool] {
	return func(yield func(m *Candidate, inside bool) bool) {
		for _, i := range e.mentions {
			if !yield(&d.Mentions[i], false) {
				return
			}
		}
		for _, i := range e.inner {
			if !yield(&d.Inner[i], true) {
				return
			}
		}
	}
}

// first is the entity's first mention, outer or inner.
func (d *Document) first(e *entity) *Candidate {
	if len(e.mentions) == 0 {
		return &d.Inner[e.inner[0]]
	}
	m := &d.Mentions[e.mentions[0]]
	if len(e.inner) > 0 {
		if n := &d.Inner[e.inner[0]]; n.before(m) < 0 {
			return n
		}
	}
	return m
}

// before orders mentions by start, the longer first.
func (c *Candidate) before(o *Candidate) int { return cmp.Or(c.Start-o.Start, o.End-c.End) }

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
	i, _ := slices.BinarySearchFunc(d.Mentions, span.Start, func(c Candidate, at int) int { return c.End - 1 - at })
	if i < len(d.Mentions) && d.Mentions[i].Overlaps(span) {
		return i
	}
	return -1
}
