package dateline

import "strings"

// date is the end of the date that begins at p: "March 31", "Oct. 14, 2014",
// "2 March", "14. Oktober 2014", "3.5.2014", "14.10.", "2014-10-14", a weekday
// with or without one of these. p itself when there is none.
func date(text string, p, end int) int {
	if q := word(text, p, end); q > p {
		w := strings.TrimSuffix(strings.ToLower(text[p:q]), ".")
		if weekdays[w] {
			if q < end && text[q] == '.' {
				q++
			}
			next := skipSpace(text, q, end)
			if next < end && text[next] == ',' {
				next = skipSpace(text, next+1, end)
			}
			if d := calendarDate(text, next, end); d > next {
				return d
			}
			return q
		}
	}
	return calendarDate(text, p, end)
}

// calendarDate is date without weekdays.
func calendarDate(text string, p, end int) int {
	if q := month(text, p, end); q > p { // March 31[, 2014]
		d, v := digits(text, skipSpace(text, q, end), end, 2)
		if v == 0 || v > 31 || (d < end && text[d] >= '0' && text[d] <= '9') {
			return p
		}
		return year(text, d, end, true)
	}
	q, v := digits(text, p, end, 4)
	if q == p {
		return p
	}
	if q-p == 4 { // 2014-10-14
		if q+6 <= end && text[q] == '-' && text[q+3] == '-' {
			if e, m := digits(text, q+1, end, 2); e == q+3 && m <= 12 {
				if f, day := digits(text, q+4, end, 2); f == q+6 && day <= 31 {
					return f
				}
			}
		}
		return p
	}
	if v == 0 || v > 31 {
		return p
	}
	if q < end && text[q] == '.' {
		q++
		r := skipSpace(text, q, end)
		if e, m := digits(text, r, end, 2); e > r && m >= 1 && m <= 12 && e < end && text[e] == '.' { // 3.5.2014, 14.10.
			return year(text, e+1, end, false)
		}
	}
	r := skipSpace(text, q, end)
	if e := month(text, r, end); e > r { // 14. Oktober, 2 March
		return year(text, e, end, false)
	}
	return p
}

// month is the end of the month's name at p, with an abbreviation's dot.
func month(text string, p, end int) int {
	q := p
	for q < end && (text[q] >= 'A' && text[q] <= 'Z' || text[q] >= 'a' && text[q] <= 'z' || text[q] >= 0x80) {
		q++
	}
	if q == p || !months[strings.ToLower(text[p:q])] {
		return p
	}
	if q < end && text[q] == '.' {
		q++
	}
	return q
}

// year extends a date's end over a year that follows; American dates have a
// comma before it.
func year(text string, p, end int, comma bool) int {
	q := skipSpace(text, p, end)
	if comma && q < end && text[q] == ',' {
		q = skipSpace(text, q+1, end)
	}
	if e, v := digits(text, q, end, 4); e-q == 4 && v >= 1800 && v < 2200 && (e >= end || text[e] < '0' || text[e] > '9') {
		return e
	}
	return p
}
