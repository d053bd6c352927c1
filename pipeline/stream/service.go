package stream

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	natsserver "github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/micro"

	"enricher/pipeline"
)

// Where workers answer those who ask them directly.
const (
	ServiceName     = "enricher"                   // of the micro service
	RequestSubject  = "enricher.enrich"            // an article in, its record back; one worker answers
	LogLevelSubject = "enricher.control.log-level" // every worker answers
)

// The outcomes of a request besides the reasons of an article: as values of
// Enricher-Reason they say nothing against it.
const (
	requestAnswered  = "ok"         // the outcome that is no reason, and in no header
	reasonOverloaded = "overloaded" // ask again soon
	reasonStopping   = "stopping"   // ask again, another worker will answer
	reasonTransient  = "transient"  // ask again
)

// requestOutcomes are all the ways in which a request can end.
func requestOutcomes() []string {
	outcomes := []string{requestAnswered, reasonOverloaded, reasonStopping, reasonTransient}
	for _, reason := range pipeline.Reasons() {
		if reason != pipeline.MaxDeliveries { // a request is delivered once
			outcomes = append(outcomes, string(reason))
		}
	}
	return outcomes
}

// A service is a worker as others find and ask it. It speaks the protocol of
// NATS micro services (ADR-32), with package micro's types but not its
// AddService: that runs one request of an endpoint at a time, counts only what
// a handler does before it returns, and does not tell when an endpoint that is
// being stopped has handed over its last request.
type service struct {
	worker    *Worker
	identity  micro.ServiceIdentity // without what may change, see now
	started   time.Time
	endpoints []*endpoint
	verbs     []*nats.Subscription

	// Requests wait here for one of Options.Workers goroutines. The line is
	// short: who asks is waiting, too, and is told at once that it must not.
	waiting chan request
	held    atomic.Int64 // bytes waiting and in work
	workers sync.WaitGroup
}

type request struct {
	*nats.Msg
	received time.Time
}

type endpoint struct {
	name, subject, group string
	sub                  *nats.Subscription

	mu    sync.Mutex
	stats micro.EndpointStats
}

// offer starts to answer. It stops to when ctx is done, what it has taken on
// by then it answers, within hard.
func (w *Worker) offer(ctx, hard context.Context) (*service, error) {
	s := &service{
		worker:   w,
		identity: micro.ServiceIdentity{Name: ServiceName, ID: rand.Text(), Version: w.options.Version, Metadata: w.place()},
		started:  time.Now().UTC(),
		waiting:  make(chan request, w.options.Workers),
	}
	s.identity.Metadata["started"] = s.started.Format(time.RFC3339)
	if err := s.subscribe(ctx, hard); err != nil {
		s.close()
		s.workers.Wait()
		return nil, fmt.Errorf("answer as service %s: %w", ServiceName, err)
	}
	// Who sees the worker ready may ask it at once. Without a connection the
	// server hears of it later, when there is one.
	flush, cancel := context.WithTimeout(ctx, requestLimit)
	defer cancel()
	if err := w.conn.nc.FlushWithContext(flush); err != nil {
		w.log.Warn("the server may not know yet that requests are answered", "error", err)
	}
	return s, nil
}

// place tells where a worker runs and what it takes.
func (w *Worker) place() map[string]string {
	m := map[string]string{}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	m["host"], m["pid"] = host, strconv.Itoa(os.Getpid())
	m["stream"], m["consumer"] = w.topology.Articles.Name, w.topology.Consumer.Name
	m["filters"] = strings.Join(w.topology.Consumer.Filters, ",")
	return m
}

func (s *service) subscribe(ctx, hard context.Context) error {
	if !s.worker.options.NoRequests {
		e, err := s.endpoint("enrich", RequestSubject, micro.DefaultQueueGroup, s.take)
		if err != nil {
			return err
		}
		for range s.worker.options.Workers {
			s.workers.Go(func() {
				for r := range s.waiting {
					s.enrich(hard, e, r)
				}
			})
		}
		// After the last request has been handed over.
		last := sync.OnceFunc(func() { close(s.waiting) })
		e.sub.SetClosedHandler(func(string) { last() })
		if !e.sub.IsValid() { // closed already, so nobody may have heard
			last()
		}
		context.AfterFunc(ctx, func() { s.stop(hard, e.sub) })
	}
	if s.worker.options.LogLevel != nil {
		if _, err := s.endpoint("log-level", LogLevelSubject, "", s.logLevel); err != nil {
			return err
		}
	}
	for verb, answer := range map[micro.Verb]func() any{
		micro.PingVerb:  func() any { return micro.Ping{ServiceIdentity: s.now(), Type: micro.PingResponseType} },
		micro.InfoVerb:  func() any { return s.info() },
		micro.StatsVerb: func() any { return s.stats() },
	} {
		for _, whom := range [][2]string{{}, {s.identity.Name}, {s.identity.Name, s.identity.ID}} {
			subject, err := micro.ControlSubject(verb, whom[0], whom[1])
			if err != nil {
				return err
			}
			sub, err := s.worker.conn.nc.Subscribe(subject, func(m *nats.Msg) {
				if s.worker.answerable(m.Reply) {
					s.answerJSON(m, answer())
				}
			})
			if err != nil {
				return err
			}
			s.verbs = append(s.verbs, sub)
		}
	}
	return nil
}

