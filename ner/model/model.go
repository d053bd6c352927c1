// Package model embeds the trained weights of the name taggers. MODEL.md is
// their card: data, licences, recipe, scores and limits.
package model

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"enricher/ner"
)

// Byte slices, for what is read from an embed.FS is copied.
//
//go:embed de.bin
var germanFile []byte

//go:embed en.bin
var englishFile []byte

var (
	german  = sync.OnceValues(func() (*ner.Model, error) { return load("de.bin", germanFile) })
	english = sync.OnceValues(func() (*ner.Model, error) { return load("en.bin", englishFile) })
)

// German returns the German tagger, loaded at the first call.
func German() (*ner.Model, error) { return german() }

// English returns the English tagger, loaded at the first call.
func English() (*ner.Model, error) { return english() }

func load(name string, file []byte) (*ner.Model, error) {
	m, err := ner.Load(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("model: %s: %w", name, err)
	}
	return m, nil
}
