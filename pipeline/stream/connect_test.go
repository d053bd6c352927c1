package stream

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nkeys"
)

// external starts a server as operators configure theirs.
func external(t *testing.T, o *natsserver.Options) string {
	t.Helper()
	o.Host, o.Port = "127.0.0.1", natsserver.RANDOM_PORT
	o.NoLog, o.NoSigs = true, true
	o.JetStream, o.StoreDir = true, t.TempDir()
	s, err := natsserver.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(patience) {
		t.Fatal("the server does not start")
	}
	return s.ClientURL()
}

// works checks that an article goes through over this connection.
func works(t *testing.T, o ConnectOptions) {
	t.Helper()
	c := connect(t, o)
	w := run(t, c, Options{Enrich: echo})
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	publish(t, c, "one")
	eventually(t, "its record is there", func() bool { return count(t, c, "ENRICHED") == 1 })
}

// isRefused checks that no connection comes about, that the worker's readiness
// says why, and that neither it nor the log tells a secret.
func isRefused(t *testing.T, o ConnectOptions, why string) {
	t.Helper()
	var log lockedBuffer
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c, err := Connect(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	w := run(t, c, Options{Enrich: echo, Log: o.Log})
	var reason string
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("readiness: %s\nlog: %s", reason, log.String())
		}
	})
	eventually(t, "readiness says "+why, func() bool {
		if err := w.Ready(); err != nil {
			reason = err.Error()
		}
		return strings.Contains(reason, "not connected to NATS: ") && strings.Contains(strings.ToLower(reason), why)
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := c.Wait(ctx); err != nil {
		reason += err.Error()
	}
	if c.Connected() {
		t.Error("connected")
	}
	eventually(t, "the log says "+why, func() bool { return strings.Contains(strings.ToLower(log.String()), why) })
	for _, secret := range []string{o.Password, o.Token} {
		if secret != "" && strings.Contains(log.String()+reason, secret) {
			t.Errorf("a secret is told: %s\n%s", reason, log.String())
		}
	}
}

const notAuthorized = "nats: authorization violation" // in lower case, as isRefused compares

func TestUserAndPassword(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{Username: "worker", Password: "secret"})
	works(t, ConnectOptions{URLs: []string{url}, User: "worker", Password: "secret"})
	isRefused(t, ConnectOptions{URLs: []string{url}, User: "worker", Password: "wrong-s3cret"}, notAuthorized)
}

func TestTokenAuth(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{Authorization: "s3cret"})
	works(t, ConnectOptions{URLs: []string{url}, Token: "s3cret"})
	isRefused(t, ConnectOptions{URLs: []string{url}}, notAuthorized)
	isRefused(t, ConnectOptions{URLs: []string{url}, Token: "wrong-s3cret"}, notAuthorized)
}

func TestNKey(t *testing.T) {
	t.Parallel()
	user, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	public, _ := user.PublicKey()
	seed, _ := user.Seed()
	file := write(t, "worker.nk", seed)
	url := external(t, &natsserver.Options{Nkeys: []*natsserver.NkeyUser{{Nkey: public}}})
	works(t, ConnectOptions{URLs: []string{url}, NKeyFile: file})
	isRefused(t, ConnectOptions{URLs: []string{url}}, "nats: ")
	stranger, err := nkeys.CreateUser()
	if err != nil {
		t.Fatal(err)
	}
	seed, _ = stranger.Seed()
	isRefused(t, ConnectOptions{URLs: []string{url}, NKeyFile: write(t, "stranger.nk", seed)}, notAuthorized)
}

