package quote

import (
	"strings"

	"enricher/ner/token"
)

// A quotation is what stands between a pair of outer quotation marks: the
// tokens [first, last) within, the marks at first-1 and, if closed, at last.
type quotation struct {
	first, last int
	closed      bool
}

// quotations pairs the document's marks, paragraph by paragraph. A quotation
// that a paragraph leaves open ends with it when the next one opens with a mark
// again, as English prints long speeches; another stray mark opens nothing.
// Marks within a quotation belong to it.
func (r *reader) quotations() (found []quotation) {
	closers := ""
	open, depth := -1, 0
	german := strings.Contains(r.doc.Text, "„") // then “ never opens
	for i := range r.words {
		if open >= 0 && r.paragraphBreak(i) {
			if r.opensSpeech(i) && open > 0 && r.startsParagraph(open) {
				found = append(found, quotation{first: open + 1, last: i})
			}
			open = -1
		}
		t := r.doc.Tokens[i]
		if t.Kind != token.Punct {
			continue
		}
		mark := r.words[i]
		if open >= 0 {
			if mark == r.words[open] && !strings.Contains(closers, mark) {
				depth++ // nested marks of one kind
			} else if strings.Contains(closers, mark) && !r.apostrophe(i) {
				if depth > 0 {
					depth--
					continue
				}
				if i > open+1 {
					found = append(found, quotation{first: open + 1, last: i, closed: true})
				}
				open = -1
			}
			continue
		}
		if german && mark == "“" {
			continue
		}
		if c := r.closersOf(i); c != "" {
			closers, open, depth = c, i, 0
		}
	}
	return found
}

// closersOf are the marks that close what token i opens; "" if it opens
// nothing.
func (r *reader) closersOf(i int) string {
	mark := r.words[i]
	left := i == 0 || r.doc.Tokens[i].Space || strings.ContainsAny(r.words[i-1], "([–—-:/„“\"«»")
	right := i+1 < len(r.words) && !r.doc.Tokens[i+1].Space
	switch mark {
	case "„":
		return "“”\""
	case "‚":
		return "‘’'"
	case "«":
		return "»"
	case "»":
		if left && right {
			return "«»"
		}
	case "‹":
		return "›"
	case "›":
		if left && right {
			return "‹"
		}
	case "“":
		if left || right {
			return "”“"
		}
	case "”":
		if left && right {
			return "”"
		}
	case "\"", "``":
		if left && right {
			return "\"''”"
		}
	case "‘":
		if left && right && r.closesLater(i, "’") {
			return "’"
		}
	case "'":
		if left && right && r.doc.Lang == "en" && r.closesLater(i, "'") {
			return "'"
		}
	}
	return ""
}

// apostrophe reports whether a single mark at i is an apostrophe or belongs to
// a plural's genitive rather than closing a quotation.
func (r *reader) apostrophe(i int) bool {
	if w := r.words[i]; w != "’" && w != "'" {
		return false
	}
	return i+1 < len(r.words) && !r.doc.Tokens[i+1].Space && r.doc.Tokens[i+1].Kind == token.Word ||
		!strings.ContainsAny(r.words[i-1], ".,!?…;") && r.closesLater(i, r.words[i])
}

// closesLater reports whether a single mark that closes, with punctuation before
// or behind it, follows in the paragraph.
func (r *reader) closesLater(i int, mark string) bool {
	const reach = 120
	for j := i + 1; j < len(r.words) && j-i < reach && !r.paragraphBreak(j); j++ {
		if r.words[j] != mark || r.doc.Tokens[j].Space {
			continue
		}
		if j+1 == len(r.words) || r.doc.Tokens[j+1].Space || r.doc.Tokens[j+1].Kind == token.Punct {
			return true
		}
	}
	return false
}

// paragraphBreak reports whether a line ends between tokens i-1 and i.
func (r *reader) paragraphBreak(i int) bool {
	return i > 0 && strings.Contains(r.doc.Text[r.doc.Tokens[i-1].End:r.doc.Tokens[i].Start], "\n")
}

// startsParagraph reports whether token i is the first of its line.
func (r *reader) startsParagraph(i int) bool { return i == 0 || r.paragraphBreak(i) }

// opensSpeech reports whether token i is a double mark that can open.
func (r *reader) opensSpeech(i int) bool { return strings.Contains("„“«»\"", r.words[i]) }
