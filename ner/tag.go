package ner

import "strings"

// A label is a mention's type and form: PER, LOC, ORG, MISC × name, derived,
// part. It is also the class 1+label of the field's transitions.
type label uint8

const (
	labels  = 12
	outside = 255 // no label
)

var (
	labelNames = [...]string{"PER", "LOC", "ORG", "MISC"}
	formNames  = [...]string{"name", "derived", "part"}
)

func (l label) split() (name, form string) { return labelNames[l/3], formNames[l%3] }

// Inside a label a tag says where in the mention its token stands (BILOU):
// begin, inside, last or, alone, unit.
const (
	begin = iota
	inside
	last
	unit
)

// Tag 0 is outside every mention, 1+4×label+place the rest.
const (
	tags   = 1 + 4*labels
	tagRow = 64 // tags, padded to the lanes of package vec
)

func tagOf(l label, place int) int { return 1 + 4*int(l) + place }

// A tagSet holds the tags that annotation leaves possible for a token.
type tagSet uint64

func (s tagSet) has(tag int) bool { return s>>tag&1 != 0 }

func one(tag int) tagSet { return 1 << tag }

// all is the set of every tag of the label.
func (l label) all() tagSet { return 15 << tagOf(l, begin) }

// parseLabel reads the corpora's labels: PER, LOCderiv, ORGpart.
func parseLabel(s string) (label, bool) {
	form := 0
	if t, ok := strings.CutSuffix(s, "deriv"); ok {
		s, form = t, 1
	} else if t, ok := strings.CutSuffix(s, "part"); ok {
		s, form = t, 2
	}
	for i, name := range labelNames {
		if s == name {
			return label(3*i + form), true
		}
	}
	return outside, false
}

// A chunk is a labelled run of tokens [first, last) of a sentence.
type chunk struct {
	first, last int
	label       label
}

// chunks reads a valid sequence of tags.
func chunks(dst []chunk, path []uint8) []chunk {
	for i := 0; i < len(path); i++ {
		if path[i] == 0 {
			continue
		}
		first := i
		l := label((path[i] - 1) / 4)
		for (path[i]-1)%4 < last && i+1 < len(path) {
			i++
		}
		dst = append(dst, chunk{first, i + 1, l})
	}
	return dst
}
