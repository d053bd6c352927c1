// Package pos tags English tokens with Penn Treebank parts of speech.
//
// The weights are those of github.com/jdkato/prose (an averaged perceptron,
// after Matthew Honnibal's "A Good Part-of-Speech Tagger in about 200 Lines of
// Python"), which are good. Its tagger is not used: it knows no offsets, lets
// repeated words share one tag and panics on some input. This one reads the
// project's own tokens.
package pos

import "enricher/ner/token"

// A Tagger is safe for concurrent use.
type Tagger struct {
	tags     []string        // by number
	start    [2]int          // the numbers of the two tags before a sentence
	known    map[string]int8 // words that have one tag alone
	bias     span
	initials [256]span // by a word's first byte
	previous []span    // by the tag before
	second   []span    // by the tag before that
	pairs    []span    // by both: previous*len(tags)+second
	features table     // by place and word, or place and suffix
	weights  []weight
}

// A weight speaks for or against a tag, in thousandths.
type weight struct {
	value int32
	tag   uint8
}

// A span is a range of weights.
type span struct{ start, end uint32 }

// Tag returns the Penn tag of each token of doc. Marks have the treebank's
// tags, whatever their shape: “ and « are opening quotation marks, – is a colon.
// Links are NN, currency signs $, other symbols SYM.
func (t *Tagger) Tag(doc *token.Doc) []string {
	tags := make([]string, len(doc.Tokens))
	var words []word
	for _, s := range doc.Sentences {
		words = t.words(doc, s, words[:0])
		t.sentence(words, tags[s.First:s.Last])
	}
	return tags
}

// sentence tags the words from the third to the last but two.
func (t *Tagger) sentence(words []word, tags []string) {
	p1, p2 := t.start[0], t.start[1]
	for k := range tags {
		tag := int(words[k+2].tag)
		if tag < 0 {
			tag = t.choose(words[k:k+5:k+5], p1, p2)
		}
		tags[k] = t.tags[tag]
		p2, p1 = p1, tag
	}
}

// choose is the best tag of the middle one of five words, given the tag before
// and the one before that.
func (t *Tagger) choose(w []word, p1, p2 int) int {
	var scores [64]int32
	add := func(s span) {
		for _, w := range t.weights[s.start:s.end] {
			scores[w.tag&63] += w.value
		}
	}
	add(t.bias)
	add(t.initials[w[2].first])
	add(t.previous[p1])
	add(t.second[p2])
	add(t.pairs[p1*len(t.tags)+p2])
	add(t.features.get(key(suffix0, uint64(w[2].ending))))
	add(t.features.get(key(suffix1, uint64(w[1].form.ending))))
	add(t.features.get(key(suffixNext, uint64(w[3].form.ending))))
	add(t.features.get(key(word0, w[2].form.hash)))
	add(t.features.get(key(tagged0+place(p1), w[2].form.hash)))
	add(t.features.get(key(word1, w[1].form.hash)))
	add(t.features.get(key(word2, w[0].form.hash)))
	add(t.features.get(key(wordNext, w[3].form.hash)))
	add(t.features.get(key(wordSecond, w[4].form.hash)))
	best := 0
	for tag := range t.tags {
		if scores[tag&63] > scores[best&63] {
			best = tag
		}
	}
	return best
}
