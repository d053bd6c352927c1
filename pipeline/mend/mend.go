// Package mend makes a reading copy of a text that was damaged on its way:
// UTF-8 read as Windows-1252 or Mac Roman ("fÃ¼r", "f√ºr"), entities left in
// plain text ("&amp;quot;"), soft hyphens and zero-width characters within
// words, no-break and other odd spaces, ligatures ("ﬁ"), letters with their
// marks apart ("ü" as two code points). The text itself is not changed: an
// Alignment tells where each stretch of the copy stands in it.
package mend

import (
	"html"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"enricher/ner/token"
)

// An Alignment maps spans between a text and its reading copy.
type Alignment struct {
	pieces []piece // ascending in both
}

// A piece is a stretch that the copy spells otherwise, or leaves out.
type piece struct{ copy, text token.Span }

// Text is the text's reading copy, and where it differs; the text itself and
// nil for a text without damage.
func Text(text string) (string, *Alignment) {
	at := firstSuspect(text)
	if at == len(text) {
		return text, nil
	}
	m := mender{text: text}
	for at < len(text) {
		if r, n := m.read(at); n > 0 {
			m.replace(at, n, r)
			at += n
		} else {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		at += firstSuspect(text[at:])
	}
	if len(m.pieces) == 0 {
		return text, nil
	}
	m.copy.WriteString(text[m.done:])
	return m.copy.String(), &Alignment{m.pieces}
}

// firstSuspect is the first byte that damage may begin with, or len(s).
func firstSuspect(s string) int {
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b < utf8.RuneSelf:
			if b == '&' {
				return i
			}
		case b == 0xc2 || b == 0xc3 && i+1 < len(s) && (s[i+1] <= 0x85 || s[i+1] == 0xa2), // NBSP, soft hyphen, ¬; Â Ã Ä Å, â
			b >= 0xe1 && b <= 0xef: // odd spaces and zero-width characters, √ and ‚, ligatures
			return i
		case b == 0xcc || b == 0xcd: // a combining mark, and the letter before it
			for i > 0 {
				i--
				if utf8.RuneStart(s[i]) {
					break
				}
			}
			return i
		}
	}
	return len(s)
}

type mender struct {
	text   string
	copy   strings.Builder
	done   int // how much of text is in copy
	pieces []piece

	tested, broken bool // whether the text was looked through for mojibake beyond doubt, and has it
}

// replace writes what stands before [at, at+n) as it is, and s for that.
func (m *mender) replace(at, n int, s string) {
	if m.pieces == nil {
		m.copy.Grow(len(m.text))
	}
	m.copy.WriteString(m.text[m.done:at])
	start := m.copy.Len()
	m.copy.WriteString(s)
	m.done = at + n
	m.pieces = append(m.pieces, piece{token.Span{Start: start, End: m.copy.Len()}, token.Span{Start: at, End: m.done}})
}

// read reads the damage at a byte: what it stands for, and its length; 0 where
// there is none.
func (m *mender) read(at int) (string, int) {
	s := m.text[at:]
	if s[0] == '&' {
		return entity(s)
	}
	if r, n := m.mojibake(s); n > 0 {
		if plain, other := plainRune(r, m.text[:at], s[n:]); other {
			return plain, n
		}
		return string(r), n
	}
	r, size := utf8.DecodeRuneInString(s)
	if plain, other := plainRune(r, m.text[:at], s[size:]); other {
		return plain, size
	}
	return composed(s, size)
}

// plainRune is how a rune is spelled in the copy, if otherwise. A space within
// a number stays as it is: it parts thousands.
func plainRune(r rune, before, after string) (string, bool) {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u061c', '\u180e',
		'\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return "", true
	case '\u00a0', '\u2007', '\u2009', '\u202f':
		if endsInDigit(before) && beginsWithDigit(after) {
			return "", false
		}
		return " ", true
	case '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2008', '\u200a', '\u205f', '\u3000':
		return " ", true
	case 'ﬀ':
		return "ff", true
	case 'ﬁ':
		return "fi", true
	case 'ﬂ':
		return "fl", true
	case 'ﬃ':
		return "ffi", true
	case 'ﬄ':
		return "ffl", true
	case 'ﬅ', 'ﬆ':
		return "st", true
	}
	if '！' <= r && r <= '～' { // full-width ASCII
		return string(r - '！' + '!'), true
	}
	return "", false
}

func endsInDigit(s string) bool {
	return s != "" && '0' <= s[len(s)-1] && s[len(s)-1] <= '9'
}

func beginsWithDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// composed joins a letter, of size bytes, with the combining marks behind it.
func composed(s string, size int) (string, int) {
	if first, _ := utf8.DecodeRuneInString(s); !unicode.IsLetter(first) {
		return "", 0
	}
	n := size
	for n < len(s) && n <= maxMarks {
		r, k := utf8.DecodeRuneInString(s[n:])
		if r < '\u0300' || r > '\u036f' {
			break
		}
		n += k
	}
	if n == size || n > maxMarks {
		return "", 0
	}
	c := norm.NFC.String(s[:n])
	if c == s[:n] {
		return "", 0
	}
	return c, n
}

// maxMarks is how many bytes a letter with its marks has at most.
const maxMarks = 16

// maxEntity is how many bytes an entity has at most, escaped several times.
const maxEntity = 24

// entity reads an HTML entity, escaped once or more: "&uuml;", "&amp;quot;".
func entity(s string) (string, int) {
	s = s[:min(len(s), maxEntity)]
	n := entityLength(s)
	if n == 0 {
		return "", 0
	}
	text := html.UnescapeString(s[:n])
	if text == s[:n] || !utf8.ValidString(text) {
		return "", 0
	}
	if text == "&" { // perhaps that of another entity
		if inner, k := entity("&" + s[n:]); k > 0 {
			return inner, n + k - 1
		}
		return text, n
	}
	if r, k := utf8.DecodeRuneInString(text); k == len(text) {
		if r < ' ' || r == utf8.RuneError {
			return "", 0
		}
		if plain, other := plainRune(r, "", ""); other {
			text = plain
		}
	}
	return text, n
}

