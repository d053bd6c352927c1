package zone

import (
	"encoding/json"
	nurl "net/url"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageMeta is what a page states about itself in its head, in JSON-LD and in
// time elements.
type pageMeta struct {
	lang, site, title  string
	published, updated string // as written
	authors            []string
	publishedBelow     string // a time element's, weaker than the head's
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

// readMeta collects the page's statements in one walk.
func readMeta(doc *html.Node) pageMeta {
	var p pageMeta
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
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				p.linkedData(n.FirstChild.Data)
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
	if p.published == "" {
		p.published = first(publishedNames)
	}
	if p.updated == "" {
		p.updated = first(updatedNames)
	}
	if p.lang == "" {
		p.lang = strings.ReplaceAll(first([]string{"content-language", "language", "dc.language", "og:locale"}), "_", "-")
	}
	if site := named["og:site_name"]; site != "" {
		p.site = site
	}
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

// linkedData reads JSON-LD: schema.org's Article and the types under it.
func (p *pageMeta) linkedData(text string) {
	var data any
	if json.Unmarshal([]byte(strings.TrimSpace(text)), &data) != nil {
		return
	}
	p.linkedNode(data, 0)
}

func (p *pageMeta) linkedNode(data any, depth int) {
	if depth > 4 {
		return
	}
	switch v := data.(type) {
	case []any:
		for _, e := range v {
			p.linkedNode(e, depth+1)
		}
	case map[string]any:
		if articleType(v["@type"]) {
			if s, ok := v["datePublished"].(string); ok && p.published == "" {
				p.published = s
			}
			if s, ok := v["dateModified"].(string); ok && p.updated == "" {
				p.updated = s
			}
			if p.site == "" {
				p.site = name(v["publisher"])
			}
			if len(p.authors) == 0 {
				p.authors = names(v["author"])
			}
		}
		p.linkedNode(v["@graph"], depth+1)
		p.linkedNode(v["mainEntity"], depth+1)
	}
}

// articleType reports whether a schema.org type is an article's.
func articleType(t any) bool {
	switch v := t.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "Report" || v == "WebPage" || v == "LiveBlogPosting"
	case []any:
		for _, e := range v {
			if articleType(e) {
				return true
			}
		}
	}
	return false
}

// name is the name of a schema.org thing, which may be given by name alone.
func name(v any) string {
	switch v := v.(type) {
	case string:
		if !strings.Contains(v, "://") {
			return oneLine(v)
		}
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return oneLine(s)
		}
	}
	return ""
}

func names(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var all []string
	for _, e := range list {
		if s := name(e); s != "" {
			all = append(all, s)
		}
	}
	return all
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

// latest bounds the dates that are believed: no page of ours is younger. The
// clock is not asked, so that a page gives the same record on every day.
var latest = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)

// times settles the page's publication and update time: its own statements
// first, then what its visible lines say, then what htmldate finds in the
// address and around.
func (p *pageMeta) times(doc *html.Node, url, variety string) (published, updated string) {
	published, updated = normalTime(p.published, variety), normalTime(p.updated, variety)
	if published == "" {
		published = normalTime(p.publishedBelow, variety)
	}
	// An address that bears a date was given on that day; a statement that is
	// days off has been overwritten or was never filled in.
	if day, ok := urlDay(url); ok && !within(published, day, 36*time.Hour) {
		published = day.Format(time.DateOnly)
	}
	if published == "" {
		text := visibleText(doc)
		shown, changed := Times(text, Split(text), variety)
		published = shown.Value
		if updated == "" {
			updated = changed.Value
		}
	}
	if published == "" {
		r, err := htmldate.FromDocument(doc, htmldate.Options{
			URL: url, UseOriginalDate: true, MaxDate: latest, SkipExtensiveSearch: true, DeferUrlExtractor: true,
		})
		if err == nil && !r.IsZero() {
			published = r.Format(time.DateOnly)
		}
	}
	return published, updated
}

// normalTime writes a stated time as Stamp.Value does; empty if it is none.
func normalTime(s, variety string) string {
	s = strings.TrimSpace(s)
	if s == "" {
		return ""
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.RFC3339)
		}
	}
	for _, m := range readDates(s).moments {
		if v, ok := m.value(variety); ok {
			return v
		}
	}
	return ""
}

// variety is the language's variety as the page declares it, or as its
// address's country implies it.
func variety(lang string, address *nurl.URL) string {
	if address == nil || lang != "" && lang != "en" && lang != "de" {
		return lang
	}
	host := address.Hostname()
	if v := domainVarieties[host[strings.LastIndexByte(host, '.')+1:]]; strings.HasPrefix(v, lang) {
		return v
	}
	return lang
}

// domainVarieties are the varieties of countries' top-level domains.
var domainVarieties = map[string]string{
	"de": "de-DE", "at": "de-AT", "ch": "de-CH", "li": "de-CH",
	"uk": "en-GB", "ie": "en-IE", "us": "en-US", "gov": "en-US", "mil": "en-US", "za": "en-ZA", "ke": "en-KE", "ng": "en-NG",
	"gh": "en-GH", "ug": "en-UG", "tz": "en-TZ", "zw": "en-ZW", "in": "en-IN", "pk": "en-PK", "sg": "en-SG", "hk": "en-HK",
	"jm": "en-JM", "au": "en-AU", "nz": "en-NZ", "ph": "en-PH",
}

// urlDay is the date in an address's path: /2022/05/03/.
func urlDay(url string) (day time.Time, ok bool) {
	parts := strings.Split(url, "/")
	for i := 3; i+2 < len(parts); i++ {
		day, err := time.Parse("2006/1/2", strings.Join(parts[i:i+3], "/"))
		if err == nil && day.Year() >= 1995 && day.Before(latest) {
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
