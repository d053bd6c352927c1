//go:build !amd64

package vec

const avx = false

func mulAddAVX(y, w, x *float32, rows, blocks int) {}
func mulTAVX(x, w, y *float32, rows, blocks int)   {}
func outerAVX(w, x, y *float32, rows, blocks int)  {}
