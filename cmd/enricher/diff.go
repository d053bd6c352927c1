package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"text/tabwriter"

	"enricher/pipeline"
	"enricher/pipeline/audit"
)

type diffCmd struct {
	Kind    []string `placeholder:"KIND,..." help:"Only facts of these kinds: text, language, published, zone, dateline, credit, note, mention, place, role, time, figure, quote, warning."`
	Summary bool     `help:"Only the summary."`
	JSON    bool     `name:"json" help:"A JSON object a change, and one with the summary."`
	Old     string   `arg:"" help:"File of records, or folder of a finished backfill."`
	New     string   `arg:"" help:"Another, of the same articles."`
}

func (*diffCmd) Help() string {
	return `Compares the records of two runs over the same articles, by their identifiers, fact by fact: added, removed, changed. Entities are known by their names; scores, salience and versions are not compared. Where a text itself differs, its facts cannot be compared. The exit status is 0 if there is no difference, 1 if there is one.

Both are read once, side by side: memory is flat as long as the articles come in about the same order.

Examples:
  enricher diff --summary before/ after/
  enricher diff --kind mention,place before/records.jsonl after/records.jsonl`
}

// Validate refuses kinds that there are not.
func (c *diffCmd) Validate() error {
	for _, kind := range c.Kind {
		if !slices.Contains(audit.FactKinds, kind) {
			return fmt.Errorf("--kind %s: want one of %s", kind, strings.Join(audit.FactKinds, ", "))
		}
	}
	return nil
}

