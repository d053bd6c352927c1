package nats

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nkeys"

	"enricher/pipeline/stream"
)

// TestConfigurations has nats-server check each configuration that is to be
// started.
func TestConfigurations(t *testing.T) {
	t.Parallel()
	variables := environment(t, append(tlsVariables(t), "NATS_NAME=n1", "NATS_CLUSTER_LISTEN=127.0.0.1:-1", "NATS_ROUTE_PASSWORD=route-secret",
		"NATS_ROUTE_1=nats://route:route-secret@127.0.0.1:1", "NATS_ROUTE_2=nats://route:route-secret@127.0.0.1:2", "NATS_ROUTE_3=nats://route:route-secret@127.0.0.1:3")...)
	for _, configuration := range []string{"node.conf", "node-tls.conf", "cluster.conf", "cluster-tls.conf"} {
		cmd := exec.Command(binary(t, "nats-server"), "-t", "-c", configuration)
		cmd.Env = variables
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", configuration, err, out)
		}
	}
	// One that is missing keeps the server from starting.
	cmd := exec.Command(binary(t, "nats-server"), "-t", "-c", "node.conf")
	for _, v := range variables {
		if !strings.HasPrefix(v, "NATS_WORKER_PASSWORD=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "NATS_WORKER_PASSWORD") {
		t.Errorf("without a password: %v\n%s", err, out)
	}
}

// TestCluster starts three servers with TLS, makes streams of three replicas,
// and loses a node under a worker.
func TestCluster(t *testing.T) {
	t.Parallel()
	common := append(tlsVariables(t), "NATS_ROUTE_PASSWORD=route-secret")
	var routes []string
	for i := range 3 {
		address := freeAddress(t)
		routes = append(routes, address)
		common = append(common, fmt.Sprintf("NATS_ROUTE_%d=nats://route:route-secret@%s", i+1, address))
	}
	var servers []*server
	var urls []string
	for i, address := range routes {
		s := startServer(t, "cluster-tls.conf", append(common, fmt.Sprintf("NATS_NAME=n%d", i+1), "NATS_CLUSTER_LISTEN="+address)...)
		servers, urls = append(servers, s), append(urls, strings.Replace(s.url, "nats://", "tls://", 1))
	}
	url := strings.Join(urls, ",")
	secure := []string{"--tls-ca", variable(common, "NATS_TLS_CA"), "--tls-cert", variable(common, "NATS_TLS_CERT"), "--tls-key", variable(common, "NATS_TLS_KEY")}

	eventually(t, "the cluster makes streams", func() bool { // it elects its leader first
		out, err := enricher(t, url, "operator", append([]string{"streams", "--replicas", "3"}, secure...)...)
		return err == nil && strings.Contains(out, "consumer enricher")
	})
	worker := command(t, url, "worker", append([]string{"serve", "--replicas", "3", "--metrics", "none", "--workers", "1"}, secure...)...)
	log := new(lockedBuffer)
	worker.Stdout, worker.Stderr = log, log
	startProcess(t, worker)
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("worker:\n%s", log)
		}
	})
	connect := func(user string) *stream.Conn {
		c, err := stream.Connect(stream.ConnectOptions{URLs: urls, User: user, Password: passwords[user], InboxPrefix: "_INBOX_" + user,
			CAFile: variable(common, "NATS_TLS_CA"), CertFile: variable(common, "NATS_TLS_CERT"), KeyFile: variable(common, "NATS_TLS_KEY")})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		return c
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	publisher, operator := connect("publisher"), connect("operator")
	through := func(id string, records uint64) {
		t.Helper()
		eventually(t, "article "+id+" is stored", func() bool {
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			return publisher.Publish(ctx, "articles.raw.test", stream.Header{stream.HeaderArticleID: {id}, stream.HeaderContentType: {"text/plain"}, stream.HeaderMsgID: {id}},
				[]byte("BERLIN (dpa) - Angela Merkel ist am Freitag nach Paris gereist.")) == nil
		})
		eventually(t, "its record is", func() bool {
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			s, err := operator.Status(ctx, stream.DefaultTopology())
			return err == nil && s.Streams[1].Messages == records
		})
	}
	through("one", 1)
	servers[0].kill()
	through("two", 2)
}

