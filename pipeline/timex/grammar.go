package timex

import (
	"slices"
	"strings"

	"enricher/pipeline/numeral"
)

// A rule is a pattern over classes of words and the times that it makes.
//
// A pattern is a sequence of classes (in capitals), literal words (lower
// case) and marks; a|b is a choice, (…) a group, ? makes the one before it
// optional. What stands before < and after > must be there but is not part
// of the time.
type rule struct {
	name    string
	pattern string
	// produce emits the times of a match; without one the match is refused
	// and the next rule tried. A nil produce makes the words taboo: no time
	// begins or lies in them.
	produce func(*match)
}

// A class is a set of word classes.
type class uint64

// A symbol names a class, or several, in patterns.
type symbol uint8

// A lexeme is what the grammar knows of a token: the classes that it belongs
// to and a value for each family of classes.
type lexeme struct {
	class      class
	literal    uint16 // 0: none
	literalBit uint64
	mod        mod
	unit       grain
	name       uint8 // month, weekday, season, feast, sequence
	part       part
	shift      int8
	num        numeral.Decimal
	some       bool // an unknown number: mehrtägig
	digits     bool // the number stands in digits
	feast      *feast
	text       string // of reference words and sets: a value
	opening           // set by newLanguage
}

// An opening is the rules that a token may begin, in the grammar's order.
type opening struct {
	starts []start
	start  // all of them together: what may follow for any to go on
}

// A language is a compiled grammar.
type language struct {
	words    map[string]*entry
	sieve    sieve // of words
	rules    []rule
	programs [][]instr
	byClass  [64]opening
	grammar
}

// A grammar is what a language is made of.
type grammar struct {
	analyse      analyser
	mayAnalyse   func(word string) bool                     // a glance, before the word is folded for analyse
	tense        func(f *finder, first, last int) direction // of the clause around tokens
	generic      func(f *finder, first, last int) bool      // whether it is a timeless present
	prepositions map[string]bool                            // that times follow
}

// An analyser reads words that the lexicon lacks: compounds, numbers in
// words. It gets the word in small letters and whether it began with a
// capital; the lexeme has one class.
type analyser func(lower []byte, capital bool) (lexeme, bool)

func newLanguage(words lexicon, rules []rule, g grammar) *language {
	l := &language{words: words, rules: rules, grammar: g}
	literals := map[string]uint16{}
	literal := func(w string) uint16 {
		if _, ok := literals[w]; !ok {
			literals[w] = uint16(len(literals) + 1)
		}
		return literals[w]
	}
	byLiteral := map[uint16][]start{}
	for n, r := range rules {
		program := compile(r.pattern, literal)
		l.programs = append(l.programs, program)
		heads(program, 0, func(in instr, after int) {
			x := startAt(n, program, after)
			if in.op == opLiteral {
				byLiteral[in.literal] = append(byLiteral[in.literal], x)
			}
			for c := in.class; c != 0; c &= c - 1 {
				b := classBit(c)
				l.byClass[b].starts = append(l.byClass[b].starts, x)
			}
		})
	}
	for b := range l.byClass {
		l.byClass[b] = merge(l.byClass[b].starts)
	}
	for w, id := range literals {
		for _, spelling := range []string{w, strings.ReplaceAll(w, "'", "’")} {
			e, ok := l.words[spelling]
			if !ok {
				e = &entry{}
				l.words[spelling] = e
			}
			e.lower.literal, e.upper.literal = id, id
			e.lower.literalBit, e.upper.literalBit = literalBit(id), literalBit(id)
		}
	}
	for w, e := range l.words {
		l.sieve.add(w)
		for _, x := range []*lexeme{&e.lower, &e.upper} {
			x.opening = l.beginning(x.class, byLiteral[x.literal])
		}
	}
	return l
}

// beginning is the opening of a token of these classes, and more.
func (l *language) beginning(c class, more []start) opening {
	out := slices.Clone(more)
	for ; c != 0; c &= c - 1 {
		out = append(out, l.byClass[classBit(c)].starts...)
	}
	return merge(out)
}

// merge puts starts in the order of the rules and makes those of one rule
// one.
func merge(starts []start) opening {
	slices.SortStableFunc(starts, func(a, b start) int { return a.rule - b.rule })
	o := opening{starts: starts[:0]}
	for _, s := range starts {
		o.join(s)
		if n := len(o.starts); n > 0 && o.starts[n-1].rule == s.rule {
			o.starts[n-1].join(s)
			continue
		}
		o.starts = append(o.starts, s)
	}
	return o
}

// A start is a rule that a token may begin, with what must follow: most
// rules fall away at a glance at the next token.
type start struct {
	rule    int
	next    class  // that the second token may have
	literal uint64 // bits of the literal words that it may be
	alone   bool   // the first token may be all
}

// join lets s go on where x does.
func (s *start) join(x start) {
	s.next |= x.next
	s.literal |= x.literal
	s.alone = s.alone || x.alone
}

// mayFollow reports whether the rule can go on with the token.
func (s *start) mayFollow(x *lexeme) bool {
	return s.alone || s.next&x.class != 0 || s.literal&x.literalBit != 0
}

// literalBit stands for a literal word in sets of them; others may share it.
func literalBit(literal uint16) uint64 { return 1 << (literal % 64) }

// A sieve tells at a glance that a word is not in the lexicon: most words of
// a text are not, and need no hashing of the whole. It knows of each word its
// length and the letters at its ends, in either case; of two bytes that differ
// only in the bit that makes small letters capitals (ASCII, and À to Þ in
// UTF-8) it sees one.
type sieve [1 << 14 / 64]uint64

func (s *sieve) add(word string)      { i := sieveBit(word); s[i/64] |= 1 << (i % 64) }
func (s *sieve) has(word string) bool { i := sieveBit(word); return s[i/64]>>(i%64)&1 != 0 }

func sieveBit(w string) uint {
	n := len(w)
	second := w[min(1, n-1)] | 0x20
	return (uint(w[0]|0x20)*37 + uint(second)*131 + uint(w[n-1]|0x20)*523 + uint(n)*1031) % (1 << 14)
}
