package deploy

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A manifest is what these tests ask of a Kubernetes object.
type manifest struct {
	APIVersion string
	Kind       string
	Metadata   struct {
		Name, Namespace string
		Labels          map[string]string
	}
	Spec struct {
		Replicas    *int
		Selector    json.RawMessage // of labels; a Service's has no matchLabels
		PodSelector struct {
			MatchLabels map[string]string
		}
		PolicyTypes    []string
		ScaleTargetRef struct {
			Kind, Name string
		}
		Triggers []struct {
			Type     string
			Metadata map[string]string
		}
		Template struct {
			Metadata struct{ Labels map[string]string }
			Spec     pod
		}
		Groups []struct{ Rules []map[string]any }
	}
	AutomountServiceAccountToken *bool
}

// selector are the labels that an object selects others by.
func (m manifest) selector(t *testing.T) map[string]string {
	t.Helper()
	labels := m.Spec.Selector
	if m.Kind != "Service" {
		var s struct{ MatchLabels json.RawMessage }
		if err := json.Unmarshal(labels, &s); err != nil {
			t.Fatalf("%s: selector: %v", m.Kind, err)
		}
		labels = s.MatchLabels
	}
	var selector map[string]string
	if err := json.Unmarshal(labels, &selector); err != nil {
		t.Fatalf("%s: selector: %v", m.Kind, err)
	}
	return selector
}

type pod struct {
	AutomountServiceAccountToken  *bool
	ServiceAccountName            string
	TerminationGracePeriodSeconds int
	SecurityContext               struct {
		RunAsNonRoot   bool
		RunAsUser      int
		SeccompProfile struct{ Type string }
	}
	TopologySpreadConstraints []any
	Containers                []container
	Volumes                   []struct {
		Name   string
		Secret *struct {
			SecretName string
		}
	}
}

type container struct {
	Name, Image string
	Args        []string
	Env         []struct {
		Name, Value string
		ValueFrom   struct {
			SecretKeyRef struct{ Name, Key string }
		}
	}
	Ports []struct {
		Name          string
		ContainerPort int
	}
	StartupProbe, LivenessProbe, ReadinessProbe probe
	SecurityContext                             struct {
		AllowPrivilegeEscalation *bool
		ReadOnlyRootFilesystem   bool
		RunAsNonRoot             bool
		Capabilities             struct{ Add, Drop []string }
	}
	Resources    struct{ Requests, Limits map[string]string }
	VolumeMounts []mount
}

type mount struct {
	Name, MountPath string
	ReadOnly        bool
}

type probe struct {
	HTTPGet struct{ Path, Port string }
}

func (c container) env() map[string]string {
	env := map[string]string{}
	for _, e := range c.Env {
		env[e.Name] = e.Value
		if ref := e.ValueFrom.SecretKeyRef; ref.Name != "" {
			env[e.Name] = "secret " + ref.Name + "/" + ref.Key
		}
	}
	return env
}

// TestKubernetes asks of the manifests what a cluster's administrators ask.
func TestKubernetes(t *testing.T) {
	for name := range valueSets(t) {
		t.Run(name, func(t *testing.T) {
			all := documents[manifest](t, "kubernetes/"+name+".yaml")
			byKind := map[string]manifest{}
			for _, m := range all {
				if m.APIVersion == "" || m.Metadata.Name == "" || m.Metadata.Namespace != "enricher" || m.Metadata.Labels["app.kubernetes.io/name"] != "enricher" {
					t.Errorf("%s %s: API version, name, namespace or label missing", m.Kind, m.Metadata.Name)
				}
				if _, twice := byKind[m.Kind]; twice {
					t.Errorf("two objects of kind %s", m.Kind)
				}
				byKind[m.Kind] = m
			}
			for _, kind := range []string{"Deployment", "ServiceAccount", "Service", "PodDisruptionBudget", "NetworkPolicy"} {
				if byKind[kind].Kind == "" {
					t.Fatalf("no %s", kind)
				}
			}
			checkWorker(t, byKind["Deployment"])
			if job, ok := byKind["Job"]; ok {
				checkPod(t, job.Spec.Template.Spec)
			}
			if on := byKind["ServiceAccount"].AutomountServiceAccountToken; on == nil || *on {
				t.Error("the service account's token is mounted")
			}
			checkSelectors(t, byKind)
			checkScaling(t, byKind)
		})
	}
}

