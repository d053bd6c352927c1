package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

type deadListCmd struct {
	operatorFlags
	letterFlags
	Count bool `help:"Only how many there are of each reason."`
	Limit int  `placeholder:"N" help:"At most so many; 0: all."`
	JSON  bool `name:"json" help:"One JSON object a line."`
}

func (*deadListCmd) Help() string {
	return `Examples:
  enricher dead list --count
  enricher dead list --reason timeout,panic --newer-than 24h
  enricher dead list --source 'articles.raw.dpa.>' --json | jq -r .article_id`
}

func (c *deadListCmd) Run(ctx context.Context, std streams) error {
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	list := newLetterList(std.out, c.JSON)
	counts := map[pipeline.Reason]*letterCount{}
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err != nil {
			return errors.Join(list.flush(), err)
		}
		if c.Count {
			if counts[l.Reason] == nil {
				counts[l.Reason] = &letterCount{Reason: l.Reason}
			}
			counts[l.Reason].add(l)
		} else if err := list.add(l); err != nil {
			return err
		}
		if n++; n == c.Limit {
			break
		}
	}
	if c.Count {
		return writeCounts(std.out, counts, c.JSON)
	}
	return list.flush()
}

// A letterCount sums up the letters of one reason.
type letterCount struct {
	Reason  pipeline.Reason `json:"reason"`
	Letters int             `json:"letters"`
	Bytes   int64           `json:"bytes"` // of their articles
	Oldest  time.Time       `json:"oldest"`
	Newest  time.Time       `json:"newest"`
}

func (c *letterCount) add(l stream.Letter) {
	if c.Letters == 0 {
		c.Oldest = l.Buried
	}
	c.Newest = l.Buried
	c.Letters++
	c.Bytes += int64(l.Size)
}

func writeCounts(out io.Writer, counts map[pipeline.Reason]*letterCount, asJSON bool) error {
	sorted := slices.SortedFunc(maps.Values(counts), func(a, b *letterCount) int {
		return cmp.Or(cmp.Compare(b.Letters, a.Letters), cmp.Compare(a.Reason, b.Reason))
	})
	if asJSON {
		enc := json.NewEncoder(out)
		for _, c := range sorted {
			if err := enc.Encode(c); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "REASON\tLETTERS\tBYTES\tOLDEST\tNEWEST")
	total := 0
	for _, c := range sorted {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\n", printable(string(c.Reason)), c.Letters, c.Bytes, moment(c.Oldest), moment(c.Newest))
		total += c.Letters
	}
	fmt.Fprintf(w, "all\t%d\n", total)
	return w.Flush()
}

// A letterList writes letters as a table or as JSON, and holds few of them.
type letterList struct {
	json  *json.Encoder     // or
	table *tabwriter.Writer // flushed now and then, for it holds what it is given
	rows  int
}

// tableRows are those that have their columns in common.
const tableRows = 200

func newLetterList(out io.Writer, asJSON bool) *letterList {
	if asJSON {
		return &letterList{json: json.NewEncoder(out)}
	}
	return &letterList{table: tabwriter.NewWriter(out, 8, 0, 2, ' ', 0)}
}

func (w *letterList) add(l stream.Letter) error {
	if w.json != nil {
		return w.json.Encode(l)
	}
	if w.rows == 0 {
		fmt.Fprintln(w.table, "NUMBER\tPUT ASIDE\tREASON\tSTAGE\tTRIES\tBYTES\tSUBJECT\tID\tERROR")
	}
	fmt.Fprintf(w.table, "%d\t%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", l.Seq, moment(l.Buried), printable(string(l.Reason)), dash(l.Stage),
		l.Attempts, l.Size, dash(l.Subject), dash(short(l.ArticleID, 40)), dash(short(l.Error, 80)))
	if w.rows++; w.rows%tableRows == 0 {
		return w.table.Flush()
	}
	return nil
}

func (w *letterList) flush() error {
	if w.json != nil {
		return nil
	}
	return w.table.Flush()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// dryRun lists what would be done something to.
func dryRun(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter, limit int, asJSON bool, done string) error {
	list := newLetterList(std.out, asJSON)
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err == nil {
			err = list.add(l)
		}
		if err != nil {
			return err
		}
		if n++; n == limit {
			break
		}
	}
	err := list.flush()
	fmt.Fprintf(std.err, "%d would be %s\n", n, done)
	return err
}
