package vec

import "golang.org/x/sys/cpu"

var avx = cpu.X86.HasAVX

// Axpy adds a times x to y.
func Axpy(y, x []float32, a float32) {
	if !avx || len(x) == 0 {
		axpy(y, x, a)
		return
	}
	_ = y[len(x)-1]
	axpyAVX(&y[0], &x[0], len(x)/Lanes, a)
}

// Dot is the scalar product of x and y.
func Dot(x, y []float32) float32 {
	if !avx || len(x) == 0 {
		return dot(x, y)
	}
	_ = y[len(x)-1]
	return dotAVX(&x[0], &y[0], len(x)/Lanes)
}

//go:noescape
func axpyAVX(y, x *float32, blocks int, a float32)

//go:noescape
func dotAVX(x, y *float32, blocks int) float32
