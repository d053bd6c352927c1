package quote

import (
	"strings"

	"enricher/ner/token"
)

// statedInEnglish reads the clause behind the English verb of saying at token i:
// "Doe said that …", "Doe said on Monday the house was …", "Doe promised to …".
func (r *Reader) statedInEnglish(s token.Sentence, i int) (Quote, source, bool) {
	first := r.complement(i, s.Last)
	if first < 0 || i == s.First || r.words[i-1] == "not" || r.words[i-1] == "n't" ||
		r.doc.Tokens[i-1].Kind == token.Number || r.entries[i-1].traits&(preposition|nominative) != 0 && r.entries[i-1].traits&pronoun == 0 { // "of confirmed deaths"
		return Quote{}, nobody, false
	}
	who := r.subject(frame{from: s.First, open: i + 1, close: i + 1, to: i + 1}, cue{kind: says, token: i})
	ok := !who.none() || r.words[first] == "that" && thirdPersons[r.word(i-1, s.First, i)]
	if r.entries[i].traits&opines != 0 { // "the study found that", not "he found that"
		ok = (who.rank == speaks || who.role.End > 0) && r.words[i-1] != "to"
	}
	return Quote{Span: r.clause(first, s.Last), Cue: r.doc.Word(i)}, who, ok
}

// thirdPersons are the pronouns of somebody else than author and reader.
var thirdPersons = set("he she they")

// maxAdjuncts is how many phrases may stand between a verb of saying and what is
// said: "told reporters in Springfield on Monday that".
const maxAdjuncts = 4

// complement is the token at which what the English verb i says begins: a clause
// or, behind verbs that have one, an infinitive or gerund; -1 if there is none.
func (r *Reader) complement(i, to int) int {
	verb := r.entries[i].traits
	hearer := verb&(told|demands) != 0
	for j, n := i+1, 0; j < to && n <= maxAdjuncts; n++ {
		w := r.words[j]
		switch {
		case r.hidden[j]:
			return -1
		case w == "that" && !r.determining(j, to), (w == "whether" || w == "why" || w == "how" || w == "what") && (n == 0 || verb&told != 0):
			return j
		case w == "to" && j+1 < to && (n == 0 && verb&promises != 0 || n > 0 && verb&demands != 0) && r.at[j+1] < 0 && !r.capital(j+1):
			return j
		case n == 0 && verb&denies != 0 && strings.HasSuffix(w, "ing") && r.at[j] < 0 && !r.capital(j) && r.word(j+1, 0, to) != "for" && r.word(j+1, 0, to) != "of":
			return j
		case n > 0 && w == ",": // "said on Monday, the house was"
			if start, _ := r.sentence(i); verb&states != 0 && r.comma(i, start) < 0 && r.clauseBegins(j+1, to, i) {
				return j + 1
			}
			return -1
		}
		next := -1
		if hearer && r.entries[j].traits&preposition == 0 {
			next, hearer = r.phraseEnd(j, to), false
			if next > j && (verb&states == 0 || r.word(next, 0, to) == "that" || r.word(next, 0, to) == "to" || r.clauseBegins(next, to, i)) {
				j = next
				continue
			}
		}
		if r.clauseBegins(j, to, i) {
			return j
		}
		if next = r.adjunctEnd(j, to); next <= j {
			return -1
		}
		j = next
	}
	return -1
}

// determining reports whether "that" at token i is an article: "said that year".
func (r *Reader) determining(i, to int) bool {
	return i+1 < to && r.entries[i+1].traits&temporal != 0 && r.at[i+1] < 0
}

// adjunctEnd is the token behind an adverb, a time or a phrase with a preposition
// at token i; -1 if there is none.
func (r *Reader) adjunctEnd(i, to int) int {
	if i >= to {
		return -1
	}
	e := &r.entries[i]
	switch {
	case r.doc.Tokens[i].Kind == token.Punct:
		return -1
	case r.words[i] == "to":
		return r.phraseEnd(i+1, to)
	case e.traits&temporal != 0 || e.traits&filler != 0 && e.traits&finite == 0, strings.HasSuffix(r.words[i], "ly"):
		return i + 1
	case e.traits&preposition != 0 && !r.quantifies(i, to):
		if next := r.adjunctEnd(i+1, to); next > 0 && r.entries[i+1].traits&temporal != 0 { // "on Monday"
			return next
		}
		if i+2 < to && r.doc.Tokens[i+1].Kind == token.Number && r.determines(i+2) { // "in 2020"
			return i + 2
		}
		return r.phraseEnd(i+1, to)
	}
	if c, ok := r.chunkAt(i, to); ok && r.entries[c.head].traits&temporal != 0 { // "last week", "Monday evening"
		return c.last
	}
	return -1
}

// phraseEnd is the token behind the noun phrase at token i; -1 if there is none.
func (r *Reader) phraseEnd(i, to int) int {
	for i < to && r.quantifies(i, to) {
		i++
	}
	if i >= to {
		return -1
	}
	if end := r.amountEnd(i, to); end > 0 {
		return end
	}
	w := r.words[i]
	if partitives[w] && r.word(i+1, 0, to) == "of" {
		return i + 1
	}
	if c, _ := r.chunkAt(i, to); c.last > i {
		return c.last
	}
	if partitives[w] || objects[w] || r.doc.Tokens[i].Kind == token.Number {
		return i + 1
	}
	return -1
}

// Words that stand for a noun: the partitive ones, also without one behind them,
// and pronouns that are no subject.
var (
	partitives = set("most some many all half one none several both neither each few two three four five six seven eight nine ten this these those more")
	objects    = set("him her them us me it")
)

