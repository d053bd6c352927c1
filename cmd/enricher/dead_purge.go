package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"enricher/pipeline/stream"
)

type deadPurgeCmd struct {
	operatorFlags
	letterFlags
	All    bool `help:"All of them: needed where nothing else chooses."`
	Yes    bool `help:"Do not ask. Needed where nobody can answer."`
	DryRun bool `help:"Only list what would be deleted."`
	JSON   bool `name:"json" help:"The result, or the list of a dry run, as JSON."`
}

func (*deadPurgeCmd) Help() string {
	return `The articles of the letters are lost for good, unless their publisher has them. Letters that are put aside once it has begun stay.

Examples:
  enricher dead purge --reason empty_text --older-than 720h --dry-run
  enricher dead purge --reason empty_text --older-than 720h --yes`
}

func (c *deadPurgeCmd) Validate() error { return c.needsAll(c.All) }

func (c *deadPurgeCmd) Run(ctx context.Context, std streams) error {
	if !c.Yes && !c.DryRun && !isTerminal(std.in) {
		return usageError{errors.New("dead letters are deleted for good, and nobody can be asked here whether they may be: give --yes, or look first with --dry-run")}
	}
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	if c.DryRun {
		return dryRun(ctx, std, letters, filter, 0, c.JSON, "deleted")
	}
	if !c.Yes {
		if ok, err := c.ask(ctx, std, letters, filter); !ok {
			return err
		}
	}
	progress := newProgress(std.err, "deleted")
	deleted, err := letters.Purge(ctx, filter, progress.show)
	progress.end()
	if err != nil {
		return fmt.Errorf("stopped after %d were deleted: %w", deleted, err)
	}
	if c.JSON {
		return json.NewEncoder(std.out).Encode(map[string]int{"deleted": deleted})
	}
	fmt.Fprintf(std.out, "%d deleted\n", deleted)
	return nil
}

// ask has a person confirm; it is false if they do not.
func (c *deadPurgeCmd) ask(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter) (bool, error) {
	n := 0
	for _, err := range letters.List(ctx, filter) {
		if err != nil {
			return false, err
		}
		n++
	}
	if n == 0 {
		fmt.Fprintln(std.out, "0 deleted")
		return false, nil
	}
	fmt.Fprintf(std.err, "Delete %d dead letters for good? Type yes: ", n)
	answer, err := bufio.NewReader(std.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if strings.TrimSpace(answer) != "yes" {
		return false, errors.New("not confirmed, nothing is deleted")
	}
	return true, nil
}
