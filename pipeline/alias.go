package pipeline

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/gazetteer"
	"enricher/pipeline/zone"
)

// aliases are the names of a document's organisations and other things that
// shorter names may stand for.
type aliases struct {
	parts    map[key][]int // part of a name → entities
	long     []int         // entities of several words
	acronyms []int         // entities that only have an acronym
}

const (
	// longest is how many words a name may have for its parts to be looked at.
	longest = 8
	// looked is how many names are compared with an acronym, from the last.
	looked = 50
)

// alias finds the entity that a name stands for by another name than its own, or
// -1:
//
//   - an acronym and what it abbreviates, in any order;
//   - one or more words of a longer name behind it (Hyundai Motor … Hyundai,
//     House of Lords … Lords), if no other name has them too;
//   - such words before the longer name if that is a company's, if they are a
//     club's town (Leeds … Leeds United) or stand in a headline alone.
//
// A thing that the gazetteer knows by the short name is no part of another (the
// Greens are not the Young Greens), nor is one that the tagger has found as a
// name of its own inside a longer one (the United Nations Security Council).
func (j *joiner) alias(n *naming) int {
	if n.Label != "ORG" && n.Label != "MISC" {
		return -1
	}
	if at := j.abbreviation(n.Label, n.name); at >= 0 {
		return at
	}
	if j.inside[key{n.Label, n.name}] {
		return -1
	}
	if list := j.aliases.parts[key{n.Label, n.name}]; len(list) == 1 {
		long := j.entities[list[0]].name
		if n.entry < 0 && !j.isCountryBehindOf(long, n.name) || j.isSame(n.name, long) {
			return list[0]
		}
	}
	at := -1
	for part := range parts(n.name) {
		k, known := j.byName[key{n.Label, part}]
		if j.isSame(part, n.name) {
			for _, entry := range j.places.LookupExact(part, j.d.Lang.Code, gazetteer.TypeOrganisation) {
				if at, found := j.byEntry[entry]; found { // by its acronym
					k, known = at, true
				}
			}
		} else if known {
			e := &j.entities[k]
			known = e.name == part && (e.entry < 0 || e.entry == n.entry) && j.precedes(e, n.name, part)
		}
		if !known {
			continue
		}
		if at >= 0 && at != k {
			return -1
		}
		at = k
	}
	return at
}

// isSame reports whether a name means what a longer one does that begins with
// it, whatever the gazetteer has it for: a company's that goes on with a word for
// any company (Ryanair Holdings plc), a German institution's with its place
// (Landeskriminalamt Sachsen).
func (j *joiner) isSame(short, long string) bool {
	rest, ok := strings.CutPrefix(long, short+" ")
	if !ok {
		return false
	}
	words := withoutForm(strings.Fields(rest))
	if len(words) == 1 && (companies[words[0]] || slices.Contains(legalForms, words[0])) {
		return true
	}
	return j.d.Lang.Code == "de" && !strings.ContainsRune(short, ' ') && isInstitution(short) && len(j.places.LookupPlaces(rest, "de")) > 0
}

// companies are words for any company.
var companies = wordSet("Holding Holdings Group Gruppe Groupe Company Corporation International Konzern")

// precedes reports whether the words part, an entity's name so far, may be
// short for the longer name that comes behind them.
func (j *joiner) precedes(e *entity, name, part string) bool {
	words := strings.Fields(name)
	if strings.HasPrefix(name, part) && slices.Contains(legalForms, words[len(words)-1]) {
		return true
	}
	if strings.HasPrefix(name, part) && e.label == "ORG" && len(j.places.LookupPlaces(part, j.d.Lang.Code)) > 0 {
		return true
	}
	for _, i := range e.mentions {
		if z := j.d.zoneAt(j.d.Mentions[i].Start); z != zone.Headline && z != zone.Kicker {
			return false
		}
	}
	return true
}

