package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

func random(r *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

// The machine's instructions and the portable loops agree to the last bit.
func TestSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 0; n <= 20*Lanes; n += Lanes {
		x, y := random(r, n), random(r, n)
		if a, b := Dot(x, y), dot(x, y); math.Float32bits(a) != math.Float32bits(b) {
			t.Errorf("n = %d: Dot = %g, dot = %g", n, a, b)
		}
		a := float32(r.NormFloat64())
		z := append([]float32(nil), y...)
		Axpy(y, x, a)
		axpy(z, x, a)
		for i := range y {
			if math.Float32bits(y[i]) != math.Float32bits(z[i]) {
				t.Fatalf("n = %d: Axpy[%d] = %g, axpy = %g", n, i, y[i], z[i])
			}
		}
	}
}

func TestDot(t *testing.T) {
	x, y := make([]float32, Lanes), make([]float32, Lanes)
	for i := range x {
		x[i], y[i] = float32(i), 2
	}
	if got := Dot(x, y); got != 240 {
		t.Errorf("Dot = %g, want 240", got)
	}
}

func BenchmarkAxpy128(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := random(r, 128), random(r, 128)
	for b.Loop() {
		Axpy(y, x, 1e-9)
	}
}

func BenchmarkDot128(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := random(r, 128), random(r, 128)
	for b.Loop() {
		Dot(x, y)
	}
}
