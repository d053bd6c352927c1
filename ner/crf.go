package ner

import (
	"math"
	"slices"

	"enricher/ner/internal/vec"
)

// A field is a linear-chain conditional random field over BILOU tags (Lafferty
// et al. 2001). Sequences that BILOU forbids have no parameters. Transitions
// between mentions are tied: they depend on the class that ends (0 outside,
// 1+label) and the class that begins, not on whether the mention has one token
// or more.
type field struct {
	Start  [labels + 1]float32             // class of the sentence's first mention
	End    [labels + 1]float32             // class of its last
	Across [labels + 1][labels + 1]float32 // from the class that ends to the class that begins
	Within [labels][4]float32              // begin→inside, begin→last, inside→inside, inside→last
}

// parts are the parameters, in a fixed order.
func (f *field) parts() [][]float32 {
	p := [][]float32{f.Start[:], f.End[:]}
	for c := range f.Across {
		p = append(p, f.Across[c][:])
	}
	for c := range f.Within {
		p = append(p, f.Within[c][:])
	}
	return p
}

const (
	beginInside = iota
	beginLast
	insideInside
	insideLast
)

const never = -1e30

// viterbi finds the best path through the tag scores, n rows of tagRow.
type viterbi struct {
	back []([tagRow]uint8)
	path []uint8
}

func (v *viterbi) best(f *field, scores []float32, n int) []uint8 {
	if cap(v.back) < n {
		v.back, v.path = make([][tagRow]uint8, n), make([]uint8, n)
	}
	v.back, v.path = v.back[:n], v.path[:n]
	var now, before [tags]float32
	var from [labels + 1]uint8 // best last tag of the class
	var end [labels + 1]float32
	low, top := f.bounds()
	var rivals [labels]int // classes that a path may come from instead of from outside
	for i := range n {
		s := scores[i*tagRow:][:tags]
		back := &v.back[i]
		if i == 0 {
			now[0] = s[0] + f.Start[0]
			for l := range label(labels) {
				t := tagOf(l, begin)
				now[t+begin] = s[t+begin] + f.Start[l+1]
				now[t+unit] = s[t+unit] + f.Start[l+1]
				now[t+inside], now[t+last] = never, never
			}
		} else {
			ends(&before, &end, &from)
			k := 0
			for b := 1; b <= labels; b++ {
				if end[b]+top[b] > end[0]+low {
					rivals[k] = b
					k++
				}
			}
			for c := range labels + 1 {
				best, arg := end[0]+f.Across[0][c], 0
				for _, b := range rivals[:k] {
					if x := end[b] + f.Across[b][c]; x > best {
						best, arg = x, b
					}
				}
				if c == 0 {
					now[0], back[0] = s[0]+best, from[arg]
					continue
				}
				t := tagOf(label(c-1), begin)
				now[t+begin], back[t+begin] = s[t+begin]+best, from[arg]
				now[t+unit], back[t+unit] = s[t+unit]+best, from[arg]
			}
			for l := range label(labels) {
				t := tagOf(l, begin)
				w := &f.Within[l]
				x, y := before[t+begin]+w[beginInside], before[t+inside]+w[insideInside]
				back[t+inside] = uint8(t + begin)
				if y > x {
					x, back[t+inside] = y, uint8(t+inside)
				}
				now[t+inside] = x + s[t+inside]
				x, y = before[t+begin]+w[beginLast], before[t+inside]+w[insideLast]
				back[t+last] = uint8(t + begin)
				if y > x {
					x, back[t+last] = y, uint8(t+inside)
				}
				now[t+last] = x + s[t+last]
			}
		}
		before = now
	}
	ends(&before, &end, &from)
	best, arg := end[0]+f.End[0], 0
	for c := 1; c <= labels; c++ {
		if x := end[c] + f.End[c]; x > best {
			best, arg = x, c
		}
	}
	tag := from[arg]
	for i := n - 1; i >= 0; i-- {
		v.path[i] = tag
		tag = v.back[i][tag]
	}
	return v.path
}

