package quote

import (
	"strings"

	"enricher/ner/token"
)

// fewWords is how many words a quotation has that may be a title, a name or
// irony.
const fewWords = 4

// makeup is what a quotation is made of.
type makeup struct {
	words   int
	clausal bool // it has words that clauses have and titles lack
	small   bool // it begins with a small letter
	name    bool // all its words are capitalised
	full    bool // it ends as a sentence does
	comma   bool // a comma parts it from what follows
}

func (r *Reader) makeup(q quotation) makeup {
	c := makeup{
		name: true, full: strings.ContainsAny(r.words[q.last-1], ".!?…"),
		comma: r.words[q.last-1] == "," || q.closed && r.word(q.last+1, 0, len(r.words)) == ",",
	}
	for i := q.first; i < q.last; i++ {
		if k := r.doc.Tokens[i].Kind; k != token.Word && k != token.Number {
			continue
		}
		if c.words == 0 {
			c.small = !r.capital(i) && r.doc.Tokens[i].Kind == token.Word
		}
		c.words++
		c.clausal = c.clausal || r.entries[i].traits&clausal != 0
		c.name = c.name && (r.capital(i) || r.at[i] >= 0)
	}
	return c
}

func (c *makeup) few() bool { return c.words <= fewWords }

// said decides whether a quotation is something said rather than a title, a name
// or a word in marks for irony. Many words, a whole sentence or a clause speak for
// themselves; a few need a verb of saying that has them for its object, the
// reporting mood, or a colon before them.
func (r *Reader) said(q quotation, f frame, c cue) bool {
	in := r.makeup(q)
	full := in.full || in.comma && in.words > 3 && c.near
	before := q.first - 2
	f.colon = f.colon || r.announced(before, f.from)
	titled := before >= f.from && !f.colon && r.titleNoun(before)
	switch {
	case in.words == 0, r.isName(q) && !full && !(indefinite[r.word(before, f.from, f.open)] && r.labelled(q, f) >= 0), r.joined(q), r.headed(before, f), r.defines(f, c) && in.few(), r.namesThing(f, c),
		titled && (in.few() || !c.near || c.kind != says),
		in.few() && r.glossed(q, f), in.few() && in.name && r.word(q.last+1, 0, len(r.words)) == ":":
		return false
	case r.labelled(q, f) >= 0, r.beforeParticle(q, c), in.clausal && r.alone(f):
		return true
	case !in.few():
		return in.clausal || full || in.small || f.colon || c.kind == says
	}
	cued := c.kind > announces || c.kind == announces && (f.colon || full)
	mood := r.doc.Lang == "de" && r.moodIn(f, reported)
	switch {
	case f.colon:
		return cued || full || in.words > 2
	case in.words == 1:
		return in.small && (cued || mood) || c.near && c.kind == says && (full || in.comma) // “Stop!” he shouted
	case c.near && c.kind != judges && cued, full && (in.clausal || cued), (in.small || in.clausal) && (cued || mood):
		return true
	}
	return !in.name && c.kind == says && !c.right
}

// indefinite articles stand before no name: "sprach von einer „Gefahr“".
var indefinite = set("ein eine einen einem einer eines a an")

// joined reports whether the quotation is part of a compound: „Spiegel“-Bericht.
func (r *Reader) joined(q quotation) bool {
	return q.closed && q.last+1 < len(r.words) && !r.doc.Tokens[q.last+1].Space && strings.HasPrefix(r.words[q.last+1], "-")
}

// headed reports whether a noun for a text that is no speech stands before the
// colon at token i: "Motto: „…“".
func (r *Reader) headed(i int, f frame) bool {
	return i > f.from && r.words[i] == ":" && r.entries[i-1].traits&heading != 0
}

// glossed reports whether the quotation stands in brackets behind another, as a
// translation does.
func (r *Reader) glossed(q quotation, f frame) bool {
	return !f.colon && q.first > 2 && r.words[q.first-2] == "(" && r.closing(q.first-3)
}

// announced reports whether a noun stands before token i+1 that a quotation
// follows without a colon: "mit den Worten „…“", "Parolen wie zum Beispiel „…“".
func (r *Reader) announced(i, from int) bool {
	for i > from {
		if w := r.words[i]; w != "wie" && w != "zum" && w != "beispiel" && w != "etwa" && w != "like" && w != "as" && w != "such" {
			break
		}
		i--
	}
	return i >= from && r.entries[i].traits&announcer != 0
}

// defines reports whether the verb's clause says what something is called: "was
// Fachleute „…“ nennen".
func (r *Reader) defines(f frame, c cue) bool {
	if c.kind != judges {
		return false
	}
	i := c.token
	for i > f.from && r.words[i-1] != "," {
		i--
	}
	return r.words[i] == "was" || r.words[i] == "what"
}

