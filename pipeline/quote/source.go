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
}

// nobody is the source that was not found.
var nobody = source{speaker: -1}

func (s source) none() bool { return s.speaker < 0 && s.role.End == 0 }

// source finds the speaker near the cue.
func (r *reader) source(f frame, c cue) source {
	half := f.left
	if c.right {
		half = f.right
	}
	if c.kind == says && strings.HasSuffix(r.words[c.token], "t") && r.perfect(half[:c.at]) {
		c.kind = said // "hat … erklärt"
	}
	switch c.kind {
	case noCue:
		if s := r.topic(f.left, false); !s.none() {
			return s
		}
		if f.colon {
			if s := r.subjectLeft(f.left, len(f.left)-1); !s.none() {
				return s
			}
		}
		if s := r.participant(f.left); !s.none() {
			return s
		}
		return r.participant(f.right)
	case according:
		k := c.at + 1
		if r.words[c.token] == "according" {
			k++
		}
		return r.subjectRight(half, k, true)
	case postpos:
		return r.subjectLeft(half, c.at)
	case said:
		if c.right {
			if s := r.subjectRight(half, 0, false); !s.none() {
				return s
			}
		} else if s := r.topic(half, true); !s.none() {
			return s
		}
		if s := r.participant(half[:c.at]); !s.none() {
			return s
		}
	}
	if strings.HasPrefix(r.words[c.token], "zitier") { // who is quoted, not who quotes
		if s := r.participant(half); s.speaker >= 0 && r.mentions[s.speaker].Label == "PER" {
			return s
		}
	}
	if !c.right || c.at > 1 || c.at == 1 && r.words[half[0]] != "," {
		if s := r.subjectLeft(half, c.at); !s.none() {
			return s
		}
	}
	after := c.at + 1
	if impersonal := after < len(half) && r.words[half[after]] == "es"; impersonal {
		return r.document(f, half, after+1)
	}
	first := r.topic(f.left, true)
	coordinated := c.at > 0 && r.and[r.words[half[c.at-1]]] // "… und nannte den Plan": the subject stands before
	if s := r.subjectRight(half, after, false); !s.none() && !coordinated && (c.right || s.speaker >= 0 || first.none()) {
		return s
	}
	if !first.none() {
		return first
	}
	if s := r.participant(half); !s.none() {
		return s
	}
	if c.right {
		return r.subjectLeft(f.left, len(f.left))
	}
	return nobody
}

// perfect reports whether an auxiliary stands in the half, so that "erklärt" is
// a participle.
func (r *reader) perfect(half []int) bool {
	for _, i := range half {
		if w := r.words[i]; strings.HasPrefix(w, "hat") || strings.HasPrefix(w, "hab") || strings.HasPrefix(w, "hätt") {
			return true
		}
	}
	return false
}

// document is the source of "heißt es": behind a preposition that follows, or
// that opens the sentence ("Im Bericht der Uno heißt es").
func (r *reader) document(f frame, half []int, k int) source {
	for k < len(half) && r.adverbs[r.words[half[k]]] || k < len(half) && germanFillers[r.words[half[k]]] {
		k++
	}
	if k < len(half) && prepositions[r.words[half[k]]] {
		return r.subjectRight(half, k+1, true)
	}
	if len(f.left) > 0 && prepositions[r.words[f.left[0]]] {
		return r.subjectRight(f.left, 1, true)
	}
	return nobody
}

// topic is the noun phrase that opens half, when it can be the sentence's
// subject: a name, a title, or a noun behind a nominative article, which without a
// verb of saying must name a body that speaks.
func (r *reader) topic(half []int, saying bool) source {
	k := 0
	for k < len(half) && (r.words[half[k]] == "," || r.doc.Tokens[half[k]].Kind == token.Punct) {
		k++
	}
	if k == len(half) {
		return nobody
	}
	opener := half[k]
	article := r.doc.Lang == "de" && germanNominative[r.words[opener]] || r.doc.Lang == "en" && r.determiners[r.words[opener]]
	for n := 0; n < 8 && k < len(half); n, k = n+1, k+1 {
		i := half[k]
		w := r.words[i]
		switch {
		case r.person(i):
			if r.genitiveName(i) {
				return nobody
			}
			return source{speaker: r.at[i]}
		case r.held[i] >= 0:
			return source{speaker: r.held[i]}
		case r.heads(i) == known:
			return r.unnamed(r.leftEdge(i, half[0]), i, r.sourceEnd(i, half[len(half)-1]+1))
		case r.at[i] >= 0 && r.mentions[r.at[i]].Form == "name":
			m := r.at[i]
			if next := r.spans[m].last; next < len(r.words) && (r.capital(next) || r.words[next] == "'s" || r.words[next] == "’s") {
				k += r.spans[m].last - 1 - i
				continue // "Ungarns Premier"
			}
			return source{speaker: m}
		case article && r.doc.Lang == "de" && r.capital(i) && n > 0 && r.at[i] < 0:
			if !saying && !r.collective(i) {
				return nobody
			}
			first := r.leftEdge(i, half[0])
			return source{speaker: -1, role: r.doc.Span(first, r.sourceEnd(i, half[len(half)-1]+1))}
		case r.at[i] >= 0 || n == 0 && article || n == 0 && r.possessives[w] || r.adjective(w) || n == 0 && r.capital(i) && !prepositions[w]:
			if s, ok := r.pronoun(i); ok && n == 0 {
				return s
			}
		default:
			return nobody
		}
	}
	return nobody
}

