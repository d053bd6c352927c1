package ner

// features32 maps the 32-bit keys of features to row numbers: an
// open-addressing table, half full at most. A key of 0 is kept apart as 1.
type features32 struct {
	slots []feature32
	mask  uint32
}

// A feature32 is free if its key is 0. Key and row share a cache line.
type feature32 struct {
	key uint32
	row int32
}

func newFeatures32(n int) features32 {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return features32{make([]feature32, size), uint32(size - 1)}
}

func (f *features32) slot(key uint32) *feature32 {
	i := (key * 0x9e3779b1) >> 7 & f.mask
	for f.slots[i].key != 0 && f.slots[i].key != key {
		i = (i + 1) & f.mask
	}
	return &f.slots[i]
}

func (f *features32) set(key uint32, row int32) {
	key = max(key, 1)
	*f.slot(key) = feature32{key, row}
}

func (f *features32) find(key uint32) (int32, bool) {
	s := f.slot(max(key, 1))
	return s.row, s.key != 0
}
