package timex

// clockAt makes a time of day; hours from 0 to 24.
func clockAt(hour, minute int) (expr, bool) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, clock: true, hour: hour, minute: minute, second: -1}
	return e, hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && (hour < 24 || minute == 0)
}

// afterClockPreposition reports whether a word that times of day follow stands
// before token i.
func (m *match) afterClockPreposition(i int) bool {
	if i == 0 {
		return false
	}
	switch m.doc.Word(i - 1) {
	case "um", "Um", "ab", "Ab", "gegen", "Gegen", "seit", "at", "At", "by", "until", "around", "before", "after", "since", "from":
		return true
	}
	return false
}
