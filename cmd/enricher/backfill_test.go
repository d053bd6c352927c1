package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C ends a backfill with what is in work done, status 130 and words on how
// to go on; the same command does, to the same bytes.
func TestBackfillInterrupted(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for i := range 120 {
		fmt.Fprintf(&lines, "{\"id\":\"%d\",\"text\":\"Angela Merkel besuchte am %d. März 2026 Paris und sprach dort mit dem Präsidenten.\"}\n", i, 1+i%31)
	}
	articles := filepath.Join(dir, "articles.jsonl")
	if err := os.WriteFile(articles, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	backfill := func(out string, more ...string) (int, string) {
		var errs bytes.Buffer
		args := append([]string{"backfill", "--out", filepath.Join(dir, out), "--compress", "zst", articles}, more...)
		code := run(args, streams{strings.NewReader(""), &bytes.Buffer{}, &errs})
		return code, errs.String()
	}
	if code, errs := backfill("whole"); code != exitDone {
		t.Fatalf("status %d: %s", code, errs)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for range tick.C { // until the run has begun: it takes two seconds then
			if _, err := os.Stat(filepath.Join(dir, "stopped", "journal")); err == nil {
				syscall.Kill(os.Getpid(), syscall.SIGINT)
				return
			}
		}
	}()
	code, errs := backfill("stopped", "--rate", "60")
	<-done
	if code != exitInterrupted || !strings.Contains(errs, "the same command goes on") {
		t.Fatalf("status %d: %s", code, errs)
	}
	if code, errs := backfill("stopped"); code != exitDone {
		t.Fatalf("status %d: %s", code, errs)
	}
	for _, name := range []string{"records.jsonl.zst", "failures.jsonl", "manifest.json"} {
		want, err := os.ReadFile(filepath.Join(dir, "whole", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(dir, "stopped", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from an undisturbed run's", name)
		}
	}
}
