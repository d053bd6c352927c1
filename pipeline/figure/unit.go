package figure

import (
	"strings"

	"enricher/pipeline/numeral"
)

// A unit is what a number is counted in, with the kind of figure that it
// makes.
type unit struct {
	name   string // in records: kilometre, percent, year; money: the ISO 4217 code
	kind   string
	factor numeral.Decimal // of units that are written as a multiple of another: a decade is ten years, a cent 0.01 EUR; zero is one
	family string          // of money: the name that several currencies share (peso)
	own    bool            // of money: no other currency is meant; else the country decides
	// assumed: nothing tells the country.
	assumed bool
}

// units holds the spellings of all units. Words are lower-cased, with single
// spaces; symbols are as they stand, because m is not M.
type units struct {
	words   map[string]*unit
	symbols map[string]*unit
	// countries are the currencies that a country's name or adjective tells.
	countries map[string][]*unit
}

// word is the unit of this name, in whatever case; nil if there is none.
func (u *units) word(name string) *unit {
	if len(name) > maxWord {
		return nil
	}
	var w folded
	w.fold(name)
	return u.words[string(w.bytes())]
}

// A spelling is one row of the unit tables.
type spelling struct {
	name    string
	kind    string
	symbols string // separated by spaces; ~ stands for a space inside
	de, en  string // lower-cased words; + gives the plurals of that language's regular pattern
}

// Prefixes of the International System that news uses, by power of ten.
var prefixes = []struct{ name, symbol string }{
	{"nano", "n"}, {"micro", "µ"}, {"milli", "m"}, {"centi", "c"}, {"deci", "d"}, {"hecto", "h"}, {"kilo", "k"}, {"mega", "M"}, {"giga", "G"}, {"tera", "T"}, {"peta", "P"},
}

// metric are the units that take prefixes, with those that do occur.
var metric = []struct {
	spelling
	prefixes string
}{
	{spelling{"metre", Measure, "m", "meter metern meters", "metre metres meter meters"}, "nano micro milli centi deci kilo"},
	{spelling{"gram", Measure, "g", "gramm gramms", "gram grams gramme grammes"}, "nano micro milli kilo"},
	{spelling{"litre", Measure, "l L", "liter litern liters", "litre litres liter liters"}, "micro milli centi deci hecto"},
	{spelling{"watt", Measure, "W", "watt", "watt watts"}, "milli kilo mega giga tera"},
	{spelling{"watt_hour", Measure, "Wh", "wattstunde wattstunden", "watt~hour watt~hours watt-hour watt-hours watthour watthours"}, "kilo mega giga tera"},
	{spelling{"volt", Measure, "V", "volt", "volt volts"}, "milli kilo"},
	{spelling{"ampere", Measure, "A", "ampere", "ampere amperes amp amps"}, "milli kilo"},
	{spelling{"hertz", Measure, "Hz", "hertz", "hertz"}, "kilo mega giga tera"},
	{spelling{"byte", Measure, "B", "byte bytes", "byte bytes"}, "kilo mega giga tera peta"},
	{spelling{"bit", Measure, "bit", "bit bits", "bit bits"}, "kilo mega giga"},
	{spelling{"bit_per_second", Measure, "bit/s bps", "bit~pro~sekunde", "bits~per~second bit~per~second"}, "kilo mega giga"},
	{spelling{"joule", Measure, "J", "joule", "joule joules"}, "kilo mega giga"},
	{spelling{"calorie", Measure, "cal", "kalorie kalorien", "calorie calories"}, "kilo"},
	{spelling{"pascal", Measure, "Pa", "pascal", "pascal pascals"}, "hecto kilo mega"},
	{spelling{"bar", Measure, "bar", "bar", "bar"}, "milli"},
	{spelling{"newton", Measure, "N", "newton", "newton newtons"}, "kilo"},
	{spelling{"sievert", Measure, "Sv", "sievert", "sievert sieverts"}, "micro milli"},
	{spelling{"becquerel", Measure, "Bq", "becquerel", "becquerel becquerels"}, "kilo mega giga tera"},
	{spelling{"tonne", Measure, "t", "tonne tonnen", "tonne tonnes metric~ton metric~tons"}, "kilo mega giga"},
	{spelling{"second", Duration, "s sec sek Sek. Sek", "sekunde sekunden", "second seconds sec secs"}, "nano micro milli"},
}

