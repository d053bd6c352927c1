package quote

import "strings"

var germanCues = germanSpeech()

// germanSpeech is the class of German verbs of saying in all their finite forms
// of the third person and participles, and the prepositions that do their work.
// Weak verbs are inflected by rule, strong ones listed by their stems.
func germanSpeech() map[string]cueKind {
	cues := map[string]cueKind{}
	add := func(form string, kind cueKind) {
		if cues[form] == noCue {
			cues[form] = kind
		}
	}
	weak := func(stems string, kind cueKind) {
		for s := range strings.FieldsSeq(stems) {
			e := ""
			if strings.HasSuffix(s, "t") || strings.HasSuffix(s, "d") || strings.HasSuffix(s, "dn") || strings.HasSuffix(s, "kn") || strings.HasSuffix(s, "gn") || strings.HasSuffix(s, "chn") {
				e = "e"
			}
			for _, ending := range [...]string{"t", "te", "ten", "tet"} {
				add(s+e+ending, kind)
			}
			add(s+"e", kind) // Konjunktiv I
			if !strings.HasSuffix(s, "er") || strings.HasSuffix(s, "ier") {
				add(s+"en", kind)
			} else {
				add(s+"n", kind)
			}
			participle := s + e + "t"
			if !inseparable(s) {
				participle = "ge" + participle
			}
			add(participle, said)
			for prefix := range strings.FieldsSeq("mit hinzu an aus ein fest klar zu nach zurück vor") {
				add(prefix+participle, said)
				add(prefix+s+e+"t", kind)  // dass er mitteilt
				add(prefix+s+e+"te", kind) // wie er mitteilte
				add(prefix+s+e+"ten", kind)
			}
		}
	}
	weak("stell führ leg räum deut fass lehn zeig reagier sorg freu wett folger schätz", perhaps)
	weak(`sag erklär beton mein äußer äusser bericht teil füg erläuter bestätig kritisier forder warn kündig versicher antwort entgegn erwider
		frag bemerk kommentier zitier schilder erzähl behaupt vermut glaub hoff urteil klag beklag begründ begrüß begrüss konter ergänz mahn
		appellier plädier droh verkünd meld prophezei resümier bilanzier scherz jubel schwärm spott flüster lob würdig rechtfertig verteidig konstatier dementier
		bekräftig präzisier erinner bedauer fürcht befürcht bezweifel skandier twitter post lautet laut wetter poltert polter schimpf tadel monier moser
		versprech unterstell signalisier prognostizier argumentier analysier diagnostizier formulier philosophier sinnier witzel grantel
		verlang verlautbar wünsch dank gratulier verrat offenbar enthüll gesteh räsonier schlussfolger rät ermahn ächz stöhn seufz brüll stammel raun murmel prahl brüst ätz frohlock höhn rüg attackier
		verdeutlich unterstreich veröffentlich kolportier protestier notier hinterfrag erkundig zürn feix hader ärger wunder entrüst empör beschwer`, says)
	weak("bezeichn titulier wert beschimpf brandmark charakterisier bewert umschreib tauf", calls)
	strong := func(forms string, kind cueKind) {
		for f := range strings.FieldsSeq(forms) {
			add(f, kind)
		}
	}
	strong(`schrieb schrieben schreibt schreiben schreibe sprach sprachen spricht sprechen spreche rief riefen ruft rufen rufe schrie schrien schreit
		hieß hiess heißt heisst heiße heisse hießen hiessen gestand gestanden gesteht
		verwies verwiesen verweist verweise empfahl empfahlen empfiehlt riet rieten unterstrich unterstrichen unterstreicht widersprach widersprachen widerspricht bestritt bestritten bestreitet
		versprach versprachen verspricht warf warfen wirft werfe verriet verrät bat baten bittet verglich vergleicht beschied bescheinigte bescheinigt`, says)
	strong(`gab gaben gibt geben gebe wies wiesen weist weise hob hoben hebt hebe fuhr fuhren fährt fahre befand befanden befindet schloss schlossen schließt schliesst strich strichen streicht
		hielt hielten hält halte fand fanden findet dachte dachten denkt denke wusste weiß weiss las liest verlas trat sah sahen sieht sehe ließ liess lässt lasse nahm nimmt lud lädt`, perhaps)
	strong("nannte nannten nennt nennen nenne beschrieb beschrieben beschreibt beschreiben schalt", calls)
	strong(`geschrieben gesprochen gerufen geschrien geheißen geheissen hingewiesen zurückgewiesen hervorgehoben verwiesen empfohlen geraten unterstrichen widersprochen
		versprochen vorgeworfen ausgesprochen angegeben bekanntgegeben abgegeben genannt bezeichnet beschrieben eingeräumt gebeten verglichen aufgerufen aufgefordert gewarnt`, said)
	strong("laut gemäß gemäss so", according)
	strong("zufolge", postpos)
	return cues
}

func inseparable(stem string) bool {
	for _, p := range [...]string{"be", "er", "ver", "ent", "zer", "miss", "unter", "wider", "hinter", "über", "offenbar", "schlussfolger", "prophezei"} {
		if strings.HasPrefix(stem, p) {
			return true
		}
	}
	return strings.HasSuffix(stem, "ier")
}

// germanReports are the nouns of "nach Angaben", "nach den Worten".
var germanReports = set(`angaben angabe worten aussage aussagen auskunft ansicht auffassung meinung überzeugung einschätzung darstellung bericht berichten informationen
	mitteilung erklärung schilderung urteil bewertung prognose vermutung feststellung medienberichten presseberichten überlieferung bekunden einschätzungen`)

