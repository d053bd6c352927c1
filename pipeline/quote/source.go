package quote

import (
	"slices"
	"strings"

	"enricher/ner/token"
)

// A source is who said something: a mention, or a noun phrase for somebody
// unnamed.
type source struct {
	speaker int
	role    token.Span
	rank    rank // of the noun phrase that names it
	end     int  // the token behind that phrase
	unsaid  bool // it is not told who: "es wurde gesagt"
}

// nobody is the source that was not found, unsaid the one that is not named.
var (
	nobody = source{speaker: -1}
	unsaid = source{speaker: -1, unsaid: true}
)

func (s source) none() bool { return s.speaker < 0 && s.role.End == 0 }

// source finds who speaks in the frame, according to its cue.
func (r *Reader) source(f frame, c cue) source {
	switch c.kind {
	case noCue:
		if f.colon {
			return r.topic(f.from, f.open)
		}
		for i := f.from + 1; i < f.open; i++ { // "ist der Ansicht, dass „…“"
			if r.entries[i].traits&content != 0 && r.words[i-1] == "," {
				return r.topic(f.from, i)
			}
		}
		return nobody
	case attributes:
		return r.attributed(f, c)
	case attributedTo:
		return r.behindPhrase(f, c)
	}
	if after := r.impersonal(c.token); after >= 0 {
		return r.document(f, after)
	}
	if c.right && r.doc.Lang == "en" && strings.HasSuffix(r.words[c.token], "ing") {
		return nobody // “…,” adding that: whose the main verb is
	}
	return r.subject(f, c)
}

// impersonal is the token behind "heißt es" of which token i is the verb, or -1.
func (r *Reader) impersonal(i int) int {
	if r.doc.Lang != "de" {
		return -1
	}
	if r.word(i+1, 0, len(r.words)) == "es" {
		return i + 2
	}
	if r.entries[i].form&participle != 0 && strings.HasPrefix(r.words[i], "gehei") && r.word(i-1, 0, i) == "es" { // "hatte es geheißen"
		return i + 1
	}
	return -1
}

// attributed reads the phrase behind "laut", "so", "nach Angaben", "according to".
func (r *Reader) attributed(f frame, c cue) source {
	i := c.token + 1
	if r.words[c.token] == "according" {
		i++
	}
	to := f.to
	if !c.right {
		to = f.open
	}
	if r.doc.Lang == "de" && r.words[c.token] != "so" {
		if n := r.reporting(i, to); n >= 0 && (r.words[c.token] != "laut" || r.entries[n].traits&reports != 0 && r.genitiveFollows(n+1, to)) {
			if s := r.reporter(f, i, n, to); !s.none() || s.unsaid {
				return s
			}
			i = n + 1
		}
	}
	if s, ok := r.inMarks(i); ok {
		return s
	}
	return r.phraseAt(i, to)
}

// genitiveFollows reports whether a complement of the noun before token i begins
// there.
func (r *Reader) genitiveFollows(i, to int) bool {
	return i < to && (r.words[i] == "der" || r.words[i] == "des" || r.words[i] == "von" || r.words[i] == "vom" || r.at[i] >= 0)
}

// reporter reads whose report noun n is, from token i on, where that stands
// before or within the noun: "nach seinen Angaben", "nach UNO-Angaben".
func (r *Reader) reporter(f frame, i, n, to int) source {
	if m := r.at[n]; m >= 0 && r.mentions[m].Form == "part" {
		return source{speaker: m, end: n + 1}
	}
	if w := r.words[n]; r.entries[n].traits&reports == 0 {
		for k := 1; k < len(w); k++ {
			if tail := r.lex.words[w[k:]]; tail.traits&reports != 0 {
				t := r.doc.Tokens[n]
				stem := strings.TrimSuffix(strings.TrimRight(w[:k], "-"), "s")
				if len(stem) > 2 && r.lex.words[stem].traits&body != 0 && t.Len() == len(w) {
					return source{speaker: -1, role: token.Span{Start: t.Start, End: t.Start + len(stem)}, end: n + 1}
				}
				if !r.genitiveFollows(n+1, to) {
					return source{speaker: -1, role: t.Span, end: n + 1}
				}
				break
			}
		}
	}
	for j := i; j < n; j++ {
		switch w := r.words[j]; {
		case w == "eigenen":
			return r.topic(f.from, f.to)
		case strings.HasPrefix(w, "sein"):
			return r.pronounAt(j, "er")
		case strings.HasPrefix(w, "ihr"):
			return r.pronounAt(j, "sie")
		}
		if m := r.at[j]; m >= 0 && r.mentions[m].Form == "name" {
			return source{speaker: m, end: n + 1} // "nach Merkels Worten"
		}
	}
	return nobody
}

