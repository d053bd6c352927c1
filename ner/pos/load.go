package pos

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"

	"github.com/jdkato/prose/v2"
)

// Load reads prose's weights: some 100 ms and 5 MB. Load once and share.
func Load() (*Tagger, error) {
	t := &Tagger{known: map[string]int8{}}
	err := asset("classes", func(r *reader) {
		for n := r.uint(); n > 0 && r.err == nil; n-- {
			t.tags = append(t.tags, strings.Clone(r.string()))
		}
	})
	if err != nil {
		return nil, err
	}
	if len(t.tags) > 60 {
		return nil, fmt.Errorf("pos: %d tags", len(t.tags))
	}
	slices.Sort(t.tags)
	number := map[string]int{}
	t.start = [2]int{len(t.tags), len(t.tags) + 1}
	t.tags = append(t.tags, "-START-", "-START2-")
	for i, tag := range t.tags {
		number[tag] = i
	}

	err = asset("tags", func(r *reader) {
		for n := r.uint(); n > 0 && r.err == nil; n-- {
			w := strings.Clone(r.string())
			t.known[w] = int8(number[r.string()])
		}
	})
	if err != nil {
		return nil, err
	}
	for _, tag := range []string{"NN", "SYM", "$", ".", "POS", ":"} { // see only
		t.known[tag] = int8(number[tag])
	}

	t.previous = make([]span, len(t.tags))
	t.second = make([]span, len(t.tags))
	t.pairs = make([]span, len(t.tags)*len(t.tags))
	err = asset("weights", func(r *reader) {
		n := r.uint()
		if r.err != nil {
			return
		}
		t.features = newTable(int(n))
		for ; n > 0 && r.err == nil; n-- {
			feature := r.string()
			s := span{start: uint32(len(t.weights))}
			for m := r.uint(); m > 0 && r.err == nil; m-- {
				tag := number[r.string()]
				t.weights = append(t.weights, weight{int32(math.Round(1000 * r.float())), uint8(tag)})
			}
			s.end = uint32(len(t.weights))
			t.place(feature, s, number)
		}
	})
	if err != nil {
		return nil, err
	}
	return t, nil
}

// The templates that look at words and suffixes, as the weights name them.
var templates = []struct {
	name  string
	place place
}{
	{"i suffix ", suffix0},
	{"i-1 suffix ", suffix1},
	{"i+1 suffix ", suffixNext},
	{"i word ", word0},
	{"i-1 word ", word1},
	{"i-2 word ", word2},
	{"i+1 word ", wordNext},
	{"i+2 word ", wordSecond},
}

// place stores the weights of a feature, which is written as its template's
// name and what the template found. Some name a tag that was in the training
// text and that the model cannot choose; they are left out.
func (t *Tagger) place(feature string, s span, number map[string]int) {
	for _, template := range templates {
		if found, ok := strings.CutPrefix(feature, template.name); ok {
			h := hashed(found)
			if template.place < word0 {
				h.hash = uint64(h.ending)
			}
			t.features.put(key(template.place, h.hash), s)
			return
		}
	}
	if found, ok := strings.CutPrefix(feature, "i-1 tag+i word "); ok {
		tag, word, _ := strings.Cut(found, " ")
		if p1, ok := number[tag]; ok {
			t.features.put(key(tagged0+place(p1), hashed(word).hash), s)
		}
	} else if found, ok := strings.CutPrefix(feature, "i tag+i-2 tag "); ok {
		one, two, _ := strings.Cut(found, " ")
		p1, ok1 := number[one]
		p2, ok2 := number[two]
		if ok1 && ok2 {
			t.pairs[p1*len(t.tags)+p2] = s
		}
	} else if found, ok := strings.CutPrefix(feature, "i-1 tag "); ok {
		if p1, ok := number[found]; ok {
			t.previous[p1] = s
		}
	} else if found, ok := strings.CutPrefix(feature, "i-2 tag "); ok {
		if p2, ok := number[found]; ok {
			t.second[p2] = s
		}
	} else if found, ok := strings.CutPrefix(feature, "i pref1 "); ok && found != "" {
		t.initials[found[0]] = s
	} else if feature == "bias" {
		t.bias = s
	}
}

// asset reads one of prose's files with read.
func asset(name string, read func(*reader)) error {
	data, err := prose.Asset("model/AveragedPerceptron/" + name + ".gob")
	if err != nil {
		return fmt.Errorf("pos: %w", err)
	}
	r := &reader{data: string(data)}
	r.open()
	read(r)
	if r.err != nil {
		return fmt.Errorf("pos: %s: %w", name, r.err)
	}
	return nil
}

// A reader reads the gob encoding of a map or slice (see the package
// documentation of encoding/gob, "Encoding Details"), which encoding/gob
// itself turns into seventy-five thousand small maps.
type reader struct {
	data string // a string, so that what is read shares its bytes
	err  error
}

var errCorrupt = errors.New("corrupt gob")

// open skips the definitions of types before the value, and the value's own
// header.
func (r *reader) open() {
	for r.err == nil {
		length := r.uint()
		if r.err != nil || length > uint64(len(r.data)) {
			r.err = errCorrupt
			return
		}
		rest := r.data[length:]
		id := r.uint()
		if id&1 == 0 { // the value; the number of a definition is negative
			r.uint() // a zero stands before what is no struct
			return
		}
		r.data = rest
	}
}

// uint reads an unsigned integer: one byte, or its length negated and its
// bytes, most significant first.
func (r *reader) uint() uint64 {
	if len(r.data) == 0 {
		r.err = errCorrupt
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	if b < 0x80 {
		return uint64(b)
	}
	n := -int(int8(b))
	if n > 8 || n > len(r.data) {
		r.err = errCorrupt
		return 0
	}
	var buf [8]byte
	copy(buf[8-n:], r.data[:n])
	r.data = r.data[n:]
	return binary.BigEndian.Uint64(buf[:])
}

// float reads a float64, whose bytes are reversed.
func (r *reader) float() float64 { return math.Float64frombits(bits.ReverseBytes64(r.uint())) }

// string reads a length and as many bytes.
func (r *reader) string() string {
	n := r.uint()
	if n > uint64(len(r.data)) {
		r.err = errCorrupt
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}
