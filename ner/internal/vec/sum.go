package vec

// Sum sets y to the sum of xs, of which the first may be y itself; there is
// one at least.
func Sum(y []float32, xs ...[]float32) {
	for _, x := range xs {
		if len(x) != len(y) {
			panic("vec: lengths differ")
		}
	}
	if avx && len(y) > 0 {
		sumAVX(&y[0], &xs[0], len(xs), len(y)/Lanes)
		return
	}
	sum(y, xs)
}

func sum(y []float32, xs [][]float32) {
	for i := range y {
		s := xs[0][i]
		for _, x := range xs[1:] {
			s += x[i]
		}
		y[i] = s
	}
}

// Rectify sets to zero what is less in y, and what is no number.
func Rectify(y []float32) {
	if avx && len(y) > 0 {
		rectifyAVX(&y[0], len(y)/Lanes)
		return
	}
	rectify(y)
}

func rectify(y []float32) {
	for i, x := range y {
		if !(x > 0) {
			y[i] = 0
		}
	}
}
