package pipeline

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// damages are ways in which an article's text is spoilt on its way.
var damages = map[string]func(string) string{
	"UTF-8 as Windows-1252": func(s string) string { return misread(s, charmap.Windows1252) },
	"UTF-8 as Latin-1":      func(s string) string { return misread(s, charmap.ISO8859_1) },
	"decomposed umlauts":    norm.NFD.String,
	"entities": func(s string) string {
		return strings.NewReplacer("ü", "&uuml;", "ö", "&amp;ouml;", "–", "&ndash;", "\"", "&amp;quot;", "&", "&amp;").Replace(s)
	},
	"soft hyphens": func(s string) string { return strings.ReplaceAll(s, "er", "e\u00adr") },
	"zero width":   func(s string) string { return strings.ReplaceAll(s, "a", "a\u200b") },
	"no-break":     func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"ligatures":    func(s string) string { return strings.NewReplacer("ffi", "ﬃ", "fi", "ﬁ", "fl", "ﬂ").Replace(s) },
}

func misread(s string, c *charmap.Charmap) string {
	out, _ := c.NewDecoder().String(s)
	return out
}

// TestDamage: an article that was spoilt on its way has the facts of the good
// one, each with its spelling in the untouched text.
func TestDamage(t *testing.T) {
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			spoilt := 0
			for _, file := range sampleTexts(t) {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				good, bad := string(data), damage(string(data))
				if good != bad {
					spoilt++
				}
				want, got := enriched(t, good), enriched(t, bad)
				if got.Text != bad {
					t.Errorf("%s: the text was changed", file)
				}
				got.eachSpan(func(start, end *int) {
					if *start < 0 || *end > len(bad) || *start >= *end {
						t.Fatalf("%s: span [%d,%d) of %d bytes", file, *start, *end, len(bad))
					}
				})
				checkTexts(t, got)
				if w, g := facts(t, want, good, damage), facts(t, got, bad, nil); !reflect.DeepEqual(w, g) {
					for i := range max(len(w), len(g)) {
						if i >= len(w) || i >= len(g) || w[i] != g[i] {
							t.Errorf("%s: fact %d is %q, want %q", file, i, at(g, i), at(w, i))
							break
						}
					}
				}
			}
			if spoilt == 0 {
				t.Error("nothing was spoilt")
			}
		})
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

func sampleTexts(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../cmd/enricher/samples/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	return files
}

func enriched(t *testing.T, text string) *Record {
	t.Helper()
	r, err := loaded().Enrich(context.Background(), &Article{ID: "a", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkTexts: every span's text is the record's there.
func checkTexts(t *testing.T, r *Record) {
	t.Helper()
	check := func(s Span) {
		if r.Text[s.Start:s.End] != s.Text {
			t.Errorf("%q is not what stands at [%d,%d)", s.Text, s.Start, s.End)
		}
	}
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			check(m.Span)
		}
		for _, role := range e.Roles {
			check(role.Span)
		}
	}
	for _, x := range r.Datelines {
		check(x.Span)
	}
	for _, x := range r.Credits {
		check(x.Span)
	}
	for _, x := range r.Times {
		check(x.Span)
	}
	for _, x := range r.Figures {
		check(x.Span)
	}
	for _, x := range r.Quotes {
		check(x.Span)
	}
}

// facts lists a record's facts without offsets; damage, if not nil, spoils the
// spellings as it spoilt the text.
func facts(t *testing.T, r *Record, text string, damage func(string) string) (list []string) {
	t.Helper()
	add := func(fact any) {
		line, err := json.Marshal(fact)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(line))
	}
	spelling := func(s Span) string {
		if damage == nil {
			return strip(s.Text)
		}
		return strip(damage(s.Text))
	}
	add([]any{r.Lang.Code, r.Lang.Variety, r.Published, r.Updated, r.Warnings, len(r.Zones)})
	for _, z := range r.Zones {
		add(z.Kind)
	}
	for _, x := range r.Datelines {
		add([]any{"dateline", spelling(x.Span), x.Places, x.Date, x.Agencies})
	}
	for _, x := range r.Credits {
		add([]any{"credit", spelling(x.Span), x.Agencies, x.Persons})
	}
	for _, x := range r.Times {
		add([]any{"time", spelling(x.Span), x.Type, x.Value, x.Mod})
	}
	for _, x := range r.Figures {
		add([]any{"figure", spelling(x.Span), x.Kind, x.Value, x.ValueMax, x.Unit, x.Modifier, x.Change, x.Noun})
	}
	for _, e := range r.Entities {
		add([]any{"entity", e.ID, e.Type, e.Name, e.Salience, e.Place})
		for _, m := range e.Mentions {
			add([]any{"mention", spelling(m.Span), m.Form, m.Zone, m.Score})
		}
		for _, role := range e.Roles {
			add([]any{"role", spelling(role.Span), role.Of})
		}
	}
	for _, q := range r.Quotes {
		add([]any{"quote", spelling(q.Span), q.Speaker, q.Cue, q.Direct})
	}
	return list
}

// strip leaves out what a span may have at its borders or not: invisible marks.
func strip(s string) string { return strings.Trim(s, "\u00ad\u200b") }
