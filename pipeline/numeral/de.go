package numeral

import (
	"math"
	"strings"
)

// German writes a number below a million as one word, units before tens
// (einundzwanzig), hundreds and thousands in front, and may put `und` before
// the last part (hundertundeins).

var deTens = []entry{
	{"zwanzig", 20}, {"dreissig", 30}, {"dreißig", 30}, {"vierzig", 40},
	{"fünfzig", 50}, {"fuenfzig", 50}, {"sechzig", 60}, {"siebzig", 70}, {"achtzig", 80}, {"neunzig", 90},
}

var deTeens = []entry{
	{"zehn", 10}, {"elf", 11}, {"zwölf", 12}, {"zwoelf", 12}, {"dreizehn", 13}, {"vierzehn", 14},
	{"fünfzehn", 15}, {"fuenfzehn", 15}, {"sechzehn", 16}, {"siebzehn", 17}, {"achtzehn", 18}, {"neunzehn", 19},
}

// deUnits hold before another part of the word; `eins` only ends one, `ein`
// only begins one.
var deUnits = []entry{
	{"eins", 1}, {"ein", 1}, {"zwei", 2}, {"zwo", 2}, {"drei", 3}, {"vier", 4}, {"fünf", 5}, {"fuenf", 5},
	{"sechs", 6}, {"sieben", 7}, {"acht", 8}, {"neun", 9},
}

// deScales are the words that multiply what stands before them.
var deScales = map[string]Scale{
	"dutzend": {Value: Decimal{12, 0}}, "dutzende": {Decimal{12, 0}, true}, "dutzenden": {Decimal{12, 0}, true}, "dutzender": {Decimal{12, 0}, true},
	"halbdutzend": {Value: Decimal{6, 0}},
	"hundert":     {Value: Decimal{1, 2}}, "hunderte": {Decimal{1, 2}, true}, "hunderten": {Decimal{1, 2}, true}, "hunderter": {Decimal{1, 2}, true},
	"tausend": {Value: Decimal{1, 3}}, "tausende": {Decimal{1, 3}, true}, "tausenden": {Decimal{1, 3}, true}, "tausender": {Decimal{1, 3}, true},
	"zehntausende": {Decimal{1, 4}, true}, "zehntausenden": {Decimal{1, 4}, true}, "zehntausender": {Decimal{1, 4}, true},
	"hunderttausende": {Decimal{1, 5}, true}, "hunderttausenden": {Decimal{1, 5}, true}, "hunderttausender": {Decimal{1, 5}, true},
	"million": {Value: Decimal{1, 6}}, "millionen": {Decimal{1, 6}, true},
	"viertelmillion": {Value: Decimal{25, 4}}, "dreiviertelmillion": {Value: Decimal{75, 4}},
	"milliarde": {Value: Decimal{1, 9}}, "milliarden": {Decimal{1, 9}, true},
	"viertelmilliarde": {Value: Decimal{25, 7}}, "dreiviertelmilliarde": {Value: Decimal{75, 7}},
	"billion": {Value: Decimal{1, 12}}, "billionen": {Decimal{1, 12}, true},
	"billiarde": {Value: Decimal{1, 15}}, "billiarden": {Decimal{1, 15}, true},
	"trillion": {Value: Decimal{1, 18}}, "trillionen": {Decimal{1, 18}, true},
}

// deShortScales stand only after a number; Mia. is Swiss.
var deShortScales = map[string]Scale{
	"tsd": {Value: Decimal{1, 3}}, "tsd.": {Value: Decimal{1, 3}}, "td.": {Value: Decimal{1, 3}},
	"mio": {Value: Decimal{1, 6}}, "mio.": {Value: Decimal{1, 6}}, "mill.": {Value: Decimal{1, 6}},
	"mrd": {Value: Decimal{1, 9}}, "mrd.": {Value: Decimal{1, 9}}, "mia": {Value: Decimal{1, 9}}, "mia.": {Value: Decimal{1, 9}},
	"bio.": {Value: Decimal{1, 12}}, "k": {Value: Decimal{1, 3}},
}

// deHalves are the mixed numbers that no cardinal begins; the others end in
// `einhalb`.
var deHalves = []struct {
	word  string
	value Decimal
}{{"anderthalb", Decimal{15, -1}}, {"dreiviertel", Decimal{75, -2}}}

// deCardinal reads a lower-cased word. A lone `ein` is an article until the
// caller knows better.
func deCardinal(w string) (int64, bool) {
	switch w {
	case "null":
		return 0, true
	case "ein":
		return 0, false
	case "zweier", "zweien":
		return 2, true
	case "dreier", "dreien":
		return 3, true
	}
	v, rest, ok := deBelowMillion(w)
	return v, ok && rest == ""
}

// deBelowMillion reads the longest number below a million that w begins
// with. Every part may be followed by a smaller one; rest is what is left.
func deBelowMillion(w string) (v int64, rest string, ok bool) {
	v, rest, ok = deBelowThousand(w)
	if after, found := strings.CutPrefix(rest, "tausend"); found && (!ok || v < 1000) {
		if !ok {
			v = 1
		}
		v *= 1000
		rest = after
		if small, r, more := dePart(after, deBelowThousand); more {
			return v + small, r, true
		}
		return v, rest, true
	}
	return v, rest, ok
}

