package quote

import (
	"cmp"
	"slices"
	"strings"

	"enricher/ner/token"
)

// Roles finds the roles of the persons among the mentions. Three places hold
// them: before the name ("der frühere Trainer des FC Basel, Anna Muster"),
// behind it between commas or brackets, and behind a copula.
func (r *Reader) Roles() []Role {
	var found []Role
	of := make([][]token.Span, len(r.mentions)) // mention → the spans of its roles
	add := func(p phrase, m int) bool {
		span := r.doc.Span(p.first, p.last)
		if slices.ContainsFunc(of[m], span.Overlaps) {
			return false
		}
		of[m] = append(of[m], span)
		role := Role{Span: span, Person: m, Of: r.of(p)}
		if role.Of < 0 && p.last <= r.spans[m].first {
			role.Of, _ = r.affiliation(r.spans[m].last)
		}
		found = append(found, role)
		return true
	}
	for m, x := range r.mentions {
		if x.Label != "PER" || x.Form != "name" || r.spans[m].first == r.spans[m].last {
			continue
		}
		edge := r.spans[m].first
		for range 2 { // "the President, Sheikh Muster"
			p, ok := r.before(m, edge)
			if !ok || !add(p, m) {
				break
			}
			for _, other := range r.listed(m, p) {
				add(p, other)
			}
			edge = p.first
		}
		for _, place := range [...]func(int) (phrase, bool){r.behind, r.predicate, r.inverted} {
			if p, ok := place(m); ok {
				add(p, m)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Role) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Person, b.Person))
	})
	return found
}

// IsGermanTitle reports whether a German word is one that may stand before a
// person's name: Bundesrat, Sprecherin.
func IsGermanTitle(word string) bool { return germanHead(word) == known }

// phrase is a role as tokens [first, last) around its head noun.
type phrase struct{ first, head, last int }

// Limits, in tokens.
const (
	maxComplement = 18
	maxModifiers  = 8
	maxBracket    = 8
)

// heads tells how surely token i is the head of a role. A title may stand
// within a part mention ("US-Aussenminister") and be mistaken for an
// organisation ("Bundesrat Muster"), never within another name.
func (r *Reader) heads(i int) certainty {
	if i < 0 || i >= len(r.words) || r.doc.Tokens[i].Kind != token.Word {
		return unlikely
	}
	if r.judged[i] == 0 {
		r.judged[i] = 1 + int8(r.judge(i))
	}
	return certainty(r.judged[i] - 1)
}

func (r *Reader) judge(i int) certainty {
	german := r.doc.Lang == "de"
	if german && !r.capital(i) {
		return unlikely
	}
	c := r.head(r.doc.Word(i))
	if m := r.at[i]; m >= 0 {
		switch x := r.mentions[m]; {
		case x.Form == "part":
		case x.Form == "name" && x.Label == "ORG" && c == known && german && r.spans[m].last-r.spans[m].first == 1 && !strings.Contains(r.words[i], "-"):
		default:
			return unlikely
		}
	}
	return c
}

// before reads a role of mention m in front of token edge: the name's first, or
// that of a role nearer to it.
func (r *Reader) before(m, edge int) (phrase, bool) {
	name := r.spans[m]
	from, to := r.sentence(name.first)
	i := r.skipAddress(edge-1, from)
	comma := r.word(i, from, to) == ","
	if comma {
		i = r.skipAddress(i-1, from)
	}
	i = r.skipBracketLeft(i, from)
	if r.named[r.word(i, from, to)] {
		i--
	}
	if i < from || r.person(i) {
		return phrase{}, false
	}
	p := phrase{head: i, last: i + 1}
	switch c := r.heads(i); {
	case c == known, c == guessed && !comma:
	default:
		if p.head = r.chain(i, from, comma); p.head < 0 {
			return p, false
		}
	}
	p.first = r.leftEdge(p.head, from)
	if comma && (r.apposed(p.first, from) || !r.closed(name.last, to) && !r.as[r.word(p.first-1, from, to)]) {
		return p, false
	}
	if !comma && p.head == i && r.owner(m, p.first, from) {
		return p, false
	}
	if r.doc.Lang == "en" && r.plural(r.words[p.head]) && len(r.listed(m, p)) == 0 {
		return p, false
	}
	return p, true
}

