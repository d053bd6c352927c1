package table

import "testing"

func TestDays(t *testing.T) {
	for value, want := range map[string]string{
		"2014-10-14":       "2014-10-14 2014-10-14",
		"2014-10-14T21:47": "2014-10-14 2014-10-14",
		"2014-10-14TNI":    "2014-10-14 2014-10-14",
		"2024-02-29":       "2024-02-29 2024-02-29",
		"2014-02":          "2014-02-01 2014-02-28",
		"2014-12":          "2014-12-01 2014-12-31",
		"2014":             "2014-01-01 2014-12-31",
		"9999":             "9999-01-01 9999-12-31",
		"199X":             "1990-01-01 1999-12-31",
		"000X":             "0001-01-01 0009-12-31",
		"19":               "1900-01-01 1999-12-31",
		"19XX":             "1900-01-01 1999-12-31",
		"2":                "2000-01-01 2999-12-31",
		"2014-Q3":          "2014-07-01 2014-09-30",
		"2014-H2":          "2014-07-01 2014-12-31",
		"2014-W42":         "2014-10-13 2014-10-19",
		"2014-W42-WE":      "2014-10-18 2014-10-19",
		"2020-W53":         "2020-12-28 2021-01-03",
		"2016-W01":         "2016-01-04 2016-01-10",
		"2015-W01":         "2014-12-29 2015-01-04",

		// no stretch of the calendar, or none that all agree on
		"": "", "XXXX": "", "X": "", "XXXX-10-14": "", "2014-XX-14": "", "2014-10-XX": "", "XXXX-WXX-5": "",
		"PRESENT_REF": "", "P6M": "", "PT3H": "", "P1DE": "", "2014-SU": "", "BC0044": "", "BC0044-03-15": "",
		"2014-02-30": "", "2023-02-29": "", "2014-13": "", "2014-00": "", "2014-Q5": "", "2014-Q0": "", "2014-H3": "",
		"2014-W53": "", "2014-W00": "", "2014-W4": "", "2014-10-1": "", "14-10-14": "", "0000": "", "0000-01": "",
		"20141": "", "2014-": "", "-": "", "-2014": "", "2014-10-14-15": "", "+201": "", "T21:47": "",
	} {
		got := ""
		if first, last := days(value); first != nil {
			got = first.String() + " " + last.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
}

func TestPublished(t *testing.T) {
	for text, want := range map[string]string{
		"2014-10-14T21:47:00+02:00": "2014-10-14T19:47:00Z 2014-10-14",
		"2014-10-15T00:47:00+02:00": "2014-10-14T22:47:00Z 2014-10-15",
		"2014-10-14T21:47:00":       "- 2014-10-14",
		"2014-10-14":                "- 2014-10-14",
		"":                          "- -",
		"14. Oktober":               "- -",
		"2014-02-30":                "- -",
	} {
		moment, day := published(text)
		got := []string{"-", "-"}
		if moment != nil {
			got[0] = moment.String()
		}
		if day != nil {
			got[1] = day.String()
		}
		if got := got[0] + " " + got[1]; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// Whatever a record says, its days are none or in order.
func FuzzDays(f *testing.F) {
	for _, s := range []string{"2014-10-14", "2014-W42-WE", "19", "199X", "2014-H2", "0001-W01", "9999-W52", "P6M"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		first, last := days(value)
		if (first == nil) != (last == nil) || first != nil && *first > *last {
			t.Errorf("%q: %v to %v", value, first, last)
		}
		published(value)
	})
}
