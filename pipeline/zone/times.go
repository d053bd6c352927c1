package zone

import (
	"fmt"
	"slices"
	"strings"
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
// story that are a date or open with a label ("Stand: …"). The variety (BCP 47, or empty)
// decides the order of 03/05/2022 and the clock's zone. What is not stated in
// full (3 hours ago) stays unknown, and 03/05/2022 in an unknown variety
// unclear.
func Times(text string, zones []Zone, variety string) (published, updated Stamp) {
	take := func(z Zone, m moment) {
		span := token.Span{Start: z.Start + m.Start, End: z.Start + m.End}
		stamp := m.stamp(span, variety)
		if m.label == update {
			updated = updated.Or(stamp)
		} else {
			published = published.Or(stamp)
		}
	}
	// Lines that label their times go before those that do not.
	for _, labelled := range []bool{true, false} {
		for _, kinds := range [][]Kind{{Timestamp, Byline}, {Credit, Lead, Body, Caption}} {
			for i, z := range zones {
				if !slices.Contains(kinds, z.Kind) || z.Kind.Story() && !labelled && i >= headLines && i < len(zones)-1 {
					continue
				}
				found := datesAt(text, zones, i)
				for _, m := range found.moments {
					if found.labelled() == labelled && (!z.Kind.Story() || found.rest <= 3 && z.End-z.Start < datesReach) {
						take(z, m)
					}
				}
			}
			if published.Value != "" {
				return published, updated
			}
		}
	}
	// What a line calls the publication is that wherever it stands.
	for _, z := range zones {
		if z.Kind.Story() || z.Kind == Related || z.End-z.Start > datesReach {
			continue
		}
		for _, m := range readDates(text[z.Start:z.End]).moments {
			if m.label == publication {
				take(z, m)
			}
		}
	}
	if published.Value != "" {
		return published, updated
	}
	// A section's line beside the headline may bear it: "Politik | 03.05.2022".
	for i, z := range zones {
		if z.Kind != Headline {
			continue
		}
		for k := max(0, i-besideBefore); k < min(len(zones), i+1+besideAfter); k++ {
			beside := zones[k]
			line := text[beside.Start:beside.End]
			if k == i || len(line) > spotLength {
				continue
			}
			if found := datesAt(text, zones, k); len(found.moments) == 1 && found.rest <= 3 && setOff(line, found.moments[0]) {
				take(beside, found.moments[0])
			}
		}
	}
	if published.Value != "" {
		return published, updated
	}
	// A paragraph may open with its date: "3.5.2022 - Der Rat hat …", "(3. Mai
	// 2022) Der Rat hat …".
	for _, z := range zones {
		if z.Kind != Lead && z.Kind != Body {
			continue
		}
		if found := readDates(text[z.Start:z.End]); len(found.moments) > 0 && found.moments[0].Start < openingReach {
			after := text[z.Start+found.moments[0].End : z.End]
			mark, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " )"))
			if strings.ContainsRune("-–—|•:", mark) || text[z.Start] == '(' && strings.HasPrefix(after, ")") && found.moments[0].Start == 1 {
				take(z, found.moments[0])
			}
		}
		if z.Kind == Body {
			break
		}
	}
	// Weblogs say it in a sentence.
	for _, z := range zones {
		if line := text[z.Start:z.End]; ofItself(line) {
			for _, m := range readDates(line).moments {
				if m.label == publication {
					take(z, m)
				}
			}
		}
	}
	return published, updated
}

// datesAt reads the dates of a line, with the label that the line above may
// be.
func datesAt(text string, zones []Zone, i int) dates {
	found := readDates(text[zones[i].Start:zones[i].End])
	if i > 0 && len(found.moments) > 0 && found.moments[0].label == unlabelled {
		found.moments[0].label = labelLine(text[zones[i-1].Start:zones[i-1].End])
	}
	return found
}

// ofItself reports whether a sentence speaks of the entry that it stands in:
// "This entry was posted on …", "Der Artikel … wurde am … gepostet und unter …
// abgelegt".
func ofItself(s string) bool {
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
