package pos

// A place says where a word or suffix stands that a feature looks at.
type place uint64

// The model's templates that look at words and suffixes.
const (
	suffix0    place = iota + 1 // the word's own last three bytes
	suffix1                     // those of the word before
	suffixNext                  // and after
	word0                       // the word itself
	word1                       // the one before
	word2                       // the second before
	wordNext                    // the one after
	wordSecond                  // the second after
	tagged0                     // the word with the tag before it: one place for each tag
)

// key is a feature's key in the table. Two of some hundred thousand features
// share one of the 2^64 keys with a probability of one in a billion.
func key(p place, h uint64) uint64 {
	h ^= uint64(p) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	return h | 1 // 0 marks a free slot
}

// A table maps keys to spans of weights, with open addressing.
type table struct {
	slots []slot // their number is a power of two
}

type slot struct {
	key  uint64
	span span
}

// newTable has room for n entries.
func newTable(n int) table {
	size := 1
	for size < 2*n {
		size *= 2
	}
	return table{make([]slot, size)}
}

func (t *table) get(key uint64) span {
	mask := uint64(len(t.slots) - 1)
	for i := key >> 1 & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.key == key {
			return s.span
		}
		if s.key == 0 {
			return span{}
		}
	}
}

func (t *table) put(key uint64, v span) {
	mask := uint64(len(t.slots) - 1)
	i := key >> 1 & mask
	for t.slots[i].key != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = slot{key, v}
}
