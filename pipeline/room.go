package pipeline

import (
	"sync"

	"enricher/ner/token"
	"enricher/pipeline/quote"
)

// A room is the memory in which a document is worked on: what grows with the
// text and is done with when the record is written. It goes from document to
// document, so that an article costs little more than its record.
type room struct {
	tokens token.Doc
	reader quote.Reader
}

// rooms are those that no document is in.
var rooms = sync.Pool{New: func() any { return new(room) }}

// maxRoom is the most tokens for which a room is kept, those of 200 kB: a longer
// article must not hold its memory for those behind it.
const maxRoom = 40000

// leave gives the room to another document; this one's tokens are gone.
func (r *room) leave() {
	if cap(r.tokens.Tokens) <= maxRoom {
		rooms.Put(r)
	}
}
