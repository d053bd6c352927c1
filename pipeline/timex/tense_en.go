package timex

import (
	"bytes"
	"strings"
)

// englishForms are the past forms of the irregular verbs and the words that
// look ahead; regular pasts are told by their ending. Those that are the
// present's too (put, set) count: news has them after singular subjects.
var englishForms = verbForms(map[verbForm]string{
	pastForm: `was were had did has been have 've 'd
		arose awoke bade bore beat became befell began bent bound bit bled blew broke bred brought built burnt bought caught chose clung came crept
		dealt dug dove drew dreamt drank drove dwelt ate fell fed felt fought found fled flung flew forbade forecast foresaw forgot forgave forsook froze
		got gave went ground grew hung heard hid held kept knelt knew laid led leapt learnt left lent lay lit lost made meant met mistook misunderstood
		outdid overcame overheard oversaw overtook overthrew paid proved rode rang rose ran said saw sought sold sent shook shed shone shot showed shrank
		sang sank sat slew slept slid slung smelt sowed spoke sped spelt spent spilt spun spat spoilt sprang stood stole stuck stung stank strode struck
		strove swore swept swam swung took taught tore told thought threw thrust trod undertook understood undid upheld woke wore wove wed wept won wound
		withdrew withheld withstood wrung wrote died
		bet bid burst cast cost cut hit hurt let put quit read rid set shut slit split spread upset
		broadcast rebroadcast used owed tied vied`,
	presentForm: `says say saying tells reports quotes quote warns announces`, // what is said has been said
	futureForm:  `will 'll ’ll wo shall would might could should may must can ca going planning plan plans expects expect intends hopes aims wants`,
	plannedForm: `scheduled expected planned due slated likely poised begins starts opens ends arrives departs expires resumes concludes premieres debuts kicks`,
})

// englishTense guesses whether the clause around the tokens [first, last)
// tells of the past or of the future: by the nearest verb before, as far as
// the clause reaches, else by the first one after; where the time opens its
// clause (…, and on Tuesday a spokesman said), by the first one after before all.
func englishTense(f *finder, first, last int) direction {
	s := f.doc.SentenceAt(first)
	if s < 0 {
		return unknown
	}
	sentence := clip(f.doc.Sentences[s], first, last)
	if first > sentence.First {
		switch f.doc.Word(first - 1) {
		case "until", "till":
			if f.denied(sentence.First, first-1) {
				return past // it was not made public until Friday
			}
			return future
		case "by":
			if last < sentence.Last && f.pastPerfect(last, sentence.Last) {
				return past // by Friday they had left
			}
			return future
		case "since", "Since":
			return past
		}
	}
	if last < sentence.Last {
		switch f.doc.Word(last) {
		case "'s", "’s":
			return past // Wednesday's ruling
		case "was", "were", "had", "did": // the game planned for Friday was postponed
			return englishVerb(f, last, last)
		case "will", "would":
			if d := f.participleBefore(first); d != unknown {
				return d // the accord reached on Friday will end
			}
			return future
		case "that", "which", "who": // the blast on Friday that killed
			if last+1 < sentence.Last && englishVerb(f, last+1, last) == past {
				return past
			}
		}
	}
	ahead := func() direction {
		for i := last; i < sentence.Last; i++ {
			if d := englishVerb(f, i, first); d != unknown {
				return d
			}
		}
		return unknown
	}
	if f.opensClause(first, sentence.First) {
		if d := ahead(); d != unknown {
			return d
		}
	}
	for i := first - 1; i >= sentence.First; i-- {
		if k := f.bracketsBefore(sentence.First, i+1); k <= i { // told the agency (CNN) on Friday
			i = k
			continue
		}
		if f.isClauseBreak(i) && i < first-1 && f.doc.Word(i) != "," {
			break
		}
		if f.doc.Word(i) == "since" { // since taking office in May
			return past
		}
		if d := englishVerb(f, i, first); d != unknown {
			return d
		}
	}
	return ahead()
}

// opensClause reports whether the time at token first stands, with its
// preposition, behind a conjunction of clauses; behind another time it is a list's.
func (f *finder) opensClause(first, begin int) bool {
	i := first - 2
	if i <= begin || f.doc.Word(i+1) != "on" && f.doc.Word(i+1) != "in" {
		return false
	}
	switch f.doc.Word(i) {
	case "and", "but", "while", "as", "because", "after", "before", "when", "where":
		return f.lex[i-1].class&(weekdayWord|monthWord|partWord|digits2|digits4|ordinal) == 0
	}
	return false
}

// denied reports whether the clause before token end says not or never.
func (f *finder) denied(begin, end int) bool {
	for i := end - 1; i >= begin && !f.isClauseBreak(i); i-- {
		switch f.doc.Word(i) {
		case "not", "n't", "n’t", "never":
			return !f.modal(i - 1)
		}
	}
	return false
}

// pastPerfect reports whether the tokens hold had and a participle: had fled,
// but not had to flee.
func (f *finder) pastPerfect(begin, end int) bool {
	for i := begin; i+1 < end && !f.isClauseBreak(i); i++ {
		if f.doc.Word(i) == "had" {
			return f.doc.Word(i+1) != "to"
		}
	}
	return false
}

// participleBefore is the tense of a participle that governs the time at
// token first: reached on Friday, planned for Friday.
func (f *finder) participleBefore(first int) direction {
	for i := first - 1; i >= 0 && i >= first-2; i-- {
		if d := englishVerb(f, i, first); d != unknown {
			return d
		}
	}
	return unknown
}

