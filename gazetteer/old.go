package gazetteer

import (
	"encoding/binary"
	"errors"
)

// The version before this one, which the embedded file has until it is built
// anew: entries of places alone, without ids and links of their own.
const (
	oldFormat    = 1
	oldFeature   = 2
	oldEntrySize = 26
)

// renew lays the body of a file of the version before out as this one's.
func renew(body []byte) ([]byte, error) {
	const counts = 5 * 4
	if len(body) < counts {
		return nil, errors.New("counts are cut off")
	}
	count := func(i int) uint64 { return uint64(binary.LittleEndian.Uint32(body[4*i:])) }
	entries, keys, postings := count(0), count(1), count(2)
	at := counts + entries*oldEntrySize
	last := at + (1<<bucketBits+1)*4 + keys*12 + postings*4
	if last > uint64(len(body)) {
		return nil, errors.New("tables are cut off")
	}
	renewed := append(make([]byte, 0, uint64(len(body))+entries*(entrySize-oldEntrySize)), body[:counts]...)
	for e := range entries {
		renewed = append(renewed, body[counts+e*oldEntrySize:][:oldEntrySize]...)
		renewed = append(renewed, make([]byte, entrySize-oldEntrySize)...)
	}
	renewed = append(renewed, body[at:]...)
	table := renewed[uint64(len(renewed))-(uint64(len(body))-last)-postings*4:]
	for i := range postings {
		const entry, flags = 1<<20 - 1, (1<<8 - 1) << 20
		p := binary.LittleEndian.Uint32(table[4*i:])
		binary.LittleEndian.PutUint32(table[4*i:], p&entry|p&flags<<1|p&postingLast)
	}
	return renewed, nil
}
