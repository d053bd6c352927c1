package zone

import (
	"bytes"
	"errors"
	"fmt"
	nurl "net/url"
	"slices"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Why a page gives no text.
var (
	ErrTooDeep  = errors.New("HTML is nested too deep")
	ErrTooLarge = errors.New("HTML has too many elements")
	ErrNoText   = errors.New("page holds no text")
)

// A Page is what an HTML page says: the article's text with its zones, and the
// page's statements about it. Fields it does not state are empty.
type Page struct {
	Title     string
	Text      string // the title, a blank line, then paragraphs with blank lines between them
	Zones     []Zone
	Published string // as Stamp.Value
	Updated   string // as Stamp.Value
	Lang      string // BCP 47, as the page declares it
	Source    string // the site's or publisher's name
	Authors   []string
}

// maxNodes is how many elements and texts a page may have: far more than
// pages do, and few enough to be read in seconds.
const maxNodes = 200_000

// maxFallback is up to how many nodes a page is given to all of trafilatura's
// extractors, which take a second for 100,000; the largest pages get one.
const maxFallback = 20_000

// FromHTML extracts the article's text and what the page states about it. The
// bytes are UTF-8; url is the page's address or empty. The main text is
// trafilatura's choice; where that finds none, the page's visible lines are
// split like a raw page's.
func FromHTML(page []byte, url string) (Page, error) {
	doc, nodes, err := parse(page)
	if err != nil {
		return Page{}, err
	}
	meta := readMeta(doc)
	address, err := nurl.Parse(url)
	if err != nil || address.Host == "" {
		address = nil
	}
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL:     address,
		EnableFallback:  nodes <= maxFallback,
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled, // a page's times are read here, with their clock
	})
	p := Page{Lang: meta.lang, Source: meta.site, Authors: meta.authors, Title: meta.title}
	var blocks []block
	if err == nil {
		p.complete(result.Metadata)
		blocks = readBlocks(result.ContentNode)
	}
	if len(blocks) == 0 {
		blocks = visibleStory(doc)
	}
	p.compose(blocks)
	if p.Text == "" {
		return Page{}, ErrNoText
	}
	p.Published, p.Updated = meta.times(doc, url, variety(meta.lang, address))
	return p, nil
}

// parse reads the page, within limits.
func parse(page []byte) (doc *html.Node, nodes int, err error) {
	// The parser itself refuses pages deeper than 512 elements.
	doc, err = html.Parse(bytes.NewReader(page))
	if err != nil {
		if strings.Contains(err.Error(), "exceeds 512") {
			return nil, 0, ErrTooDeep
		}
		return nil, 0, fmt.Errorf("HTML: %w", err)
	}
	for range doc.Descendants() {
		if nodes++; nodes > maxNodes {
			return nil, 0, ErrTooLarge
		}
	}
	return doc, nodes, nil
}

// complete fills in what trafilatura read of the page's head and the page's
// own statements lack.
func (p *Page) complete(m trafilatura.Metadata) {
	if m.Title != "" {
		p.Title = m.Title
	}
	if p.Source == "" {
		p.Source = m.Sitename
	}
	if len(p.Authors) == 0 {
		for name := range strings.SplitSeq(m.Author, ";") {
			if name = strings.TrimSpace(name); name != "" {
				p.Authors = append(p.Authors, name)
			}
		}
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

// A block is one paragraph of an article.
type block struct {
	text string // single lines, parted where the page breaks them
	kind Kind   // Body, Crosshead or Caption
}

// readBlocks cuts an element's content into blocks.
func readBlocks(n *html.Node) []block {
	w := blockWriter{kind: Body}
	w.walk(n)
	w.flush()
	return w.blocks
}

type blockWriter struct {
	blocks []block
	text   strings.Builder
	space  bool
	kind   Kind
}

func (w *blockWriter) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.write(c.Data)
		case html.ElementNode:
			tag := atom.Lookup([]byte(c.Data)) // the extractor renames elements and leaves their DataAtom
			switch tag {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Select, atom.Button, atom.Svg, atom.Iframe, atom.Textarea:
				continue
			case atom.Br:
				w.line()
				continue
			}
			kind, own := blockKind(tag)
			if !own {
				w.walk(c)
				continue
			}
			w.flush()
			outer := w.kind
			if kind != Body {
				w.kind = kind
			}
			w.walk(c)
			w.flush()
			w.kind = outer
		}
	}
}

// blockKind reports whether an element makes a block of its own, and of what
// kind.
func blockKind(a atom.Atom) (kind Kind, own bool) {
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return Crosshead, true
	case atom.Figcaption, atom.Caption:
		return Caption, true
	case atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Section, atom.Article,
		atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Nav, atom.Figure, atom.Dl, atom.Dt, atom.Dd, atom.Address, atom.Form,
		atom.Fieldset, atom.Hr, atom.Details, atom.Summary, atom.Body, atom.Option, atom.Center:
		return Body, true
	}
	return Body, false
}

// write adds text with its white space joined, as browsers show it.
func (w *blockWriter) write(s string) {
	for i := 0; i < len(s); {
		k := strings.IndexAny(s[i:], " \t\n\r\f")
		if k == 0 {
			w.space = true
			i++
			continue
		}
		if k < 0 {
			k = len(s) - i
		}
		if w.space && w.text.Len() > 0 {
			w.text.WriteByte(' ')
		}
		w.space = false
		w.text.WriteString(s[i : i+k])
		i += k
	}
}

// line breaks the block's line.
func (w *blockWriter) line() {
	if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	w.space = false
}

// flush ends the block.
func (w *blockWriter) flush() {
	for text := range strings.SplitSeq(w.text.String(), "\n\n") {
		var lines []string
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) > 0 {
			w.blocks = append(w.blocks, block{strings.Join(lines, "\n"), w.kind})
		}
	}
	w.text.Reset()
	w.space = false
}

// visibleStory splits the page's visible text like a raw page's and keeps its
// story.
func visibleStory(doc *html.Node) []block {
	text := visibleText(doc)
	var blocks []block
	for _, z := range Split(text) {
		switch z.Kind {
		case Lead, Body:
			blocks = append(blocks, block{text[z.Start:z.End], Body})
		case Crosshead, Caption:
			blocks = append(blocks, block{text[z.Start:z.End], z.Kind})
		}
	}
	return blocks
}

// visibleText is what the page shows, block by block.
func visibleText(doc *html.Node) string {
	all := readBlocks(doc)
	texts := make([]string, len(all))
	for i, b := range all {
		texts[i] = b.text
	}
	return strings.Join(texts, "\n")
}

// oneLine joins all white space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
