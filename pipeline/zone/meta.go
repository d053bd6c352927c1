package zone

import (
	"cmp"
	nurl "net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/markusmobius/go-dateparser"
	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"enricher/ner/token"
)

// pageMeta is what a page states about itself in its head, in JSON-LD and in
// time elements.
type pageMeta struct {
	lang, site, title  string
	description        string // what the page says that its story is about
	published, updated string // as written
	origin             []string
	publishedBelow     string // a time element's, weaker than the head's
	locked             bool   // the story must be paid or registered for
	linked             linkedData
}

// Names of meta elements, strongest first.
var (
	publishedNames = []string{
		"article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued",
		"dcterms.created", "dcterms.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date",
		"publish_date", "published-date", "publication_date", "publication-date", "article.published", "article_date_original", "originalpublicationdate",
		"ptime", "date.issued", "datecreated", "cxenseparse:recs:publishtime", "og:published_time", "citation_publication_date", "rnews:datepublished",
	}
	updatedNames = []string{
		"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod",
		"article:modified", "modified", "modificationdate", "article.updated",
	}
)

// originNames are meta elements that say from where the story comes.
var originNames = []string{"source", "agency", "dc.source", "dcterms.source", "article:agency", "news-source", "newssource", "syndication-source", "copyright", "dc.creator"}

// readMeta collects the page's statements in one walk.
func readMeta(doc *html.Node) pageMeta {
	var p pageMeta
	var scripts []string
	named := make(map[string]string)
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			p.lang = strings.TrimSpace(attr(n, "lang"))
		case atom.Title:
			if p.title == "" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
				p.title = oneLine(n.FirstChild.Data)
			}
		case atom.Meta:
			content := strings.TrimSpace(attr(n, "content"))
			for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
				name := strings.ToLower(attr(n, key))
				if _, known := named[name]; name != "" && content != "" && !known {
					named[name] = content
				}
			}
		case atom.Script:
			if isLinkedData(n) && n.FirstChild != nil {
				scripts = append(scripts, n.FirstChild.Data)
			}
		case atom.Time, atom.Span, atom.Div, atom.P:
			p.timeElement(n)
		}
	}
	first := func(names []string) string {
		for _, name := range names {
			if v := named[name]; v != "" {
				return v
			}
		}
		return ""
	}
	for _, s := range scripts {
		p.linked.read(s, p.title)
	}
	p.published = cmp.Or(p.linked.published, p.published, first(publishedNames))
	p.updated = cmp.Or(p.linked.updated, p.updated, first(updatedNames))
	if p.lang == "" {
		p.lang = strings.ReplaceAll(first([]string{"content-language", "language", "dc.language", "og:locale"}), "_", "-")
	}
	p.origin = p.linked.origin
	for _, name := range originNames {
		if v := named[name]; v != "" {
			p.origin = append(p.origin, v)
		}
	}
	p.description = oneLine(cutRunes(first([]string{"og:description", "description", "twitter:description"}), maxTitle))
	p.site = cmp.Or(named["og:site_name"], p.linked.publisher, p.linked.site)
	free, stated := truth(named["isaccessibleforfree"])
	p.locked = p.linked.locked || stated && !free || named["article:content_tier"] == "locked"
	return p
}

