package quote

import (
	"strings"

	"enricher/ner/token"
)

// indirect finds speech reported without marks in sentence k: a clause behind a
// verb of saying ("Muster sagte, man sei einig"), before it ("Man sei einig, sagte
// Muster") or around it, a clause that a preposition ascribes to somebody ("Laut
// Muster ist man einig", "Man ist laut Muster einig"), the sentence before "Das
// teilte Muster mit", or a German sentence in the reporting mood.
func (r *Reader) indirect(k int) (Quote, bool) {
	s := r.doc.Sentences[k]
	if s.Last-s.First > reach || r.holdsSpeech(s) {
		return Quote{}, false
	}
	q, who, ok := r.report(s)
	if !ok && r.doc.Lang == "de" {
		if q, who, ok = r.tellsOf(k); !ok {
			q, who, ok = r.continued(k)
		}
	}
	if !ok || q.End <= q.Start {
		return q, false
	}
	q.Speaker, q.Role = who.speaker, who.role
	if !who.none() {
		r.last, r.spoke = who, k
	}
	return q, true
}

// around finds the reported clause of sentence k, which has direct speech, of
// which less than half stands in marks: "Muster sagte, der Plan sei „Unsinn“ und zu
// teuer." The quote is the last of those in marks.
func (r *Reader) around(k int, quote Quote) (Quote, bool) {
	s := r.doc.Sentences[k]
	if s.Last-s.First > reach {
		return Quote{}, false
	}
	open := r.doc.At(quote.Start) - 1 // the mark
	if open > s.First && r.words[open-1] == ":" {
		s.Last = open - 1
		q := Quote{Span: r.clause(s.First, s.Last), Speaker: quote.Speaker, Role: quote.Role}
		return q, r.doc.Lang == "de" && r.reports(s) && !r.firstPerson(s)
	}
	q, who, ok := r.report(s)
	if !ok && r.doc.Lang == "de" && r.reports(s) && !r.firstPerson(s) {
		q, who, ok = Quote{Span: r.clause(s.First, s.Last)}, source{speaker: quote.Speaker, role: quote.Role}, true
	}
	if within := q.Contains(quote.Span) && quote.Start > q.Start; !ok || !within && q.Start < quote.End {
		return Quote{}, false
	}
	own, marked := 0, 0 // words
	for i := r.doc.At(q.Start); i < s.Last && r.doc.Tokens[i].Start < q.End; i++ {
		switch {
		case r.doc.Tokens[i].Kind == token.Punct || q.Source.Contains(r.doc.Tokens[i].Span):
		case r.hidden[i]:
			marked++
		default:
			own++
		}
	}
	q.Speaker, q.Role = who.speaker, who.role
	return q, own >= max(fewWords, marked)
}

// tellsOf reads "Das teilte Muster mit", "Dies geht aus dem Bericht hervor", said
// of the sentence before.
func (r *Reader) tellsOf(k int) (Quote, source, bool) {
	s := r.doc.Sentences[k]
	if k == 0 || s.Last-s.First < 4 || r.words[s.First] != "das" && r.words[s.First] != "dies" || r.paragraphBreak(s.First) {
		return Quote{}, nobody, false
	}
	before := r.doc.Sentences[k-1]
	if before.Last-before.First > reach || before.Last-before.First < 4 || r.spoke == k-1 || r.holdsSpeech(before) {
		return Quote{}, nobody, false
	}
	second := &r.entries[s.First+1]
	for i := s.First + 1; i < s.Last; i++ {
		if r.hidden[i] || r.entries[i].traits&states == 0 || i > s.First+1 && second.traits&auxiliary == 0 || r.cues(i, s.Last) == noCue {
			continue
		}
		c := cue{kind: says, token: i}
		who := r.source(frame{from: s.First + 1, open: s.Last, close: s.Last, to: s.Last}, c)
		return Quote{Span: r.clause(before.First, before.Last), Cue: r.cueText(c)}, who, !who.none()
	}
	return Quote{}, nobody, false
}

// continued reads a German sentence that goes on with what somebody has been said
// to say: in the reporting mood, or behind "demnach".
func (r *Reader) continued(k int) (Quote, source, bool) {
	s := r.doc.Sentences[k]
	if s.First == s.Last {
		return Quote{}, nobody, false
	}
	follows := r.says(s, "demnach")
	if !follows && !r.mood(s.First, s.Last, reported) || r.firstPerson(s) {
		return Quote{}, nobody, false
	}
	r.catchUp(k)
	q := Quote{Span: r.clause(s.First, s.Last)}
	if !r.last.none() && r.spoke == k-1 {
		return q, r.last, true
	}
	if k > 0 && (follows || r.reports(s)) && !r.paragraphBreak(s.First) {
		before := r.doc.Sentences[k-1]
		if who := r.topic(before.First, min(before.Last, before.First+reach)); !who.none() && who.rank >= speaks {
			return q, who, true
		}
	}
	if follows || !r.reports(s) {
		return Quote{}, nobody, false
	}
	if !r.last.none() && r.spoke >= 0 && k-r.spoke <= goesOn+1 && !r.paragraphBetween(r.doc.Sentences[r.spoke].First+1, s.First+1) {
		return q, r.last, true
	}
	return q, unsaid, true
}

