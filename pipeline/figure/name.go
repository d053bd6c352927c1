package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/pipeline/numeral"
)

// The rules of this file recognise numbers that are no figures.

// code passes over digits that are part of a code or a name: F-16, G7, 3D,
// 1.2.3, 007, +41 44 123 45 67, #3, § 5.
func (f *finder) code(i int, q *quantity) bool {
	p := &f.p[i]
	if p.shape != number {
		return false
	}
	switch {
	case f.glued(i) && f.sign(i-1, ":") && f.number(i-2): // behind a colon that the score left
		return q.nothing(f.chainEnd(i))
	case !p.digits.Exact && !f.sign(i+1, ":"):
		j := f.chainEnd(i)
		for f.number(j) { // 0800 133 133
			j = f.chainEnd(j)
		}
		for f.is(j, scale) { // what is too long by millions is no number either
			j++
		}
		return q.nothing(j)
	case f.entangled(i):
		return q.nothing(f.wordEnd(i))
	case f.enclosed(i), f.postcode(i), f.listed(i):
		return q.nothing(i + 1)
	case f.joint(i+1) && f.number(i+2) && (f.joint(i+3) || !f.p[i+2].digits.Exact): // 1-800-CDC, 2014-10-14, 555-0199
		return q.nothing(f.chainEnd(i))
	case f.glued(i) && f.letters(i-1) && !f.currencyAt(i-1):
		return q.nothing(f.chainEnd(i))
	case f.glued(i) && f.hyphen(i-1) && f.glued(i-1) && f.letters(i-2) && (f.p[i-2].Len() == 1 || !f.unitAt(i-2) && !f.is(i-2, magnitude) || f.joint(i-3) && f.number(i-4)):
		return q.nothing(f.chainEnd(i)) // F-16, Top-10, the inches of 6-foot-2
	case f.glued(i) && (f.sign(i-1, "#") || f.sign(i-1, "@") || f.sign(i-1, "_")):
		return q.nothing(i + 1)
	case f.names[f.text(i)] && (f.is(i-1, definite) || !f.countsAfter(i+1)) && !f.glued(i) && !f.joint(i+1) && !f.is(i+1, unitStart|scale): // the 737, after Boeing 737
		return q.nothing(f.chainEnd(i))
	case f.g.lang == "en" && f.glued(i+1) && f.sign(i+1, "s") && !f.decadeEnding(i): // 737s
		return q.nothing(f.chainEnd(i))
	case f.sign(i-1, "+") && f.number(i+1):
		return q.nothing(f.chainEnd(i))
	}
	// Three and more groups side by side are a telephone or account number.
	groups, j := 1, i+1
	for ; j < len(f.p) && groups < 12; j++ {
		if f.number(j) {
			groups++
		} else if !(f.number(j+1) && (f.sign(j, "/") || f.joint(j))) {
			break
		}
	}
	if groups > 2 && !f.is(j, unitStart|scale) && !f.sign(i+1, "/") && !f.sign(i+2, "/") {
		return q.nothing(j)
	}
	// 4x4, 5G, 747-400, 3-D: digits with letters that are neither unit nor
	// magnitude nor ordinal.
	if f.glued(i+1) && f.letters(i+1) && !f.unitAt(i+1) && !f.hasUnit(i+1) && !f.is(i+1, scale|clock|ordinal) && !f.suffixed(i+1) && !f.ordinalEnding(i) && !f.decadeEnding(i) {
		return q.nothing(f.chainEnd(i + 1))
	}
	return false
}

// entangled reports whether the digits at i go on in what is no digit to us:
// another script's digits, a superscript, an invisible or combining mark, _ or a
// mark between digits that does not belong to a number (1_000, 1'00, 1,3). What
// cannot be read exactly is not read.
func (f *finder) entangled(i int) bool {
	text := f.doc.Text
	before, after := text[:f.p[i].Start], text[f.p[i].End:]
	if after != "" {
		switch c := after[0]; {
		case c >= utf8.RuneSelf:
			if r, _ := utf8.DecodeRuneInString(after); tangles(r) {
				return true
			}
		case c == '_', c == '\'', c == ',', c == '.':
			if len(after) > 1 && after[1]-'0' < 10 && !f.dotted(i) {
				return true
			}
		}
	}
	if before == "" {
		return false
	}
	switch c := before[len(before)-1]; {
	case c >= utf8.RuneSelf:
		r, _ := utf8.DecodeLastRuneInString(before)
		return tangles(r)
	case c == '_':
		return true
	case c == ',' || c == '.': // .5 where it is not English
		return len(before) == 1 || before[len(before)-2] == ' '
	}
	return false
}

