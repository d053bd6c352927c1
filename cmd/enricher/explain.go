package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"enricher/pipeline"
	"enricher/pipeline/batch"
)

type explainCmd struct {
	gazetteerFlags
	inputFlags
	JSON bool   `name:"json" help:"Print a JSON object an article instead of tables, with all candidates."`
	File string `arg:"" optional:"" help:"File to read; - or none: standard input."`
}

func (*explainCmd) Help() string {
	return `For each name: the entity, its type, the form, the score and the rule by which it stands:

  dateline   it is a place or an agency in a dateline
  longer     the gazetteer's name is longer than the tagger's place in it
  tagger     the tagger says so
  unsure     the gazetteer is beyond doubt, the tagger is not
  gazetteer  the gazetteer is beyond doubt, the tagger found nothing
  border     the words at its borders say where it begins or ends: Ms, Ltd, Landgericht
  marks      who speaks to what is in the marks speaks to a newspaper or broadcaster
  person     a form of address stands before it, or an age behind it
  acronym    it stands in brackets behind what it is short for
  majority   other mentions of the name, or of a longer one, have this label
  repeated   the name was found elsewhere in the article

For each place: what it may be, with the score, the prior (inhabitants, or those of a city named as often) and how many other places of the article lie in its country, in its state and near it.

For each time: its type, its value or why it has none, and the rule of the grammar that read it.

Examples:
  enricher explain article.txt
  enricher explain --json < article.txt`
}

// Validate refuses gazetteers that are not there and columns of no use.
func (c *explainCmd) Validate() error {
	return errors.Join(c.gazetteerFlags.check(), c.inputFlags.check())
}

// Run explains every article of the input; a bad one ends it.
func (c *explainCmd) Run(ctx context.Context, std streams) error {
	gazetteers, err := c.load()
	if err != nil {
		return err
	}
	p, err := pipeline.New(pipeline.Options{MaxText: c.MaxText, Gazetteers: gazetteers})
	if err != nil {
		return err
	}
	var files []string
	if c.File != "" {
		files = []string{c.File}
	}
	for item := range c.items(files, std.in) {
		if err := c.explain(ctx, p, &item, std.out); err != nil {
			return fmt.Errorf("%v: %w", &item, err)
		}
	}
	return nil
}

func (c *explainCmd) explain(ctx context.Context, p *pipeline.Pipeline, item *batch.Item, out io.Writer) error {
	a, err := item.Decode(c.MaxText)
	if err != nil {
		return err
	}
	e, err := p.Explain(ctx, a)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(e)
	}
	return writeExplanation(out, e)
}

// candidatesShown is how many of the candidates of a place a table has.
const candidatesShown = 5

func writeExplanation(out io.Writer, e *pipeline.Explanation) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "── %s\n", e.ID)
	for _, m := range e.Mentions {
		inside := ""
		if m.Inside {
			inside = "inside"
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%.2f\t%s\t%s\n", m.Start, m.Text, m.Entity, m.Type, m.Form, m.Score, m.Rule, inside)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, place := range e.Places {
		fmt.Fprintf(w, "\n%s %s, margin %.2f\n", place.Entity, place.Name, place.Margin)
		fmt.Fprintln(w, "  score\tplace\tcountry\tadmin1\tfeature\tprior\tin country\tin admin1\tnear")
		for _, c := range place.Candidates[:min(len(place.Candidates), candidatesShown)] {
			fmt.Fprintf(w, "  %.2f\t%s\t%s\t%s\t%s\t%.0f\t%.2f\t%.2f\t%.2f\n",
				c.Score, c.Name, c.Country, c.Admin1, c.Feature, c.Prior, c.InCountry, c.InAdmin1, c.Near)
		}
		if more := len(place.Candidates) - candidatesShown; more > 0 {
			fmt.Fprintf(w, "  and %d more\n", more)
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	if len(e.Times) > 0 {
		fmt.Fprintln(w)
	}
	for _, t := range e.Times {
		value := t.Value
		if t.Fault != "" {
			value = string(t.Fault)
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", t.Start, t.Text, t.Type, value, t.Mod, t.Rule)
	}
	return w.Flush()
}
