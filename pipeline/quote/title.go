package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Status says that a role is no longer, not yet or only for a time held.
type Status string

// The statuses of a role; most have none.
const (
	Former     Status = "former"
	Designated Status = "designated"
	Acting     Status = "acting"
)

// Words that state a status: German adjectives by their stems, what is put
// before a title with or without a hyphen, and what stands behind it.
var (
	statusStems = map[string]map[string]Status{
		"de": {
			"ehemalig": Former, "früher": Former, "einstig": Former, "vormalig": Former, "damalig": Former, "einstmalig": Former, "abgetreten": Former, "zurückgetreten": Former,
			"gestürzt": Former, "abgesetzt": Former, "abgewählt": Former, "entlassen": Former, "pensioniert": Former, "emeritiert": Former,
			"designiert": Designated, "künftig": Designated, "zukünftig": Designated, "neugewählt": Designated, "nominiert": Designated,
			"kommissarisch": Acting, "geschäftsführend": Acting, "interimistisch": Acting,
		},
		"en": {
			"former": Former, "ex": Former, "one-time": Former, "onetime": Former, "erstwhile": Former, "then": Former, "ousted": Former, "deposed": Former, "retired": Former, "emeritus": Former,
			"designate": Designated, "elect": Designated, "incoming": Designated, "future": Designated, "designated": Designated,
			"acting": Acting, "interim": Acting, "caretaker": Acting,
		},
	}
	statusPrefixes = map[string]map[string]Status{
		"de": {"Ex-": Former, "Alt-": Former, "Interims": Acting, "Übergangs": Acting},
		"en": {"ex-": Former, "Ex-": Former},
	}
	// Offices before which Alt- is written together (Altbundesrat), unlike
	// Altstadtpräsident, who presides over an old town.
	altOffices = []string{"bundes", "kanzler", "landammann", "landeshaupt", "regierungs", "national", "stände", "kantons", "bürgermeister", "minister", "gemeinde", "präsident"}
)

// Describe tells the status that a role's words state, and the lemma of its
// head noun without the ending that shows its holder's gender: Minister of
// Ministerin, Sprecher of Sprecher:in, spokesperson of spokeswoman. The lemma is
// empty where the form does not show it.
func Describe(role, lang string) (lemma string, status Status) {
	for word := range strings.FieldsFuncSeq(role, func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) {
		if status == "" {
			status = stated(word, lang)
		}
		if lemma == "" {
			if lang == "de" {
				lemma = neutralGerman(word)
			} else {
				lemma = neutralEnglish(word)
			}
		}
	}
	if status == "" && lang == "de" && (strings.HasSuffix(role, " a. D.") || strings.HasSuffix(role, " a.D.")) {
		status = Former
	}
	return lemma, status
}

func stated(word, lang string) Status {
	for prefix, s := range statusPrefixes[lang] {
		if rest, ok := strings.CutPrefix(word, prefix); ok && rest != "" {
			return s
		}
	}
	if rest, ok := strings.CutPrefix(word, "Alt"); ok && lang == "de" {
		for _, office := range altOffices {
			if strings.HasPrefix(rest, office) {
				return Former
			}
		}
	}
	low := strings.ToLower(word)
	stems := statusStems[lang]
	if s, ok := stems[low]; ok {
		return s
	}
	if lang != "de" {
		if i := strings.LastIndexByte(low, '-'); i >= 0 { // president-elect
			return stems[low[i+1:]]
		}
		return ""
	}
	if low != word { // a noun
		return ""
	}
	for _, ending := range adjectiveEndings {
		if stem, ok := strings.CutSuffix(low, ending); ok {
			if s, ok := stems[stem]; ok {
				return s
			}
		}
	}
	return ""
}

var adjectiveEndings = [...]string{"e", "er", "en", "em", "es"}

// Marks of gender-inclusive German: Sprecher:in, Sprecher*innen, Sprecher_in,
// Sprecher/in, Sprecher/-in, SprecherIn.
var inclusive = [...]string{":innen", ":in", "*innen", "*in", "_innen", "_in", "/-innen", "/-in", "/innen", "/in", "Innen", "In"}

func neutralGerman(word string) string {
	first, _ := utf8.DecodeRuneInString(word[strings.LastIndexByte(word, '-')+1:])
	if !unicode.IsUpper(first) && !strings.ContainsAny(word, ":*_/") {
		return ""
	}
	for _, mark := range inclusive {
		if stem, ok := strings.CutSuffix(word, mark); ok && len(stem) > 2 {
			return stem
		}
	}
	stem, ok := strings.CutSuffix(word, "innen")
	if !ok {
		stem, ok = strings.CutSuffix(word, "in")
	}
	if ok && len(stem) > 2 && !strings.HasSuffix(stem, "-") {
		return masculine(stem)
	}
	if stem, ok := strings.CutSuffix(word, "frau"); ok && stem != "" {
		return stem + "mann"
	}
	return ""
}

