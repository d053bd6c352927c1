package pipeline

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestScoreOfQuotes compares quotes with those of the German Wikinews corpus, if
// ENRICHER_SHARED names its folder. Direct speech is compared without its marks,
// which gold counts and a record leaves out; a reported quote of gold is found if
// one of the record covers half of it, and one of the record is right if it
// overlaps any of gold.
func TestScoreOfQuotes(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	file, err := os.Open(filepath.Join(shared, "corpora/quotes/de.wikinews.dev.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var direct, reported struct{ gold, found, record, right int }
	for dec := json.NewDecoder(lines); dec.More(); {
		var article struct {
			Text   string
			Quotes []struct {
				Type  string
				Quote []Span
			}
		}
		if err := dec.Decode(&article); err != nil {
			t.Fatal(err)
		}
		got := enrich(t, &Article{Text: article.Text}).Quotes
		used := make([]bool, len(got))
		var spans []Span
		for _, q := range article.Quotes {
			if len(q.Quote) == 0 {
				continue
			}
			want := Span{Start: q.Quote[0].Start, End: q.Quote[len(q.Quote)-1].End}
			spans = append(spans, want)
			switch q.Type {
			case "Direct":
				direct.gold++
				want = unquoted(article.Text, want)
				for i, s := range got {
					if s.Direct && !used[i] && float64(overlap(want, s.Span)) > 0.8*float64(max(want.End-want.Start, s.End-s.Start)) {
						used[i] = true
						direct.found++
						break
					}
				}
			case "Indirect", "IndirectFreeIndirect":
				reported.gold++
				for _, s := range got {
					if 2*overlap(want, s.Span) > want.End-want.Start {
						reported.found++
						break
					}
				}
			}
		}
		for _, s := range got {
			if s.Direct {
				direct.record++
				continue
			}
			reported.record++
			for _, want := range spans {
				if overlap(want, s.Span) > 0 {
					reported.right++
					break
				}
			}
		}
	}
	percent := func(n, of int) float64 { return 100 * float64(n) / float64(of) }
	f1 := percent(2*direct.found, direct.gold+direct.record)
	recall, precision := percent(reported.found, reported.gold), percent(reported.right, reported.record)
	t.Logf("direct %d: F1 %.1f without marks; reported %d: found %.1f, right %.1f", direct.gold, f1, reported.gold, recall, precision)
	if f1 < 89 || recall < 73 || precision < 93 {
		t.Errorf("want direct 89, reported 73 found and 93 right at least")
	}
}

// unquoted is the span without quotation marks, white space and commas at its ends.
func unquoted(text string, s Span) Span {
	const marks = "„“”\"«»‚‘’', \n"
	surface := text[s.Start:s.End]
	s.Start += len(surface) - len(strings.TrimLeft(surface, marks))
	s.End -= len(surface) - len(strings.TrimRight(surface, marks))
	return Span{Start: s.Start, End: max(s.Start, s.End)}
}

// overlap is how many bytes two spans share.
func overlap(a, b Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }
