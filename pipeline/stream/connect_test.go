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
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
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

// isRefused checks that no connection comes about.
func isRefused(t *testing.T, o ConnectOptions) {
	t.Helper()
	c := connect(t, o)
	eventually(t, "the server refuses", func() bool { return c.nc.LastError() != nil })
	if c.Connected() {
		t.Error("connected")
	}
}

func TestUserAndPassword(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{Username: "worker", Password: "secret"})
	works(t, ConnectOptions{URLs: []string{url}, User: "worker", Password: "secret"})
	isRefused(t, ConnectOptions{URLs: []string{url}, User: "worker", Password: "wrong"})
}

func TestTokenAuth(t *testing.T) {
	t.Parallel()
	url := external(t, &natsserver.Options{Authorization: "s3cret"})
	works(t, ConnectOptions{URLs: []string{url}, Token: "s3cret"})
	isRefused(t, ConnectOptions{URLs: []string{url}})
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
	isRefused(t, ConnectOptions{URLs: []string{url}})
}

func TestTLS(t *testing.T) {
	t.Parallel()
	authority, ca := certificate(t, nil, "authority")
	serverCert, _ := certificate(t, &authority, "server")
	clientCert, _ := certificate(t, &authority, "client")
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(ca)
	url := external(t, &natsserver.Options{
		TLS: true, TLSVerify: true,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{serverCert}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert},
	})
	caFile := write(t, "ca.pem", ca)
	certFile := write(t, "client.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: clientCert.Certificate[0]}))
	key, err := x509.MarshalPKCS8PrivateKey(clientCert.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	keyFile := write(t, "client.key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}))

	// The first server of the list is away.
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	away := "nats://" + l.Addr().String()
	l.Close()
	works(t, ConnectOptions{URLs: []string{away, url}, CAFile: caFile, CertFile: certFile, KeyFile: keyFile})
	isRefused(t, ConnectOptions{URLs: []string{url}, CAFile: caFile})
	isRefused(t, ConnectOptions{URLs: []string{url}, CertFile: certFile, KeyFile: keyFile})
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

// certificate makes one for 127.0.0.1, signed by parent or by itself.
func certificate(t *testing.T, parent *tls.Certificate, name string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(time.Now().UnixNano()),
		Subject:               pkix.Name{CommonName: name},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
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
