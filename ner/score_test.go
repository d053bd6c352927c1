package ner

import (
	"slices"
	"strings"
	"testing"

	"enricher/ner/token"
)

// parseMentions reads "2-5 LOC, 7-9 ORG part".
func parseMentions(t *testing.T, s string) []Mention {
	t.Helper()
	var mentions []Mention
	for part := range strings.SplitSeq(s, ", ") {
		f := strings.Fields(part)
		if len(f) == 0 {
			continue
		}
		m := Mention{Span: token.Span{Start: int(f[0][0] - '0'), End: int(f[0][2] - '0')}, Label: f[1], Form: "name"}
		if len(f) > 2 {
			m.Form = f[2]
		}
		mentions = append(mentions, m)
	}
	return mentions
}

func TestScoresAdd(t *testing.T) {
	for _, c := range []struct {
		name, gold, found string
		all               Count
		differences       string
	}{
		{"nothing", "", "", Count{}, ""},
		{"right", "0-2 LOC, 3-5 PER", "0-2 LOC, 3-5 PER", Count{2, 2, 2}, ""},
		{"order does not matter", "0-2 LOC, 3-5 PER", "3-5 PER, 0-2 LOC", Count{2, 2, 2}, ""},
		{"twice counts once", "0-2 LOC, 0-2 LOC", "0-2 LOC, 0-2 LOC, 0-2 LOC", Count{1, 1, 1}, ""},
		{"label", "0-2 LOC", "0-2 ORG", Count{0, 1, 1}, "wrong label 0 0"},
		{"form", "0-2 LOC", "0-2 LOC part", Count{0, 1, 1}, "wrong form 0 0"},
		{"label and form", "0-2 LOC", "0-2 ORG part", Count{0, 1, 1}, "wrong label 0 0"},
		{"right beside wrong", "0-2 LOC", "0-2 ORG, 0-2 LOC", Count{1, 2, 1}, ""},
		{"missed, spurious", "4-5 LOC", "0-2 LOC", Count{0, 1, 1}, "spurious - 0; missed 4 -"},
		{"touching is missing", "0-2 LOC", "2-4 LOC", Count{0, 1, 1}, "missed 0 -; spurious - 2"},
		{"too long", "2-4 LOC", "0-6 LOC", Count{0, 1, 1}, "wrong span 2 0"},
		{"one for two", "0-2 PER, 3-5 PER", "0-5 PER", Count{0, 1, 2}, "wrong span 0 0; wrong span 3 0"},
		{"two for one", "0-5 ORG", "0-2 ORG, 3-5 LOC", Count{0, 2, 1}, "wrong span 0 0"},
		{"text order", "0-1 PER, 4-5 PER", "2-3 PER, 6-7 PER", Count{0, 2, 2}, "missed 0 -; spurious - 2; missed 4 -; spurious - 6"},
	} {
		var s Scores
		var got []string
		at := func(m *Mention) string {
			if m == nil {
				return " -"
			}
			return " " + string(rune('0'+m.Start))
		}
		for _, d := range s.Add(parseMentions(t, c.gold), parseMentions(t, c.found)) {
			got = append(got, string(d.What)+at(d.Gold)+at(d.Found))
		}
		if strings.Join(got, "; ") != c.differences {
			t.Errorf("%s: differences %q, want %q", c.name, strings.Join(got, "; "), c.differences)
		}
		if s.All != c.all {
			t.Errorf("%s: %+v, want %+v", c.name, s.All, c.all)
		}
	}
}

func TestScoresTables(t *testing.T) {
	var s Scores
	s.Add(parseMentions(t, "0-1 PER, 1-2 LOC, 2-3 LOC derived, 3-5 ORG, 6-7 MISC"),
		parseMentions(t, "0-1 PER, 1-2 ORG, 2-3 LOC, 4-5 ORG, 8-9 MISC part"))
	if s.Names != (Count{1, 4, 4}) || s.All != (Count{1, 5, 5}) {
		t.Errorf("names %+v, all %+v", s.Names, s.All)
	}
	if c := s.Of("LOC", ""); c != (Count{0, 1, 2}) {
		t.Errorf("LOC in all forms %+v", c)
	}
	if c := s.Of("LOC", "derived"); c != (Count{0, 0, 1}) {
		t.Errorf("LOC derived %+v", c)
	}
	for _, x := range []struct {
		c    Confusion
		want [][]int
	}{
		{s.Labels(), [][]int{ // PER LOC ORG MISC, wrong span, missed
			{1, 0, 0, 0, 0, 0},
			{0, 1, 1, 0, 0, 0},
			{0, 0, 0, 0, 1, 0},
			{0, 0, 0, 0, 0, 1},
			{0, 0, 1, 0, 0, 0}, // wrong span
			{0, 0, 0, 1, 0, 0}, // spurious
		}},
		{s.Forms(), [][]int{ // name derived part, wrong span, missed
			{2, 0, 0, 1, 1},
			{1, 0, 0, 0, 0},
			{0, 0, 0, 0, 0},
			{1, 0, 0, 0, 0},
			{0, 0, 1, 0, 0},
		}},
	} {
		if !slices.EqualFunc(x.c.Cells, x.want, slices.Equal) {
			t.Errorf("got\n%swant %v", x.c.String(), x.want)
		}
		if len(x.c.Gold) != len(x.want) || len(x.c.Found) != len(x.want) {
			t.Errorf("names %v and %v", x.c.Gold, x.c.Found)
		}
	}
}

// Sentences of one document are tagged together.
func TestScoreByDocument(t *testing.T) {
	m := loadTiny(t)
	sentences := tinyCorpus()[:30]
	alone := m.Score(sentences)
	for i := range sentences {
		sentences[i].Doc = i / 10
	}
	together := m.Score(sentences)
	if alone.All.Gold != together.All.Gold || together.All.F1() < 95 {
		t.Errorf("alone\n%stogether\n%s", alone.String(), together.String())
	}
}
