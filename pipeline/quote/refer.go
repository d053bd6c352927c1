package quote

import (
	"slices"
	"strings"

	"enricher/ner/token"
)

// chunkSource is the source that chunk k of those read last names. whole tells
// that all that follows up to the verb belongs to it.
func (r *Reader) chunkSource(k int, whole bool) source {
	c := r.chunks[k]
	end := c.last
	for n := k + 1; n < len(r.chunks); n++ {
		x := &r.chunks[n]
		if !(x.genitive && x.start == end || x.prep == end && r.entries[x.head].traits&temporal == 0 && (r.belongs(x.prep) || whole && r.words[x.prep] != "gegenüber" && x.start == x.prep+1)) {
			break
		}
		end = x.last
	}
	s := source{speaker: -1, rank: c.rank, end: end}
	switch m := r.apposition(k); {
	case c.relative:
		for n := k - 1; n >= 0 && r.chunks[n].last == r.chunks[n+1].start-r.gap(n); n-- { // "Kritik kommt vom Verband, der …"
			if b := r.chunks[n]; !b.genitive && b.rank >= speaks {
				return r.chunkSource(n, false)
			}
		}
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

// gap is how many tokens part chunk n from the next in an unbroken phrase: none,
// or the comma before a relative clause.
func (r *Reader) gap(n int) int {
	if r.chunks[n+1].relative {
		return 1
	}
	return 0
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

// Limits of a pronoun's reach.
const (
	pronounSentences = 4
	roleSentences    = 2
)

// pronounAt resolves the pronoun at token i: to a person of its sentence before
// it, else sentence by sentence back to whom spoke there, or else to the first
// person of fitting gender. Where none is named, a title near by will do. "Sie"
// with a plural verb, and "they", refer to the last speaker alone.
func (r *Reader) pronounAt(i int, pronoun string) source {
	k := r.doc.SentenceAt(i)
	if k < 0 {
		return nobody
	}
	if pronoun == "they" || pronoun == "sie" && r.pluralVerb(i) {
		if r.last.speaker < 0 && r.last.role.End > 0 && k-r.spoke <= roleSentences {
			last := r.last
			last.rank = human
			return last
		}
		return source{speaker: -1, rank: human, unsaid: true}
	}
	latter := strings.HasPrefix(pronoun, "letzter")
	for back := 0; back < pronounSentences && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		if back > 0 && r.spoke == k-back && !r.last.none() && !latter && (r.last.speaker < 0 && r.roleFits(pronoun) || r.last.speaker >= 0 && r.mentions[r.last.speaker].Label == "PER" && r.fits(pronoun, r.last.speaker)) {
			last := r.last
			last.rank = human
			return last
		}
		found := nobody
		weak := nobody // an owner, or one behind a preposition
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			m := r.at[j]
			if m < 0 || r.spans[m].first != j || r.hidden[j] || !r.person(j) || !r.fits(pronoun, m) {
				continue
			}
			if r.genitiveName(j) || r.prepositional(j, s.First) {
				if weak.none() {
					weak.speaker, weak.rank = m, human
				}
				continue
			}
			found.speaker, found.rank = m, human
			if !latter {
				break
			}
		}
		if found.none() {
			found = weak
		}
		if !found.none() {
			return found
		}
		if back > 0 && back <= roleSentences {
			if role := r.unnamedIn(s, pronoun); !role.none() {
				return role
			}
		}
	}
	return nobody
}

// organisationAt resolves "it" at token i: to who spoke last, if that is none of a
// person, or to the organisation that one of the two sentences before names first.
func (r *Reader) organisationAt(i int) source {
	k := r.doc.SentenceAt(i)
	for back := 0; back <= roleSentences && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		if m := r.last.speaker; back > 0 && r.spoke == k-back && m >= 0 && r.mentions[m].Label == "ORG" {
			return source{speaker: m, rank: speaks}
		}
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			if m := r.at[j]; m >= 0 && r.mentions[m].Label == "ORG" && r.mentions[m].Form == "name" && !r.hidden[j] && !r.prepositional(j, s.First) {
				return source{speaker: m, rank: speaks}
			}
		}
	}
	return unsaid
}

// prepositional reports whether the name that begins at token i stands behind a
// preposition, titles and articles apart.
func (r *Reader) prepositional(i, from int) bool {
	i--
	for i >= from && (r.entries[i].traits&(nominative|oblique) != 0 || r.held[i] >= 0 || r.address[strings.TrimSuffix(r.words[i], ".")]) {
		i--
	}
	return i >= from && r.entries[i].traits&preposition != 0 && r.held[i] < 0
}

// unnamedIn is the first title of nobody named in the sentence, as a subject.
func (r *Reader) unnamedIn(s token.Sentence, pronoun string) source {
	for i := s.First; i < min(s.Last, s.First+reach); i++ {
		if r.hidden[i] || r.held[i] >= 0 || r.heads(i) != known || r.at[i] >= 0 && r.mentions[r.at[i]].Form == "name" {
			continue
		}
		g := r.titleGender(i)
		first := r.leftEdge(i, s.First)
		if !r.roleFitsGender(pronoun, g) || first == s.First || r.entries[first-1].traits&nominative == 0 || strings.HasPrefix(r.words[first-1], "die") && g <= 0 {
			continue
		}
		return source{speaker: -1, role: r.doc.Span(first, i+1), rank: human}
	}
	return nobody
}

// roleFits reports whether a pronoun may refer to the unnamed last speaker.
func (r *Reader) roleFits(pronoun string) bool {
	for i := r.doc.At(r.last.role.Start); i < len(r.words) && r.doc.Tokens[i].Start < r.last.role.End; i++ {
		if r.heads(i) == known {
			return r.roleFitsGender(pronoun, r.titleGender(i))
		}
	}
	return false
}

func (r *Reader) roleFitsGender(pronoun string, g gender) bool {
	switch pronoun {
	case "er":
		return g < 0
	case "sie":
		return g > 0
	case "he":
		return g <= 0
	case "she":
		return g >= 0
	}
	return true
}

// pluralVerb reports whether the verb beside the pronoun at token i stands in
// the plural.
func (r *Reader) pluralVerb(i int) bool {
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(r.words) {
			continue
		}
		e := &r.entries[j]
		if e.form&(singular|plural) == plural || e.traits&auxiliary != 0 && strings.HasSuffix(r.words[j], "en") {
			return true
		}
	}
	return false
}