// skipAddress passes forms of address and degrees to the left, so that "dem
// Präsidenten, Herrn Dr. Muster" and "Bundesrat Muster" are alike. "Frau" and
// "Mann" behind a possessive are kinship.
func (r *Reader) skipAddress(i, from int) int {
	for i >= from {
		w := strings.TrimSuffix(r.words[i], ".")
		if !r.address[w] && !(w == "" && r.words[i] == "." && i > from && r.address[r.words[i-1]]) {
			break
		}
		if w == "frau" && i > from && (r.possessives[r.words[i-1]] || r.at[i-1] >= 0) || r.possessives[w] && !(i+1 < len(r.words) && r.address[r.words[i+1]]) {
			break
		}
		i--
	}
	return i
}

// skipBracketLeft passes "(WADA)" that ends at i.
func (r *Reader) skipBracketLeft(i, from int) int {
	if i < from || r.words[i] != ")" {
		return i
	}
	for j := i - 1; j >= from && i-j < maxBracket; j-- {
		if r.words[j] == "(" {
			return j - 1
		}
	}
	return i
}

// chain finds the head of a role whose complement ends at token i: "Leiter der
// Dienststelle des Landesamtes", "head of the state-owned company". The
// leftmost head counts: complements nest. -1 when there is none.
func (r *Reader) chain(i, from int, comma bool) int {
	if !r.capital(i) && !(comma && r.doc.Lang == "en" && r.doc.Tokens[i].Kind == token.Word && !r.inside[r.words[i]]) {
		return -1
	}
	best := -1
	for j := i; j >= from && i-j <= maxComplement; j-- {
		w := r.words[j]
		if r.person(j) && !comma {
			break
		}
		if j < i {
			if c := r.heads(j); c == known && r.openers[r.words[j+1]] || c == guessed && germanGenitive[r.words[j+1]] {
				best = j
			}
		}
		if !r.complementWord(j, i+1) {
			break
		}
		if r.doc.Lang == "en" && r.determiners[w] && best >= 0 && j < best {
			break
		}
	}
	return best
}

// complementWord reports whether token j may belong to a role's complement that
// ends before token end.
func (r *Reader) complementWord(j, end int) bool {
	w := r.words[j]
	switch t := r.doc.Tokens[j]; {
	case r.at[j] >= 0:
		return true
	case t.Kind == token.Punct:
		return w == "(" || w == ")" || w == "&" || w == "'" || w == "/"
	case t.Kind != token.Word:
		return false
	case r.stops[w] || r.copulas[w] || r.relatives[w] && r.doc.Lang == "en":
		return false
	case r.capital(j) || r.inside[w]:
		return true
	case r.doc.Lang == "en":
		return !strings.HasSuffix(w, "ed") || strings.Contains(w, "-")
	}
	if j > 0 && r.capital(j-1) && r.at[j-1] < 0 && r.heads(j-1) != known && !strings.HasSuffix(w, "er") {
		return false // a new noun phrase: "Anführer der Gruppe junge Männer"
	}
	return r.adjective(w) && j+1 < end && (r.capital(j+1) || r.adjective(r.words[j+1]) || r.at[j+1] >= 0)
}

// leftEdge is where a role in front of a name begins: its head's adjectives and
// other modifiers belong to it, articles and possessives do not.
func (r *Reader) leftEdge(head, from int) int {
	if r.doc.Lang == "de" {
		return r.leftEdgeGerman(head, from)
	}
	return r.leftEdgeEnglish(head, from)
}

