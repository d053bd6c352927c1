package zone

import "testing"

// TestFindCut: what is cut and what only looks so. "|" parts lines.
func TestFindCut(t *testing.T) {
	const story = "Der Rat hat am Montag ein neues Gesetz beschlossen, das im Mai in Kraft tritt. Die Mehrheit war knapp.\n\nDie Gegner wollen vor Gericht ziehen. Ein Urteil wird im Herbst erwartet.\n"
	const english = "The council passed a new law on Monday that will come into force in May. The vote was close.\n\nIts opponents want to go to court. A ruling is expected in the autumn.\n"
	page := func(s, behind string) string {
		return "Menü\nZum Inhalt springen\nAnmelden\n\nRat beschliesst Gesetz\n\n" + s + behind
	}
	truncated, paywalled := Cut{Truncated: true}, Cut{Paywalled: true}
	both := Cut{Truncated: true, Paywalled: true}
	for text, want := range map[string]Cut{
		"Rat beschliesst Gesetz\n\nDer Rat hat am Montag ein neues Gesetz beschlossen, das im Mai ... mehr lesen":                 truncated,
		"Rat beschliesst Gesetz\n\nDer Rat hat am Montag ein neues Gesetz beschlossen, das im Mai … Weiterlesen":                  truncated,
		"Council passes law\n\nThe council passed a new law on Monday that will come into force in May… [+1234 chars]":            truncated,
		"Council passes law\n\nThe council passed a new law on Monday that will come into force in May [3.210 Zeichen]":           truncated,
		story + "Gegen das Gesetz spricht, dass die Kosten der Gemeinden, die es umsetzen sollen, um …":                           truncated,
		story + "Gegen das Gesetz spricht, dass die Kosten der Gemeinden, die es umsetzen sollen [...]":                           truncated,
		english + "Critics say that the cost to the towns that will have to\nRead more":                                           truncated,
		english + "Critics say that the cost to the towns that will have to ... Continue reading":                                 truncated,
		page(story, "Jetzt weiterlesen mit Muster Plus\nSie haben bereits ein Abo? Hier anmelden\n"):                              paywalled,
		page(story, "Weiterlesen mit Abo\nMonatlich kündbar\n"):                                                                   paywalled,
		page(story, "Dieser Artikel ist exklusiv für Abonnenten.\n"):                                                              paywalled,
		page(story, "Die Kosten tragen die Gemeinden, die das Gesetz bis zum Herbst umsetzen müssen und …\nJetzt registrieren\n"): both,
		story + "Um diesen Artikel weiterzulesen, benötigen Sie ein Abonnement.":                                                  paywalled,
		english + "Subscribe to continue reading":                                                                                 paywalled,
		english + "This article is for subscribers only.":                                                                         paywalled,
		english + "Already a subscriber? Sign in":                                                                                 paywalled,
		english + "You have reached your limit of free articles.":                                                                 paywalled,
		page(english, "To continue reading, start your free trial today.\nCancel anytime\n"):                                      paywalled,

		// nothing is missing
		story:           {},
		english:         {},
		story + "(sda)": {},
		story + "Ob er auch in Kraft bleibt, das weiss heute niemand ...\n(sda)":                                                                                               {},
		page(story, "Mehr zum Thema\nBern - Der Bundesrat will den Hochwasserschutz ausbauen ... mehr lesen\nChur - Auch im Misox ... mehr lesen\n"):                           {},
		page(story, "Lesen Sie auch\nDas Volk stimmt im Juni ab …\n"):                                                                                                          {},
		page(story, "Newsletter\nJetzt registrieren\nKommentare\nSie haben noch kein Konto? Jetzt registrieren\n"):                                                             {},
		page(story, "Kommentare\nUm diesen Artikel zu lesen, brauchte ich drei Kaffee.\n"):                                                                                     {},
		page(english, "Read more\nTen walks with a view of the sea\nThe chef who cooks with seaweed\n"):                                                                        {},
		story + "Er sagte: «Wir werden sehen …»":                                                                                                                               {},
		story + "Die Kinder sollen wieder mehr lesen.":                                                                                                                         {},
		"Verlag führt Bezahlschranke ein\n\nDer Verlag will, dass Abonnenten alle Artikel lesen können. Wer kein Abo hat, liest nur den Anfang.\n\nDas Modell startet im Mai.": {},
		"Publisher raises price\n\nReaders must subscribe to continue reading the paper's stories online, the publisher said on Monday.\n\nThe change takes effect in May.":    {},
	} {
		if got := FindCut(text, Split(text)); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
