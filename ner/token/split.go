package token

import (
	"unicode"
	"unicode/utf8"
)

// Add cuts text[region.Start:region.End] and appends its tokens and
// sentences; no sentence crosses the region's borders. Regions are added in
// ascending order.
func (d *Doc) Add(region Span) {
	first := len(d.Tokens)
	space := true
	for i := region.Start; i < region.End; {
		r, n := utf8.DecodeRuneInString(d.Text[i:region.End])
		if unicode.IsSpace(r) {
			space = true
			i += n
			continue
		}
		end, kind := i+n, Punct
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			kind = Word
			if unicode.IsDigit(r) {
				kind = Number
			}
			for end < region.End {
				r, n := utf8.DecodeRuneInString(d.Text[end:region.End])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-' {
					break
				}
				end += n
			}
		}
		d.Tokens = append(d.Tokens, Token{Span{i, end}, kind, space})
		space = false
		if d.Text[i:end] == "." {
			d.Sentences = append(d.Sentences, Sentence{first, len(d.Tokens)})
			first = len(d.Tokens)
		}
		i = end
	}
	if first < len(d.Tokens) {
		d.Sentences = append(d.Sentences, Sentence{first, len(d.Tokens)})
	}
}
