//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

// build makes the program, as make build does, in a new folder.
func (b *bench) build() (binary string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "enricher-bench-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { os.RemoveAll(dir) }
	binary = filepath.Join(dir, "enricher")
	cmd := exec.Command("go", "build", "-trimpath", "-o", binary, "./cmd/enricher")
	cmd.Dir, cmd.Env = b.root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		remove()
		return "", nil, fmt.Errorf("go build: %w: %s", err, out)
	}
	return binary, remove, nil
}

// write writes the articles, so many times over with names of their own, to a
// file beside the binary.
func write(binary string, articles []*pipeline.Article, times int) (name string, err error) {
	name = filepath.Join(filepath.Dir(binary), fmt.Sprintf("articles-%d.jsonl", len(articles)*times))
	f, err := os.Create(name)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	e := json.NewEncoder(f)
	for n := range times {
		for _, a := range articles {
			if err := e.Encode(map[string]string{"id": fmt.Sprintf("%s-%d", a.ID, n), "text": a.Text}); err != nil {
				return "", err
			}
		}
	}
	return name, nil
}

// A result is what a process has used.
type result struct {
	took   time.Duration
	used   time.Duration // of the processor
	memory float64       // MB, at its peak
}

// process runs the binary on so many cores.
func process(binary string, cores int, args ...string) (r result, err error) {
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores))
	var faults strings.Builder
	cmd.Stderr = &faults
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return r, err
	}
	// What the system tells at the end has this process's memory in it, which
	// the other was forked from.
	done, watched := make(chan struct{}), make(chan float64)
	go func() {
		peak := math.NaN()
		for tick := time.NewTicker(5 * time.Millisecond); ; {
			if now, err := resident(cmd.Process.Pid); err == nil {
				peak = now
			}
			select {
			case <-done:
				tick.Stop()
				watched <- peak
				return
			case <-tick.C:
			}
		}
	}()
	err = cmd.Wait()
	r.took, r.used = time.Since(start), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	close(done)
	if r.memory = <-watched; err != nil {
		return r, fmt.Errorf("enricher %s: %w: %s", strings.Join(args, " "), err, faults.String())
	}
	return r, nil
}

// repeats is how often a start is measured.
const repeats = 9

// median runs something several times; its result of the middle time counts.
func median(run func() (result, error)) (result, error) {
	var results []result
	for range repeats {
		r, err := run()
		if err != nil {
			return r, err
		}
		results = append(results, r)
	}
	slices.SortFunc(results, func(a, b result) int { return int(a.took - b.took) })
	return results[len(results)/2], nil
}

// backfills is how many articles a second enricher backfill does with one worker
// and with two, the best of three rounds.
func (b *bench) backfills() (one, two float64, err error) {
	binary, remove, err := b.build()
	if err != nil {
		return 0, 0, err
	}
	defer remove()
	var best [3]float64
	for range 3 {
		for workers := 1; workers <= 2; workers++ {
			rate, _, err := b.backfill(binary, workers)
			if err != nil {
				return 0, 0, err
			}
			best[workers] = max(best[workers], rate)
		}
	}
	return best[1], best[2], nil
}

// backfill is how many articles a second enricher backfill does with so many
// workers on as many cores, and what one costs of the processor's time; its start
// is left out.
func (b *bench) backfill(binary string, workers int) (rate float64, cost time.Duration, err error) {
	const times = 15
	articles := b.own()
	out := filepath.Join(filepath.Dir(binary), "run")
	run := func(articles []*pipeline.Article, times int) (r result, err error) {
		name, err := write(binary, articles, times)
		if err != nil {
			return r, err
		}
		r, err = process(binary, workers, "backfill", "--workers", strconv.Itoa(workers), "--out", out, name)
		return r, errors.Join(err, os.RemoveAll(out))
	}
	single, err := run(articles[:1], 1)
	if err != nil {
		return 0, 0, err
	}
	many, err := run(articles, times)
	if err != nil {
		return 0, 0, err
	}
	n := times * len(articles)
	return float64(n) / (many.took - single.took).Seconds(), (many.used - single.used) / time.Duration(n), nil
}

