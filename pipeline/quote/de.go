package quote

import "strings"

// german holds what is particular to German.
var german = &language{
	head:   germanHead,
	plural: germanPlural,
	adjective: func(w string) bool {
		for _, e := range [...]string{"e", "en", "er", "es", "em"} {
			if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
				return !germanNoAdjective[w]
			}
		}
		return germanModifiers[w]
	},
	determiners: set("der die das den dem des ein eine einer einem einen eines dieser diese diesem diesen jener jene beide beiden"),
	possessives: set(`mein meine meiner meinem meinen meines dein deine sein seine seiner seinem seinen seines ihr ihre ihrer ihrem ihren ihres
		unser unsere unserer unserem unseren unseres deren dessen`),
	address: set(`herr herrn frau dr prof univ.-prof ing dipl.-ing dipl mag lic med phil iur dipl.-psych h.c pd sir lady fräulein seine heiligkeit exzellenz
		majestät hoheit`),
	openers:  set("der des von vom für im in am an beim bei zur zum auf über aus mit unter gegen"),
	genitive: set("der des von vom für beim im in am an bei zur zum aus auf über"),
	inside:   set(`der die das des dem den und für von vom im in am an bei beim zur zum auf über aus & sowie oder gegen zu`),
	copulas:  set("ist war wird wurde bleibt blieb sei wäre werde würde sind waren werden wurden"),
	as:       set("als zum zur"),
	adverbs: set(`seit derzeit auch noch heute zuletzt früher lange damals selbst nun jetzt neu wieder bereits schon zudem ausserdem außerdem zugleich
		gleichzeitig inzwischen mittlerweile hauptberuflich offiziell einst bis weiterhin nicht mehr nur erst ja doch sicher wohl aktuell dabei zwischenzeitlich vorher zuvor später danach`),
	affiliates: set("von vom beim"),
	and:        set("und sowie & oder"),
	relatives:  set("der die das welcher welche"),
	named:      set("namens genannt mit"),
	stops:      set("während sowie bevor nachdem weil dass wenn ob obwohl"),
	temporal: set(`januar jänner februar feber märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
		jahr jahre jahren monat woche tag anschluss rahmen zuge interview gespräch anfrage nachfrage`),
}

// germanModifiers are undeclined words before a title.
var germanModifiers = set("ex alt vize interim designiert zwölfmal mehrfach")

// germanNoAdjective end like adjectives and are none.
var germanNoAdjective = set(`über unter ihre seine meine deine unsere eine keine diese jene alle oder aber wieder immer weiter später früher bisher daher seither jedoch
	haben hatten werden wurden können konnten sollen sollten wollen wollten müssen mussten dürfen durften sagte sagten erklärte erklärten betonte meinte teilte
	gegen neben zwischen wegen außer ausser hinter sondern unterdessen indessen inzwischen morgen gestern heute ohne innerhalb ausserhalb beide vier fünf sieben acht neun
	zehn elf wurde würde habe hatte hätte werde sollte wollte konnte musste durfte machte stellte legte setzte zeigte führte brachte dachte kannte nannte lebte spielte
	traf starb kamen gingen sehen gehen stehen lassen bleiben kommen machen wollen nehmen geben finden halten heißen heissen zwei drei mehrere sie alle
	danach davon dabei damit worden bevor nachdem besuchen besuchten treffen trafen forderte forderten kritisierte lobte begrüßte begrüsste`)

