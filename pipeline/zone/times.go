package zone

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A Stamp is a time that a page states of itself. Value is a date
// ("2014-10-14"), a date with a clock ("2014-10-14T21:47"), or RFC 3339 where
// the clock's zone is stated or follows from the publisher's country. The zero
// Stamp is unknown.
type Stamp struct {
	token.Span
	Value   string
	Unclear bool // without a value: the variety would have to tell its day and month apart
}

// Or is the stamp, or the weaker evidence w where that says more.
func (s Stamp) Or(w Stamp) Stamp {
	if s.Value != "" || w.Value == "" && s.Unclear {
		return s
	}
	return w
}

// stamp is what the moment says at span.
func (m moment) stamp(span token.Span, variety string) Stamp {
	value, ok := m.value(variety)
	if !ok && m.year != 0 {
		return Stamp{Span: span, Unclear: true}
	}
	if !ok {
		return Stamp{} // a clock without a day
	}
	return Stamp{Span: span, Value: value}
}

// Times finds when the text was published and last updated. Lines that were
// zoned as timestamp are read first, then bylines, credits and lines of the
// story that are a date or open with a label ("Stand: …"). The variety (BCP 47,
// or empty) decides the order of 03/05/2022 and the clock's zone. What is not
// stated in full (3 hours ago) stays unknown, and 03/05/2022 in an unknown
// variety unclear.
func Times(text string, zones []Zone, variety string) (published, updated Stamp) {
	r := timesReader{text: text, zones: zones, variety: variety}
	for _, read := range [...]func(){
		func() { r.ownLines(true, Timestamp, Byline) }, // lines that label their times go before those that do not
		func() { r.ownLines(true, Credit, Lead, Body, Caption) },
		func() { r.ownLines(false, Timestamp, Byline) },
		func() { r.ownLines(false, Credit, Lead, Body, Caption) },
		r.labelledLines,
		r.besideHeadline,
		r.openingDate,
		r.sentences,
	} {
		if read(); r.published.Value != "" {
			break
		}
	}
	return r.published, r.updated
}

// A timesReader collects a text's times. The first that is found counts.
type timesReader struct {
	text    string
	zones   []Zone
	variety string

	published, updated Stamp
}

// take takes a moment of a zone for the time that its label names.
func (r *timesReader) take(z Zone, m moment) {
	stamp := m.stamp(token.Span{Start: z.Start + m.Start, End: z.Start + m.End}, r.variety)
	if m.label == update {
		r.updated = r.updated.Or(stamp)
	} else {
		r.published = r.published.Or(stamp)
	}
}

func (r *timesReader) line(z Zone) string { return r.text[z.Start:z.End] }

// dates reads the dates of line i, with the label that the line above may be.
func (r *timesReader) dates(i int) dates {
	found := readDates(r.line(r.zones[i]))
	if i > 0 && len(found.moments) > 0 && found.moments[0].label == unlabelled {
		found.moments[0].label = labelLine(r.line(r.zones[i-1]))
	}
	return found
}

// ownLines reads lines of the kinds that say when, labelled or not. In the
// story they say little else, and a bare date stands at its beginning or end.
func (r *timesReader) ownLines(labelled bool, kinds ...Kind) {
	for i, z := range r.zones {
		story := z.Kind.Story()
		if !slices.Contains(kinds, z.Kind) || story && !labelled && i >= headLines && i < len(r.zones)-1 {
			continue
		}
		found := r.dates(i)
		if found.labelled() != labelled || story && (found.rest > 3 || z.Len() >= datesReach) {
			continue
		}
		for _, m := range found.moments {
			r.take(z, m)
		}
	}
}

// labelledLines reads what lines beside the story call the publication.
func (r *timesReader) labelledLines() {
	for _, z := range r.zones {
		if !z.Kind.Story() && z.Kind != Related && z.Len() <= datesReach {
			r.publications(z)
		}
	}
}

// publications takes what the line calls the publication.
func (r *timesReader) publications(z Zone) {
	for _, m := range readDates(r.line(z)).moments {
		if m.label == publication {
			r.take(z, m)
		}
	}
}