// amountEnd is the token behind an amount of money or a share at token i, of which
// no noun needs to follow: "$3 billion", "30%"; -1 if there is none.
func (r *Reader) amountEnd(i, to int) int {
	j := i
	if strings.ContainsAny(r.words[j], "$€£¥") {
		j++
	}
	if j >= to || r.doc.Tokens[j].Kind != token.Number {
		return -1
	}
	end := j + 1
	for end < to && magnitudes[r.words[end]] {
		end++
	}
	if j == i && end == j+1 {
		return -1
	}
	return end
}

// magnitudes follow a number that no noun needs to follow.
var magnitudes = set("% percent per cent million billion trillion bn m")

// quantifies reports whether token i is a word before a number: "at least 20",
// "more than a dozen", "as many as 40".
func (r *Reader) quantifies(i, to int) bool {
	if !quantifiers[r.words[i]] {
		return false
	}
	for j := i + 1; j < min(to, i+4); j++ {
		switch w := r.words[j]; {
		case r.doc.Tokens[j].Kind == token.Number, numerals[w]:
			return true
		case !quantifiers[w]:
			return false
		}
	}
	return false
}

// numerals are numbers in words.
var numerals = set("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty half dozen dozens hundred hundreds thousand thousands million millions")

// quantifiers stand before numbers.
var quantifiers = set("at least most about around over under more less fewer than nearly almost some roughly approximately as many much few up to only just another between a an estimated")

// clauseBegins reports whether an English clause without "that" begins at token i:
// a subject with its complements, and a finite verb. Behind the verb of saying at
// token verb, if that is one of plain statement, a past tense will do, and where
// what stands there has hardly another object any word that can be a verb; behind
// others an auxiliary has to stand there.
func (r *Reader) clauseBegins(i, to, verb int) bool {
	j := r.subjectEnd(i, to)
	if j <= i {
		return false
	}
	for j < to && (r.entries[j].traits&filler != 0 && r.entries[j].traits&finite == 0 && r.words[j] != "to" || strings.HasSuffix(r.words[j], "ly")) && !r.hidden[j] {
		j++
	}
	if j+2 < to && r.words[j] == "no" && r.words[j+1] == "longer" {
		j += 2
	}
	if r.hidden[j-1] {
		return false
	}
	for k := i; strings.HasPrefix(r.words[verb], "sa") && k+1 < j; k++ {
		if noun, next := r.words[k], r.words[k+1]; strings.HasSuffix(noun, "s") && r.entries[k].traits == 0 && !strings.HasSuffix(next, "s") && r.entries[k+1].traits == 0 && !r.capital(k+1) && r.doc.Tokens[k+1].Kind == token.Word {
			return true // the phrase has taken the verb in: "the patients recover"
		}
	}
	if j >= to || r.hidden[j] || r.at[j] >= 0 && r.mentions[r.at[j]].Form == "name" {
		return false
	}
	return r.predicates(j, verb, i+1 == j && englishPronouns[r.words[i]])
}

// predicates reports whether token j, behind a subject, can be the finite verb of
// what the verb of saying has for its object; a short subject is a pronoun.
func (r *Reader) predicates(j, verb int, short bool) bool {
	w, e := r.words[j], &r.entries[j]
	switch {
	case e.traits&finite != 0:
		return !r.owning(j)
	case r.entries[verb].traits&states == 0, r.capital(j) || r.doc.Tokens[j].Kind != token.Word, r.word(j+1, j, len(r.words)) == "by",
		e.traits&(preposition|coordinate|subordinate|relative|filler|nominative|pronoun|temporal) != 0, strings.HasSuffix(w, "ing"):
		return false
	case strings.HasSuffix(w, "ed"), e.traits&preterite != 0, strings.HasPrefix(r.words[verb], "sa"), short:
		return true
	}
	return strings.HasSuffix(w, "s") && r.at[j-1] >= 0
}

// maxComplements is how many phrases may follow a subject's noun.
const maxComplements = 5

// subjectEnd is the token behind the noun phrase at token i with what belongs to
// it: phrases with prepositions, further nouns behind "and", what stands between
// commas, a relative clause up to its verb's end; -1 if there is none.
func (r *Reader) subjectEnd(i, to int) int {
	j := r.phraseEnd(i, to)
	for n := 0; n < maxComplements && j > i && j < to && !r.hidden[j]; n++ {
		next := -1
		switch e := &r.entries[j]; {
		case e.traits&coordinate != 0, e.traits&preposition != 0 && e.traits&subordinate == 0 && r.words[j] != "to":
			next = r.phraseEnd(j+1, to)
		case r.words[j] == ",":
			if next = r.nextComma(j, min(to, j+12)) + 1; next < to && r.entries[next].traits&(finite|coordinate) != finite && !strings.HasSuffix(r.word(next, 0, to), "ed") {
				return -1
			}
		case r.words[j] == "(":
			next = r.skipBracketRight(j, to)
		case e.traits&relative != 0:
			next = r.relativeEnd(j, to)
		}
		if next <= j {
			break
		}
		j = next
	}
	return j
}

// relativeEnd is the token before the second finite auxiliary behind the relative
// pronoun at token i, which is the main clause's; -1 if there is none near.
func (r *Reader) relativeEnd(i, to int) int {
	verbs := 0
	for j := i + 1; j < min(to, i+14); j++ {
		if r.doc.Tokens[j].Kind == token.Punct {
			return -1
		}
		if r.entries[j].traits&finite != 0 && !r.owning(j) || strings.HasSuffix(r.words[j], "ed") {
			if verbs++; verbs == 2 {
				return j
			}
		}
	}
	return -1
}
