package stream

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"
)

// schemes are those of the addresses of NATS servers.
var schemes = []string{"nats", "tls", "ws", "wss"}

// Check finds what cannot be right in the options, without asking a server:
// addresses, credentials that contradict each other, and files that hold no
// key or certificate. All faults are joined, and none tells a secret.
func (o ConnectOptions) Check() error {
	var faults faultList
	kinds := map[string]bool{
		"a credentials file": o.CredentialsFile != "",
		"an nkey file":       o.NKeyFile != "",
		"a user":             o.User != "" || o.Password != "",
		"a token":            o.Token != "",
		"a CA file":          o.CAFile != "",
		"a certificate":      o.CertFile != "" || o.KeyFile != "",
	}
	if o.Server != nil || len(o.URLs) == 0 {
		for _, kind := range sortedTrue(kinds) {
			faults.addf("%s is given, but no NATS server to use it on: the embedded one has no authentication", kind)
		}
		return faults.join()
	}
	delete(kinds, "a CA file") // may come with any other
	delete(kinds, "a certificate")
	for _, address := range o.URLs {
		secret, err := checkAddress(address)
		faults.add(err)
		kinds["a user or token in a server's address"] = kinds["a user or token in a server's address"] || secret
	}
	if given := sortedTrue(kinds); len(given) > 1 {
		faults.addf("NATS credentials contradict each other: %s are given, give one", strings.Join(given, " and "))
	}
	if o.Password != "" && o.User == "" {
		faults.addf("a NATS password is given without a user")
	}
	if o.CredentialsFile != "" {
		faults.add(checkFile("credentials", o.CredentialsFile, func(data []byte) error {
			if _, err := nkeys.ParseDecoratedJWT(data); err != nil {
				return err
			}
			_, err := nkeys.ParseDecoratedUserNKey(data)
			return err
		}))
	}
	if o.NKeyFile != "" {
		faults.add(checkFile("nkey", o.NKeyFile, func(data []byte) error {
			_, err := nkeys.ParseDecoratedNKey(data)
			return err
		}))
	}
	if o.CAFile != "" {
		faults.add(checkFile("certificate authorities", o.CAFile, func(data []byte) error {
			if !x509.NewCertPool().AppendCertsFromPEM(data) {
				return errors.New("no certificate in PEM is in it")
			}
			return nil
		}))
	}
	switch {
	case (o.CertFile == "") != (o.KeyFile == ""):
		faults.addf("a client certificate and its key belong together, only one is given")
	case o.CertFile != "":
		if _, err := tls.LoadX509KeyPair(o.CertFile, o.KeyFile); err != nil {
			faults.addf("client certificate %s and key %s: %w", o.CertFile, o.KeyFile, err)
		}
	}
	if o.InboxPrefix != "" && !literal(o.InboxPrefix) {
		faults.addf("inbox prefix %q is no subject without wildcards", o.InboxPrefix)
	}
	return faults.join()
}

// checkAddress reports whether an address holds a secret. Its error shows no
// part of an address that cannot be read: a password may be in it.
func checkAddress(address string) (secret bool, err error) {
	if !strings.Contains(address, "://") {
		address = "nats://" + address
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return strings.Contains(address, "@"), errors.New("the address of a NATS server is no URL: want nats://HOST:PORT; special characters in a password are written %XX")
	case !slices.Contains(schemes, u.Scheme):
		return u.User != nil, fmt.Errorf("NATS server %s: scheme %q, want one of %s", Redact(address), u.Scheme, strings.Join(schemes, ", "))
	case u.Hostname() == "":
		return u.User != nil, fmt.Errorf("NATS server %s: no host", Redact(address))
	}
	return u.User != nil, nil
}

// Redact is the address of a server without the user, password or token in it.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "(no URL)"
	}
	if u.User != nil {
		u.User = url.User("xxxxx")
	}
	return u.String()
}

func checkFile(kind, name string, check func([]byte) error) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%s file: %w", kind, err)
	}
	if err := check(data); err != nil {
		return fmt.Errorf("%s file %s: %w", kind, name, err)
	}
	return nil
}

