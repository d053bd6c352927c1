package model

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"enricher/ner"
	"enricher/ner/token"
)

// Two short articles written for this test, with names that are in the news often.
const (
	germanText = `Berlin (dpa) - Bundeskanzlerin Angela Merkel hat am Montag den französischen Präsidenten Emmanuel Macron empfangen.
Bei dem Gespräch ging es um den Ukraine-Konflikt und um die Zukunft der Europäischen Union, sagte ein Regierungssprecher.
Merkel will im Juni nach Washington reisen. Die Siemens AG und die Deutsche Bahn begrüssten das Treffen.
In Zürich demonstrierten rund 1'200 Menschen, wie die Stadtpolizei Zürich mitteilte. Auch die SPD äusserte sich.`
	englishText = `WASHINGTON (AP) - President Barack Obama met German Chancellor Angela Merkel at the White House on Tuesday.
The two leaders discussed the conflict in Syria and the role of the United Nations, a spokesman said.
Mr. Obama will travel to Kenya in July. Shares of General Motors rose by 2.3 percent on the New York Stock Exchange.
Russia's foreign minister, Sergei Lavrov, criticised the NATO-led mission in Afghanistan.`
)

func split(text, lang string) *token.Doc {
	doc := token.New(text, lang)
	at := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		doc.Add(token.Span{Start: at, End: at + len(line)})
		at += len(line)
	}
	return doc
}

func TestModels(t *testing.T) {
	for _, c := range []struct {
		lang string
		load func() (*ner.Model, error)
		text string
		want []string // among what is found
	}{
		{"de", German, germanText, []string{
			"Angela Merkel/PER/name", "französischen/LOC/derived", "Emmanuel Macron/PER/name", "Ukraine-Konflikt/LOC/part",
			"Europäischen Union/ORG/name", "Washington/LOC/name", "Siemens AG/ORG/name", "Zürich/LOC/name", "SPD/ORG/name",
		}},
		{"en", English, englishText, []string{
			"Barack Obama/PER/name", "German/LOC/derived", "Angela Merkel/PER/name", "Syria/LOC/name", "United Nations/ORG/name",
			"Obama/PER/name", "Kenya/LOC/name", "General Motors/ORG/name", "Russia/LOC/name", "Sergei Lavrov/PER/name",
			"NATO-led/ORG/part", "Afghanistan/LOC/name",
		}},
	} {
		m, err := c.load()
		if err != nil {
			t.Fatal(err)
		}
		if m.Lang() != c.lang {
			t.Errorf("the %s model is for %q", c.lang, m.Lang())
		}
		var got []string
		for _, x := range m.Mentions(split(c.text, c.lang)) {
			got = append(got, c.text[x.Start:x.End]+"/"+x.Label+"/"+x.Form)
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no %s in %v", c.lang, w, got)
			}
		}
	}
}

// Many goroutines that share a model, each with the documents in another order
// and with nothing remembered at first, find what one goroutine finds.
func TestConcurrent(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		alone, shared := fresh(t, lang), fresh(t, lang)
		documents := readDocuments(t, "../../testdata/eval/"+lang+".jsonl")
		var want [][]ner.Mention
		for _, d := range documents {
			want = append(want, alone.Mentions(d.Tokens(lang)))
		}
		var wg sync.WaitGroup
		for g := range 16 {
			wg.Go(func() {
				for i := range documents {
					i = (i + g) % len(documents)
					if got := shared.Mentions(documents[i].Tokens(lang)); !reflect.DeepEqual(got, want[i]) {
						t.Errorf("%s, goroutine %d: document %s has other mentions", lang, g, documents[i].ID)
					}
				}
			})
		}
		wg.Wait()
	}
}

// fresh is a model that shares nothing with any other.
func fresh(tb testing.TB, lang string) *ner.Model {
	tb.Helper()
	m, err := load(lang+".bin", map[string][]byte{"de": germanFile, "en": englishFile}[lang])
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func BenchmarkMentions(b *testing.B) {
	for _, c := range []struct {
		lang string
		load func() (*ner.Model, error)
		text string
	}{{"de", German, germanText}, {"en", English, englishText}} {
		b.Run(c.lang, func(b *testing.B) {
			m, err := c.load()
			if err != nil {
				b.Fatal(err)
			}
			doc := split(c.text, c.lang)
			b.ReportAllocs()
			for b.Loop() {
				m.Mentions(doc)
			}
			b.ReportMetric(float64(len(doc.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// BenchmarkUnseen tags articles that a fresh model sees for the first time,
// each once, tokenising included: those of the quotation corpus (German) and
// of English Wikinews, if ENRICHER_SHARED names the folder with the corpora.
func BenchmarkUnseen(b *testing.B) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		b.Skip("ENRICHER_SHARED does not name the folder with the corpora")
	}
	for _, c := range []struct{ lang, file string }{
		{"de", "quotes/de.wikinews.train.jsonl.gz"}, {"en", "text/en.wikinews-2019-2020.txt.zst"},
	} {
		articles := readArticles(b, filepath.Join(shared, "corpora", c.file))
		b.Run(c.lang, func(b *testing.B) {
			tokens := 0
			for b.Loop() {
				b.StopTimer()
				m := fresh(b, c.lang)
				b.StartTimer()
				for _, text := range articles {
					doc := split(text, c.lang)
					m.Mentions(doc)
					tokens += len(doc.Tokens)
				}
			}
			b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		start := time.Now()
		fresh(b, "de")
		fresh(b, "en")
		b.ReportMetric(float64(time.Since(start).Milliseconds()), "ms/both")
	}
}
