// Package geonames reads the dump files of GeoNames
// (https://download.geonames.org/export/dump/, CC BY 4.0): a table of places
// such as cities1000.txt or allCountries.txt, and what belongs to it,
// countryInfo.txt, admin1CodesASCII.txt and alternateNamesV2.txt. All are
// columns separated by tabs, in UTF-8, a row a line.
package geonames

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"enricher/gazetteer"
)

// Options say which rows of a table of places are taken: countries and
// first- and second-level subdivisions, populated places, and others by their
// feature codes. Former and abandoned places are not.
type Options struct {
	MinPopulation int      // of a populated place that is no capital
	Features      []string // codes of further places: LK, STM, AIRP …
}

// large is the population from which names of several words stand without the
// tagger.
const large = 100_000

// A Dump collects the places of a dump. The table of places comes before the
// alternate names, which are kept only for places that are there.
type Dump struct {
	options Options
	places  map[int]*gazetteer.Listing
}

// New returns a dump without places.
func New(o Options) *Dump {
	return &Dump{options: o, places: map[int]*gazetteer.Listing{}}
}

// Bad is told what is wrong with a row; an error ends the reading with that
// error.
type Bad func(*gazetteer.Fault) error

// A row is a line's columns.
type row struct {
	line   int
	fields []string
}

// column is the position of field i in the line, in bytes.
func (r row) column(i int) int {
	at := 1
	for _, f := range r.fields[:min(i, len(r.fields))] {
		at += len(f) + 1
	}
	return at
}

func (r row) fault(i int, field, format string, args ...any) error {
	return &gazetteer.Fault{Line: r.line, Column: r.column(i), Field: field, Err: fmt.Errorf(format, args...)}
}

// number reads field i, a whole number; an empty one is 0.
func (r row) number(i int, field string) (int, error) {
	if r.fields[i] == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(r.fields[i], 10, 32)
	if err != nil {
		return 0, r.fault(i, field, "%q is no whole number up to 4294967295", r.fields[i])
	}
	return int(n), nil
}

func (r row) id(i int) (int, error) {
	id, err := r.number(i, "geonameid")
	if err == nil && id == 0 {
		err = r.fault(i, "geonameid", "is missing")
	}
	return id, err
}

// maxRow is the longest line taken, in bytes; names take most of it.
const maxRow = 1 << 20

// each calls use for every line but comments; its faults go to bad.
func each(r io.Reader, columns int, bad Bad, use func(row) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxRow)
	n := 0
	for lines.Scan() {
		n++
		text := lines.Text()
		if text == "" || text[0] == '#' {
			continue
		}
		row := row{n, strings.Split(text, "\t")}
		var err error
		switch {
		case !utf8.ValidString(text):
			at := strings.IndexFunc(text, func(r rune) bool { return r == utf8.RuneError })
			err = &gazetteer.Fault{Line: n, Column: at + 1, Err: errors.New("not in UTF-8")}
		case len(row.fields) < columns:
			err = &gazetteer.Fault{Line: n, Err: fmt.Errorf("%d columns instead of %d", len(row.fields), columns)}
		default:
			err = use(row)
		}
		var fault *gazetteer.Fault
		if errors.As(err, &fault) {
			err = bad(fault)
		}
		if err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return &gazetteer.Fault{Line: n + 1, Err: fmt.Errorf("the line has more than %d bytes", maxRow)}
	}
	return lines.Err()
}

// Places reads a table of places: allCountries.txt, cities500.txt, CH.txt …
func (d *Dump) Places(r io.Reader, bad Bad) error {
	return each(r, 19, bad, func(r row) error {
		id, err := r.id(0)
		if err != nil {
			return err
		}
		population, err := r.number(14, "population")
		if err != nil {
			return err
		}
		class, feature := r.fields[6], r.fields[7]
		if !d.takes(class, feature, population) {
			return nil
		}
		lat, err := strconv.ParseFloat(r.fields[4], 64)
		if err != nil {
			return r.fault(4, "latitude", "%q is no number of degrees", r.fields[4])
		}
		lon, err := strconv.ParseFloat(r.fields[5], 64)
		if err != nil {
			return r.fault(5, "longitude", "%q is no number of degrees", r.fields[5])
		}
		return d.change(id, r, func(l *gazetteer.Listing) {
			also(l, r.fields[1])
			l.Located, l.Lat, l.Lon = true, lat, lon
			l.Feature, l.Country, l.Population = feature, r.fields[8], cmp.Or(population, l.Population)
			if unit := r.fields[10]; unit != "00" { // that is: none
				l.Admin1 = unit
			}
		})
	})
}

func (d *Dump) takes(class, feature string, population int) bool {
	switch {
	case slices.Contains(d.options.Features, feature):
		return true
	case class == "P":
		former := feature == "PPLH" || feature == "PPLQ" || feature == "PPLW" || feature == "PPLCH"
		return !former && (population >= d.options.MinPopulation || feature == "PPLC")
	case class == "A":
		return feature == "ADM1" || feature == "ADM2" || strings.HasPrefix(feature, "PCL") && feature != "PCLH"
	}
	return false
}

