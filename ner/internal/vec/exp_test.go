package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestExp(t *testing.T) {
	for x := -79.9; x < 80; x += 0.0173 {
		if got, want := Exp(x), math.Exp(x); math.Abs(got/want-1) > 1e-10 {
			t.Fatalf("Exp(%g) = %g, want %g", x, got, want)
		}
	}
	if Exp(-1000) != 0 || math.IsInf(Exp(1000), 0) {
		t.Error("Exp is not clamped")
	}
}

// Factors gives the bits of its definition, whatever the machine.
func TestFactors(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n < 70; n++ {
		for _, beyond := range []float32{14, 80} {
			x, y := random(r, n), make([]float64, n)
			for i := range x {
				x[i] *= 30
			}
			x[r.IntN(n)] = slices.Max(x) - beyond // on the bound
			top := Factors(y, x, beyond)
			if top != slices.Max(x) {
				t.Fatalf("top is %g of %v", top, x)
			}
			for i, z := range x {
				var want float64
				if z > top-beyond {
					want = Exp(float64(z - top))
				}
				if math.Float64bits(y[i]) != math.Float64bits(want) {
					t.Fatalf("length %d: the factor of %g below %g is %g, want %g", n, z, top, y[i], want)
				}
			}
		}
	}
}

// What is no number has no weight.
func TestFactorsOfNoNumbers(t *testing.T) {
	for _, odd := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		x, y := make([]float32, 49), make([]float64, 49)
		x[3] = float32(odd)
		Factors(y, x, 14)
		for i, f := range y {
			if math.IsNaN(f) || f > 1 || f < 0 || i == 3 && f != 0 {
				t.Errorf("%g among zeros: factor %d is %g", odd, i, f)
			}
		}
	}
}

func BenchmarkFactors(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x, y := random(r, 49), make([]float64, 49)
	for i := range x {
		x[i] *= 8
	}
	for b.Loop() {
		Factors(y, x, 14)
	}
}
