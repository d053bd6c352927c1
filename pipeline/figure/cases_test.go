package figure

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"enricher/ner/token"
)

// TestCases scores other projects' cases under ENRICHER_SHARED by the values
// that they expect, as a bag: a range counts with both ends.
func TestCases(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	files, _ := filepath.Glob(filepath.Join(shared, "corpora/figures/en.cqe-*"))
	for _, path := range append(files, filepath.Join(shared, "corpora/figures/en.recognizers.jsonl.gz"), filepath.Join(shared, "corpora/figures/de.recognizers.jsonl.gz")) {
		lang := filepath.Base(path)[:2]
		var found, gold, right int
		readLines(t, path, func(line []byte) {
			var c struct {
				Text       string
				Set        string
				Quantities []struct {
					Value string
					Unit  string `json:"normalized_unit"`
				}
				Results []struct {
					Text       string
					Resolution struct{ Value, Unit any }
				}
			}
			line = []byte(strings.TrimSuffix(string(line), ","))
			if err := json.Unmarshal(line, &c); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(c.Set, "DateTime") || strings.Contains(c.Set, "Range") || strings.Contains(c.Set, "Percent") && strings.Contains(c.Set, "Mode") || strings.Contains(c.Set, "Experimental") {
				return
			}
			want := map[string]int{}
			wanted := 0
			for _, q := range c.Quantities {
				for _, v := range strings.FieldsFunc(strings.ReplaceAll(q.Value, " to ", ","), func(r rune) bool { return r == ',' }) {
					want[strings.TrimSpace(v)]++
					wanted++
				}
			}
			for _, r := range c.Results {
				if v, ok := r.Resolution.Value.(string); ok {
					v = strings.TrimSuffix(v, "%")
					if lang == "de" {
						v = strings.ReplaceAll(v, ",", ".")
					}
					want[v]++
					wanted++
				}
			}
			bag := map[string]int{}
			for k, v := range want {
				bag[k] = v
			}
			hits, n := 0, 0
			var got []string
			for _, f := range Find(token.Split(c.Text, lang), "", nil) {
				for _, v := range []string{f.Value, f.ValueMax} {
					if v == "" {
						continue
					}
					n++
					for w := range bag {
						if bag[w] > 0 && sameNumber(v, w) {
							bag[w]--
							hits++
							break
						}
					}
				}
				got = append(got, f.Kind+" "+f.Value+" "+f.ValueMax+" "+f.Unit+" "+f.Modifier)
			}
			found, gold, right = found+n, gold+wanted, right+hits
			if (hits != n || hits != wanted) && os.Getenv("CASE_ERRORS") != "" {
				t.Logf("%s | %.160s | want %v | got %q", strings.TrimPrefix(c.Set, "recognizers/"), c.Text, want, got)
			}
		})
		t.Logf("%s value %.1f (found %d, gold %d)", filepath.Base(path), 200*float64(right)/float64(found+gold), found, gold)
	}
}
