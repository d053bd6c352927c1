package stream

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
)

// ServerOptions configure the embedded server.
type ServerOptions struct {
	// Dir is the data folder, made if absent. One server uses it at a time.
	Dir string
	// Listen is the host:port on which others may connect; port 0 takes a free
	// one. Empty: no port is opened and only this process can connect. There
	// is no authentication, so keep to a loopback address on a machine or
	// network that others share.
	Listen string
	// SyncInterval is how long a stored message may stay out of the disk's
	// safety: a power failure loses at most what came in since. 0 syncs every
	// write before it is acknowledged.
	SyncInterval time.Duration
	// MaxPayload is the largest message in bytes, headers included;
	// DefaultMaxPayload if 0.
	MaxPayload int32

	Log *slog.Logger // nil: no log
}

// DefaultMaxPayload is the embedded server's largest message. A record repeats
// its article's text and adds its facts, so it is larger than the article.
const DefaultMaxPayload = 32 << 20

// A Server is a NATS server with JetStream inside this process.
type Server struct {
	server *natsserver.Server
	lock   *os.File
	stop   sync.Once
}

// StartServer starts a server on its data folder and returns when it is ready.
func StartServer(o ServerOptions) (*Server, error) {
	if o.Dir == "" {
		return nil, errors.New("embedded NATS server: no data folder is given")
	}
	lock, err := lockDir(o.Dir)
	if err != nil {
		return nil, fmt.Errorf("embedded NATS server: data folder %s: %w", o.Dir, err)
	}
	s, err := startServer(o)
	if err != nil {
		lock.Close()
		return nil, fmt.Errorf("embedded NATS server: %w", err)
	}
	return &Server{server: s, lock: lock}, nil
}

func startServer(o ServerOptions) (*natsserver.Server, error) {
	opts := &natsserver.Options{
		ServerName:   "enricher",
		JetStream:    true,
		StoreDir:     o.Dir,
		SyncAlways:   o.SyncInterval == 0,
		SyncInterval: o.SyncInterval,
		MaxPayload:   o.MaxPayload,
		DontListen:   o.Listen == "",
		NoLog:        true,
		NoSigs:       true, // signals belong to the program
	}
	if opts.MaxPayload == 0 {
		opts.MaxPayload = DefaultMaxPayload
	}
	if o.Listen != "" {
		host, port, err := net.SplitHostPort(o.Listen)
		if err != nil {
			return nil, fmt.Errorf("listen address: %w", err)
		}
		opts.Host = host
		if opts.Port, err = strconv.Atoi(port); err != nil {
			return nil, fmt.Errorf("listen address %s: port is not a number", o.Listen)
		}
		if opts.Port == 0 {
			opts.Port = natsserver.RANDOM_PORT
		}
	}
	s, err := natsserver.NewServer(opts)
	if err != nil {
		return nil, err
	}
	log := &serverLog{log: o.Log}
	if log.log == nil {
		log.log = slog.New(slog.DiscardHandler)
	}
	s.SetLoggerV2(log, false, false, false)
	s.Start()
	err = log.failure()
	if err == nil && !s.ReadyForConnections(10*time.Second) {
		err = errors.New("not ready after 10 s")
	}
	if err != nil {
		s.Shutdown()
		s.WaitForShutdown()
		return nil, err
	}
	return s, nil
}

// URL is the address for clients outside this process; empty if no port is
// open.
func (s *Server) URL() string {
	if s.server.Addr() == nil {
		return ""
	}
	return s.server.ClientURL()
}

// Close stops the server and frees its data folder.
func (s *Server) Close() {
	s.stop.Do(func() {
		s.server.Shutdown()
		s.server.WaitForShutdown()
		s.lock.Close()
	})
}

// lockDir makes the folder, sees that it can be written to, and holds it
// against a second process: two servers on one store destroy it.
func lockDir(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot be written to: %w", err)
	}
	if err := lockFile(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("in use by another process: %w", err)
	}
	return f, nil
}

// serverLog hands the server's log to slog and keeps the first fatal error,
// for the server reports a failed start in no other way.
type serverLog struct {
	log   *slog.Logger
	mu    sync.Mutex
	fatal error
}

func (l *serverLog) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.fatal
}

func (l *serverLog) Fatalf(format string, v ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fatal == nil {
		l.fatal = fmt.Errorf(format, v...)
	}
}

func (l *serverLog) Warnf(format string, v ...any) {
	if strings.HasPrefix(format, "Maximum payloads over") {
		return // DefaultMaxPayload says why
	}
	l.log.Warn("NATS server: " + fmt.Sprintf(format, v...))
}

func (l *serverLog) Errorf(format string, v ...any) {
	l.log.Error("NATS server: " + fmt.Sprintf(format, v...))
}

// The rest is a banner and the server's own progress.
func (l *serverLog) Noticef(string, ...any) {}
func (l *serverLog) Debugf(string, ...any)  {}
func (l *serverLog) Tracef(string, ...any)  {}
