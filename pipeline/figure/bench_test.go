package figure

import (
	"strings"
	"testing"

	"enricher/ner/token"
)

var benchArticles = map[string]string{
	"de": `Der Umsatz stieg im zweiten Quartal um 3,5 Prozent auf 1,2 Milliarden Franken, wie das Unternehmen am 14. Oktober 2014 in Zürich mitteilte.
Rund 17'600 Angestellte arbeiten an 45 Standorten in zwölf Ländern. Der 52-jährige Konzernchef rechnet mit bis zu 300 neuen Stellen.
Die Aktie verlor gegen 16.30 Uhr knapp zwei Prozent. Im Vorjahr waren es noch mehr als drei Viertel der Bestellungen gewesen.
`,
	"en": `Revenue rose 3.5 percent to $1.2 billion in the second quarter, the company said in London on October 14, 2014.
About 17,600 people work at 45 sites in twelve countries. The 52-year-old chief executive expects up to 300 new jobs.
The shares lost nearly two percent by 4.30 p.m. A year earlier, more than three quarters of the orders had come from abroad.
`,
}

// BenchmarkFind measures an article of 3 KB that is denser in numbers than
// most.
func BenchmarkFind(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		b.Run(lang, func(b *testing.B) {
			a := benchArticles[lang]
			doc := token.Split(strings.Repeat(a, 3000/len(a)), lang)
			b.SetBytes(int64(len(doc.Text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(doc, "", nil)
			}
		})
	}
}
