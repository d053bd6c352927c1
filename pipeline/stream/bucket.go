package stream

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A File is an object of a bucket.
type File struct {
	Name string
	Data []byte
}

// A FileInfo is what a bucket says of a file.
type FileInfo struct {
	Name     string    `json:"name"`
	Size     uint64    `json:"size"`
	Digest   string    `json:"digest"` // SHA-256=…
	Modified time.Time `json:"modified"`
}

const (
	// maxBucket bounds what is read of a bucket, and what one of ours stores.
	maxBucket = 256 << 20
	// fileLimit is how long one request of a file may take that is passed on in
	// pieces of 128 KiB.
	fileLimit = 30 * time.Second
)

// AbsentError says that a bucket is not there.
type AbsentError struct{ Bucket string }

func (e *AbsentError) Error() string { return fmt.Sprintf("there is no bucket %s", e.Bucket) }

// CheckBucket tells names that no bucket can have.
func CheckBucket(name string) error {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool {
		return !(r == '-' || r == '_' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z')
	}) {
		return fmt.Errorf("%q is no name of a bucket: want letters, digits, - and _", name)
	}
	return nil
}

// PushFile stores a file in a bucket, in the place of one with its name. The
// bucket is made if it is absent, with so many replicas. Workers that watch it
// take the file as soon as it is whole.
func (c *Conn) PushFile(ctx context.Context, bucket string, replicas int, f File) (FileInfo, error) {
	if len(f.Data) > maxBucket {
		return FileInfo{}, fmt.Errorf("%s: %d bytes, at most %d", f.Name, len(f.Data), maxBucket)
	}
	info, err := permitted(ctx, c, "", func(ctx context.Context) (*jetstream.ObjectInfo, error) {
		store, err := c.js.ObjectStore(ctx, bucket)
		if errors.Is(err, jetstream.ErrBucketNotFound) {
			store, err = c.js.CreateObjectStore(ctx, jetstream.ObjectStoreConfig{
				Bucket: bucket, Description: "Gazetteers that workers watch", MaxBytes: 2 * maxBucket, Replicas: replicas,
			})
		}
		if err != nil {
			return nil, err
		}
		return store.Put(ctx, jetstream.ObjectMeta{Name: f.Name}, bytes.NewReader(f.Data))
	})
	if err != nil {
		return FileInfo{}, fmt.Errorf("put %s into bucket %s: %w", f.Name, bucket, err)
	}
	return fileInfo(info), nil
}

// RemoveFile takes a file out of a bucket.
func (c *Conn) RemoveFile(ctx context.Context, bucket, name string) error {
	_, err := permitted(ctx, c, "", func(ctx context.Context) (struct{}, error) {
		store, err := c.js.ObjectStore(ctx, bucket)
		if errors.Is(err, jetstream.ErrBucketNotFound) {
			err = &AbsentError{bucket}
		}
		if err != nil {
			return struct{}{}, err
		}
		if _, err := store.GetInfo(ctx, name); err != nil { // Delete takes a file that is deleted
			return struct{}{}, err
		}
		return struct{}{}, store.Delete(ctx, name)
	})
	if err != nil {
		return fmt.Errorf("remove %s from bucket %s: %w", name, bucket, err)
	}
	return nil
}

// Files are those of a bucket, by name.
func (c *Conn) Files(ctx context.Context, bucket string) ([]FileInfo, error) {
	b := watchedBucket{conn: c, name: bucket}
	if _, err := b.look(ctx); err != nil {
		return nil, fmt.Errorf("bucket %s: %w", bucket, err)
	}
	list := make([]FileInfo, len(b.objects))
	for i, o := range b.objects {
		list[i] = fileInfo(o)
	}
	return list, nil
}

func fileInfo(o *jetstream.ObjectInfo) FileInfo {
	return FileInfo{Name: o.Name, Size: o.Size, Digest: o.Digest, Modified: o.ModTime}
}

// A watchedBucket is a bucket whose files are read again when they change. It
// asks for single messages of the bucket's stream, as the protocol of object
// stores lays them out (ADR-20), and makes no consumer: a user who may make
// one may also say where its messages go.
type watchedBucket struct {
	conn *Conn
	name string

	stream  jetstream.Stream
	state   string // of the stream, when it was last looked at
	objects []*jetstream.ObjectInfo
	taken   string // the files last taken or refused
}

// look lists the files if anything has changed since it last did, and reports
// whether it has.
func (b *watchedBucket) look(ctx context.Context) (changed bool, err error) {
	s, err := permitted(ctx, b.conn, "", func(ctx context.Context) (jetstream.Stream, error) { return b.conn.js.Stream(ctx, "OBJ_"+b.name) })
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		err = &AbsentError{b.name}
	}
	if err != nil {
		return false, err
	}
	info := s.CachedInfo()
	state := fmt.Sprint(info.Created.UnixNano(), info.State.LastSeq, info.State.Msgs)
	if state == b.state {
		return false, nil
	}
	objects, err := b.list(ctx, s)
	if err != nil {
		return false, err
	}
	b.stream, b.state, b.objects = s, state, objects
	return true, nil
}

