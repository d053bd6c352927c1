package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"enricher/ner"
	"enricher/ner/token"
)

// TestEvalGolden scores the project's own corpora, so that a change of quality
// shows in a diff, the errors one by one.
func TestEvalGolden(t *testing.T) {
	t.Chdir("../../testdata/eval")
	var out bytes.Buffer
	for _, args := range [][]string{
		{"--corpus", "de.conll", "--lang", "de"},
		{"--corpus", "en.conll", "--lang", "en"},
		{"--corpus", "de.jsonl"},
		{"--corpus", "en.jsonl"},
		{"--corpus", "de.jsonl", "--pipeline", "--errors", "1000"},
		{"--corpus", "en.jsonl", "--pipeline", "--errors", "1000"},
	} {
		var errs bytes.Buffer
		out.WriteString("$ enricher eval " + strings.Join(args, " ") + "\n")
		if code := run(append([]string{"eval"}, args...), streams{strings.NewReader(""), &out, &errs}); code != exitDone {
			t.Fatalf("%v: exit status %d: %s", args, code, errs.String())
		}
		out.WriteByte('\n')
	}
	const golden = "scores.golden.txt"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("the scores differ from testdata/eval/%s: run make golden and look at the difference", golden)
	}
}

// Weights from a file take the place of the built-in ones, alone and in the
// whole program.
func TestEvalModel(t *testing.T) {
	const weights = "../../ner/model/de.bin"
	eval := func(args ...string) (string, int) {
		var out, errs bytes.Buffer
		code := run(append([]string{"eval", "--json", "--corpus", "../../testdata/eval/de.jsonl"}, args...), streams{nil, &out, &errs})
		return out.String() + errs.String(), code
	}
	for _, mode := range [][]string{nil, {"--pipeline"}} {
		want, _ := eval(mode...)
		if got, code := eval(append(mode, "--model", weights)...); code != exitDone || got != want {
			t.Errorf("%v: exit status %d,\n%sbuilt in:\n%s", mode, code, got, want)
		}
	}
	if got, code := eval("--lang", "en", "--model", weights); code != exitFailed || !strings.Contains(got, `it is in "en", but `+weights+` is a model for "de"`) {
		t.Errorf("exit status %d, %s", code, got)
	}
}

// A corpus reads the same whether compressed or not; a broken file is named.
func TestOpenCorpus(t *testing.T) {
	const text = "Bern\tB-LOC\n"
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	zst, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		write("plain.conll", []byte(text)),
		write("a.conll.gz", zipped.Bytes()),
		write("a.conll.zst", zst.EncodeAll([]byte(text), nil)),
	} {
		c := evalCmd{Corpus: name}
		d, err := c.read(nil)
		if err != nil || len(d) != 1 || d[0].Text != "Bern" || len(d[0].Outer) != 1 {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
	for _, name := range []string{
		write("b.conll.gz", []byte(text)),
		write("c.conll.gz", zipped.Bytes()[:zipped.Len()-6]),
		write("b.conll.zst", []byte(text)),
	} {
		c := evalCmd{Corpus: name}
		if _, err := c.read(nil); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%s: error %v", name, err)
		} else {
			t.Log(err)
		}
	}
}

// What is broken is named with its file and line, and what to do.
func TestEvalRefuses(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ name, text, args, want string }{
		{"none.conll", "", "--lang de", "open none.conll: no such file"},
		{"empty.conll", "# nothing\n\n", "--lang de", "empty.conll: the corpus is empty"},
		{"empty.jsonl", "\n", "", "empty.jsonl: the corpus is empty"},
		{"columns.conll", "a\tO\tO\nb\tO\n", "--lang de", "columns.conll: line 2: 2 columns, the lines before have 3"},
		{"spaces.conll", "a O\n", "--lang de", "spaces.conll: line 1: no tab between token and label"},
		{"inside.conll", "a\tO\nb\tI-LOC\n", "--lang de", "inside.conll: line 2: I-LOC does not continue a mention"},
		{"latin.conll", "M\xfcller\tB-PER\n", "--lang de", "latin.conll: line 1: not UTF-8"},
		{"rune.jsonl", `{"lang":"de","text":"In Zürich.","entities":[{"start":3,"end":5,"label":"LOC"}]}`, "",
			"rune.jsonl: line 1: entities[0].end is 5, inside of a character: offsets count bytes"},
		{"cut.jsonl", `{"lang":"de","text":"In Zürich.`, "", "cut.jsonl: line 1: not JSON: "},
		{"-", "a\tO\nb\tX\n", "--lang de", `standard input: line 2: label "X" is unknown`},
		{"unsaid.jsonl", `{"text":"In Paris.","entities":[]}`, "", "unsaid.jsonl: document 1: the corpus does not say its language: give --lang"},
		{"foreign.jsonl", `{"id":"x","lang":"fr","text":"A Paris.","entities":[]}`, "", `foreign.jsonl: document x: lang is "fr", want de or en: give --lang`},
		{"published.jsonl", `{"lang":"de","published":"soon","text":"In Paris.","entities":[]}`, "--pipeline", "published.jsonl: document 1: "},
		{"model.conll", "a\tO\n", "--lang de --model model.conll", "model.conll: "},
	} {
		if c.text != "" && c.name != "-" {
			if err := os.WriteFile(c.name, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var out, errs bytes.Buffer
		args := append([]string{"eval", "--corpus", c.name}, strings.Fields(c.args)...)
		code := run(args, streams{strings.NewReader(c.text), &out, &errs})
		if code != exitFailed || out.Len() > 0 || !strings.HasPrefix(errs.String(), "enricher: "+c.want) {
			t.Errorf("%v: exit status %d, %q\n%swant %s", args, code, out.String(), errs.String(), c.want)
		}
	}
}

func TestDifference(t *testing.T) {
	const text = "Über die Universität Zürich schreibt die NZZ."
	mention := func(s string, label string) *ner.Mention {
		at := strings.Index(text, s)
		return &ner.Mention{Span: token.Span{Start: at, End: at + len(s)}, Label: label, Form: "name"}
	}
	for _, c := range []struct {
		gold, found *ner.Mention
		want        string
	}{
		{mention("NZZ", "ORG"), nil, "r die Universität Zürich schreibt die [NZZ]."},
		{nil, mention("Über", "ORG"), "{Über} die Universität Zürich schreibt die N"},
		{mention("Zürich", "LOC"), mention("Zürich", "ORG"), "Über die Universität [{Zürich}] schreibt die NZZ."},
		{mention("Universität Zürich", "ORG"), mention("Zürich", "LOC"), "Über die [Universität {Zürich}] schreibt die NZZ."},
		{mention("die Universität", "ORG"), mention("Universität Zürich", "LOC"), "Über [die {Universität] Zürich} schreibt die NZZ."},
	} {
		got := newDifference("x", text, ner.Difference{Gold: c.gold, Found: c.found})
		if got.Context != c.want {
			t.Errorf("got  %s\nwant %s", got.Context, c.want)
		}
		for _, m := range []*marked{got.Gold, got.Found} {
			if m != nil && text[m.Start:m.End] != m.Text {
				t.Errorf("%q is not at [%d, %d)", m.Text, m.Start, m.End)
			}
		}
	}
}
