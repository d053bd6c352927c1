package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"enricher/pipeline/stream"
)

type deadShowCmd struct {
	operatorFlags
	Letter string `arg:"" placeholder:"NUMBER|ID" help:"The letter's number, or its article's identifier."`
	ID     bool   `name:"id" help:"Take it for an identifier even if it is a number."`
	Body   bool   `help:"Only the article's original bytes, each as it is."`
	JSON   bool   `name:"json" help:"A JSON object a line, the article's bytes in base64."`
}

func (c *deadShowCmd) Validate() error {
	if c.Body && c.JSON {
		return errors.New("--body and --json: give one")
	}
	return nil
}

func (*deadShowCmd) Help() string {
	return `Several letters may have one article's identifier; all are shown, but --body wants a single one.

Examples:
  enricher dead show 17
  enricher dead show 17 --body > article.html`
}

func (c *deadShowCmd) Run(ctx context.Context, std streams) error {
	conn, letters, err := c.deadLetters(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	seqs, err := c.find(ctx, letters)
	if err != nil {
		return err
	}
	if c.Body && len(seqs) > 1 {
		return fmt.Errorf("%d dead letters have the article %s, with the numbers %v: show one of these", len(seqs), printable(c.Letter), seqs)
	}
	enc := json.NewEncoder(std.out)
	for _, seq := range seqs {
		l, err := letters.Get(ctx, seq)
		switch {
		case err != nil:
		case c.Body:
			_, err = std.out.Write(l.Data)
		case c.JSON:
			err = enc.Encode(l)
		default:
			err = showLetter(std.out, l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// find are the numbers of the letters that are meant.
func (c *deadShowCmd) find(ctx context.Context, letters *stream.DeadLetters) ([]uint64, error) {
	if seq, err := strconv.ParseUint(c.Letter, 10, 64); err == nil && !c.ID {
		return []uint64{seq}, nil
	}
	var seqs []uint64
	for l, err := range letters.List(ctx, stream.Filter{ID: c.Letter}) {
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, l.Seq)
	}
	if len(seqs) == 0 {
		return nil, fmt.Errorf("no dead letter has the article %q", c.Letter)
	}
	return seqs, nil
}

// showBody is how much of an article is shown on a terminal, in bytes.
const showBody = 4 << 10

func showLetter(out io.Writer, l stream.Letter) error {
	w := bufio.NewWriter(out)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-12s %s\n", name, printable(value))
		}
	}
	row("number", strconv.FormatUint(l.Seq, 10))
	row("reason", string(l.Reason))
	row("stage", l.Stage)
	row("error", l.Error)
	row("article", l.ArticleID)
	row("subject", l.Subject)
	row("attempts", strconv.Itoa(l.Attempts))
	if l.Replays > 0 {
		row("replays", strconv.Itoa(l.Replays))
	}
	row("in queue", moment(l.Stored))
	row("put aside", moment(l.Buried))
	row("by version", l.Version)
	row("bytes", strconv.Itoa(l.Size))
	if len(l.Header) > 0 {
		fmt.Fprint(w, "\nHeaders\n")
		for _, name := range slices.Sorted(maps.Keys(l.Header)) {
			for _, value := range l.Header[name] {
				fmt.Fprintf(w, "  %s: %s\n", printable(name), printable(value))
			}
		}
	}
	if l.Stack != "" {
		fmt.Fprint(w, "\nStack\n")
		for line := range strings.Lines(l.Stack) {
			line = strings.TrimRight(line, "\n")
			indent := len(line) - len(strings.TrimLeft(line, "\t"))
			fmt.Fprintf(w, "  %s%s\n", strings.Repeat("  ", indent), printable(line[indent:]))
		}
	}
	fmt.Fprint(w, "\nArticle\n")
	shown := l.Data[:min(len(l.Data), showBody)]
	for line := range strings.Lines(string(shown)) {
		fmt.Fprintf(w, "  %s\n", printable(strings.TrimRight(line, "\r\n")))
	}
	if more := len(l.Data) - len(shown); more > 0 {
		fmt.Fprintf(w, "\n%d bytes more: --body writes all, as they are.\n", more)
	}
	return w.Flush()
}
