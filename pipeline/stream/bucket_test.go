package stream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"github.com/prometheus/client_golang/prometheus"
)

// takings are what a worker has been given of its bucket.
type takings struct {
	mu    sync.Mutex
	taken []string
	asked int
}

// take refuses files that begin with "bad".
func (k *takings) take(files []File) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.asked++
	var list []string
	for _, f := range files {
		if bytes.HasPrefix(f.Data, []byte("bad")) {
			return fmt.Errorf("%s: is bad", f.Name)
		}
		list = append(list, fmt.Sprintf("%s %d %.3s", f.Name, len(f.Data), f.Data))
	}
	k.taken = list
	return nil
}

func (k *takings) are(want ...string) func() bool {
	return func() bool {
		k.mu.Lock()
		defer k.mu.Unlock()
		return slices.Equal(k.taken, want)
	}
}

func (k *takings) times() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.asked
}

const testBucket = "gazetteers"

func push(t *testing.T, c *Conn, name, data string) {
	t.Helper()
	if _, err := c.PushFile(t.Context(), testBucket, 1, File{name, []byte(data)}); err != nil {
		t.Fatal(err)
	}
}

func TestBucket(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	if err := c.Setup(t.Context(), small()); err != nil {
		t.Fatal(err)
	}
	operator := asOperator(t, c)
	registry := prometheus.NewRegistry()
	m, err := NewMetrics(registry, MetricsOptions{Consumer: "enricher"})
	if err != nil {
		t.Fatal(err)
	}
	var k takings
	w := run(t, asWorker(t, c), Options{Enrich: echo, Bucket: testBucket, TakeFiles: k.take, watchInterval: 10 * time.Millisecond, Metrics: m})
	reloads := func(outcome string) float64 {
		return series(t, registry)[`enricher_gazetteer_reloads_total{outcome="`+outcome+`",source="bucket"}`]
	}

	// Without the bucket, and with a bad file, it does not begin.
	eventually(t, "the bucket is missed", func() bool {
		err := w.Ready()
		return err != nil && strings.Contains(err.Error(), "starting: bucket gazetteers: there is no bucket gazetteers")
	})
	push(t, operator, "b", "bad")
	eventually(t, "the file is refused", func() bool {
		err := w.Ready()
		return err != nil && strings.Contains(err.Error(), "starting: bucket gazetteers: b: is bad")
	})
	publish(t, c, "one")
	if n := count(t, c, "ENRICHED"); n != 0 {
		t.Fatalf("%d records before the files are taken", n)
	}
	push(t, operator, "b", "good")
	eventually(t, "it begins", func() bool { return w.Ready() == nil && count(t, c, "ENRICHED") == 1 })

	// Files come in the order of their names, large ones whole, and only when
	// they change.
	large := strings.Repeat("large", 100_000)
	push(t, operator, "a", large)
	eventually(t, "both files", k.are("a 500000 lar", "b 4 goo"))
	times, looked := k.times(), reloads(reloadLoaded)
	push(t, operator, "b", "bad again")
	eventually(t, "it is refused", func() bool { return reloads(reloadRefused) >= 2 })
	if !k.are("a 500000 lar", "b 4 goo")() || w.Ready() != nil {
		t.Errorf("taken %q, ready: %v", k.taken, w.Ready())
	}
	push(t, operator, "b", "better")
	eventually(t, "the next one is taken", k.are("a 500000 lar", "b 6 bet"))
	if got := k.times(); got != times+2 || reloads(reloadLoaded) != looked+1 {
		t.Errorf("asked %d times, want %d; %v loaded, want %v", got, times+2, reloads(reloadLoaded), looked+1)
	}
	if err := operator.RemoveFile(t.Context(), testBucket, "a"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "one is left", k.are("b 6 bet"))
	files, err := operator.Files(t.Context(), testBucket)
	if err != nil || len(files) != 1 || files[0].Name != "b" || files[0].Size != 6 || files[0].Modified.IsZero() {
		t.Errorf("files %+v, error %v", files, err)
	}
	publish(t, c, "two")
	eventually(t, "it works", func() bool { return count(t, c, "ENRICHED") == 2 })
	w.stop()
}

