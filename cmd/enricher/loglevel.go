package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"text/tabwriter"

	"enricher/pipeline/stream"
)

type logLevelCmd struct {
	Level *slog.Level `arg:"" optional:"" help:"debug (a line an article), info, warn or error. None: tell the levels, change nothing."`
	operatorFlags
	JSON bool `name:"json" help:"Print JSON."`
}

func (*logLevelCmd) Help() string {
	return `All workers that the server reaches change the level of their logs, until they are told otherwise or end, and say so. Workers started later have the level of their own flags.

Examples:
  enricher log-level
  enricher log-level debug`
}

func (c *logLevelCmd) Run(ctx context.Context, std streams) error {
	conn, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	level := "" // as it is
	if c.Level != nil {
		level = c.Level.String()
	}
	levels, err := conn.LogLevels(ctx, level)
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeIndented(std.out, levels)
	} else {
		err = writeLevels(std, levels)
	}
	if err == nil && len(levels) == 0 {
		return errors.New("no worker answers")
	}
	return err
}

func writeLevels(std streams, levels []stream.LogLevel) error {
	if len(levels) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "HOST\tPID\tCONSUMER\tLEVEL")
	for _, l := range levels {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", printable(l.Host), printable(l.PID), printable(l.Consumer), printable(l.Level))
	}
	return w.Flush()
}
