package timex

// join makes one time of a day and a time of day that stand side by side:
// Dienstag, 14. Okt 2014 / 21:47 Uhr; 8 p.m. Friday. Those that a
// preposition parts (am Freitag um 8 Uhr) stay two.
func (f *finder) join() {
	kept := f.found[:0]
	for n := range f.found {
		e := f.found[n]
		if len(kept) > 0 {
			if before := &kept[len(kept)-1]; f.joinable(before, &e) {
				before.last = e.last
				continue
			}
		}
		kept = append(kept, e)
	}
	f.found = kept
}

// joinable joins b to a if they belong together.
func (f *finder) joinable(a, b *expr) bool {
	gap := b.first - a.last
	if gap > 1 || f.doc.SentenceAt(a.first) != f.doc.SentenceAt(b.first) {
		return false
	}
	if gap == 1 {
		switch f.doc.Word(a.last) {
		case ",", "/", "|", "–", "-", "·":
		default:
			return false
		}
	}
	switch {
	case a.isDay() && b.isClock():
		a.clock, a.hour, a.minute, a.second, a.utc = true, b.hour, b.minute, b.second, b.utc
	case a.isDay() && b.habitual && gap == 0: // 14. Juli morgens
		a.part = b.part
	case a.isClock() && b.isDay() && gap == 0:
		clock := *a
		*a = *b
		a.first = clock.first
		a.clock, a.hour, a.minute, a.second, a.utc = true, clock.hour, clock.minute, clock.second, clock.utc
	default:
		return false
	}
	a.nowadays = false
	return true
}

// isDay reports whether e is a day without a time of day.
func (e *expr) isDay() bool {
	return e.kind == kindDate && e.grain == daily && !e.clock && e.part == noPart && e.anchor != sameDay
}

// isClock reports whether e is a time of day alone.
func (e *expr) isClock() bool { return e.kind == kindDate && e.clock && e.anchor == sameDay }
