package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"enricher/pipeline/stream"
)

// A backfill of a stream that is killed again and again, and whose server goes
// away meanwhile, ends with the same files as one that nobody disturbed; the
// queue that it reads is as it was. The same run onto the records' stream, whose
// deduplication window has lapsed whenever it goes on, stores every record once.
func TestBackfillStreamKills(t *testing.T) {
	const articles = 300
	dir := t.TempDir()
	server, err := stream.StartServer(stream.ServerOptions{Dir: filepath.Join(dir, "nats"), Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	url := server.URL()
	ctx, cancel := context.WithTimeout(t.Context(), scriptPatience)
	defer cancel()
	nc, err := nats.Connect(url, nats.MaxReconnects(-1), nats.ReconnectWait(10*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer nc.Close()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	const window = 100 * time.Millisecond
	for _, config := range []jetstream.StreamConfig{
		{Name: "QUEUE", Subjects: []string{"raw.>"}, Retention: jetstream.WorkQueuePolicy, MaxBytes: 16 << 20},
		{Name: "ENRICHED", Subjects: []string{"articles.enriched.>"}, Duplicates: window, MaxBytes: 64 << 20},
	} {
		if _, err := js.CreateStream(ctx, config); err != nil {
			t.Fatal(err)
		}
	}
	messages := func(name string) *jetstream.StreamInfo {
		t.Helper()
		s, err := js.Stream(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		return s.CachedInfo()
	}
	for i := range articles {
		text := fmt.Sprintf("Angela Merkel besuchte am %d. März 2026 Paris und sprach dort mit %d Ministern.", 1+i%31, i)
		msg := &nats.Msg{Subject: "raw.test", Header: nats.Header{"Content-Type": {"text/plain"}, "Article-Id": {fmt.Sprint("a", i)}}, Data: []byte(text)}
		if _, err := js.PublishMsg(ctx, msg); err != nil {
			t.Fatal(err)
		}
	}
	queue, err := js.Stream(ctx, "QUEUE")
	if err != nil {
		t.Fatal(err)
	}
	for _, seq := range []uint64{1, 2, 50, 51, 52, articles} { // gaps, as workers leave them
		if err := queue.DeleteMsg(ctx, seq); err != nil {
			t.Fatal(err)
		}
	}
	const left = articles - 6

	// lapse waits until the window of all that is published by now is over.
	lapse := func() {
		t.Helper()
		for n := 0; n < 2; {
			ack, err := js.Publish(ctx, "articles.enriched.und", nil, jetstream.WithMsgID("probe"))
			if err != nil {
				t.Fatal(err)
			}
			if !ack.Duplicate {
				n++
			}
		}
	}

	start := func(out string, args ...string) (*exec.Cmd, *bytes.Buffer) {
		t.Helper()
		cmd := exec.CommandContext(ctx, "enricher", append([]string{"backfill", "--nats", url, "--stream", "QUEUE", "--workers", "2", "--out", filepath.Join(dir, out)}, args...)...)
		errs := &bytes.Buffer{}
		cmd.Stderr = errs
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd, errs
	}
	finish := func(cmd *exec.Cmd, errs *bytes.Buffer) {
		t.Helper()
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%v: %s", err, errs)
		}
	}
	finish(start("whole"))

	// killed kills the run so often, each time when its journal has grown and then
	// so many records have been published, and has it go on.
	killed := func(times int, published uint64, out string, args ...string) {
		journal := filepath.Join(dir, out, "journal")
		size := func() int64 {
			info, err := os.Stat(journal)
			if err != nil {
				return 0
			}
			return info.Size()
		}
		for i := range times {
			before := size()
			cmd, errs := start(out, append(args, "--rate", "60")...)
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			tick := time.NewTicker(5 * time.Millisecond)
			defer tick.Stop()
			until := func(ok func() bool) {
				t.Helper()
				for !ok() {
					select {
					case <-tick.C:
					case err := <-ended:
						t.Fatalf("the run ended before it was killed: %v: %s", err, errs)
					}
				}
			}
			until(func() bool { return size() > before+200 }) // a checkpoint, not the beginning alone
			noted := messages("ENRICHED").State.LastSeq
			until(func() bool { return messages("ENRICHED").State.LastSeq >= noted+published })
			if i == 1 { // this one lives without a server for a while
				server.Close()
				var err error
				if server, err = stream.StartServer(stream.ServerOptions{Dir: filepath.Join(dir, "nats"), Listen: strings.TrimPrefix(url, "nats://"), SyncInterval: time.Minute}); err != nil {
					t.Fatal(err)
				}
				for !nc.IsConnected() && ctx.Err() == nil {
					<-tick.C
				}
			}
			cmd.Process.Kill()
			<-ended
			lapse()
		}
		finish(start(out, args...))
	}
	killed(3, 0, "killed")
	for _, name := range []string{"records.jsonl", "failures.jsonl", "manifest.json"} {
		want, err := fs.ReadFile(os.DirFS(dir), "whole/"+name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := fs.ReadFile(os.DirFS(dir), "killed/"+name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs from an undisturbed run's (%v)", name, err)
		}
	}
	if n := messages("QUEUE").State.Msgs; n != left {
		t.Errorf("the queue holds %d articles, want %d", n, left)
	}
	if n := messages("QUEUE").State.Consumers; n != 0 {
		t.Errorf("the queue has %d consumers", n)
	}

	killed(3, 15, "published", "--to", "nats-records")
	records, err := js.Stream(ctx, "ENRICHED")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for seq := range records.CachedInfo().State.LastSeq {
		m, err := records.GetMsg(ctx, seq+1)
		if err != nil {
			t.Fatal(err)
		}
		if id := m.Header.Get("Article-Id"); id != "" { // no probe
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	if n := len(ids); n != left || len(slices.Compact(ids)) != left {
		t.Errorf("%d records of %d articles, want one of each of %d", n, len(slices.Compact(ids)), left)
	}
}