// tangles reports whether the rune, next to digits, spoils their number.
func tangles(r rune) bool {
	if _, ok := numeral.Vulgar(r); ok {
		return false
	}
	return r == utf8.RuneError || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.In(r, unicode.Cf)
}

// wordEnd is the end of the pieces behind i that no white space parts from it.
func (f *finder) wordEnd(i int) int {
	for i++; i < len(f.p); i++ {
		gap := f.doc.Text[f.p[i-1].End:f.p[i].Start]
		if strings.IndexFunc(gap, unicode.IsSpace) >= 0 {
			break
		}
	}
	return i
}

// unitAt reports whether piece j begins a unit's name or symbol; symbols must
// stand as they are written (5g, but not 5G).
func (f *finder) unitAt(j int) bool {
	return f.is(j, unitStart) && (f.p[j].Len() > 2 || f.g.units.symbols[f.text(j)] != nil || f.sign(j+1, "/") || f.p[j].shape == mark)
}

// enclosed reports whether the number at i stands alone in quotation marks or,
// short, in brackets: the ‘10’, (2) a list.
func (f *finder) enclosed(i int) bool {
	switch f.text(i - 1) {
	case "(":
		return f.sign(i+1, ")") && f.p[i].digits.Count < 3 && !f.p[i].digits.Fraction && !f.apposition(i)
	case "[":
		return f.sign(i+1, "]")
	case "'", "‘", "’", "\"", "“", "„", "«", "»":
		next := f.text(i + 1)
		return f.p[i-1].shape == mark && f.glued(i+1) && (next == "'" || next == "’" || next == "\"" || next == "”" || next == "“" || next == "«" || next == "»")
	}
	return false
}

// listed reports whether the number at i numbers a line of a list or table: it
// stands with its dot at the head, or behind a bracket or dash, and the splitter
// took the dot for a sentence's end.
func (f *finder) listed(i int) bool {
	d := f.p[i].digits
	if i == 0 && d.Count < 3 && !d.Fraction && (f.sign(1, ".") && (f.g.lang == "en" || !f.dotted(0)) && f.upper(2) || f.sign(1, ")") || f.hyphen(1) && !f.glued(1) && !f.number(2) && !f.sign(2, "~")) {
		return true
	}
	if d.Count > 2 || d.Fraction || i+2 != len(f.p) || !f.sign(i+1, ".") || !f.glued(i+1) {
		return false
	}
	return i == 0 || f.sign(i-1, ")") || f.hyphen(i-1) && !f.glued(i) || f.sign(i-1, ",") && f.sign(i-2, ")")
}

// postcode reports whether the number at i is one: behind the number of a
// house and before a place (Hauptstrasse 2, 4600 Olten).
func (f *finder) postcode(i int) bool {
	d := f.p[i].digits
	if d.Grouped || d.Fraction || !f.sign(i-1, ",") || !f.upper(i+1) {
		return false
	}
	v, _ := d.Value.Int64()
	return (d.Count == 4 || d.Count == 5) && f.number(i-2) && f.p[i-2].digits.Count < 4 || d.Count == 5 && v%10 != 0 && f.g.lang == "de"
}

// chainEnd is the end of the pieces that follow piece i without a space.
func (f *finder) chainEnd(i int) int {
	for i++; f.glued(i) && (f.letters(i) || f.number(i) || f.joint(i) || f.number(i+1) && f.glued(i+1) && f.chains(i)); i++ {
	}
	return i
}

// chains reports whether piece i is a mark that holds digits together in codes.
func (f *finder) chains(i int) bool {
	switch f.text(i) {
	case "/", ".", ",", "'", "’", ":", "_":
		return true
	}
	return false
}

