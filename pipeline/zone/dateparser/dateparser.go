// Package dateparser reads dates whose month is a word, in the languages of the
// world. It stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate asks for such dates: go.mod replaces that module with this folder.
//
// The module that it replaces compiles its patterns for two hundred languages
// whenever a program starts, which takes 0.15 s and 30 MB; and of all it can do
// go-htmldate uses this. Names and types are that module's.
package dateparser

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A ParserType is a way to read a date.
type ParserType uint8

// The ways that go-htmldate names. A Parser knows but one.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// A PreferredDateSource completes dates without a year; none is read here.
type PreferredDateSource uint8

// Past is what go-htmldate prefers.
const Past PreferredDateSource = 0

// A Configuration says how to read. Only Languages counts: what go-htmldate
// sets of the others says what is done here anyway.
type Configuration struct {
	Languages           []string // codes in the order in which they are tried; none: all
	CurrentTime         time.Time
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// A Parser reads dates. It has no state.
type Parser struct {
	ParserTypes []ParserType
}

// A Date is what Parse has read.
type Date struct {
	Time time.Time // midnight in UTC
}

// ErrNoDate is the error of a text that is no date with a month, in none of the
// languages.
var ErrNoDate = errors.New("not a date whose month is a word")

// Parse reads a text that is a date and nothing else, but perhaps the day of the
// week and a clock: "miércoles, 4 de mayo de 2022", "15 августа 2016, 13:43".
// Day, month and year must be there. Formats are not looked at.
func (*Parser) Parse(c *Configuration, text string, formats ...string) (Date, error) {
	if d, ok := read(text); ok {
		for l := range languages(c) {
			if month := l.month(d.words); month > 0 {
				t := time.Date(d.year, month, d.day, 0, 0, 0, 0, time.UTC)
				if t.Day() != d.day { // 31 April
					break
				}
				return Date{t}, nil
			}
		}
	}
	return Date{}, fmt.Errorf("%q: %w", text, ErrNoDate)
}

// IsKnownLocale reports whether the months of a language are known.
func IsKnownLocale(code string) bool { return slices.ContainsFunc(known(), has(code)) }

func has(code string) func(language) bool { return func(l language) bool { return l.code == code } }

// A date is a text cut into its parts.
type date struct {
	day, year int
	words     []string // in lower case, without diacritics
}

// maxParts is how many words and numbers a date has at most: a day of the week,
// day, month and year, small words between them, and a clock.
const maxParts = 14

// read cuts the text, in lower case and without diacritics. It must hold one
// year of four digits, one day and no other numbers but a clock's.
func read(text string) (d date, ok bool) {
	parts := 0
	for rest := plain(text); rest != ""; {
		kind := kindOf(rest)
		end := strings.IndexFunc(rest, func(r rune) bool { return kindOf(string(r)) != kind })
		if end < 0 {
			end = len(rest)
		}
		part := rest[:end]
		rest = rest[end:]
		if kind == other {
			continue
		}
		if parts++; parts > maxParts {
			return d, false
		}
		if kind == letter {
			d.words = append(d.words, part)
			continue
		}
		n, err := strconv.Atoi(part)
		clock, isClock := clockBehind(rest)
		switch {
		case err != nil:
			return d, false
		case isClock && n < 24 && len(part) <= 2:
			rest = rest[clock:]
		case len(part) == 4 && d.year == 0:
			d.year = n
		case len(part) <= 2 && d.day == 0 && 1 <= n && n <= 31:
			d.day = n
		default:
			return d, false
		}
	}
	return d, d.day > 0 && d.year > 0 && len(d.words) > 0
}

// clockBehind is the length of what follows a clock's hour: ":43", ":43:07".
func clockBehind(rest string) (n int, ok bool) {
	for n+3 <= len(rest) && rest[n] == ':' && kindOf(rest[n+1:]) == digit && kindOf(rest[n+2:]) == digit {
		n += 3
	}
	return n, n > 0 && (n == len(rest) || kindOf(rest[n:]) != digit)
}

// What a character is.
const (
	other = iota
	letter
	digit
)

// kindOf is what the first character is.
func kindOf(s string) int {
	switch r, _ := utf8.DecodeRuneInString(s); {
	case '0' <= r && r <= '9':
		return digit
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letter
	}
	return other
}

// plain is the text in lower case and without diacritics.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\u00ad': // a soft hyphen
			return -1
		case unicode.IsDigit(r) && r > '9': // ٣: a script's digits stand in their order
			value := '0'
			for unicode.IsDigit(r-1) && value < '9' {
				r, value = r-1, value+1
			}
			return value
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}

// A language has the words that dates are made of.
type language struct {
	code   string
	months map[string]time.Month
	small  map[string]bool // days of the week, and what stands between
}

// month is the one that the words of a date name in this language; 0 if there
// is none, or more than one, or a word that belongs in no date. A word that
// means a month and a day of the week (mar: marzo, martes) means the month if no
// other word does.
func (l language) month(words []string) time.Month {
	var sure, unsure time.Month
	for _, w := range words {
		month, small := l.months[w], l.small[w]
		switch {
		case month == 0 && small:
		case month == 0 || sure > 0 && !small:
			return 0
		case small:
			unsure = month
		default:
			sure = month
		}
	}
	return cmp.Or(sure, unsure)
}

// languages are those that are to be tried.
func languages(c *Configuration) iter.Seq[language] {
	return func(yield func(language) bool) {
		if c == nil || len(c.Languages) == 0 {
			for _, l := range known() {
				if !yield(l) {
					return
				}
			}
			return
		}
		for _, code := range c.Languages {
			if i := slices.IndexFunc(known(), has(code)); i >= 0 && !yield(known()[i]) {
				return
			}
		}
	}
}

//go:embed months.txt
var months string

// known are the languages of months.txt, read when first asked for.
var known = sync.OnceValue(func() (all []language) {
	for line := range strings.Lines(months) {
		code, words, ok := strings.Cut(line, ": ")
		if !ok || line[0] == '#' {
			continue
		}
		l := language{code, map[string]time.Month{}, map[string]bool{}}
		names, small, _ := strings.Cut(words, ";")
		for w := range strings.FieldsSeq(small) {
			l.small[w] = true
		}
		month := time.January
		for of := range strings.SplitSeq(names, ",") {
			for w := range strings.FieldsSeq(of) {
				l.months[w] = month
			}
			month++
		}
		all = append(all, l)
	}
	return all
})