// checkPod is about every pod: it can do nothing but its work.
func checkPod(t *testing.T, p pod) {
	t.Helper()
	if p.AutomountServiceAccountToken == nil || *p.AutomountServiceAccountToken || !p.SecurityContext.RunAsNonRoot || p.SecurityContext.RunAsUser != 65532 || p.SecurityContext.SeccompProfile.Type != "RuntimeDefault" {
		t.Errorf("pod: token mounted, or user, seccomp profile not as wanted: %+v", p.SecurityContext)
	}
	volumes := map[string]bool{}
	for _, v := range p.Volumes {
		if volumes[v.Name] = true; v.Secret == nil || v.Secret.SecretName == "" {
			t.Errorf("volume %s is of no secret", v.Name)
		}
	}
	for _, c := range p.Containers {
		s := c.SecurityContext
		if s.AllowPrivilegeEscalation == nil || *s.AllowPrivilegeEscalation || !s.ReadOnlyRootFilesystem || !s.RunAsNonRoot || !slices.Equal(s.Capabilities.Drop, []string{"ALL"}) || s.Capabilities.Add != nil {
			t.Errorf("container %s: security context %+v", c.Name, s)
		}
		if _, tag, ok := strings.Cut(c.Image, ":"); !ok || tag == "" || tag == "latest" {
			t.Errorf("container %s: image %s has no version", c.Name, c.Image)
		}
		if c.Resources.Requests["cpu"] == "" || c.Resources.Requests["memory"] == "" || c.Resources.Limits["memory"] == "" {
			t.Errorf("container %s: resources %v", c.Name, c.Resources)
		}
		for _, m := range c.VolumeMounts {
			if !volumes[m.Name] || !m.ReadOnly {
				t.Errorf("container %s: mount %s has no volume, or can be written", c.Name, m.Name)
			}
		}
		for name, value := range c.env() {
			if regexp.MustCompile("PASSWORD|TOKEN").MatchString(name) && !strings.HasPrefix(value, "secret ") {
				t.Errorf("container %s: %s stands in the manifest", c.Name, name)
			}
			mounted := slices.ContainsFunc(c.VolumeMounts, func(m mount) bool { return m.MountPath == filepath.Dir(value) })
			if strings.HasPrefix(value, "/run/secrets/") && !mounted {
				t.Errorf("container %s: %s=%s is mounted nowhere", c.Name, name, value)
			}
		}
	}
}

func checkWorker(t *testing.T, d manifest) {
	t.Helper()
	p := d.Spec.Template.Spec
	checkPod(t, p)
	if p.ServiceAccountName == "" || len(p.TopologySpreadConstraints) == 0 || len(p.Containers) != 1 {
		t.Fatalf("service account %q, %d spread constraints, %d containers", p.ServiceAccountName, len(p.TopologySpreadConstraints), len(p.Containers))
	}
	c := p.Containers[0]
	env := c.env()
	if !slices.Equal(c.Args, []string{"serve"}) || env["ENRICHER_NATS"] == "" || env["ENRICHER_INBOX_PREFIX"] != "_INBOX_worker" {
		t.Errorf("args %v, env %v", c.Args, env)
	}
	// Loopback is the default; in a pod neither probes nor Prometheus reach it.
	if len(c.Ports) != 1 || c.Ports[0].Name != "metrics" || env["ENRICHER_METRICS"] != "0.0.0.0:9464" || c.Ports[0].ContainerPort != 9464 {
		t.Errorf("ports %v, metrics at %s", c.Ports, env["ENRICHER_METRICS"])
	}
	for _, probe := range []struct{ got, want string }{
		{c.StartupProbe.HTTPGet.Path, "/healthz"}, {c.LivenessProbe.HTTPGet.Path, "/healthz"}, {c.ReadinessProbe.HTTPGet.Path, "/readyz"},
		{c.StartupProbe.HTTPGet.Port, "metrics"}, {c.LivenessProbe.HTTPGet.Port, "metrics"}, {c.ReadinessProbe.HTTPGet.Port, "metrics"},
	} {
		if probe.got != probe.want {
			t.Errorf("a probe asks %s, want %s", probe.got, probe.want)
		}
	}
	drain, err := time.ParseDuration(env["ENRICHER_DRAIN_TIMEOUT"])
	if err != nil || time.Duration(p.TerminationGracePeriodSeconds)*time.Second < drain+lastAnswers {
		t.Errorf("killed after %d s, drains for %s (%v)", p.TerminationGracePeriodSeconds, drain, err)
	}
	if env["GOMEMLIMIT"] != "920MiB" || c.Resources.Limits["memory"] != "1Gi" {
		t.Errorf("Go's memory limit %s, the container's %s: want nine tenths", env["GOMEMLIMIT"], c.Resources.Limits["memory"])
	}
}

