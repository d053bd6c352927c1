package quote

import (
	"cmp"
	"slices"
	"strings"

	"enricher/ner/token"
)

// Quotes finds direct speech between quotation marks of either language, with
// its cue and speaker, and indirect speech where cue and speaker are clear.
// Titles, slogans and words in marks for irony are no quotes.
func Quotes(doc *token.Doc, mentions []Mention, roles []Role) []Quote {
	r := newReader(doc, mentions)
	r.hold(roles)
	return r.quotes()
}

// hold notes which person each token's role belongs to.
func (r *reader) hold(roles []Role) {
	r.held = make([]int, len(r.words))
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

func (r *reader) quotes() (found []Quote) {
	marked := r.quotations()
	r.quoted = make([]bool, len(r.words))
	for _, q := range marked {
		for i := q.first; i < q.last && !r.isName(q); i++ {
			r.quoted[i] = true
		}
	}
	r.direct = make([]bool, len(r.words))
	sources := map[int]source{} // sentence → who spoke last in it
	last := nobody
	lastSentence := -1
	for _, q := range marked {
		f := r.frame(q)
		cue := r.cue(f)
		if !r.speech(q, f, cue) {
			continue
		}
		s := r.source(f, cue)
		here := r.doc.SentenceAt(q.first - 1)
		if s.none() && lastSentence >= 0 && here-lastSentence <= 2 {
			s = last // the speech goes on
		}
		if s.none() {
			s = r.earlier(here)
		}
		end := q.last
		if end-1 > q.first && r.words[end-1] == "," {
			end-- // “…,” he said
		}
		span := r.doc.Span(q.first, end)
		found = append(found, Quote{Span: span, Speaker: s.speaker, Role: s.role, Cue: r.cueText(cue), Direct: true})
		if !s.none() {
			last = s
		}
		lastSentence = r.doc.SentenceAt(q.last - 1)
		sources[lastSentence] = last
		for i := q.first; i < q.last; i++ {
			r.direct[i] = true
		}
	}
	found = append(found, r.indirect(sources)...)
	slices.SortStableFunc(found, func(a, b Quote) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return found
}

// A frame is what stands around a quotation in its sentence, without what other
// quotations hold: the tokens before and behind it.
type frame struct {
	left, right []int
	colon       bool // the quotation follows a colon
}

func (r *reader) frame(q quotation) (f frame) {
	open := q.first - 1 // the mark
	if before := open - 1; before >= 0 {
		start, _ := r.sentence(open)
		if r.words[before] == ":" {
			f.colon = true
			start, _ = r.sentence(before)
		}
		for i := max(start, open-reach); i < open; i++ {
			if !r.quoted[i] {
				f.left = append(f.left, i)
			}
		}
	}
	if behind := q.last + 1; q.closed && behind < len(r.words) {
		_, end := r.sentence(q.last)
		if end <= behind && !r.paragraphBreak(behind) && (r.words[behind] == "," || !r.capital(behind)) {
			_, end = r.sentence(behind)
		}
		for i := behind; i < min(end, behind+reach); i++ {
			if !r.quoted[i] {
				f.right = append(f.right, i)
			}
		}
	}
	return f
}

// reach is how many tokens around a quotation are looked at, in either
// direction; sentences longer than that are lists or broken text.
const reach = 100

// speech decides whether a quotation is something said rather than a title, a
// name or a word in marks for irony.
func (r *reader) speech(q quotation, f frame, c cue) bool {
	words, verbs := 0, false
	for i := q.first; i < q.last; i++ {
		if k := r.doc.Tokens[i].Kind; k == token.Word || k == token.Number {
			words++
			verbs = verbs || r.spoken(i)
		}
	}
	if words == 0 {
		return false
	}
	full := strings.ContainsAny(r.words[q.last-1], ".!?…") || q.closed && r.word(q.last+1, 0, len(r.words)) == "," && words > 3 && c.near
	if r.isName(q) && !full {
		return false
	}
	if q.closed && q.last+1 < len(r.words) && !r.doc.Tokens[q.last+1].Space && strings.HasPrefix(r.words[q.last+1], "-") {
		return false // „Spiegel“-Bericht
	}
	before := q.first - 2
	if before >= 0 && announcing[r.words[before]] {
		f.colon = true // "mit den Worten „…“"
	}
	titled := before >= 0 && !f.colon && r.title(before)
	small := !r.capital(q.first) && r.doc.Tokens[q.first].Kind == token.Word
	switch {
	case words >= 5:
		return (verbs || full || small || f.colon) && !(titled && !full)
	case titled:
		return false
	case r.labelled(q, f):
		return true
	case f.colon:
		return c.kind != noCue || full || words > 2
	case c.near && c.kind != calls && words > 1:
		return true
	case words >= 2:
		return full && (verbs || c.kind != noCue) || (small || verbs) && (c.kind != noCue || r.reported(f))
	}
	return small && (c.kind != noCue || r.reported(f))
}

// labelled reports whether a preposition and a verb put the words of the
// quotation to something: "als „falsch“ zurückgewiesen", "sprach von einer „Gefahr“".
func (r *reader) labelled(q quotation, f frame) bool {
	for i, n := q.first-2, 0; i >= 0 && n < 3; i, n = i-1, n+1 {
		w := r.words[i]
		for _, stem := range r.labels[w] {
			for _, half := range [...][]int{f.left, f.right} {
				for _, j := range half {
					if strings.HasPrefix(r.words[j], stem) && r.at[j] < 0 {
						return true
					}
				}
			}
		}
		if !r.determiners[w] && !(!r.capital(i) && r.adjective(w)) {
			break
		}
	}
	return false
}

// isName reports whether a name fills the quotation: schrieb „Die Zeit“.
func (r *reader) isName(q quotation) bool {
	m := r.at[q.first]
	return m >= 0 && r.spans[m].first == q.first && r.spans[m].last >= q.last
}

// spoken reports whether token i is of the words that clauses have and titles
// lack.
func (r *reader) spoken(i int) bool { return r.clausal[r.words[i]] }

// title reports whether token i, before a mark, is a noun that names what is in
// the marks.
func (r *reader) title(i int) bool {
	w := r.words[i]
	if r.doc.Lang == "en" {
		return englishTitles[w]
	}
	return germanTitles[w] || r.capital(i) && closes(w, germanTitles)
}

// reported reports whether the frame stands in the German reporting mood.
func (r *reader) reported(f frame) bool {
	for _, half := range [...][]int{f.left, f.right} {
		for _, i := range half {
			if r.doc.Lang == "de" && germanReported[r.words[i]] {
				return true
			}
		}
	}
	return false
}
