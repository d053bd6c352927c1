package quote

import (
	"strings"

	"enricher/ner/token"
)

// A chunk is a noun phrase without its complements: "der frühere Chef", "John
// Doe", "sie".
type chunk struct {
	start       int // with its determiner
	first, last int // without
	head        int
	mention     int // whom it names, or whose title it is; -1
	prep        int // the preposition that governs it, or -1
	rank        rank
	number      form // singular or plural, both where it does not show
	genitive    bool // complement of the noun before it
	object      bool // its form is no subject's
	pronoun     bool
	relative    bool // a relative pronoun: the chunk before the comma is meant
	partitive   bool // "einer der Ermittler": its complement says who
}

// rank tells how likely what a chunk names is to speak.
type rank uint8

const (
	thing rank = iota
	speaks
	human
)

// Limits, in tokens.
const (
	maxDeterminers = 3
	maxAdjectives  = 6
	maxNouns       = 6
)

// readChunks reads the noun phrases of the tokens [from, to) that no quotation
// hides. The result is valid until the next call.
func (r *Reader) readChunks(from, to int) []chunk {
	r.chunks = r.chunks[:0]
	prep := -1
	for i := from; i < to; {
		if r.hidden[i] || r.doc.Tokens[i].Kind == token.Punct {
			prep = -1
			i++
			continue
		}
		c, ok := r.chunkAt(i, to)
		if ok {
			c.prep = prep
			prep = -1
			c.genitive = r.isGenitive(&c)
			if n := len(r.chunks); n > 0 && c.start > 0 && r.chunks[n-1].last == c.start-1 && r.entries[c.start-1].traits&coordinate != 0 { // "Anna und Beat"
				r.chunks[n-1].number |= plural
				c.number |= plural
			}
			r.chunks = append(r.chunks, c)
			i = c.last
			continue
		}
		switch e := &r.entries[i]; {
		case e.traits&preposition != 0 && (r.at[i] < 0 || r.doc.Lang == "de"):
			if prep = i; e.traits&subordinate != 0 && (i == from || r.doc.Tokens[i-1].Kind == token.Punct) {
				prep = -1 // a conjunction: "wie Muster sagte"
			}
		case e.traits&filler == 0 && e.form&(singular|plural) != 0, e.traits&(nominative|oblique) != 0, e.traits&temporal != 0:
			prep = -1 // behind a verb, or what the preposition had: "unter anderem", "on Monday"
		}
		i++
	}
	return r.chunks
}

// isGenitive reports whether a German chunk is the genitive complement of the
// one before: "Sprecher der Polizei". Behind a noun of time a new phrase begins.
func (r *Reader) isGenitive(c *chunk) bool {
	n := len(r.chunks)
	if r.doc.Lang != "de" || n == 0 || c.prep >= 0 {
		return false
	}
	before := &r.chunks[n-1]
	if before.last != c.start || before.pronoun && !before.partitive || r.entries[before.head].traits&temporal != 0 {
		return false
	}
	if c.start == c.first { // "Vertreter Russlands", "die Stadt Bern"
		m := r.at[c.first]
		return m >= 0 && !before.pronoun && (r.mentions[m].Label != "LOC" || strings.HasSuffix(r.words[c.last-1], "s") || hasSuffix(r.words[before.head], "stadt", "gemeinde", "kanton", "kreis", "bezirk", "provinz", "republik", "insel", "dorf", "ort"))
	}
	w := r.words[c.start]
	return w == "der" || w == "des" || w == "dieser" || w == "dieses" || w == "eines" || w == "einer" || strings.HasSuffix(w, "er") && r.possessives[w] || strings.HasSuffix(w, "es") && r.possessives[w]
}

// chunkAt reads the chunk that begins at token i.
func (r *Reader) chunkAt(i, to int) (chunk, bool) {
	if i >= to {
		return chunk{}, false
	}
	if r.doc.Lang == "de" {
		return r.germanChunk(i, to)
	}
	return r.englishChunk(i, to)
}

// nameIn fills in what a mention within the chunk says of it.
func (r *Reader) nameIn(c *chunk, m int) {
	switch x := r.mentions[m]; {
	case x.Label == "PER" && x.Form == "name":
		c.mention, c.rank = m, human
	case c.rank < human && x.Form == "name":
		c.mention = m
		if x.Label == "ORG" || x.Label == "LOC" {
			c.rank = speaks
		}
	}
}