// catchUp notes who spoke in the sentences between the last speech and sentence k,
// as far as they may be gone on from, that report nothing themselves but tell
// that somebody spoke: "Dazu nahm auch Muster Stellung."
func (r *Reader) catchUp(k int) {
	for n := max(r.spoke+1, k-goesOn, 0); n < k; n++ {
		s := r.doc.Sentences[n]
		if s.Last-s.First > reach || s.First == s.Last || r.direct[s.First] {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if r.hidden[i] || r.cues(i, s.Last) != says && r.cues(i, s.Last) != judges {
				continue
			}
			if who := r.subject(frame{from: s.First, open: s.Last, close: s.Last, to: s.Last}, cue{kind: says, token: i}); !who.none() && who.rank >= speaks {
				r.last, r.spoke = who, n
			}
			break
		}
	}
}

// holdsSpeech reports whether the sentence holds direct speech.
func (r *Reader) holdsSpeech(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if r.direct[i] {
			return true
		}
	}
	return false
}

// report reads one sentence's cue, speaker and reported clause.
func (r *Reader) report(s token.Sentence) (Quote, source, bool) {
	if s.First < s.Last && r.words[s.Last-1] == "?" {
		return Quote{}, nobody, false
	}
	for i := s.First; i < s.Last; i++ {
		if r.hidden[i] {
			continue
		}
		var q Quote
		var who source
		ok := false
		switch kind := r.cues(i, s.Last); {
		case kind >= attributes:
			q, who, ok = r.ascribed(s, i, kind)
		case kind == says, kind == announces && r.opinion(i, s.Last):
			if q, who, ok = r.inserted(s, i); !ok {
				if q, who, ok = r.tagged(s, i); !ok {
					q, who, ok = r.stated(s, i)
				}
			}
		case r.entries[i].traits&(reports|opines) != 0 && (r.capital(i) || r.doc.Lang == "en"):
			q, who, ok = r.viewed(s, i)
		}
		if ok {
			return q, who, true
		}
	}
	return Quote{}, nobody, false
}

// stated reads the clause behind the verb of saying at token i.
func (r *Reader) stated(s token.Sentence, i int) (Quote, source, bool) {
	if r.doc.Lang == "en" {
		return r.statedInEnglish(s, i)
	}
	return r.statedInGerman(s, i)
}

// opinion reports whether a verb of many uses tells what somebody thinks or shows:
// "geht davon aus, dass", "zeigte sich überzeugt, dass", "found that".
func (r *Reader) opinion(i, to int) bool {
	if r.doc.Lang == "en" {
		return r.entries[i].traits&opines != 0
	}
	comma := r.nextComma(i, to)
	return comma > 0 && r.word(comma+1, 0, to) == "dass" && (r.entries[i].traits&(opines|states) != 0 || r.word(i+1, 0, to) == "sich")
}

// viewed reads "ist der Ansicht, dass", "kam zu dem Schluss, dass", of whose noun
// token i is the head.
func (r *Reader) viewed(s token.Sentence, i int) (Quote, source, bool) {
	if r.word(i+1, 0, s.Last) != "," || !r.contentClause(i+2, s.Last) && !r.mood(i+2, r.clauseEnd(i+2, s.Last), reported) {
		return Quote{}, nobody, false
	}
	if r.entries[i].traits&reports == 0 {
		first := r.word(i-1, s.First, i)
		if first == "dem" || first == "der" {
			first = r.word(i-2, s.First, i)
		}
		if first != "zu" && first != "zum" && first != "zur" && first != "mit" {
			return Quote{}, nobody, false
		}
	}
	who := r.topic(s.First, i)
	return Quote{Span: r.clause(i+2, r.clauseEnd(i+2, s.Last))}, who, !who.none()
}

// tagged reads the clause before an attribution whose verb is token i: "…, sagte
// Muster", "…, officials said".
func (r *Reader) tagged(s token.Sentence, i int) (Quote, source, bool) {
	before := r.comma(i, s.First)
	if !r.attribution(s, before, i) || r.doc.Lang == "en" && r.complement(i, s.Last) >= 0 {
		return Quote{}, nobody, false
	}
	c := cue{kind: says, token: i, right: true, near: true}
	who := r.source(frame{from: before, open: before, close: before, to: s.Last}, c)
	return Quote{Span: r.clause(s.First, before), Cue: r.cueText(c)}, who, !who.none() && (who.rank >= speaks || r.entries[i].traits&states != 0)
}

// inserted reads the clause around an attribution whose verb is token i: "The
// toll, officials said, has risen", "Die Lage ist, wie Muster sagte, ernst".
func (r *Reader) inserted(s token.Sentence, i int) (Quote, source, bool) {
	before := r.comma(i, s.First)
	after := r.insertion(s, before, i)
	if after < 0 {
		return Quote{}, nobody, false
	}
	c := cue{kind: says, token: i}
	who := r.source(frame{from: before + 1, open: after, close: after, to: after}, c)
	return Quote{Span: r.clause(s.First, s.Last), Cue: r.cueText(c), Source: r.doc.Span(before+1, after)}, who, !who.none()
}

