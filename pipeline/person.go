package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// persons are a document's persons by the words that they are named with.
type persons struct {
	named  map[string][]int // first and last words of fullest names, folded → persons, ascending
	people []person
}

// A person is what tells one from a namesake.
type person struct {
	entity int
	words  []string // the fullest name without what stands behind it
	suffix string   // Jr, II
	sex    sex
	short  int // the token that last called the person by less than the full name, plus 1
}

// A sex is what the words before a name show of its bearer.
type sex int8

const (
	unknown sex = iota
	female
	male
)

// namesakes is how many persons of one surname are looked at, from the last.
const namesakes = 50

// find finds the person that a name means: the same name, a full name of which
// it is the surname or the given name, or an earlier surname of which it is the
// full name. Two persons of one surname stay apart: the one is meant whom the
// document last called by the short name, else the one last named, unless the
// form of address says otherwise.
func (p *persons) find(said person) (at int, found bool) {
	best, words := -1, said.words
	for _, word := range [...]string{words[0], words[len(words)-1]} {
		list := p.named[foldName(word)]
		for _, k := range slices.Backward(list[max(0, len(list)-namesakes):]) {
			q := &p.people[k]
			if !q.mayBe(&said) || !samePerson(words, q.words) {
				continue
			}
			if best < 0 || q.closer(&p.people[best], words) {
				best = k
			}
		}
	}
	return best, best >= 0
}

// mayBe reports whether neither form of address nor generation tells two apart.
func (q *person) mayBe(o *person) bool {
	return (q.sex == o.sex || q.sex == unknown || o.sex == unknown) && (q.suffix == o.suffix || q.suffix == "" || o.suffix == "")
}

// closer reports whether a name rather means q than o: it is spelled alike, the
// document has called q by it more recently, or named q later.
func (q *person) closer(o *person, words []string) bool {
	if a, b := spelledAlike(q.words, words), spelledAlike(o.words, words); a != b {
		return a
	}
	if q.short != o.short {
		return q.short > o.short
	}
	return q.entity > o.entity
}

func spelledAlike(a, b []string) bool {
	last := a[len(a)-1]
	return strings.EqualFold(last, b[len(b)-1]) || len(b) == 1 && a[0] == b[0]
}

// add makes person at, or with at < 0 a new one, known by what a mention at a
// token says of it.
func (p *persons) add(at int, said person, token int) int {
	if at < 0 {
		at = len(p.people)
		p.people = append(p.people, person{entity: said.entity})
	}
	q := &p.people[at]
	if q.sex == unknown {
		q.sex = said.sex
	}
	if q.suffix == "" {
		q.suffix = said.suffix
	}
	switch n, m := len(said.words), len(q.words); {
	case n < m:
		q.short = token + 1
	case n > m || len(said.words[n-1]) > len(q.words[n-1]):
		q.words = said.words
		p.index(q.words[0], at)
		p.index(q.words[n-1], at)
	}
	return at
}

func (p *persons) index(word string, at int) {
	word = foldName(word)
	if list := p.named[word]; !slices.Contains(list[max(0, len(list)-namesakes):], at) {
		list = append(list, at)
		slices.Sort(list[max(0, len(list)-namesakes):])
		p.named[word] = list
	}
}

// suffixes stand behind a name and tell generations apart.
var suffixes = map[string]string{
	"Jr": "Jr", "Jr.": "Jr", "Junior": "Jr", "jun.": "Jr", "jr.": "Jr",
	"Sr": "Sr", "Sr.": "Sr", "Senior": "Sr", "sen.": "Sr", "sr.": "Sr",
	"II": "II", "II.": "II", "III": "III", "III.": "III", "IV": "IV", "IV.": "IV",
}

// personName takes a name apart. A sovereign's number belongs to the name.
func personName(name string) (words []string, suffix string) {
	words = strings.Fields(name)
	if n := len(words) - 1; n > 1 {
		if s, ok := suffixes[words[n]]; ok {
			return words[:n], s
		}
	}
	return words, ""
}

func samePerson(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	last := sameWord(a[len(a)-1], b[len(b)-1])
	if len(a) == 1 {
		return last || len(b) > 1 && a[0] == b[0]
	}
	return last && (sameWord(a[0], b[0]) || initial(a[0], b[0]) || isTail(a, b))
}

func initial(a, b string) bool {
	return strings.HasSuffix(a, ".") && strings.HasPrefix(b, strings.TrimSuffix(a, ".")) ||
		strings.HasSuffix(b, ".") && strings.HasPrefix(a, strings.TrimSuffix(b, "."))
}

// isTail reports whether b ends in all of a: de Maizière, Thomas de Maizière.
func isTail(a, b []string) bool { return slices.Equal(a, b[len(b)-len(a):]) }

