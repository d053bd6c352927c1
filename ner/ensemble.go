package ner

import "enricher/ner/internal/vec"

// An ensemble is several taggers that vote: their scores and transitions are
// averaged, which makes the (normalised) geometric mean of their distributions.
type ensemble struct {
	taggers []*tagger
	scores  []float32
	field   field
	factors *factors
}

// ensembleFrequent is how many of a teacher's words are worth a cache: it reads
// far more text than a tagger at work.
const ensembleFrequent = 50_000

func newEnsemble(models []*Model) *ensemble {
	e := new(ensemble)
	share := 1 / float32(len(models))
	for _, m := range models {
		e.taggers = append(e.taggers, newTagger(m.widened(ensembleFrequent)))
		for i, p := range m.field.parts() {
			for j, x := range p {
				e.field.parts()[i][j] += float32(share * x)
			}
		}
	}
	e.factors = e.field.factors()
	return e
}

// score is the mean score of every tag for a sentence's words, rows of tagRow.
func (e *ensemble) score(words []string) []float32 {
	n := len(words) * tagRow
	if len(e.scores) < n {
		e.scores = make([]float32, n)
	}
	clear(e.scores[:n])
	for _, t := range e.taggers {
		t.score(len(words), func(i int) string { return words[i] })
		vec.Axpy(e.scores[:n], t.scores[:n], 1/float32(len(e.taggers)))
	}
	return e.scores
}
