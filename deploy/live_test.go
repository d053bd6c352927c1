package deploy

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"enricher/pipeline/stream"
)

// TestPrometheus has a real Prometheus watch a real worker, with the files that
// are shipped: the worker is found up, every rule evaluates, every query of the
// dashboard gives data, exemplars and native histograms arrive, and an alert
// fires when the worker is stopped and ends when it is back. It needs the
// program that ENRICHER_PROMETHEUS names; make prometheus sets it.
func TestPrometheus(t *testing.T) {
	program := os.Getenv("ENRICHER_PROMETHEUS")
	if program == "" {
		t.Skip("ENRICHER_PROMETHEUS names no Prometheus: make prometheus")
	}
	binary := filepath.Join(t.TempDir(), "enricher")
	if out, err := exec.Command("go", "build", "-o", binary, "../cmd/enricher").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	data := t.TempDir()
	w := startWorker(t, binary, data, "127.0.0.1:0")
	p := startPrometheus(t, program, w.metrics, false)
	native := startPrometheus(t, program, w.metrics, true)
	for _, p := range []*prometheusServer{p, native} {
		eventually(t, "the worker is up", func() error { return p.targetUp() })
	}

	publishArticles(t, w.nats)
	eventually(t, "all articles have an end", func() error { return p.equals(`sum(enricher_articles_total)`, 22) })
	if err := p.equals(`sum(enricher_articles_total{outcome="published"})`, 20); err != nil {
		t.Error(err)
	}
	for _, query := range []string{
		`enricher_entities_total{type="person"} > 0`,
		`enricher_articles_total{language="none", outcome="dead_letter"} == 2`,
		`enricher_articles_total{language="other", outcome="published"} > 0`,
		`enricher_record_bytes_total > enricher_article_bytes_total`,
		`enricher_stream_messages{stream="dead"} == 2`,
		`enricher_info{version!="", model_de!="", model_en!="", gazetteer!=""} == 1`,
	} {
		eventually(t, "what the articles left", func() error { return p.hasData(query) })
	}
	eventually(t, "every rule has been evaluated", p.rulesHealthy)
	for _, r := range readRules(t) {
		if r.Record != "" {
			eventually(t, r.Record, func() error { return p.hasData(r.Record) })
		}
	}
	for _, panel := range readDashboard(t).Panels {
		for _, q := range panel.Targets {
			eventually(t, "panel "+panel.Title, func() error { return p.hasData(asked(q.Expr)) })
		}
	}
	for _, metric := range []string{"enricher_article_duration_seconds_bucket", `enricher_stage_duration_seconds_bucket{stage="zone"}`, "enricher_articles_total", "enricher_dead_letters_total"} {
		eventually(t, "exemplars", func() error { return p.hasExemplar(metric) })
	}
	eventually(t, "native histograms", func() error {
		return native.hasData(`histogram_quantile(0.9, sum by (stage) (rate(enricher_stage_duration_seconds[5m])))`)
	})
	if firing := p.firing(t); len(firing) > 0 {
		t.Errorf("nothing is wrong, and these alerts fire: %v", firing)
	}

	w.stop()
	eventually(t, "EnricherDown fires", func() error {
		if firing := p.firing(t); !slices.Contains(firing, "EnricherDown: Worker "+w.metrics+" does not answer") {
			return fmt.Errorf("firing: %v", firing)
		}
		return nil
	})
	startWorker(t, binary, data, w.metrics)
	eventually(t, "EnricherDown ends", func() error {
		if firing := p.firing(t); len(firing) > 0 {
			return fmt.Errorf("firing: %v", firing)
		}
		return nil
	})
}

// eventually waits until ok has no objection any more.
func eventually(t *testing.T, what string, ok func() error) {
	t.Helper()
	deadline := time.After(2 * time.Minute)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := ok()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%s: waited in vain: %v", what, err)
		}
	}
}

// A worker is a running enricher serve with an embedded NATS server.
type worker struct {
	metrics, nats string // addresses
	stop          func()
}

