package zone

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFromHTML(t *testing.T) {
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		t.Fatal(err)
	}
	p, err := FromHTML(page, "https://www.beispiel.example/schweiz/bruecke-gesperrt")
	if err != nil {
		t.Fatal(err)
	}
	checkZones(t, p.Text, p.Zones)
	want := []struct {
		kind Kind
		text string
	}{
		{Headline, "Brücke über die Thur bleibt gesperrt"},
		{Lead, "Frauenfeld - Die Brücke über die Thur bleibt bis Ende Juni gesperrt."},
		{Body, "Das teilte der Kanton am Montag mit."},
		{Crosshead, "Umweg von zwölf Kilometern"},
		{Body, "Der Verkehr wird über Müllheim umgeleitet."},
		{Body, "Velos und Fussgänger dürfen passieren."},
		{Body, "Lastwagen müssen den Umweg nehmen."},
		{Credit, "(mus/sda)"},
	}
	at := 0
	for _, w := range want {
		for at < len(p.Zones) && !strings.HasPrefix(p.Text[p.Zones[at].Start:p.Zones[at].End], w.text) {
			at++
		}
		if at == len(p.Zones) {
			t.Fatalf("no zone %q in order in\n%s", w.text, p.Text)
		}
		if p.Zones[at].Kind != w.kind {
			t.Errorf("%q is %s, want %s", w.text, p.Zones[at].Kind, w.kind)
		}
	}
	for _, absent := range []string{"Startseite", "Mehr zum Thema", "Cookies", "alpenrose"} {
		if strings.Contains(p.Text, absent) {
			t.Errorf("text holds %q", absent)
		}
	}
	published, updated := p.Times("de")
	got := []string{p.Title, published.Value, updated.Value, p.Lang, p.Source, strings.Join(p.Authors, "; ")}
	if want := []string{
		"Brücke über die Thur bleibt gesperrt", "2019-06-03T07:12:00+02:00", "2019-06-03T09:40:00+02:00", "de-CH", "Beispiel-Zeitung", "Anna Muster",
	}; !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

const paragraph = "<p>Der Gemeinderat hat am Dienstag den Kredit für die neue Schule bewilligt, wie er am Abend mitteilte.</p>"

