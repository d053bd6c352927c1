package dateparser

import (
	"errors"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		languages []string
		text      string
		want      string // "": no date
	}{
		{nil, "3 March 2021", "2021-03-03"},
		{nil, "Wednesday, March 3rd, 2021 at 14:05", "2021-03-03"},
		{[]string{"de"}, "Mittwoch, 3. März 2021, 14:05 Uhr", "2021-03-03"},
		{[]string{"de"}, "Mittwoch, 3. Ma\u0308rz 2021", "2021-03-03"},
		{[]string{"de"}, "3. Jän\u00adner 2021 08:00:30", "2021-01-03"},
		{[]string{"es", "en"}, "mar. 4 de mayo de 2021", "2021-05-04"},
		{[]string{"es", "en"}, "mié, 3 mar 2021", "2021-03-03"},
		{[]string{"es", "en"}, "May 4, 2021", "2021-05-04"},
		{[]string{"fr"}, "le 1er août 2021", "2021-08-01"},
		{[]string{"pl"}, "16 marca 2021", "2021-03-16"},
		{nil, "16 березня 2021", "2021-03-16"},
		{nil, "१६ मार्च २०२१", "2021-03-16"},

		{[]string{"de"}, "3 March 2021", ""},
		{[]string{"xx"}, "3 March 2021", ""},
		{nil, "3 March", ""},
		{nil, "March 2021", ""},
		{nil, "3.3.2021", ""},
		{nil, "31 April 2021", ""},
		{nil, "3 March or 4 April 2021", ""},
		{nil, "March or April 3, 2021", ""},
		{nil, "3 March 2021 2022", ""},
		{nil, "Room 3, March 2021", ""},
		{nil, "14:05", ""},
		{nil, "Lehmann, 2021, S. 13", ""},
		{nil, "3 March 99999999999999999999", ""},
		{nil, "a b c d e f g h i j k l 3 March 2021", ""},
		{nil, "\xff 3 \xff", ""},
		{nil, "", ""},
	} {
		d, err := new(Parser).Parse(&Configuration{Languages: c.languages}, c.text)
		got := ""
		if err == nil {
			got = d.Time.Format(time.DateOnly)
		} else if !errors.Is(err, ErrNoDate) || !d.Time.IsZero() {
			t.Errorf("%q: %v %v", c.text, d, err)
		}
		if got != c.want {
			t.Errorf("%v %q: %q, want %q", c.languages, c.text, got, c.want)
		}
	}
}

// TestMonths: every language has its twelve months, and its words are as texts
// are compared with them.
func TestMonths(t *testing.T) {
	if n := len(known()); n < 150 {
		t.Errorf("%d languages", n)
	}
	seen := map[string]bool{}
	for _, l := range known() {
		of := map[time.Month]bool{}
		for w, m := range l.months {
			of[m] = true
			if plain(w) != w {
				t.Errorf("%s: %q, compared with %q", l.code, w, plain(w))
			}
		}
		if len(of) != 12 || !of[time.January] || !of[time.December] || seen[l.code] || !IsKnownLocale(l.code) {
			t.Errorf("%s: months %v", l.code, of)
		}
		seen[l.code] = true
	}
	if IsKnownLocale("xx") || IsKnownLocale("") {
		t.Error("a language that is none is known")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("3 March 2021, 14:05", "en")
	f.Add("१६ मार्च २०२१", "hi")
	f.Fuzz(func(t *testing.T, text, language string) {
		d, err := new(Parser).Parse(&Configuration{Languages: []string{language}}, text)
		if (err == nil) == d.Time.IsZero() {
			t.Errorf("%v %v", d, err)
		}
	})
}
