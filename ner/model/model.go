// Package model embeds the trained weights of the name taggers. MODEL.md is
// their card: data, licences, recipe, scores and limits.
package model

import (
	"bytes"
	"embed"
	"fmt"
	"sync"

	"enricher/ner"
)

//go:embed de.bin en.bin
var files embed.FS

var (
	german  = sync.OnceValues(func() (*ner.Model, error) { return load("de.bin") })
	english = sync.OnceValues(func() (*ner.Model, error) { return load("en.bin") })
)

// German returns the German tagger, loaded at the first call.
func German() (*ner.Model, error) { return german() }

// English returns the English tagger, loaded at the first call.
func English() (*ner.Model, error) { return english() }

func load(name string) (*ner.Model, error) {
	weights, err := files.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	m, err := ner.Load(bytes.NewReader(weights))
	if err != nil {
		return nil, fmt.Errorf("model: %s: %w", name, err)
	}
	return m, nil
}
