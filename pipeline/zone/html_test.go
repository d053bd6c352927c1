package zone

import (
	"errors"
	"os"
	"reflect"
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
	p.Text, p.Zones = "", nil
	if want := (Page{
		Title: "Brücke über die Thur bleibt gesperrt", Published: "2019-06-03T07:12:00+02:00", Updated: "2019-06-03T09:40:00+02:00",
		Lang: "de-CH", Source: "Beispiel-Zeitung", Authors: []string{"Anna Muster"},
	}); !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v\nwant %+v", p, want)
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
		{"open", "", `<div>Vor 3 Stunden publiziert</div>`, "", "", ""},
	} {
		page := `<html lang="de-CH"><head><title>Kredit für die Schule</title>` + c.head + `</head><body><h1>Kredit für die Schule</h1>` + c.body + paragraph + paragraph + `</body></html>`
		p, err := FromHTML([]byte(page), c.url)
		if err != nil || p.Published != c.published || p.Updated != c.updated {
			t.Errorf("%s: published %q updated %q (%v), want %q %q", c.name, p.Published, p.Updated, err, c.published, c.updated)
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
		{"many attributes", "<div " + repeat("a=b ", 50_000) + ">" + paragraph, nil},
		{"endless entities", repeat("&amp;", 20_000), nil},
		{"broken entities", repeat("&#x", 20_000), nil},
		{"open brackets", repeat("<", 20_000), nil},
		{"zero bytes", "\x00\x01" + repeat("\xff\xfe", 1000), nil},
		{"unclosed links", repeat("<a>x", 1_000), nil},
		{"deep linked data", `<script type="application/ld+json">` + repeat("[", 100_000) + "</script>" + paragraph, nil},
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

func FuzzFromHTML(f *testing.F) {
	if page, err := os.ReadFile("testdata/page.html"); err == nil {
		f.Add(page)
	}
	f.Add([]byte("<table><p><a><table><b>x"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := FromHTML(page, "https://beispiel.example/a")
		if err == nil {
			checkZones(t, p.Text, p.Zones)
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
