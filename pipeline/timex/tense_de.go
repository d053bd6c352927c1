package timex

import (
	"bytes"

	"enricher/ner/token"
)

// A verbForm is what a word says about the tense of its clause.
type verbForm uint8

const (
	noVerb verbForm = iota
	pastForm
	presentForm // of auxiliaries: past with a participle
	futureForm
	plannedForm // a participle that looks ahead: geplant, scheduled
)

// germanForms are the finite forms of frequent strong and auxiliary verbs
// and the participles of planning. Weak preterites are told by their ending.
var germanForms = verbForms(map[verbForm]string{
	pastForm: `war waren wurde wurden hatte hatten kam kamen ging gingen gab gaben fand fanden stand standen lag lagen sah sahen
		ließ liess ließen liessen hieß hiess hielt hielten fiel fielen lief liefen rief riefen traf trafen nahm nahmen sprach sprachen
		starb starben schrieb schrieben blieb blieben stieg stiegen zog zogen trat traten trug trugen verlor verloren gewann gewannen
		begann begannen bat baten bot boten brach brachen brachte brachten dachte dachten wusste wussten konnte konnten musste mussten
		wollte wollten schlug schlugen schloss schlossen schoss schossen saß sass saßen sassen schien schienen griff griffen floh flohen
		flog flogen fuhr fuhren erhielt erhielten verließ verliess entschied entschieden unterschrieb beschloss beschlossen bekam bekamen
		erschien erschienen übernahm übernahmen verlief verliefen sank sanken sang zwang tat taten aß bezog empfing lud luden wies wiesen
		erklärte sagte sagten teilte teilten sei seien habe hätten`,
	presentForm: `hat haben ist sind`,
	futureForm:  `wird werden werde würde würden soll sollen solle sollte sollten will wollen wolle dürfte dürften muss müssen kann können könnte könnten darf möchte möchten plant planen`,
	plannedForm: `geplant angekündigt vorgesehen erwartet anberaumt angesetzt terminiert bevorsteht anstehen ansteht vereinbart`,
})

func verbForms(lists map[verbForm]string) map[string]verbForm {
	forms := map[string]verbForm{}
	for form, words := range lists {
		for _, w := range bytes.Fields([]byte(words)) {
			forms[string(w)] = form
		}
	}
	return forms
}

// germanTense guesses whether the clause around the tokens [first, last)
// tells of the past or of the future. The clause runs between commas,
// conjunctions aside; without a verb of its own it shares the sentence's.
// A main clause that opens with the time has its verb right after it; a verb
// in the present there looks ahead (`Am Freitag beginnt …`).
func germanTense(f *finder, first, last int) direction {
	if first > 0 {
		switch f.doc.Word(first - 1) {
		case "kommenden", "nächsten":
			return future
		case "seit", "Seit":
			return past
		}
	}
	s := f.doc.SentenceAt(first)
	if s < 0 {
		return unknown
	}
	sentence := clip(f.doc.Sentences[s], first, last)
	a, b := first, last
	for a > sentence.First && !isClauseBreak(f.doc.Word(a-1)) {
		a--
	}
	for b < sentence.Last && !isClauseBreak(f.doc.Word(b)) {
		b++
	}
	if last < b && first-a <= 3 && opensWithTime(f, a, first) {
		if d := germanVerb(f.doc.Word(last)); d != unknown {
			if d == present {
				switch {
				case hasForm(f, plannedForm, last, b):
					return future
				case hasParticiple(f, last, b):
					return past
				}
				return future
			}
			return d
		}
	}
	if d := germanClause(f, a, b); d != unknown {
		return d
	}
	return germanClause(f, sentence.First, sentence.Last)
}

// clip keeps what lies near the tokens [first, last): clauses are short, and
// text without full stops must not cost more than linear time.
func clip(s token.Sentence, first, last int) token.Sentence {
	const reach = 50
	return token.Sentence{First: max(s.First, first-reach), Last: min(s.Last, last+reach)}
}

// opensWithTime reports whether only a preposition and the like stand before
// the time in its clause.
func opensWithTime(f *finder, a, first int) bool {
	for i := a; i < first; i++ {
		switch f.doc.Word(i) {
		case "Am", "Im", "In", "Bis", "Ab", "Seit", "Vom", "Zum", "Um", "Erst", "Noch", "Bereits", "Schon", "der", "am", "im", "zum", "Für", "Den", "Gegen", "diesem", "kommenden", "vergangenen":
		default:
			return false
		}
	}
	return true
}

func isClauseBreak(w string) bool {
	switch w {
	case ",", ";", ":", "–", "—", "(", ")", "„", "“", "«", "»", `"`, "”":
		return true
	}
	return false
}

// germanVerb tells the tense of a word that stands where the finite verb
// does; present for a present form.
func germanVerb(w string) direction {
	var buffer [40]byte
	lower, capital, ok := fold(buffer[:0], w)
	if !ok || capital {
		return unknown
	}
	switch germanForms[string(lower)] {
	case pastForm:
		return past
	case futureForm:
		return future
	case presentForm:
		return present
	}
	switch {
	case notVerbs[string(lower)]:
		return unknown
	case weakPreterite(lower):
		return past
	case bytes.HasSuffix(lower, []byte("t")), bytes.HasSuffix(lower, []byte("en")):
		return present
	}
	return unknown
}

