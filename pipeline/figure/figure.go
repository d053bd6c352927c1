// Package figure finds the quantities of a news text: counts, money, percent,
// measures, durations, ages, ratios, fractions and ordinals, in German and
// English, with exact values.
//
// A sentence is cut into pieces finer than tokens (25-Kilometer-Lauf is five),
// each with what the language's lexicon knows about it: the classes of parts that
// a word can play around a number, and the traits that single rules ask for. The
// words themselves stand in de.go and en.go alone, the units in unit.go and
// money.go. At every piece that can begin a number the rules are tried in order:
// first those that recognise what is no figure (dates, years, labels, codes), then
// the special forms (scores, fractions, ordinals), then the amount, which reads
// currency, number, magnitude, range and unit. Modifier, change and counted noun
// are looked for around what was read.
//
// What is ambiguous is settled by the text as a whole: a lone point or comma by
// its other numbers, a bare dollar by the countries that it names. What cannot be
// read exactly is not read.
package figure

import (
	"slices"
	"sync"

	"enricher/ner/token"
	"enricher/pipeline/numeral"
)

// The kinds of figures.
const (
	Count    = "count"
	Money    = "money"
	Percent  = "percent"
	Measure  = "measure"
	Duration = "duration"
	Age      = "age"
	Ratio    = "ratio"
	Fraction = "fraction"
	Ordinal  = "ordinal"
)

// The modifiers of a value.
const (
	Exact    = "exact"
	Approx   = "approx"
	MoreThan = "more_than"
	AtLeast  = "at_least"
	LessThan = "less_than"
	AtMost   = "at_most"
	Multiple = "multiple" // several of the value: dozens, mehrere Millionen
)

// A Figure is one quantity. Its span covers number, magnitude and unit or
// currency; modifier and noun stand beside it.
type Figure struct {
	token.Span
	Kind         string
	Value        string // exact decimal; thirds and the like rounded to six places
	ValueMax     string // upper end of a range; of a ratio the other number
	Unit         string // English unit name or ISO 4217 code; empty when there is none
	UnitAssumed  bool   // a dollar, franc … of no country that the text or its variety tells
	Modifier     string
	Change       string // up or down: the quantity rose or fell by this figure
	Noun         string // what is counted, as it stands
	NounSpan     token.Span
	ModifierSpan token.Span
}

// Find returns the figures of the document in the order of the text. The
// variety ("de-CH", "en-US", or empty) settles what a bare degree or pound is.
// In skip, in ascending order, stand the dates and clock times that others
// found: no figure lies in them except a duration that is read whole.
func Find(doc *token.Doc, variety string, skip []token.Span) []Figure {
	g := grammars[doc.Lang]
	if g == nil {
		return nil
	}
	f := finders.Get().(*finder)
	defer finders.Put(f)
	f.begin(doc, g, variety, skip)
	f.typography()
	for _, s := range doc.Sentences {
		for ; s.First < s.Last; s.First += maxSentence {
			f.cut(token.Sentence{First: s.First, Last: min(s.First+maxSentence, s.Last)})
			f.read()
			f.share()
			f.emit()
		}
	}
	return slices.Clone(f.figures)
}

// finders keeps what finders have allocated for the next document.
var finders = sync.Pool{New: func() any { return new(finder) }}

// begin makes f ready for a document.
func (f *finder) begin(doc *token.Doc, g *grammar, variety string, skip []token.Span) {
	clear(f.figures) // of the last document's text
	clear(f.mentioned)
	*f = finder{doc: doc, g: g, variety: variety, skip: skip, p: f.p[:0], numbers: f.numbers[:0], mentioned: f.mentioned, quantities: f.quantities[:0], figures: f.figures[:0]}
}

// typography learns from the text's numbers how it marks thousands: the first
// that can be read in one way only (17'600, 1.234.567) settles what a lone point
// or comma means in the others, unless one of them has that mark before decimals.
func (f *finder) typography() {
	var decimals [128]bool // by their mark
	for i := range f.doc.Tokens {
		if f.doc.Tokens[i].Kind != token.Number {
			continue
		}
		thousands, decimal := numeral.Marks(f.doc.Word(i))
		if f.thousands == 0 {
			f.thousands = thousands
		}
		if decimal != 0 {
			decimals[decimal] = true
		}
	}
	if decimals[f.thousands] {
		f.thousands = 0
	}
}

// maxSentence is how many tokens of a sentence are held in pieces at once. No
// sentence has as many; what has, such as a table in one line, is read in parts.
const maxSentence = 2000

