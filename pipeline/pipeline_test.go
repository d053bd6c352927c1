package pipeline

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/lang"
)

// loaded is the pipeline that all tests share: loading takes a while.
var loaded = sync.OnceValue(func() *Pipeline {
	p, err := New(Options{})
	if err != nil {
		panic(err)
	}
	return p
})

func enrich(t testing.TB, a *Article) *Record {
	t.Helper()
	r, err := loaded().Enrich(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, r)
	return r
}

// checkSpans holds the record's promise: every span lies in the text, on rune
// boundaries, and its text is what stands there; lists are in order.
func checkSpans(t testing.TB, r *Record) {
	t.Helper()
	check := func(kind string, s Span) {
		if s.Start < 0 || s.End > len(r.Text) || s.Start >= s.End {
			t.Fatalf("%s: span %d–%d of %d bytes", kind, s.Start, s.End, len(r.Text))
		}
		if !utf8.ValidString(r.Text[:s.Start]) || r.Text[s.Start:s.End] != s.Text {
			t.Fatalf("%s: %q is not %q", kind, s.Text, r.Text[s.Start:s.End])
		}
		if strings.TrimSpace(s.Text) != s.Text {
			t.Fatalf("%s: white space around %q", kind, s.Text)
		}
	}
	end := 0
	for _, z := range r.Zones {
		if z.Start < end || z.End <= z.Start || z.End > len(r.Text) {
			t.Fatalf("zone %+v after %d", z, end)
		}
		end = z.End
	}
	first := -1
	var mentions, inside []Mention
	for _, e := range r.Entities {
		if len(e.Mentions) == 0 || e.Mentions[0].Start < first {
			t.Fatalf("entity %s is out of order or has no mention", e.ID)
		}
		first = e.Mentions[0].Start
		for _, m := range e.Mentions {
			check("mention", m.Span)
			if m.Inside {
				inside = append(inside, m)
			} else {
				mentions = append(mentions, m)
			}
		}
		for _, role := range e.Roles {
			check("role", role.Span)
		}
	}
	slices.SortFunc(mentions, func(a, b Mention) int { return a.Start - b.Start })
	for i := 1; i < len(mentions); i++ {
		if mentions[i].Start < mentions[i-1].End {
			t.Fatalf("mentions %q and %q overlap", mentions[i-1].Text, mentions[i].Text)
		}
	}
	for _, m := range inside {
		if !slices.ContainsFunc(mentions, func(o Mention) bool {
			return o.Start <= m.Start && m.End <= o.End && o.End-o.Start > m.End-m.Start
		}) {
			t.Fatalf("mention %q is inside no other", m.Text)
		}
	}
	for _, x := range r.Datelines {
		check("dateline", x.Span)
	}
	for _, x := range r.Credits {
		check("credit", x.Span)
	}
	for _, x := range r.Times {
		check("time", x.Span)
	}
	for _, x := range r.Figures {
		check("figure", x.Span)
	}
	for _, x := range r.Quotes {
		check("quote", x.Span)
	}
}

func TestEnrich(t *testing.T) {
	text := `Wiener Philharmoniker reisen nach Japan

Wien – Die Wiener Philharmoniker reisen am kommenden Montag nach Tokio. Das sagte ihr Vorstand Thomas Berger am Freitag in Wien. Berger rechnet mit rund 12.000 Besuchern und Einnahmen von 1,5 Millionen Euro.`
	r := enrich(t, &Article{ID: "a1", Text: text, Published: "2026-03-06T10:00:00+01:00", Meta: []byte(`{"desk":7}`)})
	if r.ID != "a1" || r.Lang.Code != "de" || string(r.Meta) != `{"desk":7}` || r.Text != text {
		t.Errorf("record %+v", r)
	}
	if len(r.Datelines) != 1 || r.Datelines[0].Text != "Wien" || len(r.Datelines[0].Places) != 1 {
		t.Fatalf("datelines %+v", r.Datelines)
	}
	byID := map[string]Entity{}
	byName := map[string]Entity{}
	for _, e := range r.Entities {
		byID[e.ID], byName[e.Name] = e, e
	}
	if e := byID[r.Datelines[0].Places[0]]; e.Name != "Wien" || e.Place == nil || e.Place.Country != "AT" {
		t.Errorf("the dateline's place is %+v", e)
	}
	if e := byName["Tokio"]; e.Type != "place" || e.Place == nil || e.Place.Country != "JP" {
		t.Errorf("Tokio is %+v", e)
	}
	if e := byName["Thomas Berger"]; e.Type != "person" || len(e.Mentions) != 2 {
		t.Errorf("Thomas Berger is %+v", e)
	}
	values := map[string]string{}
	for _, x := range r.Times {
		values[x.Text] = x.Value
	}
	if values["Freitag"] != "2026-03-06" {
		t.Errorf("times %v", values)
	}
	for _, want := range []Figure{
		{Kind: "count", Value: "12000", Modifier: "approx", Noun: "Besuchern"},
		{Kind: "money", Value: "1500000", Unit: "EUR"},
	} {
		if !slices.ContainsFunc(r.Figures, func(f Figure) bool {
			return f.Kind == want.Kind && f.Value == want.Value && f.Unit == want.Unit && f.Modifier == want.Modifier && f.Noun == want.Noun
		}) {
			t.Errorf("no figure %+v in %+v", want, r.Figures)
		}
	}
}

