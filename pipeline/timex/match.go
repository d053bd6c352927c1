package timex

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

// run matches the program at token i and returns whether it fits. Where the
// next token leaves one branch of a split only, as it mostly does, there is
// nothing to come back to; else run calls itself. Programs have no loops, so
// that the depth is bounded by their length.
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
			next := &none
			if i < m.limit {
				next = m.lex[i]
			}
			if !in.atX.mayFollow(next) {
				pc = in.y
				continue
			}
			if !in.atY.mayFollow(next) {
				pc = in.x
				continue
			}
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
