package figure

import (
	"slices"
	"strings"

	"enricher/pipeline/numeral"
)

// A currency is one row of ISO 4217 as the news writes it. Of the currencies
// that share a family's name (dollar, peso) the first row is what the bare
// name means; the others need their adjective, or their country in the text.
type currency struct {
	code    string
	symbols string // as they stand, before or after the number; ~ is a space
	family  string // shared name; empty when the name is the currency's own
	de, en  string // own names, inflected
	adjDE   string // stems of the adjectives that name the country, without ending
	adjEN   string
	// countryDE and countryEN are names that tell the country of a currency
	// whose family's name stands alone.
	countryDE, countryEN string
}

// families are the names that several currencies share.
var families = map[string]struct{ de, en string }{
	"dollar": {"dollar dollars dollarn", "dollar dollars buck bucks"},
	"pound":  {"pfund pfunds", "pound pounds quid"},
	"franc":  {"franken", "franc francs"},
	"krone":  {"krone kronen", "krone kroner kronor krona crown crowns"},
	"peso":   {"peso pesos", "peso pesos"},
	"rupee":  {"rupie rupien", "rupee rupees"},
	"yen":    {"yen", "yen"},
	"won":    {"won", "won"},
	"dinar":  {"dinar dinare dinaren", "dinar dinars"},
	"dirham": {"dirham dirhams", "dirham dirhams"},
	"riyal":  {"riyal riyals rial rials", "riyal riyals rial rials"},
	"shill":  {"schilling schillinge", "shilling shillings"},
	"lira":   {"lira lire", "lira liras"},
	"yuan":   {"yuan renminbi", "yuan renminbi rmb"},
}