// TestOtherLanguages: no facts, but a record.
func TestOtherLanguages(t *testing.T) {
	r := enrich(t, &Article{Text: "Le président de la République a annoncé mardi à Paris une réforme de l'assurance chômage, qui entrera en vigueur au mois de septembre."})
	if r.Lang.Code == "de" || r.Lang.Code == "en" || len(r.Zones) == 0 || r.Entities != nil || r.Times != nil || r.Figures != nil {
		t.Errorf("record %+v", r)
	}
}

func TestDatelineDateIsTheReference(t *testing.T) {
	r := enrich(t, &Article{Text: "BERLIN, October 14, 2014 (Reuters) - The chancellor said on Monday that talks with the Ukrainian government would go on in the coming weeks."})
	if len(r.Datelines) != 1 || r.Datelines[0].Date != "2014-10-14" {
		t.Fatalf("datelines %+v", r.Datelines)
	}
	for _, x := range r.Times {
		if x.Text == "Monday" && x.Value == "2014-10-13" {
			return
		}
	}
	t.Errorf("times %+v: want Monday = 2014-10-13", r.Times)
}

func TestErrors(t *testing.T) {
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := loaded().Enrich(canceled, &Article{Text: "Some text."}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	broken := &Pipeline{options: Options{MaxText: 100}, stages: []Stage{{"zone", func(*Document) { panic("boom") }}}}
	_, err := broken.Enrich(context.Background(), &Article{Text: "Some text."})
	var fault *Error
	if !errors.As(err, &fault) || fault.Reason != Panic || fault.Stage != "zone" || len(fault.Stack) == 0 {
		t.Errorf("error %#v, want a panic with its stage and stack", err)
	}
	for text, want := range map[string]Reason{" \n ": EmptyText, strings.Repeat("x ", 3<<20): TooLarge, "\xff": InvalidEncoding} {
		_, err := loaded().Enrich(context.Background(), &Article{Text: text})
		if reason, _ := ReasonOf(err); reason != want {
			t.Errorf("%.10q…: %v, want %s", text, err, want)
		}
	}
}

// TestPagesWithoutText: each is refused, with the reason why.
func TestPagesWithoutText(t *testing.T) {
	for page, want := range map[string]Reason{
		" \n ":                                 EmptyText,
		"<p></p>":                              NoText,
		"<script>document.write('x')</script>": NoText,
		"<style>p { color: red }</style>":      NoText,
		"<img src=a.png alt='Berlin'>":         NoText,
		`<frameset cols="50%,*"><frame src=a.html><frame src=b.html><noframes>No frames?</noframes></frameset>`: NoText,
		strings.Repeat("<div>", 600) + "Text":                                 TooDeep,
		strings.Repeat("<table><tr><td>", 300) + "Text":                       TooDeep,
		strings.Repeat("<br>", 300_000) + "Text":                              TooLarge,
		"<p>" + strings.Repeat("Ein Satz. ", DefaultMaxText/10) + "Ein Satz.": TooLarge,
	} {
		_, err := loaded().Enrich(context.Background(), &Article{HTML: page})
		if reason, _ := ReasonOf(err); reason != want {
			t.Errorf("%.40q…: %v, want %s", page, err, want)
		}
	}
}

// TestUnclearTimes: a date that may be read two ways is not guessed, and the
// record says so.
func TestUnclearTimes(t *testing.T) {
	const story = "The council has agreed to build the new school, it said on Monday after a meeting that took all night. "
	for _, c := range []struct{ name, lang, url, more, published string }{
		{"no variety", "en", "", "", ""},
		{"spelling", "en", "", "The colour of its walls is grey, and its centre is a theatre.", "2022-05-03"},
		{"hint", "en-US", "", "", "2022-03-05"},
		{"address", "en", "https://www.example.co.uk/school", "", "2022-05-03"},
	} {
		text := "Menu\nSearch\nLog in\nCouncil builds a school\nPublished 03/05/2022\n" + story + c.more + "\n" + story
		page := "<html lang=en><title>Council builds a school</title><h1>Council builds a school</h1><p class=date>03/05/2022</p><p>" + story + c.more + "</p><p>" + story
		for kind, a := range map[string]Article{"text": {Text: text}, "page": {HTML: page}} {
			a.Lang, a.URL = c.lang, c.url
			r := enrich(t, &a)
			warned := slices.Contains(r.Warnings, WarnDate)
			if r.Published != c.published || warned != (c.published == "") {
				t.Errorf("%s, %s: published %q, warnings %q; want %q", c.name, kind, r.Published, r.Warnings, c.published)
			}
		}
	}
}

// TestPageCredits: authors and agencies that a page's metadata names.
func TestPageCredits(t *testing.T) {
	r := enrich(t, &Article{HTML: `<html lang="de"><head><title>Kredit für die Schule</title><meta name="source" content="awp">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Kredit für die Schule","author":[{"@type":"Person","name":"Anna Muster"},"Keystone-SDA"],"publisher":{"name":"Beispiel-Zeitung"}}</script></head>
<body><h1>Kredit für die Schule</h1><p>Der Gemeinderat hat am Dienstag den Kredit für die neue Schule bewilligt, wie er am Abend mitteilte.</p></body></html>`})
	if !slices.Equal(r.Authors, []string{"Anna Muster"}) || !slices.Equal(r.Agencies, []string{"Keystone-SDA", "AWP"}) || r.Source != "Beispiel-Zeitung" {
		t.Errorf("authors %q, agencies %q, source %q", r.Authors, r.Agencies, r.Source)
	}
}

// TestHostileText ends soon and breaks nothing, whatever the text.
func TestHostileText(t *testing.T) {
	tests := map[string]Article{
		"no space":      {Text: strings.Repeat("abcdefgh", 12500)},
		"dots":          {Text: strings.Repeat(".", 30000)},
		"NULs":          {Text: "Berlin \x00\x00 ist\x00 groß."},
		"digits":        {Text: strings.Repeat("1.", 20000)},
		"quotes":        {Text: strings.Repeat("„«\"", 10000)},
		"brackets":      {Text: strings.Repeat("(", 30000)},
		"lines":         {Text: strings.Repeat("a\n", 30000)},
		"capitals":      {Text: strings.Repeat("Anna Berlin ", 5000)},
		"marks":         {Text: "a" + strings.Repeat("\u0301", 50000)},
		"deep html":     {HTML: strings.Repeat("<div>", 100000) + "Text"},
		"half tag":      {HTML: "<p>Ein Text ohne Ende <"},
		"no html":       {HTML: "just text, a sentence without any tag at all."},
		"right to left": {Text: "\u202eBerlin\u202c \ufeff und \u200bWien"},
	}
	for name, a := range tests {
		t.Run(name, func(t *testing.T) {
			a.Lang = "de"
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			r, err := loaded().Enrich(ctx, &a)
			if err != nil {
				if _, ok := ReasonOf(err); !ok {
					t.Fatal(err)
				}
				return
			}
			checkSpans(t, r)
		})
	}
}

// TestNameOfMarks: a mention from which inflection and composition leave
// nothing keeps its name.
func TestNameOfMarks(t *testing.T) {
	for _, c := range []struct {
		text, form  string
		first, last int
	}{
		{"Er nahm ’ mit", "name", 2, 3},
		{"Der \"Tatort\"-Kommissar kam", "part", 4, 5},
	} {
		d := &Document{Text: c.text, Tokens: token.Split(c.text, "de"), Lang: lang.Result{Code: "de"}}
		m := Candidate{Span: d.Tokens.Span(c.first, c.last), First: c.first, Last: c.last, Label: "PER", Form: c.form, Score: 1}
		d.Mentions = []Candidate{m}
		loaded().entity(d)
		if len(d.Entities) != 1 || d.Entities[0].name != c.text[m.Start:m.End] {
			t.Errorf("%s: %+v", c.text, d.Entities)
		}
	}
}

// TestDatelineWithoutTokens: a place in a line that is not cut into tokens is
// no mention.
func TestDatelineWithoutTokens(t *testing.T) {
	text := "Es regnet.\nBERLIN"
	d := &Document{Text: text, Original: text, Tokens: token.New(text, "de")}
	d.Tokens.Add(token.Span{Start: 0, End: 10})
	d.Datelines = []dateline.Dateline{{Places: []dateline.Place{{Span: token.Span{Start: 11, End: 17}}}}}
	if found := resolve(d, nil, nil); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}

// TestManyNames: time grows with the number of names, not with its square. Four
// times the text must not take ten times as long; on a busy machine short runs
// vary, long ones less.
func TestManyNames(t *testing.T) {
	lead := strings.Repeat("Der Bundesrat hat am Montag in Bern entschieden, dass die Regierung mehr Geld für die Schulen bekommt. ", 5)
	for name, line := range map[string]string{
		"names":     "Anna Berlin. ",
		"persons":   "Hans Muster traf Anna Muster. ",
		"datelines": "\n\nBERLIN (dpa) - Es regnet in Bern.",
	} {
		enrich := func(bytes int) time.Duration {
			start := time.Now()
			if _, err := loaded().Enrich(context.Background(), &Article{Text: lead + strings.Repeat(line, bytes/len(line)), Lang: "de"}); err != nil {
				t.Error(err)
			}
			return time.Since(start)
		}
		short, long := enrich(500_000), enrich(2_000_000)
		if long > 10*short && long > 10*time.Second {
			t.Errorf("%s: %v, and %v for four times the text", name, short, long)
		}
	}
}

// TestConcurrent: many goroutines give the bytes that one gives.
func TestConcurrent(t *testing.T) {
	articles := sampleArticles(t)
	want := make([][]byte, len(articles))
	for i, a := range articles {
		line, err := enrich(t, a).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		want[i] = line
	}
	var all sync.WaitGroup
	for range 4 {
		for i, a := range articles {
			all.Go(func() {
				r, err := loaded().Enrich(context.Background(), a)
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := r.Marshal(); err != nil || !bytes.Equal(got, want[i]) {
					t.Errorf("article %d gives other bytes beside others (%v)", i, err)
				}
			})
		}
	}
	all.Wait()
}

func sampleArticles(t testing.TB) []*Article {
	t.Helper()
	names, err := filepath.Glob("../cmd/enricher/samples/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no samples", err)
	}
	var articles []*Article
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Decode(data, "text/plain", DefaultMaxText)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}