func (r *Reader) leftEdgeGerman(head, from int) int {
	j := head
	for j > from && head-j < maxModifiers {
		p := j - 1
		w := r.words[p]
		switch m := r.at[p]; {
		case m >= 0 && r.mentions[m].Form == "derived":
			j = max(r.spans[m].first, from)
			continue
		case m >= 0 && j == head && r.mentions[m].Label != "PER" && !strings.HasSuffix(w, "s") && r.doc.Tokens[j].Start-r.doc.Tokens[p].End <= 1:
			j = max(r.spans[m].first, from) // "FC Bayern Trainer"
			continue
		case m >= 0:
		case r.doc.Tokens[p].Kind == token.Word && (!r.capital(p) || p == from) && r.adjective(w) && !r.determiners[w] && !r.possessives[w] && !r.copulas[w]:
			j = p
			continue
		case r.and[w] && p > from && r.heads(p-1) == known && r.word(p-2, from, head) != ",":
			j = p - 1
			continue
		}
		break
	}
	// Without an article a word in -te or -en is a verb: "überreichte Bischof
	// Muster", not "der bekannte Bischof Muster".
	for j < head && j > from && r.at[j] < 0 && !r.capital(j) && !r.introduced(j) &&
		(strings.HasSuffix(r.words[j], "te") || strings.HasSuffix(r.words[j], "en")) {
		j++
	}
	return j
}

// introduced reports whether an article, a possessive, a preposition or an
// owner's genitive stands before token i.
func (r *Reader) introduced(i int) bool {
	w := r.words[i-1]
	if w == "das" {
		return false // no role is neuter: "Das bestätigte Ministerin Muster"
	}
	return r.determiners[w] || r.possessives[w] || r.openers[w] || r.inside[w] || r.as[w] || r.at[i-1] >= 0 && strings.HasSuffix(w, "s")
}

func (r *Reader) leftEdgeEnglish(head, from int) int {
	j := head
	for j > from && head-j < maxModifiers {
		p := j - 1
		w := r.words[p]
		m := r.at[p]
		switch {
		case r.person(p):
			return j
		case m >= 0:
			j = max(r.spans[m].first, from)
			continue
		case w == "under" && r.words[j] == "secretary":
			j = p
			continue
		case r.doc.Tokens[p].Kind != token.Word || r.determiners[w] || r.possessives[w] || r.stops[w] || r.copulas[w] || r.address[strings.TrimSuffix(w, ".")]:
			return j
		case r.and[w]:
			if p > from && (r.heads(p-1) == known || r.capital(p-1) && r.capital(j) && r.at[p-1] < 0) {
				j = p - 1
				continue
			}
			return j
		case r.inside[w] || r.openers[w] || r.adverbs[w] && !englishModifiers[w]:
			return j
		case r.adjective(w) || r.heads(p) == known || r.capital(p) && (p > from || r.capital(j) && !r.begins(w)) || r.determined(p, from):
			j = p
			continue
		}
		return j
	}
	return j
}

// begins reports whether an English word is rather a sentence's first than part
// of the title behind it: Yesterday President, Welcoming President; but Transport
// Minister.
func (r *Reader) begins(w string) bool {
	return r.adverbs[w] || r.initial[w] || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "ing")
}

// determined reports whether the noun phrase of the plain word at p has a
// determiner a few words to the left: "the great Habshi captain".
func (r *Reader) determined(p, from int) bool {
	for j := p - 1; j >= from && p-j <= 3; j-- {
		w := r.words[j]
		if r.determiners[w] || r.possessives[w] {
			return true
		}
		if r.doc.Tokens[j].Kind != token.Word || r.inside[w] || r.openers[w] || r.stops[w] || r.and[w] || r.copulas[w] {
			return false
		}
	}
	return false
}

// apposed reports whether the phrase that begins at token first is the
// apposition of a person before it, so that it says nothing of the next one:
// "Anna Muster, Präsidentin der Bank, Beat Meier".
func (r *Reader) apposed(first, from int) bool {
	i := first - 1
	if i >= from && r.determiners[r.words[i]] {
		i--
	}
	if i < from || r.words[i] != "," {
		return false
	}
	i = r.skipBracketLeft(i-1, from)
	return i >= from && r.person(i)
}

