package zone

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A line is one line of the text with what can be measured on it alone.
type line struct {
	token.Span
	text string

	gap       bool // a blank line, or the text's start, stands before it
	words     int  // runs of letters and digits
	function  int  // words of either language's function class
	consent   int  // words of cookies, privacy, accounts
	capital   int  // words that begin with a capital letter
	numbers   int  // words that begin with a digit
	breaks    int  // marks that part menu entries: | • » › ► /
	degrees   int  // degree signs
	stops     int  // sentence ends inside the line
	closed    bool // ends like a sentence
	colon     bool // ends with a colon
	trails    bool // ends with an ellipsis
	bullet    bool // begins with a list mark
	lower     bool // begins with a small letter
	bracketed bool // stands wholly in round brackets

	phrase match // the chrome phrase found in it
	dates  dates // the dates and clock times found in it, and what else it holds

	kind   Kind
	repeat bool
}

// long is the number of words from which a line is running text even
// without a full stop at its end.
const long = 20

// sentence reports whether the line reads like running text.
func (l *line) sentence() bool {
	return l.words >= 6 && l.closed && 8*l.function >= l.words || l.words >= long && 8*l.function >= l.words
}

// readLines cuts text into its lines and measures them.
func readLines(text string) []line {
	lines := make([]line, 0, 1+strings.Count(text, "\n"))
	seen := make(map[string]struct{})
	gap := true
	for at := 0; at < len(text); {
		end := strings.IndexAny(text[at:], "\n\r")
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		raw := text[at:end]
		trimmed := strings.TrimFunc(raw, unicode.IsSpace)
		if trimmed == "" {
			// A carriage return with its line feed is one break.
			if end > at || end == len(text) || text[end] != '\n' || end == 0 || text[end-1] != '\r' {
				gap = true
			}
			at = end + 1
			continue
		}
		start := at + strings.Index(raw, trimmed)
		l := line{Span: token.Span{Start: start, End: start + len(trimmed)}, text: trimmed, gap: gap}
		_, l.repeat = seen[trimmed]
		seen[trimmed] = struct{}{}
		l.measure()
		lines = append(lines, l)
		gap, at = false, end+1
	}
	return lines
}

// measure fills in what the line's own text says.
func (l *line) measure() {
	s := l.text
	var word [24]byte // the current word's beginning in small letters
	n, inWord := 0, false
	endWord := func() {
		if inWord && n < len(word) {
			if functionWords[string(word[:n])] {
				l.function++
			} else if consentWords[string(word[:n])] {
				l.consent++
			}
		}
		n, inWord = 0, false
	}
	var last, prev rune // last two runes that are not space
	space := true
	for i, r := range s {
		letter := isLetter(r)
		digit := '0' <= r && r <= '9'
		switch {
		case letter || digit:
			if !inWord {
				inWord = true
				l.words++
				switch {
				case digit:
					l.numbers++
				case unicode.IsUpper(r):
					l.capital++
				}
				if space && (last == '.' || last == '!' || last == '?') && unicode.IsUpper(r) {
					l.stops++
				}
			}
			if n < len(word)-utf8.UTFMax {
				if 'A' <= r && r <= 'Z' {
					r += 'a' - 'A'
				}
				n += utf8.EncodeRune(word[n:], r)
			} else {
				n = len(word)
			}
		default:
			endWord()
			switch r {
			case '|', '•', '·', '»', '›', '►', '▶', '→', '/', '✓', '▾', '▼':
				if r != '»' || space {
					l.breaks++
				}
			case '°':
				l.degrees++
			}
		}
		space = unicode.IsSpace(r)
		if !space {
			prev, last = last, r
		}
		if i == 0 {
			l.lower = unicode.IsLower(r)
			l.bullet = strings.ContainsRune("•·*►▶→›‣▪■–-—", r)
		}
	}
	endWord()
	l.ending(prev, last)
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 {
		l.bracketed = true
	}
	l.phrase = phrases.find(s)
	l.dates = readDates(s)
}

// ending reads the line's last marks, past closing quotes and brackets.
func (l *line) ending(prev, last rune) {
	switch last {
	case '"', '\'', '”', '’', '“', '»', '«', '‹', '›', ')', ']':
		l.closed = isStop(prev) || last != ')' && last != ']' && last != '›' && l.words >= 8
	default:
		l.closed = isStop(last)
	}
	l.colon = last == ':'
	l.trails = last == '…' || strings.HasSuffix(l.text, "...")
}

func isStop(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || r == ';' || r == ':'
}

// isLetter is unicode.IsLetter with a short cut for ASCII.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}
