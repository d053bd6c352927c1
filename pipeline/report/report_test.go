package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"enricher/pipeline"
	"enricher/pipeline/batch"
)

// What Space-Saving promises holds for any sequence.
func TestOftenest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(1, 20).Draw(t, "capacity")
		o := newOftenest(capacity)
		counts := map[string]int64{}
		sequence := rapid.SliceOfN(rapid.IntRange(0, 40), 0, 400).Draw(t, "sequence")
		for _, n := range sequence {
			key := fmt.Sprint(n * n % 41)
			counts[key]++
			o.add(key, "name of "+key)
		}
		total := int64(0)
		seen := map[string]bool{}
		for _, thing := range o.top(100) {
			total += thing.Count
			seen[thing.Key] = true
			if n := counts[thing.Key]; thing.Count < n || thing.Count-thing.Over > n || thing.Name != "name of "+thing.Key {
				t.Fatalf("%+v, and there are %d", thing, n)
			}
		}
		if total != int64(len(sequence)) || len(seen) > capacity {
			t.Fatalf("%d of %d, %d things", total, len(sequence), len(seen))
		}
		for key, n := range counts {
			if n > int64(len(sequence)/capacity) && !seen[key] {
				t.Fatalf("%s is missing, and came %d times of %d", key, n, len(sequence))
			}
			if o.bound() == 0 && !seen[key] {
				t.Fatalf("%s is missing", key)
			}
		}
	})
}

// However many names of whatever length: memory is bounded.
func TestOftenestIsBounded(t *testing.T) {
	o := newOftenest(50)
	for i := range 5000 {
		o.add(strings.Repeat("ü", 1000)+fmt.Sprint(i), strings.Repeat("ü", 10_000))
		o.add(fmt.Sprint(i), "short")
	}
	if len(o.things) > 50 || len(o.rarest) > 50 {
		t.Errorf("%d things", len(o.things))
	}
	for key, thing := range o.things {
		if len(key) > longest || len(thing.Name) > longest || !strings.HasPrefix(strings.Repeat("ü", 100), thing.Name) && thing.Name != "short" {
			t.Errorf("%q %q", key, thing.Name)
		}
	}
}

// No article is lost in the columns, however long the run.
func TestPace(t *testing.T) {
	began := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	p := newPace()
	at, articles, worked := began, int64(0), time.Duration(0)
	random := rand.New(rand.NewPCG(1, 2))
	for process := range 5 {
		start := at
		for range 1000 {
			took := time.Duration(random.IntN(3000)) * time.Millisecond
			at = at.Add(took)
			worked += took
			articles += random.Int64N(500)
			p.add(batch.Milestone{Began: start, Time: at, Articles: articles})
		}
		if process == 2 {
			at = at.Add(-time.Hour) // a clock is set back
		}
		at = at.Add(time.Hour)
	}
	sum := 0.0
	for _, n := range p.done {
		sum += n
	}
	if len(p.done) > slots || int64(sum+0.5) != articles || p.worked != worked || len(p.breaks) != 4 || p.breaks[0].Paused != time.Hour || p.breaks[2].Paused != 0 {
		t.Errorf("%d columns, %v of %d articles, %v of %v, breaks %v", len(p.done), sum, articles, p.worked, worked, p.breaks)
	}
	mean := 0.0
	for i, rate := range p.rates() {
		mean += rate * min(p.width, p.worked-time.Duration(i)*p.width).Seconds()
	}
	if int64(mean+0.5) != articles {
		t.Errorf("rates make %v articles, want %d", mean, articles)
	}
	c := p.chart()
	if len(c.Breaks) != 4 || c.Levels[2].At != 0 || c.Ticks[5].At != paceWidth {
		t.Errorf("%+v", c)
	}
	if newPace().chart() != nil {
		t.Error("a chart of nothing")
	}
}

