package gazetteer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Stack makes one gazetteer of several. An entry whose id one below has is
// that entry: what it states goes before, what it leaves out stays, and its
// names are added to those that are known, which go on to stand by themselves or
// not as they did. All others are added. Entries that
// say which country or subdivision they lie in are put there. The version is
// those of all, from the bottom, joined by +.
//
// The gazetteers are not changed, and the result shares nothing with them
// unless there is only one.
func Stack(bottom *Gazetteer, more ...*Gazetteer) (*Gazetteer, error) {
	g := bottom
	for _, upper := range more {
		m := merger{lower: g, upper: upper}
		if err := m.merge(); err != nil {
			return nil, fmt.Errorf("gazetteer %s on %s: %w", upper.version, g.version, err)
		}
		g = &m.merged
	}
	return g, nil
}

// A merger makes a gazetteer of two, table by table.
type merger struct {
	lower, upper *Gazetteer
	merged       Gazetteer
	target       []int32        // upper entry → merged entry
	joined       map[int32]bool // merged entries that both have
	feature      []byte         // upper feature → merged feature
}

func (m *merger) merge() error {
	m.merged.version = m.lower.version + "+" + m.upper.version
	if err := m.identify(); err != nil {
		return err
	}
	if err := m.features(); err != nil {
		return err
	}
	if err := m.entries(); err != nil {
		return err
	}
	m.locate()
	m.forms()
	return nil
}

// identify finds the upper entries among the lower ones by their ids.
func (m *merger) identify() error {
	byNumber, byKey := map[uint32]int32{}, map[string]int32{}
	for i := range int32(m.upper.Len()) {
		if key, _ := m.upper.identity(i); key != "" {
			byKey[key] = i
		} else if number := m.upper.number(i); number != 0 {
			byNumber[number] = i
		}
	}
	m.target = make([]int32, m.upper.Len())
	for i := range m.target {
		m.target[i] = -1
	}
	m.joined = map[int32]bool{}
	for i := range int32(m.lower.Len()) {
		u, ok := byNumber[m.lower.number(i)]
		if key, _ := m.lower.identity(i); key != "" {
			u, ok = byKey[key]
		}
		if !ok {
			continue
		}
		if below, above := m.lower.Type(i), m.upper.Type(u); below != above {
			return fmt.Errorf("%s is of type %v below and %v here", m.upper.Entry(u).ID, below, above)
		}
		m.target[u] = i
		m.joined[i] = true
	}
	next := int32(m.lower.Len())
	for i, t := range m.target {
		if t < 0 {
			m.target[i] = next
			next++
		}
	}
	if next > maxEntries {
		return fmt.Errorf("%d entries together, at most %d", next, maxEntries)
	}
	return nil
}

func (m *merger) features() error {
	m.merged.features = slices.Clone(m.lower.features)
	for code := range slices.Chunk(m.upper.features, 8) {
		at := 0
		for at < len(m.merged.features) && string(m.merged.features[at:at+8]) != string(code) {
			at += 8
		}
		if at == len(m.merged.features) {
			m.merged.features = append(m.merged.features, code...)
		}
		if at/8 >= maxFeatures {
			return fmt.Errorf("more than %d feature codes together", maxFeatures)
		}
		m.feature = append(m.feature, byte(at/8))
	}
	return nil
}

