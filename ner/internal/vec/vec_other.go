//go:build !amd64

package vec

const avx, avx2 = false, false

func mulAddAVX(y, w, x *float32, rows, blocks int)            {}
func mulTAVX(x, w, y *float32, rows, blocks int)              {}
func outerAVX(w, x, y *float32, rows, blocks int)             {}
func addCellsAVX2(y *float32, x *int8, a float32, blocks int) {}

func factorsAVX2(y *float64, x *float32, blocks int, top, beyond float32) float32 { return top }
