package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/gazetteer"
	"enricher/ner/token"
)

// A name that a document has once made clear means the same throughout it (one
// sense per discourse; Gale, Church and Yarowsky 1992). The tagger sees one
// sentence at a time, so what it learns in one place is carried to the others
// here.
//
// The thresholds were chosen on held-out articles, the same for both languages.
// There sureName may lie anywhere from 0.3 to 0.7 and majority, in German, from
// 0.5 to 0.75; in English one long interview speaks for 0.65.
const (
	// sureName is the mean score from which a name is looked for where the
	// tagger saw none.
	sureName = 0.5
	// swayed is the score under which a mention takes the label that its name
	// has elsewhere in the document.
	swayed = 0.7
	// majority is the share of all votes that a label needs for either.
	majority = 0.65
)

// legalForms end the full name of a company, which news soon leaves out: those
// of the German-speaking and English-speaking countries and of their neighbours.
var legalForms = strings.Fields(`AG SE KG KGaA OHG GmbH mbH eG e.V. UG VVaG
	Inc Inc. Incorporated Corp Corp. Corporation Co Co. Ltd Ltd. Limited LLC LLP LP plc PLC Plc Pty
	S.A. SA SAS Sàrl SARL S.p.A. SpA S.r.l. Srl S.L. N.V. NV B.V. BV A/S AS ASA AB Oy Oyj`)

// labels are the labels of names.
var labels = [...]string{"PER", "LOC", "ORG", "MISC"}

func labelIndex(label string) int { return slices.Index(labels[:], label) }

// A vote is what a document's mentions of one name say of it.
type vote struct {
	words  []string
	score  [len(labels)]float64 // sums of scores
	number int
}

// spread carries what the document says of a name to every occurrence of it: a
// short form in brackets behind its long one, a label that most occurrences
// share, occurrences that nothing found. Mentions are ascending, before and
// after.
func spread(d *Document, mentions []Candidate, places *gazetteer.Gazetteer) []Candidate {
	mentions = acronyms(d, mentions)
	b := poll(d, mentions)
	b.places = places
	for i := range mentions {
		b.sway(&mentions[i])
	}
	return overlooked(d, mentions, b.votes)
}

// acronyms adds the capitals in brackets behind an organisation, a place or
// another proper name, if one of its words begins with the same letter:
// Islamischer Staat (IS), but not Parliament (MP).
func acronyms(d *Document, mentions []Candidate) []Candidate {
	var found []Candidate
	for i, m := range mentions {
		at := m.Last + 1
		if m.Form != "name" || m.Label == "PER" || at+1 >= len(d.Tokens.Tokens) || d.Tokens.Word(m.Last) != "(" || d.Tokens.Word(at+1) != ")" {
			continue
		}
		if i+1 < len(mentions) && mentions[i+1].First <= at {
			continue
		}
		if word := d.Tokens.Word(at); isAcronym(word) && d.begins(&m, word) {
			found = append(found, Candidate{Span: d.Tokens.Tokens[at].Span, First: at, Last: at + 1, Label: m.Label, Form: "name", Score: m.Score, Rule: RuleAcronym})
		}
	}
	return merge(mentions, found)
}

// begins reports whether a word of the mention begins with the acronym's first
// letter.
func (d *Document) begins(m *Candidate, acronym string) bool {
	letter, _ := utf8.DecodeRuneInString(acronym)
	for t := m.First; t < m.Last; t++ {
		if first, _ := utf8.DecodeRuneInString(d.Tokens.Word(t)); unicode.ToUpper(first) == unicode.ToUpper(letter) {
			return true
		}
	}
	return false
}

// isAcronym reports whether most of a word's letters are capitals, at least
// two, as in IS, EKS and KfW, but not in BaFin.
func isAcronym(word string) bool {
	capitals, letters := 0, 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return capitals >= 2 && 2*capitals > letters && letters <= 8
}

// A ballot is what a document's names are taken for.
type ballot struct {
	d        *Document
	places   *gazetteer.Gazetteer
	votes    map[string]*vote
	surnames map[string]float64 // of persons with their full names, and the best score of these
	long     []long             // organisations and other things of several words
}

// A long name is one of several words, without its legal form.
type long struct {
	name, label string
	score       float64
}

// sway gives an unsure mention the label that its name has elsewhere in the
// document, or that of the long name which it is an acronym of. A name that the
// gazetteer does not know, or knows as a town in which nothing is said to be, is
// a person's, however sure the tagger is of another label, if a person of the
// document has it for a surname.
func (b *ballot) sway(m *Candidate) {
	if m.Rule == RulePerson {
		return
	}
	base := b.d.base(m)
	unsure := m.Score < swayed
	if b.isSurname(m, base, unsure) || unsure && b.bears(m) {
		m.Label, m.Rule = "PER", RuleMajority
		if m.Form == "derived" {
			m.Form = "name"
		}
		m.Entries = nil
		return
	}
	if !unsure || m.Form == "derived" {
		return
	}
	names := [...]string{base, base}
	if b.d.Lang.Code == "de" { // Rorschachs
		names[1] = strings.TrimSuffix(base, "s")
	}
	for _, name := range names {
		if label, share := b.votes[name].winner(); share >= majority && label != m.Label {
			m.Label, m.Rule = label, RuleMajority
			return
		}
	}
	if word := strings.ReplaceAll(base, ".", ""); isAcronym(word) {
		for _, l := range b.long {
			if abbreviates(word, l.name, b.d.Lang.Code) {
				m.Label, m.Rule = l.label, RuleMajority
				return
			}
		}
	}
}

