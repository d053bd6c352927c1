package gazetteer

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"enricher/ner/token"
)

// compiled is a gazetteer of listings.
func compiled(t testing.TB, listings ...Listing) *Gazetteer {
	t.Helper()
	c := NewCompiler()
	for _, l := range listings {
		if err := c.Add(l); err != nil {
			t.Fatal(err)
		}
	}
	file, err := c.Compiled()
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func stacked(t testing.TB, bottom *Gazetteer, more ...*Gazetteer) *Gazetteer {
	t.Helper()
	g, err := Stack(bottom, more...)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.check(); err != nil {
		t.Fatal(err)
	}
	return g
}

// lower is a bottom of a country, a subdivision and a town.
func lower(t testing.TB) *Gazetteer {
	return compiled(t,
		Listing{ID: "geonames:1", Name: "Ruritania", NameDE: "Ruritanien", Country: "RU", Feature: "PCLI", Population: 1e6},
		Listing{ID: "geonames:2", Name: "Upper Hills", Country: "RU", Admin1: "UH", Feature: "ADM1"},
		Listing{ID: "geonames:3", Name: "Streslau", Country: "RU", Admin1: "UH", Feature: "PPL", Population: 5000, Located: true, Lat: 50, Lon: 15},
		Listing{ID: "geonames:4", Name: "Streslau", Country: "RU", Feature: "PPL", Population: 9000, Located: true, Lat: 51, Lon: 16},
	)
}

func TestStack(t *testing.T) {
	bottom := stacked(t, compiled(t, Listing{ID: "x", Type: TypePerson, Name: "Rudolf Rassendyll"}), lower(t))
	upper := compiled(t,
		Listing{ID: "geonames:3", Name: "Streslau", NameEN: "Strelsau", AliasesDE: []string{"die Hauptstadt Ruritaniens"}, Weight: 50_000, Link: "https://example.org/3"},
		Listing{ID: "castle", Name: "Zenda", Country: "RU", Admin1: "UH", Feature: "CSTL", Located: true, Lat: 50.5, Lon: 15.5},
		Listing{ID: "rail", Type: TypeOrganisation, NameDE: "Ruritanische Staatsbahn", AliasesDE: []string{"RSB"}, Country: "RU"},
		Listing{ID: "abroad", Name: "Elsewhere", Country: "XX"},
	)
	g := stacked(t, bottom, upper)
	if want := bottom.Version() + "+" + upper.Version(); g.Version() != want {
		t.Errorf("version %s, want %s", g.Version(), want)
	}
	for _, c := range []struct {
		name, lang string
		want       Entry
	}{
		{"Streslau", "de", Entry{ID: "geonames:3", GeoNames: 3, Name: "Streslau", NameDE: "Streslau", NameEN: "Strelsau", Link: "https://example.org/3",
			Country: "RU", Admin1: "UH", Feature: "PPL", Located: true, Lat: 50, Lon: 15, Population: 5000, Weight: 50_000}},
		{"die Hauptstadt Ruritaniens", "de", Entry{ID: "geonames:3", GeoNames: 3, Name: "Streslau", NameDE: "Streslau", NameEN: "Strelsau", Link: "https://example.org/3",
			Country: "RU", Admin1: "UH", Feature: "PPL", Located: true, Lat: 50, Lon: 15, Population: 5000, Weight: 50_000}},
		{"Zenda", "en", Entry{ID: "castle", Kind: Facility, Name: "Zenda", NameDE: "Zenda", NameEN: "Zenda", Country: "RU", Admin1: "UH", Feature: "CSTL",
			Located: true, Lat: 50.5, Lon: 15.5}},
		{"Ruritanischen Staatsbahn", "de", Entry{ID: "rail", Kind: Organisation, Name: "Ruritanische Staatsbahn", NameDE: "Ruritanische Staatsbahn",
			NameEN: "Ruritanische Staatsbahn", Country: "RU"}},
		{"Rudolf Rassendylls", "de", Entry{ID: "x", Kind: Person, Name: "Rudolf Rassendyll", NameDE: "Rudolf Rassendyll", NameEN: "Rudolf Rassendyll"}},
		{"Elsewhere", "en", Entry{ID: "abroad", Name: "Elsewhere", NameDE: "Elsewhere", NameEN: "Elsewhere", Country: "XX"}},
		{"Ruritanien", "de", Entry{ID: "geonames:1", GeoNames: 1, Kind: Country, Name: "Ruritania", NameDE: "Ruritanien", NameEN: "Ruritania", Country: "RU", Feature: "PCLI", Population: 1e6}},
	} {
		found := g.Lookup(c.name, c.lang)
		if len(found) == 0 {
			t.Errorf("%s: not found", c.name)
			continue
		}
		if got := g.Entry(found[0]); got != c.want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", c.name, got, c.want)
		}
	}
	// What is said of where an entry lies does not take it out of where it does.
	for code, want := range map[string]string{"RU": "RU.UH", "XX": "RU.UH", "": "RU.UH"} {
		again := stacked(t, g, compiled(t, Listing{ID: "geonames:3", Name: "Streslau", Country: code}))
		if e := again.Entry(again.Lookup("Streslau", "de")[0]); e.Country+"."+e.Admin1 != want {
			t.Errorf("Streslau of %q lies in %s.%s, want %s", code, e.Country, e.Admin1, want)
		}
	}
	if n := len(g.Lookup("Streslau", "de")); n != 2 {
		t.Errorf("%d places of one name, want 2", n)
	}
	castle, hills := g.Lookup("Zenda", "de")[0], g.Lookup("Upper Hills", "de")[0]
	if !g.within(castle, hills) || !g.within(castle, g.Lookup("Ruritanien", "de")[0]) {
		t.Error("the castle is not in its subdivision")
	}
	if again := stacked(t, bottom); again != bottom {
		t.Error("a stack of one is not that one")
	}
}