// notVerbs are words that end like verbs in the present.
var notVerbs = words(`gegen zwischen neben wegen seit mit samt nicht jetzt fast erst sonst dort selbst statt acht weit bereit damit somit oft laut gut hinten oben unten
	innen außen aussen den einen diesen jeden allen vielen beiden ihren seinen keinen zuletzt zunächst sieben`)

// weakPreterite reports whether a word in small letters ends like sagte or
// sagten and is no common word that does.
func weakPreterite(w []byte) bool {
	if len(w) < 5 || !bytes.HasSuffix(w, []byte("te")) && !bytes.HasSuffix(w, []byte("ten")) {
		return false
	}
	switch string(w) {
	case "heute", "letzte", "letzten", "erste", "ersten", "zweite", "zweiten", "dritte", "dritten", "vierte", "vierten", "bitte", "beste", "besten", "rechte", "rechten",
		"könnte", "könnten", "sollte", "sollten", "müsste", "müssten", "dürfte", "dürften", "möchte", "möchten", "gute", "guten", "alte", "alten", "weite", "weiten",
		"nächste", "nächsten", "meisten", "ganzten", "größte", "größten", "grösste", "grössten", "höchste", "höchsten", "gesamte", "gesamten", "bekannte", "bekannten",
		"geplante", "geplanten", "erwartete", "erwarteten", "wichtigste", "wichtigsten", "leichte", "leichten", "schlechte", "schlechten", "treten", "arbeiten", "halten", "bieten", "unten", "selten", "mitten", "hätte", "hätten":
		return false
	}
	for _, prefix := range [...]string{"ge", "be", "ver", "er", "ent", "zer", "über", "unter"} {
		// getötete, verhafteten: participles used as adjectives
		if bytes.HasPrefix(w, []byte(prefix)) && (bytes.HasSuffix(w, []byte("ete")) || bytes.HasSuffix(w, []byte("eten"))) && prefix == "ge" {
			return false
		}
	}
	return true
}

// hasParticiple reports whether a clause holds a past participle.
func hasParticiple(f *finder, a, b int) bool {
	for i := a; i < b; i++ {
		if isParticiple(f.doc.Word(i)) {
			return true
		}
	}
	return false
}

// hasForm reports whether a clause holds a verb of the form.
func hasForm(f *finder, form verbForm, a, b int) bool {
	for i := a; i < b; i++ {
		if germanForms[f.doc.Word(i)] == form {
			return true
		}
	}
	return false
}

func isParticiple(w string) bool {
	if len(w) < 5 || w[0] < 'a' || w[0] > 'z' && w[0] < 0x80 {
		return false
	}
	end := w[len(w)-1] == 't' || w[len(w)-2:] == "en"
	if !end {
		return false
	}
	for _, prefix := range [...]string{"ge", "be", "ver", "er", "ent", "zer", "miss"} {
		if len(w) > len(prefix)+3 && w[:len(prefix)] == prefix {
			return true
		}
	}
	if len(w) > 6 && w[len(w)-4:] == "iert" {
		return true
	}
	// an-ge-kündigt, ab-ge-schlossen
	for i := 2; i < 6 && i+4 < len(w); i++ {
		if w[i:i+2] == "ge" {
			return true
		}
	}
	return false
}

// germanClause looks for the tense of the tokens [a, b).
func germanClause(f *finder, a, b int) direction {
	auxiliary, ahead := false, false
	found := unknown
	for i := a; i < b; i++ {
		var buffer [40]byte
		lower, capital, ok := fold(buffer[:0], f.doc.Word(i))
		if !ok || capital && i > a {
			continue
		}
		switch germanForms[string(lower)] {
		case pastForm:
			found = past
		case futureForm:
			ahead = true
		case plannedForm:
			return future
		case presentForm:
			auxiliary = true
		default:
			if weakPreterite(lower) && found == unknown {
				found = past
			}
		}
	}
	switch {
	case ahead && found == unknown:
		return future
	case found != unknown:
		return found
	case auxiliary && hasParticiple(f, a, b):
		return past
	}
	return unknown
}

// germanGeneric reports whether the clause around the tokens is in the simple
// present.
func germanGeneric(f *finder, first, last int) bool {
	s := f.doc.SentenceAt(first)
	if s < 0 {
		return false
	}
	sentence := clip(f.doc.Sentences[s], first, last)
	if first > sentence.First {
		switch f.doc.Word(first - 1) {
		case "bis", "Bis", "ab", "Ab", "seit", "Seit":
			return false
		}
	}
	a, b := first, last
	for a > sentence.First && !isClauseBreak(f.doc.Word(a-1)) {
		a--
	}
	for b < sentence.Last && !isClauseBreak(f.doc.Word(b)) {
		b++
	}
	return germanClause(f, a, b) == unknown
}
