package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/pipeline"
	"enricher/pipeline/table"
)

var kills = flag.Int("kills", 40, "how often TestKills kills a run")

// testRun is what a child process is to do.
type testRun struct {
	Inputs    []string
	Dir       string
	Compress  Compression
	Tables    table.Format
	Shard     int64
	Workers   int
	Unordered bool
	Restart   bool
	KillAt    int64 // the process kills itself when so many articles are in work; 0: never
	Limit     uint64
	Source    uint64 // the last number of a testSource, instead of Inputs; 0: none
	Sink      string // a file where results are delivered; empty: none
}

const childVariable = "BATCH_TEST_RUN"

func TestMain(m *testing.M) {
	if text := os.Getenv(childVariable); text != "" {
		var r testRun
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			panic(err)
		}
		if r.Limit > 0 { // as a disk that is full does, it makes writes fail
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: r.Limit, Max: r.Limit}); err != nil {
				panic(err)
			}
		}
		summary, err := Run(context.Background(), r.options())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
		fmt.Println(summary.Here)
		os.Exit(0)
	}
	flag.Parse()
	os.Exit(m.Run())
}

func (r testRun) options() Options {
	var n atomic.Int64
	o := Options{
		Inputs: r.Inputs, Dir: r.Dir, Reader: Reader{Format: Auto, MaxText: testMaxText},
		Output: Output{Compress: r.Compress, Shard: r.Shard, Tables: r.Tables, block: 700}, Workers: r.Workers, Unordered: r.Unordered, Restart: r.Restart,
		Settings: map[string]string{"compress": string(r.Compress), "shard": fmt.Sprint(r.Shard)},
		Producer: pipeline.Producer{Version: "1"}, every: 2 * time.Millisecond,
		Work: func(ctx context.Context, it *Item) (Result, *pipeline.Article, error) {
			if n.Add(1) == r.KillAt {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
			return testWork(it)
		},
	}
	if r.Source > 0 {
		o.Source = testSource("1", r.Source, nil)
	}
	if r.Sink != "" {
		(&testSink{name: r.Sink}).of(&o)
	}
	return o
}

// testWork makes a record whose length differs from article to article.
func testWork(it *Item) (Result, *pipeline.Article, error) {
	a, err := it.Decode(testMaxText)
	if err != nil {
		return Result{}, a, err
	}
	if strings.HasSuffix(a.ID, "5") {
		return Result{Outcome: Unwanted}, a, nil
	}
	record := pipeline.Record{Schema: pipeline.Schema, ID: a.ID, Text: strings.Repeat(a.Text+" ", len(a.ID)+int(a.ID[len(a.ID)-1])%7), Lang: pipeline.Language{Code: "de"},
		Figures: []pipeline.Figure{{Kind: "count", Value: strings.Trim(a.ID, "abcdefghijklmnopqrstuvwxyz")}}}
	line, err := record.Marshal()
	return Result{Line: line, Lang: "de", Entities: map[string]int{"person": 2, "place": 1}, Tokens: 3}, a, err
}

func (r testRun) start(t *testing.T) *exec.Cmd {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childVariable+"="+string(text))
	cmd.Stderr = new(bytes.Buffer)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// killed waits for the end, which is a kill or a finished run.
func killed(t *testing.T, cmd *exec.Cmd) bool {
	t.Helper()
	err := cmd.Wait()
	if err == nil {
		return false
	}
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || status.Signal() != syscall.SIGKILL {
		t.Fatalf("%v: %s", err, cmd.Stderr)
	}
	return true
}

// testInputs writes files of several forms, with bad articles among them.
// out is a folder beside theirs.
func testInputs(t *testing.T, articles int) (out string, inputs []string) {
	t.Helper()
	dir := t.TempDir()
	var lines [3]strings.Builder
	for i := range articles {
		b := &lines[i*3/articles]
		fmt.Fprintf(b, "{\"id\":\"a%d\",\"text\":\"Artikel %d.\"}\n", i, i)
		if i%17 == 0 {
			b.WriteString("{\"id\":\n")
		}
	}
	for name, data := range map[string]string{
		"1.jsonl": lines[0].String(), "2.jsonl.gz": gzipped(lines[1].String()),
		"3.tar": tarred("x.jsonl.zst", zstandard(lines[2].String()), "y.json", `{"id":"y1","text":"Yps."}`),
		"4.csv": "id,text\nc1,Eins\nc2,Zwei\n", "6.jsonl.gz": gzipped(lines[0].String())[:50],
	} {
		write(t, filepath.Join(dir, name), data)
	}
	return t.TempDir(), []string{filepath.Join(dir, "[1-3].*"), filepath.Join(dir, "4.csv"), filepath.Join(dir, "5.gone"), dir}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// output is what a finished run leaves, but for the journal.
func outputOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() || name == journalName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func sameOutput(t *testing.T, got, want map[string]string) {
	t.Helper()
	if names, wanted := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(names, wanted) {
		t.Fatalf("files %v, want %v", names, wanted)
	}
	for name := range want {
		if got[name] != want[name] {
			t.Fatalf("%s differs:\n%.300q\nwant\n%.300q", name, got[name], want[name])
		}
	}
}

func do(t *testing.T, o Options) Summary {
	t.Helper()
	s, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRun(t *testing.T) {
	dir, inputs := testInputs(t, 100)
	for _, compress := range []Compression{None, Gzip, Zstd} {
		out := filepath.Join(dir, "out-"+string(compress))
		s := do(t, testRun{Inputs: inputs, Dir: out, Compress: compress, Shard: 20, Workers: 4}.options())
		if !s.Finished || s.Resumed || s.Already || s.Articles != s.Records+s.Failed+s.Unwanted || s.Unwanted != 10 || s.Failed != 8 || s.Records != 93 ||
			s.Languages["de"] != 93 || s.Entities["person"] != 186 || s.Tokens != 3*93 {
			t.Fatalf("%+v", s)
		}
		if fmt.Sprint(s.Reasons) != "map[invalid_json:6 unreadable:2]" {
			t.Error(s.Reasons)
		}
		files := outputOf(t, out)
		var m Manifest
		if err := json.Unmarshal([]byte(files[manifestName]), &m); err != nil {
			t.Fatal(err)
		}
		if len(m.Outputs) != 5 || m.Outputs[4].Records != 13 || len(m.Inputs) != 6 || m.Inputs[3].Articles != 2 || m.Totals.Records != 93 {
			t.Errorf("%+v", m)
		}
		n := 0
		for _, shard := range m.Outputs {
			n += strings.Count(unpacked(t, files[shard.Name]), "\n")
			if int64(len(files[shard.Name])) != shard.Bytes {
				t.Errorf("%s has %d bytes, not %d", shard.Name, len(files[shard.Name]), shard.Bytes)
			}
		}
		if n != 93 {
			t.Errorf("%d lines", n)
		}
		// Once more: nothing to do.
		if again := do(t, testRun{Inputs: inputs, Dir: out, Compress: compress, Shard: 20, Workers: 4}.options()); !again.Already || again.Records != 93 || again.Here != 0 {
			t.Errorf("%+v", again)
		}
		sameOutput(t, outputOf(t, out), files)
	}
}

func unpacked(t *testing.T, data string) string {
	t.Helper()
	var from io.Reader = strings.NewReader(data)
	var err error
	switch {
	case strings.HasPrefix(data, string(gzipMagic)):
		from, err = gzip.NewReader(from)
	case strings.HasPrefix(data, string(zstdMagic)):
		from, err = zstd.NewReader(from)
	}
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

// A run that is killed at every article and at any moment ends as one that
// nobody disturbed, and does no article again that is on the disk.
func TestKills(t *testing.T) {
	dir, inputs := testInputs(t, 120)
	random := rand.New(rand.NewPCG(1, 2))
	configurations := []testRun{
		{Workers: 2}, {Compress: Gzip, Shard: 30, Workers: 3}, {Compress: Zstd, Tables: table.CSV, Workers: 1}, {Tables: table.Parquet, Shard: 50, Workers: 2}, {Shard: 7, Workers: 4, Unordered: true}, {Workers: 3, Unordered: true},
	}
	for i, r := range configurations {
		r.Inputs, r.Dir = inputs, filepath.Join(dir, fmt.Sprint("undisturbed", i))
		do(t, r.options())
		want := outputOf(t, r.Dir)
		r.Dir = filepath.Join(dir, fmt.Sprint("killed", i))
		n, runs := 0, 0
		for share := *kills*(i+1)/len(configurations) - *kills*i/len(configurations); n < share; {
			runs++
			r.Restart = false
			r.KillAt = 0
			if random.IntN(2) == 0 {
				r.KillAt = 1 + random.Int64N(12)
			}
			cmd := r.start(t)
			if r.KillAt == 0 {
				time.AfterFunc(time.Duration(random.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
			}
			if killed(t, cmd) {
				n++
				continue
			}
			same(t, r, outputOf(t, r.Dir), want)
			if err := os.RemoveAll(r.Dir); err != nil { // and from the beginning
				t.Fatal(err)
			}
		}
		r.KillAt = 0
		if killed(t, r.start(t)) {
			t.Fatal("killed itself")
		}
		same(t, r, outputOf(t, r.Dir), want)
		t.Logf("%d kills, %d processes: the same bytes", n, runs+1)
	}
}

// same compares bytes, or the records where their order is free.
func same(t *testing.T, r testRun, got, want map[string]string) {
	t.Helper()
	if !r.Unordered {
		sameOutput(t, got, want)
		return
	}
	lines := func(files map[string]string) []string {
		var all []string
		for name, data := range files {
			if name != manifestName {
				all = append(all, strings.Split(data, "\n")...)
			}
		}
		slices.Sort(all)
		return all
	}
	if !slices.Equal(lines(got), lines(want)) {
		t.Fatal("other records")
	}
}

// interrupted is a run that was stopped after some articles.
func interrupted(t *testing.T, r testRun, after int64) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	o := r.options()
	var n atomic.Int64
	o.Work = func(_ context.Context, it *Item) (Result, *pipeline.Article, error) {
		if n.Add(1) == after {
			cancel()
		}
		return testWork(it)
	}
	s, err := Run(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if s.Finished || s.Here < after || s.Articles != s.Here {
		t.Fatalf("%+v", s)
	}
}

// Stopped, a run has all in the journal that was in work, so that nothing is
// done twice.
func TestInterrupted(t *testing.T) {
	dir, inputs := testInputs(t, 150)
	for _, compress := range []Compression{None, Zstd} {
		r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "whole-"+string(compress)), Compress: compress, Workers: 1}
		all := do(t, r.options())
		want := outputOf(t, r.Dir)
		for after := int64(1); after < 110; after += 9 {
			r.Dir = filepath.Join(dir, fmt.Sprint(compress, after))
			interrupted(t, r, after)
			_, err := os.Stat(filepath.Join(r.Dir, manifestName))
			if err == nil {
				t.Fatal("a manifest of a run that is not finished")
			}
			s := do(t, r.options())
			if !s.Finished || !s.Resumed || s.Articles != all.Articles {
				t.Fatalf("%+v", s)
			}
			sameOutput(t, outputOf(t, r.Dir), want)
		}
	}
}

// Whatever happens to the journal or the output: a run refuses it, or ends as
// one that nobody disturbed.
func TestDamage(t *testing.T) {
	dir, inputs := testInputs(t, 70)
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "whole"), Compress: Gzip, Shard: 12, Workers: 1}
	do(t, r.options())
	want := outputOf(t, r.Dir)
	r.Dir = filepath.Join(dir, "stopped")
	interrupted(t, r, 25)
	stopped := outputOf(t, r.Dir)
	journal, err := os.ReadFile(filepath.Join(r.Dir, journalName))
	if err != nil {
		t.Fatal(err)
	}
	restore := func(journal []byte) {
		os.RemoveAll(r.Dir)
		os.Mkdir(r.Dir, 0o755)
		for name, data := range stopped {
			write(t, filepath.Join(r.Dir, name), data)
		}
		write(t, filepath.Join(r.Dir, journalName), string(journal))
	}
	goesOn := func(what string) error {
		t.Helper()
		s, err := Run(t.Context(), r.options())
		if err != nil {
			if !strings.Contains(err.Error(), "--restart") {
				t.Fatalf("%s: the error does not say what to do: %v", what, err)
			}
			return err
		}
		if !s.Finished {
			t.Fatalf("%s: %+v", what, s)
		}
		sameOutput(t, outputOf(t, r.Dir), want)
		return nil
	}
	lines := bytes.SplitAfter(journal, []byte("\n"))
	begin, last := len(lines[0]), len(journal)-len(lines[len(lines)-2])
	for cut := begin; cut < len(journal); cut += 1 + (len(journal)-begin)/40 { // torn at any byte
		restore(journal[:cut])
		if err := goesOn("torn"); err != nil {
			t.Fatalf("cut to %d bytes of %d: %v", cut, len(journal), err)
		}
	}
	for at := 0; at < len(journal); at += 1 + len(journal)/60 {
		damaged := bytes.Clone(journal)
		damaged[at] ^= 4
		restore(damaged)
		if err := goesOn("damaged"); err == nil && at < last-1 { // without its line break the line before is a part of the last
			t.Fatalf("byte %d of %d is damaged and nobody noticed", at, len(journal))
		}
	}
	restore(journal)
	book, err := readJournal(filepath.Join(r.Dir, journalName))
	if err != nil || len(book.shards) == 0 {
		t.Fatal(book, err)
	}
	finished := map[string]bool{} // to which nothing is added
	for _, shard := range book.shards {
		finished[shard.Name] = true
	}
	for name, data := range stopped {
		restore(journal)
		write(t, filepath.Join(r.Dir, name), data+"written and not noted")
		write(t, filepath.Join(r.Dir, "records-00009.jsonl.gz"), "likewise")
		if err := goesOn("more output"); (err != nil) != finished[name] {
			t.Errorf("%s: %v", name, err)
		}
		if data == "" {
			continue
		}
		restore(journal)
		write(t, filepath.Join(r.Dir, name), data[:len(data)-1])
		if goesOn("less output") == nil {
			t.Errorf("%s is shorter and nobody noticed", name)
		}
	}
}

// Input that has been read must be the same when it is read again.
func TestChangedInput(t *testing.T) {
	dir, inputs := testInputs(t, 60)
	from := inputs[len(inputs)-1]
	first, second := filepath.Join(from, "1.jsonl"), filepath.Join(from, "2.jsonl.gz")
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "out"), Workers: 1}
	interrupted(t, r, 30) // in the second file
	refused := func(name string) {
		t.Helper()
		if _, err := Run(t.Context(), r.options()); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "changed") {
			t.Fatalf("%v", err)
		}
	}
	was := map[string]string{}
	for _, name := range []string{first, second} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		was[name] = string(data)
	}
	write(t, first, strings.Replace(was[first], "Artikel 3", "Artikel 4", 1))
	refused(first)
	write(t, first, was[first]) // another time on it, the same bytes
	write(t, second, gzipped(strings.Replace(unpacked(t, was[second]), "Artikel 21", "Artikel 99", 1)))
	refused(second)
	write(t, second, gzipped("{\"text\":\"Nur einer.\"}"))
	refused(second)
	write(t, second, was[second])
	if err := os.Remove(first); err != nil { // it is done
		t.Fatal(err)
	}
	write(t, filepath.Join(from, "new.jsonl"), "{\"text\":\"Neu.\"}")
	if s := do(t, r.options()); !s.Finished || s.Added != 1 {
		t.Errorf("%+v", s)
	}
}

