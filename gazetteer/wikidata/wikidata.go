// Package wikidata reads Wikidata's JSON dump
// (https://www.wikidata.org/wiki/Wikidata:Database_download, CC0): one array
// with an entity a line. It is read as a stream; only what is taken is kept.
//
// An item is taken if its best statements of P31 (instance of) name one of the
// classes asked for, and it has a label in German or English, or one for all
// languages (mul). Labels and aliases of these become names, P625 the
// coordinates, P17 the country, P1082 the population, the item's page the
// link. A place with a GeoNames id (P1566) has that as its id,
// geonames:2988507, so that it joins the place below; others are wikidata:Q90.
// Of several items with one GeoNames id the one that most pages are about is
// taken.
package wikidata

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"enricher/gazetteer"
)

// A Class is what items of a class become.
type Class struct {
	Type    gazetteer.Type
	Feature string // GeoNames feature code of a place; "": none in particular
}

//go:embed classes.tsv
var classes string

// Classes are the usual ones of persons, organisations and places, by item:
// Q5, Q515, Q4830453 … Wikidata's classes have subclasses, and a statement
// names the closest one; only what is listed counts.
func Classes() map[string]Class {
	all := map[string]Class{}
	for line := range strings.Lines(classes) {
		if line[0] == '#' {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		c := Class{Feature: fields[2]}
		if err := c.Type.UnmarshalText([]byte(fields[1])); err != nil {
			panic(err) // the embedded table's; a test reads it
		}
		all[fields[0]] = c
	}
	return all
}

// Options say which items are taken.
type Options struct {
	Classes      map[string]Class
	MinSitelinks int // pages about the item on Wikipedia and its sisters; few: hardly known
}

// sitelinkWeight is what a page about an item counts for in its weight: a
// thing with a hundred is named about as often as a city of a million.
const sitelinkWeight = 10_000

// maxLine is the longest line taken, in bytes; the dump's longest have about
// five million.
const maxLine = 64 << 20

// Read reads a dump and gives take, in the dump's order, each item taken or
// what is wrong with a line. An error of take ends it with that error. Items
// come when all has been read: what code a country has is only known then.
func Read(r io.Reader, o Options, take func(gazetteer.Listing, *gazetteer.Fault) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	codes := map[string]string{} // of countries, by item
	var found []item
	places := map[string]int{} // found places by GeoNames id
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSuffix(bytes.TrimSpace(lines.Bytes()), []byte(","))
		if len(line) == 0 || len(line) == 1 && (line[0] == '[' || line[0] == ']') {
			continue
		}
		if isObject(line) && utf8.Valid(line) && !o.concerns(line) {
			continue
		}
		e, err := parse(line)
		if err != nil {
			err.Line = n
			if err := take(gazetteer.Listing{}, err); err != nil {
				return err
			}
			continue
		}
		if code := e.Claims.Code.text(); len(code) == 2 {
			codes[e.ID] = code
		}
		i, ok := e.item(o, n)
		if !ok {
			continue
		}
		if id := i.listing.ID; strings.HasPrefix(id, "geonames:") {
			if at, again := places[id]; again { // of two items for one place, the better known
				if found[at].listing.Weight < i.listing.Weight {
					found[at] = i
				}
				continue
			}
			places[id] = len(found)
		}
		found = append(found, i)
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return &gazetteer.Fault{Line: n + 1, Err: fmt.Errorf("the line has more than %d bytes", maxLine)}
	}
	if lines.Err() != nil {
		return lines.Err()
	}
	for _, i := range found {
		l := i.listing
		if l.Feature == "PCLI" {
			i.country = strings.TrimPrefix(l.Link, page)
		}
		if l.Country = codes[i.country]; l.Country == "" && l.Feature == "PCLI" {
			l.Feature = "PCLH" // a country without a code is a former one, as a rule
		}
		if strings.HasPrefix(l.ID, "geonames:") {
			l.Feature, l.Weight = "", 0 // what lies below knows better
		}
		var fault *gazetteer.Fault
		if err := l.Check(); err != nil {
			if !errors.As(err, &fault) {
				return err
			}
			l = gazetteer.Listing{}
		}
		if err := take(l, fault); err != nil {
			return err
		}
	}
	return nil
}

func isObject(line []byte) bool { return line[0] == '{' && line[len(line)-1] == '}' }

// concerns reports whether a line may be about an item that is asked for, or a
// country with its code: all others, far the most, are not worth reading.
func (o Options) concerns(line []byte) bool {
	if bytes.Contains(line, []byte(`"P297"`)) {
		return true
	}
	for rest := line; ; {
		_, behind, ok := bytes.Cut(rest, []byte(`"P31"`))
		if !ok {
			return false
		}
		rest = behind
		value := bytes.TrimLeft(behind, ": ")
		if len(value) == 0 || value[0] != '[' { // its name as a value
			continue
		}
		var s statements
		if json.NewDecoder(bytes.NewReader(value)).Decode(&s) != nil {
			return true // to be told what is wrong
		}
		if _, ok := s.class(o.Classes); ok {
			return true
		}
	}
}

// parse reads an entity.
func parse(line []byte) (*entity, *gazetteer.Fault) {
	if !utf8.Valid(line) {
		return nil, &gazetteer.Fault{Err: errors.New("not in UTF-8")}
	}
	var e entity
	if err := json.Unmarshal(line, &e); err != nil {
		fault := &gazetteer.Fault{Err: fmt.Errorf("no entity of Wikidata: %w", err)}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			fault.Column = int(syntax.Offset)
		}
		return nil, fault
	}
	return &e, nil
}

