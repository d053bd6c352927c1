package quote

import (
	"strings"

	"enricher/ner/token"
)

// indirect finds speech reported without marks, sentence by sentence: a clause
// behind a verb of saying ("Muster sagte, man sei einig"), before it ("Man sei
// einig, sagte Muster"), behind a preposition ("Laut Muster ist man einig"), or
// a German sentence in the reporting mood that goes on from one of these.
// Sentences with direct speech are left to quotes. direct gives the source of
// the direct speech that ends in a sentence.
func (r *reader) indirect(direct map[int]source) (found []Quote) {
	last, lastSentence := nobody, -2
	for k, s := range r.doc.Sentences {
		if said, ok := direct[k]; ok {
			last, lastSentence = said, k
			continue
		}
		if s.Last-s.First > reach || r.marked(s) {
			continue
		}
		q, who, ok := r.report(s)
		if !ok && r.doc.Lang == "de" && lastSentence == k-1 && !last.none() && r.mood(s) {
			q, who, ok = Quote{Span: r.clause(s.First, s.Last)}, last, true
		}
		if ok && q.End > q.Start {
			q.Speaker, q.Role = who.speaker, who.role
			found = append(found, q)
			last, lastSentence = who, k
		}
	}
	return found
}

// marked reports whether the sentence holds direct speech.
func (r *reader) marked(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if r.direct[i] {
			return true
		}
	}
	return false
}

// report reads one sentence's cue, speaker and reported clause.
func (r *reader) report(s token.Sentence) (Quote, source, bool) {
	commas := r.commas(s)
	for i := s.First; i < s.Last; i++ {
		kind := r.cues(i)
		if kind == noCue || kind == perhaps || kind == calls {
			continue
		}
		if kind == according && i <= s.First+1 {
			return r.reportedBy(s, i)
		}
		if before := previous(commas, i); r.attributed(s, before, i, kind) {
			c := cue{kind: kind, token: i, at: i - before, right: true, near: true}
			who := r.source(frame{right: r.run(before, s.Last)}, c)
			return Quote{Span: r.clause(s.First, before), Cue: r.cueText(c)}, who, !who.none()
		}
		if kind == according || kind == postpos {
			continue
		}
		if r.doc.Lang == "en" {
			return r.reportEnglish(s, i)
		}
		// the clause behind the next comma, or before the last one
		comma := next(commas, i)
		if comma > 0 && comma-i <= 14 && (r.conjunction(comma+1) || r.mood(token.Sentence{First: comma + 1, Last: s.Last})) {
			who := r.source(frame{left: r.run(s.First, comma)}, cue{kind: kind, token: i, at: i - s.First})
			return Quote{Span: r.clause(comma+1, s.Last), Cue: r.doc.Word(i)}, who, !who.none()
		}
	}
	return Quote{}, nobody, false
}

// attributed reports whether an attribution stands behind the sentence's last comma
// and nothing else does: "…, sagte Muster", "…, Doe said on Monday".
func (r *reader) attributed(s token.Sentence, comma, i int, kind cueKind) bool {
	switch {
	case comma < 0 || comma-s.First < 3 || s.Last-comma > 16 || !r.verbal(s.First, comma):
		return false
	case kind == according || kind == said && r.doc.Lang == "de":
		return i == comma+1 && kind == according
	case r.doc.Lang == "de":
		return i == comma+1 || i-comma <= 10 && germanAuxiliaries[r.words[comma+1]]
	}
	return i-comma <= 8 && !r.and[r.words[comma+1]] && !r.stops[r.words[comma+1]] && r.words[comma+1] != "as"
}

// reportEnglish reads "Doe said that …" and "Doe said the house was …".
func (r *reader) reportEnglish(s token.Sentence, i int) (Quote, source, bool) {
	start := i + 1
	for start < s.Last && start-i <= 6 && r.words[start] != "that" && r.doc.Tokens[start].Kind != token.Punct {
		start++
	}
	if start >= s.Last || r.words[start] != "that" {
		start = i + 1
		if told[r.words[i]] && start < s.Last && r.at[start] >= 0 { // "Doe told Reuters the house was …"
			start = r.spans[r.at[start]].last
		}
		if !r.finite(start, s.Last) {
			return Quote{}, nobody, false
		}
	}
	who := r.subjectLeft(r.run(s.First, i+1), i-s.First)
	return Quote{Span: r.clause(start, s.Last), Cue: r.doc.Word(i)}, who, !who.none()
}

