package zone

import (
	"strings"
	"testing"
)

// TestNotes: "kind|text of the note" of each, nothing for counter-examples.
func TestNotes(t *testing.T) {
	const body = "\n\nDer Rat hat am Montag ein Gesetz beschlossen. Es tritt im Mai in Kraft.\n"
	for text, want := range map[string]string{
		"Sperrfrist: 3. Mai 2022, 18.00 Uhr" + body:                                                                                          "embargo|Sperrfrist: 3. Mai 2022, 18.00 Uhr",
		"(Sperrfrist bis Freitag, 6 Uhr)" + body:                                                                                             "embargo|Sperrfrist bis Freitag, 6 Uhr",
		"*** ACHTUNG SPERRFRIST: Sonntag, 20.15 Uhr ***" + body:                                                                              "embargo|ACHTUNG SPERRFRIST: Sonntag, 20.15 Uhr",
		"Rat beschließt Gesetz\n\nFrei für Dienstagausgaben ab 3. Mai, 6.00 Uhr" + body:                                                      "embargo|Frei für Dienstagausgaben ab 3. Mai, 6.00 Uhr",
		"Sperrfrist bis Sendebeginn" + body:                                                                                                  "embargo|Sperrfrist bis Sendebeginn",
		"EMBARGOED UNTIL 00:01 BST, Tuesday 3 May 2022\n\nThe council passed a law on Monday. It comes into force in May.":                   "embargo|EMBARGOED UNTIL 00:01 BST, Tuesday 3 May 2022",
		"Strictly embargoed until 0001 GMT Friday\n\nThe council passed a law on Monday. It comes into force in May.":                        "embargo|Strictly embargoed until 0001 GMT Friday",
		"NOT FOR PUBLICATION BEFORE 6 a.m. EDT, May 3, 2022\n\nThe council passed a law on Monday. It comes into force in May.":              "embargo|NOT FOR PUBLICATION BEFORE 6 a.m. EDT, May 3, 2022",
		"Hold for release Sunday, May 3, and thereafter\n\nThe council passed a law on Monday. It comes into force in May.":                  "embargo|Hold for release Sunday, May 3, and thereafter",
		"Berichtigung: Im zweiten Absatz muss es Muster heissen." + body:                                                                     "correction|Berichtigung: Im zweiten Absatz muss es Muster heissen.",
		"KORREKTUR: Rat beschliesst Gesetz" + body:                                                                                           "correction|KORREKTUR",
		"Rat beschliesst Gesetz" + body + "\nIn einer früheren Version dieses Artikels hieß es, das Gesetz gelte ab April. Das war falsch.":  "correction|In einer früheren Version dieses Artikels hieß es, das Gesetz gelte ab April. Das war falsch.",
		"Rat beschliesst Gesetz" + body + "\n(Korrigiert: Inkrafttreten im ersten Absatz)":                                                   "correction|Korrigiert: Inkrafttreten im ersten Absatz",
		"CORRECTED-UPDATE 1-Council passes law\n\nThe council passed a law on Monday. It comes into force in May.":                           "correction|CORRECTED",
		"(Corrects name in second paragraph)\n\nLONDON, May 3 (Reuters) - The council passed a law on Monday. It comes into force in May.":   "correction|Corrects name in second paragraph",
		"(Corrects day in first paragraph) LONDON, May 3 (Reuters) - The council passed a law on Monday. It comes into force in May.":        "correction|Corrects day in first paragraph",
		"The council passed a law on Monday. It comes into force in May.\n\nCorrection: An earlier version of this story misspelled a name.": "correction|Correction: An earlier version of this story misspelled a name.",
		"The council passed a law on Monday. It comes into force in May.\n\nThis article was amended on 4 May 2022 to correct a date.":       "correction|This article was amended on 4 May 2022 to correct a date.",
		"The council passed a law on Monday. It comes into force in May.\n\nClarification: The mayor abstained.":                             "correction|Clarification: The mayor abstained.",
		"EILMELDUNG: Rat beschliesst Gesetz" + body:                                                                                          "breaking|EILMELDUNG",
		"+++ EILMELDUNG +++" + body:                 "breaking|EILMELDUNG",
		"Eil" + body:                                "breaking|Eil",
		"+++ Eil +++ Rat beschliesst Gesetz" + body: "breaking|Eil",
		"URGENT\n\nCouncil passes law\n\nThe council passed a law on Monday. It comes into force in May.":       "breaking|URGENT",
		"BREAKING: Council passes law\n\nThe council passed a law on Monday. It comes into force in May.":       "breaking|BREAKING",
		"Breaking News - Council passes law\n\nThe council passed a law on Monday. It comes into force in May.": "breaking|Breaking News",
		"FLASH: Council passes law\n\nThe council passed a law on Monday. It comes into force in May.":          "breaking|FLASH",

		// the words alone are no notes
		"Embargo gegen Russland verschärft" + body: "",
		"Embargo: EU verschärft Sanktionen" + body: "",
		"EU beschliesst Embargo gegen Russland\n\nDas Embargo gegen Russland gilt ab 5. Dezember 2022. Das beschlossen die Minister am Montag.": "",
		"Sperrfrist für Führerschein verlängert" + body: "",
		"Gesperrt bis Freitag bleibt die Brücke" + body: "",
		"Frei am Sonntag haben nicht alle" + body:       "",
		"Frei für alle" + body:                          "",
		"Frei ab 12 Jahren" + body:                      "",
		"Under embargo since May, the island runs out of fuel\n\nThe island has been under embargo since May. Fuel is short.": "",
		"Korrektur an den Börsen setzt sich fort" + body:                                                                      "",
		"Correction in stocks deepens\n\nShares fell on Monday. The correction in stocks has deepened.":                       "",
		"Record-breaking heat hits the south\n\nThe heat is breaking records in the south. It will last.":                     "",
		"Breaking the ice with neighbours\n\nThe two countries talk again. They have not for years.":                          "",
		"Urgent repairs close bridge\n\nThe bridge is closed for urgent repairs. It will open in May.":                        "",
		"Flash floods kill three\n\nFlash floods have killed three people. More rain is forecast.":                            "",
		"Eile mit Weile" + body: "",
		"Der Rat hat am Montag ein Gesetz beschlossen. Es tritt im Mai in Kraft.\n\nEil: Das sagt heute niemand mehr, der in der Redaktion arbeitet.": "",
	} {
		var got []string
		zones := Split(text)
		for _, n := range Notes(text, zones) {
			got = append(got, string(n.Kind)+"|"+text[n.Start:n.End])
		}
		if strings.Join(got, ";") != want {
			t.Errorf("%q:\n got %q\nwant %q (%v)", text, got, want, zones)
		}
	}
}

