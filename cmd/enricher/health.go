package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

type healthCmd struct {
	Metrics string        `default:"127.0.0.1:9464" placeholder:"HOST:PORT" env:"ENRICHER_METRICS" help:"Address that serve was given as --metrics; asked on this machine where it names all (default ${default})."`
	Ready   bool          `help:"Ask whether it works (/readyz), not only whether it lives (/healthz)."`
	URL     string        `name:"url" placeholder:"URL" help:"Ask this instead, for instance http://enricher:9464/readyz."`
	Timeout time.Duration `default:"3s" help:"The longest wait for the answer (default ${default})."`
}

func (*healthCmd) Help() string {
	return `Prints the answer; exit status 1 if there is none, or it says no. For health checks of containers, which have no other program to ask with.`
}

func (c *healthCmd) Run(ctx context.Context, std streams) error {
	address := c.URL
	if address == "" {
		var err error
		if address, err = healthURL(c.Metrics, c.Ready); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	answer, err := ask(ctx, address)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%s\n", answer)
	return err
}

// healthURL is where a process that serves at host:port tells of its health. A
// host that means all of the machine's addresses is asked on loopback.
func healthURL(metrics string, ready bool) (string, error) {
	host, port, err := net.SplitHostPort(metrics)
	switch {
	case metrics == "none":
		return "", errors.New("--metrics none: without /healthz nothing can be asked")
	case err != nil:
		return "", fmt.Errorf("--metrics: %w", err)
	case port == "0":
		return "", fmt.Errorf("--metrics %s: a port that serve chose itself is in its log; give it here", metrics)
	}
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		host = "127.0.0.1"
		if ip != nil && ip.To4() == nil {
			host = "::1"
		}
	}
	path := "/healthz"
	if ready {
		path = "/readyz"
	}
	return "http://" + net.JoinHostPort(host, port) + path, nil
}

// maxAnswer is more than any true answer has, in bytes.
const maxAnswer = 64 << 10

// ask returns the body of an answer with status 200, and an error for any other.
func ask(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	// No proxy: what is asked is here or next door.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	body = bytes.TrimSpace(body)
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s: %s", address, response.Status, body)
	}
	return body, nil
}