// finite reports whether an English clause begins at token i: a subject, which a
// preposition does not open, and soon a finite auxiliary.
func (r *reader) finite(i, to int) bool {
	for j := i; j < to && j-i < 10; j++ {
		w := r.words[j]
		if j > i && englishFinite[w] {
			return true
		}
		if r.doc.Tokens[j].Kind == token.Punct || r.relatives[w] || w == "which" || w == "that" || w == "to" || w == "after" || j == i && prepositions[w] {
			return false
		}
	}
	return false
}

// reportedBy reads "Laut Muster ist …", "Nach Angaben der Polizei wurde …".
func (r *reader) reportedBy(s token.Sentence, i int) (Quote, source, bool) {
	c := cue{kind: according, token: i, at: i - s.First}
	who := r.source(frame{left: r.run(s.First, s.Last)}, c)
	end := who.role.End
	if who.speaker >= 0 {
		end = r.mentions[who.speaker].End
	}
	start := r.skipBracketRight(r.doc.At(end), s.Last)
	if r.doc.Lang == "en" { // "According to Doe of the police, …"
		comma := start
		for comma < s.Last && comma-start < 12 && r.words[comma] != "," {
			comma++
		}
		if comma == s.Last || r.words[comma] != "," {
			return Quote{}, nobody, false
		}
		start = comma
	}
	if start < s.Last && r.words[start] == "," {
		start++
	}
	if who.none() || start >= s.Last || r.doc.Tokens[start].Start < r.doc.Tokens[i].End ||
		r.doc.Lang == "de" && (r.capital(start) || prepositions[r.words[start]] || germanNominative[r.words[start]]) {
		return Quote{}, nobody, false
	}
	return Quote{Span: r.clause(start, s.Last), Cue: r.cueText(c)}, who, true
}

// run is the tokens [first, last) as a half of a frame.
func (r *reader) run(first, last int) (half []int) {
	for i := first; i < last; i++ {
		half = append(half, i)
	}
	return half
}

// clause is the span of tokens [first, last) without the punctuation at its
// ends.
func (r *reader) clause(first, last int) token.Span {
	for first < last && r.doc.Tokens[first].Kind == token.Punct {
		first++
	}
	for last > first && r.doc.Tokens[last-1].Kind == token.Punct && r.words[last-1] != ")" {
		last--
	}
	if first == last {
		return token.Span{}
	}
	return r.doc.Span(first, last)
}

func (r *reader) commas(s token.Sentence) (at []int) {
	for i := s.First; i < s.Last; i++ {
		if r.words[i] == "," {
			at = append(at, i)
		}
	}
	return at
}

// next is the first of ascending positions behind i, previous the last before
// it; -1 if there is none.
func next(at []int, i int) int {
	for _, a := range at {
		if a > i {
			return a
		}
	}
	return -1
}

func previous(at []int, i int) int {
	before := -1
	for _, a := range at {
		if a < i {
			before = a
		}
	}
	return before
}

// conjunction reports whether token i opens a content clause.
func (r *reader) conjunction(i int) bool {
	return i < len(r.words) && germanConjunctions[r.words[i]]
}

// mood reports whether the sentence's first clause stands in the Konjunktiv I.
func (r *reader) mood(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if germanReported[r.words[i]] {
			return true
		}
	}
	return false
}

// verbal reports whether tokens [first, last) hold a word that only clauses
// have.
func (r *reader) verbal(first, last int) bool {
	for i := first; i < last; i++ {
		w := r.words[i]
		if r.clausal[w] || r.doc.Lang == "de" && germanReported[w] || r.doc.Lang == "en" && strings.HasSuffix(w, "ed") {
			return true
		}
	}
	return false
}
