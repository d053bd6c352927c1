package quote

import (
	"cmp"
	"slices"

	"enricher/ner/token"
)

// Quotes finds direct speech between quotation marks of either language, with
// its cue and speaker, and indirect speech where cue and speaker are clear.
// Titles, slogans and words in marks for irony are no quotes. The roles tell
// whom a title means that stands without a name.
func (r *Reader) Quotes(roles []Role) (found []Quote) {
	r.lex = englishLexicon()
	if r.doc.Lang == "de" {
		r.lex = germanLexicon()
	}
	r.entries = cleared(r.entries, len(r.words))
	for i, w := range r.words {
		if r.doc.Tokens[i].Kind == token.Word {
			r.entries[i] = r.lex.words[w]
		}
	}
	r.hold(roles)
	r.hide()
	r.direct = cleared(r.direct, len(r.words))
	r.last, r.spoke = nobody, -1
	next := 0
	for k, s := range r.doc.Sentences {
		spoken := false
		for ; next < len(r.marked) && r.marked[next].first-1 < s.Last; next++ {
			if q, ok := r.speech(next); ok {
				found = append(found, q)
				spoken = true
			}
		}
		if spoken {
			if q, ok := r.around(k, found[len(found)-1]); ok {
				found = append(found, q)
			}
			continue
		}
		if s.First < s.Last && r.direct[s.First] {
			continue
		}
		if q, ok := r.indirect(k); ok {
			found = append(found, q)
		}
	}
	slices.SortStableFunc(found, func(a, b Quote) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return found
}

// hide finds the document's quotations and notes which tokens they hide from
// what stands around them: all, but for a name in marks.
func (r *Reader) hide() {
	r.marked = r.quotations()
	r.hidden = cleared(r.hidden, len(r.words))
	for _, q := range r.marked {
		if r.isName(q) {
			continue
		}
		for i := q.first - 1; i < q.last; i++ {
			r.hidden[i] = true
		}
		if q.closed {
			r.hidden[q.last] = true
		}
	}
}

// hold notes which person each token's role belongs to.
func (r *Reader) hold(roles []Role) {
	r.held = cleared(r.held, len(r.words))
	for i := range r.held {
		r.held[i] = -1
	}
	for _, role := range roles {
		if role.Person < 0 || role.Person >= len(r.mentions) {
			continue
		}
		for i := r.doc.At(role.Start); i < len(r.words) && r.doc.Tokens[i].Start < role.End; i++ {
			r.held[i] = role.Person
		}
	}
	for i, person := range r.held {
		if person >= 0 && r.heads(i) == known {
			r.titles = append(r.titles, i)
		}
	}
	r.gender = r.genders()
}

// reach is how many tokens around a quotation are looked at, in either
// direction; sentences longer than that are lists or broken text.
const reach = 100

// speech reads quotation n with its cue and speaker, if it is something said.
func (r *Reader) speech(n int) (Quote, bool) {
	q := r.marked[n]
	f := r.frame(q)
	c := r.cue(f)
	if verb := r.labelled(q, f); c.kind == noCue && verb >= 0 {
		c = cue{kind: judges, token: verb, right: verb >= f.close}
	}
	if !r.said(q, f, c) {
		return Quote{}, false
	}
	here := r.doc.SentenceAt(q.first - 1)
	r.catchUp(here)
	s := r.source(f, c)
	if s.none() && !s.unsaid {
		s = r.unattributed(n, f, here)
	}
	if in := r.makeup(q); s.unsaid && s.rank == thing && in.few() && !f.colon && c.kind < attributes && !(c.near && c.kind == says) {
		return Quote{}, false // "was man „…“ nennt", "als „…“ bezeichnet wird"
	}
	end := q.last
	for end-1 > q.first && r.words[end-1] == "," {
		end-- // “…,” he said
	}
	if !s.none() {
		r.last, r.spoke = s, here
	}
	if r.spoke >= here {
		r.spoke = max(here, r.doc.SentenceAt(q.last-1))
	}
	for i := q.first; i < q.last; i++ {
		r.direct[i] = true
	}
	return Quote{Span: r.doc.Span(q.first, end), Speaker: s.speaker, Role: s.role, Cue: r.cueText(c), Direct: true}, true
}

// goesOn is how many sentences a speech may pause.
const goesOn = 2

// unattributed is who said quotation n where its own sentence does not tell:
// who is said to behind the next quotation of the paragraph, if nothing stands
// between the two; who spoke last, if the sentence reports or nothing intervened;
// whom the sentence is about, or one of those before.
func (r *Reader) unattributed(n int, f frame, here int) source {
	alone := r.alone(f)
	recent := !r.last.none() && here-r.spoke <= goesOn
	if alone && n+1 < len(r.marked) {
		if next := r.marked[n+1]; next.first-1 <= f.close+2 && !r.paragraphBetween(r.marked[n].last, next.first) {
			g := r.frame(next)
			if c := r.cue(g); c.right {
				if s := r.source(g, c); !s.none() {
					return s
				}
			}
		}
	}
	if alone && here > 0 && r.introduces(here-1) {
		if s := r.topic(r.doc.Sentences[here-1].First, r.doc.Sentences[here-1].Last); !s.none() {
			return s
		}
	}
	if alone {
		if s := r.saidNext(here); !s.none() {
			return s
		}
	}
	if recent && (alone || r.doc.Lang == "de" && (r.moodIn(f, reported) || here-r.spoke <= 1 && r.moodIn(f, irrealis))) {
		return r.last
	}
	if !alone {
		if s := r.topic(f.from, f.open); !s.none() && (f.colon || s.speaker >= 0) {
			return s
		}
	}
	if recent {
		return r.last
	}
	if s := r.topic(f.close, f.to); !alone && s.speaker >= 0 {
		return s
	}
	return r.earlier(here)
}

// saidNext is who is told to have said sentence k in the next, which begins with
// "das" or "dies": "Das musste Muster einräumen."
func (r *Reader) saidNext(k int) source {
	if k+1 >= len(r.doc.Sentences) {
		return nobody
	}
	s := r.doc.Sentences[k+1]
	if s.Last-s.First < 3 || s.Last-s.First > reach || r.words[s.First] != "das" && r.words[s.First] != "dies" || r.paragraphBreak(s.First) {
		return nobody
	}
	for i := s.First + 1; i < s.Last; i++ {
		if !r.hidden[i] && r.cues(i, s.Last) == says && (i == s.First+1 || r.entries[s.First+1].traits&auxiliary != 0) {
			return r.subject(frame{from: s.First + 1, open: s.Last, close: s.Last, to: s.Last}, cue{kind: says, token: i})
		}
	}
	return nobody
}

// introduces reports whether sentence k says that speech follows: "Doe released
// the following statement."
func (r *Reader) introduces(k int) bool {
	s := r.doc.Sentences[k]
	for i := s.First; i < min(s.Last, s.First+reach); i++ {
		if w := r.words[i]; (w == "following" || w == "folgende" || w == "folgenden" || w == "folgendes") && !r.hidden[i] {
			return true
		}
	}
	return false
}

// alone reports whether no words stand around a quotation in its sentence.
func (r *Reader) alone(f frame) bool {
	for i := f.from; i < f.to; i++ {
		if (i < f.open || i >= f.close) && !r.hidden[i] && r.doc.Tokens[i].Kind == token.Word && r.entries[i].traits&coordinate == 0 {
			return false
		}
	}
	return true
}

func (r *Reader) paragraphBetween(i, j int) bool {
	for ; i < j && i < len(r.words); i++ {
		if r.paragraphBreak(i) {
			return true
		}
	}
	return false
}

// moodIn reports whether the clause around the quotation stands in a German mood.
func (r *Reader) moodIn(f frame, mood traits) bool {
	end := f.close
	for end < f.to && r.words[end] != "," {
		end++
	}
	return r.mood(f.from, f.open, mood) || r.mood(f.close, end, mood)
}

// earlier is whom one of the two sentences before sentence k is about.
func (r *Reader) earlier(k int) source {
	for back := 1; back <= goesOn && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		if found := r.topic(s.First, min(s.Last, s.First+reach)); found.speaker >= 0 {
			return found
		}
	}
	return nobody
}

