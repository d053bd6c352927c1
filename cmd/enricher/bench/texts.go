//go:build unix

package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"enricher/ner/token"
)

// languages are those that facts are read in.
var languages = []string{"de", "en"}

// A writer writes news of any length in one language: sentences of the
// project's own test texts, which are full of names, in any order, between plain
// ones and such with names and numbers made up as they are needed. The same
// seed gives the same news.
type writer struct {
	lang            string
	tests, plain    []string
	random          *rand.Rand
	surnames, towns []string // that the made-up sentences name; none: new ones each time
}

// plainSentences are sentences without names, a line each.
//
//go:embed testdata/*.txt
var plainSentences embed.FS

// newWriter reads the test texts of a language; root is the repository's folder.
func newWriter(root, lang string, seed uint64) (*writer, error) {
	w := &writer{lang: lang, random: rand.New(rand.NewPCG(seed, 0))}
	texts, err := ownTexts(root, lang)
	if err != nil {
		return nil, err
	}
	for _, text := range texts {
		for _, paragraph := range strings.Split(text, "\n") {
			doc := token.Split(paragraph, lang)
			for _, s := range doc.Sentences {
				if s.Last-s.First > 5 {
					w.tests = append(w.tests, doc.Slice(s.First, s.Last))
				}
			}
		}
	}
	if len(w.tests) < 100 {
		return nil, fmt.Errorf("%s: %d sentences of test texts in %s, want 100", root, len(w.tests), lang)
	}
	plain, err := plainSentences.ReadFile("testdata/" + lang + ".txt")
	if err != nil {
		return nil, err
	}
	w.plain = strings.Split(strings.TrimSpace(string(plain)), "\n")
	return w, nil
}

// annotation is a mention in the texts of testdata/entities: [text|entity].
var annotation = regexp.MustCompile(`\[([^|\]]+)\|[^\]]+\]`)

