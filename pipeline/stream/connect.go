package stream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// ConnectOptions say how to reach NATS: either Server, or URLs with whatever
// credentials and certificates those servers ask for.
type ConnectOptions struct {
	Server *Server  // an embedded server, reached without a port
	URLs   []string // nats://, tls://, ws:// or wss://; any of a cluster's
	Name   string   // shown in the server's list of connections

	CredentialsFile string // JWT and seed (.creds)
	NKeyFile        string // seed
	User, Password  string
	Token           string

	CAFile            string // PEM, instead of the system's authorities
	CertFile, KeyFile string // PEM, the client's own

	InboxPrefix string // of the subjects where answers come in; _INBOX if empty

	Log *slog.Logger // nil: no log
}

// A Conn is a connection to NATS. Once made it lives until Close: it
// reconnects for ever.
type Conn struct {
	nc       *nats.Conn
	js       jetstream.JetStream
	log      *slog.Logger
	refusals *refusals
	away     *away
}

// away is why no server is reached. nats.Conn.LastError forgets it between one
// try and the next.
type away struct {
	mu  sync.Mutex
	err error
}

func (a *away) set(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.err = err
}

func (a *away) get() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.err
}

// Connect returns at once, even if no server answers yet; it goes on trying in
// the background. It fails only if the options cannot be right, such as a
// file that is missing.
func Connect(o ConnectOptions) (*Conn, error) {
	log := o.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	switch {
	case o.Server != nil && len(o.URLs) > 0:
		return nil, errors.New("connect to NATS: both an embedded server and URLs are given")
	case o.Server == nil && len(o.URLs) == 0:
		return nil, errors.New("connect to NATS: no server is given")
	}
	if err := o.Check(); err != nil {
		return nil, fmt.Errorf("connect to NATS: %w", err)
	}
	refusals := &refusals{inboxPrefix: o.InboxPrefix}
	if o.InboxPrefix == "" {
		refusals.inboxPrefix = strings.TrimSuffix(nats.InboxPrefix, ".")
	}
	away := new(away)
	opts := []nats.Option{
		nats.Name(o.Name),
		nats.MaxReconnects(-1),
		nats.RetryOnFailedConnect(true),
		// Credentials that are rotated may fail for a while; that is no reason
		// for a worker to give up.
		nats.IgnoreAuthErrorAbort(),
		nats.ReconnectWait(500 * time.Millisecond),
		nats.ReconnectJitter(250*time.Millisecond, time.Second),
		nats.ConnectHandler(func(nc *nats.Conn) {
			away.set(nil)
			log.Info("connected to NATS", "server", server(o, nc))
		}),
		nats.DisconnectErrHandler(func(nc *nats.Conn, err error) {
			away.set(err)
			if !nc.IsClosed() {
				log.Warn("connection to NATS lost, reconnecting", "error", err)
			}
		}),
		nats.ReconnectErrHandler(func(nc *nats.Conn, err error) {
			away.set(err)
			log.Warn("cannot connect to NATS, trying again", "error", err)
		}),
		nats.ReconnectHandler(func(nc *nats.Conn) {
			away.set(nil)
			log.Info("reconnected to NATS", "server", server(o, nc))
		}),
		nats.ErrorHandler(func(nc *nats.Conn, _ *nats.Subscription, err error) {
			if !nc.IsConnected() { // refused: a wrong password, say
				away.set(err)
			}
			if !refusals.heard(err) {
				log.Warn("NATS reports an error", "error", err)
			}
		}),
	}
	if o.Server != nil {
		opts = append(opts, nats.InProcessServer(o.Server.server))
	}
	if o.CredentialsFile != "" {
		opts = append(opts, nats.UserCredentials(o.CredentialsFile))
	}
	if o.NKeyFile != "" {
		nkey, err := nats.NkeyOptionFromSeed(o.NKeyFile)
		if err != nil {
			return nil, fmt.Errorf("nkey file %s: %w", o.NKeyFile, err)
		}
		opts = append(opts, nkey)
	}
	if o.User != "" {
		opts = append(opts, nats.UserInfo(o.User, o.Password))
	}
	if o.InboxPrefix != "" {
		opts = append(opts, nats.CustomInboxPrefix(o.InboxPrefix))
	}
	if o.Token != "" {
		opts = append(opts, nats.Token(o.Token))
	}
	if o.CAFile != "" {
		opts = append(opts, nats.RootCAs(o.CAFile))
	}
	if o.CertFile != "" {
		opts = append(opts, nats.ClientCert(o.CertFile, o.KeyFile))
	}
	nc, err := nats.Connect(strings.Join(o.URLs, ","), opts...)
	if err != nil {
		return nil, fmt.Errorf("connect to NATS: %w", err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		nc.Close()
		return nil, fmt.Errorf("connect to NATS: %w", err)
	}
	return &Conn{nc: nc, js: js, log: log, refusals: refusals, away: away}, nil
}

// server names the server. Its URL may hold a password, or be a token before
// the @: it is left out.
func server(o ConnectOptions, nc *nats.Conn) string {
	if o.Server != nil {
		return "embedded"
	}
	return strings.TrimSpace(nc.ConnectedServerName() + " " + Redact(nc.ConnectedUrl()))
}

// Close ends the connection for good.
func (c *Conn) Close() { c.nc.Close() }

// Connected reports whether a server is reached right now.
func (c *Conn) Connected() bool { return c.nc.IsConnected() }

// Wait returns once a server is reached, or with why none is when the context
// is done or the connection is closed.
func (c *Conn) Wait(ctx context.Context) error {
	changed := c.nc.StatusChanged(nats.CONNECTED, nats.CLOSED)
	defer c.nc.RemoveStatusListener(changed)
	for {
		switch {
		case c.nc.IsClosed():
			return nats.ErrConnectionClosed
		case c.nc.IsConnected():
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return errors.Join(ctx.Err(), c.away.get())
		}
	}
}
