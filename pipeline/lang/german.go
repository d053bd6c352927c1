package lang

import (
	"bytes"
	"unicode/utf8"
)

// The German varieties' places in a score.
const (
	deDE = iota
	deAT
	deCH
)

// german tells German, Austrian and Swiss copy apart, after Ammon et al.,
// Variantenwörterbuch des Deutschen (2004), and the official spelling: Swiss
// German has no ß.
var german = &family{
	tags:    [3]string{"de-DE", "de-AT", "de-CH"},
	words:   germanWords(),
	more:    germanTypography,
	spelled: germanSpelling,
}

func germanWords() map[string]mark {
	m := map[string]mark{}
	list(m, vocabulary, score{deCH: 1.5}, `innert parkieren parkiert parkierte parkierten velo velos velofahrer velofahrern velofahrerin
		velofahrerinnen veloweg velowege grillieren grilliert gezügelt allfällige allfälligen allfälliger allfälliges traktandum
		traktanden traktandiert vernehmlassung vernehmlassungen stimmbürger stimmbürgern stimmbürgerinnen stimmvolk
		stimmberechtigte stimmberechtigten ständerat ständerats ständeräte ständerätin regierungsrat regierungsrats
		regierungsräte regierungsrätin gemeindepräsident gemeindepräsidentin stadtpräsident stadtpräsidentin stadtpräsidenten
		kantonspolizei stadtpolizei kantonspolizist kantonspolizisten kantonsrat kantonsrats grossrat landrätin nationalrätin
		occasion occasionen offerte offerten pneu pneus sackgeld pendenz pendenzen unterbruch unterbrüche entscheid entscheide
		verzeigt verzeigung führerausweis führerausweise fahrausweis fahrausweise coiffeur coiffeuse autolenkerin speditiv
		vorgängig nachtessen morgenessen zmorge zmittag znüni zvieri trottoir trottoirs billett billette nüsslisalat schweizweit
		kantonal kantonale kantonalen kantonaler gesamtschweizerisch deutschschweiz romandie westschweiz welschschweiz
		lehrtochter lehrabschlussprüfung maturand maturandin gymi kehricht kehrichtsack ausserorts innerorts bundesbern
		abstimmungssonntag volksmehr ständemehr hospitalisiert notfallstation zuhanden einsprache einsprachen
		krankenkassenprämien gemeindeversammlung jahrgänger ammann landammann säckelmeister schwingfest jassen`)
	list(m, vocabulary, score{deAT: 1.5}, `jänner jänners feber heurig heurige heurigen heuriger jause sackerl erdäpfel paradeiser marille
		marillen topfen weiters gelsen kassa trafik trafikant delogierung delogiert landesrat landesrätin landeshauptmann
		landeshauptmanns landeshauptfrau landeshauptleute klubobmann klubobfrau klubchef angelobung angelobt angelobte
		bezirkshauptmannschaft bezirkshauptmann marktgemeinde pensionist pensionisten pensionistin wachebeamte wachebeamten
		exekutivbeamte primar primararzt turnusarzt unfalllenker alkolenker einvernahme einvernommen volksanwaltschaft
		nationalratsabgeordnete nationalratsabgeordneter straflandesgericht landesgericht grundwehrdiener gemeindebau
		magistratsabteilung bezirksstelle bundesgymnasium maturant maturantin maturanten stiegenhaus kundmachung erlagschein
		landesparteiobmann parteiobmann budgetär dienstnehmer dienstgeber zuseher zusehern spitalsarzt spitalsärzte
		gebietskrankenkasse`)
	list(m, vocabulary, score{deDE: 1.5}, `sonnabend oberbürgermeister oberbürgermeisterin oberbürgermeisters kita kitas abitur abiturient
		abiturienten landkreis landkreise landkreises kreistag polizeipräsidium polizeiinspektion amtsgericht landgericht
		landgerichts regierungspräsidium realschule gesamtschule mülltonne brötchen schornsteinfeger ordnungsamt`)
	list(m, vocabulary, score{deAT: 1.5, deCH: 0.5}, `heuer retour`)
	list(m, vocabulary, score{deAT: 1, deCH: 1}, `spital spitals spitäler spitälern allfällig matura lenker lenkers autolenker volksschule
		volksschulen volksschüler obmann bezirksgericht`)
	list(m, vocabulary, score{deDE: 0.5, deCH: 0.5}, `januar februar`)
	list(m, topic, score{deCH: 0.75}, `kanton kantons kantone kantonen franken rappen bundesrat bundesrats bundesrätin bundesräte gemeinderat sbb
		postauto ahv srf sda zürich zürcher bern berner basel basler luzern genf winterthur aargauer thurgauer svp
		eidgenössisch eidgenössische eidgenössischen schweiz`)
	list(m, topic, score{deAT: 0.75}, `övp spö fpö neos orf öbb apa öamtc wien wiener graz linz salzburg tirol tiroler vorarlberg vorarlberger
		kärnten kärntner steiermark steirische steirischen burgenland oberösterreich oberösterreichische niederösterreich
		niederösterreichische österreich österreichs österreichische österreichischen nationalrat nationalrats
		arbeiterkammer wirtschaftskammer bundesheer magistrat`)
	list(m, federal, score{deDE: 0.75}, `cdu csu spd fdp linkspartei dpa bundestag bundestags bundestages bundeswehr bundesland bundesländer
		ministerpräsident ministerpräsidentin ministerpräsidenten bundesverfassungsgericht bundesgerichtshof
		berlin berliner hamburg hamburger münchen köln bayern hessen niedersachsen sachsen thüringen brandenburg westfalen
		deutschland deutschlands bundesrepublik`)
	return m
}

