// Package lang tells an article's language and, for German and English, the
// variety in which it is written.
//
// The language is decided by two kinds of evidence: function words, and n-gram
// models (github.com/pemistahl/lingua-go, low-accuracy: trigrams alone) on the
// title and the beginning of the text. The models take the most time, so they
// are asked only where they can change the result: in short texts and doubtful
// ones. Languages other than German and English are known only in order to
// reject them.
package lang

import (
	"math"
	"slices"
	"strings"

	"github.com/pemistahl/lingua-go"
)

// Undetermined is the code of a text whose language cannot be told (ISO 639-2).
const Undetermined = "und"

// Result is what Detect finds.
type Result struct {
	// Code is the language (ISO 639-1): "de" or "en" if the text can be
	// enriched, else the code of another language or Undetermined.
	Code string
	// Variety is the BCP 47 tag of the national variety: "de-DE", "de-AT",
	// "de-CH", "en-GB" or "en-US"; "" if the evidence is thin. It speaks of
	// spelling: Irish, Indian or Kenyan papers are en-GB.
	Variety string
	// Confidence of Code, from 0 to 1, to three decimals.
	Confidence float64
}

// Sizes in bytes. N-grams cost microseconds a byte, and more on longer texts,
// but are nearly certain after a hundred and fifty; function words are cheap
// and outvote a title or a quotation in another language.
const (
	ngramBytes = 160
	wordBytes  = 2400
)

// A Detector is safe for concurrent use.
type Detector struct {
	ngrams lingua.LanguageDetector
}

// New loads the models: about 10 MB, a fraction of a second.
func New() *Detector {
	var known []lingua.Language
	for _, l := range languages {
		if l.ngrams != lingua.Unknown {
			known = append(known, l.ngrams)
		}
	}
	return &Detector{
		ngrams: lingua.NewLanguageDetectorBuilder().
			FromLanguages(known...).
			WithLowAccuracyMode().
			WithPreloadedLanguageModels().
			Build(),
	}
}

// Weights of the evidence, in units of log odds.
const (
	floor        = 0.002 // probability of a language that the n-grams exclude
	unmodelled   = 0.02  // and of one that they do not know
	wordWeight   = 1.0   // a function word
	letterWeight = -0.4  // a letter that neither German nor English uses
	hintWeight   = 1.0   // the caller's word for it
)

// Detect tells the language of the article. The hint (BCP 47, may be empty) is
// one more piece of evidence and loses to the text.
func (d *Detector) Detect(title, text, hint string) Result {
	sample := beginning(title, ngramBytes/2)
	if rest := beginning(text, ngramBytes-len(sample)); rest != sample {
		sample += "\n" + rest
	}
	if code, ok := script(sample); !ok {
		return Result{Code: code, Confidence: confidence(1)}
	}

	scores := wordScores(title, text, hint)
	if !settled(scores) {
		d.addNgrams(scores, sample)
	}
	best, share := softmax(scores)
	r := Result{Code: languages[best].code, Confidence: confidence(share)}
	switch r.Code {
	case "de":
		r.Variety = variety(title, text, hint, german)
	case "en":
		r.Variety = variety(title, text, hint, english)
	}
	return r
}

// wordScores is what all evidence but the n-grams says for each language.
func wordScores(title, text, hint string) []float64 {
	head, body := beginning(title, wordBytes), beginning(text, wordBytes)
	hits := functionWords(head, body)
	foreign := foreignLetters(head) + foreignLetters(body)
	hinted, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(hint), "_", "-"), "-")
	scores := make([]float64, len(languages))
	for i, l := range languages {
		scores[i] = wordWeight * float64(hits[i])
		if l.code == "de" || l.code == "en" {
			scores[i] += letterWeight * float64(foreign)
		}
		if l.code == hinted {
			scores[i] += hintWeight
		}
	}
	return scores
}

// decisive is the lead, in log odds, with which the other evidence settles the
// language: n-grams lower a lead by the logarithm of 1/floor at most, and then
// all other languages together have less than half of the last decimal of the
// confidence.
var decisive = math.Log(float64(len(languages)-1) / (floor * 0.0005))

// settled reports whether n-grams could change neither the language nor the
// confidence.
func settled(scores []float64) bool {
	best, near := slices.Max(scores), 0
	for _, s := range scores {
		if best-s < decisive {
			near++
		}
	}
	return near == 1
}

// addNgrams adds to each language's score what the n-grams of the sample say.
func (d *Detector) addNgrams(scores []float64, sample string) {
	probability := make(map[lingua.Language]float64)
	for _, v := range d.ngrams.ComputeLanguageConfidenceValues(sample) {
		probability[v.Language()] = v.Value()
	}
	for i, l := range languages {
		p := max(probability[l.ngrams], floor)
		if l.ngrams == lingua.Unknown {
			p = unmodelled
		}
		scores[i] += math.Log(p)
	}
}

// softmax is the index of the highest score and its share of the whole.
func softmax(scores []float64) (best int, share float64) {
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	sum := 0.0
	for _, s := range scores {
		sum += math.Exp(s - scores[best])
	}
	return best, 1 / sum
}

// confidence rounds, so that records do not depend on a machine's floats.
func confidence(p float64) float64 { return math.Round(p*1000) / 1000 }

// beginning is the first n bytes of s, cut back to a space.
func beginning(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	if k := strings.LastIndexAny(s[:n], " \n\t"); k > n/2 {
		return s[:k]
	}
	return strings.ToValidUTF8(s[:n], "")
}
