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

// germanForms are the finite forms of the auxiliaries and modals, the
// preterites of the strong and irregular verbs in the third person (singular
// and plural), and the participles of planning. Weak preterites are told by
// their ending. Prefixes that part from the verb (ab-, an-, auf-) leave its
// form; those that do not are in strongPrefixes.
var germanForms = verbForms(map[verbForm]string{
	pastForm: `war waren hatte hatten wurde wurden wusste wussten wußte konnte konnten musste mussten mußte mußten wollte wollten durfte durften mochte mochten
		brachte brachten dachte dachten kannte kannten nannte nannten rannte rannten brannte brannten sandte sandten wandte wandten
		befahl befahlen begann begannen biss bissen barg bargen barst barsten bog bogen bot boten band banden bat baten blies bliesen blieb blieben briet
		brach brachen drosch drang drangen aß aßen ass assen fuhr fuhren fiel fielen fing fingen focht fochten fand fanden flocht flog flogen floh flohen floss flossen
		fraß fraßen fror froren gab gaben gedieh ging gingen gelang galt galten genas genoss geriet gerieten geschah geschahen gewann gewannen
		goss gossen glich glichen glitt glitten grub gruben griff griffen hing hingen hieb hielt hielten hob hoben hieß hießen hiess hiessen half halfen kam kamen
		klang klangen kniff kroch krochen lud luden las lasen lag lagen litt litten lieh liehen lief liefen ließ ließen liess liessen log logen maß maßen mied mieden
		nahm nahmen pfiff pfiffen pries priesen quoll riet rieten rieb rieben riss rissen ritt ritten roch rochen rang rangen rann rief riefen sah sahen soff soffen
		sog schuf schufen schied schieden schien schienen schlich schlichen schlief schliefen schlug schlugen schloss schlossen schloß schlang schliff schlossen
		schmiss schmolz schmolzen schnitt schnitten schob schoben schoss schossen schoß schrak schrieb schrieben schrie schrien schritt schritten schwieg schwiegen
		schwoll schwamm schwammen schwand schwanden schwang schwangen schwor schworen sandte sang sangen sank sanken sann saß saßen sass sassen sprach sprachen sprang
		sprangen spross stach stachen stand standen stahl stahlen stieg stiegen starb starben stieß stießen stiess stiessen strich strichen stritt stritten stank
		trat traten traf trafen trieb trieben trog trank tranken trug trugen tat taten verbarg verdarb verdross vergaß vergaßen verlor verschwand verschwanden
		verzieh gefiel gefielen gestand gebar wuchs wuchsen wusch wuschen warb warben warf warfen wich wichen wies wiesen wog wogen wand wanden zog zogen zwang zwangen`,
	presentForm: `hat haben ist sind sei seien habe`,
	futureForm:  `wird werden werde würde würden soll sollen solle sollte sollten will wollen wolle dürfte dürften muss müssen kann können könnte könnten darf möchte möchten plant planen`,
	plannedForm: `geplant angekündigt vorgesehen erwartet anberaumt angesetzt terminiert bevorsteht anstehen ansteht vereinbart`,
})

// strongPrefixes do not part from their verbs: be-kam, ver-ließ. Their plurals
// are not told apart from participles (beschlossen) and left.
var strongPrefixes = []string{"be", "ent", "emp", "er", "miss", "ver", "zer", "über", "unter", "wider", "hinter", "voll", "durch", "um"}

// germanForm is what a word in small letters says about tense.
func germanForm(w []byte) verbForm {
	if form, ok := germanForms[string(w)]; ok {
		return form
	}
	if bytes.HasSuffix(w, []byte("en")) {
		return noVerb
	}
	for _, prefix := range strongPrefixes {
		if len(w) > len(prefix)+2 && string(w[:len(prefix)]) == prefix && germanForms[string(w[len(prefix):])] == pastForm {
			return pastForm
		}
	}
	return noVerb
}

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
	a, b := f.clause(first, last)
	if last < b && first-a <= 3 && opensWithTime(f, a, first) {
		if d := germanVerb(f.doc.Word(last)); d != unknown {
			if d == present {
				switch {
				case hasForm(f, plannedForm, last, b):
					return future
				case hasParticiple(f, last+1, b):
					return past
				}
				return future
			}
			return d
		}
	}
	d := germanClause(f, a, b)
	if d == unknown {
		d = germanClause(f, sentence.First, sentence.Last)
	}
	if d == unknown && first > 0 {
		switch f.doc.Word(first - 1) {
		case "bis", "Bis", "ab", "Ab", "für", "Für": // of something that goes on or comes
			return future
		}
	}
	return d
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

// isClauseBreak reports whether token i is a mark that parts clauses.
func (f *finder) isClauseBreak(i int) bool {
	switch f.doc.Word(i) {
	case ",", ";", "–", "—", "(", ")", "„", "“", "«", "»", `"`, "”":
		return true
	case ":": // but that of 20:30
		return i+1 == len(f.doc.Tokens) || f.doc.Tokens[i].Space || f.doc.Tokens[i+1].Space
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
	switch germanForm(lower) {
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

// germanStates are participles that say with sein how something is, not what
// has been done: ist geschlossen.
var germanStates = words(`geschlossen geöffnet gesperrt besetzt ausgebucht ausverkauft reserviert`)

func isParticiple(w string) bool {
	if len(w) < 5 || w[0] < 'a' || w[0] > 'z' && w[0] < 0x80 || germanStates[w] {
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
		switch germanForm(lower) {
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
	if first > 0 {
		switch f.doc.Word(first - 1) {
		case "ab", "Ab", "seit", "Seit": // a day begins it
			return false
		}
	}
	a, b := f.clause(first, last)
	return germanClause(f, a, b) == unknown
}
