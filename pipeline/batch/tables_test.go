package batch

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"enricher/pipeline"
	"enricher/pipeline/table"
)

// Tables hold what the records hold, in as many files, whatever the form.
func TestTables(t *testing.T) {
	dir, inputs := testInputs(t, 100)
	for i, r := range []testRun{
		{Tables: table.CSV}, {Tables: table.CSV, Compress: Gzip, Shard: 40}, {Tables: table.Parquet, Compress: Zstd, Shard: 40}, {Tables: table.Parquet},
	} {
		r.Inputs, r.Dir, r.Workers = inputs, filepath.Join(dir, fmt.Sprint(i)), 3
		s := do(t, r.options())
		files := outputOf(t, r.Dir)
		m, err := ReadManifest(r.Dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Check(r.Dir); err != nil {
			t.Error(err)
		}
		if want := len(table.Tables) * len(m.Outputs); len(m.Tables) != want || len(files) != want+len(m.Outputs)+2 {
			t.Fatalf("%d files of tables, %d files, want %d tables of %d files of records", len(m.Tables), len(files), want, len(m.Outputs))
		}
		articles, figures := figuresOf(t, m, files, r.Tables)
		n := 0
		for _, shard := range m.Outputs {
			for line := range strings.Lines(unpacked(t, files[shard.Name])) {
				var record pipeline.Record
				if err := json.Unmarshal([]byte(line), &record); err != nil {
					t.Fatal(err)
				}
				if want := fmt.Sprint(n, " ", record.ID); articles[n] != want || figures[n] != want+" "+record.Figures[0].Value {
					t.Fatalf("record %s: %s, figure %s", want, articles[n], figures[n])
				}
				n++
			}
		}
		if int64(n) != s.Records || len(articles) != n || len(figures) != n {
			t.Errorf("%d records, %d articles, %d figures, want %d", n, len(articles), len(figures), s.Records)
		}
		if again := do(t, r.options()); !again.Already || again.Here != 0 {
			t.Errorf("%+v", again)
		}
		sameOutput(t, outputOf(t, r.Dir), files)
	}
}

// figuresOf reads two tables: number and article of all rows, and the figures'
// values.
func figuresOf(t *testing.T, m *Manifest, files map[string]string, format table.Format) (articles, figures []string) {
	t.Helper()
	for _, f := range m.Tables {
		data := files[f.Name]
		before := len(articles) + len(figures)
		switch {
		case f.Table != "articles" && f.Table != "figures":
			continue
		case format == table.CSV:
			rows, err := csv.NewReader(strings.NewReader(unpacked(t, data))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				if f.Table == "articles" {
					articles = append(articles, row[0]+" "+row[1])
				} else {
					figures = append(figures, row[0]+" "+row[1]+" "+row[6])
				}
			}
		case f.Table == "articles":
			rows, err := parquet.Read[table.Article](strings.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				articles = append(articles, fmt.Sprint(row.Record, " ", row.Article))
			}
		default:
			rows, err := parquet.Read[table.Figure](strings.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				figures = append(figures, fmt.Sprint(row.Record, " ", row.Article, " ", row.Value))
			}
		}
		if n := len(articles) + len(figures) - before; int64(n) != f.Rows {
			t.Errorf("%s has %d rows, the manifest says %d", f.Name, n, f.Rows)
		}
	}
	return articles, figures
}

// A run that was killed while it made tables makes the others, wherever it was.
func TestTablesGoOn(t *testing.T) {
	dir, inputs := testInputs(t, 80)
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "out"), Tables: table.Parquet, Shard: 30, Workers: 2}
	do(t, r.options())
	want := outputOf(t, r.Dir)
	name := filepath.Join(r.Dir, journalName)
	journal, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	tables := bytes.Index(journal, []byte(`{"tables"`)) - len("01234567 ")
	steps := 0
	for cut := len(journal) - 1; cut >= tables; cut -= 1 + (len(journal)-tables)/25 {
		write(t, name, string(journal[:cut]))
		if err := os.Remove(filepath.Join(r.Dir, manifestName)); err != nil {
			t.Fatal(err)
		}
		for _, f := range []string{"times-00003.parquet", "quotes-00003.parquet"} {
			if err := os.Rename(filepath.Join(r.Dir, tablesName, f), filepath.Join(r.Dir, tablesName, f+unfinished)); err != nil {
				t.Fatal(err)
			}
		}
		stopped, cancel := context.WithCancel(t.Context())
		cancel()
		if s, err := Run(stopped, r.options()); err != nil || s.Finished {
			t.Fatalf("cut to %d bytes and interrupted: %+v %v", cut, s, err)
		}
		if s := do(t, r.options()); !s.Finished || s.Already || s.Here != 0 {
			t.Fatalf("cut to %d bytes: %+v", cut, s)
		}
		sameOutput(t, outputOf(t, r.Dir), want)
		steps++
	}
	if steps < 20 {
		t.Errorf("%d cuts", steps)
	}
}

// What is not as it was made is refused, and --restart removes only what is the
// run's.
func TestTablesDamage(t *testing.T) {
	dir, inputs := testInputs(t, 30)
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "out"), Tables: table.CSV, Workers: 2}
	do(t, r.options())
	want := outputOf(t, r.Dir)
	times := filepath.Join(r.Dir, tablesName, "times.csv")
	write(t, times, "damaged")
	if _, err := Run(t.Context(), r.options()); err == nil || !strings.Contains(err.Error(), "times.csv") || !strings.Contains(err.Error(), "--restart") {
		t.Errorf("%v", err)
	}
	m, err := ReadManifest(r.Dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Check(r.Dir); err == nil || !strings.Contains(err.Error(), "times.csv") {
		t.Errorf("%v", err)
	}
	own := filepath.Join(r.Dir, tablesName, "mine.csv")
	write(t, own, "a,b\n")
	r.Restart = true
	do(t, r.options())
	want["tables/mine.csv"] = "a,b\n"
	sameOutput(t, outputOf(t, r.Dir), want)

	// Records that are not there any more give no tables that pass for whole.
	r.Restart = false
	name := filepath.Join(r.Dir, journalName)
	journal, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, string(journal[:bytes.Index(journal, []byte(`{"tables"`))]))
	records := want["records.jsonl"]
	write(t, filepath.Join(r.Dir, "records.jsonl"), strings.Replace(records, "\n", " ", 1))
	if _, err := Run(t.Context(), r.options()); err == nil || !strings.Contains(err.Error(), "records.jsonl") {
		t.Errorf("%v", err)
	}

	// As input a run's folder is its records.
	found, _, err := expand([]string{r.Dir}, false, filepath.Join(dir, "other"))
	if err != nil || len(found) != 1 || filepath.Base(found[0].Name) != "records.jsonl" {
		t.Errorf("%v %v", found, err)
	}
	os.Remove(name)
	os.Remove(filepath.Join(r.Dir, "records.jsonl"))
	os.Remove(filepath.Join(r.Dir, failuresName))
	os.Remove(filepath.Join(r.Dir, manifestName))
	if _, err := Run(t.Context(), r.options()); err == nil || !strings.Contains(err.Error(), "articles.csv") {
		t.Errorf("tables of nobody knows which run: %v", err)
	}
}