// entityLength is the length of what is written like an entity.
func entityLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == ';' && i > 1:
			return i + 1
		case c == '#' && i == 1, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		default:
			return 0
		}
	}
	return 0
}

// A charset is one that UTF-8 is mistaken for, with the first runes that the
// UTF-8 of Latin letters and of punctuation begins with in it.
type charset struct {
	encode map[rune]byte
	leads  string
}

var (
	windows = newCharset(charmap.Windows1252, "ÂÃÄÅâ")
	mac     = newCharset(charmap.Macintosh, "¬√‚")
)

func newCharset(m *charmap.Charmap, leads string) *charset {
	c := &charset{encode: make(map[rune]byte, 256), leads: leads}
	for b := 0x80; b <= 0xff; b++ {
		if r := m.DecodeByte(byte(b)); r != utf8.RuneError {
			c.encode[r] = byte(b)
		}
	}
	if m == charmap.Windows1252 {
		for b := 0x80; b < 0xa0; b++ { // Latin-1 has controls here
			c.encode[rune(b)] = byte(b)
		}
	}
	return c
}

// mojibake reads UTF-8 that was taken for another charset, once or twice.
func (m *mender) mojibake(s string) (rune, int) {
	for _, c := range [...]*charset{windows, mac} {
		for depth := 1; depth >= 0; depth-- {
			r, n := c.decode(s, depth)
			if n == 0 {
				continue
			}
			// "SPÖ“", "„Ä“": a capital and a quotation mark are nothing broken.
			if lead, _ := utf8.DecodeRuneInString(s); (lead == 'Ä' || lead == 'Å') && !m.beyondDoubt() {
				continue
			}
			return r, n
		}
	}
	return 0, 0
}

// beyondDoubt reports whether the text has mojibake that can be nothing else.
func (m *mender) beyondDoubt() bool {
	if !m.tested {
		m.tested = true
		for _, sign := range [...]string{"Ã¤", "Ã¶", "Ã¼", "ÃŸ", "Ã\u009f", "Ã„", "Ã–", "Ãœ", "Ã©", "Ã¨", "â€", "â\u0080"} {
			m.broken = m.broken || strings.Contains(m.text, sign)
		}
	}
	return m.broken
}

// decode reads one rune whose bytes stand in s as runes of the charset, or as
// such mojibake themselves where depth is not 0.
func (c *charset) decode(s string, depth int) (rune, int) {
	lead, n := c.unit(s, depth)
	if !strings.ContainsRune(c.leads, lead) {
		return 0, 0
	}
	var buf [3]byte
	buf[0] = c.encode[lead]
	length := 2
	if buf[0] >= 0xe0 {
		length = 3
	}
	for k := 1; k < length; k++ {
		if n >= len(s) {
			return 0, 0
		}
		r, size := c.unit(s[n:], depth)
		b, ok := c.encode[r]
		if !ok || b < 0x80 || b > 0xbf {
			if k == 2 && buf[0] == 0xe2 && buf[1] == 0x80 && c == windows {
				if r != '\ufffd' {
					size = 0
				}
				return '”', n + size // its last byte, 9D, means nothing in Windows-1252 and was lost
			}
			return 0, 0
		}
		buf[k] = b
		n += size
	}
	r, size := utf8.DecodeRune(buf[:length])
	if size != length || !plausible(r) {
		return 0, 0
	}
	return r, n
}

// unit is the next rune, or what mojibake there stands for.
func (c *charset) unit(s string, depth int) (rune, int) {
	if depth > 0 {
		if r, n := c.decode(s, depth-1); n > 0 {
			return r, n
		}
	}
	return utf8.DecodeRuneInString(s)
}

// plausible reports whether news in German and English have the rune: Latin
// letters and marks, punctuation, currencies.
func plausible(r rune) bool {
	return r >= 0xa0 && r <= 0x17f || r >= 0x2000 && r <= 0x2044 || r == '€' || r == '™' || r == '−' || r >= 0xfb00 && r <= 0xfb06 || r == '\ufeff'
}

// ToText is where a span of the copy stands in the text. A border within a
// piece that the copy spells otherwise is moved out of it.
func (a *Alignment) ToText(s token.Span) token.Span {
	return a.carry(s, func(p piece) (from, to token.Span) { return p.copy, p.text })
}

// ToCopy is where a span of the text stands in the copy.
func (a *Alignment) ToCopy(s token.Span) token.Span {
	return a.carry(s, func(p piece) (from, to token.Span) { return p.text, p.copy })
}

func (a *Alignment) carry(s token.Span, sides func(piece) (from, to token.Span)) token.Span {
	// The last piece that begins at or before the start, before the end.
	start := sort.Search(len(a.pieces), func(i int) bool { from, _ := sides(a.pieces[i]); return from.Start > s.Start }) - 1
	end := sort.Search(len(a.pieces), func(i int) bool { from, _ := sides(a.pieces[i]); return from.Start >= s.End }) - 1
	out := s
	if start >= 0 {
		if from, to := sides(a.pieces[start]); s.Start < from.End {
			out.Start = to.Start
		} else {
			out.Start = to.End + s.Start - from.End
		}
	}
	if end >= 0 {
		if from, to := sides(a.pieces[end]); s.End <= from.End {
			out.End = to.End
		} else {
			out.End = to.End + s.End - from.End
		}
	}
	return out
}
