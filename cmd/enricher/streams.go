package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"enricher/pipeline/stream"
)

type streamsCmd struct {
	Server  natsFlags     `embed:"" group:"NATS server"`
	Streams streamFlags   `embed:"" group:"Streams"`
	Timeout time.Duration `default:"5s" env:"ENRICHER_TIMEOUT" help:"The longest wait for the server (default ${default})."`
	DryRun  bool          `help:"Print what would be made, as JSON for the nats command line; ask no server."`
	JSON    bool          `help:"Print what was done as JSON."`
}

func (*streamsCmd) Help() string {
	return `Makes the streams and the consumer where they are absent, and checks those that exist: with other settings than wanted they are refused, or changed with --update-streams. Workers whose user may make none need this once, by a user who may.

Examples:
  enricher streams --nats nats://n1:4222 --user operator --inbox-prefix _INBOX_operator --replicas 3
  enricher streams --dry-run --articles-max-bytes 10GiB`
}

func (c *streamsCmd) Run(ctx context.Context, std streams) error {
	topology := c.Streams.topology()
	if c.DryRun {
		definitions, err := topology.Definitions()
		if err != nil {
			return err
		}
		return writeIndented(std.out, definitions)
	}
	operator := operatorFlags{Server: c.Server, Names: c.Streams.nameFlags, Timeout: c.Timeout}
	conn, err := operator.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// A cluster that makes a stream elects its leader first.
	ctx, cancel := context.WithTimeout(ctx, 6*c.Timeout)
	defer cancel()
	changes, err := conn.Ensure(ctx, topology)
	if c.JSON {
		err = errors.Join(writeIndented(std.out, changes), err)
	} else {
		for _, change := range changes {
			fmt.Fprintln(std.out, describe(change))
		}
	}
	return settingsHint(err)
}

// describe is a change in a line.
func describe(c stream.Change) string {
	switch c.Action {
	case "none":
		return fmt.Sprintf("%s %s: there as wanted", c.Kind, c.Name)
	case "updated":
		return fmt.Sprintf("%s %s: updated, where %s", c.Kind, c.Name, strings.Join(c.Settings, "; "))
	}
	return fmt.Sprintf("%s %s: %s", c.Kind, c.Name, c.Action)
}

// settingsHint adds what to do about streams that have other settings, and
// about consumers that take the same articles.
func settingsHint(err error) error {
	var conflict *stream.ConflictError
	if errors.As(err, &conflict) {
		return fmt.Errorf("%w: give flags that fit, or --update-streams to change it", err)
	}
	var overlap *stream.OverlapError
	if errors.As(err, &overlap) {
		return fmt.Errorf("%w: give --filter subjects that no other consumer takes, or delete a consumer that is used no more (nats consumer rm %s %s)",
			err, overlap.Stream, cmp.Or(overlap.Other, "NAME"))
	}
	return err
}

func writeIndented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