// frame is what stands around a quotation.
func (r *Reader) frame(q quotation) (f frame) {
	f.open = q.first - 1 // the mark
	f.from, f.close = f.open, q.last
	if q.closed {
		f.close++
	}
	f.to = f.close
	if before := f.open - 1; before >= 0 {
		start, _ := r.sentence(f.open)
		if r.words[before] == ":" {
			f.colon = true
			start, _ = r.sentence(before)
		}
		f.from = max(start, f.open-reach)
	}
	if f.from > f.open {
		f.from = f.open
	}
	if q.closed && f.close < len(r.words) {
		_, end := r.sentence(q.last)
		if end <= f.close && !r.paragraphBreak(f.close) && (r.words[f.close] == "," || !r.capital(f.close) || r.exclaimed(q)) {
			_, end = r.sentence(f.close)
		}
		f.to = max(f.close, min(end, f.close+reach))
	}
	return f
}

// exclaimed reports whether an English attribution follows a question or
// exclamation, for the sentence ends between the two: “Stop!” Doe shouted.
func (r *Reader) exclaimed(q quotation) bool {
	if r.doc.Lang != "en" || r.words[q.last-1] != "!" && r.words[q.last-1] != "?" {
		return false
	}
	_, end := r.sentence(q.last + 1)
	for i := q.last + 1; i < min(end, q.last+8); i++ {
		if r.cues(i, end) == says {
			return i+1 >= end || r.doc.Tokens[i+1].Kind == token.Punct || i+4 > end
		}
	}
	return false
}
