package quote

import (
	"slices"
	"strings"

	"enricher/ner/token"
)

// A quotation is what stands between a pair of outer quotation marks: the
// tokens [first, last) within, the marks at first-1 and, if closed, at last.
type quotation struct {
	first, last int
	closed      bool
}

// quotations pairs the document's marks. A quotation may run over paragraphs: it
// is closed in a later one, or each further paragraph opens with a mark again, as
// long speeches are printed, and is a quotation of its own. Another mark that its
// paragraph leaves open opens nothing. Marks within a quotation belong to it.
func (r *Reader) quotations() (found []quotation) {
	open, depth := -1, 0
	german := strings.Contains(r.doc.Text, "„") // then “ never opens
	for i := range r.words {
		if open >= 0 && r.paragraphBreak(i) {
			again := r.opensAgain(i, open)
			if again && open+1 < i {
				found = append(found, quotation{first: open + 1, last: i})
			}
			if again || !r.closedLater(i, open) {
				open = -1
			}
		}
		if r.doc.Tokens[i].Kind != token.Punct {
			continue
		}
		mark := r.words[i]
		if open < 0 {
			if r.opens(i) && !(german && mark == "“") {
				open, depth = i, 0
			}
			continue
		}
		opening := r.words[open]
		switch {
		case mark == opening && !closesMark(opening, mark):
			depth++ // nested marks of one kind
		case mark == `"` && depth == 0 && r.opens(i) && r.doc.Tokens[i].Space && (opening != `"` && r.closesLater(i, mark) || opening == `"` && r.closesTwice(i)):
			depth++ // straight marks within others
		case mark == `"` && opening == `"` && depth == 0 && r.opens(i) && r.doc.Tokens[i].Space:
			open = i // the one before was never closed
		case closesMark(opening, mark) && !r.apostrophe(i):
			if depth > 0 {
				depth--
				continue
			}
			if i > open+1 {
				found = append(found, quotation{first: open + 1, last: i, closed: true})
			}
			open = -1
		}
	}
	return found
}

// closesMark reports whether a mark closes what another has opened, in good
// typography or in what passes for it.
func closesMark(opening, mark string) bool {
	switch opening {
	case "„":
		return mark == "“" || mark == "”" || mark == `"`
	case "“":
		return mark == "”" || mark == "“" || mark == `"`
	case "”":
		return mark == "”"
	case `"`:
		return mark == `"` || mark == "''" || mark == "”" || mark == "“"
	case "``", "''":
		return mark == `"` || mark == "''"
	case "«":
		return mark == "»"
	case "»":
		return mark == "«" || mark == "»"
	case "‹":
		return mark == "›"
	case "›":
		return mark == "‹"
	case "‚":
		return mark == "‘" || mark == "’" || mark == "'"
	case "‘":
		return mark == "’"
	case "'":
		return mark == "'"
	}
	return false
}

// enders are marks before which a straight mark closes though a space stands
// before it.
var enders = []string{".", ",", ";", ":", "!", "?", ")"}

// opens reports whether token i is a mark that opens a quotation.
func (r *Reader) opens(i int) bool {
	left := i == 0 || r.doc.Tokens[i].Space || strings.ContainsAny(r.words[i-1], "([–—-:/„“\"«»‚‘")
	right := i+1 < len(r.words) && !r.doc.Tokens[i+1].Space
	switch r.words[i] {
	case "„", "‚", "«", "‹":
		return true
	case "“":
		return left || right
	case "»", "›", "”", "``", "''":
		return left && right
	case `"`:
		return left && right && !slices.Contains(enders, r.words[i+1])
	case "‘":
		return left && right && r.closesLater(i, "’")
	case "'":
		return left && right && r.closesLater(i, "'")
	}
	return false
}

// apostrophe reports whether a single mark at i is an apostrophe or belongs to
// a plural's genitive rather than closing a quotation.
func (r *Reader) apostrophe(i int) bool {
	if w := r.words[i]; w != "’" && w != "'" {
		return false
	}
	return i+1 < len(r.words) && !r.doc.Tokens[i+1].Space && r.doc.Tokens[i+1].Kind == token.Word ||
		r.doc.Lang == "en" && strings.HasSuffix(r.words[i-1], "s") && r.closesLater(i, r.words[i])
}

// markReach is how far, in tokens, the partner of a mark is looked for where it
// may not be one.
const markReach = 120

// closesLater reports whether a mark that closes, with a space or punctuation
// behind it, follows in the paragraph.
func (r *Reader) closesLater(i int, mark string) bool {
	for j := i + 1; j < len(r.words) && j-i < markReach && !r.paragraphBreak(j); j++ {
		if r.words[j] != mark || r.doc.Tokens[j].Space {
			continue
		}
		if j+1 == len(r.words) || r.doc.Tokens[j+1].Space || r.doc.Tokens[j+1].Kind == token.Punct {
			return true
		}
	}
	return false
}

// closesTwice reports whether two straight marks that close follow in the
// paragraph before one that opens: of a quotation within another.
func (r *Reader) closesTwice(i int) bool {
	n := 0
	for j := i + 1; j < len(r.words) && j-i < markReach && !r.paragraphBreak(j) && n < 2; j++ {
		if r.words[j] != `"` {
			continue
		}
		if r.doc.Tokens[j].Space && r.opens(j) {
			return false
		}
		n++
	}
	return n == 2
}

// opensAgain reports whether the paragraph that begins at token i opens with the
// mark of the quotation that the one before has left open behind a sentence.
func (r *Reader) opensAgain(i, open int) bool {
	return r.words[i] == r.words[open] && strings.Contains("„“«»\"‘‚‹›", r.words[i]) && strings.ContainsAny(r.words[i-1], ".!?…")
}

// closedLater reports whether the quotation is closed soon behind the paragraph
// break before token i: by a mark that cannot open, ahead of any that can.
func (r *Reader) closedLater(i, open int) bool {
	if strings.TrimSpace(r.doc.Text[r.doc.Tokens[i-1].End:r.doc.Tokens[i].Start]) != "" || !strings.ContainsAny(r.words[i-1], ".!?…:,") {
		return false
	}
	for j := i; j < len(r.words) && j-i < markReach; j++ {
		switch w := r.words[j]; {
		case r.doc.Tokens[j].Kind != token.Punct:
		case w == r.words[open] && (r.opens(j) || !closesMark(w, w)):
			return false
		case closesMark(r.words[open], w):
			return !r.apostrophe(j) && (!r.doc.Tokens[j].Space || w == "»")
		}
	}
	return false
}

// paragraphBreak reports whether a line ends between tokens i-1 and i.
func (r *Reader) paragraphBreak(i int) bool {
	return i > 0 && strings.Contains(r.doc.Text[r.doc.Tokens[i-1].End:r.doc.Tokens[i].Start], "\n")
}