// Heads of German titles, functions, professions and kinship, as stems without
// the endings that germanEndings takes off. Those of germanHeads close
// compounds as well ("Bundesaussenminister", "FCB-Trainer"); those of
// germanWholeHeads stand alone or behind a hyphen.
var germanHeads = set(`minister präsident kanzler chef chefin sprecher leiter direktor vorsitzend vorstand sekretär referent botschafter gesandt
	beauftragt kommissar abgeordnet senator gouverneur meister premier könig kaiser prinz prinzessin fürst herzog scheich sultan papst päpst bischof bischöf kardinal
	pfarrer pastor pastorin priester mönch ammann magistrat konsul attaché diplomat politiker parlamentarier mandatar hauptmann hauptfrau landesrat stadtrat gemeinderat regierungsrat nationalrat
	bundesrat ständerat staatsrat stadträt gemeinderät regierungsrät nationalrät bundesrät ständerät staatsrät landesrät aufsichtsrat verwaltungsrat betriebsrat grossrat kantonsrat landrat bezirksrat hofrat geheimrat ministerialrat kantonsrät landrät betriebsrät
	general admiral oberst major leutnant kommandant kommandeur befehlshaber offizier soldat feldwebel korporal kapitän
	richter anwalt anwält verteidiger ankläger notar jurist polizist ermittler detektiv zeug angeklagt verdächtig täter häftling beschuldigt gutachter staatsanwalt
	manager unternehmer gründer inhaber besitzer eigentümer führer investor banker bankier händler berater analyst analytiker ökonom volkswirt expert makler verleger milliardär
	millionär aktionär partner mitarbeiter angestellt professor forscher wissenschaftler wissenschafter arzt ärzt chirurg psycholog biolog soziolog politolog theolog philolog geolog virolog immunolog epidemiolog
	kriminolog meteorolog zoolog archäolog physiker chemiker historiker mathematiker ingenieur informatiker philosoph astronom student lehrer dozent rektor dekan schüler lehrling
	autor schriftsteller dichter journalist reporter redakteur redaktor moderator regisseur produzent sänger musiker komponist dirigent pianist maler künstler bildhauer
	fotograf fotograph architekt designer tänzer komiker kabarettist blogger publizist kolumnist kritiker intendant kurator rapper star ikone
	trainer coach spieler stürmer torhüter torwart goalie schiedsrichter fahrer pilot läufer springer schwimmer boxer sieger champion rekordhalter athlet sportler
	angreifer ringer turner reiter schütze schützin werfer gewinner verlierer finalist aufsteiger verteidiger
	vater mutter sohn tochter töchter söhne bruder brüder schwester schwestern gatte gattin gemahl gemahlin witwe witwer onkel tante neffe nichte enkel cousin cousine schwager schwägerin
	freund verlobt gefährt eltern geschwister zwilling ehemann ehefrau
	kolleg nachfolger vorgänger stellvertreter vertreter mitglied anhänger kandidat gegner rival konkurrent herausforderer bewerber favorit gastgeber anführer aktivist kämpfer
	terrorist extremist islamist sympathisant größe grösse legende held
	bauer bäuer landwirt pfleger hebamme astronaut kosmonaut bewohner nachbar tourist bürger
	verantwortlich vertraut überlebend verletzt geschäftsführend delegiert intendant obmann obfrau kaufmann kauffrau fachmann fachfrau staatsmann staatsfrau feuerwehrmann kameramann ombudsmann ombudsfrau geschäftsmann geschäftsfrau
	amtmann amtfrau torjäger mafiajäger entwickler macher veranstalter organisator koordinator initiator dolmetscher übersetzer chronist biograf biograph spezialist statistiker techniker mechaniker
	gouverneurin prokurist buchhalter dirigent choreograf choreograph dramaturg lektor kunde kundin patient patientin passagier gefangene geisel terrorchef boss thronfolger
	diktator machthaber revolutionär oligarch magnat mogul tycoon mäzen stifter spender sponsor stratege strategin theoretiker pionier erfinder entdecker
	lehrerin wirt wirtin koch köchin kellner bäcker metzger schreiner schlosser maurer elektriker gärtner förster jäger fischer hirt rabbiner imam prediger missionar
	prior äbtissin diakon kaplan vikar dompropst propst generalvikar patriarch metropolit ayatollah mullah guru lama
	kämmerer schöffe schöffin`)

var germanWholeHeads = set(`rat rät graf gräfin baron baronin emir abt vogt mann frau kind kinder koch wirt held tante boss vize profi opfer model ex-frau ex-mann lord dame rabbi
	mutter sir nummer bub mädchen junge baby queen king first lady top-model topmodel ceo cfo coo cto cio nonne dirigent ärztin vip manager opa oma mama papa zar zarin
	star legende kopf spross erbe erbin täter paar ehepaar duo hoheit schulthess schultheiss altbundesrat altbundeskanzler pater bruder schwester dalai grossvater großvater grossmutter großmutter`)

// shortestHead is how many bytes a head has at least that closes compounds, and
// germanHeadTails are the last bytes of all that do: few words end in one.
const shortestHead = 4

