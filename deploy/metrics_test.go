// Package deploy has no code, only tests of what is deployed.
package deploy

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	dto "github.com/prometheus/client_model/go"

	"enricher/pipeline"
	"enricher/pipeline/stream"
	"enricher/pipeline/web"
)

// exported are the metrics that enricher serve has at its start, which is all
// it ever has.
func exported(t *testing.T) []*dto.MetricFamily {
	t.Helper()
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		t.Fatal(err)
	}
	registry := web.NewRegistry()
	if _, err := stream.NewMetrics(registry, stream.MetricsOptions{Stages: p.Stages(), Producer: p.Producer(), Consumer: "enricher"}); err != nil {
		t.Fatal(err)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// labelValues are a metric's labels in order, each with its values.
func labelValues(f *dto.MetricFamily) (names []string, values map[string][]string) {
	values = map[string][]string{}
	for _, m := range f.GetMetric() {
		for _, l := range m.GetLabel() {
			if _, ok := values[l.GetName()]; !ok {
				names = append(names, l.GetName())
			}
			if !slices.Contains(values[l.GetName()], l.GetValue()) {
				values[l.GetName()] = append(values[l.GetName()], l.GetValue())
			}
		}
	}
	return names, values
}

const metricsIntro = `# Metrics

<!-- Written by make golden from the code; edit the code. -->

` + "`enricher serve`" + ` tells these at ` + "`/metrics`" + `, in Prometheus' text format, OpenMetrics or protobuf, as the asker wants. Every label's values are in the table: whatever articles contain, no series is added to those that are there at the start.

Histograms have classic buckets, and native ones for a server that asks for them. In OpenMetrics and protobuf, the histograms, ` + "`enricher_articles_total`" + ` and ` + "`enricher_dead_letters_total`" + ` have exemplars with the ` + "`trace_id`" + ` of articles that came with a valid W3C ` + "`traceparent`" + ` header of a sampled trace.

The metrics of queue and streams are told by every worker alike: take their ` + "`max`" + `, not their ` + "`sum`" + `.

The same page has what Prometheus' client library tells of the Go runtime (` + "`go_*`" + `), the process (` + "`process_*`" + `) and the build (` + "`go_build_info`" + `).

| Metric | Type | Unit | Labels | Meaning |
|---|---|---|---|---|
`

// unit is what a metric's number counts, by the names Prometheus recommends.
func unit(f *dto.MetricFamily) string {
	name := strings.TrimSuffix(f.GetName(), "_total")
	switch {
	case strings.HasSuffix(name, "_timestamp_seconds"):
		return "seconds since 1970"
	case strings.HasSuffix(name, "_seconds"):
		return "seconds"
	case strings.HasSuffix(name, "_bytes"):
		return "bytes"
	case strings.HasSuffix(name, "_info"):
		return "1"
	case strings.HasPrefix(f.GetHelp(), "1 while"):
		return "0 or 1"
	}
	return "count"
}

// METRICS.md says of every metric what the code says.
func TestMetricsTable(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(metricsIntro)
	for _, f := range exported(t) {
		if !strings.HasPrefix(f.GetName(), "enricher_") {
			continue
		}
		names, values := labelValues(f)
		var labels []string
		for _, name := range names {
			if name == "consumer" || strings.HasSuffix(f.GetName(), "_info") {
				labels = append(labels, fmt.Sprintf("`%s`: one value a process", name))
			} else {
				labels = append(labels, fmt.Sprintf("`%s`: %s", name, strings.Join(values[name], ", ")))
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", f.GetName(), strings.ToLower(f.GetType().String()), unit(f), strings.Join(labels, "<br>"), f.GetHelp())
	}
	if *update {
		if err := os.WriteFile("METRICS.md", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("METRICS.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, b.Bytes()) {
		t.Error("METRICS.md is not what the code exports: run make golden and look at the difference")
	}
}
