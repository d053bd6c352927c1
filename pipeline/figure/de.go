package figure

import (
	"strings"

	"enricher/pipeline/numeral"
)

func makeGerman() *grammar {
	g := &grammar{lang: "de", words: map[string]*word{}, units: german, suffixes: map[string]suffix{}}
	for _, w := range strings.Fields(`dutzend dutzende dutzenden dutzender halbdutzend hundert hunderte hunderten hunderter
		tausend tausende tausenden tausender zehntausende zehntausenden zehntausender hunderttausende hunderttausenden hunderttausender
		million millionen milliarde milliarden billion billionen billiarde billiarden trillion trillionen
		viertelmillion dreiviertelmillion viertelmilliarde dreiviertelmilliarde`) {
		s, _ := numeral.Magnitude(w, "de")
		g.value(scale, s.Value, w)
		g.words[w].many = s.Plural
	}
	for _, w := range strings.Fields("k tsd tsd. td. mio mio. mill. mrd mrd. mia mia. bio.") {
		s, _ := numeral.Magnitude(w, "de")
		g.value(scale|shortScale, s.Value, w)
	}
	for _, w := range strings.Fields(`null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig
		erste ersten erster erstes zweite zweiten zweiter zweites dritte dritten dritter drittes vierte vierten vierter viertes fünfte fünften sechste sechsten
		drittel dritteln viertel vierteln fünftel
		milliardste milliardsten milliardster billionste billionsten billionster`) { // the frequent ones, so that they need not be taken apart
		is, v := understandGerman(w)
		g.value(is, v, w)
	}
	g.add(article, "ein eine einen einem einer eines")
	g.add(definite, `der die das den dem des dieser diese dieses diesen diesem jener jene jenes jenen jenem
		sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer mein meine meinen meinem meiner
		beide beiden alle allen aller am im zum zur vom beim ins ans kein keine keinen keinem keiner`)
	g.add(half, "halb halbe halben halber halbes halbem")
	g.add(moiety, "hälfte")
	g.add(several, "mehrere mehreren mehrerer einige einigen einiger paar viele vielen vieler etliche etlichen zahlreiche")
	g.add(times, "mal male malen")
	g.add(month, "januar jänner februar feber märz april mai juni juli august september oktober november dezember jan. feb. mrz. apr. jun. jul. aug. sep. sept. okt. nov. dez. jan feb mrz apr jun jul aug sep sept okt nov dez")
	g.add(weekday, "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag")
	g.add(clock, "uhr")
	g.add(era, "jahrhundert jahrhunderts jahrtausend jahrtausends jh. jhdt. jahrhunderthälfte")
	g.add(yearCue, "jahr jahre jahren jahres seit sommer winter frühling frühjahr herbst anfang ende mitte wm em saison silvester neujahr ostern weihnachten")
	g.add(label, `artikel art. paragraf paragraph § §§ absatz abs. ziffer ziff. kapitel seite seiten nummer nr nr. no. zimmer gleis linie tor halle version typ
		autobahn bundesstrasse bundesstraße route flug baujahr jahrgang postfach telefon tel. tel fax hausnummer kanal sektor band heft ausgabe teil folge zeile etappe staffel episode spalte
		kategorie klasse stufe phase formel windows boeing airbus apollo terminal block raum lektion variante isbn aktenzeichen az. modell level`)
	g.add(and, "und sowie & bzw. beziehungsweise")
	g.add(or, "oder")
	g.add(to, "bis")
	g.add(between, "zwischen")
	g.add(of, "von")
	g.add(by, "um")
	g.add(level, "auf")
	g.add(every, "jeder jede jedes jeden jedem")
	g.add(old, "alt alte alten alter altes")
	g.add(ageCue, "alter altersgruppe altersklasse")
	g.add(pronoun, "er sie ich")
	g.add(being, "ist war wird wurde sei bin")
	g.add(minus, "minus")
	g.add(below, "unter")
	g.add(point, "komma")
	g.add(per, "pro je")
	g.add(relative, "später zuvor vorher danach lang")
	g.add(vote, "stimmen stimme gegenstimmen enthaltungen neinstimmen jastimmen")
	g.add(contest, `sieg siege niederlage remis unentschieden führung rückstand erfolg endstand pausenstand halbzeitstand ausgleich treffer tor gewann gewannen gewinnt
		verlor verloren verliert besiegte besiegten schlug schlugen unterlag trennte trennten siegte siegten satz sätze heimsieg auswärtssieg`)
	g.add(quake, "erdbeben beben nachbeben seebeben erdstoß erdstoss erschütterung")
	g.add(magnitude, "stärke magnitude")
	g.add(place, "platz rang position plätze plätzen ränge rängen")
	g.add(more, "mehr")
	g.add(less, "weniger")
	g.add(timid, "real bit bits ar bar rand mark groschen")
	g.add(person, `mensch menschen person toter toten tote todesopfer verletzter verletzte verletzten schwerverletzter leichtverletzter vermisster`)
	g.add(rise, `stieg stiegen steigt steigen gestiegen steige steigerung anstieg zunahme zunahm zugenommen wuchs wuchsen wächst wachsen gewachsen wachstum plus
		erhöht erhöhen erhöhte erhöhten erhöhung kletterte kletterten geklettert klettern zulegen zugelegt zuwachs zuwächse verteuert verteuerte verteuerten
		gesteigert steigerte steigerten sprang sprangen springt gesprungen schnellte schnellten angezogen anzog anzogen verbessert verbesserte verbesserten aufgestockt aufgewertet erweitert ausgebaut mehr höher angestiegen angehoben anheben anhebung aufschlag vergrößert vergrössert aufwärts ausweitung zusätzlich teurer`)
	g.add(fall, `sank sanken sinkt sinken gesunken rückgang abnahme abgenommen fiel fielen fällt gefallen einbruch eingebrochen minus verringerung verringert verringerte
		verringern reduktion reduzierung reduziert reduzieren reduzierte senkung gesenkt senken senkte senkten abbau abgebaut abbauen kürzung kürzungen gekürzt kürzen schrumpfte
		schrumpfen geschrumpft zurückgegangen verbilligt verbilligte weniger niedriger tiefer geringer gesunken einbussen einbußen abschlag abwertung billiger streicht streichen gestrichen
		rutschte rutschten abgerutscht sackte sackten abgesackt stürzte stürzten abgestürzt nachgegeben nachgab nachgaben verschlechtert verschlechterte verkleinert gedrosselt herabgesetzt
		ermäßigt ermässigt ermäßigte abgewertet eingebüßt eingebüsst`)
	g.add(verb, "hat haben hatte hatten ist sind war waren wird werden wurde wurden sei seien kann können soll sollen will wollen muss müssen darf dürfen")
	g.add(function, `aber als am an fürs ans aufs ums hinters auch auf aus außer außerdem bei beim bereits bin bis bisher da dabei dafür damit danach dann daran darauf daraus darunter das dass davon dazu dem den denen
		denn der deren des dessen die dies dort du durch er es etwa für gar gegen gegenüber hat haben hatte hatten hier hin hinter ich ihm ihn ihnen ihr im in indem innerhalb ins ist ja jedoch
		kann kein können konnte konnten man mehr mit muss müssen nach nachdem neben nicht nichts noch nun nur ob obwohl oder ohne pro schon sehr sei seien sein seit sich sie sind so sobald
		sogar soll sollen sollte sollten sondern sowie trotz über um und unter vom von vor während wann war waren was wegen weil wenn wer werden wie wieder will wir wird wo wollen wollte worden
		wurde wurden würde würden zu zum zur zwischen jetzt heute gestern morgen allerdings bzw. beziehungsweise laut gemäß gemäss zufolge statt samt je per via bevor falls dagegen deshalb
		insgesamt immer ebenfalls zudem sonst weder entlang ab abend bis dabei zusammen daher hinaus hinweg mal`)

	g.add(adjacent, "weitere weiteren volle vollen ganze ganzen lange langen aufeinanderfolgende aufeinanderfolgenden")
	g.add(separable, "nahm nahmen nimmt nehmen legte legten legt legen ging gingen geht gehen brach brachen bricht brechen gab gaben gibt geben zog zogen")
	g.add(loses|fall, "verlor verloren verliert verlieren büßte büsste einbüßte verlust verluste")
	g.add(loses|rise, "gewann gewannen gewinnt gewinnen")
	g.add(inMonth, "im seit anfang ende mitte letzten vergangenen")
	g.add(comparing, "als höchstens maximal")
	g.add(compass, "nord nördlicher nördliche süd südlicher ost östlicher west westlicher breite länge winkel neigung")

	g.modify(Approx, `rund,etwa,circa,zirka,ca.,ca,ungefähr,schätzungsweise,geschätzt,geschätzte,geschätzten,geschätzter,um die,an die,annähernd,gegen,grob,gut und gerne,in etwa,einigermassen,im schnitt,
		durchschnittlich,im durchschnitt,~,±`)
	g.modify(MoreThan, `über,mehr als,gut,weit über,deutlich über,deutlich mehr als,weit mehr als,etwas mehr als,höher als,größer als,grösser als,älter als,länger als,schwerer als,schneller als,weiter als,
		teurer als,stärker als,später als,jenseits von,jenseits der,mehr wie,knapp über,>`)
	g.modify(AtLeast, `mindestens,wenigstens,zumindest,nicht weniger als,ab,nicht unter,minimal,mind.,≥`)
	g.modify(LessThan, `weniger als,unter,knapp,fast,beinahe,nahezu,nicht ganz,kleiner als,niedriger als,jünger als,kürzer als,geringer als,tiefer als,leichter als,billiger als,günstiger als,langsamer als,
		schwächer als,knapp unter,deutlich unter,weit unter,kaum,nicht einmal,bald,<`)
	g.modify(AtMost, `bis zu,bis,höchstens,maximal,nicht mehr als,nicht über,bis an die,allerhöchstens,max.,≤,längstens`)
	g.follow(AtLeast, "oder mehr,und mehr,und älter,oder älter,aufwärts,plus,und darüber")
	g.follow(AtMost, "oder weniger,und weniger,und jünger")
	g.follow(Approx, "oder so")

	g.germanTraits()
	year := german.words["jahr"]
	for stem, s := range map[string]suffix{
		"jährig": {unit: year, age: true}, "jahrig": {unit: year, age: true}, "stündig": {unit: german.words["stunde"]}, "minütig": {unit: german.words["minute"]}, "sekündig": {unit: german.words["sekunde"]},
		"tägig": {unit: german.words["tag"]}, "wöchig": {unit: german.words["woche"]}, "monatig": {unit: german.words["monat"]}, "prozentig": {unit: german.words["prozent"]},
		"fach": {times: true}, "malig": {times: true}, "mal": {times: true, adverb: true}, "köpfig": {}, "stellig": {}, "seitig": {}, "stöckig": {}, "geschossig": {}, "teilig": {}, "spurig": {},
		"sitzig": {}, "zeilig": {}, "motorig": {}, "rädrig": {}, "gleisig": {}, "türig": {}, "bändig": {}, "sprachig": {}, "strahlig": {}, "zylindrig": {}, "stufig": {}, "phasig": {},
		"meter": {unit: german.words["meter"]}, "kilometer": {unit: german.words["kilometer"]}, "zimmer": {}, "dimensional": {}, "gängig": {}, "beinig": {}, "achsig": {},
	} {
		g.suffixes[stem] = s
	}
	for _, p := range []struct {
		stem string
		unit string
	}{{"jahres", "jahr"}, {"tage", "tag"}, {"stunden", "stunde"}, {"minuten", "minute"}, {"wochen", "woche"}, {"monats", "monat"}} {
		g.openSuffixes = append(g.openSuffixes, openSuffix{p.stem, suffix{unit: german.words[p.unit]}})
	}
	g.open()
	g.table = makeTable(g.words)
	return g
}

