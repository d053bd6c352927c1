// Package gazetteer knows the names of places: countries, their subdivisions,
// cities from 1,000 inhabitants, regions, waters, mountains and peoples, with
// their German and English names, adjectives and inhabitants; of the
// organisations that newspapers name; and of persons, as far as a user lists
// them. It finds them in text (Find), looks single ones up (Lookup) and decides
// which of several places of one name is meant (Resolve).
//
// A gazetteer is one file, built from named sources by Build, or from what
// users list by a Compiler, and read by Load; the package gazetteer/data embeds
// one. Stack makes one gazetteer of several.
package gazetteer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unsafe"
)

// A Gazetteer is a loaded gazetteer file. It is read-only and safe for
// concurrent use.
type Gazetteer struct {
	version  string
	entries  []byte
	buckets  []byte
	keys     []byte
	values   []byte
	postings []byte
	features []byte
	pool     []byte
}

// Kind is a class of entries.
type Kind uint8

// The kinds of entries.
const (
	City         Kind = iota // a city, town or village
	Country                  // a country or dependent territory
	Admin1                   // a first-level subdivision: Land, Kanton, state, province
	Admin2                   // a second-level subdivision: county, département, Landkreis
	Region                   // a continent, world region, landscape or former country
	Water                    // an ocean, sea, lake, river, strait
	Relief                   // mountains, islands, deserts
	People                   // a people without a country of its name
	Facility                 // an airport, building or square
	Organisation             // a company, party, ministry, court, club, news agency
	Person                   // a person
	kinds
)

var kindNames = [kinds]string{
	"city", "country", "first-level subdivision", "second-level subdivision", "region", "water", "relief", "people", "facility", "organisation", "person",
}

func (k Kind) String() string { return kindNames[k] }

// A Type is what kind of thing an entry is, as the entities of records tell
// them apart.
type Type uint8

// The types of entries.
const (
	TypePlace Type = iota
	TypeOrganisation
	TypePerson
	types
)

var typeNames = [types]string{"place", "organisation", "person"}

func (t Type) String() string { return typeNames[t] }

// MarshalText writes the type as place, organisation or person.
func (t Type) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (t *Type) UnmarshalText(text []byte) error {
	i := slices.Index(typeNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("%q is no type: want one of %s", text, strings.Join(typeNames[:], ", "))
	}
	*t = Type(i)
	return nil
}

// Label is the type as names in text are labelled: LOC, ORG or PER.
func (t Type) Label() string { return [types]string{"LOC", "ORG", "PER"}[t] }

// Type is the type of all entries of the kind.
func (k Kind) Type() Type {
	switch k {
	case Organisation:
		return TypeOrganisation
	case Person:
		return TypePerson
	}
	return TypePlace
}

// An Entry is a place, an organisation or a person.
type Entry struct {
	ID         string // its name among gazetteers: geonames:2988507, or as its source has it; "": none
	Kind       Kind
	Name       string // the usual local name
	NameDE     string
	NameEN     string
	Link       string // a page about it, such as its Wikidata item; "": none
	GeoNames   int    // GeoNames id, 0: unknown
	Country    string // ISO 3166-1 code of the country that contains it, "": none
	Admin1     string // GeoNames code of the first-level subdivision within the country
	Feature    string // GeoNames feature code: PPLC, PCLI, ADM1, STM …
	Located    bool   // whether Lat and Lon are known
	Lat, Lon   float64
	Population int // 0: unknown
	Weight     int // how often it is named, as the inhabitants of a city named as often; 0: as kind and population let expect
}

// Version names the format, the meaning and the content of the file.
func (g *Gazetteer) Version() string { return g.version }

// Len is the number of entries.
func (g *Gazetteer) Len() int { return len(g.entries) / entrySize }

// Forms is how many names and words it is found by, with the beginnings of
// those of several words.
func (g *Gazetteer) Forms() int { return int(g.keyCount()) }

// Size is how much memory it takes, in bytes.
func (g *Gazetteer) Size() int {
	return len(g.entries) + len(g.buckets) + len(g.keys) + len(g.values) + len(g.postings) + len(g.features) + len(g.pool)
}

// Entry returns entry i, which comes from Find, Lookup or Resolve.
func (g *Gazetteer) Entry(i int32) Entry {
	name, de, en := g.names(i)
	e := Entry{
		GeoNames:   int(g.number(i)),
		Name:       name,
		Feature:    g.feature(i),
		Population: g.population(i),
		NameDE:     de,
		NameEN:     en,
		Kind:       g.kind(i),
		Located:    g.located(i),
		Weight:     g.weight(i),
	}
	e.ID, e.Link = g.identity(i)
	if e.ID == "" && e.GeoNames != 0 {
		e.ID = geonamesID + strconv.Itoa(e.GeoNames)
	}
	e.Lat, e.Lon = g.point(i)
	e.Country, e.Admin1 = g.units(i)
	return e
}

