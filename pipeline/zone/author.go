package zone

import (
	"slices"
	"strings"
	"unicode"
)

// nobody are names of authors that name no one: what systems fill in.
var nobody = wordSet(`
admin administrator webmaster webredaktion redaktion redaktor redakteur red onlineredaktion newsdesk
unknown unbekannt undefined null none anonymous anonym gast guest user author autor autorin posted
editor editors editorial staff team superuser root info`)

// authorMarks stand before an author's name.
var authorMarks = []string{"von ", "by ", "text: ", "text von ", "autor: ", "autorin: ", "author: ", "posted by ", "written by ", "mit material von "}

// people cleans what a page gives for its authors: one name each, without
// marks before it, and without those that are no name: the site's own,
// addresses, and what systems fill in.
func people(stated []string, site string) (names []string) {
	seen := make(map[string]bool)
	for _, s := range stated {
		if strings.Contains(s, "://") {
			continue
		}
		for _, name := range parts(oneLine(s)) {
			for _, mark := range authorMarks {
				if len(name) > len(mark) && strings.EqualFold(name[:len(mark)], mark) {
					name = name[len(mark):]
				}
			}
			name = strings.Trim(name, " .,:-–|")
			key := letters(name)
			if len(key) < 2 || seen[key] || nobody[key] || strings.ContainsAny(name, "@/\\<>{}0123456789") || isHost(name) || sameName(key, letters(site)) {
				continue
			}
			seen[key] = true
			names = append(names, name)
		}
	}
	return names
}

// parts splits a list of names. A comma may stand before a first name or a
// title, too: it splits only what has two words on both sides.
func parts(s string) (names []string) {
	for _, mark := range []string{" und ", " and ", " & ", " mit "} {
		s = strings.ReplaceAll(s, mark, ";")
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '|' || r == '/' || r == '\u00b7' }) {
		list := strings.Split(part, ",")
		if slices.ContainsFunc(list, func(name string) bool { return len(strings.Fields(name)) < 2 }) {
			list = []string{part}
		}
		names = append(names, list...)
	}
	return names
}

// isHost reports whether the name is a web site's: example.com.
func isHost(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	return dot > 0 && dot < len(name)-1 && !strings.ContainsRune(name, ' ')
}

// sameName reports whether a name is the site's, perhaps with more to it.
func sameName(name, site string) bool {
	return name == site || len(site) >= 5 && strings.HasPrefix(name, site) || len(name) >= 5 && strings.HasPrefix(site, name)
}

// letters are the small letters of a name alone.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}