// collective reports whether token i is a noun for a body that speaks.
func (r *reader) collective(i int) bool { return closes(r.words[i], collectives) }

// closes reports whether a German noun, declined or not, is one of nouns or a
// compound that ends in one.
func closes(w string, nouns map[string]bool) bool {
	for _, ending := range [...]string{"", "s", "es", "n", "en", "e", "ns"} {
		noun, ok := strings.CutSuffix(w, ending)
		if !ok {
			continue
		}
		if nouns[noun] {
			return true
		}
		for k := 3; k <= len(noun)-4; k++ {
			if nouns[noun[k:]] {
				return true
			}
		}
	}
	return false
}

// sourceEnd is where a speaker's title ends: with its genitive, "of", "von" and
// "für", without circumstances ("auf Anfrage", "in Bern").
func (r *reader) sourceEnd(head, to int) int {
	end := r.complementEnd(head, to)
	for i := head + 1; i < end; i++ {
		if w := r.words[i]; prepositions[w] && !belongs[w] && r.at[i] < 0 {
			return i
		}
	}
	return end
}

// genitiveName reports whether the name over token i is a German genitive that
// belongs to the noun behind or before it.
func (r *reader) genitiveName(i int) bool {
	last := r.spans[r.at[i]].last
	w := r.doc.Word(last - 1)
	stem, ok := strings.CutSuffix(w, "s")
	if !ok || r.doc.Lang != "de" {
		return false
	}
	return r.surnames[stem] != 0 || r.capital(last) && r.at[last] < 0 && r.surnames[w]&borne == 0
}

// subjectLeft reads the noun phrase that ends before position k of half, the
// subject of a verb there: "Die Sprecherin der Polizei sagte". A phrase behind a
// preposition is none.
func (r *reader) subjectLeft(half []int, k int) source {
	k--
	for ; k >= 0; k-- {
		i := half[k]
		w := r.words[i]
		if w == ":" || w == "," || w == ")" || w == "sich" || r.adverbs[w] || r.copulas[w] || germanFillers[w] {
			if w == ")" {
				for k > 0 && r.words[half[k]] != "(" {
					k--
				}
			}
			continue
		}
		break
	}
	if k < 0 {
		return nobody
	}
	i := half[k]
	if r.held[i] >= 0 {
		return source{speaker: r.held[i]}
	}
	if m := r.at[i]; m >= 0 && r.mentions[m].Label == "PER" && !r.prepositional(r.spans[m].first, half[0]) {
		return source{speaker: m}
	}
	if s, ok := r.pronoun(i); ok {
		return s
	}
	head := i
	if r.heads(i) != known {
		head = -1
		if r.capital(i) || r.at[i] >= 0 {
			head = r.chain(i, half[0], true)
		}
	}
	if head >= 0 {
		first := r.leftEdge(head, half[0])
		if !r.prepositional(first, half[0]) && !oblique[r.word(first-1, 0, len(r.words))] {
			return r.unnamed(first, head, i+1)
		}
		return nobody
	}
	if m := r.at[i]; m >= 0 && r.mentions[m].Form == "name" && (r.mentions[m].Label == "ORG" || r.mentions[m].Label == "LOC") && !r.prepositional(r.spans[m].first, half[0]) {
		return source{speaker: m}
	}
	if r.capital(i) && r.doc.Lang == "de" && i > half[0] {
		if first := r.leftEdge(i, half[0]); first > half[0] && germanNominative[r.words[first-1]] && !r.prepositional(first, half[0]) {
			return source{speaker: -1, role: r.doc.Span(first, i+1)}
		}
	}
	return nobody
}

// prepositional reports whether the noun phrase that begins at token i, articles
// apart, stands behind a preposition.
func (r *reader) prepositional(i, from int) bool {
	i--
	for i >= from && (r.determiners[r.words[i]] || r.possessives[r.words[i]] || r.heads(i) == known || r.address[strings.TrimSuffix(r.words[i], ".")]) {
		i--
	}
	return i >= from && prepositions[r.words[i]]
}

