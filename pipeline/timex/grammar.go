package timex

import (
	"fmt"
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

// An instr is one step of a compiled pattern.
type instr struct {
	op      op
	symbol  symbol
	class   class
	literal uint16
	x, y    int // targets: jump x; split x, then y
}

type op uint8

const (
	opClass op = iota
	opLiteral
	opSplit
	opJump
	opOpen  // <
	opClose // >
	opDone
)

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

type compiler struct {
	words   []string
	pos     int
	program []instr
	literal func(string) uint16
}

// compile turns a pattern into a program. Patterns are constants: a fault in
// one is a programming error and panics when the language is built.
func compile(pattern string, literal func(string) uint16) []instr {
	var spaced strings.Builder
	for _, r := range pattern {
		if strings.ContainsRune("()|?<>", r) {
			spaced.WriteByte(' ')
			spaced.WriteRune(r)
			spaced.WriteByte(' ')
		} else {
			spaced.WriteRune(r)
		}
	}
	c := &compiler{words: strings.Fields(spaced.String()), literal: literal}
	c.choice()
	if c.pos < len(c.words) {
		panic(fmt.Sprintf("timex: pattern %q: unexpected %q", pattern, c.words[c.pos]))
	}
	c.emit(instr{op: opDone})
	return c.program
}

func (c *compiler) emit(i instr) int {
	c.program = append(c.program, i)
	return len(c.program) - 1
}

func (c *compiler) peek() string {
	if c.pos < len(c.words) {
		return c.words[c.pos]
	}
	return ""
}

// choice compiles alternatives separated by |.
func (c *compiler) choice() {
	var jumps []int
	for {
		start := len(c.program)
		c.sequence()
		if c.peek() != "|" {
			break
		}
		c.pos++
		c.insertSplit(start)
		jumps = append(jumps, c.emit(instr{op: opJump}))
		c.program[start].y = len(c.program)
	}
	for _, j := range jumps {
		c.program[j].x = len(c.program)
	}
}

func (c *compiler) sequence() {
	for {
		start := len(c.program)
		switch w := c.peek(); w {
		case "", "|", ")":
			return
		case "(":
			c.pos++
			c.choice()
			if c.peek() != ")" {
				panic("timex: pattern lacks )")
			}
		case "<":
			c.emit(instr{op: opOpen})
		case ">":
			c.emit(instr{op: opClose})
		default:
			if s, ok := symbolNames[w]; ok {
				c.emit(instr{op: opClass, symbol: s, class: symbolClasses[s]})
			} else if strings.ToLower(w) != w {
				panic("timex: unknown class " + w)
			} else {
				c.emit(instr{op: opLiteral, literal: c.literal(w)})
			}
		}
		c.pos++
		if c.peek() == "?" {
			c.pos++
			c.insertSplit(start)
			c.program[start].y = len(c.program)
		}
	}
}

// insertSplit puts a split before the instruction at start and moves the
// targets behind it.
func (c *compiler) insertSplit(start int) {
	c.program = append(c.program, instr{})
	copy(c.program[start+1:], c.program[start:])
	for i := start + 1; i < len(c.program); i++ {
		if op := c.program[i].op; op == opSplit || op == opJump {
			c.program[i].x++
			c.program[i].y++
		}
	}
	c.program[start] = instr{op: opSplit, x: start + 1}
}

// heads calls yield for every class or literal that the program at pc can
// begin with, and for its end if it can be empty.
func heads(program []instr, pc int, yield func(in instr, after int)) {
	switch in := program[pc]; in.op {
	case opSplit:
		heads(program, in.x, yield)
		heads(program, in.y, yield)
	case opJump:
		heads(program, in.x, yield)
	case opOpen, opClose:
		heads(program, pc+1, yield)
	default:
		yield(in, pc+1)
	}
}

// startAfter is the start of a rule whose first token was read up to pc.
func startAfter(rule int, program []instr, pc int) start {
	s := start{rule: rule}
	heads(program, pc, func(in instr, _ int) {
		switch in.op {
		case opClass:
			s.next |= in.class
		case opLiteral:
			s.literal = true
		case opDone:
			s.alone = true
		}
	})
	return s
}

// A capture is a token that matched a symbol.
type capture struct {
	symbol symbol
	token  int
}

// A match is one rule's reading of the tokens at a place.
type match struct {
	*finder
	first, last int // tokens of the time
	limit       int // end of the sentence
	captures    []capture
	out         []expr
}

// run matches the program at token i and returns whether it fits.
func (m *match) run(program []instr, pc, i int) bool {
	for {
		switch in := &program[pc]; in.op {
		case opClass:
			if i >= m.limit || m.lex[i].class&in.class == 0 {
				return false
			}
			m.captures = append(m.captures, capture{in.symbol, i})
			i++
		case opLiteral:
			if i >= m.limit || m.lex[i].literal != in.literal {
				return false
			}
			i++
		case opSplit:
			captures, first, last := len(m.captures), m.first, m.last
			if m.run(program, in.x, i) {
				return true
			}
			m.captures, m.first, m.last = m.captures[:captures], first, last
			pc = in.y
			continue
		case opJump:
			pc = in.x
			continue
		case opOpen:
			m.first = i
		case opClose:
			m.last = i
		case opDone:
			if m.last < 0 {
				m.last = i
			}
			return m.last > m.first
		}
		pc++
	}
}

// at is the nth token that matched the symbol, or nil.
func (m *match) at(s symbol, n int) *lexeme {
	if i := m.index(s, n); i >= 0 {
		return m.lex[i]
	}
	return nil
}

// index is the index of the nth token that matched the symbol, or -1.
func (m *match) index(s symbol, n int) int {
	for _, k := range m.captures {
		if k.symbol == s {
			if n == 0 {
				return k.token
			}
			n--
		}
	}
	return -1
}

// has reports whether a token matched the symbol.
func (m *match) has(s symbol) bool { return m.index(s, 0) >= 0 }

// emit adds a time over the whole match.
func (m *match) emit(e expr) { m.emitSpan(e, m.first, m.last) }

// emitSpan adds a time over the tokens [first, last).
func (m *match) emitSpan(e expr, first, last int) {
	e.first, e.last = first, last
	m.out = append(m.out, e)
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