// entries lays the lower entries out, with what the upper ones say of them, and
// behind them those that only the upper gazetteer has. Their strings lie in
// the pool behind all of the lower ones'.
func (m *merger) entries() error {
	shift := uint32(len(m.lower.pool))
	pool := slices.Concat(m.lower.pool, m.upper.pool)
	if len(pool) > math.MaxUint32/2 {
		return fmt.Errorf("%d bytes of names together", len(pool))
	}
	table := make([]byte, 0, len(m.lower.entries)+len(m.upper.entries))
	table = append(table, m.lower.entries...)
	for u, at := range m.target {
		u := int32(u)
		e := slices.Clone(m.upper.entries[int(u)*entrySize:][:entrySize])
		e[entryFeature] = m.feature[e[entryFeature]]
		if !m.joined[at] {
			binary.LittleEndian.PutUint32(e[entryNames:], binary.LittleEndian.Uint32(e[entryNames:])+shift)
			if m.upper.more(u) != nil {
				binary.LittleEndian.PutUint32(e[entryMore:], binary.LittleEndian.Uint32(e[entryMore:])+shift)
			}
			binary.LittleEndian.PutUint32(e[entryParent:], 0)
			if p := m.upper.parent(u); p >= 0 {
				binary.LittleEndian.PutUint32(e[entryParent:], uint32(m.target[p]+1))
			}
			table = append(table, e...)
			continue
		}
		known := table[int(at)*entrySize:][:entrySize]
		pool = m.join(known, at, e, u, pool)
	}
	m.merged.entries, m.merged.pool = table, pool
	return nil
}

// join writes what upper entry u, laid out as e, says of lower entry i into its
// place in the table.
func (m *merger) join(known []byte, i int32, e []byte, u int32, pool []byte) []byte {
	if m.upper.located(u) {
		copy(known[entryLat:entryLon+4], e[entryLat:])
	}
	if m.upper.population(u) > 0 {
		copy(known[entryPopulation:entryPopulation+4], e[entryPopulation:])
	}
	if m.upper.feature(u) != "" {
		known[entryKind], known[entryFeature] = e[entryKind], e[entryFeature]
	}
	name, de, en, code := m.upper.rawNames(u)
	_, lowerDE, lowerEN, lowerCode := m.lower.rawNames(i)
	switch m.lower.kind(i) {
	case Country, Admin1: // its own
		code = lowerCode
	default:
		code = cmp.Or(code, lowerCode)
	}
	binary.LittleEndian.PutUint32(known[entryNames:], uint32(len(pool)))
	pool = pour(pool, name, cmp.Or(de, lowerDE), cmp.Or(en, lowerEN), code)
	key, link := m.upper.identity(u)
	lowerKey, lowerLink := m.lower.identity(i)
	key, link = cmp.Or(key, lowerKey), cmp.Or(link, lowerLink)
	if weight := cmp.Or(m.upper.weight(u), m.lower.weight(i)); weight != 0 || key != "" || link != "" {
		binary.LittleEndian.PutUint32(known[entryMore:], uint32(len(pool)))
		pool = binary.LittleEndian.AppendUint32(pool, uint32(weight))
		pool = pour(pool, key, link)
	}
	return pool
}

// locate puts the entries that say by a code what contains them there.
func (m *merger) locate() {
	g := &m.merged
	unit := map[string]int32{} // CH, US.TX
	name := func(i int32) {
		if k := g.kind(i); k == Country || k == Admin1 {
			country, admin1 := g.units(i)
			unit[strings.TrimSuffix(country+"."+admin1, ".")] = i
		}
	}
	for i := range int32(m.lower.Len()) {
		name(i)
	}
	for u, i := range m.target {
		_, _, _, code := m.upper.rawNames(int32(u))
		if code != "" && m.upper.parent(int32(u)) < 0 && g.kind(i) != Country && !m.lies(i, code) {
			country, _, _ := strings.Cut(code, ".")
			parent, ok := unit[code]
			if !ok || g.kind(i) == Admin1 {
				parent, ok = unit[country]
			}
			if ok && parent < i { // containers stand before what they contain
				binary.LittleEndian.PutUint32(g.entries[int(i)*entrySize+entryParent:], uint32(parent+1))
			}
		}
		name(i)
	}
}

// lies reports whether the lower gazetteer has entry i in a unit already, more
// closely perhaps than its code says: Paris in its département, not just in FR.
func (m *merger) lies(i int32, code string) bool {
	if !m.joined[i] {
		return false
	}
	country, admin1 := m.lower.units(i)
	return code == country || code == country+"."+admin1
}

