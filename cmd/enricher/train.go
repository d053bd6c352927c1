package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"enricher/ner"
)

// trainCmd makes a tagger's weights in steps, each with a file that the next
// reads. ner/model/MODEL.md says from which corpora, and what they reach; the
// Makefile's target train says in which order.
type trainCmd struct {
	Vectors trainVectorsCmd `cmd:"" help:"Make word vectors from running text."`
	Classes trainClassesCmd `cmd:"" help:"Make word classes from running text."`
	Tagger  trainTaggerCmd  `cmd:"" help:"Make a tagger's weights from vectors, classes and annotated text, with teachers from running text, too."`
}

// corpusFlags say what to learn from and where the result goes.
type corpusFlags struct {
	Lang    string `required:"" enum:"de,en" help:"Language: ${enum}."`
	Corpora string `required:"" type:"existingdir" placeholder:"DIR" help:"Folder that holds the corpora in ner/ and text/."`
	Out     string `required:"" type:"path" placeholder:"FILE" help:"Write the result here."`
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
	heldOut   int     // percent of its sentences, the last ones, that are not learnt but scored
}

type runningText struct {
	name  string
	times int     // how often it is read for vectors and classes
	share float64 // of its sentences that the teachers label
}

// News is scarce in the running text; the columns, which are news for the most
// part, are read this many times.
const columnTimes = 3

var recipes = map[string]recipe{
	"de": {
		columns: []column{
			{name: "germeval2014.train", weight: 0.7}, {name: "wikinews-corrected", heldOut: 12}, {name: "wikipedia-corrected", heldOut: 12},
		},
		texts: []runningText{
			{"de.wikipedia-2022", 1, 0.17}, {"de.wikipedia-klexikon", 1, 0.17},
			{"de.bundestag-2017-2026", 1, 0.08}, {"de.parlamint-at-2000-2022", 1, 0.08},
		},
		dev: "germeval2014.dev",
	},
	"en": {
		columns: []column{
			{name: "voa-corrected", heldOut: 8}, {name: "wikinews-corrected", heldOut: 12},
			{name: "wikigold", guideline: ner.Guideline{NoForms: true}},
			{name: "crossner-politics", guideline: ner.Guideline{NoForms: true}},
			{name: "uner-ewt", guideline: ner.Guideline{NoForms: true, NoMisc: true}},
		},
		texts: []runningText{
			{"en.wikipedia-2014", 1, 0.1}, {"en.wikipedia-2018", 1, 0.08}, {"en.senate-press-2005-2007", 1, 0.15},
			{"en.un-general-debate-2000-2023", 1, 0.1}, {"en.digitalgov", 1, 0.1}, {"en.wikinews-2019-2020", 2, 1},
		},
		plain: []string{"gmb.train"},
		dev:   "gmb.dev",
	},
}

// runningTexts are the recipe's texts, opened as they are read.
func (c *corpusFlags) runningTexts() []ner.Text {
	var texts []ner.Text
	for _, t := range recipes[c.Lang].texts {
		name := filepath.Join(c.Corpora, "text", t.name+".txt.zst")
		texts = append(texts, ner.Text{Name: name, Times: t.times, Share: t.share, Open: func() (io.ReadCloser, error) {
			return openZstd(name)
		}})
	}
	return texts
}

// annotated are all sentences of the recipe's columns, as text.
func (c *corpusFlags) annotated() ([]ner.Sentence, error) {
	var all []ner.Sentence
	r := recipes[c.Lang]
	var names []string
	for _, x := range r.columns {
		names = append(names, x.name)
	}
	for _, name := range append(names, r.plain...) {
		s, err := c.columns(name)
		if err != nil {
			return nil, err
		}
		all = append(all, s...)
	}
	return all, nil
}

// stopwatch gives a log that begins every line with the seconds since now.
func stopwatch(w io.Writer) func(format string, args ...any) {
	start := time.Now()
	return func(format string, args ...any) {
		fmt.Fprintf(w, "%4ds  %s\n", int(time.Since(start).Seconds()), fmt.Sprintf(format, args...))
	}
}

type trainVectorsCmd struct {
	corpusFlags
	Placed bool `help:"Tell neighbours apart by their place."`
}

// Run writes the file in one step at the end, as those of the other steps do.
func (c *trainVectorsCmd) Run(ctx context.Context, std streams) error {
	annotated, err := c.annotated()
	if err != nil {
		return err
	}
	cfg := ner.DefaultVectors()
	cfg.Seed, cfg.Placed, cfg.Log = c.Seed, c.Placed, stopwatch(std.err)
	v, err := ner.TrainVectors(ctx, cfg, c.runningTexts(), annotated, columnTimes)
	if err != nil {
		return err
	}
	return writeFile(c.Out, v)
}

