package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"enricher/ner"
	"enricher/ner/model"
	"enricher/pipeline"
)

type evalCmd struct {
	gazetteerFlags // of the whole program

	Corpus      string   `required:"" placeholder:"FILE" help:"The annotated corpus: columns or JSON lines, also .gz or .zst; - is standard input."`
	Lang        string   `enum:",de,en" default:"" help:"The corpus's language, de or en. Default: what each document says, else the language of --model."`
	Model       string   `placeholder:"FILE" help:"Weights to score instead of the built-in ones of their language."`
	Pipeline    bool     `help:"Score the whole program instead of the tagger alone."`
	Labels      []string `enum:"PER,LOC,ORG,MISC" default:"PER,LOC,ORG,MISC" help:"Count these labels only, for a corpus that marks no others."`
	Reliability bool     `help:"Show how the mentions' scores compare with the share that is right."`
	Errors      int      `default:"0" help:"Show this many errors, sampled."`
	Seed        uint64   `default:"1" help:"Seed of the sample: the same seed samples the same errors."`
	JSON        bool     `name:"json" help:"Print one JSON object instead of tables."`
}

func (c *evalCmd) Help() string {
	return `Counts a mention as right if span, label and form are exactly the corpus's. Only outer mentions count.

Columns are parted by tabs: a token, its outer label in IOB2 (O, B-PER, I-LOCderiv, B-ORGpart) and, if any, its inner label; an empty line ends a sentence, "# doc ID" begins a document. The tagger reads the corpus's own tokens, document by document where the corpus names documents, else sentence by sentence. With --pipeline the tokens become running text, 25 sentences a document where the corpus names none.

JSON lines hold a document each,

  {"id":"7","lang":"de","text":"In Zürich.","entities":[{"start":3,"end":10,"label":"LOC","form":"name"}]}

with offsets in bytes; the text is cut into tokens by the program's own rules. A file's name tells the format (.jsonl, .conll), else its first byte.

Examples:
  enricher eval --corpus testdata/eval/de.jsonl --errors 20
  enricher eval --corpus dev.conll.gz --lang de --model new.bin --json`
}

// Validate refuses a sample of less than nothing.
func (c *evalCmd) Validate() error {
	if c.Errors < 0 {
		return fmt.Errorf("--errors is %d", c.Errors)
	}
	return nil
}

// perDocument is how many sentences of a corpus without documents make one for
// the whole program: as many as a news story has.
const perDocument = 25

// A finder finds the mentions of documents, outer ones and those inside them:
// the tagger alone, or the whole program.
type finder struct {
	version string
	find    func(ctx context.Context, d *ner.Document, lang string) (outer, inner []ner.Mention, err error)
}

