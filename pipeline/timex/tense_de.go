package timex

import (
	"bytes"
	"strings"

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
	if d := f.attribute(first, last); d != unknown {
		return d
	}
	if last < b && first-a <= 3 && opensWithTime(f, a, first) {
		if d := germanVerb(f.doc.Word(last)); d != unknown {
			switch {
			case d == future && f.perfect(last, b):
				return past
			case d != present:
				return d
			case hasForm(f, plannedForm, last, b) && !germanHave[f.doc.Word(last)]:
				return future
			case f.perfect(last, b), hasParticiple(f, last+1, b):
				return past
			}
			return future
		}
	}
	d := germanClause(f, a, first, b)
	if d == unknown {
		d = germanClause(f, sentence.First, first, sentence.Last)
		if d == past && hasForm(f, plannedForm, sentence.First, a) {
			d = future // er hat angekündigt, am Freitag zu kommen
		}
	}
	if d == unknown && first > 0 {
		switch f.doc.Word(first - 1) {
		case "bis", "Bis", "ab", "Ab", "für", "Für": // of something that goes on or comes
			return future
		case "zum":
			if first > 1 && (f.doc.Word(first-2) == "bis" || f.doc.Word(first-2) == "Bis") {
				return future
			}
		case "am", "Am":
			if f.presentVerb(a, first, b) {
				return future
			}
		}
	}
	return d
}

// presentVerb reports whether a verb in the present stands in the clause of the
// tokens [a, b), which holds no form of another tense, around the time at token
// first: der Rat tagt am Freitag, die Minister treffen sich am Freitag. What is told
// in the present of a day is mostly to come.
func (f *finder) presentVerb(a, first, b int) bool {
	is := func(i int, ending string) bool {
		w := f.doc.Word(i)
		return len(w) > 3 && strings.HasSuffix(w, ending) && isSmall(w) && !notVerbs[w] && !germanStates[w] && !isParticiple(w)
	}
	i := first - 2 // before am
	if i > a && f.doc.Word(i) == "sich" {
		i--
	}
	if i > a && is(i, "en") {
		return true
	}
	for i := a; i < b; i++ {
		if is(i, "t") {
			return true
		}
	}
	return false
}

// attribute is the tense of a participle behind the time [first, last) that
// describes a noun: des am Freitag zurückgetretenen Ministers, but der für Freitag
// angesetzten Wahl.
func (f *finder) attribute(first, last int) direction {
	if first < 2 || last >= len(f.doc.Tokens) {
		return unknown
	}
	relative := first > 2 && f.doc.Word(first-3) == "," // …, die am Freitag erwarten
	switch f.doc.Word(first - 2) {
	case "der", "die", "das", "des", "dem", "den", "ein", "eine", "einen", "einem", "einer", "eines", "Der", "Die", "Das", "Des", "Dem", "Den", "Ein", "Eine", "Einen", "Einem", "Einer", "Eines":
	default:
		return unknown
	}
	for _, ending := range [...]string{"en", "er", "es", "em", "e"} {
		if stem, ok := strings.CutSuffix(f.doc.Word(last), ending); ok {
			switch {
			case germanForms[stem] == plannedForm, isParticiple(stem) && f.doc.Word(first-1) == "für":
				return future
			case isParticiple(stem) && !relative:
				return past
			case strings.HasSuffix(stem, "end") && !relative: // die am Freitag beginnende Messe
				return future
			}
			return unknown
		}
	}
	return unknown
}

// germanHave are the forms of haben.
var germanHave = words(`hat haben habe hatte hatten`)

// perfect reports whether the clause of the tokens [a, b) has an infinitive of the
// past (soll geflohen … haben, getötet worden sein) or the infinitive that stands
// for a participle (hat sich halten können): the modal looks back.
func (f *finder) perfect(a, b int) bool {
	have := false
	for i := a; i < b; i++ {
		w := f.doc.Word(i)
		switch {
		case i > a && w == "haben" && isParticiple(f.doc.Word(i-1)), i > a && w == "sein" && f.doc.Word(i-1) == "worden":
			return true
		case germanHave[w]:
			have = true
		case have && i+1 >= b-1 && strings.HasSuffix(f.doc.Word(i-1), "en"):
			switch w {
			case "können", "müssen", "wollen", "dürfen", "sollen", "lassen":
				return true
			}
		}
	}
	return false
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
	zuerst meist zumeist jüngst einst längst höchst möglichst äußerst äusserst ernst recht leicht schlecht direkt komplett spät hart wert alt kalt warum
	gesamt insgesamt bekannt unbekannt knapp exakt perfekt berühmt beliebt überhaupt geschickt indirekt konkret privat verletzt
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
	// an-ge-kündigt, auseinander-ge-gangen
	for i := 2; i < 12 && i+4 < len(w); i++ {
		if w[i:i+2] == "ge" {
			return true
		}
	}
	return false
}

// germanClause looks for the tense of the tokens [a, b) around a time that begins
// at token first. Of a past and a future (kam und wird am Freitag gehen) the nearer
// counts.
func germanClause(f *finder, a, first, b int) direction {
	auxiliary, have, planned, ahead := false, false, false, false
	found := unknown
	pastAt, aheadAt := far, far // how near the nearest is
	for i := a; i < b; i++ {
		if i = f.skipBrackets(i, b); i >= b {
			break
		}
		var buffer [40]byte
		lower, capital, ok := fold(buffer[:0], f.doc.Word(i))
		if !ok || capital && i > a {
			continue
		}
		switch germanForm(lower) {
		case pastForm:
			found, pastAt = past, min(pastAt, distance(i, first))
		case futureForm:
			ahead, aheadAt = true, min(aheadAt, distance(i, first))
		case plannedForm:
			planned = true
		case presentForm:
			auxiliary = true
			have = have || germanHave[string(lower)]
		default:
			infinitive := ahead || i+1 < b && germanForms[f.doc.Word(i+1)] == futureForm // werde beraten
			if weakPreterite(lower) && !(infinitive && bytes.HasSuffix(lower, []byte("ten"))) {
				found, pastAt = past, min(pastAt, distance(i, first))
			}
		}
	}
	switch {
	case planned && !have:
		return future
	case planned, ahead && f.perfect(a, b):
		return past
	case ahead && aheadAt <= pastAt:
		return future
	case found != unknown:
		return found
	case auxiliary && hasParticiple(f, a, b):
		return past
	}
	return unknown
}

const far = 1 << 30

// distance is how many tokens apart two are.
func distance(i, k int) int { return max(i-k, k-i) }

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
	return germanClause(f, a, first, b) == unknown
}
