package main

import (
	"bytes"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

const securityFile = "../../SECURITY.md"

// SECURITY.md states the limits that the code has.
func TestSecurityLimits(t *testing.T) {
	flags := map[string]*kong.Flag{}
	for _, node := range appModel(t).Children {
		if node.Name == "serve" {
			for _, f := range node.Flags {
				flags["--"+f.Name] = f
			}
		}
	}
	var table strings.Builder
	table.WriteString("| what | limit | set by |\n|---|---|---|\n")
	for _, row := range []struct{ what, unit, by, pattern string }{
		{"text of an article, or HTML page", "bytes", "--max-text", ""},
		{"article in the queue, headers included", "", "--max-msg-size", ""},
		{"id, url, source, lang and times, each", "bytes", "pipeline/article.go", `MaxField += (.*?) //`},
		{"`meta`", "bytes", "pipeline/article.go", `MaxMeta += (.*)`},
		{"`meta`, objects and arrays within each other", "", "pipeline/article.go", `MaxMetaDepth = (.*?) //`},
		{"HTML, elements within each other", "", "pipeline/zone/html.go", `more than (\d+) elements deep`},
		{"HTML, elements and texts", "", "pipeline/zone/html.go", `maxNodes = (.*)`},
		{"HTML, title", "bytes", "pipeline/zone/html.go", `maxTitle = (.*)`},
		{"HTML, linked data of one script", "bytes", "pipeline/zone/html.go", `maxLinkedData = (.*)`},
		{"time of one article", "", "--article-timeout", ""},
		{"deliveries of one article", "", "--max-deliver", ""},
		{"articles held by all workers", "", "--max-ack-pending", ""},
		{"articles held by one worker", "bytes", "pipeline/stream/worker.go", `&o.HoldBytes, (.*)\)`},
		{"trace headers passed on, together", "bytes", "pipeline/stream/article.go", `maxTrace += (.*)`},
		{"trace headers passed on", "", "pipeline/stream/article.go", `maxTraceHeaders = (.*)`},
		{"what a dead letter says of an error", "bytes", "pipeline/stream/dead.go", `const maxHeader = (.*)`},
		{"queue, records and dead letters on disk", "", "--articles-max-bytes", ""},
		{"configuration file", "bytes", "cmd/enricher/configfile.go", `maxConfig = (.*)`},
		{"files of a bucket, together", "bytes", "pipeline/stream/bucket.go", `maxBucket = (.*)`},
		{"gazetteer, unpacked", "bytes", "gazetteer/format.go", `maxBody += (.*)`},
		{"header of an HTTP request", "bytes", "pipeline/web/web.go", `MaxHeaderBytes: +(.*),`},
	} {
		var limit string
		if f := flags[row.by]; f != nil {
			limit = f.Default
		} else {
			limit = constant(t, row.by, row.pattern)
		}
		if n, err := strconv.Atoi(limit); err == nil && row.unit == "bytes" {
			limit = byteSize(n).String()
		}
		by := "`" + row.by + "`"
		if row.by == "--articles-max-bytes" {
			limit = fmt.Sprintf("%s, %s, %s", limit, flags["--enriched-max-bytes"].Default, flags["--dead-max-bytes"].Default)
			by = "`--articles-max-bytes`, `--enriched-max-bytes`, `--dead-max-bytes`"
		}
		fmt.Fprintf(&table, "| %s | %s | %s |\n", row.what, limit, by)
	}
	updateSection(t, securityFile, "limits", table.String())
}

// constant finds a constant expression in a source file and says what it is.
func constant(t *testing.T, file, pattern string) string {
	t.Helper()
	source, err := os.ReadFile("../../" + file)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(pattern).FindSubmatch(source)
	if found == nil {
		t.Fatalf("%s: nothing like %s is in it", file, pattern)
	}
	value, err := types.Eval(token.NewFileSet(), nil, token.NoPos, string(found[1]))
	if err != nil {
		t.Fatalf("%s: %s: %v", file, found[1], err)
	}
	return value.Value.ExactString()
}

// updateSection compares, or with -update writes, what stands between
// <!-- name --> and <!-- /name -->.
func updateSection(t *testing.T, file, name, want string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := bytes.Cut(data, []byte("<!-- "+name+" -->\n"))
	got, tail, closed := bytes.Cut(rest, []byte("<!-- /"+name+" -->\n"))
	if !ok || !closed {
		t.Fatalf("%s has no section %s", file, name)
	}
	if *update {
		whole := fmt.Sprintf("%s<!-- %s -->\n%s<!-- /%s -->\n%s", head, name, want, name, tail)
		if err := os.WriteFile(file, []byte(whole), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(got) != want {
		t.Errorf("%s: section %s is not what the code says: make golden writes it anew. Want\n%s", file, name, want)
	}
}

// SECURITY.md says of every module that the binary is built from directly
// what it is for.
func TestSecurityNamesDependencies(t *testing.T) {
	security, err := os.ReadFile(securityFile)
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Indirect}}{{.Path}}{{end}}{{end}}", ".")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for module := range strings.FieldsSeq(string(out)) {
		if module != "enricher" && !bytes.Contains(security, []byte("| "+module+" |")) {
			t.Errorf("SECURITY.md does not say what %s is for", module)
			security = append(security, "| "+module+" |"...) // once
		}
	}
}
