package timex

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"enricher/pipeline/numeral"
)

// shape reads a token that begins with a digit. Every shape has one class.
func shape(w, lang string) (lexeme, bool) {
	n := 0 // leading digits
	for n < len(w) && isDigit(w[n]) {
		n++
	}
	rest := w[n:]
	switch {
	case n == 0 || n > 15:
		return lexeme{}, false
	case rest == "":
		return lexeme{class: digitsClass(n), num: numeral.Int(int64(atoi(w)))}, true
	case rest == "." && lang == "de" && n <= 2:
		return lexeme{class: ordinal, digits: true, num: numeral.Int(int64(atoi(w[:n])))}, true
	case rest[0] == '-' && n == 4 && len(w) >= 10 && w[7] == '-', rest == "Z" && n == 2, len(rest) == 3 && rest[0] == 'T':
		return lexeme{class: isoDate}, true
	}
	if x, ok := dotted(w, n); ok {
		return x, true
	}
	d := numeral.ReadDigits(w, lang, 0)
	if d.Len < len(w) {
		fraction, size := utf8.DecodeRuneInString(w[d.Len:])
		v, ok := numeral.Vulgar(fraction)
		if sum, whole := d.Value.Add(v); ok && whole && d.Exact && d.Len+size == len(w) { // 2½
			return lexeme{class: digitsX, num: sum}, true
		}
		return lexeme{}, false
	}
	return lexeme{class: digitsX, num: d.Value}, d.Exact
}

// digitsClass is the class of a number of n digits.
func digitsClass(n int) class {
	switch n {
	case 1, 2:
		return digits2
	case 4:
		return digits4
	}
	return digitsX
}

// dotted reads up to two digits with points after them: 14.10.2014, 14.10.,
// 20.30.
func dotted(w string, n int) (lexeme, bool) {
	if n > 2 || w[n] != '.' {
		return lexeme{}, false
	}
	second := w[n+1:]
	b := 0
	for b < len(second) && isDigit(second[b]) {
		b++
	}
	if b < 1 || b > 2 {
		return lexeme{}, false
	}
	switch third := second[b:]; {
	case third == "" && b == 2:
		num, _ := numeral.Int(int64(100*atoi(w[:n]) + atoi(second))).Shift(-2)
		return lexeme{class: dotted2, num: num}, true
	case third == ".":
		return lexeme{class: dotted2}, true
	case third != "" && third[0] == '.' && (len(third) == 3 || len(third) == 5) && strings.Trim(third[1:], "0123456789") == "":
		return lexeme{class: dotted3}, true
	}
	return lexeme{}, false
}

// aHalf is ½.
var aHalf, _ = numeral.Vulgar('½')

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// atoi reads at most 18 digits.
func atoi(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 18; i++ {
		if !isDigit(s[i]) {
			return n
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// classBit is the index of a class of one bit.
func classBit(c class) int { return bits.TrailingZeros64(uint64(c)) }