// tally counts facts of a kind.
type tally struct {
	Same    int `json:"same"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Changed int `json:"changed"`
}

// A comparison is the summary of a diff.
type comparison struct {
	Same      int               `json:"same"` // records
	Different int               `json:"different"`
	OnlyOld   int               `json:"only_old"`
	OnlyNew   int               `json:"only_new"`
	Facts     map[string]*tally `json:"facts"`
}

// A recordChange is a line of JSON.
type recordChange struct {
	ID string `json:"id"`
	audit.Change
}

func (c *diffCmd) Run(ctx context.Context, std streams) error {
	sum := comparison{Facts: map[string]*tally{}}
	enc := json.NewEncoder(std.out)
	enc.SetEscapeHTML(false)
	say := func(r recordChange) error {
		switch {
		case c.Summary:
			return nil
		case c.JSON:
			return enc.Encode(r)
		}
		return sayChange(std.out, r)
	}
	for pair, err := range pairs(ctx, c.Old, c.New, std.in) {
		if err != nil {
			return err
		}
		if err := c.compare(pair, &sum, say); err != nil {
			return err
		}
	}
	var err error
	if c.JSON {
		err = enc.Encode(map[string]comparison{"summary": sum})
	} else {
		err = sum.print(std.out)
	}
	if err == nil && sum.Different+sum.OnlyOld+sum.OnlyNew > 0 {
		err = errSomeFailed
	}
	return err
}

// opening tells a person which record it is.
func opening(r *pipeline.Record) string { return cmp.Or(titleOf(r), short(r.Text, 60)) }

// compare takes one of both records, or a record that only one run has.
func (c *diffCmd) compare(pair [2]*pipeline.Record, sum *comparison, say func(recordChange) error) error {
	old, anew := pair[0], pair[1]
	switch {
	case anew == nil:
		sum.OnlyOld++
		return say(recordChange{ID: old.ID, Change: audit.Change{Kind: "record", Old: opening(old)}})
	case old == nil:
		sum.OnlyNew++
		return say(recordChange{ID: anew.ID, Change: audit.Change{Kind: "record", New: opening(anew)}})
	}
	changes, same, err := audit.Diff(old, anew)
	if err != nil {
		return fmt.Errorf("record %s: %w", old.ID, err)
	}
	wanted := func(kind string) bool { return len(c.Kind) == 0 || slices.Contains(c.Kind, kind) }
	count := func(kind string) *tally {
		if sum.Facts[kind] == nil {
			sum.Facts[kind] = &tally{}
		}
		return sum.Facts[kind]
	}
	for kind, n := range same {
		if wanted(kind) {
			count(kind).Same += n
		}
	}
	changes = slices.DeleteFunc(changes, func(change audit.Change) bool { return !wanted(change.Kind) })
	if len(changes) == 0 {
		sum.Same++
		return nil
	}
	sum.Different++
	for _, change := range changes {
		switch t := count(change.Kind); {
		case change.Old == "":
			t.Added++
		case change.New == "":
			t.Removed++
		default:
			t.Changed++
		}
		if err := say(recordChange{old.ID, change}); err != nil {
			return err
		}
	}
	return nil
}

func sayChange(out io.Writer, r recordChange) error {
	where := ""
	if r.End > 0 {
		where = fmt.Sprintf(" %d-%d", r.Start, r.End)
	}
	if r.Text != "" {
		where += " " + fmt.Sprintf("%q", r.Text)
	}
	sign, says := "~", printable(r.Old)+" → "+printable(r.New)
	switch {
	case r.Old == "":
		sign, says = "+", printable(r.New)
	case r.New == "":
		sign, says = "-", printable(r.Old)
	}
	_, err := fmt.Fprintf(out, "%s %s %s%s: %s\n", sign, printable(r.ID), r.Kind, where, says)
	return err
}

func (s *comparison) print(out io.Writer) error {
	fmt.Fprintf(out, "records: %d the same, %d different, %d only in the first, %d only in the second\n", s.Same, s.Different, s.OnlyOld, s.OnlyNew)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "facts\tsame\tadded\tremoved\tchanged\t")
	for _, kind := range audit.FactKinds {
		if t := s.Facts[kind]; t != nil {
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t\n", kind, t.Same, t.Added, t.Removed, t.Changed)
		}
	}
	return w.Flush()
}

// pairs yields the records of both by their identifiers, and at the end those
// that one alone has. The two are read in step.
func pairs(ctx context.Context, old, anew string, stdin io.Reader) iter.Seq2[[2]*pipeline.Record, error] {
	return func(yield func([2]*pipeline.Record, error) bool) {
		type side struct {
			next    func() (*pipeline.Record, error, bool)
			waiting map[string][]*pipeline.Record // for the other side's
			order   []*pipeline.Record            // of those waiting, and others
			ended   bool
		}
		sides := [2]*side{}
		for i, name := range []string{old, anew} {
			next, stop := iter.Pull2(records(name, stdin))
			defer stop()
			sides[i] = &side{next: next, waiting: map[string][]*pipeline.Record{}}
		}
		for !sides[0].ended || !sides[1].ended {
			for i, s := range sides {
				if s.ended {
					continue
				}
				r, err, ok := s.next()
				if s.ended = !ok; s.ended {
					continue
				}
				if err == nil {
					err = ctx.Err()
				}
				if err != nil {
					yield([2]*pipeline.Record{}, err)
					return
				}
				other := sides[1-i]
				match := other.waiting[r.ID]
				if len(match) == 0 {
					s.waiting[r.ID] = append(s.waiting[r.ID], r)
					s.order = append(s.order, r)
					continue
				}
				if other.waiting[r.ID] = match[1:]; len(match) == 1 {
					delete(other.waiting, r.ID)
				}
				if len(other.order) > 2*len(other.waiting)+1000 {
					other.order = slices.DeleteFunc(other.order, func(r *pipeline.Record) bool { return !slices.Contains(other.waiting[r.ID], r) })
				}
				pair := [2]*pipeline.Record{}
				pair[i], pair[1-i] = r, match[0]
				if !yield(pair, nil) {
					return
				}
			}
		}
		for i, s := range sides {
			for _, r := range s.order {
				pair := [2]*pipeline.Record{}
				if pair[i] = r; slices.Contains(s.waiting[r.ID], r) && !yield(pair, nil) {
					return
				}
			}
		}
	}
}

// records yields those of a file or folder, up to the first that is none.
func records(name string, stdin io.Reader) iter.Seq2[*pipeline.Record, error] {
	return func(yield func(*pipeline.Record, error) bool) {
		for item := range recordItems(name, stdin) {
			r, err := item.Record()
			if err != nil {
				yield(nil, fmt.Errorf("%v: %w", &item, err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}
