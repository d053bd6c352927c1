package ner

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"

	"enricher/ner/token"
)

// A bodyEdit changes the uncompressed weights of the tiny model.
type bodyEdit func(body []byte) []byte

// edited is the tiny model's file with other weights.
func edited(t testing.TB, edit bodyEdit) []byte {
	t.Helper()
	var body, file bytes.Buffer
	if err := loadTiny(t).encode(&body); err != nil {
		t.Fatal(err)
	}
	file.Write(tiny()[:len(magic)+8])
	z, err := zstd.NewWriter(&file, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(edit(body.Bytes())); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// number sets the number at a byte of the body.
func number(at int, n uint32) bodyEdit {
	return func(b []byte) []byte { binary.LittleEndian.PutUint32(b[at:], n); return b }
}

// replace puts new in the place of the first old, of the same length.
func replace(old, new string) bodyEdit {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

func TestLoadRefuses(t *testing.T) {
	m := loadTiny(t)
	good := tiny()
	set := func(at int, c byte) []byte { b := slices.Clone(good); b[at] = c; return b }
	for _, c := range []struct {
		name string
		file []byte
		want string // of the error
	}{
		{"empty", nil, "ends after 0 bytes"},
		{"foreign", []byte("PK\x03\x04 something else altogether"), `begins with "PK\x03\x04 som", not "enr-ner\n"`},
		{"a text", []byte("Angela Merkel sprach in Zürich.\n"), `begins with "Angela M"`},
		{"head cut off", good[:len(magic)+5], "ends after 13 bytes, within the head"},
		{"head only", good[:len(magic)+8], "byte 0: it ends here"},
		{"other format", set(len(magic), 99), "format is 99"},
		{"other features", set(len(magic)+4, 99), "features are 99"},
		{"truncated", good[:len(good)-100], "it ends here: copy or train it anew"},
		{"damaged", set(len(good)/2, ^good[len(good)/2]), "damaged within its first "},
		{"checksum", set(len(good)-1, ^good[len(good)-1]), "damaged within its first "},
		{"not compressed", slices.Concat(good[:len(magic)+8], make([]byte, 100)), "magic number mismatch"},
		{"a window of gigabytes", slices.Concat(good[:len(magic)+8], []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0xff}, make([]byte, 100)), "window size exceeded"},
		{"no language", edited(t, number(0, 0)), "byte 4: language's length is 0, want 1 to 16"},
		{"even window", edited(t, number(6, 4)), "byte 10: window is 4, not odd"},
		{"odd dimension", edited(t, number(10, 17)), "word vectors' dimension is 17, no multiple of 16"},
		{"huge dimension", edited(t, number(18, 1<<31)), "hidden layer is 2147483648"},
		{"a word twice", edited(t, replace("\nBern\n", "\nGenf\n")), "a word comes twice"},
		{"a word too many", edited(t, replace("Genf", "Ge\nf")), "is not "},
		{"no number among the weights", edited(t, nan), "is NaN"},
		{"no number among the scales", edited(t, func(b []byte) []byte {
			s := binary.LittleEndian.AppendUint16(nil, uint16(m.vectors.scale[0]))
			return bytes.Replace(b, append([]byte("\n"), s...), []byte("\n\xc0\x7f"), 1)
		}), "row 0 has scale NaN"},
		{"more weights", edited(t, func(b []byte) []byte { return append(b, 0) }), "more weights than the head announces"},
		{"fewer weights", edited(t, func(b []byte) []byte { return b[:len(b)-1] }), "it ends here"},
	} {
		_, err := Load(bytes.NewReader(c.file))
		if !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		} else {
			t.Logf("%s: %v", c.name, err)
		}
	}
	if m.Lang() != "de" || !strings.HasPrefix(m.Version(), "de-") {
		t.Errorf("language %q, version %q", m.Lang(), m.Version())
	}
}

// nan makes the body's last weight no number; behind it stand that there is no
// calibration and no inner layer.
func nan(b []byte) []byte {
	binary.LittleEndian.PutUint32(b[len(b)-12:], math.Float32bits(float32(math.NaN())))
	return b
}

// An error of reading is no fault of the file.
func TestLoadReadError(t *testing.T) {
	disk := errors.New("disk on fire")
	_, err := Load(iotest.ErrReader(disk))
	if !errors.Is(err, disk) || errors.Is(err, ErrFormat) {
		t.Errorf("error %v", err)
	}
	_, err = Load(io.MultiReader(bytes.NewReader(tiny()[:500]), iotest.ErrReader(disk)))
	if !errors.Is(err, disk) {
		t.Errorf("error %v", err)
	}
}

// A few bytes that decompress to a lot do not fill the memory.
func TestLoadBomb(t *testing.T) {
	length := len(loadTiny(t).words.text)
	for name, bomb := range map[string]bodyEdit{
		"in the words": func(b []byte) []byte {
			return number(bytes.Index(b, binary.LittleEndian.AppendUint32(nil, uint32(length))), maxText)(b)
		},
		"behind the end": func(b []byte) []byte { return b },
	} {
		file := edited(t, func(b []byte) []byte { return append(bomb(b), make([]byte, maxText)...) })
		before := allocated()
		_, err := Load(bytes.NewReader(file))
		if !errors.Is(err, ErrFormat) {
			t.Errorf("%s: error %v", name, err)
		}
		if n := allocated() - before; n > 2*maxBody {
			t.Errorf("%s: %d bytes of memory for %d of file", name, n, len(file))
		}
		t.Logf("%s: %v", name, err)
	}
}

// allocated is the memory that was ever asked for, in bytes.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// Whatever a file holds, Load returns, and a model it accepts can be used.
func FuzzLoad(f *testing.F) {
	good := tiny()
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte(magic))
	doc := token.Split("Frau Anna Bruno wohnt in Bern.", "de")
	f.Fuzz(func(t *testing.T, file []byte) {
		if m, err := Load(bytes.NewReader(file)); err == nil {
			m.Mentions(doc)
		}
	})
}

// The body is fuzzed by itself, too: behind the compression's checksum. It
// asks for no more memory than its length allows for.
func FuzzBody(f *testing.F) {
	var body bytes.Buffer
	if err := loadTiny(f).encode(&body); err != nil {
		f.Fatal(err)
	}
	f.Add(body.Bytes())
	f.Add(body.Bytes()[:40])
	doc := token.Split("Frau Anna Bruno wohnt in Bern.", "de")
	f.Fuzz(func(t *testing.T, file []byte) {
		before := allocated()
		m, err := decode(bytes.NewReader(file))
		if n := allocated() - before; n > uint64(16<<20+64*len(file)) {
			t.Errorf("%d bytes of memory for %d of weights", n, len(file))
		}
		if err == nil {
			m.ready()
			m.Mentions(doc)
		}
	})
}
