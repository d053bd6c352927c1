//go:build crashpoints

package stream

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/nats-io/nats.go"
)

// ENRICHER_CRASH=point:n kills the process, as kill -9 does, when one of its
// articles passes the point for the nth time. The points, in order:
//
//	pulled            taken from the queue
//	enriched
//	published         the record sent, its receipt not awaited
//	receipt           the record stored for sure
//	acknowledging     the acknowledgement sent, its confirmation not awaited
//	acknowledged
//
// and of a dead letter letter-published, letter-stored, terminating and
// terminated.
var fatal = func() (at struct {
	point string
	left  atomic.Int64
}) {
	setting := os.Getenv("ENRICHER_CRASH")
	if setting == "" {
		return
	}
	point, times, _ := strings.Cut(setting, ":")
	n, err := strconv.ParseInt(times, 10, 64)
	if err != nil || n < 1 {
		panic(fmt.Sprintf("ENRICHER_CRASH=%s: want POINT:N, N at least 1", setting))
	}
	at.point = point
	at.left.Store(n)
	return
}()

// crash is passed by an article at a point on its way.
func crash(point string) { crashAfter(point, func() {}) }

// crashSending is passed before a message is sent whose answer is waited for.
// The end comes when it has been sent.
func crashSending(nc *nats.Conn, msg *nats.Msg) {
	point := "published"
	switch {
	case msg.Header.Get(HeaderReason) != "":
		point = "letter-published"
	case bytes.HasPrefix(msg.Data, []byte("+ACK")):
		point = "acknowledging"
	case bytes.HasPrefix(msg.Data, []byte("+TERM")):
		point = "terminating"
	}
	crashAfter(point, func() {
		nc.PublishMsg(msg)
		nc.Flush()
	})
}

func crashAfter(point string, last func()) {
	if point != fatal.point || fatal.left.Add(-1) != 0 {
		return
	}
	last()
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		self.Kill()
	}
	select {} // the signal is on its way
}

// misbehave enriches an article that asks for it as no article should.
func misbehave(m Message) {
	switch {
	case bytes.Contains(m.Data, []byte("<<panic>>")):
		panic("the article asked for it")
	case bytes.Contains(m.Data, []byte("<<hang>>")):
		select {}
	}
}
