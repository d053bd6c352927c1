package gazetteer

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A hash is the running FNV-1a hash of a surface form as it is folded: lower
// case, ß as ss, curly apostrophes straight, dots left out, composed (NFC).
// Because it runs over characters, not tokens, it does not matter how a name
// was cut into tokens; only white space between them counts, as one blank.
type hash uint64

const seed hash = 14695981039346656037

func (h hash) byte(b byte) hash { return (h ^ hash(b)) * 1099511628211 }

// add folds text into the hash.
func (h hash) add(text string) hash {
	start, composed := h, false
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			i++
			switch {
			case 'A' <= b && b <= 'Z':
				h = h.byte(b | 0x20)
			case b != '.':
				h = h.byte(b)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !composed && unicode.Is(unicode.Mn, r) { // once a text, however many marks it has
			composed = true
			if c := norm.NFC.String(text); c != text {
				text, i, h = c, 0, start
				continue
			}
		}
		i += n
		h = h.rune(r)
	}
	return h
}

func (h hash) rune(r rune) hash {
	var buf [utf8.UTFMax]byte
	switch r {
	case 'ß', 'ẞ':
		return h.byte('s').byte('s')
	case '’', '‘', 'ʼ':
		return h.byte('\'')
	case '\u2010', '\u2011':
		return h.byte('-')
	}
	for _, b := range buf[:utf8.EncodeRune(buf[:], unicode.ToLower(r))] {
		h = h.byte(b)
	}
	return h
}

// key is the hash's final form, spread over all bits (the finaliser of
// MurmurHash3), so that its top bits can index a table.
func (h hash) key() uint64 {
	k := uint64(h)
	k ^= k >> 33
	k *= 0xff51afd7ed558ccd
	k ^= k >> 33
	k *= 0xc4ceb9fe1a85ec53
	k ^= k >> 33
	return k
}
