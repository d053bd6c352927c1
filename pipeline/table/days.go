package table

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// published reads a record's time of publication: as a moment, where time and
// zone are stated, and as a day in its own zone.
func published(text string) (moment *Moment, day *Day) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		moment = new(Moment(t.UnixMilli()))
	}
	if len(text) >= len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)]); err == nil {
			day = dayOf(t)
		}
	}
	return moment, day
}

const secondsADay = 24 * 60 * 60

// dayOf is the day that begins with t, in UTC.
func dayOf(t time.Time) *Day { return new(Day(t.Unix() / secondsADay)) }

func (d Day) String() string {
	return time.Unix(int64(d)*secondsADay, 0).UTC().Format(time.DateOnly)
}

func (m Moment) String() string { return time.UnixMilli(int64(m)).UTC().Format(time.RFC3339Nano) }

// days are the first and the last day of a TIMEX3 value that is a stretch of the
// calendar of our era; nil for all others. A time of day counts for its day.
// Seasons have no days that all agree on.
func days(value string) (first, last *Day) {
	value, _, _ = strings.Cut(value, "T")
	from, behind, ok := stretch(value)
	if !ok {
		return nil, nil
	}
	return dayOf(from), dayOf(behind.AddDate(0, 0, -1))
}

// stretch is where a value's days begin and the day behind them.
func stretch(value string) (from, behind time.Time, ok bool) {
	whole, rest, parts := strings.Cut(value, "-")
	if !parts {
		return years(whole)
	}
	year, ok := number(whole, 4)
	if !ok || year == 0 {
		return from, behind, false
	}
	letter, digits := rest[:min(1, len(rest))], rest[min(1, len(rest)):]
	switch letter {
	case "W":
		return week(year, digits)
	case "Q":
		return months(year, digits, 1, 4)
	case "H":
		return months(year, digits, 1, 2)
	}
	month, day, parts := strings.Cut(rest, "-")
	if !parts {
		return months(year, month, 2, 12)
	}
	m, okMonth := number(month, 2)
	d, okDay := number(day, 2)
	from = date(year, m, d)
	return from, from.AddDate(0, 0, 1), okMonth && okDay && from.Month() == time.Month(m) && from.Day() == d
}

// years reads 2014, 201X or 201, 20XX or 20, and 2XXX or 2.
func years(value string) (from, behind time.Time, ok bool) {
	if len(value) > 4 {
		return from, behind, false
	}
	digits := strings.TrimRight(value, "X")
	n, ok := number(digits, len(digits))
	length := int(math.Pow10(4 - len(digits)))
	year := n * length
	return date(max(year, 1), 1, 1), date(year+length, 1, 1), ok && (n > 0 || length > 1)
}

// week reads what stands behind 2014-W: 42, or 42-WE for its weekend. Weeks are
// those of ISO 8601.
func week(year int, value string) (from, behind time.Time, ok bool) {
	digits, weekend := strings.CutSuffix(value, "-WE")
	n, ok := number(digits, 2)
	fourth := date(year, 1, 4) // of January is in the first week
	from = fourth.AddDate(0, 0, 7*(n-1)-(int(fourth.Weekday())+6)%7)
	y, w := from.ISOWeek()
	behind = from.AddDate(0, 0, 7)
	if weekend {
		from = from.AddDate(0, 0, 5)
	}
	return from, behind, ok && y == year && w == n
}

// months reads the number of a month, quarter or half of a year, of which there
// are so many.
func months(year int, digits string, width, many int) (from, behind time.Time, ok bool) {
	n, ok := number(digits, width)
	length := 12 / many
	return date(year, (n-1)*length+1, 1), date(year, n*length+1, 1), ok && n >= 1 && n <= many
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// number reads just so many digits, and at least one.
func number(digits string, width int) (int, bool) {
	if len(digits) != width || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}
