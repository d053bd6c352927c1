package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"enricher/ner"
)

// A difference is an error as it is shown.
type difference struct {
	What     ner.What `json:"what"`
	Document string   `json:"document"`
	Gold     *marked  `json:"gold,omitempty"`
	Found    *marked  `json:"found,omitempty"`
	Context  string   `json:"context"` // with [gold] and {found}
}

type marked struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Label string `json:"label"`
	Form  string `json:"form"`
}

// around is how much text is shown on either side of an error, in bytes.
const around = 40

func newDifference(document, text string, d ner.Difference) difference {
	show := difference{What: d.What, Document: document}
	first, last := len(text), 0
	marks := make(map[int]string) // what is written before the byte
	mark := func(m *ner.Mention, open, shut string) *marked {
		if m == nil {
			return nil
		}
		first, last = min(first, m.Start), max(last, m.End)
		marks[m.Start] += open
		marks[m.End] = shut + marks[m.End]
		return &marked{m.Start, m.End, text[m.Start:m.End], m.Label, m.Form}
	}
	show.Gold, show.Found = mark(d.Gold, "[", "]"), mark(d.Found, "{", "}")
	first, last = max(0, first-around), min(len(text), last+around)
	for first > 0 && !utf8.RuneStart(text[first]) {
		first--
	}
	for last < len(text) && !utf8.RuneStart(text[last]) {
		last++
	}
	var b strings.Builder
	for i := first; i < last; i++ {
		b.WriteString(marks[i])
		b.WriteByte(text[i])
	}
	b.WriteString(marks[last])
	show.Context = strings.Join(strings.Fields(b.String()), " ")
	return show
}

// sample draws n of the differences and leaves them in their order.
func sample(all []difference, n int, seed uint64) []difference {
	drawn := rand.New(rand.NewPCG(seed, 0)).Perm(len(all))[:min(n, len(all))]
	slices.Sort(drawn)
	var sampled []difference
	for _, i := range drawn {
		sampled = append(sampled, all[i])
	}
	return sampled
}

// An evaluation is what is printed.
type evaluation struct {
	Corpus      string
	Version     string
	Documents   int
	Differences int
	Errors      []difference
	scores      ner.Scores       // of outer mentions
	inner       ner.Scores       // of those inside others, where the corpus marks them
	reliability *ner.Reliability // nil if not asked for
}

func (e *evaluation) writeText(w io.Writer) error {
	out := bufio.NewWriter(w)
	labels, forms := e.scores.Labels(), e.scores.Forms()
	fmt.Fprintf(out, "%s: documents %d, mentions %d\n%s\n\n%s\n%s\n%s", e.Corpus, e.Documents, e.scores.All.Gold, e.Version,
		e.scores.String(), labels.String(), forms.String())
	if e.inner.All.Gold > 0 {
		fmt.Fprintf(out, "\nnames inside names\n%s", e.inner.String())
	}
	if e.reliability != nil {
		fmt.Fprintf(out, "\n%s", e.reliability.String())
	}
	if len(e.Errors) > 0 {
		fmt.Fprintf(out, "\n%d of %d errors; [gold] {found}\n", len(e.Errors), e.Differences)
	}
	for _, d := range e.Errors {
		fmt.Fprintf(out, "%-12s %-13s %-13s %s: %s\n", d.What, d.Gold, d.Found, d.Document, d.Context)
	}
	return out.Flush()
}

func (m *marked) String() string {
	if m == nil {
		return "-"
	}
	return m.Label + " " + m.Form
}

// A measure is a count with its rates in percent, two decimals.
type measure struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Right     int     `json:"right"`
	Found     int     `json:"found"`
	Gold      int     `json:"gold"`
}

func newMeasure(c ner.Count) measure {
	round := func(x float64) float64 { return math.Round(100*x) / 100 }
	return measure{round(c.Precision()), round(c.Recall()), round(c.F1()), c.Right, c.Found, c.Gold}
}

type labelMeasure struct {
	Label string `json:"label"`
	Form  string `json:"form"` // or all
	measure
}

func (e *evaluation) writeJSON(w io.Writer) error {
	type confusion struct {
		Labels ner.Confusion `json:"labels"`
		Forms  ner.Confusion `json:"forms"`
	}
	object := struct {
		Corpus      string         `json:"corpus"`
		Version     string         `json:"version"`
		Documents   int            `json:"documents"`
		Names       measure        `json:"names"`
		All         measure        `json:"all"`
		Labels      []labelMeasure `json:"labels"`
		Confusion   confusion      `json:"confusion"`
		Inside      *measure       `json:"inside,omitempty"`            // names inside names
		Calibration *float64       `json:"calibration_error,omitempty"` // expected, three decimals
		Errors      []difference   `json:"errors,omitempty"`
	}{
		Corpus: e.Corpus, Version: e.Version, Documents: e.Documents,
		Names: newMeasure(e.scores.Names), All: newMeasure(e.scores.All),
		Confusion: confusion{e.scores.Labels(), e.scores.Forms()}, Errors: e.Errors,
	}
	if e.inner.All.Gold > 0 {
		x := newMeasure(e.inner.All)
		object.Inside = &x
	}
	if e.reliability != nil {
		x := math.Round(1000*e.reliability.Error()) / 1000
		object.Calibration = &x
	}
	for _, label := range []string{"PER", "LOC", "ORG", "MISC"} {
		for _, form := range []string{"", "name", "derived", "part"} {
			object.Labels = append(object.Labels, labelMeasure{label, cmp.Or(form, "all"), newMeasure(e.scores.Of(label, form))})
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(object)
}
