package numeral

import (
	"math"
	"strings"
)

// Digits is a number written in digits, as it stands at the beginning of a
// text.
type Digits struct {
	Value    Decimal
	Len      int  // bytes of text that belong together, readable or not
	Exact    bool // Value holds; false for codes (007), versions (1.2.3), dates (3.5.2014) and what is too long
	Grouped  bool // thousands are marked
	Lone     bool // by one point or comma alone, which might be a decimal mark
	Fraction bool // a decimal mark is there
	Foreign  bool // the mark is not the language's own: 2.5 in German, 2,5 in English
	Count    int  // digits before the decimal mark
	Decimals int  // digits after it
}

// maxGroups bounds the digit groups of one number; longer chains are tables
// or codes.
const maxGroups = 8

// separators that may stand between two digit groups. Apostrophes are Swiss,
// spaces are ISO 31-0, French and South African.
var separators = []string{".", ",", "'", "’", " ", "\u00a0", "\u2009", "\u202f"}

// A Mark is what a text puts between thousands, or before decimals: '.', ',' or,
// for any apostrophe, '\”; 0 where it does not show.
type Mark byte

// Marks tells the marks of a digit string as far as it can be read in one way
// only: 17'600 and 1.234.567 show that for thousands, 3,5 that for decimals,
// 1,234.50 both and 1.234 none. What they are in one number of a text they are in
// the others.
func Marks(s string) (thousands, decimal Mark) {
	var seps [3]Mark
	var widths [4]int
	n := 0
	for i := 0; ; n++ {
		widths[n] = digitRun(s[i:])
		i += widths[n]
		sep := separatorOf(s[i:])
		if sep == "" || sep[0] == ' ' || digitRun(s[i+len(sep):]) == 0 {
			break
		}
		if n == len(seps) { // an address of a computer, a table
			return 0, 0
		}
		seps[n] = Mark(sep[0])
		if sep == "’" {
			seps[n] = '\''
		}
		i += len(sep)
	}
	threes := widths[0] > 0 && widths[0] <= 3 && s[0] != '0' && widths[1] == 3
	switch {
	case n == 1 && seps[0] == '\'' && threes:
		return '\'', 0
	case n == 1 && !threes && seps[0] != '\'':
		return 0, seps[0]
	case n == 2 && threes && seps[0] == seps[1] && widths[2] == 3:
		return seps[0], 0
	case n == 2 && threes && seps[0] != seps[1] && seps[1] != '\'':
		return seps[0], seps[1]
	}
	return 0, 0
}

// ReadDigits reads the digit string that s begins with; s[0] is a digit. A lone
// point or comma before three digits marks thousands if it is the text's mark
// for them, decimals if that is another, and where the mark does not show (0) the
// language decides: German has the decimal comma (Swiss copy the point as well),
// English the decimal point.
func ReadDigits(s, lang string, thousands Mark) Digits {
	var group [maxGroups]string
	var sep [maxGroups + 1]string // before the group
	n, end := 0, 0
	for {
		width := digitRun(s[end:])
		if n == maxGroups {
			return Digits{Len: end + chain(s[end:])}
		}
		group[n] = s[end : end+width]
		n++
		end += width
		mark := separatorOf(s[end:])
		if mark == "" || !continues(s[end+len(mark):], mark, group[:n], sep[1:n], lang == "de" || thousands == '.') {
			break
		}
		sep[n] = mark
		end += len(mark)
	}
	d := Digits{Len: end, Count: len(group[0])}
	if n == 1 {
		d.Value, d.Exact = parse(group[:1], "")
		return d
	}
	whole := n // groups
	if n == 4 && sep[1] == "." && sep[2] == "." && sep[3] == "." && max(group[0], group[1], group[2], group[3]) < "256" {
		return d // the address of a computer
	}
	last := sep[n-1]
	point := last == "." || last == ","
	d.Lone = point && n == 2 && groupsBy(group[:n], sep[:n], lang, thousands)
	if point && !(n > 2 && sep[1] == last) && !d.Lone {
		whole = n - 1
	}
	if whole > 1 && !grouped(group[:whole], sep[1:whole]) {
		return d
	}
	d.Grouped = whole > 1
	d.Count = 0
	for _, g := range group[:whole] {
		d.Count += len(g)
	}
	fraction := ""
	if whole < n {
		fraction = group[n-1]
		d.Fraction, d.Decimals = true, len(fraction)
		d.Foreign = (last == ",") != (lang == "de")
	}
	d.Value, d.Exact = parse(group[:whole], fraction)
	return d
}

