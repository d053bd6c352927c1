package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/gazetteer"
	"enricher/gazetteer/geonames"
	"enricher/gazetteer/list"
	"enricher/gazetteer/wikidata"
)

// shownFaults is how many faults of a list are named before they are only
// counted.
const shownFaults = 20

// openGazetteer reads a gazetteer file, or a list of which every row is right.
func openGazetteer(name string) (*gazetteer.Gazetteer, error) {
	file, err := gazetteerFile(name)
	if err != nil {
		return nil, err
	}
	g, err := gazetteer.Load(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return g, nil
}

// gazetteerFile is a gazetteer file's content, or that of one made of a list.
func gazetteerFile(name string) ([]byte, error) {
	switch format(name) {
	case "csv", "jsonl":
	default:
		return os.ReadFile(name)
	}
	var faults bytes.Buffer
	i := importer{compiler: gazetteer.NewCompiler(), strict: true, errs: &faults}
	if err := i.read(name, "auto", nil); err != nil {
		return nil, err
	}
	if err := i.finish(); err != nil {
		return nil, fmt.Errorf("%s%w", &faults, err)
	}
	file, err := i.compiler.Compiled()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return file, nil
}

// format tells what a file has by its name.
func format(name string) string {
	name = strings.ToLower(name)
	for _, suffix := range []string{".gz", ".bz2", ".zst", ".zip"} {
		bare, ok := strings.CutSuffix(name, suffix)
		if ok && suffix == ".zip" && filepath.Ext(bare) == "" {
			return "geonames" // CH.zip has CH.txt
		}
		name = bare
	}
	switch filepath.Ext(name) {
	case ".csv", ".tsv":
		return "csv"
	case ".jsonl", ".ndjson":
		return "jsonl"
	case ".txt":
		return "geonames"
	case ".json":
		return "wikidata"
	}
	return ""
}

// inOrder puts the alternate names of GeoNames behind the places whose names
// they are.
func inOrder(names []string) []string {
	names = slices.Clone(names)
	slices.SortStableFunc(names, func(a, b string) int { return tableNamed(a) - tableNamed(b) })
	return names
}

// The tables of GeoNames.
const (
	places = iota
	countries
	subdivisions
	alternateNames
)

func tableNamed(name string) int {
	name = strings.ToLower(filepath.Base(name))
	switch {
	case strings.HasPrefix(name, "alternatenames"):
		return alternateNames
	case strings.HasPrefix(name, "admin1codes"):
		return subdivisions
	case strings.HasPrefix(name, "countryinfo"):
		return countries
	}
	return places
}

// An importer reads lists and dumps into a compiler and counts what is wrong.
type importer struct {
	compiler *gazetteer.Compiler
	strict   bool
	errs     io.Writer // where faults are named
	wrong    int
	geonames *geonames.Dump
	wikidata wikidata.Options
}

// read reads one input; - is standard input.
func (i *importer) read(name, from string, stdin io.Reader) error {
	if from == "auto" {
		if from = format(name); from == "" {
			return usageError{fmt.Errorf("%s: its name does not tell what it is: --from does", name)}
		}
	}
	read := func(r io.Reader) error { return i.readFrom(name, from, r) }
	if name == "-" {
		return read(stdin)
	}
	return readFile(name, read)
}

func (i *importer) readFrom(name, from string, r io.Reader) error {
	take := func(l gazetteer.Listing, fault *gazetteer.Fault) error {
		if fault != nil {
			return i.skip(name, fault)
		}
		return i.add(name, l)
	}
	bad := func(f *gazetteer.Fault) error { return i.skip(name, f) }
	switch from {
	case "csv":
		return list.CSV(r, take)
	case "jsonl":
		return list.JSONL(r, take)
	case "wikidata":
		return wikidata.Read(r, i.wikidata, take)
	}
	switch tableNamed(name) {
	case countries:
		return i.geonames.Countries(r, bad)
	case subdivisions:
		return i.geonames.Subdivisions(r, bad)
	case alternateNames:
		return i.geonames.Names(r, bad)
	}
	return i.geonames.Places(r, bad)
}

func (i *importer) add(name string, l gazetteer.Listing) error {
	l.File = name
	err := i.compiler.Add(l)
	var fault *gazetteer.Fault
	if errors.As(err, &fault) {
		return i.skip(name, fault)
	}
	return err
}

// skip names a fault.
func (i *importer) skip(name string, f *gazetteer.Fault) error {
	f.File = name
	switch i.wrong++; {
	case i.wrong <= shownFaults:
		fmt.Fprintln(i.errs, f)
	case i.wrong == shownFaults+1:
		fmt.Fprintln(i.errs, "and more, which are only counted")
	}
	return nil
}

// finish adds what GeoNames' tables have together. It is an error if a row was
// wrong and none may be.
func (i *importer) finish() error {
	if i.geonames != nil {
		for _, l := range i.geonames.Listings() {
			if err := i.add("GeoNames", l); err != nil {
				return err
			}
		}
	}
	if i.strict && i.wrong > 0 {
		return fmt.Errorf("rows that are wrong: %d", i.wrong)
	}
	return nil
}

// unpacked is what a file holds, by its suffix; done ends the unpacking.
func unpacked(name string, f *os.File) (r io.Reader, done func(), err error) {
	switch filepath.Ext(name) {
	case ".gz":
		r, err = gzip.NewReader(f)
	case ".bz2":
		r = bzip2.NewReader(bufio.NewReaderSize(f, 1<<20))
	case ".zst":
		z, err := zstd.NewReader(f)
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	case ".zip":
		return member(name, f)
	default:
		r = f
	}
	return r, func() {}, err
}

// member is the file of an archive that is named as the archive, or the only
// one that is no readme: GeoNames packs its tables so.
func member(name string, f *os.File) (r io.Reader, done func(), err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, nil, err
	}
	base := strings.TrimSuffix(filepath.Base(name), ".zip")
	files := slices.DeleteFunc(archive.File, func(f *zip.File) bool {
		return f.FileInfo().IsDir() || strings.HasPrefix(strings.ToLower(f.Name), "readme")
	})
	i := slices.IndexFunc(files, func(f *zip.File) bool {
		return strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) == strings.TrimSuffix(base, filepath.Ext(base))
	})
	if i < 0 && len(files) == 1 {
		i = 0
	}
	if i < 0 {
		return nil, nil, fmt.Errorf("%d files in the archive, and none is named %s", len(files), base)
	}
	content, err := files[i].Open()
	if err != nil {
		return nil, nil, err
	}
	return content, func() { content.Close() }, nil
}
