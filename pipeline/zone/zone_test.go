package zone

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// readSample reads a page whose lines are written "kind<tab>text"; "=" behind
// the kind marks a repeat.
func readSample(t testing.TB, file string) (text string, want []Zone) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for row := range strings.Lines(string(data)) {
		row = strings.TrimSuffix(row, "\n")
		if kind, line, ok := strings.Cut(row, "\t"); ok {
			kind, repeat := strings.CutSuffix(kind, "=")
			z := Zone{Kind: Kind(kind), Repeat: repeat}
			z.Start = b.Len()
			z.End = z.Start + len(line)
			want = append(want, z)
			b.WriteString(line)
		}
		b.WriteByte('\n')
	}
	return b.String(), want
}

func TestSplitSamples(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, want := readSample(t, file)
			got := Split(text)
			if len(got) != len(want) {
				t.Fatalf("%d zones, want %d", len(got), len(want))
			}
			for i, w := range want {
				g := got[i]
				if g.Span != w.Span {
					t.Errorf("zone %d is %q, want %q", i, text[g.Start:g.End], text[w.Start:w.End])
				}
				if g.Kind != w.Kind || w.Kind.Story() && g.Repeat != w.Repeat {
					t.Errorf("%q: %s repeat %v, want %s %v", text[w.Start:w.End], g.Kind, g.Repeat, w.Kind, w.Repeat)
				}
			}
			checkZones(t, text, got)
		})
	}
}

// checkZones checks what holds for every text: zones ascend and do not
// overlap, no white space surrounds them, and all that is not blank is covered.
func checkZones(t testing.TB, text string, zones []Zone) {
	t.Helper()
	at := 0
	for _, z := range zones {
		if z.Start < at || z.End <= z.Start || z.End > len(text) {
			t.Fatalf("zone [%d,%d) behind %d in %d bytes", z.Start, z.End, at, len(text))
		}
		if strings.TrimSpace(text[at:z.Start]) != "" {
			t.Fatalf("%q is in no zone", text[at:z.Start])
		}
		if s := text[z.Start:z.End]; strings.TrimSpace(s) != s {
			t.Fatalf("white space around %q", s)
		}
		if z.Kind == "" {
			t.Fatalf("%q has no kind", text[z.Start:z.End])
		}
		at = z.End
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Fatalf("%q is in no zone", text[at:])
	}
}

func FuzzSplit(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		text, _ := readSample(f, file)
		f.Add(text)
	}
	f.Add("\r\n\r\n a \u00a0\r\u2028b\x00\xff\n")
	f.Add(strings.Repeat(".", 3000))
	f.Fuzz(func(t *testing.T, text string) {
		zones := Split(text)
		checkZones(t, text, zones)
		FindCut(text, zones)
		for _, n := range Notes(text, zones) {
			if n.Start < 0 || n.End > len(text) || n.Start >= n.End || n.When.Len() > 0 && !n.Contains(n.When) {
				t.Fatalf("note %+v", n)
			}
			Until(text[n.When.Start:n.When.End], "2022-05-03", "de")
		}
		for _, variety := range []string{"", "de-CH", "en-US"} {
			published, updated := Times(text, zones, variety)
			for _, s := range []Stamp{published, updated} {
				if s.Start < 0 || s.End > len(text) || s.End < s.Start || (s.Value == "") != (s.Start == s.End) {
					t.Fatalf("stamp %+v", s)
				}
			}
		}
	})
}

// TestHostileText: every text is zoned, in time linear in its length.
func TestHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"empty":            "",
		"blank":            " \n\t\r\n\u00a0\u2003\n",
		"no space":         strings.Repeat("x", 100_000),
		"dots":             strings.Repeat(".", 30_000),
		"digits":           strings.Repeat("1", 100_000),
		"dates":            strings.Repeat("03.05.2022 ", 50_000),
		"lines of a digit": strings.Repeat("1\n", 40_000),
		"too many lines":   strings.Repeat("a\n", 500_000),
		"returns":          strings.Repeat("Menü\rSuche\r\nLogin\n\r", 1_000),
		"brackets":         strings.Repeat("(", 50_000) + strings.Repeat(")", 50_000),
		"phrases":          strings.Repeat("mehr lesen\n", 20_000),
		"no UTF-8":         strings.Repeat("\xff\xc3 ", 10_000),
		"zero bytes":       strings.Repeat("\x00\n", 10_000),
		"separators":       strings.Repeat("a\u2028b\u2029", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			zones := Split(text)
			checkZones(t, text, zones)
			Times(text, zones, "de-CH")
		})
	}
}

// TestCleanCopy: what shapes of clean copy there are, none of it is lost.
func TestCleanCopy(t *testing.T) {
	for name, text := range map[string]string{
		"one line":           "Der Bundesrat hat am Mittwoch entschieden.",
		"no stop":            "Bundesrat entscheidet am Mittwoch",
		"table":              "SOCCER - RESULTS\nMANCHESTER 1996-08-30\nLeeds 3 0 1 2 4 6 3\nArsenal 3 1 1 1 4 5 4\n",
		"chat":               "RT @muster: so true\nbest day ever!!! #sunny\nwho else is watching the game\nReply if you agree\n",
		"talk of pages":      "Das neue Menü des Hauses ist teuer.\nDie Suche nach den Vermissten geht weiter.\nKommentare gab es keine.\nNewsletter sind beliebt.\n",
		"more at the end":    "They wanted to learn more.\nHe had no comment.\nIt happened three days ago.\n",
		"repeated sentences": "Er kam zurück.\nEr kam zurück.\nUnd er blieb.\n",
		"bare date":          "Council approves school\nMarch 27, 2008\nThe council has approved the new school after a meeting that took all night.\n",
		"with cookies":       "Die EU will Cookies strenger regeln. Das Gesetz betrifft jede Website.\n\nDatenschützer begrüßen den Entwurf.\n",
	} {
		for _, z := range Split(text) {
			if !z.Kind.Story() || z.Repeat {
				t.Errorf("%s: %q is %s, repeat %v", name, text[z.Start:z.End], z.Kind, z.Repeat)
			}
		}
	}
}

