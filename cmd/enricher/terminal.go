package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-isatty"
)

// isTerminal tells whether a person may sit at a stream's other end.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// A progress shows on a terminal, and only there, how far something is.
type progress struct {
	out   io.Writer // nil: no terminal
	done  string
	shown time.Time
}

func newProgress(out io.Writer, done string) *progress {
	if !isTerminal(out) {
		out = nil
	}
	return &progress{out: out, done: done}
}

func (p *progress) show(n int) {
	if p.out != nil && time.Since(p.shown) > 100*time.Millisecond {
		fmt.Fprintf(p.out, "\r%d %s", n, p.done)
		p.shown = time.Now()
	}
}

// end leaves the line to what comes next.
func (p *progress) end() {
	if p.out != nil && !p.shown.IsZero() {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = time.Time{}
	}
}

// printable makes text from outside fit for a terminal and a table: it shows
// what would steer either.
func printable(s string) string {
	if !strings.ContainsFunc(s, steers) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return printable(s)
}

func short(s string, runes int) string {
	for i := range s {
		if runes--; runes < 0 {
			return s[:i] + "…"
		}
	}
	return s
}
