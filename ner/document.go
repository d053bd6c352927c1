package ner

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"enricher/ner/token"
)

// A Document is an annotated text. Its mentions are ascending; their scores
// are 0, and so are First and Last where the corpus has no tokens of its own.
type Document struct {
	ID        string // as the corpus has it
	Lang      string // likewise
	Published string // likewise, for the reference time of a whole run
	Text      string
	Outer     []Mention // none overlaps another
	Inner     []Mention // names inside names

	own *token.Doc // nil where the corpus has no tokens
}

// Tokens are the corpus's own tokens, if it has any, else those of package
// token, cut line by line in the given language.
func (d *Document) Tokens(lang string) *token.Doc {
	if d.own != nil {
		own := *d.own
		own.Lang = lang
		return &own
	}
	doc := token.New(d.Text, lang)
	at := 0
	for line := range strings.Lines(d.Text) {
		doc.Add(token.Span{Start: at, End: at + len(line)})
		at += len(line)
	}
	return doc
}

// maxDocument is the longest line of a corpus in JSON lines, in bytes.
const maxDocument = 64 << 20

// ReadDocuments reads a corpus in JSON lines, a document each:
//
//	{"id":"7","lang":"de","published":"2024-05-08","text":"…","entities":[
//	  {"start":0,"end":6,"text":"Zürich","label":"LOC","form":"name","inner":false}]}
//
// Text and entities' start, end and label are required, form is name where it
// is left out, other fields are ignored. Offsets count bytes of the text; an
// entity's text, if given, is what stands there. Outer mentions do not overlap.
// Errors name the line and the field.
func ReadDocuments(r io.Reader) ([]Document, error) {
	var documents []Document
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxDocument)
	line := 0
	for scan.Scan() {
		line++
		text := scan.Bytes()
		if line == 1 {
			text = bytes.TrimPrefix(text, []byte("\ufeff"))
		}
		if len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		d, err := parseDocument(text)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		documents = append(documents, d)
	}
	switch err := scan.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d: longer than %d bytes", line+1, maxDocument)
	case err != nil:
		return nil, fmt.Errorf("line %d: %w", line+1, err)
	}
	return documents, nil
}

func parseDocument(line []byte) (Document, error) {
	if !utf8.Valid(line) { // else the decoder would mend it and move the offsets
		return Document{}, errors.New("not UTF-8")
	}
	var in struct {
		ID        string       `json:"id"`
		Lang      string       `json:"lang"`
		Published string       `json:"published"`
		Text      string       `json:"text"`
		Entities  []annotation `json:"entities"`
	}
	if err := json.Unmarshal(line, &in); err != nil {
		var field *json.UnmarshalTypeError
		if errors.As(err, &field) {
			return Document{}, fmt.Errorf("%s is of the wrong type: want %s, not %s", cmp.Or(field.Field, "the line"), field.Type, field.Value)
		}
		return Document{}, fmt.Errorf("not JSON: %w", err)
	}
	if in.Text == "" {
		return Document{}, errors.New("text is missing or empty")
	}
	if in.Entities == nil {
		return Document{}, errors.New("entities are missing: a document without any has []")
	}
	d := Document{ID: in.ID, Lang: in.Lang, Published: in.Published, Text: in.Text}
	for i, a := range in.Entities {
		m, err := a.mention(in.Text)
		if err != nil {
			return Document{}, fmt.Errorf("entities[%d].%w", i, err)
		}
		if a.Inner {
			d.Inner = append(d.Inner, m)
		} else {
			d.Outer = append(d.Outer, m)
		}
	}
	slices.SortStableFunc(d.Outer, byPlace)
	slices.SortStableFunc(d.Inner, byPlace)
	for i := 1; i < len(d.Outer); i++ {
		if a, b := d.Outer[i-1].Span, d.Outer[i].Span; a.Overlaps(b) {
			return Document{}, fmt.Errorf("entities: outer mentions [%d, %d) and [%d, %d) overlap", a.Start, a.End, b.Start, b.End)
		}
	}
	return d, nil
}

// An annotation is a mention as JSON lines have it.
type annotation struct {
	Start *int    `json:"start"`
	End   *int    `json:"end"`
	Text  *string `json:"text"`
	Label string  `json:"label"`
	Form  string  `json:"form"`
	Inner bool    `json:"inner"`
}