var currencies = []currency{
	{"USD", "US$ U.S.$ USD US~$ U$S", "dollar", "us-dollar us-dollars", "greenback greenbacks", "us us-amerikanisch amerikanisch", "us u.s. american", "usa us-regierung us-präsident washington amerika", "usa states america washington"},
	{"AUD", "A$ AU$ AUD", "dollar", "", "", "australisch", "australian aussie", "australien", "australia"},
	{"CAD", "C$ CA$ CAN$ Can$ CAD", "dollar", "", "", "kanadisch", "canadian", "kanada", "canada"},
	{"NZD", "NZ$ NZD", "dollar", "", "", "neuseeländisch", "new~zealand", "neuseeland", "zealand"},
	{"HKD", "HK$ HKD", "dollar", "", "", "hongkong hongkong-", "hong~kong", "", ""},
	{"SGD", "S$ SGD", "dollar", "", "", "singapur singapur-", "singapore", "singapur", "singaporean"},
	{"TWD", "NT$ TWD", "dollar", "", "", "taiwan taiwan-", "taiwan new~taiwan", "", ""},
	{"JMD", "J$ JMD", "dollar", "", "", "jamaikanisch", "jamaican", "", ""},
	{"FJD", "FJ$ FJD", "dollar", "", "", "", "fijian fiji", "", ""},
	{"NAD", "N$ NAD", "dollar", "", "", "namibisch", "namibian", "", ""},
	{"TTD", "TT$ TTD", "dollar", "", "", "", "trinidad", "", ""},
	{"BBD", "BDS$ Bds$ BBD", "dollar", "", "", "", "barbados barbadian", "", ""},
	{"BSD", "B$ BSD", "dollar", "", "", "", "bahamian", "", ""},
	{"BZD", "BZ$ BZD", "dollar", "", "", "", "belize", "", ""},
	{"GYD", "G$ GY$ GYD", "dollar", "", "", "", "guyanese guyana", "", ""},
	{"LRD", "L$ LD$ LRD", "dollar", "", "", "liberianisch", "liberian", "", ""},
	{"ZWL", "Z$ ZWL ZWD", "dollar", "", "", "simbabwisch", "zimbabwe zimbabwean", "", ""},
	{"XCD", "EC$ XCD", "dollar", "", "", "", "east~caribbean", "", ""},
	{"BND", "BN$ BND", "dollar", "", "", "", "brunei", "", ""},
	{"EUR", "€ EUR", "", "euro euros", "euro euros", "", "", "", ""},
	{"GBP", "£ GBP", "pound", "pfund~sterling", "pound~sterling pounds~sterling sterling", "britisch", "british", "grossbritannien großbritannien england", "britain england"},
	{"EGP", "EGP E£ LE L.E L.E.", "pound", "", "", "ägyptisch", "egyptian", "ägypten", "egypt"},
	{"LBP", "LBP", "pound", "", "", "libanesisch", "lebanese", "libanon", "lebanon"},
	{"SYP", "SYP", "pound", "", "", "syrisch", "syrian", "", ""},
	{"SDG", "SDG", "pound", "", "", "sudanesisch", "sudanese", "", ""},
	{"CHF", "CHF Fr. Fr SFr. SFr sFr. sfr. Fr.~", "franc", "schweizerfranken", "", "schweizer schweizerisch", "swiss", "schweiz", "switzerland"},
	{"XOF", "XOF FCFA", "franc", "cfa-franc cfa-francs cfa-franken", "cfa~franc cfa~francs", "", "cfa", "", ""},
	{"RWF", "RWF Frw", "franc", "", "", "ruandisch", "rwandan", "ruanda", "rwanda"},
	{"BIF", "BIF", "franc", "", "", "burundisch", "burundian", "", ""},
	{"CDF", "CDF", "franc", "", "", "kongolesisch", "congolese", "", ""},
	{"SEK", "SEK", "krone", "", "", "schwedisch", "swedish", "schweden", "sweden"},
	{"NOK", "NOK", "krone", "", "", "norwegisch", "norwegian", "norwegen", "norway"},
	{"DKK", "DKK", "krone", "", "", "dänisch", "danish", "dänemark", "denmark"},
	{"ISK", "ISK", "krone", "", "", "isländisch", "icelandic", "island", "iceland"},
	{"CZK", "CZK Kč", "krone", "", "koruna korunas", "tschechisch", "czech", "tschechien", "czechia"},
	{"MXN", "MXN Mex$ MX$", "peso", "", "", "mexikanisch", "mexican", "mexiko", "mexico"},
	{"PHP", "PHP ₱", "peso", "", "", "philippinisch", "philippine", "philippinen manila", "philippines manila"},
	{"ARS", "ARS", "peso", "", "", "argentinisch", "argentine argentinian", "argentinien", "argentina"},
	{"CLP", "CLP", "peso", "", "", "chilenisch", "chilean", "chile", "chile"},
	{"COP", "COP", "peso", "", "", "kolumbianisch", "colombian", "kolumbien", "colombia"},
	{"CUP", "CUP", "peso", "", "", "kubanisch", "cuban", "kuba", "cuba"},
	{"UYU", "UYU", "peso", "", "", "uruguayisch", "uruguayan", "uruguay", "uruguay"},
	{"DOP", "DOP RD$", "peso", "", "", "dominikanisch", "dominican", "", ""},
	{"INR", "₹ INR Rs Rs.", "rupee", "", "", "indisch", "indian", "indien", "india"},
	{"PKR", "PKR", "rupee", "", "", "pakistanisch", "pakistani", "pakistan islamabad karachi", "pakistan islamabad karachi"},
	{"LKR", "LKR ரூ", "rupee", "", "", "sri-lankisch", "sri~lankan", "lanka colombo", "lanka colombo"},
	{"NPR", "NPR", "rupee", "", "", "nepalesisch", "nepalese nepali", "nepal", "nepal"},
	{"MUR", "MUR", "rupee", "", "", "mauritisch", "mauritian", "mauritius", "mauritius"},
	{"IDR", "IDR Rp", "", "rupiah", "rupiah rupiahs", "indonesisch", "indonesian", "", ""},
	{"JPY", "¥ JPY", "yen", "", "", "japanisch", "japanese", "", ""},
	{"CNY", "CNY RMB CN¥ 元", "yuan", "", "", "chinesisch", "chinese", "", ""},
	{"KRW", "₩ KRW", "won", "", "", "südkoreanisch koreanisch", "south~korean korean", "", ""},
	{"KPW", "KPW", "won", "", "", "nordkoreanisch", "north~korean", "", ""},
	{"KWD", "KWD", "dinar", "", "", "kuwaitisch", "kuwaiti", "kuwait", "kuwait"},
	{"IQD", "IQD", "dinar", "", "", "irakisch", "iraqi", "irak", "iraq"},
	{"RSD", "RSD", "dinar", "", "", "serbisch", "serbian", "serbien", "serbia"},
	{"DZD", "DZD", "dinar", "", "", "algerisch", "algerian", "algerien", "algeria"},
	{"TND", "TND", "dinar", "", "", "tunesisch", "tunisian", "tunesien", "tunisia"},
	{"LYD", "LYD", "dinar", "", "", "libysch", "libyan", "libyen", "libya"},
	{"JOD", "JOD", "dinar", "", "", "jordanisch", "jordanian", "jordanien", "jordan"},
	{"BHD", "BHD", "dinar", "", "", "bahrainisch", "bahraini", "bahrain", "bahrain"},
	{"AED", "AED Dh Dhs", "dirham", "", "", "emiratisch", "emirati uae", "emirate dubai", "uae emirates dubai"},
	{"MAD", "MAD", "dirham", "", "", "marokkanisch", "moroccan", "marokko", "morocco"},
	{"SAR", "SAR SR", "riyal", "", "", "saudisch saudi-arabisch", "saudi", "saudi-arabien", "saudi"},
	{"IRR", "IRR", "riyal", "", "", "iranisch", "iranian", "iran", "iran"},
	{"QAR", "QAR QR", "riyal", "", "", "katarisch", "qatari", "katar", "qatar"},
	{"OMR", "OMR RO", "riyal", "", "", "omanisch", "omani", "oman", "oman"},
	{"YER", "YER", "riyal", "", "", "jemenitisch", "yemeni", "jemen", "yemen"},
	{"KES", "KES KSh Ksh KSh. Ksh. Sh Sh. Shs KShs Kshs", "shill", "", "", "kenianisch", "kenyan kenya", "kenia nairobi", "kenya nairobi"},
	{"UGX", "UGX USh UShs", "shill", "", "", "ugandisch", "ugandan uganda", "uganda kampala", "uganda kampala"},
	{"TZS", "TZS TSh TShs", "shill", "", "", "tansanisch", "tanzanian tanzania", "tansania", "tanzania"},
	{"ATS", "ATS öS", "shill", "", "", "österreichisch", "austrian", "österreich", "austria"},
	{"SOS", "", "shill", "", "", "somalisch", "somali", "somalia", "somalia"},
	{"BRL", "R$ BRL", "", "reais real", "reais real", "brasilianisch", "brazilian", "", ""},
	{"TRY", "₺ TRY TL", "lira", "", "", "türkisch", "turkish", "türkei", "turkey"},
	{"ITL", "ITL", "lira", "", "", "italienisch", "italian", "italien", "italy"},
	{"ZAR", "ZAR", "", "rand", "rand rands", "südafrikanisch", "south~african", "", ""},
	{"RUB", "₽ RUB", "", "rubel", "rouble roubles ruble rubles", "russisch", "russian", "", ""},
	{"BYN", "BYN", "", "", "", "belarussisch", "belarusian", "", ""},
	{"UAH", "₴ UAH", "", "hrywnja griwna hrywna", "hryvnia hryvnias", "ukrainisch", "ukrainian", "", ""},
	{"PLN", "zł PLN", "", "zloty zlotys złoty", "zloty zlotys złoty", "polnisch", "polish", "", ""},
	{"HUF", "Ft HUF", "", "forint", "forint forints", "ungarisch", "hungarian", "", ""},
	{"RON", "RON", "", "lei", "leu", "rumänisch", "romanian", "", ""},
	{"BGN", "BGN", "", "lew lewa", "lev leva", "bulgarisch", "bulgarian", "", ""},
	{"HRK", "HRK", "", "kuna", "kuna kunas", "kroatisch", "croatian", "", ""},
	{"ILS", "₪ ILS NIS", "", "schekel", "shekel shekels", "israelisch", "israeli", "", ""},
	{"THB", "฿ THB", "", "baht", "baht", "thailändisch", "thai", "", ""},
	{"VND", "₫ VND", "", "dong", "dong", "vietnamesisch", "vietnamese", "", ""},
	{"MYR", "RM MYR", "", "ringgit", "ringgit ringgits", "malaysisch", "malaysian malaysia", "", ""},
	{"BDT", "৳ BDT Tk", "", "taka", "taka", "", "bangladeshi", "", ""},
	{"AFN", "AFN", "", "afghani", "afghani afghanis", "afghanisch", "afghan", "", ""},
	{"KZT", "KZT", "", "tenge", "tenge", "kasachisch", "kazakh", "", ""},
	{"NGN", "₦ NGN", "", "naira", "naira", "nigerianisch", "nigerian", "", ""},
	{"GHS", "GHS GH¢ GH₵ ₵", "", "cedi cedis", "cedi cedis", "ghanaisch", "ghanaian ghana", "", ""},
	{"ZMW", "ZMW", "", "kwacha", "kwacha", "sambisch", "zambian", "", ""},
	{"ETB", "ETB", "", "birr", "birr", "äthiopisch", "ethiopian", "", ""},
	{"AOA", "AOA", "", "kwanza", "kwanza kwanzas", "", "angolan", "", ""},
	{"MZN", "MZN", "", "metical", "metical meticais", "", "mozambican", "", ""},
	{"BWP", "BWP", "", "pula", "pula", "", "botswana", "", ""},
	{"CRC", "₡ CRC", "", "colón colones colon", "colón colones colon", "", "costa~rican", "", ""},
	{"PEN", "PEN S/", "", "", "", "peruanisch", "peruvian", "", ""},
	{"VES", "VES", "", "bolívar bolivar bolívares bolivares", "bolivar bolivars bolívares bolivares", "venezolanisch", "venezuelan", "", ""},
	{"LAK", "₭ LAK", "", "", "kip", "", "lao laotian", "", ""},
	{"KHR", "KHR", "", "", "riel riels", "", "cambodian", "", ""},
	{"MMK", "MMK", "", "kyat", "kyat kyats", "", "burmese myanmar", "", ""},
	{"GEL", "GEL ₾", "", "lari", "lari", "georgisch", "georgian", "", ""},
	{"AMD", "AMD", "", "", "", "armenisch", "armenian", "", ""},
	{"DEM", "DEM DM", "", "d-mark deutschmark mark", "deutschmark deutschmarks deutsche~mark deutsche~marks marks", "deutsch", "german", "", ""},
	{"FRF", "FRF FF", "", "franc francs", "", "französisch", "french", "", ""},
	{"FIM", "FIM", "", "", "markka markkas", "", "finnish", "", ""},
	{"NLG", "NLG", "", "gulden", "guilder guilders", "", "dutch", "", ""},
	{"XBT", "₿ BTC", "", "bitcoin bitcoins", "bitcoin bitcoins", "", "", "", ""},
}

