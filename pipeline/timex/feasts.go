package timex

import (
	"slices"
	"strings"
)

// A feast is a holiday: on a fixed date, some days from Easter or Advent
// Sunday, or on a weekday of a month.
type feast struct {
	rule                 feastRule
	month, day           int // fixed, or the month of nth, or the first day for onOrAfter
	offset, weekday, nth int
	unit                 grain // weekly, weekend; else a day
	part                 part
}

type feastRule uint8

const (
	fixed feastRule = iota
	fromEaster
	fromAdvent // days from the first Sunday of Advent
	nth        // weekday of the month
	onOrAfter  // the first such weekday from the day on
)

// in is the feast's date in a year.
func (f feast) in(year int) day {
	d := day{year, f.month, f.day}
	switch f.rule {
	case fromEaster:
		d = easter(year)
	case fromAdvent:
		d = day{year, 12, 24}
		d = d.add(-(d.weekday() % 7) - 21)
	case nth:
		d = nthWeekday(year, f.month, f.weekday, f.nth)
	case onOrAfter:
		d = d.add((f.weekday - d.weekday() + 7) % 7)
	}
	d = d.add(f.offset)
	if f.unit == weekend && d.weekday() == 1 {
		return d.add(-1) // the one that a holiday on a Monday makes long
	}
	return d
}

// A namedFeast is a holiday with its names, parted by commas.
type namedFeast struct {
	names string
	feast
}

// addFeasts adds the names of one word; for the others see names.
func (l lexicon) addFeasts(feasts []namedFeast) {
	for n := range feasts {
		for _, name := range strings.Split(feasts[n].names, ",") {
			if !strings.Contains(name, " ") {
				l.add(capital, lexeme{class: feastWord, feast: &feasts[n].feast}, name)
			}
		}
	}
}

// names is the pattern of all names of several words.
func names(feasts []namedFeast) string {
	var several []string
	for _, f := range feasts {
		for _, name := range strings.Split(f.names, ",") {
			if strings.Contains(name, " ") {
				several = append(several, name)
			}
		}
	}
	return "(" + strings.Join(several, "|") + ")"
}

// feastNamed emits a holiday of several words, by the longest of its names that
// the match has.
func feastNamed(feasts []namedFeast) func(*match) {
	type named struct {
		words []string
		feast feast
	}
	var several []named
	for _, f := range feasts {
		for _, name := range strings.Split(f.names, ",") {
			if words := strings.Fields(name); len(words) > 1 {
				several = append(several, named{words, f.feast})
			}
		}
	}
	slices.SortStableFunc(several, func(a, b named) int { return len(b.words) - len(a.words) })
	return func(m *match) {
		i := m.first
		if m.lex[i].class&(detWord|lastWord|nextWord|thisWord|sameWord|followingWord|precedingWord) != 0 { // last Good Friday
			i++
		}
		if !m.capital(i) {
			return
		}
		for k := range several {
			if m.says(i, several[k].words) {
				m.emitFeast(several[k].feast)
				return
			}
		}
	}
}

// says reports whether the tokens from i on are the words, whatever their
// case.
func (m *match) says(i int, words []string) bool {
	var buffer [40]byte
	for _, w := range words {
		token, _, ok := fold(buffer[:0], m.word(i))
		if !ok || string(token) != w && !(strings.HasPrefix(string(token), "’") && string(token[len("’"):]) == w[1:]) {
			return false
		}
		i++
	}
	return true
}

// feastOf emits the holiday that one word names.
func feastOf(m *match) { m.emitFeast(*m.at(sFeast, 0).feast) }

// emitFeast emits a holiday in the match's year.
func (m *match) emitFeast(f feast) {
	if m.has(sWeekend) {
		f.unit = weekend
	}
	e := expr{kind: kindDate, grain: max(f.unit, daily), feast: &f, part: f.part}
	if m.inYear(&e); e.anchor == open { // last Thanksgiving
		m.relation(&e)
		e.anchor, e.shift = open, 0
	}
	m.emit(e)
}
