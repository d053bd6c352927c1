package dateline

import (
	"strings"
	"unicode"
)

// believe decides whether a parse is a dateline, from what stands in it and
// around it. In descending strength: a known agency or a date; places somebody
// has heard of; the story naming the place again ("in Idomeni"). Without the
// former two a parse must stand in the story's opening and lead into a
// sentence.
func (s *story) believe(c candidate, opening bool, end int) bool {
	rest := s.text[c.next:end]
	switch {
	case c.agency:
		return c.atLine && !ordinary(c.Places[0].Name) || opening && s.strongPlace(c)
	case !opening || s.score(c):
		return false
	case c.DateText == "":
		return leads(rest) && s.undated(c)
	case rest == "" || len(rest) < 20 && !upper(c.Places[0].Name) && s.knownPlaces(c) <= 0:
		return false
	default:
		// "LONDON, March 3 - …"; a programme's "Basel, 3. Mai: …" has no capitals.
		return c.separator == '-' && (c.atLine || s.knownPlaces(c) > 0)
	}
}

// undated decides about a parse without date and known agency.
func (s *story) undated(c candidate) bool {
	if len(c.Agencies) > 0 { // in brackets, but unknown: "WASHINGTON (Star) — …"
		return c.separator != '.' && s.strongPlace(c)
	}
	known := s.knownPlaces(c)
	switch c.separator {
	case '-', '|':
		if c.joined && known >= 0 {
			return known == len(c.Places) // "Mann und Frau – …"
		}
		return known > 0 && known*2 >= len(c.Places) || s.placeLike(c)
	case ':':
		return c.atLine && known == len(c.Places) && !(c.lone && isRegion(c.Places[0].Name) && !cityStates[strings.ToLower(c.Places[0].Name)])
	case '.':
		p := c.Places[0]
		return c.atLine && len(c.Places) == 1 && (upper(p.Name) || p.Region != "" || known > 0 && c.lone && !isRegion(p.Name) && s.goesOn(c)) && known != 0
	}
	return false
}

// strongPlace reports whether the candidate's places would do for a dateline
// that has an agency or a bracket: known, or in capitals, or of unknown names
// that look like no other word.
func (s *story) strongPlace(c candidate) bool {
	if s.knownPlaces(c) > 0 {
		return true
	}
	return upper(c.Places[0].Name) && !ordinary(c.Places[0].Name) || s.placeLike(c)
}

// knownPlaces counts the candidate's places that isPlace knows; -1 without
// isPlace.
func (s *story) knownPlaces(c candidate) int {
	if s.isPlace == nil {
		return -1
	}
	n := 0
	for _, p := range c.Places {
		name := p.Name
		if i := strings.IndexAny(name, "/("); i > 0 {
			name = strings.TrimSpace(name[:i]) // without the river
		}
		if s.known(name) || upper(name) && s.known(titled(name)) || p.Region != "" && isRegion(p.Region) {
			n++
		}
	}
	return n
}

// known asks isPlace for a name, and for "Frankfurt" of "Frankfurt a. M.".
func (s *story) known(name string) bool {
	if s.isPlace(name) {
		return true
	}
	for _, situation := range situations {
		if town, ok := strings.CutSuffix(name, " "+situation); ok {
			return s.isPlace(town)
		}
	}
	return false
}

// goesOn reports whether a whole sentence stands behind a place with a full
// stop, "Berlin. Die Regierung hat …", and no further word or two: "Paris.
// Rom. Wien."
func (s *story) goesOn(c candidate) bool {
	rest := s.text[c.next:]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	stop := strings.IndexAny(rest, ".!?")
	return stop >= leastSentence || stop < 0 && len(rest) >= leastSentence
}

// leastSentence is how long, in bytes, the sentence is behind a dateline that
// only a full stop parts from it.
const leastSentence = 40

// titled is a name in capitals written as a word: "NEW YORK" → "New York".
func titled(name string) string {
	first := true
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			first = true
			return r
		}
		if first {
			first = false
			return r
		}
		return unicode.ToLower(r)
	}, name)
}

// placeLike reports whether unknown names may be places: nothing in them is an
// ordinary word, and the story speaks of one of them as of a place.
func (s *story) placeLike(c candidate) bool {
	for _, p := range c.Places {
		if ordinary(p.Name) {
			return false
		}
	}
	if s.isPlace == nil {
		return true
	}
	for _, p := range c.Places {
		name := p.Name
		if upper(name) {
			name = titled(name)
		}
		if s.located(name, c.next) {
			return true
		}
	}
	return false
}

// located reports whether a locative preposition stands before the name
// somewhere in the story behind the byte.
func (s *story) located(name string, from int) bool {
	text := s.text[from:max(from, s.lines[len(s.lines)-1].End)]
	for p := 0; ; {
		i := strings.Index(text[p:], name)
		if i < 0 {
			return false
		}
		i += p
		before := text[:i]
		for _, in := range locatives {
			if strings.HasSuffix(before, " "+in) {
				return true
			}
		}
		if strings.HasSuffix(before, " ") {
			class := before[strings.LastIndexAny(before[:i-1], " -\n\u00a0")+1 : i-1]
			if settlements[strings.ToLower(class)] {
				return true // "der US-Stadt Aurora", "the village of" is a locative's
			}
		}
		p = i + len(name)
	}
}

// ordinary reports whether a name holds a word that is none of a place's: a
// function word, a newsroom's label, or a German noun by its suffix.
func ordinary(name string) bool {
	for w := range strings.FieldsSeq(name) {
		lower := strings.ToLower(w)
		if labels[lower] || functionWords[lower] {
			return true
		}
		for _, suffix := range nounSuffixes {
			if len(lower) > len(suffix)+2 && strings.HasSuffix(lower, suffix) {
				return true
			}
		}
	}
	return false
}

// leads reports whether what follows the separator is the beginning of a
// sentence.
func leads(rest string) bool {
	r, n := decode(rest, 0)
	if strings.ContainsRune("\"„“”«»‚‘'(…", r) {
		r, _ = decode(rest, n)
	}
	if len(rest) < 40 || !strings.ContainsAny(rest, ".!?") {
		return false
	}
	// "eCommerce", "al-Qaida": a name may begin small
	first, _, _ := strings.Cut(rest, " ")
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.IndexFunc(first, unicode.IsUpper) > 0
}

// score reports whether the candidate is a fixture or a range instead: "Basel –
// Zürich 2:1", "Bern - Basel", "Paris, 3. Mai - 5. Mai".
func (s *story) score(c candidate) bool {
	line := s.text[c.next:]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if c.DateText != "" {
		return date(line, 0, len(line)) > 0 && !upper(c.Places[0].Name)
	}
	e := placeName(line, 0, len(line))
	e = skipSpace(line, e, len(line))
	q, _ := digits(line, e, len(line), 3)
	if q == e || q >= len(line) || line[q] != ':' && line[q] != '-' {
		return false
	}
	goals, _ := digits(line, q+1, len(line), 3)
	return goals > q+1
}
