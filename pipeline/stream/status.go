package stream

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nats.go/micro"
)

// A Status is how things stand with a topology, as far as the server and the
// workers say.
type Status struct {
	Time        time.Time         `json:"time"`
	Streams     []StreamStatus    `json:"streams"`      // articles, records, dead letters
	Consumers   []ConsumerStatus  `json:"consumers"`    // all those of the queue
	Untaken     Untaken           `json:"untaken"`      // articles that no consumer takes
	DeadLetters map[string]uint64 `json:"dead_letters"` // by reason
	Workers     []WorkerStatus    `json:"workers"`      // those that answered
}

// A StreamStatus is how full a stream is. Of one that is missing only the name
// is known.
type StreamStatus struct {
	Name     string  `json:"name"`
	Missing  bool    `json:"missing,omitempty"`
	Messages uint64  `json:"messages"`
	Bytes    uint64  `json:"bytes"`
	MaxBytes int64   `json:"max_bytes"` // 0: no limit
	Used     float64 `json:"used"`      // of MaxBytes, 0 to 1; 0 without a limit
}

// A ConsumerStatus is what a consumer of the queue has to do.
type ConsumerStatus struct {
	Name          string    `json:"name"`
	Filters       []string  `json:"filters"`                 // subjects of the articles it takes
	Missing       bool      `json:"missing,omitempty"`       // only the name is known
	Pending       uint64    `json:"pending"`                 // not sent to any worker yet
	OldestPending time.Time `json:"oldest_pending,omitzero"` // when the first of them was stored
	AckPending    int       `json:"ack_pending"`             // with workers
	MaxAckPending int       `json:"max_ack_pending"`
	Redelivered   int       `json:"redelivered"` // of those, sent more than once
	Pulls         int       `json:"pulls"`       // requests for articles that wait at the server
	Paused        bool      `json:"paused"`
	PausedUntil   time.Time `json:"paused_until,omitzero"`
}

// Untaken are articles that stay in the queue, for no consumer's filter takes
// their subject.
type Untaken struct {
	Articles uint64            `json:"articles"`
	Subjects map[string]uint64 `json:"subjects"` // articles of up to ten subjects, those with most
}

// A WorkerStatus is what a worker says of itself.
type WorkerStatus struct {
	ID       string    `json:"id"`
	Host     string    `json:"host"`
	PID      string    `json:"pid"`
	Stream   string    `json:"stream"`
	Consumer string    `json:"consumer"`
	Started  time.Time `json:"started"`
	Version  string    `json:"version"`
	// Versions are those of the models and the gazetteer: model_de, model_en,
	// gazetteer.
	Versions map[string]string `json:"versions"`
}

// Missing names what the topology has and the server has not.
func (s *Status) Missing() []string {
	var missing []string
	for _, stream := range s.Streams {
		if stream.Missing {
			missing = append(missing, "stream "+stream.Name)
		}
	}
	for _, consumer := range s.Consumers {
		if consumer.Missing {
			missing = append(missing, "consumer "+consumer.Name)
		}
	}
	return missing
}

// Status asks the server and the workers. What is missing makes no error; a
// server that does not answer does. Workers that answer much later than the
// others are left out.
func (c *Conn) Status(ctx context.Context, t Topology) (*Status, error) {
	return permitted(ctx, c, "", func(ctx context.Context) (*Status, error) { return c.status(ctx, t.withDefaults()) })
}

