// Package timex finds expressions of time in German and English text and
// writes their values as TimeML's TIMEX3 does (TimeML 1.2.1; the German
// practice follows HeidelTime).
//
// A grammar of named rules over tokens finds them: de.go and en.go hold a rule
// a line, pattern and production, words_de.go and words_en.go the classes of
// words that patterns speak of, feasts.go the holidays. Numbers are
// pipeline/numeral's. What a rule leaves open, such as the year of a
// `14. Oktober` or the week of a `Freitag`, is resolved afterwards in the order
// of the text (resolve.go, place.go): from the publication, from what was
// resolved before, and from the tense and the cues of the clause (tense_de.go,
// tense_en.go). Nothing asks the clock of the machine, and what nothing tells
// stays open: XXXX-10-14.
//
// Years run from 9999 BC to 9999; beyond them lies PAST_REF or FUTURE_REF. A
// school year, a business year or a season of sports that spans two calendar
// years is named by the first, as winters are. Prepositions are no part of a
// time, English `ago` is.
package timex

import (
	"sync"
	"time"

	"enricher/ner/token"
)

// The types of times.
const (
	Date     = "DATE"
	Clock    = "TIME"
	Duration = "DURATION"
	Set      = "SET"
)

// A Time is an expression of time.
type Time struct {
	token.Span
	Type  string // DATE, TIME, DURATION or SET
	Value string // "2014-10-14", "P6M"; empty where the text names a time that is none
	Mod   string // START, MID, END, APPROX, MORE_THAN, …; mostly empty
	Rule  string // the name of the grammar's rule that read it
	Fault Fault  // why Value is empty
	First int    // tokens [First, Last)
	Last  int
}

// A Fault is why an expression that has the form of a time has no value, in
// words for people: "no such day in the calendar".
type Fault string

// The faults.
const (
	NoSuchDay  Fault = "no such day in the calendar" // 30. Februar, 31/4/2014
	NoSuchTime Fault = "no such time of day"         // 25:61 Uhr
	NoSuchWeek Fault = "no such week in the year"    // KW 54
)

// A Reference is the time from which relative expressions count, in the
// article's own zone.
type Reference struct {
	Published time.Time
	HasClock  bool // the time of day is known too
	Known     bool // without, values stay open: XXXX-10-14
}

var (
	german  = sync.OnceValue(newGerman)
	english = sync.OnceValue(newEnglish)
	finders = sync.Pool{New: func() any { return new(finder) }}
)

// Find returns the times of doc in ascending order, none overlapping. The
// variety ("de-AT", "en-US", may be empty) decides what 03/05/2022 and the
// holidays mean. It is safe for concurrent use.
func Find(doc *token.Doc, variety string, ref Reference) []Time {
	f := finders.Get().(*finder)
	defer finders.Put(f)
	if !f.reset(doc, variety, ref) {
		return nil
	}
	f.recognise()
	f.join()
	times := f.resolve()
	f.doc = nil
	return times
}

// A finder holds the work on one document.
type finder struct {
	doc        *token.Doc
	variety    string
	lang       *language
	lex        []*lexeme // what each token is; &none for most
	found      []expr    // in the order of the text
	scratch    []lexeme  // backs lex for tokens that are not in the lexicon
	match      match
	monthFirst bool // a date like May 3 has been read
	lower      [40]byte
	best       []expr
	values     []byte // those of all times, one after the other
	ends       []int  // of each in values

	ref       Reference
	published day
	narrative bool // tells of the past; relative times count from its own running date
	dated     bool // counts in days
	running   day
	runGrain  grain // noGrain: nothing resolved yet
	runToken  int   // where
	runPart   part  // of that day
	story     int   // the year that a narrative is in
	stated    int   // the last year stated, noYear before
	statedAt  int
}

var none lexeme

