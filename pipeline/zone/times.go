package zone

import (
	"fmt"
	"strings"

	"enricher/ner/token"
)

// A Stamp is a time that a page states of itself. Value is a date
// ("2014-10-14"), a date with a clock ("2014-10-14T21:47"), or RFC 3339 where
// the clock's zone is stated or follows from the publisher's country. The zero
// Stamp is unknown.
type Stamp struct {
	token.Span
	Value string
}

// Times finds when the text was published and last updated. Lines that were
// zoned as timestamp are read first, then bylines, credits and lines of the
// story that are a date or open with a label ("Stand: …"). The variety (BCP 47, or empty)
// decides the order of 03/05/2022 and the clock's zone. What is not stated in
// full (3 hours ago, 03/05/2022 in an unknown variety) stays unknown.
func Times(text string, zones []Zone, variety string) (published, updated Stamp) {
	for _, kind := range []Kind{Timestamp, Byline, Credit, Lead, Body, Caption} {
		for _, z := range zones {
			if z.Kind != kind || z.End-z.Start > 2*datesReach && kind != Timestamp {
				continue
			}
			line := text[z.Start:z.End]
			found := readDates(line)
			for _, m := range found.moments {
				if kind.Story() && kind != Credit && (found.rest > 3 || m.label == unlabelled && found.rest > 0) {
					continue
				}
				value, ok := m.value(variety)
				if !ok {
					continue
				}
				stamp := Stamp{token.Span{Start: z.Start + m.Start, End: z.Start + m.End}, value}
				switch {
				case m.label == update && updated.Value == "":
					updated = stamp
				case m.label != update && published.Value == "":
					published = stamp
				}
			}
		}
		if published.Value != "" {
			break
		}
	}
	return published, updated
}

// value writes the moment down; false if it says too little.
func (m moment) value(variety string) (string, bool) {
	if m.year == 0 {
		return "", false
	}
	month, day := m.month, m.day
	if m.slashed {
		switch {
		case monthFirst[variety]:
			month, day = day, month
		case variety == "" || variety == "en":
			return "", false
		}
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
		if zone, known = varietyZones[variety]; !known && (variety == "de" || strings.HasPrefix(variety, "de-")) {
			zone, known = varietyZones["de"], true
		}
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