// affiliation is the organisation or place that stands with a preposition at
// token i, behind a name, and where it ends: "Analyst Beat Muster von der Bank",
// "Senator John Doe of Utah". It is -1 and i if there is none.
func (r *Reader) affiliation(i int) (of, end int) {
	_, to := r.sentence(i - 1)
	if !r.affiliates[r.word(i, 0, to)] {
		return -1, i
	}
	j := i + 1
	if r.determiners[r.word(j, 0, to)] {
		j++
	}
	if j >= to || r.at[j] < 0 {
		return -1, i
	}
	m := r.at[j]
	if x := r.mentions[m]; x.Form != "name" || x.Label != "ORG" && x.Label != "LOC" || r.spans[m].first != j {
		return -1, i
	}
	return m, r.spans[m].last
}

// closed reports whether a name that ends at token i ends its apposition too.
func (r *Reader) closed(i, to int) bool {
	if _, i = r.affiliation(i); i >= to {
		return true
	}
	if j := r.skipBracketRight(i, to); j >= to || j > i {
		return true
	}
	return r.doc.Tokens[i].Kind == token.Punct || r.and[r.words[i]]
}

// skipBracketRight passes "(SPÖ)" that begins at i.
func (r *Reader) skipBracketRight(i, to int) int {
	if i >= to || r.words[i] != "(" {
		return i
	}
	for j := i + 1; j < to && j-i < maxBracket; j++ {
		if r.words[j] == ")" {
			return j + 1
		}
	}
	return i
}

// owner reports whether the name is the genitive complement of the title before
// it ("der Sprecher Merkels") rather than its bearer: the name has an "s" that
// another mention lacks, or a lone name has one and the title an article.
func (r *Reader) owner(m, first, from int) bool {
	name := r.spans[m]
	text := r.doc.Word(name.last - 1)
	stem, ok := strings.CutSuffix(text, "s")
	switch {
	case !ok || r.doc.Lang != "de" || strings.HasSuffix(stem, "s"):
		return false
	case r.surnames[stem] != 0:
		return true
	case r.surnames[text]&borne != 0:
		return false
	}
	if first == from || name.last-name.first > 1 {
		return false
	}
	w := r.words[first-1]
	return r.determiners[w] || r.possessives[w] || r.openers[w] || r.as[w]
}

// listed are the further persons of a list that a plural role introduces: "die
// Brüder Daniel und Samuel", "children Keith and Melanie".
func (r *Reader) listed(m int, p phrase) (others []int) {
	if !r.plural(r.words[p.head]) {
		return nil
	}
	if r.doc.Lang == "de" && strings.HasSuffix(r.words[p.head], "er") && !germanPluralArticle[r.word(p.first-1, 0, len(r.words))] {
		return nil // "Minister" may be one
	}
	for next := m + 1; next < len(r.mentions); next++ {
		gap := tokens{r.spans[next-1].last, r.spans[next].first}
		gap.first = r.skipBracketRight(gap.first, gap.last)
		if gap.last-gap.first != 1 || !r.person(r.spans[next].first) || !r.and[r.words[gap.first]] && r.words[gap.first] != "," {
			break
		}
		others = append(others, next)
	}
	return others
}

// behind reads a role behind mention m: in brackets, or in apposition behind a
// comma or dash.
func (r *Reader) behind(m int) (phrase, bool) {
	name := r.spans[m]
	_, to := r.sentence(name.first)
	i := name.last
	if r.word(i, 0, to) == "(" {
		if p, ok := r.nounPhrase(i+1, to, known); ok && r.word(p.last, 0, to) == ")" {
			return p, true
		}
	}
	i = r.skipAge(r.skipBracketRight(i, to), to)
	if w := r.word(i, 0, to); w != "," && w != "–" && w != "—" && w != "-" {
		return phrase{}, false
	}
	p, ok := r.nounPhrase(i+1, to, guessed)
	if !ok || r.plural(r.words[p.head]) && r.doc.Lang == "en" {
		return p, false
	}
	if r.heads(p.head) == guessed && !r.closed(p.last, to) {
		return p, false
	}
	if spouses[r.words[p.head]] && p.last == p.head+1 && !r.possessives[r.words[p.first-1]] {
		return p, false // "ein Mann, der"
	}
	return p, true
}