func (r *Reader) germanChunk(i, to int) (c chunk, ok bool) {
	c = chunk{start: i, mention: -1, prep: -1, number: singular | plural}
	if p, ok := r.germanPronoun(i, to); ok {
		return p, true
	}
	j := i
	article := ""
	for n := 0; n < maxDeterminers && j < to && !r.hidden[j] && r.at[j] < 0 && r.determines(j); n++ {
		if r.doc.Tokens[j].Kind != token.Number {
			article = r.words[j]
			c.object = c.object || r.entries[j].traits&nominative == 0
		} else if r.words[j] != "1" {
			c.number = plural
		}
		j++
	}
	c.first = j
	weak := "" // the last adjective
	for n := 0; n < maxAdjectives && j < to && !r.hidden[j] && r.modifies(j, article != ""); n++ {
		weak = r.words[j]
		if m := r.at[j]; m >= 0 {
			j = max(j+1, min(r.spans[m].last, to))
			continue
		}
		j++
	}
	noun := j
	for nouns := 0; j < to && nouns < maxNouns && !r.hidden[j] && r.extends(&c, j, nouns > 0); nouns++ {
		m := r.at[j]
		switch {
		case r.held[j] >= 0 && (m < 0 || r.mentions[m].Form != "name"):
			c.mention, c.rank = r.held[j], human
		case m >= 0:
			r.nameIn(&c, m)
		case c.mention >= 0 && r.noun(j):
			c.mention, c.rank = -1, thing // "Merkels Sprecher"
		}
		if m >= 0 {
			c.head = min(r.spans[m].last, to) - 1
			j = max(j, c.head) + 1
			continue
		}
		if r.noun(j) || r.held[j] >= 0 {
			c.head = j
		}
		j++
	}
	if j == noun {
		return c, false
	}
	c.last = j
	c.first = r.skipOwner(c.first, c.head)
	r.rankNoun(&c)
	r.agree(&c, article, weak, noun)
	return c, true
}

// extends reports whether token j belongs to the nouns and names of a German
// chunk, as its first or behind others: a person's name behind a title, another
// name behind a noun that names its kind ("die Agentur Reuters").
func (r *Reader) extends(c *chunk, j int, behind bool) bool {
	m := r.at[j]
	switch {
	case !behind:
		return m >= 0 || r.held[j] >= 0 || r.noun(j)
	case r.person(c.head):
		return m >= 0 && m == r.at[c.head] || r.noun(j) && r.at[j] < 0 && r.genitiveName(c.head)
	case r.held[j] >= 0:
		return true
	case m < 0:
		return r.noun(j) || !r.determines(j) && r.address[strings.TrimSuffix(r.words[j], ".")]
	case r.mentions[m].Form != "name" || r.genitiveName(j):
		return false
	case r.mentions[m].Label == "PER":
		at := r.at[c.head]
		return r.held[c.head] >= 0 || r.heads(c.head) != unlikely || r.address[r.words[c.head]] || at >= 0 && r.mentions[at].Form == "derived"
	}
	return r.at[c.head] < 0 && r.mentions[m].Label != "LOC" && (r.titleNoun(c.head) || r.speaksNoun(c.head) || r.heads(c.head) == known)
}

// function are the traits that no noun has.
const function = nominative | oblique | preposition | pronoun | auxiliary | filler | subordinate | relative | coordinate | according

// noun reports whether token i is a German common noun: capitalised, and no
// function word that opens a sentence; or an age, "54-Jährige".
func (r *Reader) noun(i int) bool {
	if r.doc.Tokens[i].Kind != token.Word {
		return r.isAge(i)
	}
	return r.capital(i) && r.entries[i].traits&function == 0
}

// isAge reports whether token i stands for somebody by his age: "54-Jährige".
func (r *Reader) isAge(i int) bool {
	return r.doc.Tokens[i].Kind == token.Number && strings.Contains(r.doc.Word(i), "-Jährig")
}

// skipOwner leaves a genitive in front out: "Merkels Sprecher".
func (r *Reader) skipOwner(first, head int) int {
	if m := r.at[first]; m >= 0 && r.mentions[m].Form == "name" && r.spans[m].last <= head && r.at[head] != m && strings.HasSuffix(r.words[r.spans[m].last-1], "s") && !r.person(head) {
		return r.spans[m].last
	}
	return first
}

// rankNoun ranks a chunk that no name ranks.
func (r *Reader) rankNoun(c *chunk) {
	switch {
	case c.rank != thing:
	case r.heads(c.head) == known:
		c.rank = human
	case r.at[c.head] >= 0 && r.mentions[r.at[c.head]].Form == "derived", r.isAge(c.head):
		c.rank = human // "der Franzose"
	case r.speaksNoun(c.head), r.doc.Lang == "de" && r.heads(c.head) == guessed:
		c.rank = speaks
	}
}

