package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"enricher/pipeline"
)

// A journal is a file of lines, each a CRC-32C in hex, a space, and JSON.
type journal struct{ file *os.File }

const (
	journalName   = "journal"
	journalSchema = "enricher.backfill-journal/v1"
)

// An entry is a line: what the run is to do, which is the first; an input, a
// shard or its tables that are done; or a checkpoint, which makes those before it count.
type entry struct {
	Begin      *begin      `json:"begin,omitempty"`
	Input      *InputEnd   `json:"input,omitempty"`
	Shard      *Shard      `json:"shard,omitempty"`
	Tables     []TableFile `json:"tables,omitempty"` // all of a shard
	Checkpoint *checkpoint `json:"checkpoint,omitempty"`
}

type begin struct {
	Schema   string            `json:"schema"`
	Settings map[string]string `json:"settings"`
	Producer pipeline.Producer `json:"producer"`
	Inputs   []Input           `json:"inputs"`
	Sink     uint64            `json:"sink,omitempty"`  // the mark of the run's sink
	Reach    int64             `json:"reach,omitempty"` // how many items the run may deliver before a checkpoint
}

// A checkpoint is how far the run is.
type checkpoint struct {
	position
	Ahead    []int64 `json:"ahead,omitempty"` // items behind the position that are done, counted from it; of a Source, their numbers
	Shard    Shard   `json:"shard"`           // that is being written
	Block    []byte  `json:"block,omitempty"` // records that belong there and fill no block yet
	Failures int64   `json:"failures"`        // bytes of that file
	Reach    int64   `json:"reach,omitempty"` // how many items behind the position the run may deliver before another checkpoint
	Totals   Totals  `json:"totals"`
	Done     bool    `json:"done,omitempty"`

	Began time.Time `json:"began,omitzero"` // when the process began that wrote this
	Time  time.Time `json:"time,omitzero"`  // when it did
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (e entry) line() ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.Checksum(text, castagnoli), text), nil
}

func parseEntry(line []byte) (e entry, ok bool) {
	sum, text, found := bytes.Cut(line, []byte(" "))
	want, err := strconv.ParseUint(string(sum), 16, 32)
	if !found || err != nil || uint32(want) != crc32.Checksum(text, castagnoli) {
		return e, false
	}
	return e, json.Unmarshal(text, &e) == nil
}

// createJournal is there with its first line or not at all.
func createJournal(name string, b *begin) (*journal, error) {
	line, err := entry{Begin: b}.line()
	if err != nil {
		return nil, err
	}
	if err := writeWhole(name, line); err != nil {
		return nil, err
	}
	return openJournal(name, int64(len(line)))
}

// openJournal appends from a size on; what is behind it was torn.
func openJournal(name string, size int64) (*journal, error) {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(size), seekEnd(f)); err != nil {
		f.Close()
		return nil, err
	}
	return &journal{f}, nil
}

func seekEnd(f *os.File) error {
	_, err := f.Seek(0, io.SeekEnd)
	return err
}

// append writes the entries and waits for the disk.
func (j *journal) append(entries ...entry) error {
	var lines []byte
	for _, e := range entries {
		line, err := e.line()
		if err != nil {
			return err
		}
		lines = append(lines, line...)
	}
	if _, err := j.file.Write(lines); err != nil {
		return err
	}
	return j.file.Sync()
}

func (j *journal) close() { j.file.Close() }

// A logbook is what a journal tells.
type logbook struct {
	begin  begin
	inputs []InputEnd
	shards []Shard
	tables []TableFile
	last   checkpoint
	size   int64 // up to the last checkpoint
}

// readJournal reads up to the last checkpoint. A last line that is torn is what
// a kill leaves; a damaged line before it is not.
func readJournal(name string) (*logbook, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b logbook
	var inputs []InputEnd
	var shards []Shard
	var tables []TableFile
	in := bufio.NewReader(f)
	offset := int64(0)
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if len(line) == 0 {
			break
		}
		e, ok := parseEntry(bytes.TrimSuffix(line, []byte("\n")))
		if torn := err != nil; torn || !ok {
			if _, more := in.Peek(1); number > 1 && errors.Is(more, io.EOF) {
				break
			}
			return nil, fmt.Errorf("%s: line %d is damaged, so that nobody knows how far the run is: restore the file, or begin anew with --restart", name, number)
		}
		offset += int64(len(line))
		switch {
		case number == 1 && e.Begin != nil && e.Begin.Schema == journalSchema:
			b.begin, b.size = *e.Begin, offset
			b.last.Sink, b.last.Reach = b.begin.Sink, b.begin.Reach
		case number > 1 && e.Input != nil:
			inputs = append(inputs, *e.Input)
		case number > 1 && e.Shard != nil:
			shards = append(shards, *e.Shard)
		case number > 1 && len(e.Tables) > 0:
			tables = append(tables, e.Tables...)
		case number > 1 && e.Checkpoint != nil:
			b.last, b.size = *e.Checkpoint, offset
			b.inputs, b.shards = append(b.inputs, inputs...), append(b.shards, shards...)
			b.tables = append(b.tables, tables...)
			inputs, shards, tables = nil, nil, nil
		default:
			return nil, fmt.Errorf("%s: line %d is of another version of enricher: go on with that, or begin anew with --restart", name, number)
		}
	}
	if b.size == 0 {
		return nil, fmt.Errorf("%s: it is empty: begin anew with --restart", name)
	}
	if b.last.Input > len(b.begin.Inputs) || b.last.Input != len(b.inputs) {
		return nil, fmt.Errorf("%s: it contradicts itself about the files that are done: begin anew with --restart", name)
	}
	return &b, nil
}

