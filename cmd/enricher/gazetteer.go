package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/gazetteer"
)

// gazetteerCmd holds the subcommands that deal with the gazetteer file.
type gazetteerCmd struct {
	Build     gazetteerBuildCmd     `cmd:"" help:"Build a gazetteer file from the unpacked source packages and the tables."`
	Ambiguous gazetteerAmbiguousCmd `cmd:"" help:"List the names that running text uses for something else (for gazetteer/source/ambiguous.tsv)."`
}

type gazetteerBuildCmd struct {
	Packages string `default:"gazetteer/source/download" type:"existingdir" help:"Folder with the source packages' files, laid out by gazetteer/source/fetch.sh."`
	Tables   string `default:"gazetteer/source" type:"existingdir" help:"Folder with the project's tables."`
	Out      string `short:"o" default:"gazetteer/data/gazetteer.bin" type:"path" help:"File to write; replaced only when the build succeeds."`
}

// Run builds the file beside its destination and moves it there.
func (c *gazetteerBuildCmd) Run(std streams) error {
	f, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	w := bufio.NewWriter(f)
	sources := gazetteer.Sources{Packages: os.DirFS(c.Packages), Tables: os.DirFS(c.Tables)}
	if err := gazetteer.Build(sources, w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), c.Out); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s: %d bytes\n", c.Out, info.Size())
	return nil
}

type gazetteerAmbiguousCmd struct {
	Gazetteer string   `required:"" type:"existingfile" help:"Gazetteer file built with an empty ambiguous.tsv."`
	Lang      string   `required:"" enum:"de,en" help:"Language of the texts: de or en."`
	Columns   []string `type:"existingfile" help:"Annotated texts: token and IOB2 label in columns; .gz and .zst are unpacked."`
	Text      []string `type:"existingfile" help:"Plain texts, a paragraph a line; .gz and .zst are unpacked."`
}

// Run prints lines of ambiguous.tsv.
func (c *gazetteerAmbiguousCmd) Run(std streams) error {
	var g *gazetteer.Gazetteer
	err := readFile(c.Gazetteer, func(r io.Reader) (err error) {
		g, err = gazetteer.Load(r)
		return err
	})
	if err != nil {
		return err
	}
	evidence := gazetteer.NewEvidence(g, c.Lang)
	for _, name := range c.Columns {
		if err := readFile(name, evidence.Columns); err != nil {
			return err
		}
	}
	for _, name := range c.Text {
		if err := readFile(name, evidence.Text); err != nil {
			return err
		}
	}
	for _, form := range evidence.Ambiguous() {
		fmt.Fprintf(std.out, "%s\t%s\n", c.Lang, form)
	}
	return nil
}

// readFile passes a file's content, unpacked by its suffix.
func readFile(name string, read func(io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r := io.Reader(f)
	switch {
	case strings.HasSuffix(name, ".gz"):
		if r, err = gzip.NewReader(f); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewReader(f)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer z.Close()
		r = z
	}
	if err := read(r); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
