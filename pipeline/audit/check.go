// Package audit proves that a record keeps what its readers rely on, and tells
// in which facts two records of an article differ.
package audit

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sort"
	"strings"

	"enricher/pipeline"
)

// Check proves what readers rely on: that every span lies in the text and is
// what it says, that lists are sorted, names outside others do not overlap, and
// identifiers are unique and known. It returns what is wrong, and how many spans
// it looked at. What JSON Schema can tell (pipeline.RecordSchema) it leaves to that.
func Check(r *pipeline.Record) (spans int, faults []error) {
	c := checker{Record: r, at: positions(r)}
	if c.at == nil {
		return 0, []error{fmt.Errorf("offsets in %q: want bytes, runes or utf16", r.Offsets)}
	}
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(r.Text))); got != r.SHA256 {
		c.wrong("sha256 is %s, the text's is %s", r.SHA256, got)
	}
	c.zones()
	c.ids()
	c.entities()
	c.references()
	inOrder(&c, "dateline", r.Datelines, func(d pipeline.Dateline) pipeline.Span { return d.Span })
	inOrder(&c, "credit", r.Credits, func(d pipeline.Credit) pipeline.Span { return d.Span })
	inOrder(&c, "note", r.Notes, func(n pipeline.Note) pipeline.Span { return n.Span })
	inOrder(&c, "time", r.Times, func(t pipeline.Time) pipeline.Span { return t.Span })
	inOrder(&c, "figure", r.Figures, func(f pipeline.Figure) pipeline.Span { return f.Span })
	inOrder(&c, "quote", r.Quotes, func(q pipeline.Quote) pipeline.Span { return q.Span })
	return c.spans, c.faults
}

// A checker is on its way through a record.
type checker struct {
	*pipeline.Record
	at     []int // the byte at which each unit of the text begins, and the text's end; -1 within a character
	known  map[string]bool
	spans  int
	faults []error
}

func (c *checker) wrong(format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf(format, args...))
}

// positions is nil for a unit that there is not.
func positions(r *pipeline.Record) []int {
	at := make([]int, 0, len(r.Text)+1)
	for i, char := range r.Text {
		at = append(at, i)
		more := 0
		switch r.Offsets {
		case pipeline.Bytes:
			more = len(string(char)) - 1
		case pipeline.Runes:
		case pipeline.UTF16:
			if char >= 0x10000 {
				more = 1
			}
		default:
			return nil
		}
		for range more {
			at = append(at, -1)
		}
	}
	return append(at, len(r.Text))
}

// border is the byte at an offset; ok is false where no character begins.
func (c *checker) border(offset int) (at int, ok bool) {
	if offset < 0 || offset >= len(c.at) || c.at[offset] < 0 {
		return 0, false
	}
	return c.at[offset], true
}

// span holds a span against the text.
func (c *checker) span(what string, s pipeline.Span) {
	c.spans++
	start, ok := c.border(s.Start)
	end, okEnd := c.border(s.End)
	switch {
	case !ok || !okEnd || start >= end:
		c.wrong("%s [%d, %d) is no piece of the text", what, s.Start, s.End)
	case c.Text[start:end] != s.Text:
		c.wrong("%s [%d, %d) says %s, the text %s", what, s.Start, s.End, excerpt(s.Text), excerpt(c.Text[start:end]))
	}
}

// inOrder holds the spans of a list against the text and their order.
func inOrder[T any](c *checker, what string, list []T, span func(T) pipeline.Span) {
	for i, element := range list {
		s := span(element)
		c.span(what, s)
		if i > 0 && later(span(list[i-1]), s) {
			c.wrong("%s [%d, %d) stands behind one that begins later, or there and is shorter", what, s.Start, s.End)
		}
	}
}

// later tells whether a belongs behind b: by start, then longer first.
func later(a, b pipeline.Span) bool { return a.Start > b.Start || a.Start == b.Start && a.End < b.End }

func (c *checker) zones() {
	end := 0
	for _, z := range c.Zones {
		c.spans++
		_, ok := c.border(z.Start)
		if _, okEnd := c.border(z.End); !ok || !okEnd || z.Start >= z.End {
			c.wrong("zone [%d, %d) is no piece of the text", z.Start, z.End)
		}
		if z.Start < end {
			c.wrong("zone [%d, %d) begins within the one before it", z.Start, z.End)
		}
		end = z.End
	}
}

func (c *checker) ids() {
	c.known = map[string]bool{}
	for _, e := range c.Entities {
		if c.known[e.ID] || e.ID == "" {
			c.wrong("entity %s: the identifier is empty or there twice", excerpt(e.ID))
		}
		c.known[e.ID] = true
	}
}

func (c *checker) entities() {
	var outer, inner []pipeline.Span
	for i, e := range c.Entities {
		if len(e.Mentions) == 0 {
			c.wrong("entity %s has no mention", e.ID)
			continue
		}
		inOrder(c, "mention of "+e.ID, e.Mentions, func(m pipeline.Mention) pipeline.Span { return m.Span })
		inOrder(c, "role of "+e.ID, e.Roles, func(r pipeline.Role) pipeline.Span { return r.Span })
		if i > 0 && len(c.Entities[i-1].Mentions) > 0 && later(c.Entities[i-1].Mentions[0].Span, e.Mentions[0].Span) {
			c.wrong("entity %s stands behind one that is mentioned later", e.ID)
		}
		for _, m := range e.Mentions {
			if m.Inside {
				inner = append(inner, m.Span)
			} else {
				outer = append(outer, m.Span)
			}
		}
	}
	slices.SortFunc(outer, func(a, b pipeline.Span) int { return a.Start - b.Start })
	for i := 1; i < len(outer); i++ {
		if outer[i].Start < outer[i-1].End {
			c.wrong("mentions [%d, %d) and [%d, %d) overlap and neither is inside", outer[i-1].Start, outer[i-1].End, outer[i].Start, outer[i].End)
		}
	}
	for _, in := range inner {
		if !within(in, outer) {
			c.wrong("mention [%d, %d) is said to be inside another and is not", in.Start, in.End)
		}
	}
}

// references holds the identifiers that facts name against the entities. A
// speaker or claimant may be a role as written instead.
func (c *checker) references() {
	refer := func(what, id string) {
		if id != "" && !c.known[id] {
			c.wrong("%s names entity %s, which is not there", what, excerpt(id))
		}
	}
	orRole := func(what, id string) {
		if digits, ok := strings.CutPrefix(id, "e"); ok && digits != "" && strings.Trim(digits, "0123456789") == "" {
			refer(what, id)
		}
	}
	for _, d := range c.Datelines {
		for _, id := range append(d.Places[:len(d.Places):len(d.Places)], d.Agencies...) {
			refer("dateline", id)
		}
	}
	for _, e := range c.Entities {
		for _, role := range e.Roles {
			refer("role of "+e.ID, role.Of)
		}
	}
	for _, q := range c.Quotes {
		orRole("quote", q.Speaker)
	}
	for _, f := range c.Figures {
		orRole("figure", f.ClaimedBy)
	}
}

// within tells whether one of the spans, which are sorted and do not overlap,
// holds s.
func within(s pipeline.Span, spans []pipeline.Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End >= s.End })
	return i < len(spans) && spans[i].Start <= s.Start
}

// excerpt is the start of a text for a message, quoted.
func excerpt(s string) string {
	const limit = 80
	if len(s) <= limit {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprintf("%q…", strings.ToValidUTF8(s[:limit], ""))
}
