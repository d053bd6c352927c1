package pipeline

import (
	"strings"
	"testing"
)

// salience enriches a text and gives the entities' salience by their names.
func salience(t *testing.T, text string) map[string]float64 {
	t.Helper()
	of := map[string]float64{}
	for _, e := range enrich(t, &Article{Lang: "de", Text: text}).Entities {
		of[e.Name] = e.Salience
	}
	return of
}

// Each pair of places is in one text: the first is the more salient one.
func TestSalience(t *testing.T) {
	const headline, body = "Streit um neue Schulen", "Der Senat hat am Montag lange beraten."
	for _, c := range []struct{ name, text, more, less string }{
		{"headline", "Bremen streitet um neue Schulen\n\nDer Senat hat am Montag lange beraten. In Kassel war davon nichts zu hören.", "Bremen", "Kassel"},
		{"earlier", headline + "\n\n" + body + " In Bremen wurde lange darüber gestritten. In Kassel wurde nicht darüber gestritten.", "Bremen", "Kassel"},
		{"more often", headline + "\n\n" + body + " In Kassel wurde lange gestritten. In Bremen auch. Später kam Bremen noch einmal darauf zurück, und Bremen gewann.", "Bremen", "Kassel"},
		{"not by its adjective", headline + "\n\n" + body + " Die Kasseler Schulen schlossen. In Bremen blieb alles, wie es war.", "Bremen", "Kassel"},
		{"not where it was written", "Kassel (dpa) - Der Senat hat am Montag lange beraten. In Bremen blieb danach alles, wie es seit Jahren ist.", "Bremen", "Kassel"},
		{"a role", headline + "\n\n" + body + " Gegen Petra Ohlsen sprach Schulsenatorin Karin Mohr, wie es hieß.", "Karin Mohr", "Petra Ohlsen"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := salience(t, c.text)
			if s[c.more] <= s[c.less] || s[c.less] <= 0 {
				t.Errorf("%v: want %s above %s", s, c.more, c.less)
			}
		})
	}
}

// One more mention at the end never makes an entity less salient than another.
func TestSalienceGrowsWithMentions(t *testing.T) {
	text := "Streit um neue Schulen\n\nDer Senat hat am Montag lange beraten. In Kassel wurde heftig gestritten, in Bremen nicht."
	last := -1.0
	for n := range 6 {
		s := salience(t, text+strings.Repeat(" Danach wurde in Bremen noch lange darüber geredet.", n))
		if ratio := s["Bremen"] / s["Kassel"]; ratio < last {
			t.Errorf("with %d mentions more: %v after %v", n, ratio, last)
		} else {
			last = ratio
		}
	}
}
