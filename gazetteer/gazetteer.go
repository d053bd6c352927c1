// Package gazetteer knows the names of places: countries, their subdivisions,
// cities from 1,000 inhabitants, regions, waters, mountains and peoples, with
// their German and English names, adjectives and inhabitants. It finds them in
// text (Find), looks single ones up (Lookup) and decides which of several
// places of one name is meant (Resolve).
//
// A gazetteer is one file, built from named sources by Build and read by Load;
// the package gazetteer/data embeds one.
package gazetteer

import (
	"encoding/binary"
	"math"
	"strings"
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
	City     Kind = iota // a city, town or village
	Country              // a country or dependent territory
	Admin1               // a first-level subdivision: Land, Kanton, state, province
	Admin2               // a second-level subdivision: county, département, Landkreis
	Region               // a continent, world region, landscape or former country
	Water                // an ocean, sea, lake, river, strait
	Relief               // mountains, islands, deserts
	People               // a people without a country of its name
	Facility             // an airport, building or square
	kinds
)

// An Entry is a place.
type Entry struct {
	GeoNames   int    // GeoNames id, 0: unknown
	Name       string // the usual local name
	Country    string // ISO 3166-1 code of the country that contains it, "": none
	Admin1     string // GeoNames code of the first-level subdivision within the country
	Feature    string // GeoNames feature code: PPLC, PCLI, ADM1, STM …
	Lat, Lon   float64
	Population int // 0: unknown
	NameDE     string
	NameEN     string
	Kind       Kind
}

// Version names the format, the meaning and the content of the file.
func (g *Gazetteer) Version() string { return g.version }

// Len is the number of entries.
func (g *Gazetteer) Len() int { return len(g.entries) / entrySize }

// Entry returns entry i, which comes from Find, Lookup or Resolve.
func (g *Gazetteer) Entry(i int32) Entry {
	b := g.entries[int(i)*entrySize:]
	name, de, en, code := g.names(i)
	e := Entry{
		GeoNames:   int(binary.LittleEndian.Uint32(b[entryGeoNames:])),
		Name:       name,
		Feature:    g.feature(i),
		Population: g.population(i),
		NameDE:     de,
		NameEN:     en,
		Kind:       g.kind(i),
	}
	e.Lat, e.Lon = g.point(i)
	if e.Kind == Admin1 {
		e.Admin1 = code
	}
	if e.Kind == Country {
		e.Country = code
	}
	for p := g.parent(i); p >= 0; p = g.parent(p) {
		switch g.kind(p) {
		case Admin1:
			_, _, _, e.Admin1 = g.names(p)
		case Country:
			_, _, _, e.Country = g.names(p)
		}
	}
	return e
}

func (g *Gazetteer) kind(i int32) Kind { return Kind(g.entries[int(i)*entrySize+entryKind]) }

func (g *Gazetteer) feature(i int32) string {
	at := int(g.entries[int(i)*entrySize+entryFeature]) * 8
	return strings.TrimRight(string(g.features[at:at+8]), "\x00")
}

func (g *Gazetteer) population(i int32) int {
	return int(binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryPopulation:]))
}

func (g *Gazetteer) point(i int32) (lat, lon float64) {
	b := g.entries[int(i)*entrySize:]
	return float64(int32(binary.LittleEndian.Uint32(b[entryLat:]))) / 1e5,
		float64(int32(binary.LittleEndian.Uint32(b[entryLon:]))) / 1e5
}

// parent is the unit that contains entry i, or -1.
func (g *Gazetteer) parent(i int32) int32 {
	return int32(binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryParent:])) - 1
}

func (g *Gazetteer) names(i int32) (name, de, en, code string) {
	at := int(binary.LittleEndian.Uint32(g.entries[int(i)*entrySize+entryNames:]))
	next := func() string {
		end := at + 1 + int(g.pool[at])
		s := string(g.pool[at+1 : end])
		at = end
		return s
	}
	name, de, en, code = next(), next(), next(), next()
	if de == "" {
		de = name
	}
	if en == "" {
		en = name
	}
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

// distance is the great-circle distance of two entries in kilometres.
func (g *Gazetteer) distance(i, j int32) float64 {
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
