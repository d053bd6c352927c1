package gazetteer

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Listing is an entry as someone lists it, before it is compiled into a
// gazetteer file. ID, Type and one of the names are required.
type Listing struct {
	ID   string // geonames:2988507 for a place of GeoNames, anything without white space for others
	Type Type

	Name, NameDE, NameEN          string // the usual name; German and English ones where they differ
	Aliases, AliasesDE, AliasesEN []string
	Stands                        Standing

	Located    bool // whether Lat and Lon are known
	Lat, Lon   float64
	Country    string // ISO 3166-1 code of the country that it lies in or belongs to, or that it is
	Admin1     string // GeoNames code of the first-level subdivision of Country that it lies in, or that it is
	Feature    string // GeoNames feature code of a place
	Population int    // 0: unknown
	Weight     int    // as in Entry
	Link       string

	File string // where it was read, for those who are told what is wrong with it
	Line int    // counting from 1; 0: nowhere
}

// Standing is which names of an entry stand for it without the tagger. The
// others only tell what a name may mean that the tagger has found.
type Standing uint8

// The kinds of standing.
const (
	Alone   Standing = iota // all
	Phrases                 // those of several words, the first no article
	Tagged                  // none
)

// A Fault is something wrong with one entry of a list.
type Fault struct {
	File   string // "": unknown
	Line   int    // counting from 1; 0: unknown
	Column int    // in bytes, counting from 1; 0: unknown
	Field  string // "": the whole
	Err    error
}

func (f *Fault) Error() string {
	var at []string
	if f.File != "" {
		at = append(at, f.File)
	}
	if f.Line > 0 {
		at = append(at, fmt.Sprintf("line %d", f.Line))
	}
	if f.Column > 0 {
		at = append(at, fmt.Sprintf("column %d", f.Column))
	}
	if f.Field != "" {
		at = append(at, f.Field)
	}
	return strings.Join(append(at, f.Err.Error()), ": ")
}

func (f *Fault) Unwrap() error { return f.Err }

const (
	longest  = 255 // bytes of a name, an id or a link in a file
	maxCount = math.MaxUint32
)

// Check finds what no entry can have; its error is a *Fault with a field.
func (l *Listing) Check() error {
	wrong := func(field, format string, args ...any) error {
		return &Fault{File: l.File, Line: l.Line, Field: field, Err: fmt.Errorf(format, args...)}
	}
	switch {
	case l.ID == "":
		return wrong("id", "is missing")
	case len(l.ID) > longest:
		return wrong("id", "has %d bytes, at most %d", len(l.ID), longest)
	case strings.ContainsFunc(l.ID, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }):
		return wrong("id", "%q has white space or control characters in it", l.ID)
	case l.Type >= types:
		return wrong("type", "%d is none", l.Type)
	case cmp.Or(l.Name, l.NameDE, l.NameEN) == "":
		return wrong("name", "is missing, in German and English, too")
	}
	if id, ok := strings.CutPrefix(l.ID, geonamesID); ok {
		if l.Type != TypePlace {
			return wrong("type", "GeoNames has places, and %s is to be of type %v", l.ID, l.Type)
		}
		if geonamesOf(l.ID) == 0 {
			return wrong("id", "%q is no number of GeoNames", id)
		}
	}
	for _, f := range []struct {
		field string
		names []string
	}{
		{"name", []string{l.Name}}, {"name_de", []string{l.NameDE}}, {"name_en", []string{l.NameEN}},
		{"aliases", l.Aliases}, {"aliases_de", l.AliasesDE}, {"aliases_en", l.AliasesEN},
	} {
		for _, name := range f.names {
			if err := checkName(name); err != nil {
				return wrong(f.field, "%w", err)
			}
		}
	}
	switch {
	case !l.Located:
	case !(l.Lat >= -90 && l.Lat <= 90):
		return wrong("lat", "%v is not between -90 and 90", l.Lat)
	case !(l.Lon >= -180 && l.Lon <= 180):
		return wrong("lon", "%v is not between -180 and 180", l.Lon)
	}
	switch {
	case l.Country != "" && !(len(l.Country) == 2 && isCode(l.Country)):
		return wrong("country", "%q is no code of ISO 3166-1 such as CH", l.Country)
	case l.Admin1 != "" && l.Country == "":
		return wrong("admin1", "%q is a subdivision of no country", l.Admin1)
	case len(l.Admin1) > 20 || !isCode(l.Admin1):
		return wrong("admin1", "%q is no code of GeoNames such as ZH", l.Admin1)
	case l.Feature != "" && l.Type != TypePlace:
		return wrong("feature", "%q is said of a type that is no place", l.Feature)
	case len(l.Feature) > 8 || !isCode(l.Feature):
		return wrong("feature", "%q is no feature code of GeoNames such as PPL", l.Feature)
	case l.kind() == Country && l.Country == "":
		return wrong("country", "is missing, and %s is a country", l.Feature)
	case l.kind() == Admin1 && l.Admin1 == "":
		return wrong("admin1", "is missing, and %s is a first-level subdivision", l.Feature)
	case l.Population < 0 || l.Population > maxCount:
		return wrong("population", "%d is not between 0 and %d", l.Population, maxCount)
	case l.Weight < 0 || l.Weight > maxCount:
		return wrong("weight", "%d is not between 0 and %d", l.Weight, maxCount)
	}
	if l.Link != "" {
		if len(l.Link) > longest {
			return wrong("link", "has %d bytes, at most %d", len(l.Link), longest)
		}
		if u, err := url.Parse(l.Link); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return wrong("link", "%q is no address such as https://www.wikidata.org/wiki/Q90", l.Link)
		}
	}
	return nil
}

