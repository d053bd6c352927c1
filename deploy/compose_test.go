package deploy

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"go.yaml.in/yaml/v3"
)

const composeFile = "compose/compose.yaml"

type composeService struct {
	Image, Restart, User string
	Command              []string
	ReadOnly             bool     `yaml:"read_only"`
	CapDrop              []string `yaml:"cap_drop"`
	CapAdd               []string `yaml:"cap_add"`
	SecurityOpt          []string `yaml:"security_opt"`
	Privileged           bool
	Environment          map[string]string
	Volumes, Ports       []string
	DependsOn            map[string]any `yaml:"depends_on"`
	MemLimit             string         `yaml:"mem_limit"`
	PidsLimit            int            `yaml:"pids_limit"`
	StopGracePeriod      string         `yaml:"stop_grace_period"`
	Healthcheck          struct{ Test []string }
}

func composeServices(t *testing.T) map[string]composeService {
	t.Helper()
	var c struct{ Services map[string]composeService }
	if err := yaml.Unmarshal([]byte(read(t, composeFile)), &c); err != nil {
		t.Fatal(err)
	}
	return c.Services
}

func TestCompose(t *testing.T) {
	services := composeServices(t)
	for _, name := range []string{"nats", "setup", "enricher", "prometheus", "grafana"} {
		if services[name].Image == "" {
			t.Errorf("no service %s", name)
		}
	}
	secret := regexp.MustCompile(`^\$\{[A-Z_]+:\?see .env.example\}$`)
	for name, s := range services {
		if !s.ReadOnly || s.Privileged || !slices.Equal(s.CapDrop, []string{"ALL"}) || s.CapAdd != nil || !slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"}) || s.MemLimit == "" || s.PidsLimit == 0 {
			t.Errorf("%s may do or take too much: %+v", name, s)
		}
		if _, tag, _ := strings.Cut(s.Image, ":"); tag == "" || tag == "latest" {
			t.Errorf("%s: image %s has no version", name, s.Image)
		}
		if name != "setup" && len(s.Healthcheck.Test) == 0 {
			t.Errorf("%s: no health check", name)
		}
		for _, port := range s.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("%s: port %s is open to the network", name, port)
			}
		}
		for other := range s.DependsOn {
			if services[other].Image == "" {
				t.Errorf("%s waits for %s, which is not there", name, other)
			}
		}
		for variable, value := range s.Environment {
			if strings.HasSuffix(variable, "PASSWORD") && !secret.MatchString(value) {
				t.Errorf("%s: %s is no secret from the environment, refused if it is missing", name, variable)
			}
		}
		for _, volume := range s.Volumes {
			from, _, _ := strings.Cut(volume, ":")
			if !strings.HasPrefix(from, ".") {
				continue
			}
			if _, err := os.Stat(filepath.Join("compose", from)); err != nil || !strings.HasSuffix(volume, ":ro") {
				t.Errorf("%s: %s is not there, or can be written (%v)", name, volume, err)
			}
		}
	}
	for _, name := range []string{"setup", "enricher"} {
		if services[name].User != "65532:65532" {
			t.Errorf("%s runs as %s", name, services[name].User)
		}
	}
	worker := services["enricher"]
	drain, err := time.ParseDuration(worker.Environment["ENRICHER_DRAIN_TIMEOUT"])
	stop, err2 := time.ParseDuration(worker.StopGracePeriod)
	if err != nil || err2 != nil || stop < drain+lastAnswers {
		t.Errorf("killed after %s, drains for %s (%v, %v)", stop, drain, err, err2)
	}
	if !strings.Contains(read(t, "prometheus/prometheus.yml"), `["enricher:9464"]`) || worker.Environment["ENRICHER_METRICS"] != "0.0.0.0:9464" {
		t.Error("Prometheus looks for the worker elsewhere")
	}
}

// environment is what the compose file gives a service, its secrets filled in.
func environment(t *testing.T, s composeService) map[string]string {
	t.Helper()
	filled := map[string]string{}
	for name, value := range s.Environment {
		if strings.HasPrefix(value, "${") {
			value = "secret-of-" + name
		}
		filled[name] = value
	}
	return filled
}

// The example names each secret that the compose file wants, and holds none.
func TestComposeSecrets(t *testing.T) {
	var want, have []string
	for _, found := range regexp.MustCompile(`\$\{([A-Z_]+):`).FindAllStringSubmatch(read(t, composeFile), -1) {
		want = append(want, found[1])
	}
	for line := range strings.Lines(read(t, "compose/.env.example")) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, "=")
		if value != "" {
			t.Errorf("%s has a value", name)
		}
		have = append(have, name)
	}
	slices.Sort(want)
	slices.Sort(have)
	if want = slices.Compact(want); !slices.Equal(want, have) {
		t.Errorf("the compose file wants %v, the example has %v", want, have)
	}
}

