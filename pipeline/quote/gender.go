package quote

import (
	"slices"
	"strings"
)

// A gender is what a text shows of a person's, in order to tell whom "er" and
// "she" refer to. Evidence adds up; first names weigh least.
type gender int

// Weights of evidence: positive is feminine.
const (
	byAddress = 8 // "Frau Muster", "Mr. Doe"
	byTitle   = 4 // "Ministerin", "chairman"
	byName    = 1 // known given names twice, those in -a once
)

// genders gathers the evidence for each surname.
func (r *Reader) genders() map[string]gender {
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
		if name.last-name.first > 1 {
			found[surname] += byName * givenName(r.words[name.first])
		}
	}
	for _, i := range r.titles {
		name := r.spans[r.held[i]]
		if name.first == name.last {
			continue
		}
		surname := r.doc.Word(name.last - 1)
		found[surname] += byTitle * r.titleGender(i)
	}
	return found
}

// givenName is the gender that a given name tells: a known one, of a double name
// the first, or one in -a.
func givenName(w string) gender {
	if g := givenNames()[w]; g != 0 {
		return 2 * g
	}
	if first, _, ok := strings.Cut(w, "-"); ok {
		return givenName(first)
	}
	if len(w) > 2 && strings.HasSuffix(w, "a") {
		return 1
	}
	return 0
}

// titleGender is the gender that the title at token i shows.
func (r *Reader) titleGender(i int) gender {
	w := r.words[i]
	german := r.doc.Lang == "de"
	switch {
	case feminine(w) != 0:
		return feminine(w)
	case german && (strings.HasSuffix(w, "in") || strings.HasSuffix(w, "frau")), !german && strings.HasSuffix(w, "woman"):
		return 1
	case german && hasSuffix(w, "er", "ent", "mann", "or", "ist", "eur", "ant", "ar", "ier", "chef", "rat", "ige", "arzt", "anwalt"), !german && strings.HasSuffix(w, "man"):
		return -1
	}
	return 0
}

func hasSuffix(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
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
func (r *Reader) fits(pronoun string, m int) bool {
	g := r.gender[r.doc.Word(r.spans[m].last-1)]
	switch pronoun {
	case "er", "he", "dieser", "jener", "letzterer", "ersterer":
		return g <= 0
	case "sie", "she", "diese", "jene", "letztere", "erstere":
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
