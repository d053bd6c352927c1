package ner

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"unsafe"

	"github.com/klauspost/compress/zstd"

	"enricher/ner/internal/vec"
)

// A model file is magic, the version of the format (what stands where) and of
// the features (what it means), then one zstd frame with the weights in the
// order in which codec.model goes through them, all little-endian.
const (
	magic         = "enr-ner\n"
	formatVersion = 2
)

// Limits that no model of ours comes near: a damaged file must not ask for the
// whole memory.
const (
	maxDim    = 1024
	maxRows   = 1 << 20
	maxText   = 64 << 20
	maxBody   = 128 << 20 // bytes of the weights, uncompressed
	maxWindow = 16 << 20  // of the compression
)

// ErrFormat is the error of a file that is no model, or a damaged one, or one
// of another version. What wraps it says which, where, and what to do.
var ErrFormat = errors.New("not a usable model file")

// model makes the tagger from what training reached, rounded as it will be stored.
func (t *trainer) model() *Model {
	m := &Model{shape: shape{
		lang: t.Lang, window: t.Window, wordDim: t.vectors.dim, hashDim: t.rows.dim,
		hidden: t.Hidden, memory: t.Memory, frequent: min(t.Frequent, t.words.len()),
	}}
	m.words, m.classes, m.classed = t.words, t.classes, len(t.classes)
	m.vectors = quantise(&t.vectors, t.Levels)
	keys := make([]uint32, len(t.features))
	for k, row := range t.features {
		keys[row] = k
	}
	m.setRows(keys, quantise(&t.rows, t.Levels))
	m.first = make([]float32, t.in*m.across())
	for i := range t.in {
		row := m.first[i*m.across() : (i+1)*m.across()]
		for k := range t.Window {
			for j := range t.Hidden {
				row[k*t.Hidden+j] = t.now.first[(j*t.Window+k)*t.in+i]
			}
		}
		copy(row[t.Window*t.Hidden:], t.now.gates[i*4*t.Memory:(i+1)*4*t.Memory])
	}
	m.recall = make([]float32, 2*t.Memory*t.Hidden)
	for i := range 2 * t.Memory {
		for j := range t.Hidden {
			m.recall[i*t.Hidden+j] = t.now.recall[j*2*t.Memory+i]
		}
	}
	m.gateBias = t.now.gateBias
	m.bias, m.second, m.tags, m.field = t.now.bias, t.now.second, t.now.tags, t.now.field
	m.ready()
	return m
}

// setRows stores the features' vectors in the order of their keys.
func (m *Model) setRows(keys []uint32, rows table) {
	order := make([]int, len(keys))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	m.rows = table{dim: rows.dim}
	m.keys = nil
	for _, i := range order {
		m.keys = append(m.keys, keys[i])
		m.rows.scale = append(m.rows.scale, rows.scale[i])
		m.rows.cells = append(m.rows.cells, rows.cells[i*rows.dim:(i+1)*rows.dim]...)
	}
	m.index()
}

// index makes the features' map from their keys.
func (m *Model) index() {
	m.features = newFeatures32(len(m.keys))
	for i, k := range m.keys {
		m.features.set(k, int32(i))
	}
}

// quantise rounds each row to whole numbers from -levels to levels times a scale.
func quantise(e *embedding, levels int) table {
	n := len(e.squares)
	t := table{dim: e.dim, cells: make([]int8, n*e.dim), scale: make([]bfloat, n)}
	for i := range n {
		row := e.row(i)
		var top float32
		for _, x := range row {
			top = max(top, x, -x)
		}
		if top == 0 {
			continue
		}
		bits := math.Float32bits(top/float32(levels)) + 0xffff // rounded up, so that nothing overflows
		t.scale[i] = bfloat(bits >> 16)
		s := t.scale[i].float()
		for j, x := range row {
			t.cells[i*e.dim+j] = int8(math.RoundToEven(float64(x / s)))
		}
	}
	return t
}

// WriteTo writes the model in the format that Load reads.
func (m *Model) WriteTo(w io.Writer) (int64, error) {
	var file bytes.Buffer
	file.WriteString(magic)
	encoder{&file}.numbers(formatVersion, featureVersion)
	z, err := zstd.NewWriter(&file, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return 0, err
	}
	if err := m.encode(z); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return file.WriteTo(w)
}

// encode writes the model's body.
func (m *Model) encode(w io.Writer) error {
	var body bytes.Buffer
	e := encoder{&body}
	e.bytes([]byte(m.lang))
	e.numbers(m.window, m.wordDim, m.hashDim, m.hidden, m.memory, m.classed, m.frequent, m.words.len(), len(m.keys))
	e.bytes(m.words.text)
	e.table(&m.vectors)
	for _, of := range m.classes {
		e.shorts(of)
	}
	var before uint32
	for _, k := range m.keys {
		e.Write(binary.AppendUvarint(nil, uint64(k-before)))
		before = k
	}
	e.table(&m.rows)
	for _, p := range m.floats() {
		e.floats(p)
	}
	e.calibration(m.calibration)
	e.inner(m.inner)
	_, err := body.WriteTo(w)
	return err
}

