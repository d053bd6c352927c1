package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/gazetteer"
	"enricher/ner/token"
	"enricher/pipeline/quote"
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
var legalForms = strings.Fields(`AG SE KG KGaA OHG GmbH gGmbH mbH GesmbH Ges.m.b.H. eG e.V. UG VVaG
	Inc Inc. Incorporated Corp Corp. Corporation Co Co. Ltd Ltd. Limited LLC LLP LP L.P. plc PLC Plc Pty Pvt Pvt. Pte Pte. Sdn Bhd
	PJSC OJSC JSC S.A. SA SAS Sàrl SARL S.p.A. SpA S.r.l. Srl S.L. N.V. NV B.V. BV A/S AS ASA AB Oy Oyj`)

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
func spread(d *Document, mentions []Candidate, places *gazetteer.Gazetteer, ordinary func(word string) bool) []Candidate {
	mentions = acronyms(d, mentions)
	b := poll(d, mentions, places, ordinary)
	for i := range mentions {
		b.sway(&mentions[i])
	}
	mentions = b.overlooked(mentions)
	b.addParticles(mentions)
	if d.Lang.Code == "de" {
		mentions = dropTitles(d, mentions)
	}
	return mentions
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
	d         *Document
	places    *gazetteer.Gazetteer
	ordinary  func(word string) bool
	votes     map[string]*vote
	surnames  map[string]float64  // of persons with their full names, and the best score of these
	particles map[string][]string // surname → the words before it: von der Leyen
	long      []long              // organisations and other things of several words
	firms     map[string]float64  // short names of organisations, which nothing else has, and the best score of these
	towns     map[string]bool     // towns and countries that teams are called by
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
	if m.Label != "ORG" && m.Form != "derived" && (b.isFirm(m, base) || b.isTeam(m, base)) {
		m.Label, m.Rule, m.Entries = "ORG", RuleMajority, nil
		return
	}
	if b.isTitled(m) {
		m.Label = "PER"
		m.bound(b.d, m.First+1, m.Last)
		return
	}
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
	return m.Entries == nil && m.Form != "derived" || b.isTown(m) && !b.isLocated(m) || b.isBearer(m)
}

// isTitled reports whether what was taken for an organisation, say, is a title and
// the surname of a person of the document: Bundesrat Cassis.
func (b *ballot) isTitled(m *Candidate) bool {
	return b.d.Lang.Code == "de" && m.Label != "PER" && m.Form == "name" && m.Last-m.First == 2 && m.Entries == nil &&
		b.surnames[b.d.Tokens.Word(m.Last-1)] >= sureName && quote.IsGermanTitle(b.d.Tokens.Word(m.First))
}

// dropTitles takes out what was taken for an organisation and is the title of the
// person behind it: Bundesrat Ignazio Cassis, but the Bundesrat decides.
func dropTitles(d *Document, mentions []Candidate) []Candidate {
	kept := mentions[:0]
	for i, m := range mentions {
		isTitle := m.Label == "ORG" && m.Form == "name" && m.Last-m.First == 1 && i+1 < len(mentions) &&
			mentions[i+1].Label == "PER" && mentions[i+1].First == m.Last && quote.IsGermanTitle(d.Tokens.Word(m.First))
		if !isTitle {
			kept = append(kept, m)
		}
	}
	return kept
}

// isBearer reports whether what may be the people of a place stands as a name
// does, with neither an article before it nor a noun behind it: Walder sagte,
// not die Walder and Walder Bürger.
func (b *ballot) isBearer(m *Candidate) bool {
	if m.Form != "derived" || b.d.Lang.Code != "de" || m.First > 0 && articles[strings.ToLower(b.d.Tokens.Word(m.First-1))] {
		return false
	}
	return m.Last == len(b.d.Tokens.Tokens) || startsSmall(b.d.Tokens.Word(m.Last)) || b.d.Tokens.Tokens[m.Last].Kind != token.Word
}

// articles stand before the people of a place.
var articles = wordSet("der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner viele alle")

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
func poll(d *Document, mentions []Candidate, places *gazetteer.Gazetteer, ordinary func(word string) bool) *ballot {
	b := &ballot{
		d: d, places: places, ordinary: ordinary,
		votes: map[string]*vote{}, surnames: map[string]float64{}, particles: map[string][]string{}, firms: map[string]float64{}, towns: map[string]bool{},
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
		b.add(words, m.Label, m.Score)
		n := len(words) - 1
		if n == 0 {
			continue
		}
		switch {
		case m.Label == "PER":
			b.addSurname(m, words)
		case m.Label == "ORG":
			if short := withoutForm(words); len(short) <= n {
				b.add(short, "ORG", m.Score)
			}
		case m.Label == "LOC" && canton(words[n]):
			b.add(words[:n], "LOC", m.Score)
		}
		if (m.Label == "ORG" || m.Label == "MISC") && len(b.long) < looked {
			b.long = append(b.long, long{strings.Join(withoutForm(words), " "), m.Label, m.Score})
		}
	}
	b.nameFirms(mentions)
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
	b.nameTeams(mentions)
	return b
}

