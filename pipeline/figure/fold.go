package figure

import (
	"encoding/binary"
	"strings"
)

// maxWord is the longest word that the lexicon is asked for, in bytes.
const maxWord = 80

// A folded word is in lower case, for the letters of German and English, and
// without soft hyphens. Other letters are left alone.
type folded struct {
	buf [maxWord]byte // zero behind the word
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

// drop forgets the last byte.
func (w *folded) drop() {
	w.n--
	w.buf[w.n] = 0
}

// hash mixes the first and the last eight bytes.
func (w *folded) hash() uint64 {
	h := binary.LittleEndian.Uint64(w.buf[:]) * 0x9E3779B97F4A7C15
	if w.n > 8 {
		h ^= binary.LittleEndian.Uint64(w.buf[w.n-8:]) * 0xC2B2AE3D27D4EB4F
	}
	return h ^ h>>32
}

// A table holds a lexicon's words for look-up: a hash table without collisions
// to speak of, its slots a power of two and at most a quarter full. It costs
// half of what a map does, and every word of a text is looked up.
type table []*word

func makeTable(words map[string]*word) table {
	size := 1
	for size < 4*len(words) {
		size *= 2
	}
	t := make(table, size)
	for text, e := range words {
		var w folded
		w.fold(text)
		at := w.hash() & uint64(size-1)
		for t[at] != nil {
			at = (at + 1) & uint64(size-1)
		}
		t[at] = e
	}
	return t
}

// find is the entry of a word; nil if there is none.
func (t table) find(w *folded) *word {
	mask := uint64(len(t) - 1)
	for at := w.hash() & mask; t[at] != nil; at = (at + 1) & mask {
		if t[at].text == string(w.bytes()) {
			return t[at]
		}
	}
	return nil
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
