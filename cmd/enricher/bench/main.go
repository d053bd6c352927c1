//go:build unix

// Command bench measures the program and prints what it finds as Markdown, the
// tables of the README: the pipeline as a whole and by stages, one core against
// two, the processes with their start and memory, texts of megabytes, and prose
// (github.com/jdkato/prose/v2) on the same English articles. All of it is
// measured in one run, on articles that the program makes from the project's own
// test texts; further ones may be named.
//
//	go run ./cmd/enricher/bench                    # in the repository's folder; five minutes
//	go run ./cmd/enricher/bench FILE …             # JSON lines with text, .gz or not: further articles
//	go run ./cmd/enricher/bench -only stages,prose
//
// What is measured on one core is the processor's time with GOMAXPROCS at 1,
// garbage collection included, and of several passes the fastest counts, so that
// a machine with other work to do disturbs less. Cores, processes and NATS are
// measured by the clock: for those it must have nothing else to do.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
)

// An article that is measured is about as long as news is at the median.
const (
	articleWords  = 300
	articleNumber = 200 // in each language
)

// A bench is one run.
type bench struct {
	root     string
	passes   time.Duration // at least that long are passes repeated
	corpora  []corpus
	pipeline *pipeline.Pipeline
	out      io.Writer
}

// A corpus is a set of articles.
type corpus struct {
	name     string
	articles []*pipeline.Article
}

// section is a part of the output.
type section struct {
	name string
	run  func(*bench) error
}

var sections = []section{
	{"articles", (*bench).rates}, {"stages", (*bench).stages}, {"cores", (*bench).cores},
	{"processes", (*bench).processes}, {"nats", (*bench).throughNATS}, {"doubling", (*bench).doubling}, {"prose", (*bench).prose},
}

func main() {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	root := flag.String("root", ".", "the repository's folder")
	only := flag.String("only", strings.Join(names, ","), "the sections to print")
	passes := flag.Duration("passes", 4*time.Second, "how long passes over the articles are repeated at least")
	flag.Parse()
	if err := run(*root, flag.Args(), strings.Split(*only, ","), *passes, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(root string, files, only []string, passes time.Duration, out io.Writer) error {
	for _, name := range only {
		if !slices.ContainsFunc(sections, func(s section) bool { return s.name == name }) {
			return fmt.Errorf("there is no section %q", name)
		}
	}
	b := &bench{root: root, passes: passes, out: out}
	for _, lang := range languages {
		w, err := newWriter(root, lang, 1)
		if err != nil {
			return err
		}
		c := corpus{name: "own, " + lang}
		for i := range articleNumber {
			c.articles = append(c.articles, &pipeline.Article{ID: fmt.Sprintf("%s-%d", lang, i), Text: w.article(articleWords)})
		}
		b.corpora = append(b.corpora, c)
	}
	for _, name := range files {
		c, err := readCorpus(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		b.corpora = append(b.corpora, c)
	}
	var err error
	if b.pipeline, err = pipeline.New(pipeline.Options{MaxText: 2 * longest}); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s, %s, %d processors\n", processor(), runtime.Version(), runtime.NumCPU())
	for _, s := range sections {
		if slices.Contains(only, s.name) {
			if err := s.run(b); err != nil {
				return fmt.Errorf("%s: %w", s.name, err)
			}
		}
	}
	return nil
}

// own are the articles that the program has made, of all languages.
func (b *bench) own() (articles []*pipeline.Article) {
	for _, c := range b.corpora[:len(languages)] {
		articles = append(articles, c.articles...)
	}
	return articles
}

// readCorpus reads the texts of JSON lines.
func readCorpus(name string) (c corpus, err error) {
	f, err := os.Open(name)
	if err != nil {
		return c, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return c, err
		}
	}
	c.name = strings.TrimSuffix(strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".gz"), ".jsonl")
	for d := json.NewDecoder(bufio.NewReader(r)); ; {
		var a struct{ Text string }
		if err := d.Decode(&a); err == io.EOF {
			return c, nil
		} else if err != nil {
			return c, err
		}
		c.articles = append(c.articles, &pipeline.Article{ID: fmt.Sprint(len(c.articles)), Text: a.Text})
	}
}

// processor is what the machine calls its own, where that can be read.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(info)) {
		if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return runtime.GOARCH
}

// table prints a table's head: the first column is text, the others numbers.
func (b *bench) table(title string, columns ...string) {
	fmt.Fprintf(b.out, "\n%s\n\n", title)
	b.row(columns...)
	b.row(append([]string{"---"}, slices.Repeat([]string{"---:"}, len(columns)-1)...)...)
}

func (b *bench) row(cells ...string) { fmt.Fprintf(b.out, "| %s |\n", strings.Join(cells, " | ")) }

// number writes a measure with its thousands apart, and a decimal if it is small.
func number(x float64) string {
	if x < 10 {
		return fmt.Sprintf("%.1f", x)
	}
	return count(int(math.Round(x)))
}

func count(n int) string {
	s := strconv.Itoa(n)
	for at := len(s) - 3; at > 0; at -= 3 {
		s = s[:at] + "," + s[at:]
	}
	return s
}