// A server that trusts an operator's signature instead of a list of users: the
// worker has a credentials file, whose claims are the permissions shipped for
// servers with such a list.
func TestCredentials(t *testing.T) {
	t.Parallel()
	operator, account, system := newKey(t, nkeys.CreateOperator), newKey(t, nkeys.CreateAccount), newKey(t, nkeys.CreateAccount)
	trusted := jwt.NewOperatorClaims(operator.public)
	resolver := &natsserver.MemAccResolver{}
	for _, k := range []key{account, system} {
		claims := jwt.NewAccountClaims(k.public)
		if k == account {
			claims.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, Streams: -1, Consumer: -1}
		}
		if err := resolver.Store(k.public, signed(t, claims, operator)); err != nil {
			t.Fatal(err)
		}
	}
	signed(t, trusted, operator)
	url := external(t, &natsserver.Options{
		TrustedOperators: []*jwt.OperatorClaims{trusted}, AccountResolver: resolver, SystemAccount: system.public,
	})
	credentials := func(by key, change func(*jwt.UserClaims)) string {
		user := newKey(t, nkeys.CreateUser)
		claims := jwt.NewUserClaims(user.public)
		change(claims)
		seed, err := user.pair.Seed()
		if err != nil {
			t.Fatal(err)
		}
		file, err := jwt.FormatUserConfig(signed(t, claims, by), seed)
		if err != nil {
			t.Fatal(err)
		}
		return write(t, "user.creds", file)
	}

	may := shippedPermissions(t, "worker")
	worker := ConnectOptions{URLs: []string{url}, InboxPrefix: "_INBOX_worker", CredentialsFile: credentials(account, func(c *jwt.UserClaims) {
		c.Permissions.Pub.Allow, c.Permissions.Sub.Allow = may.Publish.Allow, may.Subscribe.Allow
	})}
	free := connect(t, ConnectOptions{URLs: []string{url}, CredentialsFile: credentials(account, func(*jwt.UserClaims) {})})
	if err := free.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	w := run(t, open(t, worker), Options{Enrich: echo})
	eventually(t, "the worker is ready", func() bool { return w.Ready() == nil })
	publish(t, free, "one")
	eventually(t, "its record is there", func() bool { return count(t, free, "ENRICHED") == 1 })
	if err := open(t, worker).Publish(t.Context(), "articles.raw.test", nil, []byte("two")); !errors.Is(err, nats.ErrPermissionViolation) {
		t.Errorf("a worker publishes an article: %v", err)
	}

	for name, file := range map[string]string{
		"signed by a stranger": credentials(newKey(t, nkeys.CreateAccount), func(*jwt.UserClaims) {}),
		"expired":              credentials(account, func(c *jwt.UserClaims) { c.Expires = time.Now().Add(-time.Hour).Unix() }),
	} {
		t.Run(name, func(t *testing.T) {
			isRefused(t, ConnectOptions{URLs: []string{url}, CredentialsFile: file}, "nats: ")
		})
	}
}

// A key of an operator, an account or a user.
type key struct {
	pair   nkeys.KeyPair
	public string
}

func newKey(t *testing.T, create func() (nkeys.KeyPair, error)) key {
	t.Helper()
	pair, err := create()
	if err != nil {
		t.Fatal(err)
	}
	public, err := pair.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	return key{pair, public}
}

func signed(t *testing.T, claims interface {
	Encode(nkeys.KeyPair) (string, error)
}, by key) string {
	t.Helper()
	token, err := claims.Encode(by.pair)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTLS(t *testing.T) {
	t.Parallel()
	authority, ca := certificate(t, nil, "authority", time.Hour)
	serverCert, _ := certificate(t, &authority, "server", time.Hour)
	clientCert, _ := certificate(t, &authority, "client", time.Hour)
	oldCert, _ := certificate(t, &authority, "client", -time.Minute)
	other, otherCA := certificate(t, nil, "another authority", time.Hour)
	otherCert, _ := certificate(t, &other, "client", time.Hour)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	url := external(t, &natsserver.Options{
		TLS: true, TLSVerify: true,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{serverCert}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert},
	})
	caFile := write(t, "ca.pem", ca)
	certFile, keyFile := writePair(t, clientCert)
	oldFile, oldKey := writePair(t, oldCert)
	strangeFile, strangeKey := writePair(t, otherCert)

	// The first server of the list is away.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	away := "nats://" + l.Addr().String()
	l.Close()
	works(t, ConnectOptions{URLs: []string{away, url}, CAFile: caFile, CertFile: certFile, KeyFile: keyFile})
	// The server refuses after the handshake of TLS 1.3 is over for the client,
	// which may lose the server's words.
	const byServer = "tls"
	for name, test := range map[string]struct {
		ca, cert, key string
		why           string
	}{
		"no certificate":           {caFile, "", "", byServer},
		"a stranger's certificate": {caFile, strangeFile, strangeKey, byServer},
		"an expired certificate":   {caFile, oldFile, oldKey, byServer},
		"no authority":             {"", certFile, keyFile, "certificate signed by unknown authority"},
		"another authority":        {write(t, "other.pem", otherCA), certFile, keyFile, "certificate signed by unknown authority"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			isRefused(t, ConnectOptions{URLs: []string{url}, CAFile: test.ca, CertFile: test.cert, KeyFile: test.key}, test.why)
		})
	}
}

