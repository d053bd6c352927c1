//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A lockedBuffer is written by several goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// serve hears SIGHUP and goes on.
func TestHangup(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.csv")
	if err := os.WriteFile(file, []byte(oneParty), 0o600); err != nil {
		t.Fatal(err)
	}
	c := parseServe(t, "--data", t.TempDir(), "--metrics", "none", "--gazetteer", file)
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	log, done := new(lockedBuffer), make(chan error, 1)
	go func() { done <- c.Run(ctx, streams{strings.NewReader(""), io.Discard, log}) }()
	logged := func(text string) {
		t.Helper()
		for tick := time.NewTicker(10 * time.Millisecond); !strings.Contains(log.String(), text); <-tick.C {
			if ctx.Err() != nil {
				t.Fatalf("never logged: %s\n%s", text, log)
			}
		}
	}
	logged("taking articles")
	if err := os.WriteFile(file, []byte(otherLink), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	logged("gazetteers are in use")
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
