package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"enricher/pipeline/report"
)

// checkReport finds a report that could not be written, before hours of work.
func (c *backfillCmd) checkReport() error {
	if c.Report == "" {
		return nil
	}
	if info, err := os.Stat(c.Report); err == nil && info.IsDir() {
		return fmt.Errorf("--report: %s is a folder: want a file", c.Report)
	}
	folder := filepath.Dir(c.Report)
	if info, err := os.Stat(folder); folder != c.Out && (err != nil || !info.IsDir()) {
		return fmt.Errorf("--report: there is no folder %s", folder)
	}
	return nil
}

// report writes the page of a finished run, and says so.
func (c *backfillCmd) report(ctx context.Context, out io.Writer) error {
	if c.Report == "" {
		return nil
	}
	var page bytes.Buffer
	progress := newProgress(out, "records read for the report")
	err := report.Write(ctx, &page, report.Options{Dir: c.Out, MaxText: c.MaxText, Workers: runtime.GOMAXPROCS(0), Observe: progress.show})
	progress.end()
	if err == nil {
		err = writeFile(c.Report, &page)
	}
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(out, "interrupted before the report was made: the same command makes it")
		return errInterrupted
	case err != nil:
		return fmt.Errorf("report: %w (the run is finished: the same command tries again to make the report)", err)
	}
	fmt.Fprintf(out, "%-10s %s\n", "report", c.Report)
	return nil
}
