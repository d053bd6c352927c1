package vec

import (
	"math/rand/v2"
	"testing"
)

func TestRecur(t *testing.T) {
	y := make([]float32, Lanes)
	before, gate, candidate := make([]float32, Lanes), make([]float32, Lanes), make([]float32, Lanes)
	for i, c := range []struct{ before, gate, candidate, want float32 }{
		{0.5, -9, 1, 0.5}, {0.5, 9, -1, -1}, {0.5, 0, 1, 0.75}, {0, 0, 5, 0.5}, {0, 1, -5, -0.75},
	} {
		before[i], gate[i], candidate[i] = c.before, c.gate, c.candidate
		Recur(y, before, gate, candidate)
		if y[i] != c.want {
			t.Errorf("%v: got %g", c, y[i])
		}
	}
	Recur(y, nil, gate, candidate)
	if y[0] != 0 || y[1] != -1 {
		t.Errorf("from zero: %v", y[:2])
	}
}

func TestRecurSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := 0; n <= 5*Lanes; n += Lanes {
		before, gate, candidate := random(r, n), random(r, n), random(r, n)
		got, want := make([]float32, n), make([]float32, n)
		Recur(got, before, gate, candidate)
		recur(want, before, gate, candidate)
		same(t, "Recur", got, want)
	}
}
