package zone

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
var labelWords = map[string]label{
	"publiziert": publication, "veröffentlicht": publication, "erschienen": publication,
	"erstellt": publication, "erstveröffentlicht": publication, "onlinestellung": publication,
	"gepostet": publication, "gespeichert": publication, "verfasst": publication, "eingestellt": publication,
	"erstpublikation": publication, "publikation": publication, "veröffentlichung": publication,
	"published": publication, "posted": publication, "created": publication,
	"issued": publication, "uploaded": publication, "pub": publication,

	"aktualisiert": update, "aktualisierung": update, "geändert": update, "änderung": update,
	"bearbeitet": update, "update": update, "updated": update, "modified": update,
	"stand": update, "upd": update, "edited": update, "revised": update,
	"überarbeitet": update, "ergänzt": update,
}

// lateLabels stand behind their time: "wurde am 3. Mai 2022 gepostet".
var lateLabels = wordSet(`gepostet veröffentlicht publiziert verfasst erstellt aktualisiert geändert eingestellt`)

// timeFiller may stand between and around a line's dates and labels.
var timeFiller = wordSet(`
uhr um am vom den der seit zuletzt letzte zuerst erstmals online datum
at on last first date time the of and by h
min minute minutes minuten lesezeit read stunde stunden hour hours tag tage tagen
day days week weeks woche wochen ago vor heute gestern today yesterday`)

// namedZones are clock zones that the language's pages name, by their offset
// from UTC in minutes. IST, CST of China and the like have several meanings
// and are left out; CST stands beside CDT in American use.
var namedZones = map[string]zoneRule{
	"utc": {}, "gmt": {}, "z": {}, "wez": {}, "wet": {},
	"bst": {offset: 60}, "wat": {offset: 60}, "cet": {offset: 60}, "mez": {offset: 60},
	"cest": {offset: 120}, "mesz": {offset: 120}, "cat": {offset: 120}, "sast": {offset: 120}, "oez": {offset: 120},
	"eat": {offset: 180}, "msk": {offset: 180},
	"pkt": {offset: 300}, "hkt": {offset: 480}, "sgt": {offset: 480}, "awst": {offset: 480},
	"jst": {offset: 540}, "kst": {offset: 540}, "aest": {offset: 600}, "aedt": {offset: 660},
	"nzst": {offset: 720}, "nzdt": {offset: 780},
	"est": {offset: -300}, "edt": {offset: -240}, "cst": {offset: -360}, "cdt": {offset: -300},
	"mst": {offset: -420}, "mdt": {offset: -360}, "pst": {offset: -480}, "pdt": {offset: -420},
	"et": {offset: -300, summer: american}, "ct": {offset: -360, summer: american},
	"mt": {offset: -420, summer: american}, "pt": {offset: -480, summer: american},
}

// varietyZones are the clocks of a variety's country, where it has one only.
// All countries of German share Central European Time.
var varietyZones = map[string]zoneRule{
	"de":    {offset: 60, summer: european},
	"en-GB": {summer: european}, "en-IE": {summer: european},
	"en-ZA": {offset: 120}, "en-KE": {offset: 180}, "en-NG": {offset: 60}, "en-GH": {},
	"en-IN": {offset: 330}, "en-PK": {offset: 300}, "en-SG": {offset: 480}, "en-HK": {offset: 480},
	"en-UG": {offset: 180}, "en-TZ": {offset: 180}, "en-ZW": {offset: 120}, "en-JM": {offset: -300},
}

// monthFirst are the varieties that write the month before the day.
var monthFirst = map[string]bool{"en-US": true, "en-PH": true}

// A summer says when clocks are an hour ahead.
type summer uint8

const (
	never    summer = iota
	european        // last Sunday in March to last Sunday in October, 01:00 UTC (Directive 2000/84/EC; the same days since 1996)
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

// lastSunday is for months of 31 days.
func lastSunday(year, month int) int { return 31 - weekday(year, month, 31) }

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
