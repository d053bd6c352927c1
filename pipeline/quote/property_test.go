package quote

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// marks around which every direct quote of TestMarks stands, by language.
var marks = map[string][][2]string{
	"de": {{"„", "“"}, {"„", "”"}, {"„", `"`}, {"«", "»"}, {"»", "«"}, {"‚", "‘"}, {"‹", "›"}, {"›", "‹"}, {"“", "”"}, {`"`, `"`}, {"''", "''"}},
	"en": {{"“", "”"}, {"‘", "’"}, {`"`, `"`}, {"'", "'"}, {"``", "''"}, {"«", "»"}, {"“", `"`}},
}

// TestMarks puts the same speech into every pair of marks, in every place a
// sentence has for it.
func TestMarks(t *testing.T) {
	frames := map[string][]string{
		"de": {
			"OWir kommen morgen wieder.C, sagte {PER Anna Muster}.", "OWir kommen morgen wiederC, sagte {PER Anna Muster}.", "{PER Anna Muster} sagte: OWir kommen morgen wieder.C",
			"OWir kommen morgen wieder,C sagte {PER Anna Muster}. Dann ging sie.", "Am Abend kam {PER Anna Muster}.\nOWir kommen morgen wiederC, sagte sie.", "(OWir kommen morgen wieder!C, so {PER Anna Muster}.)",
		},
		"en": {
			"OWe will be back tomorrow,C said {PER Jane Doe}.", "OWe will be back tomorrowC, {PER Jane Doe} said.", "{PER Jane Doe} said: OWe will be back tomorrow.C",
			"{PER Jane Doe} said, OWe will be back tomorrow.C Then she left.", "{PER Jane Doe} came late.\nOWe will be back tomorrow!C she said.",
		},
	}
	speech := map[string]string{"de": "Wir kommen morgen wieder", "en": "We will be back tomorrow"}
	for lang, pairs := range marks {
		for _, pair := range pairs {
			for _, frame := range frames[lang] {
				var s sample
				for i, line := range strings.Split(strings.NewReplacer("O", pair[0], "C", pair[1]).Replace(frame), "\n") {
					if i > 0 {
						s.text += "\n"
					}
					s.read(t, line)
				}
				r := NewReader(s.doc(lang), s.mentions)
				quotes := r.Quotes(r.Roles())
				quotes = slices.DeleteFunc(quotes, func(q Quote) bool { return !q.Direct })
				if len(quotes) != 1 || strings.TrimRight(s.surface(quotes[0].Span), ".!") != speech[lang] || quotes[0].Speaker < 0 {
					t.Errorf("%s: %q: %+v", lang, s.text, quotes)
				}
			}
		}
	}
}

// check asserts what holds of the quotes of any text.
func check(t *testing.T, text string, quotes []Quote, mentions int) {
	last := 0
	for _, q := range quotes {
		switch {
		case q.Start < last || q.End > len(text) || q.Start >= q.End,
			q.Speaker < -1 || q.Speaker >= mentions,
			q.Source.End > 0 && !q.Contains(q.Source),
			q.Role.Start > q.Role.End || q.Role.End > len(text),
			q.Speaker >= 0 && q.Role.End > 0:
			t.Fatalf("%+v of %q", q, text)
		}
		last = q.Start
		if !utf8.ValidString(text) {
			continue
		}
		surface := text[q.Start:q.End]
		if !utf8.ValidString(surface) || !utf8.ValidString(text[q.Role.Start:q.Role.End]) || !utf8.ValidString(q.Cue) {
			t.Fatalf("%+v cuts a rune of %q", q, text)
		}
		if strings.TrimFunc(surface, unicode.IsSpace) != surface || strings.HasSuffix(surface, ",") && q.Direct {
			t.Fatalf("%q has space or a comma at its ends", surface)
		}
		if q.Cue != "" && !strings.Contains(text, q.Cue) {
			t.Fatalf("the cue %q is not of %q", q.Cue, text)
		}
	}
}

// TestSoup reads words of the lexicon, marks and names in any order.
func TestSoup(t *testing.T) {
	const texts, size = 40, 10_000
	glue := strings.Fields("„ “ « » \" ' ‘ ’ , . : ; ( ) ! ? – Muster Sprecher Minister Bern der die das so es laut nach said the")
	for lang, lex := range map[string]*lexicon{"de": germanLexicon(), "en": englishLexicon()} {
		words := slices.Sorted(maps.Keys(lex.words))
		for seed := range uint64(texts) {
			rng := rand.New(rand.NewPCG(seed, 1))
			vocabulary := make([]string, 1+rng.IntN(12))
			for i := range vocabulary {
				if vocabulary[i] = words[rng.IntN(len(words))]; rng.IntN(2) == 0 {
					vocabulary[i] = glue[rng.IntN(len(glue))]
				}
			}
			var b strings.Builder
			for b.Len() < size {
				b.WriteString(vocabulary[rng.IntN(len(vocabulary))])
				if rng.IntN(5) > 0 {
					b.WriteByte(' ')
				}
				if rng.IntN(300) == 0 {
					b.WriteByte('\n')
				}
			}
			doc := token.Split(b.String(), lang)
			mentions := scatter(doc, rng.Uint64()&rng.Uint64())
			r := NewReader(doc, mentions)
			check(t, doc.Text, r.Quotes(r.Roles()), len(mentions))
		}
	}
}
