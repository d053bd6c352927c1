package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// An Input is a file of a run, or its Source.
type Input struct {
	Name  string `json:"name"`  // -: standard input
	Bytes int64  `json:"bytes"` // on the disk, when the run began; -1 where that is not known

	Identity string `json:"identity,omitempty"` // of a Source
	First    uint64 `json:"first,omitempty"`    // number in it to be read
	Last     uint64 `json:"last,omitempty"`
}

// An InputEnd is what is known of an input that has been read.
type InputEnd struct {
	Name     string    `json:"name"`
	Bytes    int64     `json:"bytes"`
	SHA256   string    `json:"sha256,omitempty"` // of the file as it is on the disk, or chained over a Source's items; empty: it could not be read
	Articles int64     `json:"articles"`         // found in it, the bad ones included
	Modified time.Time `json:"modified,omitzero"`

	Identity string `json:"identity,omitempty"` // of a Source
	First    uint64 `json:"first,omitempty"`
	Last     uint64 `json:"last,omitempty"`
}

// expand lists the files that are named, lie in folders that are named, or
// match patterns; each once, folders in the order of names. Of folders only
// files are taken whose names tell a known format, unless all is true; leftOut
// counts the rest. The folder without is passed over; of an earlier run's folder
// the records are taken.
func expand(names []string, all bool, without string) (inputs []Input, leftOut int, err error) {
	seen := map[string]bool{}
	add := func(name string, size int64) {
		if !seen[name] {
			seen[name] = true
			inputs = append(inputs, Input{Name: name, Bytes: size})
		}
	}
	without, err = filepath.Abs(without)
	if err != nil {
		return nil, 0, err
	}
	walk := func(root string) error {
		return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
			if err != nil {
				add(name, -1) // said again when it is read
				return nil
			}
			if abs, err := filepath.Abs(name); err == nil && abs == without {
				return fs.SkipDir
			}
			if name != root && hidden(name) {
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if entry.IsDir() && filepath.Base(name) == tablesName && ofRun(filepath.Dir(name)) {
				return fs.SkipDir
			}
			info, err := os.Stat(name) // follows a link
			switch {
			case notRecords(name):
			case err != nil:
				add(name, -1)
			case !info.Mode().IsRegular():
			case !all && !known(name):
				leftOut++
			default:
				add(name, info.Size())
			}
			return nil
		})
	}
	one := func(name string) error {
		info, err := os.Stat(name)
		switch {
		case err != nil:
			add(name, -1)
		case info.IsDir():
			return walk(name)
		case info.Mode().IsRegular():
			add(name, info.Size())
		default:
			add(name, -1) // a pipe
		}
		return nil
	}
	for _, name := range names {
		if name == "-" {
			add(name, -1)
			continue
		}
		matches := []string{name}
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(name, "*?[") {
			if matches, err = filepath.Glob(name); err != nil {
				return nil, 0, fmt.Errorf("pattern %s: %w", name, err)
			}
			if len(matches) == 0 {
				return nil, 0, fmt.Errorf("no file matches %s", name)
			}
		}
		for _, match := range matches {
			if err := one(match); err != nil {
				return nil, 0, err
			}
		}
	}
	return inputs, leftOut, nil
}

// notRecords tells what lies beside the records in an earlier run's folder, a
// report among it.
func notRecords(name string) bool {
	dir, base := filepath.Split(name)
	if base != journalName && base != failuresName && base != manifestName && filepath.Ext(base) != ".html" {
		return false
	}
	return ofRun(dir)
}

// ofRun tells a folder with a run's journal.
func ofRun(dir string) bool {
	f, err := os.Open(filepath.Join(dir, journalName))
	if err != nil {
		return false
	}
	defer f.Close()
	head, _ := io.ReadAll(io.LimitReader(f, 100))
	return bytes.Contains(head, []byte(journalSchema))
}

// sizeOf is the bytes of all inputs, or the numbers of a Source; 0 where one's
// are not known.
func sizeOf(inputs []Input) (size int64) {
	for _, in := range inputs {
		if in.First > 0 {
			return int64(in.Last - in.First + 1)
		}
		if in.Bytes < 0 {
			return 0
		}
		size += in.Bytes
	}
	return size
}