// sameWord reports whether two words are spellings of one. A page of thousands of
// names compares them millions of times, so plain ones are folded on the stack.
func sameWord(a, b string) bool {
	var x, y [32]byte
	if n, ok := foldPlain(&x, a); ok {
		if m, ok := foldPlain(&y, b); ok {
			return string(x[:n]) == string(y[:m])
		}
	}
	return strings.EqualFold(a, b) || foldName(a) == foldName(b)
}

// foldPlain folds a word as foldName does, if it is short and ASCII.
func foldPlain(to *[32]byte, word string) (n int, ok bool) {
	if len(word) > len(to) {
		return 0, false
	}
	for i := range len(word) {
		c := word[i]
		switch {
		case c >= utf8.RuneSelf:
			return 0, false
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		switch c {
		case 'j', 'y':
			c = 'i'
		case 'w':
			c = 'v'
		}
		if n == 0 || c != to[n-1] {
			to[n] = c
			n++
		}
	}
	return n, true
}

// foldName writes alike what transliterations from other scripts and keyboards
// without accents spell in different ways: Sergej and Sergei, Selenskyj and
// Selenski, Lawrow and Lavrov, Erdoğan and Erdogan.
func foldName(word string) string {
	var b strings.Builder
	var last rune
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		switch r {
		case 'j', 'y', 'ı':
			r = 'i'
		case 'w':
			r = 'v'
		case 'ł':
			r = 'l'
		case 'ø':
			r = 'o'
		case 'đ':
			r = 'd'
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// An address is what a form of address tells of the name behind it. It is sure
// if only a person's name follows; Miss England is a title, Dame a chess piece.
type address struct {
	sex  sex
	sure bool
}

// addresses are by their words, lower-cased and without a full stop.
var addresses = map[string]address{
	"frau": {female, true}, "mrs": {female, true}, "ms": {female, true},
	"fräulein": {female, false}, "madame": {female, false}, "madam": {female, false}, "miss": {female, false}, "lady": {female, false}, "dame": {female, false}, "schwester": {female, false}, "sister": {female, false},
	"herr": {male, true}, "herrn": {male, true}, "mr": {male, true}, "sir": {male, true},
	"monsieur": {male, false}, "lord": {male, false}, "bruder": {male, false}, "brother": {male, false},
}

// addressed is the form of address before token t.
func (d *Document) addressed(t int) address {
	if t == 0 || startsSmall(d.Tokens.Word(t-1)) {
		return address{}
	}
	return addresses[strings.ToLower(strings.TrimSuffix(d.Tokens.Word(t-1), "."))]
}

// sex is what the word before a person's name shows: a form of address, or in
// German a function in -in or -frau.
func (j *joiner) sex(m *Candidate) sex {
	if a := j.d.addressed(m.First); a.sex != unknown {
		return a.sex
	}
	if m.First == 0 || j.d.Lang.Code != "de" {
		return unknown
	}
	word := j.d.Tokens.Word(m.First - 1)
	if !startsSmall(word) && len(word) > 5 && (strings.HasSuffix(word, "in") || strings.HasSuffix(word, "frau")) {
		return female
	}
	return unknown
}

// familyWords stand before a surname that means a family in German, behind it in
// English.
var familyWords = map[string]map[string]bool{
	"de": wordSet("Familie Ehepaar Eheleute Geschwister Gebrüder Clan Dynastie"),
	"en": wordSet("family clan brothers sisters siblings dynasty household"),
}

// family is the surname of the family that a person's name stands for: one
// beside a word for a family (Familie Müller, the Hartley family), or in the
// plural behind an article (die Müllers, the Obamas), if it is not that of a person
// of the document who bears it so (Peters). It is empty for other names.
func (j *joiner) family(m *Candidate) string {
	if m.Form != "name" || m.Last-m.First != 1 || m.First == 0 {
		return ""
	}
	name, lang := j.d.Text[m.Start:m.End], j.d.Lang.Code
	before := j.d.Tokens.Word(m.First - 1)
	if lang == "de" && familyWords["de"][before] || lang == "en" && m.Last < len(j.d.Tokens.Tokens) && familyWords["en"][j.d.Tokens.Word(m.Last)] {
		return name
	}
	if singular, ok := strings.CutSuffix(name, "s"); ok && isPluralArticle(before, lang) && !j.surnames[name] {
		return singular
	}
	return ""
}

// isPluralArticle reports whether a word is an article that the plural has.
func isPluralArticle(word, lang string) bool {
	word = strings.ToLower(word)
	return lang == "de" && (word == "die" || word == "den") || lang == "en" && word == "the"
}