// subunits are hundredths of a currency; a name that several currencies share
// belongs to the language area's own.
var subunits = []struct {
	code    string
	symbols string
	de, en  string
}{
	{"EUR", "ct", "eurocent eurocents euro-cent", "euro~cent euro~cents eurocent eurocents"},
	{"USD", "¢", "us-cent us-cents", "us~cents"},
	{"GBP", "p", "pence", "pence penny pennies"},
	{"CHF", "Rp.", "rappen", "rappen centime centimes"},
	{"RUB", "", "kopeken", "kopeck kopecks"},
	{"INR", "", "paise", "paise paisa"},
	{"PLN", "", "groschen", "grosz groszy"},
	{"MYR", "", "sen", "sen sens"},
	{"UAH", "", "kopijka kopijky", "kopiyka kopiykas"},
	{"DKK", "", "øre", "øre"},
	{"SEK", "", "öre", "öre"},
}

// cents are names that the hundredths of many currencies share: of the last one
// that the text spoke of, or of the language area's own.
var cents = struct{ symbols, names string }{"c", "cent cents"}

// typed are the codes that are written in small letters as well; of others small
// letters make words (try, all, top).
const typed = "USD EUR GBP JPY CHF CNY RMB AUD CAD NZD HKD SGD INR"

// centSign are the symbols of subunits; they follow their number.
var centSign = set("p c ct ¢ Rp.")

