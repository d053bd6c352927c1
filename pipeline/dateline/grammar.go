package dateline

import (
	"strings"
	"unicode"

	"enricher/ner/token"
)

// A candidate is a parse that evidence.go has still to believe.
type candidate struct {
	Dateline
	separator rune // '-' for every dash and '_'; ':', '|', '.'; 0 without one
	next      int  // where the story goes on
	agency    bool // a known agency is named
	lone      bool // the places are one place without a region
	atLine    bool // it begins its line
}

// Limits of the grammar; longer sequences are no dateline.
const (
	maxPlaces = 6
	maxWords  = 5 // of one place's name
)

// parse reads a dateline at p. It fails where no separator follows.
func parse(text string, p, end int) (c candidate, ok bool) {
	c.Start = p
	p = c.places(text, p, end)
	if len(c.Places) == 0 {
		return c, false
	}
	c.End = p
	for range 2 { // date and agency, in either order
		q := skipSpace(text, p, end)
		if c.DateText == "" {
			r := q
			if r < end && text[r] == ',' {
				r = skipSpace(text, r+1, end)
			}
			if e := date(text, r, end); e > r {
				c.Date, c.DateText = token.Span{Start: r, End: e}, text[r:e]
				c.End, p = e, e
				continue
			}
		}
		if len(c.Agencies) == 0 {
			if e := c.agencies(text, q, end); e > q {
				c.End, p = e, e
			}
		}
	}
	c.lone = len(c.Places) == 1 && c.Places[0].Region == ""
	c.separator, c.next = separator(text, p, end)
	return c, c.separator != 0
}

// places reads the places and their regions into c and returns their end.
func (c *candidate) places(text string, p, end int) int {
	for len(c.Places) < maxPlaces {
		e := placeName(text, p, end)
		if e == p {
			break
		}
		place := Place{Span: token.Span{Start: p, End: e}, Name: text[p:e]}
		if i := strings.LastIndexByte(place.Name, ' '); i > 0 && cantons[place.Name[i+1:]] && !upper(place.Name[:i]) {
			place.Region = place.Name[i+1:] // "Davos GR"
			place.Name = place.Name[:i]
			place.End = p + i
		}
		c.Places = append(c.Places, place)
		p = e
		if p = c.regions(text, p, end); c.End < p {
			c.End = p
		}
		q := placeLink(text, p, end)
		if q == p || !capitalised(text, q, end) || date(text, q, end) > q {
			break
		}
		p = q
	}
	return c.End
}

// regions reads ", Kenya", ", Conn.", ", Grand Cayman, British West Indies"
// into the last place and returns the end. What stands between commas is a
// region when it is the name of one, or when it is written unlike the place
// ("GROTON, Conn."); else it is a further place.
func (c *candidate) regions(text string, p, end int) int {
	place := &c.Places[len(c.Places)-1]
	start := -1
	for p < end {
		q := skipSpace(text, p, end)
		if q >= end || text[q] != ',' {
			break
		}
		q = skipSpace(text, q+1, end)
		if strings.HasPrefix(text[q:end], "the ") {
			q += len("the ")
		}
		e := placeName(text, q, end)
		if e == q || date(text, q, end) > q {
			break
		}
		name := text[q:e]
		if !isRegion(name) && (!upper(place.Name) || upper(name)) {
			break
		}
		if start < 0 {
			start = q
		}
		place.Region = text[start:e]
		p = e
	}
	return p
}

// placeLink passes what joins two places; p itself when nothing does.
func placeLink(text string, p, end int) int {
	q := skipSpace(text, p, end)
	for _, link := range [...]string{"/", ",", "und ", "and ", "& "} {
		if strings.HasPrefix(text[q:end], link) && (q > p || link == "/" || link == ",") {
			return skipSpace(text, q+len(link), end)
		}
	}
	return p
}

