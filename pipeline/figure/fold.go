package figure

import "strings"

// maxWord is the longest word that the lexicon is asked for, in bytes.
const maxWord = 80

// A folded word is in lower case, for the letters of German and English, and
// without soft hyphens. Other letters are left alone.
type folded struct {
	buf [maxWord]byte
	n   int
}

// fold takes s, of maxWord bytes at most.
func (w *folded) fold(s string) {
	w.n = 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c-'A' < 26 || c >= 0x80 {
			switch {
			case c < 0x80:
				c += 'a' - 'A'
			case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xAD: // soft hyphen
				i++
				continue
			case upperAt(s, i): // À to Þ
				c += 0x20
			}
		}
		w.buf[w.n] = c
		w.n++
	}
}

func (w *folded) bytes() []byte { return w.buf[:w.n] }

// A table holds a lexicon's words for look-up in whatever case: a hash table, its
// slots a power of two and at most a quarter full. Every word of a text is looked
// up, and most are not found: it costs a third of folding the word and asking a
// map.
type table []*word

func makeTable(words map[string]*word) table {
	size := 1
	for size < 4*len(words) {
		size *= 2
	}
	t := make(table, size)
	for text, e := range words {
		at := hash(text) & uint64(size-1)
		for t[at] != nil {
			at = (at + 1) & uint64(size-1)
		}
		t[at] = e
	}
	return t
}

// find is the entry of a word; nil if there is none.
func (t table) find(s string) *word {
	mask := uint64(len(t) - 1)
	for at := hash(s) & mask; t[at] != nil; at = (at + 1) & mask {
		if folds(s, t[at].text) {
			return t[at]
		}
	}
	return nil
}

// hash mixes the first and the last eight bytes of a word, or four or fewer of a
// short one, alike for small letters and capitals, which differ in one bit.
func hash(s string) uint64 {
	var head, tail uint64
	switch n := len(s); {
	case n >= 8:
		head, tail = word4(s)|word4(s[4:])<<32, word4(s[n-8:])|word4(s[n-4:])<<32
	case n >= 4:
		head, tail = word4(s), word4(s[n-4:])
	case n > 0:
		head, tail = uint64(s[0])|uint64(s[n/2])<<8, uint64(s[n-1])
	}
	const bits = 0x2020202020202020
	h := (head|bits)*0x9E3779B97F4A7C15 ^ (tail|bits)*0xC2B2AE3D27D4EB4F
	return h ^ h>>32
}

// word4 is the number that four bytes make.
func word4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// folds reports whether s, without soft hyphens, is lower in lower case.
func folds(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != lower[i] && (c+0x20 != lower[i] || c-'A' >= 26 && !upperAt(s, i)) {
			return false
		}
	}
	return true
}

// fold is s in lower case.
func fold(s string) string {
	if !hasUpper(s) {
		return s
	}
	if len(s) > maxWord {
		return "" // no word
	}
	var w folded
	w.fold(s)
	return string(w.bytes())
}

// endsFold reports whether w ends in an ASCII ending, in whatever case.
func endsFold(w, ending string) bool {
	n := len(w) - len(ending)
	return n >= 0 && strings.EqualFold(w[n:], ending)
}

// hasUpper reports whether folding changes s.
func hasUpper(s string) bool {
	for i := range len(s) {
		if c := s[i]; c-'A' < 26 || c >= 0x80 && upperAt(s, i) {
			return true
		}
	}
	return false
}

// upperAt reports whether a capital letter, or a soft hyphen, ends at byte i.
func upperAt(s string, i int) bool {
	c := s[i]
	return c == 0xAD && i > 0 && s[i-1] == 0xC2 || i > 0 && s[i-1] == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97
}
