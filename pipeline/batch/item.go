package batch

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"enricher/pipeline"
)

// An Item is an article as it was found, not decoded yet; or, with Err, what
// was found in its place.
type Item struct {
	File   string // as it was named; empty: standard input
	Member string // of an archive
	Line   int    // from 1, where the article begins; 0 where file or member is the article
	Number uint64 // in a Source

	Data        []byte
	ContentType string              // a MIME media type; empty: JSON
	Header      map[string][]string // that came with it, if it was a message
	About       pipeline.Article    // what its deliverer tells besides, such as the address where a crawler found it

	Err error // why it, or the rest of its file, cannot be read
}

// String says where the item was found.
func (it *Item) String() string {
	where := cmp.Or(it.File, "standard input")
	if it.Member != "" {
		where += ": " + it.Member
	}
	if it.Line > 0 {
		where += ":" + strconv.Itoa(it.Line)
	}
	if it.Number > 0 {
		where += ": message " + strconv.FormatUint(it.Number, 10)
	}
	return where
}

// Decode reads the article, or the one that a record was made of. With an
// error the article, if not nil, holds what could be read of it.
func (it *Item) Decode(maxText int) (*pipeline.Article, error) {
	if it.Err != nil {
		return nil, it.Err
	}
	if it.IsRecord() {
		r, err := it.Record()
		if err != nil {
			return nil, err
		}
		a := articleOf(r)
		if strings.TrimSpace(r.Text) == "" {
			return a, pipeline.Permanent(pipeline.EmptyText, errors.New("the record holds no text to be made anew from: give its article instead"))
		}
		return a, nil
	}
	a, err := pipeline.Decode(it.Data, it.ContentType, maxText)
	if err != nil {
		return a, err
	}
	a.FillIn(it.About)
	return a, nil
}

// recordStart begins every record, white space apart.
const recordStart = `{"schema":"` + pipeline.Schema + `"`

// IsRecord tells a record that was made before from an article.
func (it *Item) IsRecord() bool {
	if it.ContentType != "" && it.ContentType != contentTypes[JSON] {
		return false
	}
	head := it.Data[:min(len(it.Data), 4*len(recordStart))]
	dense := bytes.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, head)
	return bytes.HasPrefix(dense, []byte(recordStart))
}

// Record reads the item as a record that was made before.
func (it *Item) Record() (*pipeline.Record, error) {
	if it.Err != nil {
		return nil, it.Err
	}
	if !it.IsRecord() {
		return nil, pipeline.Permanent(pipeline.InvalidArticle, errors.New("not a record of schema "+pipeline.Schema))
	}
	r := &pipeline.Record{}
	if err := json.Unmarshal(it.Data, r); err != nil {
		return nil, pipeline.Permanent(pipeline.InvalidJSON, fmt.Errorf("record: %w", err))
	}
	return r, nil
}

// articleOf is the article that gives a record of the same text. The title is
// left out where it was no part of the text, see carry.
func articleOf(r *pipeline.Record) *pipeline.Article {
	a := &pipeline.Article{ID: r.ID, Text: r.Text, URL: r.URL, Source: r.Source, Published: r.Published, Updated: r.Updated, Meta: r.Meta}
	if strings.HasPrefix(strings.TrimLeft(r.Text, " \t\r\n"), r.Title) {
		a.Title = r.Title
	}
	return a
}

// carry gives a record made anew what only the page told that the old one was
// made of.
func carry(old, anew *pipeline.Record) {
	if anew.Title == "" {
		anew.Title = old.Title
	}
	if len(anew.Authors) == 0 {
		anew.Authors = old.Authors
	}
	if len(anew.Agencies) == 0 {
		anew.Agencies = old.Agencies
	}
}

// A Failure is the error record of an article that could not be enriched.
type Failure struct {
	Schema string          `json:"schema"` // enricher.error/v1
	ID     string          `json:"id,omitempty"`
	File   string          `json:"file,omitempty"`
	Member string          `json:"member,omitempty"`
	Line   int             `json:"line,omitempty"`
	Number uint64          `json:"number,omitempty"` // of a message in a stream
	Reason pipeline.Reason `json:"reason,omitempty"`
	Error  string          `json:"error"`
}

// NewFailure says where the item was found and why it has no record. The
// article is nil where it could not be decoded.
func NewFailure(it *Item, a *pipeline.Article, err error) Failure {
	f := Failure{Schema: "enricher.error/v1", File: it.File, Member: it.Member, Line: it.Line, Number: it.Number, Error: err.Error()}
	f.Reason, _ = pipeline.ReasonOf(err)
	if a != nil {
		f.ID = a.ID
	}
	return f
}
