package main

import (
	"io"
	"iter"
	"os"

	"enricher/pipeline/batch"
)

// inputFlags say how files are read.
type inputFlags struct {
	In      batch.Format      `enum:"auto,jsonl,json,text,html,csv,warc" default:"auto" help:"Input: jsonl (an article a line), json, text or html (an article a file), csv (an article a row), warc (a crawler's pages), auto (by file name, else by the first bytes); gzip, zstd and tar are seen through. One of ${enum}."`
	Column  map[string]string `placeholder:"FIELD=NAME" help:"The column of CSV that holds a field of the article, such as text=body; those not named are in the columns of their own names."`
	MaxText int               `default:"4194304" help:"The longest article taken, in bytes."`
}

func (f *inputFlags) check() error { return batch.CheckColumns(f.Column) }

func (f *inputFlags) reader() batch.Reader {
	return batch.Reader{Format: f.In, MaxText: f.MaxText, Columns: f.Column}
}

// items yields what is found in the files, one after the other; - or no file is
// standard input.
func (f *inputFlags) items(files []string, stdin io.Reader) iter.Seq[batch.Item] {
	if len(files) == 0 {
		files = []string{"-"}
	}
	return func(yield func(batch.Item) bool) {
		for _, name := range files {
			if !f.file(name, stdin, yield) {
				return
			}
		}
	}
}

// file yields the items of a file, or why it cannot be opened.
func (f *inputFlags) file(name string, stdin io.Reader, yield func(batch.Item) bool) bool {
	from := stdin
	if name == "-" {
		name = ""
	} else {
		file, err := os.Open(name)
		if err != nil {
			return yield(batch.Item{File: name, Err: err})
		}
		defer file.Close()
		from = file
	}
	for item := range f.reader().Read(name, from) {
		if !yield(item) {
			return false
		}
	}
	return true
}