func TestNice(t *testing.T) {
	for x, want := range map[float64]float64{0: 1, 0.3: 0.3, 1: 1, 1.1: 1.5, 3.5: 4, 7: 8, 9: 10, 180: 200, 513: 600, 4999: 5000} {
		if got := nice(x); got < want-1e-9 || got > want+1e-9 {
			t.Errorf("nice(%v) = %v, want %v", x, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s", n, got)
		}
	}
	for s, want := range map[string]string{"": "", "abc": "abc", "abcdef": "abcd…", "ä\nö ü": "ä ö …", "ääää": "ääää"} {
		if got := short(s, 4); got != want {
			t.Errorf("short(%q) = %q, want %q", s, got, want)
		}
	}
}

// The outline is of lines of SVG path that lie on the map or just beyond it.
func TestLand(t *testing.T) {
	ring := regexp.MustCompile(`^M-?\d+ -?\d+l(-?\d+[ -])*\d+z$`)
	for line := range strings.Lines(land) {
		line = strings.TrimSpace(line)
		if !ring.MatchString(line) {
			t.Fatalf("%.80q is no ring", line)
		}
		x, y := 0, 0
		number := regexp.MustCompile(`-?\d+`)
		for i, n := range number.FindAllString(line, -1) {
			var step int
			fmt.Sscan(n, &step)
			if i%2 == 0 {
				x += step
			} else {
				y += step
			}
			if i > 0 && (x < -5400 || x > 5400 || y < -900 || y > 900) {
				t.Fatalf("%.40q: %d, %d", line, x, y)
			}
		}
	}
}

func TestMaps(t *testing.T) {
	place := func(name string, lat, lon float64, n int64) *thing {
		return &thing{Name: name, Lat: lat, Lon: lon, Count: n, Placed: true}
	}
	if mapsOf(nil) != nil {
		t.Error("a map of nothing")
	}
	europe := []*thing{place("Berlin", 52.52, 13.4, 50), place("Vienna", 48.2, 16.4, 40), place("Nairobi", -1.28, 36.8, 9)}
	all := mapsOf(europe)
	if len(all) != 2 || len(all[0].Points) != 3 || len(all[1].Points) != 2 || all[0].Points[0].Name != "Berlin" {
		t.Fatalf("%+v", all)
	}
	if p := all[0].Points[2]; p.X != 368 || p.Y != 12.8 {
		t.Errorf("Nairobi at %v, %v", p.X, p.Y)
	}
	// Points' areas are as their counts.
	if a, b := all[0].Points[0].R, all[0].Points[2].R; a*a/(b*b) < 5 || a*a/(b*b) > 6 {
		t.Errorf("radii %v and %v", a, b)
	}
	spread := mapsOf([]*thing{place("a", 60, -170, 10), place("b", -60, 170, 10), place("c", 0, 0, 9)})
	if len(spread) != 1 {
		t.Errorf("a detail of what lies everywhere: %+v", spread[1])
	}
	edge := mapsOf([]*thing{place("pole", 90, 180, 10)})
	if len(edge) != 2 || edge[1].X != 1200 || edge[1].Y != -900 {
		t.Errorf("%+v", edge)
	}
}

// hostile is what an article may hold to get into the page.
const hostile = `</title><script>alert(1)</script><img src=x onerror=alert(1)>"'--></style>`

// work makes a record of each article, hostile ones among them.
func work(ctx context.Context, it *batch.Item) (batch.Result, *pipeline.Article, error) {
	a, err := it.Decode(1 << 16)
	if err != nil {
		return batch.Result{}, a, err
	}
	if strings.HasSuffix(a.ID, "7") {
		return batch.Result{}, a, pipeline.Permanent(pipeline.Timeout, errors.New(hostile))
	}
	r := &pipeline.Record{Schema: pipeline.Schema, ID: a.ID, Text: a.Text, Lang: pipeline.Language{Code: "de"},
		Figures: []pipeline.Figure{{Kind: "money", Value: "1"}, {Kind: "count", Value: "1"}},
		Entities: []pipeline.Entity{
			{ID: "e1", Type: "person", Name: hostile, Mentions: make([]pipeline.Mention, 2)},
			{ID: "e2", Type: "place", Name: "Wien", Entry: &pipeline.Entry{ID: "geonames:1", DE: "Wien", EN: "Vienna " + hostile}, Place: &pipeline.Place{Lat: 48.2, Lon: 16.4}},
			{ID: "e3", Type: "place", Name: "Vienna", Entry: &pipeline.Entry{ID: "geonames:1", EN: "Vienna"}},
			{ID: "e4", Type: "organisation", Name: "Firma " + a.ID},
			{ID: "e5", Type: "none of ours", Name: "?"},
		}}
	line, err := r.Marshal()
	return batch.Result{Line: line, Lang: hostile, Entities: map[string]int{"person": 1, "place": 2}, Tokens: 3}, a, err
}

// runOf makes a run of 200 articles that is interrupted after some.
func runOf(t *testing.T, interruptions ...int) string {
	t.Helper()
	dir := t.TempDir()
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "{\"id\":\"<b>%d\",\"text\":\"Text.\"}\n", i)
	}
	lines.WriteString("no article\n")
	input := filepath.Join(dir, "<script>alert(1)<", "script>.jsonl")
	if err := os.MkdirAll(filepath.Dir(input), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(input, []byte(lines.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	for _, after := range append(interruptions, 0) {
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		s, err := batch.Run(ctx, batch.Options{
			Inputs: []string{input}, Reader: batch.Reader{Format: batch.JSONL, MaxText: 1 << 16}, Dir: out, Workers: 1,
			Settings: map[string]string{"lang": hostile, "empty": ""}, Producer: pipeline.Producer{Version: hostile, Models: map[string]string{"de": hostile}},
			Work: func(ctx context.Context, it *batch.Item) (batch.Result, *pipeline.Article, error) {
				if n++; n == after {
					cancel()
				}
				return work(ctx, it)
			},
		})
		cancel()
		if err != nil || s.Finished != (after == 0) {
			t.Fatal(s, err)
		}
	}
	return out
}

func pageOf(t *testing.T, dir string) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(t.Context(), &b, Options{Dir: dir, MaxText: 1 << 16, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The page stands for itself, and nothing in an article gets out of its place.
func TestPage(t *testing.T) {
	text := pageOf(t, runOf(t))
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	styles, charts := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "img", "link", "iframe", "b":
			if n.Data != "b" || n.Parent.Data != "li" && n.Parent.Data != "summary" {
				t.Errorf("element %s", n.Data)
			}
		case "style":
			styles++
			want := "'sha256-" + sumOf(n.FirstChild.Data) + "'"
			if !strings.Contains(policy, want) {
				t.Errorf("the policy %s is not of the page's style, %s", policy, want)
			}
		case "svg":
			charts++
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && a.Val != "#land" {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
			if strings.Contains(a.Val, "ZgotmplZ") {
				t.Errorf("%s: %s was refused", n.Data, a.Key)
			}
		}
	}
	if styles != 1 || charts < 9 {
		t.Errorf("%d styles, %d charts", styles, charts)
	}
	if strings.Contains(text, "<script") || strings.Contains(text, "http:") || strings.Contains(text, "https:") {
		t.Error("a script, or something to fetch")
	}
	for _, want := range []string{
		"<b>201</b> articles", "<b>180</b> records", "<b>21</b> failed", "<b>360</b> mentions", "<b>360</b> figures",
		"timeout</b> 20", "invalid_json</b> 1", "&lt;b&gt;7 (", "script&gt;.jsonl:201",
		"Vienna &lt;/title&gt;&lt;script&gt;alert(1)", "(48.20, 16.40): 180</title>", "201 articles in", "Where most lies",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// A run that was interrupted has the page of one that was not, but for the clock.
func TestPageOfResumedRun(t *testing.T) {
	clock := regexp.MustCompile(`(?s)<h2>Articles a second</h2>.*?</p>`)
	whole, resumed := pageOf(t, runOf(t)), pageOf(t, runOf(t, 20, 20, 20)) // up to 32 are in work besides
	if !strings.Contains(resumed, "The run was interrupted 3 times") || strings.Count(resumed, "interrupted; went on at") != 3 || !strings.Contains(resumed, "201 articles in") {
		t.Errorf("%s", clock.FindString(resumed))
	}
	folder := regexp.MustCompile(`/\S*/00\d/`) // a test's own
	plain := func(s string) string { return folder.ReplaceAllString(clock.ReplaceAllString(s, ""), "") }
	if plain(whole) != plain(resumed) {
		t.Error("other pages")
	}
}

// Whatever records hold, and a run may pass on such as others made: there is a
// page, and nothing in it is a script.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		`{"entities":[{"type":"place","name":"<script>","place":{"lat":1e308,"lon":-1e300}},{"type":"place","name":"a","place":{"lat":90,"lon":-180}}]}`,
		`{"entities":[{"type":"person","name":"\u0000\u2028","gazetteer":{"id":"","en":""}}],"figures":[{"kind":"</svg>"}],"lang":{"code":"\""}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var r pipeline.Record
		if json.Unmarshal([]byte(s), &r) != nil {
			return
		}
		g := newGathering()
		g.add(&r)
		g.fail(batch.Failure{ID: r.ID, Reason: pipeline.Reason(r.Title)})
		var b bytes.Buffer
		if err := pageTemplate.Execute(&b, g.page(&batch.Manifest{Totals: batch.Totals{Languages: map[string]int64{r.Lang.Code: 1}}})); err != nil {
			t.Fatal(err)
		}
		if text := b.String(); strings.Contains(text, "<script") || strings.Contains(text, "Inf") && !strings.Contains(s, "Inf") {
			t.Errorf("%q", s)
		}
	})
}

// What cannot be read is told; a run without records has a page, too.
func TestErrors(t *testing.T) {
	var b bytes.Buffer
	if err := Write(t.Context(), &b, Options{Dir: t.TempDir(), MaxText: 1 << 16}); err == nil || !strings.Contains(err.Error(), "no finished backfill") {
		t.Errorf("%v", err)
	}
	dir := runOf(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Write(ctx, &b, Options{Dir: dir, MaxText: 1 << 16}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	for _, name := range []string{"records.jsonl", "failures.jsonl"} {
		dir := runOf(t)
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{\"schema\":\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := Write(t.Context(), &b, Options{Dir: dir, MaxText: 1 << 16}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	manifest := filepath.Join(dir, "manifest.json")
	if err := os.WriteFile(manifest, []byte(`{"schema":"enricher.backfill/v1","totals":{"articles":3,"records":3}}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if text := pageOf(t, dir); !strings.Contains(text, "wrote no records into its folder") {
		t.Error("the page does not say why it lacks facts")
	}
}
