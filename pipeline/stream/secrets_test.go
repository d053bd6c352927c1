package stream

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
)

// No log line, and no error, tells a password or token, whether the server
// takes it, refuses it or is not there.
func TestNoSecretInTheLog(t *testing.T) {
	address := func(o natsserver.Options) string { return strings.TrimPrefix(external(t, &o), "nats://") }
	user := address(natsserver.Options{Username: "worker", Password: "open-sesame"})
	token := address(natsserver.Options{Authorization: "open-sesame"})
	for name, c := range map[string]struct {
		options ConnectOptions
		works   bool
	}{
		"user":                 {ConnectOptions{URLs: []string{"nats://" + user}, User: "worker", Password: "open-sesame"}, true},
		"user in the address":  {ConnectOptions{URLs: []string{"nats://worker:open-sesame@" + user}}, true},
		"token":                {ConnectOptions{URLs: []string{"nats://" + token}, Token: "open-sesame"}, true},
		"token in the address": {ConnectOptions{URLs: []string{"nats://open-sesame@" + token}}, true},
		"wrong user":           {ConnectOptions{URLs: []string{"nats://" + user}, User: "sesame", Password: "shut-sesame"}, false},
		"wrong address":        {ConnectOptions{URLs: []string{"nats://worker:shut-sesame@" + token}}, false},
		"wrong token":          {ConnectOptions{URLs: []string{"nats://shut-sesame@" + token}}, false},
		"nobody there":         {ConnectOptions{URLs: []string{"nats://worker:open-sesame@127.0.0.1:1"}}, false},
		"no address":           {ConnectOptions{URLs: []string{"nats://worker:open-sesame@127.0.0.1:port"}}, false},
		"two kinds":            {ConnectOptions{URLs: []string{"nats://worker:open-sesame@" + user}, Token: "open-sesame"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			log := &lockedBuffer{wrote: make(chan struct{}, 1)}
			c.options.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			conn, err := Connect(c.options)
			if err == nil {
				defer conn.Close()
				if c.works {
					ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
					defer cancel()
					err = conn.Wait(ctx)
				}
				select {
				case <-log.wrote:
				case <-time.After(10 * time.Second):
					t.Error("nothing is logged")
				}
			}
			if c.works && err != nil {
				t.Error(err)
			}
			if said := fmt.Sprint(err, log.String()); strings.Contains(said, "-sesame") {
				t.Errorf("a secret is told:\n%s", said)
			}
		})
	}
}

// A lockedBuffer is a log that tells when it is written to.
type lockedBuffer struct {
	mu    sync.Mutex
	b     bytes.Buffer
	wrote chan struct{}
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.wrote <- struct{}{}:
	default:
	}
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
