package quote

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"enricher/ner/token"
)

// article is about 3 KB of the samples of one language, from all over, with their
// mentions.
func article(t testing.TB, lang string) (*token.Doc, []Mention) {
	const size, stride = 3000, 7
	all := slices.Concat(samples(t, "roles."+lang+".txt"), samples(t, "quotes."+lang+".txt"))
	var one sample
	for i := 0; len(one.text) < size; i += stride {
		s := all[i%len(all)]
		for _, m := range s.mentions {
			m.Start += len(one.text)
			m.End += len(one.text)
			one.mentions = append(one.mentions, m)
		}
		one.text += s.text + "\n"
	}
	return one.doc(lang), one.mentions
}

func BenchmarkRoles(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		b.Run(lang, func(b *testing.B) {
			doc, mentions := article(b, lang)
			b.ReportAllocs()
			b.SetBytes(int64(len(doc.Text)))
			for b.Loop() {
				NewReader(doc, mentions).Roles()
			}
		})
	}
}

// BenchmarkQuotes is of roles and quotes together.
func BenchmarkQuotes(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		b.Run(lang, func(b *testing.B) {
			doc, mentions := article(b, lang)
			b.ReportAllocs()
			b.SetBytes(int64(len(doc.Text)))
			for b.Loop() {
				r := NewReader(doc, mentions)
				r.Quotes(r.Roles())
			}
		})
	}
}

func FuzzFind(f *testing.F) {
	for _, lang := range []string{"de", "en"} {
		for _, s := range slices.Concat(samples(f, "roles."+lang+".txt"), samples(f, "quotes."+lang+".txt")) {
			f.Add(s.text, uint64(0b1011001110001111), lang == "de")
		}
	}
	for _, text := range []string{"(„Ja!“)", "„“", "“", "»«", "'", "\"a\",", "so „A“", "laut „A“", "nach Angaben", "zufolge", "according to", "„a", "‚a‘ ‚b", "es heißt es", ", der sagte", "Für A „b“"} {
		f.Add(text, uint64(0b0101101), true)
		f.Add(text, uint64(0b0101101), false)
	}
	f.Fuzz(func(t *testing.T, text string, pattern uint64, german bool) {
		lang := "en"
		if german {
			lang = "de"
		}
		doc := token.Split(text, lang)
		mentions := scatter(doc, pattern)
		last := 0
		reader := NewReader(doc, mentions)
		roles := reader.Roles()
		for _, r := range roles {
			if r.Start < last || r.End > len(text) || r.Start >= r.End || r.Person < 0 || r.Person >= len(mentions) || r.Of < -1 || r.Of >= len(mentions) {
				t.Fatalf("%+v of %q", r, text)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[r.Start:r.End]) {
				t.Fatalf("%+v cuts a rune of %q", r, text)
			}
			last = r.Start
		}
		check(t, text, reader.Quotes(roles), len(mentions))
	})
}

// scatter makes mentions of the tokens that a bit pattern picks.
func scatter(doc *token.Doc, pattern uint64) (mentions []Mention) {
	labels, forms := [...]string{"PER", "LOC", "ORG", "MISC"}, [...]string{"name", "name", "derived", "part"}
	for i, t := range doc.Tokens {
		if pattern>>(i%61)&1 == 1 && strings.TrimSpace(doc.Word(i)) != "" {
			mentions = append(mentions, Mention{Span: t.Span, Label: labels[i%7%4], Form: forms[i%5%4], Entity: i % 3})
		}
	}
	return mentions
}

func TestLinear(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a", 100_000), strings.Repeat(".", 30_000), strings.Repeat("Präsident ", 10_000), strings.Repeat("( ", 20_000),
		strings.Repeat("A, B ", 10_000), strings.Repeat("der Chef der ", 8_000), strings.Repeat("und ", 20_000),
		strings.Repeat("„", 30_000), strings.Repeat("' a", 20_000), strings.Repeat("“a” sagte ", 8_000), strings.Repeat("sagte, ", 12_000), strings.Repeat("« a » ", 10_000),
		strings.Repeat("die so ", 12_000), strings.Repeat("empört ", 12_000), strings.Repeat("er sagte ", 10_000), strings.Repeat("„a b c d“ er. ", 8_000), strings.Repeat("Muster und ", 10_000),
		"„" + strings.Repeat("a b ", 20_000) + "“ sagte er.", strings.Repeat("der Minister „a“, der sagte. ", 4_000),
	} {
		for _, lang := range []string{"de", "en"} {
			doc := token.Split(text, lang)
			mentions := scatter(doc, 0x9249249249249249)
			r := NewReader(doc, mentions)
			r.Quotes(r.Roles())
		}
	}
}