// endpoint subscribes; in a queue group one worker of all gets each request.
func (s *service) endpoint(name, subject, group string, handle func(*endpoint, request)) (*endpoint, error) {
	e := &endpoint{name: name, subject: subject, group: group}
	var err error
	e.sub, err = s.worker.conn.nc.QueueSubscribe(subject, group, func(m *nats.Msg) {
		if s.worker.answerable(m.Reply) { // else nobody would hear of it
			handle(e, request{m, time.Now()})
		}
	})
	if err != nil {
		return nil, err
	}
	s.endpoints = append(s.endpoints, e)
	return e, nil
}

// answerable tells the subjects to which an answer may go. Who asks chooses it,
// and the worker may publish where they may not: an answer must become no
// acknowledgement of an article, no request to JetStream, no record and no
// article.
func (w *Worker) answerable(reply string) bool {
	if reply == "" || strings.HasPrefix(reply, "$") {
		return false
	}
	t := w.topology
	for _, taken := range []string{t.Articles.Subject, t.Enriched.Subject + ".>", t.Dead.Subject + ".>"} {
		if natsserver.SubjectsCollide(reply, taken) {
			return false
		}
	}
	return true
}

// stop takes no more requests; those the server has sent already are answered.
func (s *service) stop(hard context.Context, sub *nats.Subscription) {
	if s.worker.conn.Connected() && sub.Drain() == nil {
		context.AfterFunc(hard, func() { sub.Unsubscribe() })
		return
	}
	sub.Unsubscribe() // fails only where the connection is closed, and all subscriptions with it
}

// wait returns once all requests have been answered after a stop.
func (s *service) wait() {
	s.workers.Wait()
	s.close()
}

func (s *service) close() {
	for _, e := range s.endpoints {
		e.sub.Unsubscribe()
	}
	for _, sub := range s.verbs {
		sub.Unsubscribe()
	}
}

// now is the identity with what the worker works with at present.
func (s *service) now() micro.ServiceIdentity {
	identity := s.identity
	identity.Metadata = maps.Clone(s.identity.Metadata)
	maps.Copy(identity.Metadata, *s.worker.metadata.Load())
	return identity
}

func (s *service) info() micro.Info {
	info := micro.Info{
		ServiceIdentity: s.now(),
		Type:            micro.InfoResponseType,
		Description:     "Facts of German and English news articles",
		Endpoints:       []micro.EndpointInfo{},
	}
	for _, e := range s.endpoints {
		info.Endpoints = append(info.Endpoints, micro.EndpointInfo{Name: e.name, Subject: e.subject, QueueGroup: e.group})
	}
	return info
}

func (s *service) stats() micro.Stats {
	stats := micro.Stats{ServiceIdentity: s.now(), Type: micro.StatsResponseType, Started: s.started, Endpoints: []*micro.EndpointStats{}}
	for _, e := range s.endpoints {
		e.mu.Lock()
		now := e.stats
		e.mu.Unlock()
		now.Name, now.Subject, now.QueueGroup = e.name, e.subject, e.group
		if now.NumRequests > 0 {
			now.AverageProcessingTime = now.ProcessingTime / time.Duration(now.NumRequests)
		}
		stats.Endpoints = append(stats.Endpoints, &now)
	}
	return stats
}

// count notes a request that has been answered; err is the answer if it was
// one.
func (e *endpoint) count(r request, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stats.NumRequests++
	e.stats.ProcessingTime += time.Since(r.received)
	if err != nil {
		e.stats.NumErrors++
		e.stats.LastError = err.Error()
	}
}

// take puts a request in the line, or refuses it where that is full.
func (s *service) take(e *endpoint, r request) {
	size := int64(len(r.Data))
	// One request is always taken, however large.
	if held := s.held.Add(size); held <= int64(s.worker.options.HoldBytes) || held == size {
		select {
		case s.waiting <- r:
			return
		default:
		}
	}
	s.held.Add(-size)
	s.refuse(e, r, &refusal{"503", reasonOverloaded, errors.New("all workers are busy and enough requests are waiting: ask again soon")})
}

