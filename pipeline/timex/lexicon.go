package timex

import (
	"strings"

	"enricher/pipeline/numeral"
)

// The word classes. Tokens that begin with a digit get theirs by shape (see
// shape.go), the others from a language's lexicon.
const (
	digits2    class = 1 << iota // 7, 31, 59
	digits4                      // 2014
	digitsX                      // other numbers: 3,5 120 17'600
	ordinal                      // 14.  14th, dritte, third
	numWord                      // drei, three
	oneWord                      // ein, a: numbers and articles
	fewWord                      // einige, several
	halfWord                     // halb, half
	scaleWord                    // hundred, Millionen
	dotted2                      // 20.30  14.10.
	dotted3                      // 14.10.2014
	isoDate                      // 2014-10-14 as one token
	decadeWord                   // 90er, 1990s, neunziger
	numUnit                      // three-day, dreitägig
	monthWord
	weekdayWord
	weekdayPart // Dienstagabend
	weekdayAdv  // montags
	partWord    // Abend, night
	partAdv     // abends
	seasonWord
	unitWord
	yearWord    // of the units: Jahr
	monthUnit   // Monat
	weekWord    // Woche
	dayWord     // Tag
	centuryWord // Jahrhundert, Jahrtausend
	weekendWord
	quarterWord // Quartal, Halbjahr
	unitsWord   // plural of a unit
	edgeUnit    // Jahresende
	feastWord
	lastWord
	nextWord
	thisWord
	sameWord
	followingWord
	precedingWord
	everyWord
	edgeWord // Anfang, Mitte, Ende; early, late
	edgeNoun // beginning, end: of a time
	quantWord
	detWord
	deicticWord // gestern
	refWord     // jetzt, damals, bald
	freqWord    // täglich
	lastingWord // jahrelang
	laterWord
	earlierWord
	meridiemWord
	zoneWord
	eraWord
	dashMark
	clockWord   // Uhr, o'clock
	periodWord  // relational compounds of the year: Vorjahr, Folgejahr
	wholeWord   // ganz, entire
	relativeAdj // gestrig, diesjährig
	weekdayAbbr // Mo., Tue
	smallPart   // (heute) abend
	halfOfWord  // Hälfte, half: of a longer unit
	edgedYear   // mid-2015
	quarterName // Q3, third-quarter
	addedWord   // lange, straight: between a number and its unit
	timesWord   // zweimal, twice
)

// The symbols of patterns.
const (
	sNum symbol = iota
	sDay
	sHour
	sMin
	sYY
	sYear
	sOrd
	sOne
	sFew
	sHalf
	sScale
	sClock
	sDayMonth
	sNumDate
	sISO
	sDecade
	sNumUnit
	sMonth
	sWeekday
	sWeekdayPart
	sWeekdayAdv
	sPart
	sPartAdv
	sSeason
	sUnit
	sUnits
	sYearWord
	sMonthUnit
	sWeek
	sDayWord
	sCentury
	sWeekend
	sQuarter
	sEdgeUnit
	sFeast
	sLast
	sNext
	sThis
	sSame
	sFollowing
	sPreceding
	sEvery
	sEdge
	sEdgeNoun
	sQuant
	sDet
	sDeictic
	sRef
	sFreq
	sLasting
	sLater
	sEarlier
	sMeridiem
	sZone
	sEra
	sDash
	sClockWord
	sPeriod
	sWhole
	sRelative
	sWeekdayAbbr
	sSmallPart
	sEdgedYear
	sQuarterName
	sAdded
	sTimes
	sHalfOf
	symbols
)

var symbolNames = map[string]symbol{
	"NUM": sNum, "DAY": sDay, "HOUR": sHour, "MIN": sMin, "YY": sYY, "YEAR": sYear, "ORD": sOrd, "ONE": sOne, "FEW": sFew,
	"HALF": sHalf, "SCALE": sScale, "CLOCK": sClock, "DAYMONTH": sDayMonth, "NUMDATE": sNumDate, "ISO": sISO, "DECADE": sDecade,
	"NUMUNIT": sNumUnit, "MONTH": sMonth, "WEEKDAY": sWeekday, "WEEKDAYPART": sWeekdayPart, "WEEKDAYADV": sWeekdayAdv,
	"PART": sPart, "PARTADV": sPartAdv, "SEASON": sSeason, "UNIT": sUnit, "UNITS": sUnits, "YEARWORD": sYearWord, "MONTHUNIT": sMonthUnit,
	"WEEK": sWeek, "DAYWORD": sDayWord, "CENTURY": sCentury, "WEEKEND": sWeekend, "QUARTER": sQuarter, "EDGEUNIT": sEdgeUnit,
	"FEAST": sFeast, "LAST": sLast, "NEXT": sNext, "THIS": sThis, "SAME": sSame, "FOLLOWING": sFollowing, "PRECEDING": sPreceding,
	"EVERY": sEvery, "EDGE": sEdge, "EDGENOUN": sEdgeNoun, "QUANT": sQuant, "DET": sDet, "DEICTIC": sDeictic, "REF": sRef, "FREQ": sFreq, "LASTING": sLasting,
	"LATER": sLater, "EARLIER": sEarlier, "MERIDIEM": sMeridiem, "ZONE": sZone, "ERA": sEra, "DASH": sDash, "CLOCKWORD": sClockWord,
	"PERIOD": sPeriod, "WHOLE": sWhole, "RELATIVE": sRelative, "WEEKDAYABBR": sWeekdayAbbr, "SMALLPART": sSmallPart, "EDGEDYEAR": sEdgedYear, "QUARTERNAME": sQuarterName, "ADDED": sAdded, "TIMES": sTimes, "HALFOF": sHalfOf,
}

