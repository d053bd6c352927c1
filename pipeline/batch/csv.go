package batch

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"enricher/pipeline"
)

// articleFields are the fields that a column may hold.
var articleFields = []string{"id", "title", "text", "html", "url", "source", "published", "updated", "lang"}

// CheckColumns finds a field that no article has.
func CheckColumns(columns map[string]string) error {
	for _, field := range slices.Sorted(maps.Keys(columns)) {
		if !slices.Contains(articleFields, field) {
			return fmt.Errorf("column %q is for a field %q that articles do not have: want one of %s", columns[field], field, strings.Join(articleFields, ", "))
		}
	}
	return nil
}

// readCSV yields an article a row. The first row names the columns; comma,
// semicolon and tab are told apart by it.
func (r Reader) readCSV(at Item, in *bufio.Reader, yield func(Item) bool) bool {
	if mark, _ := in.Peek(3); bytes.Equal(mark, []byte("\ufeff")) {
		in.Discard(3)
	}
	head, _ := in.Peek(in.Size())
	first, _, _ := bytes.Cut(head, []byte("\n"))
	budget := &budget{from: in}
	rows := csv.NewReader(budget)
	rows.Comma, rows.ReuseRecord, rows.FieldsPerRecord = delimiter(first), true, -1
	next := func() ([]string, error) {
		budget.left = r.maxBytes()
		return rows.Read()
	}
	header, err := next()
	if errors.Is(err, io.EOF) {
		return true
	}
	var columns []string // the field that each column holds; empty: none
	if err == nil {
		columns, err = r.fields(header)
	}
	if err != nil {
		at.Err = fmt.Errorf("row of column names: %w", err)
		return yield(at)
	}
	line := 1
	for {
		row, err := next()
		if errors.Is(err, io.EOF) {
			return true
		}
		it := at
		var wrong *csv.ParseError
		switch {
		case errors.As(err, &wrong):
			it.Line = wrong.StartLine
			it.Err = pipeline.Permanent(pipeline.InvalidArticle, fmt.Errorf("row of CSV: %w", err))
		case err != nil:
			it.Err = fmt.Errorf("after line %d: %w", line, err)
			return yield(it)
		default:
			line, _ = rows.FieldPos(0)
			it.Line = line
			it.Data, it.Err = rowArticle(columns, row)
		}
		if !yield(it) {
			return false
		}
	}
}

// fields tells which field each column holds.
func (r Reader) fields(header []string) ([]string, error) {
	columns := make([]string, len(header))
	for _, field := range articleFields {
		name, asked := r.Columns[field]
		if !asked {
			name = field
		}
		at := slices.IndexFunc(header, func(column string) bool { return strings.EqualFold(strings.TrimSpace(column), name) })
		switch {
		case at >= 0:
			columns[at] = field
		case asked:
			return nil, fmt.Errorf("there is no column %q; there are %s", name, strings.Join(header, ", "))
		}
	}
	if !slices.Contains(columns, "text") && !slices.Contains(columns, "html") {
		return nil, fmt.Errorf("no column is named text or html; there are %s: say which one holds the text", strings.Join(header, ", "))
	}
	return columns, nil
}

// rowArticle is the row's article as JSON.
func rowArticle(columns, row []string) ([]byte, error) {
	if len(row) > len(columns) {
		return nil, pipeline.Permanent(pipeline.InvalidArticle, fmt.Errorf("row of CSV: %d fields for %d columns", len(row), len(columns)))
	}
	article := map[string]string{}
	for i, value := range row {
		if columns[i] == "" || value == "" {
			continue
		}
		if !utf8.ValidString(value) {
			return nil, pipeline.Permanent(pipeline.InvalidEncoding, fmt.Errorf("%s is not valid UTF-8: convert the file", columns[i]))
		}
		article[columns[i]] = value
	}
	return json.Marshal(article)
}

// delimiter is the mark that the row of column names has most of.
func delimiter(header []byte) rune {
	best := ','
	for _, mark := range ";\t" {
		if bytes.Count(header, []byte(string(mark))) > bytes.Count(header, []byte(string(best))) {
			best = mark
		}
	}
	return best
}

// A budget ends a row that has no end, such as one with a quotation mark that
// is never closed.
type budget struct {
	from io.Reader
	left int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errors.New("a row is too long: is a quotation mark not closed?")
	}
	n, err := b.from.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
