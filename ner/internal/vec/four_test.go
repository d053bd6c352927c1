package vec

import (
	"math/rand/v2"
	"testing"
)

func TestMulAdd4SameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for cols := 0; cols <= 7*Lanes; cols += Lanes {
		for _, rows := range []int{0, 1, 2, 33} {
			w := random(r, rows*cols)
			var x, got, want [4][]float32
			for i := range x {
				x[i], got[i] = random(r, rows), random(r, cols)
				want[i] = clone(got[i])
				MulAdd(want[i], w, x[i])
			}
			MulAdd4(&got, w, &x)
			for i := range x {
				same(t, "MulAdd4", got[i], want[i])
			}
		}
	}
}

func BenchmarkMulAdd4(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	w := random(r, 144*896)
	var x, y [4][]float32
	for i := range x {
		x[i], y[i] = random(r, 144), random(r, 896)
	}
	b.Run("four", func(b *testing.B) {
		for b.Loop() {
			MulAdd4(&y, w, &x)
		}
	})
	b.Run("each", func(b *testing.B) {
		for b.Loop() {
			for i := range x {
				MulAdd(y[i], w, x[i])
			}
		}
	})
}
