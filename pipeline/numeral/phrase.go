package numeral

// A Phrase adds up a number that is said in several words, as they come: two
// hundred and fifty thousand, zwei Millionen dreihunderttausend. The zero value
// is empty.
type Phrase struct {
	sum, group Decimal // of the scales that are through, and since them
	room       Decimal // the next number must be below; zero: none may come
	scale      Decimal // the last one of a thousand or more, which the next must be below
	begun      bool
}

var ten, twenty, hundred, thousand = Int(10), Int(20), Int(100), Int(1000)

// Number goes on with a number word or digits; ok is false where it does not
// belong to the number before it: nineteen eighty, three four.
func (p *Phrase) Number(v Decimal) (ok bool) {
	if p.begun && v.Cmp(p.room) >= 0 {
		return false
	}
	sum, ok := p.group.Add(v)
	if !ok {
		return false
	}
	p.group, p.room = sum, Decimal{}
	if v.Cmp(twenty) >= 0 && v.Cmp(hundred) < 0 && endsInZero(v) {
		p.room = ten // twenty one
	}
	p.begun = true
	return true
}

// Scale goes on with a word that multiplies what stands before it: hundred,
// Millionen, dozen; alone it counts once.
func (p *Phrase) Scale(s Decimal) (ok bool) {
	if p.group.IsZero() {
		if p.begun {
			return false
		}
		p.group = Int(1)
	}
	product, ok := p.group.Mul(s)
	if !ok {
		return false
	}
	p.begun = true
	if s.Cmp(thousand) < 0 {
		p.group, p.room = product, Decimal{}
		if s == hundred {
			p.room = hundred
		}
		return true
	}
	if !p.scale.IsZero() && s.Cmp(p.scale) >= 0 {
		return false
	}
	sum, ok := p.sum.Add(product)
	if !ok {
		return false
	}
	p.sum, p.group, p.room, p.scale = sum, Decimal{}, s, s
	return true
}

// Value is the number so far; ok is false if there is none yet.
func (p *Phrase) Value() (v Decimal, ok bool) {
	if !p.begun {
		return Decimal{}, false
	}
	return p.sum.Add(p.group)
}

func endsInZero(v Decimal) bool {
	n, ok := v.Int64()
	return ok && n%10 == 0
}
