package dateline

import (
	"strings"
	"unicode"

	"enricher/ner/token"
)

// Limits of where credits are looked for.
const (
	creditLines = 6   // from the story's top and from its end
	maxByline   = 200 // bytes of a line that is nothing but a credit
)

// credits reads the bylines, sources and shorthand at the story's top and end:
// whole lines, and what closes the last lines of running text.
func (s *story) credits(datelines []Dateline) []Credit {
	var found []Credit
	for i, l := range s.lines {
		last := len(s.lines) - 1 - i
		if i >= creditLines && last >= creditLines {
			continue
		}
		if c, ok := s.creditLine(l, last == 0); ok {
			found = append(found, c)
			continue
		}
		if i < creditLines && i != s.headline {
			if c, ok := s.lineStart(l, datelines); ok {
				found = append(found, c)
			}
		}
		if c, ok := s.lineEnd(l, last == 0); ok {
			found = append(found, c)
		}
	}
	return found
}

// lineStart reads the credit that opens a line of running text: the agency of a
// story without a place, "(Keystone-SDA) Der Bundesrat …", or a byline before a
// dateline. The agency before a dateline is the dateline's.
func (s *story) lineStart(l token.Span, datelines []Dateline) (Credit, bool) {
	text := s.text[l.Start:l.End]
	if text[0] != '(' {
		_, by, ok := s.pastByline(l)
		return by, ok
	}
	width := strings.IndexByte(text[:min(len(text), maxBracket)], ')') + 1
	if width == 0 {
		return Credit{}, false
	}
	b := token.Span{Start: l.Start, End: l.Start + width}
	for _, d := range datelines {
		if len(d.Agencies) > 0 && b.Contains(d.Agencies[0].Span) {
			return Credit{}, false
		}
	}
	next := skipSpace(s.text, b.End, l.End)
	if _, after := separator(s.text, b.End, l.End); after > b.End {
		next = after
	}
	if next == b.End || !opensSentence(s.text, next, l.End) {
		return Credit{}, false
	}
	c, ok := s.bracket(b, false)
	return c, ok && len(c.Agencies) > 0
}

// creditLine reads a line that is a credit and nothing else: "Von Anna Muster,
// Bern", "dpa/lno", "© Keystone", "Quelle: sda", "Reporting by …".
func (s *story) creditLine(l token.Span, last bool) (Credit, bool) {
	if l.Len() > maxByline {
		return Credit{}, false
	}
	text := s.text[l.Start:l.End]
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") && strings.Count(text, "(") == 1 {
		return s.bracket(l, last)
	}
	if p, ok := s.introduced(l); ok {
		c := Credit{Span: l}
		return c, s.names(&c, token.Span{Start: p, End: l.End}, true) && c.any()
	}
	if desk, ok := s.desk(l); ok {
		return desk, true
	}
	c := Credit{Span: l}
	return c, s.names(&c, l, false) && len(c.Agencies) > 0
}

// introduced passes the words that say that names follow ("Von", "Text und
// Bilder:", "Source:") at the line's beginning.
func (s *story) introduced(l token.Span) (int, bool) {
	text := s.text[l.Start:l.End]
	for _, intro := range introductions {
		if len(text) > len(intro) && strings.EqualFold(text[:len(intro)], intro) {
			return skipSpace(s.text, l.Start+len(intro), l.End), true
		}
	}
	if head, _, ok := strings.Cut(text, ":"); ok {
		words := 0
		for w := range strings.FieldsFuncSeq(head, func(r rune) bool { return isSpace(r) || r == '/' || r == '&' }) {
			if !creditNouns[strings.ToLower(w)] && !(words > 0 && creditFillers[strings.ToLower(w)]) {
				return 0, false
			}
			words++
		}
		return skipSpace(s.text, l.Start+len(head)+1, l.End), words > 0
	}
	return 0, false
}

// lineEnd reads what closes a line: "… sagte er. (fest/sda)", "… he said.
// (Reporting by …; Editing by …)", "… sagte er. dpa".
func (s *story) lineEnd(l token.Span, last bool) (Credit, bool) {
	text := s.text[l.Start:l.End]
	if strings.HasSuffix(text, ")") {
		open := strings.LastIndexByte(text, '(')
		if open <= 0 || len(text)-open > maxByline {
			return Credit{}, false
		}
		if before := strings.TrimRight(text[:open], " \u00a0"); strings.ContainsRune(".!?…)\"”“»«", lastRune(before)) || last {
			return s.bracket(token.Span{Start: l.Start + open, End: l.End}, last)
		}
		return Credit{}, false
	}
	// a bare sign behind the last full stop
	i := strings.LastIndexAny(text, " \u00a0\u0085")
	if i <= 0 || !strings.ContainsRune(".!?”“»\"", lastRune(strings.TrimRight(text[:i], " \u00a0"))) {
		return Credit{}, false
	}
	sign := trim(s.text, token.Span{Start: l.Start + i, End: l.End})
	c := Credit{Span: sign}
	return c, s.names(&c, sign, false) && len(c.Agencies) > 0
}

