package timex

import (
	"slices"

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
	class   class
	literal uint16 // 0: none
	mod     mod
	unit    grain
	name    uint8 // month, weekday, season, feast, sequence
	part    part
	shift   int8
	num     numeral.Decimal
	some    bool // an unknown number: mehrtägig
	digits  bool // the number stands in digits
	feast   *feast
	text    string  // of reference words and sets: a value
	starts  []start // the rules that the token may begin, set by newLanguage
}

// A language is a compiled grammar.
type language struct {
	words    map[string]*entry
	rules    []rule
	programs [][]instr
	byClass  [64][]start // rules that a token of the class may begin
	grammar
}

// A grammar is what a language is made of.
type grammar struct {
	analyse      analyser
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
			x := startAfter(n, program, after)
			if in.op == opLiteral {
				byLiteral[in.literal] = append(byLiteral[in.literal], x)
			}
			for c := in.class; c != 0; c &= c - 1 {
				b := classBit(c)
				l.byClass[b] = append(l.byClass[b], x)
			}
		})
	}
	for b := range l.byClass {
		l.byClass[b] = merge(l.byClass[b])
	}
	for w, id := range literals {
		e, ok := l.words[w]
		if !ok {
			e = &entry{}
			l.words[w] = e
		}
		e.lower.literal, e.upper.literal = id, id
	}
	for _, e := range l.words {
		for _, x := range []*lexeme{&e.lower, &e.upper} {
			x.starts = l.beginning(x.class, byLiteral[x.literal])
		}
	}
	return l
}

// beginning lists the starts of a token of these classes, and more.
func (l *language) beginning(c class, more []start) []start {
	out := slices.Clone(more)
	for ; c != 0; c &= c - 1 {
		out = append(out, l.byClass[classBit(c)]...)
	}
	return merge(out)
}

// merge puts starts in the order of the rules and makes those of one rule
// one.
func merge(starts []start) []start {
	slices.SortStableFunc(starts, func(a, b start) int { return a.rule - b.rule })
	out := starts[:0]
	for _, s := range starts {
		if n := len(out); n > 0 && out[n-1].rule == s.rule {
			out[n-1].next |= s.next
			out[n-1].literal = out[n-1].literal || s.literal
			out[n-1].alone = out[n-1].alone || s.alone
			continue
		}
		out = append(out, s)
	}
	return out
}

// A start is a rule that a token may begin, with what must follow: most
// rules fall away at a glance at the next token.
type start struct {
	rule    int
	next    class // that the second token may have
	literal bool  // the second token may be a literal word
	alone   bool  // the first token may be all
}

// mayFollow reports whether the rule can go on with the token.
func (s *start) mayFollow(x *lexeme) bool {
	return s.alone || s.next&x.class != 0 || s.literal && x.literal != 0
}
