package dateline

import "strings"

// agencies are the news agencies of the world and the wire services that
// newspapers sign with: every form they are written in, lower-cased, → the
// name they call themselves. Compiled by hand; most are members of the European
// Alliance of News Agencies, OANA or FAAPA.
var agencies = map[string]string{
	// German-language
	"dpa": "dpa", "dpa-afx": "dpa-AFX", "dpa/afx": "dpa-AFX", "afx": "dpa-AFX", "deutsche presse-agentur": "dpa",
	"apa": "APA", "austria presse agentur": "APA", "apa-ots": "APA-OTS", "ots": "ots", "news aktuell": "ots",
	"sda": "sda", "keystone-sda": "Keystone-SDA", "sda-keystone": "Keystone-SDA", "keystone": "Keystone", "sda-ats": "sda",
	"ats": "sda", "sda/ats": "sda", "schweizerische depeschenagentur": "sda",
	"awp": "AWP", "awp international": "AWP", "si": "Sportinformation", "sportinformation": "Sportinformation",
	"sid": "SID", "epd": "epd", "kna": "KNA", "kap": "Kathpress", "kathpress": "Kathpress", "kipa": "Kipa", "idea": "idea",
	"dts": "dts", "dapd": "dapd", "ddp": "ddp", "cash": "cash", "vwd": "vwd", "vpa": "vpa",
	"presseportal": "ots", "pressetext": "pressetext", "pte": "pressetext", "teleschau": "teleschau", "spot on news": "spot on news",
	"spot": "spot on news", "bang": "Bang Showbiz", "wenn": "WENN", "taz": "taz", "swisstxt": "Swiss TXT", "agerpres": "Agerpres",
	// international
	"afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP",
	"reuters": "Reuters", "reuter": "Reuters", "rtr": "Reuters", "thomson reuters foundation": "Thomson Reuters Foundation",
	"ap": "AP", "associated press": "AP", "the associated press": "AP", "ap news": "AP",
	"upi": "UPI", "united press international": "UPI", "bloomberg": "Bloomberg", "bloomberg news": "Bloomberg",
	"dow jones": "Dow Jones", "dow jones newswires": "Dow Jones", "dj": "Dow Jones", "marketwatch": "MarketWatch", "zuma": "Zuma",
	"pa": "PA", "pa media": "PA", "press association": "PA", "ians": "IANS", "ani": "ANI", "pti": "PTI", "press trust of india": "PTI", "uni": "UNI",
	"aap": "AAP", "cp": "CP", "canadian press": "CP", "the canadian press": "CP", "nzpa": "NZPA", "ips": "IPS",
	"tass": "TASS", "itar-tass": "TASS", "interfax": "Interfax", "ria": "RIA", "ria novosti": "RIA", "rianovosti": "RIA", "sputnik": "Sputnik",
	"xinhua": "Xinhua", "kyodo": "Kyodo", "kyodo news": "Kyodo", "jiji": "Jiji", "jiji press": "Jiji", "yonhap": "Yonhap", "kcna": "KCNA", "cna": "CNA",
	"efe": "EFE", "ansa": "ANSA", "agi": "AGI", "adnkronos": "Adnkronos", "lapresse": "LaPresse", "lusa": "Lusa", "europa press": "Europa Press",
	"belga": "Belga", "anp": "ANP", "ritzau": "Ritzau", "tt": "TT", "ntb": "NTB", "stt": "STT", "bns": "BNS", "elta": "ELTA", "leta": "LETA",
	"pap": "PAP", "ctk": "ČTK", "čtk": "ČTK", "tasr": "TASR", "sita": "SITA", "mti": "MTI", "sta": "STA", "hina": "HINA", "tanjug": "Tanjug", "beta": "Beta", "fena": "FENA",
	"mia": "MIA", "bta": "BTA", "ana": "ANA", "ana-mpa": "ANA", "anadolu": "Anadolu", "aa": "Anadolu", "anadolu agency": "Anadolu", "dha": "DHA", "ukrinform": "Ukrinform",
	"belta": "BelTA", "trend": "Trend", "azertac": "Azertac", "kazinform": "Kazinform", "akipress": "AKIpress",
	"irna": "IRNA", "isna": "ISNA", "fars": "Fars", "mehr": "Mehr", "tasnim": "Tasnim", "sana": "SANA", "petra": "Petra", "nna": "NNA", "mena": "MENA",
	"spa": "SPA", "wam": "WAM", "qna": "QNA", "kuna": "KUNA", "ona": "ONA", "bna": "BNA", "wafa": "WAFA", "ina": "INA", "pajhwok": "Pajhwok", "bakhtar": "Bakhtar",
	"bernama": "Bernama", "antara": "Antara", "pna": "PNA", "vna": "VNA", "tna": "TNA", "app": "APP", "ppi": "PPI", "inp": "INP", "bss": "BSS", "unb": "UNB", "rss": "RSS",
	"dawn": "Dawn", "montsame": "Montsame", "akp": "AKP", "lankapuvath": "Lankapuvath",
	"nan": "NAN", "gna": "GNA", "kbc": "KBC", "saba": "Saba", "suna": "SUNA", "aps": "APS", "map": "MAP", "tap": "TAP", "panapress": "Panapress", "apanews": "APA News", "new ziana": "New Ziana",
	"ena": "ENA", "sanews": "SAnews", "african news agency": "ANA", "daily news": "Daily News", "angop": "ANGOP", "nampa": "NAMPA", "zanis": "ZANIS", "bopa": "BOPA",
	"notimex": "Notimex", "prensa latina": "Prensa Latina", "telam": "Télam", "télam": "Télam", "agencia brasil": "Agência Brasil",
	"cnn": "CNN", "cns": "CNS", "ens": "ENS", "voa": "VOA", "rfe/rl": "RFE/RL", "rfi": "RFI", "bbc": "BBC", "dw": "DW", "prnewswire": "PR Newswire", "pr newswire": "PR Newswire",
	"business wire": "Business Wire", "businesswire": "Business Wire", "globe newswire": "GlobeNewswire", "globenewswire": "GlobeNewswire", "marketwired": "Marketwired",
	"getty": "Getty Images", "getty images": "Getty Images", "imago": "Imago", "picture alliance": "picture alliance", "shutterstock": "Shutterstock", "pixabay": "Pixabay", "unsplash": "Unsplash", "istock": "iStock",
}

