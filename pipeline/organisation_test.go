package pipeline

import (
	"context"
	"strings"
	"testing"

	"enricher/gazetteer"
	"enricher/gazetteer/data"
	"enricher/pipeline/dateline"
)

// TestOrganisations: what the gazetteer knows joins an organisation's names and
// tells the record its id and its names in both languages.
func TestOrganisations(t *testing.T) {
	const story = " Am Montag berieten in der Hauptstadt die Abgeordneten über den Haushalt, es blieb bei einem Entwurf."
	for _, tt := range []struct {
		lang, text string
		want       string // name, id, German and English names of the entities with an id that are no places
	}{
		{"de", "Die Vereinten Nationen lobten den Plan. Die Uno habe ihn verlangt, sagte der UN-Sprecher." + story,
			"Vereinte Nationen enricher:un Vereinte Nationen/United Nations"},
		{"de", "Der SPD-Chef widersprach. Die Sozialdemokratische Partei Deutschlands berät heute." + story,
			"Sozialdemokratische Partei Deutschlands enricher:de-spd Sozialdemokratische Partei Deutschlands/Social Democratic Party of Germany"},
		{"en", "The Republican senator from Texas said he would vote against the bill on Monday, whatever the others did.",
			"Republican Party enricher:us-republican Republikanische Partei/Republican Party"},
		{"de", "In der Schweiz hat der Bundesrat am Freitag in Bern entschieden, wie der Kanton Aargau es wollte." + story,
			"Bundesrat enricher:ch-bundesrat Bundesrat/Swiss Federal Council"},
		{"de", "In Bern und Zürich lehnten die Sozialdemokraten den Plan ab, die Schweiz könne das nicht zahlen." + story,
			"Sozialdemokraten enricher:ch-sp Sozialdemokratische Partei der Schweiz/Social Democratic Party of Switzerland"},
		{"en", "The Supreme Court will hear the case in March, lawyers said on Monday after a long meeting in the city.", ""},
	} {
		r, err := loaded().Enrich(context.Background(), &Article{Text: tt.text, Lang: tt.lang})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range r.Entities {
			if e.Place == nil && e.Entry != nil {
				got = append(got, e.Name+" "+e.Entry.ID+" "+e.Entry.DE+"/"+e.Entry.EN)
			}
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// TestNewsAgencies: the dateline knows the gazetteer's news agencies.
func TestNewsAgencies(t *testing.T) {
	g, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	agencies := 0
	for i := range int32(g.Len()) {
		e := g.Entry(i)
		if e.Kind != gazetteer.Organisation || e.Feature != "NEWS" {
			continue
		}
		agencies++
		_, de := dateline.IsAgency(strings.ToUpper(e.NameDE)) // a word in small letters may not be one
		_, en := dateline.IsAgency(strings.ToUpper(e.NameEN))
		if !de && !en {
			t.Errorf("%s: neither %q nor %q is an agency to the dateline", e.ID, e.NameDE, e.NameEN)
		}
	}
	if agencies < 80 {
		t.Errorf("%d news agencies", agencies)
	}
}
