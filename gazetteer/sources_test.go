package gazetteer

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBrokenTables: an error in a table tells the file, the line and the reason.
func TestBrokenTables(t *testing.T) {
	const head = "# comment\n\n"
	for _, tt := range []struct{ name, rows, want string }{
		{"places.tsv", "SEA\t56\t3\t\tNordsee\tNorth Sea\t\t\t\nSEA\t58\t20\t\tOstsee\n", "places.tsv:4: 5 columns instead of 9"},
		{"places.tsv", "SEA\t156\t3\t\tNordsee\tNorth Sea\t\t\t\n", "places.tsv:3: coordinates 156 3 out of range"},
		{"places.tsv", "SEA\tx\t3\t\tNordsee\tNorth Sea\t\t\t\n", `places.tsv:3: strconv.ParseFloat: parsing "x": invalid syntax`},
		{"places.tsv", "LK\t46\t7\tXX\tSee\tLake\t\t\t\n", "places.tsv:3: no country XX"},
		{"places.tsv", "LK\t46\t7\tCH\t\t\t\t\t\n", "places.tsv:3: no name"},
		{"subdivisions.tsv", "US.XX\t1\t2\t\t\t\t\t\n", "subdivisions.tsv:3: no unit US.XX"},
		{"subdivisions.tsv", "US.TX\t1\t2\t\t\t\t\t\nUS.TX\t1\t2\t\t\t\t\t\n", "subdivisions.tsv:4: a second US.TX"},
		{"places.tsv", "ISL\t54\t8\tCH\tFöhr|Amrum\tFöhr\t\t\t\n", "places.tsv:3: column 6: 1 places instead of 2"},
		{"organisations.tsv", "ch-spy\tSPY\tCH\tDienst\t\t\t\t\t\n", "organisations.tsv:3: no class SPY"},
		{"organisations.tsv", "CH SP\tPARTY\tCH\tSP\t\t\t\t\t\n", `organisations.tsv:3: id "CH SP": not small letters`},
		{"organisations.tsv", "ch-sp\tPARTY\tCH\tSP\t\t\t\t\t\nch-sp\tPARTY\tCH\tSP\t\t\t\t\t\n", "organisations.tsv:4: a second ch-sp"},
		{"organisations.tsv", "ch-sp\tPARTY\tXX\tSP\t\t\t\t\t\n", "organisations.tsv:3: no country XX"},
		{"organisations.tsv", "ch-sp\tPARTY\tCH\t\t\t\t\t\t\n", "organisations.tsv:3: no name"},
		{"cities.tsv", "CH\tAtlantis\t\t\t\t\n", "cities.tsv:3: no city Atlantis in CH"},
	} {
		b := builder{countries: map[string]int{}, subdivisions: map[string]int{}, forms: map[string][]posting{}}
		b.countries["CH"] = b.addPlace(place{name: "Switzerland", code: "CH", kind: Country, parent: -1})
		b.countries["US"] = b.addPlace(place{name: "United States", code: "US", kind: Country, parent: -1})
		b.subdivisions["US.TX"] = b.addPlace(place{name: "Texas", code: "TX", kind: Admin1, parent: 1})
		tables := fstest.MapFS{tt.name: {Data: []byte(head + tt.rows)}}
		var err error
		switch tt.name {
		case "places.tsv":
			err = b.readPlaces(tables)
		case "subdivisions.tsv":
			err = b.nameSubdivisions(tables, translations{})
		case "organisations.tsv":
			err = b.readOrganisations(tables)
		case "cities.tsv":
			err = b.nameCities(tables, len(b.places))
		}
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s %q: error %v, want %s", tt.name, tt.rows, err, tt.want)
		}
	}
}

// TestOrganisationNames: the noun that a German name depends on has its
// genitives, adjectives in front of it all cases.
func TestOrganisationNames(t *testing.T) {
	for name, want := range map[string]string{
		"Bundesamt für Statistik": "Bundesamt für Statistik; Bundesamts für Statistik; Bundesamtes für Statistik",
		"Bundestag":               "Bundestag; Bundestags; Bundestages",
		"Grüne*":                  "Grüne; Grüner; Grünen; Grünem; Grünes",
		"Bundesbank":              "Bundesbank",
		"Partei der Arbeit":       "Partei der Arbeit",
	} {
		if got := strings.Join(organisationDE(name), "; "); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]string{
		"Freie Demokratische Partei":     "Freien Demokratischen Partei",
		"Christlich Demokratische Union": "Christlich Demokratischen Union",
		"Europäischer Gerichtshof":       "Europäischem Gerichtshof",
		"Wiener Börse":                   "Wiener Börse",
	} {
		if got := declined(name); !slices.Contains(got, want) {
			t.Errorf("%s: %s is not among %q", name, want, got)
		}
	}
	for _, name := range []string{"Die Linke", "Amt für Statistik", "Bundesbank", "Partei der Arbeit", ""} {
		if got := declined(name); got != nil {
			t.Errorf("%s: %q, want no cases", name, got)
		}
	}
}
