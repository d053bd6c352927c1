package figure

import (
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
	country string // words that tell the country, both languages
}

// families are the names that several currencies share.
var families = map[string]struct{ de, en string }{
	"dollar": {"dollar dollars dollarn", "dollar dollars buck bucks"},
	"pound":  {"pfund pfunds", "pound pounds quid"},
	"franc":  {"franken francs franc", "franc francs"},
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
	{"USD", "$ US$ U.S.$ USD US~$ U$S", "dollar", "us-dollar us-dollars", "greenback greenbacks", "us us-amerikanisch amerikanisch", "us u.s. american", ""},
	{"AUD", "A$ AU$ AUD", "dollar", "", "", "australisch", "australian aussie", "australia australien"},
	{"CAD", "C$ CA$ CAN$ Can$ CAD", "dollar", "", "", "kanadisch", "canadian", "canada kanada"},
	{"NZD", "NZ$ NZD", "dollar", "", "", "neuseeländisch", "new~zealand", ""},
	{"HKD", "HK$ HKD", "dollar", "", "", "hongkong hongkong-", "hong~kong", ""},
	{"SGD", "S$ SGD", "dollar", "", "", "singapur singapur-", "singapore", ""},
	{"TWD", "NT$ TWD", "dollar", "", "", "taiwan taiwan-", "taiwan new~taiwan", ""},
	{"JMD", "J$ JMD", "dollar", "", "", "jamaikanisch", "jamaican", ""},
	{"FJD", "FJ$ FJD", "dollar", "", "", "", "fijian fiji", ""},
	{"NAD", "N$ NAD", "dollar", "", "", "namibisch", "namibian", ""},
	{"EUR", "€ EUR", "", "euro euros", "euro euros", "", "", ""},
	{"GBP", "£ GBP", "pound", "pfund~sterling", "pound~sterling pounds~sterling sterling", "britisch", "british", "britain grossbritannien großbritannien england"},
	{"EGP", "EGP E£ LE", "pound", "", "", "ägyptisch", "egyptian", "egypt ägypten"},
	{"LBP", "LBP", "pound", "", "", "libanesisch", "lebanese", "lebanon libanon"},
	{"SYP", "SYP", "pound", "", "", "syrisch", "syrian", ""},
	{"SDG", "SDG", "pound", "", "", "sudanesisch", "sudanese", ""},
	{"CHF", "CHF Fr. Fr SFr. SFr sFr. sfr. Fr.~", "franc", "schweizerfranken", "", "schweizer schweizerisch", "swiss", "schweiz switzerland"},
	{"XOF", "XOF FCFA", "franc", "cfa-franc cfa-francs cfa-franken", "cfa~franc cfa~francs", "", "cfa", ""},
	{"RWF", "RWF Frw", "franc", "", "", "ruandisch", "rwandan", "rwanda ruanda"},
	{"BIF", "BIF", "franc", "", "", "burundisch", "burundian", ""},
	{"CDF", "CDF", "franc", "", "", "kongolesisch", "congolese", ""},
	{"SEK", "SEK", "krone", "", "", "schwedisch", "swedish", "sweden schweden"},
	{"NOK", "NOK", "krone", "", "", "norwegisch", "norwegian", "norway norwegen"},
	{"DKK", "DKK", "krone", "", "", "dänisch", "danish", "denmark dänemark"},
	{"ISK", "ISK", "krone", "", "", "isländisch", "icelandic", "iceland island"},
	{"CZK", "CZK Kč", "krone", "", "koruna korunas", "tschechisch", "czech", "tschechien"},
	{"MXN", "MXN Mex$ MX$", "peso", "", "", "mexikanisch", "mexican", "mexico mexiko"},
	{"PHP", "PHP ₱", "peso", "", "", "philippinisch", "philippine", "philippines philippinen manila"},
	{"ARS", "ARS", "peso", "", "", "argentinisch", "argentine argentinian", "argentina argentinien"},
	{"CLP", "CLP", "peso", "", "", "chilenisch", "chilean", "chile"},
	{"COP", "COP", "peso", "", "", "kolumbianisch", "colombian", "colombia kolumbien"},
	{"CUP", "CUP", "peso", "", "", "kubanisch", "cuban", "cuba kuba"},
	{"UYU", "UYU", "peso", "", "", "uruguayisch", "uruguayan", "uruguay"},
	{"DOP", "DOP RD$", "peso", "", "", "dominikanisch", "dominican", ""},
	{"INR", "₹ INR Rs Rs.", "rupee", "", "", "indisch", "indian", "india indien"},
	{"PKR", "PKR", "rupee", "", "", "pakistanisch", "pakistani", "pakistan islamabad karachi"},
	{"LKR", "LKR", "rupee", "", "", "sri-lankisch", "sri~lankan", "lanka colombo"},
	{"NPR", "NPR", "rupee", "", "", "nepalesisch", "nepalese nepali", "nepal"},
	{"MUR", "MUR", "rupee", "", "", "mauritisch", "mauritian", "mauritius"},
	{"IDR", "IDR Rp", "", "rupiah", "rupiah rupiahs", "indonesisch", "indonesian", ""},
	{"JPY", "¥ JPY", "yen", "", "", "japanisch", "japanese", ""},
	{"CNY", "CNY RMB CN¥ 元", "yuan", "", "", "chinesisch", "chinese", ""},
	{"KRW", "₩ KRW", "won", "", "", "südkoreanisch koreanisch", "south~korean korean", ""},
	{"KPW", "KPW", "won", "", "", "nordkoreanisch", "north~korean", ""},
	{"KWD", "KWD", "dinar", "", "", "kuwaitisch", "kuwaiti", "kuwait"},
	{"IQD", "IQD", "dinar", "", "", "irakisch", "iraqi", "iraq irak"},
	{"RSD", "RSD", "dinar", "", "", "serbisch", "serbian", "serbia serbien"},
	{"DZD", "DZD", "dinar", "", "", "algerisch", "algerian", "algeria algerien"},
	{"TND", "TND", "dinar", "", "", "tunesisch", "tunisian", "tunisia tunesien"},
	{"LYD", "LYD", "dinar", "", "", "libysch", "libyan", "libya libyen"},
	{"JOD", "JOD", "dinar", "", "", "jordanisch", "jordanian", "jordan jordanien"},
	{"BHD", "BHD", "dinar", "", "", "bahrainisch", "bahraini", "bahrain"},
	{"AED", "AED Dh Dhs", "dirham", "", "", "emiratisch", "emirati uae", "uae emirates dubai emirate"},
	{"MAD", "MAD", "dirham", "", "", "marokkanisch", "moroccan", "morocco marokko"},
	{"SAR", "SAR SR", "riyal", "", "", "saudisch saudi-arabisch", "saudi", "saudi saudi-arabien"},
	{"IRR", "IRR", "riyal", "", "", "iranisch", "iranian", "iran"},
	{"QAR", "QAR QR", "riyal", "", "", "katarisch", "qatari", "qatar katar"},
	{"OMR", "OMR RO", "riyal", "", "", "omanisch", "omani", "oman"},
	{"YER", "YER", "riyal", "", "", "jemenitisch", "yemeni", "yemen jemen"},
	{"KES", "KES KSh Ksh KSh. Ksh. Sh Sh. Shs KShs Kshs", "shill", "", "", "kenianisch", "kenyan kenya", "kenya kenia nairobi"},
	{"UGX", "UGX USh UShs", "shill", "", "", "ugandisch", "ugandan uganda", "uganda kampala"},
	{"TZS", "TZS TSh TShs", "shill", "", "", "tansanisch", "tanzanian tanzania", "tanzania tansania"},
	{"ATS", "ATS öS", "shill", "", "", "österreichisch", "austrian", "österreich austria"},
	{"SOS", "", "shill", "", "", "somalisch", "somali", "somalia"},
	{"BRL", "R$ BRL", "", "reais real", "reais real", "brasilianisch", "brazilian", ""},
	{"TRY", "₺ TRY TL", "lira", "", "", "türkisch", "turkish", "turkey türkei"},
	{"ITL", "ITL", "lira", "", "", "italienisch", "italian", "italy italien"},
	{"ZAR", "ZAR", "", "rand", "rand rands", "südafrikanisch", "south~african", ""},
	{"RUB", "₽ RUB", "", "rubel", "rouble roubles ruble rubles", "russisch", "russian", ""},
	{"BYN", "BYN", "", "", "", "belarussisch", "belarusian", ""},
	{"UAH", "₴ UAH", "", "hrywnja griwna hrywna", "hryvnia hryvnias", "ukrainisch", "ukrainian", ""},
	{"PLN", "zł PLN", "", "zloty zlotys złoty", "zloty zlotys złoty", "polnisch", "polish", ""},
	{"HUF", "Ft HUF", "", "forint", "forint forints", "ungarisch", "hungarian", ""},
	{"RON", "RON", "", "lei", "leu", "rumänisch", "romanian", ""},
	{"BGN", "BGN", "", "lew lewa", "lev leva", "bulgarisch", "bulgarian", ""},
	{"HRK", "HRK", "", "kuna", "kuna kunas", "kroatisch", "croatian", ""},
	{"ILS", "₪ ILS NIS", "", "schekel", "shekel shekels", "israelisch", "israeli", ""},
	{"THB", "฿ THB", "", "baht", "baht", "thailändisch", "thai", ""},
	{"VND", "₫ VND", "", "dong", "dong", "vietnamesisch", "vietnamese", ""},
	{"MYR", "RM MYR", "", "ringgit", "ringgit", "malaysisch", "malaysian", ""},
	{"BDT", "৳ BDT Tk", "", "taka", "taka", "", "bangladeshi", ""},
	{"AFN", "AFN", "", "afghani", "afghani afghanis", "afghanisch", "afghan", ""},
	{"KZT", "KZT", "", "tenge", "tenge", "kasachisch", "kazakh", ""},
	{"NGN", "₦ NGN", "", "naira", "naira", "nigerianisch", "nigerian", ""},
	{"GHS", "GHS GH¢ GH₵ ₵", "", "cedi cedis", "cedi cedis", "ghanaisch", "ghanaian ghana", ""},
	{"ZMW", "ZMW", "", "kwacha", "kwacha", "sambisch", "zambian", ""},
	{"ETB", "ETB", "", "birr", "birr", "äthiopisch", "ethiopian", ""},
	{"AOA", "AOA", "", "kwanza", "kwanza kwanzas", "", "angolan", ""},
	{"MZN", "MZN", "", "metical", "metical meticais", "", "mozambican", ""},
	{"BWP", "BWP", "", "pula", "pula", "", "botswana", ""},
	{"CRC", "₡ CRC", "", "colón colones colon", "colón colones colon", "", "costa~rican", ""},
	{"PEN", "PEN S/", "", "", "", "peruanisch", "peruvian", ""},
	{"VES", "VES", "", "bolívar bolivar bolívares bolivares", "bolivar bolivars bolívares bolivares", "venezolanisch", "venezuelan", ""},
	{"LAK", "₭ LAK", "", "", "kip", "", "lao laotian", ""},
	{"KHR", "KHR", "", "", "riel riels", "", "cambodian", ""},
	{"MMK", "MMK", "", "kyat", "kyat kyats", "", "burmese myanmar", ""},
	{"GEL", "GEL", "", "lari", "lari", "georgisch", "georgian", ""},
	{"AMD", "AMD", "", "", "", "armenisch", "armenian", ""},
	{"DEM", "DEM DM", "", "d-mark deutschmark mark", "deutschmark deutschmarks deutsche~mark deutsche~marks marks", "deutsch", "german", ""},
	{"FRF", "FRF FF", "", "", "", "französisch", "french", ""},
	{"FIM", "FIM", "", "", "markka markkas", "", "finnish", ""},
	{"NLG", "NLG", "", "gulden", "guilder guilders", "", "dutch", ""},
	{"XBT", "₿ BTC", "", "bitcoin bitcoins", "bitcoin bitcoins", "", "", ""},
}