func (b *bench) processes() error {
	binary, remove, err := b.build()
	if err != nil {
		return err
	}
	defer remove()
	articles := b.own()
	single, err := write(binary, articles[:1], 1)
	if err != nil {
		return err
	}
	many, err := write(binary, articles, 5)
	if err != nil {
		return err
	}
	cores := runtime.NumCPU()
	b.table("**Processes**; memory is what is resident at the peak, the binary's own pages included:", "", "ms", "MB")
	first, err := median(func() (result, error) {
		return process(binary, cores, "enrich", "--in", "jsonl", single)
	})
	if err != nil {
		return err
	}
	line := func(name string, r result) {
		b.row(name, number(r.took.Seconds()*1000), number(r.memory))
	}
	line("`enricher enrich`, one article", first)
	for _, workers := range []int{1, cores} {
		r, err := process(binary, workers, "enrich", "--in", "jsonl", "--workers", strconv.Itoa(workers), many)
		if err != nil {
			return err
		}
		line(fmt.Sprintf("`enricher enrich --workers %d`, %s articles", workers, count(5*len(articles))), r)
	}
	ready, err := median(func() (result, error) { return b.serve(binary, nil) })
	if err != nil {
		return err
	}
	line("`enricher serve` with the embedded server, until ready", ready)
	served, err := b.serve(binary, articles)
	if err != nil {
		return err
	}
	line(fmt.Sprintf("the same, %s articles later", count(len(articles))), served)
	return nil
}

// addresses are what serve's log says of where it is.
var (
	webAddress  = regexp.MustCompile(`msg="serving /metrics.* address=(\S+)`)
	natsAddress = regexp.MustCompile(`msg="embedded NATS server started".* url=(\S+)`)
)

// serve starts a worker with an embedded server and waits until it is ready or,
// if there are articles, has enriched them; the time is that from the start or
// from the first article on.
func (b *bench) serve(binary string, articles []*pipeline.Article) (r result, err error) {
	data, err := os.MkdirTemp(filepath.Dir(binary), "data-")
	if err != nil {
		return r, err
	}
	cmd := exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0")
	log, err := cmd.StderrPipe()
	if err != nil {
		return r, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return r, err
	}
	defer func() {
		err = errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait(), os.RemoveAll(data))
	}()
	var web, url string
	for lines := bufio.NewScanner(log); (web == "" || url == "") && lines.Scan(); {
		if m := webAddress.FindStringSubmatch(lines.Text()); m != nil {
			web = m[1]
		}
		if m := natsAddress.FindStringSubmatch(lines.Text()); m != nil {
			url = m[1]
		}
	}
	go io.Copy(io.Discard, log)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	err = until(ctx, 2*time.Millisecond, func() (bool, error) {
		answer, err := http.Get("http://" + web + "/readyz")
		if err != nil {
			return false, nil
		}
		return answer.StatusCode == http.StatusOK, answer.Body.Close()
	})
	if err != nil {
		return r, fmt.Errorf("enricher serve is not ready: %w", err)
	}
	if len(articles) > 0 {
		start = time.Now()
		js, close, err := publish(url, articles)
		if err != nil {
			return r, err
		}
		defer close()
		if err := records(ctx, js, len(articles)); err != nil {
			return r, err
		}
	}
	r.took = time.Since(start)
	r.memory, err = resident(cmd.Process.Pid)
	return r, err
}

// publish sends the articles to the queue, which has them when it returns.
func publish(url string, articles []*pipeline.Article) (js jetstream.JetStream, close func(), err error) {
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, nil, err
	}
	js, err = jetstream.New(nc)
	for i := 0; i < len(articles) && err == nil; i++ {
		var data []byte
		if data, err = json.Marshal(articles[i]); err == nil {
			_, err = js.PublishAsync("articles.raw.bench", data, jetstream.WithStallWait(time.Minute))
		}
	}
	if err != nil {
		nc.Close()
		return nil, nil, err
	}
	<-js.PublishAsyncComplete()
	return js, nc.Close, nil
}

// records waits until so many are there.
func records(ctx context.Context, js jetstream.JetStream, n int) error {
	return until(ctx, 50*time.Millisecond, func() (bool, error) { // the server shall do other things
		s, err := js.Stream(ctx, "ENRICHED")
		if err != nil {
			return false, err
		}
		return s.CachedInfo().State.Msgs >= uint64(n), nil
	})
}

