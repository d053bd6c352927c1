package dateline

// months and weekdays, German and English, full and abbreviated, lower-cased
// and without the abbreviation's dot.
var months = set(`januar jänner februar feber märz april mai juni juli august september oktober november dezember
	jan jän feb mär apr jun jul aug sep sept okt nov dez
	january february march may june july october december
	mar oct dec`)

var weekdays = set(`montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
	monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun`)

// particles stand within the names of places.
var particles = set(`am an auf bei im in der die den ob unter vor zu von und
	de da do dos das del della di du des la las le les los el al sur upon on of the by y e i`)

// rivers and landscapes that tell towns of one name apart.
var rivers = set(`Main Oder Saale Donau Inn Enns Mur Leitha Thaya Ybbs Drau Salzach Lech Isar Neckar Rhein Ruhr Weser Elbe Spree Havel Ems
	Aller Leine Lahn Sieg Nahe Mosel Saar Fulda Werra Unstrut Ilm Mulde Neiße Neisse Aisch Tauber Kocher Jagst Pegnitz Aare Reuss Limmat Thur Traun
	See Ammersee Attersee Breisgau Allgäu Schwaben Pfalz Harz Eifel Vogtland Westfalen Holstein Ostfriesland Glan Schlei Krems Gail`)

// situations are what tells towns of one name apart, abbreviated: "Frankfurt
// a. M.", "Freiburg i. Br.".
var situations = []string{"a.M.", "a. M.", "a.d.O.", "a. d. O.", "a.d. Oder", "a. d. Oder", "a.d.S.", "a. d. S.", "a.d. Saale", "a. d. Saale",
	"a.d.D.", "a. d. D.", "a.d. Donau", "a. d. Donau", "a.d.W.", "a. d. Weinstraße", "a.d. Weinstraße", "a.d. Ruhr", "a. d. Ruhr", "a.d. Isar", "a. d. Isar",
	"a.d.L.", "a. d. L.", "a.d. Lahn", "a. d. Lahn", "a.d. Aisch", "a. d. Aisch", "a.d. Havel", "a. d. Havel", "a.d. Ilm", "a. d. Ilm", "a.d. Mur", "a. d. Mur",
	"a.d. Ybbs", "a. d. Ybbs", "a.d. Thaya", "a. d. Thaya", "a.d. Aare", "a. d. Aare", "a.A.", "a. A.", "a.B.", "a.H.", "a. H.", "a.Rh.", "a. Rh.", "a.S.", "a. S.", "a.I.", "a. I.",
	"a. Inn", "a. Main", "a. Rhein", "a. See", "a. Neckar", "a.N.", "a. N.", "i.Br.", "i. Br.", "i.B.", "i. B.", "i.A.", "i. A.", "i.T.", "i. T.", "i.O.", "i. O.", "i.E.", "i. E.",
	"i.W.", "i. W.", "i.V.", "i. V.", "i. Allgäu", "i.Pf.", "i. Pf.", "i.P.", "i. P.", "i.Ts.", "i. Ts.", "i.Holst.", "i. Holst.", "i.H.", "i. H.", "o.d.T.", "o. d. T.", "b.H.", "b. Hannover", "b. München", "b. Berlin", "b. Wien", "v.d.H.", "v. d. H.", "v.d. Höhe", "v. d. Höhe"}

// placeAbbreviations end in a dot that is no full stop.
var placeAbbreviations = set("st ste sta sto ft mt pt a.m a.d b i.br")

// locatives are the prepositions behind which a place is named again in its
// own story.
var locatives = []string{"in ", "In ", "aus ", "nach ", "bei ", "von ", "near ", "from ", "at ", "to ", "town of ", "city of ", "village of ", "suburb of ", "port of "}

// settlements are the classes of places that stand in apposition before a
// place's name.
var settlements = set(`stadt kleinstadt großstadt grossstadt hauptstadt landeshauptstadt hafenstadt vorstadt küstenstadt grenzstadt provinzstadt industriestadt kreisstadt altstadt
	millionenstadt metropole ort vorort ortschaft ferienort badeort kurort skiort urlaubsort gemeinde ortsteil stadtteil dorf bergdorf fischerdorf weiler siedlung insel halbinsel
	ferieninsel region provinz bezirk landkreis kanton wallfahrtsort grenzort`)

// editorNotes open the bracket of a corrected or updated agency story.
var editorNotes = set("adds updates corrects recasts rewrites refiles repeats writethru removes clarifies")

// labels head texts and paragraphs where datelines might, German and English.
var labels = set(`update eilmeldung exklusiv exclusive breaking live liveticker ticker analyse analysis interview kommentar comment opinion meinung
	porträt profile feature reportage report bericht hintergrund background factbox fakten facts faq timeline chronologie video audio foto fotos photo photos
	bild bilder grafik chart service info infos tipp tipps quiz umfrage poll rezension kritik review glosse kolumne column editorial leitartikel
	fussball fußball football soccer tennis golf handball eishockey hockey ski rad radsport formel motorsport boxen schwimmen leichtathletik basketball
	wetter weather börse märkte markets stocks wirtschaft politik kultur sport panorama wissen digital chronik ausland inland
	urteil fazit bilanz ergebnis ergebnisse resultate tabelle programm termine highlights summary zusammenfassung korrektur correction achtung hinweis
	gastkommentar presseschau zitat zitate frage antwort note notes editor standard`)

// functionWords begin sentences that have a dash behind their first word.
var functionWords = set(`der die das ein eine und oder aber doch denn nicht nur auch noch schon so da dann wenn als wie was wer wo warum nun jetzt heute gestern morgen
	er sie es wir ich ihr du man sein seine ihre alle alles viele mehr kein keine mit ohne für gegen nach vor bei auf aus im in am an um zu von ja nein erst ab bis seit trotz wegen
	the a an and or but not only also so then when if as how what who where why now today yesterday tomorrow he she it we i they you his her their its all more no
	with without for against after before at on from to of by yes first this that these those there here`)

// nounSuffixes end German nouns that are no names.
var nounSuffixes = []string{"ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tion", "tionen", "ismus", "ität", "nis", "nisse",
	"minister", "präsident", "chef", "sprecher", "partei", "konflikt", "krise", "streit", "wahl", "wahlen", "prozess", "gesetz", "meister", "liga", "spiel", "spiele", "treffen"}

// introductions precede names in a byline.
var introductions = []string{"von ", "by ", "© ", "(c) ", "copyright ", "quelle der polizeimeldung: ", "ein bericht von ", "ein beitrag von ", "eine analyse von ",
	"ein interview von ", "ein kommentar von ", "written by ", "story by ", "report by ", "posted by ", "verfasst von ", "aufgezeichnet von "}

// creditNouns introduce names with a colon: "Text:", "Foto und Text:".
var creditNouns = set(`text texte foto fotos bild bilder photo photos image images picture quelle quellen source sources autor autorin autoren author authors
	redaktion editor editors bericht interview video grafik graphic illustration credit credits bildquelle fotoquelle fotograf fotografin photographer mitarbeit übersetzung`)

var creditFillers = set("und and & von by:")

// deskWork is what an agency's staff did for a story.
var deskWork = set(`reporting additional editing writing compiled reported written edited compiling graphics translated
	geschrieben bearbeitet redigiert redaktion mitarbeit`)

// nameParticles stand in lower case within persons' names.
var nameParticles = set("von van de der den del della di da du la le el al bin ibn ter ten zu zur vom dos das y e")