// TestTLS wants nobody let in who has no certificate of the authority, and
// says why.
func TestTLS(t *testing.T) {
	t.Parallel()
	variables := tlsVariables(t)
	s := startServer(t, "node-tls.conf", variables...)
	url := strings.Replace(s.url, "nats://", "tls://", 1)
	ca, cert, key := variable(variables, "NATS_TLS_CA"), variable(variables, "NATS_TLS_CERT"), variable(variables, "NATS_TLS_KEY")
	if out, err := enricher(t, url, "operator", "streams", "--tls-ca", ca, "--tls-cert", cert, "--tls-key", key); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	other := tlsVariables(t)
	for name, test := range map[string]struct {
		args []string
		want string
	}{
		"no certificate":           {[]string{"--tls-ca", ca}, "tls"},
		"a stranger's certificate": {[]string{"--tls-ca", ca, "--tls-cert", variable(other, "NATS_TLS_CERT"), "--tls-key", variable(other, "NATS_TLS_KEY")}, "tls"},
		"another authority":        {[]string{"--tls-ca", variable(other, "NATS_TLS_CA"), "--tls-cert", cert, "--tls-key", key}, "unknown authority"},
	} {
		out, err := enricher(t, url, "operator", append([]string{"streams", "--timeout", "2s"}, test.args...)...)
		if err == nil || !strings.Contains(out, test.want) || strings.Contains(out, passwords["operator"]) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestNKeys swaps accounts.conf for accounts-nkeys.conf, as its first lines say.
func TestNKeys(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, "accounts-nkeys.conf")
	var variables []string
	seeds := map[string]string{}
	for user := range passwords {
		pair, err := nkeys.CreateUser()
		if err != nil {
			t.Fatal(err)
		}
		public, _ := pair.PublicKey()
		seed, _ := pair.Seed()
		variables = append(variables, fmt.Sprintf("NATS_%s_NKEY=%s", strings.ToUpper(user), public))
		seeds[user] = filepath.Join(dir, user+".nk")
		if err := os.WriteFile(seeds[user], seed, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := startServer(t, filepath.Join(dir, "node.conf"), variables...)
	for user, want := range map[string]string{"operator": "consumer enricher: created", "subscriber": "may not publish"} {
		cmd := bare(t, "streams", "--nats", s.url, "--nkey", seeds[user], "--inbox-prefix", "_INBOX_"+user)
		if out, err := cmd.CombinedOutput(); (err == nil) != (user == "operator") || !strings.Contains(string(out), want) {
			t.Errorf("%s: %v, want %q in\n%s", user, err, want, out)
		}
	}
	if out, err := enricher(t, s.url, "operator", "streams", "--timeout", "2s"); err == nil || !strings.Contains(strings.ToLower(out), "authorization violation") {
		t.Errorf("a password: %v\n%s", err, out)
	}
}

// TestBcrypt has a password stand in the environment as its hash.
func TestBcrypt(t *testing.T) {
	t.Parallel()
	const hash = "$2a$04$vd.V1F.Wd.6hoD8IxIAUoOvclzboOs0QfnP1X6SaErNrfSmoTZgq2" // of operator-secret
	s := startServer(t, "node.conf", "NATS_OPERATOR_PASSWORD="+hash)
	if out, err := enricher(t, s.url, "operator", "streams"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// tlsVariables are those of tls.conf, with certificates of a new authority for
// 127.0.0.1 that serve servers and clients alike.
func tlsVariables(t *testing.T) []string {
	t.Helper()
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, KeyUsage: x509.KeyUsageCertSign, BasicConstraintsValid: true,
	}
	leaf := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	authorityKey, key := newKey(t), newKey(t)
	dir := t.TempDir()
	write := func(name, kind string, der []byte, err error) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err == nil {
			err = os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	ca, err := x509.CreateCertificate(rand.Reader, authority, authority, &authorityKey.PublicKey, authorityKey)
	caFile := write("ca.pem", "CERTIFICATE", ca, err)
	cert, err := x509.CreateCertificate(rand.Reader, leaf, authority, &key.PublicKey, authorityKey)
	certFile := write("server.pem", "CERTIFICATE", cert, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	keyFile := write("server.key", "PRIVATE KEY", private, err)
	return []string{"NATS_TLS_CA=" + caFile, "NATS_TLS_CERT=" + certFile, "NATS_TLS_KEY=" + keyFile}
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func variable(variables []string, name string) string {
	for _, v := range variables {
		if value, ok := strings.CutPrefix(v, name+"="); ok {
			return value
		}
	}
	return ""
}

// freeAddress is one that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