func startWorker(t *testing.T, binary, data, metrics string) *worker {
	t.Helper()
	cmd := exec.Command(binary, "serve", "--data", data, "--listen", "127.0.0.1:0", "--metrics", metrics, "--log-format", "json", "--sync", "1s")
	cmd.Env = append(os.Environ(), "GOMEMLIMIT=2GiB")
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &worker{}
	found, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for lines := bufio.NewScanner(log); lines.Scan(); {
			var line struct{ Msg, URL, Address string }
			if json.Unmarshal(lines.Bytes(), &line) != nil {
				continue
			}
			if line.URL != "" && w.nats == "" {
				w.nats = line.URL
			}
			if line.Address != "" && w.metrics == "" {
				w.metrics = line.Address
				close(found)
			}
		}
	}()
	w.stop = func() {
		cmd.Process.Signal(syscall.SIGTERM)
		<-ended
		if err := cmd.Wait(); err != nil {
			t.Errorf("worker: %v", err)
		}
		w.stop = func() {}
	}
	t.Cleanup(func() { w.stop() })
	select {
	case <-found:
	case <-ended:
		t.Fatal("the worker ended at its start")
	case <-time.After(time.Minute):
		t.Fatal("the worker does not tell its address")
	}
	return w
}

// publishArticles sends 20 articles that give records and two that do not.
func publishArticles(t *testing.T, server string) {
	t.Helper()
	conn, err := stream.Connect(stream.ConnectOptions{URLs: []string{server}, Name: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if err := conn.Setup(ctx, stream.DefaultTopology()); err != nil {
		t.Fatal(err)
	}
	traced := stream.Header{"traceparent": {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}
	texts := []string{
		"BERLIN - Angela Merkel ist am Freitag nach Paris gereist.",
		"PARIS, May 4 (Reuters) - Emmanuel Macron met Olaf Scholz on Monday, Siemens said.",
		"Le président de la République française est arrivé hier à Lyon pour une visite officielle.",
		"12 34 56",
	}
	for i := range 20 {
		article, err := json.Marshal(map[string]string{"id": strconv.Itoa(i), "text": texts[i%len(texts)], "published": "2024-05-06"})
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Publish(ctx, "articles.raw.test", traced, article); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{`{"id": "no text"}`, `{`} {
		if err := conn.Publish(ctx, "articles.raw.test", traced, []byte(bad)); err != nil {
			t.Fatal(err)
		}
	}
}

// A prometheusServer runs on the shipped files, with what a test must have
// otherwise: the worker's address, and no long waits.
type prometheusServer struct{ url string }

func startPrometheus(t *testing.T, program, target string, native bool) *prometheusServer {
	t.Helper()
	dir := t.TempDir()
	global, features := "global:", "exemplar-storage"
	switch {
	case native && version(t, program) < 3_008:
		features += ",native-histograms"
	case native:
		global += "\n  scrape_native_histograms: true"
	}
	for name, changes := range map[string][]string{
		"prometheus.yml": {"enricher:9464", target, "_interval: 15s", "_interval: 250ms", "global:", global},
		"alerts.yml":     {`== 0` + "\n        for: 2m\n        labels:\n          severity: critical", "== 0\n        for: 1s\n        labels:\n          severity: critical"}, // EnricherDown
	} {
		shipped, err := os.ReadFile(filepath.Join("prometheus", name))
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.NewReplacer(changes...).Replace(string(shipped))
		if changed == string(shipped) {
			t.Fatalf("%s: nothing to change for the test", name)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(changed), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	var log strings.Builder
	cmd := exec.Command(program, "--config.file", filepath.Join(dir, "prometheus.yml"), "--storage.tsdb.path", filepath.Join(dir, "data"),
		"--web.listen-address", address, "--log.level", "warn", "--enable-feature", features)
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGTERM)
		err := cmd.Wait()
		if err != nil || t.Failed() {
			t.Logf("prometheus: %v\n%s", err, log.String())
		}
	})
	p := &prometheusServer{url: "http://" + address}
	eventually(t, "Prometheus is ready", func() error {
		resp, err := http.Get(p.url + "/-/ready")
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s", resp.Status)
		}
		return nil
	})
	return p
}

// version is Prometheus' version as a number: 2042 for 2.42.
func version(t *testing.T, program string) int {
	t.Helper()
	out, err := exec.Command(program, "--version").CombinedOutput()
	if err != nil {
		t.Fatalf("%s --version: %v", program, err)
	}
	var major, minor int
	if _, err := fmt.Sscanf(string(out), "prometheus, version %d.%d", &major, &minor); err != nil {
		t.Fatalf("%s --version says %s", program, out)
	}
	return 1000*major + minor
}

// get asks Prometheus' API.
func (p *prometheusServer) get(path string, query url.Values, data any) error {
	resp, err := http.Get(p.url + "/api/v1/" + path + "?" + query.Encode())
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	answer := struct {
		Status, Error string
		Data          any
	}{Data: data}
	if err := json.Unmarshal(body, &answer); err != nil {
		return fmt.Errorf("%s: %w: %s", path, err, body)
	}
	if answer.Status != "success" {
		return fmt.Errorf("%s: %s", path, answer.Error)
	}
	return nil
}

// values are those of a query's result that are numbers.
func (p *prometheusServer) values(query string) (values []float64, err error) {
	var result struct {
		Result []struct{ Value [2]any }
	}
	if err := p.get("query", url.Values{"query": {query}}, &result); err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	for _, r := range result.Result {
		text, _ := r.Value[1].(string)
		if v, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return values, nil
}

func (p *prometheusServer) hasData(query string) error {
	values, err := p.values(query)
	if err == nil && len(values) == 0 {
		err = fmt.Errorf("%s gives no data", query)
	}
	return err
}

func (p *prometheusServer) equals(query string, want float64) error {
	values, err := p.values(query)
	if err == nil && (len(values) != 1 || values[0] != want) {
		err = fmt.Errorf("%s is %v, want %v", query, values, want)
	}
	return err
}

func (p *prometheusServer) targetUp() error {
	var targets struct {
		ActiveTargets []struct{ Health, LastError string }
	}
	if err := p.get("targets", nil, &targets); err != nil {
		return err
	}
	if len(targets.ActiveTargets) != 1 || targets.ActiveTargets[0].Health != "up" {
		return fmt.Errorf("targets: %+v", targets.ActiveTargets)
	}
	return nil
}

func (p *prometheusServer) rulesHealthy() error {
	var rules struct {
		Groups []struct {
			Rules []struct{ Name, Health, LastError string }
		}
	}
	if err := p.get("rules", nil, &rules); err != nil {
		return err
	}
	n := 0
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			if r.Health != "ok" {
				return fmt.Errorf("rule %s is %s: %s", r.Name, r.Health, r.LastError)
			}
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("no rules")
	}
	return nil
}

func (p *prometheusServer) hasExemplar(metric string) error {
	var series []struct {
		Exemplars []struct{ Labels map[string]string }
	}
	now := time.Now()
	err := p.get("query_exemplars", url.Values{
		"query": {metric},
		"start": {now.Add(-time.Hour).Format(time.RFC3339)},
		"end":   {now.Add(time.Hour).Format(time.RFC3339)},
	}, &series)
	if err != nil {
		return err
	}
	for _, s := range series {
		for _, e := range s.Exemplars {
			if e.Labels["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736" {
				return nil
			}
		}
	}
	return fmt.Errorf("no exemplar of %s with the trace's id", metric)
}

// firing are the alerts that fire, each with its summary.
func (p *prometheusServer) firing(t *testing.T) (names []string) {
	t.Helper()
	var alerts struct {
		Alerts []struct {
			State               string
			Labels, Annotations map[string]string
		}
	}
	if err := p.get("alerts", nil, &alerts); err != nil {
		t.Fatal(err)
	}
	for _, a := range alerts.Alerts {
		if a.State == "firing" {
			names = append(names, a.Labels["alertname"]+": "+a.Annotations["summary"])
		}
	}
	return names
}