// endToEnd is how many articles a second go from the queue to the stream of
// records, through one worker on one core, and what one costs of the processor's
// time. The server has another core and syncs its disk at the interval, 0: for
// every write.
func (b *bench) endToEnd(binary string, interval time.Duration) (rate float64, cost time.Duration, err error) {
	data, err := os.MkdirTemp(filepath.Dir(binary), "data-")
	if err != nil {
		return 0, 0, err
	}
	server, err := stream.StartServer(stream.ServerOptions{Dir: data, Listen: "127.0.0.1:0", SyncInterval: interval})
	if err != nil {
		return 0, 0, err
	}
	defer server.Close()
	conn, err := stream.Connect(stream.ConnectOptions{Server: server})
	if err != nil {
		return 0, 0, err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if err := conn.Setup(ctx, stream.DefaultTopology()); err != nil {
		return 0, 0, err
	}
	articles := slices.Repeat(b.own(), 5)
	for i, a := range articles {
		again := *a
		again.ID = strconv.Itoa(i)
		articles[i] = &again
	}
	js, close, err := publish(server.URL(), articles)
	if err != nil {
		return 0, 0, err
	}
	defer close()
	cmd := exec.Command(binary, "serve", "--nats", server.URL(), "--metrics", "none", "--workers", "1")
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait()) }()
	warm := len(articles) / 5
	if err := records(ctx, js, warm); err != nil {
		return 0, 0, err
	}
	start, used := time.Now(), processorTimeOf(cmd.Process.Pid)
	if err := records(ctx, js, len(articles)); err != nil {
		return 0, 0, err
	}
	n := len(articles) - warm
	return float64(n) / time.Since(start).Seconds(), (processorTimeOf(cmd.Process.Pid) - used) / time.Duration(n), nil
}

// processorTimeOf is what a process has used of the processor; 0 where it cannot
// be read.
func processorTimeOf(pid int) time.Duration {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // from the third on
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100) // Linux counts hundredths
}

// throughNATS compares the rate of one worker on NATS with that on files.
func (b *bench) throughNATS() error {
	binary, remove, err := b.build()
	if err != nil {
		return err
	}
	defer remove()
	b.table("**NATS**, one worker on one core, the server on another:", "", "articles/s", "%", "µs of the worker's processor time an article", "%")
	ways := []struct {
		name string
		run  func() (rate float64, cost time.Duration, err error)
	}{
		{"offline: `enricher backfill`, its start left out", func() (float64, time.Duration, error) { return b.backfill(binary, 1) }},
		{"from the queue to the records, the disk synced every minute", func() (float64, time.Duration, error) { return b.endToEnd(binary, time.Minute) }},
		{"the same, synced for every write before it is acknowledged", func() (float64, time.Duration, error) { return b.endToEnd(binary, 0) }},
	}
	rates, costs := make([]float64, len(ways)), make([]time.Duration, len(ways))
	for range 3 {
		for i, way := range ways {
			rate, cost, err := way.run()
			if err != nil {
				return err
			}
			rates[i] = max(rates[i], rate)
			if costs[i] == 0 || cost < costs[i] {
				costs[i] = cost
			}
		}
	}
	for i, way := range ways {
		b.row(way.name, number(rates[i]), number(100*rates[i]/rates[0]), number(float64(costs[i].Microseconds())), number(100*costs[0].Seconds()/costs[i].Seconds()))
	}
	return nil
}

// until asks at an interval whether something is done.
func until(ctx context.Context, interval time.Duration, done func() (bool, error)) error {
	for tick := time.NewTicker(interval); ; {
		if ok, err := done(); ok || err != nil {
			tick.Stop()
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// resident is the memory of a process at its peak, in MB; NaN where it cannot be
// read.
func resident(pid int) (float64, error) {
	if runtime.GOOS != "linux" {
		return math.NaN(), nil
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmHWM:" {
			kb, err := strconv.ParseFloat(fields[1], 64)
			return kb / 1024, err
		}
	}
	return 0, fmt.Errorf("process %d: no VmHWM in its status", pid)
}
