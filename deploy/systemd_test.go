package deploy

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

const unitFile = "systemd/enricher.service"

// mostExposed is what systemd-analyze security may say at most: from 0, can do
// nothing, to 10, can do everything. Version 252 says 0.9; others may weigh
// otherwise.
const mostExposed = 1.5

func systemdAnalyze(t *testing.T, environment []string, args ...string) (string, error) {
	t.Helper()
	path, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("no systemd-analyze on this machine")
	}
	c := exec.CommandContext(t.Context(), path, args...)
	c.Env = append(os.Environ(), environment...)
	out, err := c.CombinedOutput()
	return string(out), err
}

func TestUnitSecurity(t *testing.T) {
	out, err := systemdAnalyze(t, nil, "security", "--no-pager", "--offline=true", unitFile)
	if strings.Contains(out, "unrecognized option") {
		t.Skip("a systemd-analyze without --offline")
	}
	found := regexp.MustCompile(`Overall exposure level for enricher.service: ([0-9.]+)`).FindStringSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if level, err := strconv.ParseFloat(found[1], 64); err != nil || level > mostExposed {
		t.Errorf("exposure %s, want at most %.1f\n%s", found[1], mostExposed, out)
	}
}

// TestUnitVerify lets systemd read the unit, alone and with its drop-in.
func TestUnitVerify(t *testing.T) {
	dir := t.TempDir()
	// The binary is not installed here; something else stands for it.
	text := strings.Replace(read(t, unitFile), "/usr/local/bin/enricher", "/bin/true", 1)
	write(t, filepath.Join(dir, "enricher.service"), text)
	path := "SYSTEMD_UNIT_PATH=" + dir + ":"
	verify := func() string {
		t.Helper()
		out, err := systemdAnalyze(t, []string{path}, "verify", "--man=no", filepath.Join(dir, "enricher.service"))
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return strings.Join(regexp.MustCompile(`.*(enricher\.service|nats\.conf).*`).FindAllString(out, -1), "\n")
	}
	if out := verify(); out != "" {
		t.Errorf("systemd says\n%s", out)
	}
	dropIn := filepath.Join(dir, "enricher.service.d", "nats.conf")
	write(t, dropIn, read(t, "systemd/nats.conf"))
	if out := verify(); out != "" {
		t.Errorf("with nats.conf systemd says\n%s", out)
	}
	// That systemd reads the drop-in at all shows in what it says of a wrong one.
	write(t, dropIn, "[Service]\nNoSuchSetting=yes\n")
	if out := verify(); !strings.Contains(out, "NoSuchSetting") {
		t.Errorf("nothing said of a wrong drop-in: %s", out)
	}
}

func TestUnitTimes(t *testing.T) {
	text := read(t, unitFile)
	value := func(pattern string) string {
		t.Helper()
		found := regexp.MustCompile(pattern).FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("nothing like %s in %s", pattern, unitFile)
		}
		return found[1]
	}
	drain, err := time.ParseDuration(value(`ENRICHER_DRAIN_TIMEOUT=(\S+)`))
	if err != nil {
		t.Fatal(err)
	}
	stop, err := strconv.Atoi(value(`(?m)^TimeoutStopSec=(\d+)$`))
	if err != nil || time.Duration(stop)*time.Second < drain+lastAnswers {
		t.Errorf("killed after %d s, drains for %s (%v)", stop, drain, err)
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