// enrich answers a request with the article's record.
func (s *service) enrich(ctx context.Context, e *endpoint, r request) {
	defer s.held.Add(-int64(len(r.Data)))
	result, err := s.worker.enrich(ctx, Message{
		Subject: r.Subject,
		Header:  Header(r.Header),
		Data:    r.Data,
		Stored:  r.received,
		Attempt: 1,
	})
	if err == nil {
		err = s.answer(r.Msg, recordHeader(result, r.Header), result.Record)
		if tooLarge(err) {
			err = &pipeline.Error{Reason: pipeline.TooLarge, Stage: publishStage,
				Err: fmt.Errorf("the record has %d bytes, more than the server carries: %w", len(result.Record), err)}
		}
	}
	if err != nil {
		s.refuse(e, r, refusalOf(err))
		return
	}
	e.count(r, nil)
	s.worker.metrics.requests.WithLabelValues(requestAnswered).Inc()
	s.worker.log.Debug("request answered", "id", result.ID, "lang", result.Lang, "bytes", len(r.Data), "took", time.Since(r.received))
}

// A refusal is an answer without a record.
type refusal struct {
	code   string // as HTTP would have it
	reason string
	err    error
}

func refusalOf(err error) *refusal {
	var permanent *pipeline.Error
	switch {
	case errors.Is(err, errInterrupted):
		return &refusal{"503", reasonStopping, errors.New("the worker is being stopped: ask again, another will answer")}
	case !errors.As(err, &permanent):
		return &refusal{"503", reasonTransient, err}
	}
	code := "400"
	switch permanent.Reason {
	case pipeline.TooLarge:
		code = "413"
	case pipeline.Panic:
		code = "500"
	case pipeline.Timeout:
		code = "504"
	}
	return &refusal{code, string(permanent.Reason), permanent}
}

func (s *service) refuse(e *endpoint, r request, why *refusal) {
	description := oneLine(why.err.Error(), maxHeader)
	header := traceHeader(r.Header)
	header[micro.ErrorHeader] = []string{description}
	header[micro.ErrorCodeHeader] = []string{why.code}
	header[HeaderReason] = []string{why.reason}
	log := s.worker.log.With("code", why.code, "reason", why.reason, "error", why.err)
	var permanent *pipeline.Error
	if errors.As(why.err, &permanent) && permanent.Stage != "" {
		header[HeaderStage] = []string{permanent.Stage}
	}
	if permanent != nil && permanent.Reason == pipeline.Panic {
		log.Error("request refused", "stage", permanent.Stage, "stack", string(permanent.Stack)) // no dead letter keeps it
	} else {
		log.Debug("request refused")
	}
	if err := s.answer(r.Msg, header, nil); err != nil {
		s.worker.log.Warn("request not answered", "reason", why.reason, "error", err)
	}
	e.count(r, fmt.Errorf("%s:%s", why.code, description))
	s.worker.metrics.requests.WithLabelValues(why.reason).Inc()
}

// A LogLevel is what a worker says about its log.
type LogLevel struct {
	ID       string `json:"id"` // the worker's, until it ends
	Host     string `json:"host"`
	PID      string `json:"pid"`
	Consumer string `json:"consumer"`
	Level    string `json:"level"` // debug, info, warn or error
}

// logLevel tells the level of the worker's log and, if the request names one,
// changes it before.
func (s *service) logLevel(e *endpoint, r request) {
	level := s.worker.options.LogLevel
	if len(r.Data) > 0 {
		var wanted slog.Level
		if err := wanted.UnmarshalText(r.Data); err != nil {
			err = fmt.Errorf("%.20q is no log level: want debug, info, warn or error", r.Data)
			header := nats.Header{micro.ErrorHeader: {err.Error()}, micro.ErrorCodeHeader: {"400"}}
			if err := s.answer(r.Msg, header, nil); err != nil {
				s.worker.log.Warn("request not answered", "error", err)
			}
			e.count(r, err)
			return
		}
		if was := level.Level(); was != wanted {
			level.Set(wanted)
			// A warning, so that it is seen at either level unless that is error.
			s.worker.log.Warn("log level changed", "from", was, "to", wanted)
		}
	}
	m := s.identity.Metadata
	s.answerJSON(r.Msg, LogLevel{ID: s.identity.ID, Host: m["host"], PID: m["pid"], Consumer: m["consumer"], Level: strings.ToLower(level.Level().String())})
	e.count(r, nil)
}

func (s *service) answerJSON(m *nats.Msg, v any) {
	data, err := json.Marshal(v)
	if err == nil {
		err = s.answer(m, nil, data)
	}
	if err != nil {
		s.worker.log.Warn("request not answered", "subject", m.Subject, "error", err)
	}
}

func (s *service) answer(m *nats.Msg, h nats.Header, data []byte) error {
	return m.RespondMsg(&nats.Msg{Header: h, Data: data})
}