// A position is a place between two items of the input.
type position struct {
	Input int    `json:"input"` // the number of the file, from 0
	Items int64  `json:"items"` // before the place, of this file
	Chain string `json:"chain,omitempty"`

	Bytes  int64  `json:"bytes,omitempty"`  // of a Source, before the place
	Number uint64 `json:"number,omitempty"` // of a Source, of the item before the place
	Sink   uint64 `json:"sink,omitempty"`   // a mark of the run's sink: what items behind the place deliver is behind it
}

// A chain is the SHA-256 of an item and of the chain before it: it tells
// whether the same items come again.
type chain [sha256.Size]byte

func (c chain) next(it *Item) chain {
	h := sha256.New()
	h.Write(c[:])
	for _, part := range []string{it.Member, it.ContentType, it.About.URL} {
		binary.Write(h, binary.LittleEndian, int64(len(part)))
		io.WriteString(h, part)
	}
	if it.Number > 0 {
		binary.Write(h, binary.LittleEndian, it.Number)
	}
	h.Write(it.Data)
	if it.Err != nil {
		io.WriteString(h, it.Err.Error())
	}
	return chain(h.Sum(nil))
}

func (c chain) String() string { return hex.EncodeToString(c[:]) }

// parseChain reads a chain; that of no item is empty.
func parseChain(s string) (c chain, err error) {
	if s == "" {
		return c, nil
	}
	sum, err := hex.DecodeString(s)
	if err == nil && len(sum) != len(c) {
		err = fmt.Errorf("%d bytes", len(sum))
	}
	copy(c[:], sum)
	return c, err
}

// readCount is how far the reading is, for whoever watches.
type readCount struct {
	bytes atomic.Int64 // of files; of a Source, numbers
	input atomic.Int64
}

// errChanged says that input is not what it was when the run began.
var errChanged = errors.New("it has changed since the run read it: its records and those to come would not belong together. Put the old file back, or begin anew with --restart")

// A passing hands items on to the workers.
type passing struct {
	ctx     context.Context
	limiter *rate.Limiter // nil: no limit
	ahead   map[int64]bool
	seq     int64
	sink    func(seq int64) uint64 // the mark of what an item delivers
	emit    func(*job) bool
}

// pass hands on an item, unless it is done already: number tells it among those
// that are done ahead. It is false when nobody wants more.
func (p *passing) pass(it Item, behind position, number int64) bool {
	behind.Sink = p.sink(p.seq)
	j := &job{seq: p.seq, number: number, item: it, at: behind, done: p.ahead[number]}
	p.seq++
	if p.limiter != nil && !j.done && p.limiter.Wait(p.ctx) != nil {
		return false
	}
	return p.emit(j)
}

// end hands on the end of an input.
func (p *passing) end(at int, end InputEnd) bool {
	j := &job{seq: p.seq, at: position{Input: at + 1, Sink: p.sink(p.seq)}, end: &end}
	p.seq++
	return p.emit(j)
}

// readInputs passes on what is behind the position where the run starts, until
// emit returns false. Some of it is done already: of files those items,
// counted from there; of a Source those numbers.
func (r *run) readInputs(ctx context.Context, start position, doneAhead []int64, emit func(*job) bool) error {
	p := &passing{ctx: ctx, limiter: r.limiter(), ahead: map[int64]bool{}, sink: r.sinkMark(), emit: emit}
	for _, n := range doneAhead {
		p.ahead[n] = true
	}
	if r.Source != nil {
		if start.Input > 0 {
			return nil
		}
		return r.readSource(p, start)
	}
	for _, in := range r.inputs[:start.Input] {
		r.read.bytes.Add(max(in.Bytes, 0))
	}
	for at := start.Input; at < len(r.inputs); at++ {
		r.read.input.Store(int64(at))
		from := position{Input: at}
		if at == start.Input {
			from = start
		}
		if more, err := r.readFile(p, from); !more || err != nil {
			return err
		}
	}
	return nil
}

