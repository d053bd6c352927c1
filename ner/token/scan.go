package token

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Add cuts text[region.Start:region.End] and appends its tokens and
// sentences; no sentence crosses the region's borders. Regions are added in
// ascending order.
func (d *Doc) Add(region Span) {
	if len(d.Tokens) == 0 { // news copy has a token every six bytes, a sentence every hundred and twenty
		d.Tokens = slices.Grow(d.Tokens, (len(d.Text)-region.Start)/5+8)
		d.Sentences = slices.Grow(d.Sentences, (len(d.Text)-region.Start)/100+4)
	}
	s := scanner{doc: d, text: d.Text[:region.End], start: region.Start, first: len(d.Tokens), lang: english}
	if d.Lang == "de" {
		s.lang = german
	}
	for i := region.Start; ; {
		at := s.skip(i)
		if at >= region.End {
			break
		}
		end, kind := s.token(at)
		d.Tokens = append(d.Tokens, Token{Span{at, end}, kind, at > i || i == region.Start})
		i = end
	}
	s.sentences()
}

// A scanner cuts one region. It looks at most one word, or one link, ahead and
// one token back, so that its time is linear in the text.
type scanner struct {
	doc    *Doc
	text   string // up to the region's end
	start  int    // of the region
	first  int    // the region's first token
	lang   *language
	quoted bool // a single quotation mark is open: the next one closes it
}

// class is what a character does to the token it stands in.
type class uint8

const (
	mark   class = iota // stands for itself
	space               // separates: white space, controls, invisible marks of direction
	letter              // letters, combining marks
	digit               // decimal digits, fractions, superscripts
	joiner              // soft hyphen, zero-width joiners: continue a word, begin none
	broken              // a byte that is no UTF-8
)

var ascii = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch r := rune(c); {
		case unicode.IsLetter(r):
			t[c] = letter
		case unicode.IsDigit(r):
			t[c] = digit
		case r == ' ' || unicode.IsControl(r):
			t[c] = space
		}
	}
	return t
}()

// at classifies the character at byte i; its size is 0 at the end.
func (s *scanner) at(i int) (class, int) {
	if i >= len(s.text) {
		return space, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return ascii[c], 1
	}
	r, n := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case r == utf8.RuneError && n == 1:
		return broken, 1
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letter, n
	case unicode.IsNumber(r):
		return digit, n
	case r == '\u00ad', r == '\u200c', r == '\u200d':
		return joiner, n
	case isSpace(r):
		return space, n
	}
	return mark, n
}

// isSpace reports whether r only separates tokens: white space, and what
// prints as nothing (controls, zero-width space, byte order and direction
// marks).
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r != '\u200c' && r != '\u200d' && r != '\u00ad' && unicode.Is(unicode.Cf, r)
}

// skip is the first byte from i on that belongs to a token.
func (s *scanner) skip(i int) int {
	for i < len(s.text) {
		c, n := s.at(i)
		if c != space && c != joiner {
			break
		}
		i += n
	}
	return i
}

// run is the end of the letters and digits that stand from i on.
func (s *scanner) run(i int) int {
	for i < len(s.text) {
		c, n := s.at(i)
		if c != letter && c != digit && c != joiner {
			break
		}
		i += n
	}
	return i
}

// letters is the end of the letters that stand from i on.
func (s *scanner) letters(i int) int {
	for i < len(s.text) {
		c, n := s.at(i)
		if c != letter {
			break
		}
		i += n
	}
	return i
}

// digits is the end of the ASCII digits that stand from i on.
func (s *scanner) digits(i int) int {
	for i < len(s.text) && '0' <= s.text[i] && s.text[i] <= '9' {
		i++
	}
	return i
}

// is reports whether a character of class c stands at i.
func (s *scanner) is(i int, c class) bool {
	got, n := s.at(i)
	return got == c && n > 0
}

// alnum reports whether a letter or digit stands at i.
func (s *scanner) alnum(i int) bool { return s.is(i, letter) || s.is(i, digit) }

// byteAt is the byte at i, 0 at the end.
func (s *scanner) byteAt(i int) byte {
	if i >= len(s.text) {
		return 0
	}
	return s.text[i]
}

// upper reports whether an upper-case letter stands at i.
func (s *scanner) upper(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[min(i, len(s.text)):])
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// lower reports whether a lower-case letter stands at i.
func (s *scanner) lower(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[min(i, len(s.text)):])
	return unicode.IsLower(r)
}

// apostrophe is the length of the apostrophe at i, 0 if there is none.
func (s *scanner) apostrophe(i int) int {
	switch {
	case i >= len(s.text):
		return 0
	case s.text[i] == '\'':
		return 1
	case s.text[i] == 0xe2 && i+2 < len(s.text) && s.text[i+1] == 0x80 && s.text[i+2] == 0x99: // ’
		return 3
	}
	return 0
}

