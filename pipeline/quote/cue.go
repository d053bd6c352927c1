package quote

import (
	"strings"

	"enricher/ner/token"
)

// cueKind tells how a word announces speech. The order is by strength.
type cueKind uint8

const (
	noCue        cueKind = iota
	announces            // a verb of many uses, of saying only beside the marks: "begann", "went"
	judges               // a verb that puts a few words to something: "nannte", "called"
	says                 // a verb of saying: "sagte", "said"
	attributes           // a preposition: "laut", "nach Angaben", "so", "according to"
	attributedTo         // a postposition: "zufolge", "seiner Ansicht nach"
)

// A cue is a word that announces speech.
type cue struct {
	kind  cueKind
	token int // -1 if there is none
	right bool
	near  bool // it opens the attribution directly behind the quotation
}

// A frame is what stands around a quotation in its sentence: the tokens
// [from, open) before its mark and [close, to) behind.
type frame struct {
	from, open, close, to int
	colon                 bool // the quotation follows a colon
}

// cue looks for the word that announces a quotation: directly behind it, before
// it, and at last anywhere behind it.
func (r *Reader) cue(f frame) cue {
	if i := r.tag(f); i >= 0 && !(f.colon && r.words[i] == "hieß") {
		return cue{r.cues(i, f.to), i, true, true}
	}
	that := f.colon || r.doc.Lang == "en" && f.open > f.from && r.words[f.open-1] == "," // "gab an, dass „…“" is speech as "gab an: „…“" is
	weak, related, named := -1, -1, -1
	for i := f.open - 1; i >= f.from; i-- {
		if r.hidden[i] {
			continue
		}
		that = that || r.words[i] == "dass" || r.words[i] == "daß" || r.words[i] == "that"
		switch kind := r.cues(i, f.to); {
		case kind >= attributes: // "sagte laut Muster: …": who is said to speak does
			named = max(named, i)
		case kind > announces:
			if r.inRelative(i, f) || r.adverbial(i, f) {
				related = max(related, i)
				continue
			}
			if named < 0 || r.clauses(i, named) == 0 {
				return cue{kind, i, false, false}
			}
		case kind == announces && weak < 0 && that:
			weak = i
		}
	}
	if named >= 0 {
		return cue{r.cues(named, f.to), named, false, false}
	}
	if weak >= 0 && weak > related {
		return cue{announces, weak, false, false}
	}
	if related >= 0 {
		return cue{r.cues(related, f.to), related, false, false}
	}
	for i := f.close; i < f.to; i++ {
		if r.hidden[i] {
			continue
		}
		if kind := r.cues(i, f.to); kind > announces && (kind >= attributes || r.clauses(f.close, i) == 0 || r.attributes(i, f.close)) {
			return cue{kind, i, true, false}
		}
	}
	if i := f.from; r.words[i] == "für" && i < f.open && r.standpoint(i, f.open) {
		return cue{attributes, i, false, false}
	}
	return cue{token: -1}
}

// attributes reports whether the verb at token i belongs to an attribution behind
// a comma: "…, sagte Muster", "…, wie Muster sagte", "…, Doe said".
func (r *Reader) attributes(i, from int) bool {
	comma := r.comma(i, from)
	if comma < 0 {
		return false
	}
	first := comma + 1
	if r.doc.Lang == "en" {
		return i-comma <= 8 && r.entries[first].traits&(coordinate|subordinate|preposition|relative) == 0
	}
	return i == first || r.words[first] == "wie" || r.words[first] == "so" || r.entries[first].traits&auxiliary != 0
}

// inRelative reports whether token i closes a relative clause that ends before
// the quotation.
func (r *Reader) inRelative(i int, f frame) bool {
	end := i
	for end < f.open && r.doc.Tokens[end].Kind != token.Punct {
		end++
	}
	if end >= f.open || r.words[end] != "," || end-i > 3 {
		return false
	}
	for j := i; j > f.from; j-- {
		if r.words[j-1] == "," {
			return r.entries[j].traits&relative != 0 && !r.nounFollows(j+1, i) || r.entries[j].traits&preposition != 0 && r.entries[j+1].traits&relative != 0 && !r.nounFollows(j+2, i)
		}
	}
	return false
}

// adverbial reports whether token i is a participle without auxiliary in a clause
// that has a verb of saying before it: "entgegnete Muster empört".
func (r *Reader) adverbial(i int, f frame) bool {
	if r.doc.Lang != "de" || r.entries[i].form&participle == 0 {
		return false
	}
	for j := i - 1; j >= f.from; j-- {
		switch w := r.words[j]; {
		case r.hidden[j]:
		case w == "," || w == ":" || r.entries[j].traits&(auxiliary|coordinate) != 0:
			return false
		case r.cues(j, f.to) == says:
			return true
		}
	}
	return false
}

