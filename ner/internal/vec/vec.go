// Package vec holds the two inner loops of the tagger over float32 vectors.
// Both give the same bits on every machine: products and sums are rounded one
// by one, never fused, and a dot product has sixteen partial sums joined in a
// fixed order, whether or not vector instructions are at hand.
//
// Lengths are multiples of Lanes.
package vec

// Lanes is what every vector's length is a multiple of.
const Lanes = 16

func axpy(y, x []float32, a float32) {
	y = y[:len(x)]
	for len(x) >= Lanes {
		xx, yy := (*[Lanes]float32)(x), (*[Lanes]float32)(y)
		for i := range xx {
			yy[i] += float32(a * xx[i])
		}
		x, y = x[Lanes:], y[Lanes:]
	}
}

func dot(x, y []float32) float32 {
	y = y[:len(x)]
	var s [Lanes]float32
	for len(x) >= Lanes {
		xx, yy := (*[Lanes]float32)(x), (*[Lanes]float32)(y)
		for i := range xx {
			s[i] += float32(xx[i] * yy[i])
		}
		x, y = x[Lanes:], y[Lanes:]
	}
	for n := Lanes / 2; n > 0; n /= 2 {
		for i := range n {
			s[i] += s[i+n]
		}
	}
	return s[0]
}