func TestPageTimes(t *testing.T) {
	for _, c := range []struct{ name, head, body, url, published, updated string }{
		{"open graph", `<meta property="article:published_time" content="2022-05-03T14:10:00Z"><meta property="article:modified_time" content="2022-05-04T08:00:00+02:00">`, "", "", "2022-05-03T14:10:00Z", "2022-05-04T08:00:00+02:00"},
		{"linked data before open graph", `<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"datePublished":"2022-05-03T14:10:00+02:00"}]}</script><meta name="date" content="2020-01-01">`, "", "", "2022-05-03T14:10:00+02:00", ""},
		{"broken linked data", `<script type="application/ld+json">{"datePublished":</script><meta name="date" content="2020-01-02">`, "", "", "2020-01-02", ""},
		{"time element", "", `<time class="entry-date published" datetime="2021-11-04T10:00:00+01:00">4. November</time>`, "", "2021-11-04T10:00:00+01:00", ""},
		{"microdata", "", `<span itemprop="datePublished" content="2021-11-04">heute</span>`, "", "2021-11-04", ""},
		{"visible", "", `<div>Publiziert: 4. November 2021, 10.15 Uhr</div>`, "", "2021-11-04T10:15:00+01:00", ""},
		{"address", "", "", "https://blog.example/2021/11/04/schule/", "2021-11-04", ""},
		{"address before later statement", `<meta property="article:published_time" content="2022-05-03T14:10:00Z">`, "", "https://blog.example/2021/11/04/schule/", "2021-11-04", ""},
		{"class beside the headline", "", `</div><span class="meta field--post-date">4.11.2021</span><aside><time class="published" datetime="2020-01-01">1. Januar 2020</time></aside>`, "", "2021-11-04", ""},
		{"time element beside the headline", "", `<time datetime="2021-11-04T10:00:00+01:00">vor 3 Stunden</time>`, "", "2021-11-04T10:00:00+01:00", ""},
		{"set off beside the headline", "", `<p>4. November 2021 | <a href="/presse">Presse</a></p>`, "", "2021-11-04", ""},
		{"clock in its own element", "", `<p><span>4.11.2021</span><span>10:15</span></p>`, "", "2021-11-04T10:15:00+01:00", ""},
		{"both, labelled apart", "", `<dl><dt>Veröffentlicht:</dt><dd>4.11.2021</dd><dt>Letzte Änderung:</dt><dd>5.11.2021 um 09:25</dd></dl>`, "", "2021-11-04", "2021-11-05T09:25:00+01:00"},
		{"far from the headline", "", paragraph + paragraph + paragraph + paragraph + `<p>Andere Meldungen</p><time datetime="2020-01-01T10:00:00Z">x</time>`, "", "", ""},
		{"first article of several", `<script type="application/ld+json">[{"@type":"WebPage","datePublished":"2019-01-01"},{"@type":"NewsArticle","headline":"Kredit für die Schule","datePublished":"2021-11-04"},{"@type":"NewsArticle","datePublished":"2018-01-01"}]</script>`, "", "", "2021-11-04", ""},
		{"linked data with line breaks and marks", "<script type=\"application/ld+json\">/*<![CDATA[*/{\"@type\":\"Article\",\"description\":\"zwei\nZeilen\",\"datePublished\":\"2021-11-04\"}/*]]>*/</script>", "", "", "2021-11-04", ""},
		{"computers' zero", `<meta property="article:published_time" content="1970-01-01T00:00:00Z">`, "", "", "", ""},
		{"a copyright's year", "", paragraph + `<footer><p>© 2019 Beispiel-Zeitung</p></footer>`, "", "", ""},
		{"open", "", `<div>Vor 3 Stunden publiziert</div>`, "", "", ""},
	} {
		page := `<html lang="de-CH"><head><title>Kredit für die Schule</title>` + c.head + `</head><body><h1>Kredit für die Schule</h1>` + c.body + paragraph + paragraph + `</body></html>`
		p, err := FromHTML([]byte(page), c.url)
		if err != nil {
			t.Fatal(err)
		}
		if published, updated := p.Times(""); published.Value != c.published || updated.Value != c.updated {
			t.Errorf("%s: published %q updated %q, want %q %q", c.name, published.Value, updated.Value, c.published, c.updated)
		}
	}
}

func TestPeople(t *testing.T) {
	for stated, want := range map[string]string{
		"Anna Muster": "Anna Muster", "Von Anna Muster und Bernd Beispiel": "Anna Muster; Bernd Beispiel", "By Anna Example and Bob Sample": "Anna Example; Bob Sample",
		"Anna Muster, Bernd Beispiel": "Anna Muster; Bernd Beispiel", "Muster, Anna": "Muster, Anna", "Anna Muster, Bern": "Anna Muster, Bern",
		"fest/sda": "fest; sda", "dpa": "dpa", "Anna Muster; dpa": "Anna Muster; dpa", "Anna Muster | dpa": "Anna Muster; dpa",
		"admin": "", "www.beispiel.example": "", "Beispiel-Zeitung": "", "Beispielzeitung Online": "", "https://beispiel.example/autor/7": "", "": "", "Redaktion": "",
		"Dr. Anna Muster": "Dr. Anna Muster", "Jean-Luc d'Exemple": "Jean-Luc d'Exemple",
	} {
		if got := strings.Join(people([]string{stated}, "Beispiel-Zeitung"), "; "); got != want {
			t.Errorf("%q: %q, want %q", stated, got, want)
		}
	}
}

