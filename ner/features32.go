package ner

// features32 maps the 32-bit keys of features to row numbers: an
// open-addressing table, half full at most. A key of 0 is kept apart as 1.
type features32 struct {
	keys []uint32
	rows []int32
	mask uint32
}

func newFeatures32(n int) features32 {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return features32{make([]uint32, size), make([]int32, size), uint32(size - 1)}
}

func (f *features32) slot(key uint32) (uint32, uint32) {
	key = max(key, 1)
	i := (key * 0x9e3779b1) >> 7 & f.mask
	for f.keys[i] != 0 && f.keys[i] != key {
		i = (i + 1) & f.mask
	}
	return i, key
}

func (f *features32) set(key uint32, row int32) {
	i, key := f.slot(key)
	f.keys[i], f.rows[i] = key, row
}

func (f *features32) find(key uint32) (int32, bool) {
	i, _ := f.slot(key)
	return f.rows[i], f.keys[i] != 0
}