// bounds are the least that a transition from outside counts, and the most
// that one from each class does. Rounding keeps order, so that a class whose
// best transition is no better than outside's worst need not be tried.
func (f *field) bounds() (low float32, top [labels + 1]float32) {
	low = slices.Min(f.Across[0][:])
	for b := range f.Across {
		top[b] = slices.Max(f.Across[b][:])
	}
	return low, top
}

// ends finds for each class the best score of a path that has just completed it.
func ends(now *[tags]float32, end *[labels + 1]float32, from *[labels + 1]uint8) {
	end[0], from[0] = now[0], 0
	for l := range label(labels) {
		t := tagOf(l, begin)
		end[l+1], from[l+1] = now[t+unit], uint8(t+unit)
		if now[t+last] > now[t+unit] {
			end[l+1], from[l+1] = now[t+last], uint8(t+last)
		}
	}
}

// factors are a field's parameters as factors of a path's probability.
type factors struct {
	start, end [labels + 1]float64
	across     [labels + 1][labels + 1]float64
	back       [labels + 1][labels + 1]float64 // across, its rows and columns exchanged
	within     [labels][4]float64
}

func (f *field) factors() *factors {
	p := new(factors)
	for c := range labels + 1 {
		p.start[c], p.end[c] = vec.Exp(float64(f.Start[c])), vec.Exp(float64(f.End[c]))
		for d := range labels + 1 {
			p.across[c][d] = vec.Exp(float64(f.Across[c][d]))
			p.back[d][c] = p.across[c][d]
		}
	}
	for l := range labels {
		for k := range 4 {
			p.within[l][k] = vec.Exp(float64(f.Within[l][k]))
		}
	}
	return p
}

// A lattice sums over all paths by the forward-backward algorithm. Every row
// of forward and backward is scaled to sum to one.
type lattice struct {
	unary             [][tags]float64 // factor of each tag
	forward, backward [][tags]float64
	scale             []float64 // what each forward row was divided by
	total             float64   // the end's factor
	shift             float64   // sum of the scores taken out of unary
}

// resize makes room for n tokens.
func (z *lattice) resize(n int) {
	if cap(z.unary) < n {
		z.unary, z.forward, z.backward = make([][tags]float64, n), make([][tags]float64, n), make([][tags]float64, n)
		z.scale = make([]float64, n)
	}
	z.unary, z.forward, z.backward, z.scale = z.unary[:n], z.forward[:n], z.backward[:n], z.scale[:n]
}

// factors turns scores, rows of tagRow, into factors; those further than
// beyond below the best are left out.
func (z *lattice) factors(scores []float32, n int, beyond float32) {
	z.resize(n)
	z.shift = 0
	for i := range n {
		z.shift += float64(vec.Factors(z.unary[i][:], scores[i*tagRow:][:tags], beyond))
	}
}

// constrain sets z to the lattice y without the tags that are not allowed.
func (z *lattice) constrain(y *lattice, allowed []tagSet) {
	z.resize(len(y.unary))
	z.shift = y.shift
	for i := range y.unary {
		for t, u := range y.unary[i] {
			if !allowed[i].has(t) {
				u = 0
			}
			z.unary[i][t] = u
		}
	}
}

