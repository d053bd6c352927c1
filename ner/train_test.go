package ner

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
)

func TestVectorsFile(t *testing.T) {
	v := &Vectors{Dim: 16, Words: []string{"der", "Köln"}, cells: make([]float32, 32)}
	for i := range v.cells {
		v.cells[i] = float32(i) / 7
	}
	var b bytes.Buffer
	if _, err := v.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	got, err := ReadVectors(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if got.Dim != 16 || !slices.Equal(got.Words, v.Words) || !slices.Equal(got.cells, v.cells) {
		t.Errorf("got %v, want %v", got, v)
	}
	if _, err := ReadVectors(bytes.NewReader(b.Bytes()[:b.Len()-3])); err == nil {
		t.Error("a truncated file was read")
	}
}

func TestTrainRefuses(t *testing.T) {
	ctx := context.Background()
	v := &Vectors{Dim: 16, Words: []string{"a"}, cells: make([]float32, 16)}
	corpora := []Corpus{{Name: "tiny", Sentences: tinyCorpus()[:3]}}
	for want, change := range map[string]func(*Config){
		"window of 4": func(c *Config) { c.Window = 4 },
		"multiples":   func(c *Config) { c.Hidden = 100 },
		"levels":      func(c *Config) { c.Levels = 200 },
		"no epochs":   func(c *Config) { c.Epochs = 0 },
		"no teachers": func(c *Config) { c.Silver = tinyCorpus()[:1] },
	} {
		c := DefaultConfig("de")
		change(&c)
		if _, err := Train(ctx, c, v, corpora); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := Train(ctx, DefaultConfig("de"), v, nil); err == nil {
		t.Error("trained on nothing")
	}
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Train(ctx, DefaultConfig("de"), v, corpora); err != context.Canceled {
		t.Errorf("error %v after cancelling", err)
	}
	if _, err := TrainVectors(context.Background(), DefaultVectors(), nil, nil, 1); err == nil {
		t.Error("vectors of no text")
	}
}
