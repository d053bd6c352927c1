package quote

import "testing"

func TestDescribe(t *testing.T) {
	for _, c := range []struct {
		lang, role, lemma string
		status            Status
	}{
		{"de", "Ministerin", "Minister", ""},
		{"de", "Minister", "", ""},
		{"de", "Bundesfamilienministerin", "Bundesfamilienminister", ""},
		{"de", "ehemalige Präsidentin der Ukraine", "Präsident", Former},
		{"de", "früherer Präsident der Ukraine", "", Former},
		{"de", "Ex-Kanzlerin", "Ex-Kanzler", Former},
		{"de", "Altbundesrat", "", Former},
		{"de", "Alt-Nationalrätin", "Alt-Nationalrat", Former},
		{"de", "Altenpflegerin", "Altenpfleger", ""},
		{"de", "Minister a. D.", "", Former},
		{"de", "designierte Vorstandschefin", "Vorstandschef", Designated},
		{"de", "kommissarischer Leiter", "", Acting},
		{"de", "Interimstrainer", "", Acting},
		{"de", "Übergangspräsident", "", Acting},
		{"de", "US-Aussenministerin", "US-Aussenminister", ""},
		{"de", "Sprecher:in der Polizei", "Sprecher", ""},
		{"de", "Sprecher*innen", "Sprecher", ""},
		{"de", "SprecherIn", "Sprecher", ""},
		{"de", "Ärztin", "Arzt", ""},
		{"de", "Rechtsanwältin", "Rechtsanwalt", ""},
		{"de", "Biologin", "Biologe", ""},
		{"de", "Kollegin", "Kollege", ""},
		{"de", "Landeshauptfrau", "Landeshauptmann", ""},
		{"de", "Kriminalbeamtin", "Kriminalbeamter", ""},
		{"de", "Professorin für Medizin", "Professor", ""},
		{"de", "Bürgermeister von Berlin", "", ""},
		{"de", "Leiter der Abteilung Medizin", "", ""},
		{"de", "Polizistinnen", "Polizist", ""},
		{"de", "Schwester", "", ""},
		{"de", "Pilotin", "Pilot", ""},
		{"de", "Bischöfin", "Bischof", ""},
		{"de", "Finanzvorständin", "Finanzvorstand", ""},
		{"de", "Botin", "Bote", ""},
		{"de", "Architektin", "Architekt", ""},
		{"en", "spokeswoman", "spokesperson", ""},
		{"en", "chairman", "chair", ""},
		{"en", "former Congresswoman", "member of Congress", Former},
		{"en", "president-elect", "", Designated},
		{"de", "scheidender Präsident", "", ""}, // he still is
		{"de", "frei gewählte Präsidentin", "Präsident", ""},
		{"de", "Interims-Chefin", "Interims-Chef", Acting},
		{"en", "outgoing president", "", ""},
		{"en", "acting police chief", "", Acting},
		{"en", "ex-minister", "", Former},
		{"en", "Prime Minister", "", ""},
		{"en", "actress", "actor", ""},
		{"en", "policeman", "police officer", ""},
		{"en", "woman", "", ""},
		{"en", "Roman Catholic priest", "", ""},
		{"en", "human rights lawyer", "", ""},
		{"en", "German chancellor", "", ""},
	} {
		if lemma, status := Describe(c.role, c.lang); lemma != c.lemma || status != c.status {
			t.Errorf("%s: %q, %q, want %q, %q", c.role, lemma, status, c.lemma, c.status)
		}
	}
}
