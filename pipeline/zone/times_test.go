package zone

import (
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	const head = "Menü\nSuche\nLogin\nDer Gemeinderat bewilligt den Kredit für die Schule\n"
	const story = "\nDer Gemeinderat hat am Dienstag den Kredit für die neue Schule bewilligt, wie er am Abend nach der Sitzung mitteilte.\n" +
		"Die Schule soll in drei Jahren fertig sein. Sie wird Platz für zwölf Klassen haben und kostet mehr als die alte.\n"
	for _, c := range []struct{ line, variety, published, updated string }{
		// German forms
		{"publiziert: Dienstag, 14. Okt 2014 / 21:47 Uhr / aktualisiert: Dienstag, 14. Okt 2014 / 22:06 Uhr", "de-CH", "2014-10-14T21:47:00+02:00", "2014-10-14T22:06:00+02:00"},
		{"Stand: 03.05.2022, 14:10 Uhr", "de-DE", "", "2022-05-03T14:10:00+02:00"},
		{"Veröffentlicht am 3. Mai 2022", "de-AT", "2022-05-03", ""},
		{"Erstellt: 7. Jänner 2019, 9.05 Uhr", "de-AT", "2019-01-07T09:05:00+01:00", ""},
		{"Freitag, 28. Februar 2020 um 6 Uhr", "de", "2020-02-28T06:00:00+01:00", ""},
		{"28.02.20, 18:30", "de-DE", "2020-02-28T18:30:00+01:00", ""},
		{"01. 11. 2023", "de-DE", "2023-11-01", ""},
		{"Publiziert am 27.10.2019 - 02:15 (MEZ)", "de-CH", "2019-10-27T02:15:00+01:00", ""},
		{"Veröffentlicht: 31.03.2019 | Aktualisiert: 01.04.2019", "de-DE", "2019-03-31", "2019-04-01"},
		{"Letzte Änderung: 31.10.2023 - 14:49:39", "de-DE", "", "2023-10-31T14:49:39"[:16] + ":00+01:00"},
		{"Von Anna Muster, 03.05.2022", "de-CH", "2022-05-03", ""},
		{"wurde am 19. Mai 2010 um 23:03 Uhr gepostet", "de-DE", "2010-05-19T23:03:00+02:00", ""},
		{"03.05.2022, 14:10 Uhr (aktualisiert: 04.05.2022, 9:00 Uhr)", "de-AT", "2022-05-03T14:10:00+02:00", "2022-05-04T09:00:00+02:00"},
		{"Dienstag, 3. Mai 2022, 14:10 Uhr aktualisiert um 15:20 Uhr", "de-CH", "2022-05-03T14:10:00+02:00", "2022-05-03T15:20:00+02:00"},
		{"03.05.2022, 14.10 Uhr, aktualisiert 15.20 Uhr", "de-CH", "2022-05-03T14:10:00+02:00", "2022-05-03T15:20:00+02:00"},
		{"Di, 3.5.2022, 14.10", "de-AT", "2022-05-03T14:10:00+02:00", ""},
		{"Erscheinungsdatum: 3. Mai 2022 | Änderungsdatum: 4. Mai 2022", "de-DE", "2022-05-03", "2022-05-04"},
		{"Stand vom 3. Mai 2022", "de-DE", "", "2022-05-03"},
		{"Korrigiert am 3.5.2022", "de-CH", "", "2022-05-03"},
		{"Politik | 03.05.2022", "de-DE", "2022-05-03", ""},
		{"Berlin, den 3. Mai 2022", "de-DE", "2022-05-03", ""},
		{"Lesezeit: 3 Min. 03.05.2022", "de-DE", "2022-05-03", ""},
		{"3. Mai 2022, 24:00 Uhr", "de-DE", "2022-05-03", ""},
		{"Dieser Eintrag wurde am 3. Mai 2022 um 14:10 Uhr veröffentlicht und unter News abgelegt.", "de-DE", "2022-05-03T14:10:00+02:00", ""},
		{"Dieser Beitrag wurde veröffentlicht am 3. Mai 2022 von Anna Muster.", "de-DE", "2022-05-03", ""},
		{"Letzte Änderung:\n14.01.2022 um 09:25", "de-CH", "", "2022-01-14T09:25:00+01:00"},
		// English forms
		{"Updated 4:05 PM ET, Tue May 3, 2022", "en-US", "", "2022-05-03T16:05:00-04:00"},
		{"Published: 14:05 BST, 7 August 2023 | Updated: 16:30 BST, 7 August 2023", "en-GB", "2023-08-07T14:05:00+01:00", "2023-08-07T16:30:00+01:00"},
		{"Published January 9, 2023 at 12:30 a.m. EST", "en-US", "2023-01-09T00:30:00-05:00", ""},
		{"Posted on 3rd March 2021", "en-GB", "2021-03-03", ""},
		{"First published on Wed 2 Nov 2022 06.00 GMT", "en-GB", "2022-11-02T06:00:00+00:00", ""},
		{"Published 12 p.m. PT March 3, 2022", "en-US", "2022-03-03T12:00:00-08:00", ""},
		{"March 13, 2022 3:00 AM ET", "en-US", "2022-03-13T03:00:00-04:00", ""},
		{"Last updated: 2022-05-03T14:10:00Z", "", "", "2022-05-03T14:10:00+00:00"},
		{"Published 2022-05-03 14:10", "en-US", "2022-05-03T14:10", ""},
		{"Published on 6 June 2021 - 09:15 EAT", "en-KE", "2021-06-06T09:15:00+03:00", ""},
		{"May 3, 2022, 4:05 PM EDT / Updated May 4, 2022, 9:10 AM EDT", "en-US", "2022-05-03T16:05:00-04:00", "2022-05-04T09:10:00-04:00"},
		{"Posted: 05/03/2022 04:05:00 PM MDT", "en-US", "2022-05-03T16:05:00-06:00", ""},
		{"Updated: 8:05 AM CDT May 3, 2022", "en-US", "", "2022-05-03T08:05:00-05:00"},
		{"Updated May 3, 2022 — 2.10pm first published at 11.00am", "en-AU", "2022-05-03T11:00", "2022-05-03T14:10"},
		{"As of May 3, 2022", "en-US", "", "2022-05-03"},
		{"Last reviewed: May 3, 2022", "en-US", "", "2022-05-03"},
		{"This entry was posted on Tuesday, May 3rd, 2022 at 2:10 pm and is filed under News.", "en-GB", "2022-05-03T14:10:00+01:00", ""},
		// clocks' zones, stated
		{"03 May 2022 2:10PM (GMT+02:00)", "en-ZA", "2022-05-03T14:10:00+02:00", ""},
		{"2022/05/03 14:10 GMT+8", "en", "2022-05-03T14:10:00+08:00", ""},
		{"May 3, 2022 14:10 UTC-5", "en", "2022-05-03T14:10:00-05:00", ""},
		{"Tue May 03 2022 14:10:00 GMT+0200 (CEST)", "en", "2022-05-03T14:10:00+02:00", ""},
		{"3. Mai 2022, 14:10 Uhr MESZ", "de", "2022-05-03T14:10:00+02:00", ""},
		// and implied by the country
		{"3 May 2022, 14:10", "en-NZ", "2022-05-03T14:10:00+12:00", ""},
		{"3 January 2022, 14:10", "en-NZ", "2022-01-03T14:10:00+13:00", ""},
		{"3 May 2022, 14:10", "en-IN", "2022-05-03T14:10:00+05:30", ""},
		{"3 May 2022, 14:10", "en-DE", "2022-05-03T14:10:00+02:00", ""},
		{"3 May 2022, 14:10", "en-AU", "2022-05-03T14:10", ""},
		{"May 3, 2022, 2:10 pm", "en-US", "2022-05-03T14:10", ""},
		// day and month by variety
		{"03/05/2022", "en-CA", "", ""},
		{"03/05/2022", "en-PH", "2022-03-05", ""},
		{"03/05/2022", "de", "2022-05-03", ""},
		{"3.5.22", "en-US", "2022-03-05", ""},
		{"3.5.22", "en", "2022-05-03", ""},
		{"03/05/2022", "en-US", "2022-03-05", ""},
		{"03/05/2022", "en-GB", "2022-05-03", ""},
		{"03/05/2022", "", "", ""},
		{"13/05/2022", "", "2022-05-13", ""},
		{"05/13/2022", "", "2022-05-13", ""},
		{"04/04/2022", "", "2022-04-04", ""},
		// counter-examples
		{"Published 3 hours ago", "en-GB", "", ""},
		{"Vor 2 Stunden aktualisiert", "de-DE", "", ""},
		{"Updated: 12:00 PM PT", "en-US", "", ""},
		{"Online seit heute, 14:10 Uhr", "de-CH", "", ""},
		{"Der Artikel, der am 3. Mai 2022 im Spiegel veröffentlicht wurde, nannte falsche Zahlen.", "de-DE", "", ""},
		{"Kurs vom 3.5.2022, 14.10 Euro für das Kilo im Laden der Genossenschaft.", "de-DE", "", ""},
		{"Dienstag, 14. Oktober", "de-DE", "", ""},
		{"31.02.2022", "de-DE", "", ""},
		{"Ausgabe 45/2022", "de-DE", "", ""},
		{"Öffnungszeiten 10:00-11:30", "de-DE", "", ""},
		{"Lesezeit: 3 Min.", "de-CH", "", ""},
	} {
		text := head + c.line + story
		published, updated := Times(text, Split(text), c.variety)
		if published.Value != c.published || updated.Value != c.updated {
			t.Errorf("%q in %q: published %q updated %q, want %q and %q", c.line, c.variety, published.Value, updated.Value, c.published, c.updated)
		}
		for _, s := range []Stamp{published, updated} {
			if s.Value != "" && (s.Start < len(head) || s.End > len(head)+len(c.line)) {
				t.Errorf("%q: span %q", c.line, text[s.Start:s.End])
			}
		}
	}
}

