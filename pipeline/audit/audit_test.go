package audit

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"enricher/pipeline"
)

// golden are the records of the sample articles.
func golden(t *testing.T) map[string]*pipeline.Record {
	t.Helper()
	files, err := filepath.Glob("../../testdata/records/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden records", err)
	}
	all := map[string]*pipeline.Record{}
	for _, name := range files {
		all[filepath.Base(name)] = read(t, name)
	}
	return all
}

func read(t *testing.T, name string) *pipeline.Record {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := &pipeline.Record{}
	if err := json.Unmarshal(data, r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGoldenRecordsAreRight(t *testing.T) {
	for name, r := range golden(t) {
		for _, unit := range []pipeline.Unit{pipeline.Bytes, pipeline.Runes, pipeline.UTF16} {
			r := read(t, "../../testdata/records/"+name)
			if err := r.Recount(unit); err != nil {
				t.Fatal(err)
			}
			spans, faults := Check(r)
			if len(faults) > 0 || spans < len(r.Zones)+len(r.Entities) {
				t.Errorf("%s in %s, %d spans: %v", name, unit, spans, faults)
			}
		}
		changes, same, err := Diff(r, r)
		if err != nil || len(changes) > 0 || same["zone"] != len(r.Zones) || same["figure"] != len(r.Figures) {
			t.Errorf("%s differs from itself: %v %v", name, changes, err)
		}
	}
}

// small is a record with one of each, but for its checksum.
func small() *pipeline.Record {
	text := "Paris - Anna Muster, Chefin der Bank of Wien, sagte am Montag 3 Dinge über 😀 Wien."
	span := func(s string) pipeline.Span {
		start := strings.Index(text, s)
		return pipeline.Span{Start: start, End: start + len(s), Text: s}
	}
	last := pipeline.Span{Start: len(text) - 5, End: len(text) - 1, Text: "Wien"}
	return &pipeline.Record{
		Schema: pipeline.Schema, ID: "1", Lang: pipeline.Language{Code: "de"}, Text: text, Offsets: pipeline.Bytes,
		Zones:     []pipeline.Zone{{Kind: "lead", Start: 0, End: len(text)}},
		Datelines: []pipeline.Dateline{{Span: span("Paris"), Places: []string{"e1"}}},
		Entities: []pipeline.Entity{
			{ID: "e1", Type: "place", Name: "Paris", Mentions: []pipeline.Mention{{Span: span("Paris"), Form: "name"}}, Place: &pipeline.Place{Name: "Paris", Country: "FR"}},
			{ID: "e2", Type: "person", Name: "Anna Muster", Mentions: []pipeline.Mention{{Span: span("Anna Muster"), Form: "name"}}, Roles: []pipeline.Role{{Span: span("Chefin der Bank of Wien"), Of: "e3"}}},
			{ID: "e3", Type: "organisation", Name: "Bank of Wien", Mentions: []pipeline.Mention{{Span: span("Bank of Wien"), Form: "name"}}},
			{ID: "e4", Type: "place", Name: "Wien", Mentions: []pipeline.Mention{{Span: span("Wien"), Form: "name", Inside: true}, {Span: last, Form: "name"}}},
		},
		Times:    []pipeline.Time{{Span: span("Montag"), Type: "DATE", Value: "2026-03-02"}},
		Figures:  []pipeline.Figure{{Span: span("3"), Kind: "count", Value: "3", Noun: "Dinge", ClaimedBy: "e2"}},
		Quotes:   []pipeline.Quote{{Span: span("3 Dinge"), Speaker: "e2", Cue: "sagte"}},
		Warnings: []pipeline.Warning{pipeline.WarnTruncated},
	}
}

func newSmall(t *testing.T) *pipeline.Record {
	t.Helper()
	r := small()
	_, faults := Check(r)
	if len(faults) != 1 || !strings.Contains(faults[0].Error(), "sha256") {
		t.Fatalf("%v", faults)
	}
	r.SHA256 = faults[0].Error()[len(faults[0].Error())-64:]
	if _, faults := Check(r); len(faults) > 0 {
		t.Fatal(faults)
	}
	return r
}

func TestCheckFindsFaults(t *testing.T) {
	for want, spoil := range map[string]func(*pipeline.Record){
		"sha256 is":                    func(r *pipeline.Record) { r.Text += " " },
		"offsets in":                   func(r *pipeline.Record) { r.Offsets = "words" },
		`time [`:                       func(r *pipeline.Record) { r.Times[0].Text = "Dienstag" },
		"is no piece of the text":      func(r *pipeline.Record) { r.Figures[0].End = 1 << 20 },
		"quote [-1":                    func(r *pipeline.Record) { r.Quotes[0].Start = -1 },
		"figure [":                     func(r *pipeline.Record) { r.Figures[0].Start, r.Figures[0].End = len(r.Text)-8, len(r.Text)-5 },
		"zone [0, 0)":                  func(r *pipeline.Record) { r.Zones[0].End = 0 },
		"begins within the one before": func(r *pipeline.Record) { r.Zones = append(r.Zones, r.Zones[0]) },
		"identifier is empty or there": func(r *pipeline.Record) { r.Entities[1].ID = "e1" },
		"has no mention":               func(r *pipeline.Record) { r.Entities[0].Mentions = nil },
		"behind one that is mentioned": func(r *pipeline.Record) { r.Entities[0], r.Entities[1] = r.Entities[1], r.Entities[0] },
		"overlap and neither":          func(r *pipeline.Record) { r.Entities[3].Mentions[0].Inside = false },
		"inside another and is not":    func(r *pipeline.Record) { r.Entities[3].Mentions[1].Inside = true },
		"dateline names entity":        func(r *pipeline.Record) { r.Datelines[0].Places[0] = "e9" },
		"role of e2 names":             func(r *pipeline.Record) { r.Entities[1].Roles[0].Of = "e9" },
		"quote names":                  func(r *pipeline.Record) { r.Quotes[0].Speaker = "e9" },
		"figure names":                 func(r *pipeline.Record) { r.Figures[0].ClaimedBy = "e9" },
		"that begins later":            func(r *pipeline.Record) { m := r.Entities[3].Mentions; m[0], m[1] = m[1], m[0] },
	} {
		r := newSmall(t)
		spoil(r)
		if _, faults := Check(r); !strings.Contains(fmt.Sprint(faults), want) {
			t.Errorf("%q: %v", want, faults)
		}
	}
	r := newSmall(t)
	r.Quotes[0].Speaker = "ein Sprecher" // a role as written
	if _, faults := Check(r); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestDiff(t *testing.T) {
	for want, change := range map[string]func(*pipeline.Record){
		"": func(r *pipeline.Record) { // identifiers and scores are no facts
			r.Entities[3].ID, r.Entities[0].Salience, r.Producer.Version = "e7", 0.5, "9"
		},
		`text "Paris - Anna`:                     func(r *pipeline.Record) { r.Text = "Anders." },
		"language de > en":                       func(r *pipeline.Record) { r.Lang.Code = "en" },
		"published  > 2026":                      func(r *pipeline.Record) { r.Published = "2026" },
		"zone lead > body":                       func(r *pipeline.Record) { r.Zones[0].Kind = "body" },
		"time DATE 2026-03-02 > DATE 2026-03-09": func(r *pipeline.Record) { r.Times[0].Value = "2026-03-09" },
		"time DATE 2026-03-02 > ":                func(r *pipeline.Record) { r.Times = nil },
		"figure count 3 Dinge said by Anna Muster > count 3 Dinge":                     func(r *pipeline.Record) { r.Figures[0].ClaimedBy = "" },
		"quote reported by Anna Muster cue sagte > reported by Bank of Wien cue sagte": func(r *pipeline.Record) { r.Quotes[0].Speaker = "e3" },
		`mention person name "Anna Muster" > organisation name "Anna Muster"`:          func(r *pipeline.Record) { r.Entities[1].Type = "organisation" },
		`place Paris FR (0.000, 0.000) > Paris US (0.000, 0.000)`:                      func(r *pipeline.Record) { r.Entities[0].Place.Country = "US" },
		`role of "Anna Muster" in Bank of Wien > of "Anna Muster"`:                     func(r *pipeline.Record) { r.Entities[1].Roles[0].Of = "" },
		"warning truncated > ":                func(r *pipeline.Record) { r.Warnings = nil },
		"dateline places Paris > places Wien": func(r *pipeline.Record) { r.Datelines[0].Places[0] = "e4" },
		`mention  > place name "Wien" inside`: func(r *pipeline.Record) {
			r.Entities[3].Mentions = append(r.Entities[3].Mentions, pipeline.Mention{Span: pipeline.Span{Start: 1, End: 2}, Form: "name", Inside: true})
		},
	} {
		a, b := small(), small()
		change(b)
		changes, _, err := Diff(a, b)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range changes {
			got = append(got, fmt.Sprintf("%s %s > %s", c.Kind, c.Old, c.New))
		}
		if all := strings.Join(got, "; "); want == "" && all != "" || !strings.HasPrefix(all, want) || len(got) > 1 {
			t.Errorf("%q: %q", want, all)
		}
	}
	a, b := small(), small()
	if err := b.Recount(pipeline.Runes); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Diff(a, b); err == nil {
		t.Error("bytes compared with runes")
	}
}

// Whatever a file holds, neither panics.
func FuzzAudit(f *testing.F) {
	line, err := small().Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(line, line)
	f.Add([]byte(`{"offsets":"utf16","text":"😀","times":[{"start":1,"end":2}]}`), []byte(`{}`))
	f.Fuzz(func(t *testing.T, one, other []byte) {
		var a, b pipeline.Record
		if json.Unmarshal(one, &a) != nil || json.Unmarshal(other, &b) != nil {
			return
		}
		Check(&a)
		Diff(&a, &b)
	})
}