// bracket reads a bracketed credit. Newsroom shorthand alone ("(mka)") is one
// only at the story's end.
func (s *story) bracket(b token.Span, last bool) (Credit, bool) {
	inner := trim(s.text, token.Span{Start: b.Start + 1, End: b.End - 1})
	if c, ok := s.desk(inner); ok {
		c.Span = b
		return c, true
	}
	start := inner.Start
	introduced := false
	if p, ok := s.introduced(inner); ok {
		start, introduced = p, true
	}
	c := Credit{Span: b}
	dated := false
	for part := range parts(s.text, token.Span{Start: start, End: inner.End}, "/,;|–+&•") {
		text := s.text[part.Start:part.End]
		if date(s.text, part.Start, part.End) == part.End || clock(text) {
			dated = true
			continue
		}
		if name, ok := bracketed(text); ok {
			c.Agencies = append(c.Agencies, name)
			continue
		}
		if !shorthand(text) && !fullName(text) && !site(text) {
			return Credit{}, false
		}
		if !site(text) {
			c.Persons = append(c.Persons, part)
		}
	}
	switch {
	case len(c.Agencies) > 0:
		return c, true
	case len(c.Persons) == 0:
		return Credit{}, false
	case introduced || dated:
		return c, true
	}
	// a lone sign: lower-cased shorthand, not "(sic)" or "(Bern)"
	sign := s.text[c.Persons[0].Start:c.Persons[0].End]
	return c, last && len(c.Persons) <= 3 && shorthand(sign) && strings.ToLower(sign) == sign && !functionWords[sign] && sign != "sic"
}

// desk reads "Reporting by A B and C D; editing by E F".
func (s *story) desk(l token.Span) (Credit, bool) {
	c := Credit{Span: l}
	for part := range parts(s.text, l, ";.") {
		text := s.text[part.Start:part.End]
		i := strings.Index(text, " by ")
		if i < 0 {
			i = strings.Index(text, " von ")
		}
		if i < 0 {
			if len(c.Persons) == 0 {
				return Credit{}, false
			}
			continue
		}
		verb, _, _ := strings.Cut(strings.ToLower(text[:i]), " ")
		if !deskWork[verb] {
			if len(c.Persons) == 0 {
				return Credit{}, false
			}
			continue
		}
		from := part.Start + i + strings.Index(text[i+1:], " ") + 2
		s.names(&c, token.Span{Start: from, End: part.End}, true)
	}
	return c, len(c.Persons) > 0
}

// names reads a list of persons and agencies into c: "Anna Muster und Beat
// Muster, dpa". It fails on anything else; after an introduction ("Von …")
// places, dates and times may stand in the list as well.
func (s *story) names(c *Credit, list token.Span, introduced bool) bool {
	for part := range parts(s.text, list, "/,;|–•&") {
		for piece := range conjuncts(s.text, part) {
			text := s.text[piece.Start:piece.End]
			if name, ok := bracketed(strings.TrimSuffix(text, ".")); ok && (introduced || len(c.Agencies) > 0 || isSign(strings.TrimSuffix(text, "."))) {
				c.Agencies = append(c.Agencies, name)
				continue
			}
			if !introduced {
				if shorthand(text) && len(c.Agencies) > 0 { // "dpa/lno"
					continue
				}
				return false
			}
			for _, in := range [...]string{" in ", " aus ", " from "} { // the place a reporter writes from
				if i := strings.Index(text, in); i > 0 {
					piece.End = piece.Start + i
					text = text[:i]
				}
			}
			switch {
			case fullName(text):
				c.Persons = append(c.Persons, piece)
			case date(s.text, piece.Start, piece.End) == piece.End || clock(text) || capitalWords(text):
			default:
				return false
			}
		}
	}
	return true
}

func (c *Credit) any() bool { return len(c.Agencies) > 0 || len(c.Persons) > 0 }

// isSign reports whether an agency's name is unmistakable outside brackets.
func isSign(s string) bool {
	_, ok := IsAgency(s)
	return ok
}

// conjuncts are the pieces of a span between "and" or "und".
func conjuncts(text string, s token.Span) func(func(token.Span) bool) {
	return func(yield func(token.Span) bool) {
		start := s.Start
		for p := s.Start; p < s.End; p++ {
			if text[p] != ' ' {
				continue
			}
			for _, and := range [...]string{" and ", " und "} {
				if strings.HasPrefix(text[p:s.End], and) {
					if part := trim(text, token.Span{Start: start, End: p}); part.Len() > 0 && !yield(part) {
						return
					}
					start = p + len(and)
				}
			}
		}
		if part := trim(text, token.Span{Start: min(start, s.End), End: s.End}); part.Len() > 0 {
			yield(part)
		}
	}
}

// fullName reports whether s looks like a person's name: two to five
// capitalised words, particles apart, and no word of another kind.
func fullName(s string) bool {
	words := 0
	for w := range strings.FieldsSeq(s) {
		if nameParticles[w] {
			continue
		}
		r, _ := decode(w, 0)
		if !unicode.IsUpper(r) || functionWords[strings.ToLower(w)] || strings.ContainsAny(w, "0123456789:!?") {
			return false
		}
		words++
	}
	return words >= 2 && words <= 5
}

// capitalWords reports whether s is one or more capitalised words.
func capitalWords(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if r, _ := decode(w, 0); !unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}

// shorthand reports whether s can be the sign of a journalist or desk: two to
// five letters, "fest", "lno", "ABu".
func shorthand(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 5
}

// site reports whether s is a medium's web name: "derStandard.at".
func site(s string) bool {
	i := strings.LastIndexByte(s, '.')
	return i > 1 && len(s)-i >= 3 && len(s)-i <= 5 && !strings.ContainsAny(s, " 0123456789")
}

// clock reports whether s is a time of day: "14.30 Uhr", "08:15".
func clock(s string) bool {
	s = strings.TrimSuffix(s, " Uhr")
	hour, minute, ok := strings.Cut(strings.Replace(s, ".", ":", 1), ":")
	_, h := digits(hour, 0, len(hour), 2)
	e, m := digits(minute, 0, len(minute), 2)
	return ok && hour != "" && h < 24 && e == len(minute) && e == 2 && m < 60
}