// floats are the weights that are stored as they are.
func (m *Model) floats() [][]float32 {
	p := [][]float32{m.first, m.bias, m.gateBias, m.recall, m.second, m.tags}
	return append(p, m.field.parts()...)
}

type encoder struct{ *bytes.Buffer }

func (e encoder) numbers(ns ...int) {
	for _, n := range ns {
		e.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
	}
}

func (e encoder) bytes(b []byte) {
	e.numbers(len(b))
	e.Write(b)
}

func (e encoder) table(t *table) {
	for _, s := range t.scale {
		e.Write(binary.LittleEndian.AppendUint16(nil, uint16(s)))
	}
	for _, c := range t.cells {
		e.WriteByte(byte(c))
	}
}

func (e encoder) shorts(x []uint16) {
	for _, n := range x {
		e.Write(binary.LittleEndian.AppendUint16(nil, n))
	}
}

func (e encoder) floats(x []float32) {
	for _, f := range x {
		e.Write(binary.LittleEndian.AppendUint32(nil, math.Float32bits(f)))
	}
}

// Load reads a model that WriteTo wrote. Errors of the file wrap ErrFormat;
// they do not know its name.
func Load(r io.Reader) (*Model, error) {
	sum, size := sha256.New(), new(counter)
	r = io.TeeReader(r, io.MultiWriter(sum, size))
	head := make([]byte, len(magic)+8)
	switch n, err := io.ReadFull(r, head); {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return nil, fmt.Errorf("ner: %w: it ends after %d bytes, within the head", ErrFormat, n)
	case err != nil:
		return nil, fmt.Errorf("ner: %w", err)
	}
	if string(head[:len(magic)]) != magic {
		return nil, fmt.Errorf("ner: %w: it begins with %q, not %q: give one that enricher train wrote", ErrFormat, head[:len(magic)], magic)
	}
	format, feature := binary.LittleEndian.Uint32(head[len(magic):]), binary.LittleEndian.Uint32(head[len(magic)+4:])
	if format != formatVersion || feature != featureVersion {
		return nil, fmt.Errorf("ner: %w: its format is %d and its features are %d, this program reads %d and %d: train it anew, or use the program that wrote it",
			ErrFormat, format, feature, formatVersion, featureVersion)
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, fmt.Errorf("ner: %w", err)
	}
	defer z.Close()
	m, err := decode(z)
	if err != nil {
		return nil, fmt.Errorf("ner: %w: damaged within its first %d bytes, uncompressed %w: copy or train it anew", ErrFormat, *size, err)
	}
	m.version = fmt.Sprintf("%s-%d.%d-%x", m.lang, formatVersion, featureVersion, sum.Sum(nil)[:4])
	m.ready()
	return m, nil
}

// A counter counts the bytes that are written to it.
type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// decode reads a model's body.
func decode(r io.Reader) (*Model, error) {
	d := decoder{r: bufio.NewReaderSize(r, 1<<16)}
	m := d.model()
	if d.err == nil {
		switch _, err := d.r.ReadByte(); {
		case err == nil:
			d.fail("more weights than the head announces")
		case err != io.EOF:
			d.fail("%w", err)
		}
	}
	return m, d.err
}

// A decoder reads a model's body; after an error it reads nothing more.
type decoder struct {
	r   *bufio.Reader
	at  int // bytes read
	err error
}

// fail notes what is wrong with the bytes before this one.
func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("byte %d: %w", d.at, fmt.Errorf(format, args...))
	}
}

// read reads n bytes. It asks for no more than a piece of memory before they
// arrive, which holds every table of a model of ours.
func (d *decoder) read(n int) []byte {
	if d.err != nil {
		return nil
	}
	if n > maxBody-d.at {
		d.fail("%d more make it larger than a model may be (%d bytes)", n, maxBody)
		return nil
	}
	const piece = 16 << 20
	b := make([]byte, 0, min(n, piece))
	for len(b) < n {
		if len(b) == cap(b) {
			b = append(make([]byte, 0, min(n, 2*cap(b))), b...)
		}
		at := len(b)
		b = b[:cap(b)]
		got, err := io.ReadFull(d.r, b[at:])
		d.at += got
		if err != nil {
			d.failRead(err)
			return nil
		}
	}
	return b
}

func (d *decoder) failRead(err error) {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		d.fail("it ends here")
	} else {
		d.fail("%w", err)
	}
}

