package pipeline

import (
	"strings"
	"testing"

	"enricher/gazetteer"
	"enricher/ner"
	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/figure"
	"enricher/pipeline/timex"
	"enricher/pipeline/zone"
)

// find finds the n-th occurrence (from 0) of words in the document and returns
// it with its tokens.
func (d *Document) find(t *testing.T, words string, n int) (s token.Span, first, last int) {
	t.Helper()
	at := 0
	for {
		i := strings.Index(d.Text[at:], words)
		if i < 0 {
			t.Fatalf("%q is not in %q", words, d.Text)
		}
		at += i
		if n == 0 {
			break
		}
		n--
		at += len(words)
	}
	s = token.Span{Start: at, End: at + len(words)}
	return s, d.Tokens.At(s.Start), d.Tokens.At(s.End-1) + 1
}

func document(lang, text string) *Document {
	d := &Document{Text: text, Tokens: token.Split(text, lang), Zones: zone.Split(text)}
	d.Lang.Code = lang
	return d
}

func (d *Document) tag(t *testing.T, words, label, form string, score float64) ner.Mention {
	s, first, last := d.find(t, words, 0)
	return ner.Mention{Span: s, First: first, Last: last, Label: label, Form: form, Score: score}
}

func (d *Document) match(t *testing.T, words, form string, strong bool) gazetteer.Match {
	s, first, last := d.find(t, words, 0)
	return gazetteer.Match{Span: s, First: first, Last: last, Label: "LOC", Form: form, Strong: strong, Entries: []int32{7}}
}

func words(d *Document, list []Candidate) string {
	var all []string
	for _, c := range list {
		all = append(all, d.Text[c.Start:c.End]+" "+c.Label+" "+c.Form)
	}
	return strings.Join(all, ", ")
}

// TestResolve goes through the order of precedence.
func TestResolve(t *testing.T) {
	d := document("de", "Hof – Die Deutsche Bank in Frankfurt am Main berät Essen und Paris Hilton über Berlin-München.")
	hof, _, _ := d.find(t, "Hof", 0)
	d.Datelines = []dateline.Dateline{{Span: hof, Places: []dateline.Place{{Span: hof}}}}
	hyphen := d.match(t, "Berlin", "name", true)
	hyphen.First, hyphen.Last = d.Tokens.At(hyphen.Start), d.Tokens.At(hyphen.Start)+1
	second := d.match(t, "München", "name", true)
	second.First, second.Last = hyphen.First, hyphen.Last
	got := resolve(d,
		[]ner.Mention{
			d.tag(t, "Hof", "PER", "name", 0.9),            // the dateline knows better
			d.tag(t, "Deutsche Bank", "ORG", "name", 0.99), // longer than the gazetteer's
			d.tag(t, "Frankfurt", "LOC", "name", 0.9),      // shorter than the gazetteer's
			d.tag(t, "Paris Hilton", "PER", "name", 0.9),
		},
		[]gazetteer.Match{
			d.match(t, "Deutsche", "derived", true),
			d.match(t, "Frankfurt am Main", "name", true),
			d.match(t, "Essen", "name", false), // weak: no mention without the tagger
			d.match(t, "Paris", "name", true),
			hyphen, second,
		})
	want := "Hof LOC name, Deutsche Bank ORG name, Frankfurt am Main LOC name, Paris Hilton PER name, Berlin LOC name, München LOC name"
	if s := words(d, got); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// TestResolveUnsureTagger: a place beyond doubt stands against an unsure
// tagger, not against a sure one.
func TestResolveUnsureTagger(t *testing.T) {
	d := document("en", "He met Jordan in Paris.")
	for score, want := range map[float64]string{0.4: "Jordan LOC name", 0.9: "Jordan PER name"} {
		got := resolve(d, []ner.Mention{d.tag(t, "Jordan", "PER", "name", score)}, []gazetteer.Match{d.match(t, "Jordan", "name", true)})
		if s := words(d, got); s != want {
			t.Errorf("with score %v: %s, want %s", score, s, want)
		}
	}
}

func TestNamed(t *testing.T) {
	d := document("en", "He paid 5 Euro to Euro Disney at 9:15 GMT.")
	money, _, _ := d.find(t, "5 Euro", 0)
	clock, _, _ := d.find(t, "9:15 GMT", 0)
	d.Figures = []figure.Figure{{Span: money, Kind: figure.Money}}
	d.Times = []timex.Time{{Span: clock, Type: timex.Clock}}
	got := named(d, []ner.Mention{
		d.tag(t, "Euro", "MISC", "name", 0.9), d.tag(t, "Euro Disney", "ORG", "name", 0.9), d.tag(t, "GMT", "MISC", "name", 0.9),
	})
	if len(got) != 1 || got[0].Label != "ORG" {
		t.Errorf("left %+v, want Euro Disney alone", got)
	}
}

func TestDropFigures(t *testing.T) {
	d := document("en", "The Boeing 747 of 2 airlines.")
	boeing := d.tag(t, "Boeing 747", "MISC", "name", 0.9)
	d.Mentions = []Candidate{{Span: boeing.Span, Form: "name"}}
	inName, _, _ := d.find(t, "747", 0)
	count, _, _ := d.find(t, "2", 0)
	d.Figures = []figure.Figure{{Span: inName}, {Span: count}}
	dropFigures(d)
	if len(d.Figures) != 1 || d.Figures[0].Span != count {
		t.Errorf("left %+v, want the airlines' number alone", d.Figures)
	}
}