// forms merges the keys, which both gazetteers have in ascending order, and
// appends the upper postings to the lower ones. A form that both have gets a
// list of its own behind them.
func (m *merger) forms() {
	g, lower, upper := &m.merged, m.lower, m.upper
	g.postings = slices.Clone(lower.postings)
	m.reorder()
	shift := uint32(len(g.postings) / 4)
	for i := range uint32(len(upper.postings) / 4) {
		p := upper.posting(i)
		if p != postingLast { // of nothing
			p = p&^postingEntry | posting(m.target[p.entry()])
		}
		g.postings = binary.LittleEndian.AppendUint32(g.postings, uint32(p))
	}
	add := func(key uint64, value uint32) {
		g.keys = binary.LittleEndian.AppendUint64(g.keys, key)
		g.values = binary.LittleEndian.AppendUint32(g.values, value)
	}
	moved := func(value uint32) uint32 {
		if value>>1 == 0 {
			return value
		}
		return value + shift<<1
	}
	g.keys = make([]byte, 0, len(lower.keys)+len(upper.keys))
	g.values = make([]byte, 0, len(lower.values)+len(upper.values))
	lowerKeys, upperKeys := lower.keyCount(), upper.keyCount()
	var i, j uint32
	for i < lowerKeys || j < upperKeys {
		switch {
		case j == upperKeys || i < lowerKeys && lower.key(i) < upper.key(j):
			add(lower.key(i), lower.value(i))
			i++
		case i == lowerKeys || upper.key(j) < lower.key(i):
			add(upper.key(j), moved(upper.value(j)))
			j++
		default:
			below, above := lower.value(i), moved(upper.value(j))
			value := cmp.Or(below&^1, above&^1)
			if below>>1 != 0 && above>>1 != 0 {
				forms := g.list(below >> 1)
				for _, p := range g.list(above >> 1) {
					forms = p.asKnown(forms).join(forms)
				}
				value = uint32(len(g.postings)/4) << 1
				g.postings = append(g.postings, make([]byte, 4*len(forms))...)
				g.put(value>>1, forms)
			}
			add(lower.key(i), value|(below|above)&1)
			i++
			j++
		}
	}
	g.buckets = bucketsOf(g.keys)
}

// asKnown is the posting without a claim to stand by itself in a language in
// which the form is known for the entry already: who adds a link to the town of
// Essen does not want every meal to be one.
func (p posting) asKnown(forms []posting) posting {
	for _, q := range forms {
		if p.sameAs(q) {
			p &^= (q & (postingGerman | postingEnglish)) << strongShift
		}
	}
	return p
}

// reorder sorts the lower lists that hold an entry of which the upper gazetteer
// says something: its prior may be another now.
func (m *merger) reorder() {
	if len(m.joined) == 0 {
		return
	}
	first, changed := uint32(1), false
	for i := first; i < uint32(len(m.merged.postings)/4); i++ {
		p := m.merged.posting(i)
		changed = changed || m.joined[p.entry()]
		if p&postingLast == 0 {
			continue
		}
		if changed {
			m.merged.put(first, m.merged.list(first))
		}
		first, changed = i+1, false
	}
}

// list is a form's postings, without the mark on the last one.
func (g *Gazetteer) list(first uint32) []posting {
	for i := first; ; i++ {
		if g.posting(i)&postingLast != 0 {
			forms := make([]posting, 0, i+1-first)
			for k := first; k <= i; k++ {
				forms = append(forms, g.posting(k)&^postingLast)
			}
			return forms
		}
	}
}

// put orders a form's postings and writes them down.
func (g *Gazetteer) put(first uint32, forms []posting) {
	order(forms, g.prior)
	forms[len(forms)-1] |= postingLast
	for i, p := range forms {
		binary.LittleEndian.PutUint32(g.postings[4*(first+uint32(i)):], uint32(p))
	}
}

func (g *Gazetteer) keyCount() uint32      { return uint32(len(g.values) / 4) }
func (g *Gazetteer) key(i uint32) uint64   { return binary.LittleEndian.Uint64(g.keys[8*i:]) }
func (g *Gazetteer) value(i uint32) uint32 { return binary.LittleEndian.Uint32(g.values[4*i:]) }
