package token

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestExamples reads testdata/{de,en}.txt. A line is a text with its cuts: a
// bar stands between tokens that no space separates, a double bar between
// sentences. Lines that begin with # are comments.
func TestExamples(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		f, err := os.Open(filepath.Join("testdata", lang+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			want := lines.Text()
			if want == "" || strings.HasPrefix(want, "#") {
				continue
			}
			text := strings.NewReplacer(" ‖ ", " ", "‖", "", "|", "").Replace(want)
			doc := Split(text, lang)
			check(t, doc)
			if got := cuts(doc); got != want {
				t.Errorf("%s\n got %s\nwant %s", lang, got, want)
			}
		}
	}
}

// cuts writes doc as the examples are written.
func cuts(doc *Doc) string {
	var b strings.Builder
	for k, s := range doc.Sentences {
		if k > 0 {
			b.WriteString(map[bool]string{true: " ‖ ", false: "‖"}[doc.Tokens[s.First].Space])
		}
		for i := s.First; i < s.Last; i++ {
			if i > s.First {
				b.WriteString(map[bool]string{true: " ", false: "|"}[doc.Tokens[i].Space])
			}
			b.WriteString(doc.Word(i))
		}
	}
	return b.String()
}

func TestLineBreaks(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Die Regierung\nhat gehandelt.", []string{"Die Regierung\nhat gehandelt."}},
		{"Ein Titel\n\nDer Text", []string{"Ein Titel", "Der Text"}},
		{"Ein Titel\r\n \r\nDer Text", []string{"Ein Titel", "Der Text"}},
		{"Ein Titel\u2029Der Text", []string{"Ein Titel", "Der Text"}},
		{"Er kam am 14.\n\nOktober", []string{"Er kam am 14.", "Oktober"}},
		{"Er traf Dr.\nMeier", []string{"Er traf Dr.\nMeier"}},
	} {
		doc := Split(c.text, "de")
		check(t, doc)
		var got []string
		for _, s := range doc.Sentences {
			got = append(got, doc.Slice(s.First, s.Last))
		}
		if strings.Join(got, "‖") != strings.Join(c.want, "‖") {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestRegions(t *testing.T) {
	text := "Zürich\nMenu\nDie Stadt wächst"
	doc := New(text, "de")
	doc.Add(Span{0, 7})
	doc.Add(Span{12, len(text)})
	check(t, doc)
	if len(doc.Sentences) != 2 || doc.Word(1) != "Die" || doc.SentenceAt(1) != 1 || doc.At(12) != 1 {
		t.Errorf("tokens %v, sentences %v", doc.Tokens, doc.Sentences)
	}
}

func TestKinds(t *testing.T) {
	for word, kind := range map[string]Kind{
		"Nord-": Word, "z.B.": Word, "17'600": Number, "14.": Number, "82-jährigen": Number, "…": Punct, "--": Punct,
		"°C": Symbol, "%": Symbol, "€": Symbol, "US$": Symbol, "😀": Symbol, "www.example.ch": Link, "@beispiel": Link,
		"#wahl": Link, "a@example.org": Link,
	} {
		doc := Split("am "+word+" und", "de")
		if len(doc.Tokens) != 3 || doc.Word(1) != word || doc.Tokens[1].Kind != kind {
			t.Errorf("%s: %v, want kind %d", word, doc.Tokens, kind)
		}
	}
}

// check asserts what holds of every cutting.
func check(t testing.TB, doc *Doc) {
	t.Helper()
	end, valid := 0, utf8.ValidString(doc.Text)
	for i, tok := range doc.Tokens {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(doc.Text) {
			t.Fatalf("token %d %v after %d in %q", i, tok, end, doc.Text)
		}
		if valid && !utf8.ValidString(doc.Word(i)) {
			t.Fatalf("token %d %v is not on rune boundaries of %q", i, tok, doc.Text)
		}
		if strings.ContainsAny(doc.Word(i), " \t\n\r\u00a0\u2003") {
			t.Fatalf("token %d %q holds white space", i, doc.Word(i))
		}
		end = tok.End
	}
	next := 0
	for _, s := range doc.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %v after token %d", s, next)
		}
		next = s.Last
	}
	if next != len(doc.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(doc.Tokens))
	}
}