// phraseAt is the source that the noun phrase at token i, or soon behind, names.
func (r *Reader) phraseAt(i, to int) source {
	chunks := r.readChunks(i, min(to, i+reach))
	if len(chunks) == 0 || chunks[0].start > i+2 || r.words[chunks[0].head] == "wer" {
		return nobody
	}
	return r.chunkSource(0, false)
}

// behindPhrase reads the phrase before "zufolge" and whose view it is before
// "Ansicht nach".
func (r *Reader) behindPhrase(f frame, c cue) source {
	from := f.from
	if c.right {
		from = f.close
	}
	if r.words[c.token] == "nach" {
		for j := c.token - 2; j >= from && c.token-j < 4; j-- {
			switch w := r.words[j]; {
			case strings.HasPrefix(w, "sein"):
				return r.pronounAt(j, "er")
			case strings.HasPrefix(w, "ihr"):
				return r.pronounAt(j, "sie")
			case w == "eigenen" || w == "eigener":
				return r.topic(f.from, f.to)
			}
		}
	}
	chunks := r.readChunks(max(from, c.token-2*maxNouns), c.token)
	for k := len(chunks) - 1; k >= 0; k-- {
		if !chunks[k].genitive && (chunks[k].prep < 0 || k == 0) {
			return r.chunkSource(k, true)
		}
	}
	return nobody
}

// document is the source of "heißt es": behind a preposition that follows, or
// that opens the sentence ("Im Bericht der Uno heißt es").
func (r *Reader) document(f frame, after int) source {
	end := after
	for end < f.to && !r.hidden[end] && (r.doc.Tokens[end].Kind != token.Punct || r.words[end] == "(") {
		end++
	}
	spans := [...]tokens{{after, end}, {f.from, f.open}}
	if r.entries[f.from].traits&preposition != 0 {
		spans[0], spans[1] = spans[1], spans[0]
	}
	for _, span := range spans {
		chunks := r.readChunks(span.first, span.last)
		for k := range chunks {
			c := &chunks[k]
			if c.prep < 0 || c.rank == thing && r.entries[c.head].traits&(temporal) != 0 || r.words[c.prep] == "zu" || r.words[c.prep] == "zur" || r.words[c.prep] == "zum" {
				continue
			}
			s := r.chunkSource(k, false)
			// The text's author, where it is named: "im Bericht der Uno".
			for n := k + 1; n < len(chunks) && s.speaker < 0 && chunks[n].start <= chunks[n-1].last+1 && (chunks[n].genitive || chunks[n].prep == chunks[n-1].last && r.belongs(chunks[n].prep)); n++ {
				if chunks[n].mention >= 0 && chunks[n].rank >= speaks {
					return source{speaker: chunks[n].mention}
				}
			}
			return s
		}
	}
	return nobody
}

// belongs reports whether the preposition at token i ties a noun to a title.
func (r *Reader) belongs(i int) bool {
	switch r.words[i] {
	case "von", "vom", "für", "of", "for", "from", "at":
		return true
	}
	return false
}

// topic is whom the tokens [from, to) are about: the first noun phrase that can
// be a subject.
func (r *Reader) topic(from, to int) source {
	if from >= to {
		return nobody
	}
	best, rank := -1, thing
	chunks := r.readChunks(from, to)
	for k := range chunks {
		c := &chunks[k]
		if c.prep >= 0 || c.genitive || c.object || c.relative || r.isOwner(c) {
			continue
		}
		if c.rank == thing {
			if of := r.author(k); best < 0 && of >= 0 && (r.entries[c.head].traits&announcer != 0 || k == 0) {
				best, rank = of, chunks[of].rank
			}
			continue
		}
		if best < 0 || c.rank > rank {
			best, rank = k, c.rank
		}
		if rank == human {
			break
		}
	}
	if best < 0 {
		return nobody
	}
	return r.chunkSource(best, false)
}

// author is the chunk that tells whose word a thing is: "Zitat von Muster", "die
// Antwort der Ministerin"; -1 if chunk k has no such complement.
func (r *Reader) author(k int) int {
	for n := k + 1; n < len(r.chunks); n++ {
		x := &r.chunks[n]
		if end := r.chunks[n-1].last; !(x.genitive && x.start == end || x.prep == end && r.belongs(x.prep) && r.words[x.prep] != "für" && r.words[x.prep] != "for") {
			break
		}
		if x.rank >= speaks && !x.pronoun {
			return n
		}
	}
	return -1
}

