package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/pipeline/table"
)

// A Compression is that of the records' files.
type Compression string

// The compressions.
const (
	None Compression = "none"
	Gzip Compression = "gz"
	Zstd Compression = "zst"
)

// Output says how records are written.
type Output struct {
	Compress Compression
	Shard    int64        // records a file; 0: all in one
	Tables   table.Format // of the tables besides; empty: there are none

	block int // bytes of records in a compressed frame; blockSize if 0
}

// blockSize is large enough for a compressor to be at its best and small enough
// that a kill costs little.
const blockSize = 256 << 10

// A Shard is a file of records.
type Shard struct {
	Name    string `json:"name"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
	Records int64  `json:"records"`
}

const failuresName = "failures.jsonl"

// outputFiles lists the files of a run in a folder, without the journal.
func outputFiles(dir string) ([]string, error) {
	var files []string
	for _, pattern := range []string{"records.jsonl*", "records-*.jsonl*", failuresName, manifestName} {
		matches, err := filepath.Glob(filepath.Join(globQuoted(dir), pattern))
		if err != nil {
			return nil, err
		}
		files = append(files, matches...)
	}
	tables, err := tableFiles(dir)
	return append(files, tables...), err
}

// globQuoted keeps a folder's name from being a pattern.
func globQuoted(dir string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`).Replace(dir)
}

// An output writes records and failures. Records are gathered to blocks, each
// of which is compressed by itself, so that the bytes do not tell where a run
// was interrupted.
type output struct {
	Output
	dir      string
	file     *os.File // of shard; nil: none is begun
	shard    Shard    // Bytes and Records without what is in block
	sum      hash.Hash
	number   int // of shards begun
	block    []byte
	inBlock  int64 // records
	gzip     *gzip.Writer
	frame    bytes.Buffer // of gzip
	zstd     *zstd.Encoder
	shards   []Shard // finished
	unnoted  []Shard // of these, those that the journal does not have
	failed   *os.File
	failures *bufio.Writer
	failSize int64
}

// openOutput goes on where the logbook tells, or begins if there is none.
func openOutput(dir string, o Output, b *logbook) (*output, error) {
	if o.block == 0 {
		o.block = blockSize
	}
	out := &output{Output: o, dir: dir}
	err := out.open(b)
	if err != nil {
		out.close()
		return nil, err
	}
	return out, nil
}

