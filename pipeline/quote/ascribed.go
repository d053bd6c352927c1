package quote

import "enricher/ner/token"

// ascribed reads a clause that a phrase, of which token i is the cue, ascribes to
// a source: before it ("Laut Muster ist …"), behind it ("…, so Muster") or within.
func (r *Reader) ascribed(s token.Sentence, i int, kind cueKind) (Quote, source, bool) {
	c := cue{kind: kind, token: i}
	who := r.source(frame{from: s.First, open: s.Last, close: s.Last, to: s.Last}, c)
	if who.none() && (!who.unsaid || i > s.First) {
		return Quote{}, nobody, false
	}
	first, last := r.part(s, i)
	start, end := i, max(who.end, i+1)
	if kind == attributedTo {
		start, end = min(i, who.first), i+1
	}
	if relative := start-1 == first && first > s.First; start > first && !relative && r.entries[start-1].traits&(nominative|oblique) != 0 {
		return Quote{}, nobody, false // of a noun alone: "der nach Behördenangaben 350 Passagiere"
	}
	end = r.skipBracketRight(end, s.Last)
	if start <= first+1 && r.doc.Lang == "de" {
		end = r.adverbialEnd(end, last)
	}
	for r.words[i] == "so" && end < last && r.entries[end].traits&filler != 0 { // ", so Muster weiter, "
		end++
	}
	q := Quote{Cue: r.cueText(c)}
	q.Span, q.Source = r.remainder(tokens{first, last}, tokens{start, end}, i, who)
	return q, who, q.End > q.Start && r.doc.At(q.End-1) > r.doc.At(q.Start)
}

// remainder is what a clause says but for the phrase that names its source, of
// which token i is the cue. Where that stands in its midst it is the whole clause,
// and the phrase apart.
func (r *Reader) remainder(clause, phrase tokens, i int, who source) (said, within token.Span) {
	first, start, end, last := clause.first, phrase.first, phrase.last, clause.last
	front, german := start <= first+1, r.doc.Lang == "de"
	switch {
	case end >= last || !r.wordsIn(end, last): // "…, so Muster"
		return r.clause(first, start), within
	case front && german && r.fronted(end, last) && !r.opensClause(first): // "Laut Muster ist …"
		return r.clause(end, last), within
	case front && !german: // "According to Doe of the police, …"
		if comma := r.nextComma(end-1, min(last, end+12)); comma >= 0 {
			return r.clause(r.skipApposition(comma, last, who), last), within
		}
		if r.entries[end].traits&(nominative|pronoun) != 0 {
			return r.clause(end, last), within
		}
		return said, within
	case r.words[i] == "so" && r.nextComma(end-1, last) < 0: // "…, so das Ergebnis der Studie von gestern"
		return r.clause(first, start), within
	case r.words[i] == "so" && (r.words[end] != "," || !r.wordsIn(first, start)):
		return said, within
	case start > first && r.words[start-1] == "," && r.words[end] != "," && r.verbal(first, start) && !r.verbal(end, last): // "…, according to Doe on Monday"
		return r.clause(first, start), within
	}
	return r.clause(first, last), r.doc.Span(start, end)
}

// adverbialEnd is the token behind the phrases with prepositions at token i that
// still belong to the source that opens a German sentence: "Laut einer Studie des
// Amtes vom November 2011 ist …".
func (r *Reader) adverbialEnd(i, to int) int {
	for i < to && r.entries[i].traits&preposition != 0 && !r.capital(i) && r.at[i] < 0 {
		c, ok := r.chunkAt(i+1, to)
		if !ok {
			break
		}
		for i = c.last; i < to && r.doc.Tokens[i].Kind == token.Number; {
			i++
		}
	}
	return i
}

// fronted reports whether a German clause goes on with its verb at token i, behind
// the phrase that stands first in it.
func (r *Reader) fronted(i, to int) bool {
	if r.words[i] == "," {
		i++
	}
	return i < to && !r.capital(i) && r.entries[i].traits&(preposition|nominative) == 0
}

// wordsIn reports whether there is a word among the tokens [first, last).
func (r *Reader) wordsIn(first, last int) bool {
	for i := first; i < last; i++ {
		if r.doc.Tokens[i].Kind != token.Punct {
			return true
		}
	}
	return false
}

// part is the part of the sentence, one of several statements or a subordinate
// clause, that token i stands in.
func (r *Reader) part(s token.Sentence, i int) (first, last int) {
	first, last = s.First, s.Last
	for j := i - 1; j > s.First; j-- {
		if r.parts(j, s.Last) {
			first = j + 1
			break
		}
	}
	for j := i + 1; j < s.Last; j++ {
		if r.parts(j, s.Last) && !r.mood(j, s.Last, reported) {
			last = j
			break
		}
	}
	if comma := r.comma(i, first); comma > 0 && comma+1 < i && r.opensClause(comma+1) {
		first = comma + 1
		if end := r.nextComma(i, last); end > 0 {
			last = end
		}
	}
	return first, last
}

// parts reports whether token j parts two statements of a sentence.
func (r *Reader) parts(j, to int) bool {
	if r.hidden[j] {
		return false
	}
	switch r.words[j] {
	case ";", ":":
		return true
	case ",":
		switch r.word(j+1, 0, to) {
		case "und", "aber", "doch", "während", "but", "while", "whereas":
			return true
		}
	}
	return false
}

// skipApposition passes the apposition of a source between the comma at token i
// and the next: "the mayor, Jane Doe, …", "Doe, the mayor, …".
func (r *Reader) skipApposition(i, to int, who source) int {
	next := r.nextComma(i, to)
	if next < 0 || who.speaker < 0 {
		return i
	}
	c, ok := r.chunkAt(i+1, next)
	if ok && c.mention < 0 && c.rank == human && !c.pronoun && c.last == next { // "Doe, her former spokeswoman, …"
		return next
	}
	if !ok || c.mention < 0 || c.mention != who.speaker && r.mentions[c.mention].Entity != r.mentions[who.speaker].Entity {
		return i
	}
	return next
}
