package lang

import "unicode"

// scripts are the writing systems that tell a language, and those that only
// exclude German and English.
var scripts = []struct {
	table *unicode.RangeTable
	code  string
}{
	{unicode.Greek, "el"},
	{unicode.Hangul, "ko"},
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Han, "zh"},
	{unicode.Hebrew, "he"},
	{unicode.Thai, "th"},
	{unicode.Georgian, "ka"},
	{unicode.Armenian, "hy"},
	{unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"},
	{unicode.Telugu, "te"},
	{unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Khmer, "km"},
	{unicode.Lao, "lo"},
	{unicode.Myanmar, "my"},
	{unicode.Sinhala, "si"},
}

// script reports whether text is mostly in Latin letters; if it is not, code
// is the language that its letters belong to, or Undetermined.
func script(text string) (code string, latin bool) {
	letters, other := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if r <= unicode.MaxLatin1 || unicode.Is(unicode.Latin, r) {
			continue
		}
		other++
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[i]++
				break
			}
		}
	}
	if letters == 0 {
		return Undetermined, false
	}
	if 2*other < letters {
		return "", true
	}
	// Japanese is written with more Chinese characters than its own.
	code, most := Undetermined, other/2
	for i, s := range scripts {
		n := counts[i]
		if s.code == "ja" && n > 0 {
			n += other
		}
		if n > most {
			code, most = s.code, n
		}
	}
	return code, false
}