// ownTexts are the news texts among the project's test data.
func ownTexts(root, lang string) (texts []string, err error) {
	names, err := filepath.Glob(filepath.Join(root, "testdata/entities", lang, "*.txt"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, annotation.ReplaceAllString(string(text), "$1"))
	}
	lines, err := os.ReadFile(filepath.Join(root, "testdata/eval", lang+".jsonl"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(lines)) {
		var d struct{ Text string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			return nil, err
		}
		texts = append(texts, d.Text)
	}
	return texts, nil
}

// A mixture says what news is made of.
type mixture struct {
	name         string
	plain, tests float64 // shares of the sentences; the rest is made up
	names        int     // different persons, and places, that the made-up ones name; 0: new ones each time
}

// The mixtures: of articles, with a name in every fifteen words as in the news,
// and of long texts.
var (
	article  = mixture{"article", 0.55, 0.2, 4}
	usual    = mixture{"as articles are", 0.55, 0.2, 0}
	fewNames = mixture{"five names", 0, 0, 5}
	allNames = mixture{"every name a new one", 0, 0, 0}
)

// cast chooses whom and where the made-up sentences are about.
func (w *writer) cast(m mixture) {
	w.surnames, w.towns = nil, nil
	var surnames, towns []string
	for range m.names {
		surnames, towns = append(surnames, w.surname()), append(towns, w.town())
	}
	w.surnames, w.towns = surnames, towns
}

// article is news of about so many words.
func (w *writer) article(words int) string {
	w.cast(article)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s – ", w.headline(), strings.ToUpper(w.town()))
	for n := 0; n < words; {
		paragraph := w.paragraph(article)
		n += len(strings.Fields(paragraph))
		b.WriteString(paragraph)
		b.WriteString("\n\n")
	}
	return b.String()
}

// text is news of so many bytes at least, and a paragraph more at most.
func (w *writer) text(bytes int, m mixture) string {
	w.cast(m)
	var b strings.Builder
	b.WriteString(w.headline() + "\n\n")
	for b.Len() < bytes {
		b.WriteString(w.paragraph(m))
		b.WriteString("\n\n")
	}
	return b.String()
}

func (w *writer) headline() string {
	if w.lang == "de" {
		return "Neuer Streit um den Ausbau in " + w.town()
	}
	return "New dispute over expansion in " + w.town()
}

func (w *writer) paragraph(m mixture) string {
	sentences := make([]string, 3+w.random.IntN(3))
	for i := range sentences {
		switch x := w.random.Float64(); {
		case x < m.plain:
			sentences[i] = w.one(w.plain)
		case x < m.plain+m.tests:
			sentences[i] = w.one(w.tests)
		default:
			sentences[i] = w.sentence()
		}
	}
	return strings.Join(sentences, " ")
}

// sentence is one with a person, a place and numbers in it.
func (w *writer) sentence() string {
	day, month, n := 1+w.random.IntN(28), w.random.IntN(12), 2+w.random.IntN(998)
	person, town := w.person(), w.town()
	if w.lang == "de" {
		month := [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}[month]
		switch w.random.IntN(5) {
		case 0:
			return fmt.Sprintf("Bürgermeisterin %s sagte am %d. %s, der Umbau in %s koste %d Millionen Euro.", person, day, month, town, n)
		case 1:
			return fmt.Sprintf("„Wir haben in %s %d Anträge geprüft“, sagte Sprecher %s.", town, n, person)
		case 2:
			return fmt.Sprintf("In %s stieg die Zahl der Betriebe um %d Prozent auf %d, wie %s mitteilte.", town, 1+n%40, 3*n, person)
		case 3:
			return fmt.Sprintf("%s (%d) zog im %s von %s in die %sstraße.", person, 20+n%60, month, town, w.town())
		}
		return fmt.Sprintf("Die %s GmbH aus %s baut dort bis %d. %s eine Halle für %d Beschäftigte.", w.surname(), town, day, month, n)
	}
	switch month := [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}[month]; w.random.IntN(5) {
	case 0:
		return fmt.Sprintf("Mayor %s said on %s %d that the work in %s would cost $%d million.", person, month, day, town, n)
	case 1:
		return fmt.Sprintf("“We checked %d requests in %s,” spokesman %s said.", n, town, person)
	case 2:
		return fmt.Sprintf("In %s the number of firms rose %d percent to %d, according to %s.", town, 1+n%40, 3*n, person)
	case 3:
		return fmt.Sprintf("%s, %d, moved from %s to %s in %s.", person, 20+n%60, town, w.town(), month)
	default:
		return fmt.Sprintf("%s Ltd, based in %s, will build a hall for %d workers there by %s %d.", w.surname(), town, n, month, day)
	}
}

func (w *writer) person() string {
	return w.one([]string{"Anna", "Lukas", "Maria", "Paul", "Eva", "Jonas", "Nina", "David", "Clara", "Simon"}) + " " + w.surname()
}

func (w *writer) surname() string {
	if len(w.surnames) > 0 {
		return w.one(w.surnames)
	}
	return w.name("mann", "er", "inger", "ic", "sen", "ow", "elli", "ak")
}

func (w *writer) town() string {
	if len(w.towns) > 0 {
		return w.one(w.towns)
	}
	return w.name("dorf", "hausen", "berg", "field", "ton", "wil", "stadt", "au")
}

// name is a made-up name, one of millions.
func (w *writer) name(endings ...string) string {
	var b strings.Builder
	for range 2 + w.random.IntN(2) {
		b.WriteString(w.one([]string{"b", "d", "f", "g", "h", "k", "l", "m", "n", "r", "s", "t", "v", "w", "br", "st", "kl"}))
		b.WriteString(w.one([]string{"a", "e", "i", "o", "u", "ei", "au"}))
	}
	name := b.String() + w.one(endings)
	return strings.ToUpper(name[:1]) + name[1:]
}

func (w *writer) one(list []string) string { return list[w.random.IntN(len(list))] }
