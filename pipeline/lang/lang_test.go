package lang

import (
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
)

var detector = sync.OnceValue(New)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ title, text, hint, code, variety string }{
		// Languages, some with a wrong hint.
		{"", "Der Gemeinderat hat gestern beschlossen, dass die Schule nicht geschlossen wird.", "en", "de", ""},
		{"", "The council decided yesterday that the school would not be closed after all.", "de", "en", ""},
		{"", "Le conseil municipal a décidé hier que l'école ne sera pas fermée cette année.", "de", "fr", ""},
		{"", "Il consiglio comunale ha deciso ieri che la scuola non sarà chiusa quest'anno.", "", "it", ""},
		{"", "El ayuntamiento decidió ayer que la escuela no se cerrará este año.", "", "es", ""},
		{"", "De gemeenteraad heeft gisteren besloten dat de school dit jaar niet wordt gesloten.", "de", "nl", ""},
		{"", "A câmara municipal decidiu ontem que a escola não vai fechar este ano.", "", "pt", ""},
		{"", "Byrådet besluttede i går, at skolen ikke skal lukkes i år, siger borgmesteren.", "", "da", ""},
		{"", "Kommunfullmäktige beslutade i går att skolan inte ska stängas i år.", "", "sv", ""},
		{"", "Rada miasta zdecydowała wczoraj, że szkoła nie zostanie w tym roku zamknięta.", "", "pl", ""},
		{"", "Die stadsraad het gister besluit dat die skool nie hierdie jaar gesluit sal word nie.", "", "af", ""},
		{"", "Městská rada včera rozhodla, že škola se letos zavírat nebude, ale podle starosty je to jen odklad.", "", "cs", ""},
		{"", "Az önkormányzat tegnap úgy döntött, hogy az iskola nem zár be, és ez már csak egy év.", "", "hu", ""},
		{"", "Belediye meclisi dün okulun bu yıl kapatılmaması için karar aldı ve bir açıklama daha yaptı.", "", "tr", ""},
		{"", "Городской совет решил вчера, что школа не будет закрыта.", "de", "und", ""},
		{"", "Το δημοτικό συμβούλιο αποφάσισε χθες.", "", "el", ""},
		{"", "市議会は昨日、学校を閉鎖しないことを決めました。", "", "ja", ""},
		{"", "市议会昨天决定学校不会关闭。", "", "zh", ""},
		{"", "시의회는 어제 학교를 닫지 않기로 했다.", "", "ko", ""},
		{"", "12:30 – 14/15 ***", "de", "und", ""},
		{"", "", "", "und", ""},
		// The text outvotes a title and a first sentence in another language.
		{"Make America great again", "«Yes, we can», rief er. Die Menge auf dem Platz aber blieb still, und nach einer halben Stunde war alles vorbei.", "", "de", ""},
		{"Schadenfreude", "It is one of the words that English has taken from German, and it is not the only one.", "", "en", ""},

		{"", "Die Polizei hat gestern mehr als 17'600 Fahrzeuge kontrolliert. Grosse Staus gab es nicht, ausser am Zoll.", "", "de", "de-CH"},
		{"", "«Das ist gut», sagte die Regierungsrätin. Der Entscheid müsse innert 30 Tagen angefochten werden.", "", "de", "de-CH"},
		{"", "Der Landeshauptmann will heuer keine neuen Straßen bauen. Die Novelle soll im Jänner folgen.", "", "de", "de-AT"},
		{"", "Der Oberbürgermeister will den Landkreis entlasten. Die Kitas müssen im Januar schließen.", "", "de", "de-DE"},
		// No evidence: dass is written everywhere, one word may be quoted.
		{"", "Sie sagte, dass der Fluss im Januar über die Ufer getreten sei. Das Wasser stehe noch hoch.", "", "de", ""},
		{"", "Der Fluss ist über die Ufer getreten. Die Straße ist gesperrt, und das Wasser steht hoch.", "", "de", ""},
		{"", "Ein Velo stand am Ufer des Flusses, und niemand wusste, wem es gehörte.", "", "de", ""},
		{"", "Das Wasser steht hoch, und die Brücke ist gesperrt.", "de-AT", "de", "de-AT"},
		{"", "Die Polizei hat gestern mehr als 17'600 Fahrzeuge kontrolliert. Grosse Staus gab es nicht, ausser am Zoll.", "de_DE", "de", "de-CH"},

		{"", "The town centre was closed to traffic, and neighbours organised a party. Mr Brown paid £50.", "", "en", "en-GB"},
		{"", "Unemployment rose by 3 per cent, the defence ministry said on 3 March 2014.", "", "en", "en-GB"},
		{"", "The neighbors organized a party downtown on March 3, 2014. Mr. Brown said the theater was full.", "", "en", "en-US"},
		{"", "The president arrived in the capital and met with the families of the victims.", "", "en", ""},
		{"", "They sailed into Pearl Harbor, past the Lincoln Center, and met the Labour Party.", "", "en", ""},
	} {
		got := detector().Detect(c.title, c.text, c.hint)
		if got.Code != c.code || got.Variety != c.variety {
			t.Errorf("%q %q: got %+v, want %s %q", c.title, c.text, got, c.code, c.variety)
		}
	}
}

