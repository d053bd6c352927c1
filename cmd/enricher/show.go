package main

import (
	"fmt"
	"io"
	"strings"

	"enricher/pipeline"
)

// show writes a record for a person to read.
func show(out io.Writer, r *pipeline.Record) {
	head := []string{r.Lang.Code}
	if r.Lang.Variety != "" {
		head[0] = r.Lang.Variety
	}
	for _, s := range []string{r.Published, r.Source} {
		if s != "" {
			head = append(head, s)
		}
	}
	fmt.Fprintf(out, "\n── %s  (%s)\n", r.ID, strings.Join(head, ", "))
	if title := titleOf(r); title != "" {
		fmt.Fprintf(out, "   %s\n", title)
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(out, "   warning       %s\n", w)
	}
	row(out, "notes", r.Notes, noteText)
	for _, l := range r.Datelines {
		fmt.Fprintf(out, "   dateline      %s\n", l.Text)
	}
	for _, kind := range []struct{ label, typ string }{{"people", "person"}, {"places", "place"}, {"organisations", "organisation"}, {"misc", "misc"}} {
		row(out, kind.label, r.Entities, func(e pipeline.Entity) string {
			if e.Type != kind.typ {
				return ""
			}
			return entityText(e)
		})
	}
	row(out, "times", r.Times, func(t pipeline.Time) string { return t.Text + " = " + t.Value })
	row(out, "figures", r.Figures, func(f pipeline.Figure) string { return f.Text + " = " + figureText(f) })
	row(out, "quotes", r.Quotes, func(q pipeline.Quote) string {
		for _, e := range r.Entities {
			if e.ID == q.Speaker {
				return fmt.Sprintf("%s: “%s”", e.Name, q.Text)
			}
		}
		if q.Speaker != "" {
			return fmt.Sprintf("%s: “%s”", q.Speaker, q.Text)
		}
		return "“" + q.Text + "”"
	})
}

// row prints a line for a kind of fact, if there are any.
func row[T any](out io.Writer, label string, list []T, text func(T) string) {
	var cells []string
	for _, x := range list {
		if s := text(x); s != "" {
			cells = append(cells, s)
		}
	}
	if len(cells) > 0 {
		fmt.Fprintf(out, "   %-13s %s\n", label, strings.Join(cells, " · "))
	}
}

func titleOf(r *pipeline.Record) string {
	if r.Title != "" {
		return r.Title
	}
	for _, z := range r.Zones {
		if z.Kind == "headline" {
			return r.Text[z.Start:z.End]
		}
	}
	return ""
}

func noteText(n pipeline.Note) string {
	if n.Until != "" {
		return n.Kind + " until " + n.Until
	}
	return n.Kind
}

func entityText(e pipeline.Entity) string {
	s := e.Name
	if len(e.Roles) > 0 {
		s += " [" + e.Roles[0].Text + "]"
	}
	if p := e.Place; p != nil {
		s += fmt.Sprintf(" (%s %.2f,%.2f)", p.Country, p.Lat, p.Lon)
	}
	if n := len(e.Mentions); n > 1 {
		s += fmt.Sprintf(" ×%d", n)
	}
	return s
}

func figureText(f pipeline.Figure) string {
	s := f.Value
	if f.ValueMax != "" {
		if f.Kind == "ratio" {
			s += ":" + f.ValueMax
		} else {
			s += "–" + f.ValueMax
		}
	}
	for _, part := range []string{f.Unit, f.Noun} {
		if part != "" {
			s += " " + part
		}
	}
	if f.Modifier != "" && f.Modifier != "exact" {
		s = f.Modifier + " " + s
	}
	if f.Change != "" {
		s += " " + f.Change
	}
	return s
}
