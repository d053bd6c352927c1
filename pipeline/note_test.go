package pipeline

import (
	"context"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestNotes: an embargo's end is normalised with its zone, relative days by the
// article's own time, and a note's offsets are turned like all others.
func TestNotes(t *testing.T) {
	const german = "\n\nZürich (sda) - Der Rat hat ein neues Gesetz beschlossen. Es tritt im Mai in Kraft, wie die Präsidentin sagte."
	const english = "\n\nLONDON (Reuters) - The council has passed a new law. It will come into force in May, its president said."
	for _, c := range []struct{ published, text, kind, note, until string }{
		{"2022-05-02", "Sperrfrist: 3. Mai 2022, 18.00 Uhr" + german, "embargo", "Sperrfrist: 3. Mai 2022, 18.00 Uhr", "2022-05-03T18:00:00+02:00"},
		{"2022-05-02", "Sperrfrist: 3. Mai, 18 Uhr" + german, "embargo", "Sperrfrist: 3. Mai, 18 Uhr", "2022-05-03T18:00:00+02:00"},
		{"2022-05-03", "(Sperrfrist bis Freitag, 6 Uhr)" + german, "embargo", "Sperrfrist bis Freitag, 6 Uhr", "2022-05-06T06:00:00+02:00"},
		{"", "(Sperrfrist bis Freitag, 6 Uhr)" + german, "embargo", "Sperrfrist bis Freitag, 6 Uhr", ""},
		{"2022-05-03", "EMBARGOED UNTIL 0001 GMT FRIDAY" + english, "embargo", "EMBARGOED UNTIL 0001 GMT FRIDAY", "2022-05-06T00:01:00+00:00"},
		{"", "EMBARGOED UNTIL 6 a.m. EDT, May 3, 2022" + english, "embargo", "EMBARGOED UNTIL 6 a.m. EDT, May 3, 2022", "2022-05-03T06:00:00-04:00"},
		{"2022-05-03", "Eilmeldung: Für Zürich gilt ein neues Gesetz" + german, "breaking", "Eilmeldung", ""},
		{"2022-05-03", "Gesetz für Zürich" + german + "\n\nBerichtigung: Es tritt für Zürich im Juni in Kraft.", "correction", "Berichtigung: Es tritt für Zürich im Juni in Kraft.", ""},
	} {
		r, err := loaded().Enrich(context.Background(), &Article{Text: c.text, Published: c.published})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Notes) != 1 || r.Notes[0].Kind != c.kind || r.Notes[0].Text != c.note || r.Notes[0].Until != c.until {
			t.Errorf("%q: %+v, want %s %q until %q", c.text, r.Notes, c.kind, c.note, c.until)
			continue
		}
		if n := r.Notes[0]; r.Text[n.Start:n.End] != n.Text {
			t.Errorf("%q is at [%d,%d)", n.Text, n.Start, n.End)
		}
		if err := r.Recount(UTF16); err != nil {
			t.Fatal(err)
		}
		if n := r.Notes[0]; string(utf16.Decode(utf16.Encode([]rune(r.Text))[n.Start:n.End])) != n.Text {
			t.Errorf("UTF-16: %q is not at [%d,%d)", n.Text, n.Start, n.End)
		}
	}
	r, err := loaded().Enrich(context.Background(), &Article{Text: "Embargo gegen Russland" + strings.ReplaceAll(german, "Gesetz", "Embargo")})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Notes) != 0 {
		t.Errorf("%+v", r.Notes)
	}
}
