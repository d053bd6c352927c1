package stream

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCheckConnectOptions(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	urls := []string{"nats://n1:4222", "tls://n2", "n3:4222", "wss://n4/path"}
	for _, right := range []ConnectOptions{
		{},
		{Server: new(Server)},
		{URLs: urls},
		{URLs: urls, User: "worker", Password: "hush"},
		{URLs: []string{"nats://worker:hush@n1:4222"}},
	} {
		if err := right.Check(); err != nil {
			t.Errorf("%+v: %v", right, err)
		}
	}
	for want, wrong := range map[string]ConnectOptions{
		"no URL":                       {URLs: []string{"nats://worker:hush@n1:port"}},
		`scheme "http"`:                {URLs: []string{"http://worker:hush@n1"}},
		"no host":                      {URLs: []string{"nats://hush@:4222"}},
		"contradict each other":        {URLs: []string{"nats://worker:hush@n1"}, Token: "hush"},
		"without a user":               {URLs: urls, Password: "hush"},
		"no NATS server to use it on":  {User: "worker", Password: "hush"},
		"belong together":              {URLs: urls, CertFile: empty},
		"no certificate in PEM":        {URLs: urls, CAFile: empty},
		"client certificate":           {URLs: urls, CertFile: empty, KeyFile: empty},
		"nkey file":                    {URLs: urls, NKeyFile: empty},
		"credentials file":             {URLs: urls, CredentialsFile: empty},
		"no such file":                 {URLs: urls, CredentialsFile: empty + "-not"},
		"no subject without wildcards": {URLs: urls, InboxPrefix: "a.*"},
	} {
		err := wrong.Check()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: got %v, want %q in it", wrong, err, want)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("the error tells a secret: %v", err)
		}
	}
}

func TestCheckTopology(t *testing.T) {
	if err := DefaultTopology().Check(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Topology){
		"want 1, 3 or 5":               func(t *Topology) { t.Replicas = 2 },
		`stream name "A B"`:            func(t *Topology) { t.Articles.Name = "A B" },
		"two streams are named":        func(t *Topology) { t.Dead.Name = "ARTICLES" },
		"no room for a message":        func(t *Topology) { t.Articles.MaxBytes = 1 << 20 },
		"less than 0":                  func(t *Topology) { t.Enriched.MaxAge = -1 },
		"shorter than the dedup":       func(t *Topology) { t.Enriched.MaxAge = time.Minute },
		"subject of articles":          func(t *Topology) { t.Articles.Subject = "a..b" },
		"take no wildcards":            func(t *Topology) { t.Dead.Subject = "dead.>" },
		"overlap":                      func(t *Topology) { t.Articles.Subject = "articles.>" },
		"not within":                   func(t *Topology) { t.Consumer.Filters = []string{"other.>"} },
		`filter "a b"`:                 func(t *Topology) { t.Consumer.Filters = []string{"a b"} },
		"filters articles.raw.> and":   func(t *Topology) { t.Consumer.Filters = []string{"articles.raw.>", "articles.raw.de"} },
		"consumer name":                func(t *Topology) { t.Consumer.Name = "a.b" },
		"want at least 2":              func(t *Topology) { t.Consumer.MaxDeliver = 1 },
		"ack wait -1s":                 func(t *Topology) { t.Consumer.AckWait = -time.Second },
		"max ack pending":              func(t *Topology) { t.Consumer.MaxAckPending = -1 },
		"a record could be stored twi": func(t *Topology) { t.Enriched.Duplicates = time.Minute },
	} {
		topology := DefaultTopology()
		change(&topology)
		if err := topology.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestRedact(t *testing.T) {
	for address, want := range map[string]string{
		"nats://n1:4222":          "nats://n1:4222",
		"nats://me:hush@n1:4222":  "nats://xxxxx@n1:4222",
		"tls://hush@n1":           "tls://xxxxx@n1",
		"nats://me:hu%sh@n1:4222": "(no URL)",
	} {
		if got := Redact(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}