// mention checks the annotation against the document's text. Errors begin with
// the field.
func (a *annotation) mention(text string) (Mention, error) {
	border := func(name string, at *int) error {
		switch {
		case at == nil:
			return fmt.Errorf("%s is missing", name)
		case *at < 0 || *at > len(text):
			return fmt.Errorf("%s is %d, outside of the text's %d bytes", name, *at, len(text))
		case *at < len(text) && !utf8.RuneStart(text[*at]):
			return fmt.Errorf("%s is %d, inside of a character: offsets count bytes", name, *at)
		}
		return nil
	}
	if err := cmp.Or(border("start", a.Start), border("end", a.End)); err != nil {
		return Mention{}, err
	}
	m := Mention{Span: token.Span{Start: *a.Start, End: *a.End}, Label: a.Label, Form: cmp.Or(a.Form, formNames[0])}
	switch {
	case m.Start >= m.End:
		return Mention{}, fmt.Errorf("end is %d, not after start %d", m.End, m.Start)
	case !slices.Contains(labelNames[:], m.Label):
		return Mention{}, fmt.Errorf("label %q is unknown: want one of %s", m.Label, strings.Join(labelNames[:], ", "))
	case !slices.Contains(formNames[:], m.Form):
		return Mention{}, fmt.Errorf("form %q is unknown: want one of %s", m.Form, strings.Join(formNames[:], ", "))
	}
	if there := text[m.Start:m.End]; a.Text != nil && *a.Text != there {
		return Mention{}, fmt.Errorf("text is %q, but %q stands at [%d, %d)", *a.Text, there, m.Start, m.End)
	}
	return m, nil
}

// byPlace orders mentions by where they begin, longer ones first.
func byPlace(a, b Mention) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
}

// Join writes sentences as running text, each on a line, and keeps their words
// as its tokens. Documents are the corpus's own, or else of per sentences each.
func Join(sentences []Sentence, per int) []Document {
	named := len(sentences) > 0 && sentences[len(sentences)-1].Doc > 0
	var documents []Document
	for len(sentences) > 0 {
		n := min(per, len(sentences))
		if named {
			n = 1
			for n < len(sentences) && sentences[n].Doc == sentences[0].Doc {
				n++
			}
		}
		documents = append(documents, join(sentences[:n], strconv.Itoa(len(documents)+1)))
		sentences = sentences[n:]
	}
	return documents
}

func join(sentences []Sentence, id string) Document {
	var text strings.Builder
	own := new(token.Doc)
	d := Document{ID: id, own: own}
	for i := range sentences {
		s := &sentences[i]
		if i > 0 {
			text.WriteByte('\n')
		}
		first := len(own.Tokens)
		space := spacing{}
		for _, w := range s.Words {
			t := token.Token{Space: space.before(w)}
			if t.Space && len(own.Tokens) > first {
				text.WriteByte(' ')
			}
			t.Start = text.Len()
			text.WriteString(w)
			t.End = text.Len()
			own.Tokens = append(own.Tokens, t)
		}
		own.Sentences = append(own.Sentences, token.Sentence{First: first, Last: len(own.Tokens)})
		d.Outer = appendChunks(d.Outer, own, first, s.chunks)
		d.Inner = appendChunks(d.Inner, own, first, s.inner)
	}
	d.Text = text.String()
	own.Text = d.Text
	return d
}

// appendChunks appends a sentence's chunks as mentions; first is its first token.
func appendChunks(dst []Mention, doc *token.Doc, first int, chunks []chunk) []Mention {
	for _, c := range chunks {
		m := Mention{Span: doc.Span(first+c.first, first+c.last), First: first + c.first, Last: first + c.last}
		m.Label, m.Form = c.label.split()
		dst = append(dst, m)
	}
	return dst
}

// A spacing decides where space stands between the tokens of a sentence. A
// plain double quotation mark opens and closes by turns.
type spacing struct {
	last string
	open bool
}

// Marks without space before and after them.
const (
	closing = ".,;:!?)]}%’”…"
	opening = "([{$£€„“«"
)

var clitics = []string{"'s", "n't", "'re", "'ve", "'ll", "'m", "'d"}

// before reports whether space stands before the next word. It does before a
// sentence's first.
func (s *spacing) before(word string) bool {
	last, wasOpen := s.last, s.open
	s.last = word
	if word == `"` {
		s.open = !s.open
	}
	switch {
	case last == "":
		return true
	case word == `"` && wasOpen, last == `"` && wasOpen:
		return false
	case word == "..." || word == "''" || slices.Contains(clitics, word) || mark(closing, word):
		return false
	}
	return last != "``" && !mark(opening, last)
}

func mark(marks, word string) bool {
	return utf8.RuneCountInString(word) == 1 && strings.Contains(marks, word)
}
