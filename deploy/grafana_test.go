package deploy

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A dashboard is what these tests ask of one of Grafana's.
type dashboard struct {
	UID, Title    string
	SchemaVersion int
	Annotations   struct {
		List []struct{ Name, Expr, TextFormat string }
	}
	Templating struct {
		List []struct {
			Name, Type, Definition string
		}
	}
	Panels []panel
}

type panel struct {
	ID                       int
	Type, Title, Description string
	Datasource               *struct{ Type, UID string }
	GridPos                  struct{ X, Y, W, H int }
	Targets                  []struct {
		Expr, LegendFormat string
	}
}

func readDashboard(t *testing.T) (d dashboard) {
	t.Helper()
	data, err := os.ReadFile("grafana/dashboard.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// asked is an expression of the dashboard as Prometheus gets it.
func asked(expr string) string {
	return strings.NewReplacer("$__rate_interval", "5m", "$__range", "1h", "$job", ".*", "$instance", ".*").Replace(expr)
}

var labelValuesQuery = regexp.MustCompile(`^label_values\((.+), (\w+)\)$`)

// Every panel asks for metrics and labels that there are, stands in a place of
// its own, and says what it shows.
func TestDashboard(t *testing.T) {
	known := newVocabulary(t)
	d := readDashboard(t)
	if d.UID == "" || d.Title == "" || d.SchemaVersion < 38 { // Grafana 10's
		t.Errorf("uid %q, title %q, schema %d", d.UID, d.Title, d.SchemaVersion)
	}
	var variables []string
	for _, v := range d.Templating.List {
		variables = append(variables, v.Name)
		if v.Type != "query" {
			continue
		}
		m := labelValuesQuery.FindStringSubmatch(v.Definition)
		if m == nil {
			t.Errorf("variable %s asks for %q", v.Name, v.Definition)
			continue
		}
		if result, err := known.check(asked(m[1])); err != nil {
			t.Errorf("variable %s: %v", v.Name, err)
		} else if !result[m[2]] {
			t.Errorf("variable %s: no label %s in %s", v.Name, m[2], m[1])
		}
	}
	if !slices.Equal(variables, []string{"datasource", "job", "instance"}) {
		t.Errorf("variables %v", variables)
	}
	for _, a := range d.Annotations.List {
		if a.Expr == "" {
			continue
		}
		if result, err := known.check(asked(a.Expr)); err != nil {
			t.Errorf("annotation %s: %v", a.Name, err)
		} else if err := result.checkText(a.TextFormat); err != nil {
			t.Errorf("annotation %s: %v", a.Name, err)
		}
	}
	ids, cells := map[int]bool{}, map[[2]int]string{}
	for _, p := range d.Panels {
		if ids[p.ID] || p.Title == "" {
			t.Errorf("panel %d %q: number taken, or no title", p.ID, p.Title)
		}
		ids[p.ID] = true
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other := cells[[2]int{x, y}]; other != "" || x >= 24 {
					t.Fatalf("panel %q is over %q or over the edge", p.Title, other)
				}
				cells[[2]int{x, y}] = p.Title
			}
		}
		if p.Type == "row" {
			continue
		}
		if p.Description == "" || len(p.Targets) == 0 || p.Datasource == nil || p.Datasource.UID != "${datasource}" {
			t.Errorf("panel %q has no description, no query or another data source than the variable", p.Title)
		}
		for _, q := range p.Targets {
			result, err := known.check(asked(q.Expr))
			if err != nil {
				t.Errorf("panel %q: %v", p.Title, err)
			} else if err := result.checkText(q.LegendFormat); err != nil {
				t.Errorf("panel %q: %v", p.Title, err)
			}
			if !strings.Contains(q.Expr, `job=~"$job", instance=~"$instance"`) {
				t.Errorf("panel %q does not heed the variables: %s", p.Title, q.Expr)
			}
		}
	}
}

// What the dashboard provider and the data source say can be read.
func TestProvisioning(t *testing.T) {
	var source struct {
		APIVersion  int `yaml:"apiVersion"`
		Datasources []struct {
			Name, UID, Type, Access, URL string
			IsDefault                    bool `yaml:"isDefault"`
			JSONData                     struct {
				HTTPMethod   string `yaml:"httpMethod"`
				TimeInterval string `yaml:"timeInterval"`
			} `yaml:"jsonData"`
		}
	}
	readStrict(t, "grafana/provisioning/datasources/prometheus.yml", &source)
	if source.APIVersion != 1 || len(source.Datasources) != 1 || source.Datasources[0].Type != "prometheus" {
		t.Errorf("data sources: %+v", source)
	}
	var dashboards struct {
		APIVersion int `yaml:"apiVersion"`
		Providers  []struct {
			Name, Type            string
			AllowUIUpdates        bool `yaml:"allowUiUpdates"`
			DisableDeletion       bool `yaml:"disableDeletion"`
			UpdateIntervalSeconds int  `yaml:"updateIntervalSeconds"`
			Options               struct{ Path string }
		}
	}
	readStrict(t, "grafana/provisioning/dashboards/enricher.yml", &dashboards)
	if dashboards.APIVersion != 1 || len(dashboards.Providers) != 1 || dashboards.Providers[0].Options.Path == "" {
		t.Errorf("dashboards: %+v", dashboards)
	}
}
