package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"enricher/gazetteer/data"
	"enricher/ner/model"
	"enricher/pipeline"
)

type versionCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// A build is what a binary is made of. Records name the versions of the
// program, the models and the gazetteer alone: the same sources give the same
// records, whichever commit and compiler they were built from.
type build struct {
	Version   string            `json:"version"`
	Commit    string            `json:"commit,omitempty"`      // empty if built outside a repository
	Committed string            `json:"commit_time,omitempty"` // RFC 3339
	Modified  bool              `json:"modified"`              // by changes that were not committed
	Go        string            `json:"go"`
	Platform  string            `json:"platform"`
	Models    map[string]string `json:"models"`
	Gazetteer string            `json:"gazetteer"`
	Record    string            `json:"record"` // schema
}

func readBuild() (build, error) {
	b := build{Version: pipeline.Version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Record: pipeline.Schema}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Commit = s.Value
			case "vcs.time":
				b.Committed = s.Value
			case "vcs.modified":
				b.Modified = s.Value == "true"
			}
		}
	}
	de, err := model.German()
	if err != nil {
		return b, err
	}
	en, err := model.English()
	if err != nil {
		return b, err
	}
	places, err := data.Load()
	if err != nil {
		return b, err
	}
	b.Models = map[string]string{de.Lang(): de.Version(), en.Lang(): en.Version()}
	b.Gazetteer = places.Version()
	return b, nil
}

func (c *versionCmd) Run(std streams) error {
	b, err := readBuild()
	if err != nil {
		return err
	}
	if c.JSON {
		return writeIndented(std.out, b)
	}
	commit := "unknown: built outside a repository"
	if b.Commit != "" {
		commit = b.Commit + " of " + b.Committed
	}
	if b.Modified {
		commit += ", with changes"
	}
	fmt.Fprintf(std.out, "enricher  %s\ncommit    %s\ngo        %s %s\nmodel de  %s\nmodel en  %s\ngazetteer %s\nrecord    %s\n",
		b.Version, commit, b.Go, b.Platform, b.Models["de"], b.Models["en"], b.Gazetteer, b.Record)
	return nil
}