// skipAge passes ", 38" behind a name.
func (r *Reader) skipAge(i, to int) int {
	if i+1 < to && r.words[i] == "," && r.doc.Tokens[i+1].Kind == token.Number && r.doc.Tokens[i+1].Len() <= 3 {
		return i + 2
	}
	return i
}

// nounPhrase reads a role that begins at token i, behind an article or
// possessive. A noun followed by a name is that name's title: no phrase.
func (r *Reader) nounPhrase(i, to int, least certainty) (phrase, bool) {
	for n := 0; n < 3 && i < to && (r.determiners[r.words[i]] || r.possessives[r.words[i]]); n++ {
		i++
	}
	head := -1
	if i < to && r.and[r.words[i]] {
		return phrase{}, false // a list goes on
	}
	for j := i; j < to && j-i < maxModifiers; j++ {
		w := r.words[j]
		if r.doc.Tokens[j].Kind == token.Punct || r.person(j) {
			break
		}
		if c := r.heads(j); c >= least {
			head = j
			if r.doc.Lang == "de" {
				break
			}
			continue
		}
		if r.doc.Lang == "de" {
			if m := r.at[j]; m < 0 && (r.capital(j) || !r.adjective(w)) {
				break
			}
			continue
		}
		if r.at[j] < 0 && (w != "under" || j+1 >= to || r.words[j+1] != "secretary") && (r.inside[w] && !r.and[w] && w != "'s" && w != "’s" || r.openers[w] || r.stops[w] || r.copulas[w] || r.relatives[w]) {
			break
		}
	}
	if head < 0 {
		return phrase{}, false
	}
	p := phrase{first: i, head: head}
	p.last = r.complementEnd(head, to)
	if next := r.skipAddressRight(p.last, to); next < to && r.person(next) {
		return p, false
	}
	return p, true
}

// skipAddressRight passes forms of address to the right.
func (r *Reader) skipAddressRight(i, to int) int {
	for i < to && r.address[strings.TrimSuffix(r.words[i], ".")] {
		i++
	}
	return i
}

// complementEnd is where the complement of the head ends: at the clause's next
// comma or verb.
func (r *Reader) complementEnd(head, to int) int {
	end := head + 1
	if end < to && r.postposed[r.words[end]] {
		end++
	}
	if end >= to {
		return end
	}
	opened := r.openers[r.words[end]] || r.and[r.words[end]] && r.coordinated(end, to) || r.at[end] >= 0 && !r.person(end)
	for j := end; opened && j < to && j-head <= maxComplement; j++ {
		w := r.words[j]
		if r.at[j] < 0 {
			if !r.complementWord(j, to) || w == "(" || w == ")" {
				break
			}
			if r.openers[w] && (j+1 >= to || r.doc.Tokens[j+1].Kind == token.Number || r.temporal[r.words[j+1]] || !r.genitive[w] && j > head+1) {
				break
			}
			if r.and[w] && !r.coordinated(j, to) {
				break
			}
		}
		if r.capital(j) || r.at[j] >= 0 || r.doc.Lang == "en" && !r.inside[w] && !r.openers[w] && !r.and[w] {
			end = j + 1
		}
	}
	return end
}

// coordinated reports whether the "and" at token i joins another title or
// another noun of the complement, not another clause.
func (r *Reader) coordinated(i, to int) bool {
	j := i + 1
	if j < to && r.possessives[r.words[j]] {
		return false
	}
	for j < to && j-i < 4 && (r.determiners[r.words[j]] || !r.capital(j) && r.at[j] < 0 && r.adjective(r.words[j])) {
		j++
	}
	if j >= to || r.person(j) || r.heads(j) == known && j+1 < to && r.person(j+1) {
		return false
	}
	return r.at[j] >= 0 || r.heads(j) == known || r.capital(j)
}