// A name that is known for an entry stands by itself as it did, another one as
// its listing says.
func TestStackedStanding(t *testing.T) {
	bottom := compiled(t, Listing{ID: "town", Name: "Essen", Stands: Tagged}, Listing{ID: "other", Name: "Reading"})
	g := stacked(t, bottom, compiled(t,
		Listing{ID: "town", Name: "Essen", AliasesEN: []string{"Essendine"}},
		Listing{ID: "other", Name: "Reading", Stands: Tagged},
		Listing{ID: "mine", Name: "Essen Hall"},
	))
	for name, want := range map[string]bool{"Essen": false, "Essendine": true, "Reading": true, "Essen Hall": true} {
		found := g.Find(token.Split("We saw "+name+" there.", "en"))
		if len(found) != 1 || found[0].Strong != want {
			t.Errorf("%s: %+v, want strong %v", name, found, want)
		}
	}
}

// Those below are as they were, whatever is put on them.
func TestStackLeavesTheOthers(t *testing.T) {
	bottom, upper := lower(t), lower(t)
	entry := bottom.Entry(0)
	stacked(t, bottom, upper, compiled(t, Listing{ID: "geonames:1", Name: "Other", Population: 7}))
	if got := bottom.Entry(0); got != entry {
		t.Errorf("changed to %+v", got)
	}
}

func TestStackRefuses(t *testing.T) {
	bottom := compiled(t, Listing{ID: "one", Name: "One"})
	_, err := Stack(bottom, compiled(t, Listing{ID: "one", Type: TypePerson, Name: "One"}))
	if err == nil || !strings.Contains(err.Error(), "one is of type place below and person here") {
		t.Errorf("error %v", err)
	}
}