// isSurname reports whether a mention is the surname of a person of the document
// rather than what the tagger takes it for.
func (b *ballot) isSurname(m *Candidate, base string, unsure bool) bool {
	switch score := b.surnames[base]; {
	case score == 0:
		return false
	case m.Entries == nil && unsure:
		return true
	case score < sureName:
		return false
	}
	return m.Entries == nil && m.Form != "derived" || b.isTown(m) && !b.isLocated(m)
}

// isTown reports whether a name is taken for a place that is a town. Capitals,
// states and countries act like persons in the news: Washington wants talks.
func (b *ballot) isTown(m *Candidate) bool {
	if m.Label != "LOC" || m.Form != "name" || m.Rule == RuleDateline || len(m.Entries) == 0 {
		return false
	}
	best := b.places.Entry(m.Entries[0])
	return best.Kind == gazetteer.City && best.Feature != "PPLC"
}

// isLocated reports whether a mention stands behind a preposition of place, with
// a word between them perhaps (in downtown Crewe), or before a comma and another
// name, as a town before its country does.
func (b *ballot) isLocated(m *Candidate) bool {
	for t := m.First - 1; t >= max(0, m.First-2); t-- {
		if locative[strings.ToLower(b.d.Tokens.Word(t))] {
			return true
		}
	}
	if t := m.Last; t+1 < len(b.d.Tokens.Tokens) && b.d.Tokens.Word(t) == "," {
		first, _ := utf8.DecodeRuneInString(b.d.Tokens.Word(t + 1))
		return unicode.IsUpper(first)
	}
	return false
}

// locative are the prepositions of place and direction of both languages, and
// the nouns of a town's parts, that stand before a town's name.
var locative = map[string]bool{
	"in": true, "at": true, "from": true, "to": true, "near": true, "outside": true, "around": true, "across": true, "into": true, "through": true, "toward": true, "towards": true, "via": true, "of": true, "between": true, "beyond": true,
	"nach": true, "aus": true, "bei": true, "um": true, "vor": true, "durch": true, "über": true, "bis": true, "nahe": true, "richtung": true, "von": true, "zwischen": true, "ab": true, "unweit": true,
	"stadt": true, "raum": true, "großraum": true, "grossraum": true, "kreis": true, "bezirk": true, "town": true, "city": true, "village": true,
}

// bears reports whether a place of two words, unknown to the gazetteer, ends
// with the name that the document has for a person: Paris Hilton, where Hilton
// speaks.
func (b *ballot) bears(m *Candidate) bool {
	if m.Label != "LOC" || m.Form != "name" || m.Last-m.First != 2 || m.Entries != nil {
		return false
	}
	v := b.votes[b.d.Tokens.Word(m.Last-1)]
	label, share := v.winner()
	return label == "PER" && share >= majority && v.mean(label) >= sureName
}

// poll counts, for every name in the document, what its mentions were taken
// for. A person's full name speaks for the surname too, a company's for the
// name without its legal form and, like that of any organisation, for the first
// words of it that the document has as a name.
func poll(d *Document, mentions []Candidate) *ballot {
	b := &ballot{d: d, votes: map[string]*vote{}, surnames: map[string]float64{}}
	add := func(words []string, label string, score float64) {
		name := strings.Join(words, " ")
		v := b.votes[name]
		if v == nil {
			v = &vote{words: words}
			b.votes[name] = v
		}
		v.score[labelIndex(label)] += score
		v.number++
	}
	for i := range mentions {
		m := &mentions[i]
		if m.Form != "name" {
			continue
		}
		var words []string
		for t := m.First; t < m.Last; t++ {
			words = append(words, d.Tokens.Word(t))
		}
		add(words, m.Label, m.Score)
		if m.Label == "PER" && len(words) > 1 {
			add(words[len(words)-1:], "PER", m.Score)
			score := m.Score
			if m.Rule == RulePerson {
				score = 1
			}
			b.surnames[words[len(words)-1]] = max(b.surnames[words[len(words)-1]], score)
		}
		if n := len(words) - 1; n > 0 && (m.Label == "ORG" && slices.Contains(legalForms, words[n]) || m.Label == "LOC" && canton(words[n])) {
			words = words[:n]
			add(words, m.Label, m.Score)
		}
		if len(words) > 1 && (m.Label == "ORG" || m.Label == "MISC") && len(b.long) < looked {
			b.long = append(b.long, long{strings.Join(words, " "), m.Label, m.Score})
		}
	}
	for _, l := range b.long {
		if l.label != "ORG" {
			continue // the watch has the company's name, not the company the watch's
		}
		for at := strings.LastIndexByte(l.name, ' '); at > 0; at = strings.LastIndexByte(l.name[:at], ' ') {
			if v := b.votes[l.name[:at]]; v != nil {
				v.score[labelIndex(l.label)] += l.score
				v.number++
			}
		}
	}
	return b
}