// predicate reads a role behind a copula or a verb of appointment of which the
// mention is the subject: "Muster ist seit 2004 Trainerin des FC", "Doe, who
// was elected president of".
func (r *Reader) predicate(m int) (phrase, bool) {
	name := r.spans[m]
	_, to := r.sentence(name.first)
	i := r.skipAge(r.skipBracketRight(name.last, to), to)
	related := false
	if r.word(i, 0, to) == "," {
		if i++; r.relatives[r.word(i, 0, to)] {
			i++
			related = true
		} else if i < 2 || r.doc.Tokens[i-2].Kind != token.Number {
			return phrase{}, false
		}
	}
	verbs := 0
	for i < to && verbs < 5 {
		w := r.words[i]
		if r.copulas[w] || r.naming[w] {
			verbs++
		} else if verbs == 0 && !related || !r.adverbs[w] && !(r.doc.Tokens[i].Kind == token.Number && r.adverbs[r.words[i-1]]) {
			break
		}
		i++
	}
	if verbs == 0 {
		return r.asRole(name.last, to)
	}
	if r.as[r.word(i, 0, to)] || r.word(i, 0, to) == "to" && r.naming[r.words[i-1]] {
		i++
	}
	if p, ok := r.nounPhrase(i, to, known); ok && !(r.doc.Lang == "en" && r.plural(r.words[p.head])) {
		return p, true
	}
	return r.asRole(name.last, to)
}

// asRole reads "als neuer Trainer" in the clause behind a name.
func (r *Reader) asRole(i, to int) (phrase, bool) {
	for ; i+1 < to; i++ {
		w := r.words[i]
		if r.doc.Tokens[i].Kind == token.Punct || r.person(i) || r.relatives[w] && r.doc.Lang == "en" {
			break
		}
		if w == "als" && !strings.HasSuffix(r.words[i-1], "er") && r.words[i-1] != "mehr" || w == "as" {
			p, ok := r.nounPhrase(i+1, to, known)
			return p, ok && !childhood[r.words[p.head]] && !(r.doc.Lang == "en" && r.plural(r.words[p.head]))
		}
	}
	return phrase{}, false
}

// inverted reads a role before the copula: "Neuer Trainer wird Anna Muster".
func (r *Reader) inverted(m int) (phrase, bool) {
	name := r.spans[m]
	from, _ := r.sentence(name.first)
	i := r.skipAddress(name.first-1, from)
	for n := 0; i > from && n < 3 && r.adverbs[r.words[i]]; n++ {
		i--
	}
	if i <= from || !r.copulas[r.words[i]] {
		return phrase{}, false
	}
	p := phrase{head: i - 1, last: i}
	if r.heads(p.head) != known {
		if p.head = r.chain(i-1, from, false); p.head < 0 {
			return p, false
		}
	}
	p.first = r.leftEdge(p.head, from)
	j := p.first - 1
	for j >= from && (r.determiners[r.words[j]] || r.possessives[r.words[j]]) {
		j--
	}
	return p, j < from || r.doc.Tokens[j].Kind == token.Punct
}

// of is the organisation or place that a role belongs to: named in its
// complement, in its head ("US-Aussenminister"), in its modifiers, or as its
// owner in front ("Ungarns Premier", "Twitter's counsel").
func (r *Reader) of(p phrase) int {
	best, rank := -1, 0
	for i := p.first; i < p.last; i++ {
		m := r.at[i]
		if m < 0 || m == best || r.mentions[m].Label != "ORG" && r.mentions[m].Label != "LOC" {
			continue
		}
		n := 1
		if i == p.head {
			n = 2
			if r.mentions[m].Form == "name" {
				continue // the title itself
			}
		} else if i > p.head {
			n = 3
		}
		if r.mentions[m].Label == "ORG" {
			n += 3
		}
		if n > rank {
			best, rank = m, n
		}
	}
	if best >= 0 {
		return best
	}
	i := p.first - 1
	if i >= 0 && r.possessives[r.words[i]] && r.doc.Tokens[i].Len() <= len("’s") {
		i--
	}
	if i >= 0 && r.at[i] >= 0 && (r.mentions[r.at[i]].Label == "ORG" || r.mentions[r.at[i]].Label == "LOC") {
		return r.at[i]
	}
	return -1
}
