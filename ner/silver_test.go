package ner

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

func textOf(lines string, share float64) Text {
	return Text{Name: "text", Share: share, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(lines)), nil
	}}
}

func TestReadSilver(t *testing.T) {
	read := func(seed uint64, texts ...Text) []string {
		s, err := ReadSilver(texts, "de", seed)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range s {
			got = append(got, strings.Join(x.Words, " "))
		}
		return got
	}
	lines := "Er wohnt in St. Moritz. Sie nicht. Anna Bruno kommt morgen aus Bern.\n\n" + strings.Repeat("weit ", 70) + ".\n"
	got := strings.Join(read(1, textOf(lines, 1)), "\n")
	// Too short and too long ones are left out.
	for _, want := range []string{"Er wohnt in St. Moritz .", "Anna Bruno kommt morgen aus Bern ."} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if n := strings.Count(got, "\n") + 1; n != 2 {
		t.Errorf("%d sentences, want 2: %q", n, got)
	}
	if got := read(1, textOf(lines, 0)); len(got) > 0 {
		t.Errorf("a share of nothing is %q", got)
	}
	many := strings.Repeat("Anna Bruno kommt morgen aus Bern.\n", 400)
	if n := len(read(1, textOf(many, 0.25))); n < 60 || n > 140 {
		t.Errorf("%d of 400 sentences, want about 100", n)
	}
	broken := Text{Name: "gone", Open: func() (io.ReadCloser, error) { return nil, errors.New("gone.txt: no such file") }}
	if _, err := ReadSilver([]Text{broken}, "de", 1); err == nil {
		t.Error("no error for a text that cannot be opened")
	}
}

// A tagger whose annotated sentences hardly count, and hold no names, learns
// them from what its teachers make of sentences without labels.
func TestTeachers(t *testing.T) {
	teacher := loadTiny(t)
	all := tinyCorpus()
	c := DefaultConfig("de")
	c.HashDim, c.Hidden, c.Memory, c.MinTypes, c.Epochs = 16, 32, 16, 1, 8
	v, err := TrainVectors(context.Background(), VectorConfig{Dim: 16, Window: 4, Epochs: 1, MinCount: 1, MaxWords: 100, Negatives: 5, Shared: 8, Rate: 0.05, Sample: 1}, nil, all, 1)
	if err != nil {
		t.Fatal(err)
	}
	var nameless []Sentence
	for _, s := range all[:12] {
		nameless = append(nameless, Sentence{Words: s.Words})
	}
	score := func(c Config) float64 {
		m, err := Train(context.Background(), c, v, []Corpus{{Name: "nameless", Sentences: nameless, Weight: 0.01}})
		if err != nil {
			t.Fatal(err)
		}
		s := m.Score(all)
		return s.All.F1()
	}
	alone := score(c)
	c.Teachers = []*Model{teacher, teacher}
	for range 12 {
		c.Silver = append(c.Silver, all...)
	}
	if taught := score(c); taught < 95 || alone > 50 {
		t.Errorf("F1 %.1f with teachers, %.1f without", taught, alone)
	}
}
