package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"enricher/gazetteer"
	"enricher/gazetteer/data"
	"enricher/gazetteer/geonames"
	"enricher/gazetteer/wikidata"
)

// gazetteerCmd holds the subcommands that deal with gazetteers.
type gazetteerCmd struct {
	Build     gazetteerBuildCmd     `cmd:"" help:"Build a gazetteer file: of lists and dumps, or the embedded one of its sources."`
	Stat      gazetteerStatCmd      `cmd:"" help:"Tell what is in the embedded gazetteer and in files."`
	Lookup    gazetteerLookupCmd    `cmd:"" help:"Show what a name may mean."`
	Push      gazetteerPushCmd      `cmd:"" help:"Put a gazetteer into the bucket that workers watch."`
	Remove    gazetteerRemoveCmd    `cmd:"" help:"Take a gazetteer out of the bucket."`
	List      gazetteerListCmd      `cmd:"" help:"List the gazetteers in the bucket."`
	Ambiguous gazetteerAmbiguousCmd `cmd:"" help:"List the names that running text uses for something else (for gazetteer/source/ambiguous.tsv)."`
}

// gazetteerFlags name the gazetteers on the embedded one.
type gazetteerFlags struct {
	Gazetteer []string `placeholder:"FILE,..." env:"ENRICHER_GAZETTEER" help:"Gazetteers of your own, each on those before: files of enricher gazetteer build, or lists in CSV or JSONL."`
}

// check finds files that are not there.
func (f *gazetteerFlags) check() error {
	var faults []error
	for _, name := range f.Gazetteer {
		if info, err := os.Stat(name); err != nil {
			faults = append(faults, fmt.Errorf("--gazetteer: %w", err))
		} else if info.IsDir() {
			faults = append(faults, fmt.Errorf("--gazetteer %s: a folder, want a file", name))
		}
	}
	return errors.Join(faults...)
}

// load reads the files.
func (f *gazetteerFlags) load() ([]*gazetteer.Gazetteer, error) {
	all := make([]*gazetteer.Gazetteer, len(f.Gazetteer))
	for i, name := range f.Gazetteer {
		var err error
		if all[i], err = openGazetteer(name); err != nil {
			return nil, err
		}
	}
	return all, nil
}

type gazetteerBuildCmd struct {
	From          string          `enum:"auto,csv,jsonl,geonames,wikidata" default:"auto" help:"What the inputs are; auto: by their names, .csv, .tsv, .jsonl, .txt (GeoNames) and .json (Wikidata). One of ${enum}."`
	Strict        bool            `help:"Build nothing if a row is wrong, instead of skipping it."`
	MinPopulation int             `placeholder:"N" help:"GeoNames: leave out populated places with fewer inhabitants, capitals apart."`
	Feature       []string        `placeholder:"CODE,..." help:"GeoNames: take places of these feature codes, too: STM, LK, AIRP …"`
	MinSitelinks  int             `placeholder:"N" help:"Wikidata: leave out items with fewer pages on Wikipedia and its sisters."`
	Class         []wikidataClass `placeholder:"QID=TYPE,..." help:"Wikidata: take items of these classes and no others, as place, organisation or person."`
	Packages      string          `default:"gazetteer/source/download" placeholder:"DIR" help:"Without inputs: folder with the source packages' files, laid out by gazetteer/source/fetch.sh (default ${default})."`
	Tables        string          `default:"gazetteer/source" placeholder:"DIR" help:"Without inputs: folder with the project's tables (default ${default})."`
	Out           string          `short:"o" default:"gazetteer/data/gazetteer.bin" type:"path" placeholder:"FILE" help:"File to write; replaced only when the build succeeds (default, without inputs only: ${default})."`
	Inputs        []string        `arg:"" optional:"" name:"input" help:"Lists and dumps; - is standard input. None: build the embedded gazetteer."`
}

func (*gazetteerBuildCmd) Help() string {
	return `Inputs are lists in CSV or JSONL (package gazetteer/list says which fields they have), GeoNames' tables with those that belong to them, or Wikidata's JSON dump; .gz, .bz2, .zst and .zip are unpacked. Later rows do not replace earlier ones: a second one with an id is wrong. Rows that are wrong are named on standard error and skipped.

Examples:
  enricher gazetteer build -o parties.bin parties.csv
  enricher gazetteer build -o alps.bin --min-population 500 CH.zip AT.zip countryInfo.txt admin1CodesASCII.txt alternateNamesV2.zip
  enricher gazetteer build -o known.bin --min-sitelinks 20 latest-all.json.bz2
  enricher gazetteer build -o parties.bin --class Q7278=organisation latest-all.json.gz`
}

// A wikidataClass is Q7278=organisation.
type wikidataClass struct {
	item  string
	class wikidata.Class
}

func (c *wikidataClass) UnmarshalText(text []byte) error {
	item, kind, ok := strings.Cut(string(text), "=")
	if !ok || !strings.HasPrefix(item, "Q") {
		return fmt.Errorf("%q: want one such as Q7278=organisation", text)
	}
	c.item = item
	return c.class.Type.UnmarshalText([]byte(kind))
}

