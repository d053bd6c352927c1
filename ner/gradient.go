package ner

// fieldGradient writes the gradient of the scores to dscores and adds that of
// the transitions: what the model, with the factors p, expects less what the
// annotation allows or the teachers, with the factors tied, expect.
func (t *trainer) fieldGradient(p, tied *factors, weight float64) {
	n := len(t.free.unary)
	for i := range n {
		ds := t.dscores[i*tagRow : (i+1)*tagRow]
		clear(ds)
		for k := range tags {
			ds[k] = float32(weight * (t.free.probability(i, k) - t.tie.probability(i, k)))
		}
	}
	t.free.transitions(p, &t.gradient.field, weight)
	t.tie.transitions(tied, &t.gradient.field, -weight)
}

// transitions adds the expected number of each transition, times a, to f.
func (z *lattice) transitions(p *factors, f *field, a float64) {
	n := len(z.unary)
	a /= z.total
	for c := range labels + 1 {
		f.Start[c] += float32(a * z.opens(0, c) * p.start[c] / z.scale[0])
		f.End[c] += float32(a * ended(&z.forward[n-1], c) * p.end[c])
	}
	for i := 1; i < n; i++ {
		b := &z.forward[i-1]
		s := a / z.scale[i]
		var open [labels + 1]float64
		for d := range open {
			open[d] = z.opens(i, d)
		}
		for c := range labels + 1 {
			e := ended(b, c) * s
			if e == 0 {
				continue
			}
			for d, o := range open {
				f.Across[c][d] += float32(e * p.across[c][d] * o)
			}
		}
		u, next := &z.unary[i], &z.backward[i]
		for l := range label(labels) {
			k := tagOf(l, begin)
			in, la := s*u[k+inside]*next[k+inside], s*u[k+last]*next[k+last]
			w := &p.within[l]
			f.Within[l][beginInside] += float32(b[k+begin] * w[beginInside] * in)
			f.Within[l][insideInside] += float32(b[k+inside] * w[insideInside] * in)
			f.Within[l][beginLast] += float32(b[k+begin] * w[beginLast] * la)
			f.Within[l][insideLast] += float32(b[k+inside] * w[insideLast] * la)
		}
	}
}

// opens is the weight of all ways on from token i that begin class c there.
func (z *lattice) opens(i, c int) float64 {
	u, b := &z.unary[i], &z.backward[i]
	if c == 0 {
		return u[0] * b[0]
	}
	k := tagOf(label(c-1), begin)
	return u[k+begin]*b[k+begin] + u[k+unit]*b[k+unit]
}
