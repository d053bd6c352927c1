//go:build unix

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"enricher/pipeline"
)

const root = "../../.."

func newTestWriter(t *testing.T, lang string, seed uint64) *writer {
	t.Helper()
	w, err := newWriter(root, lang, seed)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWriter(t *testing.T) {
	for _, lang := range languages {
		a := newTestWriter(t, lang, 1).article(articleWords)
		if n := len(strings.Fields(a)); n < articleWords || n > articleWords+150 {
			t.Errorf("%s: an article of %d words", lang, n)
		}
		if b := newTestWriter(t, lang, 1).article(articleWords); a != b {
			t.Errorf("%s: the same seed gives another article", lang)
		}
		if b := newTestWriter(t, lang, 2).article(articleWords); a == b {
			t.Errorf("%s: another seed gives the same article", lang)
		}
		for _, m := range []mixture{usual, fewNames, allNames} {
			const size = 100_000
			text := newTestWriter(t, lang, 1).text(size, m)
			if len(text) < size || len(text) > size+5000 {
				t.Errorf("%s, %s: %d bytes", lang, m.name, len(text))
			}
			if strings.ContainsAny(text, "[]|") {
				t.Errorf("%s, %s: annotation in the text", lang, m.name)
			}
			// Lines that repeat an earlier one are not read.
			seen, repeated := map[string]bool{}, 0
			for line := range strings.SplitSeq(text, "\n") {
				if line != "" && seen[line] {
					repeated++
				}
				seen[line] = true
			}
			if repeated > len(seen)/50 {
				t.Errorf("%s, %s: %d of %d lines repeat another", lang, m.name, repeated, len(seen))
			}
		}
	}
}

// TestLinear: the time of the whole pipeline grows with the text, not with its
// square. Eight times the text takes eight times as long; 64 times would be a
// square's. The processor's time is counted, and much is allowed, for the tests
// run beside other work.
func TestLinear(t *testing.T) {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{root: root, pipeline: p}
	for _, lang := range languages {
		for _, m := range []mixture{usual, fewNames, allNames} {
			const size, times, limit = 60_000, 8, 24
			if _, err := b.processorTime(lang, m, size); err != nil { // tables are filled
				t.Fatal(err)
			}
			short, err := b.processorTime(lang, m, size)
			if err != nil {
				t.Fatal(err)
			}
			long, err := b.processorTime(lang, m, times*size)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s, %s: %v, and %v for %d times the text", lang, m.name, short, long, times)
			if long > limit*max(short, 5*time.Millisecond) {
				t.Errorf("%s, %s: %v, and %v for %d times the text", lang, m.name, short, long, times)
			}
		}
	}
}

// TestTables: the program prints what it is asked for, and says what it cannot.
func TestTables(t *testing.T) {
	file := filepath.Join(t.TempDir(), "further.jsonl")
	if err := os.WriteFile(file, []byte(`{"text":"BERLIN - The mayor met Angela Merkel on Friday and said that all was well."}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(root, []string{file}, []string{"articles", "stages"}, 0, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| own, de | 200 |", "| own, en | 200 |", "| further | 1 | 15 |", "| name | ", "| record | ", "| JSON | ", "| 100 % |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	for _, c := range []struct {
		root       string
		files      []string
		only, want string
	}{
		{root, nil, "nothing", `no section "nothing"`},
		{root, []string{filepath.Join(t.TempDir(), "absent.jsonl")}, "articles", "absent.jsonl"},
		{t.TempDir(), nil, "articles", "testdata"},
	} {
		if err := run(c.root, c.files, []string{c.only}, 0, &out); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{0: "0.0", 9.94: "9.9", 12.6: "13", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := number(x); got != want {
			t.Errorf("%g: %s, want %s", x, got, want)
		}
	}
}

func TestUntil(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	if err := until(ctx, time.Millisecond, func() (bool, error) { n++; return n == 3, nil }); err != nil || n != 3 {
		t.Error(n, err)
	}
	cancel()
	if err := until(ctx, time.Millisecond, func() (bool, error) { return false, nil }); err == nil {
		t.Error("no end")
	}
}
