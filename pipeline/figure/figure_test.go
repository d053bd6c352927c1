package figure

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"enricher/ner/token"
)

// describe writes a figure as the examples do.
func describe(f Figure) string {
	s := f.Kind + " " + f.Value
	if f.ValueMax != "" {
		s += ".." + f.ValueMax
	}
	if f.Unit != "" {
		s += " " + f.Unit
	}
	if f.Modifier != Exact {
		s += " " + f.Modifier
	}
	if f.Change != "" {
		s += " " + f.Change
	}
	if f.Noun != "" {
		s += " =" + f.Noun
	}
	return s
}

// marked writes the text with its figures in brackets, then what they are.
func marked(text string, figures []Figure) string {
	var b strings.Builder
	var facts []string
	at := 0
	for _, f := range figures {
		b.WriteString(text[at:f.Start] + "[" + text[f.Start:f.End] + "]")
		at = f.End
		facts = append(facts, describe(f))
	}
	b.WriteString(text[at:])
	if len(facts) > 0 {
		b.WriteString(" => " + strings.Join(facts, "; "))
	}
	return b.String()
}

func TestExamples(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		data, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			variety := ""
			if strings.HasPrefix(line, lang+"-") {
				variety, line, _ = strings.Cut(line, " ")
			}
			text, _, _ := strings.Cut(line, " => ")
			text = strings.NewReplacer("[", "", "]", "").Replace(text)
			figures := Find(token.Split(text, lang), variety, nil)
			check(t, text, figures)
			if got := marked(text, figures); got != line {
				t.Errorf("%s.txt:%d\n got %s\nwant %s", lang, n+1, got, line)
			}
		}
	}
}

// check asserts what holds of the figures of any text: ascending spans on
// rune boundaries, and surfaces that the spans cut out.
func check(t *testing.T, text string, figures []Figure) {
	t.Helper()
	end := 0
	for _, f := range figures {
		if f.Start < end || f.End <= f.Start || f.End > len(text) {
			t.Fatalf("span %v after %d in %q", f.Span, end, text)
		}
		end = f.End
		for _, s := range []token.Span{f.Span, f.NounSpan, f.ModifierSpan} {
			if s.Start < 0 || s.End > len(text) || s.Start > s.End || !utf8.ValidString(text[s.Start:s.End]) && utf8.ValidString(text) {
				t.Fatalf("span %v is not text of %q", s, text)
			}
		}
		if f.Noun != text[f.NounSpan.Start:f.NounSpan.End] {
			t.Fatalf("noun %q is not text[%d:%d]", f.Noun, f.NounSpan.Start, f.NounSpan.End)
		}
		if f.Kind == "" || f.Value == "" || f.Modifier == "" {
			t.Fatalf("figure %+v is not filled in", f)
		}
	}
}

func TestSkip(t *testing.T) {
	text := "Am 3. Mai kamen 20 Gäste für drei Tage."
	at := func(s string) token.Span {
		i := strings.Index(text, s)
		return token.Span{Start: i, End: i + len(s)}
	}
	got := Find(token.Split(text, "de"), "", []token.Span{at("20 Gäste"), at("für drei Tage")})
	if len(got) != 1 || got[0].Kind != Duration {
		t.Errorf("got %+v, want the duration alone", got)
	}
}

// TestBadNumbers: what cannot be read exactly gives no figure, in either
// language, and neither does a part of it.
func TestBadNumbers(t *testing.T) {
	for _, number := range []string{
		strings.Repeat("9", 400), "9999999999999999999", "1" + strings.Repeat("0", 400), "1" + strings.Repeat(".000", 200), "0." + strings.Repeat("0", 50) + "1",
		"1.2.3,4'5", "1.2.3", "1.000.00", "1,000,00", "1'00", "1'0000", "1_000", "007", "00", "1/0", "0/0", "1/2/3/4", "1-2-3-4-5", "99:99:99", "192.168.100.200",
		"NaN", "Infinity", "-Inf", "∞", "0x1F", "1e10", "1E-5",
		"٣٤", "१२", "１２３", "12٣4", "Й5", "5Й", "1²", "x²", "①", "Ⅻ", // other scripts and signs
		"1\u200b000", "1\u00ad000", "12\u030134", "1\u2060000", // marks that nobody sees
		"\xff5\xff", "5\xff5",
	} {
		for lang, frame := range map[string]string{"de": "Es waren %s Menschen.", "en": "There were %s people."} {
			text := strings.Replace(frame, "%s", number, 1)
			if got := Find(token.Split(text, lang), "", nil); len(got) != 0 {
				t.Errorf("%s: %.60q gives %+v", lang, text, got)
			}
		}
	}
	// Overflow by magnitudes, whether they are said once or heaped.
	for lang, texts := range map[string][]string{
		"de": {"Es waren 9999999999999999999 Millionen Menschen.", "Es waren 9 Trillionen Trillionen Menschen.", "Es waren 5 Millionen Millionen Millionen Millionen Menschen."},
		"en": {"There were 9999999999999999999 million people.", "There were 9 quadrillion quadrillion quadrillion people.", "There were 5 million million million million people."},
	} {
		for _, text := range texts {
			for _, f := range Find(token.Split(text, lang), "", nil) {
				t.Errorf("%q gives %+v", text, f)
			}
		}
	}
}

func TestUnsupportedLanguage(t *testing.T) {
	if got := Find(token.Split("Trois cents euros.", "fr"), "", nil); got != nil {
		t.Errorf("got %+v", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, lang := range []string{"de", "en"} {
		data, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for _, line := range strings.Split(string(data), "\n") {
			f.Add(line, lang == "de")
		}
	}
	for _, w := range []string{"zwischen", "between", "minus", "um", "$", "5 to", "über", "ein", "-", "half", "jeder"} {
		f.Add(w, true)
		f.Add(w, false)
	}
	f.Add(strings.Repeat("9", 400)+" Euro und 1/1/1/1 10-10-10-10 Mio. Mio. Mio.", true)
	f.Fuzz(func(t *testing.T, text string, german bool) {
		lang := "en"
		if german {
			lang = "de"
		}
		check(t, text, Find(token.Split(text, lang), "", nil))
	})
}

// TestLinear runs texts that invite quadratic work.
func TestLinear(t *testing.T) {
	for _, unit := range []string{"9", "9,", "drei ", "million ", "zwischen 3 und ", "1-", "hundert", ".", "a half ", "5 of ", "um 3 ", "(1) ", "20 nm ", "drei tausend ", "three thousand ", "a few ", "ein paar ", "9 - ", "1 2 ", "3 Millionen, ", "Drei ", "um 3 nahm ", "5 to ", "million drei "} {
		for _, lang := range []string{"de", "en"} {
			text := strings.Repeat(unit, 20_000/len(unit))
			check(t, text, Find(token.Split(text, lang), "", nil))
		}
	}
}