// umlauts are German nouns whose masculine is not the feminine without -in, by
// what their stems end in: it has no umlaut, or ends in -e.
var umlauts = [...]struct{ feminine, masculine string }{
	{"ärzt", "arzt"}, {"anwält", "anwalt"}, {"rät", "rat"}, {"gräf", "graf"}, {"köch", "koch"}, {"bäuer", "bauer"}, {"päpst", "papst"}, {"bischöf", "bischof"},
	{"vögt", "vogt"}, {"schwäger", "schwager"}, {"vorständ", "vorstand"}, {"vormünd", "vormund"},
	{"log", "loge"}, {"gog", "goge"}, {"kolleg", "kollege"}, {"strateg", "stratege"}, {"genoss", "genosse"}, {"insass", "insasse"}, {"zeug", "zeuge"}, {"kund", "kunde"},
	{"gatt", "gatte"}, {"erb", "erbe"}, {"bot", "bote"}, {"schütz", "schütze"}, {"gefährt", "gefährte"}, {"beamt", "beamter"}, {"nachfahr", "nachfahre"}, {"nachkomm", "nachkomme"},
	{"matros", "matrose"},
}

// agents end the masculine nouns that take -in as they are.
var agents = [...]string{
	"er", "ent", "ant", "and", "ist", "ast", "or", "eur", "ier", "ar", "är", "al", "an", "at", "et", "it", "ot", "ut", "ekt", "nom", "urg", "arch", "graf", "graph", "soph",
	"chef", "wirt", "freund", "feind", "held", "könig", "herzog", "fürst", "dieb", "wart",
}

// masculine is the masculine form of a German noun, given its feminine without
// -in; empty for words in -in that are none, such as Medizin and Berlin.
func masculine(stem string) string {
	for _, u := range umlauts {
		at := len(stem) - len(u.feminine)
		if at < 0 || !strings.EqualFold(stem[at:], u.feminine) {
			continue
		}
		if first, _ := utf8.DecodeRuneInString(stem[at:]); unicode.IsUpper(first) {
			first, size := utf8.DecodeRuneInString(u.masculine)
			return stem[:at] + string(unicode.ToUpper(first)) + u.masculine[size:]
		}
		return stem[:at] + u.masculine
	}
	low := strings.ToLower(stem) // US-Chefin
	for _, ending := range agents {
		if strings.HasSuffix(low, ending) {
			return stem
		}
	}
	return ""
}

func neutralEnglish(word string) string {
	low := strings.ToLower(word)
	if neutral, ok := neutralWords[low]; ok {
		return neutral
	}
	for _, ending := range [...]string{"women", "woman", "men", "man"} {
		if stem, ok := strings.CutSuffix(low, ending); ok {
			return manned[stem]
		}
	}
	return ""
}

// neutralWords are the neutral words for English titles that show gender.
var neutralWords = map[string]string{
	"actress": "actor", "hostess": "host", "heiress": "heir", "waitress": "waiter", "stewardess": "flight attendant", "steward": "flight attendant", "headmistress": "head teacher",
	"headmaster": "head teacher", "duchess": "duke", "countess": "count", "princess": "prince", "empress": "emperor", "baroness": "baron", "comedienne": "comedian",
	"manageress": "manager", "abbess": "abbot", "seamstress": "tailor", "priestess": "priest", "poetess": "poet", "sculptress": "sculptor", "governess": "tutor",
}

// manned are the neutral words for English titles in -man and -woman, by their
// first parts.
var manned = map[string]string{
	"chair": "chair", "vice-chair": "vice-chair", "spokes": "spokesperson", "business": "businessperson", "sales": "salesperson", "sports": "sportsperson", "crafts": "craftsperson",
	"anchor": "anchor", "fore": "foreperson", "trades": "tradesperson", "states": "statesperson", "camera": "camera operator", "police": "police officer", "fire": "firefighter",
	"post": "mail carrier", "mail": "mail carrier", "alder": "council member", "council": "council member", "congress": "member of Congress", "assembly": "member of the assembly",
	"ombuds": "ombudsperson", "service": "service member", "fisher": "fisher", "clergy": "member of the clergy", "lay": "layperson", "line": "line worker", "door": "doorkeeper",
	"horse": "rider", "weather": "weather forecaster", "bats": "batter", "work": "worker", "repair": "repairer", "news": "reporter", "noble": "noble", "select": "selectboard member",
}
