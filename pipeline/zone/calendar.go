package zone

import "strings"

// monthNames are the months as both languages write and shorten them, among
// them Austrian Jänner and Feber.
var monthNames = map[string]int{
	"januar": 1, "jänner": 1, "jaenner": 1, "january": 1, "jan": 1, "jän": 1,
	"februar": 2, "feber": 2, "february": 2, "feb": 2,
	"märz": 3, "maerz": 3, "march": 3, "mär": 3, "mrz": 3, "mar": 3,
	"april": 4, "apr": 4,
	"mai": 5, "may": 5,
	"juni": 6, "june": 6, "jun": 6,
	"juli": 7, "july": 7, "jul": 7,
	"august": 8, "aug": 8,
	"september": 9, "sept": 9, "sep": 9,
	"oktober": 10, "october": 10, "okt": 10, "oct": 10,
	"november": 11, "nov": 11,
	"dezember": 12, "december": 12, "dez": 12, "dec": 12,
}

var weekdayNames = wordSet(`
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
mo di mi do fr sa so
monday tuesday wednesday thursday friday saturday sunday
mon tue tues wed thu thur thurs fri sat sun`)

// A label says what the time behind it is.
type label uint8

const (
	unlabelled label = iota
	publication
	update
)

// labelWords introduce a page's times.
var labelWords = labels(map[label]string{
	publication: `
publiziert veröffentlicht erschienen erstellt erstveröffentlicht onlinestellung gepostet gespeichert verfasst eingestellt geschrieben
hochgeladen freigegeben gesendet erstpublikation publikation veröffentlichung erstveröffentlichung
erscheinungsdatum veröffentlichungsdatum publikationsdatum erstellungsdatum erstelldatum
published posted created issued uploaded written submitted pub publication`,
	update: `
aktualisiert aktualisierung geändert änderung bearbeitet update stand überarbeitet ergänzt korrigiert
aktualisierungsdatum änderungsdatum bearbeitungsstand redaktionsstand datenstand
updated modified upd edited revised reviewed corrected amended`,
})

func labels(words map[label]string) map[string]label {
	all := make(map[string]label)
	for l, list := range words {
		for word := range strings.FieldsSeq(list) {
			all[word] = l
		}
	}
	return all
}

// lateLabels stand behind their time: "wurde am 3. Mai 2022 gepostet".
var lateLabels = wordSet(`gepostet veröffentlicht publiziert verfasst erstellt aktualisiert geändert eingestellt geschrieben hochgeladen bearbeitet`)

// timeFiller may stand between and around a line's dates and labels.
var timeFiller = wordSet(`
uhr um am vom den der seit zuletzt letzte zuerst erstmals online datum
at on last first date time the of and by h
min minute minutes minuten lesezeit lesedauer read stunde stunden hour hours tag tage tagen
day days week weeks woche wochen ago vor heute gestern today yesterday`)

// namedZones are clock zones that pages name, by their offset from UTC in
// minutes. IST, AST, CST of China and the like have several meanings and are
// left out; CST stands beside CDT in American use.
var namedZones = map[string]zoneRule{
	"utc": {}, "gmt": {}, "z": {}, "wez": {}, "wet": {},
	"bst": {offset: 60}, "west": {offset: 60}, "wesz": {offset: 60}, "wat": {offset: 60}, "cet": {offset: 60}, "mez": {offset: 60},
	"cest": {offset: 120}, "mesz": {offset: 120}, "cat": {offset: 120}, "sast": {offset: 120}, "eet": {offset: 120}, "oez": {offset: 120},
	"eest": {offset: 180}, "oesz": {offset: 180}, "eat": {offset: 180}, "msk": {offset: 180},
	"pkt": {offset: 300}, "npt": {offset: 345}, "wib": {offset: 420}, "hkt": {offset: 480}, "sgt": {offset: 480}, "pht": {offset: 480}, "myt": {offset: 480},
	"awst": {offset: 480}, "jst": {offset: 540}, "kst": {offset: 540}, "acst": {offset: 570}, "acdt": {offset: 630}, "aest": {offset: 600}, "aedt": {offset: 660},
	"nzst": {offset: 720}, "nzdt": {offset: 780},
	"est": {offset: -300}, "edt": {offset: -240}, "cst": {offset: -360}, "cdt": {offset: -300},
	"mst": {offset: -420}, "mdt": {offset: -360}, "pst": {offset: -480}, "pdt": {offset: -420},
	"akst": {offset: -540}, "akdt": {offset: -480}, "hst": {offset: -600},
	"et": {offset: -300, summer: american}, "ct": {offset: -360, summer: american},
	"mt": {offset: -420, summer: american}, "pt": {offset: -480, summer: american},
}

