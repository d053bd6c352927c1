package figure

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/pipeline/numeral"
)

// A class is a set of the parts that a word can play around a number.
type class uint64

const (
	cardinal    class = 1 << iota // zwölf, twenty
	ordinal                       // dritte, third
	scale                         // Millionen, dozen
	shortScale                    // Mio., bn: only after digits
	mixed                         // anderthalb
	denominator                   // Drittel, quarters
	article                       // ein, a
	definite                      // der, the and what else makes a noun phrase known (his, diese)
	half                          // halbe, half
	moiety                        // Hälfte: a half that is a noun
	several                       // mehrere, several: multiplies a scale without saying how often
	unitStart                     // begins a unit's name
	multiplier                    // twice, zweimal: a count by itself
	times                         // Mal, times
	month                         // Januar, March
	weekday                       // Montag, Tuesday
	clock                         // Uhr, a.m.
	era                           // Jahrhundert, century: makes an ordinal a date
	yearCue                       // Jahr, seit, since: what follows may be a year
	label                         // Artikel, Route: what follows is a name's number
	street                        // Strasse, Avenue
	and                           // und, and
	or                            // oder, or
	to                            // bis, to
	between                       // zwischen, between
	of                            // von, of
	by                            // um, by: the amount of a change follows
	level                         // auf, to: the new level follows
	every                         // jeder, every
	old                           // alt, old
	ageCue                        // aged; Alter (von)
	pronoun                       // he, she: may be of an age
	being                         // is, was
	rise                          // stieg, growth
	fall                          // sank, loss
	minus                         // minus
	below                         // unter Null, below zero
	point                         // Komma, point: between spoken digits
	function                      // function word: no noun, and ends a noun phrase
	verb                          // frequent finite verb: ends a noun phrase
	vote                          // Stimmen, voted: makes two numbers a ratio
	contest                       // win, defeat: makes two numbers a score
	quake                         // earthquake
	magnitude                     // Stärke, magnitude: before its number
	timid                         // a unit's name that means something else after small numbers (won, stone)
	person                        // Mensch, Toter: `ein` before it counts
	relative                      // later, ago
	per                           // pro, per
	place                         // Platz: its number is a rank
	more                          // more, fewer: after `or`
	less
	adjacent  // stands between a number and its unit: full, weitere
	trailing  // begins a modifier behind the number: aufwärts, plus
	separable // nahm, legte: rises or falls by its particle at the clause's end
	loses     // verlor, gewann: its object is a change
	inMonth   // im, in, since: a month that follows has no day
	comparing // als, than: ends a modifier that compares
	compass   // makes of degrees an angle: Nord, latitude
)

// A trait is what a word does to a single rule. Where it differs from the
// class, it says less about the word and more about the rule.
type trait uint64

const (
	from            trait = 1 << iota // from: the old level, of a change
	within                            // in: one in five, in 1998, in third
	past                              // the past three months, half past
	beforeAfter                       // vor, nach: Christ, the hour
	christ                            // … Christus
	christian                         // BC, AD
	plus                              // plus or minus
	genitive                          // eines: no number; 's: the noun is not before it
	pluralUnit                        // Jahrzehnte: not behind ein
	throughout                        // for, within: `a` is one behind them
	fromAge                           // ab: years behind it are an age
	onward                            // an: von 500 Mark an
	yearNoun                          // Jahr, anno: a year's number follows
	deictic                           // this: the year is told already
	decade                            // 80er, 1990s
	possessive                        // his, their: in their 20s
	ordinalSuffix                     // st, nd, rd, th
	timely                            // modifiers that stand before years as well
	additional                        // further, insgesamt: no year follows
	preposition                       // German prepositions that open a participial attribute
	costly                            // teuer: the number before it is a price
	twenty                            // score: a number only where it multiplies
	turning                           // turned: an age follows
	minors                            // people whose bound is an age: children under 5
	idiomatic                         // before `one` where it counts nothing: in one, no one
	vague                             // behind `one` where it counts nothing: one day, one thing
	outOf                             // out: one out of three
	sourcing                          // laut: who says it follows
	angular                           // angle: degrees near it are no temperature
	exchange                          // for: two-for-one
	vaguely                           // odd: 20-odd people
	monetary                          // fine, note: pounds before it are no weight
	oneDay                            // day: at a sentence's head no duration behind `one`
	odds                              // zu: 52 zu 48
	against                           // to, gegen: 52 to 48 where there are votes or sports
	agent                             // participles after which `by` tells who, not how much
	lately                            // last: a fifth last year
	halfway                           // way: half way
	nameHead                          // makes a name of an ordinal before it: Weltkrieg
	verbal                            // German ordinals that are verbs as well: achte
	superlative                       // best, most
	positive                          // forest: ends like a superlative
	finish                            // place, time: behind an ordinal that counts
	finishing                         // finished: before such an ordinal
	graded                            // class, hand: with an ordinal an adjective
	during                            // nach, während: what is -jährig behind it lasts
	transparent                       // may stand between modifier and number
	threshold                         // modifiers that a new level is measured against
	making                            // made: its `up` is no rise
	riseParticle                      // zu, an: of a separable verb
	fallParticle                      // ab, zurück
	comparative                       // mehr, lower: behind a number that is a change
	numbering                         // number: number one
	ageless                           // University: ends names that have no age
	zeroed                            // ground, net: zero is no number behind it
	attributive                       // other, more: within a noun phrase though function words
	headless                          // dead: no noun of its own
	irregular                         // people: plurals without s
	personal                          // ihnen, uns: stand for the noun
	connecting                        // between two numbers of one kind
	with                              // mit: years behind it may be an age
	nought                            // naught: a number only beside a spoken point
	genitiveArticle                   // der, seiner: the whole that something is a part of follows
)

