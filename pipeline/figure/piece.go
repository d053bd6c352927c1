package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
	"enricher/pipeline/numeral"
)

// A piece is a number in digits, a run of letters, or a mark: tokens are cut
// at hyphens, slashes and between digits and letters, and digit groups that
// belong together are joined (1 000).
type piece struct {
	token.Span
	entry  *word // of the lexicon, or noEntry
	is     class
	value  numeral.Decimal // of number words
	digits *numeral.Digits // of numbers, or noDigits
	shape  shape
	token  int  // index of the token that it begins in
	glued  bool // no white space stands before
	hyphen bool // is a hyphen or dash
	upper  bool // begins with a capital
}

type shape uint8

const (
	letters shape = iota
	number
	mark
)

// cut lays out the pieces of a sentence.
func (f *finder) cut(s token.Sentence) {
	f.p, f.numbers, f.cues, f.casing = f.p[:0], f.numbers[:0], 0, 0
	end := f.doc.Tokens[s.Last-1].End
	at := 0
	for t := s.First; t < s.Last; t++ {
		tok := f.doc.Tokens[t]
		glued := !tok.Space && t > s.First
		if tok.Start < at { // digits ran on into this token
			glued = true
		} else {
			at = tok.Start
		}
		for at < tok.End {
			f.p = append(f.p, piece{Span: token.Span{Start: at}, entry: noEntry, digits: noDigits, token: t, glued: glued})
			p := &f.p[len(f.p)-1]
			f.shape(p, tok.End, end, tok.Kind)
			f.cues |= p.is
			f.notice(p)
			at, glued = p.End, true
		}
	}
}

// shape settles what piece p is and where it ends, within a token that ends at
// stop, in a sentence that ends at end.
func (f *finder) shape(p *piece, stop, end int, kind token.Kind) {
	text, at := f.doc.Text, p.Start
	c := text[at]
	if kind == token.Link {
		p.shape, p.End = mark, stop
		return
	}
	if c >= '0' && c <= '9' {
		f.numeral(p, numeral.ReadDigits(text[at:end], f.g.lang, f.thousands))
		return
	}
	if c == '.' && f.g.lang == "en" && at+1 < end && text[at+1] >= '0' && text[at+1] <= '9' && (at == 0 || text[at-1] == ' ' || text[at-1] == '$') {
		if d := leadingPoint(text[at+1 : end]); d.Exact { // .5
			f.numeral(p, d)
			return
		}
	}
	r, size := utf8.DecodeRuneInString(text[at:stop])
	if unicode.IsLetter(r) {
		p.shape, p.upper = letters, unicode.IsUpper(r)
		p.End = at + wordLen(text[at:stop])
		f.look(p)
		return
	}
	if r > unicode.MaxASCII {
		if v, ok := numeral.Vulgar(r); ok {
			f.numeral(p, numeral.Digits{Value: v, Len: size, Exact: true, Fraction: true})
			return
		}
	}
	p.shape, p.End = mark, at+size
	if kind == token.Symbol || kind == token.Punct || c == '\'' || r == '’' {
		p.End = stop
	}
	if r > unicode.MaxASCII || kind == token.Symbol || c == '\'' || c == '$' || c == '%' || c == '+' || c == '<' || c == '>' || c == '~' {
		f.look(p)
	}
	switch r {
	case '-', '–', '−':
		p.is |= dash
	}
	switch r {
	case '-', '–', '‐', '‑', '—':
		p.hyphen = p.Len() == size
	}
}

// numeral makes p a number in digits.
func (f *finder) numeral(p *piece, d numeral.Digits) {
	f.numbers = append(f.numbers, d)
	p.shape, p.is, p.digits, p.End = number, digits, &f.numbers[len(f.numbers)-1], p.Start+d.Len
}

// noDigits is what a piece that is no number has for digits.
var noDigits = &numeral.Digits{}

// leadingPoint reads the digits behind a point that has none before it.
func leadingPoint(s string) numeral.Digits {
	d := numeral.ReadDigits("1"+s[:min(len(s), 20)], "de", 0)
	if !d.Exact || d.Grouped || d.Fraction {
		return numeral.Digits{}
	}
	places := d.Len - 1
	v, ok := d.Value.Shift(-places)
	if ok {
		v, ok = v.Add(numeral.Int(-1))
	}
	return numeral.Digits{Value: v, Len: places + 1, Exact: ok, Fraction: true, Decimals: places, Count: 1}
}

const softHyphen = '\u00ad'

// wordLen is the length of the run of letters, with the dots of abbreviations
// and apostrophes inside.
func wordLen(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; c|0x20-'a' < 26 || c == '.' || c == '\'' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '’' && r != softHyphen {
			return i
		}
		i += size
	}
	return len(s)
}

