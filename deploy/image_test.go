package deploy

import (
	"bufio"
	"bytes"
	"context"
	"debug/elf"
	"encoding/json"
	goversion "go/version"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// An instruction of a Dockerfile, its lines joined.
type instruction struct{ name, text string }

func dockerfile(t *testing.T) []instruction {
	t.Helper()
	text := regexp.MustCompile(`(?m)^\s*#.*\n`).ReplaceAllString(read(t, "Dockerfile"), "")
	text = regexp.MustCompile(`\\\n\s*`).ReplaceAllString(text, "")
	var all []instruction
	for line := range strings.Lines(text) {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			all = append(all, instruction{name, strings.TrimSpace(rest)})
		}
	}
	return all
}

// said are the texts of all instructions of that name.
func said(all []instruction, name string) []string {
	var texts []string
	for _, i := range all {
		if i.name == name {
			texts = append(texts, i.text)
		}
	}
	return texts
}

// execForm is a command that needs no shell.
func execForm(t *testing.T, text string) []string {
	t.Helper()
	var command []string
	if err := json.Unmarshal([]byte(text[strings.Index(text, "["):]), &command); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return command
}

func TestDockerfile(t *testing.T) {
	all := dockerfile(t)
	from := said(all, "FROM")
	if len(from) != 2 || from[1] != "scratch" {
		t.Fatalf("stages %q", from)
	}
	compiler, ok := strings.CutPrefix(strings.Fields(from[0])[0], "golang:")
	compiler, _, _ = strings.Cut(compiler, "-")
	wanted := regexp.MustCompile(`(?m)^go (\S+)$`).FindStringSubmatch(read(t, "../go.mod"))[1]
	if !ok || goversion.Compare("go"+compiler, "go"+wanted) < 0 || strings.Count(compiler, ".") != 2 {
		t.Errorf("built by %s; go.mod wants go %s, and a version to its last number", from[0], wanted)
	}
	if users := said(all, "USER"); !slices.Equal(users, []string{"65532:65532"}) {
		t.Errorf("users %q", users)
	}
	if add := said(all, "ADD"); add != nil {
		t.Errorf("ADD fetches and unpacks: %q", add)
	}
	labels := strings.Join(said(all, "LABEL"), " ")
	for _, label := range []string{"title", "description", "licenses", "version", "revision"} {
		if !strings.Contains(labels, "org.opencontainers.image."+label+"=") {
			t.Errorf("no label %s", label)
		}
	}
	for _, name := range []string{"ENTRYPOINT", "CMD", "HEALTHCHECK"} {
		if texts := said(all, name); len(texts) != 1 {
			t.Errorf("%s: %q", name, texts)
		} else {
			execForm(t, texts[0])
		}
	}
}

// TestImage does what the Dockerfile says, without Docker: its RUN steps on a
// copy of the sources, and its COPY steps into a root of its own. There the
// binary works as nobody, with nothing else in its root and no right to write.
// IMAGE=1 (make container) runs it, for it builds the binary anew.
func TestImage(t *testing.T) {
	if os.Getenv("IMAGE") == "" {
		t.Skip("no IMAGE in the environment: make container has it")
	}
	all := dockerfile(t)
	root := build(t, all)
	binary := filepath.Join(root, "enricher")
	checkStatic(t, binary)
	t.Run("compose", func(t *testing.T) { checkComposed(t, binary) })
	t.Run("system calls", func(t *testing.T) { checkCalls(t, binary) })
	t.Run("no new code", func(t *testing.T) { checkNoNewCode(t, binary) })

	if os.Getuid() != 0 {
		t.Skip("only root may change the root, and be nobody")
	}
	data := t.TempDir()
	if err := os.Chown(data, 65532, 65532); err != nil {
		t.Fatal(err)
	}
	environment := slices.Concat(said(all, "ENV"), []string{"ENRICHER_METRICS=" + freeAddress(t)})
	inside := func(ctx context.Context, args ...string) *exec.Cmd {
		c := exec.CommandContext(ctx, "unshare", append([]string{"--mount", "sh", "-c",
			`mount --bind "$0" "$0" && mount --bind "$1" "$0/data" && mount -o remount,bind,ro "$0" && shift && exec chroot --userspec=65532:65532 "$0" "$@"`,
			root, data}, args...)...)
		c.Env = environment
		return c
	}
	if said, err := inside(t.Context(), "/enricher", "version").CombinedOutput(); err != nil {
		if strings.Contains(string(said), "unshare") || strings.Contains(string(said), "mount") {
			t.Skipf("this machine lets no one mount: %s", said)
		}
		t.Fatalf("%v: %s", err, said)
	}
	enrich := inside(t.Context(), "/enricher", "enrich", "-")
	enrich.Stdin = strings.NewReader("BERLIN - Angela Merkel ist am Freitag nach Paris gereist, sagte ihre Sprecherin.")
	if record, err := enrich.Output(); err != nil || !bytes.Contains(record, []byte(`"Angela Merkel"`)) {
		t.Errorf("%v: %s", err, record)
	}
	if said, err := inside(t.Context(), "/enricher", "serve", "--data", "/elsewhere").CombinedOutput(); err == nil || !strings.Contains(string(said), "read-only file system") {
		t.Errorf("the root can be written: %v: %s", err, said)
	}

	serve := inside(t.Context(), append(execForm(t, said(all, "ENTRYPOINT")[0]), execForm(t, said(all, "CMD")[0])...)...)
	var log bytes.Buffer
	serve.Stderr = &log
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- serve.Wait() }()
	health := execForm(t, said(all, "HEALTHCHECK")[0])
	waitFor(t, func() bool { return inside(t.Context(), health...).Run() == nil })
	waitFor(t, func() bool { return inside(t.Context(), append(health, "--ready")...).Run() == nil })
	if err := serve.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("%v\n%s", err, log.String())
		}
	case <-time.After(20 * time.Second):
		serve.Process.Kill()
		t.Errorf("does not end: %v", <-ended)
	}
	if err := inside(t.Context(), health...).Run(); err == nil {
		t.Error("healthy after its end")
	}
}

