package figure

// modify looks for the modifier before and after a quantity, and for the
// change that the clause tells.
func (f *finder) modify(q *quantity) {
	if q.kind != Ratio && q.kind != Ordinal {
		f.modifierBefore(q)
		f.modifierAfter(q)
	}
	f.changeOf(q)
}

// modifierBefore matches the longest phrase that ends right before the
// quantity; between the two may stand what does not change the meaning (fast
// die Hälfte, mehr als insgesamt 30).
func (f *finder) modifierBefore(q *quantity) {
	if q.modifier != "" {
		return
	}
	for k := q.first - 1; k >= 0 && k >= q.first-3; k-- {
		if name, first := f.phraseBefore(k); name != "" {
			if f.raced(q, first, k) {
				return
			}
			q.modifier, q.modFirst, q.modLast = name, first, k+1
			return
		}
		passes := f.is(k, definite) && (q.kind == Fraction || q.kind == Count && f.is(k, between)) || f.has(k, transparent)
		if !passes {
			return
		}
	}
}

// raced reports whether the German `über` in the pieces [first, k] stands before the
// distance of a race: der Sieg über 100 Meter, but mit über 100 Metern Vorsprung.
func (f *finder) raced(q *quantity, first, k int) bool {
	return first == k && f.lower(k) == f.g.across && q.unit != nil && q.unit.name == "metre" && f.cues&contest != 0 && !f.has(k-1, preposition)
}

// phraseBefore is the longest modifier phrase that ends with piece k.
func (f *finder) phraseBefore(k int) (name string, first int) {
	best := -1
	if f.has(k, past) && (f.is(k-1, definite) || f.is(k+1, unitStart)) { // the past three months
		return "", k
	}
	for _, m := range f.mods(k) {
		if len(m.words) > best && f.matches(k-len(m.words), m.words) {
			best, name = len(m.words), m.name
		}
	}
	return name, k - best
}

// modifierAt reports whether a modifier phrase ends with piece k.
func (f *finder) modifierAt(k int) bool {
	name, _ := f.phraseBefore(k)
	return name != ""
}

// matches reports whether the words stand from piece k on.
func (f *finder) matches(k int, words []string) bool {
	if k < 0 || k+len(words) > len(f.p) {
		return false
	}
	for i, w := range words {
		if f.lower(k+i) != w {
			return false
		}
	}
	return true
}

// modifierAfter matches `or more`, `und mehr` after the number, or after the
// noun it counts.
func (f *finder) modifierAfter(q *quantity) {
	if q.modifier != "" {
		return
	}
	if f.is(q.first-1, of) && f.has(q.last, onward) { // von 500 Mark an
		q.modifier, q.modFirst, q.modLast = AtLeast, q.last, q.last+1
		return
	}
	for _, at := range [2]int{q.last, q.noun + 1} {
		if at <= 0 {
			continue
		}
		if m := f.followed(at); m != nil {
			q.modifier, q.modFirst, q.modLast = m.name, at, at+len(m.words)
			return
		}
	}
}

// followed is the modifier phrase that stands at piece k, behind a number;
// `und mehr als` and a loose plus belong to what follows.
func (f *finder) followed(k int) *modifier {
	if !f.is(k, trailing) {
		return nil
	}
	for i := range f.g.after {
		m := &f.g.after[i]
		end := k + len(m.words)
		if f.matches(k, m.words) && !f.is(end, comparing|cardinal) && !f.number(end) && (f.letters(k) || f.glued(k)) {
			return m
		}
	}
	return nil
}

// changeReach is how far from the figure, in pieces, its verb may stand.
const changeReach = 14

