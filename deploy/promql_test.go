package deploy

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/VictoriaMetrics/metricsql"
	dto "github.com/prometheus/client_model/go"
)

// labels is a set of label names.
type labels map[string]bool

func setOf(names ...string) labels {
	set := labels{}
	for _, name := range names {
		set[name] = true
	}
	return set
}

// or is the union of two sets; either may be nil, as a number's is.
func (l labels) or(other labels) labels {
	all := labels{}
	maps.Copy(all, l)
	maps.Copy(all, other)
	return all
}

// targetLabels are those that Prometheus gives to everything it scrapes, here
// or on Kubernetes.
var targetLabels = []string{"job", "instance", "namespace", "pod"}

// A vocabulary is every metric that a query may name, each with its labels.
type vocabulary map[string]labels

// newVocabulary has what the program exports, and what Prometheus adds.
func newVocabulary(t *testing.T) vocabulary {
	v := vocabulary{"up": setOf(targetLabels...)}
	for _, f := range exported(t) {
		names, _ := labelValues(f)
		set := setOf(append(names, targetLabels...)...)
		name := f.GetName()
		v[name] = set
		switch f.GetType() {
		case dto.MetricType_HISTOGRAM: // its bare name is the native one's
			v[name+"_bucket"] = set.or(setOf("le"))
			v[name+"_sum"], v[name+"_count"] = set, set
		case dto.MetricType_SUMMARY:
			v[name] = set.or(setOf("quantile"))
			v[name+"_sum"], v[name+"_count"] = set, set
		}
	}
	return v
}

// check reads an expression of PromQL and returns the labels that its result
// has, or what it names that there is not.
func (v vocabulary) check(query string) (labels, error) {
	e, err := metricsql.Parse(query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	c := checker{vocabulary: v}
	result := c.labels(e)
	if c.wrong != nil {
		return nil, fmt.Errorf("%s: %s", query, strings.Join(c.wrong, "; "))
	}
	return result, nil
}

type checker struct {
	vocabulary
	wrong []string
}

func (c *checker) want(have labels, name, where string) {
	if !have[name] {
		c.wrong = append(c.wrong, fmt.Sprintf("no label %s in %s, which has %v", name, where, slices.Sorted(maps.Keys(have))))
	}
}

// labels are those of an expression's result; nil for a number.
func (c *checker) labels(e metricsql.Expr) labels {
	switch e := e.(type) {
	case *metricsql.MetricExpr:
		return c.metric(e)
	case *metricsql.RollupExpr:
		return c.labels(e.Expr)
	case *metricsql.FuncExpr:
		var all labels
		for _, arg := range e.Args {
			if l := c.labels(arg); l != nil {
				all = all.or(l)
			}
		}
		switch {
		case strings.HasPrefix(e.Name, "absent"):
			return labels{}
		case e.Name == "histogram_quantile":
			delete(all, "le")
		}
		return all
	case *metricsql.AggrFuncExpr:
		var all labels
		for _, arg := range e.Args {
			all = all.or(c.labels(arg))
		}
		by := strings.ToLower(e.Modifier.Op)
		for _, name := range e.Modifier.Args {
			c.want(all, name, string(e.AppendString(nil)))
		}
		switch {
		case by == "by":
			return setOf(e.Modifier.Args...)
		case by == "without":
			for _, name := range e.Modifier.Args {
				delete(all, name)
			}
			return all
		case e.Name == "topk" || e.Name == "bottomk":
			return all
		}
		return labels{}
	case *metricsql.BinaryOpExpr:
		return c.binary(e)
	}
	return nil
}

func (c *checker) metric(e *metricsql.MetricExpr) labels {
	var all labels
	for _, filters := range e.LabelFilterss {
		name := ""
		for _, f := range filters {
			if f.Label == "__name__" && !f.IsRegexp && !f.IsNegative {
				name = f.Value
			}
		}
		have, ok := c.vocabulary[name]
		if !ok {
			c.wrong = append(c.wrong, fmt.Sprintf("no metric %q", name))
			continue
		}
		for _, f := range filters {
			if f.Label != "__name__" {
				c.want(have, f.Label, name)
			}
		}
		all = all.or(have)
	}
	return all
}

func (c *checker) binary(e *metricsql.BinaryOpExpr) labels {
	left, right := c.labels(e.Left), c.labels(e.Right)
	switch {
	case left == nil:
		return right
	case right == nil:
		return left
	}
	for _, name := range e.GroupModifier.Args {
		c.want(left, name, string(e.Left.AppendString(nil)))
		c.want(right, name, string(e.Right.AppendString(nil)))
	}
	switch op, join := strings.ToLower(e.Op), strings.ToLower(e.JoinModifier.Op); {
	case op == "and" || op == "unless":
		return left
	case op == "or":
		return left.or(right)
	case join == "group_left" || join == "group_right":
		many, one := left, right
		if join == "group_right" {
			many, one = right, left
		}
		for _, name := range e.JoinModifier.Args {
			c.want(one, name, "the side that is one")
		}
		return many.or(setOf(e.JoinModifier.Args...))
	case strings.ToLower(e.GroupModifier.Op) == "on":
		return setOf(e.GroupModifier.Args...)
	}
	return left
}

// labelUse finds the labels that a template names: {{ $labels.job }} in the
// text of an alert, {{job}} in a legend.
var labelUse = regexp.MustCompile(`\$labels\.(\w+)|\{\{ *(\w+) *\}\}`)

// checkText tells which labels a template names that a result has not.
func (l labels) checkText(text string) error {
	for _, m := range labelUse.FindAllStringSubmatch(text, -1) {
		if name := m[1] + m[2]; !l[name] {
			return fmt.Errorf("%q: no label %s in the result, which has %v", text, name, slices.Sorted(maps.Keys(l)))
		}
	}
	return nil
}

// The check finds what is wrong with a query.
func TestCheckFindsErrors(t *testing.T) {
	v := newVocabulary(t)
	for query, want := range map[string]string{
		`rate(enricher_articles_total[5m])`:                                                       "",
		`sum by (language) (rate(enricher_articles_total{outcome="published"}[5m]))`:              "",
		`histogram_quantile(0.5, sum by (le) (rate(enricher_stage_duration_seconds_bucket[5m])))`: "",
		`enricher_ready * on (instance) group_left (version) enricher_info`:                       "",
		`enricher_nothing`:                                                `no metric "enricher_nothing"`,
		`rate(enricher_articles[5m])`:                                     `no metric "enricher_articles"`,
		`enricher_dead_letters_total{outcome="x"}`:                        "no label outcome",
		`sum by (outcome) (enricher_dead_letters_total)`:                  "no label outcome",
		`sum by (le) (enricher_stage_duration_seconds_sum)`:               "no label le",
		`sum(sum by (job) (enricher_articles_total)) by (language)`:       "no label language",
		`enricher_ready and on (language) enricher_articles_total`:        "no label language",
		`enricher_ready * on (instance) group_left (model) enricher_info`: "no label model",
		`sum by (job (up)`:                                                "unexpected token",
	} {
		_, err := v.check(query)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", query, err, want)
		}
	}
	result, err := v.check(`sum by (job) (up)`)
	if err != nil {
		t.Fatal(err)
	}
	for text, ok := range map[string]bool{"{{ $labels.job }}": true, "{{job}} {{ $value | humanize }}": true, "{{ $labels.instance }}": false, "{{instance}}": false} {
		if err := result.checkText(text); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}
