package stream

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// A fault is something that keeps a worker from doing its work for the time
// being.
type fault string

const (
	starting   fault = "starting"
	pulling    fault = "pulling"
	publishing fault = "publishing"
	stopping   fault = "stopping"
)

// faults are those at present.
type faults struct {
	mu     sync.Mutex
	errors map[fault]error
}

// set notes a fault, or that it is gone if err is nil, and reports whether
// that is news.
func (f *faults) set(which fault, err error) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, had := f.errors[which]
	if err == nil {
		delete(f.errors, which)
		return had
	}
	if f.errors == nil {
		f.errors = map[fault]error{}
	}
	f.errors[which] = fmt.Errorf("%s: %w", which, err)
	return !had
}

func (f *faults) list() []error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var errs []error
	for _, which := range slices.Sorted(maps.Keys(f.errors)) {
		errs = append(errs, f.errors[which])
	}
	return errs
}

// Ready is nil while the worker takes articles and can publish what becomes of
// them; otherwise the error joins all that is in the way.
func (w *Worker) Ready() error {
	errs := w.faults.list()
	if n := w.hung.Load(); n >= int64(w.options.Workers) {
		errs = append(errs, fmt.Errorf("articles given up at their time limit that still use a CPU each: %d", n))
	}
	if !w.conn.Connected() {
		err := errors.New("not connected to NATS")
		if why := w.conn.away.get(); why != nil {
			err = fmt.Errorf("not connected to NATS: %w", why) // one %w: /readyz takes joined errors apart
		}
		errs = append([]error{err}, errs...)
	}
	return errors.Join(errs...)
}
