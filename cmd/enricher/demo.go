package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path"
	"time"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

//go:embed samples
var samples embed.FS

type demoCmd struct {
	Once    bool   `help:"End after the sample articles instead of waiting for yours."`
	Listen  string `default:"127.0.0.1:4222" placeholder:"HOST:PORT" help:"Address of the embedded NATS server; a free port is taken where this one is in use (default ${default})."`
	Metrics string `default:"127.0.0.1:9464" placeholder:"HOST:PORT" help:"Address of /metrics, /healthz and /readyz; likewise (default ${default})."`
}

func (*demoCmd) Help() string {
	return `Starts an embedded NATS server and workers, publishes the bundled sample articles on articles.raw.demo, and shows each record as it arrives on articles.enriched.LANG. Then it waits for articles of yours until Ctrl-C. Its data goes into a temporary folder that is removed at the end.`
}

// demoLimit is how long the samples may take before --once gives up.
const demoLimit = time.Minute

func (c *demoCmd) Run(ctx context.Context, std streams) error {
	data, err := os.MkdirTemp("", "enricher-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)

	log := slog.New(slog.NewTextHandler(std.err, &slog.HandlerOptions{Level: slog.LevelWarn}))
	flags := serviceFlags{
		Metrics: freeAddress(c.Metrics),
		Server:  serverFlags{Data: data, Listen: freeAddress(c.Listen), Sync: time.Second},
	}
	s, err := flags.open(log, nil)
	if err != nil {
		return err
	}
	defer s.close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	topology := stream.DefaultTopology()
	if err := s.conn.Setup(ctx, topology); err != nil {
		return err
	}
	records, err := s.conn.Records(ctx, topology.Enriched)
	if err != nil {
		return err
	}
	served := make(chan error, 1)
	go func() {
		served <- s.run(ctx, nil)
		cancel()
	}()

	fmt.Fprintf(std.out, "NATS on %s, metrics on http://%s/metrics\n", s.server.URL(), s.web.Addr())
	published, err := publishSamples(ctx, s.conn)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%d sample articles published on articles.raw.demo; records as they arrive on articles.enriched.>:\n", published)

	overdue := time.AfterFunc(demoLimit, func() {
		if c.Once {
			cancel()
		}
	})
	defer overdue.Stop()
	seen := 0
	for message, err := range records {
		if err != nil {
			return err
		}
		var r pipeline.Record
		if err := json.Unmarshal(message.Data, &r); err != nil {
			return fmt.Errorf("record on %s: %w", message.Subject, err)
		}
		show(std.out, &r)
		if seen++; seen == published {
			if c.Once {
				break
			}
			fmt.Fprintf(std.out, `
All samples are done. Publish an article of your own from another terminal:

  nats --server %s pub articles.raw.mine '{"id": "mine-1", "text": "PARIS, May 4 (Reuters) - Emmanuel Macron met Olaf Scholz on Monday."}'
  nats --server %s pub articles.raw.mine -H Content-Type:text/plain "$(cat article.txt)"

Ctrl-C ends.
`, s.server.URL(), s.server.URL())
		}
	}
	cancel()
	if err := <-served; err != nil {
		return err
	}
	if c.Once && seen < published {
		return fmt.Errorf("%d of %d samples gave a record within %v", seen, published, demoLimit)
	}
	return nil
}

// publishSamples sends every bundled article and returns how many there are.
func publishSamples(ctx context.Context, conn *stream.Conn) (int, error) {
	names, err := fs.Glob(samples, "samples/*")
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		data, err := samples.ReadFile(name)
		if err != nil {
			return 0, err
		}
		contentType := map[string]string{".txt": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8", ".json": "application/json"}[path.Ext(name)]
		header := stream.Header{stream.HeaderContentType: {contentType}, stream.HeaderArticleID: {path.Base(name)}}
		if err := conn.Publish(ctx, "articles.raw.demo", header, data); err != nil {
			return 0, err
		}
	}
	return len(names), nil
}

// freeAddress is the address, or one with a free port where it is in use.
func freeAddress(address string) string {
	l, err := net.Listen("tcp", address)
	if err == nil {
		l.Close()
		return address
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return address // the server says what is wrong with it
	}
	return net.JoinHostPort(host, "0")
}