// label passes over the number of a label or a name: Artikel 5, Route 66,
// Boeing 747, Apollo 11, Bahnhofstrasse 12, 10 Downing Street.
func (f *finder) label(i int, q *quantity) bool {
	if f.address(i) {
		return q.nothing(i + 2)
	}
	if !f.labelled(i, q) {
		return false
	}
	if f.number(i) && f.p[i].digits.Count == 3 {
		f.remember(f.text(i))
	}
	return true
}

// labelled passes over the number at i of a word or a name before it.
func (f *finder) labelled(i int, q *quantity) bool {
	if !f.number(i) && !f.is(i, cardinal) || f.glued(i) || i == 0 {
		return false
	}
	k := i - 1
	if f.g.lang == "en" && f.is(i, cardinal) && f.has(k, numbering) { // number one
		return q.nothing(i + 1)
	}
	if f.is(k, of) && f.sign(k-1, "Group") && f.number(i) { // the Group of 20
		return q.nothing(i + 1)
	}
	if f.labelAt(k) && (f.upper(k) || f.p[k].shape == mark || f.g.lang == "en" && f.number(i)) && !f.is(i+1, scale) {
		if !f.hasUnit(i + 1) {
			return q.nothing(f.listEnd(i))
		}
	}
	if !f.number(i) || !f.letters(k) || !f.upper(k) && !hasUpper(f.text(k)) || f.p[i].digits.Grouped || f.p[i].digits.Fraction && f.p[i].digits.Decimals > 1 || f.p[k].is&(function|month|scale|place|magnitude|ageCue|by|level|definite|weekday|article|between|minus|multiplier|cardinal) != 0 {
		return false
	}
	if f.is(i+1, times) || f.priced(i) {
		return false
	}
	if f.currencyAt(k) && !(rareCode[f.text(k)] && !f.large(i)) || len(f.mods(k)) > 0 || f.is(i+1, scale|clock) || f.apposition(i) {
		return false
	}
	if f.hasUnit(i + 1) {
		return false
	}
	if f.p[k].Len() == 1 && f.g.lang == "de" { // C 14-Methode, A 380
		return q.nothing(f.chainEnd(i))
	}
	if f.joint(i+1) || f.hyphen(i+1) || f.sign(i+1, ":") || f.is(i+1, to|or) && (f.number(i+2) || f.is(i+2, cardinal)) {
		return false
	}
	if f.sign(i+1, "/") && f.glued(i+1) {
		return q.nothing(f.chainEnd(i))
	}
	if f.streetName(k) {
		return q.nothing(i + 1)
	}
	if k == 0 || f.opens(k) {
		// The head of a sentence is capitalised anyway.
		if f.countsAfter(i + 1) {
			return false
		}
		return q.nothing(i + 1)
	}
	if f.g.lang == "de" {
		if f.countsAfter(i+1) || f.is(i+1, of) || f.has(i+1, genitiveArticle) {
			return false
		}
		return q.nothing(i + 1)
	}
	if f.countsAfter(i+1) && f.is(k-1, function) && !f.is(k-1, article|definite) {
		return false // In Baghdad 20 people died
	}
	return q.nothing(i + 1)
}

// remember keeps the number of a name: it is no figure further on either.
func (f *finder) remember(digits string) {
	if f.names == nil {
		f.names = map[string]bool{}
	}
	f.names[digits] = true
}

// labelAt reports whether piece k is a word whose number is a name; German
// compounds end in one (Alarmstufe 4).
func (f *finder) labelAt(k int) bool {
	if f.is(k, label) {
		return true
	}
	return f.upper(k) && f.p[k].is == 0 && endsIn(f.text(k), f.g.labels)
}

// address reports whether the number at i is a house in an English street: 10
// Downing Street.
func (f *finder) address(i int) bool {
	if f.g.lang != "en" || !f.number(i) || f.p[i].digits.Grouped || f.p[i].digits.Fraction {
		return false
	}
	for k := i + 1; k < i+4 && f.letters(k) && f.upper(k); k++ {
		if k > i+1 && f.is(k, street) {
			return true
		}
	}
	return false
}

