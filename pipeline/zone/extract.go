package zone

import (
	nurl "net/url"
	"strings"
	"unicode"

	"github.com/go-shiori/go-readability"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// An extractor finds a page's main text.
type extractor struct {
	address *nurl.URL // nil if it is not known
	visible []block   // all that the page shows
	authors []string  // whom the page's linked data name
	second  bool      // readability may be asked as well
}

// extract has trafilatura find the main text, and readability where that may
// have the wrong part; and what trafilatura reads of the page about it. The
// libraries and their parsers walk trees of any shape: on a page on which one
// fails there is no text, and the worker lives on.
func (e *extractor) extract(doc *html.Node) (story []block, stated trafilatura.Metadata) {
	defer func() {
		if recover() != nil {
			story = nil
		}
	}()
	doc = lean(doc)
	nameAuthor(doc, e.authors)
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL:     e.address,
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled, // a page's times are read here, with their clock
	})
	if err == nil {
		story, stated = readBlocks(result.ContentNode), result.Metadata
	}
	if e.second && doubtful(story, e.visible) {
		if other := readable(doc, e.address); length(other, 0) > 2*length(story, 0) {
			story = other
		}
	}
	return story, stated
}

// readable is the main text by readability. Trafilatura asks it as well, if
// that is allowed, and takes its text by the same rule, but not without doing
// all of its own work again.
func readable(doc *html.Node, address *nurl.URL) []block {
	parser := readability.NewParser()
	parser.DisableJSONLD = true // read here
	article, err := parser.ParseDocument(doc, address)
	if err != nil || article.Node == nil {
		return nil
	}
	return readBlocks(article.Node)
}

// running is how long a block of running text is, in bytes.
const running = 80

// length sums up the blocks that are longer than least, in bytes.
func length(blocks []block, least int) (n int) {
	for _, b := range blocks {
		if len(b.text) > least {
			n += len(b.text)
		}
	}
	return n
}

// doubtful reports whether the main text may be the wrong part of the page:
// the page has more than twice as much running text, or the part has little of
// it. Of all other pages no extractor could have a text twice as long.
func doubtful(story, visible []block) bool {
	own := length(story, 0)
	return length(visible, running) > 2*own || 2*length(story, running) < own
}

// lean copies a page for the extractors, which copy it many times themselves
// and search it a hundred times: without elements in which they look for no
// text, attributes that none of them reads, and elements that hold nothing.
func lean(n *html.Node) *html.Node {
	to := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace}
	for _, a := range n.Attr {
		if tells(n.DataAtom, a.Key, a.Val) {
			to.Attr = append(to.Attr, a)
		}
	}
	for c := range n.ChildNodes() {
		switch {
		case c.DataAtom == atom.Time && inSentence(c):
			to.AppendChild(&html.Node{Type: html.TextNode, Data: textOf(c)})
		case unread(c):
		default:
			if k := lean(c); k.FirstChild != nil || !container(c.DataAtom) {
				to.AppendChild(k)
			}
		}
	}
	return to
}

// inSentence reports whether words stand on both sides of the element: a time
// that is part of a sentence, which trafilatura would leave without it.
func inSentence(n *html.Node) bool {
	words := func(n *html.Node) bool {
		return n != nil && n.Type == html.TextNode && strings.ContainsFunc(n.Data, unicode.IsLetter)
	}
	return words(n.PrevSibling) && words(n.NextSibling)
}

// unread reports whether extractors throw the element away before they look
// for the main text. Linked data are read here.
func unread(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Link:
		return attr(n, "rel") != "canonical"
	case atom.Script, atom.Time, atom.Aside, atom.Footer, atom.Figure, atom.Picture, atom.Img, atom.Video, atom.Audio, atom.Object, atom.Embed,
		atom.Canvas, atom.Map, atom.Menu, atom.Dialog, atom.Select, atom.Button, atom.Input, atom.Textarea, atom.Datalist, atom.Label, atom.Progress:
		return true
	}
	return false
}

// container reports whether the element is there for its content alone.
func container(element atom.Atom) bool {
	switch element {
	case atom.Article, atom.Main, atom.Section, atom.Div, atom.P, atom.Pre, atom.Blockquote, atom.Q, atom.Li, atom.Dt, atom.Dd,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Span, atom.B, atom.Strong, atom.I, atom.Em:
		return true
	}
	return false
}

// tells reports whether an attribute says to extractors what the element is.
func tells(element atom.Atom, key, value string) bool {
	switch key {
	case "id", "class", "itemprop", "role", "rel", "lang", "hidden", "aria-hidden", "aria-modal", "data-component", "data-testid", "data-lp-replacement-content":
		return true
	case "style":
		return strings.Contains(value, "none") || strings.Contains(value, "hidden")
	}
	return element == atom.Meta || element == atom.Link
}

// nameAuthor has a page's head name its authors. For an author that the head
// does not name, trafilatura copies and searches the whole page.
func nameAuthor(doc *html.Node, authors []string) {
	if len(authors) == 0 {
		return
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Head {
			n.AppendChild(&html.Node{Type: html.ElementNode, DataAtom: atom.Meta, Data: "meta", Attr: []html.Attribute{
				{Key: "name", Val: "author"}, {Key: "content", Val: cutRunes(strings.Join(authors, ", "), maxTitle)}}})
			return
		}
	}
}
