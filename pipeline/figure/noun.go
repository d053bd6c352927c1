package figure

import (
	"strings"

	"enricher/pipeline/numeral"
)

// nounReach is how many pieces after the number the counted noun may stand.
const nounReach = 10

// noun is the piece of the noun that is counted from piece j on, or -1.
// single tells that one thing is counted, so that a plural is not waited for.
func (f *finder) noun(j int, single bool) int {
	if f.g.lang == "de" {
		return f.germanNoun(j)
	}
	return f.englishNoun(j, single)
}

// germanNoun is the first capitalised word after adjectives, participles and
// adverbs. An inhabitant's adjective (Freiburger Schüler) and the first of two
// names give way to the noun behind. A preposition may open a participial
// attribute (in Ägypten lebende Flüchtlinge).
func (f *finder) germanNoun(j int) int {
	attribute := false
	for k := j; k < len(f.p) && k < j+nounReach; k++ {
		p := &f.p[k]
		switch {
		case p.shape == number:
			return -1
		case p.shape == mark:
			if f.sign(k, ",") && k > j && adjectival(f.lower(k-1)) && adjectival(f.lower(k+1)) {
				continue
			}
			if (f.sign(k, "„") || f.sign(k, "«") || f.sign(k, "»") || f.sign(k, "\"") || f.sign(k, "“")) && k == j {
				continue
			}
			return -1
		case p.upper:
			if strings.HasSuffix(f.text(k), "er") && f.upper(k+1) && f.letters(k+1) && !f.glued(k+1) && !p.hasUnit() {
				continue
			}
			if attribute { // the noun inside the attribute; the participle follows
				attribute = false
				if q := f.germanParticiple(k + 1); q > 0 {
					k = q
					continue
				}
				return -1
			}
			return k
		case p.is&(verb|and) != 0, p.is&article != 0 && !f.has(k, genitive):
			return -1
		case p.is&function != 0:
			if attribute {
				continue
			}
			if k == j && f.has(k, preposition) {
				attribute = true
				continue
			}
			return -1
		}
	}
	return -1
}

func (p *piece) hasUnit() bool { return p.is&unitStart != 0 }

// germanParticiple is the piece of a declined participle within two words from k.
func (f *finder) germanParticiple(k int) int {
	for e := k + 2; k < e && f.letters(k) && !f.upper(k); k++ {
		if endsIn(f.text(k), f.g.participles) {
			return k
		}
	}
	return -1
}

// englishNoun is the head of the noun phrase: the first plural in the run of
// words up to a function word, a verb or a mark; for one thing, the last word
// before a participle or the end of the run.
func (f *finder) englishNoun(j int, single bool) int {
	last := -1
	for k := j; k < len(f.p) && k < j+nounReach; k++ {
		p := &f.p[k]
		if f.has(k, genitive) && p.glued && last >= 0 && !single { // of Nevada's delegates
			last = -1
			continue
		}
		if p.shape == number && f.has(k-1, genitive|lately|past) || f.has(k, lately) && f.number(k+1) { // of the state's 40 delegates, of the last 20 years
			continue
		}
		if p.shape != letters {
			if f.joint(k) && k > j || k == j && (f.sign(k, "“") || f.sign(k, "\"") || f.sign(k, "‘")) {
				continue
			}
			break
		}
		if p.is&(function|verb|and|or|article|definite) != 0 {
			if f.has(k, attributive) || f.has(k, past) && k == j {
				continue
			}
			break
		}
		if p.upper && p.is&(weekday|month) != 0 || last >= 0 && f.has(k, headless) {
			break
		}
		if !single && f.plural(k) && !f.joint(k+1) {
			return k
		}
		w := f.text(k)
		if !single && last < 0 && endsFold(w, "ing") && !f.letters(k+1) { // 15 abstaining
			break
		}
		if (f.participle(k) && (last >= 0 || !f.letters(k+1) || f.is(k+1, function)) || endsFold(w, "ing") && last >= 0 && (single || !f.plural(k+1) || f.is(k+1, function))) && !f.joint(k+1) { // but trading firms
			break
		}
		if endsFold(w, "ly") && len(w) > 4 {
			continue
		}
		last = k
		if single && p.is&times != 0 {
			break
		}
	}
	return last
}

// after finds the noun that belongs to a number that ends before piece j:
// its own, or that of the whole that it is a part of (vier der sieben Bilder,
// one of the ten contractors).
func (f *finder) after(j int, value numeral.Decimal) int {
	if f.g.lang == "en" {
		if f.is(j, of) {
			j = f.skipDeterminers(j + 1)
			if f.is(j, cardinal) || f.number(j) {
				if n, ok := f.readNumber(j, false); ok {
					j = n.last
				}
			}
			return f.noun(j, false)
		}
		return f.noun(j, value == one)
	}
	if f.is(j, of) || f.has(j, genitiveArticle) {
		j = f.skipDeterminers(j + 1)
		if f.has(j, personal) {
			return -1
		}
		for f.letters(j) && !f.upper(j) && (f.is(j, function) || f.modifierAt(j) || adjectival(f.lower(j))) && !f.is(j, cardinal) {
			j++
		}
		if f.is(j, cardinal) || f.number(j) {
			if n, ok := f.readNumber(j, false); ok {
				j = n.last
			}
		}
	}
	return f.noun(j, false)
}

func (f *finder) skipDeterminers(j int) int {
	for f.is(j, definite|article) {
		j++
	}
	return j
}

// countsAfter reports whether something countable stands at piece j.
func (f *finder) countsAfter(j int) bool {
	if f.g.lang == "de" {
		return f.germanNoun(j) >= 0
	}
	k := f.englishNoun(j, false)
	return k >= 0 && f.plural(k)
}
