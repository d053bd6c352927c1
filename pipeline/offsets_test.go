package pipeline

import (
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

// TestRecount: a span's text is the same stretch of the record's text in every
// unit.
func TestRecount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		borders := []int{0}
		for i := range text {
			borders = append(borders, i)
		}
		borders = append(borders, len(text))
		from := rapid.IntRange(0, len(borders)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(borders)-1).Draw(t, "to")
		span := Span{Start: borders[from], End: borders[to], Text: text[borders[from]:borders[to]]}
		record := func() *Record {
			return &Record{Text: text, Offsets: Bytes, Times: []Time{{Span: span}}}
		}

		r := record()
		if err := r.Recount(Runes); err != nil {
			t.Fatal(err)
		}
		if s := r.Times[0].Span; string([]rune(text)[s.Start:s.End]) != s.Text {
			t.Errorf("runes %v: %q", s, string([]rune(text)[s.Start:s.End]))
		}
		r = record()
		if err := r.Recount(UTF16); err != nil {
			t.Fatal(err)
		}
		if s := r.Times[0].Span; string(utf16.Decode(utf16.Encode([]rune(text))[s.Start:s.End])) != s.Text {
			t.Errorf("utf16 %v", s)
		}
	})
}

func TestRecountRefuses(t *testing.T) {
	r := &Record{Offsets: Bytes}
	if err := r.Recount("words"); err == nil {
		t.Error("an unknown unit is taken")
	}
	if err := r.Recount(Runes); err != nil {
		t.Error(err)
	}
	if err := r.Recount(UTF16); err == nil {
		t.Error("offsets are turned twice")
	}
}