// speaksNoun reports whether token i is a noun for a body or text that speaks.
func (r *Reader) speaksNoun(i int) bool {
	if r.entries[i].traits&body != 0 {
		return true
	}
	return r.doc.Lang == "de" && r.closes(i, body)
}

// agree reads number and case off a German article, adjective and noun, the one
// right behind these.
func (r *Reader) agree(c *chunk, article, weak string, noun int) {
	w := r.words[noun]
	if r.held[c.head] >= 0 || r.person(c.head) || r.at[c.head] >= 0 && r.mentions[r.at[c.head]].Form == "name" && article == "" {
		c.number = singular
		return
	}
	switch article {
	case "der":
		// The masculine nominative has adjectives in -e; feminine and plural are oblique.
		if strings.HasSuffix(weak, "en") && r.at[c.first] < 0 || feminineNoun(w) || strings.HasSuffix(w, "innen") {
			c.object = true
		}
		c.number = singular
	case "das", "ein", "eine", "jeder", "jede", "jedes":
		c.number = singular
	case "die", "diese", "keine", "meine", "seine", "ihre", "unsere":
		switch {
		case strings.HasSuffix(weak, "en") && weak != "eigenen":
			c.number = plural
		case feminineNoun(w):
			c.number = singular
		case strings.HasSuffix(w, "en") || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "innen"):
			c.number = plural
		}
	case "alle", "beide", "einige", "mehrere", "viele", "wenige", "zahlreiche", "zwei", "drei", "vier", "fünf", "verschiedene", "andere", "weitere", "etliche":
		c.number = plural
	case "":
		if strings.HasSuffix(w, "n") { // a noun without article, not a name
			c.number = plural
		}
	}
}

// feminineNoun reports whether a German noun's ending shows its gender.
func feminineNoun(w string) bool {
	for _, e := range [...]string{"ung", "heit", "keit", "schaft", "ion", "tät", "ei", "anz", "enz", "zentrale", "behörde", "presse", "gruppe", "kirche", "armee", "kammer", "klinik", "justiz", "bank", "bahn", "jury", "agentur", "firma", "partei", "stadt", "familie", "studie", "in"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+1 || w == e {
			return e != "in" || !strings.HasSuffix(w, "ein") && len(w) > 6
		}
	}
	return false
}

// germanPronoun reads a personal, relative or indefinite pronoun.
func (r *Reader) germanPronoun(i, to int) (chunk, bool) {
	e := &r.entries[i]
	if e.traits&(pronoun|relative) == 0 || r.at[i] >= 0 {
		return chunk{}, false
	}
	c := chunk{start: i, first: i, last: i + 1, head: i, mention: -1, prep: -1, rank: human, number: singular | plural, pronoun: true}
	w := r.words[i]
	if e.traits&relative != 0 && i > 0 && r.words[i-1] == "," {
		next := i + 1
		if next >= to || !r.nounFollows(next, to) {
			c.relative = true
			c.object = e.traits&nominative == 0
			return c, true
		}
	}
	if e.traits&pronoun == 0 {
		return c, false
	}
	switch w {
	case "er", "wer", "man", "jemand", "niemand", "letzterer", "ersterer":
		c.number = singular
		return c, true
	case "sie", "letztere", "erstere":
		return c, true
	}
	if next := i + 1; next < to && !r.nounFollows(next, to) || i+1 >= to { // "einer der Ermittler", "viele sagten"
		c.partitive = i+1 < to && (r.words[i+1] == "der" || r.words[i+1] == "von" || r.words[i+1] == "dieser" || r.possessives[r.words[i+1]])
		if w == "einer" || w == "eine" {
			c.number = singular
			return c, c.partitive
		}
		return c, true
	} else if next < to && (w == "einer" || w == "eine") && (r.words[next] == "der" || r.words[next] == "dieser" || r.possessives[r.words[next]]) {
		c.partitive, c.number = true, singular
		return c, true
	}
	return c, false
}

// nounFollows reports whether a noun follows at token i, behind adjectives.
func (r *Reader) nounFollows(i, to int) bool {
	for n := 0; n < maxAdjectives && i < to && !r.hidden[i] && (r.modifies(i, true) || r.doc.Tokens[i].Kind == token.Number); n++ {
		i++
	}
	return i < to && !r.hidden[i] && (r.at[i] >= 0 || r.noun(i))
}

// determines reports whether token i is an article or the like.
func (r *Reader) determines(i int) bool {
	return r.entries[i].traits&(nominative|oblique) != 0 || r.doc.Tokens[i].Kind == token.Number && !r.isAge(i)
}

