package timex

// place finds a date's day, the first of a longer unit. known is false when
// nothing tells the year; ok is false when the calendar has no such day.
func (f *finder) place(e *expr) (d day, known, ok bool) {
	switch e.anchor {
	case stated:
		d, ok = e.in(f.inEra(e))
		return d, true, ok
	case open:
		return f.placeOpen(e)
	case aWeekday:
		base, known := f.base(e)
		if !known {
			return day{}, false, true
		}
		return f.placeWeekday(e, base), true, true
	case sameDay:
		if next := f.dayAfter(e); next != nil {
			return f.place(next)
		}
		if f.runGrain == daily && (f.narrative || f.near(f.runToken, e.first, 1)) {
			if e.clock && e.hour < 6 && f.runPart == night {
				return f.running.add(1), true, true // in the night to Sunday, at two
			}
			return f.running, true, true
		}
		return f.published, f.ref.Known && !f.narrative, true
	}
	base, known := f.base(e)
	if !known {
		return day{}, false, true
	}
	d = step(base, e.shift, e.shiftGrain)
	if e.anchor == moved && e.shift > 0 && f.runGrain == noGrain && f.lang.tense(f, e.first, e.last) != future {
		return d, false, true // later than something that is told, not than now
	}
	switch {
	case e.feast != nil || e.month > 0:
		d, ok = e.in(d.year)
		return d, true, ok
	case e.day > 0:
		return day{d.year, d.month, e.day}, true, exists(d.year, d.month, e.day)
	case e.weekday > 0:
		return d.add(e.weekday - d.weekday()), true, true
	}
	return d, true, true
}

// dayAfter is the day that a preposition joins to a time of day before it:
// 8 p.m. on Friday.
func (f *finder) dayAfter(e *expr) *expr {
	for n := e.index + 1; n < len(f.found) && n <= e.index+2; n++ {
		next := &f.found[n]
		gap := next.first - f.found[n-1].last
		switch {
		case gap > 1:
			return nil
		case next.isClock() && n == e.index+1: // 10:35 a.m. (0735 GMT) Friday
			continue
		case next.kind != kindDate || next.grain != daily || next.clock || next.anchor == sameDay:
			return nil
		case gap == 0:
			return next
		}
		switch f.doc.Word(next.first - 1) {
		case "on", "am", "of", ")":
			return next
		case ",": // 16:15 UTC, June 1
			if next.anchor == open || next.anchor == stated {
				return next
			}
		}
	}
	return nil
}

// inEra is the year of a date that states it. One without its era is before
// Christ where the text counts years down there: 149 after 151 v. Chr.
func (f *finder) inEra(e *expr) int {
	const reach = 150
	if before := 1 - e.year; e.eraless && f.stated != noYear && f.stated <= 0 && before-f.stated <= reach && f.stated-before <= reach {
		return before
	}
	return e.year
}

// in is the date in the given year.
func (e *expr) in(year int) (d day, ok bool) {
	if e.feast != nil {
		return e.feast.in(year), true
	}
	if e.week > 0 {
		d = weekStart(year, e.week)
		y, _ := d.week()
		return d, year == noYear || y == year
	}
	d = day{year, max(e.month, 1), max(e.day, 1)}
	return d, exists(d.year, d.month, d.day)
}

// base is the day that a shift counts from.
func (f *finder) base(e *expr) (d day, known bool) {
	if f.runGrain != noGrain && (e.anchor == moved || f.narrative && !e.deixis) {
		return f.running, true
	}
	return f.published, f.ref.Known
}

// step moves d by n units.
func step(d day, n int, g grain) day {
	switch g {
	case daily:
		return d.add(n)
	case weekly, weekend:
		return d.add(7 * n)
	case monthly:
		return d.addMonths(n)
	case season, quarter:
		return d.addMonths(3 * n)
	case half:
		return d.addMonths(6 * n)
	case yearly:
		return d.addMonths(12 * n)
	case decade:
		return d.addMonths(120 * n)
	case century:
		return d.addMonths(1200 * n)
	}
	return d
}

// near reports whether at most n sentence ends lie between two tokens.
func (f *finder) near(a, b, n int) bool {
	return a >= 0 && f.doc.SentenceAt(b)-f.doc.SentenceAt(a) <= n
}

