// Package dateline reads the conventions with which newsrooms and agencies
// frame a story: the dateline that opens its body ("Bagdad/New York - ",
// "LONDON, March 3 (Reuters) - ", "NAIROBI, Kenya (AP) _ ") and the credits at
// its top and end ("(fest/sda)", "Von Anna Muster", "(Reporting by …)").
//
// Both are typography more than language, so the package works on bytes and
// lines, needs no tokens, and reads German and English alike. Its grammar is
//
//	dateline  = places [","] [date] [agencies] separator
//	places    = place { "/" place | "," region | "," place | "und" place }
//	agencies  = "(" agency { "/" agency } ")"
//	separator = "-" | "–" | "—" | "--" | "_" | ":" | "|" | "."
//
// A parse alone proves little (a kicker, a score or a bold first word parse as
// well); evidence.go weighs it.
package dateline

import (
	"strings"

	"enricher/ner/token"
)

// A Place is one place of a dateline. Name is spelled as in the text.
type Place struct {
	token.Span
	Name   string
	Region string // "Kenya" of "NAIROBI, Kenya", "GR" of "Davos GR"; often empty
}

// A Dateline is the opening of a story's body. Its span runs from the first
// place to the last place, region, date or closing bracket, without the
// separator; an agency may stand before it: "(sda) Bern - ".
type Dateline struct {
	token.Span
	Places   []Place
	Date     token.Span // zero when no date is stated
	DateText string
	Agencies []Agency
}

// An Agency is an agency or desk that a dateline names.
type Agency struct {
	token.Span
	Name string // the agency's own name for itself, see IsAgency; an unknown one's as written
}

// A Credit names who wrote or supplied a story. Its span includes brackets.
type Credit struct {
	token.Span
	Agencies []string     // canonical names, see IsAgency
	Persons  []token.Span // authors: full names and newsroom shorthand alike
}

// Find reads the datelines and credits of a story. lines are the story's lines
// (headline, lead, body, credit …) in order, as byte spans of text; isPlace,
// which may be nil, is asked whether a name is a place somebody has heard of.
// Nearly every story has at most one dateline; later ones are read only where
// an agency stands in them, as in collections of short news.
func Find(text string, lines []token.Span, isPlace func(name string) bool) ([]Dateline, []Credit) {
	story := newStory(text, lines, isPlace)
	datelines := story.datelines()
	return datelines, story.credits(datelines)
}

// Limits of the opening: a dateline that rests on typography alone is believed
// only there.
const (
	openingParagraphs = 2   // paragraphs of running text
	openingBytes      = 900 // of each of them: web copy puts title and lead before the dateline in one line
)

// story is one call's view of a text.
type story struct {
	text     string
	lines    []token.Span
	headline int // index of the line taken for the headline, or -1
	isPlace  func(string) bool
}

func newStory(text string, lines []token.Span, isPlace func(string) bool) *story {
	s := &story{text: text, headline: -1, isPlace: isPlace}
	for _, l := range lines {
		l.Start, l.End = max(l.Start, 0), min(l.End, len(text))
		if l.Start < l.End {
			if l = trim(text, l); l.Len() > 0 {
				s.lines = append(s.lines, l)
			}
		}
	}
	if len(s.lines) > 1 && !s.running(s.lines[0]) {
		s.headline = 0
	}
	return s
}

// running reports whether a line is running text rather than a headline, a
// kicker or a byline: long, or closed like a sentence.
func (s *story) running(l token.Span) bool {
	if l.Len() > 240 {
		return true
	}
	last := strings.TrimRight(s.text[l.Start:l.End], `"”“»«’')] `)
	return l.Len() > 60 && last != "" && strings.ContainsRune(".!?…", lastRune(last))
}

func (s *story) datelines() []Dateline {
	var found []Dateline
	paragraphs := 0
	for i, l := range s.lines {
		opening := i != s.headline && paragraphs < openingParagraphs && len(found) == 0
		if d, ok := s.inLine(l, opening, i == s.headline); ok {
			found = append(found, d)
		}
		if i != s.headline && s.running(l) {
			paragraphs++
		}
	}
	return found
}