// modifies reports whether token i can be an adjective before a noun. Without an
// article before it a word that is a verb too is the verb.
func (r *Reader) modifies(i int, article bool) bool {
	if m := r.at[i]; m >= 0 {
		return r.mentions[m].Form == "derived" && !r.capital(i) || r.mentions[m].Form == "derived" && r.doc.Lang == "de" && strings.HasSuffix(r.words[i], "er") && i+1 < len(r.words) && (r.capital(i+1) || r.at[i+1] >= 0 && r.at[i+1] != m)
	}
	if r.doc.Tokens[i].Kind != token.Word || r.capital(i) {
		return false
	}
	e := &r.entries[i]
	if article && e.traits&filler != 0 && i+1 < len(r.words) && r.entries[i+1].traits&filler == 0 && r.modifies(i+1, true) { // "einer gestern verbreiteten Erklärung"
		return true
	}
	if e.traits&(nominative|oblique|preposition|pronoun|subordinate|coordinate|auxiliary|filler) != 0 || !article && e.form&(singular|plural) != 0 {
		return false
	}
	return r.adjective(r.words[i])
}

// englishPronouns are those that can be the subject of a verb of saying, to no
// purpose some of them.
var englishPronouns = set("i you he she it we they there who")

// englishPronoun reads a personal, relative or partitive pronoun.
func (r *Reader) englishPronoun(i, to int) (chunk, bool) {
	c := chunk{start: i, first: i, last: i + 1, head: i, mention: -1, prep: -1, rank: human, number: singular | plural, pronoun: true}
	w := r.words[i]
	c.relative = r.entries[i].traits&relative != 0 && i > 0 && (r.words[i-1] == "," || w == "who")
	c.partitive = i+1 < to && r.words[i+1] == "of"
	return c, englishPronouns[w] || c.relative && w == "which" || c.partitive
}

func (r *Reader) englishChunk(i, to int) (chunk, bool) {
	if r.entries[i].traits&(pronoun|relative) != 0 && r.at[i] < 0 {
		return r.englishPronoun(i, to)
	}
	c := chunk{start: i, mention: -1, prep: -1, number: singular | plural}
	j := i
	for n := 0; n < maxDeterminers && j < to && !r.hidden[j] && r.at[j] < 0 && r.determines(j) && r.entries[j].traits&pronoun == 0; n++ {
		j++
	}
	c.first = j
	for n := 0; n < maxNouns && j < to && !r.hidden[j]; n++ {
		if w := r.words[j]; j > c.first && (w == "'s" || w == "’s" || w == "'" || w == "’") { // an owner: the phrase begins anew
			c.first, c.mention, c.rank = j+1, -1, thing
			j, n = j+1, -1
			continue
		}
		if !r.extendsEnglish(&c, j) {
			break
		}
		m := r.at[j]
		switch {
		case r.held[j] >= 0:
			c.mention, c.rank = r.held[j], human
		case m >= 0:
			r.nameIn(&c, m)
		case j > c.first && c.mention >= 0 && r.at[c.head] >= 0:
			c.mention, c.rank = -1, thing // "White House spokesman"
		}
		if c.head = j; m >= 0 {
			c.head = max(j, min(r.spans[m].last, to)-1)
		}
		j = c.head + 1
	}
	if j == c.first {
		return c, false
	}
	c.last = j
	r.rankNoun(&c)
	if r.person(c.head) {
		c.number = singular
	}
	// A singular noun has a determiner; without one it is another word.
	return c, c.rank != thing || c.start < c.first || r.at[c.head] >= 0 || strings.HasSuffix(r.words[c.head], "s") || c.head > c.first && r.capital(c.head)
}

// extendsEnglish reports whether token j belongs to the words of a chunk behind
// its determiners, as the first or behind others.
func (r *Reader) extendsEnglish(c *chunk, j int) bool {
	const other = nominative | preposition | pronoun | auxiliary | filler | subordinate | relative | coordinate | according
	behind := j > c.first
	if m := r.at[j]; m >= 0 {
		return !(behind && r.person(j) && r.person(c.head)) // another person
	}
	if r.held[j] >= 0 {
		return true
	}
	if k := r.doc.Tokens[j].Kind; k != token.Word && k != token.Number || r.entries[j].traits&other != 0 || behind && r.person(c.head) {
		return false
	}
	if r.saying(j) != noCue && (behind || r.entries[j].form&singular != 0) || behind && r.entries[j].traits&preterite != 0 {
		return false
	}
	if behind && r.entries[j-1].traits&temporal != 0 && r.entries[j].traits&temporal == 0 && r.word(c.start-1, 0, j) == "on" { // "on Monday officials"
		return false
	}
	w := r.words[j]
	return !behind || r.capital(j) || !strings.HasSuffix(w, "ly") && (!strings.HasSuffix(w, "ed") || strings.Contains(w, "-"))
}
