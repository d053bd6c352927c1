package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A rule is one of alerts.yml: it records or it alerts.
type rule struct {
	Record, Alert, Expr, For string
	Labels, Annotations      map[string]string
}

// readRules reads alerts.yml, strictly.
func readRules(t *testing.T) (rules []rule) {
	t.Helper()
	var file struct {
		Groups []struct {
			Name  string
			Rules []rule
		}
	}
	readStrict(t, "prometheus/alerts.yml", &file)
	for _, g := range file.Groups {
		rules = append(rules, g.Rules...)
	}
	return rules
}

func readStrict(t *testing.T, file string, to any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(to); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}

// Every rule asks for metrics and labels that there are, and every alert says
// how bad it is, what happened and what to do.
func TestAlerts(t *testing.T) {
	known := newVocabulary(t)
	runbook, err := os.ReadFile("RUNBOOK.md")
	if err != nil {
		t.Fatal(err)
	}
	var alerts, sections []string
	for _, m := range regexp.MustCompile(`(?m)^## (Enricher\w+)$`).FindAllSubmatch(runbook, -1) {
		sections = append(sections, string(m[1]))
	}
	for _, r := range readRules(t) {
		result, err := known.check(r.Expr)
		if err != nil {
			t.Errorf("%s%s: %v", r.Record, r.Alert, err)
			continue
		}
		if r.Record != "" {
			known[r.Record] = result
			continue
		}
		alerts = append(alerts, r.Alert)
		if s := r.Labels["severity"]; !slices.Contains([]string{"critical", "warning", "info"}, s) {
			t.Errorf("%s: severity %q", r.Alert, s)
		}
		for _, name := range []string{"summary", "description", "runbook"} {
			text := r.Annotations[name]
			if text == "" {
				t.Errorf("%s has no %s", r.Alert, name)
			}
			if err := result.checkText(text); err != nil {
				t.Errorf("%s, %s: %v", r.Alert, name, err)
			}
		}
		if anchor := "RUNBOOK.md#" + strings.ToLower(r.Alert); !strings.HasSuffix(r.Annotations["runbook"], " "+anchor) {
			t.Errorf("%s: the runbook line does not end with %s", r.Alert, anchor)
		}
	}
	if len(alerts) == 0 || !slices.Equal(alerts, sections) {
		t.Errorf("alerts: %v\nsections of RUNBOOK.md: %v", alerts, sections)
	}
}

// alerts_test.yml has for every alert a time when it fires and one when it
// does not.
func TestAlertsTested(t *testing.T) {
	var file struct {
		RuleFiles          []string `yaml:"rule_files"`
		EvaluationInterval string   `yaml:"evaluation_interval"`
		GroupEvalOrder     []string `yaml:"group_eval_order"`
		Tests              []struct {
			Name, Interval string
			InputSeries    []struct{ Series, Values string } `yaml:"input_series"`
			Queries        []struct {
				Expr     string
				EvalTime string `yaml:"eval_time"`
				Samples  []struct {
					Labels string
					Value  float64
				} `yaml:"exp_samples"`
			} `yaml:"promql_expr_test"`
		}
	}
	readStrict(t, "prometheus/alerts_test.yml", &file)
	known := newVocabulary(t)
	fires, rests := map[string]bool{}, map[string]bool{}
	for _, test := range file.Tests {
		for _, s := range test.InputSeries {
			if _, err := known.check(s.Series); err != nil {
				t.Errorf("%s: %v", test.Name, err)
			}
		}
		for _, q := range test.Queries {
			if len(q.Samples) == 0 {
				rests[test.Name] = true
			}
			for _, s := range q.Samples {
				if strings.Contains(s.Labels, `alertname="`+test.Name+`"`) {
					fires[test.Name] = true
				}
			}
		}
	}
	for _, r := range readRules(t) {
		if r.Alert != "" && !(fires[r.Alert] && rests[r.Alert]) {
			t.Errorf("%s: tested that it fires: %v, that it does not: %v", r.Alert, fires[r.Alert], rests[r.Alert])
		}
	}
}

// Prometheus' own tool reads the files and runs the tests of the rules.
func TestPromtool(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("no promtool here: apt-get install prometheus")
	}
	for _, args := range [][]string{
		{"check", "config", "prometheus/prometheus.yml"},
		{"check", "rules", "prometheus/alerts.yml"},
		{"test", "rules", "prometheus/alerts_test.yml"},
	} {
		if out, err := exec.Command(promtool, args...).CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}