// plain are the units without prefixes.
var plain = []spelling{
	{"percent", Percent, "%", "prozent prozents v.h.", "percent per~cent percents pct pct. percentage"},
	{"percentage_point", Percent, "pp", "prozentpunkt prozentpunkte prozentpunkten %-punkte %-punkten", "percentage~point percentage~points percent~points"},
	{"basis_point", Measure, "bp bps", "basispunkt basispunkte basispunkten", "basis~point basis~points"},
	{"per_mille", Fraction, "‰", "promille", "per~mille per~mil permille"},

	{"minute", Duration, "min Min. Min mins", "minute minuten", "minute minutes min mins"},
	{"hour", Duration, "h Std. Std hrs hr", "stunde stunden", "hour hours hrs hr"},
	{"day", Duration, "", "tag tage tagen tages", "day days"},
	{"week", Duration, "", "woche wochen", "week weeks"},
	{"month", Duration, "", "monat monate monaten monats", "month months"},
	{"year", Duration, "", "jahr jahre jahren jahres jahrs", "year years yr yrs"},
	{"year", Age, "", "", "yo y/o"},

	{"square_metre", Measure, "m² m2 m^2 qm sqm", "quadratmeter quadratmetern quadratmeters", "square~metre square~metres square~meter square~meters square-metre square-meter sq~m sq.~m sq~metres sq~meters"},
	{"square_kilometre", Measure, "km² km2 km^2 qkm", "quadratkilometer quadratkilometern quadratkilometers", "square~kilometre square~kilometres square~kilometer square~kilometers square-kilometre square-kilometer sq~km sq.~km sq~kilometres sq~kilometers"},
	{"square_centimetre", Measure, "cm² cm2", "quadratzentimeter quadratzentimetern", "square~centimetre square~centimetres square~centimeter square~centimeters sq~cm"},
	{"square_millimetre", Measure, "mm² mm2", "quadratmillimeter quadratmillimetern", "square~millimetre square~millimetres square~millimeter square~millimeters"},
	{"square_foot", Measure, "ft² sqft", "quadratfuß quadratfuss", "square~foot square~feet square-foot square-feet sq~ft sq.~ft sq.~ft."},
	{"square_mile", Measure, "", "quadratmeile quadratmeilen", "square~mile square~miles square-mile sq~mi sq~miles sq.~miles"},
	{"square_inch", Measure, "", "quadratzoll", "square~inch square~inches"},
	{"square_yard", Measure, "", "", "square~yard square~yards"},
	{"hectare", Measure, "ha", "hektar hektare hektaren hektars", "hectare hectares"},
	{"are", Measure, "", "ar", ""},
	{"acre", Measure, "", "acre acres", "acre acres"},
	{"cubic_metre", Measure, "m³ m3 cbm", "kubikmeter kubikmetern kubikmeters", "cubic~metre cubic~metres cubic~meter cubic~meters cu~m"},
	{"millilitre", Measure, "mls", "", "mls"},
	{"cubic_centimetre", Measure, "cm³ cm3 ccm cc", "kubikzentimeter kubikzentimetern", "cubic~centimetre cubic~centimetres cubic~centimeter cubic~centimeters"},
	{"cubic_kilometre", Measure, "km³", "kubikkilometer kubikkilometern", "cubic~kilometre cubic~kilometres cubic~kilometer cubic~kilometers"},
	{"cubic_foot", Measure, "", "kubikfuß kubikfuss", "cubic~foot cubic~feet cu~ft"},
	{"cubic_yard", Measure, "", "", "cubic~yard cubic~yards"},
	{"inch", Measure, "\" ″", "zoll inch", "inch inches"},
	{"foot", Measure, "ft ft. ′", "fuß fuss", "foot feet"},
	{"yard", Measure, "yd yds", "yard yards", "yard yards"},
	{"mile", Measure, "mi", "meile meilen", "mile miles"},
	{"nautical_mile", Measure, "NM", "seemeile seemeilen", "nautical~mile nautical~miles"},
	{"fathom", Measure, "", "", "fathom fathoms"},
	{"light_year", Measure, "", "lichtjahr lichtjahre lichtjahren", "light~year light~years light-year light-years"},
	{"astronomical_unit", Measure, "AU AE", "astronomische~einheit astronomische~einheiten", "astronomical~unit astronomical~units"},

	{"kilometre_per_hour", Measure, "km/h kmh kph km/std", "stundenkilometer stundenkilometern kilometer~pro~stunde kilometern~pro~stunde kilometer~in~der~stunde kilometern~in~der~stunde km~pro~stunde", "kilometres~per~hour kilometers~per~hour kilometre~per~hour kilometer~per~hour kilometres~an~hour kilometers~an~hour km~per~hour km~an~hour kilometres-per-hour kilometers-per-hour"},
	{"mile_per_hour", Measure, "mph m.p.h.", "meilen~pro~stunde meile~pro~stunde", "miles~per~hour mile~per~hour miles~an~hour mile-per-hour miles-per-hour mile-an-hour"},
	{"metre_per_second", Measure, "m/s", "meter~pro~sekunde metern~pro~sekunde", "metres~per~second meters~per~second metre~per~second meter~per~second metres~a~second meters~a~second"},
	{"kilometre_per_second", Measure, "km/s", "kilometer~pro~sekunde kilometern~pro~sekunde", "kilometres~per~second kilometers~per~second"},
	{"foot_per_second", Measure, "ft/s", "fuß~pro~sekunde", "feet~per~second"},
	{"cubic_metre_per_second", Measure, "m³/s m3/s", "kubikmeter~pro~sekunde kubikmetern~pro~sekunde", "cubic~metres~per~second cubic~meters~per~second"},
	{"knot", Measure, "kn kt kts", "knoten", "knot knots"},
	{"mile_per_gallon", Measure, "mpg", "", "miles~per~gallon"},

	{"long_ton", Measure, "", "", "long~ton long~tons"},
	{"ton", Measure, "", "", "ton tons short~ton short~tons"},
	{"pound", Measure, "lb lbs lb. lbs.", "", "lb lbs"},
	{"ounce", Measure, "oz oz.", "unze unzen feinunze feinunzen", "ounce ounces troy~ounce troy~ounces fluid~ounce fluid~ounces"},
	{"stone", Measure, "", "", "stone"},
	{"carat", Measure, "ct kt", "karat", "carat carats karat karats"},
	{"quintal", Measure, "", "zentner zentnern doppelzentner doppelzentnern", "quintal quintals"},
	{"kilogram", Measure, "", "kilo kilos", "kilo kilos kgs"},
	{"kilometre", Measure, "", "", "kms"},
	{"centimetre", Measure, "", "", "cms"},

	{"gallon", Measure, "gal gals", "gallone gallonen", "gallon gallons"},
	{"pint", Measure, "", "pint pints", "pint pints"},
	{"quart", Measure, "", "", "quart quarts"},
	{"barrel", Measure, "bbl", "barrel barrels fass fässer fässern", "barrel barrels"},
	{"bushel", Measure, "", "scheffel", "bushel bushels"},
	{"teaspoon", Measure, "tsp TL", "teelöffel", "teaspoon teaspoons teaspoonful"},
	{"tablespoon", Measure, "tbsp EL", "esslöffel eßlöffel", "tablespoon tablespoons"},

	{"degree_celsius", Measure, "°C ℃ °~C", "grad~celsius °celsius °~celsius celsius grad~c °~c", "degrees~celsius degree~celsius degrees~c degree~c degrees~centigrade degree~centigrade celsius centigrade deg~celsius deg~c °celsius °~celsius deg.~c celcius degrees~celcius"},
	{"degree_fahrenheit", Measure, "°F ℉ °~F", "grad~fahrenheit °fahrenheit °~fahrenheit fahrenheit grad~f", "degrees~fahrenheit degree~fahrenheit degrees~f degree~f fahrenheit deg~fahrenheit deg~f °fahrenheit °~fahrenheit deg.~f farenheit degrees~farenheit"},
	{"kelvin", Measure, "K", "kelvin", "kelvin kelvins"},
	{"degree", Measure, "° deg deg.", "grad", "degree degrees deg deg."},
	{"horsepower", Measure, "PS hp HP bhp", "pferdestärke pferdestärken ps", "horsepower brake~horsepower hp bhp"},
	{"newton_metre", Measure, "Nm", "newtonmeter newtonmetern", "newton~metres newton~meters newton-metres"},
	{"decibel", Measure, "dB dB(A)", "dezibel", "decibel decibels"},
	{"magnitude", Measure, "", "magnituden auf~der~richterskala auf~der~richter-skala auf~der~nach~oben~offenen~richterskala auf~der~nach~oben~offenen~richter-skala", "on~the~richter~scale magnitude magnitude~on~the~richter~scale"},
	{"pixel", Measure, "px", "pixel pixeln", "pixel pixels"},
	{"megapixel", Measure, "", "megapixel megapixeln", "megapixel megapixels"},
	{"index_point", Measure, "", "indexpunkt indexpunkte indexpunkten zähler zählern", "index~point index~points"},
	{"lux", Measure, "lx", "lux", "lux"},
	{"radian", Measure, "rad", "", "radian radians"},
	{"part_per_million", Measure, "ppm", "", "parts~per~million"},
	{"revolution_per_minute", Measure, "rpm U/min", "umdrehungen~pro~minute", "revolutions~per~minute rpm"},
}

