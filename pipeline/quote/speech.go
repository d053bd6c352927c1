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
	last := source{speaker: -1}
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
		span := r.doc.Span(q.first, q.last)
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

// A cue is a word that announces speech: its place in one half of a frame.
type cue struct {
	kind  cueKind
	token int // index of the token
	at    int // index in the half
	right bool
	near  bool // directly behind the quotation
}

// cue looks for the word that announces a quotation: directly behind it, before
// it, and at last anywhere behind it.
func (r *reader) cue(f frame) cue {
	if k, ok := r.tag(f.right); ok {
		return cue{r.cues(f.right[k]), f.right[k], k, true, true}
	}
	for k := len(f.left) - 1; k >= 0; k-- {
		if kind := r.cues(f.left[k]); kind != noCue && (kind != perhaps || f.colon) {
			return cue{kind, f.left[k], k, false, false}
		}
	}
	for k, i := range f.right {
		if kind := r.cues(i); kind != noCue && kind != perhaps && kind != according {
			return cue{kind, i, k, true, false}
		}
	}
	return cue{}
}

// tag finds the cue of an attribution that follows its quotation: a German one
// begins with its verb, its auxiliary or "so" and "wie", an English one is short.
func (r *reader) tag(right []int) (int, bool) {
	for k, i := range right {
		w := r.words[i]
		switch {
		case w == "," && k == 0:
			continue
		case k == 0 && r.and[w], r.doc.Tokens[i].Kind == token.Punct && w != "(" && w != ")", k > 14:
			return 0, false
		}
		if kind := r.cues(i); kind != noCue && (kind != perhaps || k <= 1) {
			return k, true
		}
		if first := k == 0 || k == 1 && r.words[right[0]] == ","; first && r.doc.Lang == "de" && !germanAuxiliaries[w] {
			return 0, false
		}
	}
	return 0, false
}

// cues is the kind of cue that token i is. German verbs are lower-cased; "so"
// announces only with a name or noun behind it, "nach" only with a report.
func (r *reader) cues(i int) cueKind {
	w := r.words[i]
	if r.at[i] >= 0 {
		return noCue
	}
	if r.doc.Lang == "en" {
		switch kind := englishCues[w]; {
		case w == "according" && r.word(i+1, 0, len(r.words)) != "to":
			return noCue
		case w == "per" && !r.capital(i+1):
			return noCue
		default:
			return kind
		}
	}
	next := r.word(i+1, 0, len(r.words))
	switch {
	case w == "nach" || w == "laut" || w == "gemäss" || w == "gemäß":
		if w == "laut" || germanReports[next] || germanReports[r.word(i+2, 0, len(r.words))] {
			return according
		}
		return noCue
	case w == "so":
		if i > 0 && (r.words[i-1] == "," || r.closing(i-1)) && (next == "der" || next == "die" || next == "das" || next == "ein" || next == "eine" || next == "er" || next == "sie" || i+1 < len(r.words) && r.capital(i+1)) {
			return according
		}
		return noCue
	case r.capital(i) && !r.startsSentence(i):
		return noCue
	}
	return germanCues[w]
}

// closing reports whether token i is a closing mark.
func (r *reader) closing(i int) bool { return strings.Contains("“”\"»«", r.words[i]) }

func (r *reader) startsSentence(i int) bool {
	first, _ := r.sentence(i)
	return first == i
}