func TestTimesSpans(t *testing.T) {
	text := "Menü\nSuche\nLogin\nHeadline of the story on the page\nPublished: 14:05 BST, 7 August 2023 | Updated: 8 August 2023\n" +
		"The council has agreed to build the school, it said on Monday after a meeting that took all night.\n"
	published, updated := Times(text, Split(text), "en-GB")
	if got := text[published.Start:published.End]; got != "14:05 BST, 7 August 2023" {
		t.Errorf("published %q", got)
	}
	if got := text[updated.Start:updated.End]; got != "8 August 2023" {
		t.Errorf("updated %q", got)
	}
}

// A comment's time, a match's or an event's is not the page's.
func TestTimesOfOthers(t *testing.T) {
	text := "Menü\nSuche\nLogin\nGemeinderat bewilligt den Kredit für die Schule\n" +
		"Der Gemeinderat hat den Kredit für die neue Schule bewilligt. Die Abstimmung war am 3. Mai 2022 um 18 Uhr im Saal.\n" +
		"Kommentare\nZauberer aus Bern 123\nDas kommt mir doch alles sehr bekannt vor Mi, 28.12.16 01:21\n"
	if published, updated := Times(text, Split(text), "de-CH"); published.Value != "" || updated.Value != "" {
		t.Errorf("published %v updated %v", published, updated)
	}
}

