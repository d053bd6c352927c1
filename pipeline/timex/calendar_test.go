package timex

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// TestDays compares days with the standard library's, which counts by the same
// calendar, over the years that a value can write.
func TestDays(t *testing.T) {
	for year := firstYear; year <= lastYear; year += 7 {
		for month := 1; month <= 12; month++ {
			d := day{year, month, 1 + year&15}
			s := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
			if n := int(s.Unix() / 86400); d.number() != n {
				t.Fatalf("%v is day %d, want %d", d, d.number(), n)
			}
			if dayOf(d.number()) != d {
				t.Fatalf("%v comes back as %v", d, dayOf(d.number()))
			}
			if w := (int(s.Weekday())+6)%7 + 1; d.weekday() != w {
				t.Fatalf("%v is weekday %d, want %d", d, d.weekday(), w)
			}
			y, w := d.week()
			if wantYear, want := s.ISOWeek(); y != wantYear || w != want {
				t.Fatalf("%v is in week %d of %d, want %d of %d", d, w, y, want, wantYear)
			}
			if monday := weekStart(y, w); monday.weekday() != 1 || d.number()-monday.number() > 6 || d.before(monday) {
				t.Fatalf("week %d of %d begins on %v", w, y, monday)
			}
		}
	}
}

// TestFeasts: dates that calendars print.
func TestFeasts(t *testing.T) {
	for _, tt := range []struct {
		name, lang string
		want       string // MM-DD of 2000, 2014, 2023, 2024
	}{
		{"ostern", "de", "04-23 04-20 04-09 03-31"},
		{"aschermittwoch", "de", "03-08 03-05 02-22 02-14"},
		{"pfingstmontag", "de", "06-12 06-09 05-29 05-20"},
		{"fronleichnam", "de", "06-22 06-19 06-08 05-30"},
		{"totensonntag", "de", "11-26 11-23 11-26 11-24"},
		{"muttertag", "de", "05-14 05-11 05-14 05-12"},
		{"memorial day", "en", "05-29 05-26 05-29 05-27"},
		{"victoria day", "en", "05-22 05-19 05-22 05-20"},
		{"election day", "en", "11-07 11-04 11-07 11-05"},
		{"thanksgiving", "en", "11-23 11-27 11-23 11-28"},
		{"cyber monday", "en", "11-27 12-01 11-27 12-02"},
		{"remembrance sunday", "en", "11-12 11-09 11-12 11-10"},
	} {
		feasts := germanFeasts
		if tt.lang == "en" {
			feasts = englishFeasts
		}
		var got []string
		for _, f := range feasts {
			for _, name := range strings.Split(f.names, ",") {
				if name == tt.name {
					for _, year := range []int{2000, 2014, 2023, 2024} {
						d := f.in(year)
						got = append(got, time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Format("01-02"))
					}
				}
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// TestFeastNames: every name of a holiday is found, with its date in the year
// behind it.
func TestFeastNames(t *testing.T) {
	for lang, feasts := range map[string][]namedFeast{"de": germanFeasts, "en": englishFeasts} {
		for _, f := range feasts {
			for _, name := range strings.Split(f.names, ",") {
				text := strings.ReplaceAll(titled(name), " '", "'") + " 2013"
				times := Find(token.Split(text, lang), "", published)
				want := string((&expr{part: f.part}).appendTime(appendDate(nil, f.in(2013), max(f.unit, daily))))
				if len(times) != 1 || times[0].Value != want || times[0].Span.Len() != len(text) {
					t.Errorf("%s: %+v, want %s", text, times, want)
				}
			}
		}
	}
}

// titled writes every word with a capital.
func titled(name string) string {
	words := strings.Fields(name)
	for n, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		words[n] = string(unicode.ToUpper(r)) + w[size:]
	}
	return strings.Join(words, " ")
}
