package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"enricher/pipeline"
	"enricher/pipeline/audit"
	"enricher/pipeline/batch"
)

type verifyCmd struct {
	Files []string `arg:"" name:"file" help:"Files of records, compressed or not, or folders of finished backfills; - : standard input."`
}

func (*verifyCmd) Help() string {
	return `Holds every record against the JSON Schema and the text: each span lies in the text and is what it says, lists are sorted, names outside others do not overlap, identifiers are unique and those that facts name are there, the checksum is the text's. Of a backfill's folder the files, tables included, are held against the manifest, too. What is wrong is named on standard error with file, line and identifier; the exit status is then 1.

Examples:
  enricher verify run/
  enricher enrich article.txt | enricher verify -`
}

// A verification counts what was looked at.
type verification struct {
	schema                *jsonschema.Schema
	err                   io.Writer
	records, spans, wrong int
}

func (c *verifyCmd) Run(ctx context.Context, std streams) error {
	schema, err := recordSchema()
	if err != nil {
		return err
	}
	v := &verification{schema: schema, err: std.err}
	for _, name := range c.Files {
		v.manifest(name)
		for item := range recordItems(name, std.in) {
			if ctx.Err() != nil {
				return errors.New("interrupted")
			}
			v.verify(&item)
		}
	}
	fmt.Fprintf(std.out, "%d records, %d spans: %d faults\n", v.records, v.spans, v.wrong)
	if v.wrong > 0 {
		return errSomeFailed
	}
	return nil
}

func recordSchema() (*jsonschema.Schema, error) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(pipeline.RecordSchema))
	if err != nil {
		return nil, err
	}
	const name = "record.schema.json"
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, value); err != nil {
		return nil, err
	}
	return compiler.Compile(name)
}

// recordItems yields what is in a file of records, or in those of a backfill's
// folder.
func recordItems(name string, stdin io.Reader) iter.Seq[batch.Item] {
	flags := inputFlags{In: batch.Auto, MaxText: 16 * pipeline.DefaultMaxText} // facts take room, too
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return flags.items([]string{name}, stdin)
	}
	m, err := batch.ReadManifest(name)
	if err != nil {
		return func(yield func(batch.Item) bool) {
			yield(batch.Item{File: name, Err: fmt.Errorf("no finished backfill: %w", err)})
		}
	}
	if len(m.Outputs) == 0 {
		return func(func(batch.Item) bool) {}
	}
	files := make([]string, len(m.Outputs))
	for i, shard := range m.Outputs {
		files[i] = filepath.Join(name, shard.Name)
	}
	return flags.items(files, stdin)
}

// manifest holds a folder's files against its manifest; whether there is one is
// said when its records are read.
func (v *verification) manifest(name string) {
	m, err := batch.ReadManifest(name)
	if err != nil {
		return
	}
	if err := m.Check(name); err != nil {
		v.fault(name, "", err)
	}
}

func (v *verification) verify(item *batch.Item) {
	r, err := item.Record()
	if err != nil {
		v.fault(item.String(), "", err)
		return
	}
	v.records++
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(item.Data))
	if err == nil {
		err = v.schema.Validate(value)
	}
	if err != nil {
		v.fault(item.String(), r.ID, errors.New(onOneLine(err)))
	}
	spans, faults := audit.Check(r)
	v.spans += spans
	for _, err := range faults {
		v.fault(item.String(), r.ID, err)
	}
}

// onOneLine is what the schema's library says, without its headline.
func onOneLine(err error) string {
	headline, faults, ok := strings.Cut(err.Error(), "\n")
	if !ok {
		return headline
	}
	return "schema: " + strings.ReplaceAll(strings.TrimPrefix(faults, "- "), "\n", ";")
}

func (v *verification) fault(where, id string, err error) {
	v.wrong++
	if id != "" {
		where += " (" + printable(id) + ")"
	}
	fmt.Fprintf(v.err, "%s: %v\n", where, err)
}