// listEnd is the end of a list of numbers: Artikel 5 und 7, pages 3-5.
func (f *finder) listEnd(i int) int {
	for (f.is(i+1, and|to|or) || f.hyphen(i+1) || f.sign(i+1, ",") || f.sign(i+1, "/")) && f.number(i+2) && !f.countsAfter(i+3) {
		i += 2
	}
	return i + 1
}

// streetName reports whether piece k ends like a German street.
func (f *finder) streetName(k int) bool {
	return endsIn(f.text(k), f.g.streets)
}

// capital reports whether token t begins with a capital.
func (f *finder) capital(t int) bool {
	if t < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(f.doc.Word(t))
	return unicode.IsUpper(r)
}

// apposition reports whether the number at i is an age behind a name: Anna
// Muster, 45, or Anna Muster (45).
func (f *finder) apposition(i int) bool {
	if !f.number(i) || f.p[i].digits.Fraction || f.p[i].digits.Grouped {
		return false
	}
	if v, ok := f.p[i].digits.Value.Int64(); !ok || v < 1 || v > 115 {
		return false
	}
	if !f.letters(i-2) || f.has(i-2, ageless) || f.is(i-2, month|label|place|unitStart|yearCue|function) {
		return false
	}
	last := f.p[i-2].token
	name := f.capital(last)
	switch {
	case f.sign(i-1, "("):
		return name && f.capital(last-1) && (f.sign(i+1, ")") || f.sign(i+1, ","))
	case f.sign(i-1, ","):
		return name && (f.sign(i+1, ",") || f.sign(i+1, ".") && f.p[i+1].token != f.p[i].token && i+2 == len(f.p) || f.is(i+1, and) && f.upper(i-3))
	}
	return false
}

// named passes over number words that are part of a name: capitalised inside
// a German sentence (die Acht), quoted («Vier Pfoten»), or behind a capitalised
// English word (the Big Three, the Group of Seven); and over zero as an
// attribute (zero-Covid, ground zero).
func (f *finder) named(i int, q *quantity) bool {
	if !f.is(i, cardinal|mixed) || !f.letters(i) {
		return false
	}
	zero := f.p[i].value.IsZero()
	if f.has(i, nought) && !f.is(i-1, point) && !f.is(i+1, point) { // come to naught
		return q.nothing(i + 1)
	}
	if zero && f.g.lang == "en" && (f.letters(i+1) && !f.is(i+1, function|unitStart|point) && !f.plural(i+1) || f.joint(i+1) || f.has(i-1, zeroed)) {
		return q.nothing(f.chainEnd(i))
	}
	if f.joint(i-1) && f.is(i-2, cardinal) { // twenty-twenty
		return q.nothing(i + 1)
	}
	if f.g.lang == "en" && f.joint(i+1) && f.is(i+2, cardinal) && f.joint(i+3) && f.is(i+4, cardinal) { // four-four-two
		return q.nothing(f.chainEnd(i))
	}
	if !f.upper(i) {
		return false
	}
	quoted := f.opens(i) && i > 0 && f.upper(i+1) && (f.closes(i+2) || f.closes(i+3))
	switch {
	case quoted:
		return q.nothing(i + 1)
	case f.opens(i):
		return false
	case f.g.lang == "de":
		if zero || f.is(i-1, place) || f.joint(i+1) || f.shouting() {
			return false
		}
		return q.nothing(i + 1)
	case f.letters(i-1) && f.upper(i-1) && !f.is(i-1, function) && len(f.mods(i-1)) == 0 && !f.is(i-1, cardinal|by|level),
		f.is(i-1, of) && f.upper(i-2), f.letters(i+1) && f.upper(i+1) && f.lowerCased() && !f.is(i+1, month|weekday|scale):
		return q.nothing(i + 1)
	}
	return false
}

// closes reports whether piece k is a closing quotation mark.
func (f *finder) closes(k int) bool {
	switch f.text(k) {
	case "“", "”", "»", "«", "\"", "‘", "’", "'":
		return f.p[k].shape == mark && f.glued(k)
	}
	return false
}