var symbolClasses = [symbols]class{
	sNum: digits2 | digits4 | digitsX | numWord | dotted2, sDay: digits2, sHour: digits2 | numWord, sMin: digits2, sYY: digits2, sYear: digits4,
	sOrd: ordinal, sOne: oneWord, sFew: fewWord, sHalf: halfWord, sScale: scaleWord, sClock: dotted2, sDayMonth: dotted2,
	sNumDate: dotted3, sISO: isoDate, sDecade: decadeWord, sNumUnit: numUnit, sMonth: monthWord, sWeekday: weekdayWord,
	sWeekdayPart: weekdayPart, sWeekdayAdv: weekdayAdv, sPart: partWord, sPartAdv: partAdv, sSeason: seasonWord, sUnit: unitWord,
	sUnits: unitsWord, sYearWord: yearWord, sMonthUnit: monthUnit, sWeek: weekWord, sDayWord: dayWord, sCentury: centuryWord, sWeekend: weekendWord,
	sQuarter: quarterWord, sEdgeUnit: edgeUnit, sFeast: feastWord, sLast: lastWord, sNext: nextWord, sThis: thisWord, sSame: sameWord,
	sFollowing: followingWord, sPreceding: precedingWord, sEvery: everyWord, sEdge: edgeWord, sEdgeNoun: edgeNoun, sQuant: quantWord, sDet: detWord,
	sDeictic: deicticWord, sRef: refWord, sFreq: freqWord, sLasting: lastingWord, sLater: laterWord, sEarlier: earlierWord,
	sMeridiem: meridiemWord, sZone: zoneWord, sEra: eraWord, sDash: dashMark, sClockWord: clockWord, sPeriod: periodWord, sWhole: wholeWord, sRelative: relativeAdj, sWeekdayAbbr: weekdayAbbr, sSmallPart: smallPart, sEdgedYear: edgedYear, sQuarterName: quarterName, sAdded: addedWord, sTimes: timesWord, sHalfOf: halfOfWord,
}

// splitYear is the name of a year that begins within a calendar year, as
// school and business years do; 2013/14 is one of them.
const splitYear = 1

// A lexicon maps words in small letters to what they mean.
type lexicon map[string]*entry

// An entry is a word's meaning when written small and with a capital.
type entry struct{ lower, upper lexeme }

// How a word must be written to have a meaning.
type spelling uint8

const (
	anyCase spelling = iota
	capital          // German nouns, English proper names
	small
)

// add gives every word of the list, separated by spaces, a further meaning.
func (l lexicon) add(how spelling, x lexeme, words string) {
	for _, w := range strings.Fields(words) {
		e := l[w]
		if e == nil {
			e = &entry{}
			l[w] = e
		}
		if how != small {
			e.upper.join(x)
		}
		if how != capital {
			e.lower.join(x)
		}
	}
}

// addList gives the nth group of words, separated by commas, a meaning
// numbered n.
func (l lexicon) addList(how spelling, words string, meaning func(n int) lexeme) {
	for n, group := range strings.Split(words, ",") {
		l.add(how, meaning(n), group)
	}
}

// join adds the classes and values of x.
func (a *lexeme) join(x lexeme) {
	a.class |= x.class
	if x.num != (numeral.Decimal{}) {
		a.num = x.num
	}
	if x.unit != noGrain {
		a.unit = x.unit
	}
	if x.name != 0 {
		a.name = x.name
	}
	if x.part != noPart {
		a.part = x.part
	}
	if x.shift != 0 {
		a.shift = x.shift
	}
	if x.mod != noMod {
		a.mod = x.mod
	}
	if x.feast != nil {
		a.feast = x.feast
	}
	if x.text != "" {
		a.text = x.text
	}
}

// units are the classes of a unit beside unitWord, by which rules name it.
var unitClasses = map[grain]class{
	yearly: yearWord, monthly: monthUnit, weekly: weekWord, daily: dayWord, century: centuryWord, weekend: weekendWord,
	quarter: quarterWord, half: quarterWord, millennium: centuryWord,
}

// addUnit adds a unit's singular and plural forms.
func (l lexicon) addUnit(how spelling, g grain, singular, plural string) {
	l.add(how, lexeme{class: unitWord | unitClasses[g], unit: g}, singular)
	l.add(how, lexeme{class: unitWord | unitsWord | unitClasses[g], unit: g}, plural)
}
