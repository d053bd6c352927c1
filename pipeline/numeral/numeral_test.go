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
		{"hunderteinundzwanzigseitig", "121", "seitig"}, {"vierfach", "4", "fach"}, {"eineinhalb", "1.5", ""}, {"dreiviertelstunde", "0.75", "stunde"},
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
		{d(123456, -3), "123.456"}, {d(250, -2), "2.5"}, {ratio(1, 3), "0.333333"}, {ratio(2, 3), "0.666667"}, {ratio(1, 4), "0.25"},
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