func checkName(name string) error {
	switch {
	case name == "":
		return nil
	case !utf8.ValidString(name):
		return fmt.Errorf("%q is not in UTF-8", name)
	case len(name) > longest:
		return fmt.Errorf("has %d bytes, at most %d: %.40q", len(name), longest, name)
	case strings.ContainsFunc(name, unicode.IsControl):
		return fmt.Errorf("%q has control characters in it", name)
	case !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return fmt.Errorf("%q has neither letter nor digit", name)
	}
	return nil
}

// isCode reports whether a code is made of capitals and digits.
func isCode(code string) bool {
	return !strings.ContainsFunc(code, func(r rune) bool { return !('A' <= r && r <= 'Z' || '0' <= r && r <= '9') })
}

// kind is by type and feature code.
func (l *Listing) kind() Kind {
	switch l.Type {
	case TypeOrganisation:
		return Organisation
	case TypePerson:
		return Person
	}
	return kindOf(l.Feature)
}

// code is the country or subdivision that the entry is, or that contains it.
func (l *Listing) code() string {
	switch {
	case l.kind() == Country || l.Admin1 == "":
		return l.Country
	}
	return l.Country + "." + l.Admin1
}

// A Compiler makes a gazetteer file of listings. What contains an entry of it
// is found only when it is stacked on one that has countries.
type Compiler struct {
	b     builder
	known map[string]position // by id
}

// A position is where an id was read.
type position struct {
	file string
	line int
}

// NewCompiler returns a compiler without listings.
func NewCompiler() *Compiler {
	return &Compiler{b: newBuilder(), known: map[string]position{}}
}

// Add takes a listing, or refuses it with a *Fault.
func (c *Compiler) Add(l Listing) error {
	if err := l.Check(); err != nil {
		return err
	}
	if at, ok := c.known[l.ID]; ok {
		err := fmt.Errorf("%s is there already", l.ID)
		if at.line > 0 {
			err = fmt.Errorf("%w, in line %d", err, at.line)
		}
		if at.file != l.File {
			err = fmt.Errorf("%w of %s", err, at.file)
		}
		return &Fault{File: l.File, Line: l.Line, Field: "id", Err: err}
	}
	if len(c.b.places) == maxEntries {
		return &Fault{File: l.File, Line: l.Line, Err: fmt.Errorf("a gazetteer has at most %d entries", maxEntries)}
	}
	c.known[l.ID] = position{l.File, l.Line}
	name := cmp.Or(l.Name, l.NameEN, l.NameDE)
	p := place{
		id: geonamesOf(l.ID), key: l.ID, link: l.Link, weight: l.Weight, kind: l.kind(), feature: l.Feature, code: l.code(),
		name: name, de: other(l.NameDE, name), en: other(l.NameEN, name),
		located: l.Located, lat: l.Lat, lon: l.Lon, population: l.Population, parent: -1,
	}
	if p.id != 0 {
		p.key = ""
	}
	i := c.b.addPlace(p)
	for _, n := range [...]struct {
		names []string
		flags uint32
	}{
		{[]string{l.NameDE}, german}, {l.AliasesDE, german}, {[]string{l.NameEN}, english}, {l.AliasesEN, english},
		{[]string{l.Name}, both}, {l.Aliases, both},
	} {
		for _, name := range n.names {
			flags := n.flags
			if l.Stands == Tagged || l.Stands == Phrases && !phrase(name) {
				flags &^= strong
			}
			c.b.names([]string{name}, i, flags)
		}
	}
	return nil
}

// phrase tells names of several words, but not those that begin with an
// article: Die Zeit may be any time.
func phrase(name string) bool {
	first, _, several := strings.Cut(name, " ")
	return several && !articles[strings.ToLower(first)]
}

// Len is how many listings have been taken.
func (c *Compiler) Len() int { return len(c.b.places) }

// Compiled is the file's content, for Load. The same listings in the same
// order give the same bytes.
func (c *Compiler) Compiled() ([]byte, error) {
	if c.Len() == 0 {
		return nil, errors.New("gazetteer: no entries")
	}
	return c.b.file()
}
