package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"enricher/pipeline"
)

// readFile passes on the articles of one file; its errors are the file's own,
// those of articles travel in their jobs.
func (c *enrichCmd) readFile(ctx context.Context, name string, from io.Reader, emit func(*job)) error {
	in := bufio.NewReaderSize(from, 1<<16)
	format := c.In
	if format == "auto" {
		format = detect(name, in)
	}
	if format == "jsonl" {
		return c.readLines(ctx, name, in, emit)
	}
	// One byte over the limit is enough to know.
	data, err := io.ReadAll(io.LimitReader(in, int64(maxBytes(c.MaxText))+1))
	if err != nil {
		return err
	}
	j := &job{origin: origin{file: name}}
	j.article, j.err = pipeline.Decode(data, contentTypes[format], c.MaxText)
	emit(j)
	return nil
}

var contentTypes = map[string]string{"json": "application/json", "text": "text/plain", "html": "text/html"}

// maxBytes is the longest that an article of maxText bytes can be in JSON,
// which may need six bytes for one.
func maxBytes(maxText int) int { return 6*maxText + 64<<10 }

// detect tells the format by the file's name, else by its first byte that is
// not white space.
func detect(name string, in *bufio.Reader) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jsonl", ".ndjson":
		return "jsonl"
	case ".json":
		return "json"
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".txt":
		return "text"
	}
	head, _ := in.Peek(512) // an error shows again on reading
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		return "jsonl"
	case bytes.HasPrefix(head, []byte("<")):
		return "html"
	}
	return "text"
}

// readLines passes on an article a line; blank lines are none.
func (c *enrichCmd) readLines(ctx context.Context, name string, in *bufio.Reader, emit func(*job)) error {
	limit := maxBytes(c.MaxText)
	for line := 1; ctx.Err() == nil; line++ {
		data, err := readLine(in, limit)
		if errors.Is(err, io.EOF) && len(data) == 0 {
			return nil
		}
		j := &job{origin: origin{file: name, line: line}}
		switch {
		case errors.Is(err, bufio.ErrTooLong):
			j.err = pipeline.Permanent(pipeline.TooLarge, fmt.Errorf("a line of more than %d bytes", limit))
		case err != nil && !errors.Is(err, io.EOF):
			return err
		case len(bytes.TrimSpace(data)) == 0:
			continue
		default:
			j.article, j.err = pipeline.Decode(data, "", c.MaxText)
		}
		emit(j)
	}
	return nil
}

// readLine reads up to and with the next line break. A line over the limit is
// read to its end and thrown away: bufio.ErrTooLong.
func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > limit; !tooLong {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case tooLong:
			return nil, bufio.ErrTooLong
		}
		return line, err
	}
}
