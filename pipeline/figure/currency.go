package figure

import (
	"strings"

	"enricher/ner/token"
	"enricher/pipeline/numeral"
)

// IsCurrency reports whether a word of the language names a currency or a part
// of one: Euro, US-Dollar, CHF, Cent.
func IsCurrency(word, lang string) bool {
	g := grammars[lang]
	if g == nil {
		return false
	}
	u := g.units.symbols[word]
	if u == nil {
		u = g.units.words[fold(word)]
	}
	return u != nil && u.kind == Money
}

// currencyAt reports whether piece k is a currency's symbol or code.
func (f *finder) currencyAt(k int) bool {
	if k < 0 || k >= len(f.p) || f.p[k].is&unitStart == 0 {
		return false
	}
	u := f.g.units.symbols[f.text(k)]
	return u != nil && u.kind == Money
}

// currencyBefore reads the currency that stands at piece j, before digits:
// $, US$, US $, CHF, Fr. It returns the piece of the digits.
func (f *finder) currencyBefore(j int) (*unit, int) {
	if !f.is(j, unitStart) {
		return nil, j
	}
	for k := j + 3; k > j; k-- {
		if !f.number(k) {
			continue
		}
		s := f.symbol(f.doc.Text[f.p[j].Start:f.p[k-1].End])
		if u := f.g.units.symbols[s]; u != nil && u.kind == Money && !centSign[s] && !(rareCode[s] && !f.large(k)) {
			return f.local(u, j), k
		}
		if u := f.g.units.word(s); u != nil && u.kind == Money && u.factor.IsZero() && (f.g.lang == "de" && (f.large(k) || f.p[k].digits.Fraction) || f.is(k+1, scale) || f.priceOf(j, k)) && !f.hasUnit(k+2) { // Euro 20,50, dollar 3 million, but not the norm Euro 6
			return f.local(u, j), k
		}
	}
	return nil, j
}

// priceOf reports whether the number at k is the price in the currency whose
// English name begins at piece j: for ringgit 42. One that the dollar or a rupee
// stands before is not, nor is what something is counted by.
func (f *finder) priceOf(j, k int) bool {
	return f.g.lang == "en" && !f.upper(k-1) && !f.is(k-1, timid) && !f.is(j-1, definite|article) && !f.glued(k) && (!f.letters(k+1) || f.is(k+1, function) && !f.is(k+1, of|to|per)) && !f.sign(k+1, "%")
}

// symbol is a currency's symbol as the tables spell it: US $ without its space
// (A $ is an article and a dollar), AUD$ without its sign, hk$ in capitals.
func (f *finder) symbol(s string) string {
	prefix, ok := strings.CutSuffix(s, "$")
	if !ok {
		return s
	}
	if i := strings.IndexByte(s, ' '); i > 1 {
		s = strings.ReplaceAll(s, " ", "")
		prefix = s[:len(s)-1]
	}
	switch {
	case f.g.units.symbols[s] != nil:
		return s
	case len(prefix) == 3:
		return strings.ToUpper(prefix)
	case len(prefix) == 2:
		return strings.ToUpper(s)
	}
	return s
}

// large reports whether the digits at k are a sum: grouped, of three digits and
// more, or with a magnitude.
func (f *finder) large(k int) bool {
	return f.p[k].digits.Grouped || f.p[k].digits.Count > 2 || f.is(k+1, scale)
}

// unitAfter reads the unit at piece j, right after the number n: its longest
// name or symbol. Behind number words stand symbols of two letters and more.
func (f *finder) unitAfter(j int, n *reading) (*unit, int, bool) {
	if n.digits && (f.sign(j, "(") || f.sign(j, "[")) && f.is(j+1, unitStart) && f.p[j+1].Len() > 1 { // 20 (kg), but not 45 (m)
		if u, k, ok := f.unitAfter(j+1, n); ok && u.kind == Measure && (f.sign(k, ")") || f.sign(k, "]")) {
			return u, k + 1, true
		}
		return nil, j, false
	}
	hyphened := f.joint(j)
	j = f.skipJoint(j)
	if !hyphened && f.is(j, adjacent) {
		j++
	}
	if !f.is(j, unitStart) {
		return nil, j, false
	}
	for k := min(j+f.entry(j).reach, len(f.p)); k > j; k-- {
		s := f.doc.Text[f.p[j].Start:f.p[k-1].End]
		if len(s) > maxWord || f.sign(k-1, ".") {
			continue
		}
		if n.digits || f.p[j].shape == mark || len(s) > 1 && !n.single && !rareCode[s] && !f.joint(k) {
			if u := f.g.units.symbols[s]; u != nil && f.symbolFits(s, j, k) {
				return f.local(u, j), k, true
			}
		}
		if u := f.g.units.word(s); u != nil {
			if f.is(j, timid) && !(f.g.lang == "de" && f.upper(j)) && k == j+1 && n.scale.IsZero() && (n.value.Cmp(numeral.Int(100)) < 0 || !n.digits) {
				return nil, j, false
			}
			return f.local(u, j), k, true
		}
	}
	return nil, j, false
}

// hasUnit reports whether a unit stands at piece j, right after digits.
func (f *finder) hasUnit(j int) bool {
	_, _, ok := f.unitAfter(j, &reading{digits: true})
	return ok
}

