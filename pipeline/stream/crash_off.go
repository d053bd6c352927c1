//go:build !crashpoints

package stream

import "github.com/nats-io/nats.go"

// Outside the chaos suite nothing crashes on purpose: these compile to nothing.

func crash(string)                       {}
func crashSending(*nats.Conn, *nats.Msg) {}
func misbehave(Message)                  {}
