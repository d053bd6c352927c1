package stream

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
)

// permitting makes the tests of this process run on servers with the shipped
// configuration: workers connect as its user worker, and the tests, which look
// into everything, as a user of their own that may do everything.
var permitting = os.Getenv("ENRICHER_TEST_PERMISSIONS") != ""

// notPermitted are the tests that have no place there.
var notPermitted = []string{
	"TestUnderPermissions",
	// They start servers of another configuration.
	"TestUserAndPassword", "TestTokenAuth", "TestNKey", "TestTLS.*", "TestCredentials", "TestStreamsDoNotFitTheDisk", "TestServerListenFails", "TestServerDataFolder",
	"TestWorkerMayNotCreate", "TestRefusalsAreNamed",
	// Their workers make streams.
	"TestServerComesLater", "TestQueueIsDeleted", "TestOtherSettingsAreRefused",
	// Their workers have consumers of other names, which want lines of their own.
	"TestConsumersSideBySide",
}

// TestUnderPermissions runs the tests of this package once more under the
// shipped permissions.
func TestUnderPermissions(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.timeout=5m", "-test.skip=^("+strings.Join(notPermitted, "|")+")$")
	cmd.Env = append(os.Environ(), "ENRICHER_TEST_PERMISSIONS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

const allPowerful = "tester"

// shippedServer is StartServer with the shipped configuration and a user more.
func shippedServer(o ServerOptions) (*Server, error) {
	opts, err := shippedOptions()
	if err != nil {
		return nil, err
	}
	for _, account := range opts.Accounts {
		if account.GetName() == "ENRICHER" {
			opts.Users = append(opts.Users, &natsserver.User{Username: allPowerful, Password: allPowerful, Account: account,
				Permissions: &natsserver.Permissions{}})
		}
	}
	opts.StoreDir = o.Dir
	opts.NoLog, opts.NoSigs = true, true
	opts.HTTPPort = 0
	if o.Listen != "" {
		host, port, err := net.SplitHostPort(o.Listen)
		if err != nil {
			return nil, err
		}
		opts.Host = host
		if opts.Port, err = strconv.Atoi(port); err != nil {
			return nil, err
		}
		if opts.Port == 0 {
			opts.Port = natsserver.RANDOM_PORT
		}
	}
	s, err := natsserver.NewServer(opts)
	if err != nil {
		return nil, err
	}
	s.Start()
	if !s.ReadyForConnections(patience) {
		s.Shutdown()
		return nil, errors.New("the server does not start")
	}
	lock, err := lockDir(o.Dir)
	return &Server{server: s, lock: lock}, err
}

// shippedOptions are those of the shipped configuration, each user's password
// being its name and -secret.
var shippedOptions = func() func() (*natsserver.Options, error) {
	var environment sync.Once
	return func() (*natsserver.Options, error) {
		environment.Do(func() {
			for _, user := range []string{"PUBLISHER", "WORKER", "SUBSCRIBER", "BACKFILL", "OPERATOR", "SYSTEM"} {
				os.Setenv("NATS_"+user+"_PASSWORD", strings.ToLower(user)+"-secret")
			}
			os.Setenv("NATS_LISTEN", "127.0.0.1:-1")
			os.Setenv("NATS_HTTP", "127.0.0.1:-1")
			os.Setenv("NATS_STORE", os.TempDir()) // replaced
		})
		return natsserver.ProcessConfigFile("../../deploy/nats/node.conf")
	}
}()

// shippedPermissions are those of a user of the shipped configuration.
func shippedPermissions(t *testing.T, user string) *natsserver.Permissions {
	t.Helper()
	opts, err := shippedOptions()
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range opts.Users {
		if u.Username == user {
			return u.Permissions
		}
	}
	t.Fatalf("no user %s", user)
	return nil
}

// start is StartServer, permitting or not.
func start(o ServerOptions) (*Server, error) {
	if permitting {
		return shippedServer(o)
	}
	return StartServer(o)
}

// asUser completes options for a shipped server.
func asUser(o ConnectOptions, user string) ConnectOptions {
	if o.Server != nil {
		o.URLs, o.Server = []string{o.Server.URL()}, nil
	}
	o.User, o.Password, o.InboxPrefix = user, user+"-secret", "_INBOX_"+user
	if user == allPowerful {
		o.Password, o.InboxPrefix = user, "_INBOX_operator" // where workers may answer
	}
	return o
}

// made are the options of each connection, so that a worker can have one like
// it.
var made sync.Map

// asWorker is the connection that a worker has: itself, or one of the user
// worker to the same server.
func asWorker(t *testing.T, c *Conn) *Conn {
	t.Helper()
	return as(t, c, "worker")
}

// asOperator is likewise the connection of who looks at workers and steers
// them.
func asOperator(t *testing.T, c *Conn) *Conn {
	t.Helper()
	return as(t, c, "operator")
}

func as(t *testing.T, c *Conn, user string) *Conn {
	t.Helper()
	if !permitting {
		return c
	}
	o, _ := made.Load(c)
	return open(t, asUser(o.(ConnectOptions), user))
}

// A worker that may create nothing says so at once and starts as soon as all
// is there.
func TestWorkerMayNotCreate(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{Users: []*natsserver.User{
		{Username: "operator", Password: "o"},
		{Username: "worker", Password: "w", Permissions: &natsserver.Permissions{
			Publish: &natsserver.SubjectPermission{Allow: []string{">"}, Deny: []string{"$JS.API.STREAM.CREATE.>", "$JS.API.CONSUMER.CREATE.>"}},
		}},
	}})
	operator := connectAs(t, url, "operator", "o", "")
	w := run(t, connectAs(t, url, "worker", "w", ""), Options{Enrich: echo})
	begun := time.Now()
	eventually(t, "the worker says what is wrong", func() bool {
		err := w.Ready()
		var refusal *PermissionError
		return errors.As(err, &refusal) && refusal.Subject == "$JS.API.STREAM.CREATE.ARTICLES" && strings.Contains(err.Error(), "enricher streams")
	})
	if waited := time.Since(begun); waited > requestLimit {
		t.Errorf("it took %v: a request was waited for in vain", waited)
	}
	if err := operator.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	publish(t, operator, "one")
	eventually(t, "the record is there", func() bool { return count(t, operator, "ENRICHED") == 1 })
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
}

// What a worker may not do while it works is named in its readiness.
func TestRefusalsAreNamed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		deny        []string
		inboxPrefix string
		want        string
	}{
		"taking articles":    {[]string{"$JS.API.CONSUMER.MSG.NEXT.>"}, "", "pulling: the NATS user may not publish to $JS.API.CONSUMER.MSG.NEXT.ARTICLES.enricher"},
		"publishing records": {[]string{"articles.enriched.*"}, "", "publishing: stream ENRICHED: the NATS user may not publish to articles.enriched.de"},
		"looking at streams": {[]string{"$JS.API.STREAM.INFO.DEAD"}, "", "starting: stream DEAD: the NATS user may not publish to $JS.API.STREAM.INFO.DEAD"},
		"answers":            {nil, "_OTHER", "starting: stream ARTICLES: the NATS user may not subscribe to _OTHER."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := external(t, &natsserver.Options{Users: []*natsserver.User{
				{Username: "operator", Password: "o"},
				{Username: "worker", Password: "w", Permissions: &natsserver.Permissions{
					Publish:   &natsserver.SubjectPermission{Allow: []string{">"}, Deny: test.deny},
					Subscribe: &natsserver.SubjectPermission{Deny: []string{"_OTHER.>"}},
				}},
			}})
			operator := connectAs(t, url, "operator", "o", "")
			if err := operator.Setup(t.Context(), small()); err != nil {
				t.Fatal(err)
			}
			publish(t, operator, "one")
			w := run(t, connectAs(t, url, "worker", "w", test.inboxPrefix), Options{Enrich: echo, DrainTimeout: time.Millisecond})
			eventually(t, test.want, func() bool {
				err := w.Ready()
				return err != nil && strings.Contains(err.Error(), test.want)
			})
		})
	}
}

func connectAs(t *testing.T, url, user, password, inboxPrefix string) *Conn {
	t.Helper()
	return open(t, ConnectOptions{URLs: []string{url}, User: user, Password: password, InboxPrefix: inboxPrefix})
}
