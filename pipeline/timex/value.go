package timex

import (
	"strconv"

	"enricher/pipeline/numeral"
)

// noYear marks a year that is not stated.
const noYear = -1 << 31

// The years that a value can write, of four digits: 9999 BC to 9999. As in
// ISO 8601, year 0 is 1 BC.
const firstYear, lastYear = -9998, 9999

// A mod is TIMEX3's mod attribute.
type mod uint8

const (
	noMod mod = iota
	modStart
	modMid
	modEnd
	modApprox
	modBefore
	modAfter
	modLess
	modMore
	modAtMost
	modAtLeast
)

var modNames = [...]string{"", "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"}

// A part is a part of the day.
type part uint8

const (
	noPart part = iota
	morning
	midday
	afternoon
	evening
	night
	daytime
)

var partNames = [...]string{"", "MO", "MI", "AF", "EV", "NI", "DT"}

var seasonNames = [...]string{"SP", "SU", "FA", "WI"}

// A kind is what an expression is before it is resolved.
type kind uint8

const (
	kindDate     kind = iota
	kindText          // text is the value already
	kindDuration      // num × unit
	kindSet           // num × unit, or text
	kindNone          // words that look like a time and are none
)

// How a date's place on the time line is given.
type anchor uint8

const (
	stated   anchor = iota // with its year
	open                   // without its year
	shifted                // steps of shiftGrain from the publication, or from context
	moved                  // the same from the running date
	sameDay                // a time of day alone
	aWeekday               // a day of the week alone
)

// A direction is where from its anchor an under-specified date lies.
type direction int8

const (
	unknown direction = iota
	past
	present
	future
)

// An expr is an expression of time as a rule read it.
type expr struct {
	kind     kind
	text     string
	rule     int
	index    int // in the document's list, set when it is resolved
	anchor   anchor
	deixis   bool // counts from the speaker's now even in a narrative
	dir      direction
	strict   bool // not the anchor's own day or month: last Friday, said on a Friday
	habitual bool // a part of every day
	nowadays bool // today, which in a narrative is no day

	grain            grain // of the value
	year, month, day int
	week             int
	weekday          int
	feast            *feast // instead of month and day
	season           int    // of a duration in seasons
	shift            int    // × shiftGrain from the anchor
	shiftGrain       grain
	eraless          bool // a year without its era, which may be that of the years before
	plus             int  // days from the day found so: a week from Friday

	part         part
	clock        bool
	hour, minute int
	second       int // -1: not stated
	utc          bool

	num  numeral.Decimal // of durations and sets
	some bool            // some number of units: X
	unit grain

	mod         mod
	fault       Fault // no value whatever the context
	first, last int
}

// typ is the TIMEX3 type.
func (e *expr) typ() string {
	switch {
	case e.kind == kindSet:
		return Set
	case e.kind == kindDuration:
		return Duration
	case e.clock || e.part != noPart:
		return Clock
	}
	return Date
}

// unitLetters are the units of TIMEX3 durations; those below the day come
// after a T.
var unitLetters = [...]string{second: "S", minute: "M", hour: "H", dayPart: "", daily: "D", weekend: "WE", weekly: "W", monthly: "M",
	season: "", quarter: "Q", half: "", yearly: "Y", decade: "DE", century: "CE", millennium: "ML"}

// appendPeriod writes a duration.
func (e *expr) appendPeriod(b []byte) []byte {
	b = append(b, 'P')
	num, unit := e.num, e.unit
	letters := unitLetters[unit]
	switch unit {
	case second, minute, hour:
		b = append(b, 'T')
	case dayPart:
		b = append(b, 'T')
		letters = partNames[e.part]
	case season:
		letters = seasonNames[e.season]
	case half:
		num, _ = num.Mul(numeral.Int(6))
		letters = "M"
	}
	if e.some {
		b = append(b, 'X')
	} else {
		b = append(b, num.String()...)
	}
	return append(b, letters...)
}

// appendYear writes four digits, X for an open year, BC and the year before
// Christ for one up to 0.
func appendYear(b []byte, year int) []byte {
	switch {
	case year == noYear:
		return append(b, "XXXX"...)
	case year <= 0:
		return appendInt(append(b, "BC"...), 1-year, 4)
	}
	return appendInt(b, year, 4)
}

// appendSpan writes a unit of 10, 100 or 1000 years: the first digits of its
// years.
func appendSpan(b []byte, year, unit, width int) []byte {
	if year <= 0 {
		b, year = append(b, "BC"...), -year
	}
	return appendInt(b, year/unit, width)
}

func appendInt(b []byte, n, width int) []byte {
	var digits [20]byte
	s := strconv.AppendInt(digits[:0], int64(n), 10)
	for k := len(s); k < width; k++ {
		b = append(b, '0')
	}
	return append(b, s...)
}

// appendDate writes the date at grain g on or around d; its year may be
// open.
func appendDate(b []byte, d day, g grain) []byte {
	switch g {
	case millennium:
		return appendSpan(b, d.year, 1000, 1)
	case century:
		return appendSpan(b, d.year, 100, 2)
	case decade:
		return append(appendSpan(b, d.year, 10, 3), 'X')
	case yearly:
		return appendYear(b, d.year)
	case half:
		return appendInt(append(appendYear(b, d.year), "-H"...), (d.month+5)/6, 1)
	case quarter:
		return appendInt(append(appendYear(b, d.year), "-Q"...), (d.month+2)/3, 1)
	case season:
		return append(append(appendYear(b, d.year), '-'), seasonNames[seasonOf(d.month)]...)
	case monthly:
		return appendInt(append(appendYear(b, d.year), '-'), d.month, 2)
	case weekly, weekend:
		y, w := d.week()
		b = appendInt(append(appendYear(b, y), "-W"...), w, 2)
		if g == weekend {
			b = append(b, "-WE"...)
		}
		return b
	}
	b = appendInt(append(appendYear(b, d.year), '-'), d.month, 2)
	return appendInt(append(b, '-'), d.day, 2)
}

// appendTime writes the time of day after a date.
func (e *expr) appendTime(b []byte) []byte {
	switch {
	case e.clock:
		b = appendInt(append(b, 'T'), e.hour, 2)
		b = appendInt(append(b, ':'), e.minute, 2)
		if e.second >= 0 {
			b = appendInt(append(b, ':'), e.second, 2)
		}
		if e.utc {
			b = append(b, 'Z')
		}
	case e.part != noPart:
		b = append(append(b, 'T'), partNames[e.part]...)
	}
	return b
}
