package figure

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"enricher/ner/token"
)

// goldFigure is a figure of the reference corpus.
type goldFigure struct {
	Start, End int
	Text       string
	Kind       string
	Value      string
	ValueMax   string `json:"value_max"`
	Unit       string
	Modifier   string
	Change     string
	Noun       string
}

type goldArticle struct {
	ID, Lang, Text string
	Figures        []goldFigure
}

// TestGold scores the reference articles under ENRICHER_SHARED (the folder
// that holds corpora/): F1 of the value, of value and unit, and of value, unit,
// modifier and kind. With GOLD_ERRORS set it lists what differs.
func TestGold(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	floors := map[string][3]float64{"de": {98, 98, 97.5}, "en": {99, 98.5, 98.5}}
	for _, lang := range []string{"de", "en"} {
		var found, gold int
		var right [3]int
		readLines(t, filepath.Join(shared, "corpora/gold", lang+".jsonl.gz"), func(line []byte) {
			var a goldArticle
			if err := json.Unmarshal(line, &a); err != nil {
				t.Fatal(err)
			}
			figures := Find(lines(a.Text, lang), "", nil)
			found += len(figures)
			gold += len(a.Figures)
			for level := range right {
				right[level] += matches(a.Figures, figures, level)
			}
			if os.Getenv("GOLD_ERRORS") != "" {
				report(t, a, figures)
			}
		})
		for level, name := range []string{"value", "unit", "full"} {
			f1 := 200 * float64(right[level]) / float64(found+gold)
			t.Logf("%s %s %.1f (found %d, gold %d)", lang, name, f1, found, gold)
			if f1 < floors[lang][level] {
				t.Errorf("%s %s: F1 %.1f is under %.1f", lang, name, f1, floors[lang][level])
			}
		}
	}
}

// lines cuts a text line by line, as the pipeline does.
func lines(text, lang string) *token.Doc {
	doc := token.New(text, lang)
	start := 0
	for _, line := range strings.SplitAfter(text, "\n") {
		doc.Add(token.Span{Start: start, End: start + len(line)})
		start += len(line)
	}
	return doc
}

func readLines(t *testing.T, path string, use func([]byte)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	s := bufio.NewScanner(zip)
	s.Buffer(nil, 1<<26)
	for s.Scan() {
		use(s.Bytes())
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
}

// agrees compares a figure with its gold at a level: 0 value, 1 and unit, 2
// and modifier and kind.
func agrees(g goldFigure, f Figure, level int) bool {
	if f.Start >= g.End || g.Start >= f.End || !sameNumber(g.Value, f.Value) || !sameNumber(g.ValueMax, f.ValueMax) {
		return false
	}
	return level < 1 || strings.EqualFold(g.Unit, f.Unit) && (level < 2 || g.Modifier == f.Modifier && g.Kind == f.Kind)
}

func sameNumber(a, b string) bool {
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil || err2 != nil {
		return (err1 != nil) == (err2 != nil)
	}
	return math.Round(x*1e4) == math.Round(y*1e4)
}

func matches(gold []goldFigure, figures []Figure, level int) int {
	used := make([]bool, len(figures))
	n := 0
	for _, g := range gold {
		for i, f := range figures {
			if !used[i] && agrees(g, f, level) {
				used[i] = true
				n++
				break
			}
		}
	}
	return n
}

func report(t *testing.T, a goldArticle, figures []Figure) {
	context := func(start, end int) string {
		s := a.Text[max(0, start-60):start] + "[" + a.Text[start:end] + "]" + a.Text[end:min(len(a.Text), end+50)]
		return strings.ToValidUTF8(strings.ReplaceAll(s, "\n", "⏎"), "")
	}
	for _, g := range a.Figures {
		var got []string
		ok := false
		for _, f := range figures {
			ok = ok || agrees(g, f, 2)
			if f.Start < g.End && g.Start < f.End {
				got = append(got, fmt.Sprint(a.Text[f.Start:f.End], " ", f.Kind, " ", f.Value, " ", f.ValueMax, " ", f.Unit, " ", f.Modifier))
			}
		}
		if !ok {
			t.Logf("MISS %s | want %s %s %s %s %s | got %v", context(g.Start, g.End), g.Kind, g.Value, g.ValueMax, g.Unit, g.Modifier, got)
		}
	}
	for _, f := range figures {
		ok := false
		for _, g := range a.Figures {
			ok = ok || f.Start < g.End && g.Start < f.End
		}
		if !ok {
			t.Logf("MANY %s | %s %s %s %s %s noun %s", context(f.Start, f.End), f.Kind, f.Value, f.ValueMax, f.Unit, f.Modifier, f.Noun)
		}
	}
}