func (r *reader) cueText(c cue) string {
	if c.kind == noCue {
		return ""
	}
	text := r.doc.Word(c.token)
	if r.words[c.token] == "according" {
		return r.doc.Slice(c.token, c.token+2)
	}
	if r.words[c.token] == "nach" {
		for n := 1; n <= 2; n++ {
			if c.token+n < len(r.words) && germanReports[r.words[c.token+n]] {
				return r.doc.Slice(c.token, c.token+n+1)
			}
		}
	}
	return text
}

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
	labels := germanLabels
	if r.doc.Lang == "en" {
		labels = englishLabels
	}
	for i, n := q.first-2, 0; i >= 0 && n < 3; i, n = i-1, n+1 {
		w := r.words[i]
		for _, stem := range labels[w] {
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
func (r *reader) spoken(i int) bool {
	if r.doc.Lang == "en" {
		return englishSpeechWords[r.words[i]]
	}
	return germanSpeechWords[r.words[i]]
}

// title reports whether token i, before a mark, is a noun that names what is in
// the marks.
func (r *reader) title(i int) bool {
	w := r.words[i]
	if r.doc.Lang == "en" {
		return englishTitles[w]
	}
	for _, ending := range [...]string{"", "s", "es", "n", "en", "e", "ns"} {
		noun, ok := strings.CutSuffix(w, ending)
		if !ok {
			continue
		}
		if germanTitles[noun] {
			return true
		}
		for k := 3; r.capital(i) && k <= len(noun)-4; k++ {
			if germanTitles[noun[k:]] {
				return true
			}
		}
	}
	return false
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

// A source is who said something: a mention, or a noun phrase for somebody
// unnamed.
type source struct {
	speaker int
	role    token.Span
}

func (s source) none() bool { return s.speaker < 0 && s.role.End == 0 }

// source finds the speaker near the cue.
func (r *reader) source(f frame, c cue) source {
	nobody := source{speaker: -1}
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
	if !(c.right && c.at <= 1) {
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
	return source{speaker: -1}
}

// topic is the noun phrase that opens half, when it can be the sentence's
// subject: a name, a title, or a noun behind a nominative article, which without a
// verb of saying must name a body that speaks.
func (r *reader) topic(half []int, saying bool) source {
	nobody := source{speaker: -1}
	k := 0
	for k < len(half) && (r.words[half[k]] == "," || r.doc.Tokens[half[k]].Kind == token.Punct) {
		k++
	}
	if k == len(half) {
		return nobody
	}
	i := half[k]
	article := r.doc.Lang == "de" && germanNominative[r.words[i]] || r.doc.Lang == "en" && r.determiners[r.words[i]]
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
			return source{speaker: -1, role: r.doc.Span(max(first-1, half[0]), r.sourceEnd(i, half[len(half)-1]+1))}
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
func (r *reader) collective(i int) bool {
	w := r.words[i]
	for _, ending := range [...]string{"", "s", "es", "n", "en", "e"} {
		noun, ok := strings.CutSuffix(w, ending)
		if !ok {
			continue
		}
		if collectives[noun] {
			return true
		}
		for k := 3; k <= len(noun)-4; k++ {
			if collectives[noun[k:]] {
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
	return r.surnames[stem] != 0 || last < len(r.words) && r.capital(last) && r.at[last] < 0 && r.surnames[w]&borne == 0
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
		return source{speaker: -1}
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
		return source{speaker: -1}
	}
	if m := r.at[i]; m >= 0 && r.mentions[m].Form == "name" && (r.mentions[m].Label == "ORG" || r.mentions[m].Label == "LOC") && !r.prepositional(r.spans[m].first, half[0]) {
		return source{speaker: m}
	}
	if r.capital(i) && r.doc.Lang == "de" && i > half[0] {
		if first := r.leftEdge(i, half[0]); first > half[0] && germanNominative[r.words[first-1]] && !r.prepositional(first, half[0]) {
			return source{speaker: -1, role: r.doc.Span(first-1, i+1)}
		}
	}
	return source{speaker: -1}
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
				return source{speaker: -1}
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
				return source{speaker: -1}
			}
		case r.temporalWord(w):
		case prepositions[w]:
			if !oblique && w != "von" && w != "in" && w != "am" && w != "im" || oblique && n > 1 && w != "von" {
				return source{speaker: -1}
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
					return source{speaker: -1, role: r.doc.Span(first-1, r.sourceEnd(i, half[len(half)-1]+1))}
				}
				if !oblique {
					return source{speaker: -1}
				}
			}
		}
	}
	return source{speaker: -1}
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

func (r *reader) temporalWord(w string) bool { return r.temporal[w] }

// participant is the subject of a participle or a verb far from it: the first
// person of the clause who stands behind no preposition, or else organisation.
func (r *reader) participant(half []int) source {
	best := source{speaker: -1}
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
	return source{speaker: -1}
}

// pronoun resolves a pronoun in subject position to the person that the nearest
// sentence names first.
func (r *reader) pronoun(i int) (source, bool) {
	w := r.words[i]
	if r.doc.Lang == "de" && !germanPronouns[w] || r.doc.Lang == "en" && !englishPronouns[w] {
		return source{}, false
	}
	k := r.doc.SentenceAt(i)
	for back := 0; back < 4 && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			if r.person(j) && !r.quoted[j] {
				return source{speaker: r.at[j]}, true
			}
		}
	}
	return source{speaker: -1}, false
}

// unnamed is the source that a role phrase stands for: the person of whom the
// same title was said before, if the phrase is definite, or the phrase itself.
func (r *reader) unnamed(first, head, last int) source {
	w := ""
	if first > 0 {
		w = r.words[first-1]
	}
	if w == "der" || w == "die" || w == "dem" || w == "den" || w == "des" || w == "the" {
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
