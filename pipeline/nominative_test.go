package pipeline

import "testing"

func TestNominative(t *testing.T) {
	for name, want := range map[string]string{
		"Landeskriminalamts Sachsen":        "Landeskriminalamt Sachsen",
		"Landesgerichtes Linz":              "Landesgericht Linz",
		"Bundestages":                       "Bundestag",
		"Sächsische Flüchtlingsrat":         "Sächsischer Flüchtlingsrat",
		"Niedersächsischen Landvolkverband": "Niedersächsischer Landvolkverband",
		"Deutschen Roten Kreuzes":           "Deutsches Rotes Kreuz",
		"Europäischen Weltraumagentur":      "Europäische Weltraumagentur",
		"Schweizerischen Nationalfonds":     "Schweizerischer Nationalfonds",
		"Deutsche Ärzteverband":             "Deutscher Ärzteverband",
		"Gewerkschaft der Polizei":          "Gewerkschaft der Polizei",
		"Berliner Senats":                   "Berliner Senats", // no adjective that is inflected: not begun
		"Siemens":                           "Siemens",
		"Kraftwerks":                        "Kraftwerk",
		"Verlagshaus":                       "Verlagshaus",
		"Weißes Haus":                       "Weißes Haus",
		"Demokratische Allianz":             "Demokratische Allianz",
		"Reuters":                           "Reuters",
		"Pro Asyl":                          "Pro Asyl",
	} {
		if got := nominative(name); got != want {
			t.Errorf("nominative(%q) = %q, want %q", name, got, want)
		}
	}
}
