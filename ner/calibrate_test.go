package ner

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestCalibrationOf(t *testing.T) {
	var none *calibration
	c := new(calibration)
	for k, p := range knots {
		c[1][k] = int(math.Round(certain * p * p))
	}
	const place = 3 + 2 // LOC, part: forms share a label's line
	for _, x := range []struct {
		c       *calibration
		p, want float64
	}{
		{none, 0.123, 0.12}, {none, 0.996, 1}, {none, 0, 0},
		{c, 0, 0}, {c, 0.5, 0.25}, {c, 0.55, 0.31}, {c, 0.975, 0.95}, {c, 1, 1},
	} {
		if got := x.c.of(place, x.p); got != x.want {
			t.Errorf("calibrated %t: %g becomes %g, want %g", x.c != nil, x.p, got, x.want)
		}
	}
}

func TestFit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	curve := func(p float64) float64 { return p * (0.6 + 0.3*p) } // overconfident
	var many, few, up fit
	for range 40_000 {
		p := r.Float64()
		many.add(p, r.Float64() < curve(p))
	}
	few.add(0.93, false)
	for range 2000 { // the more certain, the more often wrong
		p := r.Float64()
		up.add(p, r.Float64() < 1-p)
	}
	for k, v := range many.solve() {
		if want := curve(knots[k]); math.Abs(v-want) > 0.03 {
			t.Errorf("many mentions: %g at %g, want %g", v, knots[k], want)
		}
	}
	for k, v := range few.solve() {
		if math.Abs(v-knots[k]) > 0.15 {
			t.Errorf("one mention: %g at %g is too far", v, knots[k])
		}
	}
	if got := new(fit).solve(); !slices.Equal(got, knots[:]) {
		t.Errorf("no mentions: %v", got)
	}
	for _, f := range []*fit{&many, &few, &up} {
		if v := f.solve(); !slices.IsSorted(v) {
			t.Errorf("%v falls", v)
		}
	}
}

// What is always wrong loses its score, what is always right does not.
func TestCalibrate(t *testing.T) {
	m := loadTiny(t)
	heldOut := tinyCorpus()
	for i := range heldOut {
		s := &heldOut[i]
		s.chunks = slices.DeleteFunc(slices.Clone(s.chunks), func(c chunk) bool { return c.label/3 == 1 })
	}
	c := calibrate(m, heldOut)
	if top := len(knots) - 1; c[0][top] < 9500 || c[1][top] > 2000 {
		t.Errorf("certain persons are right by %d, certain places by %d", c[0][top], c[1][top])
	}
	before := m.Reliability(heldOut)
	m.calibration = c
	after := m.Reliability(heldOut)
	if before.Error() < 0.3 || after.Error() > 0.15 {
		t.Errorf("calibration error %.2f, was %.2f:\n%s", after.Error(), before.Error(), after.String())
	}
	if again := calibrate(loadTiny(t), heldOut); *again != *c {
		t.Error("the same sentences give another calibration")
	}
}

func TestCalibrationFile(t *testing.T) {
	write := func(c *calibration) []byte {
		var b bytes.Buffer
		encoder{&b}.calibration(c)
		return b.Bytes()
	}
	read := func(b []byte) (*calibration, error) {
		d := decoder{r: bufio.NewReader(bytes.NewReader(b))}
		c := d.calibration()
		return c, d.err
	}
	c := new(calibration)
	for l := range c {
		for k := range c[l] {
			c[l][k] = 100*k + l
		}
	}
	if got, err := read(write(c)); err != nil || *got != *c {
		t.Errorf("got %v, error %v", got, err)
	}
	if got, err := read(write(nil)); err != nil || got != nil {
		t.Errorf("got %v for none, error %v", got, err)
	}
	good := write(c)
	set := func(number, value int) []byte {
		b := slices.Clone(good)
		binary.LittleEndian.PutUint32(b[4*number:], uint32(value))
		return b
	}
	for name, b := range map[string][]byte{
		"truncated": good[:len(good)-1], "other knots": set(0, 11), "falling": set(5, 1), "beyond one": set(len(good)/4-1, certain+1),
	} {
		if _, err := read(b); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}