// TestStoryAround: the standfirst in the page's head and the credit behind the
// text belong to the story; the description of another one does not.
func TestStoryAround(t *testing.T) {
	const standfirst = "Die Gemeinde baut für zwölf Millionen Franken eine neue Schule mit einer Turnhalle."
	page := func(description string) string {
		return `<html lang="de-CH"><head><title>Kredit für die Schule</title><meta name="description" content="` + description + `"></head><body>
<header><h1>Kredit für die Schule</h1><p class="intro">` + standfirst + `</p><p>Menü</p></header>
<div class="article-body">` + strings.Repeat(paragraph, 4) + `</div><div>(mus/sda)</div><div>Mehr zum Thema</div></body></html>`
	}
	p, err := FromHTML([]byte(page(standfirst[:60]+" …")), "")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Text, "Schule\n\n"+standfirst+"\n\nDer Gemeinderat") || !strings.HasSuffix(p.Text, "\n\n(mus/sda)") {
		t.Errorf("text %q", p.Text)
	}
	if p.Zones[1].Kind != Lead || p.Zones[len(p.Zones)-1].Kind != Credit {
		t.Errorf("zones %v", p.Zones)
	}
}

// TestPageCut: a paywall's box stands behind the story, outside the main text.
func TestPageCut(t *testing.T) {
	for behind, want := range map[string]Cut{
		"": {},
		"<div>Jetzt weiterlesen mit Beispiel Plus</div><div>4 Wochen kostenlos testen</div>":  {Paywalled: true},
		"<div>Mehr zum Thema</div><div>Jetzt weiterlesen mit Beispiel Plus</div>":             {},
		"<aside><h3>Newsletter</h3><p>Jetzt kostenlos testen</p></aside><footer>Abo</footer>": {},
	} {
		p, err := FromHTML([]byte("<html lang=de><title>Kredit für die Schule</title><article><h1>Kredit für die Schule</h1>"+strings.Repeat(paragraph, 4)+"</article>"+behind), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Cut(); got != want {
			t.Errorf("%q: %v, want %v", behind, got, want)
		}
	}
}

// TestPageLocked: what a page tells machines of its price.
func TestPageLocked(t *testing.T) {
	const linked = `<script type="application/ld+json">`
	for head, want := range map[string]bool{
		linked + `{"@type":"NewsArticle","isAccessibleForFree":false}</script>`:                                                                     true,
		linked + `{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>`:                                                                   true,
		linked + `{"@type":["NewsArticle"],"isAccessibleForFree":"https://schema.org/False"}</script>`:                                              true,
		linked + `{"@type":"NewsArticle","hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".paid"}}</script>`:          true,
		linked + `{"@type":"NewsArticle","hasPart":[{"isAccessibleForFree":"true"},{"isAccessibleForFree":"false"}]}</script>`:                      true,
		linked + `{"@graph":[{"@type":"WebPage","isAccessibleForFree":false},{"@type":"NewsArticle","headline":"Kredit für die Schule"}]}</script>`: true,
		`<meta itemprop="isAccessibleForFree" content="false">`:                                                                                     true,
		`<meta property="article:content_tier" content="locked">`:                                                                                   true,
		"": false,
		linked + `{"@type":"NewsArticle","isAccessibleForFree":true}</script>`:                                                                                          false,
		linked + `{"@type":"NewsArticle","isAccessibleForFree":"True","hasPart":{"isAccessibleForFree":false}}</script>`:                                                false,
		linked + `{"@type":"NewsArticle","isAccessibleForFree":0}</script>`:                                                                                             false,
		linked + `{"@type":"NewsArticle","hasPart":"isAccessibleForFree"}</script>`:                                                                                     false,
		linked + `[{"@type":"NewsArticle","headline":"Kredit für die Schule","isAccessibleForFree":true},{"@type":"NewsArticle","isAccessibleForFree":false}]</script>`: false,
		linked + `{"@type":"Product","isAccessibleForFree":false}</script>`:                                                                                             false,
		`<meta property="article:content_tier" content="metered">`:                                                                                                      false,
	} {
		p, err := FromHTML([]byte("<html lang=de><head><title>Kredit für die Schule</title>"+head+"</head><article><h1>Kredit für die Schule</h1>"+strings.Repeat(paragraph, 4)+"</article>"), "")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := p.Cut(), (Cut{Paywalled: want}); got != want {
			t.Errorf("%q: %v, want %v", head, got, want)
		}
	}
}

// TestLinkedNames: authors and sites may be named by reference.
func TestLinkedNames(t *testing.T) {
	for _, c := range []struct{ name, linked, body, authors, source string }{
		{"by name", `{"@type":"Article","author":"Anna Muster","publisher":{"name":"Muster &amp; Söhne"}}`, "", "Anna Muster", "Muster & Söhne"},
		{"by reference", `{"@graph":[{"@type":"Article","author":{"@id":"#anna"},"publisher":{"@id":"#blatt"}},{"@type":"Person","@id":"#anna","name":"Anna Muster"},{"@type":"Organization","@id":"#blatt","name":"Musterblatt"}]}`, "", "Anna Muster", "Musterblatt"},
		{"several", `[{"@type":"Person","@id":"#a","name":"Anna Muster"},{"@type":"Article","author":[{"@id":"#a"},{"name":"Bernd Beispiel","@id":"#b"}]}]`, "", "Anna Muster; Bernd Beispiel", ""},
		{"to nowhere", `{"@type":"Article","author":{"@id":"#anna"}}`, "", "", ""},
		{"to itself", `{"@type":"Article","@id":"#x","author":{"@id":"#x"}}`, "", "", ""},
		{"the site's own", `[{"@type":"WebSite","name":"Musterblatt"},{"@type":"Article","author":{"name":"Musterblatt"}}]`, "", "", "Musterblatt"},
		{"nobody, and the page names one", `{"@type":"Article","author":{"name":"admin"}}`, `<p class="author">Anna Muster</p>`, "Anna Muster", ""},
		{"before the page's", `{"@type":"Article","author":{"name":"Anna Muster"}}`, `<p class="author">Bernd Beispiel</p>`, "Anna Muster", ""},
	} {
		page := `<html lang="de"><head><title>Kredit für die Schule</title><script type="application/ld+json">` + c.linked + `</script></head><body><h1>Kredit für die Schule</h1>` + c.body + strings.Repeat(paragraph, 4) + `</body></html>`
		p, err := FromHTML([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		if authors := strings.Join(p.Authors, "; "); authors != c.authors || p.Source != c.source {
			t.Errorf("%s: authors %q source %q, want %q %q", c.name, authors, p.Source, c.authors, c.source)
		}
	}
}

// TestStoryInLinkedData: a page that scripts fill in has its story there alone.
func TestStoryInLinkedData(t *testing.T) {
	const told = "Der Gemeinderat hat am Dienstag den Kredit für die neue Schule bewilligt."
	page := func(body, shown string) string {
		return `<html lang="de"><head><title>Kredit für die Schule</title><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"` + body + `"}</script></head><body><div id="app">` + shown + `</div></body></html>`
	}
	for _, c := range []struct{ name, body, shown, want string }{
		{"lines", told + `\n\nGebaut wird im Mai &amp; Juni.`, "", told + "\n\nGebaut wird im Mai & Juni."},
		{"markup", `<p>` + told + `<\/p><p>Gebaut wird <b>bald<\/b>.<\/p>`, "Bitte warten", told + "\n\nGebaut wird bald."},
		{"the page has it", told, "<article>" + strings.Repeat(paragraph, 4) + "</article>", strings.TrimSuffix(strings.Repeat(strings.TrimSuffix(strings.TrimPrefix(paragraph, "<p>"), "</p>")+"\n\n", 4), "\n\n")},
	} {
		p, err := FromHTML([]byte(page(c.body, c.shown)), "")
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if want := "Kredit für die Schule\n\n" + c.want; p.Text != want {
			t.Errorf("%s: %q, want %q", c.name, p.Text, want)
		}
		checkZones(t, p.Text, p.Zones)
	}
}

// TestTimeInSentence: a time element amid a sentence is part of it.
func TestTimeInSentence(t *testing.T) {
	for sentence, want := range map[string]string{
		"Der Rat hat den Kredit am <time>3. Mai</time> bewilligt.":                   "Der Rat hat den Kredit am 3. Mai bewilligt.",
		"Die Wahl ist um <time datetime=18:00><b>18</b> Uhr</time> zu Ende gewesen.": "Die Wahl ist um 18 Uhr zu Ende gewesen.",
	} {
		p, err := FromHTML([]byte("<html lang=de><title>Kredit</title><article>"+paragraph+"<p>"+sentence+"</p>"+paragraph+"</article>"), "")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.Text, want) {
			t.Errorf("%q is not in %q", want, p.Text)
		}
	}
}

// TestPageSame: the same page gives the same text and statements every time,
// though its linked data hold several things that might be taken.
func TestPageSame(t *testing.T) {
	page := []byte(`<html lang="de"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Kredit","alternativeHeadline":"Geld für die Schule","headlineShort":"Schule",
"articleBody":"Kurz gesagt.","video":{"articleBody":"Ganz anders."},"author":{"@id":"#a"},"b":[{"@id":"#a","name":"Bernd Beispiel"},{"@id":"#a","name":"Anna Muster"}]}</script><body>` + paragraph + `</body></html>`)
	first, err := FromHTML(page, "")
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		p, err := FromHTML(page, "")
		if err != nil || p.Title != first.Title || p.Text != first.Text || !slices.Equal(p.Authors, first.Authors) {
			t.Fatalf("%q %q %q, first %q %q %q (%v)", p.Title, p.Text, p.Authors, first.Title, first.Text, first.Authors, err)
		}
	}
}

// TestDateInOtherLanguages: htmldate knows the months of the page's language,
// and where that is not known of all.
func TestDateInOtherLanguages(t *testing.T) {
	for _, c := range []struct{ lang, variety, date, want string }{
		{"es", "", "4 de mayo de 2022", "2022-05-04"},
		{"", "es", "4 de mayo de 2022", "2022-05-04"},
		{"", "und", "4 de mayo de 2022", "2022-05-04"},
		{"xx", "", "4 de mayo de 2022", "2022-05-04"},
		{"pl-PL", "pl", "16 marca 2021", "2021-03-16"},
	} {
		page := `<html lang="` + c.lang + `"><title>A</title><body>` + strings.Repeat("<p>"+strings.Repeat("abc def ", 20), 4) + `<p class="fecha">` + c.date + `</p></body></html>`
		p, err := FromHTML([]byte(page), "")
		if err != nil {
			t.Fatal(err)
		}
		if published, _ := p.Times(c.variety); published.Value != c.want {
			t.Errorf("%v: %q", c, published.Value)
		}
	}
}

// TestBlocksApart: no word of a block is joined to the next block's, however
// little stands between their tags.
func TestBlocksApart(t *testing.T) {
	for _, between := range []string{"", " ", "\n", "<br>"} {
		list := strings.Repeat("<div>Erster Satz im Text.</div>"+between+"<div><span>Zweiter Satz.</span></div>"+between+"<ul><li>Punkt</li>"+between+"<li>Noch einer</li></ul>", 8)
		p, err := FromHTML([]byte("<html><body><article>"+paragraph+list+"</article></body></html>"), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, joined := range []string{".Z", "PunktN", ".P", "einerE"} {
			if strings.Contains(p.Text, joined) {
				t.Errorf("between %q: %q in %q", between, joined, p.Text)
			}
		}
	}
}

// TestHostileHTML: a result or an error, in bounded time.
func TestHostileHTML(t *testing.T) {
	repeat := strings.Repeat
	for _, c := range []struct {
		name, page string
		err        error
	}{
		{"empty", "", ErrNoText},
		{"blank", " \n\t", ErrNoText},
		{"script only", "<script>var a = 1</script>", ErrNoText},
		{"frames", `<frameset><frame src="a.html"></frameset>`, ErrNoText},
		{"fragment", "<p>Hallo, Welt.", nil},
		{"plain text", "Hallo, Welt.", nil},
		{"deep", repeat("<div>", 100_000) + "x", ErrTooDeep},
		{"deep inline", repeat("<b><i>", 5_000) + "x", ErrTooDeep},
		{"deep but allowed", repeat("<div>", 480) + paragraph + repeat("</div>", 480), nil},
		{"many elements", repeat("<option>x", 150_000), ErrTooLarge},
		{"many attributes", "<div " + repeat("a=b ", 100_000) + ">" + paragraph, nil},
		{"many attributes of different names", "<div " + different(100_000) + ">" + paragraph, nil},
		{"endless entities", repeat("&amp;", 20_000), nil},
		{"broken entities", repeat("&#x", 20_000), nil},
		{"open brackets", repeat("<", 20_000), nil},
		{"zero bytes", "\x00\x01" + repeat("\xff\xfe", 1000), nil},
		{"unclosed links", repeat("<a>x", 1_000), nil},
		{"deep linked data", `<script type="application/ld+json">` + repeat("[", 100_000) + "</script>" + paragraph, nil},
		{"many things in linked data", `<script type="application/ld+json">[{"@id":"a"}` + repeat(`,{"@id":"a","@graph":[{"hasPart":[{}]}]}`, 10_000) + "]</script>" + paragraph, nil},
		{"long story in linked data", `<script type="application/ld+json">{"@type":"Article","articleBody":"` + repeat("<b>&amp;</b>", 20_000) + `"}</script>`, nil},
		{"deep story in linked data", `<script type="application/ld+json">{"@type":"Article","articleBody":"` + repeat("<b></b><div>", 20_000) + `"}</script>`, ErrNoText},
		{"one huge paragraph", "<p>" + repeat("und so weiter ", 20_000), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			p, err := FromHTML([]byte(c.page), "")
			if !errors.Is(err, c.err) {
				t.Errorf("error %v, want %v", err, c.err)
			}
			if err == nil {
				checkZones(t, p.Text, p.Zones)
			}
			if d := time.Since(start); d > time.Minute { // wide: the machine may be busy
				t.Errorf("took %v", d)
			}
		})
	}
}

// different are n attributes, each of a name of its own.
func different(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=b ", i)
	}
	return b.String()
}