// Clean copy with a page's remains loses those alone.
func TestStrayLines(t *testing.T) {
	text := "Der Rat entscheidet\n\nDer Rat hat am Dienstag entschieden. Das Geld kommt im Mai.\n\nLesen Sie auch: Wer zahlt?\n\nDas Volk stimmt im Juni ab. … mehr lesen\n"
	zones := Split(text)
	var got []Kind
	for _, z := range zones {
		got = append(got, z.Kind)
	}
	if want := []Kind{Headline, Lead, Related, Related}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What stands between a headline and its story is no headline, nor is the
// headline above it a kicker.
func TestHeadOfCopy(t *testing.T) {
	const story = "\nDie Räte sind sich nicht einig, sagte eine Sprecherin am Montag in Wien, und das Geld fehlt.\n"
	for head, want := range map[string][]Kind{
		"Rat streitet weiter\n\nPubliziert am 14.10.2014, 21:47 Uhr\n":                        {Headline, Timestamp, Lead},
		"Rat streitet weiter\npubliziert: Dienstag, 14. Okt 2014 / 21:47 Uhr\n":               {Headline, Timestamp, Lead},
		"publiziert: Dienstag, 14. Okt 2014 / 21:47 Uhr / aktualisiert: 14. Okt 2014 22:06\n": {Timestamp, Lead},
		"Rat streitet weiter\n\nVon Anna Muster\n":                                            {Headline, Credit, Lead},
		"Budget\n\nRat streitet weiter über das Geld\n":                                       {Kicker, Headline, Lead},
	} {
		var got []Kind
		for _, z := range Split(head + story) {
			got = append(got, z.Kind)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", head, got, want)
		}
	}
}

func TestRuneBoundaries(t *testing.T) {
	text := "Überschrift ohne Ende\n\n«Ärger» über Öl.\u2003\n"
	for _, z := range Split(text) {
		s := text[z.Start:z.End]
		if !utf8.ValidString(s) || strings.TrimFunc(s, unicode.IsSpace) != s {
			t.Errorf("%q", s)
		}
	}
}

// A page with soft hyphens in its words has the zones of the page without.
func TestSoftHyphens(t *testing.T) {
	text, want := readSample(t, "testdata/swiss.txt")
	hyphened := regexp.MustCompile(`\pL{3}(\pL{3})`).ReplaceAllStringFunc(text, func(s string) string {
		r := []rune(s)
		return string(r[:3]) + "\u00ad" + string(r[3:])
	})
	got := Split(hyphened)
	if len(got) != len(want) {
		t.Fatalf("%d zones, want %d", len(got), len(want))
	}
	for i, z := range got {
		if z.Kind != want[i].Kind {
			t.Errorf("%q is %s, want %s", hyphened[z.Start:z.End], z.Kind, want[i].Kind)
		}
	}
}

func TestReadWord(t *testing.T) {
	for _, c := range []struct {
		s      string
		digits bool
		word   string
	}{
		{"Wort und Wort", true, "Wort"}, {"G7-Gipfel", true, "G7"}, {"G7-Gipfel", false, "G"}, {"7", false, ""},
		{"Öl…", false, "Öl"}, {"Stra\u00adße.", false, "Stra\u00adße"}, {"\u00adStraße", false, ""}, {"\xffa", false, ""}, {"a\xff", false, "a"}, {"", true, ""},
	} {
		if end, _ := readWord(c.s, 0, c.digits); c.s[:end] != c.word {
			t.Errorf("%q: %q, want %q", c.s, c.s[:end], c.word)
		}
	}
	for _, same := range [][2]string{{"Straße", "STRASSE"}, {"ÄRGER", "ärger"}, {"Kom\u00admentar", "kommentar"}} {
		_, one := readWord(same[0], 0, true)
		if _, other := readWord(same[1], 0, true); one != other {
			t.Errorf("%q and %q differ", same[0], same[1])
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	swiss, _ := readSample(b, "testdata/swiss.txt")
	page := swiss + strings.Repeat(swiss[strings.Index(swiss, "Lesen Sie"):], 1+(8192-len(swiss))/(len(swiss)-strings.Index(swiss, "Lesen Sie")))
	page = page[:8192]
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		Split(page)
	}
}

// BenchmarkLong is of texts of which each has twice the size of the one before:
// the time is linear in it.
func BenchmarkLong(b *testing.B) {
	swiss, _ := readSample(b, "testdata/swiss.txt")
	for pages := 16; pages <= 256; pages *= 2 {
		text := strings.Repeat(swiss, pages)
		b.Run(fmt.Sprintf("%dkB", len(text)>>10), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				zones := Split(text)
				Times(text, zones, "de-CH")
				FindCut(text, zones)
				Notes(text, zones)
			}
		})
	}
}

func BenchmarkTimes(b *testing.B) {
	page, _ := readSample(b, "testdata/swiss.txt")
	zones := Split(page)
	b.ReportAllocs()
	for b.Loop() {
		Times(page, zones, "de-CH")
	}
}
