package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A Topology is the set of streams and the durable consumer that enrichment
// works on. The zero value of a field means its default, see DefaultTopology.
type Topology struct {
	Articles Stream   // the work queue; Subject is what publishers send to
	Enriched Stream   // records; Subject is what the language is appended to
	Dead     Stream   // dead letters; Subject is what the reason is appended to
	Consumer Consumer // on Articles

	Replicas int // of the three streams, 1, 3 or 5
	// Update lets Setup change streams and a consumer that exist with other
	// settings. Without it they are refused, never changed.
	Update bool
}

// A Stream has a name, a subject and limits.
type Stream struct {
	Name       string
	Subject    string
	MaxBytes   int64         // what it may take on disk
	MaxMsgSize int32         // bytes of one message, headers included
	MaxAge     time.Duration // 0: no limit
	Duplicates time.Duration // the deduplication window
}

// A Consumer is the durable one that all workers share.
type Consumer struct {
	Name          string
	Filters       []string      // which articles; empty: all of the stream
	AckWait       time.Duration // how soon a crashed worker's articles come back
	MaxDeliver    int           // at least 2, see the package comment
	MaxAckPending int           // articles held by all workers together
}

// DefaultTopology is what enrichment works on if nothing else is said.
//
// The streams' sizes fit a small disk. The work queue refuses articles when it
// is full, so that publishers learn of it and nothing is lost. The records'
// stream drops its oldest when it is full. Dead letters are never dropped:
// when their stream is full, workers wait and tell that they are not ready.
// The deduplication window is longer than AckWait × MaxDeliver and outages of
// some minutes.
func DefaultTopology() Topology {
	return Topology{
		Articles: Stream{Name: "ARTICLES", Subject: "articles.raw.>", MaxBytes: 1 << 30, MaxMsgSize: 16 << 20, Duplicates: 2 * time.Minute},
		Enriched: Stream{Name: "ENRICHED", Subject: "articles.enriched", MaxBytes: 2 << 30, MaxMsgSize: DefaultMaxPayload, Duplicates: 10 * time.Minute},
		Dead:     Stream{Name: "DEAD", Subject: "articles.dead", MaxBytes: 1 << 30, MaxMsgSize: DefaultMaxPayload, Duplicates: 10 * time.Minute},
		Consumer: Consumer{Name: "enricher", AckWait: 30 * time.Second, MaxDeliver: 5, MaxAckPending: 1000},
		Replicas: 1,
	}
}

func (t Topology) withDefaults() Topology {
	d := DefaultTopology()
	t.Articles = t.Articles.or(d.Articles)
	t.Enriched = t.Enriched.or(d.Enriched)
	t.Dead = t.Dead.or(d.Dead)
	t.Consumer = t.Consumer.or(d.Consumer)
	if len(t.Consumer.Filters) == 0 {
		t.Consumer.Filters = []string{t.Articles.Subject}
	}
	setDefault(&t.Replicas, d.Replicas)
	return t
}

func (s Stream) or(d Stream) Stream {
	setDefault(&s.Name, d.Name)
	setDefault(&s.Subject, d.Subject)
	setDefault(&s.MaxBytes, d.MaxBytes)
	setDefault(&s.MaxMsgSize, d.MaxMsgSize)
	setDefault(&s.MaxAge, d.MaxAge)
	setDefault(&s.Duplicates, d.Duplicates)
	return s
}

func (c Consumer) or(d Consumer) Consumer {
	setDefault(&c.Name, d.Name)
	setDefault(&c.AckWait, d.AckWait)
	setDefault(&c.MaxDeliver, d.MaxDeliver)
	setDefault(&c.MaxAckPending, d.MaxAckPending)
	return c
}

func setDefault[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

func (t Topology) streamConfigs() []jetstream.StreamConfig {
	articles := t.Articles.config(t.Replicas, t.Articles.Subject, jetstream.WorkQueuePolicy, jetstream.DiscardNew)
	articles.Description = "News articles waiting to be enriched"
	enriched := t.Enriched.config(t.Replicas, t.Enriched.Subject+".>", jetstream.LimitsPolicy, jetstream.DiscardOld)
	enriched.Description = "Records of enriched articles, by language"
	dead := t.Dead.config(t.Replicas, t.Dead.Subject+".>", jetstream.LimitsPolicy, jetstream.DiscardNew)
	dead.Description = "Articles that could not be enriched, by reason"
	return []jetstream.StreamConfig{articles, enriched, dead}
}

func (s Stream) config(replicas int, subject string, retention jetstream.RetentionPolicy, discard jetstream.DiscardPolicy) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              s.Name,
		Subjects:          []string{subject},
		Retention:         retention,
		Discard:           discard,
		Storage:           jetstream.FileStorage,
		Replicas:          replicas,
		MaxMsgs:           -1,
		MaxConsumers:      -1,
		MaxMsgsPerSubject: -1,
		MaxBytes:          s.MaxBytes,
		MaxMsgSize:        s.MaxMsgSize,
		MaxAge:            s.MaxAge,
		Duplicates:        s.Duplicates,
	}
}

