package quote

import (
	"strings"
	"testing"
)

func TestInflection(t *testing.T) {
	for _, c := range []struct {
		lang, word string
		kind       cueKind
		form       form
	}{
		{"de", "sagt", says, singular}, {"de", "sagte", says, singular}, {"de", "sagten", says, plural}, {"de", "gesagt", says, participle}, {"de", "sage", says, singular},
		{"de", "erklärt", says, singular | participle}, {"de", "antwortete", says, singular}, {"de", "geantwortet", says, participle}, {"de", "bezeichnet", judges, singular | participle}, {"de", "warnt", says, singular},
		{"de", "verspricht", says, singular}, {"de", "versprach", says, singular}, {"de", "versprachen", says, plural}, {"de", "versprochen", says, participle}, {"de", "widersprach", says, singular},
		{"de", "gestand", says, singular}, {"de", "gestanden", says, plural | participle}, {"de", "dementiert", says, singular | participle}, {"de", "empfiehlt", says, singular}, {"de", "forderten", says, plural},
		{"de", "mitteilte", says, singular}, {"de", "mitgeteilt", says, participle}, {"de", "mitzuteilen", says, infinitive}, {"de", "zurückgewiesen", says, participle}, {"de", "hinzufügte", says, singular},
		{"de", "heisst", says, singular}, {"de", "äusserte", says, singular}, {"de", "nannte", judges, singular}, {"de", "prophezeit", says, singular | participle},
		{"en", "said", says, singular | plural | participle}, {"en", "says", says, singular}, {"en", "replied", says, singular | plural | participle}, {"en", "replies", says, singular}, {"en", "replying", says, participle},
		{"en", "admitted", says, singular | plural | participle}, {"en", "admitting", says, participle}, {"en", "wrote", says, singular | plural}, {"en", "written", says, participle}, {"en", "dubbed", judges, singular | plural | participle},
		{"en", "stressed", says, singular | plural | participle}, {"en", "stresses", says, singular}, {"en", "agreeing", says, participle}, {"en", "lying", says, participle},
	} {
		l := germanLexicon()
		if c.lang == "en" {
			l = englishLexicon()
		}
		if e := l.words[c.word]; e.kind != c.kind || e.form != c.form {
			t.Errorf("%s: %s is %d, form %04b; want %d, %04b", c.lang, c.word, e.kind, e.form, c.kind, c.form)
		}
	}
	for _, c := range []struct{ verb, particle string }{{"gab", "an"}, {"gab", "zu"}, {"fügte", "hinzu"}, {"teilte", "mit"}, {"wies", "zurück"}, {"stellte", "fest"}, {"räumte", "ein"}, {"gegeben", "bekannt"}} {
		l := germanLexicon()
		verb, particle := l.words[c.verb], l.words[c.particle]
		if verb.parted != says || particle.particle == 0 || verb.particles>>(particle.particle-1)&1 == 0 {
			t.Errorf("%s … %s is no verb of saying: %+v, %+v", c.verb, c.particle, verb, particle)
		}
	}
	for _, word := range []string{"ging", "kam", "aß", "went", "ate", "gab"} {
		if k := germanLexicon().words[word].kind; k > announces {
			t.Errorf("%s is a verb of saying", word)
		}
	}
}

// TestData reads the data files as a writer of them would want.
func TestData(t *testing.T) {
	for name, c := range map[string]struct {
		data  string
		parts int // of a strong verb
	}{"de.txt": {germanData, 4}, "en.txt": {englishData, 3}} {
		section := ""
		seen := map[string]string{}
		for line := range strings.Lines(c.data) {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if line[0] == '[' {
				section = strings.Trim(line, "[]")
				_, isVerb := verbSections[section]
				if sections[section] == 0 && !isVerb && section != "strong" {
					t.Errorf("%s: nothing reads the section %s", name, section)
				}
				continue
			}
			fields := strings.Fields(line)
			if section == "strong" && len(fields) != c.parts {
				t.Errorf("%s: %q has %d parts, want %d", name, line, len(fields), c.parts)
			}
			for _, w := range fields {
				if strings.ToLower(w) != w {
					t.Errorf("%s: %s is not lower-cased", name, w)
				}
				if section != "strong" && seen[w] == section {
					t.Errorf("%s: %s stands twice in %s", name, w, section)
				}
				seen[w] = section
			}
		}
		if l := map[string]*lexicon{"de.txt": germanLexicon(), "en.txt": englishLexicon()}[name]; l.particles > 64 {
			t.Errorf("%s: %d particles, more than an entry has bits for", name, l.particles)
		}
	}
}
