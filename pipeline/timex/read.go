package timex

// The productions that both languages' rules share. Each reads the captures
// of a match and emits the times that it makes.

// relation reads the word that relates a unit to now or to the running date:
// last, next, this, same, following, preceding. found is false without one.
func (m *match) relation(e *expr) (found bool) { return m.relationIn(e, m.captures) }

func (m *match) relationIn(e *expr, captures []capture) (found bool) {
	e.anchor = shifted
	for _, k := range captures {
		switch k.symbol {
		case sThis:
			e.dir = present
		case sLast:
			e.dir, e.shift, e.strict = past, int(m.lex[k.token].shift), true
		case sNext:
			e.dir, e.shift, e.strict = future, int(m.lex[k.token].shift), true
		case sSame:
			e.anchor, e.dir = moved, present
		case sFollowing, sPreceding:
			e.anchor, e.shift = moved, int(m.lex[k.token].shift)
			e.dir, e.strict = future, true
			if e.shift < 0 {
				e.dir = past
			}
		default:
			continue
		}
		return true
	}
	return false
}

// inYear reads the year that follows a date: stated (2014, 44 v. Chr.),
// short ('68), related (letzten Jahres, last year) or none.
func (m *match) inYear(e *expr) {
	e.mod = m.edge(e.mod)
	if y := m.at(sYear, 0); y != nil {
		e.anchor, e.year = stated, m.year(y)
		return
	}
	if y := m.at(sNum, 0); y != nil && m.era() != 0 {
		e.anchor, e.year = stated, m.year(y)
		return
	}
	if y := m.at(sYY, 0); y != nil {
		e.anchor, e.year = stated, m.fullYear(y.int())
		return
	}
	if p := m.at(sPeriod, 0); p != nil {
		e.anchor, e.shift, e.shiftGrain = shifted, int(p.shift), yearly
		return
	}
	if i := m.index(sYearWord, 0); i >= 0 { // in the last quarter of this year: only what stands before the year
		k := len(m.captures) - 1
		for m.captures[k].token != i {
			k--
		}
		m.relationIn(e, m.captures[max(k-1, 0):k])
		e.shiftGrain = yearly
		return
	}
	e.anchor = open
}

// era is -1 where the match says before Christ, 1 for after, else 0.
func (m *match) era() int {
	for i := m.first; i < m.last; i++ {
		if m.lex[i].class&eraWord != 0 {
			return int(m.lex[i].shift)
		}
		switch m.doc.Word(i) {
		case "v.", "vor":
			return -1
		case "n.", "nach":
			return 1
		}
	}
	return 0
}

// year is the year that x counts in the match's era.
func (m *match) year(x *lexeme) int {
	if m.era() < 0 {
		return 1 - x.int()
	}
	return x.int()
}

// unitWord is the first unit of the match, by whichever symbol it matched.
func (m *match) unitWord() *lexeme {
	for _, k := range m.captures {
		if x := m.lex[k.token]; x.class&unitWord != 0 && k.symbol != sHalf && k.symbol != sOrd {
			return x
		}
	}
	return &none
}

// edge is the modifier of a start, middle or end, or the one given.
func (m *match) edge(otherwise mod) mod {
	for _, s := range [...]symbol{sEdge, sEdgeNoun} {
		if x := m.at(s, 0); x != nil {
			return x.mod
		}
	}
	return otherwise
}

// int is a lexeme's number as an integer, 0 if it is none.
func (x *lexeme) int() int {
	n, ok := x.num.Int64()
	if !ok || n > 1e6 {
		return 0
	}
	return int(n)
}

// dayPart is the part of the day that the match names.
func (m *match) dayPart() part {
	for _, s := range [...]symbol{sPart, sPartAdv, sSmallPart, sWeekdayPart} {
		if x := m.at(s, 0); x != nil {
			return x.part
		}
	}
	return noPart
}
