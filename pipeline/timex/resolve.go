package timex

// resolve gives the expressions values, in the order of the text, so that
// each may count from those before it.
func (f *finder) resolve() []Time {
	if len(f.found) == 0 {
		return nil
	}
	f.narrative, f.dated = f.narrates(), f.hasDays()
	times := make([]Time, 0, len(f.found))
	var buffer [40]byte
	for n := range f.found {
		e := &f.found[n]
		e.index = n
		b := buffer[:0]
		switch {
		case e.kind == kindNone:
			continue
		case e.text != "":
			b = append(b, e.text...)
		case e.kind == kindDuration || e.kind == kindSet:
			b = e.appendPeriod(b)
		case e.nowadays && (f.narrative || !f.dated && f.generic(e)):
			b = append(b, "PRESENT_REF"...)
		default:
			b = f.appendValue(b, e)
		}
		times = append(times, Time{
			Span: f.doc.Span(e.first, e.last), Type: e.typ(), Value: string(b), Mod: modNames[e.mod], First: e.first, Last: e.last,
		})
	}
	return times
}

// generic reports whether a sentence with `today` tells neither of an event
// nor of a plan: then today means nowadays.
func (f *finder) generic(e *expr) bool {
	return f.lang.generic(f, e.first, e.last)
}

// appendValue writes a date's value and moves the running date to it.
func (f *finder) appendValue(b []byte, e *expr) []byte {
	d, known, ok := f.place(e)
	if !ok {
		return b
	}
	if !known {
		return e.appendTime(e.appendOpen(b))
	}
	if e.shiftGrain < daily && e.shiftGrain != noGrain {
		return f.appendMoment(b, e, d)
	}
	switch { // beyond the years that a value can write
	case d.year < 0:
		return append(b, "PAST_REF"...)
	case d.year > 9999:
		return append(b, "FUTURE_REF"...)
	}
	g := e.grain
	f.running, f.runGrain, f.runToken = d, g, e.first
	if e.anchor == stated {
		f.tell(e, d.year)
		f.stated, f.statedAt = d.year, e.first
	}
	return e.appendTime(appendDate(b, d, g, e.bc))
}

// appendMoment writes a time that lies some hours, minutes or seconds from
// the publication.
func (f *finder) appendMoment(b []byte, e *expr, d day) []byte {
	if !f.ref.HasClock {
		return appendDate(b, d, daily, false)
	}
	seconds := f.ref.Published.Hour()*3600 + f.ref.Published.Minute()*60 + f.ref.Published.Second() + e.shift*secondsOf(e.shiftGrain)
	d = d.add(floorDiv(seconds, 86400))
	seconds -= floorDiv(seconds, 86400) * 86400
	e.clock, e.hour, e.minute, e.second = true, seconds/3600, seconds/60%60, -1
	return e.appendTime(appendDate(b, d, daily, false))
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
	g := e.grain
	switch {
	case e.anchor == aWeekday:
		b = append(b, "XXXX-WXX-"...)
		return appendInt(b, e.weekday, 1)
	case e.feast != nil && e.feast.rule != fixed:
		return append(b, "XXXX-XX-XX"...)
	case e.feast != nil || e.month > 0 && e.anchor == open:
		d, _ := e.in(noYear)
		return appendDate(b, d, g, false)
	case e.month > 0:
		return appendDate(b, day{noYear, e.month, max(e.day, 1)}, g, false)
	}
	switch g {
	case daily:
		return append(b, "XXXX-XX-XX"...)
	case weekly:
		return append(b, "XXXX-WXX"...)
	case weekend:
		return append(b, "XXXX-WXX-WE"...)
	case monthly:
		return append(b, "XXXX-XX"...)
	case quarter:
		return append(b, "XXXX-QX"...)
	case half:
		return append(b, "XXXX-HX"...)
	}
	return append(b, "XXXX"...)
}
