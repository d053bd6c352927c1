// Package data embeds the gazetteer file. Importing it adds the file's size to
// a program; programs with a gazetteer of their own do without.
package data

import (
	"bytes"
	_ "embed"

	"enricher/gazetteer"
)

// gazetteer.bin is made by `make gazetteer`; NOTICE has its sources and licences.
//
//go:embed gazetteer.bin
var file []byte

// Load returns the embedded gazetteer.
func Load() (*gazetteer.Gazetteer, error) {
	return gazetteer.Load(bytes.NewReader(file))
}
