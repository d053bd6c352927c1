package ner

import "enricher/ner/internal/vec"

// A memory holds what a sentence's tokens know of those before and after them:
// a minimal gated recurrent unit in each direction (Feng et al. 2024),
//
//	state = (1−gate) · state before + gate · candidate
//
// whose gates and candidates depend on the token's own vector alone, so that
// they, too, are sums that a word type has once and for all. Gate and candidate
// are linear between their limits, 0 to 1 and −1 to 1.
//
// A token's row of projections is: forward gates, forward candidates, backward
// gates, backward candidates, size each.
type memory struct {
	size      int
	projected []float32 // n × 4·size, before the limits
	states    []float32 // n × 2·size: forward, backward

	// For training alone.
	masks      []float32 // dropout of states
	dropped    []float32 // states under their masks
	dstates    []float32
	dprojected []float32
}

func gate(x float32) float32      { return min(max(0.25*x+0.5, 0), 1) }
func candidate(x float32) float32 { return min(max(x, -1), 1) }

// resize makes room for n tokens.
func (m *memory) resize(n, size int) {
	m.size = size
	grow(&m.projected, n*4*size)
	grow(&m.states, n*2*size)
}

func grow(b *[]float32, n int) {
	if len(*b) < n {
		*b = make([]float32, n)
	}
}

func (m *memory) state(i int) []float32    { return m.dropped[i*2*m.size : (i+1)*2*m.size] }
func (m *memory) gradient(i int) []float32 { return m.dstates[i*2*m.size : (i+1)*2*m.size] }

// project fills in the projections of token i from its word's contributions.
func (m *memory) project(model *Model, i int, row []float32) {
	vec.Sum(m.projected[i*4*m.size:(i+1)*4*m.size], model.gateBias, row[model.window*model.hidden:])
}

// run fills in the states of n tokens from their projections.
func (m *memory) run(n int) {
	r := m.size
	states := func(i, direction int) []float32 {
		if i < 0 || i == n {
			return nil
		}
		return m.states[(2*i+direction)*r:][:r]
	}
	for i := range n {
		p := m.projected[i*4*r:][:4*r]
		vec.Recur(states(i, 0), states(i-1, 0), p[:r], p[r:2*r])
	}
	for i := n - 1; i >= 0; i-- {
		p := m.projected[i*4*r:][:4*r]
		vec.Recur(states(i, 1), states(i+1, 1), p[2*r:3*r], p[3*r:])
	}
}

// memorise projects a sentence's words and runs the memory over them, with dropout.
func (t *trainer) memorise(n int) {
	m, r := &t.memory, t.Memory
	m.resize(n, r)
	for _, b := range []*[]float32{&m.masks, &m.dropped, &m.dstates} {
		grow(b, n*2*r)
	}
	grow(&m.dprojected, n*4*r)
	half := t.Window / 2
	for i := range n {
		p := m.projected[i*4*r : (i+1)*4*r]
		copy(p, t.now.gateBias)
		x := t.x[(i+half)*t.in : (i+half+1)*t.in]
		vec.MulAdd(p, t.now.gates, x)
	}
	m.run(n)
	scale := 1 / (1 - t.DropMemory)
	clear(m.dstates[:n*2*r])
	for k := range n * 2 * r {
		m.masks[k] = scale
		if t.uniform() < t.DropMemory {
			m.masks[k] = 0
		}
		m.dropped[k] = m.states[k] * m.masks[k]
	}
}

// memoriseGradient takes the gradient of the dropped states, which is in dstates,
// down to the gates' layer and the words.
func (t *trainer) memoriseGradient(n int) {
	m, r := &t.memory, t.Memory
	for k := range n * 2 * r {
		m.dstates[k] *= m.masks[k]
	}
	step := func(i, before, at int, first bool) { // token, the one before it in this direction, offset of the direction
		for j := range r {
			d := m.dstates[i*2*r+at+j]
			k := i*4*r + 2*at + j
			a, c := m.projected[k], m.projected[k+r]
			z := gate(a)
			var s float32
			if !first {
				s = m.states[before*2*r+at+j]
				m.dstates[before*2*r+at+j] += d * (1 - z)
			}
			da, dc := d*(candidate(c)-s)*0.25, d*z
			if z <= 0 || z >= 1 {
				da = 0
			}
			if c <= -1 || c >= 1 {
				dc = 0
			}
			m.dprojected[k], m.dprojected[k+r] = da, dc
		}
	}
	for i := n - 1; i >= 0; i-- {
		step(i, i-1, 0, i == 0)
	}
	for i := range n {
		step(i, i+1, r, i == n-1)
	}
	half := t.Window / 2
	g := t.gradient
	for i := range n {
		d := m.dprojected[i*4*r : (i+1)*4*r]
		for j, y := range d {
			g.gateBias[j] += y
		}
		x := t.x[(i+half)*t.in : (i+half+1)*t.in]
		vec.Outer(g.gates, x, d)
		vec.MulT(t.dx[(i+half)*t.in:(i+half+1)*t.in], t.now.gates, d)
	}
}