// isOwner reports whether a chunk is a genitive name in front of another noun.
func (r *Reader) isOwner(c *chunk) bool {
	return c.mention >= 0 && r.at[c.head] == c.mention && r.genitiveName(c.head)
}

// genitiveName reports whether the name over token i is a German genitive that
// belongs to the noun behind or before it.
func (r *Reader) genitiveName(i int) bool {
	last := r.spans[r.at[i]].last
	w := r.doc.Word(last - 1)
	stem, ok := strings.CutSuffix(w, "s")
	if !ok || r.doc.Lang != "de" {
		return false
	}
	return r.surnames[stem] != 0 || r.capital(last) && r.at[last] < 0 && r.surnames[w]&borne == 0
}

// subject finds the subject of a verb of saying: every noun phrase of the
// sentence that can be one is weighed by what it names, its place and its
// agreement with the verb.
func (r *Reader) subject(f frame, c cue) source {
	from, to := f.from, f.to
	verb := c.token
	german := r.doc.Lang == "de"
	if c.right && c.near && (!german || r.entries[verb].form&participle == 0 || r.words[f.close] == ",") {
		from = f.close // an attribution has its subject within
		if s, ok := r.inMarks(verb + 1); ok {
			return s
		}
	}
	passiveVoice := false
	number := r.entries[verb].form & (singular | plural)
	if german && (number == 0 || r.entries[verb].form&participle != 0) || !german && r.entries[verb].form&participle != 0 {
		if aux := r.auxiliaryOf(verb, from, to); aux >= 0 {
			passiveVoice = r.entries[aux].traits&passive != 0 && r.entries[verb].form&participle != 0
			if german {
				verb = aux
				number = singular
				if strings.HasSuffix(r.words[aux], "en") {
					number = plural
				}
			}
		}
	}
	quoting := strings.HasPrefix(r.words[c.token], "zitier") || strings.HasPrefix(r.words[c.token], "quot")
	if s := r.weigh(from, to, verb, number, c, passiveVoice, quoting); !s.none() || s.unsaid {
		return s
	}
	if passiveVoice && !quoting {
		return unsaid
	}
	if from > f.from {
		return r.weigh(f.from, f.open, verb, number, c, passiveVoice, quoting)
	}
	return nobody
}

// auxiliaryOf is the auxiliary that goes with the participle or infinitive at
// token i: the nearest one of its clause, else of the tokens [from, to); -1 if
// there is none.
func (r *Reader) auxiliaryOf(i, from, to int) int {
	if r.doc.Lang == "en" {
		for j := i - 1; j >= max(from, i-4); j-- {
			if r.entries[j].traits&auxiliary != 0 {
				return j
			}
			if r.doc.Tokens[j].Kind == token.Punct || r.at[j] >= 0 {
				break
			}
		}
		return -1
	}
	for n := 1; n <= 2 && i+n < to; n++ { // "gesagt hat", "bezeichnet worden war"
		if r.entries[i+n].traits&auxiliary != 0 && !r.hidden[i+n] {
			return i + n
		}
	}
	for j := i - 1; j >= from; j-- {
		if r.hidden[j] {
			continue
		}
		if r.entries[j].traits&auxiliary != 0 && !r.capital(j) || j == from && r.entries[j].traits&auxiliary != 0 {
			return j
		}
	}
	return -1
}

// Weights of a noun phrase as the subject of a verb of saying, in points.
const (
	ofHuman    = 8
	ofSpeaking = 7
	ofThing    = 1
	inClause   = 3  // in the verb's own clause
	perClause  = -1 // for each clause between, up to three
	beside     = 3  // right before or behind the verb, or behind the clause's conjunction
	opening    = 3  // the sentence's first phrase
	disagrees  = -6 // in number
	asAgent    = 12 // of a passive
	leastPoint = 5
)