// placeWeekday finds a weekday near base, or near the day just before it. A news sentence in the past tense
// means the last one up to base, one about the future the next one.
func (f *finder) placeWeekday(e *expr, base day) day {
	fromRunning := f.running.add((e.weekday - f.running.weekday() + 7) % 7)
	if before := f.before(e); before != nil && f.runToken == before.first {
		switch {
		case before.anchor == aWeekday && before.plus == 0 && e.plus == 0 && f.doc.Word(before.last) != ",": // Monday to Friday
			return fromRunning
		case before.deixis && before.shiftGrain == daily && fromRunning == f.running: // heute, Dienstag
			return f.running
		}
	}
	ahead := (e.weekday - base.weekday() + 7) % 7
	dir := e.dir
	if dir == unknown {
		dir = f.lang.tense(f, e.first, e.last)
	}
	if dir == unknown && f.runGrain == daily && f.near(f.runToken, e.first, 0) && base.before(f.running) {
		return fromRunning // plans go on: on Friday it opens, on Sunday it closes
	}
	switch {
	case f.narrative && dir == unknown, dir == future && !e.strict:
		return base.add(ahead)
	case dir == future && ahead == 0:
		return base.add(7)
	case dir == future:
		return base.add(ahead)
	case dir == present: // this Friday
		return base.add(e.weekday - base.weekday())
	case e.strict && ahead == 0:
		return base.add(-7)
	case ahead == 0:
		return base
	}
	return base.add(ahead - 7)
}

// placeOpen finds the year of a date without one.
func (f *finder) placeOpen(e *expr) (d day, known, ok bool) {
	if f.narrative {
		if f.runGrain == noGrain {
			d, ok = e.in(noYear)
			return d, false, ok
		}
		d, ok = e.in(f.storyYear(e))
		return d, true, ok
	}
	dir := e.dir
	if dir == unknown {
		dir = f.lang.tense(f, e.first, e.last)
	}
	if f.stated != noYear && f.stated != f.published.year && e.dir == unknown && dir != future && f.near(f.statedAt, e.first, 0) {
		d, ok = e.in(f.stated)
		return d, true, ok
	}
	if f.lists(e) {
		d, ok = e.in(f.running.year)
		if ok && f.runGrain != yearly && d.before(f.running) {
			d, ok = e.in(f.running.year + 1)
		}
		return d, true, ok
	}
	if !f.ref.Known {
		d, ok = e.in(noYear)
		return d, false, ok
	}
	year := f.published.year
	if e.month == 2 && e.day == 29 && e.feast == nil {
		for !leap(year) { // the last leap day
			year--
		}
	}
	if d, ok = e.in(year); !ok || d.month == 2 && d.day == 29 {
		return d, true, ok
	}
	// How many months the unit begins after the publication, and how long it
	// is: a summer that has begun is neither past nor future.
	ahead, length := d.month-f.published.month, e.months()
	if e.day > 0 || e.grain == daily {
		ahead = 0
		if n := d.number() - f.published.number(); n > 0 {
			ahead = 1 + n/31
		} else if n < 0 {
			ahead = -1 + n/31
		}
	}
	// A day of the year without its year is mostly the nearest. The past is
	// told of days to come that are more than a month away only where they are
	// last year's; plans are told of days gone by (was to open on 3 August) for
	// a season.
	if (e.day > 0 || e.grain == daily) && !e.strict && ahead > -4 && ahead < 2 {
		return d, true, true
	}
	switch dir {
	case past:
		if ahead > 0 || e.strict && ahead+max(length, 1) > 0 {
			year--
		}
	case future:
		if ended := ahead + length; ended < -2 || ended <= 0 && e.grain < quarter || e.strict && ahead <= 0 { // the report on a quarter is due after it
			year++
		}
	case unknown:
		if ahead > 6 || ahead > 0 && e.grain >= quarter { // quarters are reported
			year--
		} else if ahead < -7 && e.grain < quarter {
			year++
		}
	}
	d, ok = e.in(year)
	return d, true, ok
}

// before is the expression that stands just before e but for one word or mark.
func (f *finder) before(e *expr) *expr {
	if e.index == 0 || e.first-f.found[e.index-1].last > 1 {
		return nil
	}
	return &f.found[e.index-1]
}

// lists reports whether a date goes on from the one before it: April, May and
// June; Oct. 3 to Jan. 5; nächstes Jahr im Juni.
func (f *finder) lists(e *expr) bool {
	before := f.before(e)
	return before != nil && e.dir == unknown && before.kind == kindDate && f.runToken == before.first && before.anchor != stated &&
		(before.grain == e.grain && before.anchor == open || before.grain == yearly)
}

// months is the length of a date's unit in months.
func (e *expr) months() int {
	switch e.grain {
	case season, quarter:
		return 3
	case half:
		return 6
	case daily, weekly, weekend:
		return 0
	}
	return 1
}
