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

	kind   Kind
	repeat bool

	// What costs time is found out when it is first asked for.
	read    bool
	dates   dates // what it says of time; see when
	picture maybe // it names a picture's source; see namesPicture
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
	feed := -1 // the next line feed
	for at := 0; at < len(text); {
		if feed < at {
			feed = indexByte(text, '\n', at, len(text))
		}
		end := indexByte(text, '\r', at, feed)
		left := trimLeft(text[at:end])
		trimmed := trimRight(left)
		if trimmed == "" {
			// A carriage return with its line feed is one break.
			if pair := at == feed && at > 0 && text[at-1] == '\r'; !pair {
				gap = true
			}
			at = end + 1
			continue
		}
		start := end - len(left)
		lines = append(lines, line{Span: token.Span{Start: start, End: start + len(trimmed)}, text: trimmed, gap: gap})
		l := &lines[len(lines)-1]
		_, l.repeat = seen[trimmed]
		seen[trimmed] = struct{}{}
		l.measure()
		gap, at = false, end+1
	}
	return lines
}

// indexByte is where b stands first in s[from:to], or to.
func indexByte(s string, b byte, from, to int) int {
	if i := strings.IndexByte(s[from:to], b); i >= 0 {
		return from + i
	}
	return to
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
	for i := 0; i < len(s); {
		if s[i] == ' ' {
			i++
			continue
		}
		if end, hash := readWord(s, i, true); end > i {
			l.count(s[i:end], hash)
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case '|', '•', '·', '›', '►', '▶', '→', '/', '✓', '▾', '▼':
			l.breaks++
		case '»':
			if before, _ := utf8.DecodeLastRuneInString(s[:i]); i == 0 || unicode.IsSpace(before) {
				l.breaks++
			}
		case '°':
			l.degrees++
		}
		i += size
	}
	first, _ := utf8.DecodeRuneInString(s)
	l.bullet = strings.ContainsRune("•·*►▶→›‣▪■–-—", first)
	l.ending()
	l.bracketed = s[0] == '(' && lastByte(s) == ')' && strings.Count(s, "(") == 1
	l.phrase = phrases.find(s)
}

// count counts a word of the line.
func (l *line) count(word string, hash uint64) {
	l.words++
	if isDigit(word[0]) {
		l.numbers++
	} else if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
		l.capital++
	}
	switch wordClasses.find(hash) {
	case functionWord:
		l.function++
	case consentWord:
		l.consent++
	}
}

// ending reads the line's last marks, past closing quotes and brackets.
func (l *line) ending() {
	last, size := utf8.DecodeLastRuneInString(l.text)
	switch last {
	case '"', '\'', '”', '’', '“', '»', '«', '‹', '›', ')', ']':
		before, _ := utf8.DecodeLastRuneInString(trimRight(l.text[:len(l.text)-size]))
		l.closed = isStop(before) || last != ')' && last != ']' && last != '›' && l.words >= 8
	default:
		l.closed = isStop(last)
	}
	l.colon = last == ':'
	l.trails = last == '…' || strings.HasSuffix(l.text, "...")
}

func isStop(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || r == ';' || r == ':'
}

// when is what the line says of time.
func (l *line) when() dates {
	if !l.read {
		l.read = true
		if len(l.text) <= 2*datesReach {
			l.dates = readDates(l.text)
		}
	}
	return l.dates
}

// isLetter is unicode.IsLetter with a short cut for ASCII.
func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