// Check finds what cannot be right in the topology, without asking a server.
// All faults are joined.
func (t Topology) Check() error {
	t = t.withDefaults()
	var faults faultList
	if !slices.Contains([]int{1, 3, 5}, t.Replicas) {
		faults.addf("%d replicas: want 1, 3 or 5", t.Replicas)
	}
	all := []Stream{t.Articles, t.Enriched, t.Dead}
	for i, s := range all {
		if !validName(s.Name) {
			faults.addf("stream name %q: want no white space and none of . * > / \\", s.Name)
		}
		if s.MaxBytes < int64(s.MaxMsgSize) && s.MaxMsgSize == t.Articles.MaxMsgSize {
			faults.addf("stream %s of up to %d bytes has no room for a message of %d", s.Name, s.MaxBytes, s.MaxMsgSize)
		}
		if s.MaxAge < 0 || s.Duplicates < 0 {
			faults.addf("stream %s: a time is less than 0", s.Name)
		}
		if s.MaxAge > 0 && s.MaxAge < s.Duplicates {
			faults.addf("stream %s keeps messages for %v, shorter than the deduplication window of %v", s.Name, s.MaxAge, s.Duplicates)
		}
		for _, other := range all[:i] {
			if s.Name == other.Name {
				faults.addf("two streams are named %s", s.Name)
			}
		}
	}
	subjects := []string{t.Articles.Subject, t.Enriched.Subject + ".>", t.Dead.Subject + ".>"}
	valid := natsserver.IsValidSubject(t.Articles.Subject)
	if !valid {
		faults.addf("subject of articles %q is none", t.Articles.Subject)
	}
	for _, subject := range []string{t.Enriched.Subject, t.Dead.Subject} {
		if !literal(subject) {
			faults.addf("subject %q: those of records and dead letters take no wildcards, the language or the reason is appended to them", subject)
			valid = false
		}
	}
	if valid {
		for i, s := range subjects {
			for _, other := range subjects[:i] {
				if natsserver.SubjectsCollide(s, other) {
					faults.addf("subjects %s and %s overlap", other, s)
				}
			}
		}
		faults.add(t.checkFilters())
	}
	c := t.Consumer
	if !validName(c.Name) {
		faults.addf("consumer name %q: want no white space and none of . * > / \\", c.Name)
	}
	if c.MaxDeliver < 2 {
		faults.addf("max deliver %d: want at least 2, the last delivery is not processed", c.MaxDeliver)
	}
	if c.AckWait <= 0 {
		faults.addf("ack wait %v: want more than 0", c.AckWait)
	}
	if c.MaxAckPending < 1 {
		faults.addf("max ack pending %d: want at least 1", c.MaxAckPending)
	}
	if least := c.AckWait * time.Duration(c.MaxDeliver); c.MaxDeliver > 0 && t.Enriched.Duplicates < least {
		faults.addf("a deduplication window of %v is shorter than ack wait × max deliver, %v: a record could be stored twice", t.Enriched.Duplicates, least)
	}
	return faults.join()
}

// checkFilters wants every filter to be among the articles, and no article to
// be in two of them.
func (t Topology) checkFilters() error {
	var faults faultList
	for i, filter := range t.Consumer.Filters {
		switch {
		case !natsserver.IsValidSubject(filter):
			faults.addf("filter %q is no subject", filter)
			continue
		case !natsserver.SubjectMatchesFilter(filter, t.Articles.Subject):
			faults.addf("filter %s is not within the articles' subject %s", filter, t.Articles.Subject)
		}
		for _, other := range t.Consumer.Filters[:i] {
			if natsserver.IsValidSubject(other) && natsserver.SubjectsCollide(filter, other) {
				faults.addf("filters %s and %s overlap", other, filter)
			}
		}
	}
	return faults.join()
}

// validName tells what a server takes as the name of a stream or consumer.
func validName(name string) bool {
	return name != "" && !strings.ContainsAny(name, " \t\r\n\f.*>/\\")
}

// literal tells a subject without wildcards.
func literal(subject string) bool {
	return natsserver.IsValidSubject(subject) && !strings.ContainsAny(subject, "*>")
}

func sortedTrue(set map[string]bool) []string {
	var names []string
	for name, in := range set {
		if in {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// A faultList gathers what is wrong.
type faultList []error

func (l *faultList) add(err error) {
	if err != nil {
		*l = append(*l, err)
	}
}

func (l *faultList) addf(format string, args ...any) { l.add(fmt.Errorf(format, args...)) }

func (l *faultList) join() error { return errors.Join(*l...) }
