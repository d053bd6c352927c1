package ner

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Count holds how many mentions were right, how many were found and how
// many there are.
type Count struct{ Right, Found, Gold int }

// F1 is the harmonic mean of precision and recall, in percent.
func (c Count) F1() float64 { return 200 * ratio(c.Right, c.Found+c.Gold) }

// Precision is the share of right mentions among those found, in percent.
func (c Count) Precision() float64 { return 100 * ratio(c.Right, c.Found) }

// Recall is the share of mentions that were found, in percent.
func (c Count) Recall() float64 { return 100 * ratio(c.Right, c.Gold) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (c *Count) add(d Count) {
	c.Right += d.Right
	c.Found += d.Found
	c.Gold += d.Gold
}

// A Scores table counts exact mentions, span, label and form all three, by
// label and form. The zero value is empty.
type Scores struct {
	Names, All Count // form name alone; every form
	count      [labels]Count
	byLabel    [len(labelNames) + 2][len(labelNames) + 2]int
	byForm     [len(formNames) + 2][len(formNames) + 2]int
}

// Of is the count of one label and form; without a form, of all the label's.
func (s *Scores) Of(name, form string) Count {
	var c Count
	for l := range label(labels) {
		if n, f := l.split(); n == name && (f == form || form == "") {
			c.add(s.count[l])
		}
	}
	return c
}

// A Difference is an error of a tagger: a mention that is gold or found, but
// not both.
type Difference struct {
	What  What
	Gold  *Mention // nil where it is spurious
	Found *Mention // nil where it is missed
}

// What says how gold and found differ.
type What string

// The kinds of differences. A found mention that overlaps one of another span
// belongs to that one's difference, and is spurious only if it overlaps none.
const (
	WrongForm  What = "wrong form"  // span and label are right
	WrongLabel What = "wrong label" // the span is right
	WrongSpan  What = "wrong span"
	Missed     What = "missed"
	Spurious   What = "spurious"
)

// Add counts the mentions of one text, outer ones or those inside them, and
// returns what differs, ascending. A mention that is given twice counts once.
func (s *Scores) Add(gold, found []Mention) []Difference {
	gold, found = distinct(gold), distinct(found)
	var differences []Difference
	for i := range gold {
		g := &gold[i]
		l := labelOf(g)
		c := Count{Gold: 1}
		f, what := counterpart(g, found)
		name, form := int(l/3), int(l%3)
		switch what {
		case WrongSpan:
			s.byLabel[name][len(labelNames)]++
			s.byForm[form][len(formNames)]++
		case Missed:
			s.byLabel[name][len(labelNames)+1]++
			s.byForm[form][len(formNames)+1]++
		default:
			k := labelOf(f)
			s.byLabel[name][k/3]++
			s.byForm[form][k%3]++
		}
		if what == "" {
			c.Right = 1
		} else {
			differences = append(differences, Difference{what, g, f})
		}
		s.add(l, c)
	}
	for i := range found {
		f := &found[i]
		l := labelOf(f)
		s.add(l, Count{Found: 1})
		switch _, what := counterpart(f, gold); what {
		case WrongSpan:
			s.byLabel[len(labelNames)][l/3]++
			s.byForm[len(formNames)][l%3]++
		case Missed:
			s.byLabel[len(labelNames)+1][l/3]++
			s.byForm[len(formNames)+1][l%3]++
			differences = append(differences, Difference{Spurious, nil, f})
		}
	}
	slices.SortStableFunc(differences, func(a, b Difference) int {
		return byPlace(*cmp.Or(a.Gold, a.Found), *cmp.Or(b.Gold, b.Found))
	})
	return differences
}

func (s *Scores) add(l label, c Count) {
	s.count[l].add(c)
	s.All.add(c)
	if l%3 == 0 {
		s.Names.add(c)
	}
}

// distinct are the mentions in order, each once.
func distinct(mentions []Mention) []Mention {
	mentions = slices.Clone(mentions)
	slices.SortStableFunc(mentions, func(a, b Mention) int {
		return cmp.Or(byPlace(a, b), cmp.Compare(labelOf(&a), labelOf(&b)))
	})
	return slices.CompactFunc(mentions, func(a, b Mention) bool {
		return a.Span == b.Span && a.Label == b.Label && a.Form == b.Form
	})
}

// counterpart is the one of the mentions, which are in order, that is nearest
// to m, and how they differ: "" if not at all, Missed if there is none.
func counterpart(m *Mention, mentions []Mention) (*Mention, What) {
	var nearest *Mention
	what := Missed
	for i := range mentions {
		x := &mentions[i]
		switch {
		case x.Start >= m.End:
			return nearest, what
		case x.Span == m.Span && x.Label == m.Label && x.Form == m.Form:
			return x, ""
		case x.Span == m.Span && x.Label == m.Label:
			nearest, what = x, WrongForm
		case x.Span == m.Span && what != WrongForm:
			nearest, what = x, WrongLabel
		case x.Overlaps(m.Span) && what == Missed:
			nearest, what = x, WrongSpan
		}
	}
	return nearest, what
}

// labelOf is the label of a mention's names.
func labelOf(m *Mention) label {
	return label(3*max(0, slices.Index(labelNames[:], m.Label)) + max(0, slices.Index(formNames[:], m.Form)))
}

// A Confusion counts mentions by what they are (rows) and as what they were
// found (columns). Mentions whose spans are equal meet in a cell of two
// classes; the last two columns hold gold mentions that only mentions of
// another span overlap and those that none does, the last two rows likewise
// found mentions.
type Confusion struct {
	Gold  []string `json:"gold"`  // the rows' names
	Found []string `json:"found"` // the columns' names
	Cells [][]int  `json:"cells"`
}

// Labels is the confusion of labels, whatever the form.
func (s *Scores) Labels() Confusion {
	c := newConfusion(labelNames[:])
	for _, row := range s.byLabel {
		c.Cells = append(c.Cells, slices.Clone(row[:]))
	}
	return c
}

// Forms is the confusion of forms, whatever the label.
func (s *Scores) Forms() Confusion {
	c := newConfusion(formNames[:])
	for _, row := range s.byForm {
		c.Cells = append(c.Cells, slices.Clone(row[:]))
	}
	return c
}

func newConfusion(names []string) Confusion {
	return Confusion{
		Gold:  slices.Concat(names, []string{string(WrongSpan), string(Spurious)}),
		Found: slices.Concat(names, []string{string(WrongSpan), string(Missed)}),
	}
}

// String is a table: gold down, found across, a dot for none.
func (c *Confusion) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s", `gold \ found`)
	for _, name := range c.Found {
		fmt.Fprintf(&b, "%12s", name)
	}
	for i, row := range c.Cells {
		fmt.Fprintf(&b, "\n%-14s", c.Gold[i])
		for _, n := range row {
			cell := "."
			if n > 0 {
				cell = strconv.Itoa(n)
			}
			fmt.Fprintf(&b, "%12s", cell)
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// Score tags annotated sentences and counts their outer mentions: the
// sentences of a document together where the corpus names documents, else
// each by itself.
func (m *Model) Score(sentences []Sentence) Scores {
	var s Scores
	for _, d := range Join(sentences, 1) {
		s.Add(d.Outer, m.Mentions(d.Tokens(m.lang)))
	}
	return s
}

// String is a table with a line each for names, all forms, and every label and
// every form of it that occurs.
func (s *Scores) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s%7s%7s%7s%8s%8s%8s\n", "", "F1", "P", "R", "right", "found", "gold")
	line := func(what string, c Count) {
		if c.Gold+c.Found > 0 {
			fmt.Fprintf(&b, "%-14s%7.1f%7.1f%7.1f%8d%8d%8d\n", what, c.F1(), c.Precision(), c.Recall(), c.Right, c.Found, c.Gold)
		}
	}
	line("names", s.Names)
	line("all forms", s.All)
	for _, name := range labelNames {
		line(name, s.Of(name, ""))
		for _, form := range formNames {
			line("  "+form, s.Of(name, form))
		}
	}
	return b.String()
}