// page begins the address of an item's page.
const page = "https://www.wikidata.org/wiki/"

// An item is a listing whose country is still an item itself.
type item struct {
	listing gazetteer.Listing
	country string
}

// item is what the entity becomes, if it is taken.
func (e *entity) item(o Options, line int) (item, bool) {
	if len(e.Sitelinks) < o.MinSitelinks {
		return item{}, false
	}
	class, ok := e.Claims.InstanceOf.class(o.Classes)
	name := e.Labels.Mul.Value
	if !ok || name == "" && e.Labels.DE.Value == "" && e.Labels.EN.Value == "" {
		return item{}, false
	}
	l := gazetteer.Listing{
		ID: "wikidata:" + e.ID, Type: class.Type, Name: name, NameDE: e.Labels.DE.Value, NameEN: e.Labels.EN.Value,
		Aliases: e.Aliases.Mul.values(), AliasesDE: e.Aliases.DE.values(), AliasesEN: e.Aliases.EN.values(),
		Feature: class.Feature, Weight: sitelinkWeight * len(e.Sitelinks), Link: page + e.ID,
		Stands: gazetteer.Phrases, Line: line,
	}
	if class.Type == gazetteer.TypePlace {
		if id, err := strconv.ParseUint(e.Claims.GeoNames.text(), 10, 32); err == nil && id > 0 {
			l.ID = fmt.Sprintf("geonames:%d", id)
		}
		l.Lat, l.Lon, l.Located = e.Claims.Coordinates.point()
		l.Population = e.Claims.Population.amount()
	}
	return item{l, e.Claims.Country.item()}, true
}

// class is the first of the classes that is asked for.
func (s statements) class(classes map[string]Class) (Class, bool) {
	for _, s := range s.best() {
		if c, ok := classes[s.item()]; ok {
			return c, true
		}
	}
	return Class{}, false
}

// entity is what is read of an entity's JSON
// (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html).
type entity struct {
	ID        string
	Labels    languages[value]
	Aliases   languages[valueList]
	Claims    claims
	Sitelinks keys
}

// languages has what is said in those read here.
type languages[T any] struct{ Mul, DE, EN T }

func (l *languages[T]) UnmarshalJSON(data []byte) error {
	type plain languages[T]
	return unmarshal(data, (*plain)(l))
}

// unmarshal reads an object, which is written [] if it is empty.
func unmarshal(data []byte, v any) error {
	if string(data) == "[]" {
		return nil
	}
	return json.Unmarshal(data, v)
}

type value struct{ Value string }

type valueList []value

func (l valueList) values() []string {
	var all []string
	for _, v := range l {
		all = append(all, v.Value)
	}
	return all
}

// keys are the names of an object's members.
type keys []string

func (k *keys) UnmarshalJSON(data []byte) error {
	var members map[string]json.RawMessage
	if err := unmarshal(data, &members); err != nil {
		return err
	}
	for name := range members {
		*k = append(*k, name)
	}
	return nil
}

type claims struct {
	InstanceOf  statements `json:"P31"`
	Country     statements `json:"P17"`
	Code        statements `json:"P297"`
	Coordinates statements `json:"P625"`
	Population  statements `json:"P1082"`
	GeoNames    statements `json:"P1566"`
}

func (c *claims) UnmarshalJSON(data []byte) error {
	type plain claims
	return unmarshal(data, (*plain)(c))
}

type statements []statement

type statement struct {
	Rank     string
	Mainsnak struct {
		Datavalue struct{ Value json.RawMessage }
	}
}

// best are the statements preferred to the others, or else all that are not
// deprecated.
func (s statements) best() []statement {
	for _, rank := range []string{"preferred", "normal"} {
		var list []statement
		for _, st := range s {
			if st.Rank == rank && len(st.Mainsnak.Datavalue.Value) > 0 { // else the value is unknown, or none
				list = append(list, st)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// valueOf reads the value of the first of the best statements; what is of
// another form than that property's values have is no value.
func valueOf[T any](s statements) (v T, ok bool) {
	best := s.best()
	if len(best) == 0 || json.Unmarshal(best[0].Mainsnak.Datavalue.Value, &v) != nil {
		var none T
		return none, false
	}
	return v, true
}

func (s statements) text() string {
	v, _ := valueOf[string](s)
	return v
}

func (s statements) item() string {
	v, _ := valueOf[struct{ ID string }](s)
	return v.ID
}

func (s statement) item() string { return statements{s}.item() }

const earth = "/entity/Q2"

// point is a place on earth.
func (s statements) point() (lat, lon float64, ok bool) {
	v, ok := valueOf[struct {
		Latitude, Longitude float64
		Globe               string
	}](s)
	if !ok || !strings.HasSuffix(v.Globe, earth) {
		return 0, 0, false
	}
	return v.Latitude, v.Longitude, true
}

// amount is a whole number of a quantity, 0 if it is none.
func (s statements) amount() int {
	v, _ := valueOf[struct{ Amount string }](s)
	n, err := strconv.ParseUint(strings.TrimPrefix(v.Amount, "+"), 10, 32)
	if err != nil {
		return 0
	}
	return int(n)
}
