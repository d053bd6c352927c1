package lang

import "strings"

// varietyBytes bounds the text that is read for its variety.
const varietyBytes = 16 << 10

// A variety is decided when its score reaches enough and leads by lead. One
// typographic habit or two regional words reach it; a single regional word,
// which may be quoted or be the article's topic, does not.
const (
	enough = 2.0
	lead   = 1.0
)

// score holds the weight of the evidence, by variety.
type score [3]float64

// family is what tells the varieties of one language apart.
type family struct {
	tags  [3]string // "" at the end if there are two
	words map[string]mark
	// more looks at what is no single word: typography, dates.
	more func(text string, e *evidence)
	// spelled looks at a word, in lower case, that is in no list.
	spelled func(word []byte, e *evidence)
}

// mark is a word's evidence.
type mark struct {
	class  class
	weight score
}

// class groups evidence of one kind, which may not weigh more than a limit
// however often it is repeated.
type class uint8

const (
	spelling   class = iota // how the word is written
	vocabulary              // which word is used
	topic                   // an institution of the country: written about from abroad as well
	federal                 // the same of Germany, about which all German papers write
	typography              // quotation marks, thousands
	dates                   // their order, titles with or without a dot
	hinted
	classes
)

var limits = [classes]float64{spelling: 6, vocabulary: 6, topic: 1.5, federal: 0.9, typography: 4, dates: 3, hinted: 2}

// evidence collects marks by class.
type evidence [classes]score

func (e *evidence) add(c class, s score) {
	for i, w := range s {
		e[c][i] += w
	}
}

// total adds the classes up. A class beyond its limit keeps its proportions.
func (e *evidence) total() (t score) {
	for c, s := range e {
		most := max(s[0], s[1], s[2])
		scale := 1.0
		if most > limits[c] {
			scale = limits[c] / most
		}
		for i := range t {
			t[i] += s[i] * scale
		}
	}
	return t
}

// variety is the tag of the variety in which the article is written, or "".
func variety(title, text, hint string, f *family) string {
	var e evidence
	for _, t := range []string{title, beginning(text, varietyBytes)} {
		f.read(t, &e)
		f.more(t, &e)
	}
	for i, tag := range f.tags {
		if tag != "" && strings.EqualFold(strings.ReplaceAll(hint, "_", "-"), tag) {
			e[hinted][i] = limits[hinted]
		}
	}
	return f.decide(e.total())
}

// decide is the tag of the variety that leads clearly, or "".
func (f *family) decide(t score) string {
	best := 0
	for i := range t {
		if t[i] > t[best] {
			best = i
		}
	}
	for i := range t {
		if i != best && t[best]-t[i] < lead {
			return ""
		}
	}
	if t[best] < enough {
		return ""
	}
	return f.tags[best]
}

// read looks every word of the text up.
func (f *family) read(text string, e *evidence) {
	eachWord(text, func(word []byte, capital bool) {
		if m, ok := f.words[string(word)]; ok {
			if m.class != spelling || !capital { // a name keeps its spelling: Pearl Harbor, Labour
				e.add(m.class, m.weight)
			}
		} else if len(word) > 3 && (!capital || f == german) {
			f.spelled(word, e)
		}
	})
}

// list adds words to m, all with one mark.
func list(m map[string]mark, c class, weight score, words string) {
	for _, w := range strings.Fields(words) {
		m[w] = mark{c, weight}
	}
}

// words is the set of the words in list.
func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
