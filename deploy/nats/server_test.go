package nats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// patience is how long a test waits for something that must happen.
const patience = 3 * time.Minute

// binaries is the folder of nats-server and enricher, built once.
var binaries = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "enricher-nats-")
	if err != nil {
		return "", err
	}
	for name, pkg := range map[string]string{"nats-server": "github.com/nats-io/nats-server/v2", "enricher": "enricher/cmd/enricher"} {
		cmd := exec.Command("go", "build", "-o", filepath.Join(dir, name), pkg)
		if out, err := cmd.CombinedOutput(); err != nil {
			return dir, fmt.Errorf("build %s: %w\n%s", pkg, err, out)
		}
	}
	return dir, nil
})

func TestMain(m *testing.M) {
	status := m.Run()
	if dir, _ := binaries(); dir != "" {
		os.RemoveAll(dir)
	}
	os.Exit(status)
}

func binary(t *testing.T, name string) string {
	t.Helper()
	dir, err := binaries()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, name)
}

// passwords are those of the users of accounts.conf in tests.
var passwords = map[string]string{
	"publisher": "publisher-secret", "worker": "worker-secret", "subscriber": "subscriber-secret", "backfill": "backfill-secret",
	"operator": "operator-secret", "system": "system-secret",
}

// A server is a process of nats-server.
type server struct {
	url  string // without a user
	log  *lockedBuffer
	kill func()
}

// startServer starts nats-server with a configuration of this folder, as it
// is; the variables are those besides passwords and addresses.
func startServer(t *testing.T, configuration string, variables ...string) *server {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command(binary(t, "nats-server"), "-c", configuration, "--ports_file_dir", dir)
	cmd.Env = environment(t, append([]string{"NATS_STORE=" + dir}, variables...)...)
	s := &server{log: new(lockedBuffer)}
	cmd.Stdout, cmd.Stderr = s.log, s.log
	s.kill = startProcess(t, cmd)
	ports := filepath.Join(dir, fmt.Sprintf("nats-server_%d.ports", cmd.Process.Pid))
	eventually(t, "the server tells its ports", func() bool {
		var p struct{ Nats []string }
		data, err := os.ReadFile(ports)
		if err != nil || json.Unmarshal(data, &p) != nil || len(p.Nats) == 0 {
			return false
		}
		s.url = p.Nats[0]
		return true
	})
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s:\n%s", configuration, s.log)
		}
	})
	return s
}

// environment is that of a server process: free ports, the users' passwords,
// and these variables.
func environment(t *testing.T, variables ...string) []string {
	t.Helper()
	env := append(os.Environ(), "NATS_LISTEN=127.0.0.1:-1", "NATS_HTTP=127.0.0.1:-1", "NATS_STORE="+t.TempDir())
	for user, password := range passwords {
		env = append(env, fmt.Sprintf("NATS_%s_PASSWORD=%s", strings.ToUpper(user), password))
	}
	return append(env, variables...)
}

// copyOf is a copy of this folder where server.conf includes another file in
// place of accounts.conf.
func copyOf(t *testing.T, accounts string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("server.conf")
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`include "accounts.conf"`), []byte(fmt.Sprintf("include %q", accounts)), 1)
	if err := os.WriteFile(filepath.Join(dir, "server.conf"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// startProcess starts a command that is killed when the test ends, or before
// by the function.
func startProcess(t *testing.T, cmd *exec.Cmd) (kill func()) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		cmd.Process.Signal(syscall.SIGKILL)
		cmd.Wait()
	})
	t.Cleanup(kill)
	return kill
}

// lockedBuffer is what a process wrote so far.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// dial connects as a user of accounts.conf.
func dial(t *testing.T, url, user string) *nats.Conn {
	t.Helper()
	nc, err := nats.Connect(url, nats.UserInfo(user, passwords[user]), nats.CustomInboxPrefix("_INBOX_"+user),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {})) // LastError tells
	if err != nil {
		t.Fatalf("%s: %v", user, err)
	}
	t.Cleanup(nc.Close)
	return nc
}

// enricher runs a command of the program as a user and returns what it printed.
func enricher(t *testing.T, url, user string, args ...string) (string, error) {
	t.Helper()
	cmd := command(t, url, user, args...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func command(t *testing.T, url, user string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := bare(t, args...)
	cmd.Env = append(os.Environ(), "ENRICHER_NATS="+url, "ENRICHER_USER="+user, "ENRICHER_PASSWORD="+passwords[user], "ENRICHER_INBOX_PREFIX=_INBOX_"+user)
	return cmd
}

// bare is a command that says itself whom it connects as.
func bare(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	return exec.CommandContext(t.Context(), binary(t, "enricher"), args...)
}
