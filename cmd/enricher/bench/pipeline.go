//go:build unix

package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jdkato/prose/v2"

	"enricher/pipeline"
)

// enrich makes the article's record, and its JSON.
func (b *bench) enrich(a *pipeline.Article) error {
	r, err := b.pipeline.Enrich(context.Background(), a)
	if err != nil {
		return fmt.Errorf("article %s: %w", a.ID, err)
	}
	_, err = r.Marshal()
	return err
}

// all goes once through the articles.
func all(articles []*pipeline.Article, do func(*pipeline.Article) error) func() error {
	return func() error {
		for _, a := range articles {
			if err := do(a); err != nil {
				return err
			}
		}
		return nil
	}
}

// onOneCore is the processor's time of the fastest pass, on one core, and the
// bytes allocated in a pass. The first one, which fills tables, does not count.
func (b *bench) onOneCore(pass func() error) (took time.Duration, bytes float64, err error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if err := pass(); err != nil {
		return 0, 0, err
	}
	took = math.MaxInt64
	begin := time.Now()
	before, n := allocated(), 0
	for n == 0 || time.Since(begin) < b.passes {
		start := processorTime()
		if err := pass(); err != nil {
			return 0, 0, err
		}
		took = min(took, processorTime()-start)
		n++
	}
	return took, float64(allocated()-before) / float64(n), nil
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// tokens counts what the pipeline cuts the articles' stories into.
func (b *bench) tokens(articles []*pipeline.Article) (n int, err error) {
	for _, a := range articles {
		_, err := b.pipeline.EnrichWatched(context.Background(), a, func(stage string, d *pipeline.Document) error {
			if stage == "token" {
				n += len(d.Tokens.Tokens)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return n, nil
}

func (b *bench) rates() error {
	b.table("**Articles**, whole pipeline and JSON, one core:", "articles", "number", "words (median)", "articles/s", "tokens/s", "KB allocated an article")
	for _, c := range b.corpora {
		tokens, err := b.tokens(c.articles)
		if err != nil {
			return err
		}
		took, bytes, err := b.onOneCore(all(c.articles, b.enrich))
		if err != nil {
			return err
		}
		var words []int
		for _, a := range c.articles {
			words = append(words, len(strings.Fields(a.Text)))
		}
		slices.Sort(words)
		n := float64(len(c.articles))
		b.row(c.name, count(len(c.articles)), count(words[len(words)/2]), number(n/took.Seconds()), number(float64(tokens)/took.Seconds()), number(bytes/n/1024))
	}
	return nil
}

// stages tells the processor's time of each stage, of the fastest passes, and its
// bytes, from a pass of their own: to read them takes longer than most stages.
func (b *bench) stages() error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const record, marshal = "record", "JSON"
	rows := append(b.pipeline.Stages(), record, marshal)
	articles := b.own()
	// through goes through the articles and tells each row when its work is done.
	through := func(done func(row string)) error {
		return all(articles, func(a *pipeline.Article) error {
			done("")
			r, err := b.pipeline.EnrichWatched(context.Background(), a, func(stage string, _ *pipeline.Document) error {
				done(stage)
				return nil
			})
			if err != nil {
				return err
			}
			done(record)
			_, err = r.Marshal()
			done(marshal)
			return err
		})()
	}
	best := map[string]time.Duration{}
	for begin, n := time.Now(), 0; n < 2 || time.Since(begin) < b.passes; n++ {
		took, at := map[string]time.Duration{}, processorTime()
		err := through(func(row string) {
			now := processorTime()
			took[row] += now - at
			at = now
		})
		if err != nil {
			return err
		}
		for row, t := range took {
			if n < 2 || t < best[row] { // the first pass fills tables
				best[row] = t
			}
		}
	}
	bytes, at := map[string]uint64{}, allocated()
	err := through(func(row string) {
		now := allocated()
		bytes[row] += now - at
		at = now
	})
	if err != nil {
		return err
	}
	var allTime time.Duration
	var allBytes uint64
	for _, row := range rows {
		allTime += best[row]
		allBytes += bytes[row]
	}
	b.table("**Stages**, an article of the own ones, one core:", "stage", "µs", "share", "KB allocated", "share")
	n := float64(len(articles))
	line := func(row string, t time.Duration, size uint64) {
		b.row(row, number(t.Seconds()*1e6/n), fmt.Sprintf("%.0f %%", 100*t.Seconds()/allTime.Seconds()),
			number(float64(size)/n/1024), fmt.Sprintf("%.0f %%", 100*float64(size)/float64(allBytes)))
	}
	for _, row := range rows {
		line(row, best[row], bytes[row])
	}
	line("all", allTime, allBytes)
	return nil
}

// cores compares one worker on one core with two on two, in turns.
func (b *bench) cores() error {
	articles := b.own()
	const rounds = 8
	var best [3]float64                                       // articles a second, by workers
	cost := [3]time.Duration{0, math.MaxInt64, math.MaxInt64} // the processor's time, likewise
	for range rounds {
		for workers := 1; workers <= 2; workers++ {
			before := processorTime()
			rate, err := b.rate(articles, workers)
			if err != nil {
				return err
			}
			best[workers] = max(best[workers], rate)
			cost[workers] = min(cost[workers], processorTime()-before)
		}
	}
	b.table("**Cores**, workers as many as cores; what two cost more than one of the processor's time is what they cannot gain:", "", "1", "2", "of twice")
	b.row("articles/s in one process", number(best[1]), number(best[2]), fmt.Sprintf("%.0f %%", 50*best[2]/best[1]))
	micros := func(d time.Duration) string { return number(d.Seconds() * 1e6 / float64(rateTimes*len(articles))) }
	b.row("µs of the processor's time an article", micros(cost[1]), micros(cost[2]), fmt.Sprintf("%.0f %%", 100*cost[1].Seconds()/cost[2].Seconds()))
	one, two, err := b.backfills()
	if err != nil {
		return err
	}
	b.row("articles/s of `enricher backfill`, its start left out", number(one), number(two), fmt.Sprintf("%.0f %%", 50*two/one))
	return nil
}

// rateTimes is how often the articles are enriched for a rate.
const rateTimes = 4

// rate is how many articles a second so many workers enrich on as many cores.
func (b *bench) rate(articles []*pipeline.Article, workers int) (float64, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(workers))
	n := rateTimes * len(articles)
	var next atomic.Int64
	var fault atomic.Pointer[error]
	var working sync.WaitGroup
	start := time.Now()
	for range workers {
		working.Go(func() {
			for i := next.Add(1); i <= int64(n); i = next.Add(1) {
				if err := b.enrich(articles[i%int64(len(articles))]); err != nil {
					fault.Store(&err)
					return
				}
			}
		})
	}
	working.Wait()
	if err := fault.Load(); err != nil {
		return 0, *err
	}
	return float64(n) / time.Since(start).Seconds(), nil
}

// longest is the longest text that is measured, in bytes.
const longest = 10_000_000

// doubling tells how time grows with the text. It counts the processor's time, on
// one core, which other processes disturb less.
func (b *bench) doubling() error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	sizes := []int{longest / 8, longest / 4, longest / 2, longest}
	columns := []string{"one text"}
	for i, size := range sizes {
		columns = append(columns, fmt.Sprintf("%.4g MB, s", float64(size)/1e6))
		if i > 0 {
			columns = append(columns, "×")
		}
	}
	b.table("**Doubling** a text, whole pipeline and JSON, one core, seconds of the processor:", columns...)
	for _, lang := range languages {
		for _, m := range []mixture{usual, fewNames, allNames} {
			cells := []string{m.name + ", " + lang}
			var before time.Duration
			for _, size := range sizes {
				took, err := b.processorTime(lang, m, size)
				if err != nil {
					return err
				}
				cells = append(cells, fmt.Sprintf("%.2f", took.Seconds()))
				if before > 0 {
					cells = append(cells, fmt.Sprintf("%.2f", took.Seconds()/before.Seconds()))
				}
				before = took
			}
			b.row(cells...)
		}
	}
	return nil
}

// processorTime is what one text costs, the best of several times if it is short.
func (b *bench) processorTime(lang string, m mixture, size int) (time.Duration, error) {
	w, err := newWriter(b.root, lang, uint64(size))
	if err != nil {
		return 0, err
	}
	text := w.text(size, m)
	best := time.Duration(math.MaxInt64)
	for range min(max(2, longest/2/size), 4) {
		runtime.GC()
		start := processorTime()
		if err := b.enrich(&pipeline.Article{ID: m.name, Text: text, Lang: lang}); err != nil {
			return 0, err
		}
		best = min(best, processorTime()-start)
	}
	return best, nil
}

// processorTime is what the process has used of the processor.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// prose compares with prose's pipeline: tokens, sentences, tags, entities, its
// model loaded once.
func (b *bench) prose() error {
	first, err := prose.NewDocument("A text.")
	if err != nil {
		return err
	}
	entities := 0
	theirs := func(a *pipeline.Article) error {
		d, err := prose.NewDocument(a.Text, prose.UsingModel(first.Model))
		if err == nil {
			entities += len(d.Entities())
		}
		return err
	}
	b.table("**Beside prose** v2 on the same English articles, one core; prose finds tokens, sentences, tags, persons and places, enricher all facts of a record:",
		"articles", "enricher, tokens/s", "prose, tokens/s", "times", "enricher, KB an article", "prose, KB an article")
	for _, c := range b.corpora {
		tokens, err := b.tokens(c.articles)
		if err != nil {
			return err
		}
		if english, err := b.isEnglish(c); err != nil || !english {
			if err != nil {
				return err
			}
			continue
		}
		we, ourBytes, err := b.onOneCore(all(c.articles, b.enrich))
		if err != nil {
			return err
		}
		they, theirBytes, err := b.onOneCore(all(c.articles, theirs))
		if err != nil {
			return err
		}
		n := float64(len(c.articles))
		b.row(c.name, number(float64(tokens)/we.Seconds()), number(float64(tokens)/they.Seconds()), number(they.Seconds()/we.Seconds()),
			number(ourBytes/n/1024), number(theirBytes/n/1024))
	}
	if entities == 0 {
		return fmt.Errorf("prose found no entity")
	}
	return nil
}

// isEnglish reports whether most of the first articles are.
func (b *bench) isEnglish(c corpus) (bool, error) {
	first := c.articles[:min(len(c.articles), 9)]
	n := 0
	for _, a := range first {
		r, err := b.pipeline.Enrich(context.Background(), a)
		if err != nil {
			return false, err
		}
		if r.Lang.Code == "en" {
			n++
		}
	}
	return 2*n > len(first), nil
}
