package dateline

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// isRegion reports whether a name is a country's or a state's, in German or
// English, in any case, abbreviated or not: "Kenya", "NIGERIA", "Conn.", "N.Y.".
func isRegion(name string) bool {
	key := strings.TrimSuffix(strings.ToLower(name), ".")
	return postalCodes[name] || regionAbbreviations[key] || provinces[key] || countries()[key]
}

// countries are the lower-cased country names of CLDR.
var countries = sync.OnceValue(func() map[string]bool {
	names := make(map[string]bool, 600)
	german, english := display.German.Regions(), display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.String() != string([]rune{a, b}) {
				continue
			}
			names[strings.ToLower(german.Name(r))] = true
			names[strings.ToLower(english.Name(r))] = true
		}
	}
	for _, usual := range []string{"usa", "u.s.", "u.s.a", "uk", "u.k", "england", "scotland", "schottland", "wales", "northern ireland", "nordirland",
		"bosnien", "bosnia", "türkei", "turkey", "tschechien", "czech republic", "ivory coast", "netherlands", "holland", "burma", "myanmar", "macedonia",
		"mazedonien", "congo", "kongo", "drc", "uae", "south korea", "north korea", "west germany", "east germany", "soviet union", "ussr", "yugoslavia",
		"kosovo", "vatikan", "vatican", "palästina", "palestine", "west bank", "westjordanland", "gaza strip", "gazastreifen", "crimea", "krim", "tibet", "kashmir", "swaziland", "zaire"} {
		names[usual] = true
	}
	return names
})

// cityStates are the countries that are cities as well, so that stories do
// open with them: "SINGAPORE: …".
var cityStates = set("singapore singapur kuwait luxembourg luxemburg monaco djibouti dschibuti panama guatemala mexico algiers tunis hongkong malta macau")

// regionAbbreviations of North America, lower-cased, without the last dot: the
// Associated Press Stylebook's and older newspapers'.
var regionAbbreviations = set(`ala ariz ark cal calif colo conn del fla ga ill ind ia kan kans ky la md mass mich minn miss mo mont neb nebr nev
	n.h n.j n.m n.y n.c n.d okla ore oreg pa penn r.i s.c s.d tenn tex vt va wash w.va wis wyo d.c
	alta b.c man n.b nfld n.s ont p.e.i que sask n.w.t n.s.w vic qld tas`)

// postalCodes of the states and provinces, and the few that newspapers use
// like them.
var postalCodes = set(`AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC
	AB BC MB NB NL NS ON PE QC SK NSW VIC QLD UK US USA UAE`)

// provinces are states and provinces of federal countries by their full names.
var provinces = phrases(`alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|west virginia|w. va|wisconsin|wyoming|district of columbia|puerto rico|guam
alberta|british columbia|manitoba|new brunswick|newfoundland|nova scotia|ontario|prince edward island|quebec|québec|saskatchewan|yukon|northwest territories|nunavut
new south wales|queensland|south australia|tasmania|victoria|western australia|northern territory
kalifornien|baden-württemberg|bayern|brandenburg|hessen|mecklenburg-vorpommern|niedersachsen|nordrhein-westfalen|rheinland-pfalz|saarland|sachsen|sachsen-anhalt|schleswig-holstein|thüringen
burgenland|kärnten|niederösterreich|oberösterreich|steiermark|tirol|vorarlberg
aargau|appenzell|graubünden|jura|tessin|thurgau|uri|waadt|wallis
andhra pradesh|assam|bihar|gujarat|haryana|himachal pradesh|jharkhand|karnataka|kerala|madhya pradesh|maharashtra|manipur|meghalaya|mizoram|nagaland|odisha|punjab|rajasthan|tamil nadu|telangana|tripura|uttar pradesh|uttarakhand|west bengal|jammu and kashmir
british west indies|grand cayman|northern ireland`)

// cantons are the codes that Swiss papers write behind a commune: "Davos GR".
var cantons = set("AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH FL")

// set is the set of a list's words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// phrases is the set of a list's phrases.
func phrases(names string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == '|' || r == '\n' }) {
		m[name] = true
	}
	return m
}
