package quote

import (
	"strings"
	"testing"

	"enricher/ner/token"
)

// TestSource: where the phrase that names the source stands within what is
// ascribed to it, it is told, for nobody answers for that.
func TestSource(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{ // source phrase: who
		{"de", "Bei dem Brand wurden nach Angaben der Polizei zwei Menschen verletzt.", "nach Angaben der Polizei: Polizei"},
		{"de", "Das Haus ist laut Polizei leer. Der Rat tagt.", "laut Polizei: Polizei"},
		{"de", "Das Haus ist der Polizei zufolge leer.", "der Polizei zufolge: Polizei"},
		{"de", "Das Haus, so die Polizei, ist leer.", "so die Polizei: Polizei"},
		{"de", "Das Haus ist, wie die Polizei am Montag mitteilte, leer.", "wie die Polizei am Montag mitteilte: Polizei"},
		{"de", "Der Polizei zufolge ist das Haus leer.", ": Polizei"},
		{"de", "Das Haus ist leer, so die Polizei.", ": Polizei"},
		{"de", "Er lachte laut. Nach der Pause ging er.", ""},
		{"en", "The house, according to police, is empty.", "according to police: police"},
		{"en", "The house, officials said on Monday, is empty.", "officials said on Monday: officials"},
		{"en", "The house is empty, according to the ministry.", ": ministry"},
		{"en", "They built it according to plan.", ""},
	} {
		r := NewReader(token.Split(tt.text, tt.lang), nil)
		var got []string
		for _, q := range r.Quotes(r.Roles()) {
			if q.Source.End > 0 && !q.Contains(q.Source) || q.Speaker >= 0 {
				t.Errorf("%s: %+v", tt.text, q)
			}
			got = append(got, tt.text[q.Source.Start:q.Source.End]+": "+tt.text[q.Role.Start:q.Role.End])
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}