// groupsBy reports whether the only separator, a point or comma, marks
// thousands, by the text's own mark or the language's rule: 1.234 in German,
// 1,234 in English.
func groupsBy(group, sep []string, lang string, thousands Mark) bool {
	switch {
	case thousands == 0 && lang == "en":
		thousands = ','
	case thousands == 0:
		thousands = '.'
	}
	return sep[1] == string(rune(thousands)) && grouped(group, sep[1:])
}

// continues reports whether the digits of rest, after the separator, go on
// with the number. A space and an apostrophe only stand before three digits;
// a plain space in English only before three zeros, because two numbers may
// stand side by side there.
func continues(rest, mark string, group, seps []string, decimalComma bool) bool {
	width := digitRun(rest)
	if width == 0 {
		return false
	}
	switch mark {
	case ".":
		return true
	case ",":
		// Where it is no decimal mark, a comma before anything but three
		// digits (or two, in lakhs) ends the number.
		return decimalComma || width == 3 || width == 2 && len(group[0]) <= 2
	}
	if width != 3 || len(group[0]) > 3 || group[0][0] == '0' {
		return false
	}
	for _, s := range seps {
		if s != mark {
			return false
		}
	}
	return mark != " " || decimalComma || rest[:3] == "000"
}

// grouped reports whether the groups are thousands: one separator throughout,
// three digits a group; or, with commas, lakhs and crores (12,34,567).
func grouped(group, sep []string) bool {
	for _, s := range sep {
		if s != sep[0] {
			return false
		}
	}
	if len(group[0]) > 3 || group[0][0] == '0' {
		return false
	}
	threes, twos := true, sep[0] == "," && len(group) > 2 && len(group[0]) <= 2
	for i, g := range group[1:] {
		threes = threes && len(g) == 3
		if i < len(group)-2 {
			twos = twos && len(g) == 2
		} else {
			twos = twos && len(g) == 3
		}
	}
	return threes || twos
}

// parse makes the decimal of the digit groups before the mark and the digits
// after it. A leading zero marks a code.
func parse(whole []string, fraction string) (Decimal, bool) {
	if len(whole[0]) > 1 && whole[0][0] == '0' {
		return Decimal{}, false
	}
	fraction = strings.TrimRight(fraction, "0")
	var coef int64
	zeros := 0 // at the end so far, not yet in coef
	for i := 0; i <= len(whole); i++ {
		group := fraction
		if i < len(whole) {
			group = whole[i]
		}
		for j := 0; j < len(group); j++ {
			zeros++
			if group[j] == '0' {
				continue
			}
			var ok bool
			if coef, ok = shift(coef, zeros); !ok || coef > math.MaxInt64-9 {
				return Decimal{}, false
			}
			coef += int64(group[j] - '0')
			zeros = 0
		}
	}
	exp := zeros - len(fraction)
	if exp > maxExp || exp < -maxExp {
		return Decimal{}, false
	}
	return newDecimal(coef, exp), true
}

// chain is the length of the digits, points and commas that s begins with.
func chain(s string) int {
	n := digitRun(s)
	for n < len(s) && (s[n] == '.' || s[n] == ',') {
		width := digitRun(s[n+1:])
		if width == 0 {
			break
		}
		n += 1 + width
	}
	return n
}

func separatorOf(s string) string {
	for _, mark := range separators {
		if strings.HasPrefix(s, mark) {
			return mark
		}
	}
	return ""
}

func digitRun(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// Vulgar is the value of a vulgar fraction sign (½).
func Vulgar(r rune) (Decimal, bool) {
	for _, v := range vulgars {
		if v.sign == r {
			return Ratio(v.over, v.under), true
		}
	}
	return Decimal{}, false
}

var vulgars = []struct {
	sign        rune
	over, under int64
}{
	{'½', 1, 2}, {'⅓', 1, 3}, {'⅔', 2, 3}, {'¼', 1, 4}, {'¾', 3, 4}, {'⅕', 1, 5}, {'⅖', 2, 5}, {'⅗', 3, 5}, {'⅘', 4, 5},
	{'⅙', 1, 6}, {'⅛', 1, 8}, {'⅜', 3, 8}, {'⅝', 5, 8}, {'⅞', 7, 8},
}
