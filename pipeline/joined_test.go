package pipeline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"enricher/ner/token"
)

// A gold maps the spans of a text's outer mentions to the things they mean.
type gold map[token.Span]string

// TestJoinedEntities scores how mentions are found and joined, and writes down
// every article's errors, so that a change shows in a diff.
func TestJoinedEntities(t *testing.T) {
	const folder, golden = "../testdata/entities", "../testdata/entities/scores.golden.txt"
	var out strings.Builder
	for _, lang := range []string{"de", "en"} {
		files, err := filepath.Glob(filepath.Join(folder, lang, "*.txt"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no texts: %v", err)
		}
		var sum joined
		var errors strings.Builder
		for _, file := range files {
			marked, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, want := unmark(t, strings.TrimSuffix(string(marked), "\n"))
			r := enrich(t, &Article{Text: text, Published: "2025-11-03"})
			if r.Lang.Code != lang {
				t.Fatalf("%s is %q", file, r.Lang.Code)
			}
			sum.add(want, r)
			name := lang + "/" + filepath.Base(file)
			for _, line := range disagreements(text, want, r) {
				fmt.Fprintf(&errors, "%s: %s\n", name, line)
			}
		}
		fmt.Fprintf(&out, "%s: %d texts, %v\n\n%s\n", lang, len(files), sum, errors.String())
	}
	compareGolden(t, golden, []byte(out.String()))
}

// The customer's own example, where ENRICHER_SHARED says where it is.
func TestJoinedEntitiesOfTheSeed(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	text, err := os.ReadFile(filepath.Join(shared, "seed/article.de.txt"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(shared, "seed/gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var seed struct {
		Entities []struct {
			Start, End int
			Entity     string
		}
	}
	if err := json.Unmarshal(data, &seed); err != nil {
		t.Fatal(err)
	}
	want := gold{}
	for _, e := range seed.Entities {
		want[token.Span{Start: e.Start, End: e.End}] = e.Entity
	}
	r := enrich(t, &Article{Text: string(text)})
	var sum joined
	sum.add(want, r)
	t.Logf("seed: %v\n%s", sum, strings.Join(disagreements(r.Text, want, r), "\n"))
	if p, r := sum.precision/float64(sum.found), sum.recall/float64(sum.gold); 2*p*r/(p+r) < 0.92 {
		t.Errorf("want a B-cubed F1 of 92 at least")
	}
}

// unmark takes the marks [text|id] out of a text.
func unmark(t *testing.T, marked string) (string, gold) {
	t.Helper()
	var text strings.Builder
	want := gold{}
	for {
		before, rest, ok := strings.Cut(marked, "[")
		text.WriteString(before)
		if !ok {
			return text.String(), want
		}
		mark, rest, closed := strings.Cut(rest, "]")
		name, id, named := strings.Cut(mark, "|")
		if !closed || !named || name == "" || id == "" {
			t.Fatalf("bad mark %q", mark)
		}
		start := text.Len()
		text.WriteString(name)
		want[token.Span{Start: start, End: text.Len()}] = id
		marked = rest
	}
}

// found maps the spans of a record's outer mentions to its entities.
func found(r *Record) gold {
	got := gold{}
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			if !m.Inside {
				got[token.Span{Start: m.Start, End: m.End}] = e.ID
			}
		}
	}
	return got
}

// joined sums up B-cubed (Bagga and Baldwin 1998) over mentions that both
// sides may lack: a mention's precision is the share of right ones among those
// that the program joined with it, its recall the share of found ones among
// those that belong to it, each 0 for a mention that the other side lacks.
type joined struct {
	precision, recall float64
	found, gold       int
	common            int     // mentions of both sides
	commonP, commonR  float64 // the same sums, over common mentions alone
}

func (j *joined) add(want gold, r *Record) {
	got := found(r)
	count := func(of gold) map[string]int {
		n := map[string]int{}
		for _, id := range of {
			n[id]++
		}
		return n
	}
	both, commonWant, commonGot := map[[2]string]int{}, map[string]int{}, map[string]int{}
	for span, id := range want {
		if other, ok := got[span]; ok {
			both[[2]string{id, other}]++
			commonWant[id]++
			commonGot[other]++
		}
	}
	inWant, inGot := count(want), count(got)
	for span, id := range want {
		other, ok := got[span]
		if !ok {
			continue
		}
		n := float64(both[[2]string{id, other}])
		j.precision += n / float64(inGot[other])
		j.recall += n / float64(inWant[id])
		j.commonP += n / float64(commonGot[other])
		j.commonR += n / float64(commonWant[id])
		j.common++
	}
	j.found += len(got)
	j.gold += len(want)
}

func (j joined) String() string {
	f1 := func(p, r float64) float64 { return 2 * p * r / (p + r) }
	p, r := j.precision/float64(j.found), j.recall/float64(j.gold)
	cp, cr := j.commonP/float64(j.common), j.commonR/float64(j.common)
	return fmt.Sprintf("B-cubed F1 %.1f (precision %.1f, recall %.1f) of %d mentions; joined alone, over the %d that are found, F1 %.1f",
		100*f1(p, r), 100*p, 100*r, j.gold, j.common, 100*f1(cp, cr))
}

func byStart(s, t token.Span) int { return cmp.Or(s.Start-t.Start, s.End-t.End) }

// disagreements are the mentions that only one side has, the things that the
// program took apart and the entities in which it joined several things.
func disagreements(text string, want gold, r *Record) []string {
	got := found(r)
	var lines []string
	spans := slices.SortedFunc(maps.Keys(want), byStart)
	apart, joins := map[string][]string{}, map[string][]string{}
	note := func(in map[string][]string, key, value string) {
		if !slices.Contains(in[key], value) {
			in[key] = append(in[key], value)
		}
	}
	for _, s := range spans {
		if id, ok := got[s]; ok {
			note(apart, want[s], id)
			note(joins, id, want[s])
		} else {
			lines = append(lines, fmt.Sprintf("missed %q", text[s.Start:s.End]))
		}
	}
	for _, s := range slices.SortedFunc(maps.Keys(got), byStart) {
		if _, ok := want[s]; !ok {
			lines = append(lines, fmt.Sprintf("found %q", text[s.Start:s.End]))
		}
	}
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
	}
	for _, id := range slices.Sorted(maps.Keys(apart)) {
		if ids := apart[id]; len(ids) > 1 {
			var names []string
			for _, e := range ids {
				names = append(names, name[e])
			}
			lines = append(lines, fmt.Sprintf("%s apart: %s", id, strings.Join(names, " | ")))
		}
	}
	for _, e := range r.Entities {
		if ids := joins[e.ID]; len(ids) > 1 {
			lines = append(lines, fmt.Sprintf("%s joined: %s", e.Name, strings.Join(ids, " | ")))
		}
	}
	return lines
}
