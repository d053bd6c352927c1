package pipeline

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"testing"
	"time"
)

var hostileBytes = flag.Int("hostile", 64<<10, "bytes of each hostile article; make hostile takes the most that is read")

// hostileLimit is how long a worker gives one article by default.
const hostileLimit = 10 * time.Second

// fill repeats a piece up to n bytes.
func fill(piece string, n int) string {
	return strings.Repeat(piece, n/len(piece)+1)[:n/len(piece)*len(piece)]
}

// TestHostile feeds what is made to hold a reader up. Each article must be
// enriched or refused within the time limit of one article.
func TestHostile(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := *hostileBytes - 100
	de := "BERLIN - Die Bundeskanzlerin Angela Merkel ist am Freitag nach Paris gereist. "
	texts := map[string]string{
		"one line of prose":      fill(de, n),
		"prose, a line each":     fill(de+"\n", n),
		"no white space":         fill("a", n),
		"no white space, mixed":  fill("Abc1.", n),
		"digits":                 fill("1", n),
		"digits and points":      fill("1.", n),
		"digits and commas":      fill("1,000", n),
		"number words de":        fill("einhundert", n),
		"number words en":        fill("hundred ", n),
		"zwei und":               fill("zwei und ", n),
		"compound":               fill("donaudampfschifffahrts", n),
		"points":                 fill(".", n),
		"hyphens":                fill("-", n),
		"hyphenated":             fill("a-", n),
		"Capital hyphenated":     fill("Berlin-", n),
		"opening marks":          fill("„", n),
		"opening brackets":       fill("(", n),
		"nested marks":           fill("„Er sagte: ", n),
		"quote marks":            fill(`"`, n),
		"quoted words":           fill(`"a" `, n),
		"said Merkel":            fill(`"Ja", sagte Merkel. `, n),
		"names":                  fill("Angela Merkel ", n),
		"capital words":          fill("Berlin Paris London ", n),
		"initials":               fill("A. ", n),
		"one capital letter":     fill("A ", n),
		"bank of":                fill("Bank of ", n),
		"different names":        different("Hans Mann%dinger traf ", n),
		"different one-word":     different("Xa%dberg ", n),
		"times de":               fill("am Freitag um 3 Uhr ", n),
		"times en":               fill("on Friday, May 4, 2014 at 3 p.m. ", n),
		"from to":                fill("vom 1. bis 3. Mai bis ", n),
		"days and":               fill("Montag, Dienstag und ", n),
		"the first of":           fill("der erste ", n),
		"money":                  fill("5 Millionen Euro und ", n),
		"percent":                fill("3,5 Prozent auf ", n),
		"roles":                  fill("Präsident der Regierung des ", n),
		"roles en":               fill("president of the ", n),
		"spokesman":              fill("sagte der Sprecher des Sprechers ", n),
		"line breaks":            "a" + fill("\n", n),
		"blanks":                 "a" + fill(" ", n) + "b",
		"no-break spaces":        "a" + fill("\u00a0", n) + "b",
		"short lines":            fill("a\n", n),
		"capital lines":          fill("Berlin\n", n),
		"time stamps":            fill("12.10.2014 12:00 Uhr\n", n),
		"captions":               fill("Foto: dpa\n", n),
		"combining marks":        "a" + fill("\u0301", n),
		"zero-width joiners":     fill("👩\u200d", n),
		"flags":                  fill("🇩🇪", n),
		"right to left":          fill("\u202eabc ", n),
		"soft hyphens":           fill("a\u00ad", n),
		"control characters":     fill("abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz abcdef\x01", n),
		"replacement characters": fill("\ufffd", n),
		"Chinese":                fill("漢字", n),
		"Cyrillic":               fill("привет мир ", n),
		"fractions":              fill("½", n),
		"slashes":                fill("1/2/", n),
		"colons":                 fill("1:", n),
		"datelines":              fill("BERLIN (dpa) - ", n),
		"dateline lines":         fill("BERLIN (dpa) - \n", n),
		"addresses":              fill("https://example.org/a?b=c&", n),
		"mails":                  fill("a@b.", n),
		"apostrophes":            fill("rock'n'", n),
		"sz":                     fill("ß", n),
		"dotted capital I":       fill("İ", n),
		"long capital line":      fill("BERLIN", n),
		"commas":                 fill("Merkel, ", n),
		"and":                    fill("Merkel und ", n),
	}
	pages := map[string]string{
		"div":             fill("<div>", n),
		"div text":        fill("<div>a", n),
		"b":               fill("<b>", n),
		"unclosed p b":    fill("<p><b><i>", n),
		"tables":          fill("<table><tr><td>", n),
		"table text":      fill("<table>a", n),
		"adoption":        fill("<a><p>", n),
		"adoption b":      fill("<b><p>a</b>", n),
		"font":            fill("<font color=a><p>x", n),
		"siblings":        fill("<p>Ein Satz über Berlin.</p>", n),
		"br":              "<p>a" + fill("<br>", n),
		"spans":           "<p>" + fill("<span>a</span> ", n),
		"one paragraph":   "<p>" + fill(de, n),
		"attributes":      "<p " + different("a%d=b ", n) + ">Ein Satz.",
		"same attributes": "<p " + fill("a=b ", n) + ">Ein Satz.",
		"long attribute":  `<p a="` + fill("x", n) + `">Ein Satz.`,
		"comments":        fill("<!--a-->", n) + "<p>Ein Satz.",
		"open comment":    "<p>Ein Satz.<!--" + fill("-", n),
		"entities":        "<p>" + fill("&amp;", n),
		"bad entities":    "<p>" + fill("&a", n),
		"numeric":         "<p>" + fill("&#x41;", n),
		"less than":       fill("<", n),
		"script":          "<script>" + fill("<!--<script>", n),
		"json-ld":         `<script type="application/ld+json">` + fill("[", n) + "</script><p>Ein Satz.",
		"json-ld objects": `<script type="application/ld+json">` + fill(`{"@graph":[`, n) + "</script><p>Ein Satz.",
		"many json-ld":    fill(`<script type="application/ld+json">{"datePublished":"2014-10-14"}</script>`, n) + "<p>Ein Satz.",
		"meta":            fill(`<meta property="article:published_time" content="2014-10-14">`, n) + "<p>Ein Satz.",
		"titles":          fill("<title>a</title>", n) + "<p>Ein Satz.",
		"long title":      "<title>" + fill("a ", n) + "</title><p>Ein Satz.",
		"long og:title":   `<meta property="og:title" content="` + fill("a ", n) + `"><p>Ein Satz.`,
		"long h1":         "<h1>" + fill("a ", n) + "</h1><p>Ein Satz.",
		"long title bars": "<title>" + fill("a | ", n) + "</title><p>Ein Satz.",
		"long author":     `<meta name="author" content="` + fill("Anna Berg, ", n) + `"><p>Ein Satz.`,
		"long byline":     `<p class="author">` + fill("Anna Berg, ", n) + `</p><p>Ein Satz.`,
		"list":            fill("<ul><li>", n),
		"list items":      "<ul>" + fill("<li>Berlin", n),
		"select":          "<select>" + fill("<option>a", n),
		"forms":           fill("<form>", n),
		"frames":          fill("<frameset>", n),
		"svg":             fill("<svg><foreignObject>", n),
		"math":            fill("<math><mi>", n),
		"template":        fill("<template>", n),
		"plaintext":       "<plaintext>" + fill("<p>", n),
		"links":           fill(`<a href="/a">Berlin</a> `, n),
		"articles":        fill("<article><h1>Berlin</h1><p>Ein Satz.</p></article>", n),
		"images":          fill(`<figure><img src=a><figcaption>Berlin</figcaption></figure>`, n),
		"times":           fill(`<time datetime="2014-10-14T12:00:00Z">a</time>`, n) + "<p>Ein Satz.",
		"closing tags":    fill("</div>", n) + "<p>Ein Satz.",
		"closing p":       fill("</p>", n),
		"headings":        fill("<h1>Berlin", n),
		"nested headings": strings.Repeat("<h1><div>", 120) + fill("Berlin ", n-2000),
		"dated":           "<h1>Berlin</h1>" + fill(`<span class="date">4.11.2021</span> `, n),
		"long class":      `<h1>Berlin</h1><p class="` + fill("date ", n) + `">Ein Satz.`,
		"description":     `<meta name="description" content="` + fill("Ein Satz. ", n) + `"><p>Ein Satz.`,
		"linked authors":  `<script type="application/ld+json">{"@type":"Article","author":["` + fill("Anna Berg, ", n) + `"]}</script><p>Ein Satz.`,
		"doctype":         "<!DOCTYPE " + fill("a", n) + "><p>Ein Satz.",
		"bad bytes":       fill("<p>\xff\xfe\x80", n),
		"NUL":             fill("<p>a\x00", n),
		"quotes":          fill("<blockquote>", n),
		"rel":             fill(`<link rel="canonical" href="https://example.org/2014/10/14/a">`, n) + "<p>Ein Satz.",
	}
	objects := map[string]string{
		"arrays":         fill("[", n),
		"meta arrays":    `{"text":"a","meta":{"a":` + fill("[", n),
		"closed arrays":  `{"text":"Ein Satz.","meta":{"a":` + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "}}",
		"objects":        fill(`{"a":`, n),
		"closed objects": `{"text":"Ein Satz.","meta":` + strings.Repeat(`{"a":`, n/6) + "1" + strings.Repeat("}", n/6) + "}",
		"unknown arrays": `{"text":"Ein Satz.","x":` + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "}",
		"escapes":        `{"text":"` + fill(`\u00e4`, n) + `"}`,
		"bad surrogates": `{"text":"` + fill(`\ud800`, n) + `"}`,
		"keys":           `{"text":"Ein Satz.","meta":{` + different(`"a%d":1,`, n) + `"z":1}}`,
		"same keys":      `{` + fill(`"text":"a",`, n) + `"text":"Ein Satz."}`,
		"long id":        `{"text":"Ein Satz.","id":"` + fill("a", n) + `"}`,
		"long source":    `{"text":"Ein Satz.","source":"` + fill("a", n) + `"}`,
		"long url":       `{"html":"<p>Ein Satz.","url":"https://` + fill("a.", n) + `"}`,
		"long title":     `{"text":"Ein Satz.","title":"` + fill("Berlin ", n) + `"}`,
		"long lang":      `{"text":"Ein Satz.","lang":"` + fill("de-", n) + `"}`,
		"long time":      `{"text":"Ein Satz.","published":"` + fill("2", n) + `"}`,
		"bad bytes":      "{\"text\":\"" + fill("\xff\xfe\x80", n) + "\"}",
		"long number":    `{"text":"Ein Satz.","meta":{"a":` + fill("1", n) + `}}`,
	}
	for _, form := range []struct {
		contentType string
		articles    map[string]string
	}{{"text/plain", texts}, {"text/html", pages}, {"application/json", objects}} {
		for name, data := range form.articles {
			t.Run(form.contentType+"/"+strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), hostileLimit)
				defer cancel()
				start := time.Now()
				a, err := Decode([]byte(data), form.contentType, DefaultMaxText)
				if err == nil {
					_, err = p.Enrich(ctx, a)
				}
				took := time.Since(start)
				if took > hostileLimit {
					t.Errorf("%v, the limit is %v", took, hostileLimit)
				}
				var permanent *Error
				if err != nil && !errors.As(err, &permanent) {
					t.Errorf("%v", err)
				}
				if errors.As(err, &permanent) && permanent.Reason == Panic {
					t.Errorf("%v\n%s", err, permanent.Stack)
				}
				t.Logf("%8d ms %s", took.Milliseconds(), shorten(err))
			})
		}
	}
}

func shorten(err error) string {
	if err == nil {
		return ""
	}
	s := err.Error()
	return s[:min(len(s), 120)]
}

// different repeats a form with a counter in it up to n bytes.
func different(form string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n-len(form)-10; i++ {
		fmt.Fprintf(&b, form, i)
	}
	return b.String()
}
