package timex

import (
	"math/bits"
	"strings"

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
		return lexeme{class: ordDigits, num: numeral.Int(int64(atoi(w[:n])))}, true
	case rest[0] == '.' || rest[0] == ',' || rest[0] == '\'' || strings.HasPrefix(rest, "’"):
		return pointed(w, n, lang)
	case rest[0] == '-' && n == 4 && len(w) >= 10 && w[7] == '-':
		return lexeme{class: isoDate}, true
	}
	return lexeme{}, false
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

// pointed reads digits with points, commas or apostrophes between them:
// 14.10.2014, 20.30, 1.234, 3,5.
func pointed(w string, n int, lang string) (lexeme, bool) {
	dots := strings.Count(w, ".")
	onlyDots := strings.Trim(w, "0123456789.") == ""
	if onlyDots && n <= 2 {
		a, b, _ := strings.Cut(w, ".")
		b, c, _ := strings.Cut(b, ".")
		switch {
		case dots == 2 && b != "" && c != "" && len(b) <= 2 && (len(c) == 2 || len(c) == 4):
			return lexeme{class: dotted3}, true
		case len(b) == 2 && len(a) <= 2 && c == "" || dots == 2 && len(b) == 1 && c == "":
			return lexeme{class: dotted2, num: decimal(w, ".")}, true
		}
	}
	point, group := ".", ","
	if lang == "de" {
		point, group = ",", "."
	}
	for _, g := range []string{group, "'", "’", "."} {
		if plain := strings.ReplaceAll(w, g, ""); strings.Contains(w, g) && g != point && grouped(w, g) {
			return lexeme{class: digitsX, num: decimal(plain, point)}, true
		}
	}
	if strings.Count(w, point) == 1 && strings.Trim(w, "0123456789"+point) == "" {
		return lexeme{class: digitsX, num: decimal(w, point)}, true
	}
	return lexeme{}, false
}

// grouped reports whether every part after the mark has three digits.
func grouped(w, mark string) bool {
	parts := strings.Split(w, mark)
	for _, p := range parts[1:] {
		if len(p) != 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts) > 1
}

// decimal reads digits with at most one point.
func decimal(w, point string) numeral.Decimal {
	whole, fraction, _ := strings.Cut(w, point)
	fraction = strings.Trim(fraction, ".")
	if len(whole)+len(fraction) > 15 {
		return numeral.Decimal{}
	}
	d, _ := numeral.Int(int64(atoi(whole + fraction))).Shift(-len(fraction))
	return d
}

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
