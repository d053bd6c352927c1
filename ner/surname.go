package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// knownPerson is what the score of a person gains where the surname of
// somebody stands whom the document names in full: a factor of e³.
const knownPerson = 3

const person label = 0

// persons collects the surnames of those whom the document names in full. A
// word that as often ends another full name is no surname: Rocky Linux may once
// be taken for a person.
func (t *tagger) persons(mentions []Mention, doc *token.Doc) {
	for i := range mentions {
		m := &mentions[i]
		if m.Form != "name" || m.Last-m.First < 2 {
			continue
		}
		w := doc.Word(m.Last - 1)
		if r, n := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) || len(w) < n+2 {
			continue
		}
		switch {
		case m.Label != "PER":
			t.surnames[w]--
		case m.Score >= 0.5:
			t.surnames[w]++
		}
	}
	for w, n := range t.surnames {
		if n <= 0 {
			delete(t.surnames, w)
		}
	}
}

// isSurname reports whether the word is one of the surnames, in German also
// its genitive.
func (t *tagger) isSurname(word string) bool {
	if t.surnames[word] > 0 {
		return true
	}
	name, genitive := strings.CutSuffix(word, "s")
	return genitive && t.m.lang == "de" && t.surnames[name] > 0
}

// again goes a second time through the sentences that hold a surname.
func (t *tagger) again(mentions []Mention, doc *token.Doc) []Mention {
	result := t.second[:0]
	next := 0 // first mention not yet dealt with
	inner := t.inner.mentions
	t.inner.mentions = nil
	for _, s := range doc.Sentences {
		for first := s.First; first < s.Last; first += maxSentence {
			end := min(first+maxSentence, s.Last)
			from := next
			for next < len(mentions) && mentions[next].First < end {
				next++
			}
			within := 0
			for within < len(inner) && inner[within].First < end {
				within++
			}
			if t.needed(mentions[from:next], doc, first, end) {
				result = t.mentions(result, doc, first, end)
			} else {
				result = append(result, mentions[from:next]...)
				t.inner.mentions = append(t.inner.mentions, inner[:within]...)
			}
			inner = inner[within:]
		}
	}
	t.second = result
	return result
}

// needed reports whether one of the tokens [first, end) is a surname that is
// not part of a person yet.
func (t *tagger) needed(mentions []Mention, doc *token.Doc, first, end int) bool {
	for i := first; i < end; i++ {
		for len(mentions) > 0 && mentions[0].Last <= i {
			mentions = mentions[1:]
		}
		if t.isSurname(doc.Word(i)) && (len(mentions) == 0 || i < mentions[0].First || mentions[0].Label != "PER") {
			return true
		}
	}
	return false
}
