package zone

import (
	"bytes"
	"errors"
	nurl "net/url"
	"slices"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"enricher/ner/token"
)

// Why a page gives no text.
var (
	ErrTooDeep  = errors.New("HTML is nested more than 512 elements deep")
	ErrTooLarge = errors.New("HTML has too many elements")
	ErrNoText   = errors.New("page holds no text")
)

// A Page is what an HTML page says: the article's text with its zones, and the
// page's statements about it. Fields it does not state are empty.
type Page struct {
	Title   string
	Text    string // the title, a blank line, then paragraphs with blank lines between them
	Zones   []Zone
	Lang    string   // BCP 47, as the page declares it
	Source  string   // the site's or publisher's name
	Authors []string // persons and agencies that the page names as such
	Origin  []string // from where the page says that it has the story: agencies, among others

	behind []block // what the page shows behind the story
	meta   pageMeta
	doc    *html.Node
	url    string
}

// maxNodes is how many elements and texts a page may have: far more than
// pages do, and few enough to be read in seconds.
const maxNodes = 200_000

// maxFallback is up to how many nodes a page is given to the second extractor,
// which takes a second for 100,000.
const maxFallback = 20_000

// maxExtract is the product of nodes and bytes up to which a page's main text
// is extracted. Trafilatura's time grows with it, since it joins the texts of
// paragraphs one by one; at this bound it takes about two seconds.
const maxExtract = 50_000_000_000

// maxTitle is how much of a page's title is read, in bytes, and how long its
// first headings may be for the second extractor: it looks for parts of titles
// with regular expressions, which takes ten seconds for four megabytes.
const maxTitle = 4 << 10

// shortStory is from which length on, in bytes, a page's main text is taken
// though its linked data tell more: they know no headings and captions.
const shortStory = 250

// maxLinkedData is how much linked data of one script htmldate is given, in
// bytes.
const maxLinkedData = 256 << 10

// FromHTML extracts the article's text and what the page states about it. The
// bytes are UTF-8; url is the page's address or empty. The main text is
// trafilatura's choice, or readability's where that may be the wrong part; of
// pages that show next to nothing it is the story in their linked data. Where
// there is none, and on the very largest pages, the page's visible lines are
// split like a raw page's.
func FromHTML(page []byte, url string) (Page, error) {
	doc, nodes, err := parse(page)
	if err != nil {
		return Page{}, err
	}
	plain := shortTitles(doc)
	meta := readMeta(doc)
	prune(doc)
	address, err := nurl.Parse(url)
	if err != nil || address.Host == "" {
		address = nil
	}
	p := Page{Lang: meta.lang, Source: meta.site, Authors: people(meta.linked.authors, meta.site), Origin: meta.origin, Title: meta.title, meta: meta, doc: doc, url: url}
	visible := readBlocks(doc)
	var blocks []block
	if nodes*len(page) <= maxExtract {
		e := extractor{address: address, visible: visible, authors: p.Authors, second: plain && nodes <= maxFallback}
		story, stated := e.extract(doc)
		p.complete(stated)
		if told := meta.linked.story(); length(story, 0) < shortStory && length(told, 0) > 2*length(story, 0) {
			story = told
		}
		blocks, p.behind = around(story, visible, meta.description)
	}
	if len(blocks) == 0 {
		blocks = visibleStory(doc)
	}
	p.compose(blocks)
	if p.Text == "" {
		return Page{}, ErrNoText
	}
	return p, nil
}

// Times is when the page says that it was published and last updated. The
// variety is that of its language, or empty; where it does not name a country,
// the page's own statement and its address do. The stamps have no spans.
func (p *Page) Times(variety string) (published, updated Stamp) {
	if !strings.Contains(variety, "-") {
		if declared := strings.ReplaceAll(p.Lang, "_", "-"); strings.HasPrefix(declared, variety) {
			variety = declared
		}
	}
	return p.meta.times(p.doc, p.url, Variety(variety, p.url))
}

// Cut says how the text falls short of its story, by its end, by what the page
// shows behind it and by what it states for machines.
func (p *Page) Cut() Cut {
	text, zones := p.Text, slices.Clone(p.Zones)
	for _, b := range p.behind {
		line := oneLine(b.text)
		zones = append(zones, Zone{Span: token.Span{Start: len(text) + 1, End: len(text) + 1 + len(line)}, Kind: Other})
		text += "\n" + line
	}
	c := FindCut(text, zones)
	c.Paywalled = c.Paywalled || p.meta.locked
	return c
}

// prune removes what no reader sees: scripts, but for linked data, styles,
// drawings, frames, comments, and the white space between blocks; and menus,
// which hold no story. A tree half as large is searched in half the time.
// Instead, the text before every break ends with a space, for extractors join
// the texts of blocks. What no page needs, attributes and linked data beyond all
// measure, goes as well: extractors search them with regular expressions.
func prune(doc *html.Node) {
	var last *html.Node // text
	part := func() {
		if last != nil && !strings.HasSuffix(last.Data, " ") {
			last.Data += " "
		}
		last = nil
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			for i := range c.Attr {
				c.Attr[i].Val = cutRunes(c.Attr[i].Val, maxTitle)
			}
			switch {
			case prunable(c):
				n.RemoveChild(c)
			case c.Type == html.TextNode:
				last = c
			case c.DataAtom == atom.Pre:
				part()
			case breaks(c):
				part()
				walk(c)
				part()
			default:
				walk(c)
			}
			c = next
		}
	}
	walk(doc)
}

