package stream

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A PermissionError says that the server does not let this user use a subject.
type PermissionError struct {
	Action  string // "publish to" or "subscribe to"
	Subject string
}

func (e *PermissionError) Error() string {
	return fmt.Sprintf("the NATS user may not %s %s", e.Action, e.Subject)
}

// Unwrap makes it a nats.ErrPermissionViolation.
func (e *PermissionError) Unwrap() error { return nats.ErrPermissionViolation }

// refusals hand the server's refusals to those who wait for an answer. The
// server does not answer a message that it refuses, it tells the connection:
// without this the sender would wait out its time and learn nothing.
type refusals struct {
	inboxPrefix string

	mu      sync.Mutex
	waiting map[*waiter]struct{}
	inbox   *PermissionError // no answer of any kind can come in
}

type waiter struct {
	subject string // published to; empty: any
	cancel  context.CancelCauseFunc
}

var refusalText = regexp.MustCompile(`Permissions Violation for (Publish|Subscription) to "([^"]*)"`)

// heard takes what the connection reports, and tells whether somebody waits
// for it.
func (r *refusals) heard(err error) bool {
	if !errors.Is(err, nats.ErrPermissionViolation) {
		return false
	}
	m := refusalText.FindStringSubmatch(err.Error())
	if m == nil {
		return false
	}
	refusal := &PermissionError{Action: "publish to", Subject: m[2]}
	if m[1] == "Subscription" {
		refusal.Action = "subscribe to"
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	inbox := m[1] == "Subscription" && strings.HasPrefix(refusal.Subject, r.inboxPrefix+".")
	if inbox {
		r.inbox = refusal
	}
	told := false
	for _, w := range slices.Collect(maps.Keys(r.waiting)) {
		if inbox || w.subject == "" || w.subject == refusal.Subject {
			w.cancel(refusal)
			told = true
		}
	}
	return told
}

func (r *refusals) add(w *waiter) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.waiting == nil {
		r.waiting = map[*waiter]struct{}{}
	}
	r.waiting[w] = struct{}{}
}

// done ends a wait. An answer shows that the inbox works.
func (r *refusals) done(w *waiter, answered bool) (inbox *PermissionError) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.waiting, w)
	if answered {
		r.inbox = nil
	}
	return r.inbox
}

// permitted calls f, which publishes to the subject (empty: whatever f does)
// and waits for an answer. If the server refuses, f's context ends at once and
// the error is a *PermissionError.
func permitted[T any](ctx context.Context, c *Conn, subject string, f func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := &waiter{subject: subject, cancel: cancel}
	c.refusals.add(w)
	v, err := f(ctx)
	inbox := c.refusals.done(w, err == nil)
	if !unanswered(err) {
		return v, err
	}
	var refusal *PermissionError
	switch {
	case errors.As(context.Cause(ctx), &refusal):
		return v, refusal
	case inbox != nil:
		return v, inbox
	}
	return v, err
}

// unanswered tells the errors of those who waited in vain.
func unanswered(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, nats.ErrTimeout) || errors.Is(err, jetstream.ErrNoHeartbeat)
}