// uvarint reads a number of at most 32 bits in the variable length of package
// binary.
func (d *decoder) uvarint(what string) uint32 {
	var x uint64
	for shift := 0; d.err == nil; shift += 7 {
		c, err := d.r.ReadByte()
		if err != nil {
			d.failRead(err)
			break
		}
		d.at++
		x |= uint64(c&0x7f) << shift
		if x > math.MaxUint32 || shift > 28 {
			d.fail("%s is larger than 32 bits", what)
		} else if c < 0x80 {
			return uint32(x)
		}
	}
	return 0
}

// number reads a whole number from low to high.
func (d *decoder) number(what string, low, high int) int {
	b := d.read(4)
	if d.err != nil {
		return 0
	}
	n := int(binary.LittleEndian.Uint32(b))
	if n < low || n > high {
		d.fail("%s is %d, want %d to %d", what, n, low, high)
		return 0
	}
	return n
}

func (d *decoder) dim(what string) int {
	n := d.number(what, vec.Lanes, maxDim)
	if n%vec.Lanes != 0 {
		d.fail("%s is %d, no multiple of %d", what, n, vec.Lanes)
	}
	return n
}

func (d *decoder) model() *Model {
	m := new(Model)
	m.lang = string(d.read(d.number("language's length", 1, 16)))
	m.window = d.number("window", 1, 15)
	if m.window%2 == 0 {
		d.fail("window is %d, not odd", m.window)
	}
	m.wordDim, m.hashDim, m.hidden = d.dim("word vectors' dimension"), d.dim("features' dimension"), d.dim("hidden layer")
	if m.memory = d.number("memory", 0, maxDim); m.memory%vec.Lanes != 0 {
		d.fail("memory is %d, no multiple of %d", m.memory, vec.Lanes)
	}
	m.classed = d.number("granularities", 0, 16)
	m.frequent = d.number("frequent words", 0, maxRows)
	words, keys := d.number("words", 0, maxRows), d.number("features", 0, maxRows)
	if m.frequent > words {
		d.fail("%d of %d words are frequent", m.frequent, words)
	}
	text := d.read(d.number("words' length", 0, maxText))
	if lines := bytes.Count(text, []byte{'\n'}); lines != words || lines > 0 && text[len(text)-1] != '\n' {
		d.fail("the words' text is not %d lines", words)
	}
	if d.err != nil {
		return nil
	}
	var distinct bool
	if m.words, distinct = newVocabulary(text); !distinct {
		d.fail("a word comes twice")
	}
	m.vectors = d.table(words, m.wordDim)
	for range m.classed {
		m.classes = append(m.classes, d.shorts(words))
	}
	var before uint32
	for i := 0; i < keys && d.err == nil; i++ {
		k := d.uvarint("feature")
		if before+k < before {
			d.fail("feature %d is larger than 32 bits", i)
		}
		before += k
		m.keys = append(m.keys, before)
	}
	m.rows = d.table(keys, m.hashDim)
	in := m.in()
	m.first, m.bias = d.floats(in*m.across()), d.floats(m.hidden)
	m.gateBias, m.recall = d.floats(4*m.memory), d.floats(2*m.memory*m.hidden)
	m.second, m.tags = d.floats(m.hidden*tagRow), d.floats(tagRow)
	for _, p := range m.floats()[6:] {
		copy(p, d.floats(len(p)))
	}
	m.calibration = d.calibration()
	m.inner = d.inner(m.hidden)
	if d.err != nil {
		return nil
	}
	m.index()
	return m
}

func (d *decoder) table(rows, dim int) table {
	t := table{dim: dim}
	b := d.read(2 * rows)
	if d.err != nil {
		return t
	}
	t.scale = make([]bfloat, rows)
	for i := range t.scale {
		t.scale[i] = bfloat(binary.LittleEndian.Uint16(b[2*i:]))
		if s := t.scale[i].float(); !(s >= 0 && s < 1e6) {
			d.fail("row %d has scale %g", i, s)
			return t
		}
	}
	if b = d.read(rows * dim); len(b) > 0 {
		t.cells = unsafe.Slice((*int8)(unsafe.Pointer(&b[0])), len(b)) // the bytes are nobody else's
	}
	return t
}

func (d *decoder) shorts(n int) []uint16 {
	b := d.read(2 * n)
	if d.err != nil {
		return nil
	}
	x := make([]uint16, n)
	for i := range x {
		x[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return x
}

func (d *decoder) floats(n int) []float32 {
	b := d.read(4 * n)
	if d.err != nil {
		return nil
	}
	x := make([]float32, n)
	for i := range x {
		x[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		if !(x[i] > -1e6 && x[i] < 1e6) {
			d.fail("weight %d is %g", i, x[i])
			return nil
		}
	}
	return x
}
