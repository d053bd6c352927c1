package quote

import (
	"strings"

	"enricher/ner/token"
)

// cueKind tells how a word announces speech.
type cueKind uint8

const (
	noCue     cueKind = iota
	perhaps           // a verb of many uses, of saying only beside the marks: "gab", "went"
	says              // a verb of saying: "sagte", "said"
	calls             // a verb that puts a name or a few words to something: "nannte", "called"
	said              // a past participle: "hat … gesagt"
	according         // a preposition: "laut", "according to"
	postpos           // a postposition: "zufolge"
)

// A cue is a word that announces speech: its place in one half of a frame.
type cue struct {
	kind  cueKind
	token int // index of the token
	at    int // index in the half
	right bool
	near  bool // directly behind the quotation
}

// cue looks for the word that announces a quotation: directly behind it, before
// it, and at last anywhere behind it.
func (r *reader) cue(f frame) cue {
	if k, ok := r.tag(f.right); ok {
		return cue{r.cues(f.right[k]), f.right[k], k, true, true}
	}
	that := f.colon // "gab an, dass „…“" is speech as "gab an: „…“" is
	for k := len(f.left) - 1; k >= 0; k-- {
		that = that || r.words[f.left[k]] == "dass" || r.words[f.left[k]] == "that"
		if kind := r.cues(f.left[k]); kind != noCue && (kind != perhaps || that) {
			return cue{kind, f.left[k], k, false, false}
		}
	}
	for k, i := range f.right {
		if kind := r.cues(i); kind != noCue && kind != perhaps && kind != according {
			return cue{kind, i, k, true, false}
		}
	}
	return cue{}
}

// tag finds the cue of an attribution that follows its quotation: a German one
// begins with its verb, its auxiliary or "so" and "wie", an English one is short.
func (r *reader) tag(right []int) (int, bool) {
	for k, i := range right {
		w := r.words[i]
		switch {
		case w == "," && k == 0:
			continue
		case k == 0 && r.and[w], r.doc.Tokens[i].Kind == token.Punct && w != "(" && w != ")", k > 14:
			return 0, false
		}
		if kind := r.cues(i); kind != noCue && (kind != perhaps || k <= 1) {
			return k, true
		}
		if first := k == 0 || k == 1 && r.words[right[0]] == ","; first && r.doc.Lang == "de" && !germanAuxiliaries[w] {
			return 0, false
		}
	}
	return 0, false
}

// cues is the kind of cue that token i is. German verbs are lower-cased; "so"
// announces only with a name or noun behind it, "nach" only with a report.
func (r *reader) cues(i int) cueKind {
	w := r.words[i]
	if r.at[i] >= 0 {
		return noCue
	}
	if r.doc.Lang == "en" {
		switch kind := englishCues[w]; {
		case w == "according" && r.word(i+1, 0, len(r.words)) != "to":
			return noCue
		case w == "per" && !r.capital(i+1):
			return noCue
		default:
			return kind
		}
	}
	next := r.word(i+1, 0, len(r.words))
	switch {
	case w == "nach" || w == "laut" || w == "gemäss" || w == "gemäß":
		if w == "laut" || germanReports[next] || germanReports[r.word(i+2, 0, len(r.words))] {
			return according
		}
		return noCue
	case w == "so":
		if i > 0 && (r.words[i-1] == "," || r.closing(i-1)) && (germanNominative[next] || r.pronouns[next] || r.capital(i+1)) {
			return according
		}
		return noCue
	case r.capital(i) && !r.startsSentence(i):
		return noCue
	}
	return germanCues[w]
}

// closing reports whether token i is a closing mark.
func (r *reader) closing(i int) bool { return strings.Contains("“”\"»«", r.words[i]) }

func (r *reader) startsSentence(i int) bool {
	first, _ := r.sentence(i)
	return first == i
}

func (r *reader) cueText(c cue) string {
	if c.kind == noCue {
		return ""
	}
	text := r.doc.Word(c.token)
	if r.words[c.token] == "according" {
		return r.doc.Slice(c.token, c.token+2)
	}
	if r.words[c.token] == "nach" {
		for n := 1; n <= 2; n++ {
			if c.token+n < len(r.words) && germanReports[r.words[c.token+n]] {
				return r.doc.Slice(c.token, c.token+n+1)
			}
		}
	}
	return text
}