// TestComposeNATS lets the NATS server read its configuration with just the
// variables that the compose file gives it.
func TestComposeNATS(t *testing.T) {
	s := composeServices(t)["nats"]
	for name, value := range environment(t, s) {
		t.Setenv(name, value)
	}
	file := s.Command[slices.Index(s.Command, "-c")+1]
	options, err := server.ProcessConfigFile(strings.Replace(file, "/etc/nats", "nats", 1))
	if err != nil {
		t.Fatal(err)
	}
	if options.Host != "0.0.0.0" || options.Port != 4222 || options.HTTPHost != "127.0.0.1" || options.StoreDir != "/data" {
		t.Errorf("listens on %s:%d, monitoring on %s, data in %s", options.Host, options.Port, options.HTTPHost, options.StoreDir)
	}
	users := map[string]string{}
	for _, u := range options.Users {
		users[u.Username] = u.Password
	}
	for _, client := range []string{"setup", "enricher"} {
		// Both are given the password of the user they are.
		e := composeServices(t)[client].Environment
		user := e["ENRICHER_USER"]
		if want := "secret-of-NATS_" + strings.ToUpper(user) + "_PASSWORD"; users[user] != want || !strings.Contains(e["ENRICHER_PASSWORD"], strings.TrimPrefix(want, "secret-of-")) {
			t.Errorf("%s is %q with %s, which the server knows by %q", client, user, e["ENRICHER_PASSWORD"], users[user])
		}
		if e["ENRICHER_INBOX_PREFIX"] != "_INBOX_"+user {
			t.Errorf("%s: answers to %s", client, e["ENRICHER_INBOX_PREFIX"])
		}
	}
}

// checkComposed starts the services that are ours, and NATS, as the compose file
// has them: their commands and variables, with other ports and folders.
func checkComposed(t *testing.T, binary string) {
	services := composeServices(t)
	for name, value := range environment(t, services["nats"]) {
		t.Setenv(name, value)
	}
	options, err := server.ProcessConfigFile("nats/node.conf")
	if err != nil {
		t.Fatal(err)
	}
	options.Host, options.Port, options.HTTPPort, options.StoreDir, options.NoSigs = "127.0.0.1", server.RANDOM_PORT, server.RANDOM_PORT, t.TempDir(), true
	nats, err := server.NewServer(options)
	if err != nil {
		t.Fatal(err)
	}
	nats.Start()
	defer func() {
		nats.Shutdown()
		nats.WaitForShutdown()
	}()
	if !nats.ReadyForConnections(time.Minute) {
		t.Fatal("NATS does not start")
	}
	metrics := freeAddress(t)
	service := func(name string, args ...string) *exec.Cmd {
		c := exec.CommandContext(t.Context(), binary, args...)
		for variable, value := range environment(t, services[name]) {
			if value == "secret-of-ENRICHER_PASSWORD" {
				value = "secret-of-NATS_" + strings.ToUpper(services[name].Environment["ENRICHER_USER"]) + "_PASSWORD"
			}
			value = strings.Replace(value, "nats://nats:4222", nats.ClientURL(), 1)
			c.Env = append(c.Env, variable+"="+strings.Replace(value, "0.0.0.0:9464", metrics, 1))
		}
		return c
	}
	monitoring := strings.Replace(services["nats"].Healthcheck.Test[5], "127.0.0.1:8222", nats.MonitorAddr().String(), 1)
	if out, err := exec.Command(binary, "health", "--url", monitoring).CombinedOutput(); err != nil {
		t.Errorf("NATS's health check: %v: %s", err, out)
	}
	// Without the setup there is nothing to work on, and the worker may make none.
	for _, want := range []string{"created", "there as wanted"} {
		out, err := service("setup", services["setup"].Command...).CombinedOutput()
		if err != nil || strings.Count(string(out), want) != 4 {
			t.Fatalf("setup, want four times %s: %v\n%s", want, err, out)
		}
	}
	worker := service("enricher", services["enricher"].Command...)
	var log bytes.Buffer
	worker.Stderr = &log
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	health := services["enricher"].Healthcheck.Test[2:]
	waitFor(t, func() bool { return service("enricher", health...).Run() == nil })
	if err := worker.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := worker.Wait(); err != nil {
		t.Errorf("%v\n%s", err, log.String())
	}
}

// TestComposeModel has the compose file read by the library of Docker Compose:
// COMPOSE (make container) says how to call it.
func TestComposeModel(t *testing.T) {
	command := strings.Fields(os.Getenv("COMPOSE"))
	if len(command) == 0 {
		t.Skip("no COMPOSE in the environment: make container has it")
	}
	load := func(text string) (string, error) {
		file := filepath.Join(t.TempDir(), "compose.yaml")
		write(t, file, text)
		// This command asks no environment for the secrets.
		c := exec.CommandContext(t.Context(), command[0], append(command[1:], "-no-interpolation", file)...)
		out, err := c.CombinedOutput()
		return string(out), err
	}
	text := read(t, composeFile)
	if out, err := load(text); err != nil || strings.Count(out, "no-new-privileges:true") < 5 {
		t.Errorf("%v\n%s", err, out)
	}
	for _, slip := range [][2]string{{"read_only:", "readonly:"}, {"service_healthy}", "service_healthful}"}} {
		if out, err := load(strings.Replace(text, slip[0], slip[1], 1)); err == nil {
			t.Errorf("taken with %s\n%s", slip[1], out)
		}
	}
}
