package token

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/scores.txt")

// treebank is a sentence of a corpus, with its tokens in order.
type treebank struct {
	Text   string
	Tokens []string
}

// corpora are the sets scored, by file name; their language is the prefix.
var corpora = []string{"de.german-gsd.dev", "en.english-ewt.dev", "en.english-gum.dev"}

// TestScores compares the cutting with treebanks, whose conventions are not
// ours everywhere (they split hyphenated words and keep don't together): the
// figures are there to show a change.
func TestScores(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED does not name the folder with the corpora")
	}
	var out strings.Builder
	for _, name := range corpora {
		sentences := readTreebank(t, filepath.Join(shared, "corpora", "sentences", name+".jsonl.gz"))
		var words, bounds f1
		for k := 0; k < len(sentences); k += 10 { // ten sentences make a document
			scoreTreebank(t, name[:2], sentences[k:min(k+10, len(sentences))], &words, &bounds)
		}
		fmt.Fprintf(&out, "%s tokens %.1f sentences %.1f\n", name, words.percent(), bounds.percent())
	}
	golden := filepath.Join("testdata", "scores.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("scores changed; -update accepts them:\n%s", out.String())
	}
}

// f1 counts what was found, what was to be found, and what is in both.
type f1 struct{ found, gold, both int }

func (f f1) percent() float64 { return 200 * float64(f.both) / float64(f.found+f.gold) }

// scoreTreebank joins the sentences by spaces, cuts the text and adds the
// spans of words and the ends of sentences to the counts.
func scoreTreebank(t *testing.T, lang string, sentences []treebank, words, bounds *f1) {
	var text strings.Builder
	gold, ends := map[Span]bool{}, map[int]bool{}
	for _, s := range sentences {
		at := text.Len()
		for _, w := range s.Tokens {
			k := strings.Index(s.Text[at-text.Len():], w)
			if k < 0 {
				continue // a token that is not in the text: quotes rewritten
			}
			gold[Span{at + k, at + k + len(w)}] = true
			at += k + len(w)
		}
		text.WriteString(s.Text)
		ends[text.Len()] = true
		text.WriteString(" ")
	}
	doc := Split(text.String(), lang)
	words.found += len(doc.Tokens)
	words.gold += len(gold)
	for _, tok := range doc.Tokens {
		if gold[tok.Span] {
			words.both++
		} else if testing.Verbose() {
			t.Logf("token %q", doc.Text[tok.Start:tok.End])
		}
	}
	bounds.found += len(doc.Sentences)
	bounds.gold += len(ends)
	for _, s := range doc.Sentences {
		end := doc.Tokens[s.Last-1].End
		if ends[end] {
			bounds.both++
			delete(ends, end)
		} else if testing.Verbose() {
			t.Logf("sentence ends wrongly: …%q ¦ %q", doc.Text[max(0, end-40):end], doc.Text[end:min(len(doc.Text), end+25)])
		}
	}
	if testing.Verbose() {
		for end := range ends {
			t.Logf("sentence end missed: …%q ¦ %q", doc.Text[max(0, end-40):end], doc.Text[end:min(len(doc.Text), end+25)])
		}
	}
}

func readTreebank(t *testing.T, path string) (sentences []treebank) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s treebank
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		sentences = append(sentences, s)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return sentences
}
