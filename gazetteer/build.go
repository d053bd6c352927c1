package gazetteer

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
)

// Sources are what a gazetteer is built from. source/fetch.sh lays the
// packages out, with their versions and checksums; the tables are the TSV
// files beside it.
type Sources struct {
	Packages fs.FS // cities.pbf, countries.tsv, subdivisions.tsv, cities.tsv, geonames.{de,en}.mo, iso-3166-1.{json,de.mo}, territories.{de,de-CH,en}.json
	Tables   fs.FS // countries.tsv, subdivisions.tsv, places.tsv, cities.tsv, organisations.tsv, ambiguous.tsv
}

// Build writes a gazetteer file. The same sources give the same bytes.
func Build(sources Sources, w io.Writer) error {
	b := newBuilder()
	if err := b.read(sources); err != nil {
		return fmt.Errorf("gazetteer: build: %w", err)
	}
	file, err := b.file()
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// A place is an entry while the gazetteer is built.
type place struct {
	id, population     int
	name, de, en, code string
	key, link          string // its id unless that is GeoNames', and a page about it
	weight             int
	feature            string
	kind               Kind
	lat, lon           float64
	located            bool
	parent             int // index, -1: none
	cities             int // cities within it, whose mean is its place if no source says
	latSum, lonSum     float64
}

type builder struct {
	places       []place
	countries    map[string]int // ISO 3166-1 code → place
	subdivisions map[string]int // GeoNames code US.TX, US.TX.453 → place
	forms        map[string][]posting
	ambiguous    map[string]uint32 // folded form → strong flags that it must not have
}

func newBuilder() builder {
	return builder{
		countries:    map[string]int{},
		subdivisions: map[string]int{},
		forms:        map[string][]posting{},
		ambiguous:    map[string]uint32{},
	}
}

func (b *builder) addPlace(p place) int {
	b.places = append(b.places, p)
	return len(b.places) - 1
}

const (
	german  = uint32(postingGerman | postingStrongDE)
	english = uint32(postingEnglish | postingStrongEN)
	both    = german | english
	strong  = uint32(postingStrongDE | postingStrongEN)
)

// weakMark begins the forms in our tables that never stand without the tagger.
const weakMark = "!"

// form adds a surface form of an entry, and its spellings without diacritics.
// Forms in capitals only are read in capitals only; those that begin with a
// small letter may.
func (b *builder) form(text string, entry int, flags uint32) {
	text, weak := strings.CutPrefix(strings.TrimSpace(text), weakMark)
	if weak {
		flags &^= strong
	}
	if text == "" {
		return
	}
	if acronym(text) {
		flags |= postingCapitals
	}
	if first, _ := utf8.DecodeRuneInString(text); unicode.IsLower(first) {
		flags |= postingLower
	}
	b.post(text, entry, flags)
	if plain := stripMarks(text); fold(plain) != fold(text) {
		b.post(plain, entry, flags|postingFolded)
	}
	if spelled := spellUmlauts(text); fold(spelled) != fold(text) {
		b.post(spelled, entry, flags|postingFolded)
	}
}

func (b *builder) post(text string, entry int, flags uint32) {
	key := fold(text)
	flags = flags&^b.ambiguous[key] | uint32(b.places[entry].kind.Type())<<typeShift
	b.forms[key] = posting(uint32(entry) | flags).join(b.forms[key])
}

// sameAs reports whether two readings agree but for the languages.
func (p posting) sameAs(q posting) bool {
	return (p^q)&(postingEntry|postingType|postingDerived|postingLower|postingCapitals) == 0
}

// join adds a reading to those of a form, or to the one that it agrees with but
// for the languages: folded only where both are.
func (p posting) join(forms []posting) []posting {
	for i, q := range forms {
		if p.sameAs(q) {
			forms[i] = (p|q)&^postingFolded | p&q&postingFolded
			return forms
		}
	}
	return append(forms, p)
}

// acronym reports whether a form is an abbreviation in capitals, with digits
// (MI6, K2) or without.
func acronym(text string) bool {
	letters, digits := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		case r != '.':
			return false
		}
	}
	return letters > 0 && 2 <= letters+digits && letters+digits <= 5
}

// names adds forms of a name in one language, with the variants that the
// language's spelling allows.
func (b *builder) names(names []string, entry int, flags uint32) {
	for _, name := range names {
		for _, v := range variants(name, flags) {
			b.form(v, entry, flags)
		}
	}
}

// words adds German adjectives and inhabitants, and English words for either.
func (b *builder) words(adjectives, people, words string, entry int) {
	for _, stem := range list(adjectives) {
		for _, form := range adjectivesDE(stem) {
			b.form(form, entry, german|postingDerived)
		}
	}
	for _, notation := range list(people) {
		for _, form := range peopleDE(notation) {
			b.form(form, entry, german|postingDerived)
		}
	}
	for _, notation := range list(words) {
		for _, form := range wordsEN(notation) {
			b.form(form, entry, english|postingDerived)
		}
	}
}

