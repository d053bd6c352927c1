package stream

import (
	"context"
	"strings"
)

// isTrace tells the headers that follow an article into its record: W3C trace
// context and baggage, and the X- headers older tracers use.
func isTrace(name string) bool {
	name = strings.ToLower(name)
	return name == "traceparent" || name == "tracestate" || name == "baggage" || strings.HasPrefix(name, "x-")
}

// traceID is the id of the trace that an article belongs to, in 32 hexadecimal
// digits, if it has the one valid traceparent that W3C Trace Context asks for
// and the trace is sampled: one that is not is kept nowhere to be looked up.
// Otherwise it is empty.
func traceID(h Header) string {
	var parent string
	n := 0
	for name, values := range h {
		if strings.EqualFold(name, "traceparent") && len(values) > 0 {
			parent = values[0]
			n += len(values)
		}
	}
	// version "-" trace-id "-" parent-id "-" trace-flags; a later version may
	// append fields.
	const length = 2 + 1 + 32 + 1 + 16 + 1 + 2
	if n != 1 || len(parent) < length || parent[2] != '-' || parent[35] != '-' || parent[52] != '-' {
		return ""
	}
	version, trace, span, flags := parent[:2], parent[3:35], parent[36:52], parent[53:55]
	switch {
	case !isHex(version) || !isHex(trace) || !isHex(span) || !isHex(flags),
		version == "ff",
		version == "00" && len(parent) != length,
		len(parent) > length && parent[length] != '-',
		strings.Trim(trace, "0") == "",
		strings.Trim(span, "0") == "",
		strings.IndexByte("13579bdf", flags[1]) < 0: // bit 0: sampled
		return ""
	}
	return trace
}

// isHex tells lower-case hexadecimal digits, the only ones allowed.
func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdef") == ""
}

type traceKey struct{}

// withTrace is the context of an article's enrichment: measurements made with
// it know the trace.
func withTrace(ctx context.Context, trace string) context.Context {
	if trace == "" {
		return ctx
	}
	return context.WithValue(ctx, traceKey{}, trace)
}

func traceOf(ctx context.Context) string {
	trace, _ := ctx.Value(traceKey{}).(string)
	return trace
}
