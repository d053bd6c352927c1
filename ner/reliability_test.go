package ner

import (
	"math"
	"testing"

	"enricher/ner/token"
)

func TestReliability(t *testing.T) {
	at := func(start int, label, form string, score float64) Mention {
		return Mention{Span: token.Span{Start: start, End: start + 4}, Label: label, Form: form, Score: score}
	}
	var r Reliability
	if r.Error() != 0 {
		t.Errorf("error %g of nothing", r.Error())
	}
	gold := []Mention{at(0, "PER", "name", 0), at(10, "LOC", "name", 0), at(20, "LOC", "derived", 0), at(30, "ORG", "name", 0)}
	r.Add(gold, []Mention{
		at(0, "PER", "name", 1),     // right
		at(10, "LOC", "name", 0.8),  // right
		at(20, "LOC", "name", 0.85), // another form
		at(31, "ORG", "name", 0.6),  // another span
		at(40, "MISC", "name", 0.1), // nothing there
	})
	if got, want := r.Error(), (0+math.Abs(1.65-1)+0.6+0.1)/5; math.Abs(got-want) > 1e-9 {
		t.Errorf("error %g, want %g", got, want)
	}
	const want = `score             mean     right  mentions
0.10–0.20        0.100     0.000         1
0.60–0.70        0.600     0.000         1
0.80–0.90        0.825     0.500         2
0.99–1.00        1.000     1.000         1
expected calibration error 0.270, PER 0.000, LOC 0.325, ORG 0.600, MISC 0.100
`
	if got := r.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