// inLine looks for a dateline at the line's beginning and, in the story's
// opening, after each sentence end. "PLACE: " counts only where no other
// dateline follows: a lead may begin so as well.
func (s *story) inLine(l token.Span, opening, headline bool) (found Dateline, ok bool) {
	start := s.skipMarks(l)
	if opening && !headline {
		if c, _, ok := s.pastByline(l); ok {
			return c.Dateline, true
		}
	}
	if c, parsed := parse(s.text, start, l.End); parsed && !headline {
		c.atLine = true
		if s.believe(c, opening, l.End) {
			found, ok = c.Dateline, true
			if c.separator != ':' {
				return found, ok
			}
		}
	}
	if !opening {
		return found, ok
	}
	limit := min(l.End, l.Start+openingBytes)
	for p := start; p < limit; p++ {
		switch s.text[p] {
		case '.', '!', '?', 0xA6: // the last byte of "…"
		default:
			continue
		}
		if s.ordinal(p) {
			continue
		}
		q := p + 1
		for q < limit && s.text[q] != ' ' { // closing quotes and brackets
			r, n := decode(s.text, q)
			if !strings.ContainsRune("\"”“»«’'‘)]?!.…", r) {
				break
			}
			q += n
		}
		if q >= limit || s.text[q] != ' ' {
			continue
		}
		q = skipSpace(s.text, q, limit)
		if c, parsed := parse(s.text, q, l.End); parsed && s.believe(c, opening, l.End) {
			return c.Dateline, true
		}
	}
	return found, ok
}

// bylineReach is how many bytes a byline has that a dateline follows on the
// same line.
const bylineReach = 120

// pastByline reads a dateline behind a byline on the same line, "Von Anna
// Muster, Wien – …", "By Jane Doe LONDON (Reuters) - …", and the byline.
func (s *story) pastByline(l token.Span) (c candidate, by Credit, ok bool) {
	names, ok := s.introduced(l)
	if !ok {
		return c, by, false
	}
	limit := min(l.End, l.Start+bylineReach)
	for q := names; q < limit; q++ {
		if s.text[q] != ' ' || !capitalised(s.text, q+1, limit) {
			continue
		}
		persons := trim(s.text, token.Span{Start: names, End: q})
		persons.End = persons.Start + len(strings.TrimRight(s.text[persons.Start:persons.End], ",;|–- "))
		by = Credit{Span: token.Span{Start: l.Start, End: persons.End}}
		if !s.names(&by, persons, true) || len(by.Persons) == 0 {
			continue
		}
		if c, ok = parse(s.text, q+1, l.End); ok {
			c.atLine = true
			if (c.agency || s.knownPlaces(c) > 0) && s.believe(c, true, l.End) {
				return c, by, true
			}
		}
	}
	return c, by, false
}

// ordinal reports whether the full stop at p makes an ordinal of one or two
// digits before it: "die 2. Liga – …".
func (s *story) ordinal(p int) bool {
	q := p
	for q > 0 && s.text[q-1] >= '0' && s.text[q-1] <= '9' {
		q--
	}
	return s.text[p] == '.' && p-q >= 1 && p-q <= 2 && (q == 0 || s.text[q-1] == ' ')
}

// skipMarks passes bullets and asterisks, and the editor's note of a corrected
// agency story: "(Adds details) LONDON, …".
func (s *story) skipMarks(l token.Span) int {
	p := l.Start
	for p < l.End {
		r, n := decode(s.text, p)
		if !strings.ContainsRune("*•▪■►▶+ \t\u00a0", r) {
			break
		}
		p += n
	}
	if p < l.End && s.text[p] == '(' {
		if close := strings.IndexByte(s.text[p:l.End], ')'); close > 0 && close < 200 {
			first, _, _ := strings.Cut(s.text[p+1:p+close], " ")
			if editorNotes[strings.ToLower(first)] {
				return skipSpace(s.text, p+close+1, l.End)
			}
		}
	}
	return p
}
