package gazetteer

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Populations from which a name stands without the tagger, if ordinary text
// does not use it for something else.
const (
	strongCity   = 100_000
	strongAlpine = 20_000 // cities of German-speaking countries, in German text
	strongUnit   = 500_000
	peopleAlpine = 3_000 // from which words in -er are formed in German-speaking countries
)

const germanSpeaking = " DE AT CH LI LU "

// nameSubdivisions adds the names of units, and what our table knows of them.
// Their abbreviations never stand by themselves.
func (b *builder) nameSubdivisions(tables fs.FS, geonames translations) error {
	listed := map[int]bool{}
	err := eachRow(tables, "subdivisions.tsv", func(row []string) (err error) {
		i, ok := b.subdivisions[row[0]]
		if !ok {
			return fmt.Errorf("no unit %s", row[0])
		}
		if listed[i] {
			return fmt.Errorf("a second %s", row[0])
		}
		listed[i] = true
		if row[1] != "" { // otherwise it lies where its cities do
			p := &b.places[i]
			if p.lat, p.lon, err = point(row[1], row[2]); err != nil {
				return err
			}
			p.located = true
		}
		de, en := list(row[3]), list(row[4])
		for _, name := range de {
			b.names([]string{name}, i, standing(name, german))
		}
		for _, name := range en {
			flags := standing(name, english)
			if flags != english { // one abbreviation for both: Calif., ZH
				flags |= postingGerman
			}
			b.names([]string{name}, i, flags)
		}
		p := &b.places[i]
		if p.de == "" && len(de) > 0 && standing(de[0], german) == german {
			p.de = other(plain(de[0]), p.name)
		}
		if p.en == "" && len(en) > 0 && standing(en[0], english) == english {
			p.en = other(plain(en[0]), p.name)
		}
		b.words(row[5], row[6], row[7], i)
		return nil
	})
	if err != nil {
		return err
	}
	codes := make([]string, 0, len(b.subdivisions))
	for code := range b.subdivisions {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	for _, code := range codes {
		i := b.subdivisions[code]
		p := b.places[i]
		weak := strong
		if p.kind == Admin1 && (listed[i] || p.population >= strongUnit) {
			weak = 0
		}
		for _, n := range [...]struct {
			name  string
			flags uint32
		}{{p.name, both}, {geonames.de[code], german}, {geonames.en[code], english}} {
			if strings.HasSuffix(n.name, " County") || strings.HasSuffix(n.name, " Parish") {
				b.names([]string{n.name}, i, n.flags) // only places are called so
			} else {
				b.names([]string{n.name}, i, n.flags&^weak)
			}
			if bare, ok := cutClass(n.name); ok {
				b.names([]string{bare}, i, n.flags&^strong)
				continue
			}
			if long, ok := unitClasses[b.country(i)]; ok && n.name != "" && p.kind == Admin1 {
				b.names([]string{strings.Replace(long[0], "*", n.name, 1)}, i, n.flags&german)
				b.names([]string{strings.Replace(long[1], "*", n.name, 1)}, i, n.flags&english)
			}
		}
	}
	return nil
}

// unitClasses are a country's words for its first-level units, in German and in
// English; only places are called so.
var unitClasses = map[string][2]string{
	"AF": {"Provinz *", "* Province"}, "AR": {"Provinz *", "* Province"}, "BR": {"Bundesstaat *", "* State"},
	"CA": {"Provinz *", "Province of *"}, "CD": {"Provinz *", "* Province"}, "CN": {"Provinz *", "* Province"},
	"CU": {"Provinz *", "* Province"}, "ID": {"Provinz *", "* Province"}, "IE": {"County *", "County *"},
	"IN": {"Bundesstaat *", "* State"}, "IQ": {"Provinz *", "* Province"}, "IR": {"Provinz *", "* Province"},
	"JP": {"Präfektur *", "* Prefecture"}, "KE": {"", "* County"}, "KH": {"Provinz *", "* Province"},
	"LA": {"Provinz *", "* Province"}, "MM": {"", "* State"}, "MX": {"Bundesstaat *", "* State"},
	"MZ": {"Provinz *", "* Province"}, "NG": {"Bundesstaat *", "* State"}, "NL": {"Provinz *", "* Province"},
	"PK": {"Provinz *", "* Province"}, "SO": {"Region *", "* Region"}, "SS": {"Bundesstaat *", "* State"},
	"SY": {"Provinz *", "* Province"}, "TH": {"Provinz *", "* Province"}, "TR": {"Provinz *", "* Province"},
	"US": {"US-Bundesstaat *", "State of *"}, "VE": {"Bundesstaat *", "* State"}, "VN": {"Provinz *", "* Province"},
	"YE": {"Provinz *", "* Province"}, "ZA": {"Provinz *", "* Province"}, "ZM": {"Provinz *", "* Province"},
}

// standing are the flags of a unit's name: none of the strong ones if it is an
// abbreviation.
func standing(name string, flags uint32) uint32 {
	if strings.Contains(name, ".") || (acronym(name) && len(name) < 3) {
		return flags &^ strong
	}
	return flags
}

// nameCities adds the names of cities and of their inhabitants.
func (b *builder) nameCities(tables fs.FS, first int) error {
	largest := b.largest(first)
	listed := map[int][]string{}
	err := eachRow(tables, "cities.tsv", func(row []string) error {
		i, ok := largest[row[0]+" "+row[1]]
		if !ok {
			return fmt.Errorf("no city %s in %s", row[1], row[0])
		}
		if listed[i] != nil {
			return fmt.Errorf("a second %s", row[1])
		}
		listed[i] = row
		return nil
	})
	if err != nil {
		return err
	}
	for i := first; i < len(b.places); i++ {
		p := &b.places[i]
		country := b.country(i)
		alpine := strings.Contains(germanSpeaking, " "+country+" ")
		flags := both
		if listed[i] != nil {
			// The table has the cities that newspapers name.
		} else if p.population < strongCity && p.feature != "PPLC" || p.feature == "PPLX" {
			flags &^= postingStrongEN
			if !alpine || p.population < strongAlpine {
				flags &^= postingStrongDE
			}
		}
		inGerman := []string{p.name, p.de}
		inEnglish := []string{p.name, p.en}
		people := []string{}
		if alpine && p.population >= peopleAlpine || flags&postingStrongDE != 0 {
			for _, name := range inGerman {
				people = append(people, cityPeopleDE(name)...)
			}
		}
		if row := listed[i]; row != nil {
			inGerman = append(inGerman, list(row[2])...)
			inEnglish = append(inEnglish, list(row[3])...)
			if row[4] != "" {
				people = list(row[4])
			}
			for _, w := range list(row[5]) {
				for _, form := range wordsEN(w + "+") {
					b.form(form, i, flags&english|postingDerived)
				}
			}
			if de := list(row[2]); len(de) > 0 {
				p.de = other(de[0], p.name)
			}
			if en := list(row[3]); len(en) > 0 {
				p.en = other(en[0], p.name)
			}
		}
		for _, name := range inGerman {
			b.names(cityNames(name, country, p.feature), i, flags&german)
		}
		for _, name := range inEnglish {
			b.names(cityNames(name, country, p.feature), i, flags&english)
		}
		if listed[i] == nil && p.population < strongCity {
			flags &^= strong // too many are surnames: Hofer, Langer
		}
		for _, name := range people {
			b.form(name, i, flags&german|postingDerived)
		}
	}
	return nil
}

// largest finds the most populous city of a country by any of its names.
func (b *builder) largest(first int) map[string]int {
	index := map[string]int{}
	for i := first; i < len(b.places); i++ {
		p := b.places[i]
		country := b.country(i)
		for _, name := range [...]string{p.name, p.de, p.en} {
			key := country + " " + name
			if j, ok := index[key]; !ok || b.places[j].population < p.population {
				index[key] = i
			}
		}
	}
	return index
}

func (b *builder) country(i int) string {
	for ; i >= 0; i = b.places[i].parent {
		if b.places[i].kind == Country {
			return b.places[i].code
		}
	}
	return ""
}

// Words that lead to what a German or English city lies at.
var situated = [...]string{" am ", " an der ", " an ", " im ", " in ", " bei ", " ob der ", " vor der ", " upon ", " (", " a. ", " i. "}

// initials abbreviate the words that lead to what a city lies at: a. d. of an
// der.
func initials(words string) string {
	var all []string
	for _, w := range strings.Fields(words) {
		if !isLower(w) || len(w) < 2 || strings.HasSuffix(w, ".") {
			return ""
		}
		all = append(all, w[:1]+".")
	}
	return strings.Join(all, " ")
}

// cityNames are a city's name as it stands, without what it lies at, and with
// that after a slash, in brackets or abbreviated: Frankfurt am Main, Frankfurt,
// Frankfurt/Main, Frankfurt (Main), Frankfurt a. M.
func cityNames(name, country, feature string) []string {
	names := []string{name}
	if feature == "PPLX" || !strings.Contains(germanSpeaking+"GB ", " "+country+" ") {
		return names
	}
	for _, s := range situated {
		short, at, ok := strings.Cut(name, s)
		if !ok {
			continue
		}
		at = strings.TrimSuffix(at, ")")
		names = append(names, short)
		if country != "GB" {
			names = append(names, short+"/"+at, short+" ("+at+")")
			if abbreviation := initials(strings.TrimSpace(s)); abbreviation != "" {
				first, _ := utf8.DecodeRuneInString(at)
				names = append(names, short+" "+abbreviation+" "+string(first)+".", short+" "+abbreviation+string(first)+".")
			}
		}
		break
	}
	if twin, other, ok := strings.Cut(name, "/"); ok && !slices.Contains(names, twin) {
		names = append(names, twin, other)
	}
	return names
}
