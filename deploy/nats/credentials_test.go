package nats

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/jwt/v2"
	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// TestCredentials has the server trust an operator's signature instead of a
// list of users, as README.md says: each user has a credentials file whose
// claims are the subjects of permissions.conf.
func TestCredentials(t *testing.T) {
	t.Parallel()
	operator, account, system := newPair(t, nkeys.CreateOperator), newPair(t, nkeys.CreateAccount), newPair(t, nkeys.CreateAccount)
	articles := jwt.NewAccountClaims(public(t, account))
	articles.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, Streams: -1, Consumer: -1}

	dir := copyOf(t, "operator.conf")
	text := fmt.Sprintf("operator: %s\nsystem_account: %s\nresolver: MEMORY\nresolver_preload: {\n%s: %s\n%s: %s\n}\n",
		encode(t, jwt.NewOperatorClaims(public(t, operator)), operator), public(t, system),
		public(t, account), encode(t, articles, operator),
		public(t, system), encode(t, jwt.NewAccountClaims(public(t, system)), operator))
	if err := os.WriteFile(filepath.Join(dir, "operator.conf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := startServer(t, filepath.Join(dir, "node.conf"))

	credentials := func(user string) string {
		pair := newPair(t, nkeys.CreateUser)
		claims := jwt.NewUserClaims(public(t, pair))
		may := permissions(t, user)
		claims.Permissions.Pub.Allow, claims.Permissions.Sub.Allow = may.Publish.Allow, may.Subscribe.Allow
		seed, err := pair.Seed()
		if err != nil {
			t.Fatal(err)
		}
		text, err := jwt.FormatUserConfig(encode(t, claims, account), seed)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, user+".creds")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	as := func(user string, args ...string) []string {
		return append(args, "--nats", s.url, "--creds", credentials(user), "--inbox-prefix", "_INBOX_"+user)
	}
	if out, err := bare(t, as("operator", "streams")...).CombinedOutput(); err != nil || !strings.Contains(string(out), "consumer enricher: created") {
		t.Fatalf("%v\n%s", err, out)
	}
	worker := bare(t, as("worker", "serve", "--metrics", "none", "--workers", "1")...)
	log := new(lockedBuffer)
	worker.Stdout, worker.Stderr = log, log
	startProcess(t, worker)
	eventually(t, "the worker takes articles", func() bool { return strings.Contains(log.String(), "taking articles") })
	out, err := bare(t, as("subscriber", "pause")...).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "may not publish to $JS.API.CONSUMER.PAUSE.ARTICLES.enricher") {
		t.Errorf("a subscriber pauses: %v\n%s", err, out)
	}
	if strings.Contains(log.String(), "may not") {
		t.Errorf("the worker lacks a permission:\n%s", log)
	}
}

// permissions are those that accounts.conf gives a user.
func permissions(t *testing.T, user string) *natsserver.Permissions {
	t.Helper()
	// Variables would be taken from this process's environment, where they are
	// not: the file is read with values in their place.
	dir := copyOf(t, "accounts.conf")
	text, err := os.ReadFile(filepath.Join(dir, "accounts.conf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names(t, "accounts.conf", `\$(NATS_[A-Z0-9_]+)`) {
		text = []byte(strings.ReplaceAll(string(text), "$"+name, "none"))
	}
	file := filepath.Join(dir, "accounts.conf")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	options, err := natsserver.ProcessConfigFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range options.Users {
		if u.Username == user {
			return u.Permissions
		}
	}
	t.Fatalf("no user %s", user)
	return nil
}

func newPair(t *testing.T, create func() (nkeys.KeyPair, error)) nkeys.KeyPair {
	t.Helper()
	pair, err := create()
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

func public(t *testing.T, pair nkeys.KeyPair) string {
	t.Helper()
	key, err := pair.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func encode(t *testing.T, claims jwt.Claims, by nkeys.KeyPair) string {
	t.Helper()
	token, err := claims.Encode(by)
	if err != nil {
		t.Fatal(err)
	}
	return token
}