// subunits are hundredths of a currency; a name that several currencies share
// belongs to the language area's own.
var subunits = []struct {
	code    string
	symbols string
	de, en  string
}{
	{"EUR", "ct", "cent cents eurocent eurocents euro-cent", "euro~cent euro~cents eurocent eurocents"},
	{"USD", "¢", "us-cent us-cents", "cent cents us~cents"},
	{"GBP", "p", "pence", "pence penny pennies"},
	{"CHF", "Rp.", "rappen", "rappen centime centimes"},
	{"RUB", "", "kopeken", "kopeck kopecks"},
	{"INR", "", "paise", "paise paisa"},
	{"PLN", "", "groschen", ""},
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
	for _, c := range currencies {
		own := &unit{name: c.code, kind: Money}
		for _, s := range strings.Fields(c.symbols) {
			u.symbols[spaced(s)] = own
		}
		names := pick(c.de, c.en)
		for _, w := range names {
			u.words[spaced(w)] = own
		}
		f := families[c.family]
		shared := pick(f.de, f.en)
		for _, w := range shared {
			if u.words[w] == nil {
				u.words[w] = &unit{name: c.code, kind: Money, family: c.family}
			}
		}
		for _, adj := range pick(c.adjDE, c.adjEN) {
			for _, w := range append(names, shared...) {
				u.addAdjective(lang, spaced(adj), spaced(w), own)
			}
		}
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
