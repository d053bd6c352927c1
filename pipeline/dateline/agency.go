package dateline

import (
	_ "embed"
	"strings"
)

//go:embed agencies.txt
var agencyList string

// agencies are every form that agencies are written in, lower-cased, → the name
// they call themselves. ambiguous are the forms that spell another word.
var agencies, ambiguous = readAgencies(agencyList)

// readAgencies reads the list in the form that its head describes. Of two
// entries for the same form the first stands.
func readAgencies(list string) (agencies map[string]string, ambiguous map[string]bool) {
	agencies, ambiguous = make(map[string]string), make(map[string]bool)
	for entry := range strings.Lines(list) {
		entry = strings.TrimSpace(entry)
		if entry == "" || strings.HasPrefix(entry, "//") {
			continue
		}
		canonical := ""
		for form := range strings.SplitSeq(entry, "|") {
			form, word := strings.CutPrefix(strings.TrimSpace(form), "!")
			if canonical == "" {
				canonical = form
			}
			key := strings.ToLower(form)
			if _, ok := agencies[key]; !ok {
				agencies[key] = canonical
			}
			if word {
				ambiguous[key] = true
			}
		}
	}
	return agencies, ambiguous
}

// IsAgency tells whether a name is a news agency's, and the agency's own name
// for itself: "DPA" → "dpa". Names that are also ordinary words are
// recognised only in capitals ("PA", "NAN", not "Pa" or "nan").
func IsAgency(name string) (canonical string, ok bool) {
	key := strings.ToLower(name)
	canonical, ok = agencies[key]
	if ok && ambiguous[key] && name != strings.ToUpper(name) {
		return "", false
	}
	return canonical, ok
}

// bracketed is IsAgency for a name that stands in a dateline's or credit's
// brackets, where no ordinary word is expected: "(si)".
func bracketed(name string) (canonical string, ok bool) {
	canonical, ok = agencies[strings.ToLower(name)]
	return canonical, ok
}