// A finder carries one document through the rules, sentence by sentence.
type finder struct {
	doc        *token.Doc
	g          *grammar
	variety    string
	skip       []token.Span
	thousands  numeral.Mark     // of the text
	p          []piece          // of the sentence
	numbers    []numeral.Digits // of its pieces
	quantities []quantity       // of the sentence
	current    quantity         // the one that the rules are at
	asked      quantity         // for rules that are only asked
	cues       class            // classes of all pieces of the sentence
	casing     casing           // of the sentence
	depth      int              // of groups in a number that is being read: trillions, billions, …
	figures    []Figure
	money      *unit           // the last currency that was read: a cent is a part of it
	names      map[string]bool // numbers of three digits that were read as a name's (Boeing 737)
	mentioned  map[*unit]int   // how often the text names each currency's country
	counted    bool            // mentioned holds
	meant      []*unit         // currencies of families whose country was asked for
}

// A quantity is a figure in the making, in pieces of its sentence.
type quantity struct {
	first, last int // pieces [first, last)
	kind        string
	value, max  numeral.Decimal
	ranged      bool            // max holds
	scale       numeral.Decimal // the magnitude that value was multiplied by; zero without
	unit        *unit
	modifier    string
	modFirst    int // pieces of the modifier [modFirst, modLast)
	modLast     int
	change      string
	noun        int // piece, or -1
}

// A rule reads at a piece in digits or of its classes. It returns false if it
// does not apply, whatever it has left in q; a quantity without a kind tells that
// the pieces up to last are no figure.
type rule struct {
	at   class
	read func(f *finder, i int, q *quantity) bool
}

// Classes of pieces that the lexicon has not.
const (
	digits  class = 1 << (63 - iota) // a number in digits
	numeric                          // a word that begins with a number: siebenköpfig
	dash                             // may be a minus
)

// counters recognise what is no figure.
var counters = []rule{
	{digits, (*finder).code},
	{digits | month | ordinal | cardinal, (*finder).calendar},
	{digits | cardinal, (*finder).label},
	{cardinal | mixed, (*finder).named},
}

// rules read figures. The results come before the counters, which take a colon
// for a clock time and a hyphen for a code's.
var rules = append(append([]rule{{digits | cardinal, (*finder).hyphened}, {digits, (*finder).score}}, counters...),
	rule{every | cardinal, (*finder).everyNth},
	rule{digits | moiety | half | article | cardinal | denominator | ordinal, (*finder).fraction},
	rule{digits | cardinal | place, (*finder).rank},
	rule{digits | cardinal | ordinal, (*finder).ordinal},
	rule{multiplier | numeric, (*finder).joined},
	rule{digits | cardinal | scale | mixed | article | half | several | denominator | unitStart | minus | dash | between, (*finder).amount},
)

// starts are the classes that can begin a figure.
var starts = func() (all class) {
	for _, r := range rules {
		all |= r.at
	}
	return all
}()

// read applies the rules from left to right.
func (f *finder) read() {
	f.quantities = f.quantities[:0]
pieces:
	for i := 0; i < len(f.p); {
		is := f.p[i].is
		if is&starts == 0 {
			i++
			continue
		}
		for _, r := range rules {
			if is&r.at == 0 {
				continue
			}
			q := &f.current
			if !r.read(f, i, q) {
				continue
			}
			if q.kind != "" {
				f.modify(q)
				f.quantities = append(f.quantities, *q)
			}
			i = max(q.last, i+1)
			continue pieces
		}
		i++
	}
}

// nothing makes q what a rule has that found no figure up to piece last.
func (q *quantity) nothing(last int) bool {
	*q = quantity{last: last}
	return true
}

// emit turns the sentence's quantities into figures.
func (f *finder) emit() {
	for _, q := range f.quantities {
		span := token.Span{Start: f.p[q.first].Start, End: f.p[q.last-1].End}
		timed := q.unit != nil && (q.kind == Duration || q.kind == Age)
		if !timed && f.skipped(span) {
			continue
		}
		fig := Figure{Span: span, Kind: q.kind, Value: q.value.String(), Modifier: q.modifier, Change: q.change}
		if fig.Modifier == "" {
			fig.Modifier = Exact
		}
		if q.ranged {
			fig.ValueMax = q.max.String()
		}
		if q.unit != nil {
			fig.Unit, fig.UnitAssumed = q.unit.name, q.unit.assumed
		}
		if q.modLast > q.modFirst {
			fig.ModifierSpan = token.Span{Start: f.p[q.modFirst].Start, End: f.p[q.modLast-1].End}
		}
		if q.noun >= 0 {
			fig.NounSpan = f.p[q.noun].Span
			if f.g.lang == "de" || f.p[q.noun].glued {
				fig.NounSpan = f.doc.Tokens[f.p[q.noun].token].Span
			}
			fig.Noun = f.doc.Text[fig.NounSpan.Start:fig.NounSpan.End]
		}
		f.figures = append(f.figures, fig)
	}
}

// skipped reports whether the span touches a date or clock time. Sentences
// ascend, so that spans before this one are never needed again.
func (f *finder) skipped(span token.Span) bool {
	for len(f.skip) > 0 && f.skip[0].End <= span.Start {
		f.skip = f.skip[1:]
	}
	return len(f.skip) > 0 && f.skip[0].Overlaps(span)
}
