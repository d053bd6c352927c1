package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/rogpeppe/go-internal/testscript"

	"enricher/pipeline/stream"
)

// The commands that scripts have besides testscript's own.
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"status":   status,
	"natsd":    natsd,
	"natspub":  natspub,
	"natswait": natswait,
	"natsask":  natsask,
}

// scriptPatience is how long a script waits for something that must happen.
const scriptPatience = 3 * time.Minute

// natsd starts a NATS server that runs until the script ends, and puts its
// address into $NATS and, where commands look for it, $ENRICHER_NATS:
//
//	natsd [streams]
//
// With streams it has the streams and the consumer already.
func natsd(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 || len(args) == 1 && args[0] != "streams" {
		ts.Fatalf("usage: natsd [streams]")
	}
	dir, err := os.MkdirTemp(ts.Getenv("TMPDIR"), "natsd-")
	ts.Check(err)
	server, err := stream.StartServer(stream.ServerOptions{Dir: dir, Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	ts.Check(err)
	ts.Defer(server.Close)
	ts.Setenv("NATS", server.URL())
	ts.Setenv("ENRICHER_NATS", server.URL())
	if len(args) == 0 {
		return
	}
	conn, err := stream.Connect(stream.ConnectOptions{Server: server})
	ts.Check(err)
	defer conn.Close()
	ctx, cancel := context.WithTimeout(context.Background(), scriptPatience)
	defer cancel()
	ts.Check(conn.Setup(ctx, stream.DefaultTopology()))
}

// natspub publishes a file's bytes as they are to a subject of a stream:
//
//	natspub SUBJECT FILE [HEADER:VALUE...]
func natspub(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: natspub SUBJECT FILE [HEADER:VALUE...]")
	}
	data, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	header := scriptHeader(ts, args[2:])
	inStreams(ts, func(ctx context.Context, js jetstream.JetStream) error {
		_, err := js.PublishMsg(ctx, &nats.Msg{Subject: args[0], Header: header, Data: data})
		return err
	})
}

// natswait waits until a stream holds so many messages:
//
//	natswait STREAM N
func natswait(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: natswait STREAM N")
	}
	want, err := strconv.ParseUint(args[1], 10, 64)
	ts.Check(err)
	var have uint64
	inStreams(ts, func(ctx context.Context, js jetstream.JetStream) error {
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			s, err := js.Stream(ctx, args[0])
			if err == nil {
				if have = s.CachedInfo().State.Msgs; have == want {
					return nil
				}
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				ts.Fatalf("natswait: stream %s holds %d messages (%v), want %d", args[0], have, err, want)
			}
		}
	})
}

// natsask sends a file's bytes as a request, once somebody answers there, and
// prints the answer's headers and bytes:
//
//	natsask SUBJECT FILE [HEADER:VALUE...]
func natsask(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: natsask SUBJECT FILE [HEADER:VALUE...]")
	}
	request := &nats.Msg{Subject: args[0], Header: scriptHeader(ts, args[2:])}
	var err error
	request.Data, err = os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	nc, err := nats.Connect(ts.Getenv("NATS"))
	ts.Check(err)
	defer nc.Close()
	ctx, cancel := context.WithTimeout(context.Background(), scriptPatience)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	answer, err := nc.RequestMsgWithContext(ctx, request)
	for errors.Is(err, nats.ErrNoResponders) {
		<-tick.C
		answer, err = nc.RequestMsgWithContext(ctx, request)
	}
	ts.Check(err)
	for _, name := range slices.Sorted(maps.Keys(answer.Header)) {
		fmt.Fprintf(ts.Stdout(), "%s: %s\n", name, strings.Join(answer.Header[name], ", "))
	}
	fmt.Fprintf(ts.Stdout(), "\n%s\n", answer.Data)
}

func scriptHeader(ts *testscript.TestScript, args []string) nats.Header {
	header := nats.Header{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, ":")
		if !ok {
			ts.Fatalf("header %q has no colon", arg)
		}
		header[name] = append(header[name], value)
	}
	return header
}

// inStreams works on the server that natsd has started.
func inStreams(ts *testscript.TestScript, work func(context.Context, jetstream.JetStream) error) {
	nc, err := nats.Connect(ts.Getenv("NATS"))
	ts.Check(err)
	defer nc.Close()
	js, err := jetstream.New(nc)
	ts.Check(err)
	ctx, cancel := context.WithTimeout(context.Background(), scriptPatience)
	defer cancel()
	ts.Check(work(ctx, js))
}