var germanPronouns = set("er sie dieser diese jener jene letzterer letztere")

// germanTitles are nouns that put a title, name or motto in marks.
var germanTitles = set(`titel motto name name buch film films roman romans song lied album oper stück theaterstück serie sendung show magazin zeitung tageszeitung zeitschrift blatt nachrichtenmagazin
	projekt aktion kampagne initiative organisation gruppe partei bündnis verein stiftung operation codename codenamen decknamen spitznamen beinamen schiff frachter fähre yacht boot satellit sonde raumschiff raumfähre shuttle
	programm software spiel computerspiel konferenz ausstellung messe festival preis orden auszeichnung marke restaurant hotel café kneipe diskothek club klub band musical dokumentation reihe rubrik kolumne artikel studie bericht
	begriff wort ausdruck stichwort slogan parole schlagwort bezeichnung überschrift schlagzeile themen thema sektion kategorie stufe genannte genannten sogenannte sogenannten sogenannter sogenanntes sog
	wochenzeitung boulevardzeitung sender fernsehsender radiosender portal website internetseite blog zeitungen hurrikan wirbelsturm taifun tief hoch orkan kategorien gesellschaft unternehmen firma agentur tiefseebohrinsel bohrinsel miliz bewegung brigade enzyklika stern hubschrauber flugzeug zug bahn linie modell album ausgabe test`)

// speechWords occur in clauses rather than titles: finite auxiliaries, pronouns
// of speaker and hearer, particles.
var germanSpeechWords = set(`ich wir mich mir uns mein meine meinen unser unsere unseren unserer sie ihr ihnen du dich er es ist sind war waren bin sei seien wäre wären hat haben hatte hatten habe hätte hätten
	wird werden wurde wurden würde würden kann können konnte könnte könnten muss müssen müsse musste soll sollen solle sollte sollten will wollen wolle wollte darf dürfen dürfe mag möchte möchten gibt geht
	nicht kein keine keinen aber doch sehr dass weil wenn ob man damit dafür dagegen daran davon deshalb darum schon noch auch nur mehr weder sondern als`)

// germanReported are forms of the Konjunktiv I that differ from the indicative, or
// of the Konjunktiv II that stand in for those that do not,
// of auxiliaries and the commonest verbs.
var germanReported = set(`hätten wären würden sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme stehe bleibe liege lasse mache sehe wisse brauche halte finde nehme führe
	bringe zeige laufe handele handle gelte bestehe bedeute erwarte spreche trage ziehe helfe fehle arbeite setze sage`)

// germanFillers stand between a subject and its verb.
var germanFillers = set("dazu dabei hierzu wörtlich weiter gegenüber darauf daraufhin ferner hat habe hatte hätte wird wurde hingegen jedoch dagegen allerdings aber einmal sinngemäß sinngemäss")

// germanNominative articles open a subject.
var germanNominative = set("der die das ein eine")

// prepositions, German and English; a noun behind one is no subject.
var prepositions = set(`in im an am auf bei beim mit von vom zu zum zur für gegen über unter nach vor aus durch um ohne seit während wegen trotz gegenüber laut neben zwischen hinter anlässlich angesichts bezüglich hinsichtlich
	mittels gemäß gemäss innerhalb ausserhalb außerhalb ab bis per samt infolge aufgrund zugunsten entgegen dank statt
	at on to of for with by from about against between into over under after before during to`)

// germanLabels are the prepositions that put a few words in marks to something,
// with the stems of the verbs they go with.
var germanLabels = map[string][]string{
	"als":  {"bezeichn", "charakterisier", "umschr", "beurteil", "eingestuft", "einstuf", "stuft", "zurück", "sieht", "sah", "wert", "kritisier", "würdig", "lob", "beschrieb", "beschreib", "verurteil", "nannt", "brandmark", "gilt", "fasst", "ab"},
	"von":  {"sprach", "sprech", "sprich", "gesproch", "rede"},
	"vor":  {"warn", "gewarn"},
	"für":  {"hielt", "hält", "halt"},
	"eine": {"nannt", "nenn"}, "einen": {"nannt", "nenn"}, "ein": {"nannt", "nenn"},
}

// germanConjunctions open a clause that tells what was said.
var germanConjunctions = set("dass daß ob wie warum weshalb wann wo wer was")

// belongs are the prepositions that tie an institution to a title, German and
// English.
var belongs = set("von vom für of for at")

// oblique articles stand before no subject.
var oblique = set("des dem den")

// germanAuxiliaries may open the attribution behind a quotation.
var germanAuxiliaries = set(`hat hatte haben hatten habe ist war wird wurde werden wurden soll sollen sollte will wollte muss musste kann konnte darf durfte lässt liess ließ
	wie so weiter dann auch laut nach und`)

// announcing are the nouns that a quotation follows without a colon, German and
// English.
var announcing = set("worten worte satz sätze zitat aussage ausruf parolen sprüche rufe rufen words")

// collectives are nouns for bodies and texts that speak, where no verb of saying
// vouches for it; they close compounds as well.
var collectives = set(`polizei gericht staatsanwaltschaft behörde regierung partei fraktion opposition koalition ministerium amt senat parlament rat kommission ausschuss kirche armee
	zeitung magazin blatt sender agentur portal medien presse bericht studie gutachten urteil erklärung mitteilung brief schreiben kommentar resolution
	unternehmen firma konzern bank verband verein bund gewerkschaft organisation universität hochschule institut klinik leitung verwaltung direktion kammer zentrale stiftung initiative bündnis
	familie gruppe bewegung delegation jury vertretung menge leute bewohner`)

// definite articles refer to somebody known, German and English.
var definite = set("der die dem den des the")