func (c *evalCmd) Run(ctx context.Context, std streams) error {
	documents, err := c.read(std.in)
	if err != nil {
		return err
	}
	var own *ner.Model
	if c.Model != "" {
		if own, err = load(c.Model, ner.Load); err != nil {
			return err
		}
	}
	langs := make([]string, len(documents))
	for i := range documents {
		if langs[i], err = c.language(&documents[i], own); err != nil {
			return fmt.Errorf("%s: document %s: %w", c.name(), called(documents, i), err)
		}
	}
	var f *finder
	if c.Pipeline {
		f, err = newProgram(own, c.gazetteerFlags)
	} else {
		f, err = newTagger(own, langs)
	}
	if err != nil {
		return err
	}
	outer, inner := make([][]ner.Mention, len(documents)), make([][]ner.Mention, len(documents))
	err = each(len(documents), func(i int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if outer[i], inner[i], err = f.find(ctx, &documents[i], langs[i]); err != nil {
			return fmt.Errorf("%s: document %s: %w", c.name(), called(documents, i), err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	e := evaluation{Corpus: c.name(), Version: f.version, Documents: len(documents)}
	if c.Reliability {
		e.reliability = new(ner.Reliability)
	}
	var differences []difference
	for i := range documents {
		gold, found := c.counted(documents[i].Outer), c.counted(outer[i])
		e.inner.Add(c.counted(documents[i].Inner), c.counted(inner[i]))
		if c.Reliability {
			e.reliability.Add(gold, found)
		}
		for _, x := range e.scores.Add(gold, found) {
			differences = append(differences, newDifference(called(documents, i), documents[i].Text, x))
		}
	}
	e.Differences = len(differences)
	e.Errors = sample(differences, c.Errors, c.Seed)
	if c.JSON {
		return e.writeJSON(std.out)
	}
	return e.writeText(std.out)
}

// name is the corpus's name for people.
func (c *evalCmd) name() string {
	if c.Corpus == "-" {
		return "standard input"
	}
	return c.Corpus
}

// called is what messages call a document.
func called(documents []ner.Document, i int) string {
	return cmp.Or(documents[i].ID, fmt.Sprint(i+1))
}

func (c *evalCmd) language(d *ner.Document, own *ner.Model) (string, error) {
	lang := cmp.Or(c.Lang, d.Lang)
	if lang == "" && own != nil {
		lang = own.Lang()
	}
	switch {
	case lang == "":
		return "", errors.New("the corpus does not say its language: give --lang de or --lang en")
	case lang != "de" && lang != "en":
		return "", fmt.Errorf("lang is %q, want de or en: give --lang to read it as one of them", lang)
	case own != nil && own.Lang() != lang:
		return "", fmt.Errorf("it is in %q, but %s is a model for %q", lang, c.Model, own.Lang())
	}
	return lang, nil
}

// counted leaves the labels out that do not count.
func (c *evalCmd) counted(mentions []ner.Mention) []ner.Mention {
	var counted []ner.Mention
	for _, m := range mentions {
		if slices.Contains(c.Labels, m.Label) {
			counted = append(counted, m)
		}
	}
	return counted
}

// read reads the corpus in either format. Errors name file and line.
func (c *evalCmd) read(stdin io.Reader) ([]ner.Document, error) {
	in, err := openCorpus(c.Corpus, stdin)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := bufio.NewReader(in)
	var documents []ner.Document
	if isLines(c.Corpus, r) {
		documents, err = ner.ReadDocuments(r)
	} else {
		var sentences []ner.Sentence
		sentences, err = ner.ReadColumns(r)
		per := 1
		if c.Pipeline {
			per = perDocument
		}
		documents = ner.Join(sentences, per)
	}
	if err == nil && len(documents) == 0 {
		err = errors.New("the corpus is empty")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.name(), err)
	}
	return documents, nil
}

// openCorpus opens a file, decompressed by its name, or standard input.
func openCorpus(name string, stdin io.Reader) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(stdin), nil
	}
	if strings.HasSuffix(name, ".zst") {
		return openZstd(name)
	}
	f, err := os.Open(name)
	if err != nil || !strings.HasSuffix(name, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return gzipFile{z, f}, nil
}

// A gzipFile closes the file under the decompressor, too.
type gzipFile struct {
	*gzip.Reader
	file *os.File
}

func (z gzipFile) Close() error { return errors.Join(z.Reader.Close(), z.file.Close()) }

// isLines tells JSON lines from columns.
func isLines(name string, in *bufio.Reader) bool {
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zst")
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".ndjson":
		return true
	case ".conll":
		return false
	}
	head, _ := in.Peek(512) // an error shows again on reading
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \r\n"), []byte("{"))
}

// newTagger finds mentions by the taggers alone: own, if not nil, or else the
// built-in ones of the languages.
func newTagger(own *ner.Model, langs []string) (*finder, error) {
	taggers := make(map[string]*ner.Model)
	var versions []string
	for _, lang := range slices.Compact(slices.Sorted(slices.Values(langs))) {
		m, err := own, error(nil)
		switch {
		case own != nil:
		case lang == "de":
			m, err = model.German()
		default:
			m, err = model.English()
		}
		if err != nil {
			return nil, err
		}
		taggers[lang] = m
		versions = append(versions, m.Version())
	}
	return &finder{"tagger " + strings.Join(versions, ", "), func(_ context.Context, d *ner.Document, lang string) (outer, inner []ner.Mention, err error) {
		outer, inner = taggers[lang].Nested(d.Tokens(lang))
		return outer, inner, nil
	}}, nil
}

// newProgram finds mentions by the whole program.
func newProgram(own *ner.Model, files gazetteerFlags) (*finder, error) {
	gazetteers, err := files.load()
	if err != nil {
		return nil, err
	}
	options := pipeline.Options{Gazetteers: gazetteers}
	if own != nil {
		options.Taggers = []*ner.Model{own}
	}
	p, err := pipeline.New(options)
	if err != nil {
		return nil, err
	}
	v := p.Producer()
	return &finder{
		fmt.Sprintf("enricher %s, taggers %s, %s, gazetteer %s", v.Version, v.Models["de"], v.Models["en"], v.Gazetteer),
		func(ctx context.Context, d *ner.Document, lang string) (outer, inner []ner.Mention, err error) {
			record, err := p.Enrich(ctx, &pipeline.Article{ID: d.ID, Text: d.Text, Published: d.Published, Lang: lang})
			if err != nil {
				return nil, nil, err
			}
			outer, inner = recorded(record)
			return outer, inner, nil
		},
	}, nil
}

// typeLabels are the labels of a record's types.
var typeLabels = map[string]string{"person": "PER", "place": "LOC", "organisation": "ORG", "misc": "MISC"}

// recorded are the mentions of a record of the document's own text.
func recorded(r *pipeline.Record) (outer, inner []ner.Mention) {
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			x := ner.Mention{Label: typeLabels[e.Type], Form: m.Form, Score: m.Score}
			x.Start, x.End = m.Start, m.End
			if m.Inside {
				inner = append(inner, x)
			} else {
				outer = append(outer, x)
			}
		}
	}
	return outer, inner
}

// each calls do for 0 to n-1, on all processors, and returns the first error
// by number.
func each(n int, do func(int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
