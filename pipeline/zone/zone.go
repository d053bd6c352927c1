// Package zone reads pages: it finds the story among the lines of a page's
// visible text, the time of its publication, and the text in a page's HTML.
//
// A crawler delivers a page's whole visible text, an agency clean copy. Split
// gives every line of either to one zone. It looks for signs of a page first
// (menu words, teasers, comment boxes): without them the text is clean copy
// and all of it is story. With them, lines are scored by how much they read
// like running text, and the best contiguous block is the story, as in jusText
// (Pomikálek 2011) and boilerplate detection by shallow text features
// (Kohlschütter et al. 2010); its head (kicker, headline, timestamp, byline,
// captions) is then sought above it.
package zone

import (
	"strings"
	"unicode"

	"enricher/ner/token"
)

// A Kind names what a line is to the article.
type Kind string

// The kinds of zones.
const (
	Kicker     Kind = "kicker"     // short line over the headline
	Headline   Kind = "headline"   // the article's title
	Byline     Kind = "byline"     // who wrote it
	Timestamp  Kind = "timestamp"  // when it was published or updated
	Caption    Kind = "caption"    // under a picture
	Lead       Kind = "lead"       // the first paragraph
	Body       Kind = "body"       // running text
	Crosshead  Kind = "crosshead"  // a heading inside the body
	Credit     Kind = "credit"     // agency or author shorthand: (fest/sda)
	Related    Kind = "related"    // teasers of other articles
	Comments   Kind = "comments"   // readers' comments and the form for them
	Navigation Kind = "navigation" // menus, buttons, consent boxes
	Footer     Kind = "footer"     // imprint, terms, copyright
	Other      Kind = "other"      // advertisements, weather and the rest
)

// Story reports whether facts are read from zones of this kind.
func (k Kind) Story() bool {
	switch k {
	case Kicker, Headline, Caption, Lead, Body, Crosshead, Credit:
		return true
	}
	return false
}

// A Zone is one line of a text, without the white space around it.
type Zone struct {
	token.Span
	Kind   Kind
	Repeat bool // says word for word what an earlier line says: no facts are read from it
}

// Split gives every line of text that is not blank to a zone, in order.
func Split(text string) []Zone {
	if strings.Count(text, "\n")+strings.Count(text, "\r") > maxLines {
		return plainLines(text)
	}
	lines := readLines(text)
	page := isPage(lines)
	if page {
		zonePage(lines)
	} else {
		zoneCopy(lines)
	}
	return collect(lines, page)
}

// collect makes zones of the lines: there is one lead, and what the story says
// again word for word is a repeat. Clean copy may say a sentence twice, but
// not a caption.
func collect(lines []line, page bool) []Zone {
	zones := make([]Zone, len(lines))
	said := make(map[string]bool)
	lead := false
	for i := range lines {
		l := &lines[i]
		z := Zone{Span: l.Span, Kind: l.kind}
		if z.Kind == Lead {
			if lead {
				z.Kind = Body
			}
			lead = true
		}
		if z.Kind == Caption || page && z.Kind.Story() && l.words >= 4 {
			z.Repeat = said[l.text]
			said[l.text] = true
		}
		zones[i] = z
	}
	return zones
}

// maxLines is how many lines a text may have to be looked at line by line:
// more than any page, and few enough to measure in megabytes.
const maxLines = 50_000

// plainLines takes every line for running text.
func plainLines(text string) (zones []Zone) {
	at := 0
	for raw := range strings.Lines(text) {
		if line := strings.TrimFunc(raw, unicode.IsSpace); line != "" {
			start := at + strings.Index(raw, line)
			zones = append(zones, Zone{Span: token.Span{Start: start, End: start + len(line)}, Kind: Body})
		}
		at += len(raw)
	}
	return zones
}
