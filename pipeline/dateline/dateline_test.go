package dateline

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"enricher/ner/token"
)

// TestExamples reads the cases of testdata, whose format de.txt describes.
func TestExamples(t *testing.T) {
	for _, file := range []string{"testdata/de.txt", "testdata/en.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for block := range strings.SplitSeq(string(data), "\n\n") {
			var story, want []string
			for line := range strings.SplitSeq(block, "\n") {
				if names, ok := strings.CutPrefix(line, "places: "); ok {
					for name := range strings.FieldsSeq(names) {
						known[strings.ReplaceAll(name, "_", " ")] = true
					}
				} else if text, ok := strings.CutPrefix(line, "| "); ok {
					story = append(story, text)
				} else if line != "" && line[0] != '#' {
					want = append(want, line)
				}
			}
			if len(story) == 0 {
				continue
			}
			text := strings.Join(story, "\n")
			datelines, credits := Find(text, lineSpans(text), func(name string) bool { return known[name] })
			var got []string
			for _, d := range datelines {
				got = append(got, describe(t, text, d))
			}
			for _, c := range credits {
				got = append(got, describeCredit(text, c))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q\n got %q\nwant %q", file, text, got, want)
			}
		}
	}
}

func lineSpans(text string) (spans []token.Span) {
	p := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			spans = append(spans, token.Span{Start: p, End: p + len(strings.TrimRight(line, "\n"))})
		}
		p += len(line)
	}
	return spans
}

func describe(t *testing.T, text string, d Dateline) string {
	s := "dateline " + text[d.Start:d.End] + "; places "
	for i, p := range d.Places {
		if i > 0 {
			s += ", "
		}
		if text[p.Start:p.End] != p.Name {
			t.Errorf("place %q has the span of %q", p.Name, text[p.Start:p.End])
		}
		s += p.Name
		if p.Region != "" {
			s += " (" + p.Region + ")"
		}
	}
	if d.DateText != "" {
		if text[d.Date.Start:d.Date.End] != d.DateText {
			t.Errorf("date %q has the span of %q", d.DateText, text[d.Date.Start:d.Date.End])
		}
		s += "; date " + d.DateText
	}
	return s + list(text, "; agencies ", agencySpans(d))
}

func agencySpans(d Dateline) (spans []token.Span) {
	for _, a := range d.Agencies {
		spans = append(spans, a.Span)
	}
	return spans
}

func describeCredit(text string, c Credit) string {
	s := "credit " + text[c.Start:c.End]
	if len(c.Agencies) > 0 {
		s += "; agencies " + strings.Join(c.Agencies, ", ")
	}
	return s + list(text, "; persons ", c.Persons)
}

func list(text, head string, spans []token.Span) string {
	var names []string
	for _, s := range spans {
		names = append(names, text[s.Start:s.End])
	}
	if len(names) == 0 {
		return ""
	}
	return head + strings.Join(names, ", ")
}

func TestIsAgency(t *testing.T) {
	for name, want := range map[string]string{
		"sda": "sda", "Keystone-SDA": "Keystone-SDA", "Reuters": "Reuters", "DPA": "dpa", "PA": "PA", "Deutsche Presse-Agentur": "dpa",
		"TASS": "TASS", "itar-tass": "TASS", "awp": "AWP", "Agence France-Presse": "AFP", "EFE": "EFE", "neue china": "Xinhua", "Télam": "Télam", "ctk": "ČTK",
		"Pa": "", "nan": "", "Wenn": "", "Polizei": "", "": "",
	} {
		if got, ok := IsAgency(name); got != want || ok != (want != "") {
			t.Errorf("IsAgency(%q) = %q, %v", name, got, ok)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, file := range []string{"testdata/de.txt", "testdata/en.txt"} {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for block := range strings.SplitSeq(string(data), "\n\n") {
			f.Add(strings.ReplaceAll(block, "| ", ""))
		}
	}
	f.Add("A/A/A/A/A/A/A/A – A. A – A (A/A – ")
	f.Add("(\x80)\xff–\xe2\x80")
	f.Fuzz(func(t *testing.T, text string) {
		datelines, credits := Find(text, lineSpans(text), nil)
		at := 0
		check := func(what string, s token.Span, within token.Span) {
			if s.Start < within.Start || s.End > within.End || s.Start >= s.End {
				t.Fatalf("%s %v outside %v", what, s, within)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("%s %v cuts a rune", what, s)
			}
		}
		for _, d := range datelines {
			check("dateline", d.Span, token.Span{Start: at, End: len(text)})
			for _, p := range d.Places {
				check("place", p.Span, d.Span)
			}
			for _, a := range d.Agencies {
				check("agency", a.Span, token.Span{Start: at, End: d.End})
			}
			if d.DateText != "" {
				check("date", d.Date, d.Span)
			}
			at = d.End
		}
		at = 0
		for _, c := range credits {
			check("credit", c.Span, token.Span{Start: at, End: len(text)})
			for _, p := range c.Persons {
				check("person", p, c.Span)
			}
			at = c.End
		}
	})
}

// TestLinear feeds shapes that tempt a scanner into quadratic time.
func TestLinear(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a", 100_000), strings.Repeat("A", 100_000), strings.Repeat(".", 30_000), strings.Repeat("(", 100_000),
		strings.Repeat("A. ", 30_000), strings.Repeat("A/", 50_000), strings.Repeat("A – B. ", 15_000), strings.Repeat("Von A, ", 15_000),
		strings.Repeat("Bern (dpa)\n", 9_000), strings.Repeat("Bern - Basel\n", 9_000), strings.Repeat("Abc – Die Abc Abc. ", 5_000),
	} {
		Find(text, lineSpans(text), func(string) bool { return false })
	}
}

func BenchmarkFind(b *testing.B) {
	text := "Minister berät\n\nWer zahlt, ist offen. Wien/Bregenz – Die Landeshauptleute treffen sich am Montag. Es geht um Geld.\n\n" +
		strings.Repeat("Der Minister sagte, die Gespräche seien gut verlaufen; ein Ergebnis gebe es nicht. ", 33) + "(fest/sda)"
	spans := lineSpans(text)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, spans, nil)
	}
}
