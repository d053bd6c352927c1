package model

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"enricher/ner"
)

// readDocuments reads a corpus in JSON lines.
func readDocuments(tb testing.TB, name string) []ner.Document {
	tb.Helper()
	d, err := ner.ReadDocuments(open(tb, name))
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return d
}

// open opens a file, compressed if its name says so, until the test ends.
func open(tb testing.TB, name string) io.Reader {
	tb.Helper()
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	var r io.Reader = f
	switch filepath.Ext(name) {
	case ".gz":
		r, err = gzip.NewReader(f)
	case ".zst":
		r, err = zstd.NewReader(f, zstd.WithDecoderConcurrency(1)) // no goroutine to close
	}
	if err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return r
}

// readArticles reads texts in JSON lines, or running text in portions of an
// article's size.
func readArticles(tb testing.TB, name string) []string {
	tb.Helper()
	var articles []string
	var portion strings.Builder
	lines := bufio.NewScanner(open(tb, name))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if strings.Contains(name, ".jsonl") {
			var d struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				tb.Fatalf("%s: %v", name, err)
			}
			articles = append(articles, d.Text)
			continue
		}
		portion.Write(lines.Bytes())
		portion.WriteByte('\n')
		if portion.Len() > 1600 {
			articles = append(articles, portion.String())
			portion.Reset()
		}
	}
	if err := lines.Err(); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return articles
}
