package ner

import (
	"math"
	"math/rand/v2"
	"testing"
)

func randomField(r *rand.Rand) *field {
	f := new(field)
	for _, p := range f.parts() {
		for i := range p {
			p[i] = float32(r.NormFloat64())
		}
	}
	return f
}

func randomScores(r *rand.Rand, n int) []float32 {
	s := make([]float32, n*tagRow)
	for i := range s {
		s[i] = float32(2 * r.NormFloat64())
	}
	return s
}

// score is the plain definition of a path's score; ok is false if BILOU forbids it.
func (f *field) score(scores []float32, path []int) (sum float64, ok bool) {
	class := func(tag int) int { // that begins or ends with the tag
		if tag == 0 {
			return 0
		}
		return 1 + (tag-1)/4
	}
	place := func(tag int) int {
		if tag == 0 {
			return unit
		}
		return (tag - 1) % 4
	}
	opens := func(tag int) bool { p := place(tag); return p == begin || p == unit }
	closes := func(tag int) bool { p := place(tag); return p == last || p == unit }
	n := len(path)
	if !opens(path[0]) || !closes(path[n-1]) {
		return 0, false
	}
	sum = float64(f.Start[class(path[0])]) + float64(f.End[class(path[n-1])])
	for i, t := range path {
		sum += float64(scores[i*tagRow+t])
		if i == 0 {
			continue
		}
		b := path[i-1]
		switch {
		case closes(b) && opens(t):
			sum += float64(f.Across[class(b)][class(t)])
		case closes(b) || opens(t) || class(b) != class(t):
			return 0, false
		default:
			k := 0
			if place(b) == inside {
				k += insideInside
			}
			if place(t) == last {
				k += beginLast
			}
			sum += float64(f.Within[class(t)-1][k])
		}
	}
	return sum, true
}

// paths calls do for every path of n tags that BILOU allows.
func (f *field) paths(scores []float32, n int, do func(path []int, score float64)) {
	path := make([]int, n)
	var from func(i int)
	from = func(i int) {
		if i == n {
			if s, ok := f.score(scores, path); ok {
				do(path, s)
			}
			return
		}
		for path[i] = range tags {
			from(i + 1)
		}
	}
	from(0)
}

func TestFieldAgainstAllPaths(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 1; n <= 3; n++ {
		f, scores := randomField(r), randomScores(r, n)
		var sum, best float64
		best = math.Inf(-1)
		bestPath := make([]int, n)
		marginal := make([][tags]float64, n)
		f.paths(scores, n, func(path []int, s float64) {
			if s > best {
				best = s
				copy(bestPath, path)
			}
			w := math.Exp(s)
			sum += w
			for i, k := range path {
				marginal[i][k] += w
			}
		})

		var v viterbi
		for i, k := range v.best(f, scores, n) {
			if int(k) != bestPath[i] {
				t.Errorf("n = %d: best path has %d at %d, want %v", n, k, i, bestPath)
			}
		}
		var z lattice
		p := f.factors()
		z.factors(scores, n, 80)
		logZ, ok := z.run(p)
		if !ok || math.Abs(logZ-math.Log(sum)) > 1e-6 {
			t.Fatalf("n = %d: log Z = %g, %t, want %g", n, logZ, ok, math.Log(sum))
		}
		for i := range n {
			for k := range tags {
				if got, want := z.probability(i, k), marginal[i][k]/sum; math.Abs(got-want) > 1e-6 {
					t.Fatalf("n = %d: tag %d at %d has probability %g, want %g", n, k, i, got, want)
				}
			}
		}
	}
}

func TestMentionProbability(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	f, scores := randomField(r), randomScores(r, 3)
	for _, c := range []chunk{{0, 1, 0}, {1, 2, 4}, {0, 2, 7}, {1, 3, 11}, {0, 3, 2}} {
		var sum, with float64
		f.paths(scores, 3, func(path []int, s float64) {
			w := math.Exp(s)
			sum += w
			b := make([]uint8, len(path))
			for i, k := range path {
				b[i] = uint8(k)
			}
			for _, d := range chunks(nil, b) {
				if d == c {
					with += w
				}
			}
		})
		var z lattice
		p := f.factors()
		z.factors(scores, 3, 80)
		z.run(p)
		if got, want := z.mention(p, c), with/sum; math.Abs(got-want) > 1e-6 {
			t.Errorf("%v: probability %g, want %g", c, got, want)
		}
	}
}

// The gradient of the free and the constrained sum agrees with differences.
func TestFieldGradient(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	const n = 4
	f, scores := randomField(r), randomScores(r, n)
	allowed := []tagSet{one(0) | label(1).all(), one(tagOf(3, begin)), one(tagOf(3, last)), one(0) | one(tagOf(0, unit))}
	loss := func() float64 {
		tr := trainer{}
		p := f.factors()
		tr.free.factors(scores, n, 80)
		tr.tie.constrain(&tr.free, allowed)
		a, _ := tr.free.run(p)
		b, _ := tr.tie.run(p)
		return a - b
	}
	tr := trainer{gradient: newLayers(16, 1, 16, 0), dscores: make([]float32, n*tagRow)}
	p := f.factors()
	tr.free.factors(scores, n, 80)
	tr.tie.constrain(&tr.free, allowed)
	tr.free.run(p)
	tr.tie.run(p)
	tr.fieldGradient(p, p, 1)

	check := func(name string, x *float32, got float32) {
		t.Helper()
		const h = 1e-2
		was := *x
		*x = was + h
		up := loss()
		*x = was - h
		down := loss()
		*x = was
		if want := (up - down) / (2 * h); math.Abs(want-float64(got)) > 1e-4 {
			t.Errorf("%s: gradient %g, want %g", name, got, want)
		}
	}
	for i := range n {
		for k := range tags {
			check("score", &scores[i*tagRow+k], tr.dscores[i*tagRow+k])
		}
	}
	g := &tr.gradient.field
	for c := range labels + 1 {
		check("start", &f.Start[c], g.Start[c])
		check("end", &f.End[c], g.End[c])
		for d := range labels + 1 {
			check("across", &f.Across[c][d], g.Across[c][d])
		}
	}
	for l := range labels {
		for k := range 4 {
			check("within", &f.Within[l][k], g.Within[l][k])
		}
	}
}
