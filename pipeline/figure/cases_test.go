package figure

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"enricher/ner/token"
)

// caseUnits are other projects' names of units that have another name here.
// Those that are not listed are in scope under their own name if our tables
// have it.
var caseUnits = map[string]string{
	"dollar": "USD", "united states dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "british pound": "GBP", "chinese yuan": "CNY", "japanese yen": "JPY", "swiss franc": "CHF",
	"canadian dollar": "CAD", "australian dollar": "AUD", "new zealand dollar": "NZD", "hong kong dollar": "HKD", "turkish lira": "TRY", "mexican peso": "MXN", "bitcoin": "XBT",
	"finnish markka": "FIM", "costa rican colón": "CRC", "georgian lari": "GEL", "lao kip": "LAK", "sri lankan rupee": "LKR", "rupee": "INR", "franc": "CHF",
	"percentage": "percent", "celsius": "degree_celsius", "c": "degree_celsius", "fahrenheit": "degree_fahrenheit", "f": "degree_fahrenheit", "k": "kelvin", "degree": "degree",
	"year of age": "year", "month of age": "month", "week of age": "week", "day of age": "day", "age": "year",
	"pound-mass": "pound", "metric ton": "tonne", "meter": "metre", "millimeter": "millimetre", "centimeter": "centimetre", "kilometer": "kilometre", "liter": "litre", "milliliter": "millilitre",
	"square meter": "square_metre", "cubic meter": "cubic_metre", "kilometer per hour": "kilometre_per_hour", "meter per second": "metre_per_second", "m": "",
	"-": "", "count": "", "people": "",
}

// sizes are units that cases convert into one another, by what they measure.
var sizes = map[string]struct {
	of   string
	size float64
}{
	"nanometre": {"length", 1e-9}, "micrometre": {"length", 1e-6}, "millimetre": {"length", 1e-3}, "centimetre": {"length", 1e-2}, "metre": {"length", 1}, "kilometre": {"length", 1000},
	"inch": {"length", .0254}, "foot": {"length", .3048}, "yard": {"length", .9144}, "mile": {"length", 1609.344},
	"milligram": {"mass", 1e-3}, "gram": {"mass", 1}, "kilogram": {"mass", 1000}, "millilitre": {"volume", 1e-3}, "litre": {"volume", 1}, "hectolitre": {"volume", 100},
	"second": {"time", 1}, "minute": {"time", 60}, "hour": {"time", 3600}, "day": {"time", 86400}, "week": {"time", 604800}, "month": {"time", 2628000}, "year": {"time", 31536000},
}

// A foreignCase is a quantity that another project expects in a text.
type foreignCase struct {
	text, value, max, unit string
}

// TestCases measures, on other projects' cases under ENRICHER_SHARED, how many
// of the quantities that they expect are found with their value and unit.
// testdata/SCOPE.md says which are in scope and what counts as right; with
// CASE_ERRORS set those that are not found are listed.
func TestCases(t *testing.T) {
	shared := os.Getenv("ENRICHER_SHARED")
	if shared == "" {
		t.Skip("ENRICHER_SHARED is not set")
	}
	folder := filepath.Join(shared, "corpora/figures")
	type tally struct{ right, expected, others int }
	sets := map[string]*tally{}
	score := func(set, lang string, cases []foreignCase, others int) {
		n := sets[set]
		if n == nil {
			n = &tally{}
			sets[set] = n
		}
		n.others += others
		for _, c := range cases {
			n.expected++
			figures := Find(token.Split(c.text, lang), "", nil)
			if found(figures, c) {
				n.right++
			} else if os.Getenv("CASE_ERRORS") != "" {
				t.Logf("MISS %s: %s %s %s | %.200q | %s", set, c.value, c.max, c.unit, c.text, marked(c.text, figures))
			}
		}
	}
	for _, model := range []string{"age", "currency", "dimension", "temperature"} {
		readLines(t, filepath.Join(folder, "en.cqe-"+model+"-model.scoring-only.jsonl.gz"), func(line []byte) {
			cases, others := readCQE(t, line)
			score("CQE "+model, "en", cases, others)
		})
	}
	for _, lang := range []string{"de", "en"} {
		readLines(t, filepath.Join(folder, lang+".recognizers.jsonl.gz"), func(line []byte) {
			set, cases, others := readRecognizers(t, line, lang)
			score("Recognizers "+lang+" "+set, lang, cases, others)
		})
	}
	readLines(t, filepath.Join(folder, "duckling-cases.jsonl.gz"), func(line []byte) {
		lang, cases, others := readDuckling(t, line)
		score("Duckling "+lang, lang, cases, others)
	})
	for set, n := range sets {
		share := 100 * float64(n.right) / float64(n.expected)
		t.Logf("%-32s %5.1f %% of %4d, %4d out of scope", set, share, n.expected, n.others)
		if share < 92 {
			t.Errorf("%s: %.1f %% of the expected quantities, want 92", set, share)
		}
	}
}