// Words that names abbreviate, and the other way about.
var abbreviations = [...][2]string{
	{"Saint ", "St. "}, {"Sankt ", "St. "}, {"St. ", "Saint "}, {"St. ", "Sankt "}, {"Sainte ", "Ste. "}, {"Fort ", "Ft. "}, {"Mount ", "Mt. "},
	{" & ", " and "}, {" & ", " und "}, {" and ", " & "}, {" und ", " & "},
}

func variants(name string, flags uint32) []string {
	all := []string{name}
	for _, a := range abbreviations {
		if strings.Contains(name, a[0]) {
			all = append(all, strings.Replace(name, a[0], a[1], 1))
		}
	}
	if flags&postingGerman != 0 && flags&postingEnglish == 0 {
		all = append(all, declined(name)...)
	}
	return all
}

// declined are the cases of a German name that begins with adjectives:
// Vereinigte Staaten, in den Vereinigten Staaten; Schwarzes Meer, im Schwarzen
// Meer; Freie Demokratische Partei, der Freien Demokratischen Partei.
func declined(name string) []string {
	words := strings.Fields(name)
	adjectives := 0
	for adjectives+1 < len(words) && isUpper(words[adjectives]) && isUpper(words[adjectives+1]) {
		adjectives++
	}
	for _, word := range words[:adjectives] {
		for _, ending := range [...]string{"er", "es", "e"} {
			if stem, ok := strings.CutSuffix(word, ending); !ok || len(stem) < 3 { // not Die Linke
				continue
			}
			cases := make([]string, 0, 5)
			for _, other := range [...]string{"e", "en", "er", "es", "em"} {
				inflected := slices.Clone(words)
				for i := range adjectives {
					if stem, ok := strings.CutSuffix(words[i], ending); ok {
						inflected[i] = stem + other
					}
				}
				cases = append(cases, strings.Join(inflected, " "))
			}
			return cases
		}
	}
	return nil
}

// file lays the tables out as format.go says.
func (b *builder) file() ([]byte, error) {
	features := []string{}
	featureOf := map[string]int{}
	for _, p := range b.places {
		if _, ok := featureOf[p.feature]; !ok {
			featureOf[p.feature] = len(features)
			features = append(features, p.feature)
		}
	}
	if len(features) > maxFeatures {
		return nil, fmt.Errorf("gazetteer: %d feature codes, at most %d", len(features), maxFeatures)
	}
	var pool []byte
	namesAt := map[[4]string]int{}
	ids := map[string]bool{}
	var entries bytes.Buffer
	if len(b.places) > maxEntries {
		return nil, fmt.Errorf("gazetteer: %d entries, at most %d", len(b.places), maxEntries)
	}
	for i, p := range b.places {
		if p.parent >= i {
			return nil, fmt.Errorf("gazetteer: %s stands before what contains it", p.name)
		}
		names := [4]string{p.name, p.de, p.en, p.code}
		for _, s := range append(names[:], p.key, p.link) {
			if len(s) > longest {
				return nil, fmt.Errorf("gazetteer: %d bytes, at most %d: %s", len(s), longest, s)
			}
		}
		at, ok := namesAt[names]
		if !ok {
			at = len(pool)
			namesAt[names] = at
			pool = pour(pool, names[:]...)
		}
		if p.key != "" {
			if ids[p.key] {
				return nil, fmt.Errorf("gazetteer: %s: a second entry with the id %s", p.name, p.key)
			}
			ids[p.key] = true
		}
		more := 0
		if p.weight != 0 || p.key != "" || p.link != "" {
			more = len(pool)
			pool = binary.LittleEndian.AppendUint32(pool, uint32(p.weight))
			pool = pour(pool, p.key, p.link)
		}
		var e [entrySize]byte
		binary.LittleEndian.PutUint32(e[entryGeoNames:], uint32(p.id))
		binary.LittleEndian.PutUint32(e[entryLat:], nowhere)
		if p.located {
			binary.LittleEndian.PutUint32(e[entryLat:], uint32(degrees(p.lat)))
			binary.LittleEndian.PutUint32(e[entryLon:], uint32(degrees(p.lon)))
		}
		binary.LittleEndian.PutUint32(e[entryPopulation:], uint32(p.population))
		binary.LittleEndian.PutUint32(e[entryParent:], uint32(p.parent+1))
		binary.LittleEndian.PutUint32(e[entryNames:], uint32(at))
		e[entryKind], e[entryFeature] = byte(p.kind), byte(featureOf[p.feature])
		binary.LittleEndian.PutUint32(e[entryMore:], uint32(more))
		entries.Write(e[:])
	}
	keys, err := b.keys()
	if err != nil {
		return nil, err
	}
	mass := func(i int32) float64 {
		p := b.places[i]
		return prior(p.kind, p.feature, p.population, p.weight)
	}
	postings := []posting{postingLast}
	body := binary.LittleEndian.AppendUint32(nil, uint32(len(b.places)))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(keys)))
	countAt := len(body)
	body = binary.LittleEndian.AppendUint32(body, 0)
	body = binary.LittleEndian.AppendUint32(body, uint32(len(features)))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(pool)))
	body = append(body, entries.Bytes()...)
	hashes := make([]byte, 0, 8*len(keys))
	for _, k := range keys {
		hashes = binary.LittleEndian.AppendUint64(hashes, k.hash)
	}
	body = append(body, bucketsOf(hashes)...)
	body = append(body, hashes...)
	for _, k := range keys {
		value := uint32(0)
		if forms := b.forms[k.form]; len(forms) > 0 {
			value = uint32(len(postings)) << 1
			order(forms, mass)
			postings = append(postings, forms...)
			postings[len(postings)-1] |= postingLast
		}
		if k.prefix {
			value |= 1
		}
		body = binary.LittleEndian.AppendUint32(body, value)
	}
	binary.LittleEndian.PutUint32(body[countAt:], uint32(len(postings)))
	for _, p := range postings {
		body = binary.LittleEndian.AppendUint32(body, uint32(p))
	}
	for _, f := range features {
		var padded [8]byte
		copy(padded[:], f)
		body = append(body, padded[:]...)
	}
	body = append(body, pool...)
	return pack(body)
}

