package zone

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A block is one paragraph of an article.
type block struct {
	text string // single lines, parted where the page breaks them
	kind Kind   // Body, Crosshead or Caption
	// beside: within an element for what is not the story
	beside bool
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
	beside bool
}

func (w *blockWriter) walk(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.write(c.Data)
		case html.ElementNode:
			tag := atom.Lookup([]byte(c.Data)) // the extractor renames elements and leaves their DataAtom
			switch tag {
			case atom.Script, atom.Style, atom.Noscript, atom.Noframes, atom.Template, atom.Head, atom.Select, atom.Button, atom.Svg, atom.Iframe, atom.Textarea:
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
			outer, beside := w.kind, w.beside
			if kind != Body {
				w.kind = kind
			}
			w.beside = beside || tag == atom.Aside || tag == atom.Footer || tag == atom.Nav || tag == atom.Form
			w.walk(c)
			w.flush()
			w.kind, w.beside = outer, beside
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
			w.blocks = append(w.blocks, block{strings.Join(lines, "\n"), w.kind, w.beside})
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
			blocks = append(blocks, block{text: text[z.Start:z.End], kind: Body})
		case Crosshead, Caption:
			blocks = append(blocks, block{text: text[z.Start:z.End], kind: z.Kind})
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
