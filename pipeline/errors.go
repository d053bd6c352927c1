package pipeline

import "errors"

// A Reason says why an article cannot be enriched. The list is closed: it is
// also the metric label and the last part of the dead-letter subject.
type Reason string

// The reasons for which an article is given up.
const (
	InvalidJSON     Reason = "invalid_json"
	InvalidArticle  Reason = "invalid_article"
	InvalidEncoding Reason = "invalid_encoding"
	EmptyText       Reason = "empty_text" // nothing was given
	NoText          Reason = "no_text"    // a page without an article's text
	TooLarge        Reason = "too_large"
	TooDeep         Reason = "too_deep"
	Timeout         Reason = "timeout"
	Panic           Reason = "panic"
	MaxDeliveries   Reason = "max_deliveries"
)

// Reasons lists every reason, in a fixed order.
func Reasons() []Reason {
	return []Reason{InvalidJSON, InvalidArticle, InvalidEncoding, EmptyText, NoText, TooLarge, TooDeep, Timeout, Panic, MaxDeliveries}
}

// An Error is permanent: the same article fails the same way again. Any other
// error of this package is transient.
type Error struct {
	Reason Reason
	Err    error
	Stage  string // the stage that failed, where one did
	Stack  []byte // of a panic
}

// Permanent marks err as one that trying again cannot mend.
func Permanent(reason Reason, err error) error { return &Error{Reason: reason, Err: err} }

func (e *Error) Error() string { return string(e.Reason) + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// ReasonOf is the reason of a permanent error; ok is false for any other.
func ReasonOf(err error) (reason Reason, ok bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Reason, true
	}
	return "", false
}
