package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSum(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 0; n <= 11*Lanes; n += Lanes {
		for count := 1; count < 7; count++ {
			var xs [][]float32
			for range count {
				xs = append(xs, random(r, n))
			}
			got, want := random(r, n), make([]float32, n)
			Sum(got, xs...)
			sum(want, xs)
			same(t, "Sum", got, want)
			Sum(xs[0], xs...)
			same(t, "Sum onto its first", xs[0], want)
		}
		x := random(r, n)
		for _, odd := range []float64{math.NaN(), math.Inf(-1), math.Copysign(0, -1)} {
			if n > 0 {
				x[r.IntN(n)] = float32(odd)
			}
		}
		want := clone(x)
		Rectify(x)
		rectify(want)
		same(t, "Rectify", x, want)
	}
}

func BenchmarkSum(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var xs [6][]float32
	for i := range xs {
		xs[i] = random(r, 128)
	}
	for b.Loop() {
		Sum(xs[0], xs[:]...)
	}
}
