package main

import (
	"strings"
	"testing"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

// What comes from outside cannot steer a terminal or break a table.
func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"":                          "",
		"Zürich 😀 \"x\" \\n":        "Zürich 😀 \"x\" \\n",
		"\x1b[2J":                   `\x1b[2J`,
		"a\tb\nc\rd\x00":            `a\tb\nc\rd\x00`,
		"\xff":                      `\ufffd`,
		"\u202eright to left\u200b": `\u202eright to left\u200b`,
		"\u0085":                    `\u0085`,
	} {
		if got := printable(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"": "", "äöü": "äöü", "äöü!": "äöü…"} {
		if got := short(in, 3); got != want {
			t.Errorf("short(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestShowLetter(t *testing.T) {
	var out strings.Builder
	err := showLetter(&out, stream.Letter{
		Seq: 7, Reason: pipeline.Panic, Stage: "names", Error: "index out of range", Stack: "goroutine 1\nmain.f()\n\tmain.go:7", Attempts: 2, Replays: 1,
		Subject: "articles.raw.dpa", ArticleID: "a\x1b[1m", Buried: time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), Size: showBody + 9,
		Header: stream.Header{"Content-Type": {"text/plain"}, "X-Many": {"1", "2"}}, Data: []byte("first\r\nsecond" + strings.Repeat("x", showBody-4)),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"number       7\n", "reason       panic\n", "article      a\\x1b[1m\n", "in queue     -\n", "put aside    2026-01-02 03:04:05Z\n", "replays      1\n",
		"\nHeaders\n  Content-Type: text/plain\n  X-Many: 1\n  X-Many: 2\n", "\nStack\n  goroutine 1\n  main.f()\n    main.go:7\n",
		"\nArticle\n  first\n  secondx", "\n\n9 bytes more: --body writes all, as they are.\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestLetterFlags(t *testing.T) {
	now := time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	f, err := (&letterFlags{
		Reason: []string{"timeout", "panic"}, Stage: "names", Source: "articles.raw.>", ID: "a", Seq: []string{"3", "7-20"}, OlderThan: time.Hour, NewerThan: 24 * time.Hour,
	}).filter(now)
	if err != nil || len(f.Reasons) != 2 || f.Stage != "names" || f.Subject != "articles.raw.>" || f.ID != "a" || len(f.Seqs) != 2 ||
		f.Seqs[1] != (stream.SeqRange{From: 7, To: 20}) || !f.Before.Equal(now.Add(-time.Hour)) || !f.Since.Equal(now.AddDate(0, 0, -1)) {
		t.Errorf("%+v, %v", f, err)
	}
	for name, flags := range map[string]letterFlags{
		"reason": {Reason: []string{"tired"}}, "subject": {Source: "a..b"}, "number": {Seq: []string{"x"}}, "negative number": {Seq: []string{"-1"}},
		"range": {Seq: []string{"7-3"}}, "open range": {Seq: []string{"7-"}}, "age": {OlderThan: -time.Hour},
	} {
		if _, err := flags.filter(now); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