// changeOf decides whether the figure is the amount by which something rose
// or fell. It is when `um` or `by` stands before it (um 3 Prozent gestiegen), a
// noun of change governs it (Wachstum von 2 Prozent), a comparative follows
// it (zwei Prozent weniger), or, in English, it is the verb's own object
// (rose 3 percent). `auf` and `to` tell the new level.
func (f *finder) changeOf(q *quantity) {
	if q.kind == Ordinal || q.kind == Ratio || q.kind == Age {
		return
	}
	if q.modLast > q.modFirst && f.has(q.modFirst, threshold) {
		return // falls below 30 percent: a level
	}
	head := q.first
	if q.modLast > q.modFirst && q.modFirst < head {
		head = q.modFirst
	}
	before := head - 1
	switch {
	case f.is(before, by):
		q.change = f.direction(q, before)
	case f.g.lang == "de" && f.is(before, of) && f.changeNoun(before-1) != "" && (q.kind == Percent || !f.is(before-1, loses)):
		q.change = f.changeNoun(before - 1)
	case f.g.lang == "en" && f.is(before, of) && f.changeNoun(before-1) != "" && (q.kind == Percent || !f.is(before-1, loses)):
		q.change = f.changeNoun(before - 1)
	case f.g.lang == "en" && (q.kind == Percent || q.kind == Money || q.kind == Measure) && f.is(before, rise|fall) && f.letters(before) && !f.has(before-1, making) && (q.kind == Percent || !f.is(before, loses)):
		q.change = f.way(before)
	case f.g.lang == "de" && q.kind == Percent && f.is(q.last, rise|fall) && !f.upper(q.last): // 3 Prozent zulegen
		q.change = f.way(q.last)
	case f.g.lang == "de" && q.kind == Percent && f.is(before, loses):
		q.change = f.way(before)
	case f.g.lang == "en" && (q.kind == Percent || q.kind == Money) && f.is(before, article|definite) && f.is(q.last, rise|fall) && (q.kind == Percent || !f.is(q.last, loses)) && !f.is(q.last+1, definite|article): // a 5 percent drop
		q.change = f.way(q.last)
	case f.g.lang == "en" && q.kind == Percent && f.has(q.last, comparative):
		q.change = f.way(q.last)
	case f.g.lang == "de" && (q.kind == Percent || q.kind == Money) && f.has(q.last, comparative):
		q.change = f.way(q.last)
	}
}

// direction looks for the clause's verb or noun of change: right before `by`
// first, then on both sides up to the clause's end.
func (f *finder) direction(q *quantity, by int) string {
	if f.g.lang == "en" && (f.is(by-1, verb) || f.participle(by-1)) && !f.is(by-1, rise|fall) {
		return "" // led by 36 …
	}
	for k := by - 1; k >= 0 && k >= by-changeReach; k-- {
		if f.clauseEnd(k) {
			break
		}
		if f.is(k, separable) {
			return f.particle(q.last)
		}
		if f.is(k, rise|fall) {
			return f.way(k)
		}
	}
	for k := q.last; k < len(f.p) && k < q.last+changeReach; k++ {
		if f.clauseEnd(k) {
			break
		}
		if f.is(k, rise|fall) {
			return f.way(k)
		}
	}
	return ""
}

// particle is the direction that the separated part of a German verb tells at
// the end of the clause: nahm … zu, ging … zurück.
func (f *finder) particle(k int) string {
	for end := k + changeReach; k < len(f.p) && k < end && !f.clauseEnd(k) && !f.is(k, and); {
		k++
	}
	switch {
	case f.has(k-1, riseParticle):
		return "up"
	case f.has(k-1, fallParticle):
		return "down"
	}
	return ""
}

func (f *finder) clauseEnd(k int) bool {
	switch f.text(k) {
	case ",", ";", ":", ".", "(", ")", "!", "?":
		return true
	}
	return false
}

// way is the direction of the word of change at piece k.
func (f *finder) way(k int) string {
	switch {
	case f.is(k, rise):
		return "up"
	case f.is(k, fall):
		return "down"
	}
	return ""
}

// changeNoun is the direction of a capitalised German, or any English, noun of
// change at piece k.
func (f *finder) changeNoun(k int) string {
	if f.g.lang == "de" && !f.upper(k) {
		return ""
	}
	return f.way(k)
}
