package pipeline

import (
	"context"
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
	d := &Document{Article: &Article{}, Text: text, Original: text, Tokens: token.Split(text, lang), Zones: zone.Split(text)}
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
	d := document("de", "Er traf Cleveland in Suhl-Goldlauter.")
	for _, tt := range []struct {
		name, label, form string // the tagger's
		score             float64
		strong            bool
		gazetteer         string // form
		want              string
	}{
		{"Cleveland", "ORG", "name", 0.59, true, "name", "Cleveland LOC name"},
		{"Cleveland", "ORG", "name", 0.6, true, "name", "Cleveland ORG name"},
		{"Cleveland", "ORG", "name", 0.3, false, "name", "Cleveland ORG name"},
		{"Cleveland", "PER", "name", 0.3, true, "name", "Cleveland LOC name"},
		{"Cleveland", "PER", "name", 0.7, true, "name", "Cleveland PER name"},
		{"Suhl-Goldlauter", "LOC", "name", 0.3, true, "part", "Suhl-Goldlauter LOC name"},
		{"Suhl-Goldlauter", "MISC", "part", 0.3, true, "part", "Suhl-Goldlauter LOC part"},
		{"Suhl-Goldlauter", "LOC", "part", 0.3, true, "derived", "Suhl-Goldlauter LOC derived"},
	} {
		got := resolve(d, []ner.Mention{d.tag(t, tt.name, tt.label, tt.form, tt.score)}, []gazetteer.Match{d.match(t, tt.name, tt.gazetteer, tt.strong)})
		if s := words(d, got); s != tt.want {
			t.Errorf("%+v: %s", tt, s)
		}
	}
}

// TestNamesakes: names that are a place's, a person's and an organisation's,
// read by the whole pipeline.
func TestNamesakes(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{
		{"en", "Paris Hilton opened a shop in Paris on Monday, her spokeswoman said. Hilton will return to Los Angeles next week.",
			"person Paris Hilton, place Paris, person Hilton, place Los Angeles"},
		{"en", "The Bank of England left interest rates unchanged on Thursday, while prices in England rose.",
			"organisation Bank of England, place England"},
		{"de", "Der SV Darmstadt hat das Spiel gegen den 1. FC Köln verloren. Die Stadt Darmstadt will das Stadion umbauen.",
			"organisation SV Darmstadt, organisation 1. FC Köln, place Darmstadt"},
		{"en", "President George Washington crossed the river. The Washington Post reported from Seattle, Washington, that Washington wants new sanctions.",
			"person George Washington, organisation Washington Post, place Seattle, place Washington, place Washington"},
		{"en", "Denzel Washington stars in the film. Washington, 67, was born in Mount Vernon, New York.",
			"person Denzel Washington, person Washington, place Mount Vernon, place New York"},
		{"en", "Sir Julian Crewe called the bill joyless. Crewe waved a sausage. He will speak in downtown Crewe and in Crewe, England.",
			"person Julian Crewe, person Crewe, place Crewe, place Crewe, place England"},
		{"de", "Frau Essen wohnt in Essen. Sie traf Jack London in London.",
			"person Essen, place Essen, person Jack London, place London"},
	} {
		e, err := loaded().Explain(context.Background(), &Article{Text: tt.text, Lang: tt.lang})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range e.Mentions {
			if !m.Inside {
				got = append(got, m.Type+" "+m.Text)
			}
			if m.Rule == "" || m.Text != tt.text[m.Start:m.End] {
				t.Errorf("%+v: no rule, or not at its place", m)
			}
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, s, tt.want)
		}
	}
}

