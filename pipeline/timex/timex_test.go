package timex

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"enricher/ner/token"
)

// reference is the publication time of all examples: a Tuesday.
var published = Reference{Published: time.Date(2014, 10, 14, 21, 47, 0, 0, time.UTC), HasClock: true, Known: true}

// TestExamples reads testdata/de.txt and en.txt. A line is a text and, after
// each |, a time that it must give, in order and completely:
//
//	text | surface = TYPE value MOD | …
//
// A time without a value ends in the fault instead: "… = DATE ! no such day in
// the calendar". A line that begins with `! rule |` is a counter-example for a
// rule as well: the rule must be tried there and not be taken. A line that
// begins with @variety or @none sets the variety or takes the reference away
// for the lines below; # begins a comment. Every rule must have an example and
// a counter-example.
func TestExamples(t *testing.T) {
	for _, lang := range []string{"de", "en"} {
		t.Run(lang, func(t *testing.T) {
			file, err := os.Open("testdata/" + lang + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			variety, ref := "", published
			taken, countered, oneWord := map[string]bool{}, map[string]bool{}, map[string]bool{}
			for n, r := range grammars[lang]().rules {
				heads(grammars[lang]().programs[n], 0, func(_ instr, after int) {
					if startAt(n, grammars[lang]().programs[n], after).alone {
						oneWord[r.name] = true
					}
				})
			}
			for line, scanner := 1, bufio.NewScanner(file); scanner.Scan(); line++ {
				text := strings.TrimSpace(scanner.Text())
				switch {
				case text == "" || text[0] == '#':
					continue
				case text == "@none":
					ref = Reference{}
					continue
				case text[0] == '@':
					variety, ref = strings.TrimSpace(text[1:]), published
					continue
				}
				counters, ok := strings.CutPrefix(text, "! ")
				if ok {
					counters, text, _ = strings.Cut(counters, " | ")
				} else {
					counters = ""
				}
				parts := strings.Split(text, " | ")
				text = parts[0]
				doc := token.Split(text, lang)
				var got []string
				for _, x := range Find(doc, variety, ref) {
					got = append(got, show(x, text))
				}
				if g, w := strings.Join(got, " | "), strings.Join(parts[1:], " | "); g != w {
					t.Errorf("%s.txt:%d: %s\n got %s\nwant %s", lang, line, text, g, w)
				}
				here, begun := applied(doc, variety, ref)
				for name := range here {
					taken[name] = true
				}
				if counters != "" {
					if countered[counters] = true; here[counters] || !begun[counters] && !oneWord[counters] {
						t.Errorf("%s.txt:%d: rule %s: begun %v, taken %v", lang, line, counters, begun[counters], here[counters])
					}
				}
			}
			for _, r := range grammars[lang]().rules {
				if !taken[r.name] {
					t.Errorf("rule %s has no example", r.name)
				}
				if !countered[r.name] {
					t.Errorf("rule %s has no counter-example", r.name)
				}
			}
		})
	}
}

var grammars = map[string]func() *language{"de": german, "en": english}

// show writes a time as the examples do.
func show(x Time, text string) string {
	value := x.Value
	if x.Fault != "" {
		value = "! " + string(x.Fault)
	}
	return strings.TrimSpace(fmt.Sprintf("%s = %s %s %s", text[x.Start:x.End], x.Type, value, x.Mod))
}

// applied returns the names of the rules that a text's matches come from, and
// of those that some token of it may begin.
func applied(doc *token.Doc, variety string, ref Reference) (taken, begun map[string]bool) {
	f := new(finder)
	f.reset(doc, variety, ref)
	f.recognise()
	taken, begun = map[string]bool{}, map[string]bool{}
	for _, e := range f.found {
		taken[f.lang.rules[e.rule].name] = true
	}
	for _, x := range f.lex {
		for _, s := range x.starts {
			begun[f.lang.rules[s.rule].name] = true
		}
	}
	return taken, begun
}

// TestRules checks that the names of rules are theirs alone: records of errors
// and explanations go by them.
func TestRules(t *testing.T) {
	for lang, grammar := range grammars {
		seen := map[string]bool{}
		for _, r := range grammar().rules {
			if seen[r.name] {
				t.Errorf("%s: two rules are named %s", lang, r.name)
			}
			seen[r.name] = true
		}
	}
}

// check fails unless the times are in order, in range and on rune borders.
func check(t *testing.T, doc *token.Doc, times []Time) {
	t.Helper()
	end := 0
	for _, x := range times {
		if x.Start < end || x.End <= x.Start || x.End > len(doc.Text) {
			t.Fatalf("span [%d, %d) after %d in %d bytes", x.Start, x.End, end, len(doc.Text))
		}
		end = x.End
		if s := doc.Text[x.Start:x.End]; utf8.ValidString(doc.Text) && !utf8.ValidString(s) {
			t.Fatalf("span %q cuts a rune", s)
		}
		if x.Span != doc.Span(x.First, x.Last) {
			t.Fatalf("tokens [%d, %d) do not span %v", x.First, x.Last, x.Span)
		}
		if len(x.Value) > 60 || (x.Value == "") != (x.Fault != "") {
			t.Fatalf("value %q, fault %q", x.Value, x.Fault)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, lang := range []string{"de", "en"} {
		data, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(line, lang == "de", int64(0))
		}
	}
	f.Fuzz(func(t *testing.T, text string, de bool, published int64) {
		lang := "en"
		if de {
			lang = "de"
		}
		doc := token.Split(text, lang)
		for _, ref := range []Reference{{}, {Published: time.Unix(published%(1<<37), 0).UTC(), Known: true, HasClock: de}} {
			check(t, doc, Find(doc, "en-US", ref))
		}
	})
}

// TestLong reads texts that make careless matching quadratic.
func TestLong(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("1", 100_000), strings.Repeat(".", 30_000), strings.Repeat("3. und ", 5_000), strings.Repeat("the last two ", 5_000),
		strings.Repeat("3. ", 10_000), strings.Repeat("Montag, ", 5_000), strings.Repeat("a", 100_000), strings.Repeat("20:30", 5_000),
		strings.Repeat("two hundred and ", 5_000), strings.Repeat("twenty ", 10_000), strings.Repeat("the early end of the ", 4_000), strings.Repeat("vor drei Millionen ", 5_000),
		strings.Repeat("Anfang der ", 8_000), strings.Repeat("last Friday night of ", 5_000), strings.Repeat("16. und 17. Mai, ", 5_000), strings.Repeat("2014 v. ", 8_000),
	} {
		for _, lang := range []string{"de", "en"} {
			doc := token.Split(text, lang)
			start := time.Now()
			check(t, doc, Find(doc, "", published))
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("%q… took %v", text[:10], d)
			}
		}
	}
}

