package quote

import (
	"strings"
	"testing"

	"enricher/ner/token"
)

func TestAttributions(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{ // source phrase: who
		{"de", "Bei dem Brand wurden nach Angaben der Polizei zwei Menschen verletzt.", "nach Angaben der Polizei: Polizei"},
		{"de", "Das Haus ist laut Polizei leer. Der Rat tagt.", "laut Polizei: Polizei"},
		{"de", "Der Polizei zufolge ist das Haus leer.", "Polizei zufolge: Polizei"},
		{"de", "Er lachte laut. Nach der Pause ging er.", ""},
		{"de", "«Laut Polizei ist das Haus leer», sagte der Minister.", ""}, // direct speech
		{"en", "The house, according to police, is empty.", "according to police: police"},
		{"en", "The house is empty, according to the ministry.", "according to the ministry: ministry"},
		{"en", "They built it according to plan.", ""},
	} {
		r := NewReader(token.Split(tt.text, tt.lang), nil)
		r.Quotes(r.Roles())
		var got []string
		for _, a := range r.Attributions() {
			if !a.Contains(a.Source) || a.Speaker >= 0 {
				t.Errorf("%s: %+v", tt.text, a)
			}
			got = append(got, tt.text[a.Source.Start:a.Source.End]+": "+tt.text[a.Role.Start:a.Role.End])
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}
