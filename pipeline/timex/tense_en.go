package timex

import "bytes"

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
		bet bid burst cast cost cut hit hurt let put quit read rid set shut slit split spread upset`,
	futureForm:  `will 'll ’ll wo shall would might could should may must can ca going planning plan plans expects expect intends hopes aims wants`,
	plannedForm: `scheduled expected planned due slated likely poised begins starts opens ends arrives departs expires resumes concludes premieres debuts kicks`,
})

// englishTense guesses whether the clause around the tokens [first, last)
// tells of the past or of the future: by the nearest verb before, as far as
// the clause reaches, else by the first one after.
func englishTense(f *finder, first, last int) direction {
	s := f.doc.SentenceAt(first)
	if s < 0 {
		return unknown
	}
	sentence := clip(f.doc.Sentences[s], first, last)
	if first > sentence.First {
		switch f.doc.Word(first - 1) {
		case "until", "till", "by":
			return future
		case "since", "Since":
			return past
		}
	}
	if last < sentence.Last {
		switch f.doc.Word(last) {
		case "'s", "’s":
			return past // Wednesday's ruling
		}
	}
	if last < sentence.Last { // the game planned for Friday was postponed
		switch w := f.doc.Word(last); w {
		case "was", "were", "had", "did", "will", "would":
			return englishVerb(f, last, sentence.Last)
		}
	}
	for i := first - 1; i >= sentence.First; i-- {
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
	for i := last; i < sentence.Last; i++ {
		if d := englishVerb(f, i, sentence.Last); d != unknown {
			return d
		}
	}
	return unknown
}

// englishVerb tells the tense of the verb at token i, if it is one.
func englishVerb(f *finder, i, limit int) direction {
	var buffer [40]byte
	lower, capital, ok := fold(buffer[:0], f.doc.Word(i))
	if !ok || capital {
		return unknown
	}
	switch englishForms[string(lower)] {
	case pastForm:
		return f.participle(i, limit)
	case futureForm:
		return future
	case plannedForm:
		if string(lower) == "due" && i+1 < limit && f.doc.Word(i+1) == "to" {
			return unknown // because of
		}
		return future
	}
	switch {
	case len(lower) > 4 && bytes.HasSuffix(lower, []byte("ed")):
		return f.participle(i, limit)
	}
	return unknown
}

// participle tells the tense of a form that may be a preterite or a
// participle: will be held, agreed to meet, is heard in May; else past. limit
// is where the time begins.
func (f *finder) participle(i, limit int) direction {
	if afterModal(f, i) || commits(f, i) {
		return future
	}
	if i > 0 && limit-i <= 3 {
		switch f.doc.Word(i - 1) {
		case "is", "are":
			return future
		}
	}
	return past
}

// commissives are past forms that look ahead with `to` after them.
var commissives = words(`agreed vowed promised decided threatened ordered pledged offered urged wanted hoped prepared intended set asked told invited due`)

// commits reports whether the verb at token i is one of them (agreed to meet)
// or sets a date (set for Friday).
func commits(f *finder, i int) bool {
	for k := i + 1; k <= i+2 && k < len(f.doc.Tokens); k++ {
		switch f.doc.Word(k) {
		case "to":
			return commissives[f.doc.Word(i)]
		case "for":
			return f.doc.Word(i) == "set"
		}
	}
	return false
}

// afterModal reports whether a participle stands in a future passive: will be
// held, to be signed.
func afterModal(f *finder, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch f.doc.Word(k) {
		case "will", "would", "'ll", "’ll", "to", "shall":
			return true
		case "should", "must", "may", "might", "can":
			return f.doc.Word(k+1) == "be"
		}
	}
	return false
}

// englishGeneric reports whether the sentence around the tokens is in the
// simple present.
func englishGeneric(f *finder, first, last int) bool {
	return englishTense(f, first, last) == unknown
}