// englishVerb tells the tense of the verb at token i, if it is one. first is
// where the time begins.
func englishVerb(f *finder, i, first int) direction {
	var buffer [40]byte
	lower, capital, ok := fold(buffer[:0], f.doc.Word(i))
	if !ok || capital {
		return unknown
	}
	switch form := englishForms[string(lower)]; form {
	case pastForm:
		return f.participle(i, first)
	case presentForm:
		if i+2 < first {
			return unknown // he says the talks open on Friday
		}
		return past
	case futureForm:
		if f.isNoun(i) {
			return unknown
		}
		return future
	case plannedForm:
		if string(lower) == "due" && f.follows(i, "to") && !f.planned(i) {
			return unknown // because of
		}
		return future
	}
	switch {
	case len(lower) > 4 && bytes.HasSuffix(lower, []byte("ed")):
		return f.participle(i, first)
	case (string(lower) == "is" || string(lower) == "are") && f.follows(i, "to"):
		return future // is to meet
	}
	return unknown
}

// follows reports whether the word stands behind token i.
func (f *finder) follows(i int, word string) bool {
	return i+1 < len(f.doc.Tokens) && f.doc.Word(i+1) == word
}

// planned reports whether `due to` at token i looks ahead: is due to meet, due to
// be signed, but not due to an injury.
func (f *finder) planned(i int) bool {
	if i+2 < len(f.doc.Tokens) && f.doc.Word(i+2) == "be" {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		switch f.doc.Word(k) {
		case "is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re":
			return i+2 >= len(f.doc.Tokens) || f.lex[i+2].class&(detWord|oneWord) == 0
		}
	}
	return false
}

// isNoun reports whether a verb that is a noun as well is one at token i: a plan,
// hopes for peace; the verb has to or on behind it and a subject before.
func (f *finder) isNoun(i int) bool {
	switch f.doc.Word(i) {
	case "plan", "plans", "hopes", "aims", "wants":
	default:
		return false
	}
	if !f.follows(i, "to") && !f.follows(i, "on") {
		return true
	}
	if i == 0 {
		return false
	}
	switch w := f.doc.Word(i - 1); w {
	case "a", "the", "its", "his", "her", "their", "our", "my", "'s", "’s", "of", "on", "for", "with", "any", "no", "new", "this", "that", "such":
		return true
	default:
		return len(w) > 4 && w[len(w)-3:] == "ing" // spending plan
	}
}

// participle tells the tense of a form that may be a preterite or a
// participle: will be held, agreed to meet, is heard in May; else past. first
// is where the time begins.
func (f *finder) participle(i, first int) direction {
	switch {
	case f.infinitive(i), f.attributive(i):
		return unknown // the finite verb tells
	case afterModal(f, i):
		return future
	case commits(f, i, first):
		return future
	case i > 0 && i < first && first-i <= 3 && (f.doc.Word(i-1) == "is" || f.doc.Word(i-1) == "are"):
		return future
	}
	return past
}

// infinitive reports whether the form at token i is no past but an infinitive: to
// cut, to publish and broadcast.
func (f *finder) infinitive(i int) bool {
	if i > 2 && (f.doc.Word(i-1) == "and" || f.doc.Word(i-1) == "or") && f.doc.Word(i-3) == "to" {
		return !strings.HasSuffix(f.doc.Word(i), "ed")
	}
	return i > 0 && f.doc.Word(i-1) == "to"
}

// attributive reports whether the participle at token i stands before its noun:
// the delayed launch, in limited numbers, to begin limited operations.
func (f *finder) attributive(i int) bool {
	if i < 2 || !strings.HasSuffix(f.doc.Word(i), "ed") {
		return false
	}
	switch f.doc.Word(i - 1) {
	case "a", "an", "the", "its", "his", "her", "their", "'s", "’s", "of", "in", "on", "for", "with", "by", "at", "from", "into":
		return true
	}
	return f.doc.Word(i-2) == "to" && f.doc.Word(i-1) != "be"
}

// commissives are past forms that look ahead with `to` after them.
var commissives = words(`agreed vowed promised decided threatened ordered pledged offered urged wanted hoped prepared intended set asked told invited due
	projected tipped supposed`)

// commits reports whether the verb at token i is one of them, with what is
// promised before the time (agreed to meet on Friday, but asked on Friday to), or
// sets a date: set the vote for Friday, called a meeting for Friday.
func commits(f *finder, i, first int) bool {
	for k := i + 1; k <= i+2 && k < first-1; k++ {
		if f.doc.Word(k) == "to" && commissives[f.doc.Word(i)] {
			return f.doc.Word(k+1) != "on" // but agreed to on Monday
		}
	}
	switch f.doc.Word(i) {
	case "set", "scheduled", "called":
		return i < first && f.doc.Word(first-1) == "for"
	}
	return false
}

// afterModal reports whether a participle stands in a future passive: will be
// held, to be signed.
func afterModal(f *finder, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch f.doc.Word(k) {
		case "to":
			return f.doc.Word(k+1) == "be"
		case "should", "must", "may", "might", "can", "could":
			return f.doc.Word(k+1) == "be"
		}
		if f.modal(k) {
			return true
		}
	}
	return false
}

// modal reports whether token i is a modal of the future.
func (f *finder) modal(i int) bool {
	if i < 0 {
		return false
	}
	switch f.doc.Word(i) {
	case "will", "would", "'ll", "’ll", "shall":
		return true
	}
	return false
}

// englishGeneric reports whether the sentence around the tokens is in the
// simple present.
func englishGeneric(f *finder, first, last int) bool {
	return englishTense(f, first, last) == unknown
}