// Validate refuses inputs without a place for what is made of them.
func (c *gazetteerBuildCmd) Validate() error {
	if len(c.Inputs) > 0 && strings.HasSuffix(filepath.ToSlash(c.Out), "gazetteer/data/gazetteer.bin") {
		return errors.New("--out says where the gazetteer of these inputs is to be: that of the program is made without inputs")
	}
	return nil
}

// Run builds the file beside its destination and moves it there.
func (c *gazetteerBuildCmd) Run(std streams) error {
	if len(c.Inputs) == 0 {
		for _, folder := range []string{c.Packages, c.Tables} {
			if _, err := os.Stat(folder); err != nil {
				return err
			}
		}
		var file bytes.Buffer
		sources := gazetteer.Sources{Packages: os.DirFS(c.Packages), Tables: os.DirFS(c.Tables)}
		if err := gazetteer.Build(sources, &file); err != nil {
			return err
		}
		return c.write(std, file.Bytes(), "")
	}
	i := importer{
		compiler: gazetteer.NewCompiler(), strict: c.Strict, errs: std.err,
		geonames: geonames.New(geonames.Options{MinPopulation: c.MinPopulation, Features: c.Feature}),
		wikidata: wikidata.Options{Classes: c.classes(), MinSitelinks: c.MinSitelinks},
	}
	for _, name := range inOrder(c.Inputs) {
		if err := i.read(name, c.From, std.in); err != nil {
			return err
		}
	}
	if err := i.finish(); err != nil {
		return err
	}
	file, err := i.compiler.Compiled()
	if err != nil {
		return err
	}
	return c.write(std, file, fmt.Sprintf("%d entries, %d rows skipped, ", i.compiler.Len(), i.wrong))
}

func (c *gazetteerBuildCmd) classes() map[string]wikidata.Class {
	if len(c.Class) == 0 {
		return wikidata.Classes()
	}
	known, classes := wikidata.Classes(), map[string]wikidata.Class{}
	for _, own := range c.Class {
		if k, ok := known[own.item]; ok && k.Type == own.class.Type { // with its feature code
			own.class = k
		}
		classes[own.item] = own.class
	}
	return classes
}

func (c *gazetteerBuildCmd) write(std streams, file []byte, what string) error {
	f, err := os.CreateTemp(filepath.Dir(c.Out), filepath.Base(c.Out)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if _, err := f.Write(file); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), c.Out); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s: %s%d bytes\n", c.Out, what, len(file))
	return nil
}

type gazetteerStatCmd struct {
	JSON  bool     `name:"json" help:"Print JSON."`
	Files []string `arg:"" optional:"" name:"file" help:"Gazetteers of your own; none: the embedded one alone."`
}

func (*gazetteerStatCmd) Help() string {
	return `Counts what is in each gazetteer and in the stack of all, the embedded one at the bottom, as --gazetteer makes it.`
}

// A gazetteerStat is what a gazetteer has.
type gazetteerStat struct {
	Name    string         `json:"name"`
	Version string         `json:"version"`
	Entries int            `json:"entries"`
	Forms   int            `json:"forms"` // names and words by which they are found, and beginnings of such
	Bytes   int            `json:"bytes"` // in memory
	Links   int            `json:"links"`
	Located int            `json:"located"`
	Types   map[string]int `json:"types"`
	Kinds   map[string]int `json:"kinds"` // of places
}

func statOf(name string, g *gazetteer.Gazetteer) gazetteerStat {
	s := gazetteerStat{Name: name, Version: g.Version(), Entries: g.Len(), Forms: g.Forms(), Bytes: g.Size(), Types: map[string]int{}, Kinds: map[string]int{}}
	for i := range int32(g.Len()) {
		e := g.Entry(i)
		s.Types[e.Kind.Type().String()]++
		if e.Kind.Type() == gazetteer.TypePlace {
			s.Kinds[e.Kind.String()]++
		}
		if e.Link != "" {
			s.Links++
		}
		if e.Located {
			s.Located++
		}
	}
	return s
}

func (c *gazetteerStatCmd) Run(std streams) error {
	bottom, err := data.Load()
	if err != nil {
		return err
	}
	stats := []gazetteerStat{statOf("embedded", bottom)}
	own, err := (&gazetteerFlags{Gazetteer: c.Files}).load()
	if err != nil {
		return err
	}
	for i, g := range own {
		stats = append(stats, statOf(c.Files[i], g))
	}
	if len(own) > 0 {
		all, err := gazetteer.Stack(bottom, own...)
		if err != nil {
			return err
		}
		stats = append(stats, statOf("all together", all))
	}
	if c.JSON {
		return writeIndented(std.out, stats)
	}
	for _, s := range stats {
		fmt.Fprintf(std.out, "%s: version %s\n  %d entries, %d forms, %.1f MB in memory\n", s.Name, s.Version, s.Entries, s.Forms, float64(s.Bytes)/1e6)
		fmt.Fprintf(std.out, "  %s\n  %s\n", counts(s.Types), counts(s.Kinds))
		fmt.Fprintf(std.out, "  with coordinates %d, with a link %d\n", s.Located, s.Links)
	}
	return nil
}