// germanTraits marks the words that single rules ask for.
func (g *grammar) germanTraits() {
	g.mark(within, "in")
	g.mark(beforeAfter, "vor nach v. n. v n")
	g.mark(christ, "chr chr. christus christi")
	g.mark(plus, "plus")
	g.mark(genitive, "eines")
	g.mark(genitiveArticle, "der des dieser dieses jener jenes seiner seines ihrer ihres unserer unseres meiner meines aller beider")
	g.mark(pluralUnit, "jahre tage wochen stunden minuten sekunden monate jahrzehnte jahrzehnten jahrhunderte jahrhunderten jahrtausende jahrtausenden")
	g.mark(fromAge, "ab")
	g.mark(with, "mit")
	g.mark(onward, "an")
	g.mark(yearNoun, "jahr jahre anno")
	g.mark(decade, "er ern s")
	g.mark(timely, "ab bis vor gegen um unter über")
	g.mark(additional, "insgesamt weitere weiteren weiterer")
	g.mark(preposition, "in im an am aus auf bei beim mit von vom nach seit unter durch zu zur")
	g.mark(costly, "teure teuren teurer teures teurem teuer")
	g.mark(minors, "kinder kindern personen jugendliche jugendlichen menschen frauen männer männern")
	g.mark(sourcing, "laut gemäß gemäss zufolge")
	g.mark(angular, "winkel neigung steigung gefälle kurve drehung")
	g.mark(odds, "zu")
	g.mark(against, "gegen")
	g.mark(nameHead, "weltkrieg weltkriegs weltkrieges bundesliga liga bank welt reich hilfe strafsenat senat zivilsenat kammer division armee bataillon regiment nationalrat")
	g.mark(during, "nach während")
	g.mark(transparent, "insgesamt nur noch derzeit weitere weiteren weiterer bereits schon")
	g.mark(threshold, "unter")
	g.mark(riseParticle, "zu an")
	g.mark(fallParticle, "ab zurück ein nach")
	g.mark(comparative, "mehr weniger höher niedriger tiefer geringer teurer billiger")
	g.mark(ageless, "universität hochschule ag gmbh bundesliga liga")
	g.mark(personal, "ihnen uns denen euch ihr")
	g.mark(connecting, "gegenüber statt gegen nach anderen angaben gegebenenfalls beziehungsweise bzw. vielleicht sogar dann später")
	g.value(ordinal, numeral.Int(8), "achte achten")
	g.mark(verbal, "achte achten")

	g.lasting = []string{"ung", "heit", "keit", "schaft", "tion", "zeit", "haft", "dauer", "frist", "phase", "periode", "krieg", "kriegs", "krieges", "strafe", "bestehen", "bestehens",
		"jubiläum", "jubiläums", "vertrag", "vertrags", "karriere", "ehe", "pause", "studium", "lehre", "plan", "ment", "tum", "nis", "arbeit", "suche", "geschichte", "laufbahn", "mandat", "sperre",
		"gefängnis", "vita", "projekt", "programm", "kampf", "aufenthalt", "abwesenheit", "verbot", "exil", "tradition", "serie", "feier", "amt", "garantie", "bau", "jagd", "reise", "reform", "kur", "besatzung", "flucht", "bann", "regime", "embargo", "dürre"}
	g.labels = []string{"stufe", "klasse", "kategorie", "nummer", "artikel", "kapitel", "linie", "phase", "zimmer", "gleis", "autobahn", "version", "typ"}
	g.media = []string{"zeitung", "zeitschrift", "magazin", "portal", "sender", "blatt", "sendung", "medium"}
	g.streets = []string{"strasse", "straße", "gasse", "platz", "weg", "allee", "str."}
	g.quakes = []string{"beben", "Beben"}
	g.aging = []string{"älter", "jünger"}
	g.across = "über"
	g.early = []string{"ungen", "nisse", "nissen", "ionen", "gaben", "schritte", "schritten", "berichte", "berichten", "zahlen", "daten", "anzeichen", "tests", "proben"}
	g.participles = []string{"ende", "enden", "ender", "te", "ten", "ter", "ene", "enen", "ener"}
}

