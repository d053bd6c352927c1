package gazetteer

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// organisationClasses are the classes of organisations.tsv, which its entries
// have as their feature: source/README.md tells what they are.
var organisationClasses = strings.Fields("IGO GOV PARL COURT CBANK INTEL POLICE MIL AGENCY PARTY UNION NGO SCHOOL ARMED NEWS MEDIA COMPANY CLUB SPORT EXCH")

// anyOne stands for the id in rows of names that many states' organisations
// have: Supreme Court is one, but not which. Each name is an entry.
const anyOne = "-"

// organisationWeight sets an organisation before a building of its name (the
// White House), and before all but the largest cities.
const organisationWeight = 4_000_000

// readOrganisations adds organisations from our table.
func (b *builder) readOrganisations(tables fs.FS) error {
	ids := map[string]bool{}
	return eachRow(tables, "organisations.tsv", func(row []string) error {
		id, class := row[0], row[1]
		key := "enricher:" + id
		switch {
		case id == anyOne:
			key = ""
		case id == "" || id != slug(id):
			return fmt.Errorf("id %q: not small letters, digits and hyphens", id)
		case ids[id]:
			return fmt.Errorf("a second %s", id)
		}
		ids[id] = true
		if !slices.Contains(organisationClasses, class) {
			return fmt.Errorf("no class %s", class)
		}
		parent, err := b.within(row[2])
		if err != nil {
			return err
		}
		if len(row[3])+len(row[4])+len(row[5]) == 0 {
			return errors.New("no name")
		}
		organisation := place{key: key, kind: Organisation, feature: class, parent: parent, weight: organisationWeight}
		if key == "" {
			for _, name := range list(row[3]) {
				b.organisation(organisation, []string{name}, nil, nil)
			}
			for _, name := range list(row[4]) {
				b.organisation(organisation, nil, []string{name}, nil)
			}
			return nil
		}
		i := b.organisation(organisation, list(row[3]), list(row[4]), list(row[5]))
		b.words(row[6], row[7], row[8], i)
		return nil
	})
}

// organisation adds an organisation with its names in German, in English and in
// both. A language's usual name is its own first one, else the other's.
func (b *builder) organisation(o place, de, en, both []string) int {
	o.name = plain(first(slices.Concat(en, both, de)))
	o.de = other(plain(first(slices.Concat(de, both, en))), o.name)
	i := b.addPlace(o)
	for _, name := range slices.Concat(de, both) {
		b.names(organisationDE(name), i, german)
	}
	b.names(slices.Concat(en, both), i, english)
	return i
}

// plain is the first form of a notation.
func plain(notation string) string {
	return strings.Trim(notation, weakMark+"=*+")
}

// organisationDE are the forms of an organisation's German name besides those
// that all names have: Grüne* is inflected as an adjective, and the noun that
// the rest of a name depends on has a genitive of its own (des Bundesamts, des
// Bundesamtes für Migration; des Bundestages).
func organisationDE(name string) []string {
	if strings.HasSuffix(name, "*") {
		return peopleDE(name)
	}
	words := strings.Fields(name)
	head := 0
	for head+1 < len(words) && isUpper(words[head+1]) {
		head++
	}
	forms := []string{name}
	if !slices.ContainsFunc(strongNouns, func(noun string) bool { return strings.HasSuffix(strings.ToLower(words[head]), noun) }) {
		return forms
	}
	for _, ending := range [...]string{"s", "es"} {
		inflected := slices.Clone(words)
		inflected[head] += ending
		forms = append(forms, strings.Join(inflected, " "))
	}
	return forms
}

// strongNouns end the names of organisations that have a genitive in -s or -es.
var strongNouns = strings.Fields(`amt rat gericht hof bund verband dienst institut büro zentrum programm werk kommissariat
	tribunal komitee ministerium departement sekretariat inspektorat parlament kongress ausschuss verein club klub
	forum kommando gremium tag kreuz halbmond pakt staat heim fonds korps verbund haus kabinett laboratorium mechanismus`)