func (f *finder) reset(doc *token.Doc, variety string, ref Reference) bool {
	switch doc.Lang {
	case "de":
		f.lang = german()
	case "en":
		f.lang = english()
	default:
		return false
	}
	f.doc, f.variety, f.ref = doc, variety, ref
	y, m, d := ref.Published.Date()
	f.published = day{y, int(m), d}
	f.lex, f.found, f.scratch = f.lex[:0], f.found[:0], f.scratch[:0]
	f.narrative, f.running, f.runGrain, f.stated, f.statedAt, f.runToken, f.runPart = false, day{}, noGrain, noYear, -1, -1, noPart
	f.story, f.monthFirst = noYear, false
	return true
}

// recognise fills found.
func (f *finder) recognise() {
	for i := range f.doc.Tokens {
		f.lex = append(f.lex, f.look(i))
	}
	for _, s := range f.doc.Sentences {
		for i := s.First; i < s.Last; {
			i = f.matchAt(i, s.Last)
		}
	}
}

// matchAt tries the rules at token i, keeps what the longest match emits and
// returns where to go on. Where a match begins with words of context, a longer
// one may begin among them.
func (f *finder) matchAt(i, limit int) int {
	f.best = f.best[:0]
	end, begin := i, i
	for start := i; start <= begin && start < limit; start++ {
		x, next := f.lex[start], &none
		if start+1 < limit {
			next = f.lex[start+1]
		}
		if !x.mayFollow(next) {
			continue
		}
		for k := range x.starts {
			s := &x.starts[k]
			if s.mayFollow(next) && f.try(s.rule, start, limit, end) {
				end, begin = f.match.last, max(begin, f.match.first)
			}
		}
	}
	f.found = append(f.found, f.best...)
	return max(end, i+1)
}

// try runs one rule at a token and, if it reaches beyond end, keeps what it
// emits as the best so far.
func (f *finder) try(n, start, limit, end int) bool {
	m := &f.match
	m.finder, m.first, m.last, m.limit = f, start, -1, limit
	m.captures, m.out = m.captures[:0], m.out[:0]
	if !m.run(f.lang.programs[n], 0, start) || m.last <= end {
		return false
	}
	if r := &f.lang.rules[n]; r.produce != nil {
		r.produce(m)
	} else {
		m.emit(expr{kind: kindNone})
	}
	if len(m.out) == 0 {
		return false
	}
	f.best = append(f.best[:0], m.out...)
	for k := range f.best {
		f.best[k].rule = n
	}
	return true
}

// look finds the lexeme of a token.
func (f *finder) look(i int) *lexeme {
	w := f.doc.Word(i)
	if isDigit(w[0]) {
		if x, ok := shape(w, f.doc.Lang); ok {
			return f.keep(x)
		}
	}
	listed := f.lang.sieve.has(w)
	if !listed && !f.lang.mayAnalyse(w) {
		return &none
	}
	lower, capital, ok := fold(f.lower[:0], w)
	if !ok {
		return &none
	}
	if listed {
		if e, ok := f.lang.words[string(lower)]; ok {
			if capital {
				return &e.upper
			}
			return &e.lower
		}
	}
	if x, ok := f.lang.analyse(lower, capital); ok {
		return f.keep(x)
	}
	return &none
}

// keep stores the lexeme of a word that is not in the lexicon. Such a lexeme
// has one class, whose rules are known.
func (f *finder) keep(x lexeme) *lexeme {
	x.opening = f.lang.byClass[classBit(x.class)]
	f.scratch = append(f.scratch, x)
	return &f.scratch[len(f.scratch)-1]
}

// fold writes w in small letters. The letters of both languages keep their
// length; words with others, and overlong ones, are none of ours.
func fold(to []byte, w string) (lower []byte, capital, ok bool) {
	if len(w) > cap(to) {
		return nil, false, false
	}
	for i := 0; i < len(w); i++ {
		b := w[i]
		switch {
		case b >= 'A' && b <= 'Z':
			b += 'a' - 'A'
			capital = capital || i == 0
		case i > 0 && w[i-1] == 0xC3 && b >= 0x80 && b <= 0x9E: // À to Þ in UTF-8
			b += 0x20
			capital = capital || i == 1
		}
		to = append(to, b)
	}
	return to, capital, true
}