// germanSuperlative reports whether w is a superlative: grösste, bester,
// häufigsten.
func germanSuperlative(w string) bool {
	stem := inflected(w)
	return len(stem) > 4 && stem != w && (strings.HasSuffix(stem, "st") || strings.HasSuffix(stem, "ßt"))
}

// opensGermanNumber reports whether a word begins like a German number word: all
// of them begin so.
func opensGermanNumber(w string) bool {
	if len(w) < 3 {
		return false
	}
	head := [3]byte{w[0] | 0x20, w[1], w[2]}
	for i := 1; i < 3; i++ {
		if head[i] < 0x80 || head[i-1] == 0xC3 {
			head[i] |= 0x20 // a capital's bit
		}
	}
	switch string(head[:]) {
	case "nul", "ein", "ers", "zwe", "zwo", "dre", "dri", "vie", "fü", "fue", "sec", "sie", "ach", "neu", "zeh", "elf", "zw\xc3", "zwa", "hun", "tau", "and", "mil":
		return true
	}
	return false
}

// understandGerman classes cardinals, ordinals, denominators and mixed
// numbers, all of which German builds without end. Words that merely begin
// with a number are left to joined.
func understandGerman(lower string) (class, numeral.Decimal) {
	if v, ok := numeral.Cardinal(lower, "de"); ok {
		return cardinal, numeral.Int(v)
	}
	if v, ok := numeral.Ordinal(lower, "de"); ok {
		return ordinal, numeral.Int(v)
	}
	if v, ok := numeral.Denominator(lower, "de"); ok {
		return denominator, numeral.Int(v)
	}
	d, rest, ok := numeral.Prefix(lower)
	if ok && rest == "" {
		return mixed, d
	}
	return numeric, numeral.Decimal{}
}

// inflected cuts a German adjective's or noun's ending.
func inflected(w string) string {
	for _, e := range [...]string{"en", "er", "es", "em", "e"} {
		if stem, ok := strings.CutSuffix(w, e); ok {
			return stem
		}
	}
	return w
}

// adjectival reports whether a lower-case German word has an adjective's ending.
func adjectival(w string) bool {
	return w != "" && w[0] >= 'a' && inflected(w) != w
}