// units are the codes of the country and the first-level subdivision that entry
// i lies in, or is.
func (g *Gazetteer) units(i int32) (country, admin1 string) {
	for ; i >= 0; i = g.parent(i) {
		_, _, _, code := g.rawNames(i)
		switch k := g.kind(i); {
		case k == Country:
			country = code
		case k == Admin1 && !strings.Contains(code, "."):
			admin1 = code
		case k == Admin1, g.parent(i) < 0: // US.TX
			country, admin1, _ = strings.Cut(code, ".")
		}
	}
	return country, admin1
}

// number is the entry's GeoNames id, or 0.
func (g *Gazetteer) number(i int32) uint32 {
	return binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryGeoNames:])
}

func (g *Gazetteer) kind(i int32) Kind { return Kind(g.entries[int(i)*entrySize+entryKind]) }

func (g *Gazetteer) feature(i int32) string {
	at := int(g.entries[int(i)*entrySize+entryFeature]) * 8
	return strings.TrimRight(string(g.features[at:at+8]), "\x00")
}

func (g *Gazetteer) population(i int32) int {
	return int(binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryPopulation:]))
}

// geonamesID begins the ids of entries that GeoNames has.
const geonamesID = "geonames:"

// geonamesOf is the number in an id of GeoNames, 0 in another one.
func geonamesOf(id string) int {
	digits, ok := strings.CutPrefix(id, geonamesID)
	n, err := strconv.ParseUint(digits, 10, 32)
	if !ok || err != nil || strconv.FormatUint(n, 10) != digits {
		return 0
	}
	return int(n)
}

// Type is the type of entry i.
func (g *Gazetteer) Type(i int32) Type { return g.kind(i).Type() }

func (g *Gazetteer) located(i int32) bool {
	return binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryLat:]) != nowhere
}

// point is where entry i lies; 0, 0 if that is unknown.
func (g *Gazetteer) point(i int32) (lat, lon float64) {
	if !g.located(i) {
		return 0, 0
	}
	b := g.entries[int(i)*entrySize:]
	return float64(int32(binary.LittleEndian.Uint32(b[entryLat:]))) / 1e5,
		float64(int32(binary.LittleEndian.Uint32(b[entryLon:]))) / 1e5
}

// more is what few entries have, or nil.
func (g *Gazetteer) more(i int32) []byte {
	if at := binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryMore:]); at != 0 {
		return g.pool[at:]
	}
	return nil
}

func (g *Gazetteer) weight(i int32) int {
	if more := g.more(i); more != nil {
		return int(binary.LittleEndian.Uint32(more))
	}
	return 0
}

func (g *Gazetteer) identity(i int32) (id, link string) {
	if more := g.more(i); more != nil {
		id, more = pooled(more[moreStrings:])
		link, _ = pooled(more)
	}
	return id, link
}

// pooled is the first string of a part of the pool, and the part behind it. The
// string is the pool's own bytes, which never change: an article asks for names
// by the hundred.
func pooled(pool []byte) (string, []byte) {
	end := 1 + int(pool[0])
	return unsafe.String(unsafe.SliceData(pool[1:end]), end-1), pool[end:]
}

// parent is the unit that contains entry i, or -1.
func (g *Gazetteer) parent(i int32) int32 {
	return int32(binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryParent:])) - 1
}

// names are what the entry is called: usually, in German and in English.
func (g *Gazetteer) names(i int32) (name, de, en string) {
	name, de, en, _ = g.rawNames(i)
	return name, cmp.Or(de, name), cmp.Or(en, name)
}

func (g *Gazetteer) rawNames(i int32) (name, de, en, code string) {
	rest := g.pool[binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryNames:]):]
	name, rest = pooled(rest)
	de, rest = pooled(rest)
	en, rest = pooled(rest)
	code, _ = pooled(rest)
	return name, de, en, code
}

// within reports whether entry i is, or lies in, unit.
func (g *Gazetteer) within(i, unit int32) bool {
	for ; i >= 0; i = g.parent(i) {
		if i == unit {
			return true
		}
	}
	return false
}

// distance is the great-circle distance of two entries in kilometres, infinite
// where one of them is nowhere in particular.
func (g *Gazetteer) distance(i, j int32) float64 {
	if !g.located(i) || !g.located(j) {
		return math.Inf(1)
	}
	lat1, lon1 := g.point(i)
	lat2, lon2 := g.point(j)
	const degree = math.Pi / 180
	a := math.Sin((lat2 - lat1) * degree / 2)
	b := math.Sin((lon2 - lon1) * degree / 2)
	return 2 * 6371 * math.Asin(math.Sqrt(a*a+math.Cos(lat1*degree)*math.Cos(lat2*degree)*b*b))
}

// find returns the value of a key, 0 if no form has it.
func (g *Gazetteer) find(key uint64) uint32 {
	b := key >> (64 - bucketBits)
	first := binary.LittleEndian.Uint32(g.buckets[4*b:])
	last := binary.LittleEndian.Uint32(g.buckets[4*b+4:])
	for i := first; i < last; i++ {
		if k := binary.LittleEndian.Uint64(g.keys[8*i:]); k >= key {
			if k == key {
				return binary.LittleEndian.Uint32(g.values[4*i:])
			}
			break
		}
	}
	return 0
}

func (g *Gazetteer) posting(i uint32) posting {
	return posting(binary.LittleEndian.Uint32(g.postings[4*i:]))
}
