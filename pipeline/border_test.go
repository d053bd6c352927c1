package pipeline

import (
	"strconv"
	"strings"
	"testing"

	"enricher/ner"
)

// tagAll are the tagger's mentions by text/label/form/score, each the first of
// its text.
func (d *Document) tagAll(t *testing.T, tags []string) []ner.Mention {
	t.Helper()
	var tagged []ner.Mention
	for _, tag := range tags {
		f := strings.Split(tag, "/")
		n := len(f) - 3 // a name may have a slash
		score, err := strconv.ParseFloat(f[n+2], 64)
		if err != nil {
			t.Fatal(err)
		}
		if m := d.tag(t, strings.Join(f[:n], "/"), f[n], f[n+1], score); !d.isUnit(m.Span, m.Label, m.Form) {
			tagged = append(tagged, m)
		}
	}
	return tagged
}

func TestBorders(t *testing.T) {
	for _, tt := range []struct {
		name, lang, text string
		tags             []string
		want             string
	}{
		{"a form of address", "en", "Then Ms Mokoena spoke.", []string{"Ms Mokoena/ORG/name/0.4"}, "Mokoena PER name"},
		{"a degree and a rank", "en", "Then Capt. Dr John Doe spoke.", []string{"Capt. Dr John Doe/PER/name/0.9"}, "John Doe PER name"},
		{"a given name like a rank", "en", "Then Maj Sjöwall spoke.", []string{"Maj Sjöwall/PER/name/0.9"}, "Maj Sjöwall PER name"},
		{"a stage name", "en", "Then Lady Gaga sang.", []string{"Lady Gaga/PER/name/0.9"}, "Lady Gaga PER name"},
		{"a company's Lord", "en", "He drinks at Lord Nelson daily.", []string{"Lord Nelson/ORG/name/0.9"}, "Lord Nelson ORG name"},
		{"a legal form", "de", "Die Muster Handels GmbH & Co. KG klagt.", []string{"Muster Handels/PER/name/0.9"}, "Muster Handels GmbH & Co. KG ORG name"},
		{"one in brackets", "en", "Now Thandeka Coal (Pty) Ltd sells.", []string{"Thandeka Coal/ORG/name/0.9", "Pty/ORG/name/0.5", "Ltd/ORG/name/0.5"}, "Thandeka Coal (Pty) Ltd ORG name"},
		{"one behind a comma", "en", "Now Oravax, Inc. sells.", []string{"Oravax/PER/name/0.9"}, "Oravax, Inc. ORG name"},
		{"an association", "de", "Der Verband Muster e. V. klagt.", []string{"Verband Muster/ORG/name/0.9"}, "Verband Muster e. V. ORG name"},
		{"a canton", "de", "Er wohnt in Muster AG und klagt.", []string{"Muster/LOC/name/0.9"}, "Muster LOC name"},
		{"no form in the next enumerated name", "de", "Die Muster, AG und SE.", []string{"Muster/ORG/name/0.9"}, "Muster ORG name"},
		{"an institution and its place", "de", "Die Kantonspolizei Muster ermittelt.", []string{"Muster/LOC/name/0.9"}, "Kantonspolizei Muster ORG name"},
		{"both found", "de", "Vor dem Landgericht Muster klagt er.", []string{"Landgericht/ORG/name/0.9", "Muster/LOC/name/0.9"}, "Landgericht Muster ORG name"},
		{"in the genitive", "de", "Ein Sprecher des Landeskriminalamts Muster schwieg.", []string{"Muster/LOC/name/0.9"}, "Landeskriminalamts Muster ORG name"},
		{"a place's own noun", "de", "Er wartet am Bahnhof Muster und im Amt Muster.", []string{"Muster/LOC/name/0.9"}, "Muster LOC name"},
		{"the place has something to say", "de", "Vor Gericht, Muster schwieg.", []string{"Muster/LOC/name/0.9"}, "Muster LOC name"},
		{"a shared first noun", "de", "Die Industrie- und Handelskammer Muster rät ab.", []string{"Handelskammer Muster/ORG/name/0.9"}, "Industrie- und Handelskammer Muster ORG name"},
		{"two agencies", "de", "Es fielen Schüsse. (afp/dpa)", []string{"afp/dpa/ORG/name/0.9"}, "afp ORG name, dpa ORG name"},
		{"a slash at an end", "de", "In Hochheim /Muster Land und Muster/.", []string{"/Muster Land/LOC/name/0.9", "Muster//LOC/name/0.9"}, "/Muster Land LOC name, Muster/ LOC name"},
		{"a name with a slash", "de", "Die Firma Auf/Ab wächst.", []string{"Auf/Ab/ORG/name/0.9"}, "Auf/Ab ORG name"},
		{"a part goes on", "de", "Das Max-Planck-Institut für Physik forscht.", []string{"Max-Planck-Institut für Physik/ORG/part/0.9"}, "Max-Planck-Institut für Physik ORG name"},
		{"a newspaper that is spoken to", "de", "Das sagte Muster der „Seepost“ gestern.", []string{"Seepost/LOC/name/0.9"}, "Seepost ORG name"},
		{"one that nothing found", "de", "Sie erklärte dem «Boten vom See», es eile.", nil, "Boten vom See ORG name"},
		{"one that is found in part", "de", "Sie erklärte dem «Boten vom See», es eile.", []string{"See/LOC/name/0.9"}, "Boten vom See ORG name"},
		{"one that reports", "de", "Die „Umschau“ berichtete zuerst.", []string{"Umschau/MISC/name/0.4"}, "Umschau ORG name"},
		{"a word in marks", "de", "Er nannte die „Mitte“ verloren, und in der „Mitte“ sei Platz.", nil, ""},
		{"what is called off", "de", "Er sagte der „Linde“ ab.", nil, ""},
		{"speech in marks", "de", "Sie sagte der „Er kommt. Er bleibt.“", nil, ""},
		{"two places", "de", "In Nord- und Südkorea.", []string{"Nord-/LOC/name/0.9", "Südkorea/LOC/name/0.9"}, "Nord- LOC name, Südkorea LOC name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := document(tt.lang, tt.text)
			if s := words(d, borders(d, resolve(d, d.tagAll(t, tt.tags), nil))); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}
