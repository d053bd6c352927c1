package quote

import (
	"strings"

	"enricher/ner/token"
)

// indirect finds speech reported without marks in sentence k: a clause behind a
// verb of saying ("Muster sagte, man sei einig"), before it ("Man sei einig, sagte
// Muster"), behind a preposition ("Laut Muster ist man einig"), or a German
// sentence in the reporting mood that goes on from one of these.
func (r *Reader) indirect(k int) (Quote, bool) {
	s := r.doc.Sentences[k]
	if s.Last-s.First > reach || r.holdsSpeech(s) {
		return Quote{}, false
	}
	q, who, ok := r.report(s)
	if !ok && r.doc.Lang == "de" && r.mood(s.First, s.Last, reported) {
		if r.catchUp(k); r.spoke == k-1 && !r.last.none() {
			q, who, ok = Quote{Span: r.clause(s.First, s.Last)}, r.last, true
		}
	}
	if !ok || q.End <= q.Start {
		return q, false
	}
	q.Speaker, q.Role = who.speaker, who.role
	r.last, r.spoke = who, k
	return q, true
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
	for i := s.First; i < s.Last; i++ {
		kind := r.cues(i, s.Last)
		if kind == announces && r.word(i+1, 0, s.Last) == "sich" { // "zeigte sich überzeugt, dass"
			if comma := r.nextComma(i, s.Last); comma > 0 && r.word(comma+1, 0, s.Last) == "dass" {
				kind = says
			}
		}
		if kind != says && kind < attributes {
			if r.entries[i].traits&reports != 0 && r.word(i+1, 0, s.Last) == "," && r.contentClause(i+2, s.Last) { // "ist der Ansicht, dass"
				who := r.topic(s.First, i)
				return Quote{Span: r.clause(i+2, s.Last)}, who, !who.none()
			}
			continue
		}
		if kind == attributes && i <= s.First+1 {
			return r.reportedBy(s, i)
		}
		if before := r.comma(i, s.First); r.attribution(s, before, i, kind) {
			c := cue{kind: kind, token: i, right: true, near: true}
			who := r.source(frame{from: s.First, open: before, close: before, to: s.Last}, c)
			return Quote{Span: r.clause(s.First, before), Cue: r.cueText(c)}, who, !who.none() && (who.rank >= speaks || kind == attributes)
		}
		if kind >= attributes {
			if r.doc.Lang == "en" || !r.mood(s.First, s.Last, reported) {
				continue
			}
			c := cue{kind: kind, token: i}
			who := r.source(frame{from: s.First, open: s.Last, close: s.Last, to: s.Last}, c)
			return Quote{Span: r.clause(s.First, s.Last), Cue: r.cueText(c)}, who, !who.none()
		}
		if r.doc.Lang == "en" {
			return r.reportEnglish(s, i)
		}
		// the clause behind the next comma
		comma := r.nextComma(i, s.Last)
		as := r.words[s.First] == "wie" && comma == i+1 // "Wie Muster sagte, ist …"
		if comma > 0 && comma-i <= 14 && !r.mood(s.First, comma, reported) && (as || r.contentClause(comma+1, s.Last) || r.mood(comma+1, s.Last, reported) || r.infinitive(comma+1, s.Last)) {
			who := r.source(frame{from: s.First, open: comma, close: comma, to: comma}, cue{kind: kind, token: i})
			return Quote{Span: r.clause(comma+1, s.Last), Cue: r.doc.Word(i)}, who, !who.none() && (who.rank >= speaks || r.impersonal(i) >= 0)
		}
	}
	return Quote{}, nobody, false
}

