package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// checkCalls runs the binary's work under strace and compares the system calls
// with those that the systemd unit leaves it.
func checkCalls(t *testing.T, binary string) {
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace on this machine")
	}
	allowed := callsAllowed(t)
	dir := t.TempDir()
	summary, pid, address := filepath.Join(dir, "calls"), filepath.Join(dir, "pid"), freeAddress(t)
	serve := exec.CommandContext(t.Context(), "strace", "-f", "-c", "-U", "calls,name", "-o", summary,
		"sh", "-c", `echo $$ > "$0" && exec "$@"`, pid, binary, "serve", "--data", filepath.Join(dir, "data"), "--metrics", address)
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { return exec.Command(binary, "health", "--ready", "--metrics", address).Run() == nil })
	id, err := strconv.Atoi(strings.TrimSpace(read(t, pid)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(id, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := serve.Wait(); err != nil {
		t.Error(err)
	}
	calls := regexp.MustCompile(`(?m)^\s*\d+ ([a-z0-9_]+)$`).FindAllStringSubmatch(read(t, summary), -1)
	if len(calls) < 30 {
		t.Fatalf("only %d system calls seen:\n%s", len(calls), read(t, summary))
	}
	for _, call := range calls {
		if name := call[1]; name != "total" && !allowed[name] {
			t.Errorf("the unit refuses %s", name)
		}
	}
}

// callsAllowed are what the unit's SystemCallFilter lines leave.
func callsAllowed(t *testing.T) map[string]bool {
	t.Helper()
	var expand func(name string) []string
	expand = func(name string) []string {
		if name[0] != '@' {
			return []string{name}
		}
		out, err := systemdAnalyze(t, nil, "syscall-filter", "--no-pager", name)
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var calls []string
		for _, line := range strings.Split(out, "\n")[1:] {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				calls = append(calls, expand(line)...)
			}
		}
		return calls
	}
	allowed := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^SystemCallFilter=(~?)(.*)$`).FindAllStringSubmatch(read(t, unitFile), -1) {
		for _, set := range strings.Fields(found[2]) {
			for _, call := range expand(set) {
				allowed[call] = found[1] == ""
			}
		}
	}
	return allowed
}

// checkNoNewCode runs the binary where no memory may become executable, as the
// unit's MemoryDenyWriteExecute wants it.
func checkNoNewCode(t *testing.T, binary string) {
	test, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	samples, err := filepath.Glob("../cmd/enricher/samples/*")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	c := exec.CommandContext(t.Context(), test, slices.Concat([]string{"-test.run=^TestNoNewCode$", "--", binary, "enrich"}, samples)...)
	c.Env = append(os.Environ(), "NO_NEW_CODE=1")
	records, err := c.CombinedOutput()
	if n := bytes.Count(records, []byte(`"enricher.record/v1"`)); err != nil || n != len(samples) {
		t.Errorf("%d records of %d samples: %v\n%s", n, len(samples), err, records)
	}
}

// TestNoNewCode is the process that checkNoNewCode starts: it becomes the
// program that it is given.
func TestNoNewCode(t *testing.T) {
	if os.Getenv("NO_NEW_CODE") == "" {
		t.Skip("a part of TestImage")
	}
	if err := unix.Prctl(unix.PR_SET_MDWE, unix.PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0); err != nil {
		t.Skipf("this kernel has no such protection: %v", err)
	}
	command := os.Args[slices.Index(os.Args, "--")+1:]
	t.Fatal(syscall.Exec(command[0], command, os.Environ()))
}
