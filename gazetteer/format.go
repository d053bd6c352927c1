package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// A gazetteer file is a header and a body compressed with Zstandard. The body
// is flat and used as it lies: no structure is built at load.
//
//	header   magic [8], format, feature uint16, CRC-32C of the body, body length uint32
//	body     five counts uint32: entries, keys, postings, features, pool bytes
//	         entries   [entries][entrySize]: see the offsets below
//	         buckets   [1<<bucketBits + 1]uint32: first key of each bucket
//	         keys      [keys]uint64: hashes of surface forms, ascending
//	         values    [keys]uint32: first posting << 1 | (longer forms begin with this one)
//	         postings  [postings]uint32: see the flags below
//	         features  [features][8]: GeoNames feature codes, padded with NUL
//	         pool      names, and what few entries have; strings, each after a byte with its length
//
// All numbers are little-endian.
const (
	magic          = "gazetteE"
	formatVersion  = 2 // the layout above
	featureVersion = 3 // the meaning: how forms are folded, derived and flagged
	headerSize     = len(magic) + 2 + 2 + 4 + 4
	maxBody        = 512 << 20

	entrySize  = 30
	bucketBits = 16
)

// Offsets within an entry. Names are four strings in the pool: the name, its
// German and English forms (empty: as the name) and a code: a subdivision's or
// country's own, otherwise, where no unit in the file contains the entry, that
// of the unit which does (CH, US.TX). What few entries have is there, too: the
// weight, a uint32, and two strings, the id (empty: by the GeoNames id) and the
// link.
const (
	entryGeoNames   = 0  // uint32, 0: none
	entryLat        = 4  // int32, 1e-5 degrees; nowhere: unknown
	entryLon        = 8  // int32, 1e-5 degrees
	entryPopulation = 12 // uint32
	entryParent     = 16 // uint32: index of the unit that contains it, plus one; 0: none. Smaller than the entry's own index
	entryNames      = 20 // uint32: offset in the pool
	entryKind       = 24 // uint8
	entryFeature    = 25 // uint8: index of the feature code
	entryMore       = 26 // uint32: offset in the pool of what few entries have, 0: nothing

	nowhere     = 1 << 31 // as a latitude
	moreStrings = 4       // offset of the strings in what few entries have
)

// A posting is one reading of a surface form: 21 bits of entry and flags.
type posting uint32

const (
	postingEntry    = 1<<21 - 1
	postingGerman   = 1 << 21 // read in German text
	postingEnglish  = 1 << 22 // read in English text
	postingStrongDE = 1 << 23 // stands without the tagger in German text
	postingStrongEN = 1 << 24 // stands without the tagger in English text
	postingDerived  = 1 << 25 // an adjective or inhabitants, not the name
	postingLower    = 1 << 26 // may begin with a small letter
	postingCapitals = 1 << 27 // only in capitals: US, NRW
	postingFolded   = 1 << 28 // written without its diacritics
	postingType     = 3 << typeShift
	postingClass    = postingDerived | postingType // what the readings of one form have in common
	postingLast     = 1 << 31                      // the last one of its form

	typeShift   = 29 // of the entry's type
	strongShift = 2  // from a language's flag to its strong one
)

// What postings and entries can tell apart.
const (
	maxEntries  = postingEntry + 1
	maxFeatures = 1 << 8
)

func (p posting) entry() int32 { return int32(p & postingEntry) }
func (p posting) typ() Type    { return Type(p & postingType >> typeShift) }

// ErrFormat is the error of everything that is not a gazetteer file that this
// version reads; errors wrap it.
var ErrFormat = errors.New("not a gazetteer file of this version")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Load reads a gazetteer file written by Build. Files of another format or
// feature version, and damaged ones, are refused with an error that wraps
// ErrFormat.
func Load(r io.Reader) (*Gazetteer, error) {
	var header [headerSize]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return nil, fmt.Errorf("gazetteer: header: %w", errors.Join(ErrFormat, err))
	}
	if string(header[:len(magic)]) != magic {
		return nil, fmt.Errorf("gazetteer: magic %q: %w", header[:len(magic)], ErrFormat)
	}
	fields := header[len(magic):]
	format, feature := binary.LittleEndian.Uint16(fields), binary.LittleEndian.Uint16(fields[2:])
	if format != formatVersion || feature != featureVersion {
		return nil, fmt.Errorf("gazetteer: version %d.%d, this program reads %d.%d: %w",
			format, feature, formatVersion, featureVersion, ErrFormat)
	}
	sum, size := binary.LittleEndian.Uint32(fields[4:]), binary.LittleEndian.Uint32(fields[8:])
	if size > maxBody {
		return nil, fmt.Errorf("gazetteer: body of %d bytes, at most %d: %w", size, maxBody, ErrFormat)
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		return nil, fmt.Errorf("gazetteer: %w", err)
	}
	defer z.Close()
	// What a damaged header asks for is believed only as it comes.
	var body []byte
	for len(body) < int(size) {
		n := len(body)
		more := min(int(size)-n, max(n, 48<<20))
		body = slices.Grow(body, more)[:n+more]
		if _, err := io.ReadFull(z, body[n:]); err != nil {
			return nil, fmt.Errorf("gazetteer: body: %w", errors.Join(ErrFormat, err))
		}
	}
	if n, err := io.Copy(io.Discard, io.LimitReader(z, 1)); n > 0 || err != nil {
		return nil, fmt.Errorf("gazetteer: more than the body of %d bytes: %w", size, errors.Join(ErrFormat, err))
	}
	if got := crc32.Checksum(body, castagnoli); got != sum {
		return nil, fmt.Errorf("gazetteer: checksum %08x instead of %08x: %w", got, sum, ErrFormat)
	}
	g := &Gazetteer{version: fmt.Sprintf("%d.%d-%08x", format, feature, sum)}
	if err := g.lay(body); err != nil {
		return nil, fmt.Errorf("gazetteer: %w: %w", err, ErrFormat)
	}
	return g, nil
}

