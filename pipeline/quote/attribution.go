package quote

import "enricher/ner/token"

// An Attribution is a source that a sentence names for what it says, wherever in
// it: "wurden laut Polizei zwei Menschen verletzt", "the fire, according to Doe,
// has spread". It is no quote: the words are the newsroom's.
type Attribution struct {
	token.Span            // of the sentence
	Source     token.Span // the phrase that names the source, which does not answer for that
	Speaker    int        // index of the mention, or -1
	Role       token.Span // an unnamed source; zero if none
}

// Attributions finds the sentences with a source, those with direct speech
// apart. Quotes must have been read before.
func (r *Reader) Attributions() (found []Attribution) {
	for _, s := range r.doc.Sentences {
		if s.Last-s.First > reach || r.holdsSpeech(s) {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			kind := r.cues(i, s.Last)
			if kind != attributes && kind != attributedTo {
				continue
			}
			who := r.source(frame{from: s.First, open: s.Last, close: s.Last, to: s.Last}, cue{kind: kind, token: i})
			if who.none() {
				continue
			}
			first, last := i, max(who.end, i+1)
			if kind == attributedTo { // "der Polizei zufolge", "nach Angaben der Polizei"
				if at := r.doc.At(r.phrase(who).Start); at < first {
					first = at
				}
			}
			found = append(found, Attribution{r.doc.Span(s.First, s.Last), r.doc.Span(first, min(last, s.Last)), who.speaker, who.role})
			break
		}
	}
	return found
}

// phrase is the span of the words that name a source.
func (r *Reader) phrase(who source) token.Span {
	if who.speaker >= 0 {
		return r.mentions[who.speaker].Span
	}
	return who.role
}