// timeElement takes a time element's or microdata's statement.
func (p *pageMeta) timeElement(n *html.Node) {
	value := attr(n, "datetime")
	if value == "" {
		value = attr(n, "content")
	}
	if value == "" {
		return
	}
	switch prop := strings.ToLower(attr(n, "itemprop")); {
	case strings.Contains(prop, "datepublished"):
		if p.published == "" {
			p.published = value
		}
	case strings.Contains(prop, "datemodified"):
		if p.updated == "" {
			p.updated = value
		}
	case n.DataAtom == atom.Time && p.publishedBelow == "":
		class := strings.ToLower(attr(n, "class"))
		if hasAttr(n, "pubdate") || strings.Contains(class, "publish") || strings.Contains(class, "entry-date") {
			p.publishedBelow = value
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// earliest and latest bound the dates that are believed. The clock is not
// asked, so that a page gives the same record on every day and in every zone.
var (
	earliest = time.Date(1995, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

// firstPages is the year of the first pages: a statement that is older was
// never filled in, as a rule with the zero of computers' clocks.
const firstPages = 1991

// times settles the page's publication and update time: its own statements
// first, then what it shows beside its headline, then what its visible lines
// say, then what htmldate finds in the address and around.
func (p *pageMeta) times(doc *html.Node, url, variety string) (published, updated Stamp) {
	published, updated = statedTime(p.published, variety), statedTime(p.updated, variety)
	// An address that bears a date was given on that day; a statement that is
	// days off has been overwritten or was never filled in.
	if day, ok := urlDay(url); ok && !within(published.Value, day, 36*time.Hour) {
		published = Stamp{Value: day.Format(time.DateOnly)}
	}
	if published.Value == "" {
		shown, changed := shownTimes(doc, p.title, variety)
		published, updated = published.Or(shown), updated.Or(changed)
	}
	published = published.Or(statedTime(p.publishedBelow, variety))
	if published.Value == "" {
		text := visibleText(doc)
		shown, changed := Times(text, Split(text), variety)
		shown.Span, changed.Span = token.Span{}, token.Span{} // not of the extracted text
		published, updated = published.Or(shown), updated.Or(changed)
	}
	if published == (Stamp{}) {
		published.Value = p.found(doc, url, variety)
	}
	return published, updated
}

// found is the date that htmldate finds in the page and its address, by
// patterns of many languages. The names of months are those of the page's
// languages and English; of all where it tells none. The first of a month is
// none: that is how it fills up a copyright's year or a month.
func (p *pageMeta) found(doc *html.Node, url, variety string) string {
	var languages []string // all
	for _, tag := range []string{variety, p.lang} {
		lang, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if dateparser.IsKnownLocale(lang) && !slices.Contains(languages, lang) {
			languages = append(languages, lang)
		}
	}
	if len(languages) > 0 && !slices.Contains(languages, "en") {
		languages = append(languages, "en")
	}
	r, err := htmldate.FromDocument(doc, htmldate.Options{
		URL: url, UseOriginalDate: true, DeferUrlExtractor: true,
		MinDate: earliest, MaxDate: latest,
		DateParserConfig: &dateparser.Configuration{Languages: languages, CurrentTime: latest, PreferredDateSource: dateparser.Past, StrictParsing: true},
	})
	if err != nil || r.IsZero() || r.DateTime.Day() == 1 {
		return ""
	}
	return r.Format(time.DateOnly)
}

// statedTime reads a time that a page states for machines.
func statedTime(s, variety string) Stamp {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= firstPages {
			return Stamp{Value: t.Format(time.RFC3339)}
		}
	}
	if seconds, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) { // Unix time, or in milliseconds
		if len(s) == 13 {
			seconds /= 1000
		}
		return Stamp{Value: time.Unix(seconds, 0).UTC().Format(time.RFC3339)}
	}
	for _, m := range readDates(s).moments {
		if m.year >= firstPages {
			return m.stamp(token.Span{}, variety)
		}
	}
	return Stamp{}
}

// Variety is the language's variety; where it names no country, that of the
// publisher's address is added: en and example.co.uk make en-GB. lang may be
// empty: then it is "und", undetermined.
func Variety(lang, url string) string {
	if countryOf(lang) != "" {
		return lang
	}
	address, err := nurl.Parse(url)
	if err != nil {
		return lang
	}
	host := address.Hostname()
	country := strings.ToUpper(host[strings.LastIndexByte(host, '.')+1:])
	switch country {
	case "UK":
		country = "GB"
	case "GOV", "MIL", "EDU":
		country = "US"
	}
	if _, known := countryZones[country]; !known && !monthFirst[country] && !manyZones[country] || soldDomains[country] {
		return lang
	}
	return cmp.Or(lang, "und") + "-" + country
}

// soldDomains are countries whose domains are for anybody to take.
var soldDomains = wordSet(`AI AG AS BZ CO DJ FM GG IM IO LA LC LY ME MS MU PW SC TV VC WS`)

// manyZones are further countries with publishers in German or English.
var manyZones = wordSet(`AU CA NA`)

// urlDay is the date in an address's path: /2022/05/03/.
func urlDay(url string) (day time.Time, ok bool) {
	parts := strings.Split(url, "/")
	for i := 3; i+2 < len(parts); i++ {
		day, err := time.Parse("2006/1/2", strings.Join(parts[i:i+3], "/"))
		if err == nil && day.Year() >= firstPages && day.Before(latest) {
			return day, true
		}
	}
	return time.Time{}, false
}

// within reports whether the date of a stated time is at most d from the day.
func within(stated string, day time.Time, d time.Duration) bool {
	t, err := time.Parse(time.DateOnly, cutRunes(stated, len(time.DateOnly)))
	return err == nil && t.Sub(day).Abs() <= d
}
