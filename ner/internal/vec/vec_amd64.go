package vec

import "golang.org/x/sys/cpu"

var avx = cpu.X86.HasAVX

// blocks counts Lanes floats, rows the elements of x; neither is zero.

//go:noescape
func mulAddAVX(y, w, x *float32, rows, blocks int)

//go:noescape
func mulTAVX(x, w, y *float32, rows, blocks int)

//go:noescape
func outerAVX(w, x, y *float32, rows, blocks int)