// sharp are the beginnings of the stems that official German writes with ß
// after a long vowel or a diphthong, in Swiss spelling.
var sharp = bytes.Fields([]byte(`strasse strässchen grosse grossen grosser grosses grossz grossb grossr grössen grösse grösst aussen äusser ausserd
	ausserh ausserg ausserord ausserorts draussen massnahm massgeb massstab mässig gemäss schliessen schliesst schliesslich schliessung
	anschliess heisst heissen dreissig füsse fussb fussg grüsse grüsst verstoss stossen gestossen stösst zusammenstoss spass süss
	fleissig reissen reisst beissen beisst fliesst fliessen geniess giessen giesst blosse entblöss preussen weissrus begrüss
	verstösse vorstoss vorstösse anstoss schiessen schiesst erschiess beschiess schweisst`))

// germanSpelling weighs ß against the ss that stands for it.
func germanSpelling(word []byte, e *evidence) {
	if bytes.Contains(word, []byte("ß")) {
		e.add(spelling, score{deDE: 1, deAT: 1})
		return
	}
	if !bytes.Contains(word, []byte("ss")) || bytes.Contains(word, []byte("aussend")) {
		return
	}
	for _, stem := range sharp {
		if bytes.Contains(word, stem) {
			e.add(spelling, score{deCH: 1})
			return
		}
	}
}

// germanTypography looks for thousands with an apostrophe, guillemets that
// point outward, and German quotation marks.
func germanTypography(text string, e *evidence) {
	for i, mark := range text {
		switch mark {
		case '\'', '’':
			if i > 0 && isDigit(text[i-1]) && threeDigits(text[i+utf8.RuneLen(mark):]) {
				e.add(typography, score{deCH: 2})
			}
		case '«': // opens in Switzerland, closes in Germany and Austria
			if opens(text, i, mark) {
				e.add(typography, score{deCH: 1})
			}
		case '»':
			if opens(text, i, mark) {
				e.add(typography, score{deDE: 1, deAT: 0.6})
			}
		case '„':
			e.add(typography, score{deDE: 0.4, deAT: 0.4})
		}
	}
}

// threeDigits reports whether text begins with three digits.
func threeDigits(text string) bool {
	return len(text) >= 3 && isDigit(text[0]) && isDigit(text[1]) && isDigit(text[2])
}

// opens reports whether the mark at text[i] stands before what it belongs to.
func opens(text string, i int, mark rune) bool {
	behind := i + utf8.RuneLen(mark)
	return (i == 0 || text[i-1] == ' ' || text[i-1] == '\n' || text[i-1] == '(') && behind < len(text) && text[behind] != ' '
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
