package ner

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Sentence is an annotated sentence. Its words are as the corpus cuts them;
// Doc numbers the document that it stands in, from 0.
type Sentence struct {
	Words  []string
	Doc    int
	chunks []chunk // outer mentions
	inner  []chunk // mentions of the second layer, which stand within outer ones or, in few corpora, beside them
}

// maxColumns is the longest line of a corpus in columns, in bytes.
const maxColumns = 1 << 20

// ReadColumns reads a corpus in columns parted by tabs: a token, its outer
// label and, where the corpus has a second layer, its inner label, both in
// IOB2; further columns are ignored, but every line has as many as the first.
// Labels are PER, LOC, ORG and MISC, with the endings deriv and part for the
// forms derived and part. An empty line ends a sentence. Lines that begin with
// # and have no tab are comments; "# doc ID" begins a document. Errors name
// the line.
func ReadColumns(r io.Reader) ([]Sentence, error) {
	c := columnReader{}
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, maxColumns)
	line := 0
	for scan.Scan() {
		line++
		text := strings.TrimSuffix(scan.Text(), "\r")
		if line == 1 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		if err := c.line(text); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	switch err := scan.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d: longer than %d bytes", line+1, maxColumns)
	case err != nil:
		return nil, fmt.Errorf("line %d: %w", line+1, err)
	}
	c.end()
	return c.sentences, nil
}

// A columnReader gathers sentences line by line.
type columnReader struct {
	sentences []Sentence
	now       Sentence
	columns   int // of the first line that has any
}

func (c *columnReader) line(text string) error {
	switch {
	case !utf8.ValidString(text):
		return errors.New("not UTF-8")
	case text == "":
		c.end()
		return nil
	}
	fields := strings.Split(text, "\t")
	n := len(fields)
	switch {
	case n == 1 && text[0] == '#':
		if strings.HasPrefix(text, "# doc ") {
			c.end()
			if n := len(c.sentences); n > 0 {
				c.now.Doc = c.sentences[n-1].Doc + 1
			}
		}
		return nil
	case n == 1:
		return errors.New("no tab between token and label")
	case c.columns == 0:
		c.columns = n
	case n != c.columns:
		return fmt.Errorf("%d columns, the lines before have %d", n, c.columns)
	}
	if fields[0] == "" {
		if slices.ContainsFunc(fields[1:min(n, 3)], func(iob string) bool { return iob != "O" }) {
			return errors.New("a label without a token")
		}
		return nil // an invisible mark that somebody's cleaning took away
	}
	i := len(c.now.Words)
	c.now.Words = append(c.now.Words, fields[0])
	var err error
	if c.now.chunks, err = continued(c.now.chunks, i, fields[1]); err != nil {
		return err
	}
	if len(fields) > 2 {
		if c.now.inner, err = continued(c.now.inner, i, fields[2]); err != nil {
			return fmt.Errorf("third column: %w", err)
		}
	}
	return nil
}

// end ends the sentence.
func (c *columnReader) end() {
	if len(c.now.Words) > 0 {
		c.sentences = append(c.sentences, c.now)
		c.now = Sentence{Doc: c.now.Doc}
	}
}

// continued are the chunks of a layer up to token i, whose label is iob.
func continued(chunks []chunk, i int, iob string) ([]chunk, error) {
	if iob == "O" {
		return chunks, nil
	}
	place, name, _ := strings.Cut(iob, "-")
	l, ok := parseLabel(name)
	switch n := len(chunks); {
	case !ok || place != "B" && place != "I":
		return nil, fmt.Errorf("label %q is unknown", iob)
	case place == "B":
		return append(chunks, chunk{i, i + 1, l}), nil
	case n > 0 && chunks[n-1].last == i && chunks[n-1].label == l:
		chunks[n-1].last++
		return chunks, nil
	}
	return nil, fmt.Errorf("%s does not continue a mention", iob)
}

// A Guideline says what a corpus leaves unmarked, so that training does not
// take silence for absence.
type Guideline struct {
	NoForms bool // neither derived words nor parts are marked; a nationality may be called MISC or LOC
	NoMisc  bool // only persons, places and organisations are marked
}

// allowed are the tags that the annotation leaves possible for each token.
func (g Guideline) allowed(s *Sentence) []tagSet {
	silent := one(0)
	for l := range label(labels) {
		if form := l % 3; g.NoForms && form > 0 || g.NoMisc && l/3 == 3 {
			silent |= l.all()
		}
	}
	sets := make([]tagSet, len(s.Words))
	for i := range sets {
		sets[i] = silent
	}
	for _, c := range s.chunks {
		if c.last == c.first+1 {
			sets[c.first] = one(tagOf(c.label, unit))
			if name, _ := c.label.split(); g.NoForms && (name == "MISC" || name == "LOC") {
				for l := label(1); l < labels; l += 3 {
					sets[c.first] |= one(tagOf(l, unit))
				}
			}
			continue
		}
		for i := c.first; i < c.last; i++ {
			sets[i] = one(tagOf(c.label, inside))
		}
		sets[c.first] = one(tagOf(c.label, begin))
		sets[c.last-1] = one(tagOf(c.label, last))
	}
	return sets
}