func deBelowThousand(w string) (v int64, rest string, ok bool) {
	v, rest, ok = deBelowHundred(w)
	after, found := strings.CutPrefix(rest, "hundert")
	if !found || ok && v > 19 {
		return v, rest, ok
	}
	if !ok {
		v = 1
	}
	v *= 100
	if small, r, more := dePart(after, deBelowHundred); more {
		return v + small, r, true
	}
	return v, after, true
}

func deBelowHundred(w string) (v int64, rest string, ok bool) {
	if v, rest, ok = cut(w, deTens); ok {
		return v, rest, true
	}
	if v, rest, ok = cut(w, deTeens); ok {
		return v, rest, true
	}
	if v, rest, ok = cut(w, deUnits); !ok {
		return 0, w, false
	}
	if after, found := strings.CutPrefix(rest, "und"); found {
		if tens, r, more := cut(after, deTens); more {
			return v + tens, r, true
		}
	}
	return v, rest, true
}

// dePart reads a smaller part after a larger one, with or without `und`.
func dePart(w string, read func(string) (int64, string, bool)) (int64, string, bool) {
	if after, found := strings.CutPrefix(w, "und"); found {
		if v, rest, ok := read(after); ok {
			return v, rest, true
		}
	}
	return read(w)
}

// dePrefix reads the number that a lower-cased word begins with, halves
// included (`zweieinhalb`, `anderthalb`), and what is left of the word.
func dePrefix(w string) (d Decimal, rest string, ok bool) {
	for _, half := range deHalves {
		if after, found := strings.CutPrefix(w, half.word); found {
			return half.value, after, true
		}
	}
	n, rest, ok := deBelowMillion(w)
	for _, half := range []string{"einhalb", "undeinhalb", "undhalb"} {
		if after, found := strings.CutPrefix(rest, half); ok && found {
			return newDecimal(10*n+5, -1), after, true
		}
	}
	return Int(n), rest, ok
}

// deOrdinal reads a declined ordinal (`dritten`, `einundzwanzigste`).
func deOrdinal(w string) (int64, bool) {
	if len(w) < 5 {
		return 0, false
	}
	stem := ""
	switch {
	case strings.HasSuffix(w, "e"):
		stem = w[:len(w)-1]
	case strings.HasSuffix(w, "en"), strings.HasSuffix(w, "er"), strings.HasSuffix(w, "em"), strings.HasSuffix(w, "es"):
		stem = w[:len(w)-2]
	}
	return deOrdinalStem(stem)
}

// deLarge are the stems of the magnitudes that make ordinals: millionste,
// milliardste.
var deLarge = []entry{{"million", 1e6}, {"milliard", 1e9}, {"billion", 1e12}, {"billiard", 1e15}, {"trillion", 1e18}}

// deCount reads the number below a thousand before a magnitude that is joined to
// it: zwei in zweimillionste, where one is `ein`.
func deCount(w string) (int64, bool) {
	v, rest, ok := deBelowThousand(w)
	return v, ok && rest == ""
}

// deOrdinalStem reads an ordinal without its ending, as in `drittgrösste`:
// t after 2 to 19, st after tens, hundreds and thousands.
func deOrdinalStem(stem string) (int64, bool) {
	if !strings.HasSuffix(stem, "t") {
		return 0, false
	}
	for _, irregular := range deIrregularOrdinals {
		if head, ok := strings.CutSuffix(stem, irregular.word); ok {
			if head == "" {
				return irregular.value, true
			}
			head = strings.TrimSuffix(head, "und")
			if v, ok := deCardinal(head); ok && v%100 == 0 {
				return v + irregular.value, true
			}
		}
	}
	if head, ok := strings.CutSuffix(stem, "st"); ok {
		if v, ok := deCardinal(head); ok && (v%100 >= 20 || v%100 == 0 && v > 0) {
			return v, true
		}
		for _, s := range deLarge {
			if many, ok := strings.CutSuffix(head, s.word); ok {
				v, ok := int64(1), many == ""
				if !ok {
					v, ok = deCount(many)
				}
				return v * s.value, ok && v <= math.MaxInt64/s.value
			}
		}
	}
	if v, ok := deCardinal(stem[:len(stem)-1]); ok && v%100 >= 2 && v%100 <= 19 {
		return v, true
	}
	return 0, false
}

var deIrregularOrdinals = []entry{{"erst", 1}, {"dritt", 3}, {"siebt", 7}, {"acht", 8}}

// deDenominator reads `drittel`, `fünftel`, `hundertstel`.
func deDenominator(w string) (int64, bool) {
	for _, ending := range []string{"el", "els", "eln"} {
		if stem, found := strings.CutSuffix(w, ending); found {
			v, ok := deOrdinalStem(stem)
			return v, ok && v > 2
		}
	}
	return 0, false
}