// hyphen is the length of the hyphen at i (-, U+2010, U+2011), 0 if there is none.
func (s *scanner) hyphen(i int) int {
	switch {
	case i >= len(s.text):
		return 0
	case s.text[i] == '-':
		return 1
	case s.text[i] == 0xe2 && i+2 < len(s.text) && s.text[i+1] == 0x80 && (s.text[i+2] == 0x90 || s.text[i+2] == 0x91):
		return 3
	}
	return 0
}

// last is the text of the region's latest token, "" at its beginning.
func (s *scanner) last() string {
	if n := len(s.doc.Tokens); n > s.first {
		return s.doc.Word(n - 1)
	}
	return ""
}

// tight reports whether the latest token of the region ends at i.
func (s *scanner) tight(i int) bool {
	n := len(s.doc.Tokens)
	return n > s.first && s.doc.Tokens[n-1].End == i
}

// token is the end and kind of the token that begins at i.
func (s *scanner) token(i int) (int, Kind) {
	c, n := s.at(i)
	switch c {
	case letter:
		if end := s.link(i); end > i {
			return end, Link
		}
		return s.word(i)
	case digit:
		return s.number(i)
	case broken:
		for i < len(s.text) && s.is(i, broken) {
			i++
		}
		return i, Symbol
	}
	return s.mark(i, n)
}

// mark is the end and kind of the token that begins with the mark of n bytes
// at i.
func (s *scanner) mark(i, n int) (int, Kind) {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	after := i + n
	switch r {
	case '\'', '’':
		if end := s.clitic(i); end > i {
			return end, Word
		}
		if s.byteAt(i) == '\'' && s.byteAt(after) == '\'' {
			return after + 1, Punct
		}
		if end := s.digits(after); end == after+2 && s.byteAt(end) == 's' && !s.alnum(end+1) { // '90s
			return end + 1, Number
		}
		s.quoted = !s.quoted && !s.tight(i)
		return after, Punct
	case '‘', '‚', '‹', '›':
		s.quoted = r == '‚' || r == '‘' && !s.quoted && !s.tight(i)
		return after, Punct
	case '.':
		for s.byteAt(after) == '.' {
			after++
		}
		if after == i+1 && s.is(after, digit) && !s.tight(i) { // .5
			return s.number(after)
		}
		return after, Punct
	case '-', '\u2010', '\u2011':
		if s.is(after, letter) && s.dangling(i) {
			return s.word(after)
		}
	case '#', '@':
		if end := s.tag(i); end > i {
			return end, Link
		}
		return s.repeat(i, n), Symbol
	case '°', 'º':
		if c := s.byteAt(after); (c == 'C' || c == 'F') && !s.alnum(after+1) {
			return after + 1, Symbol
		}
		return after, Symbol
	case '%', '‰', '§', '&', '†', '‡':
		return s.repeat(i, n), Symbol
	case '"', '(', ')', '[', ']', '{', '}', '«', '»', '„', '“', '”', '/', ',', ';', ':', '…':
		return after, Punct
	case '`', '´', '^':
		return s.repeat(i, n), Punct
	}
	if unicode.IsPunct(r) || r == '~' || r == '=' || r == '|' {
		return s.repeat(i, n), Punct
	}
	return s.pictograph(after), Symbol
}

// repeat is the end of the run of the mark of n bytes at i: --, ***, !!!.
func (s *scanner) repeat(i, n int) int {
	end := i + n
	for end+n <= len(s.text) && s.text[end:end+n] == s.text[i:i+n] {
		end += n
	}
	return end
}

// pictograph is the end of the emoji sequence whose first character ends at i:
// variation selectors, skin tones, zero-width joins and second flag letters
// belong to it (UTS #51).
func (s *scanner) pictograph(i int) int {
	flag, _ := utf8.DecodeLastRuneInString(s.text[:i])
	for i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[i:])
		switch {
		case unicode.IsMark(r), 0x1f3fb <= r && r <= 0x1f3ff:
			i += n
		case r == '\u200d':
			next, m := utf8.DecodeRuneInString(s.text[i+n:])
			i += n
			if unicode.IsSymbol(next) {
				i += m
			}
		case isFlag(flag) && isFlag(r):
			return i + n
		default:
			return i
		}
	}
	return i
}

func isFlag(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }

// dangling reports whether the hyphen at i begins a word whose first part
// stands before it or is left out: "Tatort"-Kommissar, (Vize-)Präsident,
// Händler und -vermittler.
func (s *scanner) dangling(i int) bool {
	if s.tight(i) {
		switch s.last() {
		case "\"", "'", "“", "”", "’", "‘", "«", "»", "‹", "›", "''", ")", "]":
			return true
		}
		return false
	}
	return slices.Contains(s.lang.conjunctions, s.last())
}
