// Package numeral reads German and English numbers: words, digits with every
// thousands and decimal convention, magnitudes, ordinals and fractions. Values
// are exact; what cannot be read exactly is not read.
package numeral

import (
	"strconv"
	"strings"
)

// entry is a word, or a part of one, with its value.
type entry struct {
	word  string
	value int64
}

// A Scale is a word that multiplies the number before it (`Mio.`, `dozen`).
type Scale struct {
	Value  Decimal
	Plural bool // Millionen, dozens: alone, it says "several of them"
}

// Cardinal is the value of a number word: "einundzwanzig", "twenty-one",
// "hundert". Digits are not words; German `ein`, `eine` alone is an article
// and English `one` is left to the caller's context.
func Cardinal(word, lang string) (int64, bool) {
	w := strings.ToLower(word)
	if lang == "de" {
		if v, ok := deCardinal(w); ok {
			return v, true
		}
		if s, ok := deScales[w]; ok && !s.Plural {
			return s.Value.Int64()
		}
		return 0, false
	}
	return enCardinal(w)
}

// Magnitude is the value of a word that multiplies: "Millionen", "lakh", and
// of those that do so only after a number: "Mrd.", "bn".
func Magnitude(word, lang string) (Scale, bool) {
	full, short := enScales, enShortScales
	if lang == "de" {
		full, short = deScales, deShortScales
	}
	w := strings.ToLower(word)
	if s, ok := full[w]; ok {
		return s, true
	}
	s, ok := short[w]
	return s, ok
}

// Ordinal is the value of an ordinal in words or digits: "dritten", "third",
// "21st", "14.".
func Ordinal(word, lang string) (int64, bool) {
	w := strings.ToLower(word)
	if w == "" {
		return 0, false
	}
	if w[0] >= '0' && w[0] <= '9' {
		return digitOrdinal(w, lang)
	}
	if lang == "de" {
		return deOrdinal(w)
	}
	return enOrdinal(w)
}

// digitOrdinal reads `14.` in German and `1st`, `22nd`, `11th` in English,
// where the ending must agree with the number.
func digitOrdinal(w, lang string) (int64, bool) {
	n := 0
	for n < len(w) && w[n] >= '0' && w[n] <= '9' {
		n++
	}
	v, err := strconv.ParseInt(w[:n], 10, 64)
	if err != nil {
		return 0, false
	}
	ending := w[n:]
	if lang == "de" {
		return v, ending == "."
	}
	want := "th"
	if v%100 < 11 || v%100 > 13 {
		switch v % 10 {
		case 1:
			want = "st"
		case 2:
			want = "nd"
		case 3:
			want = "rd"
		}
	}
	return v, ending == want
}

// Denominator is the value of a fraction's lower part: "Drittel", "quarters".
func Denominator(word, lang string) (int64, bool) {
	w := strings.ToLower(word)
	if lang == "de" {
		return deDenominator(w)
	}
	return enDenominator(w)
}

// Prefix reads the German number that a joined word begins with
// (`siebenköpfige` → 7, "köpfige"; `zweieinhalb` → 2.5, "") and the rest of
// the word. The word is lower-cased.
func Prefix(word string) (v Decimal, rest string, ok bool) { return dePrefix(word) }

// OrdinalPrefix reads the German ordinal stem that a joined word begins with
// (`drittgrösste` → 3, "grösste"). The word is lower-cased.
func OrdinalPrefix(word string) (v int64, rest string, ok bool) {
	for _, irregular := range deIrregularOrdinals {
		if after, found := strings.CutPrefix(word, irregular.word); found {
			return irregular.value, after, true
		}
	}
	n, rest, ok := deBelowMillion(word)
	if !ok {
		return 0, word, false
	}
	ending := "t"
	if n%100 >= 20 || n%100 == 0 {
		ending = "st"
	}
	after, found := strings.CutPrefix(rest, ending)
	return n, after, found && n > 1
}

// cut finds the longest entry that w begins with.
func cut(w string, entries []entry) (value int64, rest string, ok bool) {
	rest = w
	for _, e := range entries {
		if after, found := strings.CutPrefix(w, e.word); found && len(after) < len(rest) {
			value, rest, ok = e.value, after, true
		}
	}
	return value, rest, ok
}
