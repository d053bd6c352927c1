package chaos

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// patience is how long a test waits for something that must happen.
const patience = 3 * time.Minute

// folder is where the binaries are; TestMain makes and removes it.
var folder string

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "enricher-chaos-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	status := m.Run()
	os.RemoveAll(folder)
	os.Exit(status)
}

// binaries are built when the first test asks for them: enricher, with its
// crash points, and nats-server of the version that go.mod names.
var binaries = sync.OnceValue(func() error {
	var both sync.WaitGroup
	errs := make([]error, 2)
	build := func(i int, args ...string) {
		both.Go(func() {
			if out, err := exec.Command("go", append([]string{"build"}, args...)...).CombinedOutput(); err != nil {
				errs[i] = fmt.Errorf("go build %s: %w\n%s", strings.Join(args, " "), err, out)
			}
		})
	}
	build(0, "-tags", "crashpoints", "-o", binary("enricher"), "enricher/cmd/enricher")
	build(1, "-o", binary("nats-server"), "github.com/nats-io/nats-server/v2")
	both.Wait()
	return errors.Join(errs...)
})

func binary(name string) string { return filepath.Join(folder, name) }

// A process runs until it ends by itself, is signalled, or its test is over.
type process struct {
	cmd   *exec.Cmd
	log   *journal
	ended chan struct{}
}

func start(t *testing.T, name string, environment []string, args ...string) (*process, error) {
	if err := binaries(); err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(binary(name), args...), log: &journal{}, ended: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), environment...)
	p.cmd.Stderr = p.log
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		p.cmd.Wait() // its error is in ProcessState
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.signal(syscall.SIGKILL)
		<-p.ended
	})
	return p, nil
}

// signal is no error when the process has ended already.
func (p *process) signal(s os.Signal) { p.cmd.Process.Signal(s) }

// stop sends signals, a moment apart, and waits for the end; it returns how
// long that took.
func (p *process) stop(signals ...os.Signal) (time.Duration, error) {
	began := time.Now()
	for _, s := range signals {
		p.signal(s)
		select {
		case <-p.ended:
		case <-time.After(5 * time.Millisecond):
		}
	}
	select {
	case <-p.ended:
		return time.Since(began), nil
	case <-time.After(patience):
		return 0, fmt.Errorf("%s does not end on %v; its log:\n%s", p.cmd.Path, signals, p.log)
	}
}

// killedBy is the signal that ended the process, or -1.
func (p *process) killedBy() syscall.Signal {
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return status.Signal()
	}
	return -1
}

// A journal keeps the end of a process's log.
type journal struct {
	mu    sync.Mutex
	lines []byte
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	const keep = 64 << 10
	if j.lines = append(j.lines, p...); len(j.lines) > 2*keep {
		j.lines = append([]byte(nil), j.lines[len(j.lines)-keep:]...)
	}
	return len(p), nil
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return string(j.lines)
}

// tells reports whether a line, since then if that is a time, has all the words.
func (j *journal) tells(since time.Time, words ...string) bool {
	for line := range strings.Lines(j.String()) {
		if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			continue
		}
		stamp, _, _ := strings.Cut(strings.TrimPrefix(line, "time="), " ")
		if at, err := time.Parse(time.RFC3339, stamp); since.IsZero() || err == nil && !at.Before(since) {
			return true
		}
	}
	return false
}

// A node is a NATS server on a data folder of its own, which can be stopped
// and started again at the same address.
type node struct {
	*process
	config string
	url    string
}

// newNodes starts one server, which may sync every write, or a cluster.
func newNodes(t *testing.T, n int, sync bool) []*node {
	t.Helper()
	addresses := freeAddresses(t, 2*n)
	var routes []string
	for _, address := range addresses[n:] {
		routes = append(routes, "nats://"+address)
	}
	nodes := make([]*node, n)
	for i := range nodes {
		dir := t.TempDir()
		config := fmt.Sprintf("server_name: n%d\nlisten: %q\nwrite_deadline: 1s\njetstream { store_dir: %q, max_file_store: 16GB", i, addresses[i], dir)
		if sync {
			config += ", sync_interval: always"
		}
		config += " }\n"
		if n > 1 {
			config += fmt.Sprintf("cluster { name: chaos, listen: %q, routes: [%s] }\n", addresses[n+i], strings.Join(routes, ", "))
		}
		nodes[i] = &node{config: filepath.Join(dir, "server.conf"), url: "nats://" + addresses[i]}
		if err := os.WriteFile(nodes[i].config, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := nodes[i].start(t); err != nil {
			t.Fatal(err)
		}
	}
	return nodes
}

func (n *node) start(t *testing.T) (err error) {
	n.process, err = start(t, "nats-server", nil, "-c", n.config)
	return err
}

// freeAddresses are loopback addresses at which nobody listened just now. They are
// taken together, so that all differ.
func freeAddresses(t *testing.T, n int) []string {
	t.Helper()
	addresses := make([]string, n)
	for i := range addresses {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		addresses[i] = l.Addr().String()
	}
	return addresses
}

// dial connects the test itself, for as long as it runs.
func dial(t *testing.T, nodes []*node) *nats.Conn {
	t.Helper()
	var urls []string
	for _, n := range nodes {
		urls = append(urls, n.url)
	}
	nc, err := nats.Connect(strings.Join(urls, ","), nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1),
		nats.ReconnectWait(50*time.Millisecond), nats.ReconnectJitter(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}