func (t Topology) consumerConfig() jetstream.ConsumerConfig {
	c := jetstream.ConsumerConfig{
		Durable:       t.Consumer.Name,
		Description:   "Enrichment workers",
		AckPolicy:     jetstream.AckExplicitPolicy,
		DeliverPolicy: jetstream.DeliverAllPolicy,
		AckWait:       t.Consumer.AckWait,
		MaxDeliver:    t.Consumer.MaxDeliver,
		MaxAckPending: t.Consumer.MaxAckPending,
	}
	// The server keeps one filter and several in different fields.
	if len(t.Consumer.Filters) == 1 {
		c.FilterSubject = t.Consumer.Filters[0]
	} else {
		c.FilterSubjects = t.Consumer.Filters
	}
	return c
}

// A Definition is a stream or consumer as the server is told of it.
type Definition struct {
	Kind   string          `json:"kind"` // "stream" or "consumer"
	Name   string          `json:"name"`
	Config json.RawMessage `json:"config"` // as `nats stream add --config` and `nats consumer add --config` take it
}

// Definitions are the streams, and last the consumer, that Setup makes.
func (t Topology) Definitions() ([]Definition, error) {
	t = t.withDefaults()
	if err := t.Check(); err != nil {
		return nil, err
	}
	var all []Definition
	add := func(kind, name string, config any) error {
		var data bytes.Buffer
		e := json.NewEncoder(&data)
		e.SetEscapeHTML(false) // subjects end in >
		err := e.Encode(config)
		all = append(all, Definition{Kind: kind, Name: name, Config: data.Bytes()})
		return err
	}
	for _, s := range t.streamConfigs() {
		if err := add("stream", s.Name, s); err != nil {
			return nil, err
		}
	}
	err := add("consumer", t.Consumer.Name, t.consumerConfig())
	return all, err
}

// A ConflictError says that a stream or consumer exists with other settings
// than wanted.
type ConflictError struct {
	Kind, Name string   // "stream" or "consumer"
	Settings   []string // "max_bytes is 1048576, want 1073741824"
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s %s exists with other settings: %s", e.Kind, e.Name, strings.Join(e.Settings, "; "))
}

// A Change is what Ensure did about a stream or consumer.
type Change struct {
	Kind     string   `json:"kind"` // "stream" or "consumer"
	Name     string   `json:"name"`
	Action   string   `json:"action"`             // "created", "updated" or "none": it was there as wanted
	Settings []string `json:"settings,omitempty"` // what was updated: "max_bytes is 1048576, want 1073741824"
}

// An OverlapError says that articles which a consumer is to take are another's
// already: each article of a work queue goes to one consumer.
type OverlapError struct {
	Stream   string
	Consumer string
	Filters  []string
	Other    string // empty if the user may not list consumers
	Taken    []string
	err      error // the server's
}

func (e *OverlapError) Error() string {
	if e.Other == "" {
		return fmt.Sprintf("consumer %s cannot take %s: another consumer of stream %s takes some of it already",
			e.Consumer, strings.Join(e.Filters, ", "), e.Stream)
	}
	return fmt.Sprintf("consumer %s cannot take %s: consumer %s of stream %s takes %s already, and each article goes to one consumer",
		e.Consumer, strings.Join(e.Filters, ", "), e.Other, e.Stream, strings.Join(e.Taken, ", "))
}

func (e *OverlapError) Unwrap() error { return e.err }

// The server's error codes for a second consumer that takes the same articles
// of a work queue (JSConsumerWQMultipleUnfilteredErr,
// JSConsumerWQConsumerNotUniqueErr).
const (
	twoUnfiltered   jetstream.ErrorCode = 10099
	filtersNotApart jetstream.ErrorCode = 10100
)