// insertion is the comma behind an attribution that the comma before opens and
// whose verb is token i, in the midst of what was said: "The toll, officials said,
// has risen", "Die Stadt, sagte Muster, sei bereit"; -1 if there is none.
func (r *Reader) insertion(s token.Sentence, before, i int) int {
	after := r.nextComma(i, s.Last)
	if before < 0 || after < 0 || after-before > 12 || r.entries[i].traits&states == 0 || !r.wordsIn(s.First, before) || !r.wordsIn(after, s.Last) {
		return -1
	}
	if r.doc.Lang == "en" {
		if i == before+1 || r.entries[before+1].traits&(coordinate|subordinate|preposition|relative) != 0 || after > i+1 && r.entries[after-1].traits&temporal == 0 || r.word(after+1, 0, s.Last) == "and" || !r.verbal(after, s.Last) {
			return -1
		}
		return after
	}
	switch r.words[before+1] {
	case "so":
		if i == before+2 {
			return after
		}
		return -1
	case "wie":
		if r.endsClause(i, after) {
			return after
		}
		return -1
	}
	if i != before+1 || after == i+1 || !r.mood(after, s.Last, reported) || r.contentClause(after+1, s.Last) {
		return -1
	}
	return after
}

// attribution reports whether an attribution stands behind the comma before token
// i, a verb of saying, and nothing else does: "…, sagte Muster", "…, Doe said on
// Monday".
func (r *Reader) attribution(s token.Sentence, comma, i int) bool {
	if comma < 0 || comma-s.First < 3 || s.Last-comma > 16 || !r.verbal(s.First, comma) {
		return false
	}
	first := comma + 1
	clause := r.comma(comma, s.First) + 1
	if r.doc.Lang == "en" {
		if r.opensClause(clause) && !r.verbal(s.First, clause) {
			return false // "Doe, who arrived late, said …"
		}
		if subject := r.word(i-1, first, i); subject == "i" || subject == "we" || subject == "you" || i == first && englishPronouns[r.word(i+1, 0, s.Last)] {
			return false
		}
		return i-comma <= 8 && r.entries[first].traits&(coordinate|subordinate|preposition) == 0 && r.word(i+1, 0, s.Last) != ","
	}
	if r.entries[i].form&^participle == 0 || r.word(i+1, 0, s.Last) == "," && i == first {
		return false
	}
	if !r.mood(s.First, comma, reported) && (r.entries[s.First].traits&subordinate != 0 || r.opensClause(clause) && !r.verbal(s.First, clause)) {
		return false // "Muster, der gestern ankam, lehnte ab"
	}
	return i == first || i-comma <= 10 && (r.entries[first].traits&auxiliary != 0 || r.words[first] == "wie" || r.words[first] == "so")
}

// opensClause reports whether a subordinate or relative clause begins at token i.
func (r *Reader) opensClause(i int) bool {
	if i == 0 || r.words[i-1] != "," {
		return false
	}
	if r.entries[i].traits&preposition != 0 && r.entries[i].traits&subordinate == 0 {
		i++
	}
	return i < len(r.words) && r.entries[i].traits&(subordinate|relative) != 0 && !(r.entries[i].traits&relative != 0 && r.nounFollows(i+1, len(r.words)))
}

// owning reports whether token i is an English 's that marks an owner, as it does
// behind anything but a pronoun.
func (r *Reader) owning(i int) bool {
	return (r.words[i] == "'s" || r.words[i] == "’s") && i > 0 && r.entries[i-1].traits&(pronoun|content) == 0 && r.words[i-1] != "that"
}

// clause is the span of tokens [first, last) without the punctuation at its ends,
// brackets and marks of words within apart.
func (r *Reader) clause(first, last int) token.Span {
	for first < last && r.doc.Tokens[first].Kind == token.Punct && !r.hidden[first] {
		first++
	}
	for last > first && r.doc.Tokens[last-1].Kind == token.Punct && r.words[last-1] != ")" && !r.hidden[last-1] {
		last--
	}
	if first == last {
		return token.Span{}
	}
	return r.doc.Span(first, last)
}

// nextComma is the first comma behind token i, comma the last before it; -1 if
// there is none.
func (r *Reader) nextComma(i, to int) int {
	for i++; i < to; i++ {
		if r.words[i] == "," && !r.hidden[i] {
			return i
		}
	}
	return -1
}

func (r *Reader) comma(i, from int) int {
	for i--; i >= from; i-- {
		if r.words[i] == "," && !r.hidden[i] {
			return i
		}
	}
	return -1
}

// verbal reports whether tokens [first, last) hold a word that only clauses
// have.
func (r *Reader) verbal(first, last int) bool {
	for i := first; i < last; i++ {
		e := &r.entries[i]
		if e.traits&(clausal|reported) != 0 && !r.owning(i) || r.doc.Lang == "en" && strings.HasSuffix(r.words[i], "ed") {
			return true
		}
	}
	return false
}
