package ner

import "enricher/ner/token"

// Retoken cuts annotated sentences as package token cuts text, so that a
// tagger learns from the words that it will see: corpora write St . Moritz and
// Mr . Bush, running text has St. and Mr. there. A sentence with a mention that
// begins or ends within one of our tokens stays as it is.
func Retoken(sentences []Sentence, lang string) []Sentence {
	var cut []Sentence
	for i := range sentences {
		s := &sentences[i]
		d := join(sentences[i:i+1], "")
		doc := token.Split(d.Text, lang)
		n := len(cut)
		if cut = retoken(cut, s, &d, doc); len(cut) == n {
			cut = append(cut, *s)
		}
	}
	return cut
}

// retoken appends the sentences of doc, the text of s, with its mentions; none
// if a mention does not fit.
func retoken(dst []Sentence, s *Sentence, d *Document, doc *token.Doc) []Sentence {
	outer, ok := inTokens(d.Outer, doc)
	if !ok {
		return dst
	}
	inner, ok := inTokens(d.Inner, doc)
	if !ok {
		return dst
	}
	n := len(dst)
	for _, x := range doc.Sentences {
		y := Sentence{Doc: s.Doc}
		for i := x.First; i < x.Last; i++ {
			y.Words = append(y.Words, doc.Word(i))
		}
		within := func(all []chunk) (those []chunk) {
			for _, c := range all {
				if c.first >= x.First && c.last <= x.Last {
					those = append(those, chunk{c.first - x.First, c.last - x.First, c.label})
				}
			}
			return those
		}
		y.chunks, y.inner = within(outer), within(inner)
		dst = append(dst, y)
		outer, inner = outer[len(y.chunks):], inner[len(y.inner):]
	}
	if len(outer)+len(inner) > 0 { // a mention crosses from one sentence into another
		return dst[:n]
	}
	return dst
}

// inTokens expresses mentions in the tokens of doc.
func inTokens(mentions []Mention, doc *token.Doc) (fitted []chunk, ok bool) {
	at := 0
	for i := range mentions {
		m := &mentions[i]
		for at < len(doc.Tokens) && doc.Tokens[at].Start < m.Start {
			at++
		}
		end := at
		for end < len(doc.Tokens) && doc.Tokens[end].End < m.End {
			end++
		}
		if end == len(doc.Tokens) || doc.Tokens[at].Start != m.Start || doc.Tokens[end].End != m.End {
			return nil, false
		}
		fitted = append(fitted, chunk{at, end + 1, labelOf(m)})
	}
	return fitted, true
}