// attribution reports whether an attribution stands behind the comma before token
// i and nothing else does: "…, sagte Muster", "…, Doe said on Monday".
func (r *Reader) attribution(s token.Sentence, comma, i int, kind cueKind) bool {
	switch {
	case comma < 0 || comma-s.First < 3 || s.Last-comma > 16 || !r.verbal(s.First, comma):
		return false
	case kind >= attributes:
		return i == comma+1 && kind == attributes
	case r.doc.Lang == "de":
		first := comma + 1
		if r.entries[i].form&^participle == 0 ||
			!r.mood(s.First, comma, reported) && (r.entries[s.First].traits&subordinate != 0 || r.opensClause(r.comma(comma, s.First)+1)) {
			return false // "Muster, der gestern ankam, lehnte ab"
		}
		return i == first || i-comma <= 10 && (r.entries[first].traits&auxiliary != 0 || r.words[first] == "wie" || r.words[first] == "so")
	}
	return i-comma <= 8 && r.entries[comma+1].traits&(coordinate|subordinate|preposition) == 0 && r.word(i+1, 0, s.Last) != ","
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

// reportEnglish reads "Doe said that …" and "Doe said the house was …".
func (r *Reader) reportEnglish(s token.Sentence, i int) (Quote, source, bool) {
	start := i + 1
	for start < s.Last && start-i <= 6 && r.words[start] != "that" && r.doc.Tokens[start].Kind != token.Punct {
		start++
	}
	if start >= s.Last || r.words[start] != "that" {
		start = i + 1
		if r.entries[i].traits&told != 0 && start < s.Last && r.at[start] >= 0 { // "Doe told Reuters the house was …"
			start = r.spans[r.at[start]].last
		}
		if !r.finite(start, s.Last) {
			return Quote{}, nobody, false
		}
	}
	who := r.subject(frame{from: s.First, open: i + 1, close: i + 1, to: i + 1}, cue{kind: says, token: i})
	return Quote{Span: r.clause(start, s.Last), Cue: r.doc.Word(i)}, who, !who.none()
}

// finite reports whether an English clause begins at token i: a subject, which a
// preposition does not open, and soon a finite auxiliary.
func (r *Reader) finite(i, to int) bool {
	for j := i; j < to && j-i < 10; j++ {
		e := &r.entries[j]
		if j > i && e.traits&finite != 0 && !r.owning(j) {
			return true
		}
		if w := r.words[j]; r.doc.Tokens[j].Kind == token.Punct || e.traits&relative != 0 || w == "to" || w == "after" || j == i && e.traits&preposition != 0 {
			return false
		}
	}
	return false
}

// owning reports whether token i is an English 's that marks an owner, as it does
// behind anything but a pronoun.
func (r *Reader) owning(i int) bool {
	return (r.words[i] == "'s" || r.words[i] == "’s") && i > 0 && r.entries[i-1].traits&(pronoun|content) == 0 && r.words[i-1] != "that"
}

// reportedBy reads "Laut Muster ist …", "Nach Angaben der Polizei wurde …".
func (r *Reader) reportedBy(s token.Sentence, i int) (Quote, source, bool) {
	c := cue{kind: attributes, token: i}
	who := r.source(frame{from: s.First, open: s.Last, close: s.Last, to: s.Last}, c)
	if who.none() {
		return Quote{}, nobody, false
	}
	start := r.skipBracketRight(max(who.end, i+1), s.Last)
	if r.doc.Lang == "en" { // "According to Doe of the police, …"
		comma := start
		for comma < s.Last && comma-start < 12 && r.words[comma] != "," {
			comma++
		}
		if comma == s.Last || r.words[comma] != "," {
			return Quote{}, nobody, false
		}
		start = r.skipApposition(comma, s.Last, who)
	}
	if start < s.Last && r.words[start] == "," {
		start++
	}
	if start >= s.Last || who.end <= i ||
		r.doc.Lang == "de" && (r.capital(start) || r.entries[start].traits&(preposition|nominative) != 0) {
		return Quote{}, nobody, false
	}
	return Quote{Span: r.clause(start, s.Last), Cue: r.cueText(c)}, who, true
}

// infinitive reports whether the clause of the tokens [first, last) ends in an
// infinitive with "zu", and the sentence with it: "im Mai zurückzutreten".
func (r *Reader) infinitive(first, last int) bool {
	for last > first && r.doc.Tokens[last-1].Kind == token.Punct {
		last--
	}
	if last-2 < first || r.nextComma(first, last) > 0 {
		return false
	}
	w := r.words[last-1]
	if !strings.HasSuffix(w, "n") || r.capital(last-1) {
		return false
	}
	if r.words[last-2] == "zu" {
		return true
	}
	k := strings.LastIndex(w[:len(w)-len("n")], "zu")
	return k > 0 && len(w)-k > len("zugen") && r.lex.words[w[:k]].particle != 0
}

// skipApposition passes the apposition of a source between the comma at token i
// and the next: "the mayor, Jane Doe, …", "Doe, the mayor, …".
func (r *Reader) skipApposition(i, to int, who source) int {
	next := r.nextComma(i, to)
	if next < 0 || who.speaker < 0 {
		return i
	}
	c, ok := r.chunkAt(i+1, next)
	if !ok || c.mention < 0 || c.mention != who.speaker && r.mentions[c.mention].Entity != r.mentions[who.speaker].Entity {
		return i
	}
	return next
}

// clause is the span of tokens [first, last) without the punctuation at its
// ends.
func (r *Reader) clause(first, last int) token.Span {
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

// nextComma is the first comma behind token i, comma the last before it; -1 if
// there is none.
func (r *Reader) nextComma(i, to int) int {
	for i++; i < to; i++ {
		if r.words[i] == "," {
			return i
		}
	}
	return -1
}

func (r *Reader) comma(i, from int) int {
	for i--; i >= from; i-- {
		if r.words[i] == "," {
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