// isCountryBehindOf reports whether a part of a name is the country, or part of
// one, that the rest is an institution of: England is not the Bank of England.
func (j *joiner) isCountryBehindOf(name, part string) bool {
	before, ok := strings.CutSuffix(name, " "+part)
	if !ok || !startsSmall(before[strings.LastIndexByte(before, ' ')+1:]) {
		return false
	}
	return slices.ContainsFunc(j.places.LookupPlaces(part, j.d.Lang.Code), func(e int32) bool {
		kind := j.places.Entry(e).Kind
		return kind == gazetteer.Country || kind == gazetteer.Admin1
	})
}

// abbreviation finds the entity that an acronym abbreviates, or whose acronym
// came before its full name, or -1.
func (j *joiner) abbreviation(label, name string) int {
	list, short := j.aliases.long, !strings.ContainsRune(name, ' ')
	if short {
		if name = strings.ReplaceAll(name, ".", ""); !isAcronym(name) {
			return -1
		}
	} else {
		list = j.aliases.acronyms
	}
	for _, k := range slices.Backward(list[max(0, len(list)-looked):]) {
		e := &j.entities[k]
		if e.label == label && (short && abbreviates(name, e.name, j.d.Lang.Code) || !short && abbreviates(strings.ReplaceAll(e.name, ".", ""), name, j.d.Lang.Code)) {
			return k
		}
	}
	return -1
}

// learn makes an entity known by what its name may be shortened to.
func (a *aliases) learn(at int, label, name string) {
	if label != "ORG" && label != "MISC" {
		return
	}
	if !strings.ContainsRune(name, ' ') {
		if isAcronym(strings.ReplaceAll(name, ".", "")) {
			a.acronyms = append(a.acronyms, at)
		}
		return
	}
	a.long = append(a.long, at)
	for part := range parts(name) {
		k := key{label, part}
		if list := a.parts[k]; !slices.Contains(list, at) {
			a.parts[k] = append(list, at)
		}
	}
}

// parts are the runs of a name's words that begin and end in a word with a
// capital or digit, without the whole name. A long name's are not looked at.
func parts(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		words := strings.Fields(name) // one blank apart
		if len(words) > longest {
			return
		}
		start := 0
		for i := range words {
			end := start
			for k := i; k < len(words); k++ {
				end += len(words[k])
				if !startsSmall(words[i]) && !startsSmall(words[k]) && end-start < len(name) && !yield(name[start:end]) {
					return
				}
				end++
			}
			start += len(words[i]) + 1
		}
	}
}

func startsSmall(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// innerLetters is the length, in bytes, from which a German word is taken for a
// compound that gives an acronym a second letter (Norddeutscher Rundfunk: NDR).
const innerLetters = 8

// abbreviates reports whether an acronym is made of a name's initials, one for
// every word with a capital and, as may be, for the small ones; in German also
// of letters within long words, if there are three at least.
func abbreviates(acronym, name, lang string) bool {
	letters := []rune(strings.ToUpper(acronym))
	words := strings.Fields(name)
	words = withoutForm(words)
	inner := lang == "de" && len(letters) > 2
	if n := len(words) - 1; n > 0 && lang == "de" && isInstitution(words[n-1]) && initials(letters, words[:n], inner) {
		return true // without its place: LKA, Landeskriminalamt Sachsen
	}
	return initials(letters, words, inner)
}

func initials(letters []rune, words []string, inner bool) bool {
	if len(words) == 0 {
		return len(letters) == 0
	}
	word := words[0]
	first, size := utf8.DecodeRuneInString(word)
	if len(letters) > 0 && unicode.ToUpper(first) == letters[0] {
		if initials(letters[1:], words[1:], inner) {
			return true
		}
		if inner && len(word) >= innerLetters && len(letters) > 1 {
			if i := strings.IndexRune(word[size+1:], unicode.ToLower(letters[1])); i >= 0 && initials(letters[2:], words[1:], inner) {
				return true
			}
		}
	}
	return unicode.IsLower(first) && initials(letters, words[1:], inner)
}
