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
	first   int  // the token that phrase begins at, where it stands before its cue
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
	if m := r.nameBefore(f); m >= 0 && (c.kind == noCue || !f.colon) {
		return source{speaker: m, rank: human}
	}
	switch c.kind {
	case noCue:
		if f.colon && !r.last.none() && r.doc.SentenceAt(f.open)-r.spoke <= goesOn && r.mood(f.from, f.open, reported) {
			return r.last // "Die Lage sei ernst: „…“"
		}
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
	if r.emerges(c.token) {
		if s := r.outOf(f); !s.none() {
			return s
		}
	}
	if c.right && r.doc.Lang == "en" && strings.HasSuffix(r.words[c.token], "ing") {
		return nobody // “…,” adding that: whose the main verb is
	}
	return r.subject(f, c)
}

// nameBefore is the person whose name, with what a bracket says of it, stands right
// before the colon or bracket that a quotation follows; or -1.
func (r *Reader) nameBefore(f frame) int {
	i := f.open - 1
	if i <= f.from || r.words[i] != ":" && r.words[i] != "(" {
		return -1
	}
	if i = r.skipBracketLeft(i-1, f.from); i < f.from || !r.person(i) || r.genitiveName(i) {
		return -1
	}
	return r.at[i]
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

// emerges reports whether the verb at token i names its source behind "aus":
// "geht aus dem Bericht hervor", "aus Kreisen verlautete".
func (r *Reader) emerges(i int) bool {
	w := r.words[i]
	return r.doc.Lang == "de" && (strings.HasPrefix(w, "verlaut") || strings.HasPrefix(w, "hervorg") || w == "geht" || w == "ging" || w == "gehen" || w == "gingen")
}

// outOf is the source that the frame names behind "aus".
func (r *Reader) outOf(f frame) source {
	for _, span := range [...]tokens{{f.from, f.open}, {f.close, f.to}} {
		chunks := r.readChunks(span.first, span.last)
		for k := range chunks {
			if p := chunks[k].prep; p >= 0 && r.words[p] == "aus" {
				s := r.chunkSource(k, false)
				s.rank = max(s.rank, speaks)
				return s
			}
		}
	}
	return nobody
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
				s.end = n + 1
				return s
			}
			if i = n + 1; !r.genitiveFollows(i, to) {
				return source{speaker: -1, unsaid: true, end: i} // "nach ersten Angaben"
			}
		}
	}
	if s, ok := r.inMarks(i); ok {
		return s
	}
	if m := r.word(i, 0, to); m != "" && r.bareName(i) { // "laut Muster Angebote"
		return source{speaker: r.at[i], rank: speaks, end: r.spans[r.at[i]].last}
	}
	return r.phraseAt(i, to)
}

// bareName reports whether a German name stands at token i that a common noun
// follows which does not belong to it.
func (r *Reader) bareName(i int) bool {
	m := r.at[i]
	if r.doc.Lang != "de" || m < 0 || r.mentions[m].Form != "name" || r.spans[m].first != i || r.genitiveName(i) {
		return false
	}
	next := r.spans[m].last
	return next < len(r.words) && r.at[next] < 0 && r.held[next] < 0 && r.noun(next)
}

// genitiveFollows reports whether a complement of the noun before token i begins
// there.
func (r *Reader) genitiveFollows(i, to int) bool {
	if i >= to {
		return false
	}
	switch w := r.words[i]; {
	case w == "von", w == "vom", w == "aus", r.at[i] >= 0:
		return true
	case w == "des", strings.HasSuffix(w, "er"), strings.HasSuffix(w, "es"):
		return !r.capital(i) && (r.determines(i) || r.possessives[w] || r.modifies(i, false)) && r.nounFollows(i+1, to)
	}
	return false
}

// reporter reads whose report noun n is, from token i on, where that stands
// before or within the noun: "nach seinen Angaben", "nach UNO-Angaben".
func (r *Reader) reporter(f frame, i, n, to int) source {
	if m := r.at[n]; m >= 0 && r.mentions[m].Form == "part" {
		return source{speaker: m}
	}
	if w := r.words[n]; r.entries[n].traits&reports == 0 {
		for k := 1; k < len(w); k++ {
			if tail := r.lex.words[w[k:]]; tail.traits&reports != 0 {
				t := r.doc.Tokens[n]
				stem := strings.TrimSuffix(strings.TrimRight(w[:k], "-"), "s")
				if len(stem) > 2 && r.lex.words[stem].traits&body != 0 && t.Len() == len(w) {
					return source{speaker: -1, role: token.Span{Start: t.Start, End: t.Start + len(stem)}}
				}
				if !r.genitiveFollows(n+1, to) {
					return source{speaker: -1, role: t.Span}
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
		case w == "dessen":
			return r.pronounAt(j, "er")
		case w == "deren":
			return r.pronounAt(j, "sie")
		}
		if m := r.at[j]; m >= 0 && r.mentions[m].Form != "part" {
			return source{speaker: m} // "nach Merkels Worten", "nach russischen Angaben"
		}
	}
	return nobody
}

// phraseAt is the source that the noun phrase at token i, or soon behind, names.
func (r *Reader) phraseAt(i, to int) source {
	chunks := r.readChunks(i, min(to, i+reach))
	if i < to && r.doc.Lang == "en" && r.entries[i].traits&nounlike != 0 && (len(chunks) == 0 || chunks[0].start > i+1) { // "according to reports"
		end := i + 1
		if end < to && r.doc.Tokens[end].Kind == token.Word && r.entries[end].traits == 0 && r.at[end] < 0 { // "state television"
			end++
		} else if !strings.HasSuffix(r.words[i], "s") { // "according to plan"
			return nobody
		}
		return source{speaker: -1, role: r.doc.Span(i, end), rank: speaks, end: end}
	}
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
			s := nobody
			switch w := r.words[j]; {
			case strings.HasPrefix(w, "sein"):
				s = r.pronounAt(j, "er")
			case strings.HasPrefix(w, "ihr"):
				s = r.pronounAt(j, "sie")
			case w == "eigenen" || w == "eigener":
				s = r.topic(f.from, f.to)
			default:
				continue
			}
			s.first = j
			return s
		}
	}
	chunks := r.readChunks(max(from, c.token-2*maxNouns), c.token)
	for k := len(chunks) - 1; k >= 0; k-- {
		if first := chunks[k].start; !chunks[k].genitive && (chunks[k].prep < 0 || k == 0) {
			s := r.chunkSource(k, true)
			s.first = first
			return s
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
