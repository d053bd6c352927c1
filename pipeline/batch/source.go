package batch

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// A Source is an input that lies in no file, such as a stream on a server: items
// with numbers that grow, of which any may be missing. A run reads those that
// were there when it began, and takes up behind the last that is done, however
// many of those before have gone since.
type Source struct {
	Name     string
	Identity string // tells it from others that had the name before
	// Range is called when a run begins, not when it goes on, and tells the
	// numbers of the first and the last item to read; there is none if the
	// first is greater.
	Range func(context.Context) (first, last uint64, err error)
	// Read yields the items with numbers from one up to and with another. An
	// error besides Item.Err is the last thing it yields, and ends the run; an
	// interruption of the context is none.
	Read func(ctx context.Context, from, to uint64) iter.Seq2[Item, error]
}

// input asks for what a run that begins is to read.
func (s *Source) input(ctx context.Context) (Input, error) {
	first, last, err := s.Range(ctx)
	return Input{Name: s.Name, Bytes: -1, Identity: s.Identity, First: first, Last: last}, err
}

// sameSource finds that a source is not the one that the run was begun with.
func sameSource(was []Input, is *Source) error {
	if len(was) == 1 && was[0].Identity == is.Identity {
		return nil
	}
	return fmt.Errorf("%s is not what the run was begun with, but was made anew since: begin anew with --restart", is.Name)
}

// readSource passes on what is behind the position where the run starts.
func (r *run) readSource(p *passing, start position) error {
	in := r.inputs[0]
	at := start
	if at.Number == 0 {
		at.Number = in.First - 1
	}
	r.read.bytes.Store(int64(at.Number - in.First + 1))
	seen, err := parseChain(at.Chain)
	if err != nil {
		return errors.New("the journal's checksum of what was read is none: begin anew with --restart")
	}
	for it, err := range r.Source.Read(p.ctx, at.Number+1, in.Last) {
		if p.ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		seen = seen.next(&it)
		at = position{Items: at.Items + 1, Bytes: at.Bytes + int64(len(it.Data)), Chain: seen.String(), Number: it.Number}
		if !p.pass(it, at, int64(it.Number)) {
			return nil
		}
		r.read.bytes.Store(int64(it.Number - in.First + 1))
	}
	if p.ctx.Err() == nil {
		p.end(0, InputEnd{Name: in.Name, Bytes: at.Bytes, SHA256: seen.String(), Articles: at.Items, Identity: in.Identity, First: in.First, Last: in.Last})
	}
	return nil
}