// A timeWord is what a word says of time.
type timeWord struct {
	text     string // in small letters
	month    int    // 1 to 12; 0: it names none
	weekday  bool
	label    label
	late     bool // the label may stand behind its time
	relative bool // the time stays open: 3 hours ago
	filler   bool
	zone     *zoneRule
}

// timeWords are all words that dates, clocks and their labels are made of.
var timeWords = func() wordTable[*timeWord] {
	words := make(map[string]*timeWord)
	at := func(text string) *timeWord {
		if words[text] == nil {
			words[text] = &timeWord{text: text}
		}
		return words[text]
	}
	for w, month := range monthNames {
		at(w).month = month
	}
	for w := range weekdayNames {
		at(w).weekday = true
	}
	for w, label := range labelWords {
		at(w).label = label
	}
	for w := range lateLabels {
		at(w).late = true
	}
	for w := range timeFiller {
		at(w).filler = true
	}
	for w := range strings.FieldsSeq("ago vor heute gestern today yesterday") {
		at(w).relative = true
	}
	for w, zone := range namedZones {
		at(w).zone = &zone
	}
	for w := range strings.FieldsSeq("as of st nd rd th t uhr h am pm a p m") { // what else the reader of dates asks for
		at(w)
	}
	return newWordTable(words)
}()

// countryZones are the clocks of the countries that have one for all their
// people, or nearly all (Spain's and Portugal's islands, the Galápagos and the
// Chathams have others), and whose rule has not changed since 2010.
var countryZones = countryRules(map[zoneRule]string{
	{summer: european}:               "GB IE PT IM JE GG FO",
	{offset: 60, summer: european}:   "DE AT CH LI LU FR BE NL MC ES AD IT SM VA MT DK NO SE PL CZ SK HU SI HR BA RS ME MK AL XK GI",
	{offset: 120, summer: european}:  "FI EE LV LT RO BG GR CY UA",
	{offset: 720, summer: southern}:  "NZ",
	{offset: -300, summer: american}: "BS",
	{offset: -240, summer: american}: "BM",
	{}:                               "IS GH GM SL LR CI SN ML BF TG MR GN",
	{offset: 60}:                     "NG CM BJ NE TD GA CG AO GQ CF DZ TN",
	{offset: 120}:                    "ZA ZW ZM BW MW MZ RW BI LS SZ",
	{offset: 180}:                    "KE UG TZ ET SO DJ ER MG SA QA KW BH YE IQ",
	{offset: 240}:                    "AE OM GE MU SC RE",
	{offset: 270}:                    "AF",
	{offset: 300}:                    "PK UZ TJ TM MV",
	{offset: 330}:                    "IN LK",
	{offset: 345}:                    "NP",
	{offset: 360}:                    "BD BT KG",
	{offset: 390}:                    "MM",
	{offset: 420}:                    "TH VN KH LA",
	{offset: 480}:                    "CN HK MO TW SG MY PH BN",
	{offset: 540}:                    "JP KR PW",
	{offset: 600}:                    "PG GU",
	{offset: -180}:                   "AR SR",
	{offset: -240}:                   "GY TT BB GD LC VC DM AG KN DO PR BO",
	{offset: -300}:                   "JM PA CO PE EC",
	{offset: -360}:                   "CR GT HN SV NI BZ",
})