func FuzzEnrich(f *testing.F) {
	for _, a := range sampleArticles(f) {
		f.Add(a.Text, "", false)
	}
	f.Add("<p>Wien (APA) - Am <b>3. Mai</b> 2014 kamen 2:1 Leute.", "Titel", true)
	f.Fuzz(func(t *testing.T, text, title string, html bool) {
		a := &Article{Title: title, Text: text, Lang: "de"}
		if html {
			a.Text, a.HTML = "", text
		}
		r, err := loaded().Enrich(context.Background(), a)
		if err != nil {
			if reason, ok := ReasonOf(err); !ok || reason == Panic {
				t.Fatal(err)
			}
			return
		}
		checkSpans(t, r)
	})
}

func BenchmarkEnrich(b *testing.B) {
	articles := sampleArticles(b)
	size := 0
	for _, a := range articles {
		size += len(a.Text)
	}
	p := loaded()
	b.SetBytes(int64(size / len(articles)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := p.Enrich(context.Background(), articles[i%len(articles)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkStages is the time of each stage over the sample articles.
func BenchmarkStages(b *testing.B) {
	articles := sampleArticles(b)
	p := loaded()
	total := map[string]time.Duration{}
	n := 0
	for b.Loop() {
		in := rooms.Get().(*room)
		d, err := newDocument(articles[n%len(articles)], in)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range p.stages {
			start := time.Now()
			s.Run(d)
			total[s.Name] += time.Since(start)
		}
		in.leave()
		n++
	}
	for name, took := range total {
		b.ReportMetric(float64(took.Microseconds())/float64(n), name+"-µs/op")
	}
}
