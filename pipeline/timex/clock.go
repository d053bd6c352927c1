package timex

// clockAt makes a time of day; hours from 0 to 24.
func clockAt(hour, minute int) (expr, bool) {
	e := expr{kind: kindDate, anchor: sameDay, grain: daily, clock: true, hour: hour, minute: minute, second: -1}
	return e, hour >= 0 && hour <= 24 && minute >= 0 && minute < 60 && (hour < 24 || minute == 0)
}