// add counts a mention of a name.
func (b *ballot) add(words []string, label string, score float64) {
	name := strings.Join(words, " ")
	v := b.votes[name]
	if v == nil {
		v = &vote{words: words}
		b.votes[name] = v
	}
	v.score[labelIndex(label)] += score
	v.number++
}

// addSurname makes known what a person's full name ends in.
func (b *ballot) addSurname(m *Candidate, words []string) {
	n := len(words) - 1
	surname := words[n]
	b.add(words[n:], "PER", m.Score)
	score := m.Score
	if m.Rule == RulePerson {
		score = 1
	}
	b.surnames[surname] = max(b.surnames[surname], score)
	first := n
	for first > 1 && startsSmall(words[first-1]) && words[first-1] != "of" {
		first--
	}
	if first < n && score >= swayed {
		b.particles[surname] = words[first:n]
	}
}

// nameFirms finds the first words by which news calls organisations of longer
// names, if they are nothing else in the document and the gazetteer: Dragon Peak of
// Dragon Peak Holdings, Haldenberg of Haldenberg SE; and Oravax of Oravax
// Biosciences Inc., if the word is none of the language either.
func (b *ballot) nameFirms(mentions []Candidate) {
	for i := range mentions {
		m := &mentions[i]
		if m.Label != "ORG" || m.Form != "name" || m.Last-m.First < 2 || m.Last-m.First > longest || m.Score < sureName {
			continue
		}
		var words []string
		for t := m.First; t < m.Last; t++ {
			words = append(words, b.d.Tokens.Word(t))
		}
		whole := len(withoutForm(words))
		for n := min(len(words)-1, whole); n > 0; n-- {
			name := strings.Join(words[:n], " ")
			v := b.votes[name]
			switch {
			case b.firms[name] > 0:
			case n == 1 && b.isCoined(name, m.Score):
			case v == nil || n == 1 && whole > 1 || b.surnames[words[n-1]] > 0 || b.places.Lookup(name, b.d.Lang.Code) != nil:
				continue
			case whole == len(words) && max(v.mean("PER"), v.mean("LOC")) >= swayed:
				continue
			}
			b.firms[name] = max(b.firms[name], m.Score)
			if v == nil {
				b.add(words[:n], "ORG", m.Score)
			} else {
				v.score = [len(labels)]float64{}
				v.score[labelIndex("ORG")] = float64(v.number) * b.firms[name]
			}
		}
	}
}

// minCoined is the length of a coined word in letters.
const minCoined = 4

// isCoined reports whether a word is the own one of an organisation that the tagger
// gives a score: not one that it takes for a place more than once, say.
func (b *ballot) isCoined(word string, score float64) bool {
	if startsSmall(word) || utf8.RuneCountInString(word) < minCoined || strings.ContainsAny(word, "-.'’") || b.surnames[word] > 0 || b.ordinary(word) {
		return false
	}
	if b.d.Lang.Code == "de" && strings.Contains(word, "isch") { // Ruritanische Volkspartei
		return false
	}
	v := b.votes[word]
	return (v == nil || v.score[labelIndex("LOC")] < score) && b.places.Lookup(word, b.d.Lang.Code) == nil
}

// isFirm reports whether a mention is the short name of an organisation.
func (b *ballot) isFirm(m *Candidate, base string) bool {
	return m.Rule != RuleDateline && (b.firms[base] > 0 || b.d.Lang.Code == "de" && b.firms[strings.TrimSuffix(base, "s")] > 0)
}

// clubWords are what begins or ends the names of sports clubs beside the towns
// that these are called by. Clubs that have a word of their own instead (Borussia,
// Forest) are the gazetteer's to know: firms have such words, too.
var clubWords = wordSet(`1. FC AFC FK SK SC SV TSV TSG TSC TuS TV TVB TBV MTV MSV VfB VfL VfR VfV SpVgg SSV FSV BSV BSC BVB BV BC KSC HSV
	SG HSG HC HSC THW EHC EV EC ERC AC AS CF CD UD RC RB SCR SKN WSG SSC
	United City Rovers Wanderers Athletic Albion Rangers`)

// minClubs is how many mentions of clubs make a text one of sports.
const minClubs = 2

// nameTeams finds the towns and countries by which a sports text calls teams:
// those in the names of its clubs, and those before a player's position.
func (b *ballot) nameTeams(mentions []Candidate) {
	clubs := 0
	var towns []string
	for i := range mentions {
		m := &mentions[i]
		switch {
		case m.Label == "LOC" && m.Form == "name" && m.Last < len(b.d.Tokens.Tokens) && positions[b.d.Tokens.Word(m.Last)]:
			b.towns[b.d.Text[m.Start:m.End]] = true
		case m.Label == "ORG" && m.Form == "name" && b.isClub(m):
			clubs++
			towns = append(towns, b.town(m)...)
		}
	}
	if clubs >= minClubs {
		for _, town := range towns {
			b.towns[town] = true
		}
	}
}

