package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"

	"enricher/pipeline"
)

var update = flag.Bool("update", false, "write SCHEMA.md anew")

// SCHEMA.md tells what the code does.
func TestSchema(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Tables of facts\n\n`go test ./pipeline/table -update` writes this file from the code. The package's\ndocumentation says what holds of all tables: keys, spans, nulls, decimals.\nTypes are DuckDB's; in CSV a timestamp is RFC 3339, a date `2006-01-02`, a\nboolean `true` or `false`.\n")
	for _, table := range Tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n| column | type | null | unit | meaning |\n|---|---|---|---|---|\n", table.Name, strings.ToUpper(table.About[:1])+table.About[1:])
		for _, c := range table.Columns {
			null := ""
			if c.Null {
				null = "yes"
			}
			if c.About == "" {
				t.Errorf("%s.%s: nothing says what it is", table.Name, c.Name)
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", c.Name, c.Type, null, c.Unit, c.About)
		}
	}
	if *update {
		if err := os.WriteFile("SCHEMA.md", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile("SCHEMA.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(was) != b.String() {
		t.Error("SCHEMA.md is not of this code: make golden writes it anew")
	}
}

// What Parquet says of a column is what the schema says.
func TestParquetSchema(t *testing.T) {
	for _, table := range Tables {
		fields := table.schema.Fields()
		if len(fields) != len(table.Columns) {
			t.Fatalf("%s: %d columns in Parquet, %d here", table.Name, len(fields), len(table.Columns))
		}
		for i, c := range table.Columns {
			want := map[string]string{"VARCHAR": "STRING", "BIGINT": "INT(64,true)", "DOUBLE": "DOUBLE", "BOOLEAN": "BOOLEAN",
				"DATE": "DATE", "TIMESTAMP WITH TIME ZONE": "TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)"}[c.Type]
			if f := fields[i]; f.Name() != c.Name || f.Optional() != c.Null || f.Type().String() != want {
				t.Errorf("%s.%s: Parquet has %s %v, optional %v; want %v, %v", table.Name, c.Name, f.Name(), f.Type(), f.Optional(), want, c.Null)
			}
		}
	}
}

// records are the golden ones and two with what those lack.
func records(t *testing.T) (all []*pipeline.Record) {
	t.Helper()
	names, err := filepath.Glob("../../testdata/records/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no records", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for dec := json.NewDecoder(bytes.NewReader(text)); ; {
			r := &pipeline.Record{}
			if err := dec.Decode(r); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
	}
	at := pipeline.Span{Start: 3, End: 9, Text: "a,\"b\"\n=c;\x00\u2028ü😀"}
	return append(all, &pipeline.Record{ID: "empty", Lang: pipeline.Language{Code: "und"}}, &pipeline.Record{
		ID: "full, \"quoted\"\nand on", Source: " s ", URL: "https://example.org/?a=1,2", Lang: pipeline.Language{Code: "de", Variety: "de-CH", Confidence: 0.998},
		Published: "2014-10-14T21:47:00+02:00", Updated: "2014-10-14", Title: "<script>alert(1)</script>", Text: "Text", SHA256: "ab", Offsets: pipeline.UTF16,
		Producer:  pipeline.Producer{Version: "1", Models: map[string]string{"de": "de-1", "en": "en-1"}, Gazetteer: "g"},
		Warnings:  []pipeline.Warning{pipeline.WarnDate, pipeline.WarnTruncated},
		Datelines: []pipeline.Dateline{{Span: at, Places: []string{"e1", "e2"}, Date: "2014-10", Agencies: []string{"e3"}}, {Span: at}},
		Entities: []pipeline.Entity{
			{ID: "e1", Type: "place", Name: "Null Island", Mentions: []pipeline.Mention{{Span: at, Form: "name", Zone: "body", Score: 0.5, Inside: true}},
				Place: &pipeline.Place{Name: "Null", Country: "NA"}, Entry: &pipeline.Entry{ID: "geonames:1", DE: "Null", EN: "NULL"}, Link: "https://example.org"},
			{ID: "e2", Type: "person", Name: "Ü", Salience: 1, Roles: []pipeline.Role{{Span: at, Of: "e1", Lemma: "Minister", Status: "former"}, {Span: at}},
				Place: &pipeline.Place{GeoNames: 5, Lat: -1.5, Lon: -170.25, Population: 7, Score: 0.25}},
		},
		Times: []pipeline.Time{{Span: at, Type: "DATE", Value: "2014-W42", Mod: "START"}, {Span: at, Type: "DATE"}, {Span: at, Type: "DURATION", Value: "P6M"}},
		Figures: []pipeline.Figure{{Span: at, Kind: "count", Value: "12345678901234567890.123456789", ValueMax: "0", Unit: "EUR", UnitAssumed: true, ClaimedBy: "e1"},
			{Span: at, Kind: "ratio", Value: "-2", Modifier: "approx", Change: "up", Noun: "n", ClaimedBy: "eine Sprecherin"}, {Span: at, Value: "1" + strings.Repeat("0", 400)}},
		Quotes: []pipeline.Quote{{Span: at, Speaker: "e2", Cue: "sagte", Direct: true}, {Span: at, Speaker: "ein Zeuge"}, {Span: at}},
	})
}

// written is what the tables of records are as files.
func written(t *testing.T, records []*pipeline.Record, format Format, compress string) map[string]*bytes.Buffer {
	t.Helper()
	files := map[string]*bytes.Buffer{}
	w, err := NewWriter(format, compress, 10, func(table *Table) (io.Writer, error) {
		files[table.Name] = &bytes.Buffer{}
		return files[table.Name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return files
}

func rowsOf(records []*pipeline.Record) *Rows {
	rows := &Rows{}
	for i, r := range records {
		rows.Add(r, int64(10+i))
	}
	return rows
}

// What the library reads from Parquet is what the records gave.
func TestParquet(t *testing.T) {
	all := records(t)
	files := written(t, all, Parquet, "")
	want := rowsOf(all)
	readBack(t, files, "articles", want.Articles)
	readBack(t, files, "entities", want.Entities)
	readBack(t, files, "mentions", want.Mentions)
	readBack(t, files, "roles", want.Roles)
	readBack(t, files, "datelines", want.Datelines)
	readBack(t, files, "dateline_entities", want.DatelineEntities)
	readBack(t, files, "times", want.Times)
	readBack(t, files, "figures", want.Figures)
	readBack(t, files, "quotes", want.Quotes)
	for name, file := range written(t, all, Parquet, "") {
		if !bytes.Equal(file.Bytes(), files[name].Bytes()) {
			t.Errorf("%s: other bytes the second time", name)
		}
	}
}

func readBack[T any](t *testing.T, files map[string]*bytes.Buffer, name string, want []T) {
	t.Helper()
	data := files[name].Bytes()
	got, err := parquet.Read[T](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", name, len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("%s, row %d: %+v, want %+v", name, i, got[i], want[i])
		}
	}
}

// Many rows with nulls in every pattern come back, over pages and groups of rows.
func TestParquetLarge(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 8 {
		some := func(s string) string {
			if random.IntN(3) == 0 {
				return s
			}
			return ""
		}
		var different []*pipeline.Record
		for i := range 20 {
			r := &pipeline.Record{ID: fmt.Sprint("r", i), Title: some("t"), Lang: pipeline.Language{Code: "de"}}
			for range random.IntN(40) {
				r.Figures = append(r.Figures, pipeline.Figure{Kind: "count", Value: "1", ValueMax: some("2"), Unit: some("EUR"), Noun: some("n"), ClaimedBy: some("w")})
				r.Times = append(r.Times, pipeline.Time{Type: "DATE", Value: some("2014"), Mod: some("END")})
			}
			different = append(different, r)
		}
		var many []*pipeline.Record
		for range 1 + random.IntN(8) {
			r := different[random.IntN(len(different))]
			for range 1 + random.IntN(1000) {
				many = append(many, r)
			}
		}
		files, want := written(t, many, Parquet, ""), rowsOf(many)
		readBack(t, files, "articles", want.Articles)
		readBack(t, files, "figures", want.Figures)
		readBack(t, files, "times", want.Times)
		f, err := parquet.OpenFile(bytes.NewReader(files["times"].Bytes()), int64(files["times"].Len()))
		if err != nil {
			t.Fatal(err)
		}
		if groups := (len(want.Times) + rowGroup - 1) / rowGroup; len(f.RowGroups()) != groups {
			t.Fatalf("%d rows in %d groups, want %d", len(want.Times), len(f.RowGroups()), groups)
		}
	}
}

// What encoding/csv reads// What encoding/csv reads is what the records gave, and nulls are empty.
func TestCSV(t *testing.T) {
	all := records(t)
	for _, compress := range []string{"none", "gz", "zst"} {
		files := written(t, all, CSV, compress)
		rows := reflect.ValueOf(rowsOf(all)).Elem()
		for i, table := range Tables {
			var from io.Reader = files[table.Name]
			var err error
			switch compress {
			case "gz":
				from, err = gzip.NewReader(from)
			case "zst":
				from, err = zstd.NewReader(from)
			}
			if err != nil {
				t.Fatal(err)
			}
			lines, err := csv.NewReader(from).ReadAll()
			if err != nil {
				t.Fatalf("%s: %v", table.Name, err)
			}
			want := rows.Field(i)
			if len(lines) != want.Len()+1 {
				t.Fatalf("%s: %d lines, want %d", table.Name, len(lines), want.Len()+1)
			}
			for c := range table.Columns {
				column := &table.Columns[c]
				if lines[0][c] != column.Name {
					t.Errorf("%s: column %q, want %q", table.Name, lines[0][c], column.Name)
				}
				for n := range want.Len() {
					value := want.Index(n).FieldByIndex(column.field)
					if got, want := lines[n+1][c], column.text(value); got != want {
						t.Fatalf("%s.%s, row %d: %q, want %q", table.Name, column.Name, n, got, want)
					}
					if lines[n+1][c] == "" && !column.Null {
						if r := lines[n+1][1]; r != "empty" && !strings.HasPrefix(r, "full") {
							t.Errorf("%s.%s, row %d: null", table.Name, column.Name, n)
						}
					}
				}
			}
		}
	}
}

// Some rows in full, as a person would expect them.
func TestRows(t *testing.T) {
	all := records(t)
	rows := rowsOf(all[len(all)-1:])
	csvOf := func(table string, row any) string {
		for _, t := range Tables {
			if t.Name != table {
				continue
			}
			var fields []string
			for _, c := range t.Columns {
				fields = append(fields, c.text(reflect.ValueOf(row).FieldByIndex(c.field)))
			}
			return strings.Join(fields[2:], "|")
		}
		return ""
	}
	text := "3|9|" + rows.Times[0].Text + "|"
	for _, c := range []struct {
		table string
		row   any
		want  string
	}{
		{"articles", rows.Articles[0], " s |https://example.org/?a=1,2|de|de-CH|0.998|2014-10-14T21:47:00+02:00|2014-10-14T19:47:00Z|2014-10-14|2014-10-14||<script>alert(1)</script>|4|ab|utf16|ambiguous_date truncated|1|de-1|g"},
		{"entities", rows.Entities[0], "e1|place|Null Island|0|1|geonames:1|Null|NULL|https://example.org||Null|NA|||0|0||0"},
		{"entities", rows.Entities[1], "e2|person|Ü|1|0|||||5|||||-1.5|-170.25|7|0.25"},
		{"mentions", rows.Mentions[0], "e1|place|Null Island|" + text + "name|body|0.5|true"},
		{"roles", rows.Roles[0], "e2|" + text + "Minister|former|e1"},
		{"datelines", rows.Datelines[0], "0|" + text + "2014-10|2014-10-01|2014-10-31"},
		{"dateline_entities", rows.DatelineEntities[1], "0|place|1|e2"},
		{"dateline_entities", rows.DatelineEntities[2], "0|agency|0|e3"},
		{"times", rows.Times[0], text + "DATE|2014-W42|START|2014-10-13|2014-10-19"},
		{"times", rows.Times[2], text + "DURATION|P6M|||"},
		{"figures", rows.Figures[0], text + "count|12345678901234567890.123456789|0|12345678901234567000|0|EUR|true||||e1|"},
		{"figures", rows.Figures[1], text + "ratio|-2||-2|||false|approx|up|n||eine Sprecherin"},
		{"figures", rows.Figures[2], text + "|1" + strings.Repeat("0", 400) + "|||||false|||||"},
		{"quotes", rows.Quotes[1], text + "|ein Zeuge||false"},
	} {
		if got := csvOf(c.table, c.row); got != c.want {
			t.Errorf("%s:\n%q, want\n%q", c.table, got, c.want)
		}
	}
}

// brokenWriter takes so many bytes.
type brokenWriter int

func (b *brokenWriter) Write(p []byte) (int, error) {
	if *b -= brokenWriter(len(p)); *b < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// An error of writing is told, whatever the format.
func TestErrors(t *testing.T) {
	all := records(t)
	for _, c := range []struct {
		format   Format
		compress string
	}{{CSV, "none"}, {CSV, "gz"}, {CSV, "zst"}, {Parquet, ""}} {
		for limit := brokenWriter(0); limit < 500; limit += 50 {
			w, err := NewWriter(c.format, c.compress, 0, func(*Table) (io.Writer, error) { l := limit; return &l, nil })
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range all {
				if err := w.Add(r); err != nil {
					break
				}
			}
			if err := w.Close(); err == nil {
				t.Errorf("%s %s: %d bytes were enough", c.format, c.compress, limit)
			}
		}
	}
}

// Whatever a record holds, it can be laid out and read back.
func FuzzWrite(f *testing.F) {
	f.Add(`{"id":"a","entities":[{"id":"e1","place":{"lat":1e308},"roles":[{"text":"\u0000"}]}],"figures":[{"value":"1e400"},{"value":"NaN"}],"times":[{"value":"2014-W54"}]}`)
	f.Add(`{"datelines":[{"places":["",""],"date":"19"}],"quotes":[{"speaker":"e1"}],"warnings":["","a b"],"published":"2014-10-14T00:00:00+99:99"}`)
	f.Fuzz(func(t *testing.T, s string) {
		var r pipeline.Record
		if json.Unmarshal([]byte(s), &r) != nil {
			return
		}
		all := []*pipeline.Record{&r, &r}
		written(t, all, CSV, "none")
		files, want := written(t, all, Parquet, ""), rowsOf(all)
		readBack(t, files, "articles", want.Articles)
		readBack(t, files, "entities", want.Entities)
		readBack(t, files, "figures", want.Figures)
		readBack(t, files, "times", want.Times)
	})
}