// inTheWay makes the server's refusal of an overlap one that names the other
// consumer.
func (c *Conn) inTheWay(ctx context.Context, stream string, want jetstream.ConsumerConfig, err error) error {
	var api *jetstream.APIError
	if !errors.As(err, &api) || api.ErrorCode != twoUnfiltered && api.ErrorCode != filtersNotApart {
		return err
	}
	refused := &OverlapError{Stream: stream, Consumer: want.Durable, Filters: takes(want), err: err}
	all, err := permitted(ctx, c, "", func(ctx context.Context) ([]*jetstream.ConsumerInfo, error) {
		return c.consumers(ctx, stream)
	})
	if err != nil {
		return refused
	}
	for _, other := range all {
		taken := takes(other.Config)
		if other.Name != want.Durable && slices.ContainsFunc(refused.Filters, func(filter string) bool { return overlap(taken, filter) }) {
			refused.Other, refused.Taken = other.Name, taken
			break
		}
	}
	return refused
}

// Setup makes the streams and the consumer where they are absent. If one is
// there with other settings the error is a *ConflictError that names them,
// unless t.Update lets it be changed; if the user may not do what is wanted, a
// *PermissionError.
func (c *Conn) Setup(ctx context.Context, t Topology) error {
	_, err := c.Ensure(ctx, t)
	return err
}

// Ensure is Setup for those who want to know what it did.
func (c *Conn) Ensure(ctx context.Context, t Topology) ([]Change, error) {
	t = t.withDefaults()
	if err := t.Check(); err != nil {
		return nil, err
	}
	var changes []Change
	for _, want := range t.streamConfigs() {
		change, err := c.setupStream(ctx, want, t.Update)
		if err != nil {
			return changes, err
		}
		changes = append(changes, change)
	}
	change, err := c.setupConsumer(ctx, t.Articles.Name, t.consumerConfig(), t.Update)
	if err != nil {
		return changes, err
	}
	return append(changes, change), nil
}

func (c *Conn) setupStream(ctx context.Context, want jetstream.StreamConfig, update bool) (Change, error) {
	change := Change{Kind: "stream", Name: want.Name, Action: "none"}
	look := func(ctx context.Context) (jetstream.Stream, error) { return c.js.Stream(ctx, want.Name) }
	s, err := permitted(ctx, c, "", look)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		// Creating is idempotent, so that workers may start together.
		_, err = permitted(ctx, c, "", func(ctx context.Context) (jetstream.Stream, error) { return c.js.CreateStream(ctx, want) })
		if err == nil {
			change.Action = "created"
			c.log.Info("stream created", "stream", want.Name, "subjects", want.Subjects)
			return change, nil
		}
		if !errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) {
			return change, absent(fmt.Errorf("create stream %s of up to %d bytes: %w", want.Name, want.MaxBytes, err))
		}
		s, err = permitted(ctx, c, "", look)
	}
	if err != nil {
		return change, fmt.Errorf("stream %s: %w", want.Name, err)
	}
	have := s.CachedInfo().Config
	diffs := diffStream(have, want)
	if len(diffs) == 0 {
		return change, nil
	}
	if !update {
		return change, &ConflictError{Kind: "stream", Name: want.Name, Settings: diffs}
	}
	_, err = permitted(ctx, c, "", func(ctx context.Context) (jetstream.Stream, error) {
		return c.js.UpdateStream(ctx, overlay(have, want))
	})
	if err != nil {
		return change, fmt.Errorf("update stream %s: %w", want.Name, err)
	}
	change.Action, change.Settings = "updated", diffs
	c.log.Info("stream updated", "stream", want.Name, "changes", diffs)
	return change, nil
}

// absent tells a user who may not create what is absent whose task it is.
func absent(err error) error {
	if errors.Is(err, nats.ErrPermissionViolation) {
		return fmt.Errorf("%w: it is absent; let an operator run enricher streams", err)
	}
	return err
}

// diffStream compares the settings that matter to enrichment; others, such as
// placement or compression, are the operator's.
func diffStream(have, want jetstream.StreamConfig) []string {
	var d diffs
	d.add("subjects", have.Subjects, want.Subjects, slices.Equal(have.Subjects, want.Subjects))
	add(&d, "retention", have.Retention, want.Retention)
	add(&d, "discard", have.Discard, want.Discard)
	add(&d, "storage", have.Storage, want.Storage)
	add(&d, "replicas", have.Replicas, want.Replicas)
	add(&d, "max_bytes", have.MaxBytes, want.MaxBytes)
	add(&d, "max_msg_size", have.MaxMsgSize, want.MaxMsgSize)
	add(&d, "max_age", have.MaxAge, want.MaxAge)
	add(&d, "duplicate_window", have.Duplicates, want.Duplicates)
	return d
}

