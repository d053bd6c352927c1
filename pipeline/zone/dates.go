package zone

import (
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// dates is what a line says of time, and how much else it says.
type dates struct {
	moments  []moment
	relative bool // 3 hours ago, vor 2 Stunden, today: stays open
	rest     int  // words that speak neither of time nor label one
}

// labelled reports whether the line says what one of its times is.
func (d dates) labelled() bool {
	for _, m := range d.moments {
		if m.label != unlabelled {
			return true
		}
	}
	return false
}

// A moment is a date, a clock time, or both, as a line writes it.
type moment struct {
	token.Span       // in the line
	label      label // the label before it
	year       int   // 0: none
	month, day int
	slashed    bool // 03/05/2022: month and day may be the other way round
	dotted     bool // 03.05.2022: they are in America
	minute     int  // of the day; -1: none
	zoned      bool
	zone       zoneRule
}

// A lexeme is a number, a word or a mark of a line.
type lexeme struct {
	start, end int
	kind       byte      // 'n' number, 'w' word, or the mark; 0x80 for marks beyond ASCII
	value      int       // of a number
	word       *timeWord // what a word says of time; nil for most
}

// datesReach is how many bytes of a line are read for dates: lines that say
// when a page was published are shorter.
const datesReach = 200

// readDates reads the line's dates and clock times.
func readDates(line string) dates {
	line = cutRunes(line, datesReach)
	if !hasDigit(line) {
		return dates{rest: 1}
	}
	var buf [96]lexeme
	return dateReader{lexemes(line, buf[:0])}.read()
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// smallLetters lowers the letters of ASCII and Latin-1, all that the words of
// time have, and leaves every offset where it is.
func smallLetters(s string) string {
	var buf [datesReach]byte
	n := copy(buf[:], s)
	for i := 0; i < n; i++ {
		switch b := buf[i]; {
		case 'A' <= b && b <= 'Z':
			buf[i] = b + 'a' - 'A'
		case i > 0 && buf[i-1] == 0xc3 && 0x80 <= b && b <= 0x9e && b != 0x97: // À to Þ, without ×
			buf[i] = b + 0x20
		}
	}
	return string(buf[:n])
}

func lexemes(s string, lex []lexeme) []lexeme {
	for i := 0; i < len(s); {
		start := i
		switch b := s[i]; {
		case isDigit(b):
			value := 0
			for i < len(s) && isDigit(s[i]) {
				if i-start < 9 {
					value = value*10 + int(s[i]-'0')
				}
				i++
			}
			lex = append(lex, lexeme{start: start, end: i, kind: 'n', value: value})
		case b == ' ' || b == '\t':
			i++
		default:
			end, hash := readWord(s, i, false)
			if end > i {
				i = end
				lex = append(lex, lexeme{start: start, end: i, kind: 'w', word: timeWords.find(hash)})
				continue
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size
			switch {
			case r == '–' || r == '—':
				b = '-'
			case r >= utf8.RuneSelf:
				b = 0x80
			}
			if !unicode.IsSpace(r) {
				lex = append(lex, lexeme{start: start, end: i, kind: b})
			}
		}
	}
	return lex
}

type dateReader struct{ lex []lexeme }

// noWord stands for lexemes that are no words of time.
var noWord timeWord

// word is what lexeme i says of time as a word.
func (r dateReader) word(i int) *timeWord {
	if i < 0 || i >= len(r.lex) || r.lex[i].word == nil {
		return &noWord
	}
	return r.lex[i].word
}

func (r dateReader) kind(i int) byte {
	if i < 0 || i >= len(r.lex) {
		return 0
	}
	return r.lex[i].kind
}

// joined reports whether no space stands between lexemes i-1 and i.
func (r dateReader) joined(i int) bool {
	return i > 0 && i < len(r.lex) && r.lex[i-1].end == r.lex[i].start
}

func (r dateReader) digits(i int) int { return r.lex[i].end - r.lex[i].start }

// read goes through the line once.
func (r dateReader) read() (d dates) {
	current := unlabelled
	late := unlabelled // the label behind the first time, if no other time follows
	last := -1         // lexeme behind the last moment
	for i := 0; i < len(r.lex); {
		if r.kind(i) == 'n' || r.word(i).month != 0 {
			if m, next := r.moment(i); next > i {
				m.Span = token.Span{Start: r.lex[i].start, End: r.lex[next-1].end}
				m.label = current
				d.add(m, r.fillerOnly(last, i))
				i, last, late = next, next, unlabelled
				continue
			}
		}
		switch w := r.word(i); {
		case r.kind(i) == 'n':
			if !r.word(i + 1).filler { // it counts no stretch of time: 3 hours
				d.rest++
			}
		case r.kind(i) != 'w':
		case w.label != unlabelled:
			current = w.label
			if len(d.moments) == 1 && d.moments[0].label == unlabelled && w.late {
				late = w.label
			}
		case w.text == "as" && r.word(i+1).text == "of":
			current = update
		case w.relative:
			d.relative = true
		case !w.filler && !w.weekday && w.zone == nil:
			d.rest++
		}
		i++
	}
	if late != unlabelled {
		d.moments[0].label = late
	}
	return d
}

// add adds a moment; near says that it stands close to the one before: then it
// may be the clock of its date, or the date of its clock.
func (d *dates) add(m moment, near bool) {
	if k := len(d.moments) - 1; k >= 0 {
		before := &d.moments[k]
		if near && before.label == m.label && before.join(m) {
			return
		}
		if m.year == 0 && m.label != unlabelled && m.label != before.label && !d.relative {
			m.onDayOf(*before) // … 14:10 Uhr, aktualisiert um 15:20 Uhr
		}
	}
	d.moments = append(d.moments, m)
}

// fillerOnly reports whether only weekdays, prepositions and marks stand in
// the lexemes [i, j).
func (r dateReader) fillerOnly(i, j int) bool {
	if i < 0 || j-i > 4 {
		return false
	}
	for ; i < j; i++ {
		if r.kind(i) == 'n' {
			return false
		}
		if r.kind(i) == 'w' {
			if w := r.word(i); !w.filler && !w.weekday {
				return false
			}
		}
	}
	return true
}

// join adds a clock to a date or a date to a clock.
func (m *moment) join(n moment) bool {
	switch {
	case m.year != 0 && m.minute < 0 && n.year == 0 && n.minute >= 0:
		m.minute, m.zone, m.zoned = n.minute, n.zone, n.zoned
	case m.year == 0 && m.minute >= 0 && n.year != 0 && n.minute < 0:
		m.onDayOf(n)
	default:
		return false
	}
	m.End = n.End
	return true
}

// onDayOf gives a clock time the date of another moment.
func (m *moment) onDayOf(n moment) {
	m.year, m.month, m.day, m.slashed, m.dotted = n.year, n.month, n.day, n.slashed, n.dotted
}

// moment reads a date or a clock time at lexeme i and says where it ends; at
// i itself when there is none.
func (r dateReader) moment(i int) (moment, int) {
	if y, m, d, slashed, next := r.date(i); next > i {
		t := moment{year: y, month: m, day: d, slashed: slashed, minute: -1}
		t.dotted = !slashed && d <= 12 && next == i+5 && r.kind(i+1) == '.' && r.kind(i+2) == 'n' && r.digits(i) <= 2
		if minute, end := r.dottedClock(next); end > next {
			t.minute, next = minute, end
		}
		// ISO 8601: the clock follows T.
		if r.joined(next) && r.word(next).text == "t" && r.joined(next+1) {
			if c, end := r.clock(next + 1); end > next+1 {
				t.minute, t.zone, t.zoned = c.minute, c.zone, c.zoned
				next = end
			}
		}
		return t, next
	}
	return r.clock(i)
}

// dottedClock reads a clock time that ends a line or its part behind a date:
// "3.5.2022, 14.10".
func (r dateReader) dottedClock(i int) (minute, end int) {
	k := i
	if r.kind(k) == ',' {
		k++
	}
	if r.kind(k) != 'n' || r.joined(k) || r.digits(k) > 2 || r.kind(k+1) != '.' || !r.joined(k+1) || r.kind(k+2) != 'n' || !r.joined(k+2) || r.digits(k+2) != 2 {
		return 0, i
	}
	switch r.kind(k + 3) {
	case 0, '|', ')', ']':
	default:
		return 0, i
	}
	if hour, minute := r.lex[k].value, r.lex[k+2].value; hour < 24 && minute < 60 {
		return hour*60 + minute, k + 3
	}
	return 0, i
}

// date reads a calendar date with its year.
func (r dateReader) date(i int) (year, month, day int, slashed bool, next int) {
	none := func() (int, int, int, bool, int) { return 0, 0, 0, false, i }
	check := func(y, m, d, end int, slash bool) (int, int, int, bool, int) {
		if y < 100 {
			if y <= 68 { // POSIX: 69 to 99 are of the 20th century
				y += 2000
			} else {
				y += 1900
			}
		}
		if slash && m > 12 && d <= 12 {
			m, d, slash = d, m, false
		}
		if y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
			return none()
		}
		return y, m, d, slash && d <= 12 && m != d, end
	}
	if r.kind(i) == 'w' { // May 3, 2022
		m := r.word(i).month
		if m == 0 {
			return none()
		}
		k := i + 1
		if r.kind(k) == '.' {
			k++
		}
		if r.kind(k) != 'n' || r.digits(k) > 2 {
			return none()
		}
		d := r.lex[k].value
		k = r.ordinal(k + 1)
		if r.kind(k) == ',' || r.kind(k) == '.' {
			k++
		}
		if r.kind(k) != 'n' || r.digits(k) != 4 {
			return none()
		}
		return check(r.lex[k].value, m, d, k+1, false)
	}
	if r.kind(i) != 'n' {
		return none()
	}
	if r.digits(i) == 4 { // 2014-10-14, 2014/10/14, 2014.10.14
		mark := r.kind(i + 1)
		if (mark == '-' || mark == '/' || mark == '.') && r.joined(i+1) && r.kind(i+2) == 'n' && r.joined(i+2) &&
			r.kind(i+3) == mark && r.joined(i+3) && r.kind(i+4) == 'n' && r.joined(i+4) {
			return check(r.lex[i].value, r.lex[i+2].value, r.lex[i+4].value, i+5, false)
		}
		return none()
	}
	if r.digits(i) > 2 || r.kind(i-1) == '.' && r.joined(i) {
		return none()
	}
	d := r.lex[i].value
	k := r.ordinal(i + 1)
	if k == i+1 && (r.kind(k) == '.' || r.kind(k) == '-' || r.kind(k) == '/') {
		mark := r.kind(k)
		if r.kind(k+1) == 'n' && r.digits(k+1) <= 2 && r.kind(k+2) == mark && r.kind(k+3) == 'n' &&
			(mark == '.' || r.joined(k) && r.joined(k+1) && r.joined(k+2) && r.joined(k+3)) &&
			(r.digits(k+3) == 4 || r.digits(k+3) == 2) && !(r.kind(k+4) == ':' && r.joined(k+4)) { // 30.09.1915:20 is a date and a clock run together
			return check(r.lex[k+3].value, r.lex[k+1].value, d, k+4, mark != '.')
		}
		k++
	}
	if r.word(k).text == "of" {
		k++
	}
	m := r.word(k).month
	if m == 0 {
		return none()
	}
	k++
	for r.kind(k) == '.' || r.kind(k) == ',' || r.kind(k) == '-' {
		k++
	}
	if r.kind(k) != 'n' || r.digits(k) != 4 && r.digits(k) != 2 {
		return none()
	}
	if clock := r.word(k + 1).text; r.digits(k) == 2 && (clock == "uhr" || clock == "h" || (r.kind(k+1) == ':' || r.kind(k+1) == '.') && r.kind(k+2) == 'n') { // 3. Mai 14:10, 3. Mai, 18 Uhr
		return none()
	}
	return check(r.lex[k].value, m, d, k+1, false)
}

// ordinal skips the ending of an English ordinal at lexeme k.
func (r dateReader) ordinal(k int) int {
	if r.joined(k) {
		switch r.word(k).text {
		case "st", "nd", "rd", "th":
			return k + 1
		}
	}
	return k
}

// clock reads a clock time: 21:47 Uhr, 21.47 Uhr, 4:05 PM ET, 4pm, 0905 GMT.
func (r dateReader) clock(i int) (moment, int) {
	none := func() (moment, int) { return moment{}, i }
	if r.kind(i) != 'n' || r.digits(i) > 4 || r.kind(i-1) == ':' && r.joined(i) || r.kind(i-1) == '.' && r.joined(i) {
		return none()
	}
	hour, minute, k := r.lex[i].value, 0, i+1
	sure := false    // a colon makes a clock, a dot or nothing needs a word
	seconds := false // then a minus opens an offset; without them it may open a range: 10:00-11:30
	switch {
	case r.digits(i) == 4:
		if zone, _ := r.zone(k, true); zone == k {
			return none()
		}
		hour, minute, sure = hour/100, hour%100, true
	case r.digits(i) > 2:
		return none()
	case r.joined(k) && (r.kind(k) == ':' || r.kind(k) == '.' || r.word(k).text == "h") && r.kind(k+1) == 'n' && r.joined(k+1) && r.digits(k+1) == 2:
		sure = r.kind(k) != '.'
		minute = r.lex[k+1].value
		k += 2
		if r.kind(k) == ':' && r.joined(k) && r.kind(k+1) == 'n' && r.digits(k+1) == 2 { // seconds
			k, seconds = k+2, true
			if r.kind(k) == '.' && r.joined(k) && r.kind(k+1) == 'n' && r.joined(k+1) { // and parts of them
				k += 2
			}
		}
	}
	switch half, end := r.half(k); {
	case half != 0:
		if hour < 1 || hour > 12 {
			return none()
		}
		hour = hour%12 + 12*(half-1)
		k, sure = end, true
	case r.word(k).text == "uhr":
		k, sure = k+1, true
		if r.kind(k) == 'n' && r.digits(k) == 2 && k == i+2 && r.lex[k].value < 60 { // 21 Uhr 47
			minute = r.lex[k].value
			k++
		}
	}
	end, zone := r.zone(k, seconds || r.word(i-1).text == "t")
	sure = sure || end > k && k > i+1 // 06.00 GMT
	if !sure || hour > 24 || minute > 59 || hour == 24 && minute > 0 {
		return none()
	}
	t := moment{minute: hour*60 + minute}
	if end > k {
		t.zone, t.zoned, k = zone, true, end
	}
	return t, k
}

// half reads am (1) or pm (2) at lexeme k.
func (r dateReader) half(k int) (half, end int) {
	switch r.word(k).text {
	case "am":
		return 1, k + 1
	case "pm":
		return 2, k + 1
	case "a", "p":
		if r.kind(k+1) == '.' && r.word(k+2).text == "m" {
			half = 1
			if r.word(k).text == "p" {
				half = 2
			}
			k += 3
			if r.kind(k) == '.' {
				k++
			}
			return half, k
		}
	}
	return 0, k
}

// zone reads a zone at lexeme k: ET, (MESZ), Z, +02:00, and -05:00 where a
// minus can be meant.
func (r dateReader) zone(k int, minus bool) (end int, zone zoneRule) {
	open := r.kind(k) == '('
	at := k
	if open {
		at++
	}
	if name := r.word(at); name.zone != nil {
		rule := *name.zone
		if name.text == "utc" || name.text == "gmt" { // GMT+8
			if end, offset := r.offset(at+1, true); end > at+1 {
				at, rule = end-1, offset
			}
		}
		if open && r.kind(at+1) == ')' {
			at++
		}
		return at + 1, rule
	}
	return r.offset(k, minus)
}

// offset reads a zone's offset at lexeme k: +02:00, +0200, +02, and behind UTC
// or GMT +2.
func (r dateReader) offset(k int, minus bool) (end int, zone zoneRule) {
	sign := r.kind(k)
	if sign != '+' && (sign != '-' || !minus) || !r.joined(k) || r.kind(k+1) != 'n' || !r.joined(k+1) {
		return k, zone
	}
	hours, minutes, end := r.lex[k+1].value, 0, k+2
	switch r.digits(k + 1) {
	case 4:
		hours, minutes = hours/100, hours%100
	case 1, 2:
		if r.digits(k+1) == 1 && r.kind(k-1) != 'w' {
			return k, zone
		}
		if r.kind(end) == ':' && r.joined(end) && r.kind(end+1) == 'n' && r.digits(end+1) == 2 {
			minutes = r.lex[end+1].value
			end += 2
		}
	default:
		return k, zone
	}
	if hours > 14 || minutes > 59 {
		return k, zone
	}
	zone.offset = hours*60 + minutes
	if sign == '-' {
		zone.offset = -zone.offset
	}
	return end, zone
}
