package batch

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/pipeline"
)

// A Format says how a file holds articles.
type Format string

// The formats. Compression and tar archives are none: they are seen through,
// whatever the format.
const (
	Auto  Format = "auto"  // by the file's name, else by its first bytes
	JSONL Format = "jsonl" // an article, or a record made before, a line
	JSON  Format = "json"  // an article a file
	Text  Format = "text"  // likewise
	HTML  Format = "html"  // likewise
	CSV   Format = "csv"   // an article a row, fields by the names of columns
	WARC  Format = "warc"  // pages among a crawler's records
)

// A Reader finds the articles in files.
type Reader struct {
	Format  Format
	MaxText int // the longest article, in bytes
	// Columns are those of CSV that hold an article's fields, by field. A
	// field that is not named here is in the column of its own name.
	Columns map[string]string
}

// Read yields what is found in a file of that name, in order. An item's error
// that has no reason (pipeline.ReasonOf) is the file's: what is left of it
// cannot be read. Memory is bounded by MaxText, not by the file.
func (r Reader) Read(name string, from io.Reader) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		r.read(Item{File: name}, name, from, 0, yield)
	}
}

// maxNesting is how deep archives and compressions may lie within each other.
const maxNesting = 4

// read yields the items of a file or member; it returns false when nobody
// wants more. name tells the format.
func (r Reader) read(at Item, name string, from io.Reader, depth int, yield func(Item) bool) bool {
	in := bufio.NewReaderSize(from, 1<<16)
	// Lines may come slowly over a pipe: they are not waited for. An error shows
	// again on reading.
	head, _ := in.Peek(1)
	if !bytes.Equal(head, []byte("{")) {
		head, _ = in.Peek(4 << 10)
	}
	if depth > maxNesting {
		at.Err = fmt.Errorf("archives and compressions nested more than %d deep", maxNesting)
		return yield(at)
	}
	inner, _ := compressed(name)
	switch {
	case bytes.HasPrefix(head, gzipMagic) && gzippedWARC(head):
		return r.readZippedWARC(at, in, yield)
	case bytes.HasPrefix(head, gzipMagic):
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			at.Err = err
			return yield(at)
		}
		return r.read(at, inner, unzipped, depth+1, yield)
	case bytes.HasPrefix(head, zstdMagic):
		unzipped, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			at.Err = err
			return yield(at)
		}
		defer unzipped.Close()
		return r.read(at, inner, unzipped, depth+1, yield)
	case len(head) >= 262 && string(head[257:262]) == "ustar":
		return r.readTar(at, in, depth, yield)
	}
	format := r.Format
	if format == Auto || format == "" {
		format = detect(inner, head)
	}
	switch format {
	case JSONL:
		return r.readLines(at, in, yield)
	case CSV:
		return r.readCSV(at, in, yield)
	case WARC:
		return r.readWARC(at, in, yield)
	}
	data, err := io.ReadAll(io.LimitReader(in, r.maxBytes()+1)) // one byte over the limit is enough to know
	at.Data, at.ContentType, at.Err = data, contentTypes[format], err
	return yield(at)
}

var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
	warcMagic = []byte("WARC/")
)

// gzippedWARC tells whether a gzip file that begins so holds a WARC.
func gzippedWARC(head []byte) bool {
	unzipped, err := gzip.NewReader(bytes.NewReader(head))
	if err != nil {
		return false
	}
	start := make([]byte, len(warcMagic))
	_, err = io.ReadFull(unzipped, start)
	return err == nil && bytes.Equal(start, warcMagic)
}

var contentTypes = map[Format]string{JSON: "application/json", Text: "text/plain", HTML: "text/html"}

// The formats by the ends of names, in lower case.
var formats = map[string]Format{
	".jsonl": JSONL, ".ndjson": JSONL, ".json": JSON, ".txt": Text, ".html": HTML, ".htm": HTML, ".xhtml": HTML,
	".csv": CSV, ".tsv": CSV, ".warc": WARC,
}

// compressed takes the ending of a compression off a name, and reports whether
// there was one.
func compressed(name string) (inner string, ok bool) {
	ext := path.Ext(filepath.ToSlash(name))
	switch strings.ToLower(ext) {
	case ".gz", ".zst", ".zstd":
		return strings.TrimSuffix(name, ext), true
	case ".tgz", ".tzst":
		return strings.TrimSuffix(name, ext) + ".tar", true
	}
	return name, false
}

// known reports whether a file's name tells that articles may be in it.
func known(name string) bool {
	inner, _ := compressed(name)
	ext := strings.ToLower(path.Ext(filepath.ToSlash(inner)))
	return ext == ".tar" || formats[ext] != ""
}

// detect tells the format by the file's name, else by its first byte that is
// not white space.
func detect(name string, head []byte) Format {
	if f := formats[strings.ToLower(path.Ext(filepath.ToSlash(name)))]; f != "" {
		return f
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, warcMagic):
		return WARC
	case bytes.HasPrefix(head, []byte("{")):
		return JSONL
	case bytes.HasPrefix(head, []byte("<")):
		return HTML
	}
	return Text
}

// maxBytes is the longest that an article of MaxText bytes can be in JSON,
// which may need six bytes for one.
func (r Reader) maxBytes() int64 { return 6*int64(r.MaxText) + 64<<10 }

// readLines yields an article a line; blank lines are none.
func (r Reader) readLines(at Item, in *bufio.Reader, yield func(Item) bool) bool {
	for line := 1; ; line++ {
		it := at
		it.Line = line
		var err error
		it.Data, err = readLine(in, r.maxBytes())
		switch {
		case errors.Is(err, io.EOF) && len(it.Data) == 0:
			return true
		case errors.Is(err, bufio.ErrTooLong):
			it.Err = pipeline.Permanent(pipeline.TooLarge, fmt.Errorf("a line of more than %d bytes", r.maxBytes()))
		case err != nil && !errors.Is(err, io.EOF):
			it.Data, it.Err = nil, fmt.Errorf("from line %d on: %w", line, err)
			yield(it)
			return true
		case len(bytes.TrimSpace(it.Data)) == 0:
			continue
		}
		if line == 1 {
			it.Data = bytes.TrimPrefix(it.Data, []byte("\ufeff"))
		}
		if !yield(it) {
			return false
		}
	}
}

// readLine reads up to and with the next line break. A line over the limit is
// read to its end and thrown away: bufio.ErrTooLong.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || int64(len(line)+len(part)) > limit; !tooLong {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLong && (err == nil || errors.Is(err, io.EOF)):
			return nil, bufio.ErrTooLong
		}
		return line, err
	}
}

// readTar yields the items of the files in an archive that may hold articles;
// of all files if the format is given.
func (r Reader) readTar(at Item, in io.Reader, depth int, yield func(Item) bool) bool {
	archive := tar.NewReader(in)
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		it := at
		if err != nil {
			it.Err = fmt.Errorf("tar archive: %w", err)
			return yield(it)
		}
		if header.Typeflag != tar.TypeReg || hidden(header.Name) || r.Format == Auto && !known(header.Name) {
			continue
		}
		it.Member = path.Join(at.Member, header.Name)
		if !r.read(it, header.Name, archive, depth+1, yield) {
			return false
		}
	}
}

func hidden(name string) bool { return strings.HasPrefix(path.Base(filepath.ToSlash(name)), ".") }
