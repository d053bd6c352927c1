package main

import (
	"fmt"

	"enricher/gazetteer/data"
	"enricher/ner/model"
	"enricher/pipeline"
)

type versionCmd struct{}

func (versionCmd) Run(std streams) error {
	de, err := model.German()
	if err != nil {
		return err
	}
	en, err := model.English()
	if err != nil {
		return err
	}
	places, err := data.Load()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "enricher %s\nmodel de  %s\nmodel en  %s\ngazetteer %s\nrecord    %s\n",
		pipeline.Version, de.Version(), en.Version(), places.Version(), pipeline.Schema)
	return nil
}