func (o *output) open(b *logbook) (err error) {
	if b == nil {
		b = &logbook{}
	}
	o.shards = b.shards
	o.number = len(o.shards)
	keep := map[string]bool{failuresName: true, b.last.Shard.Name: true}
	for _, s := range o.shards {
		keep[s.Name] = true
		info, err := os.Stat(o.path(s.Name))
		if err == nil && info.Size() != s.Bytes {
			err = fmt.Errorf("it has %d bytes, and had %d when it was finished", info.Size(), s.Bytes)
		}
		if err != nil {
			return damagedOutput(o.path(s.Name), err)
		}
	}
	if o.shard = b.last.Shard; o.shard.Name != "" {
		o.number++
		if err := o.reopen(); err != nil {
			return err
		}
	}
	o.block = nil
	o.setBlock(b.last.Block)
	files, err := outputFiles(o.dir)
	if err != nil {
		return err
	}
	for _, name := range files { // begun after the last checkpoint
		if !keep[filepath.Base(name)] && !b.last.Done {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	if o.failed, err = openCut(o.path(failuresName), b.last.Failures); err != nil {
		return err
	}
	o.failSize = b.last.Failures
	o.failures = bufio.NewWriter(o.failed)
	return syncFolder(o.dir)
}

func damagedOutput(name string, err error) error {
	return fmt.Errorf("%s: this is not what the run wrote: %w; restore the file, or begin anew with --restart", name, err)
}

// reopen checks the shard that was being written and cuts off what was written
// after the checkpoint.
func (o *output) reopen() (err error) {
	name := o.path(o.shard.Name)
	sum, n, err := fileSum(name, o.shard.Bytes)
	switch {
	case err != nil:
	case n < o.shard.Bytes:
		err = fmt.Errorf("it has %d bytes, the journal tells of %d", n, o.shard.Bytes)
	case hex.EncodeToString(sum.Sum(nil)) != o.shard.SHA256:
		err = errors.New("its SHA-256 differs from the journal's")
	}
	if err != nil {
		return damagedOutput(name, err)
	}
	o.sum = sum
	o.file, err = openCut(name, o.shard.Bytes)
	return err
}

// openCut opens a file for writing behind its first bytes.
func openCut(name string, size int64) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < size {
		err = damagedOutput(name, fmt.Errorf("it has %d bytes, the journal tells of %d", info.Size(), size))
	}
	if err == nil {
		err = errors.Join(f.Truncate(size), seekEnd(f))
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (o *output) setBlock(block []byte) {
	o.block = block
	o.inBlock = int64(bytes.Count(block, []byte("\n")))
}

// add takes a record.
func (o *output) add(line []byte) error {
	o.block = append(append(o.block, line...), '\n')
	o.inBlock++
	full := o.Shard > 0 && o.shard.Records+o.inBlock >= o.Shard
	if len(o.block) < o.Output.block && !full {
		return nil
	}
	if err := o.flush(); err != nil {
		return err
	}
	if full {
		return o.endShard()
	}
	return nil
}

// flush writes the block to its shard.
func (o *output) flush() error {
	if len(o.block) == 0 {
		return nil
	}
	if o.file == nil {
		if err := o.beginShard(); err != nil {
			return err
		}
	}
	data, err := o.compressed()
	if err != nil {
		return err
	}
	if _, err := o.file.Write(data); err != nil {
		return err
	}
	o.sum.Write(data)
	o.shard.Bytes += int64(len(data))
	o.shard.Records += o.inBlock
	o.block, o.inBlock = o.block[:0], 0
	return nil
}

// compressed is the block as a frame of its own. The compressors are large, and
// made once.
func (o *output) compressed() (_ []byte, err error) {
	switch o.Compress {
	case Gzip:
		o.frame.Reset()
		if o.gzip == nil {
			o.gzip = gzip.NewWriter(&o.frame)
		}
		o.gzip.Reset(&o.frame)
		_, err := o.gzip.Write(o.block)
		err = errors.Join(err, o.gzip.Close())
		return o.frame.Bytes(), err
	case Zstd:
		if o.zstd == nil {
			if o.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(blockSize)); err != nil {
				return nil, err
			}
		}
		return o.zstd.EncodeAll(o.block, nil), nil
	}
	return o.block, nil
}

func (o *output) beginShard() (err error) {
	o.number++
	name := "records.jsonl"
	if o.Shard > 0 {
		name = fmt.Sprintf("records-%05d.jsonl", o.number)
	}
	if o.Compress == Gzip || o.Compress == Zstd {
		name += "." + string(o.Compress)
	}
	o.shard, o.sum = Shard{Name: name}, sha256.New()
	if o.file, err = openCut(o.path(name), 0); err != nil {
		return err
	}
	return syncFolder(o.dir)
}

func (o *output) endShard() error {
	if o.file == nil {
		return nil
	}
	err := errors.Join(o.file.Sync(), o.file.Close())
	o.file = nil
	o.shard.SHA256 = hex.EncodeToString(o.sum.Sum(nil))
	o.shards, o.unnoted = append(o.shards, o.shard), append(o.unnoted, o.shard)
	o.shard = Shard{}
	return err
}

// settle prepares a checkpoint; it reports whether there can be one now.
func (o *output) settle() (bool, error) {
	if o.Compress == Gzip || o.Compress == Zstd {
		return len(o.block) == 0, nil
	}
	return true, o.flush()
}

// finish prepares the last checkpoint: of the run, or of this process, which
// leaves what fills no block to the next.
func (o *output) finish(whole bool) error {
	if !whole {
		_, err := o.settle()
		return err
	}
	return errors.Join(o.flush(), o.endShard())
}

// sync waits for the disk and tells what is on it.
func (o *output) sync() (Shard, int64, error) {
	if o.file != nil {
		if err := o.file.Sync(); err != nil {
			return Shard{}, 0, err
		}
		o.shard.SHA256 = hex.EncodeToString(o.sum.Sum(nil))
	}
	err := errors.Join(o.failures.Flush(), o.failed.Sync())
	return o.shard, o.failSize, err
}

// fail takes a failure.
func (o *output) fail(f Failure) error {
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		return err
	}
	o.failSize += int64(line.Len())
	_, err := o.failures.Write(line.Bytes())
	return err
}

func (o *output) close() {
	for _, f := range []io.Closer{o.file, o.failed} {
		if f != (*os.File)(nil) {
			f.Close()
		}
	}
}

func (o *output) path(name string) string { return filepath.Join(o.dir, name) }