// build runs the steps of the build stage, and lays out the root of the last,
// which it returns.
func build(t *testing.T, all []instruction) string {
	t.Helper()
	source, out := t.TempDir(), t.TempDir()
	root := filepath.Join(t.TempDir(), "root")
	copySources(t, source)
	// Folders of the build stage, and where they are here.
	here := func(text string) string { return strings.ReplaceAll(text, "/out", out) }
	last := said(all, "FROM")[1]
	stage := ""
	for _, i := range all {
		switch {
		case i.name == "FROM":
			stage = i.text
		case i.name == "RUN":
			step := here(regexp.MustCompile(`--mount=\S+ `).ReplaceAllString(i.text, ""))
			c := exec.CommandContext(t.Context(), "sh", "-c", step)
			c.Dir = source
			if said, err := c.CombinedOutput(); err != nil {
				t.Fatalf("RUN %s: %v\n%s", step, err, said)
			}
		case i.name == "COPY" && stage == last:
			words := slices.DeleteFunc(strings.Fields(i.text), func(w string) bool { return strings.HasPrefix(w, "--") })
			from, to := here(words[0]), filepath.Join(root, words[1])
			if info, err := os.Stat(from); err != nil {
				t.Fatalf("COPY %s: %v", i.text, err)
			} else if info.IsDir() {
				if err := os.MkdirAll(to, 0o755); err != nil {
					t.Fatal(err)
				}
				continue
			}
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				t.Fatal(err)
			}
			copyFile(t, from, to)
		}
	}
	// Nobody passes through the test's own folders otherwise.
	for dir := root; dir != filepath.Clean(os.TempDir()) && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// copySources copies what the build is given: all but what the ignore file names.
func copySources(t *testing.T, to string) {
	t.Helper()
	var ignored []string
	lines := bufio.NewScanner(strings.NewReader(read(t, "Dockerfile.dockerignore")))
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '#' {
			ignored = append(ignored, line)
		}
	}
	skip := func(name string) bool {
		return slices.ContainsFunc(ignored, func(pattern string) bool {
			anywhere, ok := strings.CutPrefix(pattern, "**/")
			if ok {
				matches, err := path.Match(anywhere, path.Base(name))
				return matches || err != nil
			}
			return name == pattern
		})
	}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel("..", file)
		if err != nil {
			return err
		}
		switch {
		case name == ".git" && !d.IsDir(): // another checkout's; the commit is not stamped then
			return nil
		case skip(filepath.ToSlash(name)) && d.IsDir():
			return fs.SkipDir
		case skip(filepath.ToSlash(name)):
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		case d.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(file)
			if err != nil {
				return err
			}
			return os.Symlink(target, filepath.Join(to, name))
		}
		copyFile(t, file, filepath.Join(to, name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, info.Mode().Perm()); err != nil {
		t.Fatal(err)
	}
}

// checkStatic finds what a binary would look for outside itself.
func checkStatic(t *testing.T, binary string) {
	t.Helper()
	f, err := elf.Open(binary)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	libraries, err := f.ImportedLibraries()
	if err != nil || len(libraries) > 0 {
		t.Errorf("needs the libraries %v (%v)", libraries, err)
	}
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("needs an interpreter")
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// waitFor asks until it is so, for up to a minute. Each question takes its time.
func waitFor(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !so(); {
		if time.Now().After(end) {
			t.Fatal("not within a minute")
		}
	}
}