// run fills forward and backward and returns the logarithm of the sum over all
// paths; ok is false if no path has a weight to speak of.
func (z *lattice) run(p *factors) (logZ float64, ok bool) {
	n := len(z.unary)
	logZ = z.shift
	var open [labels + 1]float64
	for i := range n {
		u, a := &z.unary[i], &z.forward[i]
		if i == 0 {
			open = p.start
		} else {
			b := &z.forward[i-1]
			open = [labels + 1]float64{}
			for c := range labels + 1 {
				e := ended(b, c)
				if e == 0 {
					continue
				}
				row := &p.across[c]
				for d := range open {
					open[d] += float64(e * row[d])
				}
			}
		}
		a[0] = open[0] * u[0]
		sum := a[0]
		for l := range label(labels) {
			t := tagOf(l, begin)
			if silent(u, t) {
				a[t+begin], a[t+inside], a[t+last], a[t+unit] = 0, 0, 0, 0
				continue
			}
			a[t+begin] = open[l+1] * u[t+begin]
			a[t+unit] = open[l+1] * u[t+unit]
			a[t+inside], a[t+last] = 0, 0
			if i > 0 {
				b, w := &z.forward[i-1], &p.within[l]
				a[t+inside] = (float64(b[t+begin]*w[beginInside]) + float64(b[t+inside]*w[insideInside])) * u[t+inside]
				a[t+last] = (float64(b[t+begin]*w[beginLast]) + float64(b[t+inside]*w[insideLast])) * u[t+last]
			}
			sum += a[t+begin] + a[t+inside] + a[t+last] + a[t+unit]
		}
		if !(sum > 1e-290) {
			return 0, false
		}
		z.scale[i] = sum
		logZ += math.Log(sum)
		inv := 1 / sum
		for t := range a {
			a[t] *= inv
		}
	}
	z.total = 0
	for c := range labels + 1 {
		z.total += float64(ended(&z.forward[n-1], c) * p.end[c])
	}
	if !(z.total > 1e-290) {
		return 0, false
	}
	logZ += math.Log(z.total)

	b := &z.backward[n-1]
	*b = [tags]float64{}
	b[0] = p.end[0]
	for l := range label(labels) {
		t := tagOf(l, begin)
		b[t+last], b[t+unit] = p.end[l+1], p.end[l+1]
	}
	for i := n - 2; i >= 0; i-- {
		u, next, b := &z.unary[i+1], &z.backward[i+1], &z.backward[i]
		inv := 1 / z.scale[i+1]
		open[0] = u[0] * next[0] * inv
		for l := range label(labels) {
			t := tagOf(l, begin)
			if silent(u, t) {
				open[l+1], b[t+begin], b[t+inside] = 0, 0, 0
				continue
			}
			w := &p.within[l]
			in, la := u[t+inside]*next[t+inside]*inv, u[t+last]*next[t+last]*inv
			b[t+begin] = float64(w[beginInside]*in) + float64(w[beginLast]*la)
			b[t+inside] = float64(w[insideInside]*in) + float64(w[insideLast]*la)
			open[l+1] = (float64(u[t+begin]*next[t+begin]) + float64(u[t+unit]*next[t+unit])) * inv
		}
		closed := [labels + 1]float64{} // the weight of all ways on from a class that ends here
		for d, o := range open {
			if o == 0 { // most are
				continue
			}
			row := &p.back[d]
			for c := range closed {
				closed[c] += float64(row[c] * o)
			}
		}
		b[0] = closed[0]
		for l := range label(labels) {
			t := tagOf(l, begin)
			b[t+last], b[t+unit] = closed[l+1], closed[l+1]
		}
	}
	return logZ, true
}

// silent reports whether no tag of the label that begins with tag t has a weight.
func silent(u *[tags]float64, t int) bool {
	return u[t+begin]+u[t+inside]+u[t+last]+u[t+unit] == 0
}

// ended is the forward weight of the paths that have just completed class c.
func ended(a *[tags]float64, c int) float64 {
	if c == 0 {
		return a[0]
	}
	t := tagOf(label(c-1), begin)
	return a[t+last] + a[t+unit]
}

// probability of tag at token i, after run.
func (z *lattice) probability(i, tag int) float64 {
	return z.forward[i][tag] * z.backward[i][tag] / z.total
}

// mention is the probability that exactly the chunk is a mention, after run.
func (z *lattice) mention(p *factors, c chunk) float64 {
	t := tagOf(c.label, begin)
	if c.last == c.first+1 {
		return z.probability(c.first, t+unit)
	}
	x := z.forward[c.first][t+begin]
	w := &p.within[c.label]
	for i := c.first + 1; i < c.last; i++ {
		to, step := inside, insideInside
		if i == c.last-1 {
			to, step = last, insideLast
		}
		if i == c.first+1 {
			step -= insideInside // from begin
		}
		x *= w[step] * z.unary[i][t+to] / z.scale[i]
	}
	return x * z.backward[c.last-1][t+last] / z.total
}