func FuzzFromHTML(f *testing.F) {
	if page, err := os.ReadFile("testdata/page.html"); err == nil {
		f.Add(page)
	}
	f.Add([]byte("<table><p><a><table><b>x"))
	f.Add([]byte(`<h1>Berlin</h1><time class="date" datetime="2021-11-04T10:00:00+01:00">4.11.</time><pre> a</pre><aside>b</aside><p>(mus/sda)`))
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[{"@id":"a","@type":"Article","author":{"@id":"b"},"articleBody":"<p>A</p>","hasPart":[{"isAccessibleForFree":false}]}]}</script><p>Am <time>3. Mai</time> war es.`))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := FromHTML(page, "https://beispiel.example/a")
		if err == nil {
			checkZones(t, p.Text, p.Zones)
			published, updated := p.Times("")
			checkStamp(t, published)
			checkStamp(t, updated)
		}
	})
}

func BenchmarkFromHTML(b *testing.B) {
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := FromHTML(page, ""); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPages extracts the real pages that ENRICHER_SHARED has, one a round.
func BenchmarkPages(b *testing.B) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		b.Skip("ENRICHER_SHARED does not name the folder with the corpora")
	}
	f, err := os.Open(filepath.Join(shared, "corpora/html/trafilatura-pages.dev.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	var pages []struct{ HTML, URL string }
	for d := json.NewDecoder(z); d.More(); {
		pages = append(pages, struct{ HTML, URL string }{})
		if err := d.Decode(&pages[len(pages)-1]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for at := 0; b.Loop(); at++ {
		p := pages[at%len(pages)]
		page, err := FromHTML([]byte(p.HTML), p.URL)
		if err != nil {
			continue // a page without text
		}
		page.Cut()
		page.Times("")
	}
}