func TestUntil(t *testing.T) {
	for _, c := range []struct{ when, day, variety, want string }{
		{": 3. Mai 2022, 18.00 Uhr", "", "de", "2022-05-03T18:00:00+02:00"},
		{": 3. Mai 2022, 18 Uhr", "", "de-CH", "2022-05-03T18:00:00+02:00"},
		{" bis Freitag, 6 Uhr", "2022-05-06", "de", "2022-05-06T06:00:00+02:00"},
		{" bis Freitag, 6 Uhr", "", "de", ""},
		{" 00:01 BST, Tuesday 3 May 2022", "", "en-US", "2022-05-03T00:01:00+01:00"},
		{" 0001 GMT Friday", "2022-05-06", "en", "2022-05-06T00:01:00+00:00"},
		{" 6 a.m. EDT, May 3, 2022", "", "en", "2022-05-03T06:00:00-04:00"},
		{" 3 May 2022", "", "en-GB", "2022-05-03"},
		{" 6.30pm on 03/05/2022", "2022-05-03", "en", "2022-05-03T18:30"},
	} {
		if got := Until(c.when, c.day, c.variety); got != c.want {
			t.Errorf("Until(%q, %q, %q) = %q, want %q", c.when, c.day, c.variety, got, c.want)
		}
	}
}
