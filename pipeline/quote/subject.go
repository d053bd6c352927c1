package quote

import (
	"strings"

	"enricher/ner/token"
)

// subject finds the subject of a verb of saying: every noun phrase of the
// sentence that can be one is weighed by what it names, its place and its
// agreement with the verb.
func (r *Reader) subject(f frame, c cue) source {
	from, to := f.from, f.to
	verb := c.token
	german := r.doc.Lang == "de"
	if c.right && c.near && (!german || r.entries[verb].form&participle == 0 || r.words[f.close] == ",") {
		from = f.close // an attribution has its subject within
		if s, ok := r.inMarks(verb + 1); ok {
			return s
		}
	}
	passiveVoice := false
	number := r.entries[verb].form & (singular | plural)
	if german && (number == 0 || r.entries[verb].form&participle != 0) || !german && r.entries[verb].form&participle != 0 {
		if aux := r.auxiliaryOf(verb, from, to); aux >= 0 {
			passiveVoice = r.entries[aux].traits&passive != 0 && r.entries[verb].form&participle != 0
			if german {
				verb = aux
				number = singular
				if strings.HasSuffix(r.words[aux], "en") {
					number = plural
				}
			}
		}
	}
	quoting := strings.HasPrefix(r.words[c.token], "zitier") || strings.HasPrefix(r.words[c.token], "quot")
	if s := r.weigh(from, to, verb, number, c, passiveVoice, quoting); !s.none() || s.unsaid {
		return s
	}
	if passiveVoice && !quoting {
		return unsaid
	}
	if from > f.from {
		return r.weigh(f.from, f.open, verb, number, c, passiveVoice, quoting)
	}
	return nobody
}

// auxiliaryOf is the auxiliary that goes with the participle or infinitive at
// token i: the nearest one of its clause, else of the tokens [from, to); -1 if
// there is none.
func (r *Reader) auxiliaryOf(i, from, to int) int {
	if r.doc.Lang == "en" {
		for j := i - 1; j >= max(from, i-4); j-- {
			if r.entries[j].traits&auxiliary != 0 {
				return j
			}
			if r.doc.Tokens[j].Kind == token.Punct || r.at[j] >= 0 {
				break
			}
		}
		return -1
	}
	for n := 1; n <= 2 && i+n < to; n++ { // "gesagt hat", "bezeichnet worden war"
		if r.entries[i+n].traits&auxiliary != 0 && !r.hidden[i+n] {
			return i + n
		}
	}
	for j := i - 1; j >= from; j-- {
		if r.hidden[j] {
			continue
		}
		if r.entries[j].traits&auxiliary != 0 && !r.capital(j) || j == from && r.entries[j].traits&auxiliary != 0 {
			return j
		}
	}
	return -1
}

// Weights of a noun phrase as the subject of a verb of saying, in points.
const (
	ofHuman    = 8
	ofSpeaking = 7
	ofThing    = 1
	inClause   = 3  // in the verb's own clause
	perClause  = -1 // for each clause between, up to three
	beside     = 3  // right before or behind the verb, or behind the clause's conjunction
	opening    = 3  // the sentence's first phrase
	disagrees  = -6 // in number
	asAgent    = 12 // of a passive
	leastPoint = 5
)