// counts lists what there is most of first.
func counts(of map[string]int) string {
	names := slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(of[b]-of[a], strings.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, of[name])
	}
	return strings.Join(names, ", ")
}

type gazetteerLookupCmd struct {
	gazetteerFlags
	Lang string `enum:"de,en" default:"en" help:"Language of the text that the name is from. One of ${enum}."`
	JSON bool   `name:"json" help:"Print JSON, an entry a line."`
	Name string `arg:"" help:"A name in any inflection: Zürichs, Calif., Ukraine-Konflikt."`
}

func (*gazetteerLookupCmd) Help() string {
	return `Lists what the name may mean, the likeliest first as long as nothing is known of the text. Exit status 1 if nothing has the name.`
}

// An entry is a gazetteer's entry as it is shown.
type entry struct {
	ID         string         `json:"id,omitempty"`
	Type       gazetteer.Type `json:"type"`
	Kind       string         `json:"kind"`
	Name       string         `json:"name"`
	NameDE     string         `json:"name_de"`
	NameEN     string         `json:"name_en"`
	Country    string         `json:"country,omitempty"`
	Admin1     string         `json:"admin1,omitempty"`
	Feature    string         `json:"feature,omitempty"`
	Lat        *float64       `json:"lat,omitempty"`
	Lon        *float64       `json:"lon,omitempty"`
	Population int            `json:"population,omitempty"`
	Weight     int            `json:"weight,omitempty"`
	Link       string         `json:"link,omitempty"`
}

func (c *gazetteerLookupCmd) Run(std streams) error {
	g, err := data.Load()
	if err != nil {
		return err
	}
	own, err := c.load()
	if err != nil {
		return err
	}
	if g, err = gazetteer.Stack(g, own...); err != nil {
		return err
	}
	found := g.Lookup(c.Name, c.Lang)
	if len(found) == 0 {
		return fmt.Errorf("nothing has the name %q", c.Name)
	}
	lines := json.NewEncoder(std.out)
	lines.SetEscapeHTML(false)
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	if !c.JSON {
		fmt.Fprintln(table, "ID\tTYPE\tNAME\tCOUNTRY\tADMIN1\tFEATURE\tLAT\tLON\tPOPULATION\tWEIGHT\tLINK")
	}
	for _, i := range found {
		e := g.Entry(i)
		if c.JSON {
			shown := entry{
				ID: e.ID, Type: e.Kind.Type(), Kind: e.Kind.String(), Name: e.Name, NameDE: e.NameDE, NameEN: e.NameEN, Country: e.Country,
				Admin1: e.Admin1, Feature: e.Feature, Population: e.Population, Weight: e.Weight, Link: e.Link,
			}
			if e.Located {
				shown.Lat, shown.Lon = &e.Lat, &e.Lon
			}
			if err := lines.Encode(shown); err != nil {
				return err
			}
			continue
		}
		name := e.NameEN
		if c.Lang == "de" {
			name = e.NameDE
		}
		lat, lon := "-", "-"
		if e.Located {
			lat, lon = fmt.Sprintf("%.5f", e.Lat), fmt.Sprintf("%.5f", e.Lon)
		}
		fmt.Fprintf(table, "%s\t%v\t%s\t%s\t%s\t%s\t%s\t%s\t%d\t%d\t%s\n", dash(e.ID), e.Kind.Type(), name, dash(e.Country), dash(e.Admin1),
			dash(e.Feature), lat, lon, e.Population, e.Weight, dash(e.Link))
	}
	return table.Flush()
}

type gazetteerAmbiguousCmd struct {
	Gazetteer string   `required:"" type:"existingfile" help:"Gazetteer file built with an empty ambiguous.tsv."`
	Lang      string   `required:"" enum:"de,en" help:"Language of the texts: de or en."`
	Columns   []string `type:"existingfile" help:"Annotated texts: token and IOB2 label in columns; .gz and .zst are unpacked."`
	Text      []string `type:"existingfile" help:"Plain texts, a paragraph a line; .gz and .zst are unpacked."`
}

// Run prints lines of ambiguous.tsv.
func (c *gazetteerAmbiguousCmd) Run(std streams) error {
	g, err := openGazetteer(c.Gazetteer)
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
	out := bufio.NewWriter(std.out)
	for _, form := range evidence.Ambiguous() {
		fmt.Fprintf(out, "%s\t%s\n", c.Lang, form)
	}
	return out.Flush()
}

// readFile passes a file's content, unpacked by its suffix.
func readFile(name string, read func(io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r, done, err := unpacked(name, f)
	if err == nil {
		defer done()
		err = read(r)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
