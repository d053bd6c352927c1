package figure

import (
	"enricher/pipeline/numeral"
)

// share gives units, nouns and magnitudes that are said once to the other
// numbers that they belong to: 0 auf 100 km/h, drei oder vier Fälle, 25 von 30
// Millionen. It also settles money without its currency beside it.
func (f *finder) share() {
	qs := f.quantities
	for k := len(qs) - 2; k >= 0; k-- {
		a, b := &qs[k], &qs[k+1]
		if a.kind != Count || a.ranged && a.unit != nil {
			continue
		}
		gap := b.first - a.last
		if gap == 1 && f.is(a.last, of) && a.scale.IsZero() && !b.scale.IsZero() && b.kind != Percent {
			if v, ok := a.value.Mul(b.scale); ok && v.Cmp(b.value) < 0 {
				a.value, a.scale = v, b.scale
			}
		}
		if f.sign(a.last, ",") && f.is(a.last+1, or) && b.kind == Percent { // 5,000, or 9 percent
			continue
		}
		if a.unit != nil || a.noun >= 0 && a.noun < b.first || !f.connected(a.last, b.first) {
			continue
		}
		switch {
		case b.unit != nil && b.kind != Age:
			a.kind, a.unit = b.kind, b.unit
			if a.kind == Age {
				a.unit = b.unit
			}
			f.unify(a)
		case b.kind == Count && a.noun < 0:
			a.noun = b.noun
		}
	}
	for k := 1; k < len(qs); k++ { // aged 19 and 23
		a, b := &qs[k-1], &qs[k]
		if a.kind == Age && b.kind == Count && b.noun < 0 && b.value.Cmp(numeral.Int(115)) < 0 && f.connected(a.last, b.first) {
			b.kind, b.unit = Age, a.unit
		}
	}
	for k := range qs {
		f.currencyOf(k)
		f.converted(k)
	}
}

// connected reports whether between the pieces [j, k) stands only what joins
// two numbers of one kind.
func (f *finder) connected(j, k int) bool {
	if j >= k || k-j > 5 {
		return false
	}
	for ; j < k; j++ {
		if !f.is(j, and|or|to|level|of) && !f.sign(j, ",") && !f.hyphen(j) && !f.has(j, connecting) && len(f.mods(j)) == 0 {
			return false
		}
	}
	return true
}

// currencyOf gives a large count without a noun the only currency of its
// sentence: 27 Millionen Euro, die um drei Millionen erhöht werden.
func (f *finder) currencyOf(k int) {
	q := &f.quantities[k]
	if q.kind != Count || q.noun >= 0 || q.scale.Cmp(numeral.Int(1_000_000)) < 0 {
		return
	}
	var found *unit
	for j := range f.quantities {
		if o := &f.quantities[j]; o.kind == Money && o.unit != nil && !o.scale.IsZero() {
			if found != nil && found.name != o.unit.name {
				return
			}
			found = o.unit
		}
	}
	if found != nil {
		q.kind, q.unit = Money, found
	}
}

// converted lets a measure in brackets share the modifier of the one that it
// converts: approximately 6.2 miles (10km).
func (f *finder) converted(k int) {
	if k == 0 {
		return
	}
	a, b := &f.quantities[k-1], &f.quantities[k]
	if b.kind == Measure && a.kind == Measure && b.modifier == "" && a.modifier == Approx && b.first == a.last+1 && f.sign(a.last, "(") {
		b.modifier = a.modifier
	}
}