// What a run goes on with is what it was begun with.
func TestSameRun(t *testing.T) {
	dir, inputs := testInputs(t, 30)
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "out"), Workers: 1}
	interrupted(t, r, 10)
	for name, change := range map[string]func(*Options){
		"compress": func(o *Options) { o.Settings["compress"] = "zst" },
		"new":      func(o *Options) { o.Settings["new"] = "1" },
		"versions": func(o *Options) { o.Producer.Version = "2" },
	} {
		o := r.options()
		change(&o)
		if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "--restart") {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := r.options()
	o.Restart = true
	if s := do(t, o); !s.Finished || s.Resumed {
		t.Errorf("%+v", s)
	}
	if err := os.Remove(filepath.Join(r.Dir, journalName)); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), r.options()); err == nil || !strings.Contains(err.Error(), "no journal") {
		t.Errorf("%v", err)
	}
}

// A full disk ends the run with its error; with room again it goes on.
func TestFullDisk(t *testing.T) {
	dir, inputs := testInputs(t, 120)
	r := testRun{Inputs: inputs, Dir: filepath.Join(dir, "whole"), Workers: 2}
	do(t, r.options())
	want := outputOf(t, r.Dir)
	r.Dir = filepath.Join(dir, "full")
	for _, limit := range []uint64{1000, 2500, 6000, 9000} {
		r.Limit = limit
		cmd := r.start(t)
		if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != 3 || !strings.Contains(fmt.Sprint(cmd.Stderr), "file too large") {
			t.Fatalf("with files of %d bytes at most: %v %s", limit, err, cmd.Stderr)
		}
	}
	r.Limit = 0
	if killed(t, r.start(t)) {
		t.Fatal("killed itself")
	}
	sameOutput(t, outputOf(t, r.Dir), want)
}