// weigh picks the verb's subject among the noun phrases of the tokens [from, to).
func (r *Reader) weigh(from, to, verb int, number form, c cue, passiveVoice, quoting bool) source {
	german := r.doc.Lang == "de"
	chunks := r.readChunks(from, to)
	left, right := r.beside(chunks, verb, from)
	inverted := german || c.right && (r.opensTag(verb) || r.word(verb-1, 0, verb) == ",")
	best, points := -1, leastPoint-1
	first := true
	after := from < to && r.entries[from].traits&subordinate != 0 // a clause opens the sentence
	resumed := !after && verb > from && r.words[verb-1] == ","    // behind an apposition or relative clause
	for k := range chunks {
		x := &chunks[k]
		if passiveVoice && !quoting {
			if x.prep >= 0 && (r.words[x.prep] == "von" || r.words[x.prep] == "vom" || r.words[x.prep] == "by" || r.words[x.prep] == "durch") && !x.pronoun && asAgent+int(x.rank) > points {
				best, points = k, asAgent+int(x.rank)
			}
			continue
		}
		if x.prep >= 0 || x.genitive || x.rank == thing && r.entries[x.head].traits&temporal != 0 || x.relative && r.clauses(x.head, verb) > 0 {
			continue
		}
		opens := first && !(x.start > from && r.entries[x.start-1].traits&subordinate != 0)
		first = false
		if x.object && !x.partitive && !(quoting && x.rank == human) || r.isOwner(x) || !inverted && x.start > verb {
			continue
		}
		p := ofThing
		switch x.rank {
		case human:
			p = ofHuman
		case speaks:
			p = ofSpeaking
		}
		if d := r.clauses(x.head, verb); d == 0 || resumed && x.start < verb && (opens || k == left) {
			p += inClause
		} else {
			p += max(d*perClause, 3*perClause)
		}
		if k == left || k == right || x.start > from && r.entries[x.start-1].traits&subordinate != 0 && r.clauses(x.head, verb) == 0 {
			p += beside
		}
		if opens && x.start < verb && !(after && r.clauses(x.head, verb) > 0) {
			p += opening
		}
		if number != 0 && number&x.number == 0 && !x.relative {
			p += disagrees
		}
		if quoting && x.rank == human && !x.pronoun {
			p += beside
		}
		if p > points {
			best, points = k, p
		}
	}
	if best < 0 {
		return nobody
	}
	if chunks[best].rank == thing {
		if of := r.author(best); of >= 0 {
			best = of
		} else if r.entries[chunks[best].head].traits&announcer != 0 {
			return nobody // "die Frage lautete"
		}
	}
	return r.chunkSource(best, best == left && german)
}

// opensTag reports whether the verb opens an attribution: “…,” said Doe.
func (r *Reader) opensTag(verb int) bool {
	i := verb - 1
	for i >= 0 && (r.words[i] == "," || r.entries[i].traits&filler != 0 && !r.hidden[i]) {
		i--
	}
	return i < 0 || r.hidden[i] || r.closing(i)
}

// clauses counts the clause boundaries between two tokens.
func (r *Reader) clauses(i, j int) (n int) {
	if i > j {
		i, j = j, i
	}
	for ; i < j; i++ {
		if w := r.words[i]; !r.hidden[i] && (w == "," || w == ":" || w == ";" || w == "–" || w == "—") {
			n++
		}
	}
	return n
}

// beside are the noun phrases right before and behind the verb, or -1: its
// adverbs apart, and an apposition or relative clause between commas.
func (r *Reader) beside(chunks []chunk, verb, from int) (left, right int) {
	left, right = -1, -1
	i := verb - 1
	for i >= from && (r.hidden[i] && r.doc.Tokens[i].Kind == token.Punct || !r.hidden[i] && (r.entries[i].traits&(filler|auxiliary) != 0 || r.words[i] == "," || strings.HasSuffix(r.words[i], "ly"))) {
		i--
	}
	i = r.skipBracketLeft(i, from)
	for k := len(chunks) - 1; k >= 0 && left < 0; k-- {
		x := &chunks[k]
		switch {
		case x.last > i+1:
		case x.last < i+1:
			k = 0 // nothing ends there
		case x.prep < 0 && !x.genitive:
			left = k
		default: // a complement: its noun ends where it begins
			i = x.start - 1
			if x.prep >= 0 {
				i = x.prep - 1
			}
			i = r.skipBracketLeft(i, from)
		}
	}
	for k := range chunks {
		if x := &chunks[k]; x.start > verb {
			if x.prep >= 0 || x.object && !x.partitive {
				continue
			}
			right = k
			break
		}
	}
	return left, right
}

