package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"enricher/pipeline/stream"
)

type statusCmd struct {
	operatorFlags
	JSON bool `name:"json" help:"Print JSON."`
}

func (*statusCmd) Help() string {
	return `Shows how full the streams are; what each consumer of the queue has to do, with the age of its oldest article that was not sent to any worker yet; articles that no consumer takes; dead letters by reason; and the workers that answer, with their versions.

Exit status: 0 if the streams and the consumer are there, 1 if one is missing or the server does not answer. That no worker answers is no error: they may be scaled to none.

Examples:
  enricher status
  enricher status --json | jq '.consumers[] | {name, pending, oldest_pending}'`
}

func (c *statusCmd) Run(ctx context.Context, std streams) error {
	conn, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	s, err := conn.Status(ctx, c.Names.topology())
	if err != nil {
		return err
	}
	if c.JSON {
		err = writeIndented(std.out, s)
	} else {
		err = writeStatus(std.out, s)
	}
	if missing := s.Missing(); err == nil && len(missing) > 0 {
		return fmt.Errorf("missing: %s (enricher streams makes them, and so does enricher serve)", strings.Join(missing, ", "))
	}
	return err
}

func writeStatus(out io.Writer, s *stream.Status) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "STREAM\tMESSAGES\tBYTES\tLIMIT\tUSED")
	for _, stream := range s.Streams {
		switch {
		case stream.Missing:
			fmt.Fprintf(w, "%s\tmissing\n", printable(stream.Name))
		case stream.MaxBytes == 0:
			fmt.Fprintf(w, "%s\t%d\t%s\tnone\t-\n", printable(stream.Name), stream.Messages, sizeWords(stream.Bytes))
		default:
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%.1f%%\n", printable(stream.Name), stream.Messages, sizeWords(stream.Bytes), sizeWords(uint64(stream.MaxBytes)), 100*stream.Used)
		}
	}
	fmt.Fprintln(w, "\nCONSUMER\tTAKES\tPENDING\tOLDEST\tWITH WORKERS\tREDELIVERED\tSTATE")
	for _, c := range s.Consumers {
		if c.Missing {
			fmt.Fprintf(w, "%s\tmissing\n", printable(c.Name))
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%d\t%d\t%s\n", printable(c.Name), printable(strings.Join(c.Filters, ",")),
			c.Pending, age(s.Time, c.OldestPending), c.AckPending, c.Redelivered, pauseWords(c.Paused, c.PausedUntil))
	}
	if s.Untaken.Articles > 0 {
		fmt.Fprintln(w, "\nNO CONSUMER TAKES\tARTICLES")
		for _, subject := range byCount(s.Untaken.Subjects) {
			fmt.Fprintf(w, "%s\t%d\n", printable(subject), s.Untaken.Subjects[subject])
		}
		fmt.Fprintf(w, "all\t%d\n", s.Untaken.Articles)
	}
	if len(s.DeadLetters) > 0 {
		fmt.Fprintln(w, "\nDEAD LETTERS\tLETTERS")
		for _, reason := range byCount(s.DeadLetters) {
			fmt.Fprintf(w, "%s\t%d\n", printable(reason), s.DeadLetters[reason])
		}
	}
	if len(s.Workers) == 0 {
		fmt.Fprintln(w, "\nno worker answers")
		return w.Flush()
	}
	fmt.Fprintln(w, "\nWORKER\tPID\tCONSUMER\tUP\tVERSION\tMODEL DE\tMODEL EN\tGAZETTEER")
	for _, worker := range s.Workers {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", printable(worker.Host), printable(worker.PID), printable(worker.Consumer), age(s.Time, worker.Started),
			printable(worker.Version), dash(worker.Versions["model_de"]), dash(worker.Versions["model_en"]), dash(worker.Versions["gazetteer"]))
	}
	return w.Flush()
}

// byCount are the names of counts, those of the highest first.
func byCount(counts map[string]uint64) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
}

func age(now, then time.Time) string {
	if then.IsZero() {
		return "-"
	}
	return max(0, now.Sub(then)).Round(time.Second).String()
}

// sizeWords is a number of bytes as people read it.
func sizeWords(bytes uint64) string {
	size, unit := float64(bytes), "B"
	for _, larger := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if size < 1024 {
			break
		}
		size, unit = size/1024, larger
	}
	if unit == "B" || size == float64(int(size)) {
		return fmt.Sprintf("%.0f %s", size, unit)
	}
	return fmt.Sprintf("%.1f %s", size, unit)
}
