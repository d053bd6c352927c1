package list

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"enricher/gazetteer"
)

func read(t testing.TB, read func(io.Reader, Take) error, text string) (all []gazetteer.Listing, faults []string) {
	t.Helper()
	err := read(iotest.OneByteReader(strings.NewReader(text)), func(l gazetteer.Listing, f *gazetteer.Fault) error {
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

var (
	rail = gazetteer.Listing{
		ID: "sob", Type: gazetteer.TypeOrganisation, NameDE: "Südostbahn", NameEN: "South Eastern Railway",
		Aliases: []string{"SOB"}, AliasesDE: []string{"Südostbahn AG", "SO-Bahn"}, Country: "CH", Weight: 200_000, Link: "https://example.org/sob", Line: 2,
	}
	hut = gazetteer.Listing{
		ID: "geonames:77", Name: "Rote Hütte", Located: true, Lat: 46.5, Lon: -7.25, Country: "CH", Admin1: "BE", Feature: "HUT",
		Population: 3, Weight: 10, Stands: gazetteer.Tagged, Line: 3,
	}
	minister = gazetteer.Listing{ID: "p1", Type: gazetteer.TypePerson, Name: "Anna Beispiel, jun.", Line: 5}
)

func TestCSV(t *testing.T) {
	for name, text := range map[string]string{
		"commas": "id,type,name,name_de,name_en,aliases,aliases_de,lat,lon,country,admin1,feature,population,weight,link\n" +
			"sob,organisation,,Südostbahn,South Eastern Railway,SOB,Südostbahn AG|SO-Bahn,,,CH,,,,200000,https://example.org/sob\n" +
			"geonames:77,place,Rote Hütte,,,,,46.5,-7.25,CH,BE,HUT,3,10,\n\n" +
			`p1,person,"Anna Beispiel, jun.",,,,,,,,,,,,`,
		"semicolons, byte order mark, CRLF": "\ufeffid;type;name;name_de;name_en;aliases;aliases_de;lat;lon;country;admin1;feature;population;weight;link\r\n" +
			"sob;organisation;;Südostbahn;South Eastern Railway;SOB;Südostbahn AG | SO-Bahn;;;CH;;;;200000;https://example.org/sob\r\n" +
			"geonames:77;place;Rote Hütte;;;;;46.5;-7.25;CH;BE;HUT;3;10;\r\n\r\n" +
			"p1;person;Anna Beispiel, jun.;;;;;;;;;;;;\r\n",
		"tabs, another order": "type\tid\tname\tname_de\tname_en\taliases\taliases_de\tlat\tlon\tcountry\tadmin1\tfeature\tpopulation\tweight\tlink\n" +
			"organisation\tsob\t\tSüdostbahn\tSouth Eastern Railway\tSOB\tSüdostbahn AG|SO-Bahn\t\t\tCH\t\t\t\t200000\thttps://example.org/sob\n" +
			"place\tgeonames:77\tRote Hütte\t\t\t\t\t46.5\t-7.25\tCH\tBE\tHUT\t3\t10\t\n\n" +
			"person\tp1\tAnna Beispiel, jun.\t\t\t\t\t\t\t\t\t\t\t\t",
	} {
		all, faults := read(t, CSV, text)
		if want := []gazetteer.Listing{rail, hut, minister}; !reflect.DeepEqual(all, want) || faults != nil {
			t.Errorf("%s:\ngot  %+v\nwant %+v\n%v", name, all, want, faults)
		}
	}
}

func TestJSONL(t *testing.T) {
	all, faults := read(t, JSONL, "\n"+
		`{"id": "sob", "type": "organisation", "name_de": "Südostbahn", "name_en": "South Eastern Railway", "aliases": ["SOB"], "aliases_de": ["Südostbahn AG", "SO-Bahn"], "country": "CH", "weight": 200000, "link": "https://example.org/sob"}`+"\r\n"+
		`{"id": "geonames:77", "type": "place", "name": "Rote Hütte", "lat": 46.5, "lon": -7.25, "country": "CH", "admin1": "BE", "feature": "HUT", "population": 3, "weight": 10}`+"\n"+
		"  \n"+`{"id": "p1", "type": "person", "name": "Anna Beispiel, jun."}`)
	if want := []gazetteer.Listing{rail, hut, minister}; !reflect.DeepEqual(all, want) || faults != nil {
		t.Errorf("\ngot  %+v\nwant %+v\n%v", all, want, faults)
	}
}

func TestCSVFaults(t *testing.T) {
	const header = "id,type,name,lat,lon,population\n"
	for _, c := range []struct{ text, want string }{
		{"", "end: the file is empty: want a header line with the names of columns"},
		{"\xff\xfei\x00d\x00", "end: line 1: column 1: the file is in UTF-16: save it as UTF-8"},
		{"id,typ\n", `end: line 1: column 4: "typ" is the name of no column: want some of ` + strings.Join(columns, ", ")},
		{"id,type,id\n", "end: line 1: column 9: a second column id"},
		{"id,name\n", "end: line 1: no column type in the header"},
		{header + "a,place,A\n", "line 2: 3 fields, and the header has 6"},
		{header + "a,place,A,1,2,\nb,plaice,B,,,\n", `line 3: column 3: type: "plaice" is no type: want one of place, organisation, person`},
		{header + "a,place,A,\"47,3\",8,\n", `line 2: column 11: lat: "47,3" is no number of degrees such as 47.37`},
		{header + "a,place,A,91,8,\n", "line 2: column 11: lat: 91 is not between -90 and 90"},
		{header + "a,place,A,NaN,8,\n", "line 2: column 11: lat: NaN is not between -90 and 90"},
		{header + "a,place,A,1,180.5,\n", "line 2: column 13: lon: 180.5 is not between -180 and 180"},
		{header + "a,place,A,1,,\n", "line 2: column 11: lat: lat or lon is missing"},
		{header + "a,place,A,,,1e6\n", `line 2: column 13: population: "1e6" is no whole number up to 4294967295`},
		{header + "a,place,Z\xfcrich,,,\n", "line 2: column 10: name: byte 0xfc is none of UTF-8: save the file as UTF-8"},
		{header + "a,place,,,,\n", "line 2: column 9: name: is missing, in German and English, too"},
		{header + ",place,A,,,\n", "line 2: column 1: id: is missing"},
		{header + "a,place,A \"B\" C,,,\n", `line 2: column 11: bare " in non-quoted-field`},
		{header + "a,place,\"A,,,\n", `line 2: column 15: extraneous or missing " in quoted-field`},
	} {
		all, faults := read(t, CSV, c.text)
		if len(faults) != 1 || faults[0] != c.want {
			t.Errorf("%q:\ngot  %q\nwant %q", c.text, faults, c.want)
		}
		for _, l := range all {
			if l.ID != "a" {
				t.Errorf("%q: %+v", c.text, l)
			}
		}
	}
}

func TestJSONLFaults(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"id": "a"`, "the line ends within its object"},
		{`{"id": a}`, "column 8: invalid character 'a' looking for beginning of value"},
		{`["a"]`, "column 1: an array where an object is wanted"},
		{`{"id": 7}`, "column 8: id: a number where a string is wanted"},
		{`{"id": "a", "aliases": "A"}`, "column 26: aliases: a string where an array of strings is wanted"},
		{`{"id": "a", "weight": 1.5}`, "column 25: weight: a number 1.5 where a whole number is wanted"},
		{`{"id": "a", "lat": "47"}`, "column 23: lat: a string where a number is wanted"},
		{`{"id": "a", "alias": ["A"]}`, `unknown field "alias"`},
		{`{"id": "a", "type": "place", "name": "A"} {}`, `column 42: want one object a line, and "{}" stands behind it`},
		{`{"id": "a", "name": "A"}`, `type: "" is no type: want one of place, organisation, person`},
		{`{"id": "a", "type": "place", "name": "A", "lat": 7}`, "lat: lat or lon is missing"},
		{`{"id": "a", "type": "place", "name": "A", "lat": -97, "lon": 7}`, "column 43: lat: -97 is not between -90 and 90"},
		{"{\"id\": \"a\", \"type\": \"place\", \"name\": \"Z\xfcrich\"}", "column 40: byte 0xfc is none of UTF-8: save the file as UTF-8"},
		{strings.Repeat("x", maxLine+1), fmt.Sprintf("the line has more than %d bytes", maxLine)},
	} {
		good := `{"id": "g", "type": "place", "name": "G"}`
		all, faults := read(t, JSONL, good+"\n"+c.line+"\n"+good)
		if len(faults) != 1 || faults[0] != "line 2: "+c.want {
			t.Errorf("%.80q:\ngot  %q\nwant %q", c.line, faults, "line 2: "+c.want)
		}
		if len(all) != 2 || all[1].Line != 3 {
			t.Errorf("%.80q: %+v", c.line, all)
		}
	}
}

// The reader and who takes what it reads may end it.
func TestEnd(t *testing.T) {
	enough := errors.New("enough")
	for name, read := range map[string]func(io.Reader, Take) error{"csv": CSV, "jsonl": JSONL} {
		for _, text := range []string{"id,type,name\na,place,A\nb,place,B\n", "id,type\nx\ny\n", `{"id": "a", "type": "place", "name": "A"}` + "\n{}\n"} {
			if (name == "csv") == (text[0] == '{') {
				continue
			}
			times := 0
			err := read(strings.NewReader(text), func(gazetteer.Listing, *gazetteer.Fault) error { times++; return enough })
			if err != enough || times != 1 {
				t.Errorf("%s: error %v after %d", name, err, times)
			}
		}
		if err := read(iotest.ErrReader(enough), nil); err != enough {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// Whatever is read can be compiled, unless its id is there already.
func FuzzCSV(f *testing.F) {
	f.Add("id,type,name,aliases,lat,lon\na,place,A,B|C,1,2\n")
	f.Add("id;type;name_de\n\"a\";person;\"Ä\n\"\n")
	fuzz(f, CSV)
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"id": "a", "type": "place", "name": "A", "aliases": ["B"], "lat": 1, "lon": 2}` + "\n{}")
	fuzz(f, JSONL)
}

func fuzz(f *testing.F, read func(io.Reader, Take) error) {
	f.Fuzz(func(t *testing.T, text string) {
		c := gazetteer.NewCompiler()
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		read(strings.NewReader(text), func(l gazetteer.Listing, fault *gazetteer.Fault) error {
			if fault != nil {
				if fault.Line < 1 || fault.Line > lines || fault.Error() == "" {
					t.Errorf("fault %+v in %d lines", fault, lines)
				}
				return nil
			}
			if err := c.Add(l); err != nil && !strings.Contains(err.Error(), "is there already") {
				t.Error(err)
			}
			return nil
		})
		if c.Len() > 0 {
			if _, err := c.Compiled(); err != nil {
				t.Error(err)
			}
		}
	})
}
