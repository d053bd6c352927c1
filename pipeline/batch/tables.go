package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"enricher/pipeline/table"
)

// tablesName is the folder of tables in a run's folder.
const tablesName = "tables"

// unfinished ends the names of tables that are being written.
const unfinished = ".part"

// A TableFile is a file with a table of a file of records.
type TableFile struct {
	Table  string `json:"table"`
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	Rows   int64  `json:"rows"`
}

// makeTables lays the records out as tables, once they are all written. Tables
// follow from the records alone, so that they need no checkpoint within a file: a
// kill costs those of one file of records, and the others are in the journal. It
// reports whether all are made, which they are not when ctx is done.
func (r *run) makeTables(ctx context.Context) (bool, error) {
	if r.Output.Tables == "" {
		return true, nil
	}
	if err := os.MkdirAll(r.path(tablesName), 0o755); err != nil {
		return false, err
	}
	first := int64(0)
	for i, shard := range r.out.shards {
		if i >= r.tabled() {
			r.laidOut = first
			files, err := r.tablesOf(ctx, shard, first)
			if ctx.Err() != nil {
				return false, nil
			}
			if err != nil {
				return false, fmt.Errorf("tables of %s: %w", shard.Name, err)
			}
			if err := r.journal.append(entry{Tables: files}, entry{Checkpoint: &r.state}); err != nil {
				return false, err
			}
			r.tables = append(r.tables, files...)
		}
		first += shard.Records
	}
	return true, nil
}

// tabled is how many files of records have been laid out.
func (r *run) tabled() int { return len(r.tables) / len(table.Tables) }

// tablesOf makes the tables of a file of records, the first of which has the
// given number.
func (r *run) tablesOf(ctx context.Context, shard Shard, first int64) (made []TableFile, err error) {
	number, _, _ := strings.Cut(strings.TrimPrefix(shard.Name, "records"), ".") // with a dash; empty if there is one file
	var files []*tableFile
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.close())
		}
	}()
	w, err := table.NewWriter(r.Output.Tables, string(r.Output.Compress), first, func(t *table.Table) (io.Writer, error) {
		name := t.Name + number + r.Output.Tables.Ending(string(r.Output.Compress))
		made = append(made, TableFile{Table: t.Name, Name: tablesName + "/" + name})
		f, err := createTable(r.path(filepath.Join(tablesName, name)))
		if err == nil {
			files = append(files, f)
		}
		return f, err
	})
	if err != nil {
		return nil, err
	}
	observed := time.Now()
	for record, err := range Records(ctx, r.Dir, []Shard{shard}, r.Reader.MaxText, r.Workers) {
		if err != nil {
			return nil, err
		}
		if err := w.Add(record); err != nil {
			return nil, err
		}
		r.laidOut++
		if time.Since(observed) > 100*time.Millisecond {
			observed = time.Now()
			r.observe()
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if n := w.Rows(0); n != shard.Records {
		return nil, damagedOutput(r.path(shard.Name), fmt.Errorf("it has %d records, the journal tells of %d", n, shard.Records))
	}
	for i, f := range files {
		if err := f.finish(); err != nil {
			return nil, err
		}
		made[i].Bytes, made[i].SHA256, made[i].Rows = f.bytes, hex.EncodeToString(f.sum.Sum(nil)), w.Rows(i)
	}
	return made, syncFolder(r.path(tablesName))
}

// A tableFile has its name once it is whole.
type tableFile struct {
	name  string
	file  *os.File
	sum   hash.Hash
	bytes int64
}

func createTable(name string) (*tableFile, error) {
	f, err := os.Create(name + unfinished)
	if err != nil {
		return nil, err
	}
	return &tableFile{name: name, file: f, sum: sha256.New()}, nil
}

func (f *tableFile) Write(p []byte) (int, error) {
	n, err := f.file.Write(p)
	f.sum.Write(p[:n])
	f.bytes += int64(n)
	return n, err
}

func (f *tableFile) finish() error {
	err := errors.Join(f.file.Sync(), f.close())
	if err == nil {
		err = os.Rename(f.name+unfinished, f.name)
	}
	return err
}

func (f *tableFile) close() error {
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	f.file = nil
	return err
}

// checkTables finds tables that are not as long as when they were made.
func checkTables(dir string, tables []TableFile) error {
	for _, t := range tables {
		name := filepath.Join(dir, t.Name)
		info, err := os.Stat(name)
		if err == nil && info.Size() != t.Bytes {
			err = fmt.Errorf("it has %d bytes, and had %d when it was finished", info.Size(), t.Bytes)
		}
		if err != nil {
			return damagedOutput(name, err)
		}
	}
	return nil
}

// tableFiles lists tables in a run's folder, whole or not.
func tableFiles(dir string) (files []string, err error) {
	dir = filepath.Join(dir, tablesName)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if isTable(e.Name()) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, err
}

// isTable tells by its name whether a file is one of a run's tables.
func isTable(name string) bool {
	name, ending, _ := strings.Cut(strings.TrimSuffix(name, unfinished), ".")
	switch ending {
	case "csv", "csv.gz", "csv.zst", "parquet":
	default:
		return false
	}
	kind, _, _ := strings.Cut(name, "-")
	for _, t := range table.Tables {
		if t.Name == kind {
			return true
		}
	}
	return false
}