// canton reports whether a word has the shape of a Swiss canton's abbreviation:
// Wil SG is called Wil, too.
func canton(word string) bool {
	return len(word) == 2 && 'A' <= word[0] && word[0] <= 'Z' && 'A' <= word[1] && word[1] <= 'Z'
}

// winner is the label with the highest score, and its share of all. Labels are
// tried in a fixed order, so that a tie has one outcome.
func (v *vote) winner() (label string, share float64) {
	if v == nil {
		return "", 0
	}
	var sum, most float64
	for i, score := range v.score {
		sum += score
		if score > most {
			label, most = labels[i], score
		}
	}
	return label, most / sum
}

// base is the mention's name, for a compound the part before its first hyphen.
func (d *Document) base(m *Candidate) string {
	name := d.Text[m.Start:m.End]
	if i := strings.IndexByte(name, '-'); i > 0 && m.Form == "part" { // but -Kommissar, of "Tatort"-Kommissar
		return name[:i]
	}
	return name
}

// overlooked adds the occurrences of names that the document is sure of where
// no mention was found, in German also the compounds that begin with them.
func overlooked(d *Document, mentions []Candidate, votes map[string]*vote) []Candidate {
	names := sure(votes)
	if len(names) == 0 {
		return mentions
	}
	var found []Candidate
	next := 0
	for t := 0; t < len(d.Tokens.Tokens); t++ {
		for next < len(mentions) && mentions[next].Last <= t {
			next++
		}
		limit := len(d.Tokens.Tokens)
		if next < len(mentions) {
			limit = mentions[next].First
		}
		if limit <= t {
			t = mentions[next].Last - 1
			continue
		}
		if c, ok := occurrence(d, t, limit, names); ok && !d.isUnit(c.Span, c.Label, c.Form) {
			found = append(found, c)
			t = c.Last - 1
		}
	}
	return merge(mentions, found)
}

// sure are the names that the document is sure of by their first words, longer
// ones first.
func sure(votes map[string]*vote) map[string][]*vote {
	byFirst := map[string][]*vote{}
	for _, v := range votes {
		label, share := v.winner()
		if v.mean(label) >= sureName && share >= majority && telling(v.words) {
			byFirst[v.words[0]] = append(byFirst[v.words[0]], v)
		}
	}
	for _, list := range byFirst {
		slices.SortFunc(list, func(a, b *vote) int { return len(b.words) - len(a.words) })
	}
	return byFirst
}

// mean is the label's mean score over all mentions of the name.
func (v *vote) mean(label string) float64 {
	if label == "" { // of no score
		return 0
	}
	return v.score[labelIndex(label)] / float64(v.number)
}

// occurrence is the longest of the names, or the compound with one of them,
// that begins with token t and ends before the token limit.
func occurrence(d *Document, t, limit int, names map[string][]*vote) (c Candidate, ok bool) {
	word := d.Tokens.Word(t)
	for _, v := range names[word] {
		if end := t + len(v.words); end <= limit && matches(d.Tokens, t, v.words) {
			return v.candidate(d, t, end, "name"), true
		}
	}
	if d.Lang.Code != "de" { // an English compound is written apart
		return Candidate{}, false
	}
	first, second, _ := strings.Cut(word, "-")
	if second == "" { // a truncated one is a name: Nord- und Südkorea
		return Candidate{}, false
	}
	for _, v := range names[first] {
		if len(v.words) == 1 {
			return v.candidate(d, t, t+1, "part"), true
		}
	}
	return Candidate{}, false
}

// candidate is the name's mention in the tokens [first, last).
func (v *vote) candidate(d *Document, first, last int, form string) Candidate {
	label, _ := v.winner()
	return Candidate{Span: d.Tokens.Span(first, last), First: first, Last: last, Label: label, Form: form, Score: round2(v.mean(label)), Rule: RuleRepeated}
}

// telling reports whether a name is unlikely to be an ordinary word where it
// was not recognised: it begins with a capital and is no initial.
func telling(words []string) bool {
	r, _ := utf8.DecodeRuneInString(words[0])
	return unicode.IsUpper(r) && utf8.RuneCountInString(words[0]) > 1
}

func matches(doc *token.Doc, at int, words []string) bool {
	for i, w := range words {
		if doc.Word(at+i) != w {
			return false
		}
	}
	return true
}

func merge(a, b []Candidate) []Candidate {
	if len(b) == 0 {
		return a
	}
	a = append(a, b...)
	slices.SortFunc(a, func(x, y Candidate) int { return x.Start - y.Start })
	return a
}
