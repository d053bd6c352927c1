package numeral

import "strings"

var enSmall = map[string]int64{
	"zero": 0, "nil": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// enScales are the words that multiply what stands before them; lakh and
// crore are South Asian.
var enScales = map[string]Scale{
	"tens": {Decimal{1, 1}, true}, "dozen": {Value: Decimal{12, 0}}, "dozens": {Decimal{12, 0}, true}, "score": {Value: Decimal{2, 1}}, "scores": {Decimal{2, 1}, true},
	"hundred": {Value: Decimal{1, 2}}, "hundreds": {Decimal{1, 2}, true},
	"thousand": {Value: Decimal{1, 3}}, "thousands": {Decimal{1, 3}, true},
	"lakh": {Value: Decimal{1, 5}}, "lakhs": {Decimal{1, 5}, true}, "crore": {Value: Decimal{1, 7}}, "crores": {Decimal{1, 7}, true}, "krore": {Value: Decimal{1, 7}}, "krores": {Decimal{1, 7}, true}, "koti": {Value: Decimal{1, 7}},
	"million": {Value: Decimal{1, 6}}, "millions": {Decimal{1, 6}, true},
	"billion": {Value: Decimal{1, 9}}, "billions": {Decimal{1, 9}, true},
	"trillion": {Value: Decimal{1, 12}}, "trillions": {Decimal{1, 12}, true},
	"quadrillion": {Value: Decimal{1, 15}}, "quadrillions": {Decimal{1, 15}, true},
	"quintillion": {Value: Decimal{1, 18}}, "quintillions": {Decimal{1, 18}, true},
}

// enShortScales stand only after digits. The letters k, m and b mean other
// things too, so that the caller decides where they count.
var enShortScales = map[string]Scale{
	"doz": {Value: Decimal{12, 0}}, "doz.": {Value: Decimal{12, 0}}, "dozs": {Value: Decimal{12, 0}},
	"k": {Value: Decimal{1, 3}}, "lac": {Value: Decimal{1, 5}}, "lacs": {Value: Decimal{1, 5}}, "lkh": {Value: Decimal{1, 5}}, "lkhs": {Value: Decimal{1, 5}}, "cr": {Value: Decimal{1, 7}},
	"m": {Value: Decimal{1, 6}}, "mn": {Value: Decimal{1, 6}}, "mln": {Value: Decimal{1, 6}}, "mil": {Value: Decimal{1, 6}}, "mio": {Value: Decimal{1, 6}},
	"b": {Value: Decimal{1, 9}}, "bn": {Value: Decimal{1, 9}}, "bln": {Value: Decimal{1, 9}}, "bil": {Value: Decimal{1, 9}},
	"tn": {Value: Decimal{1, 12}}, "trn": {Value: Decimal{1, 12}}, "trln": {Value: Decimal{1, 12}}, "tln": {Value: Decimal{1, 12}},
}

var enOrdinals = map[string]int64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
	"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
	"hundredth": 100, "thousandth": 1000, "millionth": 1_000_000, "billionth": 1_000_000_000, "trillionth": 1_000_000_000_000,
}

// enCardinal reads one word, hyphens included (`twenty-one`,
// `one-hundred-and-five`).
func enCardinal(w string) (int64, bool) {
	if v, ok := enSmall[w]; ok {
		return v, true
	}
	if s, ok := enScales[w]; ok && !s.Plural {
		return s.Value.Int64()
	}
	if tens, unit, ok := strings.Cut(w, "-"); ok {
		t, u := enSmall[tens], enSmall[unit]
		if t >= 20 && u >= 1 && u <= 9 {
			return t + u, true
		}
	}
	return 0, false
}

func enOrdinal(w string) (int64, bool) {
	if v, ok := enOrdinals[w]; ok {
		return v, true
	}
	if tens, unit, ok := strings.Cut(w, "-"); ok {
		t, u := enSmall[tens], enOrdinals[unit]
		if t >= 20 && u >= 1 && u <= 9 {
			return t + u, true
		}
	}
	return 0, false
}

// enDenominator reads `third`, `quarters`, `hundredths`.
func enDenominator(w string) (int64, bool) {
	switch w {
	case "half", "halves":
		return 2, true
	case "quarter", "quarters":
		return 4, true
	}
	v, ok := enOrdinals[strings.TrimSuffix(w, "s")]
	return v, ok && v > 2
}
