package ner

import (
	"fmt"
	"math"
	"strings"
)

// reliabilityBounds are the upper bounds of a Reliability's bins; a bin holds
// its lower bound, and the last its upper one too.
var reliabilityBounds = [...]float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1}

// A Reliability compares the scores of found mentions with how many of them
// are right (span, label and form). The zero value is empty.
type Reliability struct {
	bins    [len(reliabilityBounds)]bin
	byLabel [len(labelNames)][len(reliabilityBounds)]bin
}

// A bin counts mentions of like scores.
type bin struct {
	found, right int
	score        float64 // sum
}

// Add counts what was found in a text whose outer mentions are gold.
func (r *Reliability) Add(gold, found []Mention) {
	gold, found = distinct(gold), distinct(found)
	for i := range found {
		f := &found[i]
		k := 0
		for k+1 < len(reliabilityBounds) && f.Score >= reliabilityBounds[k] {
			k++
		}
		_, what := counterpart(f, gold)
		for _, b := range []*bin{&r.bins[k], &r.byLabel[labelOf(f)/3][k]} {
			b.found++
			b.score += f.Score
			if what == "" {
				b.right++
			}
		}
	}
}

// Error is the expected calibration error: the mean difference between score
// and share of right mentions, over the bins by their mentions.
func (r *Reliability) Error() float64 { return calibrationError(r.bins[:]) }

func calibrationError(bins []bin) float64 {
	var sum float64
	n := 0
	for _, b := range bins {
		sum += math.Abs(b.score - float64(b.right))
		n += b.found
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// String is a line for each bin that has mentions, then the expected
// calibration error of all mentions and of each label.
func (r *Reliability) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%-12s%10s%10s%10s\n", "score", "mean", "right", "mentions")
	low := 0.0
	for k, b := range r.bins {
		if b.found > 0 {
			n := float64(b.found)
			fmt.Fprintf(&out, "%-12s%10.3f%10.3f%10d\n", fmt.Sprintf("%.2f–%.2f", low, reliabilityBounds[k]), b.score/n, float64(b.right)/n, b.found)
		}
		low = reliabilityBounds[k]
	}
	fmt.Fprintf(&out, "expected calibration error %.3f", r.Error())
	for l, name := range labelNames {
		fmt.Fprintf(&out, ", %s %.3f", name, calibrationError(r.byLabel[l][:]))
	}
	out.WriteByte('\n')
	return out.String()
}

// Reliability tags annotated sentences and compares.
func (m *Model) Reliability(sentences []Sentence) Reliability {
	var r Reliability
	for _, d := range Join(sentences, 1) {
		r.Add(d.Outer, m.Mentions(d.Tokens(m.lang)))
	}
	return r
}
