// Package stream connects enrichment to NATS JetStream: it takes articles from
// a work queue, publishes a record for each, and puts those that cannot be
// enriched aside as dead letters. It is the only package that knows NATS, and
// the only place where an outcome becomes an acknowledgement, a retry or a
// dead letter.
//
// # What is promised
//
// Nothing acknowledged is lost and nothing is published twice. An article is
// enriched, its record published under a message id made from the article's
// identifier and bytes and the producer's version, the server's receipt awaited, and only
// then the article is acknowledged, with confirmation. A crash at any point
// brings the article back, and the output stream drops the second record as
// long as its deduplication window lasts; after that the second record has the
// same id and, records being deterministic, the same bytes.
//
// An article ends as a record or as a dead letter. Before one that was
// delivered more than once is put aside, the output stream is asked for its
// record, and a worker of which the server has heard nothing for AckWait
// publishes only what is still in the queue and puts nothing aside. The moment
// between asking and publishing remains.
//
// # Attempts
//
// The server counts deliveries, and a worker takes that count as the number of
// attempts. With MaxDeliver = 5 an article is tried at most four times: a
// transient error on the fourth makes a dead letter at once, with that error;
// a fifth delivery means that the fourth attempt never ended (the process was
// killed, say for memory), so the article is put aside without being touched.
//
// NATS cannot take a delivery back. An article handed back in a shutdown has
// used one up, although nothing is wrong with it. That is rare by design: a
// worker that stops finishes what it holds, and only what is still unfinished
// at the end of DrainTimeout is handed back. Trouble with publishing costs no
// attempt: the worker holds on to the article and tries until the stream
// answers or the worker is stopped.
//
// # Backfills
//
// A Reader reads what a stream holds without taking anything from it, and a
// Recorder publishes records as workers do, so that an archive can be enriched
// anew beside the workers.
//
// # Requests
//
// Who cannot wait for a queue sends an article to RequestSubject and gets its
// record as the answer. Nothing is stored, so nothing is promised beyond that
// one answer: who asks decides whether to ask again. Workers are found, and
// their log levels changed, by messages, too: see Conn.Status and
// Conn.LogLevels.
//
// # Files of a fleet
//
// What all workers are to read, such as gazetteers, lies in a bucket
// (Options.Bucket): an object store that workers look at every few seconds.
// They ask for its messages one by one and make no consumer. A worker takes its
// first article when it has taken the bucket's files; later ones that it
// refuses leave it with those it has.
//
// # Durability
//
// JetStream acknowledges a message before it is on the disk: by default a
// server syncs every two minutes, so a power failure of the whole cluster can
// lose what was acknowledged since. The embedded server therefore syncs every
// write unless told otherwise (ServerOptions.SyncInterval), at the price of
// throughput that is still far above what enrichment needs. For an external
// server use three replicas, or sync_interval: always on a single one.
package stream

import (
	"context"
	"strings"
	"time"
)

// A Message is an article as it came in.
type Message struct {
	Subject string
	Header  Header
	Data    []byte    // the original bytes: not to be changed, a dead letter needs them
	Stored  time.Time // when the server stored it
	Attempt int       // 1 at first
}

// A Result is the record of an article.
type Result struct {
	ID     string // the article's identifier
	Lang   string // BCP 47 language code, the last part of the subject; "und" if empty
	Record []byte // JSON

	Entities map[string]int // how many the record has, by type: person, place, organisation, misc; a metric
}

// An Enrich turns an article into its record. A *pipeline.Error is permanent
// and makes a dead letter; any other error is transient and is tried again. It
// is called from several goroutines and should return soon once its context is
// done; if it does not, its article is given up without it.
type Enrich func(ctx context.Context, m Message) (Result, error)

// Header holds a message's headers, spelled as they were sent.
type Header map[string][]string

// The headers that articles, records and dead letters carry.
const (
	HeaderMsgID       = "Nats-Msg-Id"
	HeaderContentType = "Content-Type"
	HeaderArticleID   = "Article-Id"

	HeaderReason   = "Enricher-Reason"   // one of pipeline.Reasons
	HeaderStage    = "Enricher-Stage"    // where it failed, if known
	HeaderError    = "Enricher-Error"    // in words, on one line
	HeaderStack    = "Enricher-Stack"    // of a panic, line breaks written \n
	HeaderAttempts = "Enricher-Attempts" // deliveries so far
	HeaderSubject  = "Enricher-Subject"  // the article's subject
	HeaderStored   = "Enricher-Stored"   // when the article was stored, RFC 3339
	HeaderVersion  = "Enricher-Version"  // the producer's version
	HeaderSentAs   = "Enricher-Msg-Id"   // the publisher's Nats-Msg-Id
	HeaderDeadID   = "Enricher-Id"       // the article's identifier; empty if it has none
	HeaderReplays  = "Enricher-Replays"  // how often the article has been replayed; articles carry it too
)

// sendable tells the names of headers that the client sends. It receives any:
// an article's header may have come from another that is less strict, and a
// message with such a name could never be published.
func sendable(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"()/,:;<=>?@[\]{}`, r)
	})
}

// Get is the first value of a header whose name differs in case at most.
func (h Header) Get(name string) string {
	for key, values := range h {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}
