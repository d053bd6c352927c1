package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"

	"enricher/gazetteer"
	"enricher/pipeline"
	"enricher/pipeline/stream"
)

// A reloader has the pipeline that articles are enriched with and puts another
// in its place when its gazetteers change: those of --gazetteer at a signal,
// those of the bucket when the worker finds new ones. An article is enriched
// with the one there is when its turn comes, to its end.
type reloader struct {
	pipeline atomic.Pointer[pipeline.Pipeline]
	flags    gazetteerFlags
	metrics  *stream.Metrics
	worker   *stream.Worker
	log      *slog.Logger

	mu            sync.Mutex
	files, bucket []*gazetteer.Gazetteer // in use, the bucket's on the files'
}

// swap puts these gazetteers in the place of those in use, unless they do not
// fit together. The caller holds mu.
func (r *reloader) swap(files, bucket []*gazetteer.Gazetteer) error {
	before := r.pipeline.Load()
	after, err := before.WithGazetteers(append(files[:len(files):len(files)], bucket...)...)
	if err != nil {
		return err
	}
	r.files, r.bucket = files, bucket
	r.pipeline.Store(after)
	r.metrics.SetProducer(after.Producer())
	r.worker.SetMetadata(versions(after.Producer()))
	r.log.Info("gazetteers are in use", "version", after.Producer().Gazetteer, "before", before.Producer().Gazetteer)
	return nil
}

// readAgain reads the files of --gazetteer again.
func (r *reloader) readAgain() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	files, err := r.flags.load()
	if err != nil {
		return err
	}
	return r.swap(files, r.bucket)
}

// take uses the files of the bucket.
func (r *reloader) take(files []stream.File) error {
	all := make([]*gazetteer.Gazetteer, len(files))
	for i, f := range files {
		var err error
		if all[i], err = gazetteer.Load(bytes.NewReader(f.Data)); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.swap(r.files, all)
}

// onSignal reads the files again at each signal until ctx is done.
func (r *reloader) onSignal(ctx context.Context, signals <-chan os.Signal) {
	for {
		select {
		case <-signals:
			err := r.readAgain()
			if err != nil {
				r.log.Error("gazetteers are refused, the old ones stay", "error", err)
			}
			r.metrics.Reloaded(stream.FromFiles, err)
		case <-ctx.Done():
			return
		}
	}
}