// agencies reads "(Reuters)", "(dpa/lno)", "(AP, 3.5.)" or a bare "taz" before
// a separator, and returns the end. A bracket that names no known agency is
// accepted here when it looks like a name; evidence.go asks for more.
func (c *candidate) agencies(text string, p, end int) int {
	if p >= end || text[p] != '(' {
		e := word(text, p, end)
		if e > p && wireWord(text[p:e]) {
			c.Agencies = append(c.Agencies, token.Span{Start: p, End: e})
			c.agency = true
			return e
		}
		return p
	}
	width := strings.IndexByte(text[p:min(end, p+maxBracket)], ')')
	if width < 0 {
		return p
	}
	inner := token.Span{Start: p + 1, End: p + width}
	var names []token.Span
	for part := range parts(text, inner, "/,;|–&") {
		if date(text, part.Start, part.End) == part.End {
			c.Date, c.DateText = part, text[part.Start:part.End]
			continue
		}
		if !nameLike(text[part.Start:part.End]) {
			return p
		}
		if _, ok := bracketed(text[part.Start:part.End]); ok {
			c.agency = true
		}
		names = append(names, part)
	}
	if len(names) == 1 && !c.agency && isRegion(text[names[0].Start:names[0].End]) {
		c.Places[len(c.Places)-1].Region = text[names[0].Start:names[0].End] // "Cincinnati (Ohio)"
		return p + width + 1
	}
	if len(names) == 0 {
		return p
	}
	c.Agencies = names
	return p + width + 1
}

const maxBracket = 80 // bytes

// nameLike reports whether a bracket's part can be a newsroom's name or sign:
// up to four words of letters.
func nameLike(s string) bool {
	words := len(strings.Fields(s))
	for _, r := range s {
		if !unicode.IsLetter(r) && !isSpace(r) && !strings.ContainsRune("-.’'", r) {
			return false
		}
	}
	return words > 0 && words <= 4
}

// parts are the trimmed, non-empty pieces of a span between separators.
func parts(text string, s token.Span, separators string) func(func(token.Span) bool) {
	return func(yield func(token.Span) bool) {
		start := s.Start
		for p := s.Start; p <= s.End; {
			r, n := decode(text, p)
			if p == s.End || strings.ContainsRune(separators, r) {
				if part := trim(text, token.Span{Start: start, End: p}); part.Len() > 0 && !yield(part) {
					return
				}
				start = min(p+n, s.End)
			}
			p += n
		}
	}
}

// separator is the kind of the separator at p and where the story goes on
// behind it. Dashes, repeated or not, with or without blanks, are '-'.
func separator(text string, p, end int) (kind rune, next int) {
	q := skipSpace(text, p, end)
	r, n := decode(text, q)
	if q >= end {
		return 0, p
	}
	if r == '.' && q == p { // "St. Gallen. – ", "BERN. Der Bundesrat"
		after := skipSpace(text, q+n, end)
		if d, m := decode(text, after); after < end && isDash(d) {
			q, r, n = after, d, m
		} else if after == q+n {
			return 0, p
		} else {
			return '.', after
		}
	}
	switch {
	case isDash(r):
		blank := q > p
		for q < end && isDash(r) {
			q += n
			r, n = decode(text, q)
		}
		if !blank && q < end && !isSpace(r) && text[q-1] == '-' {
			return 0, p // a hyphen within a word
		}
		return '-', skipSpace(text, q, end)
	case r == ':' || r == '|':
		after := skipSpace(text, q+n, end)
		if after == q+n && after < end {
			return 0, p
		}
		return r, after
	}
	return 0, p
}

func isDash(r rune) bool {
	return r == '-' || r == '–' || r == '—' || r == '―' || r == '‒' || r == '−' || r == '_'
}

// placeName is the end of a place's name: capitalised words, with the particles
// of compound names between them ("Rio de Janeiro", "Frankfurt am Main"), and a
// river that tells namesakes apart ("Frankfurt/Main", "Halle (Saale)").
func placeName(text string, p, end int) int {
	if !capitalised(text, p, end) {
		return p
	}
	at, words := p, 0
	for q := p; words < maxWords; {
		e := word(text, q, end)
		if e == q || date(text, q, end) > q || months[strings.ToLower(text[q:e])] {
			break
		}
		if words > 0 && wireWord(text[q:e]) {
			break
		}
		if capitalised(text, q, end) {
			at = e
			words++
		} else if words == 0 || !particles[text[q:e]] {
			break
		}
		next := skipSpace(text, e, end)
		if next == e {
			break
		}
		q = next
	}
	return river(text, at, end)
}

// wireWord reports whether a word is an agency's name rather than one more word
// of a place: "BERLIN taz | …", "ZÜRICH awp – …".
func wireWord(w string) bool {
	_, ok := IsAgency(w)
	return ok
}

// river extends a town's name over "/Main" or " (Oder)".
func river(text string, p, end int) int {
	if p >= end {
		return p
	}
	if text[p] == '/' {
		if e := word(text, p+1, end); rivers[text[p+1:e]] {
			return e
		}
		return p
	}
	if q := skipSpace(text, p, end); q < end && text[q] == '(' {
		if e := word(text, q+1, end); e < end && text[e] == ')' && rivers[text[q+1:e]] {
			return e + 1
		}
	}
	return p
}