// A server whose certificate has expired, or is another's, is not trusted.
func TestTLSOfTheServer(t *testing.T) {
	t.Parallel()
	authority, ca := certificate(t, nil, "authority", time.Hour)
	expired, _ := certificate(t, &authority, "server", -time.Minute)
	good, _ := certificate(t, &authority, "server", time.Hour)
	serve := func(c tls.Certificate) string {
		return external(t, &natsserver.Options{TLS: true, TLSConfig: &tls.Config{Certificates: []tls.Certificate{c}}})
	}
	caFile := write(t, "ca.pem", ca)
	isRefused(t, ConnectOptions{URLs: []string{serve(expired)}, CAFile: caFile}, "certificate has expired")
	url := serve(good)
	isRefused(t, ConnectOptions{URLs: []string{strings.Replace(url, "127.0.0.1", "localhost", 1)}, CAFile: caFile}, "certificate is not valid for any names")
	works(t, ConnectOptions{URLs: []string{url}, CAFile: caFile}) // the server asks for TLS
	works(t, ConnectOptions{URLs: []string{strings.Replace(url, "nats://", "tls://", 1)}, CAFile: caFile})
	plain := external(t, &natsserver.Options{})
	isRefused(t, ConnectOptions{URLs: []string{strings.Replace(plain, "nats://", "tls://", 1)}, CAFile: caFile}, "secure connection not available")
}

func TestOptionsThatCannotBeRight(t *testing.T) {
	t.Parallel()
	server := newServer(t, "")
	missing := filepath.Join(t.TempDir(), "missing")
	urls := []string{"nats://127.0.0.1:1"}
	for name, o := range map[string]ConnectOptions{
		"no server":     {},
		"two servers":   {Server: server, URLs: urls},
		"no CA file":    {URLs: urls, CAFile: missing},
		"no nkey file":  {URLs: urls, NKeyFile: missing},
		"half a pair":   {URLs: urls, CertFile: missing},
		"no pair":       {URLs: urls, CertFile: missing, KeyFile: missing},
		"no creds file": {URLs: urls, CredentialsFile: missing},
	} {
		if c, err := Connect(o); err == nil {
			c.Close()
			t.Errorf("%s: no error", name)
		}
	}
}

// Streams that do not fit the disk are an error at the start, not a worker
// that waits for ever.
func TestStreamsDoNotFitTheDisk(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{JetStreamMaxStore: 1 << 20})
	w, err := New(connect(t, ConnectOptions{URLs: []string{url}}), Options{Enrich: echo, Topology: small()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := w.Run(ctx); err == nil || !strings.Contains(err.Error(), "insufficient storage") {
		t.Errorf("got %v", err)
	}
}

// A publisher is told that the queue is full, and that an article is too large.
func TestQueueRefuses(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	topology := small()
	topology.Articles.MaxBytes = 3 << 20
	if err := c.Setup(t.Context(), topology); err != nil {
		t.Fatal(err)
	}
	if err := c.Publish(t.Context(), "articles.raw.test", nil, make([]byte, 2<<20)); err == nil {
		t.Error("an article larger than MaxMsgSize is taken")
	}
	var err error
	for range 8 {
		if err = errors.Join(err, c.Publish(t.Context(), "articles.raw.test", nil, make([]byte, 900<<10))); err != nil {
			break
		}
	}
	if err == nil || !strings.Contains(err.Error(), "maximum bytes exceeded") {
		t.Errorf("a full queue: %v", err)
	}
	if err := c.Publish(t.Context(), "elsewhere", nil, []byte("one")); err == nil {
		t.Error("no error on a subject of no stream")
	}
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// writePair writes a certificate and its key.
func writePair(t *testing.T, c tls.Certificate) (certFile, keyFile string) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(c.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, "cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Certificate[0]})),
		write(t, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))
}

// certificate makes one for 127.0.0.1, signed by parent or by itself, that
// expires so long from now.
func certificate(t *testing.T, parent *tls.Certificate, name string, expires time.Duration) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(time.Now().UnixNano()),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(expires),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		KeyUsage:              x509.KeyUsageDigitalSignature,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		BasicConstraintsValid: true,
	}
	signer, signerKey := template, any(key)
	if parent == nil {
		template.IsCA = true
		template.KeyUsage |= x509.KeyUsageCertSign
	} else {
		if signer, err = x509.ParseCertificate(parent.Certificate[0]); err != nil {
			t.Fatal(err)
		}
		signerKey = parent.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, template, signer, &key.PublicKey, signerKey)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