// A word is an entry of a language's lexicon.
type word struct {
	text  string // lower-cased
	is    class
	has   trait
	value numeral.Decimal // of cardinals, ordinals, scales, mixed numbers, multipliers, fractions' denominators
	reach int             // pieces of the longest unit that begins with this word
	many  bool            // of scales: a plural that says "several of them" when alone
	mods  []modifier      // modifier phrases that end with this word
	// countries are the currencies whose country the word tells.
	countries []*unit
}

// A modifier is a phrase before a number that bounds or blurs it.
type modifier struct {
	words []string // without the last, which is the entry's own
	name  string
}

// A grammar is one language: its lexicon, its units and the rules that do
// not follow from them.
type grammar struct {
	lang     string
	words    map[string]*word
	table    table // of words
	units    *units
	suffixes map[string]suffix // of joined words: -jährig, -fach
	after    []modifier        // phrases after a number: oder mehr

	openSuffixes []openSuffix
	// Endings of lower-cased words.
	lasting     []string // of nouns that name something that lasts
	labels      []string // of compounds whose number is a name: Alarmstufe
	streets     []string
	media       []string // of nouns before a medium's name: Gratiszeitung
	participles []string // declined
	aging       []string // older, jünger: years before them are an age
	across      string   // über: before a race's distance no bound
	quakes      []string // parts of words that tell of an earthquake
	early       []string // of plurals before which `erste` means the earliest: erste Ermittlungen
}

// An openSuffix is a suffix with more of the word behind it:
// dreijahresvertrag.
type openSuffix struct {
	stem string
	suffix
}

// A suffix is what follows the number in a joined or hyphenated word.
type suffix struct {
	unit   *unit // nil: a count
	age    bool  // -jährig is an age of people and a duration of things
	times  bool  // -mal, -fach
	adverb bool  // -mal: counts no noun
}

var grammars = map[string]*grammar{"de": makeGerman(), "en": makeEnglish()}

// add gives words, separated by spaces, a class.
func (g *grammar) add(is class, words string) {
	for _, w := range strings.Fields(words) {
		g.entry(w).is |= is
	}
}

// mark gives words, separated by spaces, a trait.
func (g *grammar) mark(has trait, words string) {
	for _, w := range strings.Fields(words) {
		g.entry(w).has |= has
	}
}

func (g *grammar) entry(w string) *word {
	e := g.words[w]
	if e == nil {
		e = &word{text: w}
		g.words[w] = e
	}
	return e
}

// value gives words a class and a value.
func (g *grammar) value(is class, v numeral.Decimal, words string) {
	g.add(is, words)
	for _, w := range strings.Fields(words) {
		g.words[w].value = v
	}
}

// modify adds phrases, separated by commas, for a modifier.
func (g *grammar) modify(name, phrases string) {
	for _, p := range strings.Split(phrases, ",") {
		f := strings.Fields(p)
		e := g.entry(f[len(f)-1])
		e.mods = append(e.mods, modifier{f[:len(f)-1], name})
	}
}

// follow adds phrases after a number for a modifier.
func (g *grammar) follow(name, phrases string) {
	for _, p := range strings.Split(phrases, ",") {
		f := strings.Fields(p)
		g.after = append(g.after, modifier{f, name})
		g.add(trailing, f[0])
	}
}

// open marks the first words of all units.
func (g *grammar) open() {
	for phrase := range g.units.words {
		g.begin(first(phrase), phrase)
	}
	for name, currencies := range g.units.countries {
		g.entry(name).countries = currencies
	}
	for symbol := range g.units.symbols {
		lower := fold(symbol)
		if n := wordLen(lower); n > 0 {
			lower = lower[:n]
		}
		g.begin(first(lower), symbol)
	}
}

// begin notes that a unit's name begins with a word.
func (g *grammar) begin(word, name string) {
	e := g.entry(word)
	e.is |= unitStart
	pieces := 0
	for i := 0; i < len(name); pieces++ {
		r, size := utf8.DecodeRuneInString(name[i:])
		i += size
		if unicode.IsLetter(r) {
			i += wordLen(name[i:])
		}
	}
	e.reach = max(e.reach, pieces)
}

// first is the part of a phrase before a space, hyphen or slash: the first
// piece that it is cut into.
func first(phrase string) string {
	if i := strings.IndexAny(phrase, " -/"); i > 0 {
		return phrase[:i]
	}
	return phrase
}

// endsIn reports whether w ends in one of the endings.
func endsIn(w string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}
