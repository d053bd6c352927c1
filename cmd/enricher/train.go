package main

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"enricher/ner"
)

// trainCmd makes a tagger's weights. ner/model/MODEL.md says with which
// corpora, and what they reach.
type trainCmd struct {
	Lang    string `required:"" enum:"de,en" help:"Language to train: ${enum}."`
	Corpora string `required:"" type:"existingdir" placeholder:"DIR" help:"Folder that holds the corpora in ner/ and text/."`
	Out     string `required:"" type:"path" placeholder:"FILE" help:"Write the weights here."`
	Vectors string `type:"path" placeholder:"FILE" help:"Keep the word vectors here; if the file is there already, they are read instead of made."`
	Seed    uint64 `default:"1" help:"Seed of the random numbers. The same seed and corpora give the same bytes."`
}

// A recipe lists what a language's tagger learns from.
type recipe struct {
	columns []column
	texts   []runningText
	plain   []string // column files that are read as text alone
	dev     string   // column file that is scored at the end
}

type column struct {
	name      string
	guideline ner.Guideline
	weight    float32 // of its sentences; 0 means 1
}

type runningText struct {
	name  string
	times int
}

// News is scarce in the running text; the columns, which are news for the most
// part, are read this many times.
const columnTimes = 3

var recipes = map[string]recipe{
	"de": {
		columns: []column{{name: "germeval2014.train", weight: 0.7}, {name: "wikinews-corrected"}, {name: "wikipedia-corrected"}},
		texts: []runningText{
			{"de.wikipedia-2022", 1}, {"de.wikipedia-klexikon", 1}, {"de.bundestag-2017-2026", 1}, {"de.parlamint-at-2000-2022", 1},
		},
		dev: "germeval2014.dev",
	},
	"en": {
		columns: []column{
			{name: "voa-corrected"}, {name: "wikinews-corrected"},
			{name: "wikigold", guideline: ner.Guideline{NoForms: true}},
			{name: "crossner-politics", guideline: ner.Guideline{NoForms: true}},
			{name: "uner-ewt", guideline: ner.Guideline{NoForms: true, NoMisc: true}},
		},
		texts: []runningText{
			{"en.wikipedia-2014", 1}, {"en.wikipedia-2018", 1}, {"en.senate-press-2005-2007", 1},
			{"en.un-general-debate-2000-2023", 1}, {"en.digitalgov", 1}, {"en.wikinews-2019-2020", 2},
		},
		plain: []string{"gmb.train"},
		dev:   "gmb.dev",
	},
}

// Run trains and writes the file in one step at the end.
func (c *trainCmd) Run(ctx context.Context, std streams) error {
	r := recipes[c.Lang]
	start := time.Now()
	logf := func(format string, args ...any) {
		fmt.Fprintf(std.err, "%4ds  %s\n", int(time.Since(start).Seconds()), fmt.Sprintf(format, args...))
	}
	var corpora []ner.Corpus
	var annotated []ner.Sentence
	for _, x := range r.columns {
		s, err := c.readColumns(x.name)
		if err != nil {
			return err
		}
		corpora = append(corpora, ner.Corpus{Name: x.name, Sentences: s, Guideline: x.guideline, Weight: x.weight})
		annotated = append(annotated, s...)
	}
	for _, name := range r.plain {
		s, err := c.readColumns(name)
		if err != nil {
			return err
		}
		annotated = append(annotated, s...)
	}
	vectors, err := c.vectors(ctx, r, annotated, logf)
	if err != nil {
		return err
	}
	cfg := ner.DefaultConfig(c.Lang)
	cfg.Seed, cfg.Log = c.Seed, logf
	m, err := ner.Train(ctx, cfg, vectors, corpora)
	if err != nil {
		return err
	}
	if err := writeFile(c.Out, m); err != nil {
		return err
	}
	dev, err := c.readColumns(r.dev)
	if err != nil {
		return err
	}
	scores := m.Score(dev)
	fmt.Fprintf(std.out, "%s, scored on %s:\n%s", c.Out, r.dev, scores.String())
	return nil
}

func (c *trainCmd) vectors(ctx context.Context, r recipe, annotated []ner.Sentence, logf func(string, ...any)) (*ner.Vectors, error) {
	if c.Vectors != "" {
		f, err := os.Open(c.Vectors)
		if err == nil {
			defer f.Close()
			return ner.ReadVectors(f)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	var texts []ner.Text
	for _, t := range r.texts {
		name := filepath.Join(c.Corpora, "text", t.name+".txt.zst")
		texts = append(texts, ner.Text{Name: name, Times: t.times, Open: func() (io.ReadCloser, error) {
			return openZstd(name)
		}})
	}
	cfg := ner.DefaultVectors()
	cfg.Seed, cfg.Log = c.Seed, logf
	v, err := ner.TrainVectors(ctx, cfg, texts, annotated, columnTimes)
	if err != nil || c.Vectors == "" {
		return v, err
	}
	return v, writeFile(c.Vectors, v)
}

func (c *trainCmd) readColumns(name string) ([]ner.Sentence, error) {
	file := filepath.Join(c.Corpora, "ner", c.Lang, name+".conll.gz")
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	s, err := ner.ReadColumns(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// A zstdFile closes the file under the decompressor, too.
type zstdFile struct {
	*zstd.Decoder
	file *os.File
}

func (z zstdFile) Close() error {
	z.Decoder.Close()
	return z.file.Close()
}

func openZstd(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	z, err := zstd.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return zstdFile{z, f}, nil
}

// writeFile writes beside the file and renames, so that a failure leaves no half of one.
func writeFile(name string, from io.WriterTo) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := from.WriteTo(f); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