// readFile reads a file and passes on what is behind the position; it is false
// when nobody wants more.
func (r *run) readFile(p *passing, start position) (more bool, err error) {
	at, name := start.Input, r.inputs[start.Input].Name
	var seen chain
	items := int64(0)
	file := openInput(p.ctx, name, r.Stdin, &r.read.bytes)
	defer file.Close()
	take := func(it Item) bool {
		if p.ctx.Err() != nil {
			return false
		}
		items++
		seen = seen.next(&it)
		if items <= start.Items {
			if items == start.Items && seen.String() != start.Chain {
				err = fmt.Errorf("%s: %w", name, errChanged)
			}
			return err == nil
		}
		return p.pass(it, position{Input: at, Items: items, Chain: seen.String()}, p.seq)
	}
	more = true
	if file.err != nil {
		more = take(Item{File: name, Err: file.err})
	} else {
		shown := name
		if name == "-" {
			shown = ""
		}
		for it := range r.Reader.Read(shown, file) {
			if more = take(it); !more {
				break
			}
		}
	}
	if !more || err != nil {
		return false, err
	}
	end := InputEnd{Name: name, Articles: items}
	if file.err == nil {
		file.finish(&end)
	}
	if items < start.Items {
		return false, fmt.Errorf("%s: it has fewer articles: %w", name, errChanged)
	}
	return p.end(at, end), nil
}

// An inputFile is hashed and counted while it is read.
type inputFile struct {
	from  io.Reader
	file  *os.File // nil: standard input, or none
	err   error    // why it cannot be opened
	sum   hash.Hash
	n     int64
	total *atomic.Int64
}

func openInput(ctx context.Context, name string, stdin io.Reader, total *atomic.Int64) *inputFile {
	f := &inputFile{sum: sha256.New(), total: total}
	if name == "-" {
		f.from = untilDone(ctx, stdin)
		return f
	}
	if f.file, f.err = os.Open(name); f.err == nil {
		f.from = f.file
	}
	return f
}

// untilDone is a reader that waits for nobody once ctx is done: whoever writes to
// a pipe may never do so again.
func untilDone(ctx context.Context, from io.Reader) io.Reader {
	out, in := io.Pipe()
	go func() {
		_, err := io.Copy(in, from)
		in.CloseWithError(err)
	}()
	context.AfterFunc(ctx, func() { out.CloseWithError(ctx.Err()) })
	return out
}

func (f *inputFile) Read(p []byte) (int, error) {
	n, err := f.from.Read(p)
	f.sum.Write(p[:n])
	f.n += int64(n)
	f.total.Add(int64(n))
	return n, err
}

// finish reads what the articles' reader has left, for the checksum.
func (f *inputFile) finish(end *InputEnd) {
	_, err := io.Copy(io.Discard, f)
	end.Bytes = f.n
	if err == nil {
		end.SHA256 = hex.EncodeToString(f.sum.Sum(nil))
	}
	if f.file != nil {
		if info, err := f.file.Stat(); err == nil {
			end.Modified = info.ModTime().UTC()
		}
	}
}

func (f *inputFile) Close() {
	if f.file != nil {
		f.file.Close()
	}
}

// checkEnded finds an input that has been read and is another now. One that is
// gone does no harm.
func checkEnded(e InputEnd) error {
	if e.Name == "-" || e.SHA256 == "" || e.Identity != "" {
		return nil
	}
	info, err := os.Stat(e.Name)
	if err != nil || info.Size() == e.Bytes && info.ModTime().Equal(e.Modified) {
		return nil
	}
	if info.Size() == e.Bytes {
		if sum, _, err := fileSum(e.Name, -1); err == nil && hex.EncodeToString(sum.Sum(nil)) == e.SHA256 {
			return nil
		}
	}
	return fmt.Errorf("%s: %w", e.Name, errChanged)
}

// fileSum is the SHA-256 of a file's first bytes, of all if limit is negative,
// and how many there are.
func fileSum(name string, limit int64) (hash.Hash, int64, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	var from io.Reader = f
	if limit >= 0 {
		from = io.LimitReader(f, limit)
	}
	sum := sha256.New()
	n, err := io.Copy(sum, from)
	return sum, n, err
}
