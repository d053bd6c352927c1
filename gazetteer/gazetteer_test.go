package gazetteer_test

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"runtime"
	"slices"
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

// unmark takes the marks [form](kind country) and [form](kind id) out of a line.
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
			e := g.Entry(m.Entries[0])
			what := e.Country
			if e.Kind == gazetteer.Organisation {
				what = cmp.Or(strings.TrimPrefix(e.ID, "enricher:"), "any")
			}
			marks = append(marks, strings.TrimSpace(fmt.Sprintf("%s %s %s", surface, m.Form, what)))
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

// TestResolve goes through what speaks for a candidate, each with an example in
// which it says nothing.
func TestResolve(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		why     string
		names   string // separated by semicolons; the first is asked for; ! marks one of the dateline
		variety string
		want    string // country and subdivision
	}{
		{"population", "Paris", "", "FR.11"},
		{"population", "London", "en-US", "GB.ENG"},
		{"a capital", "Washington", "en-US", "US.DC"},
		{"a country before a state", "Georgia", "en-GB", "GE."},
		{"the state that is named", "Alexandria;Louisiana", "", "US.LA"},
		{"no state that is named", "Alexandria;Egypt", "", "EG.06"},
		{"a state among its towns", "Georgia;Atlanta;Savannah;Macon", "en-US", "US.GA"},
		{"a country among its towns", "Georgia;Tbilisi;Batumi", "", "GE."},
		{"the country that is named", "Birmingham;Alabama;Montgomery", "", "US.AL"},
		{"neighbours", "Wil;Gossau;Uzwil", "de", "CH.SG"},
		{"the paper's country", "Wil", "de-CH", "CH.SG"},
		{"the paper's language", "Linden", "de", "DE.06"},
		{"no such paper", "Linden", "", "GY.18"},
		{"the dateline", "Springfield;!Chicago", "en-US", "US.IL"},
		{"the dateline", "Springfield;!Boston", "en-US", "US.MA"},
	} {
		var toponyms []gazetteer.Toponym
		lang := cmp.Or(c.variety, "en")[:2]
		for name := range strings.SplitSeq(c.names, ";") {
			name, anchor := strings.CutPrefix(name, "!")
			toponyms = append(toponyms, gazetteer.Toponym{Candidates: g.Lookup(name, lang), Anchor: anchor})
		}
		p := g.Resolve(toponyms, g.Home(c.variety))[0]
		if p.Entry < 0 || p.Score <= 0 || p.Score > 1 || p.Margin < 0 || p.Margin > p.Score || p.Scored[0].Entry != p.Entry {
			t.Errorf("%s: place %+v", c.names, p)
			continue
		}
		if e := g.Entry(p.Entry); e.Country+"."+e.Admin1 != c.want {
			t.Errorf("%s (%s): got %s.%s %s by %+v, want %s", c.names, c.why, e.Country, e.Admin1, e.Name, p.Scored[:min(3, len(p.Scored))], c.want)
		}
	}
	paris := g.Lookup("Paris", "en")
	some := gazetteer.Toponym{Candidates: paris[:1]} // France's, as of Parisians
	if p := g.Resolve([]gazetteer.Toponym{{Candidates: paris}, some, {Candidates: g.Lookup("Texas", "en")}, {Candidates: g.Lookup("Dallas", "en"), Anchor: true}}, g.Home("en-US")); p[1].Entry != paris[0] {
		t.Errorf("Paris is %+v, of one candidate %+v", p[0], p[1])
	}
	if p := g.Resolve([]gazetteer.Toponym{{}}, nil); p[0].Entry != -1 {
		t.Errorf("no candidates: %+v", p)
	}
}

// TestInside: what the text says contains a place leaves some candidates, and
// of those for the container the ones that do contain one.
func TestInside(t *testing.T) {
	g := load(t)
	for _, c := range []struct{ name, unit, inside, around string }{
		{"Paris", "Texas", "US.TX", "US.TX"},
		{"Springfield", "Ill.", "US.IL", "US.IL"},
		{"Atlanta", "Georgia", "US.GA", "US.GA"},
		{"Tbilisi", "Georgia", "GE.51", "GE."},
		{"Albany", "New York", "US.NY", "US.NY"},
		{"London", "Ontario", "CA.08", "CA.08"},
		{"Paris", "Ontario", "CA.08", "CA.08"},
		{"Vienna", "Ontario", "", ""},
		{"Boston", "Chicago", "", ""},
	} {
		first := func(list []int32) string {
			if len(list) == 0 {
				return ""
			}
			e := g.Entry(list[0])
			return e.Country + "." + e.Admin1
		}
		inside := g.Inside(g.Lookup(c.name, "en"), c.unit, "en")
		if got := first(inside); got != c.inside {
			t.Errorf("%s, %s: inside %q, want %q", c.name, c.unit, got, c.inside)
		}
		if got := first(g.Around(g.Lookup(c.unit, "en"), inside)); got != c.around {
			t.Errorf("%s, %s: around %q, want %q", c.name, c.unit, got, c.around)
		}
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
		matches := g.Find(token.Split(text, lang))
		toponyms := []gazetteer.Toponym{{Candidates: g.Lookup(text, lang), Anchor: true}}
		for _, m := range matches {
			toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries})
			g.Inside(m.Entries, text, lang)
		}
		for i, p := range g.Resolve(toponyms, g.Home(lang)) {
			if len(toponyms[i].Candidates) > 0 != slices.Contains(toponyms[i].Candidates, p.Entry) || p.Score < 0 || p.Score > 1 {
				t.Errorf("toponym %v is %+v", toponyms[i], p)
			}
		}
	})
}