// look asks the lexicon.
func (f *finder) look(p *piece) {
	if p.Len() > maxWord {
		return
	}
	w := f.doc.Text[p.Start:p.End]
	e := f.g.table.find(w)
	if n := len(w) - 1; n > 0 && w[n] == '.' && (e == nil || p.glued && n == 1) { // a dot that ends the sentence after all
		if short := f.g.table.find(w[:n]); short != nil {
			e = short
			p.End--
		}
	}
	if e == nil && strings.IndexByte(w, 0xC2) >= 0 { // soft hyphens, perhaps
		e = f.g.table.find(fold(w))
	}
	switch {
	case e != nil:
		p.entry, p.is, p.value = e, e.is, e.value
	case f.g.lang == "de" && opensGermanNumber(w):
		p.is, p.value = understandGerman(fold(w))
	}
}

// text is the surface of piece i; empty outside the sentence.
func (f *finder) text(i int) string {
	if i < 0 || i >= len(f.p) {
		return ""
	}
	return f.doc.Text[f.p[i].Start:f.p[i].End]
}

// lower is the folded surface of piece i.
func (f *finder) lower(i int) string {
	if i >= 0 && i < len(f.p) && f.p[i].entry != noEntry {
		return f.p[i].entry.text
	}
	return fold(f.text(i))
}

// noEntry is what the lexicon has of other words.
var noEntry = &word{}

// entry is what the lexicon has of piece i.
func (f *finder) entry(i int) *word {
	if i < 0 || i >= len(f.p) {
		return noEntry
	}
	return f.p[i].entry
}

// has reports whether piece i has one of the traits.
func (f *finder) has(i int, t trait) bool { return f.entry(i).has&t != 0 }

// mods are the modifier phrases that end with piece i.
func (f *finder) mods(i int) []modifier { return f.entry(i).mods }

// many reports whether piece i is a magnitude in the plural: dozens.
func (f *finder) many(i int) bool { return f.entry(i).many }

// is reports whether piece i has one of the classes.
func (f *finder) is(i int, c class) bool { return i >= 0 && i < len(f.p) && f.p[i].is&c != 0 }

// number reports whether piece i is written in digits.
func (f *finder) number(i int) bool { return i >= 0 && i < len(f.p) && f.p[i].shape == number }

// letters reports whether piece i is a word.
func (f *finder) letters(i int) bool { return i >= 0 && i < len(f.p) && f.p[i].shape == letters }

// glued reports whether piece i follows the one before without a space.
func (f *finder) glued(i int) bool { return i > 0 && i < len(f.p) && f.p[i].glued }

// hyphen reports whether piece i is a hyphen or dash.
func (f *finder) hyphen(i int) bool { return i >= 0 && i < len(f.p) && f.p[i].hyphen }

// joint reports whether piece i is a hyphen without space on either side.
func (f *finder) joint(i int) bool { return f.hyphen(i) && f.glued(i) && f.glued(i+1) }

// upper reports whether piece i begins with a capital.
func (f *finder) upper(i int) bool { return i >= 0 && i < len(f.p) && f.p[i].upper }

// opens reports whether piece i begins its sentence, or what reads like one:
// what stands after a colon, a quotation mark or a bullet.
func (f *finder) opens(i int) bool {
	if i == 0 {
		return true
	}
	switch f.text(i - 1) {
	case "–", "—", "-":
		return !f.glued(i)
	case ":", "„", "“", "”", "\"", "«", "»", "•", "*", "(", "‘", "'", "…", "›", "‹":
		return true
	}
	return false
}

// dotted reports whether piece i is a number with the dot of an ordinal.
func (f *finder) dotted(i int) bool {
	return f.number(i) && f.text(i+1) == "." && f.p[i+1].token == f.p[i].token
}

// sign reports whether piece i is this mark.
func (f *finder) sign(i int, s string) bool { return f.text(i) == s }

// lowerCased reports whether the sentence has a word in lower case of more
// than three letters: it is no heading in title case or capitals.
func (f *finder) lowerCased() bool { return f.casing&hasLower != 0 }

// shouting reports whether the sentence is written in capitals throughout.
func (f *finder) shouting() bool { return f.casing == 0 }

// casing tells how a sentence's longer words are written.
type casing uint8

const (
	hasLower  casing = 1 << iota // a word begins small
	hasCapped                    // a word goes on in small letters
)

// notice adds the writing of piece p.
func (f *finder) notice(p *piece) {
	if p.shape != letters || p.Len() <= 3 {
		return
	}
	if !p.upper {
		f.casing |= hasLower
	}
	if f.casing&hasCapped == 0 && !hasUpper(f.doc.Text[p.Start+1:p.End]) {
		f.casing |= hasCapped
	}
}
