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

// around finds the reported clause of sentence k of which less than half stands in
// marks: "Muster sagte, der Plan sei „Unsinn“ und zu teuer." The quote is the last
// of those in marks.
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
	if !ok || !q.Contains(quote.Span) || quote.Start <= q.Start {
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
	follows := r.words[s.First] == "demnach"
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

// firstPerson reports whether the sentence speaks of its author, so that "habe" is
// no Konjunktiv.
func (r *Reader) firstPerson(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if w := r.words[i]; (w == "ich" || w == "wir") && !r.hidden[i] {
			return true
		}
	}
	return false
}

// reports reports whether the sentence's first finite verb stands in a Konjunktiv
// I that is nothing else.
func (r *Reader) reports(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		e := &r.entries[i]
		switch {
		case r.hidden[i] || r.capital(i):
		case konjunktiv[r.words[i]]:
			return !(i+1 < s.Last && (r.words[i+1] == "es" || r.words[i+1] == "dank") && i == s.First)
		case e.traits&(auxiliary|subordinate) != 0 || e.form&(singular|plural) != 0:
			return false
		}
	}
	return false
}

// konjunktiv are the forms of auxiliaries that report and do nothing else.
var konjunktiv = set("sei seien habe werde könne müsse solle wolle dürfe")

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
	switch {
	case end >= last || !r.wordsIn(end, last): // behind what was said
		q.Span = r.clause(first, start)
	case start <= first+1 && r.fronted(end, last) && r.doc.Lang == "de" && !r.opensClause(first):
		q.Span = r.clause(end, last)
	case start <= first+1 && r.doc.Lang == "en": // "According to Doe of the police, …"
		comma := r.nextComma(end-1, min(last, end+12))
		if comma < 0 {
			return q, nobody, false
		}
		q.Span = r.clause(r.skipApposition(comma, last, who), last)
	case r.words[i] == "so" && last == s.Last && r.nextComma(end-1, last) < 0: // ", so das Ergebnis der Studie von gestern"
		q.Span = r.clause(first, start)
	case r.words[i] == "so" && (r.words[end] != "," || !r.wordsIn(first, start)):
		return q, nobody, false
	case start > first && r.words[start-1] == "," && r.words[end] != "," && r.verbal(first, start) && !r.verbal(end, last) && last == s.Last: // "…, according to Doe of the police"
		q.Span = r.clause(first, start)
	default:
		q.Span = r.clause(first, last)
		q.Source = r.doc.Span(start, end)
	}
	return q, who, q.End > q.Start && r.doc.At(q.End-1) > r.doc.At(q.Start)
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
		if r.parts(j, s.Last) {
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

// stated reads the clause behind the verb of saying at token i.
func (r *Reader) stated(s token.Sentence, i int) (Quote, source, bool) {
	if r.doc.Lang == "en" {
		return r.statedInEnglish(s, i)
	}
	comma := r.nextComma(i, s.Last)
	as := r.words[s.First] == "wie" && r.endsClause(i, comma) // "Wie Muster sagte, ist …"
	if comma < 0 || comma-i > 14 || r.mood(s.First, comma, reported) || r.entries[i].form&infinitive != 0 && r.word(i-1, s.First, i) == "nicht" {
		return Quote{}, nobody, false
	}
	if next := r.word(comma+1, 0, s.Last); r.words[comma-1] == "nicht" && next != "dass" {
		return Quote{}, nobody, false // "sagte nicht, ob"
	}
	last := r.clauseEnd(comma+1, s.Last)
	mood := r.mood(comma+1, last, reported) || r.entries[i].traits&states != 0 && r.subjunctive(comma+1, last)
	if !as && !r.contentClause(comma+1, s.Last) && !mood {
		if last = r.infinitiveEnd(comma+1, s.Last); last < 0 {
			return Quote{}, nobody, false
		}
	}
	who := r.source(frame{from: s.First, open: comma, close: comma, to: comma}, cue{kind: says, token: i})
	ok := who.rank >= speaks || r.entries[i].traits&states != 0 || r.impersonal(i) >= 0
	if who.none() { // it is not told who, but that somebody said so
		ok = mood || who.unsaid && (who.rank == human || r.cues(i, s.Last) == says && r.entries[i].form&participle != 0 && r.word(comma+1, 0, last) != "ob")
	}
	return Quote{Span: r.clause(comma+1, last), Cue: r.doc.Word(i)}, who, ok
}

// subjunctive reports whether a clause begins at token i with a subject and a verb
// that is not known but looks like a Konjunktiv I: "die Schule bekenne sich".
func (r *Reader) subjunctive(i, to int) bool {
	c, ok := r.chunkAt(i, to)
	if !ok || c.object || c.last >= to || r.at[c.last] >= 0 || r.hidden[c.last] {
		return false
	}
	w := r.words[c.last]
	e := &r.entries[c.last]
	return e.traits == 0 && e.form == 0 && strings.HasSuffix(w, "e") && !r.capital(c.last) && r.doc.Tokens[c.last].Kind == token.Word
}

// endsClause reports whether the verb at token i, with its auxiliary, stands right
// before the comma.
func (r *Reader) endsClause(i, comma int) bool {
	return comma == i+1 || comma == i+2 && r.entries[i+1].traits&auxiliary != 0
}

// clauseEnd is where the German clause that begins at token i ends: before a
// semicolon, or a comma or "und" behind which the sentence's own verb follows.
func (r *Reader) clauseEnd(i, to int) int {
	for j := i + 1; j+1 < to; j++ {
		if r.hidden[j] {
			continue
		}
		next := &r.entries[j+1]
		switch w := r.words[j]; {
		case w == ";":
			return j
		case w == "und" && !r.capital(j+1) && r.cues(j+1, to) == says && next.form&(singular|plural) != 0 && next.form&participle == 0:
			return j
		case w == "," && !r.capital(j+1) && next.traits&(reported|nominative|subordinate) == 0 && (next.traits&auxiliary != 0 || next.form&(singular|plural) != 0 && next.form&(participle|infinitive) == 0):
			return j
		}
	}
	return to
}

// infinitiveEnd is where the clause that begins at token i ends, if it does so in
// an infinitive with "zu" ("im Mai zurückzutreten"); else -1.
func (r *Reader) infinitiveEnd(i, to int) int {
	if w := r.word(i, 0, to); w == "um" || w == "ohne" || w == "statt" || w == "anstatt" {
		return -1
	}
	for j := i; j < to; j++ {
		if r.hidden[j] || j > i && r.doc.Tokens[j].Kind == token.Punct && r.words[j] != "," && r.words[j] != ")" && r.words[j] != "(" && j+1 < to {
			return -1
		}
		if r.infinitiveAt(j, i) {
			if j+1 == to || r.words[j+1] != "," && r.doc.Tokens[j+1].Kind == token.Punct {
				return j + 1
			}
			if r.words[j+1] == "," && j+2 < to {
				if n := &r.entries[j+2]; n.traits&(subordinate|relative) != 0 || r.words[j+2] == "um" || r.words[j+2] == "ohne" {
					return r.clauseEnd(j+1, to)
				}
				return j + 1
			}
			if w := r.words[j+1]; w == "und" || w == "oder" {
				continue
			}
		}
	}
	return -1
}

// infinitiveAt reports whether token j, behind token first, is an infinitive with
// "zu".
func (r *Reader) infinitiveAt(j, first int) bool {
	w := r.words[j]
	if !strings.HasSuffix(w, "n") || r.capital(j) {
		return false
	}
	if j > first && r.words[j-1] == "zu" {
		return r.entries[j].traits&(nominative|oblique) == 0 || w == "sein" && (j+1 == len(r.words) || r.doc.Tokens[j+1].Kind == token.Punct)
	}
	k := strings.LastIndex(w[:len(w)-len("n")], "zu")
	return k > 0 && len(w)-k > len("zugen") && (separable[w[:k]] || r.lex.words[w[:k]].particle != 0)
}

// separable are the particles of German verbs.
var separable = set(`ab an auf aus bei da dabei daher dahin daran dar davon dazu durch ein einher empor entgegen entlang entzwei fehl fern fest fort frei gegenüber gleich heim her herab heran herauf heraus herbei herein herum herunter hervor
	hin hinab hinauf hinaus hinein hinunter hinweg hinzu hoch inne kürzer los mit nach nahe nieder offen preis sicher stand statt still teil tot um umher unter voll vor voran voraus vorbei vorher vorweg wahr weg weiter wett wieder zu zurecht
	zurück zusammen zuvor zwischen über überein bereit bloß kennen klein kund leicht schwer`)

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

// contentClause reports whether a conjunction at token i opens a clause that
// tells what was said.
func (r *Reader) contentClause(i, to int) bool {
	return i < to && r.entries[i].traits&content != 0
}

// mood reports whether a verb of the tokens [first, last) stands in the mood,
// quotations apart.
func (r *Reader) mood(first, last int, mood traits) bool {
	for i := first; i < last; i++ {
		if r.entries[i].traits&mood != 0 && !r.hidden[i] && !r.capital(i) {
			return true
		}
	}
	return false
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