// ordinaryWords are agency names that spell another word or name unless they
// stand in capitals or within a dateline's or credit's brackets.
var ordinaryWords = map[string]bool{
	"si": true, "ap": true, "pa": true, "cp": true, "aa": true, "tt": true, "uni": true, "ani": true, "ana": true, "nan": true, "spa": true,
	"map": true, "tap": true, "app": true, "sta": true, "mia": true, "ina": true, "ona": true, "dj": true, "spot": true, "bang": true, "wenn": true,
	"cash": true, "idea": true, "trend": true, "beta": true, "mehr": true, "dawn": true, "daily news": true, "petra": true, "saba": true,
	"hina": true, "kap": true, "ria": true, "sid": true, "mena": true, "sana": true, "aps": true, "rss": true, "ena": true,
	"keystone": true, "dw": true, "cna": true, "bna": true, "sita": true, "anp": true, "pap": true, "sputnik": true, "fars": true,
}

// IsAgency tells whether a name is a news agency's, and the agency's own name
// for itself: "DPA" → "dpa". Names that are also ordinary words are
// recognised only in capitals ("PA", "NAN", not "Pa" or "nan").
func IsAgency(name string) (canonical string, ok bool) {
	key := strings.ToLower(name)
	canonical, ok = agencies[key]
	if ok && ordinaryWords[key] && name != strings.ToUpper(name) {
		return "", false
	}
	return canonical, ok
}

// bracketed is IsAgency for a name that stands in a dateline's or credit's
// brackets, where no ordinary word is expected: "(si)".
func bracketed(name string) (canonical string, ok bool) {
	canonical, ok = agencies[strings.ToLower(name)]
	return canonical, ok
}