func TestSpellingClasses(t *testing.T) {
	for word, want := range map[string]string{
		"colour": "en-GB", "coloured": "en-GB", "misdemeanour": "en-GB", "dishonour": "en-GB", "organisation": "en-GB", "privatised": "en-GB",
		"color": "en-US", "neighborhood": "en-US", "favorites": "en-US", "honoring": "en-US", "organization": "en-US", "criticized": "en-US",
		"four": "", "hour": "", "tour": "", "advertise": "", "exercised": "", "surprising": "", "promise": "", "size": "", "prize": "",
		"labor": "en-US", "laboratory": "", "humorous": "", "glamour": "", "vigorous": "", "honorary": "", "armory": "",
	} {
		var e evidence
		englishSpelling([]byte(word), &e)
		got, total := "", e.total()
		switch {
		case total[enGB] > total[enUS]:
			got = "en-GB"
		case total[enUS] > total[enGB]:
			got = "en-US"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
	for word, swiss := range map[string]bool{
		"grosse": true, "strassen": true, "ausserdem": true, "gemäss": true, "massnahmen": true, "aussenminister": true, "schliesslich": true,
		"dass": false, "fluss": false, "wissen": false, "müssen": false, "aussendung": false, "kasse": false, "masse": false, "interesse": false,
	} {
		var e evidence
		germanSpelling([]byte(word), &e)
		if got := e.total()[deCH] > 0; got != swiss {
			t.Errorf("%s: Swiss is %v", word, got)
		}
	}
}

func TestConfidence(t *testing.T) {
	d := detector()
	long := d.Detect("", strings.Repeat("Der Rat hat beschlossen, dass die Schule nicht geschlossen wird. ", 10), "")
	short := d.Detect("", "Hotel Bar", "")
	if long.Confidence < 0.99 || short.Confidence > 0.9 || short.Confidence <= 0 {
		t.Errorf("long %v, short %v", long, short)
	}
	for range 5 {
		if again := d.Detect("", "Hotel Bar", ""); again != short {
			t.Errorf("got %v, then %v", short, again)
		}
	}
}

// Where the function words settle the language, n-grams of another language
// change nothing, and those of the text itself do not either.
func TestSettled(t *testing.T) {
	const polish = "Rada miasta zdecydowała wczoraj, że szkoła nie zostanie w tym roku zamknięta."
	asked, spared := 0, 0
	for _, text := range []string{
		strings.Repeat(article, 3),
		strings.Repeat("The council has decided that the school will not be closed, and that it should have more money. ", 3),
		strings.Repeat("Le conseil a décidé que l'école ne sera pas fermée et que les parents seront avec les enfants dans la salle. ", 3),
		strings.Repeat("De raad heeft besloten dat de school niet wordt gesloten, maar dat er ook geen geld voor het dak is. ", 3),
		strings.Repeat("Hotel Bar Restaurant ", 20),
		strings.Repeat("Der Rat said that die Schule is not und the money ist weg. ", 5),
	} {
		for n := 0; n <= len(text); n += 20 {
			scores := wordScores("", text[:n], "")
			if !settled(scores) {
				asked++
				continue
			}
			spared++
			best, share := softmax(scores)
			for _, sample := range []string{text[:min(n, ngramBytes)], polish} {
				all := slices.Clone(scores)
				detector().addNgrams(all, sample)
				if b, s := softmax(all); b != best || confidence(s) != confidence(share) {
					t.Errorf("%q: n-grams of %q change %s %v to %s %v", text[:n], sample, languages[best].code, share, languages[b].code, s)
				}
			}
		}
	}
	if asked < 20 || spared < 20 {
		t.Errorf("settled %d times, not %d times", spared, asked)
	}
}

// The most that n-grams can say against the best language is too little.
func TestDecisive(t *testing.T) {
	scores := make([]float64, len(languages))
	scores[0] = decisive
	if !settled(scores) {
		t.Fatal("not settled")
	}
	scores[0] += math.Log(floor)
	if best, share := softmax(scores); best != 0 || confidence(share) != 1 {
		t.Errorf("%s %v", languages[best].code, share)
	}
}

func TestConcurrent(t *testing.T) {
	d := detector()
	want := d.Detect("Title", "The council decided that the school would close.", "")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := d.Detect("Title", "The council decided that the school would close.", ""); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	wg.Wait()
}

func TestHostile(t *testing.T) {
	d := detector()
	for _, text := range []string{
		strings.Repeat("a", 100_000), strings.Repeat(".", 100_000), strings.Repeat("\xff", 100_000), strings.Repeat("ß", 50_000),
		strings.Repeat("March ", 20_000), strings.Repeat("'", 100_000), strings.Repeat("«", 50_000), "\x00", "m", "Mr", "0'",
	} {
		d.Detect(text, text, text)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Titel", "Der Rat – «gut», 17'600 im März", "de-CH")
	f.Add("", "on 3 March 2014, Mr. 5 p.m. \xff", "en")
	d := detector()
	f.Fuzz(func(t *testing.T, title, text, hint string) {
		if r := d.Detect(title, text, hint); r.Code == "" || r.Confidence < 0 || r.Confidence > 1 {
			t.Errorf("%+v", r)
		}
	})
}

const article = `Die Polizei hat am Freitag auf der Strasse nach Norden mehr als 17'600 Fahrzeuge kontrolliert. Dabei wurden 28 Personen angezeigt, wie eine Sprecherin sagte. `

func BenchmarkDetect(b *testing.B) {
	d, text := detector(), strings.Repeat(article, 20)
	b.ReportAllocs()
	for b.Loop() {
		d.Detect("Polizei kontrolliert den Verkehr", text, "")
	}
}

// BenchmarkDoubtful is of a text so short that n-grams are asked.
func BenchmarkDoubtful(b *testing.B) {
	d := detector()
	b.ReportAllocs()
	for b.Loop() {
		d.Detect("", "Polizei kontrolliert Verkehr in Zürich", "")
	}
}

func BenchmarkVariety(b *testing.B) {
	text := strings.Repeat(article, 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		variety("", text, "", german)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}