// TestAllocations: memory is used for what is found, not for what is read.
func TestAllocations(t *testing.T) {
	for lang, words := range map[string]string{
		"de": "Der Minister sagte gestern, die Regierung habe in der Stadt 17 Millionen für den Ausbau gezahlt. ",
		"en": "The minister said yesterday that the government had paid 17 million for the expansion in the city. ",
	} {
		filler := strings.ReplaceAll(strings.ReplaceAll(words, "gestern", "gern"), "yesterday", "proudly")
		count := func(text string) float64 {
			doc := token.Split(text, lang)
			return testing.AllocsPerRun(20, func() { Find(doc, "", published) })
		}
		short, long := count(words), count(words+strings.Repeat(filler, 200))
		if short > 4 || long > short {
			t.Errorf("%s: %v allocations for a sentence, %v for 200 more", lang, short, long)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for _, lang := range []string{"de", "en"} {
		b.Run(lang, func(b *testing.B) {
			data, err := os.ReadFile("testdata/" + lang + ".txt")
			if err != nil {
				b.Fatal(err)
			}
			// The examples are dense with times: among words of no interest
			// they stand as in news, one in forty tokens.
			var text strings.Builder
			filler := map[string]string{
				"de": "Die Regierung hat nach Angaben des Ministers beschlossen, dass die Mittel für den Ausbau der Strecke erhöht und an die Länder verteilt werden. ",
				"en": "The government has decided, according to the minister, that the funds for the expansion of the line will be raised and given to the states. ",
			}[lang]
			for line := range strings.Lines(string(data)) {
				if text.Len() > 3000 {
					break
				}
				if line[0] != '#' && line[0] != '@' {
					s, _, _ := strings.Cut(line, " | ")
					text.WriteString(s + " " + filler)
				}
			}
			doc := token.Split(text.String(), lang)
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				Find(doc, "", published)
			}
		})
	}
}
