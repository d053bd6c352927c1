package token

import "strings"

// Lengths that mail addresses and domains never exceed (RFC 5321, RFC 1035).
const (
	maxLocal  = 64
	maxDomain = 253
)

// link is the end of the address that begins with the letter at i: a URL, a
// mail address or a domain with a known top level; 0 if it is a word.
func (s *scanner) link(i int) int {
	j := i
	for j < len(s.text) && (s.text[j] >= 0x80 || ascii[s.text[j]] == letter || ascii[s.text[j]] == digit) {
		if s.text[j] >= 0x80 && !s.is(j, letter) {
			return 0
		}
		_, n := s.at(j)
		j += n
	}
	switch s.byteAt(j) {
	case ':':
		if strings.HasPrefix(s.text[j:], "://") && s.alnum(j+3) {
			return s.address(i)
		}
	case '@', '_', '-', '+':
		return s.mail(i)
	case '.':
		if !s.alnum(j + 1) {
			return 0
		}
		if w := s.text[i:j]; w == "www" || w == "WWW" {
			return s.address(i)
		}
		if end := s.mail(i); end > 0 {
			return end
		}
		if end := s.domain(i); end > 0 {
			if s.byteAt(end) == '/' && s.alnum(end+1) {
				return s.address(i)
			}
			return end
		}
	}
	return 0
}

// address is the end of the URL at i, without the punctuation of the sentence
// that it stands in.
func (s *scanner) address(i int) int {
	j := i
	for j < len(s.text) {
		c, n := s.at(j)
		if c == space || c == broken || c == mark && strings.Contains("<>\"«»„“”‹›‘’`|{}…", s.text[j:j+n]) {
			break
		}
		j += n
	}
	nested := strings.Contains(s.text[i:j], "(")
	for j > i {
		switch s.text[j-1] {
		case ')':
			if nested {
				return j
			}
		case '.', ',', ';', ':', '!', '?', '\'', ']', '*', '_':
		default:
			return j
		}
		j--
	}
	return j
}

// mail is the end of the mail address at i, 0 if there is none.
func (s *scanner) mail(i int) int {
	for j := i; j < len(s.text) && j <= i+maxLocal; j++ {
		switch c := s.text[j]; {
		case c == '@':
			return s.domain(j + 1)
		case c >= 0x80 || ascii[c] != letter && ascii[c] != digit && c != '.' && c != '_' && c != '-' && c != '+' && c != '%':
			return 0
		}
	}
	return 0
}

// domain is the end of the domain name at i, 0 if there is none.
func (s *scanner) domain(i int) int {
	label, j := i, i
	for j <= i+maxDomain {
		end := s.run(j)
		if end == j {
			return 0
		}
		j = end
		switch c := s.byteAt(j); {
		case c == '-' && s.alnum(j+1):
			j++
		case c == '.' && s.alnum(j+1):
			j++
			label = j
		case label > i && topLevels[s.text[label:j]]:
			return j
		default:
			return 0
		}
	}
	return 0
}

// tag is the end of the handle or hashtag at i, 0 if there is none. A number
// alone is no tag: #1.
func (s *scanner) tag(i int) int {
	if s.tight(i) && (s.byteAt(i) == '@' || s.last() == "&") {
		return 0
	}
	j, named := i+1, false
	for j < len(s.text) {
		c, n := s.at(j)
		if c == letter {
			named = true
		} else if c != digit && s.text[j] != '_' {
			break
		}
		j += n
	}
	if !named {
		return 0
	}
	return j
}

// topLevels are the generic top-level domains in common use and those of the
// countries whose news is read here.
var topLevels = set(`com org net info biz gov edu mil int eu io ai tv fm app blog news online
	de at ch li lu fr it es nl be dk se no fi pl cz sk hu ro bg gr pt ie uk us ca au nz za jp cn
	kr br mx ar ru ua tr il ir pk ng ke gh ug tz eg swiss wien berlin bayern hamburg koeln ruhr
	COM NET ORG Com Net Org`)