// lastAnswers is how long the metrics' page may take after the drain.
const lastAnswers = 5 * time.Second

// checkSelectors finds what selects nothing.
func checkSelectors(t *testing.T, byKind map[string]manifest) {
	t.Helper()
	labels := byKind["Deployment"].Spec.Template.Metadata.Labels
	selects := func(kind string, selector, labels map[string]string) {
		t.Helper()
		if len(selector) == 0 {
			t.Errorf("%s selects everything", kind)
		}
		for key, value := range selector {
			if labels[key] != value {
				t.Errorf("%s selects %s=%s, which is %q", kind, key, value, labels[key])
			}
		}
	}
	selects("Deployment", byKind["Deployment"].selector(t), labels)
	selects("Service", byKind["Service"].selector(t), labels)
	selects("PodDisruptionBudget", byKind["PodDisruptionBudget"].selector(t), labels)
	selects("NetworkPolicy", byKind["NetworkPolicy"].Spec.PodSelector.MatchLabels, labels)
	if types := byKind["NetworkPolicy"].Spec.PolicyTypes; !slices.Equal(types, []string{"Ingress", "Egress"}) {
		t.Errorf("NetworkPolicy for %v", types)
	}
	if job, ok := byKind["Job"]; ok {
		selects("NetworkPolicy", byKind["NetworkPolicy"].Spec.PodSelector.MatchLabels, job.Spec.Template.Metadata.Labels)
		if job.Spec.Template.Metadata.Labels["app.kubernetes.io/component"] == labels["app.kubernetes.io/component"] {
			t.Error("the setup's pods count as workers")
		}
	}
	if monitor, ok := byKind["ServiceMonitor"]; ok {
		selects("ServiceMonitor", monitor.selector(t), byKind["Service"].Metadata.Labels)
		rules := byKind["PrometheusRule"].Spec.Groups
		if len(rules) == 0 || len(rules[0].Rules) == 0 {
			t.Error("no rules beside the ServiceMonitor")
		}
	}
}

// checkScaling finds two that scale, or one that scales against a fixed number.
func checkScaling(t *testing.T, byKind map[string]manifest) {
	t.Helper()
	keda, hasKEDA := byKind["ScaledObject"]
	hpa, hasHPA := byKind["HorizontalPodAutoscaler"]
	if hasKEDA && hasHPA {
		t.Error("both a ScaledObject and a HorizontalPodAutoscaler")
	}
	if fixed := byKind["Deployment"].Spec.Replicas != nil; fixed == (hasKEDA || hasHPA) {
		t.Errorf("a fixed number of replicas: %v, something that scales: %v", fixed, hasKEDA || hasHPA)
	}
	for _, scaler := range []manifest{keda, hpa} {
		if scaler.Kind != "" && scaler.Spec.ScaleTargetRef.Name != byKind["Deployment"].Metadata.Name {
			t.Errorf("%s scales %q", scaler.Kind, scaler.Spec.ScaleTargetRef.Name)
		}
	}
	if !hasKEDA {
		return
	}
	trigger := keda.Spec.Triggers[0]
	want := map[string]string{"account": "ENRICHER", "stream": "ARTICLES", "consumer": "enricher", "lagThreshold": "1000", "activationLagThreshold": "0", "useHttps": "false", "natsServerMonitoringEndpoint": "nats.nats.svc.cluster.local:8222"}
	if trigger.Type != "nats-jetstream" || !maps.Equal(trigger.Metadata, want) {
		t.Errorf("trigger %s %v, want %v", trigger.Type, trigger.Metadata, want)
	}
}

// No manifest is left of a set of values that is gone.
func TestNoOrphans(t *testing.T) {
	files, err := os.ReadDir("kubernetes")
	if err != nil {
		t.Fatal(err)
	}
	sets := valueSets(t)
	for _, f := range files {
		if sets[strings.TrimSuffix(f.Name(), ".yaml")] == "" {
			t.Errorf("kubernetes/%s is rendered from no set of values", f.Name())
		}
	}
}
