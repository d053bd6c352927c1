package timex

import (
	"strings"

	"enricher/ner/token"
)

// word is the text of token i, empty beyond the sentence.
func (m *match) word(i int) string {
	if i < 0 || i >= m.limit || i >= len(m.doc.Tokens) {
		return ""
	}
	return m.doc.Word(i)
}

// adjacent reports whether no white space stands within the tokens
// [first, last).
func (m *match) adjacent(first, last int) bool {
	for i := first + 1; i < last; i++ {
		if m.doc.Tokens[i].Space {
			return false
		}
	}
	return true
}

// opens reports whether token i is the first of its sentence.
func (f *finder) opens(i int) bool {
	s := f.doc.SentenceAt(i)
	return s < 0 || f.doc.Sentences[s].First == i
}

// clause is the clause around the tokens [first, last): it runs between marks,
// conjunctions aside.
func (f *finder) clause(first, last int) (a, b int) {
	s := f.doc.SentenceAt(first)
	if s < 0 {
		return first, last
	}
	sentence := clip(f.doc.Sentences[s], first, last)
	a, b = first, last
	for a > sentence.First && (!f.isClauseBreak(a-1) || f.bracketsBefore(sentence.First, a) < a) {
		a = min(f.bracketsBefore(sentence.First, a), a-1)
	}
	for b < sentence.Last && (!f.isClauseBreak(b) || f.skipBrackets(b, sentence.Last) > b) {
		b = max(f.skipBrackets(b, sentence.Last), b+1)
	}
	return a, b
}

// bracketsBefore is the token that opens the brackets which token i-1 closes, or i.
func (f *finder) bracketsBefore(begin, i int) int {
	if f.doc.Word(i-1) == ")" {
		for k := i - 2; k >= begin; k-- {
			if f.doc.Word(k) == "(" {
				return k
			}
		}
	}
	return i
}

// skipBrackets is the token behind the brackets that token i opens, or i.
func (f *finder) skipBrackets(i, end int) int {
	if i >= end || f.doc.Word(i) != "(" {
		return i
	}
	for k := i + 1; k < end; k++ {
		if f.doc.Word(k) == ")" {
			return k + 1
		}
	}
	return i
}

// capital reports whether a token begins with a capital.
func (m *match) capital(i int) bool {
	_, capital, _ := fold(m.lower[:0], m.doc.Word(i))
	return capital
}

// named reports whether a token has a capital though no sentence begins with
// it.
func (m *match) named(i int) bool {
	w := m.doc.Word(i)
	if w[0] < 'A' || w[0] > 'Z' || len(w) > 1 && w[1] >= 'A' && w[1] <= 'Z' {
		return false
	}
	s := m.doc.SentenceAt(i)
	first := m.doc.Sentences[max(s, 0)].First
	return i > first && m.doc.Tokens[i].Space && (i != first+1 || m.doc.Tokens[first].Kind == token.Word)
}

// titled reports whether a form of address stands before token i: Frau
// Sonntag, Mr. May.
func (m *match) titled(i int) bool {
	if i == 0 {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "Frau", "Herr", "Herrn", "Familie", "Dr.", "Prof.", "Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Miss", "Sir", "Lord", "Lady":
		return true
	}
	return false
}

// afterPreposition reports whether a word that times have stands before token
// i, in the same sentence.
func (m *match) afterPreposition(i int) bool {
	if i == 0 {
		return false
	}
	var buffer [40]byte
	w, _, _ := fold(buffer[:0], m.doc.Word(i-1))
	return m.lang.prepositions[string(w)] || string(w) == "("
}

// continuesList reports whether a time ended just before token i and a mark
// or conjunction.
func (m *match) continuesList(i int) bool {
	if len(m.found) == 0 || i == 0 {
		return false
	}
	before := &m.found[len(m.found)-1]
	return before.kind == kindDate && before.last == i-1
}

// words is a set of words.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