// besideHeadline reads a section's line beside the headline: "Politik |
// 03.05.2022".
func (r *timesReader) besideHeadline() {
	for i, z := range r.zones {
		if z.Kind != Headline {
			continue
		}
		for k := max(0, i-besideBefore); k < min(len(r.zones), i+1+besideAfter); k++ {
			beside := r.zones[k]
			if k == i || beside.Len() > spotLength {
				continue
			}
			if found := r.dates(k); len(found.moments) == 1 && found.rest <= 3 && setOff(r.line(beside), found.moments[0]) {
				r.take(beside, found.moments[0])
			}
		}
	}
}

// openingDate reads the date that a story's first paragraphs may open with:
// "3.5.2022 - Der Rat hat …", "(3. Mai 2022) Der Rat hat …".
func (r *timesReader) openingDate() {
	for _, z := range r.zones {
		if z.Kind != Lead && z.Kind != Body {
			continue
		}
		line := r.line(z)
		if found := readDates(line); len(found.moments) > 0 && found.moments[0].Start < openingReach {
			m := found.moments[0]
			after := line[m.End:]
			mark, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " )"))
			if strings.ContainsRune("-–—|•:", mark) || line[0] == '(' && strings.HasPrefix(after, ")") && m.Start == 1 {
				r.take(z, m)
			}
		}
		if z.Kind == Body {
			return
		}
	}
}

// sentences reads the sentence in which weblogs say it.
func (r *timesReader) sentences() {
	for _, z := range r.zones {
		if ofItself(r.line(z)) {
			r.publications(z)
		}
	}
}

// ofItself reports whether a sentence speaks of the entry that it stands in:
// "This entry was posted on …", "Der Artikel … wurde am … gepostet und unter …
// abgelegt".
func ofItself(s string) bool {
	if first := strings.TrimLeftFunc(s, unicode.IsSpace); first == "" || strings.IndexByte("dDtT", first[0]) < 0 {
		return false // at no cost, for every line is asked
	}
	words := strings.Fields(smallLetters(cutRunes(s, datesReach)))
	if len(words) < 6 || !entryWords[words[1]] {
		return false
	}
	switch words[0] {
	case "dieser", "dieses", "this":
		return true
	case "der", "the":
		return strings.Contains(s, " und unter ") || strings.Contains(s, " filed under ")
	}
	return false
}

// entryWords name what a weblog is made of.
var entryWords = wordSet(`eintrag beitrag artikel posting post entry article`)

// labelLine is the label of a line that is nothing else: "Letzte Änderung:".
func labelLine(s string) label {
	if len(s) > labelReach || strings.ContainsAny(s, "0123456789") {
		return unlabelled
	}
	for word := range strings.FieldsFuncSeq(smallLetters(s), func(r rune) bool { return !isLetter(r) }) {
		if l, ok := labelWords[word]; !ok && !timeFiller[word] {
			return unlabelled
		} else if ok {
			return l
		}
	}
	return unlabelled
}

// headLines is among how many first lines of a text a bare date, in the story,
// is its own.
const headLines = 8

// How many lines before and behind the headline may bear its date.
const (
	besideBefore = 2
	besideAfter  = 4
)

// openingReach is how many bytes may stand before the date that opens a
// paragraph: "Pressemitteilung vom".
const openingReach = 30

// value writes the moment down; false if it says too little.
func (m moment) value(variety string) (string, bool) {
	if m.year == 0 {
		return "", false
	}
	month, day := m.month, m.day
	switch {
	case (m.slashed || m.dotted) && monthFirst[countryOf(variety)]:
		month, day = day, month
	case m.slashed && variedOrder(variety):
		return "", false
	}
	date := fmt.Sprintf("%04d-%02d-%02d", m.year, month, day)
	if m.minute < 0 {
		return date, true
	}
	if m.minute == 24*60 {
		return date, true // midnight at the day's end: the day is what is sure
	}
	clock := fmt.Sprintf("%sT%02d:%02d", date, m.minute/60, m.minute%60)
	zone, known := m.zone, m.zoned
	if !known {
		zone, known = zoneOf(variety)
	}
	if !known {
		return clock, true
	}
	offset, sign := zone.at(m.year, month, day, m.minute), '+'
	if offset < 0 {
		offset, sign = -offset, '-'
	}
	return fmt.Sprintf("%s:00%c%02d:%02d", clock, sign, offset/60, offset%60), true
}