// checkWhole asserts besides that nothing but white space was left out.
func checkWhole(t testing.TB, doc *Doc) {
	t.Helper()
	check(t, doc)
	end := 0
	for i := 0; i <= len(doc.Tokens); i++ {
		start := len(doc.Text)
		if i < len(doc.Tokens) {
			start = doc.Tokens[i].Start
		}
		for _, r := range doc.Text[end:start] {
			if !isSpace(r) && r != '\u00ad' && r != '\u200c' && r != '\u200d' {
				t.Fatalf("%q left out of %q", r, doc.Text)
			}
		}
		if i < len(doc.Tokens) {
			if i > 0 && doc.Tokens[i].Space != (start > end) {
				t.Fatalf("token %d %q of %q: Space is %v", i, doc.Word(i), doc.Text, doc.Tokens[i].Space)
			}
			end = doc.Tokens[i].End
		}
	}
}

func TestProperties(t *testing.T) {
	piece := rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom(strings.Fields("Der sagte Dr. z. B. U.S. 14. Oktober 3,5 Mio. 17'600 n't 's I'm « » „ “ \" ' ... … - – -- http://a.ch/b x@y.de @z #t $ 3.5bn °C 10-15 Hans' Nord- (Vize-) ? ! 😀 🇨🇭")),
		rapid.SampledFrom([]string{" ", "\n", "\n\n", ".", "\u00ad", "\u200d", "\xff", "\xe2\x80"}),
	)
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 20).Draw(r, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(r, "glue"))
		lang := rapid.SampledFrom([]string{"de", "en"}).Draw(r, "lang")
		checkWhole(t, Split(text, lang))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("Der 14. Oktober, z. B. «gut.» – U.S.-led 17'600 don't", true)
	f.Add("e'", true)
	f.Add("\xff\xfe a.b@c.de http://x.y/z(… 10.–", false)
	f.Fuzz(func(t *testing.T, text string, isGerman bool) {
		checkWhole(t, Split(text, map[bool]string{true: "de", false: "en"}[isGerman]))
	})
}

// hostile are inputs on which a careless scanner takes quadratic time.
var hostile = map[string]string{
	"no space":    strings.Repeat("a", 100_000),
	"dots":        strings.Repeat(".", 30_000),
	"spaced dots": strings.Repeat(". ", 30_000),
	"dotted":      strings.Repeat("a.", 50_000),
	"acronym":     strings.Repeat("A.", 50_000),
	"chained":     strings.Repeat("x.-", 30_000),
	"titles":      strings.Repeat("Dr.-", 25_000),
	"hyphens":     strings.Repeat("a-", 50_000),
	"digits":      strings.Repeat("1", 100_000),
	"numbers":     strings.Repeat("1.", 50_000),
	"ordinals":    strings.Repeat("1. ", 30_000),
	"dashes":      strings.Repeat("1-", 50_000),
	"apostrophes": strings.Repeat("a'", 50_000),
	"quotes":      strings.Repeat("\" ", 50_000),
	"brackets":    strings.Repeat("(", 100_000),
	"at signs":    strings.Repeat("a@", 50_000),
	"addresses":   strings.Repeat("http://", 15_000),
	"blank":       strings.Repeat(" ", 100_000) + "." + strings.Repeat(" \n", 50_000),
	"broken":      strings.Repeat("\xff", 100_000),
	"joiners":     strings.Repeat("\u200d", 30_000),
	"negations":   strings.Repeat("n't", 30_000),
	"prices":      strings.Repeat("1.-", 30_000),
	"slashes":     strings.Repeat("m/", 50_000),
}

func TestHostile(t *testing.T) {
	for name, text := range hostile {
		for _, lang := range []string{"de", "en"} {
			doc := Split(text, lang)
			checkWhole(t, doc)
			if testing.AllocsPerRun(1, func() { Split(text, lang) }) > 40 {
				t.Errorf("%s: more than 40 allocations", name)
			}
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		raw, err := os.ReadFile(filepath.Join("testdata", lang+".txt"))
		if err != nil {
			b.Fatal(err)
		}
		text := strings.NewReplacer("|", "", "‖ ", "").Replace(string(raw))
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Split(text, lang)
			}
		})
	}
}

func TestBreak(t *testing.T) {
	text := "Wien – Es regnet. Es ist kalt."
	for _, c := range []struct {
		offsets []int
		want    string
	}{
		{nil, "Wien – Es regnet|. ‖ Es ist kalt|."},
		{[]int{0, 20, len(text), len(text) + 1}, "Wien – Es regnet|. ‖ Es ist kalt|."},
		{[]int{8}, "Wien – ‖ Es regnet|. ‖ Es ist kalt|."},
		{[]int{5, 5, 9, 24}, "Wien ‖ – ‖ Es regnet|. ‖ Es ist ‖ kalt|."},
	} {
		doc := Split(text, "de")
		doc.Break(c.offsets...)
		check(t, doc)
		if got := cuts(doc); got != c.want {
			t.Errorf("%v: %s, want %s", c.offsets, got, c.want)
		}
	}
}
