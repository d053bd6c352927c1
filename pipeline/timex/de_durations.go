package timex

import (
	"enricher/pipeline/numeral"
)

// inUnits reads in drei Tagen: a date of the future, elsewhere a duration.
func inUnits(m *match) {
	if m.has(sNum) || m.has(sOne) {
		if m.unitWord().unit > second && !m.superlative() && m.lang.tense(m.finder, m.first, m.last) == future {
			if e, ok := m.shiftBy(1, shifted); ok {
				m.emit(e)
				return
			}
		}
	}
	duration(m)
}

// durationDe reads drei Stunden, ein halbes Jahr; `ein Tag` is one too.
func durationDe(m *match) {
	if m.has(sOne) && m.doc.Word(m.index(sOne, 0)) == "eines" && m.unitWord().unit == daily {
		return // eines Tages
	}
	duration(m)
}

// agoDe reads vor drei Tagen, vor Jahresfrist.
func agoDe(m *match) {
	if m.unitWord().unit == noGrain {
		m.emit(expr{kind: kindDate, anchor: shifted, grain: yearly, shift: -1, shiftGrain: yearly})
		return
	}
	ago(m)
}

// upTo reads bis zu drei Stunden.
func upTo(m *match) {
	e := expr{kind: kindDuration, unit: m.unitWord().unit, mod: modAtMost}
	if m.amount(&e) {
		m.halve(&e)
		m.emit(e)
	}
}

// fractionUnit reads eine Viertelstunde, drei Viertelstunden, ein
// Vierteljahrhundert.
func fractionUnit(m *match) {
	e := expr{kind: kindDuration, num: numeral.Int(1)}
	if x := m.at(sNum, 0); x != nil {
		e.num = x.num
	}
	m.quantify(&e)
	w, _, _ := fold(m.lower[:0], m.doc.Word(m.last-1))
	f := germanFractions[string(w)]
	ok := true
	if e.num, ok = e.num.Mul(numeral.Int(f.num)); !ok {
		return
	}
	e.unit = f.unit
	m.emit(e)
}

// germanFractions are words for parts of a unit, in smaller ones.
var germanFractions = map[string]struct {
	num  int64
	unit grain
}{
	"viertelstunde": {15, minute}, "viertelstunden": {15, minute}, "halbstunde": {30, minute}, "dreiviertelstunde": {45, minute},
	"vierteljahr": {3, monthly}, "dreivierteljahr": {9, monthly}, "vierteljahrhundert": {25, yearly},
}

// withinYear reads binnen Jahresfrist.
func withinYear(m *match) {
	m.emit(expr{kind: kindDuration, unit: yearly, num: numeral.Int(1)})
}

// adjectiveDe reads dreitägige; digits and years before people are ages.
func adjectiveDe(m *match) {
	x := m.at(sNumUnit, 0)
	if x.unit == yearly && x.digits {
		return
	}
	for i := m.last; i < m.limit && i < m.last+3; i++ {
		var buffer [40]byte
		if w, capital, _ := fold(buffer[:0], m.doc.Word(i)); capital && dePersons[string(w)] {
			return // die vierjährige Tochter
		}
	}
	numberUnit(m)
}

// dePersons are people whose age is said like a duration.
var dePersons = words(`sohn sohnes söhne söhnen tochter töchter töchtern kind kindes kinder kindern bub buben bube junge jungen mädchen mädchens knabe knaben mann mannes männer männern
	frau frauen schüler schülers schülerin schülerinnen schülern bruder bruders brüder schwester schwestern enkel enkels enkelin neffe neffen nichte
	patient patienten patientin opfer opfers baby babys zwillinge zwillingen student studenten studentin
	rentner rentners rentnerin lenker lenkers lenkerin fahrer fahrers fahrerin täter täters täterin jugendlicher jugendliche jugendlichen teenager teenagers kleinkind kleinkindes säugling säuglings mutter vater vaters`)

// per reads pro Jahr.
func per(m *match) {
	u := m.unitWord()
	if u.unit < hour || u.class&unitsWord != 0 {
		return
	}
	m.emit(expr{kind: kindSet, unit: u.unit, num: numeral.Int(1)})
}

// yearlyRate reads 500 Menschen im Jahr; with what makes it one certain year
// (im Jahr der Wende, im Jahr nach dem Krieg) it is none.
func yearlyRate(m *match) {
	if m.last < m.limit && m.lex[m.last].class&(detWord|digitsX|digits2|digits4|laterWord|earlierWord|oneWord) != 0 {
		return
	}
	switch m.word(m.last) {
	case "nach", "vor", ",", "seines", "ihres", "seiner", "ihrer":
		return
	}
	m.emit(expr{kind: kindSet, unit: m.lex[m.last-1].unit, num: numeral.Int(1)})
}

// yearByYear reads Jahr um Jahr.
func yearByYear(m *match) {
	m.emit(expr{kind: kindSet, unit: max(m.lex[m.first].unit, daily), num: numeral.Int(1)})
}