func TestCompilerRefuses(t *testing.T) {
	good := Listing{ID: "a", Name: "A", File: "a.csv", Line: 3}
	for _, c := range []struct {
		field  string
		change func(*Listing)
	}{
		{"id", func(l *Listing) { l.ID = "" }},
		{"id", func(l *Listing) { l.ID = "a b" }},
		{"id", func(l *Listing) { l.ID = strings.Repeat("a", 256) }},
		{"id", func(l *Listing) { l.ID = "geonames:x" }},
		{"id", func(l *Listing) { l.ID = "geonames:007" }},
		{"type", func(l *Listing) { l.Type = 9 }},
		{"type", func(l *Listing) { l.ID, l.Type = "geonames:7", TypePerson }},
		{"name", func(l *Listing) { l.Name = "" }},
		{"name", func(l *Listing) { l.Name = "…" }},
		{"name", func(l *Listing) { l.Name = "A\x00" }},
		{"name", func(l *Listing) { l.Name = "Z\xfcrich" }},
		{"name_de", func(l *Listing) { l.NameDE = strings.Repeat("ä", 128) }},
		{"aliases_en", func(l *Listing) { l.AliasesEN = []string{"B", "\t"} }},
		{"lat", func(l *Listing) { l.Located, l.Lat = true, 90.1 }},
		{"lon", func(l *Listing) { l.Located, l.Lon = true, -181 }},
		{"country", func(l *Listing) { l.Country = "Schweiz" }},
		{"country", func(l *Listing) { l.Feature = "PCLI" }},
		{"admin1", func(l *Listing) { l.Admin1 = "ZH" }},
		{"admin1", func(l *Listing) { l.Feature, l.Country = "ADM1", "CH" }},
		{"feature", func(l *Listing) { l.Feature = "town" }},
		{"feature", func(l *Listing) { l.Type, l.Feature = TypePerson, "PPL" }},
		{"population", func(l *Listing) { l.Population = -1 }},
		{"weight", func(l *Listing) { l.Weight = 1 << 32 }},
		{"link", func(l *Listing) { l.Link = "www.example.org" }},
		{"link", func(l *Listing) { l.Link = "javascript:alert(1)" }},
	} {
		l := good
		c.change(&l)
		var fault *Fault
		if err := NewCompiler().Add(l); !errors.As(err, &fault) || fault.Field != c.field || fault.Line != 3 {
			t.Errorf("%+v: error %v, want one of %s", l, err, c.field)
		}
	}
	c := NewCompiler()
	if err := c.Add(good); err != nil {
		t.Fatal(err)
	}
	good.Line = 9
	if err := c.Add(good); err == nil || err.Error() != "a.csv: line 9: id: a is there already, in line 3" {
		t.Errorf("error %v", err)
	}
	good.File = "b.csv"
	if err := c.Add(good); err == nil || err.Error() != "b.csv: line 9: id: a is there already, in line 3 of a.csv" {
		t.Errorf("error %v", err)
	}
	if _, err := NewCompiler().Compiled(); err == nil {
		t.Error("a gazetteer without entries")
	}
}

// What stands by itself is as the listing says.
func TestStanding(t *testing.T) {
	g := compiled(t,
		Listing{ID: "alone", Name: "Alfa"}, Listing{ID: "alone2", Name: "Alfa Beta"},
		Listing{ID: "phrases", Name: "Gamma", Stands: Phrases}, Listing{ID: "phrases2", Name: "Gamma Delta", Stands: Phrases},
		Listing{ID: "article", Name: "Die Eta", Stands: Phrases}, Listing{ID: "tagged", Name: "Epsilon", Stands: Tagged}, Listing{ID: "tagged2", Name: "Epsilon Zeta", Stands: Tagged},
	)
	for name, want := range map[string]bool{"Alfa": true, "Alfa Beta": true, "Gamma": false, "Gamma Delta": true, "Die Eta": false, "Epsilon": false, "Epsilon Zeta": false} {
		found := g.Find(token.Split("We saw "+name+" there.", "en"))
		if len(found) != 1 || found[0].Strong != want {
			t.Errorf("%s: %+v, want strong %v", name, found, want)
		}
	}
}

// Anything may be put on anything.
func FuzzStack(f *testing.F) {
	f.Add("geonames:3", "Streslau", "Strelsau", "PPL", "RU", "UH", uint8(0), 5)
	f.Add("geonames:1", "Ruritania", "RU.UH", "ADM1", "RU", "", uint8(0), 0)
	bottom := lower(f)
	f.Fuzz(func(t *testing.T, id, name, alias, feature, country, admin1 string, kind uint8, population int) {
		c := NewCompiler()
		l := Listing{ID: id, Name: name, Aliases: []string{alias}, Feature: feature, Country: country, Admin1: admin1, Type: Type(kind), Population: population}
		if c.Add(l) != nil {
			return
		}
		file, err := c.Compiled()
		if err != nil {
			t.Fatal(err)
		}
		upper, err := Load(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		g := stacked(t, bottom, upper, bottom)
		for i := range int32(g.Len()) {
			g.Entry(i)
			for p, steps := g.parent(i), 0; p >= 0; p, steps = g.parent(p), steps+1 {
				if steps > g.Len() {
					t.Fatal("an entry contains itself")
				}
			}
		}
		if len(g.Lookup("Streslau", "de")) < 2 {
			t.Error("a place below is lost")
		}
	})
}
