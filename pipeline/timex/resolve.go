package timex

// resolve gives the expressions values, in the order of the text, so that
// each may count from those before it.
func (f *finder) resolve() []Time {
	if len(f.found) == 0 {
		return nil
	}
	f.narrative, f.dated = f.narrates(), f.hasDays()
	times := make([]Time, 0, len(f.found))
	f.values, f.ends = f.values[:0], f.ends[:0]
	for n := range f.found {
		e := &f.found[n]
		e.index = n
		if e.kind == kindNone {
			continue
		}
		fault := f.appendValue(e)
		f.ends = append(f.ends, len(f.values))
		times = append(times, Time{
			Span: f.doc.Span(e.first, e.last), Type: e.typ(), Mod: modNames[e.mod], Rule: f.lang.rules[e.rule].name, Fault: fault, First: e.first, Last: e.last,
		})
	}
	values, begin := string(f.values), 0
	for n := range times {
		times[n].Value = values[begin:f.ends[n]]
		begin = f.ends[n]
	}
	return times
}

// appendValue writes what an expression means, or tells why it means nothing.
func (f *finder) appendValue(e *expr) Fault {
	switch {
	case e.fault != "":
		return e.fault
	case e.text != "":
		f.values = append(f.values, e.text...)
	case e.kind == kindDuration || e.kind == kindSet:
		f.values = e.appendPeriod(f.values)
	case e.nowadays && (f.narrative || !f.dated && f.generic(e)):
		f.values = append(f.values, "PRESENT_REF"...)
	default:
		return f.appendDate(e)
	}
	return ""
}

// generic reports whether a sentence with `today` tells neither of an event
// nor of a plan: then today means nowadays.
func (f *finder) generic(e *expr) bool {
	return f.lang.generic(f, e.first, e.last)
}

// appendDate writes a date's value and moves the running date to it.
func (f *finder) appendDate(e *expr) Fault {
	d, known, ok := f.place(e)
	if !ok {
		if e.week > 0 {
			return NoSuchWeek
		}
		return NoSuchDay
	}
	switch {
	case !known:
		f.values = e.appendTime(e.appendOpen(f.values))
		return ""
	case e.shiftGrain < daily && e.shiftGrain != noGrain:
		f.values = f.appendMoment(f.values, e, d)
		return ""
	case d.year < firstYear: // beyond the years that a value can write
		f.values = append(f.values, "PAST_REF"...)
		return ""
	case d.year > lastYear:
		f.values = append(f.values, "FUTURE_REF"...)
		return ""
	}
	if e.plus != 0 {
		d = d.add(e.plus)
	}
	f.running, f.runGrain, f.runToken = d, e.grain, e.first
	if e.anchor != sameDay {
		f.runPart = e.part
	}
	if f.narrative && e.grain == yearly && e.shift > 0 && e.anchor != stated {
		f.story = d.year // the following year
	}
	if e.anchor == stated && e.grain <= yearly {
		f.tell(e, d.year)
		f.stated, f.statedAt = d.year, e.first
	}
	f.values = e.appendTime(appendDate(f.values, d, e.grain))
	return ""
}

// appendMoment writes a time that lies some hours, minutes or seconds from
// the publication.
func (f *finder) appendMoment(b []byte, e *expr, d day) []byte {
	if !f.ref.HasClock {
		return appendDate(b, d, daily)
	}
	seconds := f.ref.Published.Hour()*3600 + f.ref.Published.Minute()*60 + f.ref.Published.Second() + e.shift*secondsOf(e.shiftGrain)
	d = d.add(floorDiv(seconds, 86400))
	seconds -= floorDiv(seconds, 86400) * 86400
	e.clock, e.hour, e.minute, e.second = true, seconds/3600, seconds/60%60, -1
	return e.appendTime(appendDate(b, d, daily))
}

func secondsOf(g grain) int {
	switch g {
	case hour:
		return 3600
	case minute:
		return 60
	}
	return 1
}

// appendOpen writes a date whose year is not known.
func (e *expr) appendOpen(b []byte) []byte {
	switch {
	case e.anchor == aWeekday:
		return appendInt(append(b, "XXXX-WXX-"...), e.weekday, 1)
	case e.week > 0:
		return appendInt(append(b, "XXXX-W"...), e.week, 2)
	case e.feast != nil && e.feast.rule == fixed, e.month > 0 && e.grain != weekly:
		d := day{noYear, e.month, max(e.day, 1)}
		if e.feast != nil {
			d.month, d.day = e.feast.month, e.feast.day
		}
		return appendDate(b, d, e.grain)
	}
	return append(b, openDates[e.grain]...)
}

// openDates are values of which nothing but the unit is known.
var openDates = [...]string{noGrain: "XXXX", second: "XXXX-XX-XX", minute: "XXXX-XX-XX", hour: "XXXX-XX-XX", dayPart: "XXXX-XX-XX", daily: "XXXX-XX-XX", weekend: "XXXX-WXX-WE", weekly: "XXXX-WXX", monthly: "XXXX-XX", season: "XXXX", quarter: "XXXX-QX",
	half: "XXXX-HX", yearly: "XXXX", decade: "XXXX", century: "XXXX", millennium: "XXXX"}
