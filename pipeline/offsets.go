package pipeline

import (
	"fmt"
	"unicode/utf8"
)

// A Unit is what a record's offsets count.
type Unit string

// The units of offsets: UTF-8 bytes, Unicode code points, UTF-16 code units.
const (
	Bytes Unit = "bytes"
	Runes Unit = "runes"
	UTF16 Unit = "utf16"
)

// Recount turns the record's offsets, in place, from bytes into another unit,
// for consumers whose strings are not bytes.
func (r *Record) Recount(unit Unit) error {
	if r.Offsets != Bytes {
		return fmt.Errorf("offsets count %s already", r.Offsets)
	}
	if unit == Bytes {
		return nil
	}
	width := func(rune) int { return 1 }
	switch unit {
	case Runes:
	case UTF16:
		width = func(c rune) int {
			if c >= 0x10000 {
				return 2
			}
			return 1
		}
	default:
		return fmt.Errorf("offsets in %q: want bytes, runes or utf16", unit)
	}
	// count[i] is the offset of byte i in the new unit.
	count := make([]int, len(r.Text)+1)
	n := 0
	for i, c := range r.Text {
		for k := range utf8.RuneLen(c) {
			count[i+k] = n
		}
		n += width(c)
	}
	count[len(r.Text)] = n
	r.eachSpan(func(start, end *int) { *start, *end = count[*start], count[*end] })
	r.Offsets = unit
	return nil
}

// eachSpan visits the borders of every span of the record.
func (r *Record) eachSpan(visit func(start, end *int)) {
	for i := range r.Zones {
		visit(&r.Zones[i].Start, &r.Zones[i].End)
	}
	for i := range r.Datelines {
		visit(&r.Datelines[i].Start, &r.Datelines[i].End)
	}
	for i := range r.Credits {
		visit(&r.Credits[i].Start, &r.Credits[i].End)
	}
	for i := range r.Notes {
		visit(&r.Notes[i].Start, &r.Notes[i].End)
	}
	for i := range r.Entities {
		e := &r.Entities[i]
		for k := range e.Mentions {
			visit(&e.Mentions[k].Start, &e.Mentions[k].End)
		}
		for k := range e.Roles {
			visit(&e.Roles[k].Start, &e.Roles[k].End)
		}
	}
	for i := range r.Times {
		visit(&r.Times[i].Start, &r.Times[i].End)
	}
	for i := range r.Figures {
		visit(&r.Figures[i].Start, &r.Figures[i].End)
	}
	for i := range r.Quotes {
		visit(&r.Quotes[i].Start, &r.Quotes[i].End)
	}
}