func prunable(n *html.Node) bool {
	switch n.Type {
	case html.CommentNode:
		return true
	case html.TextNode:
		return strings.TrimLeft(n.Data, " \t\r\n\f") == "" && (breaksText(n.PrevSibling, n.Parent) || breaksText(n.NextSibling, n.Parent))
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Style, atom.Noscript, atom.Noframes, atom.Template, atom.Svg, atom.Iframe, atom.Nav:
			return true
		case atom.Script:
			return !isLinkedData(n) || n.FirstChild != nil && len(n.FirstChild.Data) > maxLinkedData
		}
	}
	return false
}

// breaksText reports whether white space beside the sibling, or without one at
// the parent's edge, is not shown.
func breaksText(sibling, parent *html.Node) bool {
	if sibling == nil {
		sibling = parent
	}
	return sibling.Type == html.DocumentNode || sibling.Type == html.ElementNode && breaks(sibling)
}

// breaks reports whether the element parts what stands before and behind it.
func breaks(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Br, atom.Td, atom.Th, atom.Head, atom.Html, atom.Meta, atom.Link, atom.Title, atom.Tbody, atom.Thead, atom.Tfoot:
		return true
	}
	_, block := blockKind(n.DataAtom)
	return block
}

// parse reads the page, within limits.
func parse(page []byte) (doc *html.Node, nodes int, err error) {
	// All that the parser refuses is a page deeper than 512 elements.
	doc, err = html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, 0, ErrTooDeep
	}
	for range doc.Descendants() {
		if nodes++; nodes > maxNodes {
			return nil, 0, ErrTooLarge
		}
	}
	return doc, nodes, nil
}

// shortTitles cuts the page's titles to maxTitle and reports whether its first
// headings are short as well.
func shortTitles(doc *html.Node) bool {
	short := true
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Title: // holds one text
			if t := n.FirstChild; t != nil && len(t.Data) > maxTitle {
				t.Data = strings.ToValidUTF8(t.Data[:maxTitle], "")
			}
		case atom.H1:
			length := 0
			for t := range n.Descendants() {
				if t.Type == html.TextNode {
					length += len(t.Data)
				}
			}
			short = short && length <= maxTitle
		}
	}
	return short
}

// complete fills in what trafilatura read of the page's head and the page's
// own statements lack.
func (p *Page) complete(m trafilatura.Metadata) {
	if m.Title != "" {
		p.Title = m.Title
	}
	if p.Source == "" && !strings.Contains(m.Sitename, "://") && !strings.Contains(m.Sitename, "©") {
		p.Source = m.Sitename
	}
	if len(p.Authors) == 0 {
		p.Authors = people([]string{m.Author}, p.Source)
	}
}

// titleReach is how many blocks from the start the title is looked for, so
// that it does not stand in the text twice.
const titleReach = 4

// compose writes title and blocks into the text and zones them.
func (p *Page) compose(blocks []block) {
	p.Title = oneLine(p.Title)
	for i, b := range blocks[:min(len(blocks), titleReach)] {
		if strings.EqualFold(oneLine(b.text), p.Title) {
			blocks = slices.Delete(blocks, i, i+1)
			break
		}
	}
	var b strings.Builder
	var kinds []Kind
	write := func(text string, kind Kind) {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(text)
		for range 1 + strings.Count(text, "\n") {
			kinds = append(kinds, kind)
		}
	}
	if len(blocks) == 0 {
		return
	}
	if p.Title != "" {
		write(p.Title, Headline)
	}
	for _, k := range blocks {
		write(k.text, k.kind)
	}
	p.Text = b.String()
	lines := readLines(p.Text)
	if len(lines) != len(kinds) {
		p.Zones = Split(p.Text)
		return
	}
	lead := false
	section := Body // or what a heading says of the paragraphs under it
	p.Zones = make([]Zone, len(lines))
	for i := range lines {
		l := &lines[i]
		kind := kinds[i]
		switch kind {
		case Crosshead:
			section = Body
			if k := l.phrase.kind; l.chrome() && (k == Related || k == Comments || k == Footer) {
				kind, section = k, k
			}
		case Body:
			if kind = l.paragraph(); kind == Body && section != Body {
				kind = section
			} else if kind == Body && !lead {
				kind, lead = Lead, true
			}
		}
		p.Zones[i] = Zone{Span: l.Span, Kind: kind, Repeat: l.repeat && kind == Caption}
	}
}

// paragraph is the kind of a line of the extracted text that the page's
// structure calls a paragraph.
func (l *line) paragraph() Kind {
	switch {
	case l.isTimestamp():
		return Timestamp
	case l.chrome() && l.phrase.place != opening:
		return l.phrase.kind
	case l.isCredit():
		return Credit
	case l.isByline():
		return Byline
	case l.isCaption():
		return Caption
	}
	return Body
}

// oneLine joins all white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