// standpoint reports whether a person stands behind the preposition that opens
// the sentence: "Für Muster ist das „…“".
func (r *Reader) standpoint(i, to int) bool {
	c, ok := r.chunkAt(i+1, to)
	return ok && c.rank == human && !c.pronoun
}

// tagReach is how far behind a quotation, in tokens, its attribution's verb may
// stand.
const tagReach = 15

// tag finds the cue of an attribution that follows its quotation, or -1: a
// German one begins with its verb, its auxiliary or "so" and "wie", an English
// one is short.
func (r *Reader) tag(f frame) int {
	for i := f.close; i < min(f.to, f.close+tagReach); i++ {
		if r.hidden[i] {
			return -1
		}
		w := r.words[i]
		first := i == f.close || i == f.close+1 && r.words[f.close] == ","
		switch {
		case w == "," && i == f.close:
			continue
		case i == f.close && r.entries[i].traits&coordinate != 0, r.doc.Tokens[i].Kind == token.Punct && w != "(" && w != ")" && (r.doc.Lang == "de" || w != "," || first):
			return -1
		}
		if kind := r.cues(i, f.to); kind != noCue && (kind != announces || (first || i == f.close+1) && r.entries[i].form&singular != 0) {
			return i
		}
		if first && r.doc.Lang == "de" && r.entries[i].traits&auxiliary == 0 && w != "wie" && w != "so" && w != "weiter" && w != "dann" {
			return -1
		}
	}
	return -1
}

// cues is the kind of cue that token i is, in a sentence that ends before to.
func (r *Reader) cues(i, to int) cueKind {
	if e := &r.entries[i]; e.kind|e.parted == noCue && e.traits&(according|postposed|naming) == 0 || r.at[i] >= 0 {
		return noCue
	}
	if r.doc.Lang == "en" {
		return r.englishCue(i)
	}
	return r.germanCue(i, to)
}

// saying is the kind of cue that token i is by its form alone.
func (r *Reader) saying(i int) cueKind {
	if r.at[i] >= 0 || r.doc.Lang == "de" && r.capital(i) && !r.startsSentence(i) {
		return noCue
	}
	return max(r.entries[i].kind, r.entries[i].parted)
}

func (r *Reader) englishCue(i int) cueKind {
	e := &r.entries[i]
	switch {
	case r.words[i] == "according":
		if r.word(i+1, 0, len(r.words)) == "to" {
			return attributes
		}
		return noCue
	case r.words[i] == "per":
		if r.capital(i+1) && i > 0 && (r.words[i-1] == "," || r.words[i-1] == "as") {
			return attributes
		}
		return noCue
	case e.kind == noCue:
		return noCue
	case i > 0 && strings.HasSuffix(r.words[i], "ing"):
		if before := &r.entries[i-1]; r.at[i-1] < 0 && (e.traits&nounlike != 0 && before.traits&(auxiliary|coordinate|filler) == 0 && r.doc.Tokens[i-1].Kind != token.Punct || before.traits&nominative != 0) {
			return noCue // "the ruling"
		}
	case i > 0 && !r.past(i):
		// "the report", "his claims", "in answer": the noun
		before := &r.entries[i-1]
		switch {
		case r.at[i-1] >= 0, before.traits&(pronoun|auxiliary|filler) != 0, r.words[i-1] == "to":
		case before.traits&(nominative|preposition) != 0, r.adjective(r.words[i-1]) && before.traits&body == 0:
			return noCue
		case e.traits&nounlike != 0 && (!r.takesClause(i) || strings.HasSuffix(r.words[i-1], "s") == (e.form&plural == 0)): // "drone attack", not "drones attack"
			return noCue
		}
	}
	return e.kind
}

// takesClause reports whether what follows the English verb i shows that it is
// one and no noun: a content clause, speech, or what a few words are put to.
func (r *Reader) takesClause(i int) bool {
	if i+1 >= len(r.words) || r.entries[i+1].traits&content != 0 || r.hidden[i+1] || r.words[i+1] == ":" {
		return true
	}
	for n := 2; n <= 6 && i+n < len(r.words) && r.entries[i].kind == judges && r.words[i+n-1] != ","; n++ {
		if r.hidden[i+n] {
			return true
		}
	}
	return false
}

// past reports whether English verb i stands in the past, so that it is no noun.
func (r *Reader) past(i int) bool {
	return r.entries[i].form == singular|plural || r.entries[i].form == singular|plural|participle
}