// What is damaged is not given to anybody, and what cannot be read is told.
func TestBucketDamaged(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	operator := asOperator(t, c)
	push(t, operator, "a", "good")
	b := watchedBucket{conn: asWorker(t, c), name: testBucket}
	if changed, err := b.look(t.Context()); !changed || err != nil {
		t.Fatal(changed, err)
	}
	if files, err := b.read(t.Context()); err != nil || string(files[0].Data) != "good" {
		t.Fatalf("%q, %v", files, err)
	}
	if changed, err := b.look(t.Context()); changed || err != nil {
		t.Errorf("changed %v, error %v", changed, err)
	}
	good := *b.objects[0]
	for name, change := range map[string]func(*jetstream.ObjectInfo){
		"damaged":             func(o *jetstream.ObjectInfo) { o.Digest = "SHA-256=none" },
		"a link":              func(o *jetstream.ObjectInfo) { o.Opts = &jetstream.ObjectMetaOptions{Link: &jetstream.ObjectLink{}} },
		"not found":           func(o *jetstream.ObjectInfo) { o.NUID = "other" },
		"more than 268435456": func(o *jetstream.ObjectInfo) { o.Size = maxBucket + 1 },
	} {
		o := good
		change(&o)
		b.objects = []*jetstream.ObjectInfo{&o}
		if _, err := b.read(t.Context()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if _, err := operator.PushFile(t.Context(), testBucket, 1, File{"x", make([]byte, maxBucket+1)}); err == nil {
		t.Error("a file that is too large is pushed")
	}
	if err := operator.RemoveFile(t.Context(), testBucket, "none"); err == nil {
		t.Error("a file that is not there is removed")
	}
}

func TestNoBucket(t *testing.T) {
	t.Parallel()
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	operator := asOperator(t, c)
	var absent *AbsentError
	if err := operator.RemoveFile(t.Context(), testBucket, "a"); !errors.As(err, &absent) {
		t.Errorf("error %v", err)
	}
	if _, err := operator.Files(t.Context(), testBucket); !errors.As(err, &absent) {
		t.Errorf("error %v", err)
	}
	for _, name := range []string{"a.b", "a b", ">", "ä"} {
		if _, err := New(c, Options{Enrich: echo, Bucket: name, TakeFiles: func([]File) error { return nil }}); err == nil {
			t.Errorf("bucket %q is taken", name)
		}
	}
	if _, err := New(c, Options{Enrich: echo, Bucket: testBucket}); err == nil {
		t.Error("a bucket without anybody to take its files")
	}
}

// A worker reads the bucket; that is all that it may do with it.
func TestWorkerOnlyReadsTheBucket(t *testing.T) {
	t.Parallel()
	if !permitting {
		t.Skip("without the shipped permissions")
	}
	c := connect(t, ConnectOptions{Server: newServer(t, "")})
	push(t, asOperator(t, c), "a", "good")
	for _, user := range []string{"worker", "subscriber", "publisher"} {
		options, _ := made.Load(c)
		o := asUser(options.(ConnectOptions), user)
		o.Log = nil // refusals are wanted
		other, err := Connect(o)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		for what, f := range map[string]func(context.Context) error{
			"put": func(ctx context.Context) error {
				_, err := other.PushFile(ctx, testBucket, 1, File{"a", nil})
				return err
			},
			"remove": func(ctx context.Context) error { return other.RemoveFile(ctx, testBucket, "a") },
			"consume": func(ctx context.Context) error {
				_, err := other.js.CreateConsumer(ctx, "OBJ_"+testBucket, jetstream.ConsumerConfig{})
				return err
			},
		} {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if err := f(ctx); err == nil {
				t.Errorf("%s may %s", user, what)
			}
			cancel()
		}
	}
	files, err := asOperator(t, c).Files(t.Context(), testBucket)
	if err != nil || len(files) != 1 || files[0].Size != 4 {
		t.Errorf("files %+v, error %v", files, err)
	}
}