// symbolFits guards short symbols: letters that are glued to digits make
// decades (20s) and other names, and a lone letter is an initial.
func (f *finder) symbolFits(s string, j, k int) bool {
	if f.glued(k) && (f.letters(k) || f.number(k)) {
		return false
	}
	switch s {
	case "s":
		return f.g.lang == "de" || !f.glued(j)
	case "A", "V", "W", "N", "J", "B", "L":
		return f.glued(j) || !f.upper(k) && !f.number(k)
	case "K": // 100K are thousands
		return !f.glued(j) && !f.upper(k)
	case "p", "c":
		return f.glued(j)
	}
	return true
}

// local is what the unit at piece j means in this variety and text.
func (f *finder) local(u *unit, j int) *unit {
	switch {
	case u.family == "cent":
		return f.cent(u, j)
	case u.name == "degree":
		switch {
		case f.is(j+1, compass) || f.glued(j) && f.g.lang == "en" || f.angle(j):
		case f.variety == "en-US":
			return f.g.units.symbols["°F"]
		default:
			return f.g.units.symbols["°C"]
		}
	case u.kind != Money || u.own || u.family == "":
	case u.family == "pound" && f.g.lang == "en" && (f.variety == "en-US" && !strings.Contains(f.doc.Text, "£") || f.weighs(j)):
		return f.g.units.symbols["lb"]
	default:
		return f.country(u)
	}
	return u
}

// weighs reports whether the pound at piece j, joined to its number, is a weight: a
// 200-pound man, but not a 200-pound fine.
func (f *finder) weighs(j int) bool {
	return f.joint(j-1) && f.number(j-2) && f.letters(j+1) && !f.is(j+1, function) && !f.has(j+1, monetary)
}

// angle reports whether the degrees at piece j are an angle's: a 90-degree turn,
// ein Winkel von 30 Grad.
func (f *finder) angle(j int) bool {
	for k := j - 5; k < j+3; k++ {
		if f.has(k, angular) || f.g.lang == "de" && f.upper(k) && strings.HasSuffix(f.text(k), "winkel") {
			return true
		}
	}
	return false
}

// cent is the hundredth of the last currency that the text spoke of, if its
// hundredths are called so, or of the language area's own.
func (f *finder) cent(u *unit, j int) *unit {
	own := f.money
	if k := len(f.quantities) - 1; k >= 0 && f.quantities[k].kind == Money && f.quantities[k].last == j-1 && own != nil { // 3 CHF 4 cents
	} else if own == nil || !own.cents() {
		own = u
		if f.g.lang == "en" {
			own = f.country(f.g.units.words["dollar"])
		}
	}
	return &unit{name: own.name, kind: Money, factor: u.factor, assumed: own.assumed}
}

// cents reports whether the hundredths of a currency are called cents.
func (u *unit) cents() bool {
	switch u.family {
	case "dollar", "rupee", "shill":
		return true
	}
	return u.name == "EUR" || u.name == "ZAR" || u.name == "MYR"
}

// country finds the currency of u's family that the text means: that of the
// variety's country, else of the country that the text names most often, else
// the family's first. A dollar or pound is another country's only if it is named
// at least twice, and more often than all others together: a foreign newspaper
// writes of American dollars as well. Where neither variety nor text tells the
// country, the unit is assumed.
func (f *finder) country(u *unit) *unit {
	for _, m := range f.meant {
		if m.family == u.family {
			return m
		}
	}
	meant := f.meaning(u)
	f.meant = append(f.meant, meant)
	return meant
}

func (f *finder) meaning(u *unit) *unit {
	if home := homes[f.variety]; home != "" {
		if c := f.g.units.symbols[home]; c.family == u.family {
			return c
		}
	}
	if !f.counted {
		f.mention()
	}
	best, most, all := u, 0, 0
	for c, n := range f.mentioned {
		if c.family != u.family {
			continue
		}
		all += n
		if n > most || n == most && c.name < best.name {
			best, most = c, n
		}
	}
	if (u.family == "dollar" || u.family == "pound") && best.name != u.name && (most < 2 || 2*most <= all) {
		best, most = u, 0
	}
	if most > 0 {
		return best
	}
	guess := *best
	guess.assumed = true
	return &guess
}

// homes are the currencies of the varieties' countries.
var homes = map[string]string{"de-DE": "EUR", "de-AT": "EUR", "de-CH": "CHF", "en-US": "USD", "en-GB": "GBP", "en-AU": "AUD", "en-CA": "CAD", "en-NZ": "NZD", "en-SG": "SGD"}

// mention counts how often the text names the currencies' countries.
func (f *finder) mention() {
	f.counted = true
	if f.mentioned == nil {
		f.mentioned = map[*unit]int{}
	}
	for i := range f.doc.Tokens {
		if kind := f.doc.Tokens[i].Kind; kind != token.Word && kind != token.Symbol {
			continue
		}
		w := f.doc.Word(i)
		capital := w[0] < 'a' || w[0] > 'z'
		if f.g.lang == "de" && len(w) > len("isch") {
			if stem := inflected(w); strings.HasSuffix(stem, "isch") {
				w, capital = stem, true
			}
		}
		if !capital || len(w) > maxWord {
			continue
		}
		if e := f.g.table.find(w); e != nil {
			for _, c := range e.countries {
				f.mentioned[c]++
			}
		}
	}
}