// multiples are units that are written as so many of another.
var multiples = []struct {
	spelling
	factor numeral.Decimal
}{
	{spelling{"year", Duration, "", "jahrzehnt jahrzehnte jahrzehnten jahrzehnts", "decade decades"}, numeral.Int(10)},
	{spelling{"year", Duration, "", "jahrhunderte jahrhunderten", "century centuries"}, numeral.Int(100)},
	{spelling{"year", Duration, "", "jahrtausende jahrtausenden", "millennia millennium millenniums"}, numeral.Int(1000)},
	{spelling{"month", Duration, "", "halbjahr halbjahre halbjahren", ""}, numeral.Int(6)},
	{spelling{"week", Duration, "", "", "fortnight fortnights"}, numeral.Int(2)},
	{spelling{"year", Duration, "", "vierteljahrhundert vierteljahrhunderts", ""}, numeral.Int(25)},
	{spelling{"month", Duration, "", "vierteljahr vierteljahre vierteljahren vierteljahres", ""}, numeral.Int(3)},
	{spelling{"month", Duration, "", "dreivierteljahr dreivierteljahres", ""}, numeral.Int(9)},
	{spelling{"hour", Duration, "", "viertelstunde viertelstunden", ""}, numeral.Ratio(1, 4)},
	{spelling{"litre", Measure, "", "viertelliter viertellitern", ""}, numeral.Ratio(1, 4)},
	{spelling{"litre", Measure, "", "dreiviertelliter dreiviertellitern", ""}, numeral.Ratio(3, 4)},
	{spelling{"hour", Duration, "", "dreiviertelstunde dreiviertelstunden", ""}, numeral.Ratio(3, 4)},
}

