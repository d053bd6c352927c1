package geonames

import (
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"enricher/gazetteer"
)

// dump reads testdata, invented in the form of the real files.
func dump(t *testing.T, o Options) *Dump {
	t.Helper()
	d := New(o)
	for _, f := range []struct {
		name string
		read func(io.Reader, Bad) error
	}{{"CH.txt", d.Places}, {"countryInfo.txt", d.Countries}, {"admin1CodesASCII.txt", d.Subdivisions}, {"alternateNamesV2.txt", d.Names}} {
		file, err := os.Open("testdata/" + f.name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := f.read(file, func(f *gazetteer.Fault) error { return f }); err != nil {
			t.Fatal(f.name, err)
		}
	}
	return d
}

func TestDump(t *testing.T) {
	want := []gazetteer.Listing{
		{ID: "geonames:2658434", Name: "Switzerland", NameDE: "Schweiz", AliasesDE: []string{"Eidgenossenschaft", "Schweizerische Eidgenossenschaft"},
			Country: "CH", Feature: "PCLI", Population: 8516543, Stands: gazetteer.Phrases, Line: 3},
		{ID: "geonames:2657895", Name: "Kanton Zürich", Aliases: []string{"Zurich"}, Located: true, Lat: 47.41667, Lon: 8.66667,
			Country: "CH", Admin1: "ZH", Feature: "ADM1", Population: 1289559, Stands: gazetteer.Phrases, Line: 4},
		{ID: "geonames:2661551", Name: "Bern", Country: "CH", Admin1: "BE", Feature: "ADM1", Stands: gazetteer.Tagged, Line: 2},
		{ID: "geonames:2657896", Name: "Zürich", NameDE: "Zürich", NameEN: "Zurich", AliasesDE: []string{"Zürich Stadt"}, Located: true, Lat: 47.36667, Lon: 8.55,
			Country: "CH", Admin1: "ZH", Feature: "PPLA", Population: 341730, Link: "https://www.wikidata.org/wiki/Q72", Stands: gazetteer.Phrases, Line: 1},
		{ID: "geonames:2657970", Name: "Zürichsee", Located: true, Lat: 47.25, Lon: 8.67, Country: "CH", Feature: "LK", Stands: gazetteer.Tagged, Line: 5},
		{ID: "geonames:2661552", Name: "Bern", Located: true, Lat: 46.94809, Lon: 7.44744, Country: "CH", Admin1: "BE", Feature: "PPLC", Population: 121631,
			Stands: gazetteer.Phrases, Line: 3},
	}
	got := dump(t, Options{MinPopulation: 1000, Features: []string{"LK"}}).Listings()
	if len(got) != len(want) {
		t.Fatalf("%d places, want %d: %+v", len(got), len(want), got)
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("\ngot  %+v\nwant %+v", got[i], want[i])
		}
	}
	if all := dump(t, Options{}).Listings(); len(all) != 6 || all[4].Name != "Hinterwil" {
		t.Errorf("without a smallest population: %+v", all)
	}
}

func TestFaults(t *testing.T) {
	const zurich = "2657896\tZürich\tZurich\t\t47.4\t8.5\tP\tPPLA\tCH\t\tZH\t\t\t\t341730\t\t429\tEurope/Zurich\t2024-01-01"
	for _, c := range []struct{ file, text, want string }{
		{"places", strings.Replace(zurich, "\t", ",", 1), "line 1: 18 columns instead of 19"},
		{"places", strings.Replace(zurich, "2657896", "x", 1), `line 1: column 1: geonameid: "x" is no whole number up to 4294967295`},
		{"places", strings.Replace(zurich, "2657896", "", 1), "line 1: column 1: geonameid: is missing"},
		{"places", strings.Replace(zurich, "47.4", "47,4", 1), `line 1: column 25: latitude: "47,4" is no number of degrees`},
		{"places", strings.Replace(zurich, "8.5", "", 1), `line 1: column 30: longitude: "" is no number of degrees`},
		{"places", strings.Replace(zurich, "47.4", "147.4", 1), "line 1: lat: 147.4 is not between -90 and 90"},
		{"places", "#\n" + strings.Replace(zurich, "Zürich", "Z\xfcrich", 1), "line 2: column 10: not in UTF-8"},
		{"places", strings.Repeat("x", maxRow+1), "end: line 1: the line has more than 1048576 bytes"},
		{"countries", "CH\tCHE", "line 1: 2 columns instead of 17"},
		{"subdivisions", "ZH\tZürich\tZurich\t7", `line 1: column 1: code: "ZH" is none such as CH.ZH`},
		{"subdivisions", "Schweiz.ZH\tZürich\tZurich\t7", `line 1: country: "Schweiz" is no code of ISO 3166-1 such as CH`},
		{"names", "1\t2657896\twkdt\t72", `line 1: column 16: alternate name: "72" is no item of Wikidata such as Q90`},
		{"names", "1\t2657896\tde\t…", `line 1: name_de: "…" has neither letter nor digit`},
	} {
		d := New(Options{})
		never := func(f *gazetteer.Fault) error { return f }
		if err := d.Places(strings.NewReader(zurich), never); err != nil {
			t.Fatal(err)
		}
		before := d.Listings()[0]
		var faults []string
		note := func(f *gazetteer.Fault) error { faults = append(faults, f.Error()); return nil }
		if c.file == "places" {
			d = New(Options{})
		}
		read := map[string]func(io.Reader, Bad) error{"places": d.Places, "countries": d.Countries, "subdivisions": d.Subdivisions, "names": d.Names}[c.file]
		if err := read(strings.NewReader(c.text), note); err != nil {
			faults = append(faults, "end: "+err.Error())
		}
		if len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%s %q:\ngot  %q\nwant %q", c.file, c.text, faults, c.want)
		}
		switch left := d.Listings(); {
		case c.file == "places" && len(left) > 0:
			t.Errorf("%q: taken as %+v", c.text, left)
		case c.file != "places" && (len(left) != 1 || !reflect.DeepEqual(left[0], before)):
			t.Errorf("%q: left %+v", c.text, left)
		}
		enough := errors.New("enough")
		if err := read(strings.NewReader("x\n"+c.text), func(*gazetteer.Fault) error { return enough }); err != enough {
			t.Errorf("error %v", err)
		}
	}
}

// Whatever is taken can be compiled.
func FuzzDump(f *testing.F) {
	for _, name := range []string{"CH.txt", "countryInfo.txt", "admin1CodesASCII.txt", "alternateNamesV2.txt"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text), uint8(0))
	}
	f.Fuzz(func(t *testing.T, text string, first uint8) {
		d := New(Options{Features: []string{"LK", "X"}})
		skip := func(*gazetteer.Fault) error { return nil }
		reads := []func(io.Reader, Bad) error{d.Places, d.Countries, d.Subdivisions, d.Names}
		for i := range reads {
			reads[(int(first)+i)%len(reads)](strings.NewReader(text), skip)
		}
		c := gazetteer.NewCompiler()
		for _, l := range d.Listings() {
			if err := c.Add(l); err != nil {
				t.Error(err)
			}
		}
	})
}
