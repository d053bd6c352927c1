package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/pipeline/dateline"
	"enricher/pipeline/zone"
)

// The tagger places a name's borders by what it has seen of such names. Some
// borders are matters of language instead, and are mended here.

// borders mends where mentions, which are ascending, begin and end:
//
//   - a form of address or a degree in front is no part of a person's name;
//   - a company's legal form is part of its name, and what has one is a company;
//   - a German institution's name goes on with its place (Kantonspolizei Bern),
//     and begins with what it shares with the noun before it (Industrie- und
//     Handelskammer);
//   - what goes on behind a hyphenated word is no part of that word;
//   - agencies with slashes between them are one each (afp/dpa);
//   - what a headline quotes before its colon is no title.
func borders(d *Document, mentions []Candidate) []Candidate {
	if d.Lang.Code == "de" {
		mentions = publications(d, d.institutions(mentions))
	}
	kept := mentions[:0]
	for _, m := range mentions {
		if n := len(kept); n > 0 && m.Start < kept[n-1].End {
			continue // the one before has grown over it
		}
		if list := d.enumerated(&m); list != nil {
			kept = append(kept, list...)
			continue
		}
		if d.isHeadlineQuote(&m) {
			continue
		}
		if m.Form == "part" && strings.Contains(d.Tokens.Word(m.First), "-") && !strings.Contains(d.Tokens.Word(m.Last-1), "-") {
			m.Form = "name" // a part is one word: Max-Planck-Institut für Physik
		}
		d.dropAddress(&m)
		d.addLegalForm(&m)
		kept = append(kept, m)
	}
	return kept
}

// enumerated are the agencies that a mention of several has, nil if it is none.
func (d *Document) enumerated(m *Candidate) (list []Candidate) {
	first := m.First
	for t := m.First; t <= m.Last; t++ {
		if t < m.Last && d.Tokens.Word(t) != "/" {
			continue
		}
		if t == first { // a slash at an end, or two
			return nil
		}
		one := *m
		one.bound(d, first, t)
		if _, ok := dateline.IsAgency(d.Text[one.Start:one.End]); !ok || first == m.First && t == m.Last {
			return nil
		}
		list = append(list, one)
		first = t + 1
	}
	return list
}

// isHeadlineQuote reports whether a mention is all that a headline quotes before
// its colon: «Ein schwarzer Tag»: Der Konzern streicht Stellen.
func (d *Document) isHeadlineQuote(m *Candidate) bool {
	if kind := d.zoneAt(m.Start); m.Label != "MISC" || kind != zone.Headline && kind != zone.Kicker {
		return false
	}
	before := d.Text[max(0, m.Start-maxMarks):m.Start]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	if len(line) == maxMarks || line == "" || strings.Trim(line, quotationMarks) != "" {
		return false
	}
	behind := d.Text[m.End:min(len(d.Text), m.End+maxMarks)]
	closed := strings.TrimLeft(behind, quotationMarks)
	return closed != behind && strings.HasPrefix(strings.TrimLeft(closed, " "), ":")
}

// maxMarks is how many bytes beside a name are looked at for quotation marks.
const maxMarks = 12

// quotationMarks are those of both languages, and apostrophes in their stead.
const quotationMarks = "«»„“”\"‚‘’‹›'"

// bound sets a mention's tokens.
func (c *Candidate) bound(d *Document, first, last int) {
	c.First, c.Last, c.Rule = first, last, RuleBorder
	c.Span = d.Tokens.Span(first, last)
	c.Entries = nil
}

// titles are further forms of address, degrees and ranks that stand before a
// person's name, lower-cased. Abbreviations that are given names without their
// full stop (Maj, Gen, Phil) need it.
var titles = wordSet(`dr dr. prof prof. professor dipl.-ing. ing. mag. rev rev. reverend hon hon. pfr. capt. cpt. col. gen. lt. maj. sgt. cpl.
	engr engr. barr. alhaji hajia sen. rep. gov. lord`)

// dropAddress takes forms of address out of a person's name: Ms Mokoena.
func (d *Document) dropAddress(m *Candidate) {
	first := m.First
	for first+1 < m.Last {
		word := strings.ToLower(d.Tokens.Word(first))
		if !addresses[strings.TrimSuffix(word, ".")].sure && !(titles[word] && m.Label == "PER") {
			break
		}
		if r, _ := utf8.DecodeRuneInString(d.Tokens.Word(first + 1)); !unicode.IsUpper(r) {
			return
		}
		first++
	}
	if first == m.First || m.Form != "name" {
		return
	}
	m.Label = "PER"
	m.bound(d, first, m.Last)
}

// maxLegalForm is how many tokens a legal form has at most: (Pty) Ltd, GmbH &
// Co. KG, Co., Ltd.
const maxLegalForm = 7