func TestSummerTime(t *testing.T) {
	berlin, eastern, auckland := countryZones["DE"], namedZones["et"], countryZones["NZ"]
	for _, c := range []struct {
		zone             zoneRule
		year, month, day int
		minute, want     int
	}{
		{berlin, 2022, 3, 27, 119, 60}, {berlin, 2022, 3, 27, 180, 120},
		{berlin, 2022, 10, 30, 119, 120}, {berlin, 2022, 10, 30, 180, 60},
		{berlin, 2024, 7, 1, 0, 120}, {berlin, 2024, 1, 1, 0, 60},
		{eastern, 2022, 3, 13, 119, -300}, {eastern, 2022, 3, 13, 180, -240},
		{eastern, 2022, 11, 6, 59, -240}, {eastern, 2022, 11, 6, 120, -300},
		{auckland, 2022, 4, 3, 119, 780}, {auckland, 2022, 4, 3, 180, 720}, {auckland, 2022, 9, 25, 119, 720}, {auckland, 2022, 9, 25, 180, 780},
		{auckland, 2022, 1, 1, 0, 780}, {auckland, 2022, 7, 1, 0, 720},
		{eastern, 2006, 3, 20, 0, -300}, {eastern, 2006, 4, 3, 0, -240},
	} {
		if got := c.zone.at(c.year, c.month, c.day, c.minute); got != c.want {
			t.Errorf("%04d-%02d-%02d minute %d: %d, want %d", c.year, c.month, c.day, c.minute, got, c.want)
		}
	}
}

// checkStamp fails the test if a stamp's value is no time.
func checkStamp(t *testing.T, s Stamp) {
	t.Helper()
	if s.Value == "" {
		return
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04", time.DateOnly} {
		if _, err := time.Parse(form, s.Value); err == nil {
			return
		}
	}
	t.Errorf("%q is no time", s.Value)
}

func FuzzTimes(f *testing.F) {
	for _, line := range []string{"Publiziert: 3. Mai 2022, 14.10 Uhr / aktualisiert um 15:20", "Updated 4:05 PM ET, Tue May 3, 2022", "03/05/2022 GMT+8", "Letzte Änderung:\n14.01.22"} {
		f.Add(line, "en-US")
	}
	f.Fuzz(func(t *testing.T, text, variety string) {
		published, updated := Times(text, Split(text), variety)
		for _, s := range []Stamp{published, updated} {
			checkStamp(t, s)
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Errorf("span %v of %d bytes", s.Span, len(text))
			}
		}
	})
}