func countryRules(countries map[zoneRule]string) map[string]zoneRule {
	all := make(map[string]zoneRule)
	for rule, list := range countries {
		for country := range strings.FieldsSeq(list) {
			all[country] = rule
		}
	}
	return all
}

// monthFirst are the countries that write the month before the day, and
// eitherFirst those that write it both ways.
var (
	monthFirst  = wordSet(`US PH PR GU VI AS MP FM MH PW`)
	eitherFirst = wordSet(`CA`)
)

// countryOf is the country of a variety: CH of de-CH; empty if it names none.
func countryOf(variety string) string {
	if at := strings.LastIndexByte(variety, '-'); at >= 0 && at == len(variety)-3 {
		return strings.ToUpper(variety[at+1:])
	}
	return ""
}

// variedOrder reports whether 03/05/2022 may be May or March in the variety:
// in English of no country, in no known language, and in Canada.
func variedOrder(variety string) bool {
	language, _, _ := strings.Cut(variety, "-")
	country := countryOf(variety)
	return country == "" && (language == "" || language == "en" || language == "und") || eitherFirst[country]
}

// zoneOf is the clock of the variety's country, where it has one. All
// countries of German share Central European Time.
func zoneOf(variety string) (zoneRule, bool) {
	country := countryOf(variety)
	if country == "" && variety == "de" {
		country = "DE"
	}
	rule, ok := countryZones[country]
	return rule, ok
}

// A summer says when clocks are an hour ahead.
type summer uint8

const (
	never    summer = iota
	european        // last Sunday in March to last Sunday in October, 01:00 UTC (Directive 2000/84/EC; the same days since 1996)
	southern        // New Zealand's: last Sunday in September to first Sunday in April (Daylight Time Order of 2007)
	american        // second Sunday in March to first Sunday in November, 02:00 (Energy Policy Act of 2005); before 2007 first Sunday in April to last in October
)

type zoneRule struct {
	offset int // minutes east of UTC in winter
	summer summer
}

// at is the offset in minutes that holds at the given wall clock time. In the
// hour that an autumn night has twice, the second is meant.
func (z zoneRule) at(year, month, day, minute int) int {
	var first, last int // days of the year's clock changes, as month*100+day
	var from, to int    // minutes of the local day at which they happen
	switch z.summer {
	case european:
		first, last = 300+lastSunday(year, 3), 1000+lastSunday(year, 10)
		from, to = 60+z.offset, 60+z.offset // the latter in winter's time: from then on it is winter on every clock
	case southern:
		now := (month*100+day)*1440 + minute
		if winter := now >= (400+firstSunday(year, 4))*1440+120 && now < (900+lastSunday(year, 9))*1440+120; winter {
			return z.offset
		}
		return z.offset + 60
	case american:
		first, last = 300+firstSunday(year, 3)+7, 1100+firstSunday(year, 11)
		if year < 2007 {
			first, last = 400+firstSunday(year, 4), 1000+lastSunday(year, 10)
		}
		from, to = 120, 60
	default:
		return z.offset
	}
	now := (month*100+day)*1440 + minute
	if now >= first*1440+from && now < last*1440+to {
		return z.offset + 60
	}
	return z.offset
}

// weekday is the day of the week, Sunday 0, by Sakamoto's method.
func weekday(year, month, day int) int {
	shift := [...]int{0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4}
	if month < 3 {
		year--
	}
	return (year + year/4 - year/100 + year/400 + shift[month-1] + day) % 7
}

func firstSunday(year, month int) int { return 1 + (7-weekday(year, month, 1))%7 }

func lastSunday(year, month int) int {
	last := monthDays(year, month)
	return last - weekday(year, month, last)
}

// monthDays is the number of days of a month.
func monthDays(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