var german, english = makeUnits("de"), makeUnits("en")

// makeUnits spells out the tables for one language.
func makeUnits(lang string) *units {
	u := &units{words: map[string]*unit{}, symbols: map[string]*unit{}, countries: map[string][]*unit{}}
	for _, m := range metric {
		u.add(m.spelling, lang, "", "", numeral.Decimal{})
		for _, p := range prefixes {
			if strings.Contains(" "+m.prefixes+" ", " "+p.name+" ") {
				u.add(m.spelling, lang, p.name, p.symbol, numeral.Decimal{})
			}
		}
	}
	for _, s := range plain {
		u.add(s, lang, "", "", numeral.Decimal{})
	}
	for _, m := range multiples {
		u.add(m.spelling, lang, "", "", m.factor)
	}
	u.addMoney(lang)
	return u
}

// germanPrefixes are the prefixes that German spells its own way.
var germanPrefixes = map[string]string{"micro": "mikro", "centi": "zenti", "deci": "dezi", "hecto": "hekto"}

func (u *units) add(s spelling, lang, prefix, symbol string, factor numeral.Decimal) {
	made := &unit{name: prefix + s.name, kind: s.kind, factor: factor}
	for _, w := range strings.Fields(s.symbols) {
		u.symbols[symbol+strings.ReplaceAll(w, "~", " ")] = made
		if symbol == "µ" {
			u.symbols["μ"+w] = made // the Greek letter for the micro sign
		}
	}
	words := s.en
	if lang == "de" {
		words = s.de
		if p, ok := germanPrefixes[prefix]; ok {
			prefix = p
		}
	}
	for _, w := range strings.Fields(words) {
		u.words[prefix+strings.ReplaceAll(w, "~", " ")] = made
	}
}
