package numeral

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestExamples(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		data, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range strings.Split(string(data), "\n") {
			f := strings.Fields(line)
			if len(f) == 0 || f[0] == "#" {
				continue
			}
			read := map[string]func(string, string) (int64, bool){"=": Cardinal, "#": Ordinal, "/": Denominator}[f[1]]
			got := "-"
			if v, ok := read(f[0], lang); ok {
				got = strconv.FormatInt(v, 10)
			}
			if got != f[2] {
				t.Errorf("%s.txt:%d: %s gives %s", lang, n+1, line, got)
			}
		}
	}
}

func TestPrefix(t *testing.T) {
	for _, c := range []struct{ word, value, rest string }{
		{"siebenköpfige", "7", "köpfige"}, {"zweieinhalb", "2.5", ""}, {"anderthalbstündig", "1.5", "stündig"},
		{"hunderteinundzwanzigseitig", "121", "seitig"}, {"vierfach", "4", "fach"}, {"eineinhalb", "1.5", ""}, {"einundhalb", "1.5", ""}, {"fünfundeinhalb", "5.5", ""}, {"zweiundhalbe", "2.5", "e"}, {"dreiviertelstunde", "0.75", "stunde"},
	} {
		if v, rest, ok := Prefix(c.word); !ok || v.String() != c.value || rest != c.rest {
			t.Errorf("Prefix(%q) = %v, %q, %v", c.word, v, rest, ok)
		}
	}
	for _, c := range []struct {
		word  string
		value int64
		rest  string
	}{{"drittgrösste", 3, "grösste"}, {"zweitbester", 2, "bester"}, {"zwanzigstgrößte", 20, "größte"}} {
		if v, rest, ok := OrdinalPrefix(c.word); !ok || v != c.value || rest != c.rest {
			t.Errorf("OrdinalPrefix(%q) = %v, %q, %v", c.word, v, rest, ok)
		}
	}
}

