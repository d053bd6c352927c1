package main

import (
	"bufio"
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
func newHTMLWriter(out *bufio.Writer) (write func(*pipeline.Record) error, finish func() error, err error) {
	if err := pageTemplate.ExecuteTemplate(out, "head", nil); err != nil {
		return nil, nil, err
	}
	write = func(r *pipeline.Record) error {
		if err := pageTemplate.ExecuteTemplate(out, "record", markedRecord{r, marks(r)}); err != nil {
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

// A piece is a stretch of text that is one fact's surface, or none's.
type piece struct {
	Text, Class, Note string
}

type mark struct {
	pipeline.Span
	class, note string
}

// marks cuts the record's text at its facts; of overlapping ones the first
// and longest is shown.
func marks(r *pipeline.Record) []piece {
	var all []mark
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
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var pieces []piece
	at := 0
	for _, m := range all {
		if m.Start < at {
			continue
		}
		pieces = append(pieces, piece{Text: r.Text[at:m.Start]}, piece{r.Text[m.Start:m.End], m.class, m.note})
		at = m.End
	}
	return append(pieces, piece{Text: r.Text[at:]})
}
