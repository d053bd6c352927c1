package gazetteer_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"enricher/gazetteer"
	"enricher/gazetteer/data"
	"enricher/ner/token"
)

func load(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestExamples checks that exactly the marked forms of testdata stand without
// the tagger, and what they name.
func TestExamples(t *testing.T) {
	g := load(t)
	for _, lang := range []string{"de", "en"} {
		f, err := os.Open("testdata/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for n := 1; lines.Scan(); n++ {
			if line := lines.Text(); line != "" && line[0] != '#' {
				text, want := unmark(line)
				if got := strong(t, g, text, lang); strings.Join(got, "; ") != strings.Join(want, "; ") {
					t.Errorf("%s:%d: %s\ngot  %s\nwant %s", f.Name(), n, text, got, want)
				}
			}
		}
	}
}

// unmark takes the marks [form](kind country) out of a line.
func unmark(line string) (text string, marks []string) {
	for {
		before, rest, ok := strings.Cut(line, "[")
		text += before
		if !ok {
			return text, marks
		}
		form, rest, _ := strings.Cut(rest, "](")
		kind, rest, _ := strings.Cut(rest, ")")
		marks = append(marks, strings.TrimSpace(form+" "+kind))
		text += form
		line = rest
	}
}

func strong(t *testing.T, g *gazetteer.Gazetteer, text, lang string) (marks []string) {
	t.Helper()
	doc := token.Split(text, lang)
	end := 0
	for _, m := range g.Find(doc) {
		surface := text[m.Start:m.End]
		if !strings.Contains(doc.Slice(m.First, m.Last), surface) || m.Start < end || len(m.Entries) == 0 {
			t.Errorf("%q: span %v, tokens %d to %d, %d entries", surface, m.Span, m.First, m.Last, len(m.Entries))
		}
		end = m.End
		if m.Strong {
			marks = append(marks, strings.TrimSpace(fmt.Sprintf("%s %s %s", surface, m.Form, g.Entry(m.Entries[0]).Country)))
		}
	}
	return marks
}

func TestLookup(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		name, lang string
		want       string // name and country of the best entry
	}{
		{"Russlands", "de", "Russland RU"},
		{"Kanton Zürich", "de", "Kanton Zürich CH"},
		{"US-Aussenminister", "de", "Vereinigte Staaten US"},
		{"ZURICH", "en", "Zürich CH"},
		{"Calif.", "en", "Kalifornien US"},
		{"Landkreis Ravensburg", "de", "Ravensburg DE"},
		{"Orange County", "en", "Orange County US"},
		{"Großbritannien", "de", "Vereinigtes Königreich GB"},
		{"Kiev", "en", "Kiew UA"},
		{"Georgia", "en", "Georgien GE"},
		{"Zu\u0308rich", "de", "Zürich CH"}, // decomposed
		{"us", "en", ""},
		{"", "en", ""},
		{"Nirgendheim", "de", ""},
	} {
		got := ""
		if entries := g.Lookup(c.name, c.lang); len(entries) > 0 {
			e := g.Entry(entries[0])
			got = e.NameDE + " " + e.Country
		}
		if got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.name, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	g := load(t)
	toponym := func(name, context string) gazetteer.Toponym {
		return gazetteer.Toponym{Candidates: g.Lookup(name, "en"), Context: context, Lang: "en"}
	}
	for _, c := range []struct {
		toponyms []gazetteer.Toponym
		variety  string
		want     string // country and subdivision of the first
	}{
		{[]gazetteer.Toponym{toponym("Paris", "")}, "", "FR.11"},
		{[]gazetteer.Toponym{toponym("Paris", "Texas")}, "", "US.TX"},
		{[]gazetteer.Toponym{toponym("Paris", ""), toponym("Paris", "Texas")}, "", "US.TX"},
		{[]gazetteer.Toponym{toponym("Springfield", "Ill.")}, "en-US", "US.IL"},
		{[]gazetteer.Toponym{toponym("Georgia", "")}, "en-GB", "GE."},
		{[]gazetteer.Toponym{toponym("Alexandria", ""), toponym("Louisiana", "")}, "", "US.LA"},
		{[]gazetteer.Toponym{toponym("London", "")}, "en-US", "GB.ENG"},
		{[]gazetteer.Toponym{toponym("Washington", "")}, "en-US", "US.DC"},
	} {
		places := g.Resolve(c.toponyms, c.variety)
		if p := places[0]; p.Entry < 0 || p.Score <= 0 || p.Score > 1 {
			t.Errorf("%s: place %+v", c.want, p)
			continue
		}
		if e := g.Entry(places[0].Entry); e.Country+"."+e.Admin1 != c.want {
			t.Errorf("got %s.%s %s, want %s", e.Country, e.Admin1, e.Name, c.want)
		}
	}
	if p := g.Resolve([]gazetteer.Toponym{{}}, ""); p[0].Entry != -1 {
		t.Errorf("no candidates: %+v", p)
	}
}

// TestMarks: a letter may carry any number of marks; none costs a look at all.
func TestMarks(t *testing.T) {
	g := load(t)
	for _, text := range []string{"a" + strings.Repeat("\u0301", 200_000), "Bern a" + strings.Repeat("\u0316\u0301", 100_000)} {
		start := time.Now()
		strong(t, g, text, "de")
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%d bytes take %v", len(text), took)
		}
	}
}

// TestAllocations: tokens cost none, whatever they are compounded of; the
// matches and their entries are one each.
func TestAllocations(t *testing.T) {
	g := load(t)
	for lang, text := range map[string]string{
		"de": "Die Überflutungen in Exilgemeinden, Postämtern und Ostseebädern trafen die Hochwasserschutz-Abteilung des Westens. ",
		"en": "The half-hearted mid-term review of the flood-control scheme in the north-east pleased nobody's well-wishers. ",
	} {
		doc := token.Split(strings.Repeat(text, 20), lang)
		if n := testing.AllocsPerRun(10, func() { g.Find(doc) }); n > 2 {
			t.Errorf("%s: %v allocations for %d tokens", lang, n, len(doc.Tokens))
		}
	}
}

func FuzzFind(f *testing.F) {
	g := load(f)
	f.Add("Der US-Aussenminister in Nord- und Südkorea.", true)
	f.Add("Zelle D, Hepatitis A. O -a", true)
	f.Add("Zu\u0308rich's \xff-\u0308 Frankfurt (Oder", false)
	f.Fuzz(func(t *testing.T, text string, german bool) {
		lang := "en"
		if german {
			lang = "de"
		}
		strong(t, g, text, lang)
		g.Resolve([]gazetteer.Toponym{{Candidates: g.Lookup(text, lang), Context: text, Lang: lang}}, text)
	})
}

// BenchmarkFind finds the names of the sample articles, repeated up to 3 KB.
func BenchmarkFind(b *testing.B) {
	g := load(b)
	for _, sample := range []struct{ name, lang string }{{"dpa", "de"}, {"sda", "de"}, {"reuters", "en"}, {"ap", "en"}} {
		text, err := os.ReadFile("../cmd/enricher/samples/" + sample.name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		const size = 3000
		doc := token.Split(strings.Repeat(string(text), size/len(text)+1)[:size], sample.lang)
		b.Run(sample.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Find(doc)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