// BenchmarkFind finds the names of the sample articles, repeated up to 3 KB.
// TestWithin: what a longer name holds, never the name itself.
func TestWithin(t *testing.T) {
	g := load(t)
	for text, want := range map[string]string{
		"He runs the Bank of England now.":           "Bank of England > England",
		"The European Bank failed, Paris says.":      "European > ; Paris > ",
		"She left New York City for the ETH Zurich.": "New York City > New York; ETH Zurich > Zurich",
	} {
		doc := token.Split(text, "en")
		var got []string
		for _, m := range g.Find(doc) {
			var inside []string
			for _, n := range g.Within(doc, m) {
				if n.Strong {
					inside = append(inside, text[n.Start:n.End])
				}
			}
			if m.Strong {
				got = append(got, text[m.Start:m.End]+" > "+strings.Join(inside, " "))
			}
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, s, want)
		}
	}
}

// TestClasses: each class of what the tables hold as a whole is there, by its
// usual forms in both languages.
func TestClasses(t *testing.T) {
	g := load(t)
	for _, c := range []struct {
		lang  string
		kind  gazetteer.Kind
		names string
	}{
		{"de", gazetteer.Admin1, "Baden-Württemberg Bayern Berlin Brandenburg Bremen Hamburg Hessen Mecklenburg-Vorpommern Niedersachsen Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt Schleswig-Holstein Thüringen"},
		{"de", gazetteer.Admin1, "Burgenland Kärnten Niederösterreich Oberösterreich Salzburg Steiermark Tirol Vorarlberg Wien"},
		{"de", gazetteer.Admin1, "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH"},
		{"en", gazetteer.Admin1, "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"},
		{"en", gazetteer.Admin1, "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Vt. Va. Wash. W.Va. Wis. Wyo."},
		{"en", gazetteer.Admin1, "England Scotland Wales Ontario Quebec Alberta Manitoba Saskatchewan Yukon Nunavut Queensland Victoria Tasmania"},
		{"en", gazetteer.Admin1, "Gauteng Limpopo Mpumalanga KwaZulu-Natal Borno Kaduna Katsina Zamfara Anambra Assam Bihar Gujarat Karnataka Kerala Maharashtra Odisha Punjab Rajasthan Telangana"},
		{"de", gazetteer.Admin1, "Westkap Ostkap Nordkap Toskana Apulien Katalonien Asturien Masowien Helmand Tigray Nordkivu Ostjava"},
		{"de", gazetteer.Region, "Afrika Asien Europa Nordamerika Südamerika Ozeanien Nahost Balkan Allgäu Toggenburg Waldviertel Masuren"},
		{"de", gazetteer.Water, "Nordsee Ostsee Mittelmeer Donau Rhein Amazonas Bodensee Suezkanal Bosporus Niagarafälle"},
		{"de", gazetteer.Relief, "Alpen Anden Himalaya Sahara Mallorca Rügen Jütland Arlberg Matterhorn Kilauea Föhr Amrum"},
		{"de", gazetteer.Organisation, "UNO EU Nato OSZE IWF Weltbank WTO WHO Europarat IAEA IKRK Asean Opec Fifa Uefa IOC Interpol Europol Frontex EZB EuGH CDU CSU SPD FDP AfD ÖVP SPÖ FPÖ Neos SVP Bundestag Bundesrat Nationalrat Ständerat BND BKA FBI CIA MI6 dpa APA sda Reuters"},
		{"en", gazetteer.Organisation, "UN EU NATO OECD OSCE IMF WTO WHO IAEA ICRC ASEAN OPEC FIFA UEFA IOC Interpol Europol ECB Congress Labour Tories GOP FBI CIA NSA MI5 MI6 NHS Pentagon Reuters AP AFP Xinhua"},
	} {
		for _, name := range strings.Fields(c.names) {
			var kinds []gazetteer.Kind
			for _, e := range g.Lookup(name, c.lang) {
				kinds = append(kinds, g.Entry(e).Kind)
			}
			for _, e := range g.LookupPlaces(name, c.lang) {
				kinds = append(kinds, g.Entry(e).Kind)
			}
			for _, e := range g.LookupExact(name, c.lang, gazetteer.TypeOrganisation) {
				kinds = append(kinds, g.Entry(e).Kind)
			}
			if !slices.Contains(kinds, c.kind) {
				t.Errorf("%s %s: kinds %v, want %d", c.lang, name, kinds, c.kind)
			}
		}
	}
}

// TestSize: the file and what it takes in memory stay within bounds.
func TestSize(t *testing.T) {
	info, err := os.Stat("data/gazetteer.bin")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 12e6 {
		t.Errorf("the file has %d bytes", info.Size())
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	g := load(t)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 60e6 {
		t.Errorf("%d entries take %d bytes", g.Len(), held)
	}
}

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

// BenchmarkResolve resolves forty toponyms, half of them ambiguous.
func BenchmarkResolve(b *testing.B) {
	g := load(b)
	var toponyms []gazetteer.Toponym
	for range 5 {
		for _, name := range []string{"Springfield", "Decatur", "Illinois", "Chicago", "Washington", "Paris", "London", "Alexandria"} {
			toponyms = append(toponyms, gazetteer.Toponym{Candidates: g.Lookup(name, "en")})
		}
	}
	home := g.Home("en-US")
	b.ReportAllocs()
	for b.Loop() {
		g.Resolve(toponyms, home)
	}
}

// BenchmarkLoad tells the memory that a loaded gazetteer holds, too.
func BenchmarkLoad(b *testing.B) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.ReportAllocs()
	var g *gazetteer.Gazetteer
	for b.Loop() {
		g = load(b)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/1e6, "MB-held")
	runtime.KeepAlive(g)
}
