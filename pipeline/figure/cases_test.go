package figure

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"enricher/ner/token"
)

// caseUnits translates the unit names of other projects' cases. Units that
// are not listed are in scope under their own name if our tables have it;
// anything else names what is counted, which is no unit here.
var caseUnits = map[string]string{
	"dollar": "USD", "united states dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "british pound": "GBP", "chinese yuan": "CNY", "japanese yen": "JPY", "swiss franc": "CHF",
	"canadian dollar": "CAD", "australian dollar": "AUD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "turkish lira": "TRY", "mexican peso": "MXN", "bitcoin": "XBT",
	"finnish markka": "FIM", "costa rican colón": "CRC", "georgian lari": "GEL", "lao kip": "LAK", "sri lankan rupee": "LKR", "rupee": "INR", "franc": "CHF",
	"percentage": "percent", "celsius": "degree_celsius", "c": "degree_celsius", "fahrenheit": "degree_fahrenheit", "f": "degree_fahrenheit", "k": "kelvin",
	"year of age": "year", "month of age": "month", "week of age": "week", "day of age": "day", "age": "year",
	"pound-mass": "pound", "metric ton": "tonne", "pound": "pound", "meter": "metre", "millimeter": "millimetre", "centimeter": "centimetre", "kilometer": "kilometre", "liter": "litre", "milliliter": "millilitre",
	"square meter": "square_metre", "cubic meter": "cubic_metre", "kilometer per hour": "kilometre_per_hour", "meter per second": "metre_per_second",
}

// TestCases measures, on other projects' cases under ENRICHER_SHARED, how many
// of the quantities that they expect are found with their value and unit. Out
// of scope are their dates, their bare arithmetic (Recognizers' NumberModel and
// NumberRangeModel, in which a list of digits, a power or `1 over 3` is a
// number), ordinals that are no numbers (last, next), units that are not in our
// closed list (satoshi, picometre, drams), sub-units of money, which we write in
// their currency, and sums of two units (5 feet 2 inches).
func TestCases(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	floors := map[string]float64{
		"de.recognizers.jsonl.gz": 92, "en.recognizers.jsonl.gz": 84, "en.cqe-age-model.scoring-only.jsonl.gz": 95, "en.cqe-currency-model.scoring-only.jsonl.gz": 82,
		"en.cqe-dimension-model.scoring-only.jsonl.gz": 88, "en.cqe-temperature-model.scoring-only.jsonl.gz": 85,
	}
	known := map[string]bool{}
	for _, u := range english.words {
		known[u.name] = true
	}
	files, err := filepath.Glob(filepath.Join(shared, "corpora/figures/*.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		name := filepath.Base(path)
		if strings.HasPrefix(name, "duckling") {
			continue
		}
		var expected, right int
		readLines(t, path, func(line []byte) {
			c := readCase(t, line, name[:2])
			figures := Find(token.Split(c.text, name[:2]), "", nil)
			for _, want := range c.quantities {
				if want.value == "" {
					continue // a unit without a number
				}
				unit, ok := caseUnit(want.unit, known)
				if !ok {
					continue
				}
				expected++
				if found(figures, want.value, unit) {
					right++
				} else if os.Getenv("CASE_ERRORS") != "" {
					t.Logf("MISS %s %s | %.200s | %+v", want.value, unit, c.text, figures)
				}
			}
		})
		share := 100 * float64(right) / float64(expected)
		t.Logf("%s: %.1f %% of %d", name, share, expected)
		if share < floors[name] {
			t.Errorf("%s: %.1f %% of the expected quantities, want %.0f", name, share, floors[name])
		}
	}
}

type caseQuantity struct{ value, unit string }

type foreignCase struct {
	text       string
	quantities []caseQuantity
}

// readCase reads a case of CQE (quantities) or Recognizers-Text (results).
func readCase(t *testing.T, line []byte, lang string) foreignCase {
	var c struct {
		Text       string
		Set        string
		Quantities []struct {
			Value string
			Unit  string `json:"normalized_unit"`
		}
		Results []struct {
			Resolution struct{ Value, Unit any }
		}
	}
	if err := json.Unmarshal([]byte(strings.TrimSuffix(string(line), ",")), &c); err != nil {
		t.Fatal(err)
	}
	out := foreignCase{text: c.Text}
	for _, q := range c.Quantities {
		out.quantities = append(out.quantities, caseQuantity{q.Value, strings.ToLower(q.Unit)})
	}
	if !strings.Contains(c.Set, "WithUnit") && !strings.HasSuffix(c.Set, "/PercentModel") {
		return out
	}
	for _, r := range c.Results {
		v, _ := r.Resolution.Value.(string)
		u, _ := r.Resolution.Unit.(string)
		if strings.HasSuffix(v, "%") {
			v, u = strings.TrimSuffix(v, "%"), "percentage"
		}
		if lang == "de" {
			v = strings.ReplaceAll(v, ",", ".")
		}
		out.quantities = append(out.quantities, caseQuantity{v, strings.ToLower(u)})
	}
	return out
}

// caseUnit is our name of a case's unit, and whether it is in scope.
func caseUnit(u string, known map[string]bool) (string, bool) {
	u = strings.TrimSuffix(strings.TrimSuffix(u, " per share"), " per year")
	if name, ok := caseUnits[u]; ok {
		return name, true
	}
	switch {
	case strings.Contains(u, " per ") || strings.Contains(u, "cent") || strings.Contains(u, "penny") || strings.Contains(u, "pence"):
		return "", false
	case known[strings.ReplaceAll(u, " ", "_")]:
		return strings.ReplaceAll(u, " ", "_"), true
	case u == "degree":
		return "degree", true
	}
	return "", u == "-" || u == "count" || u == "people"
}

// found reports whether a figure has the value, or one end of it, and the
// unit; a bare degree, pound or ton means what the variety says.
func found(figures []Figure, value, unit string) bool {
	for _, f := range figures {
		sameUnit := f.Unit == unit || unit == "" || unit == "degree" && strings.HasPrefix(f.Unit, "degree") || unit == "pound" && f.Unit == "GBP" || unit == "percent" && f.Unit == "percentage_point"
		if !sameUnit {
			continue
		}
		if sameNumber(f.Value, value) || f.ValueMax != "" && (sameNumber(f.ValueMax, value) || f.Value+"-"+f.ValueMax == value) {
			return true
		}
	}
	return false
}
