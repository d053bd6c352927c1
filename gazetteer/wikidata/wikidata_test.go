package wikidata

import (
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"enricher/gazetteer"
)

// sample is of the dump's form; what is in it is invented.
func sample(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/dump.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func read(t *testing.T, r io.Reader, o Options) (all []gazetteer.Listing, faults []string) {
	t.Helper()
	err := Read(r, o, func(l gazetteer.Listing, f *gazetteer.Fault) error {
		if f != nil {
			faults = append(faults, f.Error())
		} else {
			all = append(all, l)
		}
		return nil
	})
	if err != nil {
		faults = append(faults, "end: "+err.Error())
	}
	return all, faults
}

func TestRead(t *testing.T) {
	want := []gazetteer.Listing{
		{ID: "wikidata:Q900001", Type: gazetteer.TypeOrganisation, NameDE: "Ruritanische Volkspartei", NameEN: "Ruritanian People's Party",
			AliasesDE: []string{"RVP"}, AliasesEN: []string{"RPP", "People's Party"}, Country: "RU", Weight: 30_000, Link: page + "Q900001", Line: 2},
		{ID: "geonames:1", NameDE: "Ruritanien", NameEN: "Ruritania", Located: true, Lat: 50.5, Lon: 15.5, Country: "RU", Population: 1e6, Link: page + "Q900002", Line: 3},
		{ID: "wikidata:Q900003", Type: gazetteer.TypePerson, Name: "Rudolf Rassendyll", Aliases: []string{"R. Rassendyll"}, Country: "RU", Weight: 10_000, Link: page + "Q900003", Line: 4},
		{ID: "geonames:3", NameDE: "Streslau", NameEN: "Strelsau", Located: true, Lat: 50, Lon: 15, Country: "RU", Population: 7000, Link: page + "Q900004", Line: 5},
		{ID: "wikidata:Q900005", NameEN: "Zenda", Located: true, Lat: 50.1, Lon: 15.2, Country: "RU", Feature: "CSTL", Link: page + "Q900005", Line: 6},
		{ID: "wikidata:Q900006", NameEN: "Sea of Nothing", Feature: "SEA", Weight: 10_000, Link: page + "Q900006", Line: 7}, // on the moon
		{ID: "wikidata:Q900011", NameEN: "Kingdom of Old Ruritania", Feature: "PCLH", Weight: 10_000, Link: page + "Q900011", Line: 13},
	}
	for i := range want {
		want[i].Stands = gazetteer.Phrases
	}
	got, faults := read(t, strings.NewReader(sample(t)), Options{Classes: Classes()})
	if len(faults) > 0 || len(got) != len(want) {
		t.Fatalf("%d items, want %d; %q", len(got), len(want), faults)
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("\ngot  %+v\nwant %+v", got[i], want[i])
		}
	}
	got, _ = read(t, strings.NewReader(sample(t)), Options{Classes: map[string]Class{"Q11424": {Type: gazetteer.TypeOrganisation}, "Q5": {Type: gazetteer.TypePerson}}, MinSitelinks: 1})
	if len(got) != 2 || got[0].ID != "wikidata:Q900003" || got[1].ID != "wikidata:Q900007" {
		t.Errorf("other classes: %+v", got)
	}
	if got, _ = read(t, strings.NewReader(sample(t)), Options{Classes: Classes(), MinSitelinks: 2}); len(got) != 2 {
		t.Errorf("known by two pages: %+v", got)
	}
}

func TestFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[\n{\"type\":\"item\",\n]", "line 2: column 14: no entity of Wikidata: unexpected end of JSON input"},
		{"{\"type\":\"item\",\"id\":5,\"claims\":{\"P297\":[]}}", "line 1: no entity of Wikidata: json: cannot unmarshal number into Go struct field entity.ID of type string"},
		{"[\n{\"claims\":{\"P31\":[7]}},\n]", "line 2: no entity of Wikidata: json: cannot unmarshal number into Go struct field entity.Claims.P31 of type wikidata.statement"},
		{"<html>", "line 1: column 1: no entity of Wikidata: invalid character '<' looking for beginning of value"},
		{"{\"type\":\"item\",\"id\":\"Z\xfc\"}", "line 1: not in UTF-8"},
		{`{"type":"item","id":"Q1","labels":{"en":{"value":"A\tB"}},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}`,
			"line 1: name_en: \"A\\tB\" has control characters in it"},
	} {
		got, faults := read(t, strings.NewReader(c.text), Options{Classes: Classes()})
		if len(got) > 0 || len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.text, faults, c.want)
		}
		enough := errors.New("enough")
		if err := Read(strings.NewReader(c.text), Options{Classes: Classes()}, func(gazetteer.Listing, *gazetteer.Fault) error { return enough }); err != enough {
			t.Errorf("error %v", err)
		}
	}
	if _, faults := read(t, io.MultiReader(strings.NewReader("[\n"), iotest.ErrReader(io.ErrUnexpectedEOF)), Options{}); len(faults) != 1 || faults[0] != "end: unexpected EOF" {
		t.Errorf("a dump that is cut off: %q", faults)
	}
}

func TestClasses(t *testing.T) {
	all := Classes()
	count := map[gazetteer.Type]int{}
	for id, c := range all {
		if !strings.HasPrefix(id, "Q") || c.Feature != "" && c.Type != gazetteer.TypePlace {
			t.Errorf("%s: %+v", id, c)
		}
		count[c.Type]++
	}
	if count[gazetteer.TypePerson] != 1 || count[gazetteer.TypePlace] < 30 || count[gazetteer.TypeOrganisation] < 30 {
		t.Errorf("%v", count)
	}
}

// Whatever is taken can be compiled, unless its id is there already.
func FuzzRead(f *testing.F) {
	for line := range strings.Lines(sample(f)) {
		f.Add(line)
	}
	f.Add(`{"type":"item","id":"","labels":[],"aliases":{"de":[{}]},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q515"}}}}],"P1566":[]}}`)
	classes := Classes()
	f.Fuzz(func(t *testing.T, text string) {
		c := gazetteer.NewCompiler()
		Read(strings.NewReader(text), Options{Classes: classes}, func(l gazetteer.Listing, fault *gazetteer.Fault) error {
			if fault != nil {
				return nil
			}
			if err := c.Add(l); err != nil && !strings.Contains(err.Error(), "is there already") {
				t.Error(err)
			}
			return nil
		})
	})
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat(sample(b), 1000)
	classes := Classes()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(strings.NewReader(text), Options{Classes: classes}, func(gazetteer.Listing, *gazetteer.Fault) error { return nil })
	}
}
