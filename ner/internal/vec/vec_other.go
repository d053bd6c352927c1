//go:build !amd64

package vec

const avx, avx2 = false, false

func mulAddAVX(y, w, x *float32, rows, blocks int)                                  {}
func mulTAVX(x, w, y *float32, rows, blocks int)                                    {}
func outerAVX(w, x, y *float32, rows, blocks int)                                   {}
func mulAdd4AVX(y0, y1, y2, y3, w, x0, x1, x2, x3 *float32, rows, blocks int)       {}
func addRowsAVX2(y *float32, w *int8, rows *int32, factors *float32, n, blocks int) {}
func recurAVX(y, before, gate, candidate *float32, blocks int)                      {}
func factorsAVX2(y *float64, x *float32, blocks int, top, beyond float32) float32   { return top }

func sumAVX(y *float32, xs *[]float32, n, blocks int) {}
func rectifyAVX(y *float32, blocks int)               {}
