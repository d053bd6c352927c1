//go:build !amd64

package vec

// Axpy adds a times x to y.
func Axpy(y, x []float32, a float32) { axpy(y, x, a) }

// Dot is the scalar product of x and y.
func Dot(x, y []float32) float32 { return dot(x, y) }
