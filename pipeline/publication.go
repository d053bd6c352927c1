package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
	"enricher/pipeline/quote"
)

// A German text tells by its grammar that a name in marks is a newspaper's or a
// broadcaster's: who speaks to it speaks to an organisation (sagte sie der
// „Rheinpfalz“), and what reports is one (Die „FAZ“ berichtete).

const (
	// maxPublication is how many tokens a publication's name has at most.
	maxPublication = 5
	// publicationScore is the score of a mention by this rule: the share of such
	// marks that hold an organisation in the training corpora is 34 of 35.
	publicationScore = 0.95
)

// publications makes such names mentions of organisations. Mentions are ascending,
// before and after.
func publications(d *Document, mentions []Candidate) []Candidate {
	var kept []Candidate
	copied, next := 0, 0 // mentions that are in kept, and that end before the marks
	for t := 1; t+2 < len(d.Tokens.Tokens); t++ {
		if !isMark(d.Tokens.Word(t)) || !articles[strings.ToLower(d.Tokens.Word(t-1))] {
			continue
		}
		end := d.marked(t + 1)
		if end < 0 || !d.isHeard(t-1, end+1) && !d.reports(t-1, end+1) {
			continue
		}
		for next = max(next, copied); next < len(mentions) && mentions[next].Last <= t+1; {
			next++
		}
		to := next
		for to < len(mentions) && mentions[to].First < end {
			to++
		}
		c := Candidate{Label: "ORG", Form: "name", Score: publicationScore}
		if to == next+1 && mentions[next].First == t+1 && mentions[next].Last == end {
			if mentions[next].Label == "ORG" {
				continue
			}
			c.Form = mentions[next].Form
		}
		if c.Form != "name" || to > next && (mentions[next].First < t+1 || mentions[to-1].Last > end) {
			continue
		}
		c.bound(d, t+1, end)
		c.Rule = RuleMarks
		kept = append(append(kept, mentions[copied:next]...), c)
		copied = to
		t = end
	}
	if kept == nil {
		return mentions
	}
	return append(kept, mentions[copied:]...)
}

// marked is the token that closes the marks before token t, if what they hold may
// be a publication's name; or -1.
func (d *Document) marked(t int) int {
	if r, _ := utf8.DecodeRuneInString(d.Tokens.Word(t)); !unicode.IsUpper(r) {
		return -1
	}
	for end := t; end < min(t+maxPublication+1, len(d.Tokens.Tokens)); end++ {
		switch word := d.Tokens.Word(end); {
		case isMark(word):
			return end
		case strings.ContainsAny(word, ".!?:;") && utf8.RuneCountInString(word) == 1:
			return -1
		}
	}
	return -1
}

func isMark(word string) bool { return strings.Trim(word, quotationMarks) == "" }

// isHeard reports whether the article at token t stands behind a verb of saying, or
// behind its subject: sagte der, sagte Muster der. A preposition does instead. A
// particle at token end makes another verb of it: sagte der „Lindenstraße“ ab.
func (d *Document) isHeard(t, end int) bool {
	if article := d.Tokens.Word(t); t == 0 || article != "der" && article != "dem" {
		return false
	}
	if end < len(d.Tokens.Tokens) && particles[d.Tokens.Word(end)] {
		return false
	}
	word := d.Tokens.Word(t - 1)
	return hearers[strings.ToLower(word)] || quote.SaysGerman(word) || t > 1 && quote.SaysGerman(d.Tokens.Word(t-2)) && d.Tokens.Tokens[t-1].Kind == token.Word
}

// particles are those with which verbs of saying do not say: absagen, zusagen.
var particles = wordSet("ab zu auf an nach")

// hearers are the prepositions of who is spoken to or has said something.
var hearers = wordSet("gegenüber laut")

// reports reports whether the nominative article at token t and a verb of reporting
// at token end stand around a name.
func (d *Document) reports(t, end int) bool {
	article := strings.ToLower(d.Tokens.Word(t))
	return (article == "der" || article == "die" || article == "das") && end < len(d.Tokens.Tokens) && reporting[d.Tokens.Word(end)]
}

// reporting are the verbs of what newspapers and broadcasters do.
var reporting = wordSet("berichtet berichtete berichten berichteten meldet meldete melden meldeten schreibt schrieb titelt titelte enthüllte veröffentlichte")