func overlay(have, want jetstream.StreamConfig) jetstream.StreamConfig {
	have.Subjects = want.Subjects
	have.Retention = want.Retention
	have.Discard = want.Discard
	have.Storage = want.Storage
	have.Replicas = want.Replicas
	have.MaxBytes = want.MaxBytes
	have.MaxMsgSize = want.MaxMsgSize
	have.MaxAge = want.MaxAge
	have.Duplicates = want.Duplicates
	return have
}

func (c *Conn) setupConsumer(ctx context.Context, stream string, want jetstream.ConsumerConfig, update bool) (Change, error) {
	change := Change{Kind: "consumer", Name: want.Durable, Action: "none"}
	look := func(ctx context.Context) (jetstream.Consumer, error) { return c.js.Consumer(ctx, stream, want.Durable) }
	cons, err := permitted(ctx, c, "", look)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		_, err = permitted(ctx, c, "", func(ctx context.Context) (jetstream.Consumer, error) {
			return c.js.CreateConsumer(ctx, stream, want)
		})
		if err == nil {
			change.Action = "created"
			c.log.Info("consumer created", "stream", stream, "consumer", want.Durable)
			return change, nil
		}
		if !errors.Is(err, jetstream.ErrConsumerExists) {
			return change, absent(fmt.Errorf("create consumer %s: %w", want.Durable, c.inTheWay(ctx, stream, want, err)))
		}
		cons, err = permitted(ctx, c, "", look)
	}
	if err != nil {
		return change, fmt.Errorf("consumer %s: %w", want.Durable, err)
	}
	have := cons.CachedInfo().Config
	diffs := diffConsumer(have, want)
	if len(diffs) == 0 {
		return change, nil
	}
	if !update {
		return change, &ConflictError{Kind: "consumer", Name: want.Durable, Settings: diffs}
	}
	before := filters(have)
	have.FilterSubject, have.FilterSubjects = want.FilterSubject, want.FilterSubjects
	have.AckPolicy = want.AckPolicy
	have.AckWait, have.MaxDeliver, have.MaxAckPending = want.AckWait, want.MaxDeliver, want.MaxAckPending
	_, err = permitted(ctx, c, "", func(ctx context.Context) (jetstream.Consumer, error) {
		return c.js.UpdateConsumer(ctx, stream, have)
	})
	if err != nil {
		return change, fmt.Errorf("update consumer %s: %w", want.Durable, c.inTheWay(ctx, stream, want, err))
	}
	if !slices.Equal(before, filters(want)) {
		// With other filters a consumer goes on where it was: articles before
		// that which it did not take so far would stay in the queue for ever,
		// and look as if the server had given them up. A new one begins at the
		// first; what workers have in hand may come to them twice.
		_, err = permitted(ctx, c, "", func(ctx context.Context) (jetstream.Consumer, error) {
			if err := c.js.DeleteConsumer(ctx, stream, want.Durable); err != nil {
				return nil, err
			}
			return c.js.CreateConsumer(ctx, stream, have)
		})
		if err != nil {
			return change, fmt.Errorf("make consumer %s with other filters: %w", want.Durable, err)
		}
	}
	change.Action, change.Settings = "updated", diffs
	c.log.Info("consumer updated", "stream", stream, "consumer", want.Durable, "changes", diffs)
	return change, nil
}

func diffConsumer(have, want jetstream.ConsumerConfig) []string {
	var d diffs
	haveFilters, wantFilters := filters(have), filters(want)
	d.add("filter_subjects", haveFilters, wantFilters, slices.Equal(haveFilters, wantFilters))
	add(&d, "ack_policy", have.AckPolicy, want.AckPolicy)
	add(&d, "ack_wait", have.AckWait, want.AckWait)
	add(&d, "max_deliver", have.MaxDeliver, want.MaxDeliver)
	add(&d, "max_ack_pending", have.MaxAckPending, want.MaxAckPending)
	return d
}

func filters(c jetstream.ConsumerConfig) []string {
	if c.FilterSubject != "" {
		return []string{c.FilterSubject}
	}
	return slices.Sorted(slices.Values(c.FilterSubjects))
}

type diffs []string

func (d *diffs) add(setting string, have, want any, same bool) {
	if !same {
		*d = append(*d, fmt.Sprintf("%s is %v, want %v", setting, have, want))
	}
}

func add[T comparable](d *diffs, setting string, have, want T) {
	d.add(setting, have, want, have == want)
}