// namesThing reports whether a title or name is what the verb's subject is:
// "„…“, so lautet der Titel".
func (r *Reader) namesThing(f frame, c cue) bool {
	if c.token < 0 || !strings.HasPrefix(r.words[c.token], "laute") {
		return false
	}
	for i := max(f.from, c.token-4); i < min(f.to, c.token+5); i++ {
		if !r.hidden[i] && r.capital(i) && r.titleNoun(i) {
			return true
		}
	}
	return false
}

// labels are the prepositions that put a few words in marks to something, with
// the stems of the verbs they go with, German and English.
var labels = map[string][]string{
	"als":  {"bezeichn", "charakterisier", "umschr", "beurteil", "eingestuft", "einstuf", "stuft", "zurück", "sieht", "sah", "wert", "bewert", "kritisier", "würdig", "lob", "beschrieb", "beschreib", "verurteil", "nannt", "brandmark", "gilt", "fasst", "ab", "feier", "gefeiert", "preis", "betracht", "titulier", "beschimpf", "diffamier", "verteidig", "rechtfertig"},
	"von":  {"sprach", "sprech", "sprich", "gesproch", "rede"},
	"vor":  {"warn", "gewarn"},
	"für":  {"hielt", "hält", "halt"},
	"mit":  {"rechn", "gerechn"},
	"eine": {"nannt", "nenn", "sieht", "sah"}, "einen": {"nannt", "nenn", "sieht", "sah"}, "ein": {"nannt", "nenn", "sieht", "sah"},
	"as": {"describ", "hail", "denounc", "dismiss", "brand", "condemn", "regard", "characteri", "label", "prais", "see", "saw", "blast", "slam", "portray"},
	"a":  {"call", "term", "label", "dubb", "brand"}, "an": {"call", "term", "label", "dubb", "brand"}, "the": {"call", "term"},
	"of": {"spoke", "speak", "warn", "talk", "accus"},
}

// labelled is the verb that, with a preposition or article, puts the words of the
// quotation to something: "als „falsch“ zurückgewiesen", "sprach von einer
// „Gefahr“"; -1 if there is none.
func (r *Reader) labelled(q quotation, f frame) int {
	for i, n := q.first-2, 0; i >= f.from && n < 3; i, n = i-1, n+1 {
		w := r.words[i]
		for _, stem := range labels[w] {
			for j := f.from; j < f.to; j++ {
				if (j < f.open || j >= f.close) && !r.hidden[j] && strings.HasPrefix(r.words[j], stem) && r.at[j] < 0 {
					return j
				}
			}
		}
		if !r.determiners[w] && !(!r.capital(i) && r.adjective(w)) {
			break
		}
	}
	return -1
}

// beforeParticle reports whether the quotation is the object of a separable verb
// whose particle stands right behind it: "warf ihm „Wortbruch“ vor".
func (r *Reader) beforeParticle(q quotation, c cue) bool {
	if c.kind != says || c.right || !q.closed || q.last+1 >= len(r.words) {
		return false
	}
	p := r.entries[q.last+1].particle
	return p != 0 && r.entries[c.token].particles>>(p-1)&1 != 0
}

// isName reports whether a name fills the quotation, its article apart: schrieb
// „Die Zeit“.
func (r *Reader) isName(q quotation) bool {
	first := q.first
	if r.at[first] < 0 && r.entries[first].traits&nominative != 0 && first+1 < q.last {
		first++
	}
	m := r.at[first]
	return m >= 0 && r.mentions[m].Form == "name" && r.spans[m].first <= first && r.spans[m].last >= q.last
}

// titleNoun reports whether token i, before a mark, is a noun that names what is
// in the marks.
func (r *Reader) titleNoun(i int) bool {
	if r.entries[i].traits&title != 0 {
		return true
	}
	return r.doc.Lang == "de" && r.capital(i) && r.closes(i, title)
}

// closes reports whether a German noun, declined or not, is of the class or a
// compound that ends in one of it.
func (r *Reader) closes(i int, class traits) bool {
	w := r.words[i]
	for _, ending := range [...]string{"", "s", "es", "n", "en", "e", "ns"} {
		noun, ok := strings.CutSuffix(w, ending)
		if !ok {
			continue
		}
		if r.lex.words[noun].traits&class != 0 {
			return true
		}
		for k := 3; k <= len(noun)-4; k++ {
			if r.lex.words[noun[k:]].traits&class != 0 {
				return true
			}
		}
	}
	return false
}
