// Package soak holds a test alone: a week of articles through one worker
// process, whose memory must stay as it is.
package soak

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// TestSoak publishes SOAK articles to a NATS server of its own and runs one
// enricher serve on it. All must become records, none a dead letter. Of the
// worker's memory it asserts that the last quarter of the run is within 5 % of
// the first, both for the mean of resident memory and for the mean of the live
// heap after a collection. Quarters are counted in articles, from warmUp on.
func TestSoak(t *testing.T) {
	if os.Getenv("SOAK") == "" {
		t.Skip("SOAK=2000000 articles take a quarter of an hour: make soak")
	}
	total, err := strconv.Atoi(os.Getenv("SOAK"))
	if err != nil || total < 1000 {
		t.Fatalf("SOAK=%s: want a number of articles, at least 1000", os.Getenv("SOAK"))
	}
	dir := t.TempDir()
	enricher, server := filepath.Join(dir, "enricher"), filepath.Join(dir, "nats-server")
	build(t, enricher, "enricher/cmd/enricher")
	build(t, server, "github.com/nats-io/nats-server/v2")

	address, metrics := freeAddress(t), freeAddress(t)
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	start(t, "nats-server", server, "--jetstream", "--store_dir", filepath.Join(dir, "data"), "--addr", host, "--port", port)
	nc, err := nats.Connect("nats://"+address, nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1), nats.ReconnectWait(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	worker := start(t, "enricher", enricher, "serve", "--nats", "nats://"+address, "--metrics", metrics,
		"--workers", "8", "--articles-max-bytes", "16MiB", "--enriched-max-bytes", "256MiB")
	ready(t, metrics)

	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	published := make(chan error, 1)
	var refusals atomic.Int64
	begin := time.Now()
	go func() { published <- publish(ctx, js, total, &refusals) }()

	var samples []sample
	tick := time.NewTicker(sampleInterval(total))
	defer tick.Stop()
	lastDone, lastProgress := 0, time.Now()
	for lastDone < total {
		select {
		case err := <-published:
			if err != nil {
				t.Fatal(err)
			}
			published = nil
		case <-tick.C:
			s, err := read(metrics)
			if err != nil {
				t.Fatalf("after %d articles: %v", lastDone, err)
			}
			if s.deadLetters > 0 {
				t.Fatalf("after %d articles: %d dead letters", s.done, s.deadLetters)
			}
			if s.done > lastDone {
				lastDone, lastProgress = s.done, time.Now()
			} else if time.Since(lastProgress) > time.Minute {
				t.Fatalf("no article for a minute after %d", lastDone)
			}
			samples = append(samples, s)
		}
	}
	took := time.Since(begin)

	// The streams say the same as the worker.
	for name, want := range map[string]uint64{"ENRICHED": uint64(total), "DEAD": 0} {
		s, err := js.Stream(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.CachedInfo().State.LastSeq; got != want {
			t.Errorf("stream %s has taken %d messages, want %d", name, got, want)
		}
	}
	if last := samples[len(samples)-1]; last.duplicates > 0 || last.redelivered > 0 {
		t.Errorf("%d duplicates, %d redeliveries, want none", last.duplicates, last.redelivered)
	}
	t.Logf("%d articles in %v: %.0f a second, %.0f µs of processor time an article", total, took.Round(time.Second),
		float64(total)/took.Seconds(), 1e6*samples[len(samples)-1].processor/float64(total))
	t.Logf("the full queue refused articles %d times", refusals.Load())
	compare(t, samples, total, "resident memory", func(s sample) float64 { return s.resident })
	compare(t, samples, total, "live heap", func(s sample) float64 { return s.liveHeap })
	compare(t, samples, total, "goroutines", func(s sample) float64 { return s.goroutines })

	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := worker.Wait(); err != nil {
		t.Errorf("the worker ended with %v", err)
	}
}

// warmUp is the part of the articles after which memory is compared: until
// then caches and buffers grow to what the work needs.
const warmUp = 0.1

// drift is by how much the last quarter may differ from the first.
const drift = 0.05

// compare logs the means of four quarters and wants the last to be near the
// first.
func compare(t *testing.T, samples []sample, total int, name string, value func(sample) float64) {
	t.Helper()
	var sums, counts [4]float64
	from := warmUp * float64(total)
	for _, s := range samples {
		if part := (float64(s.done) - from) / (float64(total) - from); part >= 0 {
			quarter := min(int(4*part), 3)
			sums[quarter] += value(s)
			counts[quarter]++
		}
	}
	var means [4]float64
	for i := range sums {
		if counts[i] < 10 {
			t.Fatalf("%s: only %.0f samples in quarter %d", name, counts[i], i+1)
		}
		means[i] = sums[i] / counts[i]
	}
	change := means[3]/means[0] - 1
	t.Logf("%-15s by quarter: %.0f %.0f %.0f %.0f (%+.1f %%)", name, means[0], means[1], means[2], means[3], 100*change)
	if change > drift || change < -drift {
		t.Errorf("%s: the last quarter differs by %+.1f %% from the first, more than %.0f %%", name, 100*change, 100*drift)
	}
}

// sampleInterval gives every run some hundred samples.
func sampleInterval(total int) time.Duration {
	return min(time.Second, time.Duration(total)*time.Second/200_000)
}

// A sample is what the worker says of itself.
type sample struct {
	done, deadLetters, duplicates, redelivered int
	resident, liveHeap, goroutines             float64
	processor                                  float64 // seconds
}

func read(address string) (sample, error) {
	resp, err := http.Get("http://" + address + "/metrics")
	if err != nil {
		return sample{}, err
	}
	defer resp.Body.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(resp.Body)
	if err != nil {
		return sample{}, err
	}
	sum := func(name string) (total float64) {
		for _, m := range families[name].GetMetric() {
			total += m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
		return total
	}
	if families["enricher_records_published_total"] == nil {
		return sample{}, errors.New("the worker has no enricher_records_published_total")
	}
	return sample{
		done:        int(sum("enricher_records_published_total")),
		deadLetters: int(sum("enricher_dead_letters_total")),
		duplicates:  int(sum("enricher_records_duplicate_total")),
		redelivered: int(sum("enricher_articles_redelivered_total")),
		resident:    sum("process_resident_memory_bytes"),
		// The collector sets its next goal at twice what is alive (GOGC=100).
		liveHeap:   sum("go_memstats_next_gc_bytes") / 2,
		goroutines: sum("go_goroutines"),
		processor:  sum("process_cpu_seconds_total"),
	}, nil
}

// publish sends the articles in batches. What the full queue refuses is sent
// again: the queue holds its publisher back.
func publish(ctx context.Context, js jetstream.JetStream, total int, refusals *atomic.Int64) error {
	const batch = 500
	var waiting []*nats.Msg
	for next := 0; next < total || len(waiting) > 0; {
		for ; next < total && len(waiting) < batch; next++ {
			waiting = append(waiting, article(next))
		}
		futures := make([]jetstream.PubAckFuture, len(waiting))
		for i, msg := range waiting {
			var err error
			if futures[i], err = js.PublishMsgAsync(msg); err != nil {
				return err
			}
		}
		var refused []*nats.Msg
		for i, f := range futures {
			select {
			case <-f.Ok():
			case err := <-f.Err():
				var api *jetstream.APIError
				if !errors.As(err, &api) || api.ErrorCode != queueFull {
					return fmt.Errorf("publish: %w", err)
				}
				refused = append(refused, waiting[i])
				refusals.Add(1)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if waiting = refused; len(refused) > 0 {
			select {
			case <-time.After(100 * time.Millisecond): // a worker needs a while for a batch
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// queueFull is the server's code for a message that a stream's limits refuse
// (JSStreamStoreFailedF).
const queueFull jetstream.ErrorCode = 10077

var (
	firstNames = []string{"Angela", "Hans", "Marie", "Peter", "Olga", "James", "Linda", "Karl"}
	lastNames  = []string{"Merkel", "Berger", "Novak", "Smith", "Fischer", "Jones", "Weber"}
	cities     = []string{"Berlin", "Wien", "Zürich", "Paris", "London", "Hamburg", "New York", "Madrid", "Rom", "Boston", "Graz"}
)

// article is the n-th: two hundred bytes of German or English, no two alike.
func article(n int) *nats.Msg {
	first, last := firstNames[n%len(firstNames)], lastNames[n/3%len(lastNames)]
	from, to := cities[n%len(cities)], cities[(n/7+3)%len(cities)]
	text := fmt.Sprintf("%s - %s %s%d ist am Freitag nach %s gereist. Das Treffen mit %d Teilnehmern kostet %d Millionen Euro, sagte eine Sprecherin.",
		strings.ToUpper(from), first, last, n, to, 10+n%990, 1+n%97)
	if n%2 == 1 {
		text = fmt.Sprintf("%s (Reuters) - %s %s%d travelled to %s on Friday. The meeting with %d people costs $%d million, a spokesman said.",
			strings.ToUpper(from), first, last, n, to, 10+n%990, 1+n%97)
	}
	return &nats.Msg{
		Subject: "articles.raw.soak",
		Data:    fmt.Appendf(nil, `{"id":"soak-%d","published":"2026-01-02","text":%q}`, n, text),
	}
}

func build(t *testing.T, to, pkg string) {
	t.Helper()
	if out, err := exec.Command("go", "build", "-o", to, pkg).CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
}

// start runs a process until the test ends; its last lines are shown if the
// test fails.
func start(t *testing.T, name, path string, args ...string) *exec.Cmd {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait() // an error only if it was waited for already
		log.Close()
		if t.Failed() {
			t.Logf("%s:\n%s", name, tail(log.Name()))
		}
	})
	return cmd
}

func tail(name string) string {
	f, err := os.Open(name)
	if err != nil {
		return err.Error()
	}
	defer f.Close()
	var lines []string
	for scan := bufio.NewScanner(f); scan.Scan(); {
		if lines = append(lines, scan.Text()); len(lines) > 20 {
			lines = lines[1:]
		}
	}
	return strings.Join(lines, "\n")
}

// ready waits until the worker takes articles.
func ready(t *testing.T, address string) {
	t.Helper()
	var last string
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); <-tick.C {
		resp, err := http.Get("http://" + address + "/readyz")
		if err != nil {
			last = err.Error()
			continue
		}
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return
		}
		last = string(body)
	}
	t.Fatalf("the worker is not ready: %s", last)
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