func (c *Conn) status(ctx context.Context, t Topology) (*Status, error) {
	s := &Status{Time: time.Now().UTC(), DeadLetters: map[string]uint64{}}
	for _, name := range []string{t.Articles.Name, t.Enriched.Name, t.Dead.Name} {
		stream, err := c.streamStatus(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("stream %s: %w", name, err)
		}
		s.Streams = append(s.Streams, stream)
	}
	consumers, err := c.consumers(ctx, t.Articles.Name)
	if err != nil {
		return nil, fmt.Errorf("consumers of stream %s: %w", t.Articles.Name, err)
	}
	for _, info := range consumers {
		consumer, err := c.consumerStatus(ctx, info)
		if err != nil {
			return nil, fmt.Errorf("consumer %s: %w", info.Name, err)
		}
		s.Consumers = append(s.Consumers, consumer)
	}
	if !slices.ContainsFunc(s.Consumers, func(s ConsumerStatus) bool { return s.Name == t.Consumer.Name }) {
		s.Consumers = append(s.Consumers, ConsumerStatus{Name: t.Consumer.Name, Filters: []string{}, Missing: true})
	}
	if s.Untaken, err = c.untaken(ctx, s); err != nil {
		return nil, fmt.Errorf("subjects of stream %s: %w", t.Articles.Name, err)
	}
	letters, err := c.subjects(ctx, t.Dead.Name, t.Dead.Subject+".>")
	if err != nil && !errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, fmt.Errorf("subjects of stream %s: %w", t.Dead.Name, err)
	}
	for subject, n := range letters {
		s.DeadLetters[strings.TrimPrefix(subject, t.Dead.Subject+".")] = n
	}
	if s.Workers, err = c.workers(ctx); err != nil {
		return nil, fmt.Errorf("workers: %w", err)
	}
	return s, nil
}

func (c *Conn) streamStatus(ctx context.Context, name string) (StreamStatus, error) {
	stream, err := c.js.Stream(ctx, name)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return StreamStatus{Name: name, Missing: true}, nil
	}
	if err != nil {
		return StreamStatus{}, err
	}
	info := stream.CachedInfo()
	s := StreamStatus{Name: name, Messages: info.State.Msgs, Bytes: info.State.Bytes, MaxBytes: max(0, info.Config.MaxBytes)}
	if s.MaxBytes > 0 {
		s.Used = float64(s.Bytes) / float64(s.MaxBytes)
	}
	return s, nil
}

