package ner

import (
	"bytes"
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// featureVersion changes whenever a word is normalised or described
// differently: weights of another version would be read wrongly.
const featureVersion = 2

// longest is the number of bytes of a word that are looked at.
const longest = 64

// normal appends to dst the form of a word that the model knows: digits 0,
// ß written ss as the Swiss do, one quotation mark, apostrophe and dash.
func normal(dst []byte, word string) []byte {
	for i, r := range word {
		if i >= longest {
			break
		}
		switch {
		case r < utf8.RuneSelf:
			if '0' <= r && r <= '9' {
				r = '0'
			}
			dst = append(dst, byte(r))
			continue
		case r == 'ß':
			dst = append(dst, "ss"...)
			continue
		case r == 'ẞ':
			dst = append(dst, "SS"...)
			continue
		case r == '\u00ad': // soft hyphen
			continue
		}
		switch r {
		case '„', '“', '”', '‟', '«', '»', '‹', '›', '‚', '″':
			r = '"'
		case '‘', '’', 'ʼ', '′', '´':
			r = '\''
		case '–', '—', '−', '‐', '‑', '―':
			r = '-'
		case '…':
			dst = append(dst, "..."...)
			continue
		default:
			if unicode.IsDigit(r) {
				r = '0'
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	if s := string(dst); s == "``" || s == "''" {
		dst = append(dst[:0], '"')
	}
	return dst
}

// The sentence's borders are words of the window, too.
var (
	borderStart = []byte("\x02")
	borderEnd   = []byte("\x03")
)

// The families of features that describe a word type.
const (
	famWord = iota + 1
	famLower
	famShape
	famShapeLen
	famPrefix
	famSuffix
	famTrigram
	famFourgram
	famPart
	famFirstPart
	famLastPart
	famFound
	famClass // and one more for each coarser granularity
)

// A hash identifies one feature; two features share one only by accident.
type hash uint64

func (h hash) byte(b byte) hash { return (h ^ hash(b)) * 0x100000001b3 }
func (h hash) rune(r rune) hash { return (h ^ hash(r)) * 0x9e3779b97f4a7c15 }
func family(f byte) hash        { return hash(0xcbf29ce484222325).byte(f) }
func (h hash) bytes(b []byte) hash {
	for _, c := range b {
		h = h.byte(c)
	}
	return h
}

// key folds the hash into the 32 bits that a model stores.
func (h hash) key() uint32 {
	x := uint64(h)
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 29
	return uint32(bits.RotateLeft64(x, 17))
}

// features appends the keys of all features of the normal form of a word.
func features(dst []uint32, word []byte) []uint32 {
	var lowerBuf, shapeBuf [longest + 4]rune
	lower, shape := lowerBuf[:0], shapeBuf[:0]
	var before rune
	for i := 0; i < len(word) && len(lower) < longest; {
		r, n := utf8.DecodeRune(word[i:])
		i += n
		lower = append(lower, unicode.ToLower(r))
		s := r
		switch {
		case unicode.IsUpper(r):
			s = 'X'
		case unicode.IsLetter(r):
			s = 'x'
		}
		if s != before {
			shape = append(shape, s)
		}
		before = s
	}

	dst = append(dst, family(famWord).bytes(word).key())
	h := family(famLower)
	for _, r := range lower {
		h = h.rune(r)
	}
	dst = append(dst, h.key())
	h = family(famShape)
	for _, r := range shape {
		h = h.rune(r)
	}
	dst = append(dst, h.key())
	h = family(famShapeLen).rune(rune(min(len(lower), 10)))
	for _, r := range shape {
		h = h.rune(r)
	}
	dst = append(dst, h.key())

	h = family(famPrefix)
	for _, r := range lower[:min(5, len(lower))] {
		h = h.rune(r)
		dst = append(dst, h.key())
	}
	h = family(famSuffix)
	for i := len(lower) - 1; i >= max(0, len(lower)-5); i-- {
		h = h.rune(lower[i])
		dst = append(dst, h.key())
	}

	at := func(i int) rune { // the word between borders
		if i < 0 {
			return '^'
		}
		if i == len(lower) {
			return '$'
		}
		return lower[i]
	}
	for i := -1; i+2 <= len(lower); i++ {
		h := family(famTrigram).rune(at(i)).rune(at(i + 1)).rune(at(i + 2))
		dst = append(dst, h.key())
		if i+3 <= len(lower) {
			h := family(famFourgram).rune(at(i)).rune(at(i + 1)).rune(at(i + 2)).rune(at(i + 3))
			dst = append(dst, h.key())
		}
	}

	if i := bytes.IndexByte(word, '-'); i >= 0 && len(word) > 1 {
		dst = append(dst, family(famFirstPart).bytes(word[:i]).key())
		j := bytes.LastIndexByte(word, '-')
		dst = append(dst, family(famLastPart).bytes(word[j+1:]).key())
		for part := range bytes.SplitSeq(word, []byte("-")) {
			dst = append(dst, family(famPart).bytes(part).key())
		}
	}
	return dst
}

// How a word's vector was found.
const (
	foundNot = iota
	foundTitle
	foundLower
	foundLast
	foundDotless
	foundSelf = 255
)

// find returns the index of a word's vector, or -1: that of the word itself,
// else that of an abbreviation without its dot, else, of a word in capitals, its title case, else its lower case, else that
// of the last part of a hyphenated word. how says which.
func find(words *vocabulary, word []byte) (index int32, how byte) {
	if i, ok := words.find(word); ok {
		return i, foundSelf
	}
	if n := len(word) - 1; n > 0 && word[n] == '.' {
		if i, ok := words.find(word[:n]); ok {
			return i, foundDotless
		}
	}
	var buf [2 * longest]byte
	r, n := utf8.DecodeRune(word)
	if unicode.IsUpper(r) {
		if isUpper(word) && len(word) > n+1 {
			title := append(buf[:0], word[:n]...)
			title = appendLower(title, word[n:])
			if i, ok := words.find(title); ok {
				return i, foundTitle
			}
		}
		if i, ok := words.find(appendLower(buf[:0], word)); ok {
			return i, foundLower
		}
	}
	if i := bytes.LastIndexByte(word, '-'); i > 0 && i+1 < len(word) {
		part := word[i+1:]
		if i, ok := words.find(part); ok {
			return i, foundLast
		}
		if i, ok := words.find(appendLower(buf[:0], part)); ok {
			return i, foundLast
		}
	}
	return -1, foundNot
}

// found appends what is known of a word by way of the one whose vector it
// takes: how that was found and its classes.
func found(dst []uint32, index int32, how byte, classes [][]uint16) []uint32 {
	if how != foundSelf {
		dst = append(dst, family(famFound).byte(how).key())
	}
	if index >= 0 {
		for i, of := range classes {
			dst = append(dst, family(famClass+byte(i)).rune(rune(of[index])).key())
		}
	}
	return dst
}

func isUpper(word []byte) bool {
	for i := 0; i < len(word); {
		r, n := utf8.DecodeRune(word[i:])
		if unicode.IsLower(r) {
			return false
		}
		i += n
	}
	return true
}

func appendLower(dst, word []byte) []byte {
	for i := 0; i < len(word); {
		r, n := utf8.DecodeRune(word[i:])
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
		i += n
	}
	return dst
}