// inScope splits cases into those in scope and the number of the others: those
// with a unit that is in no table of ours, and negative numbers without a unit.
func inScope(all []foreignCase) (cases []foreignCase, others int) {
	for _, c := range all {
		unit, ok := caseUnit(c.unit)
		v, err := strconv.ParseFloat(c.value, 64)
		if err != nil || !ok || v < 0 && unit == "" {
			others++
			continue
		}
		c.unit = unit
		cases = append(cases, c)
	}
	return cases, others
}

// outside are texts of Recognizers and Duckling that are no figure, or not this
// one, by the definitions of this package.
var outside = regexp.MustCompile(`(?i)` + strings.Join([]string{
	`\b(few|some|all|ganzen) (days?|weeks?|months?|hours?|tag)\b`, `^(a )?(pair|couple|few)s?\b`, `\b(single|paare?|paar)$`, // no number is stated
	`^(an?|eine?n?|one|keinen?r?|nil|n[ao]ught) ?[a-z]*$`, // an article, a pronoun, nothing
	`\b(dimes?|nickels?|quarters?|pennies|penny)$`,        // coins by their name
	`^[a-z]*(first|second|third|th)$`, `^\d+(\.|ter)$`,    // an ordinal that nothing follows
	`^-? ?0\d`, `\D0000?\b`, `phone`, `\bnrs?\.`, `\d/\d{2}`, // codes, telephone and list numbers, dates
	`\d ?(''|"|')`,                                                                        // inch marks: quotation marks in running text
	`\bover (\d|one|three|twen)`, `\bout of\b`, `\bnights?\b`, `weekends`, `\dG$`, `\dY$`, // a division, two counts, no units
	`^\d+ ?(bis|to|-) ?\d+ (hundert|tausend|millionen|milliarden|billionen|hundred|thousand|lakh|crore|million|billion|trillion)\b`, // a magnitude said once belongs to both
	`(percent|per cent) of \d`, // the percentage of a number
	`\bone (last|of)\b`,        // a pronoun
	`^ ?[\d.,]+ ?[a-z]$`,       // a number with one letter: 3M, 2m, 30 l
	`\b\d+ in$`,                // in: the preposition
	`\w - [a-z]`, `^- \d`,      // a hyphen between spaces is a dash
	`\b(\w+ty|hundred|two|three|four|five|six|seven|eight|nine) (first|second|third|[a-z]+th)$`,                // a compound ordinal that nothing follows
	`\b` + digitWord + `-` + digitWord + `-`,                                                                   // digits one by one
	`\band a (third|[a-z]+th)$`,                                                                                // a mixed number, which is one figure
	`(\$\d+|\b(GBP|dollar|rupees|ringgit|hours?))( and)? (\d+|` + digitWord + `|ten|fourteen|fifteen|thirty)$`, // a smaller unit that is not said
}, "|"))

// digitWord is a digit in words.
const digitWord = `(nought|one|two|three|four|five|six|seven|eight|nine)`

// foreignComma is a decimal comma, which no English number has.
var foreignComma = regexp.MustCompile(`\d,\d{1,2}\b`)

func readCQE(t *testing.T, line []byte) ([]foreignCase, int) {
	var c struct {
		Text       string
		Quantities []struct {
			Value string
			Unit  string `json:"normalized_unit"`
		}
	}
	decode(t, line, &c)
	var all []foreignCase
	for _, q := range c.Quantities {
		low, high, _ := strings.Cut(q.Value, "-")
		if low == "" {
			low, high = q.Value, ""
		}
		all = append(all, foreignCase{c.Text, low, high, strings.ToLower(q.Unit)})
	}
	return inScope(all)
}

// readRecognizers names the set by the model.
func readRecognizers(t *testing.T, line []byte, lang string) (set string, cases []foreignCase, others int) {
	var c struct {
		Text    string
		Set     string
		Results []struct {
			Type       string
			Resolution struct {
				Value, Unit any
				Subtype     string
				Values      []struct{ Value string }
			}
		}
	}
	decode(t, line, &c)
	if outside.MatchString(c.Text) || lang == "en" && foreignComma.MatchString(c.Text) {
		return "units", nil, len(c.Results)
	}
	_, model, _ := strings.Cut(c.Set, "/")
	set = "numbers"
	if strings.Contains(model, "WithUnit") || strings.Contains(model, "Percent") {
		set = "units"
	}
	var all []foreignCase
	for _, r := range c.Results {
		value, _ := r.Resolution.Value.(string)
		unit, _ := r.Resolution.Unit.(string)
		unit = strings.ToLower(unit)
		switch {
		case r.Type == "datetimeV2.duration" && len(r.Resolution.Values) > 0:
			value, unit = r.Resolution.Values[0].Value, "second"
			set = "units"
		case strings.HasPrefix(model, "DateTime"), strings.HasSuffix(r.Type, ".relative"), r.Resolution.Subtype == "power", r.Type == "numberrange", strings.HasSuffix(model, "Mode") && set == "numbers":
			others++
			continue
		case r.Resolution.Subtype == "fraction" && !properFraction.MatchString(c.Text):
			others++ // improper, nested, or of digits
			continue
		case strings.HasSuffix(value, "%"):
			value, unit = strings.TrimSuffix(value, "%"), "percentage"
		}
		if lang == "de" {
			value = strings.ReplaceAll(value, ",", ".")
		}
		if set == "numbers" {
			unit = "count"
		}
		all = append(all, foreignCase{c.Text, value, "", unit})
	}
	cases, more := inScope(all)
	return set, cases, others + more
}

