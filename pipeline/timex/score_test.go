package timex

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"enricher/ner/token"
)

var update = flag.Bool("update", false, "write testdata/scores.txt anew")

// TestScore compares the scores on the shared corpora, if ENRICHER_SHARED
// names their folder, with those in testdata/scores.txt: TempEval-3's
// measures, as tools/score.py computes them. ENRICHER_SET picks one set;
// ENRICHER_ERRORS is the number of sampled errors to show.
func TestScore(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	errors := 0
	var scores strings.Builder
	fmt.Sscan(os.Getenv("ENRICHER_ERRORS"), &errors)
	for _, set := range []string{"de.krauts-zeit", "de.wikiwars.timex2", "en.aquaint.scoring-only", "en.meantime"} {
		if only := os.Getenv("ENRICHER_SET"); only == "" || only == set {
			scores.WriteString(score(t, filepath.Join(shared, "corpora/timex", set+".jsonl.gz"), set, errors))
		}
	}
	if os.Getenv("ENRICHER_SET") != "" {
		return
	}
	const golden = "testdata/scores.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(scores.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(golden); err != nil || string(want) != scores.String() {
		t.Errorf("scores differ from %s (-update writes them):\n%s", golden, scores.String())
	}
}

type goldTime struct {
	Start, End  int
	Text        string
	Type, Value string
	DCT         bool
}

// score reads one set and returns its line of scores.
func score(t *testing.T, path, set string, errors int) string {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var gold, found, relaxed, strict, typed, valued int
	var wrong []string
	for decoder := json.NewDecoder(z); decoder.More(); {
		var a struct {
			ID, Lang, Published, Text string
			Times                     []goldTime
		}
		if err := decoder.Decode(&a); err != nil {
			t.Fatal(err)
		}
		ref := Reference{}
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
			if p, err := time.Parse(layout, a.Published); err == nil {
				ref = Reference{Published: p, HasClock: layout != "2006-01-02", Known: true}
				break
			}
		}
		times := Find(token.Split(a.Text, a.Lang), "", ref)
		used := make([]bool, len(times))
		found += len(times)
		context := func(start, end int) string {
			s := []byte(a.Text[max(0, start-60):start] + "[" + a.Text[start:end] + "]" + a.Text[end:min(len(a.Text), end+60)])
			for i, b := range s {
				if b == '\n' {
					s[i] = ' '
				}
			}
			return string(s)
		}
		for _, g := range a.Times {
			if g.End <= g.Start || g.DCT {
				continue
			}
			gold++
			hit := -1
			for k, s := range times {
				if !used[k] && s.Start < g.End && g.Start < s.End && (hit < 0 || s.Start == g.Start && s.End == g.End) {
					hit = k
				}
			}
			if hit < 0 {
				wrong = append(wrong, fmt.Sprintf("MISSED %s %s | %s | %s", g.Type, g.Value, context(g.Start, g.End), a.Published))
				continue
			}
			used[hit] = true
			s := times[hit]
			relaxed++
			if s.Start == g.Start && s.End == g.End {
				strict++
			} else {
				wrong = append(wrong, fmt.Sprintf("SPAN %q | %s", g.Text, context(s.Start, s.End)))
			}
			if g.Type == "" || s.Type == g.Type {
				typed++
			}
			if s.Value == g.Value {
				valued++
			} else {
				wrong = append(wrong, fmt.Sprintf("VALUE want %s %s got %s %s | %s | %s", g.Type, g.Value, s.Type, s.Value, context(s.Start, s.End), a.Published))
			}
		}
		for k, s := range times {
			if !used[k] {
				wrong = append(wrong, fmt.Sprintf("EXTRA %s %s | %s", s.Type, s.Value, context(s.Start, s.End)))
			}
		}
	}
	f1 := func(n int) float64 { return 200 * float64(n) / float64(max(1, found+gold)) }
	line := fmt.Sprintf("%-24s value %.1f  relaxed %.1f  strict %.1f  type %.1f  gold %d  found %d\n", set, f1(valued), f1(relaxed), f1(strict), f1(typed), gold, found)
	t.Log(line)
	rand.New(rand.NewSource(1)).Shuffle(len(wrong), func(i, j int) { wrong[i], wrong[j] = wrong[j], wrong[i] })
	for _, w := range wrong[:min(errors, len(wrong))] {
		t.Log(w)
	}
	return line
}