// subjectRight reads the noun phrase that begins at position k of half: "sagte
// am Montag die Sprecherin". After a preposition that is itself the cue an
// oblique phrase will do.
func (r *reader) subjectRight(half []int, k int, oblique bool) source {
	for n := 0; k < len(half) && n < 12; k, n = k+1, n+1 {
		i := half[k]
		w := r.words[i]
		switch {
		case r.person(i):
			if r.genitiveName(i) && !oblique {
				return nobody
			}
			return source{speaker: r.at[i]}
		case r.held[i] >= 0:
			return source{speaker: r.held[i]}
		case r.at[i] >= 0 && r.mentions[r.at[i]].Form == "name" && r.heads(i) != known && (oblique || !r.prepositional(i, half[0])):
			m := r.at[i]
			if next := r.spans[m].last; next < len(r.words) && r.mentions[m].Label != "PER" && r.heads(next) == known {
				continue // "FC Bayern Trainer"
			}
			return source{speaker: m}
		case r.heads(i) == known:
			end := half[len(half)-1] + 1
			if next := r.skipAddressRight(r.complementEnd(i, end), end); next < len(r.words) && r.person(next) {
				return source{speaker: r.at[next]}
			}
			return r.unnamed(r.leftEdge(i, half[0]), i, r.sourceEnd(i, end))
		case w == "," || w == ":" || r.doc.Tokens[i].Kind == token.Punct && w != "(" && w != ")":
			if k > 0 {
				return nobody
			}
		case r.temporal[w]:
		case prepositions[w]:
			if !oblique && w != "von" && w != "in" && w != "am" && w != "im" || oblique && n > 1 && w != "von" {
				return nobody
			}
			if !oblique && w != "von" {
				k = r.skipPhrase(half, k)
			}
		default:
			if s, ok := r.pronoun(i); ok {
				return s
			}
			if r.capital(i) && r.doc.Lang == "de" && r.at[i] < 0 && !germanReports[w] {
				first := r.leftEdge(i, half[0])
				if first > 0 && (germanNominative[r.words[first-1]] || oblique) {
					return source{speaker: -1, role: r.doc.Span(first, r.sourceEnd(i, half[len(half)-1]+1))}
				}
				if !oblique {
					return nobody
				}
			}
		}
	}
	return nobody
}

// skipPhrase passes the rest of a prepositional phrase: "am Montag", "in Bern".
func (r *reader) skipPhrase(half []int, k int) int {
	for k+1 < len(half) {
		i := half[k+1]
		if r.person(i) || r.held[i] >= 0 || r.doc.Tokens[i].Kind == token.Punct || germanNominative[r.words[i]] && r.capital(half[k]) {
			break
		}
		k++
		if r.capital(i) || r.at[i] >= 0 {
			break
		}
	}
	return k
}

// participant is the subject of a participle or a verb far from it: the first
// person of the clause who stands behind no preposition, or else organisation.
func (r *reader) participant(half []int) source {
	best := nobody
	for _, i := range half {
		m := r.at[i]
		if m < 0 || r.spans[m].first != i || r.mentions[m].Form != "name" || r.genitiveName(i) || r.prepositional(i, half[0]) {
			continue
		}
		if r.mentions[m].Label == "PER" {
			return source{speaker: m}
		}
		if best.none() && r.mentions[m].Label == "ORG" {
			best.speaker = m
		}
	}
	return best
}

// earlier is the person, or else organisation, that one of the two sentences
// before sentence k speaks of first.
func (r *reader) earlier(k int) source {
	for back := 1; back <= 2 && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		var plain []int
		for i := s.First; i < min(s.Last, s.First+reach); i++ {
			if !r.quoted[i] {
				plain = append(plain, i)
			}
		}
		if found := r.participant(plain); !found.none() {
			return found
		}
	}
	return nobody
}

// pronoun resolves a pronoun in subject position to the person of fitting
// gender that the nearest sentence names first.
func (r *reader) pronoun(i int) (source, bool) {
	w := r.words[i]
	if !r.pronouns[w] {
		return nobody, false
	}
	k := r.doc.SentenceAt(i)
	for back := 0; back < 4 && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			if r.person(j) && !r.quoted[j] && r.fits(w, r.at[j]) {
				return source{speaker: r.at[j]}, true
			}
		}
	}
	return nobody, false
}

// unnamed is the source that a role phrase stands for: the person of whom the
// same title was said before, if the phrase is definite, or the phrase itself.
func (r *reader) unnamed(first, head, last int) source {
	w := ""
	if first > 0 {
		w = r.words[first-1]
	}
	if definite[w] {
		if m := r.bearer(head); m >= 0 {
			return source{speaker: m}
		}
	}
	return source{speaker: -1, role: r.doc.Span(first, max(last, head+1))}
}

// maxTitles is how many titles back a definite one may refer.
const maxTitles = 50

// bearer is the last person before token i of whom a role with the same head was
// said; compounds agree in their ends: "der Minister" after "Aussenminister".
func (r *reader) bearer(i int) int {
	want := stem(r.words[i])
	last, _ := slices.BinarySearch(r.titles, i)
	for _, j := range slices.Backward(r.titles[max(0, last-maxTitles):last]) {
		if have := stem(r.words[j]); strings.HasSuffix(have, want) || strings.HasSuffix(want, have) {
			return r.held[j]
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