// addLegalForm puts the legal form behind a name to it.
func (d *Document) addLegalForm(m *Candidate) {
	if m.Form != "name" || m.Label == "MISC" && m.Rule != RuleTagger {
		return
	}
	end, sure, open := m.Last, false, 0
	for t := m.Last; t < len(d.Tokens.Tokens) && t < m.Last+maxLegalForm; t++ {
		word := d.Tokens.Word(t)
		if strings.Contains(d.Text[d.Tokens.Tokens[t-1].End:d.Tokens.Tokens[t].Start], "\n") {
			break
		}
		form := false
		switch {
		case word == "(":
			open++
			continue
		case word == ")":
			open--
			continue
		case word == "&" || word == "+" || word == "," || word == "e.":
			continue
		case ownForm[word], word == "V." && d.Tokens.Word(t-1) == "e.":
			form, sure = true, true
		case slices.Contains(legalForms, word) && d.Tokens.Word(t-1) != ",":
			form = true
		}
		if !form {
			break
		}
		if open == 0 {
			end = t + 1
		}
	}
	if end == m.Last || !sure && m.Label != "ORG" {
		return
	}
	m.Label = "ORG"
	m.bound(d, m.First, end)
}

// ownForm are the legal forms that mean nothing else.
var ownForm = wordSet(`GmbH gGmbH mbH KGaA GesmbH Ges.m.b.H. e.V. Inc Inc. Ltd Ltd. LLC LLP plc PLC Pvt Pvt. Sdn Bhd PJSC OJSC S.p.A. SpA`)

// withoutForm is a company's name without its legal form.
func withoutForm(words []string) []string {
	n := len(words)
	for n > 1 {
		switch word := words[n-1]; {
		case slices.Contains(legalForms, word), word == "&", word == "+", word == ",", word == "(", word == ")", word == "e.", word == "V.":
			n--
			continue
		}
		break
	}
	return words[:n]
}

// heads end the German nouns that make, with the name of a place behind them, an
// institution's official name: Landgericht Köln. What makes a place's name is not
// among them: Bezirk, Bahnhof, Kirche.
var heads = strings.Fields(`gericht gerichtshof anwaltschaft polizei direktion präsidium kammer amt
	universität hochschule gymnasium schule akademie institut museum kunsthalle archiv bibliothek
	klinikum klinik spital krankenhaus bistum feuerwehr stadtwerke verkehrsbetriebe sparkasse kantonalbank
	verband verein mieterbund oper theater schauspielhaus verbraucherzentrale flüchtlingsrat`)

// alone are the nouns that do so by themselves; the others need a word in front.
var alone = wordSet(`universität uni hochschule gymnasium akademie museum kunsthalle klinikum spital bistum
	feuerwehr stadtwerke verkehrsbetriebe sparkasse kantonalbank polizei kapo schauspielhaus verbraucherzentrale flüchtlingsrat`)

// isInstitution reports whether a word is such a noun, in the nominative or the
// genitive. An Oberamt was a district.
func isInstitution(word string) bool {
	if startsSmall(word) || strings.ContainsRune(word, '-') {
		return false
	}
	word = strings.ToLower(word)
	for _, noun := range [...]string{word, strings.TrimSuffix(word, "s"), strings.TrimSuffix(word, "es")} {
		if alone[noun] {
			return true
		}
		for _, head := range heads {
			if before, ok := strings.CutSuffix(noun, head); ok && before != "" && before != "ober" {
				return true
			}
		}
	}
	return false
}

// institutions joins an institution's noun and the place behind it.
func (d *Document) institutions(mentions []Candidate) []Candidate {
	kept := mentions[:0]
	for _, m := range mentions {
		n := len(kept)
		if m.Label == "LOC" && m.Form == "name" && m.First > 0 && m.Rule != RuleDateline && !d.isGenitive(&m) && d.adjacent(m.First) && isInstitution(d.Tokens.Word(m.First-1)) {
			switch {
			case n == 0 || kept[n-1].Last < m.First:
				m.Label = "ORG"
				m.bound(d, m.First-1, m.Last)
			case kept[n-1].Last == m.First && kept[n-1].Label == "ORG" && kept[n-1].Form == "name":
				m.Label = "ORG"
				m.bound(d, kept[n-1].First, m.Last)
				kept = kept[:n-1]
			}
		}
		if m.Label == "ORG" && m.Form == "name" {
			d.addShared(&m, kept)
		}
		kept = append(kept, m)
	}
	return kept
}

// isGenitive reports whether a place's name has the ending of a genitive, which
// makes a noun before it no name: die Zentralbank Kenias.
func (d *Document) isGenitive(m *Candidate) bool {
	word := d.Tokens.Word(m.Last - 1)
	return strings.HasSuffix(word, "s") && len(m.Entries) > 0 || strings.HasSuffix(word, "’") || strings.HasSuffix(word, "'")
}

// adjacent reports whether token t stands apart from the one before, on its line.
func (d *Document) adjacent(t int) bool {
	between := d.Text[d.Tokens.Tokens[t-1].End:d.Tokens.Tokens[t].Start]
	return between != "" && !strings.Contains(between, "\n")
}

// addShared puts the first of two coordinated compounds to the name that begins
// with the second: Industrie- und Handelskammer.
func (d *Document) addShared(m *Candidate, before []Candidate) {
	t := m.First - 2
	if t < 0 || len(before) > 0 && before[len(before)-1].Last > t || !isInstitution(d.Tokens.Word(m.First)) {
		return
	}
	first, and := d.Tokens.Word(t), d.Tokens.Word(t+1)
	if (and == "und" || and == "&") && strings.HasSuffix(first, "-") && len(first) > 2 && !startsSmall(first) {
		m.bound(d, t, m.Last)
	}
}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
