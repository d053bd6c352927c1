package vec

// Recur makes one step of a minimal gated recurrent unit,
//
//	y = before + g·(c − before)
//
// with the gate g = gate/4 + 1/2 between 0 and 1 and the candidate c between
// −1 and 1. before may be nil, for zeros.
func Recur(y, before, gate, candidate []float32) {
	if len(gate) != len(y) || len(candidate) != len(y) || before != nil && len(before) != len(y) {
		panic("vec: lengths differ")
	}
	if before == nil {
		clear(y)
		before = y
	}
	if avx && len(y) > 0 {
		recurAVX(&y[0], &before[0], &gate[0], &candidate[0], len(y)/Lanes)
		return
	}
	recur(y, before, gate, candidate)
}

func recur(y, before, gate, candidate []float32) {
	for i, b := range before {
		g := min(max(float32(gate[i]*0.25)+0.5, 0), 1)
		c := min(max(candidate[i], -1), 1)
		y[i] = b + float32(g*(c-b))
	}
}
