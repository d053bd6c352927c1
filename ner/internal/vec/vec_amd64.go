package vec

import "golang.org/x/sys/cpu"

var (
	avx  = cpu.X86.HasAVX
	avx2 = cpu.X86.HasAVX2
)

// blocks counts Lanes floats, rows the elements of x; neither is zero.

//go:noescape
func mulAddAVX(y, w, x *float32, rows, blocks int)

//go:noescape
func mulTAVX(x, w, y *float32, rows, blocks int)

//go:noescape
func outerAVX(w, x, y *float32, rows, blocks int)

//go:noescape
func addRowsAVX2(y *float32, w *int8, rows *int32, factors *float32, n, blocks int)

//go:noescape
func factorsAVX2(y *float64, x *float32, blocks int, top, beyond float32) float32

//go:noescape
func recurAVX(y, before, gate, candidate *float32, blocks int)

//go:noescape
func mulAdd4AVX(y0, y1, y2, y3, w, x0, x1, x2, x3 *float32, rows, blocks int)

//go:noescape
func sumAVX(y *float32, xs *[]float32, n, blocks int)

//go:noescape
func rectifyAVX(y *float32, blocks int)
