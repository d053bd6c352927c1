package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"enricher/pipeline/stream"
)

// natsFlags say how to reach a NATS server.
type natsFlags struct {
	NATS        []string `name:"nats" placeholder:"URL,..." env:"ENRICHER_NATS" help:"Servers of a NATS cluster: nats://, tls://, ws:// or wss://. None: serve runs an embedded server, and other commands look for one at nats://127.0.0.1:4222."`
	Creds       string   `type:"existingfile" placeholder:"FILE" env:"ENRICHER_CREDS" help:"Credentials file: JWT and seed."`
	NKey        string   `name:"nkey" type:"existingfile" placeholder:"FILE" env:"ENRICHER_NKEY" help:"NKey seed file."`
	User        string   `env:"ENRICHER_USER" help:"User name."`
	Password    string   `env:"ENRICHER_PASSWORD" help:"Password; better by environment, for others see a command line."`
	Token       string   `env:"ENRICHER_TOKEN" help:"Token; better by environment."`
	TLSCA       string   `name:"tls-ca" type:"existingfile" placeholder:"FILE" env:"ENRICHER_TLS_CA" help:"Certificate authorities (PEM) instead of the system's."`
	TLSCert     string   `name:"tls-cert" type:"existingfile" placeholder:"FILE" env:"ENRICHER_TLS_CERT" help:"Client certificate (PEM)."`
	TLSKey      string   `name:"tls-key" type:"existingfile" placeholder:"FILE" env:"ENRICHER_TLS_KEY" help:"Its key (PEM)."`
	InboxPrefix string   `default:"_INBOX" placeholder:"SUBJECT" env:"ENRICHER_INBOX_PREFIX" help:"Where answers of the server come in; another for each user keeps them from each other's (default ${default})."`
}

// localServer is where commands look for a server of this machine.
const localServer = "nats://127.0.0.1:4222"

func (f *natsFlags) options(log *slog.Logger) stream.ConnectOptions {
	return stream.ConnectOptions{
		URLs:            f.NATS,
		Name:            "enricher " + hostname(),
		CredentialsFile: f.Creds,
		NKeyFile:        f.NKey,
		User:            f.User,
		Password:        f.Password,
		Token:           f.Token,
		CAFile:          f.TLSCA,
		CertFile:        f.TLSCert,
		KeyFile:         f.TLSKey,
		InboxPrefix:     f.InboxPrefix,
		Log:             log,
	}
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil {
		return "unknown"
	}
	return name
}

// nameFlags name the streams, their subjects and the consumer.
type nameFlags struct {
	ArticlesStream  string `default:"ARTICLES" placeholder:"NAME" env:"ENRICHER_ARTICLES_STREAM" help:"Stream of articles, a work queue that refuses articles when it is full (default ${default})."`
	ArticlesSubject string `default:"articles.raw.>" placeholder:"SUBJECT" env:"ENRICHER_ARTICLES_SUBJECT" help:"Where articles are published (default ${default})."`
	EnrichedStream  string `default:"ENRICHED" placeholder:"NAME" env:"ENRICHER_ENRICHED_STREAM" help:"Stream of records; drops its oldest when it is full (default ${default})."`
	EnrichedSubject string `default:"articles.enriched" placeholder:"SUBJECT" env:"ENRICHER_ENRICHED_SUBJECT" help:"Where records are published, with the language appended (default ${default})."`
	DeadStream      string `default:"DEAD" placeholder:"NAME" env:"ENRICHER_DEAD_STREAM" help:"Stream of dead letters; when it is full, workers wait (default ${default})."`
	DeadSubject     string `default:"articles.dead" placeholder:"SUBJECT" env:"ENRICHER_DEAD_SUBJECT" help:"Where dead letters are published, with the reason appended (default ${default})."`
	Consumer        string `default:"enricher" placeholder:"NAME" env:"ENRICHER_CONSUMER" help:"Durable consumer that all workers share (default ${default})."`
}

func (f *nameFlags) topology() stream.Topology {
	t := stream.DefaultTopology()
	t.Articles.Name, t.Articles.Subject = f.ArticlesStream, f.ArticlesSubject
	t.Enriched.Name, t.Enriched.Subject = f.EnrichedStream, f.EnrichedSubject
	t.Dead.Name, t.Dead.Subject = f.DeadStream, f.DeadSubject
	t.Consumer.Name = f.Consumer
	return t
}

// operatorFlags are the settings of the commands with which operators look at
// and steer what runs elsewhere.
type operatorFlags struct {
	Server  natsFlags     `embed:"" group:"NATS server"`
	Names   nameFlags     `embed:"" group:"Streams"`
	Timeout time.Duration `default:"5s" env:"ENRICHER_TIMEOUT" help:"The longest wait for the server (default ${default})."`
}

// connect reaches the server, or says within Timeout that it cannot. Close the
// connection after use.
func (f *operatorFlags) connect(ctx context.Context) (*stream.Conn, error) {
	return f.Server.connect(ctx, f.Timeout, nil)
}

// connect is for commands that need a server right away. The log, if not nil, is
// told when it is lost later.
func (f *natsFlags) connect(ctx context.Context, timeout time.Duration, log *slog.Logger) (*stream.Conn, error) {
	options := f.options(log)
	if len(options.URLs) == 0 {
		options.URLs = []string{localServer}
	}
	conn, err := stream.Connect(options)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := conn.Wait(ctx); err != nil {
		conn.Close()
		return nil, fmt.Errorf("no NATS server answers at %s: %w", redacted(options.URLs), err)
	}
	return conn, nil
}

// redacted lists addresses without the secrets that may be in them.
func redacted(addresses []string) string {
	shown := make([]string, len(addresses))
	for i, address := range addresses {
		shown[i] = stream.Redact(address)
	}
	return strings.Join(shown, ", ")
}
