package deploy

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

const chart = "helm/enricher"

// valueSets are the sets of values that the chart is rendered with, by name.
func valueSets(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(chart + "/ci/*.yaml")
	if err != nil || len(files) < 5 {
		t.Fatalf("sets of values %v, %v", files, err)
	}
	sets := map[string]string{}
	for _, file := range files {
		sets[strings.TrimSuffix(filepath.Base(file), ".yaml")] = file
	}
	return sets
}

func readYAML(t *testing.T, file string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return parseYAML(t, string(data))
}

func parseYAML(t *testing.T, text string) map[string]any {
	t.Helper()
	var values map[string]any
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return values
}

// merged are values with others laid over them, as Helm does it.
func merged(values, over map[string]any) map[string]any {
	values = maps.Clone(values)
	for key, v := range over {
		below, nested := values[key].(map[string]any)
		if above, ok := v.(map[string]any); ok && nested {
			v = merged(below, above)
		}
		values[key] = v
	}
	return values
}

func TestValuesSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(chart + "/values.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(values map[string]any) error {
		t.Helper()
		data, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v)
	}
	values := readYAML(t, chart+"/values.yaml")
	if err := check(values); err != nil {
		t.Errorf("values.yaml: %v", err)
	}
	for name, file := range valueSets(t) {
		if err := check(merged(values, readYAML(t, file))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, wrong := range refused {
		if err := check(merged(values, parseYAML(t, wrong))); err == nil {
			t.Errorf("taken: %s", wrong)
		}
	}
	// Every value is one that the schema knows by name: none is a slip.
	properties := readYAML(t, chart+"/values.schema.json")["properties"].(map[string]any)
	for key := range values {
		if properties[key] == nil {
			t.Errorf("the schema has no %s", key)
		}
	}
}

// refused are values that must not be rendered.
var refused = []string{
	`image: {tag: latest}`,
	`image: {digest: "sha256:12"}`,
	`nats: {urls: []}`,
	`nats: {urls: ["http://nats:4222"]}`,
	`nats: {urls: ["nats://user:password@nats:4222"]}`,
	`nats: {inboxPrefix: "_INBOX.>"}`,
	`nats: {auth: {method: creds}}`,
	`nats: {auth: {method: kerberos, secret: s}}`,
	`nats: {tls: {client: true}}`,
	`settings: {password: secret}`,
	`settings: {nats: "nats://elsewhere:4222"}`,
	`settings: {Log-Level: debug}`,
	`settings: {filter: [articles.raw.a]}`,
	`autoscaling: {type: both}`,
	`autoscaling: {type: hpa, min: 0}`,
	`autoscaling: {keda: {lagThreshold: 0}}`,
	`autoscaling: {keda: {monitoring: "http://nats:8222"}}`,
	`resources: {limits: {memory: null}}`,
	`goMemLimit: 920Mi`,
	`terminationGracePeriodSeconds: 5`,
	`networkPolicy: {natsPorts: []}`,
	`metricsPort: 80`,
	`replica: 3`,
}

// The chart's rules are those that are tested, not a copy.
func TestChartAlerts(t *testing.T) {
	in, err := os.ReadFile(chart + "/files/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.ReadFile("prometheus/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(in, out) {
		t.Errorf("%s/files/alerts.yml differs from prometheus/alerts.yml", chart)
	}
}

// helm runs Helm, which HELM says how to call: make chart gives it.
func helm(t *testing.T, args ...string) (string, error) {
	t.Helper()
	command := strings.Fields(os.Getenv("HELM"))
	if len(command) == 0 {
		t.Skip("no HELM in the environment: make chart has it")
	}
	var out, errs bytes.Buffer
	c := exec.CommandContext(t.Context(), command[0], append(command[1:], args...)...)
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	if err != nil {
		return errs.String() + out.String(), err
	}
	return out.String(), nil
}

const kubeVersion = "1.30.0"

// TestHelm lints the chart, and renders kubernetes/*.yaml from it: what is
// checked in is what the chart makes.
func TestHelm(t *testing.T) {
	for name, file := range valueSets(t) {
		if out, err := helm(t, "lint", "--strict", "--kube-version", kubeVersion, "--values", file, chart); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		out, err := helm(t, "template", "enricher", chart, "--namespace", "enricher", "--kube-version", kubeVersion, "--skip-tests", "--values", file)
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
			continue
		}
		manifest := "kubernetes/" + name + ".yaml"
		out = "# Rendered from deploy/" + file + " by make manifests; do not edit.\n" + out
		if *update {
			if err := os.WriteFile(manifest, []byte(out), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if have, err := os.ReadFile(manifest); err != nil || string(have) != out {
			t.Errorf("%s is not what the chart makes now: make manifests (%v)", manifest, err)
		}
	}
	wrong := filepath.Join(t.TempDir(), "wrong.yaml")
	for _, values := range refused {
		if err := os.WriteFile(wrong, []byte(values), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := helm(t, "template", "enricher", chart, "--kube-version", kubeVersion, "--values", wrong); err == nil || !strings.Contains(out, "values don't meet the specifications") {
			t.Errorf("%s: %v\n%s", values, err, out)
		}
	}
	out, err := helm(t, "template", "news", chart, "--kube-version", kubeVersion, "--show-only", "templates/tests/ready.yaml")
	if err != nil || !strings.Contains(out, "http://news-enricher:9464/readyz") {
		t.Errorf("the test pod: %v\n%s", err, out)
	}
}

// documents are the YAML documents of a file, read by the rules of JSON as
// Kubernetes reads them.
func documents[T any](t *testing.T, file string) []T {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	var all []T
	for {
		var document any
		err := d.Decode(&document)
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		var one T
		if err := json.Unmarshal(data, &one); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		all = append(all, one)
	}
}