func TestFolders(t *testing.T) {
	dir, inputs := testInputs(t, 10)
	write(t, filepath.Join(dir, "file"), "")
	o := testRun{Inputs: inputs, Dir: filepath.Join(dir, "file"), Workers: 1}.options()
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "output folder") {
		t.Errorf("a file as folder: %v", err)
	}
	if os.Getuid() != 0 { // who may write everywhere
		o.Dir = filepath.Join(t.TempDir(), "read-only")
		os.Mkdir(o.Dir, 0o555)
		if _, err := Run(t.Context(), o); !errors.Is(err, os.ErrPermission) {
			t.Errorf("a folder that may not be written: %v", err)
		}
	}
	o.Dir = filepath.Join(dir, "out")
	unlock, err := func() (func() error, error) { os.Mkdir(o.Dir, 0o755); return lockFolder(o.Dir) }()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("a second run: %v", err)
	}
	unlock()
	for _, names := range [][]string{{filepath.Join(dir, "*.pdf")}, {t.TempDir()}, {"["}} {
		o.Inputs = names
		if _, err := Run(t.Context(), o); err == nil {
			t.Errorf("%v: no error", names)
		}
	}
}

// Standard input is read again from its beginning.
func TestStandardInput(t *testing.T) {
	dir := t.TempDir()
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "{\"id\":\"s%d\",\"text\":\"Nummer %d.\"}\n", i, i)
	}
	options := func() Options {
		o := testRun{Inputs: []string{"-"}, Dir: dir, Workers: 2}.options()
		o.Stdin = strings.NewReader(lines.String())
		return o
	}
	ctx, cancel := context.WithCancel(t.Context())
	o := options()
	o.Work = func(_ context.Context, it *Item) (Result, *pipeline.Article, error) {
		if it.Line == 20 {
			cancel()
		}
		return testWork(it)
	}
	if s, err := Run(ctx, o); err != nil || s.Finished {
		t.Fatal(s, err)
	}
	if s := do(t, options()); !s.Finished || s.Articles != 200 || s.Here >= 200 {
		t.Errorf("%+v", s)
	}
}

// Nobody waits for a pipe whose writer is silent.
func TestSilentPipe(t *testing.T) {
	from, to := io.Pipe()
	defer to.Close()
	o := testRun{Inputs: []string{"-"}, Dir: t.TempDir(), Workers: 2}.options()
	o.Stdin = from
	ctx, cancel := context.WithCancel(t.Context())
	o.Work = func(_ context.Context, it *Item) (Result, *pipeline.Article, error) {
		cancel()
		return testWork(it)
	}
	go io.WriteString(to, "{\"id\":\"s1\",\"text\":\"Eins.\"}\n")
	if s, err := Run(ctx, o); err != nil || s.Finished || s.Articles != 1 || s.Failed != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestRate(t *testing.T) {
	dir, inputs := testInputs(t, 10)
	o := testRun{Inputs: inputs[:2], Dir: filepath.Join(dir, "out"), Workers: 2}.options()
	o.Rate = 100
	began := time.Now()
	s := do(t, o)
	if least := time.Duration(s.Here-1) * 10 * time.Millisecond; time.Since(began) < least {
		t.Errorf("%d articles in %v", s.Here, time.Since(began))
	}
}