func TestDecimal(t *testing.T) {
	d := func(coef int64, exp int) Decimal { return newDecimal(coef, exp) }
	for _, c := range []struct {
		got  Decimal
		want string
	}{
		{Int(0), "0"}, {Int(1200), "1200"}, {d(35, 8), "3500000000"}, {d(5, -1), "0.5"}, {d(-25, -3), "-0.025"},
		{d(123456, -3), "123.456"}, {d(250, -2), "2.5"}, {Ratio(1, 3), "0.333333"}, {Ratio(2, 3), "0.666667"}, {Ratio(1, 4), "0.25"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if sum, ok := d(25, -1).Add(Int(100)); !ok || sum.String() != "102.5" {
		t.Errorf("2.5 + 100 = %s, %v", sum, ok)
	}
	if _, ok := d(1<<62, 0).Mul(d(3, 0)); ok {
		t.Error("an overflow is multiplied")
	}
	if _, ok := Int(1).Shift(maxExp + 1); ok {
		t.Error("a huge exponent is accepted")
	}
	if Int(10).Cmp(d(99, -1)) != 1 || d(1, 29).Cmp(d(1, -29)) != 1 || d(-1, 29).Cmp(d(1, -29)) != -1 {
		t.Error("comparison is wrong")
	}
}

func TestDigits(t *testing.T) {
	for _, c := range []struct {
		text, lang, value string
		len               int
	}{
		{"17'600", "de", "17600", 6}, {"50’000", "de", "50000", 8}, {"1.234", "de", "1234", 5}, {"1.234", "en", "1.234", 5},
		{"1,234", "en", "1234", 5}, {"1,234", "de", "1.234", 5}, {"3,5", "de", "3.5", 3}, {"1 000 Tonnen", "de", "1000", 5},
		{"1.234,50", "de", "1234.5", 8}, {"1,234.50", "en", "1234.5", 8}, {"1.234.567", "de", "1234567", 9}, {"1'234.05", "de", "1234.05", 8},
		{"12,34,567", "en", "1234567", 9}, {"2.5", "de", "2.5", 3}, {"1, 2", "en", "1", 1}, {"10,2014", "en", "10", 2}, {"2,5", "en", "2", 1},
		{"0,5", "de", "0.5", 3}, {"0", "de", "0", 1}, {"14 300 people", "en", "14", 2}, {"14 000 people", "en", "14000", 6},
		{"299.792.458", "de", "299792458", 11}, {"2014 300", "de", "2014", 4}, {"100.", "de", "100", 3},
		{"1.2.3", "de", "-", 5}, {"3.5.2014", "de", "-", 8}, {"007", "en", "-", 3}, {"1.2.3,4'5", "de", "-", 7},
		{strings.Repeat("9", 400), "de", "-", 400}, {"1" + strings.Repeat("0", 400), "de", "-", 401}, {"1.1.1.1.1.1.1.1.1.1", "de", "-", 19},
	} {
		d := ReadDigits(c.text, c.lang, 0)
		got := "-"
		if d.Exact {
			got = d.Value.String()
		}
		if got != c.value || d.Len != c.len {
			t.Errorf("ReadDigits(%.20q, %s) = %s, length %d; want %s, %d", c.text, c.lang, got, d.Len, c.value, c.len)
		}
	}
}

func mark(s string) Mark {
	thousands, _ := Marks(s)
	return thousands
}

// TestMarks: a number that can be read in one way only tells the marks, by which
// those with a lone one are read.
func TestMarks(t *testing.T) {
	for s, want := range map[string][2]Mark{
		"17'600": {'\'', 0}, "50’000.50": {'\'', '.'}, "50'000,5": {'\'', ','}, "1.234.567": {'.', 0}, "1.234,5": {'.', ','}, "1,234,567": {',', 0}, "1,234.50": {',', '.'},
		"3,5": {0, ','}, "2.25": {0, '.'}, "0.125": {0, '.'}, "1234.567": {0, '.'}, "3.1416": {0, '.'},
		"1.234": {}, "1,234": {}, "123.456.": {}, "0.123.456": {}, "1234.567.890": {}, "3.5.2014": {}, "1.2.3": {}, "192.168.100.200": {}, "1.2.3.4.5.6": {}, "12.345.678,90": {},
		"": {}, "x": {}, "007'600": {}, "1 234 567": {}, "12,34,567": {}, "1.234.56": {}, "1'23": {}, "1.234,": {}, "5": {},
	} {
		if thousands, decimal := Marks(s); thousands != want[0] || decimal != want[1] {
			t.Errorf("Marks(%q) = %q, %q, want %q", s, thousands, decimal, want)
		}
	}
	for _, c := range []struct {
		text, lang string
		mark       Mark
		value      string
		len        int
	}{
		{"1.234", "de", '\'', "1.234", 5}, {"1.234", "de", '.', "1234", 5}, {"1.234", "de", ',', "1.234", 5}, {"1,234", "de", ',', "1234", 5}, {"1,234", "de", '\'', "1.234", 5},
		{"1,5", "de", ',', "1.5", 3}, {"1.234", "en", '.', "1234", 5}, {"3,5", "en", '.', "3.5", 3}, {"1,234", "en", '.', "1.234", 5}, {"1,234", "en", '\'', "1.234", 5},
		{"1,234", "en", ',', "1234", 5}, {"0.123", "de", '.', "0.123", 5}, {"1234.567", "de", '.', "1234.567", 8}, {"1.234.567", "de", '\'', "1234567", 9},
	} {
		d := ReadDigits(c.text, c.lang, c.mark)
		if d.Value.String() != c.value || d.Len != c.len || !d.Exact {
			t.Errorf("ReadDigits(%q, %s, %q) = %+v, want %s", c.text, c.lang, c.mark, d, c.value)
		}
	}
}

func FuzzDigits(f *testing.F) {
	for _, s := range []string{"17'600", "1.234,5", "12,34,567", "1 000 000", "1.2.3,4'5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || s[0] < '0' || s[0] > '9' {
			return
		}
		for _, lang := range []string{"de", "en"} {
			if d := ReadDigits(s, lang, mark(s)); d.Len < 1 || d.Len > len(s) || d.Exact && len(d.Value.String()) > 64 {
				t.Errorf("ReadDigits(%q, %s) = %+v", s, lang, d)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, w := range []string{"einundzwanzigtausend", "twenty-one", "14.", "99999999999999999999th", "ßünf", "hundertundund"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		for _, lang := range []string{"de", "en"} {
			Cardinal(w, lang)
			Ordinal(w, lang)
			Magnitude(w, lang)
			Denominator(w, lang)
		}
		if _, rest, _ := Prefix(w); !strings.HasSuffix(w, rest) {
			t.Errorf("Prefix(%q) leaves %q", w, rest)
		}
		if _, rest, _ := OrdinalPrefix(w); !strings.HasSuffix(w, rest) {
			t.Errorf("OrdinalPrefix(%q) leaves %q", w, rest)
		}
	})
}
