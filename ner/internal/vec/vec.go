// Package vec holds the inner loops of the tagger and its trainer over float32
// vectors. They give the same bits on every machine: products and sums are
// rounded one by one, never fused, every sum is taken in index order, and a
// dot product has sixteen partial sums joined in a fixed order, whether or not
// vector instructions are at hand.
//
// The length of a vector, and of a matrix's row, is a multiple of Lanes.
// Matrices are stored row by row.
package vec

// Lanes is what every vector's length is a multiple of.
const Lanes = 16

// Axpy adds a times x to y.
func Axpy(y, x []float32, a float32) {
	if len(x) != len(y) {
		panic("vec: lengths differ")
	}
	if avx && len(x) > 0 {
		outerAVX(&y[0], &a, &x[0], 1, len(x)/Lanes)
		return
	}
	axpy(y, x, a)
}

// Dot is the scalar product of x and y.
func Dot(x, y []float32) float32 {
	if len(x) != len(y) {
		panic("vec: lengths differ")
	}
	if avx && len(x) > 0 {
		var s float32
		mulTAVX(&s, &x[0], &y[0], 1, len(x)/Lanes)
		return s
	}
	return dot(x, y)
}

// MulAdd adds x times the matrix w to y.
func MulAdd(y, w, x []float32) {
	if len(w) != len(x)*len(y) {
		panic("vec: lengths differ")
	}
	if avx && len(w) > 0 {
		mulAddAVX(&y[0], &w[0], &x[0], len(x), len(y)/Lanes)
		return
	}
	for i, a := range x {
		axpy(y, w[i*len(y):(i+1)*len(y)], a)
	}
}

// MulT adds the matrix w times y to x.
func MulT(x, w, y []float32) {
	if len(w) != len(x)*len(y) {
		panic("vec: lengths differ")
	}
	if avx && len(w) > 0 {
		mulTAVX(&x[0], &w[0], &y[0], len(x), len(y)/Lanes)
		return
	}
	for i := range x {
		x[i] += dot(w[i*len(y):(i+1)*len(y)], y)
	}
}

// AddRows adds to y the rows of the matrix of small whole numbers w that are
// listed, each times the factor of the same index.
func AddRows(y []float32, w []int8, rows []int32, factors []float32) {
	if len(factors) != len(rows) {
		panic("vec: lengths differ")
	}
	for _, r := range rows {
		_ = w[int(r)*len(y) : (int(r)+1)*len(y)]
	}
	if avx2 && len(rows) > 0 && len(y) > 0 {
		addRowsAVX2(&y[0], &w[0], &rows[0], &factors[0], len(rows), len(y)/Lanes)
		return
	}
	addRows(y, w, rows, factors)
}

// Outer adds the product of the column x and the row y to the matrix w.
func Outer(w, x, y []float32) {
	if len(w) != len(x)*len(y) {
		panic("vec: lengths differ")
	}
	if avx && len(w) > 0 {
		outerAVX(&w[0], &x[0], &y[0], len(x), len(y)/Lanes)
		return
	}
	for i, a := range x {
		axpy(w[i*len(y):(i+1)*len(y)], y, a)
	}
}

func axpy(y, x []float32, a float32) {
	for len(x) >= Lanes {
		xx, yy := (*[Lanes]float32)(x), (*[Lanes]float32)(y)
		for i := range xx {
			yy[i] += float32(a * xx[i])
		}
		x, y = x[Lanes:], y[Lanes:]
	}
}

func addRows(y []float32, w []int8, rows []int32, factors []float32) {
	for i, r := range rows {
		a := factors[i]
		for j, c := range w[int(r)*len(y) : (int(r)+1)*len(y)] {
			y[j] += float32(a * float32(c))
		}
	}
}

func dot(x, y []float32) float32 {
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
