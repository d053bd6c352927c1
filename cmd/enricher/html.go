package main

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"

	"enricher/pipeline"
)

//go:embed page.html
var pageSource string

var pageTemplate = template.Must(template.New("page").Parse(pageSource))

// newHTMLWriter writes records as one self-contained page with the facts
// marked in the text.
func newHTMLWriter(out *bufio.Writer) (write func(*job) error, finish func() error, err error) {
	if err := pageTemplate.ExecuteTemplate(out, "head", nil); err != nil {
		return nil, nil, err
	}
	write = func(j *job) error {
		if err := pageTemplate.ExecuteTemplate(out, "record", markedRecord{j.record, marks(j.record)}); err != nil {
			return err
		}
		return out.Flush()
	}
	finish = func() error {
		if err := pageTemplate.ExecuteTemplate(out, "foot", nil); err != nil {
			return err
		}
		return out.Flush()
	}
	return write, finish, nil
}

type markedRecord struct {
	*pipeline.Record
	Pieces []piece
}

// A piece is a stretch of text that is no fact's, or a fact with the pieces of
// its surface.
type piece struct {
	Text        string
	Class, Note string
	Inside      []piece
}

type mark struct {
	pipeline.Span
	class, note string
}

// marks cuts the record's text at its facts. A fact within another is marked
// within it; of those that cross the first is shown.
func marks(r *pipeline.Record) []piece {
	var all []mark
	for _, n := range r.Notes {
		all = append(all, mark{n.Span, "note", noteText(n)})
	}
	for _, e := range r.Entities {
		note := e.Name
		if p := e.Place; p != nil {
			note += fmt.Sprintf(" (%s, %.3f, %.3f)", p.Country, p.Lat, p.Lon)
		}
		for _, m := range e.Mentions {
			all = append(all, mark{m.Span, e.Type, note})
		}
	}
	for _, t := range r.Times {
		all = append(all, mark{t.Span, "time", t.Type + " " + t.Value})
	}
	for _, f := range r.Figures {
		all = append(all, mark{f.Span, "figure", figureText(f)})
	}
	slices.SortStableFunc(all, func(a, b mark) int {
		return cmp.Or(a.Start-b.Start, b.End-a.End)
	})
	return cut(r.Text, pipeline.Span{Start: 0, End: len(r.Text)}, all)
}

// cut cuts a stretch of the text at the marks that lie in it.
func cut(text string, within pipeline.Span, marks []mark) []piece {
	var pieces []piece
	at := within.Start
	for i, m := range marks {
		if m.Start < at || m.End > within.End {
			continue
		}
		pieces = append(pieces, piece{Text: text[at:m.Start]}, piece{Class: m.class, Note: m.note, Inside: cut(text, m.Span, inside(m, marks[i+1:]))})
		at = m.End
	}
	return append(pieces, piece{Text: text[at:within.End]})
}

// inside are those of the marks behind m that begin in it.
func inside(m mark, behind []mark) []mark {
	n := slices.IndexFunc(behind, func(b mark) bool { return b.Start >= m.End })
	if n < 0 {
		return behind
	}
	return behind[:n]
}