// open begins the run, or takes it up where its journal tells.
func (r *run) open(ctx context.Context) error {
	name := r.path(journalName)
	_, err := os.Stat(name)
	begins := r.Restart || err != nil
	var inputs []Input
	switch {
	case r.Source == nil:
		inputs, r.summary.LeftOut, err = expand(r.Inputs, r.Reader.Format != Auto, r.Dir)
	case begins:
		inputs = make([]Input, 1)
		inputs[0], err = r.Source.input(ctx)
	default:
		err = nil
	}
	if err != nil {
		return err
	}
	if begins {
		if err := r.clear(r.Restart); err != nil {
			return err
		}
		if len(inputs) == 0 {
			return fmt.Errorf("nothing to read: no file in %s has a name that tells a known format", strings.Join(r.Inputs, " "))
		}
		r.inputs, r.size, r.state.Sink = inputs, sizeOf(inputs), r.mark()
		if r.journal, err = createJournal(name, &begin{journalSchema, r.Settings, r.Producer, inputs, r.state.Sink, r.reach()}); err != nil {
			return err
		}
		r.out, err = openOutput(r.Dir, r.Output, nil)
		return err
	}
	b, err := readJournal(name)
	if err != nil {
		return err
	}
	if err := r.sameRun(b, inputs); err != nil {
		return err
	}
	if r.Source != nil {
		if err := sameSource(b.begin.Inputs, r.Source); err != nil {
			return err
		}
	}
	r.inputs, r.ended, r.noted, r.state = b.begin.Inputs, b.inputs, len(b.inputs), b.last
	r.size = sizeOf(r.inputs)
	for _, end := range b.inputs {
		if err := checkEnded(end); err != nil && !r.state.Done {
			return err
		}
	}
	if r.Sink != nil && !r.state.Done {
		if err := r.Sink.Resume(ctx, r.state.Sink); err != nil {
			return err
		}
	}
	if r.out, err = openOutput(r.Dir, r.Output, b); err != nil {
		return err
	}
	if err := checkTables(r.Dir, b.tables); err != nil {
		return err
	}
	r.tables = b.tables
	r.summary.Resumed = true
	r.journal, err = openJournal(name, b.size)
	return err
}

// sameRun finds what would mix records of two kinds.
func (r *run) sameRun(b *logbook, inputs []Input) error {
	refuse := func(what, was, is string) error {
		return fmt.Errorf("%s: the run was begun with %s %s, and this is %s: go on with that, take another output folder, or begin anew with --restart", r.path(journalName), what, was, is)
	}
	names := map[string]bool{}
	for name := range b.begin.Settings {
		names[name] = true
	}
	for name := range r.Settings {
		names[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if was, is := b.begin.Settings[name], r.Settings[name]; was != is {
			return refuse(name, strconv.Quote(was), strconv.Quote(is))
		}
	}
	if was, is := b.begin.Producer, r.Producer; !reflect.DeepEqual(was, is) {
		return refuse("the versions", fmt.Sprint(was), fmt.Sprint(is))
	}
	began := map[string]bool{}
	for _, in := range b.begin.Inputs {
		began[in.Name] = true
	}
	for _, in := range inputs {
		if !began[in.Name] {
			r.summary.Added++
		}
	}
	return nil
}

// clear removes an earlier run's files, and nothing else. Unless it may, it
// refuses where there are any.
func (r *run) clear(may bool) error {
	files, err := outputFiles(r.Dir)
	if err != nil {
		return err
	}
	if len(files) > 0 && !may {
		return fmt.Errorf("%s: there is %s already and no journal to go on from: take another output folder, or begin anew with --restart", r.Dir, filepath.Base(files[0]))
	}
	for _, name := range append(files, r.path(journalName)) {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	os.Remove(r.path(tablesName)) // if nothing else is in it
	return nil
}

// writeWhole writes a file that is there whole or not at all. What a kill leaves
// of it the next try takes over.
func writeWhole(name string, data []byte) error {
	f, err := os.Create(filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+unfinished))
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncFolder(filepath.Dir(name))
}

// syncFolder makes new names in a folder last.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" { // has no such thing
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
