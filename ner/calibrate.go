package ner

import (
	"math"
	"slices"
)

// A calibration says how often mentions of a posterior probability are right,
// for each of PER, LOC, ORG and MISC at the knots, in ten-thousandths, not
// falling; between knots it is linear. A nil calibration leaves posteriors as
// they are.
type calibration [len(labelNames)][len(knots)]int

// knots are closer together at the top, where most mentions are.
var knots = [...]float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1}

// certain is the calibration's unit.
const certain = 10_000

// prior is the weight, in mentions, with which each knot is drawn to the
// posterior itself, so that few mentions do not bend the line.
const prior = 4

// of is the share of right mentions at the posterior probability p of label l,
// rounded to two decimals.
func (c *calibration) of(l label, p float64) float64 {
	if c != nil {
		k, at := between(p)
		low, high := float64(c[l/3][k]), float64(c[l/3][k+1])
		p = (low + float64(at*(high-low))) / certain
	}
	return math.Round(100*p) / 100
}

// between finds the knot that p follows and p's place from there, 0 to 1, to
// the next.
func between(p float64) (k int, at float64) {
	for k+2 < len(knots) && p >= knots[k+1] {
		k++
	}
	return k, (p - knots[k]) / (knots[k+1] - knots[k])
}

// calibration writes c: the number of knots, 0 without one, and the values.
func (e encoder) calibration(c *calibration) {
	if c == nil {
		e.numbers(0)
		return
	}
	e.numbers(len(knots))
	for l := range c {
		e.numbers(c[l][:]...)
	}
}

// calibration reads what the encoder's wrote.
func (d *decoder) calibration() *calibration {
	n := d.number("calibration's knots", 0, len(knots))
	if n == 0 {
		return nil
	}
	if n != len(knots) {
		d.fail("calibration has %d knots, want %d", n, len(knots))
	}
	c := new(calibration)
	for l := range c {
		low := 0
		for k := range c[l] {
			low = d.number("calibrated score", low, certain)
			c[l][k] = low
		}
	}
	return c
}

// calibrate fits a calibration to what m, itself without one, finds in
// sentences that it has not been trained on: by least squares, then made not
// to fall by pooling adjacent violators.
func calibrate(m *Model, heldOut []Sentence) *calibration {
	var fits [len(labelNames)]fit
	for _, d := range Join(heldOut, 1) {
		for _, x := range m.Mentions(d.Tokens(m.lang)) {
			_, what := counterpart(&x, d.Outer)
			fits[labelOf(&x)/3].add(x.Score, what == "")
		}
	}
	c := new(calibration)
	for l := range fits {
		for k, v := range fits[l].solve() {
			c[l][k] = int(math.Round(certain * min(max(v, 0), 1)))
		}
	}
	return c
}

// A fit holds the normal equations of a line that is linear between knots:
// a tridiagonal system.
type fit struct {
	diagonal, beside, right [len(knots)]float64 // beside[k] joins knots k and k+1
	weight                  [len(knots)]float64
}

func (f *fit) add(p float64, right bool) {
	k, at := between(p)
	f.diagonal[k] += (1 - at) * (1 - at)
	f.diagonal[k+1] += at * at
	f.beside[k] += at * (1 - at)
	f.weight[k] += 1 - at
	f.weight[k+1] += at
	if right {
		f.right[k] += 1 - at
		f.right[k+1] += at
	}
}

// solve returns the values at the knots, not falling.
func (f *fit) solve() []float64 {
	diagonal, right := f.diagonal, f.right
	for k, p := range knots {
		diagonal[k] += prior
		right[k] += prior * p
	}
	for k := 1; k < len(knots); k++ { // elimination downwards
		a := f.beside[k-1] / diagonal[k-1]
		diagonal[k] -= a * f.beside[k-1]
		right[k] -= a * right[k-1]
	}
	v := right[:]
	for k := len(knots) - 1; k >= 0; k-- {
		if k+1 < len(knots) {
			v[k] -= f.beside[k] * v[k+1]
		}
		v[k] /= diagonal[k]
	}
	return rising(v, f.weight[:])
}

// rising is the nearest sequence to v that does not fall, each value weighted
// by its mentions and the prior: values that fall are pooled with their
// neighbours (Ayer et al. 1955).
func rising(v, weight []float64) []float64 {
	type pool struct {
		mean, weight float64
		n            int
	}
	var pools []pool
	for k, x := range v {
		p := pool{x, weight[k] + prior, 1}
		for n := len(pools); n > 0 && pools[n-1].mean > p.mean; n-- {
			q := pools[n-1]
			p = pool{(q.mean*q.weight + p.mean*p.weight) / (q.weight + p.weight), q.weight + p.weight, q.n + p.n}
			pools = pools[:n-1]
		}
		pools = append(pools, p)
	}
	var out []float64
	for _, p := range pools {
		out = append(out, slices.Repeat([]float64{p.mean}, p.n)...)
	}
	return out
}
