package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is the end and kind of the word that begins with the letter at i.
func (s *scanner) word(i int) (int, Kind) {
	if s.tight(i) {
		if end := s.negation(i); end > i {
			return end, Word
		}
	}
	part := i // where the part after the latest dot or hyphen begins
	for j := s.letters(i); ; {
		if s.is(j, digit) && currencies[s.text[i:j]] { // CHF50, but not A380
			return j, Word
		}
		j = s.run(j)
		if j >= len(s.text) {
			return s.contracted(i, j), Word
		}
		next := j // past a mark that joins, else j
		switch c := s.text[j]; c {
		case '.':
			end, more := s.dot(i, part, j)
			if !more {
				return end, Word
			}
			next = end
		case '$':
			if dollars[s.text[i:j]] {
				return j + 1, Symbol
			}
		case '&', '_':
			if s.alnum(j + 1) {
				next = j + 1
			}
		case '/':
			if end := s.run(j + 1); units[s.text[i:j]] && units[s.text[j+1:end]] {
				return end, Word // km/h
			}
			fallthrough
		case '*', ':':
			if end := s.gendered(j); end > j {
				return end, Word
			}
		default:
			if n := s.apostrophe(j); n > 0 {
				if s.is(j+n, letter) && !s.isClitic(j, n) {
					next = j + n
				} else if s.genitive(j, n) {
					return j + n, Word
				}
			} else if n := s.hyphen(j); n > 0 {
				if s.alnum(j + n) {
					next = j + n
				} else if s.hanging(j + n) {
					return j + n, Word
				}
			}
		}
		if next == j {
			return s.contracted(i, j), Word
		}
		part, j = next, next
	}
}

// contracted is the end of the word [i, j) without an n that belongs to a
// following 't: do|n't.
func (s *scanner) contracted(i, j int) int {
	if j-1 > i && (s.text[j-1] == 'n' || s.text[j-1] == 'N') && s.negation(j-1) > 0 {
		return j - 1
	}
	return j
}

// negation is the end of n't at i, 0 if another word stands there.
func (s *scanner) negation(i int) int {
	if s.lang != english || s.text[i] != 'n' && s.text[i] != 'N' {
		return 0
	}
	n := s.apostrophe(i + 1)
	end := i + 1 + n
	if n == 0 || s.byteAt(end) != 't' && s.byteAt(end) != 'T' || s.alnum(end+1) {
		return 0
	}
	return end + 1
}

// isClitic reports whether the apostrophe of n bytes at i begins one of
// English 's, 'd, 'm, 're, 've, 'll, or the end of n't.
func (s *scanner) isClitic(i, n int) bool {
	if s.lang != english {
		return false
	}
	end := s.letters(i + n)
	if s.alnum(end) || s.hyphen(end) > 0 && s.alnum(end+s.hyphen(end)) { // St. John's-based
		return false
	}
	switch s.text[i+n : end] {
	case "s", "S", "d", "D", "m", "M", "re", "RE", "ve", "VE", "ll", "LL":
		return true
	case "t", "T":
		return s.text[i-1] == 'n' || s.text[i-1] == 'N'
	}
	return false
}

// clitic is the end of the English clitic whose apostrophe stands at i, 0 if
// there is none. Words that have lost their beginning count: 'em, 'til.
func (s *scanner) clitic(i int) int {
	n := s.apostrophe(i)
	if s.tight(i) {
		if s.is(i+n, letter) && s.isClitic(i, n) {
			return s.letters(i + n)
		}
		return 0
	}
	if s.lang == english {
		end := s.letters(i + n)
		switch s.text[i+n : end] {
		case "em", "til", "cause", "tis", "twas", "Tis", "Twas":
			return end
		}
	}
	return 0
}

// genitive reports whether the apostrophe of n bytes at i, behind a letter,
// marks a German genitive: Hans' Haus. Such names end in a sibilant.
func (s *scanner) genitive(i, n int) bool {
	if s.lang != german || s.quoted || s.alnum(i+n) {
		return false
	}
	switch s.text[i-1] {
	case 's', 'S', 'z', 'Z', 'x', 'X':
		return true
	}
	return strings.HasSuffix(s.text[:i], "ce") || strings.HasSuffix(s.text[:i], "ß") // Alice'
}

// hanging reports whether a hyphen that ends at i stands for a part said
// later: Nord- und Südkorea, Wirtschafts-, Finanz- und Sozialpolitik.
func (s *scanner) hanging(i int) bool {
	switch s.byteAt(i) {
	case ',', '/', ';', ')':
		return true
	}
	j := s.skip(i)
	return j > i && (s.lower(j) || s.byteAt(j) == '(')
}

// gendered is the end of a German gender suffix whose mark stands at i:
// Bürger*innen, Schüler:innen, Lehrer/-innen; 0 if there is none.
func (s *scanner) gendered(i int) int {
	if s.lang != german {
		return 0
	}
	i++
	if s.text[i-1] == '/' && s.byteAt(i) == '-' {
		i++
	}
	end := s.letters(i)
	if w := s.text[i:end]; w == "innen" || w == "in" {
		return end
	}
	return 0
}

