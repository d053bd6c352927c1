package figure

import (
	"strings"
	"testing"

	"enricher/ner/token"
)

// benchArticles are full of figures.
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

// prose is what stands between the figures of an ordinary article.
var prose = map[string]string{
	"de": `Der Gemeinderat hat sich am Dienstagabend erneut mit der Zukunft des alten Bahnhofs befasst. Nach langer Aussprache wurde das Geschäft an
die Kommission zurückgewiesen, weil mehrere Fraktionen zusätzliche Abklärungen verlangten. Die Präsidentin bedauerte den Entscheid und sprach von
einer verpassten Gelegenheit. Anwohner hatten schon im Frühling vor dem wachsenden Verkehr gewarnt und eine Petition eingereicht.
`,
	"en": `The town council returned to the future of the old railway station on Tuesday evening. After a long debate the proposal went back to the
committee, because several parties had asked for further studies. The mayor regretted the decision and spoke of a missed opportunity. Residents
had warned of growing traffic as early as spring and handed in a petition, which the council promised to answer before the summer break.
`,
}

// BenchmarkFind measures articles of 3 KB: one of ordinary density, and one that
// is denser in numbers than any.
func BenchmarkFind(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		dense := benchArticles[lang]
		for name, text := range map[string]string{
			"news":  dense + strings.Repeat(prose[lang], (3000-len(dense))/len(prose[lang])),
			"dense": strings.Repeat(dense, 3000/len(dense)),
		} {
			b.Run(lang+"/"+name, func(b *testing.B) {
				doc := token.Split(text, lang)
				b.SetBytes(int64(len(doc.Text)))
				b.ReportAllocs()
				for b.Loop() {
					Find(doc, "", nil)
				}
			})
		}
	}
}
