package timex

import (
	"fmt"
	"strings"
)

// An instr is one step of a compiled pattern.
type instr struct {
	op      op
	symbol  symbol
	class   class
	literal uint16
	x, y    int   // targets: jump x; split x, then y
	atX     start // what the split's branches begin with
	atY     start
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
	for pc := range c.program {
		if in := &c.program[pc]; in.op == opSplit {
			in.atX, in.atY = startAt(0, c.program, in.x), startAt(0, c.program, in.y)
		}
	}
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

// startAt is what may come where a rule's program is at pc.
func startAt(rule int, program []instr, pc int) start {
	s := start{rule: rule}
	heads(program, pc, func(in instr, _ int) {
		switch in.op {
		case opClass:
			s.next |= in.class
		case opLiteral:
			s.literal |= literalBit(in.literal)
		case opDone:
			s.alone = true
		}
	})
	return s
}