// lay points the gazetteer's tables at their places in the body and checks
// every index once, so that no use of them can go out of range.
func (g *Gazetteer) lay(body []byte) error {
	const counts = 5 * 4
	if len(body) < counts {
		return errors.New("counts are cut off")
	}
	var n [5]uint64
	for i := range n {
		n[i] = uint64(binary.LittleEndian.Uint32(body[4*i:]))
	}
	entries, keys, postings, features, pool := n[0], n[1], n[2], n[3], n[4]
	const buckets = 1<<bucketBits + 1
	if want := counts + entries*entrySize + buckets*4 + keys*12 + postings*4 + features*8 + pool; want != uint64(len(body)) {
		return fmt.Errorf("tables need %d bytes, the body has %d", want, len(body))
	}
	rest := body[counts:]
	cut := func(size uint64) []byte {
		table := rest[:size:size]
		rest = rest[size:]
		return table
	}
	g.entries = cut(entries * entrySize)
	g.buckets = cut(buckets * 4)
	g.keys = cut(keys * 8)
	g.values = cut(keys * 4)
	g.postings = cut(postings * 4)
	g.features = cut(features * 8)
	g.pool = cut(pool)
	return g.check()
}

func (g *Gazetteer) check() error {
	entries := uint32(g.Len())
	for i := range entries {
		e := g.entries[i*entrySize:]
		if p := binary.LittleEndian.Uint32(e[entryParent:]); p > i {
			return fmt.Errorf("entry %d: container %d does not stand before it", i, p)
		}
		if !g.holds(uint64(binary.LittleEndian.Uint32(e[entryNames:])), 4) {
			return fmt.Errorf("entry %d: name out of range", i)
		}
		if at := uint64(binary.LittleEndian.Uint32(e[entryMore:])); at != 0 && !g.holds(at+moreStrings, 2) {
			return fmt.Errorf("entry %d: id or link out of range", i)
		}
		if int(e[entryFeature])*8 >= len(g.features) {
			return fmt.Errorf("entry %d: feature out of range", i)
		}
		if Kind(e[entryKind]) >= kinds {
			return fmt.Errorf("entry %d: kind out of range", i)
		}
	}
	keys := uint32(len(g.values) / 4)
	for b, last := 0, uint32(0); b <= 1<<bucketBits; b++ {
		first := binary.LittleEndian.Uint32(g.buckets[4*b:])
		if first < last || first > keys {
			return fmt.Errorf("bucket %d out of range", b)
		}
		last = first
	}
	postings := uint32(len(g.postings) / 4)
	for i := range keys {
		if v := binary.LittleEndian.Uint32(g.values[4*i:]) >> 1; v >= postings {
			return fmt.Errorf("key %d: posting out of range", i)
		}
	}
	for i := range postings {
		p := binary.LittleEndian.Uint32(g.postings[4*i:])
		if p&postingEntry >= entries && p != postingLast {
			return fmt.Errorf("posting %d: entry out of range", i)
		}
		if p != postingLast && posting(p).typ() != g.Type(posting(p).entry()) {
			return fmt.Errorf("posting %d: not of its entry's type", i)
		}
		if i == postings-1 && p&postingLast == 0 {
			return errors.New("last posting is not marked")
		}
	}
	return nil
}

// holds reports whether n strings lie at an offset of the pool.
func (g *Gazetteer) holds(at uint64, n int) bool {
	for range n {
		if at >= uint64(len(g.pool)) {
			return false
		}
		at += 1 + uint64(g.pool[at])
	}
	return at <= uint64(len(g.pool))
}