// chunkSource is the source that chunk k of those read last names. whole tells
// that all that follows up to the verb belongs to it.
func (r *Reader) chunkSource(k int, whole bool) source {
	c := r.chunks[k]
	end := c.last
	for n := k + 1; n < len(r.chunks); n++ {
		x := &r.chunks[n]
		if !(x.genitive && x.start == end || x.prep == end && (r.belongs(x.prep) || whole && x.start == x.prep+1)) {
			break
		}
		end = x.last
	}
	s := source{speaker: -1, rank: c.rank, end: end}
	switch m := r.apposition(k); {
	case c.relative:
		for k--; k >= 0; k-- {
			if b := r.chunks[k]; b.prep < 0 && !b.genitive {
				return r.chunkSource(k, false)
			}
		}
		return nobody
	case c.mention >= 0:
		s.speaker = c.mention
		return s
	case c.pronoun && !c.partitive:
		switch w := r.words[c.head]; w {
		case "it":
			return r.organisationAt(c.head)
		case "er", "sie", "he", "she", "they", "dieser", "diese", "jener", "jene", "letzterer", "letztere", "ersterer", "erstere", "who":
			return r.pronounAt(c.head, w)
		}
		return unsaid // "man", "viele"
	case m >= 0:
		s.speaker, s.rank = m, human
		return s
	}
	if c.start < c.first && definite[r.words[c.first-1]] && c.number != plural {
		if r.heads(c.head) == known {
			if m := r.bearer(&c); m >= 0 {
				s.speaker, s.rank = m, human
				return s
			}
		} else if m := r.at[c.head]; m >= 0 && r.mentions[m].Form == "derived" || r.isAge(c.head) { // "der Franzose", "der 54-Jährige"
			if p := r.pronounAt(c.head, ""); !p.none() {
				return p
			}
		}
	}
	first := c.first
	if c.partitive {
		first = c.start
	}
	s.role = r.doc.Span(first, end)
	return s
}

// definite articles refer to somebody known, German and English.
var definite = set("der die das dem den des the dieser diese")

// maxTitles is how many titles back a definite one may refer.
const maxTitles = 50

// apposition is the person whose name follows chunk k, a title, and its
// complements behind a comma: "der Leiter des Amtes, Dr. Beat Muster"; or -1.
func (r *Reader) apposition(k int) int {
	if r.chunks[k].rank != human {
		return -1
	}
	for n := k + 1; n < len(r.chunks); n++ {
		x := &r.chunks[n]
		end := r.chunks[n-1].last
		switch {
		case x.genitive && x.start == end, x.prep == end:
		case x.mention >= 0 && x.rank == human && x.start == x.first && r.word(end, 0, len(r.words)) == "," && r.skipAddressRight(end+1, len(r.words)) >= x.start:
			return x.mention
		default:
			return -1
		}
	}
	return -1
}

// bearer is the last person before the chunk of whom a role with the same head
// was said, and no other country's; compounds agree in their ends: "der Minister"
// after "Aussenminister". -1 if there is none.
func (r *Reader) bearer(c *chunk) int {
	want := stem(r.words[c.head])
	land := r.landIn(c.first, c.last)
	last, _ := slices.BinarySearch(r.titles, c.head)
	for _, j := range slices.Backward(r.titles[max(0, last-maxTitles):last]) {
		have := stem(r.words[j])
		if !strings.HasSuffix(have, want) && !strings.HasSuffix(want, have) {
			continue
		}
		if land >= 0 {
			first, end := j, j+1
			for first > 0 && r.held[first-1] == r.held[j] {
				first--
			}
			for end < len(r.held) && r.held[end] == r.held[j] {
				end++
			}
			if other := r.landIn(first, end); other >= 0 && other != land {
				continue
			}
		}
		return r.held[j]
	}
	return -1
}

// landIn is the entity of the first place that the tokens [first, last) name or
// derive from, or -1.
func (r *Reader) landIn(first, last int) int {
	for i := first; i < last; i++ {
		if m := r.at[i]; m >= 0 && r.mentions[m].Label == "LOC" {
			return r.mentions[m].Entity
		}
	}
	return -1
}

// stem takes a role noun's commonest endings off.
func stem(w string) string {
	for _, e := range [...]string{"en", "n", "s", "es"} {
		if t, ok := strings.CutSuffix(w, e); ok && len(t) > 4 {
			return t
		}
	}
	return w
}

// longestName is the most words that a quotation has which may be a name.
const longestName = 4

// inMarks is the source that a name in quotation marks is which open at token i:
// laut „Reuters“, schrieb „Die Zeit“.
func (r *Reader) inMarks(i int) (source, bool) {
	n, ok := slices.BinarySearchFunc(r.marked, i, func(q quotation, at int) int { return q.first - 1 - at })
	if !ok {
		return nobody, false
	}
	q := r.marked[n]
	if q.last-q.first > longestName || !r.capital(q.first) {
		return nobody, false
	}
	for j := q.first; j < q.last; j++ {
		if m := r.at[j]; m >= 0 && r.mentions[m].Form == "name" {
			return source{speaker: m, end: q.last + 1}, true
		}
	}
	if k := r.doc.Tokens[q.last-1].Kind; k == token.Punct {
		return nobody, false
	}
	return source{speaker: -1, role: r.doc.Span(q.first, q.last), end: q.last + 1}, true
}
