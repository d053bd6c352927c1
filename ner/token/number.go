package token

import "strings"

// number is the end and kind of the token that begins with the digit at i.
func (s *scanner) number(i int) (int, Kind) {
	j, points := s.figure(i)
	switch s.byteAt(j) {
	case '.':
		if end := s.price(j); end > j {
			return end, Number
		}
		if s.ordinal(i, j, points) {
			return j + 1, Number
		}
		return j, Number
	case '/':
		return j, Number
	}
	if n := s.hyphen(j); n > 0 {
		switch {
		case s.is(j+n, letter): // 82-jährigen, 52-year-old
			return s.compound(j + n), Number
		case s.hanging(j + n): // 10- bis 15-jährig
			return j + n, Number
		}
		return j, Number
	}
	if s.is(j, letter) {
		return s.suffixed(i, j)
	}
	return j, Number
}

// compound is the end of the word that goes on with the letter at i.
func (s *scanner) compound(i int) int {
	end, _ := s.word(i)
	return end
}

// figure is the end of the digits at i with their thousands and decimal
// marks, and the number of points among them.
func (s *scanner) figure(i int) (end, points int) {
	j := i
	for {
		for s.is(j, digit) {
			_, n := s.at(j)
			j += n
		}
		switch {
		case j < len(s.text) && (s.text[j] == '.' || s.text[j] == ',') && s.digits(j+1) > j+1:
			if s.text[j] == '.' {
				points++
			}
			j++
		case s.apostrophe(j) > 0 && s.digits(j+s.apostrophe(j)) == j+s.apostrophe(j)+3:
			j += s.apostrophe(j)
		default:
			return j, points
		}
	}
}

// suffixed is the end of the number [i, j) that letters follow: they belong to
// it (1970s, 21st, 1990er, 4x4) unless they are a unit or a magnitude (400|W,
// 3.5|bn).
func (s *scanner) suffixed(i, j int) (int, Kind) {
	end := s.letters(j)
	switch word := s.text[j:end]; {
	case s.is(end, digit):
	case word == "s" && !strings.ContainsAny(s.text[i:j], ".,"): // 1970s, 747s, but 9.8|s
	case units[word], s.currency() && magnitudes[word]:
		return j, Number
	case s.byteAt(end) == '.' && (word == "a" || word == "p") && s.byteAt(end+1) == 'm': // 7p.m.
		return j, Number
	}
	return s.compound(j), Number
}

// currency reports whether the latest token is a currency's sign or code.
func (s *scanner) currency() bool {
	n := len(s.doc.Tokens)
	return n > s.first && (s.doc.Tokens[n-1].Kind == Symbol || currencies[s.last()])
}

// price is the end of the mark for "no Rappen" at i: 50.-, 50.–, 50.--; 0 if
// there is none.
func (s *scanner) price(i int) int {
	j := i + 1
	for j < len(s.text) {
		switch {
		case s.text[j] == '-':
			j++
			continue
		case s.text[j] == 0xe2 && j+2 < len(s.text) && s.text[j+1] == 0x80 && (s.text[j+2] == 0x93 || s.text[j+2] == 0x94): // – —
			j += 3
			continue
		}
		break
	}
	if j == i+1 || s.alnum(j) {
		return 0
	}
	return j
}

// ordinal reports whether the dot at j belongs to the number [i, j), which
// holds the given number of points.
func (s *scanner) ordinal(i, j, points int) bool {
	next := s.skip(j + 1)
	if s.paragraph(j+1, next) {
		next = len(s.text)
	}
	if points == 0 && j-i <= 3 && next > j+1 && s.opening() && next < len(s.text) { // a list's numbering
		return true
	}
	if s.lang != german {
		return false
	}
	value := 0
	for _, c := range []byte(s.text[i:j]) {
		switch {
		case '0' <= c && c <= '9':
			value = min(value*10+int(c-'0'), 1<<20)
		case c != '.':
			return false
		}
	}
	before := s.last()
	if points == 1 && j-i <= 5 { // 24.12.
		return s.isDate(i, j) && (s.lower(next) || s.is(next, digit) || s.lang.dayward[before] || next == j+1 && next < len(s.text) && s.text[next] != '"')
	}
	if points > 0 || j-i > 4 {
		return false
	}
	if next == j+1 && next < len(s.text) { // something follows at once
		switch c := s.text[next]; {
		case c == ',' || c == ')' || c == ';' || c == ':' || c == '/' || c == '+':
			return true
		case s.is(next, letter):
			return s.lower(next) || s.lang.ranked[s.text[next:s.letters(next)]]
		}
		r := s.dash(next)
		return r > next && (s.is(r, digit) || s.is(r, letter)) // 14.–16., 1.-Mai-Feier
	}
	switch {
	case next >= len(s.text):
		return value <= 31 && (s.lang.dayward[before] || s.paired())
	case s.lower(next):
		return value < 1000
	case s.is(next, digit): // 3. 5. 2014
		end := s.digits(next)
		return value <= 31 && end-next <= 2 && s.byteAt(end) == '.' || value <= 12 && end-next == 4 && s.counted()
	}
	r := s.dash(next)
	if r > next { // 14. – 16. Oktober
		r = s.skip(r)
		end := s.digits(r)
		return end > r && s.byteAt(end) == '.'
	}
	word := s.text[next:s.letters(next)]
	switch {
	case s.lang.months[word]:
		return value <= 31
	case value >= 1000: // a year
		return false
	}
	return s.lang.determiners[before] || s.lang.ranked[word] || s.lang.ranked[suffixNoun(word)] ||
		s.paired() || before == "," && value < 100 && s.upper(next) && !s.lang.starters[word] // Karl, 2. Graf von Bern
}

// paired reports whether an ordinal and a conjunction stand before: 11. und 12.
func (s *scanner) paired() bool {
	n := len(s.doc.Tokens)
	if n < s.first+2 || s.doc.Tokens[n-2].Kind != Number || !strings.HasSuffix(s.doc.Word(n-2), ".") {
		return false
	}
	switch s.last() {
	case "und", "oder", "bis", "sowie":
		return true
	}
	return false
}

// dash is the end of the dash or slash at i, i if there is none.
func (s *scanner) dash(i int) int {
	switch {
	case i < len(s.text) && (s.text[i] == '-' || s.text[i] == '/'):
		return i + 1
	case i+2 < len(s.text) && s.text[i] == 0xe2 && s.text[i+1] == 0x80 && (s.text[i+2] == 0x93 || s.text[i+2] == 0x94):
		return i + 3
	}
	return i
}

// opening reports whether the next token is the first of its line or follows
// a full stop.
func (s *scanner) opening() bool {
	n := len(s.doc.Tokens)
	if n == s.first || s.last() == "." {
		return true
	}
	for i := s.doc.Tokens[n-1].End; i < len(s.text); i++ {
		switch s.text[i] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return false
}

// isDate reports whether [i, j) is a day and a month: 24.12.
func (s *scanner) isDate(i, j int) bool {
	k := s.digits(i)
	day, month := s.text[i:k], s.text[k+1:j]
	return len(day) <= 2 && len(month) <= 2 && (len(day) == 1 || day <= "31") && (len(month) == 1 || month <= "12")
}
