package quote

import (
	"os"
	"slices"
	"strings"
	"testing"

	"enricher/ner/token"
)

// A sample is a text with its mentions and the facts expected of it; the files
// of testdata describe the format.
type sample struct {
	text     string
	mentions []Mention
	want     []string
}

// samples reads a file of testdata.
func samples(t testing.TB, file string) (all []sample) {
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for block := range strings.SplitSeq(string(data), "\n\n") {
		var s sample
		for line := range strings.SplitSeq(block, "\n") {
			if text, ok := strings.CutPrefix(line, "| "); ok {
				if s.text != "" {
					s.text += "\n"
				}
				s.read(t, text)
			} else if line != "" && line[0] != '#' {
				s.want = append(s.want, line)
			}
		}
		if s.text != "" {
			all = append(all, s)
		}
	}
	return all
}

// read appends a line, taking the marks of its names off.
func (s *sample) read(t testing.TB, line string) {
	for line != "" {
		plain, rest, ok := strings.Cut(line, "{")
		s.text += plain
		if !ok {
			return
		}
		tag, rest, ok := strings.Cut(rest, " ")
		name, rest, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			t.Fatalf("bad mark in %q", line)
		}
		label, form, ok := strings.Cut(tag, "-")
		if !ok {
			form = "name"
		}
		start := len(s.text)
		s.text += name
		entity := slices.IndexFunc(s.mentions, func(m Mention) bool { return s.surface(m.Span) == name })
		if entity < 0 {
			entity = len(s.mentions)
		}
		s.mentions = append(s.mentions, Mention{Span: token.Span{Start: start, End: len(s.text)}, Label: label, Form: form, Entity: entity})
		line = rest
	}
}

func (s *sample) doc(lang string) *token.Doc {
	doc := token.New(s.text, lang)
	p := 0
	for line := range strings.SplitAfterSeq(s.text, "\n") {
		if strings.TrimSpace(line) != "" {
			doc.Add(token.Span{Start: p, End: p + len(strings.TrimRight(line, "\n"))})
		}
		p += len(line)
	}
	return doc
}

func (s *sample) surface(x token.Span) string { return s.text[x.Start:x.End] }

func TestRoles(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		for _, s := range samples(t, "roles."+lang+".txt") {
			var got []string
			for _, r := range NewReader(s.doc(lang), s.mentions).Roles() {
				fact := s.surface(r.Span) + "; " + s.surface(s.mentions[r.Person].Span)
				if r.Of >= 0 {
					fact += "; " + s.surface(s.mentions[r.Of].Span)
				}
				got = append(got, fact)
			}
			if !slices.Equal(got, s.want) {
				t.Errorf("%s: %q\n got %q\nwant %q", lang, s.text, got, s.want)
			}
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		for _, s := range samples(t, "quotes."+lang+".txt") {
			r := NewReader(s.doc(lang), s.mentions)
			var got []string
			for _, q := range r.Quotes(r.Roles()) {
				fact := "indirect "
				if q.Direct {
					fact = "direct "
				}
				fact += strings.ReplaceAll(s.surface(q.Span), "\n", "⏎") + "; "
				switch {
				case q.Speaker >= 0:
					fact += s.surface(s.mentions[q.Speaker].Span)
				case q.Role.End > 0:
					fact += "(" + s.surface(q.Role) + ")"
				default:
					fact += "-"
				}
				got = append(got, fact+"; "+q.Cue)
			}
			if !slices.Equal(got, s.want) {
				t.Errorf("%s: %q\n got %q\nwant %q", lang, s.text, got, s.want)
			}
		}
	}
}
