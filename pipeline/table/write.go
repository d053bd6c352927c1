package table

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	parquetzstd "github.com/parquet-go/parquet-go/compress/zstd"

	"enricher/pipeline"
)

// A Format is that of tables' files.
type Format string

// The formats.
const (
	CSV     Format = "csv"
	Parquet Format = "parquet"
)

// Ending is that of the files' names; compress is "gz", "zst" or something else
// for none. Parquet is compressed inside, whatever it says.
func (f Format) Ending(compress string) string {
	if f == CSV && (compress == "gz" || compress == "zst") {
		return ".csv." + compress
	}
	return "." + string(f)
}

const (
	// rowGroup rows of Parquet are held in memory, packed, and read at once.
	rowGroup = 1 << 16
	// page is bytes of a column before they are packed: the library's own size
	// takes four times the memory, there are a hundred columns.
	page = 64 << 10
	// batch rows are handed on together.
	batch = 1 << 10
)

// A Writer writes the tables of one run or of a piece of it.
type Writer struct {
	rows    Rows
	next    int64 // number of the next record
	pending int   // records in rows
	sheets  []sheet
}

// A destination is where a table goes, and how.
type destination struct {
	to       io.Writer
	format   Format
	compress string
	zstd     *parquetzstd.Codec // its encoders are large, and shared by all tables
}

// A sheet is a table that is being written.
type sheet interface {
	write(*Rows) error // and empties the table's rows
	close() error
	rows() int64
}

// NewWriter writes each table to what open returns for it. The first record is
// the number-th of its run, from 0.
func NewWriter(format Format, compress string, number int64, open func(*Table) (io.Writer, error)) (*Writer, error) {
	w := &Writer{next: number}
	codec := &parquetzstd.Codec{}
	for _, t := range Tables {
		to, err := open(t)
		if err != nil {
			return nil, err
		}
		w.sheets = append(w.sheets, t.open(t, destination{to, format, compress, codec}))
	}
	return w, nil
}

// Add writes the rows of the next record.
func (w *Writer) Add(r *pipeline.Record) error {
	w.rows.Add(r, w.next)
	w.next++
	if w.pending++; w.pending < batch {
		return nil
	}
	return w.flush()
}

func (w *Writer) flush() error {
	w.pending = 0
	for _, s := range w.sheets {
		if err := s.write(&w.rows); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is left. It closes none of the files.
func (w *Writer) Close() error {
	err := w.flush()
	for _, s := range w.sheets {
		err = errors.Join(err, s.close())
	}
	return err
}

// Rows is how many there are of a table, which is the i-th of Tables.
func (w *Writer) Rows(i int) int64 { return w.sheets[i].rows() }

// A sheetOf has rows of one type.
type sheetOf[T any] struct {
	take   func(*Rows) *[]T
	out    encoder[T]
	number int64
}

type encoder[T any] interface {
	Write([]T) (int, error)
	Close() error
}

func openSheet[T any](t *Table, d destination, take func(*Rows) *[]T) sheet {
	if d.format == CSV {
		return &sheetOf[T]{take: take, out: newCSV[T](t, d)}
	}
	return &sheetOf[T]{take: take, out: parquet.NewGenericWriter[T](d.to, t.schema, parquet.Compression(d.zstd),
		parquet.MaxRowsPerRowGroup(rowGroup), parquet.PageBufferSize(page), parquet.CreatedBy("enricher", pipeline.Version, ""))}
}

func (s *sheetOf[T]) write(rows *Rows) error {
	of := s.take(rows)
	n, err := s.out.Write(*of)
	s.number += int64(n)
	clear(*of)
	*of = (*of)[:0]
	return err
}

func (s *sheetOf[T]) close() error { return s.out.Close() }
func (s *sheetOf[T]) rows() int64  { return s.number }

// A csvEncoder writes rows of type T, after a header.
type csvEncoder[T any] struct {
	columns []Column
	csv     *csv.Writer
	fields  []string
	closers []func() error // from the inside out
	err     error          // of the beginning
}

func newCSV[T any](t *Table, d destination) *csvEncoder[T] {
	e := &csvEncoder[T]{columns: t.Columns, fields: make([]string, len(t.Columns))}
	buffered := bufio.NewWriterSize(d.to, 1<<16)
	e.closers = []func() error{buffered.Flush}
	to := io.Writer(buffered)
	switch d.compress {
	case "gz":
		z := gzip.NewWriter(buffered)
		to, e.closers = z, []func() error{z.Close, buffered.Flush}
	case "zst":
		z, err := zstd.NewWriter(buffered, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
		if err != nil {
			return &csvEncoder[T]{err: err}
		}
		to, e.closers = z, []func() error{z.Close, buffered.Flush}
	}
	e.csv = csv.NewWriter(to)
	for i, c := range t.Columns {
		e.fields[i] = c.Name
	}
	e.err = e.csv.Write(e.fields)
	return e
}

func (e *csvEncoder[T]) Write(rows []T) (int, error) {
	if e.err != nil {
		return 0, e.err
	}
	for i := range rows {
		row := reflect.ValueOf(&rows[i]).Elem()
		for c := range e.columns {
			e.fields[c] = e.columns[c].text(row.FieldByIndex(e.columns[c].field))
		}
		if err := e.csv.Write(e.fields); err != nil {
			return i, err
		}
	}
	return len(rows), nil
}

func (e *csvEncoder[T]) Close() error {
	if e.csv == nil {
		return e.err
	}
	e.csv.Flush()
	err := cmp.Or(e.err, e.csv.Error())
	for _, finish := range e.closers {
		err = errors.Join(err, finish())
	}
	return err
}

// text is a value as a field of CSV; what is null is empty.
func (c *Column) text(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	if s, ok := v.Interface().(fmt.Stringer); ok { // a Day or a Moment
		return s.String()
	}
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	default:
		return strconv.FormatBool(v.Bool())
	}
}
