package gazetteer

import (
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
		case "cities.tsv":
			err = b.nameCities(tables, len(b.places))
		}
		if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%s %q: error %v, want %s", tt.name, tt.rows, err, tt.want)
		}
	}
}
