package dateline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// decode is the rune at p and its length; one byte at a time in broken text.
func decode(text string, p int) (rune, int) {
	if p >= len(text) {
		return 0, 1
	}
	return utf8.DecodeRuneInString(text[p:])
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\t' || r == '\u202f' }

// skipSpace passes blanks; a line break is none.
func skipSpace(text string, p, end int) int {
	for p < end {
		r, n := decode(text, p)
		if !isSpace(r) {
			break
		}
		p += n
	}
	return p
}

// trim is the span without the white space around it.
func trim(text string, s token.Span) token.Span {
	part := text[s.Start:s.End]
	s.Start += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(part))
	return s
}

// word is the end of the word at p: letters with inner hyphens, apostrophes and
// dots ("Stoke-on-Trent", "N'DJAMENA", "D.C."), and the dot of an abbreviation
// ("St.", "Conn."). p itself when no word begins there.
func word(text string, p, end int) int {
	start := p
	for p < end {
		r, n := decode(text, p)
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			p += n
			continue
		case p > start && (r == '-' || r == '\'' || r == '’' || r == '.' || r == '‑'):
			if next, _ := decode(text, p+n); p+n < end && unicode.IsLetter(next) {
				p += n
				continue
			}
			if r == '.' && abbreviated(text[start:p]) {
				p += n
			}
		}
		break
	}
	return p
}

// abbreviated reports whether a dot after the word belongs to it.
func abbreviated(w string) bool {
	if len(w) == 1 || strings.Contains(w, ".") {
		return true // "W. Va.", "N.Y."
	}
	lower := strings.ToLower(w)
	return placeAbbreviations[lower] || regionAbbreviations[lower]
}

// upper reports whether a word has letters and all of them are capitals.
func upper(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// capitalised reports whether a capital letter stands at p.
func capitalised(text string, p, end int) bool {
	r, _ := decode(text, p)
	return p < end && unicode.IsUpper(r)
}

// digits is the end of the run of at most limit ASCII digits at p, and its value.
func digits(text string, p, end, limit int) (int, int) {
	v := 0
	for n := 0; p < end && n < limit && text[p] >= '0' && text[p] <= '9'; n++ {
		v = v*10 + int(text[p]-'0')
		p++
	}
	return p, v
}
