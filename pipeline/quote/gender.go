package quote

import (
	"slices"
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

// Limits of a pronoun's reach.
const (
	pronounSentences = 4
	roleSentences    = 2
)

// pronounAt resolves the pronoun at token i: to a person of its sentence before
// it, else sentence by sentence back to whom spoke there, or else to the first
// person of fitting gender. Where none is named, a title near by will do. "Sie"
// with a plural verb, and "they", refer to the last speaker alone.
func (r *Reader) pronounAt(i int, pronoun string) source {
	k := r.doc.SentenceAt(i)
	if k < 0 {
		return nobody
	}
	if pronoun == "they" || pronoun == "sie" && r.pluralVerb(i) {
		if r.last.speaker < 0 && r.last.role.End > 0 && k-r.spoke <= roleSentences {
			last := r.last
			last.rank = human
			return last
		}
		return source{speaker: -1, rank: human, unsaid: true}
	}
	latter := strings.HasPrefix(pronoun, "letzter")
	for back := 0; back < pronounSentences && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		if back > 0 && r.spoke == k-back && !r.last.none() && !latter && (r.last.speaker < 0 && r.roleFits(pronoun) || r.last.speaker >= 0 && r.mentions[r.last.speaker].Label == "PER" && r.fits(pronoun, r.last.speaker)) {
			last := r.last
			last.rank = human
			return last
		}
		found := nobody
		weak := nobody // an owner, or one behind a preposition
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			m := r.at[j]
			if m < 0 || r.spans[m].first != j || r.hidden[j] || !r.person(j) || !r.fits(pronoun, m) {
				continue
			}
			if r.genitiveName(j) || r.prepositional(j, s.First) {
				if weak.none() {
					weak.speaker, weak.rank = m, human
				}
				continue
			}
			found.speaker, found.rank = m, human
			if !latter {
				break
			}
		}
		if found.none() {
			found = weak
		}
		if !found.none() {
			return found
		}
		if back > 0 && back <= roleSentences {
			if role := r.unnamedIn(s, pronoun); !role.none() {
				return role
			}
		}
	}
	return nobody
}

// organisationAt resolves "it" at token i: to who spoke last, if that is none of a
// person, or to the organisation that one of the two sentences before names first.
func (r *Reader) organisationAt(i int) source {
	k := r.doc.SentenceAt(i)
	for back := 0; back <= roleSentences && k-back >= 0; back++ {
		s := r.doc.Sentences[k-back]
		if m := r.last.speaker; back > 0 && r.spoke == k-back && m >= 0 && r.mentions[m].Label == "ORG" {
			return source{speaker: m, rank: speaks}
		}
		for j := s.First; j < min(s.Last, i, s.First+reach); j++ {
			if m := r.at[j]; m >= 0 && r.mentions[m].Label == "ORG" && r.mentions[m].Form == "name" && !r.hidden[j] && !r.prepositional(j, s.First) {
				return source{speaker: m, rank: speaks}
			}
		}
	}
	return unsaid
}

// prepositional reports whether the name that begins at token i stands behind a
// preposition, titles and articles apart.
func (r *Reader) prepositional(i, from int) bool {
	i--
	for i >= from && (r.entries[i].traits&(nominative|oblique) != 0 || r.held[i] >= 0 || r.address[strings.TrimSuffix(r.words[i], ".")]) {
		i--
	}
	return i >= from && r.entries[i].traits&preposition != 0 && r.held[i] < 0
}

// unnamedIn is the first title of nobody named in the sentence, as a subject.
func (r *Reader) unnamedIn(s token.Sentence, pronoun string) source {
	for i := s.First; i < min(s.Last, s.First+reach); i++ {
		if r.hidden[i] || r.held[i] >= 0 || r.heads(i) != known || r.at[i] >= 0 && r.mentions[r.at[i]].Form == "name" {
			continue
		}
		g := r.titleGender(i)
		first := r.leftEdge(i, s.First)
		if !r.roleFitsGender(pronoun, g) || first == s.First || r.entries[first-1].traits&nominative == 0 || strings.HasPrefix(r.words[first-1], "die") && g <= 0 {
			continue
		}
		return source{speaker: -1, role: r.doc.Span(first, i+1), rank: human}
	}
	return nobody
}

// roleFits reports whether a pronoun may refer to the unnamed last speaker.
func (r *Reader) roleFits(pronoun string) bool {
	for i := r.doc.At(r.last.role.Start); i < len(r.words) && r.doc.Tokens[i].Start < r.last.role.End; i++ {
		if r.heads(i) == known {
			return r.roleFitsGender(pronoun, r.titleGender(i))
		}
	}
	return false
}

func (r *Reader) roleFitsGender(pronoun string, g gender) bool {
	switch pronoun {
	case "er":
		return g < 0
	case "sie":
		return g > 0
	case "he":
		return g <= 0
	case "she":
		return g >= 0
	}
	return true
}

// pluralVerb reports whether the verb beside the pronoun at token i stands in
// the plural.
func (r *Reader) pluralVerb(i int) bool {
	for _, j := range [...]int{i - 1, i + 1} {
		if j < 0 || j >= len(r.words) {
			continue
		}
		e := &r.entries[j]
		if e.form&(singular|plural) == plural || e.traits&auxiliary != 0 && strings.HasSuffix(r.words[j], "en") {
			return true
		}
	}
	return false
}

// Forms of address, titles and kin that show gender, German and English.
var (
	women = set(`frau lady madam mrs ms miss mutter tochter schwester gattin witwe tante nichte königin äbtissin nonne ehefrau
		mother daughter sister wife widow aunt niece queen princess duchess empress actress grandmother granddaughter girlfriend heroine baroness countess nun`)
	men = set(`herr herrn mr sir vater sohn bruder gatte witwer onkel neffe könig abt mönch ehemann papst bischof kardinal
		father son brother husband widower uncle nephew king prince duke emperor actor grandfather grandson boyfriend baron earl monk pope cardinal`)
)
