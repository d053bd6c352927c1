package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"enricher/gazetteer"
	"enricher/gazetteer/data"
	"enricher/pipeline/stream"
)

// bucketFlags name the bucket that workers watch.
type bucketFlags struct {
	Server  natsFlags     `embed:"" group:"NATS server"`
	Bucket  string        `name:"gazetteer-bucket" default:"gazetteers" placeholder:"NAME" env:"ENRICHER_GAZETTEER_BUCKET" help:"Bucket that workers watch (default ${default})."`
	Timeout time.Duration `default:"5s" env:"ENRICHER_TIMEOUT" help:"The longest wait for the server (default ${default})."`
}

func (f *bucketFlags) Validate() error { return stream.CheckBucket(f.Bucket) }

func (f *bucketFlags) connect(ctx context.Context) (*stream.Conn, error) {
	operator := operatorFlags{Server: f.Server, Timeout: f.Timeout}
	return operator.connect(ctx)
}

type gazetteerPushCmd struct {
	bucketFlags
	Name     string `help:"What it is called in the bucket; workers stack gazetteers in the order of their names. Without one: the file's name without what follows its first dot."`
	Replicas int    `default:"1" env:"ENRICHER_REPLICAS" help:"Copies of the bucket in a cluster, if it is made: 1, 3 or 5 (default ${default})."`
	JSON     bool   `name:"json" help:"Print JSON."`
	File     string `arg:"" help:"A gazetteer file, or a list in CSV or JSONL, of which every row must be right."`
}

func (*gazetteerPushCmd) Help() string {
	return `Checks the file, sees that it fits on the embedded gazetteer, and puts it into the bucket, in the place of one with its name; the bucket is made if it is absent. Workers that run with --gazetteer-bucket take it within seconds and finish what they have in work with the gazetteer they began with. What a worker refuses (it may have other files to stack it on) is told in its log and counted in enricher_gazetteer_reloads_total, and the old gazetteer stays; enricher status shows which one each worker has.`
}

func (c *gazetteerPushCmd) Run(ctx context.Context, std streams) error {
	file, err := gazetteerFile(c.File)
	if err != nil {
		return err
	}
	g, err := gazetteer.Load(bytes.NewReader(file))
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	bottom, err := data.Load()
	if err != nil {
		return err
	}
	if _, err := gazetteer.Stack(bottom, g); err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	base, _, _ := strings.Cut(filepath.Base(c.File), ".")
	name := cmp.Or(c.Name, base)
	if name == "" {
		return usageError{fmt.Errorf("%s has no name without its first dot: --name gives one", c.File)}
	}
	conn, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	// A large file takes as long as its bytes do.
	ctx, cancel := context.WithTimeout(ctx, c.Timeout+time.Duration(len(file)/(1<<20))*time.Second)
	defer cancel()
	info, err := conn.PushFile(ctx, c.Bucket, c.Replicas, stream.File{Name: name, Data: file})
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(std.out, info)
	}
	fmt.Fprintf(std.out, "%s: version %s, %d entries, %d bytes in bucket %s\n", name, g.Version(), g.Len(), info.Size, c.Bucket)
	return nil
}

type gazetteerRemoveCmd struct {
	bucketFlags
	Name string `arg:"" help:"What it is called in the bucket."`
}

func (c *gazetteerRemoveCmd) Run(ctx context.Context, std streams) error {
	conn, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	if err := conn.RemoveFile(ctx, c.Bucket, c.Name); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s: removed from bucket %s\n", c.Name, c.Bucket)
	return nil
}

type gazetteerListCmd struct {
	bucketFlags
	JSON bool `name:"json" help:"Print JSON."`
}

func (c *gazetteerListCmd) Run(ctx context.Context, std streams) error {
	conn, err := c.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	files, err := conn.Files(ctx, c.Bucket)
	var absent *stream.AbsentError
	if errors.As(err, &absent) {
		return fmt.Errorf("%w: enricher gazetteer push makes it", err)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(std.out, files)
	}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tBYTES\tMODIFIED\tDIGEST")
	for _, f := range files {
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\n", printable(f.Name), f.Size, f.Modified.UTC().Format(time.RFC3339), printable(f.Digest))
	}
	return table.Flush()
}
