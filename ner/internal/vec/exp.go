package vec

import "math"

// Exp is e to the x, the same to the last bit on every machine (the standard
// library's is not): the argument is reduced to |r| ≤ ln 2 / 2 and the series
// summed. Good to 1e-11. Below -80 it is zero, above 80 it stays where it is.
func Exp(x float64) float64 {
	if x < -80 {
		return 0
	}
	x = min(x, 80)
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*ln2Hi)
	r -= float64(k * ln2Lo)
	s := 1.0
	for i := 9; i > 0; i-- {
		s = 1 + float64(float64(s*r)*inverse[i])
	}
	return s * math.Float64frombits(uint64(1023+int64(k))<<52)
}

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

var inverse = [...]float64{0, 1, 1. / 2, 1. / 3, 1. / 4, 1. / 5, 1. / 6, 1. / 7, 1. / 8, 1. / 9}

// Factors sets y to e to the x less the greatest of x, which it returns, and
// to zero where x is further than beyond, 80 at most, below that. Neither is
// empty.
func Factors(y []float64, x []float32, beyond float32) (top float32) {
	if len(x) != len(y) {
		panic("vec: lengths differ")
	}
	n := 0 // elements that vector instructions take
	if avx2 {
		n = len(x) &^ 7
	}
	top = x[len(x)-1]
	for _, z := range x[n:] {
		top = max(top, z)
	}
	if n > 0 {
		top = factorsAVX2(&y[0], &x[0], n/8, top, beyond)
	}
	for i := n; i < len(x); i++ {
		y[i] = 0
		if x[i] > top-beyond {
			y[i] = Exp(float64(x[i] - top))
		}
	}
	return top
}
