package stream

import (
	"fmt"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// BenchmarkWorker is what delivery costs an article of 3 KB when enrichment
// costs nothing: taken, its record published, acknowledged.
func BenchmarkWorker(b *testing.B) {
	for name, interval := range map[string]time.Duration{"SyncEveryWrite": 0, "SyncEveryMinute": time.Minute} {
		b.Run(name, func(b *testing.B) {
			s, err := StartServer(ServerOptions{Dir: b.TempDir(), SyncInterval: interval})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			c, err := Connect(ConnectOptions{Server: s})
			if err != nil {
				b.Fatal(err)
			}
			defer c.Close()
			topology := DefaultTopology()
			if err := c.Setup(b.Context(), topology); err != nil {
				b.Fatal(err)
			}
			for i := range b.N {
				data := fmt.Appendf(make([]byte, 3000), "%d", i)
				if _, err := c.js.PublishAsync("articles.raw.bench", data, jetstream.WithStallWait(time.Minute)); err != nil {
					b.Fatal(err)
				}
			}
			<-c.js.PublishAsyncComplete()
			done := make(chan struct{}, b.N)
			w, err := New(c, Options{Enrich: echo, Topology: topology, Workers: 8, published: func() { done <- struct{}{} }})
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			stopped := make(chan error)
			go func() { stopped <- w.Run(b.Context()) }()
			for range b.N {
				<-done
			}
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
			c.Close()
			<-stopped
		})
	}
}