// positions are the players behind whose teams they stand in English.
var positions = wordSet("striker strikers midfielder midfielders defender defenders goalkeeper goalkeepers winger wingers full-back left-back right-back centre-back keeper skipper quarterback pitcher batsman bowler fly-half prop hooker")

// isClub reports whether an organisation is a sports club.
func (b *ballot) isClub(m *Candidate) bool {
	if len(m.Entries) > 0 {
		e := b.places.Entry(m.Entries[0])
		return e.Kind == gazetteer.Organisation && e.Feature == "CLUB"
	}
	return m.Last-m.First > 1 && (clubWords[b.d.Tokens.Word(m.First)] || clubWords[b.d.Tokens.Word(m.Last-1)])
}

// town are the places in a club's name: all of it that is no club's word, else
// the words of it, of a double name the first.
func (b *ballot) town(m *Candidate) (names []string) {
	first, last := m.First, m.Last
	for first < last && (clubWords[b.d.Tokens.Word(first)] || b.d.Tokens.Tokens[first].Kind == token.Number) {
		first++
	}
	for last > first && (clubWords[b.d.Tokens.Word(last-1)] || b.d.Tokens.Tokens[last-1].Kind == token.Number) {
		last--
	}
	if first == last {
		return nil
	}
	whole := b.d.Tokens.Span(first, last)
	if name := b.d.Text[whole.Start:whole.End]; len(b.places.LookupPlaces(name, b.d.Lang.Code)) > 0 {
		names = append(names, name)
	}
	for t := first; t < last; t++ {
		name, _, _ := strings.Cut(b.d.Tokens.Word(t), "-")
		if !startsSmall(name) && len(b.places.LookupExact(name, b.d.Lang.Code, gazetteer.TypePlace)) > 0 {
			names = append(names, name)
		}
	}
	return names
}

// isTeam reports whether a place is named as the team that it is home to: not in
// the dateline, and nothing is said to be there.
func (b *ballot) isTeam(m *Candidate, base string) bool {
	if m.Label != "LOC" || m.Form != "name" || m.Rule == RuleDateline || len(b.towns) == 0 {
		return false
	}
	return (b.towns[base] || b.d.Lang.Code == "de" && b.towns[strings.TrimSuffix(base, "s")]) && !b.isLocated(m)
}

// addParticles puts the particles of a surname to it where it stands without
// the given name: von der Leyen.
func (b *ballot) addParticles(mentions []Candidate) {
	for i := range mentions {
		m := &mentions[i]
		if m.Label != "PER" || m.Form != "name" || m.Last-m.First != 1 {
			continue
		}
		run := b.particles[b.d.Tokens.Word(m.First)]
		if run == nil && b.d.Lang.Code == "de" {
			run = b.particles[strings.TrimSuffix(b.d.Tokens.Word(m.First), "s")]
		}
		first := m.First - len(run)
		if run == nil || first < 0 || i > 0 && mentions[i-1].Last > first || !matches(b.d.Tokens, first, run) {
			continue
		}
		entries := m.Entries
		m.bound(b.d, first, m.Last)
		m.Entries = entries
	}
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
func (b *ballot) overlooked(mentions []Candidate) []Candidate {
	d, names := b.d, sure(b.votes)
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
		if c, ok := b.occurrence(t, limit, names); ok && !d.isUnit(c.Span, c.Label, c.Form) {
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
func (b *ballot) occurrence(t, limit int, names map[string][]*vote) (c Candidate, ok bool) {
	d := b.d
	word := d.Tokens.Word(t)
	for _, v := range names[word] {
		if end := t + len(v.words); end <= limit && matches(d.Tokens, t, v.words) && !b.isCommon(t, v) {
			return v.candidate(d, t, end, "name"), true
		}
	}
	if singular, ok := strings.CutSuffix(word, "s"); ok && b.surnames[singular] >= sureName && t > 0 && isPluralArticle(d.Tokens.Word(t-1), d.Lang.Code) {
		return b.votes[singular].candidate(d, t, t+1, "name"), true // the Hartleys
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

// isCommon reports whether a person's name that nothing found stands behind an
// indefinite article, as a noun like it does: ein Bauer.
func (b *ballot) isCommon(t int, v *vote) bool {
	label, _ := v.winner()
	return label == "PER" && len(v.words) == 1 && t > 0 && indefinite[strings.ToLower(b.d.Tokens.Word(t-1))]
}

// indefinite are the indefinite articles of both languages.
var indefinite = wordSet("ein eine einen einem einer eines kein keine keinen keinem keiner keines a an")

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
