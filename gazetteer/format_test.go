package gazetteer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
	"testing"
)

// small is a file with one country in it.
func small(t testing.TB) []byte {
	t.Helper()
	b := newBuilder()
	i := b.addPlace(place{name: "Switzerland", de: "Schweiz", code: "CH", kind: Country, feature: "PCLI", parent: -1, located: true, lat: 47, lon: 8.01})
	b.names([]string{"Schweiz", "Schweizerische Eidgenossenschaft"}, i, german)
	b.words("schweizerisch", "Schweizer", "Swiss", i)
	o := b.addPlace(place{name: "Swiss Federal Railways", de: "SBB", key: "sbb", link: "https://www.sbb.ch", weight: 1e6, kind: Organisation, code: "CH", parent: -1})
	b.names([]string{"SBB", "Schweizerische Bundesbahnen"}, o, german)
	file, err := b.file()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLoadRefuses(t *testing.T) {
	file := small(t)
	if _, err := Load(bytes.NewReader(file)); err != nil {
		t.Fatal(err)
	}
	change := func(at int) []byte {
		c := bytes.Clone(file)
		c[at] ^= 0x40
		return c
	}
	for name, bad := range map[string][]byte{
		"empty":    nil,
		"short":    file[:headerSize-1],
		"cut off":  file[:len(file)-1],
		"magic":    change(0),
		"format":   change(len(magic)),
		"feature":  change(len(magic) + 2),
		"checksum": change(len(magic) + 4),
		"length":   change(len(magic) + 8),
		"body":     change(len(file) - 3),
	} {
		if _, err := Load(bytes.NewReader(bad)); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestEntry(t *testing.T) {
	g, err := Load(bytes.NewReader(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Entry{
		"Schweiz": {Kind: Country, Name: "Switzerland", NameDE: "Schweiz", NameEN: "Switzerland", Country: "CH", Feature: "PCLI", Located: true, Lat: 47, Lon: 8.01},
		"Schweizerische Bundesbahnen": {ID: "sbb", Kind: Organisation, Name: "Swiss Federal Railways", NameDE: "SBB", NameEN: "Swiss Federal Railways",
			Link: "https://www.sbb.ch", Country: "CH", Weight: 1e6},
	} {
		found := g.Lookup(name, "de")
		if len(found) != 1 {
			t.Fatalf("%s: entries %v", name, found)
		}
		if got := g.Entry(found[0]); got != want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, want)
		}
	}
	if d := g.distance(0, 1); !math.IsInf(d, 1) {
		t.Errorf("the distance of what is nowhere is %v", d)
	}
}

// TestTables damages every byte of a file's tables: whatever is accepted must
// be safe to use, and to stack.
func TestTables(t *testing.T) {
	body, other := smallBody(t), lower(t)
	buckets := 20 + entrySize*int(binary.LittleEndian.Uint32(body))
	for at := range body {
		if buckets+8 < at && at < buckets+4<<bucketBits {
			continue // nearly all are alike
		}
		for _, change := range []byte{0x01, 0x80, 0xff} {
			body[at] ^= change
			use(t, body, other)
			body[at] ^= change
		}
	}
}

func FuzzTables(f *testing.F) {
	body, other := smallBody(f), lower(f)
	f.Add(40, byte(0xff), 0, byte(0))
	f.Fuzz(func(t *testing.T, at int, value byte, and int, with byte) {
		if at < 0 || and < 0 {
			return
		}
		body := bytes.Clone(body)
		body[at%len(body)] = value
		body[and%len(body)] ^= with
		use(t, body, other)
	})
}

// FuzzLoad loads arbitrary bytes.
func FuzzLoad(f *testing.F) {
	f.Add(small(f))
	f.Fuzz(func(t *testing.T, file []byte) {
		if _, err := Load(bytes.NewReader(file)); err != nil && !errors.Is(err, ErrFormat) {
			t.Error(err)
		}
	})
}

func smallBody(t testing.TB) []byte {
	t.Helper()
	g, err := Load(bytes.NewReader(small(t)))
	if err != nil {
		t.Fatal(err)
	}
	body := binary.LittleEndian.AppendUint32(nil, uint32(g.Len()))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(g.keys)/8))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(g.postings)/4))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(g.features)/8))
	body = binary.LittleEndian.AppendUint32(body, uint32(len(g.pool)))
	return append(body, bytes.Join([][]byte{g.entries, g.buckets, g.keys, g.values, g.postings, g.features, g.pool}, nil)...)
}

func use(t *testing.T, body []byte, other *Gazetteer) {
	t.Helper()
	g := &Gazetteer{}
	if g.lay(body) != nil {
		return
	}
	for i := range int32(g.Len()) {
		g.Entry(i)
	}
	for _, pair := range [][2]*Gazetteer{{other, g}, {g, other}, {g, g}} {
		s, err := Stack(pair[0], pair[1])
		if err != nil {
			continue
		}
		if err := s.check(); err != nil {
			t.Errorf("stacked: %v", err)
		}
	}
	g.Lookup("Schweizerische Eidgenossenschaft", "de")
	g.Resolve([]Toponym{{Candidates: g.Inside(g.Lookup("Schweizerinnen", "de"), "Schweiz", "de")}}, g.Home("de-CH"))
}

func TestHash(t *testing.T) {
	for _, text := range []string{"Zürich", "U.S.", "WEIẞRUSSLAND", "Côte d’Ivoire", "Zu\u0308rich", "İzmir", "\xff"} {
		if seed.add(text) != seed.add(fold(text)) {
			t.Errorf("%q and its fold %q have different hashes", text, fold(text))
		}
	}
	if seed.add("Weißrussland") != seed.add("WEISSRUSSLAND") || seed.add("U.S.") != seed.add("us") {
		t.Error("folding does not join what it should")
	}
}

func TestInflection(t *testing.T) {
	for notation, want := range map[string]string{
		"Iraker":    "Iraker Irakers Irakern Irakerin Irakerinnen",
		"Russe":     "Russe Russen Russin Russinnen",
		"Ungar/n":   "Ungar Ungarn Ungarin Ungarinnen",
		"Deutsche*": "Deutsche Deutscher Deutschen Deutschem Deutsches",
		"Israeli+":  "Israeli Israelis Israelin Israelinnen",
		"=Türkin":   "Türkin",
	} {
		if got := strings.Join(peopleDE(notation), " "); got != want {
			t.Errorf("%s: got %s, want %s", notation, got, want)
		}
	}
	for city, want := range map[string]string{
		"Berlin": "Berliner", "Göttingen": "Göttinger", "Basel": "Basler Baseler", "Bremen": "Bremner Bremer Bremener",
		"Halle": "Haller", "Speyer": "",
	} {
		if got := strings.Join(cityPeopleDE(city), " "); got != want {
			t.Errorf("%s: got %s, want %s", city, got, want)
		}
	}
}
