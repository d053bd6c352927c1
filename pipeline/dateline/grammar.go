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
	joined    bool // places are joined by a comma or a word
	atLine    bool // it begins its line
}

// Limits of the grammar; longer sequences are no dateline.
const (
	maxPlaces = 6
	maxWords  = 5 // of one place's name
)

// parse reads a dateline at p. It fails where no separator follows, unless a
// known agency's brackets part the dateline from the story.
func parse(text string, p, end int) (c candidate, ok bool) {
	p = c.agencyBefore(text, p, end)
	before := len(c.Agencies) > 0
	c.Start = p
	p = c.places(text, p, end)
	if len(c.Places) == 0 {
		return c, false
	}
	c.End = p
	for range 2 { // date and agency, in either order
		q := skipSpace(text, p, end)
		if r := stopBefore(text, p, end); r > p {
			q = r // "February 3. /TASS/", "CHICAGO--(BUSINESS WIRE)"
		}
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
	if c.separator == 0 && c.agency && !before && (text[p-1] == ')' || text[p-1] == '/') {
		// "NEW DELHI, March 3 (IANS) The minister …"
		if q := skipSpace(text, p, end); q > p && opensSentence(text, q, end) {
			c.separator, c.next = ' ', q
		}
	}
	return c, c.separator != 0
}

// agencyBefore reads the agency that stands before the places, with or without
// brackets and a dash: "(sda) Bern - ", "(ANSA) - ROME, MAY 3 - ", "dpa Berlin
// - ". It returns where the places begin.
func (c *candidate) agencyBefore(text string, p, end int) int {
	e := c.agencies(text, p, end)
	if e == p {
		return p
	}
	q := skipSpace(text, e, end)
	if text[p] == '(' || text[p] == '/' {
		if _, next := separator(text, e, end); next > e {
			q = next
		}
	}
	if !c.agency || q == e || placeName(text, q, end) == q {
		*c = candidate{} // a credit, or no agency at all
		return p
	}
	return q
}

// stopBefore passes a full stop or a dash that stands between what is before p
// and an agency in brackets; p itself when there is none.
func stopBefore(text string, p, end int) int {
	q := p
	if q < end && text[q] == '.' {
		q++
	} else {
		for q < end && q < p+2 && text[q] == '-' {
			q++
		}
		if q == p+1 {
			return p
		}
	}
	if r := skipSpace(text, q, end); q > p && r < end && (text[r] == '(' || text[r] == '/') {
		return r
	}
	return p
}

// opensSentence reports whether a sentence may begin at p.
func opensSentence(text string, p, end int) bool {
	r, n := decode(text, p)
	if strings.ContainsRune("\"„“”«»‚‘'", r) {
		r, _ = decode(text, p+n)
	}
	return p < end && (unicode.IsUpper(r) || unicode.IsDigit(r))
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
		if q == p || !capitalised(text, q, end) || date(text, q, end) > q || wireWord(text[q:word(text, q, end)]) {
			break
		}
		c.joined = c.joined || !strings.Contains(text[p:q], "/")
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

// agencies reads "(Reuters)", "(dpa/lno)", "(AP, 3.5.)", "/TASS/", or a bare
// "taz/dpa" before a separator, and returns the end. A bracket that names no
// known agency is accepted here when it looks like a name; evidence.go asks for
// more.
func (c *candidate) agencies(text string, p, end int) int {
	if p >= end {
		return p
	}
	close := byte(')')
	switch text[p] {
	case '(':
	case '/':
		close = '/'
	default:
		return c.bareAgencies(text, p, end)
	}
	width := strings.IndexByte(text[p+1:max(p+1, min(end, p+maxBracket))], close) + 1
	if width <= 0 {
		return p
	}
	inner := token.Span{Start: p + 1, End: p + width}
	var names []Agency
	for part := range parts(text, inner, "/,;|–&") {
		if date(text, part.Start, part.End) == part.End {
			c.Date, c.DateText = part, text[part.Start:part.End]
			continue
		}
		if !nameLike(text[part.Start:part.End]) {
			return p
		}
		name, known := bracketed(text[part.Start:part.End])
		if !known {
			name = text[part.Start:part.End]
		}
		c.agency = c.agency || known
		names = append(names, Agency{part, name})
	}
	if len(names) == 1 && !c.agency && len(c.Places) > 0 && isRegion(text[names[0].Start:names[0].End]) {
		c.Places[len(c.Places)-1].Region = text[names[0].Start:names[0].End] // "Cincinnati (Ohio)"
		return p + width + 1
	}
	if len(names) == 0 || close == '/' && !c.agency {
		return p
	}
	c.Agencies = names
	return p + width + 1
}

// bareAgencies reads agencies without brackets: "BERLIN taz/dpa | ", "Accra,
// May 3, GNA - ".
func (c *candidate) bareAgencies(text string, p, end int) int {
	q := p
	if text[q] == ',' {
		q = skipSpace(text, q+1, end)
	}
	for {
		e := word(text, q, end)
		if e == q || !wireWord(text[q:e]) {
			return p
		}
		name, _ := IsAgency(text[q:e])
		c.Agencies = append(c.Agencies, Agency{token.Span{Start: q, End: e}, name})
		c.agency = true
		p = e
		if e >= end || text[e] != '/' {
			return p
		}
		q = e + 1
	}
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
		if !blank && q == p+1 && q < end && !isSpace(r) && text[q-1] == '-' {
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
		if words > 0 && (wireWord(text[q:e]) || joins(text, p, q, e, end)) {
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

// joins reports whether the word at [q, e) is an "and" between two places
// rather than within the name of one, which begins at p: "Wien und Bern", but
// "Trinidad and Tobago".
func joins(text string, p, q, e, end int) bool {
	if and := text[q:e]; and != "und" && and != "and" {
		return false
	}
	next := skipSpace(text, e, end)
	return !isRegion(text[p:word(text, next, end)])
}

// wireWord reports whether a word is an agency's name rather than one more word
// of a place: "BERLIN taz | …", "ZÜRICH awp – …".
func wireWord(w string) bool {
	_, ok := IsAgency(w)
	return ok
}

// river extends a town's name over "/Main", " (Oder)" or " a. M.".
func river(text string, p, end int) int {
	if p >= end {
		return p
	}
	if text[p] == ' ' {
		for _, situation := range situations {
			if strings.HasPrefix(text[p+1:end], situation) {
				if r, _ := decode(text, p+1+len(situation)); p+1+len(situation) == end || !unicode.IsLetter(r) {
					return p + 1 + len(situation)
				}
			}
		}
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