// properFraction is a fraction as news has it.
var properFraction = regexp.MustCompile(`^(a|an|one|two|three|four|five|six|seven|eight|nine)[ -]+(half|thirds?|quarters?|(four|fif|six|seven|eigh|nin|ten)ths?)( |$)`)

// ducklingValues read the values in Duckling's notation.
var ducklingValues = []*regexp.Regexp{
	regexp.MustCompile(`^\((?:simple|above|under) (\w+) \(?(-?[\d.e]+)\)?()(?: Nothing| \(Just .*\))?\)$`),
	regexp.MustCompile(`^\(between (\w+) \((-?[\d.e]+), ?(-?[\d.e]+)\)(?: Nothing| \(Just .*\))?\)$`),
	regexp.MustCompile(`^\((NumeralValue|OrdinalData) \(?(-?[\d.e]+)\)?()\)$`),
}

var ducklingDuration = regexp.MustCompile(`^\(DurationData (\d+) (\w+)\)$`)

func readDuckling(t *testing.T, line []byte) (string, []foreignCase, int) {
	var c struct{ Dim, Lang, Fn, Expr, Text string }
	decode(t, line, &c)
	lang := strings.ToLower(c.Lang)
	if lang != "de" && lang != "en" {
		return lang[:2], nil, 1
	}
	if c.Fn != "allExamples" || c.Dim == "Time" || c.Dim == "Email" || outside.MatchString(c.Text) {
		return lang, nil, 1
	}
	if m := ducklingDuration.FindStringSubmatch(c.Expr); m != nil {
		cases, others := inScope([]foreignCase{{c.Text, m[1], "", strings.ToLower(m[2])}})
		return lang, cases, others
	}
	for _, form := range ducklingValues {
		if m := form.FindStringSubmatch(c.Expr); m != nil {
			unit := strings.ToLower(m[1])
			if unit == "numeralvalue" || unit == "ordinaldata" {
				unit = ""
			}
			if c.Dim == "AmountOfMoney" && currencyCodes[m[1]] {
				unit = m[1]
			}
			cases, others := inScope([]foreignCase{{c.Text, m[2], m[3], unit}})
			return lang, cases, others
		}
	}
	return lang, nil, 1
}

var currencyCodes = func() map[string]bool {
	m := map[string]bool{}
	for _, c := range currencies {
		m[c.code] = true
	}
	return m
}()

func decode(t *testing.T, line []byte, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(strings.TrimSuffix(string(line), ",")), v); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}

var unitNames = func() map[string]bool {
	known := map[string]bool{}
	for _, u := range english.words {
		known[u.name] = true
	}
	return known
}()

// caseUnit is our name of a case's unit, and whether it is in scope.
func caseUnit(u string) (string, bool) {
	if currencyCodes[u] || u == "" {
		return u, true
	}
	u = strings.TrimSuffix(strings.TrimSuffix(u, " per share"), " per year")
	if name, ok := caseUnits[u]; ok {
		return name, true
	}
	name := strings.ReplaceAll(u, " ", "_")
	return name, unitNames[name] && !strings.Contains(u, "cent")
}

// found reports whether a figure has the case's value and unit, or several in a
// row, each with a unit, add up to it.
func found(figures []Figure, c foreignCase) bool {
	want, _ := strconv.ParseFloat(c.value, 64)
	for i, f := range figures {
		v, ok := inUnit(f, f.Value, c.unit)
		if !ok {
			continue
		}
		low := near(v, want)
		high, _ := inUnit(f, f.ValueMax, c.unit)
		switch {
		case c.max != "":
			most, _ := strconv.ParseFloat(c.max, 64)
			if low && near(high, most) {
				return true
			}
			continue
		case low, f.ValueMax != "" && near(high, want), f.Unit == "month" && near(v*30*12/365, want): // a month of 30 days
			return true
		}
		for _, more := range figures[i+1:] {
			part, ok := inUnit(more, more.Value, c.unit)
			if !ok || c.unit == "" {
				break
			}
			if v += part; near(v, want) {
				return true
			}
		}
	}
	return false
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Max(math.Abs(b), 1) }

// inUnit is a value of the figure in another unit of the same size. A bare
// degree or pound means what the variety says.
func inUnit(f Figure, value, unit string) (float64, bool) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0, false
	}
	from, to := sizes[f.Unit], sizes[unit]
	switch {
	case f.Unit == unit, unit == "", unit == "degree" && strings.HasPrefix(f.Unit, "degree"), unit == "pound" && f.Unit == "GBP", unit == "percent" && f.Unit == "percentage_point":
		return v, true
	case unit == "percent" && f.Kind == Fraction:
		return 100 * v, true
	}
	return v * from.size / to.size, from.of != "" && from.of == to.of
}
