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
	for cols := 0; cols <= 11*Lanes; cols += Lanes {
		for _, rows := range []int{0, 1, 2, 7, 33} {
			w, x, y := random(r, rows*cols), random(r, rows), random(r, cols)

			got, want := clone(y), clone(y)
			MulAdd(got, w, x)
			for i, a := range x {
				axpy(want, w[i*cols:(i+1)*cols], a)
			}
			same(t, "MulAdd", got, want)

			got, want = clone(x), clone(x)
			MulT(got, w, y)
			for i := range want {
				want[i] += dot(w[i*cols:(i+1)*cols], y)
			}
			same(t, "MulT", got, want)

			got, want = clone(w), clone(w)
			Outer(got, x, y)
			for i, a := range x {
				axpy(want[i*cols:(i+1)*cols], y, a)
			}
			same(t, "Outer", got, want)
		}
		x, y, a := random(r, cols), random(r, cols), float32(r.NormFloat64())
		same(t, "Dot", []float32{Dot(x, y)}, []float32{dot(x, y)})
		got, want := clone(y), clone(y)
		Axpy(got, x, a)
		axpy(want, x, a)
		same(t, "Axpy", got, want)

		for _, rows := range []int{1, 7} {
			w := make([]int8, rows*cols)
			for i := range w {
				w[i] = int8(r.Uint32())
			}
			list := make([]int32, r.IntN(9))
			for i := range list {
				list[i] = int32(r.IntN(rows))
			}
			factors := random(r, len(list))
			got, want := clone(y), clone(y)
			AddRows(got, w, list, factors)
			addRows(want, w, list, factors)
			same(t, "AddRows", got, want)
		}
	}
}

func clone(x []float32) []float32 { return append([]float32(nil), x...) }

func same(t *testing.T, name string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
			t.Fatalf("%s, length %d: element %d is %g, want %g", name, len(want), i, got[i], want[i])
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

func BenchmarkMulAdd(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	w, x, y := random(r, 144*640), random(r, 144), random(r, 640)
	for b.Loop() {
		MulAdd(y, w, x)
	}
}

func BenchmarkMulT(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	w, x, y := random(r, 720*128), random(r, 720), random(r, 128)
	for b.Loop() {
		MulT(x, w, y)
	}
}

func BenchmarkOuter(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	w, x, y := random(r, 720*128), random(r, 720), random(r, 128)
	for b.Loop() {
		Outer(w, x, y)
	}
}

func BenchmarkDot80(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := random(r, 80), random(r, 80)
	for b.Loop() {
		Dot(x, y)
	}
}

func BenchmarkAddRows(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	y, w, rows, factors := make([]float32, 64), make([]int8, 50*64), make([]int32, 25), random(r, 25)
	for i := range rows {
		rows[i] = int32(2 * i)
	}
	for b.Loop() {
		AddRows(y, w, rows, factors)
	}
}