// germanCue reads verbs, which are lower-cased; separable ones need their
// particle. "so" announces only with a name or noun behind it, "nach" only with a
// report.
func (r *Reader) germanCue(i, to int) cueKind {
	w := r.words[i]
	e := &r.entries[i]
	switch {
	case e.traits&according != 0:
		if w == "laut" && r.phraseFollows(i+1, to) || r.reporting(i+1, to) >= 0 {
			return attributes
		}
		return noCue
	case w == "nach":
		if i > 1 && r.entries[i-1].traits&reports != 0 && r.capital(i-1) && (r.possessives[r.words[i-2]] || strings.HasSuffix(r.words[i-2], "er") && !r.capital(i-2) || r.at[i-2] >= 0) {
			return attributedTo // "seiner Ansicht nach"
		}
		if r.reporting(i+1, to) >= 0 {
			return attributes
		}
		return noCue
	case w == "aus":
		if next := r.word(i+1, 0, to); next == "sicht" || next == "perspektive" {
			return attributes
		}
		return noCue
	case e.traits&postposed != 0:
		return attributedTo
	case w == "so":
		if i > 0 && (r.words[i-1] == "," || r.words[i-1] == "–" || r.words[i-1] == "-" || r.closing(i-1)) && r.phraseFollows(i+1, to) {
			return attributes
		}
		return noCue
	case r.capital(i) && !r.startsSentence(i), r.word(i-1, 0, i) == "das" && strings.HasPrefix(w, "hei"): // "das heißt"
		return noCue
	case e.traits&reported != 0:
		return noCue // within what is reported: "er fordere"
	case e.parted > e.kind && r.particleFollows(i, to):
		return e.parted
	}
	return e.kind
}

// phraseFollows reports whether a noun phrase that can name a source begins at
// token i.
func (r *Reader) phraseFollows(i, to int) bool {
	if i >= to || r.hidden[i] {
		_, ok := r.inMarks(i)
		return ok
	}
	return r.at[i] >= 0 || r.capital(i) || r.entries[i].traits&(nominative|oblique|pronoun) != 0 && (r.nounFollows(i+1, to) || r.entries[i].traits&pronoun != 0)
}

// reporting is the token of a noun of "nach Angaben" at i or up to two words
// behind, or -1.
func (r *Reader) reporting(i, to int) int {
	for n := 0; n < 4 && i+n < to && !r.hidden[i+n]; n++ {
		j := i + n
		if r.capital(j) {
			if m := r.at[j]; m >= 0 && r.genitiveName(j) && r.entries[j].traits&reports == 0 { // "nach Musters Meinung"
				n += r.spans[m].last - j - 1
				continue
			}
			if r.entries[j].traits&reports != 0 || r.at[j] < 0 && r.closes(j, reports) || r.at[j] >= 0 && r.mentions[r.at[j]].Form == "part" && r.closes(j, reports) {
				return j
			}
			return -1
		}
		if !r.determines(j) && !r.possessives[r.words[j]] && !r.modifies(j, true) {
			return -1
		}
	}
	return -1
}

// particleFollows reports whether the particle of the separable verb i closes a
// clause behind it, or stands before its participle: "gab gestern an", "bekannt
// gegeben".
func (r *Reader) particleFollows(i, to int) bool {
	if r.entries[i].form&participle != 0 && i > 0 {
		if p := r.entries[i-1].particle; p != 0 && r.entries[i].particles>>(p-1)&1 != 0 {
			return true
		}
	}
	for j := i + 1; j < to; j++ {
		if r.hidden[j] {
			continue
		}
		p := r.entries[j].particle
		if p == 0 || r.entries[i].particles>>(p-1)&1 == 0 {
			if w := r.words[j]; w == ";" || w == ":" {
				return false
			}
			continue
		}
		next := j + 1
		if next >= to || r.hidden[next] || r.doc.Tokens[next].Kind == token.Punct || r.entries[next].traits&(coordinate|subordinate) != 0 {
			return true
		}
	}
	return false
}

// closing reports whether token i is a closing mark.
func (r *Reader) closing(i int) bool {
	return i >= 0 && strings.Contains("“”\"»«‘’", r.words[i])
}

func (r *Reader) startsSentence(i int) bool {
	first, _ := r.sentence(i)
	return first == i
}

// cueText is the cue as the text has it.
func (r *Reader) cueText(c cue) string {
	if c.token < 0 {
		return ""
	}
	switch r.words[c.token] {
	case "according":
		return r.doc.Slice(c.token, c.token+2)
	case "nach", "aus", "gemäß", "gemäss":
		if c.kind == attributes {
			if i := r.reporting(c.token+1, len(r.words)); i >= 0 {
				return r.doc.Slice(c.token, i+1)
			}
		}
	}
	return r.doc.Word(c.token)
}
