package pipeline

import (
	"context"
	"strings"
	"testing"
)

// TestClaim: a figure within attributed speech is its speaker's; one beside it,
// in the speaker's own name or in the next sentence, is nobody's.
func TestClaim(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// the source before and behind
		{"Laut Polizei wurden 20 Menschen verletzt. Drei Strassen sind gesperrt.", "20=Polizei Drei="},
		{"Nach Angaben der Feuerwehr brannten 30 Autos aus.", "30=Feuerwehr"},
		// the source within, and figures in its own name
		{"Bei dem Brand wurden nach Angaben der Polizei 14 Menschen verletzt. Das Haus hat 3 Stockwerke.", "14=Polizei 3="},
		{"Bei dem Brand sind laut Polizei 15 Menschen verletzt worden.", "15=Polizei"},
		{"Der Umsatz stieg laut Firmenchef Peter Müller um 3 Prozent.", "3=Peter Müller"},
		{"Laut zwei Zeugen flohen 4 Männer.", "zwei= 4=Zeugen"},
		{"At least 16 people, according to John Smith, were hurt on Monday in the town.", "16=John Smith"},
		{"Der Mann lachte laut und trank 3 Bier.", "3="},
		{"Nach 20 Minuten war das Spiel aus.", "20="},
		// Konjunktiv I, also where it goes on
		{"Die Polizei teilte mit, 25 Menschen seien verletzt worden. Es seien auch 3 Autos beschädigt worden. Die Stadt hat 40 Schulen.", "25=Polizei 3=Polizei 40="},
		// direct speech, named speakers
		{"«Wir haben 300 Stellen gestrichen», sagte Peter Müller. Die Firma hat 40 Filialen.", "300=Peter Müller 40="},
		{"Peter Müller sagte, die Firma habe 300 Stellen gestrichen.", "300=Peter Müller"},
		// the speakers' own number, and marks that attribute nothing
		{"Drei Zeugen sagten, dass 12 Schüsse fielen.", "Drei= 12=Zeugen"},
		{"Er las «Die 13 Leben» und kaufte 2 Bücher.", "2="},
		{"Bei dem Brand wurden 14 Menschen verletzt.", "14="},
		{"“We lost 300 jobs last year,” John Smith said. There are 40 shops in the town.", "300=John Smith 40="},
		{"John Smith said that 12 shots were fired. The town has 40 shops.", "12=John Smith 40="},
		{"At least 17 people were hurt in the town on Monday, according to John Smith.", "17=John Smith"},
		{"According to John Smith, 14 villages were flooded last night.", "14=John Smith"},
		{"The 20 members of the council met for 3 hours on Monday.", "20= 3="},
		// reported clauses without a conjunction, around their attribution, before "das teilte … mit"
		{"Police said at least 20 people were hurt in the crash. The road has 4 lanes.", "20=Police 4="},
		{"The toll, 2 hospital spokesmen said, has reached 45 in the town.", "2= 45=hospital spokesmen"},
		{"Health officials say 30% of the patients recover within days.", "30%=Health officials"},
		{"John Smith promised to build 100 schools in the town.", "100=John Smith"},
		{"The total of 12 confirmed cases rose on Monday in the town.", "12="},
		{"Die Stadt zählt 4000 Einwohner. Das teilte die Gemeinde am Montag mit. Im Rat sitzen 30 Leute.", "4000=Gemeinde 30="},
		{"Die Lage ist, wie 2 Sprecher der Polizei sagten, seit 40 Stunden ruhig.", "2= 40=Sprecher der Polizei"},
	} {
		r, err := loaded().Enrich(context.Background(), &Article{Text: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range r.Figures {
			by := f.ClaimedBy
			for _, e := range r.Entities {
				if e.ID == by {
					by = e.Name
				}
			}
			number, _, _ := strings.Cut(f.Text, " ")
			got = append(got, number+"="+by)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// TestClaimNesting: the innermost claim that holds the figure whole decides, also
// if it is nobody's.
func TestClaimNesting(t *testing.T) {
	at := func(start, end int) Span { return Span{Start: start, End: end} }
	claims := []claim{{at(40, 44), "e3"}, {at(0, 50), "e1"}, {at(10, 30), "e2"}, {at(33, 38), ""}}
	r := Record{Figures: []Figure{{Span: at(5, 7)}, {Span: at(12, 14)}, {Span: at(31, 32)}, {Span: at(34, 36)}, {Span: at(43, 46)}, {Span: at(50, 52)}}}
	r.attribute(claims)
	for i, want := range []string{"e1", "e2", "e1", "", "e1", ""} {
		if got := r.Figures[i].ClaimedBy; got != want {
			t.Errorf("figure at %d is claimed by %q, want %q", r.Figures[i].Start, got, want)
		}
	}
}
