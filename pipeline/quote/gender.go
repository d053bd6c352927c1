package quote

import (
	"strings"

	"enricher/ner/token"
)

// A gender is what a text shows of a person's, in order to tell whom "er" and
// "she" refer to. Evidence adds up; first names weigh least.
type gender int

// Weights of evidence: positive is feminine.
const (
	byAddress = 8 // "Frau Muster", "Mr. Doe"
	byTitle   = 4 // "Ministerin", "chairman"
	byName    = 1 // first names in -a
)

// genders gathers the evidence for each surname.
func (r *reader) genders() map[string]gender {
	found := map[string]gender{}
	for m, x := range r.mentions {
		name := r.spans[m]
		if x.Label != "PER" || name.first == name.last {
			continue
		}
		surname := r.doc.Word(name.last - 1)
		if name.first > 0 {
			found[surname] += byAddress * feminine(strings.TrimSuffix(r.words[name.first-1], "."))
		}
		if first := r.words[name.first]; name.last-name.first > 1 && len(first) > 2 && strings.HasSuffix(first, "a") {
			found[surname] += byName
		}
	}
	for _, i := range r.titles {
		name := r.spans[r.held[i]]
		if name.first == name.last {
			continue
		}
		surname := r.doc.Word(name.last - 1)
		w := r.words[i]
		switch {
		case feminine(w) != 0:
			found[surname] += byTitle * feminine(w)
		case r.doc.Lang == "de" && (strings.HasSuffix(w, "in") || strings.HasSuffix(w, "frau")):
			found[surname] += byTitle
		case r.doc.Lang == "de" && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ent") || strings.HasSuffix(w, "mann") || strings.HasSuffix(w, "or")):
			found[surname] -= byTitle
		case r.doc.Lang == "en" && strings.HasSuffix(w, "woman"):
			found[surname] += byTitle
		case r.doc.Lang == "en" && strings.HasSuffix(w, "man") && r.doc.Tokens[i].Kind == token.Word:
			found[surname] -= byTitle
		}
	}
	return found
}

// feminine is 1 for words of women, -1 for words of men, else 0.
func feminine(w string) gender {
	switch {
	case women[w]:
		return 1
	case men[w]:
		return -1
	}
	return 0
}

// fits reports whether a pronoun may refer to the person of mention m.
func (r *reader) fits(pronoun string, m int) bool {
	g := r.gender[r.doc.Word(r.spans[m].last-1)]
	switch pronoun {
	case "er", "he", "dieser", "jener":
		return g <= 0
	case "sie", "she", "diese", "jene":
		return g >= 0
	}
	return true
}

// Forms of address, titles and kin that show gender, German and English.
var (
	women = set(`frau lady madam mrs ms miss mutter tochter schwester gattin witwe tante nichte königin äbtissin nonne ehefrau
		mother daughter sister wife widow aunt niece queen princess duchess empress actress grandmother granddaughter girlfriend heroine baroness countess nun`)
	men = set(`herr herrn mr sir vater sohn bruder gatte witwer onkel neffe könig abt mönch ehemann papst bischof kardinal
		father son brother husband widower uncle nephew king prince duke emperor actor grandfather grandson boyfriend baron earl monk pope cardinal`)
)
