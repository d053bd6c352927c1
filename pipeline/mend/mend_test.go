package mend

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"enricher/ner/token"
)

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"fÃ¼r GrÃ¶ÃŸe und Ãœbermut":    "für Größe und Übermut",
		"Gr√∂√üe f√ºr M√§rz, ‚ÄûJa‚Äú": "Größe für März, „Ja“",
		"fÃƒÂ¼r": "für",
		"â€žJaâ€œ, sagte er â€“ und ging â€¦":      "„Ja“, sagte er – und ging …",
		"â€œYes,â€ he said. Itâ€™s Â£5, â‚¬6":      "“Yes,” he said. It’s £5, €6",
		"â\u0080\u009eJaâ\u0080\u009c":             "„Ja“",
		"â€œYesâ€\ufffd, he said":                  "“Yes”, he said",
		"KoÅ›cielna in ÅÃ³dÅº, fÃ¼r":               "Kościelna in Åódź, für",
		"10Â\u00a0000 Euro":                        "10\u00a0000 Euro",
		"&amp;quot;Ja&amp;quot; &uuml;ber &#8220;": `"Ja" über “`,
		"AT&amp;T &amp;amp; Co., M&uuml;ller":      "AT&T & Co., Müller",
		"Bundes\u00adrat Zü\u200brich \ufeffBern":  "Bundesrat Zürich Bern",
		"Dr.\u00a0Müller zahlt 5\u00a0Euro":        "Dr. Müller zahlt 5 Euro",
		"1\u00a0000\u202f000 Menschen":             "1\u00a0000\u202f000 Menschen",
		"Eﬃzienz ﬁndet ﬂott":                       "Effizienz findet flott",
		"Mu\u0308ller, Zu\u0308rich, Cafe\u0301":   "Müller, Zürich, Café",
		"&nbsp;Bern&shy;er":                        " Berner",

		// nothing is broken
		"„FPÖ“ und »SPÖ«, „Ä“, Å“":                     "",
		"Ärger, Öl, Übermut, São Paulo, SÃO PAULO":     "",
		"AT&T, R&D; Q&A, &x; & Co.; 3 &lt 4":           "",
		"âge, château, Â, Ã":                           "",
		"‚Ärger‘ über √2 und ¬":                        "",
		"\xff\xc3 kaputt \xe2\x80":                     "",
		"plain ASCII":                                  "",
		"Łódź, Čeferin, Erdoğan, Şahin, Kiew – Москва": "",
	} {
		got, a := Text(text)
		if want == "" {
			want = text
			if a != nil {
				t.Errorf("%q is not damaged, but read %q", text, got)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAlignment(t *testing.T) {
	const text = "Der Bundes\u00adrat in ZÃ¼rich\u200b sagt &amp;quot;Ja&amp;quot;."
	mended, a := Text(text)
	for copied, original := range map[string]string{
		"Bundesrat": "Bundes\u00adrat", "Zürich": "ZÃ¼rich", "Ja": "Ja", `"Ja"`: "&amp;quot;Ja&amp;quot;", "sagt": "sagt", "Der": "Der", ".": ".",
	} {
		at := strings.Index(mended, copied)
		if at < 0 {
			t.Fatalf("no %q in %q", copied, mended)
		}
		s := a.ToText(token.Span{Start: at, End: at + len(copied)})
		if text[s.Start:s.End] != original {
			t.Errorf("%q is %q in the text, want %q", copied, text[s.Start:s.End], original)
		}
		if back := a.ToCopy(s); mended[back.Start:back.End] != copied {
			t.Errorf("%q is %q in the copy, want %q", original, mended[back.Start:back.End], copied)
		}
	}
}

// damages are the ways in which a text is spoilt that can be mended wholly.
var damages = map[string]func(string) string{
	"Windows-1252": func(s string) string { return misread(s, charmap.Windows1252) },
	"Latin-1":      func(s string) string { return misread(s, charmap.ISO8859_1) },
	"Mac Roman":    func(s string) string { return misread(s, charmap.Macintosh) },
	"decomposed":   norm.NFD.String,
	"soft hyphens": func(s string) string { return strings.ReplaceAll(s, "r", "r\u00ad") },
	"zero-width":   func(s string) string { return strings.ReplaceAll(s, " ", "\u200b \u200b") },
	"spaces":       func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"ligatures":    func(s string) string { return strings.NewReplacer("ffi", "ﬃ", "fi", "ﬁ", "fl", "ﬂ").Replace(s) },
	"entities": func(s string) string {
		return strings.NewReplacer("ü", "&uuml;", "ö", "&amp;ouml;", "„", "&bdquo;").Replace(s)
	},
}

// misread is what UTF-8 looks like when it is read in another charset.
func misread(s string, c *charmap.Charmap) string {
	out, _ := c.NewDecoder().String(s)
	return out
}

// TestDamage: what was spoilt reads as it was.
func TestDamage(t *testing.T) {
	const text = "Für größere Flüge, sagte Müller, fehlt es an Effizienz. „Das findet niemand flott“ – so André Muster aus Genf."
	for name, damage := range damages {
		spoilt := damage(text)
		if spoilt == text {
			t.Fatalf("%s changes nothing", name)
		}
		if got, _ := Text(spoilt); got != text {
			t.Errorf("%s: %q\n read %q", name, spoilt, got)
		}
	}
}

// TestCarry: spans go to the text and back, whatever is broken.
func TestCarry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "ü", "Ã¼", "ÃƒÂ¼", "&amp;quot;", "&uuml;", "\u00ad", "\u200b", "\u00a0", "ﬁ", "u\u0308", "â€", "â€ž", " ", "1", "√º", "\xff", "&"})).Draw(t, "text"), "")
		mended, a := Text(text)
		if a == nil {
			if mended != text {
				t.Fatal("changed, but without alignment")
			}
			return
		}
		if utf8.ValidString(text) && !utf8.ValidString(mended) {
			t.Fatalf("%q", mended)
		}
		if len(mended) == 0 {
			return
		}
		start := rapid.IntRange(0, len(mended)-1).Draw(t, "start")
		end := rapid.IntRange(start+1, len(mended)).Draw(t, "end")
		s := a.ToText(token.Span{Start: start, End: end})
		if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
			t.Fatalf("%v of %q is %v of %q", token.Span{Start: start, End: end}, mended, s, text)
		}
		back := a.ToCopy(s)
		if back.Start > start || back.End < end {
			t.Fatalf("%v is %v, and that %v", token.Span{Start: start, End: end}, s, back)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	text := strings.Repeat("Der Minister sagte, die Gespräche über größere Flüge seien gut verlaufen. ", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Text(text)
	}
}

// TestLinear: no text takes time that grows faster than its length.
func TestLinear(t *testing.T) {
	for _, piece := range []string{"\u0301", "a\u0301", "&", "&amp;", "Ã", "Ãƒ", "â€", "\u00ad", "\u00a0", "1\u00a0", "‚", "\xe2", "Ä“"} {
		Text(strings.Repeat(piece, 500_000/len(piece)))
	}
}