// bucketsOf is the table of where each bucket's keys begin.
func bucketsOf(keys []byte) []byte {
	buckets := make([]byte, 0, 4*(1<<bucketBits+1))
	i := 0
	for bucket := range uint64(1<<bucketBits + 1) {
		for i < len(keys) && binary.LittleEndian.Uint64(keys[i:])>>(64-bucketBits) < bucket {
			i += 8
		}
		buckets = binary.LittleEndian.AppendUint32(buckets, uint32(i/8))
	}
	return buckets
}

// pour adds strings of at most 255 bytes to a pool.
func pour(pool []byte, strings ...string) []byte {
	for _, s := range strings {
		pool = append(append(pool, byte(len(s))), s...)
	}
	return pool
}

// pack makes a file of a body.
func pack(body []byte) ([]byte, error) {
	if len(body) > maxBody {
		return nil, fmt.Errorf("gazetteer: %d bytes, at most %d", len(body), maxBody)
	}
	header := []byte(magic)
	header = binary.LittleEndian.AppendUint16(header, formatVersion)
	header = binary.LittleEndian.AppendUint16(header, featureVersion)
	header = binary.LittleEndian.AppendUint32(header, crc32.Checksum(body, castagnoli))
	header = binary.LittleEndian.AppendUint32(header, uint32(len(body)))
	z, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.EncodeAll(body, header), nil
}

func degrees(d float64) int32 {
	if d < 0 {
		return int32(d*1e5 - 0.5)
	}
	return int32(d*1e5 + 0.5)
}

// order sorts the readings of one form: those that stand by themselves first,
// names before what is derived, exact spellings first, then by prior.
func order(forms []posting, mass func(int32) float64) {
	rank := func(p posting) int {
		r := 0
		if uint32(p)&strong == 0 {
			r += 4
		}
		if p&postingDerived != 0 {
			r += 2
		}
		if p&postingFolded != 0 {
			r++
		}
		return r
	}
	slices.SortFunc(forms, func(x, y posting) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(mass(y.entry()), mass(x.entry())), cmp.Compare(x, y))
	})
}

type formKey struct {
	hash   uint64
	form   string
	prefix bool
}

// keys are all forms and all their beginnings that end where a token may.
func (b *builder) keys() ([]formKey, error) {
	beginnings := map[string]bool{}
	for form := range b.forms {
		for i := 1; i < len(form); i++ {
			if strings.IndexByte(" ()/,&'", form[i]) >= 0 || strings.IndexByte("(/,&'", form[i-1]) >= 0 {
				beginnings[form[:i]] = true
			}
		}
	}
	keys := make([]formKey, 0, len(b.forms)+len(beginnings))
	for form := range b.forms {
		keys = append(keys, formKey{seed.add(form).key(), form, beginnings[form]})
	}
	for form := range beginnings {
		if _, ok := b.forms[form]; !ok {
			keys = append(keys, formKey{seed.add(form).key(), form, true})
		}
	}
	slices.SortFunc(keys, func(x, y formKey) int { return cmp.Compare(x.hash, y.hash) })
	for i := 1; i < len(keys); i++ {
		if keys[i].hash == keys[i-1].hash {
			return nil, fmt.Errorf("gazetteer: %q and %q have the same hash", keys[i-1].form, keys[i].form)
		}
	}
	return keys, nil
}
