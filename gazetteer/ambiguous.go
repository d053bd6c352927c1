package gazetteer

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode"

	"enricher/ner/token"
)

// An Evidence counts how text uses the forms that a gazetteer takes for names
// by themselves, to find those that usually mean something else: `Essen`,
// `Reading`, `Jackson`. It is collected from a gazetteer built without a list
// of ambiguous forms.
type Evidence struct {
	g     *Gazetteer
	lang  string
	uses  map[string]*uses
	words map[string]*word // of annotated text
}

// A word's counts tell given names.
type word struct {
	all   int
	given int // times it begins a person's name of several words
}

func (w *word) isGiven() bool { return w != nil && w.given >= 3 && 2*w.given > w.all }

type uses struct {
	right, other int  // in annotated text: as the gazetteer has it, or not
	capital      int  // in plain text, within sentences
	small        int  // with a small letter
	article      int  // after an article
	surname      int  // after a given name
	bare         bool // the name of a city, a unit or an organisation
	city         bool
}

// NewEvidence prepares counting in text of one language.
func NewEvidence(g *Gazetteer, lang string) *Evidence {
	return &Evidence{g: g, lang: lang, uses: map[string]*uses{}, words: map[string]*word{}}
}

func (e *Evidence) of(form string) *uses {
	key := fold(form)
	u := e.uses[key]
	if u == nil {
		u = &uses{}
		e.uses[key] = u
	}
	return u
}

// Columns counts in annotated text: a token and its IOB2 label a line, a blank
// line between sentences.
func (e *Evidence) Columns(r io.Reader) error {
	var words, labels []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) < 2 {
			e.sentence(words, labels)
			words, labels = words[:0], labels[:0]
			continue
		}
		words, labels = append(words, columns[0]), append(labels, columns[1])
	}
	e.sentence(words, labels)
	return lines.Err()
}

func (e *Evidence) sentence(words, labels []string) {
	if len(words) == 0 {
		return
	}
	doc := token.New(strings.Join(words, " "), e.lang)
	at := 0
	for _, w := range words {
		kind := token.Word
		if !strings.ContainsFunc(w, unicode.IsLetter) {
			kind = token.Punct
		}
		doc.Tokens = append(doc.Tokens, token.Token{Span: token.Span{Start: at, End: at + len(w)}, Kind: kind, Space: true})
		at += len(w) + 1
	}
	doc.Sentences = []token.Sentence{{First: 0, Last: len(words)}}
	for i, l := range labels {
		w := e.words[words[i]]
		if w == nil {
			w = &word{}
			e.words[words[i]] = w
		}
		w.all++
		if l == "B-PER" && i+1 < len(labels) && labels[i+1] == "I-PER" {
			w.given++
		}
	}
	for _, m := range e.g.Find(doc) {
		form := doc.Text[m.Start:m.End]
		if e.g.find(seed.add(form).key()) == 0 {
			form, _ = genitive(form)
		}
		if !m.Strong || m.Form == FormPart || e.g.find(seed.add(form).key()) == 0 {
			continue
		}
		u := e.of(form)
		label := labels[m.First]
		whole := label[0] == 'B' && (m.Last == len(labels) || labels[m.Last] == "O" || labels[m.Last][0] == 'B')
		switch {
		case strings.Contains(label, "-"+m.Label):
			u.right++
		case label == "O", strings.HasSuffix(label, "-PER"), whole && (m.Label == "ORG" || strings.Contains(label, "-MISC")):
			u.other++ // but a team is called as its town is
		}
	}
}

var articles = map[string]bool{
	"der": true, "die": true, "das": true, "dem": true, "den": true, "des": true, "ein": true, "eine": true, "einen": true,
	"einem": true, "einer": true, "eines": true, "zum": true, "zur": true, "beim": true, "vom": true, "kein": true, "keine": true,
	"the": true, "a": true, "an": true, "this": true, "his": true, "her": true, "their": true, "its": true,
}

// Text counts in plain text, a paragraph a line. Annotated text comes first:
// given names are learnt there.
func (e *Evidence) Text(r io.Reader) error {
	lang := languageOf(e.lang)
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		doc := token.Split(lines.Text(), e.lang)
		for _, s := range doc.Sentences {
			for i := s.First; i < s.Last; i++ {
				word := doc.Word(i)
				if doc.Tokens[i].Kind != token.Word {
					continue
				}
				value := e.g.find(seed.add(word).key())
				if value == 0 {
					continue
				}
				r := e.g.read(value, lang, shapeName)
				if !r.strong {
					continue
				}
				u := e.of(word)
				if kind := e.g.kind(e.g.best(r, lang)); r.form == FormName {
					u.city = kind == City
					u.bare = u.city || kind == Admin1 || kind == Organisation
				}
				switch {
				case !isUpper(word):
					u.small++
				case i > s.First:
					u.capital++
					before := doc.Word(i - 1)
					if articles[strings.ToLower(before)] {
						u.article++
					}
					if e.words[before].isGiven() {
						u.surname++
					}
				}
			}
		}
	}
	return lines.Err()
}

// Ambiguous are the folded forms that usually mean something else, sorted.
func (e *Evidence) Ambiguous() []string {
	var forms []string
	for form, u := range e.uses {
		if u.ambiguous(e.lang == "de") {
			forms = append(forms, form)
		}
	}
	slices.Sort(forms)
	return forms
}

// ambiguous decides by annotated text where there is enough of it. Plain text
// speaks about the names of cities, units and organisations only: derived words do follow
// articles, and German adjectives are small.
func (u *uses) ambiguous(german bool) bool {
	n := u.right + u.other
	if u.bare && n < 20 && u.small > 4*u.capital && u.small > 20 {
		return true
	}
	if n >= 3 {
		return float64(u.right) < 0.7*float64(n)
	}
	if !u.bare || u.right > 1 && u.other == 0 {
		return false
	}
	limit := 1.0
	if u.other > u.right {
		limit = 0.25
	}
	all := u.capital + u.small
	if all < 5 {
		return false
	}
	share := func(n int) float64 { return float64(n) / float64(all) }
	articles := 0.6 * limit
	if german {
		articles = 0.4 * limit
	}
	return share(u.small) > 0.2*limit || share(u.surname) > 0.25*limit || u.city && share(u.article) > articles
}