// consumers are all of a stream, by name; none if the stream is missing.
func (c *Conn) consumers(ctx context.Context, stream string) ([]*jetstream.ConsumerInfo, error) {
	s, err := c.js.Stream(ctx, stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var all []*jetstream.ConsumerInfo
	list := s.ListConsumers(ctx)
	for info := range list.Info() {
		all = append(all, info)
	}
	slices.SortFunc(all, func(a, b *jetstream.ConsumerInfo) int { return strings.Compare(a.Name, b.Name) })
	return all, list.Err()
}

func (c *Conn) consumerStatus(ctx context.Context, info *jetstream.ConsumerInfo) (ConsumerStatus, error) {
	s := ConsumerStatus{
		Name:          info.Name,
		Filters:       takes(info.Config),
		Pending:       info.NumPending,
		AckPending:    info.NumAckPending,
		MaxAckPending: info.Config.MaxAckPending,
		Redelivered:   info.NumRedelivered,
		Pulls:         info.NumWaiting,
		Paused:        info.Paused,
	}
	if info.Paused && info.Config.PauseUntil != nil {
		s.PausedUntil = *info.Config.PauseUntil
	}
	var err error
	s.OldestPending, err = c.oldestPending(ctx, info)
	return s, err
}

// takes are the subjects whose articles a consumer takes.
func takes(c jetstream.ConsumerConfig) []string {
	if all := filters(c); len(all) > 0 {
		return all
	}
	return []string{">"}
}

// overlap tells whether one of the filters takes articles of a subject or
// pattern.
func overlap(filters []string, subject string) bool {
	return slices.ContainsFunc(filters, func(filter string) bool { return natsserver.SubjectsCollide(subject, filter) })
}

// untaken looks at the queue's subjects, which may be many, only if there is
// more in it than its consumers know of.
func (c *Conn) untaken(ctx context.Context, s *Status) (Untaken, error) {
	u := Untaken{Subjects: map[string]uint64{}}
	queue := s.Streams[0]
	var known uint64
	for _, consumer := range s.Consumers {
		known += consumer.Pending + uint64(consumer.AckPending)
	}
	if queue.Messages <= known {
		return u, nil
	}
	subjects, err := c.subjects(ctx, queue.Name, ">")
	if err != nil {
		return u, err
	}
	maps.DeleteFunc(subjects, func(subject string, _ uint64) bool {
		return slices.ContainsFunc(s.Consumers, func(c ConsumerStatus) bool { return overlap(c.Filters, subject) })
	})
	most := slices.SortedFunc(maps.Keys(subjects), func(a, b string) int {
		return cmp.Or(-cmp.Compare(subjects[a], subjects[b]), strings.Compare(a, b))
	})
	for i, subject := range most {
		u.Articles += subjects[subject]
		if i < 10 {
			u.Subjects[subject] = subjects[subject]
		}
	}
	return u, nil
}

// subjects counts a stream's messages by subject.
func (c *Conn) subjects(ctx context.Context, stream, filter string) (map[string]uint64, error) {
	s, err := c.js.Stream(ctx, stream)
	if err != nil {
		return nil, err
	}
	info, err := s.Info(ctx, jetstream.WithSubjectFilter(filter))
	if err != nil {
		return nil, err
	}
	return info.State.Subjects, nil
}

// workers are those that answer, the longest running first.
func (c *Conn) workers(ctx context.Context) ([]WorkerStatus, error) {
	subject, err := micro.ControlSubject(micro.InfoVerb, ServiceName, "")
	if err != nil {
		return nil, err
	}
	answers, err := c.askAll(ctx, subject, nil)
	if err != nil {
		return nil, err
	}
	workers := []WorkerStatus{}
	for _, m := range answers {
		var info micro.Info
		if err := json.Unmarshal(m.Data, &info); err != nil {
			return nil, fmt.Errorf("answer on %s not understood: %w", subject, err)
		}
		w := WorkerStatus{ID: info.ID, Version: info.Version, Versions: map[string]string{}}
		for key, value := range info.Metadata {
			switch key {
			case "host":
				w.Host = value
			case "pid":
				w.PID = value
			case "stream":
				w.Stream = value
			case "consumer":
				w.Consumer = value
			case "started":
				w.Started, _ = time.Parse(time.RFC3339, value) // the zero time says it is unknown
			case "filters":
			default:
				w.Versions[key] = value
			}
		}
		workers = append(workers, w)
	}
	slices.SortFunc(workers, func(a, b WorkerStatus) int {
		return cmp.Or(a.Started.Compare(b.Started), strings.Compare(a.ID, b.ID))
	})
	return workers, nil
}

// LogLevels asks all workers for the levels of their logs and, unless level is
// empty, changes them before.
func (c *Conn) LogLevels(ctx context.Context, level string) ([]LogLevel, error) {
	answers, err := permitted(ctx, c, LogLevelSubject, func(ctx context.Context) ([]*nats.Msg, error) {
		return c.askAll(ctx, LogLevelSubject, []byte(level))
	})
	if err != nil {
		return nil, err
	}
	levels := []LogLevel{}
	for _, m := range answers {
		if description := m.Header.Get(micro.ErrorHeader); description != "" {
			return nil, errors.New(description)
		}
		var l LogLevel
		if err := json.Unmarshal(m.Data, &l); err != nil {
			return nil, fmt.Errorf("answer on %s not understood: %w", LogLevelSubject, err)
		}
		levels = append(levels, l)
	}
	slices.SortFunc(levels, func(a, b LogLevel) int {
		return cmp.Or(strings.Compare(a.Host, b.Host), strings.Compare(a.PID, b.PID), strings.Compare(a.ID, b.ID))
	})
	return levels, nil
}

// silence ends the wait for more answers: this long, or three times as long as
// the first one took, for others may be that much farther away.
const silence = 300 * time.Millisecond

// askAll sends a request to whoever listens, how many that may be, and returns
// all answers; none at once if nobody listens.
func (c *Conn) askAll(ctx context.Context, subject string, data []byte) ([]*nats.Msg, error) {
	inbox, err := c.nc.SubscribeSync(c.nc.NewInbox())
	if err != nil {
		return nil, err
	}
	defer inbox.Unsubscribe()
	if err := c.nc.PublishRequest(subject, inbox.Subject, data); err != nil {
		return nil, err
	}
	asked := time.Now()
	var answers []*nats.Msg
	m, err := inbox.NextMsgWithContext(ctx)
	wait := max(silence, 3*time.Since(asked))
	for err == nil {
		answers = append(answers, m)
		m, err = inbox.NextMsg(wait)
	}
	if len(answers) > 0 && errors.Is(err, nats.ErrTimeout) || errors.Is(err, nats.ErrNoResponders) {
		return answers, nil
	}
	return nil, err
}