// change writes what a row says of a place, unless no entry can be so.
func (d *Dump) change(id int, r row, change func(*gazetteer.Listing)) error {
	l := gazetteer.Listing{ID: "geonames:" + strconv.Itoa(id), Line: r.line}
	if known := d.places[id]; known != nil {
		l = *known
	}
	change(&l)
	if err := l.Check(); err != nil {
		var fault *gazetteer.Fault
		if errors.As(err, &fault) {
			fault.Line = r.line
		}
		return err
	}
	d.places[id] = &l
	return nil
}

// Countries reads countryInfo.txt.
func (d *Dump) Countries(r io.Reader, bad Bad) error {
	return each(r, 17, bad, func(r row) error {
		id, err := r.id(16)
		if err != nil {
			return err
		}
		population, err := r.number(7, "population")
		if err != nil {
			return err
		}
		return d.change(id, r, func(l *gazetteer.Listing) {
			also(l, r.fields[4])
			l.Feature, l.Country, l.Admin1 = cmp.Or(l.Feature, "PCLI"), r.fields[0], ""
			l.Population = cmp.Or(population, l.Population)
		})
	})
}

// Subdivisions reads admin1CodesASCII.txt.
func (d *Dump) Subdivisions(r io.Reader, bad Bad) error {
	return each(r, 4, bad, func(r row) error {
		id, err := r.id(3)
		if err != nil {
			return err
		}
		country, code, ok := strings.Cut(r.fields[0], ".")
		if !ok {
			return r.fault(0, "code", "%q is none such as CH.ZH", r.fields[0])
		}
		if code == "00" {
			return nil
		}
		return d.change(id, r, func(l *gazetteer.Listing) {
			also(l, r.fields[1])
			l.Feature, l.Country, l.Admin1 = "ADM1", country, code
		})
	})
}

// also gives a listing its name, or one more.
func also(l *gazetteer.Listing, name string) {
	switch {
	case l.Name == "":
		l.Name = name
	case l.Name != name:
		l.Aliases = append(l.Aliases, name)
	}
}

// Names reads alternateNamesV2.txt: German and English names that are neither
// historical nor mere nicknames, the preferred ones first, and Wikidata items.
func (d *Dump) Names(r io.Reader, bad Bad) error {
	type preferred struct {
		id       int
		language string
	}
	chosen := map[preferred]bool{}
	return each(r, 4, bad, func(r row) error {
		id, err := r.id(1)
		if err != nil {
			return err
		}
		if d.places[id] == nil {
			return nil
		}
		is := func(column int) bool { return column < len(r.fields) && r.fields[column] == "1" }
		language, name := r.fields[2], r.fields[3]
		switch {
		case language == "wkdt" && !isItem(name):
			return r.fault(3, "alternate name", "%q is no item of Wikidata such as Q90", name)
		case language == "wkdt":
			return d.change(id, r, func(l *gazetteer.Listing) { l.Link = "https://www.wikidata.org/wiki/" + name })
		case language != "de" && language != "en", is(6), is(7):
			return nil
		}
		return d.change(id, r, func(l *gazetteer.Listing) {
			main, aliases := &l.NameDE, &l.AliasesDE
			if language == "en" {
				main, aliases = &l.NameEN, &l.AliasesEN
			}
			// The preferred name is the name, else the first that is not short for it.
			switch {
			case is(4) && !chosen[preferred{id, language}]:
				chosen[preferred{id, language}] = true
				if *main != "" {
					*aliases = append(*aliases, *main)
				}
				*main = name
			case *main == "" && !is(5):
				*main = name
			default:
				*aliases = append(*aliases, name)
			}
		})
	})
}

func isItem(id string) bool {
	n, err := strconv.ParseUint(strings.TrimPrefix(id, "Q"), 10, 64)
	return err == nil && id == fmt.Sprintf("Q%d", n)
}

// Listings are the places: containers before what they contain, then by id.
func (d *Dump) Listings() []gazetteer.Listing {
	all := make([]gazetteer.Listing, 0, len(d.places))
	number := map[string]int{}
	for id, l := range d.places {
		number[l.ID] = id
		l.Stands = gazetteer.Tagged
		if l.Population >= large {
			l.Stands = gazetteer.Phrases
		}
		all = append(all, *l)
	}
	level := func(l gazetteer.Listing) int {
		switch {
		case strings.HasPrefix(l.Feature, "PCL"):
			return 0
		case l.Feature == "ADM1":
			return 1
		case l.Feature == "ADM2":
			return 2
		}
		return 3
	}
	slices.SortFunc(all, func(x, y gazetteer.Listing) int {
		return cmp.Or(level(x)-level(y), number[x.ID]-number[y.ID])
	})
	return all
}
