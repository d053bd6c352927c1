package timex

// A day is a date of the proleptic Gregorian calendar. Year 0 is 1 BC, as in
// ISO 8601.
type day struct {
	year, month, day int
}

// A grain is the length of a calendar unit: that of a date's value, of a
// duration's unit or of a shift.
type grain uint8

// The grains, from short to long.
const (
	noGrain grain = iota
	second
	minute
	hour
	dayPart // a morning, a night
	daily
	weekend
	weekly
	monthly
	season
	quarter
	half // of a year
	yearly
	decade
	century
	millennium
)

// number counts days from 1970-01-01 (Howard Hinnant, chrono-compatible
// low-level date algorithms, days_from_civil).
func (d day) number() int {
	y := d.year
	if d.month <= 2 {
		y--
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*((d.month+9)%12)+2)/5 + d.day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

// dayOf is the inverse of number.
func dayOf(n int) day {
	n += 719468
	era := floorDiv(n, 146097)
	dayOfEra := n - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	m := (5*dayOfYear + 2) / 153
	d := day{yearOfEra + era*400, m + 3, dayOfYear - (153*m+2)/5 + 1}
	if d.month > 12 {
		d.month -= 12
		d.year++
	}
	return d
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// add moves d by n days.
func (d day) add(n int) day { return dayOf(d.number() + n) }

// addMonths moves d by n months; a day that the month lacks becomes its last.
func (d day) addMonths(n int) day {
	m := d.year*12 + d.month - 1 + n
	d.year, d.month = floorDiv(m, 12), m-floorDiv(m, 12)*12+1
	d.day = min(d.day, monthLength(d.year, d.month))
	return d
}

// before reports whether d lies before e.
func (d day) before(e day) bool { return d.number() < e.number() }

// weekday is 1 for Monday to 7 for Sunday.
func (d day) weekday() int {
	n := d.number() + 3 // 1970-01-01 was a Thursday
	return n - floorDiv(n, 7)*7 + 1
}

// week is the ISO 8601 week and the year that it belongs to.
func (d day) week() (year, week int) {
	thursday := d.add(4 - d.weekday())
	return thursday.year, (thursday.number()-day{thursday.year, 1, 1}.number())/7 + 1
}

// weekStart is the Monday of an ISO week.
func weekStart(year, week int) day {
	jan4 := day{year, 1, 4}
	return jan4.add(1 - jan4.weekday() + 7*(week-1))
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year, month int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// exists reports whether the date is in the calendar; without a year the
// 29th of February is.
func exists(year, month, dayOfMonth int) bool {
	if year == noYear {
		year = 2000
	}
	return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month)
}

// easter is Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).
func easter(year int) day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return day{year, month, (h + l - 7*m + 33*month + 19) % 32}
}

// nthWeekday is the nth given weekday of a month; n below 0 counts from its
// end.
func nthWeekday(year, month, weekday, n int) day {
	if n < 0 {
		last := day{year, month, monthLength(year, month)}
		return last.add(-((last.weekday() - weekday + 7) % 7) + 7*(n+1))
	}
	first := day{year, month, 1}
	return first.add((weekday-first.weekday()+7)%7 + 7*(n-1))
}

// seasonOf is the meteorological season of a month: 0 spring, 1 summer,
// 2 autumn, 3 winter.
func seasonOf(month int) int { return (month + 9) % 12 / 3 }

// seasonStart is the first month of a season.
func seasonStart(s int) int { return 3 + 3*s }
