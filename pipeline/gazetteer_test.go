package pipeline

import (
	"bytes"
	"strings"
	"testing"

	"enricher/gazetteer"
)

// own is a gazetteer of listings.
func own(t testing.TB, listings ...gazetteer.Listing) *gazetteer.Gazetteer {
	t.Helper()
	c := gazetteer.NewCompiler()
	for _, l := range listings {
		if err := c.Add(l); err != nil {
			t.Fatal(err)
		}
	}
	file, err := c.Compiled()
	if err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Load(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

const ruritanian = "STRELSAU (dpa) - Die Ruritanische Volkspartei hat am Freitag in Strelsau Rudolf Rassendyll gewählt. " +
	"Rassendyll lebte lange in Paris. Die Parteispitze der RVP dankte Rassendyll."

// What users list becomes an entity with its link, as its name is inflected and
// whatever the tagger makes of it.
func TestOwnGazetteers(t *testing.T) {
	people := own(t, gazetteer.Listing{ID: "p", Type: gazetteer.TypePerson, Name: "Rudolf Rassendyll", Link: "https://example.org/p"})
	things := own(t,
		gazetteer.Listing{ID: "party", Type: gazetteer.TypeOrganisation, NameDE: "Ruritanische Volkspartei", AliasesDE: []string{"RVP"}, Link: "https://example.org/party"},
		gazetteer.Listing{ID: "strelsau", Name: "Strelsau", Located: true, Lat: 50, Lon: 15, Country: "CZ", Link: "https://example.org/strelsau"},
		gazetteer.Listing{ID: "geonames:2988507", Name: "Paris", Link: "https://www.wikidata.org/wiki/Q90"},
	)
	p, err := New(Options{Gazetteers: []*gazetteer.Gazetteer{people, things}})
	if err != nil {
		t.Fatal(err)
	}
	plain, err := p.WithGazetteers()
	if err != nil {
		t.Fatal(err)
	}
	if want := plain.Producer().Gazetteer + "+" + people.Version() + "+" + things.Version(); p.Producer().Gazetteer != want {
		t.Errorf("version %s, want %s", p.Producer().Gazetteer, want)
	}
	article := &Article{Text: ruritanian, Published: "2024-03-02"}
	r, err := p.Enrich(t.Context(), article)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]Entity{}
	for _, e := range r.Entities {
		if e.Link != "" {
			found[e.Type+" "+e.Name] = e
		}
	}
	for name, want := range map[string]struct {
		mentions int
		link     string
	}{
		"organisation Ruritanische Volkspartei": {2, "https://example.org/party"},
		"person Rudolf Rassendyll":              {3, "https://example.org/p"},
		"place Strelsau":                        {2, "https://example.org/strelsau"},
		"place Paris":                           {1, "https://www.wikidata.org/wiki/Q90"},
	} {
		if e := found[name]; e.Link != want.link || len(e.Mentions) != want.mentions {
			t.Errorf("%s: link %q, mentions %+v; entities %v", name, e.Link, e.Mentions, r.Entities)
		}
	}
	if e := found["place Strelsau"]; e.Place == nil || e.Place.Lat != 50 || e.Place.Country != "CZ" || e.Place.GeoNames != 0 {
		t.Errorf("Strelsau lies at %+v", e.Place)
	}
	if e := found["place Paris"]; e.Place == nil || e.Place.GeoNames != 2988507 || e.Place.Population < 1e6 {
		t.Errorf("Paris lies at %+v", e.Place)
	}
	r, err = plain.Enrich(t.Context(), article)
	if err != nil {
		t.Fatal(err)
	}
	if line, _ := r.Marshal(); strings.Contains(string(line), `"link"`) {
		t.Errorf("links without a gazetteer: %s", line)
	}
	if r.Producer.Gazetteer != plain.Producer().Gazetteer {
		t.Errorf("producer %+v", r.Producer)
	}
}

// Gazetteers that do not fit together leave the pipeline as it is.
func TestGazetteersThatDoNotFit(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	one := own(t, gazetteer.Listing{ID: "one", Name: "One"})
	other := own(t, gazetteer.Listing{ID: "one", Name: "One", Type: gazetteer.TypePerson})
	before := p.Producer()
	if _, err := p.WithGazetteers(one, other); err == nil || !strings.Contains(err.Error(), "one is of type place below and person here") {
		t.Errorf("error %v", err)
	}
	if p.Producer().Gazetteer != before.Gazetteer {
		t.Error("the pipeline has changed")
	}
}

// BenchmarkWithGazetteers is what a worker does to take new gazetteers.
func BenchmarkWithGazetteers(b *testing.B) {
	p, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	g := own(b, gazetteer.Listing{ID: "geonames:2988507", Name: "Paris", Link: "https://www.wikidata.org/wiki/Q90"})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.WithGazetteers(g); err != nil {
			b.Fatal(err)
		}
	}
}
