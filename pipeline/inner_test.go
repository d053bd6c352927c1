package pipeline

import (
	"slices"
	"strings"
	"testing"

	"enricher/ner"
	"enricher/ner/token"
)

// inner is a document in which the tagger has found the outer mentions in
// square brackets and, inside them, the inner ones in braces: [ORG Universität
// {LOC Zürich}]. A label may have a form: LOC/derived.
func inner(t *testing.T, lang, marked string) (*Document, []ner.Mention) {
	t.Helper()
	type mark struct {
		start, end int
		label      string
	}
	var text strings.Builder
	var open, outer, within []mark
	for i := 0; i < len(marked); i++ {
		switch c := marked[i]; c {
		case '[', '{':
			label, _, _ := strings.Cut(marked[i+1:], " ")
			i += len(label) + 1
			open = append(open, mark{start: text.Len(), label: label})
		case ']', '}':
			m := open[len(open)-1]
			open = open[:len(open)-1]
			m.end = text.Len()
			if c == ']' {
				outer = append(outer, m)
			} else {
				within = append(within, m)
			}
		default:
			text.WriteByte(c)
		}
	}
	d := document(lang, text.String())
	mentions := func(marks []mark) []ner.Mention {
		var list []ner.Mention
		for _, m := range marks {
			x := ner.Mention{Span: token.Span{Start: m.start, End: m.end}, Score: 0.9}
			x.First, x.Last = d.Tokens.At(m.start), d.Tokens.At(m.end-1)+1
			x.Label, x.Form, _ = strings.Cut(m.label, "/")
			if x.Form == "" {
				x.Form = "name"
			}
			list = append(list, x)
		}
		return list
	}
	p := loaded()
	matches := p.places.Find(d.Tokens)
	d.Mentions = resolve(d, mentions(outer), matches)
	return d, mentions(within)
}

// read runs the stages behind the tagger.
func read(d *Document, within []ner.Mention) {
	p := loaded()
	d.Inner = nested(d, within, p.opened(d, p.places.Find(d.Tokens)))
	p.lookUp(d)
	p.entity(d)
	p.place(d)
	p.salience(d)
}

func TestInnerEntities(t *testing.T) {
	for _, test := range []struct {
		name, lang, text string
		want             []string // name=mention+mention, those inside in brackets
	}{
		{"a place of its own", "de", "Die [ORG Universität {LOC Zürich}] forscht.",
			[]string{"Universität Zürich=Universität Zürich", "Zürich=(Zürich)"}},
		{"a place named elsewhere, too", "de", "Die [ORG Universität {LOC Zürich}] liegt in [LOC Zürich].",
			[]string{"Universität Zürich=Universität Zürich", "Zürich=(Zürich)+Zürich"}},
		{"first outside, then inside", "de", "In [LOC Zürich] liegt die [ORG Universität {LOC Zürich}].",
			[]string{"Zürich=Zürich+(Zürich)", "Universität Zürich=Universität Zürich"}},
		{"at the beginning of the outer one", "en", "[ORG {LOC Nairobi} Hospital] is in [LOC Kenya].",
			[]string{"Nairobi Hospital=Nairobi Hospital", "Nairobi=(Nairobi)", "Kenya=Kenya"}},
		{"derived", "de", "Die [ORG {LOC/derived Deutsche} Bundesbank] und [LOC Deutschland].",
			[]string{"Deutsche Bundesbank=Deutsche Bundesbank", "Deutschland=(Deutsche)+Deutschland"}},
		{"an organisation in another", "en", "The [ORG {ORG United Nations} Security Council] met; the [ORG United Nations] spoke.",
			[]string{"United Nations Security Council=United Nations Security Council", "United Nations=(United Nations)+United Nations"}},
		{"two in one", "en", "The [MISC {LOC Geneva} Convention of {LOC Vienna}] holds.",
			[]string{"Geneva Convention of Vienna=Geneva Convention of Vienna", "Geneva=(Geneva)", "Vienna=(Vienna)"}},
		{"a place that the tagger overlooks", "de", "Die [ORG Kantonspolizei Bern] sucht Zeugen.",
			[]string{"Kantonspolizei Bern=Kantonspolizei Bern", "Bern=(Bern)"}},
		{"no place in a person's name", "en", "[PER Paris Hilton] sang at the [ORG Bank of England].",
			[]string{"Paris Hilton=Paris Hilton", "Bank of England=Bank of England", "England=(England)"}},
		{"the same as the outer one", "de", "[LOC {ORG Zürich}] ist gross.", []string{"Zürich=Zürich"}},
		{"outside of every mention", "de", "Die Feuerwehr {LOC Zürich} löscht, [PER Anna] nicht.",
			[]string{"Zürich=Zürich", "Anna=Anna"}}, // by the gazetteer, as an outer mention
	} {
		d, within := inner(t, test.lang, test.text)
		read(d, within)
		var got []string
		for at := range d.Entities {
			e := d.recordEntity(&d.Entities[at], "e")
			var mentions []string
			for _, m := range e.Mentions {
				if m.Text != d.Text[m.Start:m.End] {
					t.Errorf("%s: %q is not at [%d, %d)", test.name, m.Text, m.Start, m.End)
				}
				if m.Inside {
					m.Text = "(" + m.Text + ")"
				}
				mentions = append(mentions, m.Text)
			}
			got = append(got, e.Name+"="+strings.Join(mentions, "+"))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, got, test.want)
		}
	}
}

// A place inside a name lies where its name says, and weighs less than one
// that stands by itself.
func TestInnerPlace(t *testing.T) {
	d, within := inner(t, "de", "In [LOC Bern] tagt die [ORG Universität {LOC Zürich}].")
	read(d, within)
	if len(d.Entities) != 3 {
		t.Fatalf("%d entities, want 3", len(d.Entities))
	}
	bern, zurich := &d.Entities[0], &d.Entities[2]
	if p := zurich.place; p == nil || p.Country != "CH" || p.Name != "Zürich" {
		t.Errorf("Zürich is %+v", p)
	}
	if zurich.salience >= bern.salience/2 {
		t.Errorf("salience: Zürich %g, Bern %g", zurich.salience, bern.salience)
	}
}

// Roles, quotes and datelines refer to entities by number, whatever order
// inner mentions bring about.
func TestInnerKeepsReferences(t *testing.T) {
	d, within := inner(t, "de", "[ORG {LOC Berner} Zeitung] und [PER Anna Muster].")
	read(d, within)
	for i, at := range d.entityOf() {
		if e := &d.Entities[at]; !slices.Contains(e.mentions, i) {
			t.Errorf("mention %d is said to be of %s", i, e.name)
		}
	}
}
