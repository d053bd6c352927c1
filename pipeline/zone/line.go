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
	closed    bool // ends like a sentence
	colon     bool // ends with a colon
	trails    bool // ends with an ellipsis
	bullet    bool // begins with a list mark
	bracketed bool // stands wholly in round brackets

	phrase match // the chrome phrase found in it
	dates  dates // the dates and clock times found in it, and what else it holds

	kind   Kind
	repeat bool

	picture maybe // it names a picture's source
}

// A maybe is a bool that is found out when it is first asked for.
type maybe uint8

const (
	unknown maybe = iota
	no
	yes
)

// long is the number of words from which a line is running text even
// without a full stop at its end.
const long = 20

// sentence reports whether the line reads like running text.
func (l *line) sentence() bool {
	return l.words >= 6 && l.closed && 8*l.function >= l.words || l.words >= long && 8*l.function >= l.words
}

// readLines cuts text into its lines and measures them.
func readLines(text string) []line {
	count := 1 + strings.Count(text, "\n")
	lines := make([]line, 0, count)
	seen := make(map[string]struct{}, count)
	gap := true
	for at := 0; at < len(text); {
		end := at
		for end < len(text) && text[end] != '\n' && text[end] != '\r' {
			end++
		}
		raw := text[at:end]
		left := trimLeft(raw)
		trimmed := trimRight(left)
		if trimmed == "" {
			// A carriage return with its line feed is one break.
			if pair := end == at && at > 0 && text[at-1] == '\r' && text[at] == '\n'; !pair {
				gap = true
			}
			at = end + 1
			continue
		}
		start := end - len(left)
		l := line{Span: token.Span{Start: start, End: start + len(trimmed)}, text: trimmed, gap: gap}
		_, l.repeat = seen[trimmed]
		seen[trimmed] = struct{}{}
		l.measure()
		lines = append(lines, l)
		gap, at = false, end+1
	}
	return lines
}

// trimLeft and trimRight cut white space off, in most lines without looking at
// runes.
func trimLeft(s string) string {
	for s != "" && (s[0] == ' ' || s[0] == '\t') {
		s = s[1:]
	}
	if s != "" && (s[0] < ' ' || s[0] >= utf8.RuneSelf) {
		return strings.TrimLeftFunc(s, unicode.IsSpace)
	}
	return s
}

func trimRight(s string) string {
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t') {
		s = s[:len(s)-1]
	}
	if s != "" && (s[len(s)-1] < ' ' || s[len(s)-1] >= utf8.RuneSelf) {
		return strings.TrimRightFunc(s, unicode.IsSpace)
	}
	return s
}

// measure fills in what the line's own text says.
func (l *line) measure() {
	s := l.text
	word := -1          // where the current word began
	var last, prev rune // the last two runes that are not space
	space := true       // the rune before was white space
	var small [24]byte  // the word's ASCII letters made small
	endWord := func(end int) {
		if n := end - word; word >= 0 && n <= len(small) {
			hash := hashSeed
			for k := 0; k < n; k++ {
				c := s[word+k]
				if 'A' <= c && c <= 'Z' {
					c += 'a' - 'A'
				}
				small[k] = c
				hash = (hash ^ uint32(c)) * hashPrime
			}
			switch wordClasses.class(hash, small[:n]) {
			case functionWord:
				l.function++
			case consentWord:
				l.consent++
			}
		}
		word = -1
	}
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		digit := '0' <= r && r <= '9'
		if digit || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsLetter(r) {
			if word < 0 {
				word = i
				l.words++
				if digit {
					l.numbers++
				} else if 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r) {
					l.capital++
				}
			}
			prev, last, space = last, r, false
			i += size
			continue
		}
		endWord(i)
		if r == ' ' || unicode.IsSpace(r) {
			space = true
			i += size
			continue
		}
		switch r {
		case '|', '•', '·', '›', '►', '▶', '→', '/', '✓', '▾', '▼':
			l.breaks++
		case '»':
			if space {
				l.breaks++
			}
		case '°':
			l.degrees++
		}
		prev, last, space = last, r, false
		i += size
	}
	endWord(len(s))
	first, _ := utf8.DecodeRuneInString(s)
	l.bullet = strings.ContainsRune("•·*►▶→›‣▪■–-—", first)
	l.ending(prev, last)
	l.bracketed = s[0] == '(' && lastByte(s) == ')' && strings.Count(s, "(") == 1
	l.phrase = phrases.find(s)
	if len(s) <= 2*datesReach {
		l.dates = readDates(s)
	}
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