// rareCode are the currencies' symbols that mean other things before small
// numbers: COP 27, DM 5.
var rareCode = set("COP LE RO SR QR SOS FF TL DM Sh Ft NIS")

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

var hundredth = numeral.Ratio(1, 100)

// addMoney spells out the currencies for one language.
func (u *units) addMoney(lang string) {
	pick := func(de, en string) []string {
		if lang == "de" {
			en = de
		}
		return strings.Fields(en)
	}
	spaced := func(w string) string { return strings.ReplaceAll(w, "~", " ") }
	members := map[string]int{}
	for _, c := range currencies {
		members[c.family]++
	}
	for _, c := range currencies {
		own := &unit{name: c.code, kind: Money, family: c.family, own: true}
		for _, s := range strings.Fields(c.symbols) {
			u.symbols[spaced(s)] = own
			if strings.Contains(typed, s) && len(s) == 3 {
				u.symbols[strings.ToLower(s)] = own
				u.words[strings.ToLower(s)] = own
			}
		}
		// In business news thousands and millions: TEUR, kCHF, MUSD.
		for prefix, factor := range map[string]int64{"T": 1000, "k": 1000, "M": 1_000_000} {
			u.symbols[prefix+c.code] = &unit{name: c.code, kind: Money, factor: numeral.Int(factor)}
		}
		names := pick(c.de, c.en)
		for _, w := range names {
			u.words[spaced(w)] = own
		}
		f := families[c.family]
		shared := pick(f.de, f.en)
		for _, w := range shared {
			if u.words[w] == nil {
				u.words[w] = &unit{name: c.code, kind: Money, family: c.family, own: members[c.family] == 1}
			}
		}
		if c.family == "dollar" && u.symbols["$"] == nil {
			u.symbols["$"] = u.words["dollar"]
		}
		countries := pick(c.countryDE, c.countryEN)
		for _, name := range append(slices.Concat(countries, strings.Fields(c.symbols)), pick(c.adjDE, c.adjEN)...) {
			// Of dollars that only some countries write without saying which,
			// those alone count.
			if c.family != "" && !strings.Contains(name, "~") && (c.family != "dollar" || len(countries) > 0) {
				u.countries[fold(name)] = append(u.countries[fold(name)], own)
			}
		}
		for _, adj := range pick(c.adjDE, c.adjEN) {
			for _, w := range append(names, shared...) {
				u.addAdjective(lang, spaced(adj), spaced(w), own)
			}
		}
	}
	cent := &unit{name: subunits[0].code, kind: Money, factor: hundredth, family: "cent"}
	if lang == "en" {
		cent.name = subunits[1].code
	}
	for _, w := range strings.Fields(cents.symbols) {
		u.symbols[w] = cent
	}
	for _, w := range strings.Fields(cents.names) {
		u.words[w] = cent
	}
	for _, s := range subunits {
		cent := &unit{name: s.code, kind: Money, factor: hundredth}
		for _, w := range strings.Fields(s.symbols) {
			u.symbols[w] = cent
		}
		for _, w := range pick(s.de, s.en) {
			u.words[spaced(w)] = cent
		}
	}
}

// addAdjective spells "Canadian dollars", "kanadische Dollar", "Hongkong-Dollar".
func (u *units) addAdjective(lang, adjective, name string, own *unit) {
	endings := []string{" ", "-"}
	switch {
	case strings.HasSuffix(adjective, "-"):
		endings = []string{""}
	case lang == "de" && strings.HasSuffix(adjective, "isch"):
		endings = []string{"e ", "en ", "er "}
	}
	for _, e := range endings {
		u.words[adjective+e+name] = own
	}
}