// TestExplainPlaces: two towns of one name are two entities if the text says
// so; each has its candidates, best first, and their scores are shares.
func TestExplainPlaces(t *testing.T) {
	text := "The fire in Portland, Oregon, was put out on Monday. Firefighters from Portland, Maine, had come to help. Portland, on the Atlantic, has none of its own."
	e, err := loaded().Explain(context.Background(), &Article{Text: text, Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]string{}
	for _, place := range e.Places {
		var sum float64
		for i, c := range place.Candidates {
			sum += c.Score
			if i > 0 && c.Score > place.Candidates[0].Score {
				t.Errorf("%s: candidate %d is better than the first", place.Name, i)
			}
		}
		if sum < 0.9 || sum > 1.1 || place.Margin < 0 || place.Margin > 1 {
			t.Errorf("%s: scores sum up to %.2f, margin %.2f", place.Name, sum, place.Margin)
		}
		states[place.Entity] = place.Candidates[0].Admin1
	}
	var got []string
	for _, m := range e.Mentions {
		if m.Text == "Portland" {
			got = append(got, states[m.Entity])
		}
	}
	if s := strings.Join(got, " "); s != "OR ME ME" {
		t.Errorf("Portland is in %s, want OR ME ME", s)
	}
}

// TestResolveSideBySide: places that the tagger takes for one are several, a
// party is none. What is not all beyond doubt is the tagger's.
func TestResolveSideBySide(t *testing.T) {
	p := loaded()
	for _, tt := range []struct {
		lang, text, name, label string // the tagger's
		want                    string
	}{
		{"de", "Die Strecke Berlin-München ist gesperrt.", "Berlin-München", "LOC", "Berlin LOC name, München LOC name"},
		{"de", "Es siegte Berlin-München.", "Berlin-München", "ORG", "Berlin-München ORG name"},
		{"de", "In Baden-Baden brennt es.", "Baden-Baden", "LOC", "Baden-Baden LOC name"},
		{"de", "In Berlin-Obertupfing brennt es.", "Berlin-Obertupfing", "LOC", "Berlin-Obertupfing LOC name"},
		{"en", "The UAE-Egypt talks failed.", "UAE-Egypt", "LOC", "UAE LOC name, Egypt LOC name"},
		{"en", "They praise U.S. Namibia ties.", "U.S. Namibia", "LOC", "U.S. LOC name, Namibia LOC name"},
		{"en", "They live in New York City.", "New York City", "LOC", "New York City LOC name"},
		{"en", "Senator Jane Doe (D-OH) agreed.", "D-OH", "ORG", "OH LOC name"},
		{"en", "Senator Jane Doe (R-Texas) agreed.", "R-Texas", "MISC", "Texas LOC name"},
		{"en", "They remember D-Day well.", "D-Day", "MISC", "D-Day MISC name"},
	} {
		d := document(tt.lang, tt.text)
		got := resolve(d, []ner.Mention{d.tag(t, tt.name, tt.label, "name", 0.9)}, p.places.Find(d.Tokens))
		if s := words(d, got); s != tt.want {
			t.Errorf("%s: got %s, want %s", tt.text, s, tt.want)
		}
	}
}

// TestIsUnit: currencies and time zones are no names, what is called like them
// is.
func TestIsUnit(t *testing.T) {
	for _, tt := range []struct {
		lang, text, name, label, form string
		want                          bool
	}{
		{"en", "He paid 5 Euro to Euro Disney at 9:15 GMT.", "Euro", "ORG", "name", true}, // within the figure, whatever the label
		{"en", "He paid 5 Euro to Euro Disney at 9:15 GMT.", "Euro Disney", "ORG", "name", false},
		{"en", "He paid 5 Euro to Euro Disney at 9:15 GMT.", "GMT", "MISC", "name", true},
		{"en", "Bail was US $2 million.", "US", "LOC", "name", true},
		{"en", "Bail in the US was $2 million.", "US", "LOC", "name", false},
		{"de", "Der Kurs des Euro stieg.", "Euro", "MISC", "name", true},
		{"de", "Der Yen verlor, der US-Dollar auch.", "US-Dollar", "LOC", "part", true},
		{"de", "Er tauschte die Taiwan-Dollar um.", "Taiwan-Dollar", "LOC", "part", true},
		{"de", "Das schrieb die Krone.", "Krone", "ORG", "name", false},
		{"de", "Die Euro-Zone wächst.", "Euro-Zone", "MISC", "part", false},
		{"de", "Die US-Regierung schwieg.", "US-Regierung", "LOC", "part", false},
		{"de", "Es spielte Real gegen Bayern.", "Real", "ORG", "name", false},
	} {
		d := document(tt.lang, tt.text)
		d.Times = timex.Find(d.Tokens, tt.lang, timex.Reference{})
		d.Figures = figure.Find(d.Tokens, tt.lang, nil)
		if m := d.tag(t, tt.name, tt.label, tt.form, 0.9); d.isUnit(m.Span, m.Label, m.Form) != tt.want {
			t.Errorf("%s in %q: not %v", tt.name, tt.text, tt.want)
		}
	}
}

// TestResolveComma: a region behind a comma belongs to the place in German
// alone.
func TestResolveComma(t *testing.T) {
	for lang, want := range map[string]string{"de": "Washington, D.C. LOC name", "en": "Washington LOC name, D.C. LOC name"} {
		d := document(lang, "Washington, D.C. (AP)")
		got := resolve(d,
			[]ner.Mention{d.tag(t, "Washington", "LOC", "name", 0.9), d.tag(t, "D.C.", "LOC", "name", 0.9)},
			[]gazetteer.Match{d.match(t, "Washington, D.C.", "name", true)})
		if s := words(d, got); s != want {
			t.Errorf("%s: got %s, want %s", lang, s, want)
		}
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

// TestDatelineRegion: the region that a dateline names tells namesakes apart.
func TestDatelineRegion(t *testing.T) {
	const story = " The council has passed a law on fishing, officials said on Monday. It was close."
	for dateline, country := range map[string]string{
		"PARIS, Texas (AP) —": "US", "PARIS (AP) —": "FR", "LONDON, Ontario, March 3 -": "CA", "LONDON, March 3 -": "GB",
	} {
		r, err := loaded().Enrich(context.Background(), &Article{Text: dateline + story})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Datelines) != 1 || len(r.Entities) == 0 || r.Entities[0].Place == nil || r.Entities[0].Place.Country != country {
			t.Errorf("%s: %+v, want a place in %s", dateline, r.Entities, country)
		}
	}
}