// weigh picks the verb's subject among the noun phrases of the tokens [from, to).
func (r *Reader) weigh(from, to, verb int, number form, c cue, passiveVoice, quoting bool) source {
	german := r.doc.Lang == "de"
	chunks := r.readChunks(from, to)
	left, right := r.beside(chunks, verb, from)
	inverted := german || c.right && (r.opensTag(verb) || r.word(verb-1, 0, verb) == ",")
	best, points := -1, leastPoint-1
	first := true
	after := from < to && r.entries[from].traits&subordinate != 0 // a clause opens the sentence
	resumed := !after && verb > from && r.words[verb-1] == ","    // behind an apposition or relative clause
	for k := range chunks {
		x := &chunks[k]
		if passiveVoice && !quoting {
			if x.prep >= 0 && (r.words[x.prep] == "von" || r.words[x.prep] == "vom" || r.words[x.prep] == "by" || r.words[x.prep] == "durch") && !x.pronoun && asAgent+int(x.rank) > points {
				best, points = k, asAgent+int(x.rank)
			}
			continue
		}
		if x.prep >= 0 || x.genitive || x.rank == thing && r.entries[x.head].traits&temporal != 0 || x.relative && r.clauses(x.head, verb) > 0 {
			continue
		}
		opens := first && !(x.start > from && r.entries[x.start-1].traits&subordinate != 0)
		first = false
		if x.object && !x.partitive && !(quoting && x.rank == human) || r.isOwner(x) || !inverted && x.start > verb {
			continue
		}
		p := ofThing
		switch x.rank {
		case human:
			p = ofHuman
		case speaks:
			p = ofSpeaking
		}
		if d := r.clauses(x.head, verb); d == 0 || resumed && x.start < verb && (opens || k == left) {
			p += inClause
		} else {
			p += max(d*perClause, 3*perClause)
		}
		if k == left || k == right || x.start > from && r.entries[x.start-1].traits&subordinate != 0 && r.clauses(x.head, verb) == 0 {
			p += beside
		}
		if resumed && k == left {
			p++ // nearer than the subject of a clause before
		}
		if opens && x.start < verb && !(after && r.clauses(x.head, verb) > 0) {
			p += opening
		}
		if number != 0 && number&x.number == 0 && !x.relative {
			p += disagrees
		}
		if quoting && x.rank == human && !x.pronoun {
			p += beside
		}
		if p > points {
			best, points = k, p
		}
	}
	if best < 0 {
		return nobody
	}
	if chunks[best].rank == thing {
		if of := r.author(best); of >= 0 {
			best = of
		} else if r.entries[chunks[best].head].traits&announcer != 0 {
			return nobody // "die Frage lautete"
		}
	}
	return r.chunkSource(best, best == left && german)
}

// opensTag reports whether the verb opens an attribution: “…,” said Doe.
func (r *Reader) opensTag(verb int) bool {
	i := verb - 1
	for i >= 0 && (r.words[i] == "," || r.entries[i].traits&filler != 0 && !r.hidden[i]) {
		i--
	}
	return i < 0 || r.hidden[i] || r.closing(i)
}

// clauses counts the clause boundaries between two tokens.
func (r *Reader) clauses(i, j int) (n int) {
	if i > j {
		i, j = j, i
	}
	for ; i < j; i++ {
		if w := r.words[i]; !r.hidden[i] && (w == "," || w == ":" || w == ";" || w == "–" || w == "—") {
			n++
		}
	}
	return n
}

// beside are the noun phrases right before and behind the verb, or -1: its
// adverbs apart, and an apposition or relative clause between commas.
func (r *Reader) beside(chunks []chunk, verb, from int) (left, right int) {
	left, right = -1, -1
	i := verb - 1
	for i >= from && (r.hidden[i] && r.doc.Tokens[i].Kind == token.Punct || !r.hidden[i] && (r.entries[i].traits&(filler|auxiliary) != 0 || r.words[i] == "," || strings.HasSuffix(r.words[i], "ly"))) {
		i--
	}
	i = r.skipBracketLeft(i, from)
	for k := len(chunks) - 1; k >= 0 && left < 0; k-- {
		x := &chunks[k]
		switch {
		case x.last > i+1:
		case x.last < i+1:
			k = 0 // nothing ends there
		case x.prep < 0 && !x.genitive:
			left = k
		default: // a complement: its noun ends where it begins
			i = x.start - 1
			if x.prep >= 0 {
				i = x.prep - 1
			}
			i = r.skipBracketLeft(i, from)
		}
	}
	for k := range chunks {
		if x := &chunks[k]; x.start > verb {
			if x.prep >= 0 || x.object && !x.partitive {
				continue
			}
			right = k
			break
		}
	}
	return left, right
}