var germanHeadTails = func() map[string]bool {
	tails := map[string]bool{}
	for head := range germanHeads {
		if len(head) >= shortestHead {
			tails[head[len(head)-shortestHead:]] = true
		}
	}
	return tails
}()

// germanEndings of declension and of the feminine.
var germanEndings = [...]string{"", "in", "innen", "n", "en", "e", "er", "em", "s", "es", "ns", "r", ":in", "*in", "_in", ":innen", "*innen", "/-in"}

// germanAgents are endings of nouns for persons; germanThings share them.
var germanAgents = [...]string{"er", "ers", "ern", "erin", "ist", "isten", "istin", "iker", "ikers", "ikerin", "loge", "logen", "login", "ent", "enten", "entin", "ant", "anten", "antin",
	"or", "ors", "orin", "eur", "eurs", "eurin", "graf", "grafen", "grafin", "nom", "nomen", "nomin", "iater", "mann", "manns", "frau", "leute", "ier", "iers", "ling"}

var germanThings = set(`oktober september november dezember jänner sommer winter wetter computer fehler theater zimmer messer kilometer meter wasser körper alter feuer fenster
	zentner liter semester quartier papier turnier revier tier klavier bier ufer muster cluster container laser flieger jahrhunderter koffer keller teller hunger ärger eifer
	kader kalender poster sender ordner drucker rechner router server browser zähler hammer laster bunker tanker kreuzer dampfer frachter flughafer motor faktor sektor horror
	reaktor traktor terror humor marmor tenor moment prozent talent dokument parlament argument element experiment instrument medikament testament zement event advent
	kontinent restaurant elefant diamant amt gigant mist geist dienst herbst kunst rest test fest trost frost nest post ost west list durst angst last lust
	zwist gewinn beginn sinn termin medizin benzin vitamin magazin urin berlin ruin april mai montag viertel hälfte charakter alter kloster cluster
	einer keiner jeder dieser viertelfinaler hunderter tausender pfeiler zeichner-tool führer-haus mörder-serie krater zucker butter leder puder ruder
	lager schlager ticker newsticker liveticker cover super-user folder trailer thriller krimi western poker soccer hammer dezimeter vater-land
	folgeer dollar euro gegenüber nummer kammer dauer mauer steuer trauer feier leiter-platte oper suppe leber feder kiefer
	dezember ministerien banner trainer-karussell weltmeister-titel jubel zwischenfall frühling liebling-song häuptling-stadt schilling sterling pfennig dämmerung`)

// germanHead tells how surely a noun names a role: known, guessed from its
// ending, or not at all. Compounds are judged by their last part.
func germanHead(raw string) certainty {
	w := strings.ToLower(raw)
	if i := strings.LastIndexAny(w, "-–"); i >= 0 && i < len(w)-1 && w[i:] != "-in" {
		w = w[i+1:]
	}
	for _, ending := range germanEndings {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		if germanHeads[stem] || germanWholeHeads[stem] {
			return known
		}
		if len(stem) < shortestHead+3 || !germanHeadTails[stem[len(stem)-shortestHead:]] {
			continue
		}
		for i := 3; i <= len(stem)-shortestHead; i++ { // compounds
			if germanHeads[stem[i:]] {
				return known
			}
		}
	}
	if germanThings[w] {
		return unlikely
	}
	for _, agent := range germanAgents {
		if len(w) > len(agent)+3 && strings.HasSuffix(w, agent) && !strings.HasSuffix(w, "ment") && !strings.HasSuffix(w, "meter") {
			return guessed
		}
	}
	return unlikely
}

// germanPlural reports whether a role noun can only be a plural.
func germanPlural(w string) bool {
	for _, e := range [...]string{"innen", "brüder", "brüdern", "söhne", "söhnen", "töchter", "töchtern", "schwestern", "kinder", "kindern", "eltern", "geschwister", "geschwistern", "leute", "leuten", "männer", "männern",
		"präsidenten", "minister", "politiker", "sprecher"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// germanPluralArticle precedes nouns of several persons.
var germanPluralArticle = set("die den beiden der seine seinen ihre ihren zwei drei")

// germanGenitive articles open the complement of a noun.
var germanGenitive = set("der des")