// dot decides on the dot at j in the word that began at i and whose latest
// part began at part: the end of the word so far, and whether it goes on.
func (s *scanner) dot(i, part, j int) (end int, more bool) {
	single := utf8.RuneCountInString(s.text[part:min(j, part+5)]) == 1
	switch after := j + 1; {
	case s.byteAt(after) == '.': // an ellipsis follows
		return j, false
	case s.is(after, letter):
		run := s.letters(after)
		_, size := s.at(after)
		switch {
		case s.lower(after), s.listed(i, run) != 0: // Node.js, Ph.D
			return after, true
		case s.listed(i, j) == closing && s.byteAt(run) != '.': // 5 p.m.A spokesman
			return after, false
		case single && (run == after+size || run == after+2 && s.upper(run-1)): // U.S, E.ON
			return after, true
		case single || s.listed(i, j) != 0: // J.Smith, Prof.Meier
			return after, false
		}
		return j, false
	case s.is(after, digit):
		if s.is(j-1, digit) || s.listed(i, s.digits(after)) != 0 { // GPT-4.5, Sat.1
			return after, true
		}
		if single || s.listed(i, j) != 0 { // Nr.5
			return after, false
		}
		return j, false
	case s.hyphen(after) > 0 && s.is(after+s.hyphen(after), letter):
		if single || s.abbreviation(i, part, j) { // U.S.-led, Dipl.-Ing.
			return after + s.hyphen(after), true
		}
		return j, false
	}
	if s.abbreviation(i, part, j) {
		return j + 1, false
	}
	return s.contracted(i, j), false
}

// abbreviation reports whether the dot at j belongs to the word [i, j), the
// latest part of which began at part.
func (s *scanner) abbreviation(i, part, j int) bool {
	if j-part > longest {
		return false
	}
	next := s.skip(j + 1)
	if s.paragraph(j+1, next) {
		next = len(s.text)
	}
	kind := s.listed(i, j)
	if kind == 0 && s.shouted(i, j) && s.shouted(next, s.letters(next)) { // GEN. SMITH
		kind = s.lang.abbreviations[s.text[i:i+1]+strings.ToLower(s.text[i+1:j])]
	}
	if kind == 0 && part > i {
		if s.text[part-1] == '.' { // U.S., but not file.pdf
			return utf8.RuneCountInString(s.text[part:j]) <= 3 && strings.IndexByte(s.text[i:j], '.') <= 3
		}
		kind = s.listed(part, j) // Vize-Gen.
	}
	word := s.text[part:j]
	initial := part == i && utf8.RuneCountInString(word) == 1
	switch kind {
	case plain, final, closing:
		return true
	case title:
		return s.upper(next) && next > j+1
	case numbered:
		if s.is(next, digit) || s.isRoman(next, s.letters(next)) {
			return true
		}
		if !initial || !s.upper(i) {
			return false
		}
	case dated:
		return s.is(next, digit) || s.counted()
	case unit:
		return s.counted()
	case region:
		c := s.byteAt(next)
		return s.last() == "," || s.last() == "(" || c == ',' || c == ')'
	}
	switch c := s.byteAt(j + 1); {
	case next >= len(s.text):
		return false
	case initial:
		if s.tight(i) && s.counted() { // $4B.
			return false
		}
		if !s.upper(i) {
			return s.lang == german && c != '"'
		}
		return !s.lang.lettered[s.last()] && !s.lang.starters[s.text[next:s.letters(next)]]
	case s.lang == german && part == i && s.isRoman(i, j):
		return true
	case c == ',' || c == ';':
		return j-i <= 8
	}
	return next > j+1 && s.lower(next) && !hasVowel(word)
}

// longest is the length of the longest abbreviation in bytes, with room.
const longest = 24

// listed is the class of the abbreviation [i, j), 0 if it is in no list.
func (s *scanner) listed(i, j int) abbreviation {
	if j-i > longest {
		return 0
	}
	return s.lang.abbreviations[s.text[i:j]]
}

// shouted reports whether [i, j) is a word of several letters in capitals.
func (s *scanner) shouted(i, j int) bool {
	n := 0
	for _, r := range s.text[i:j] {
		if n++; !unicode.IsUpper(r) || n > 12 {
			return false
		}
	}
	return n > 1
}

// counted reports whether the latest token is a number.
func (s *scanner) counted() bool {
	n := len(s.doc.Tokens)
	return n > s.first && s.doc.Tokens[n-1].Kind == Number
}

// isRoman reports whether [i, j) is a Roman numeral.
func (s *scanner) isRoman(i, j int) bool {
	for _, c := range []byte(s.text[i:j]) {
		switch c {
		case 'I', 'V', 'X', 'L', 'C', 'M':
		default:
			return false
		}
	}
	return j > i
}

func hasVowel(word string) bool {
	for _, r := range word {
		switch r {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö', 'ü', 'A', 'E', 'I', 'O', 'U', 'Y', 'Ä', 'Ö', 'Ü':
			return true
		}
		if r > 0x17f {
			return true // not a Latin letter: no telling
		}
	}
	return false
}