func (b *watchedBucket) list(ctx context.Context, s jetstream.Stream) ([]*jetstream.ObjectInfo, error) {
	info, err := s.Info(ctx, jetstream.WithSubjectFilter("$O."+b.name+".M.>"))
	if err != nil {
		return nil, err
	}
	var objects []*jetstream.ObjectInfo
	for subject := range info.State.Subjects {
		m, err := permitted(ctx, b.conn, "", func(ctx context.Context) (*jetstream.RawStreamMsg, error) {
			return s.GetLastMsgForSubject(ctx, subject)
		})
		if err != nil {
			return nil, err
		}
		var o jetstream.ObjectInfo
		if err := json.Unmarshal(m.Data, &o); err != nil {
			return nil, fmt.Errorf("what is said of a file: %w", err)
		}
		o.ModTime = m.Time
		if !o.Deleted {
			objects = append(objects, &o)
		}
	}
	slices.SortFunc(objects, func(x, y *jetstream.ObjectInfo) int { return cmp.Compare(x.Name, y.Name) })
	return objects, nil
}

// files tells the files apart from others.
func (b *watchedBucket) files() string {
	list := make([]string, len(b.objects))
	for i, o := range b.objects {
		list[i] = fmt.Sprintf("%q %s %s", o.Name, o.NUID, o.Digest)
	}
	return "files: " + strings.Join(list, ", ")
}

// read reads all files.
func (b *watchedBucket) read(ctx context.Context) ([]File, error) {
	all := []File{}
	var size uint64
	for _, o := range b.objects {
		if size += o.Size; size > maxBucket {
			return nil, fmt.Errorf("more than %d bytes", maxBucket)
		}
		data, err := b.readFile(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("file %s: %w", o.Name, err)
		}
		all = append(all, File{o.Name, data})
	}
	return all, nil
}

func (b *watchedBucket) readFile(ctx context.Context, o *jetstream.ObjectInfo) ([]byte, error) {
	if o.Opts != nil && o.Opts.Link != nil {
		return nil, errors.New("a link, want the file itself")
	}
	ctx, cancel := context.WithTimeout(ctx, fileLimit)
	defer cancel()
	data := make([]byte, 0, o.Size)
	subject := "$O." + b.name + ".C." + o.NUID
	for next := uint64(1); uint64(len(data)) < o.Size; {
		m, err := permitted(ctx, b.conn, "", func(ctx context.Context) (*jetstream.RawStreamMsg, error) {
			return b.stream.GetMsg(ctx, next, jetstream.WithGetMsgSubject(subject))
		})
		if err != nil {
			return nil, err // of a file that is being replaced, pieces may be gone
		}
		data = append(data, m.Data...)
		next = m.Sequence + 1
	}
	sum := sha256.Sum256(data)
	if want := "SHA-256=" + base64.URLEncoding.EncodeToString(sum[:]); o.Digest != want {
		return nil, fmt.Errorf("%s instead of %s: damaged", want, o.Digest)
	}
	return data, nil
}

// readBucket has the files taken if they are others than before. refused says
// that they were read and not taken.
func (w *Worker) readBucket(ctx context.Context) (refused bool, err error) {
	b := w.bucket
	if _, err := b.look(ctx); err != nil {
		return false, fmt.Errorf("bucket %s: %w", b.name, err)
	}
	found := b.files()
	if found == b.taken {
		return false, nil
	}
	files, err := b.read(ctx)
	if err != nil {
		b.state = "" // look again
		return false, fmt.Errorf("bucket %s: %w", b.name, err)
	}
	if err := w.options.TakeFiles(files); err != nil {
		return true, fmt.Errorf("bucket %s: %w", b.name, err)
	}
	b.taken = found
	w.metrics.Reloaded(FromBucket, nil)
	return false, nil
}

// watchBucket reads the bucket and goes on with the old files if it cannot, or
// if they are refused: then until they change.
func (w *Worker) watchBucket(ctx context.Context) {
	if !w.conn.Connected() {
		return
	}
	switch refused, err := w.readBucket(ctx); {
	case err == nil:
		w.bucketTrouble = ""
	case refused:
		w.bucket.taken = w.bucket.files()
		w.metrics.Reloaded(FromBucket, err)
		w.log.Error("files in the bucket are refused, the old ones stay", "error", err)
	case ctx.Err() == nil && err.Error() != w.bucketTrouble:
		w.bucketTrouble = err.Error()
		w.metrics.unreadable()
		w.log.Warn("cannot read the bucket, the old files stay", "error", err)
	}
}