type trainClassesCmd struct{ corpusFlags }

func (c *trainClassesCmd) Run(ctx context.Context, std streams) error {
	annotated, err := c.annotated()
	if err != nil {
		return err
	}
	cfg := ner.DefaultClasses()
	cfg.Log = stopwatch(std.err)
	classes, err := ner.TrainClasses(ctx, cfg, c.runningTexts(), annotated, columnTimes)
	if err != nil {
		return err
	}
	return writeFile(c.Out, classes)
}

type trainTaggerCmd struct {
	corpusFlags
	Vectors  string   `required:"" type:"existingfile" placeholder:"FILE" help:"Word vectors."`
	Classes  string   `required:"" type:"existingfile" placeholder:"FILE" help:"Word classes."`
	Teachers []string `type:"existingfile" placeholder:"FILE,..." help:"Taggers whose opinion of running text is learnt, too."`
	Hidden   int      `help:"Units of the hidden layer; 0 means as shipped."`
}

func (c *trainTaggerCmd) Run(ctx context.Context, std streams) error {
	r := recipes[c.Lang]
	cfg := ner.DefaultConfig(c.Lang)
	cfg.Seed, cfg.Log = c.Seed, stopwatch(std.err)
	if c.Hidden > 0 {
		cfg.Hidden = c.Hidden
	}
	var corpora []ner.Corpus
	type devSet struct {
		name      string
		sentences []ner.Sentence
	}
	var dev []devSet
	for _, x := range r.columns {
		s, err := c.columns(x.name)
		if err != nil {
			return err
		}
		learnt := len(s) - len(s)*x.heldOut/100
		corpora = append(corpora, ner.Corpus{Name: x.name, Sentences: ner.Retoken(s[:learnt], c.Lang), Guideline: x.guideline, Weight: x.weight})
		if x.heldOut > 0 {
			dev = append(dev, devSet{x.name + ", held out", ner.Retoken(s[learnt:], c.Lang)})
		}
	}
	s, err := c.columns(r.dev)
	if err != nil {
		return err
	}
	dev = append(dev, devSet{r.dev, ner.Retoken(s, c.Lang)})

	vectors, err := load(c.Vectors, ner.ReadVectors)
	if err != nil {
		return err
	}
	if cfg.Classes, err = load(c.Classes, ner.ReadClasses); err != nil {
		return err
	}
	for _, name := range c.Teachers {
		m, err := load(name, ner.Load)
		if err != nil {
			return err
		}
		cfg.Teachers = append(cfg.Teachers, m)
	}
	if len(cfg.Teachers) > 0 {
		if cfg.Silver, err = c.silver(r); err != nil {
			return err
		}
	}
	for _, d := range dev[:len(dev)-1] { // r.dev has a guideline of its own
		cfg.HeldOut = append(cfg.HeldOut, d.sentences...)
	}
	m, err := ner.Train(ctx, cfg, vectors, corpora)
	if err != nil {
		return err
	}
	if err := writeFile(c.Out, m); err != nil {
		return err
	}
	for _, d := range dev {
		scores := m.Score(d.sentences)
		fmt.Fprintf(std.out, "%s, scored on %s:\n%s", c.Out, d.name, scores.String())
	}
	return nil
}

// silver is what the teachers label: a share of the running text, and the
// columns that are read as text alone.
func (c *trainTaggerCmd) silver(r recipe) ([]ner.Sentence, error) {
	silver, err := ner.ReadSilver(c.runningTexts(), c.Lang, c.Seed)
	if err != nil {
		return nil, err
	}
	for _, name := range r.plain {
		s, err := c.columns(name)
		if err != nil {
			return nil, err
		}
		silver = append(silver, ner.Retoken(s, c.Lang)...)
	}
	return silver, nil
}

// load reads a file that another command wrote; its errors name the file.
func load[T any](name string, read func(io.Reader) (T, error)) (x T, err error) {
	f, err := os.Open(name)
	if err != nil {
		return x, err
	}
	defer f.Close()
	if x, err = read(f); err != nil {
		return x, fmt.Errorf("%s: %w", name, err)
	}
	return x, nil
}

func (c *corpusFlags) columns(name string) ([]ner.Sentence, error) {
	file := filepath.Join(c.Corpora, "ner", c.Lang, name+".conll.gz")
	in, err := openCorpus(file, nil)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	s, err := ner.ReadColumns(in)
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
