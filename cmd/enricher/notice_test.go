package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const noticeFile = "../../NOTICE"

// noticeHead begins the last part of NOTICE, which this test writes.
const noticeHead = "Go modules in the binary, each under its own licence; make licences gathers the\ntexts:\n\n"

// NOTICE names every module in the binary with its licence, and every licence
// is one that lets the binary be passed on.
func TestNoticeNamesModules(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", ".")
	list.Stderr = os.Stderr
	list.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(out)) {
		module, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		if module == "" || module == "enricher" {
			continue
		}
		licence, err := licenceOf(dir)
		if err != nil {
			t.Errorf("%s: %v", module, err)
		}
		lines = append(lines, fmt.Sprintf("  %-44s %s\n", module, licence))
	}
	slices.Sort(lines)
	section := noticeHead + strings.Join(slices.Compact(lines), "")

	notice, err := os.ReadFile(noticeFile)
	if err != nil {
		t.Fatal(err)
	}
	own, _, _ := bytes.Cut(notice, []byte(noticeHead))
	whole := append(bytes.Clone(own), section...)
	if *update {
		if err := os.WriteFile(noticeFile, whole, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(notice, whole) {
		t.Errorf("NOTICE does not name the modules of the binary: make golden writes it anew. Want\n%s", section)
	}
}

// licenceOf tells a module's licences by their words, as SPDX identifiers.
func licenceOf(dir string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "[LlC][IiO][CcP]*"))
	if err != nil {
		return "", err
	}
	var all []byte
	for _, name := range files {
		if data, err := os.ReadFile(name); err == nil { // LICENSES may be a folder
			all = append(all, data...)
		}
	}
	text := strings.Join(strings.Fields(string(all)), " ")
	var found []string
	for _, l := range []struct{ words, without, id string }{
		{"Apache License Version 2.0", "", "Apache-2.0"},
		{"http://www.apache.org/licenses/LICENSE-2.0", "Apache License Version 2.0", "Apache-2.0"},
		{"Redistributions in binary form must reproduce", "either the name", "BSD-2-Clause"},
		{"either the name", "", "BSD-3-Clause"},
		{"Permission is hereby granted, free of charge", "", "MIT"},
		{"Mozilla Public License", "", "MPL-2.0"},
		{"GNU GENERAL PUBLIC LICENSE", "", "GPL"},
		{"GNU LESSER GENERAL PUBLIC LICENSE", "", "LGPL"},
	} {
		if strings.Contains(text, l.words) && (l.without == "" || !strings.Contains(text, l.without)) {
			found = append(found, l.id)
		}
	}
	switch {
	case len(found) == 0:
		return "", fmt.Errorf("no licence known here is in %s", dir)
	case slices.Contains(found, "GPL") || slices.Contains(found, "LGPL"):
		return "", fmt.Errorf("%v asks more of who passes the binary on than its text", found)
	}
	return strings.Join(found, " and "), nil
}
