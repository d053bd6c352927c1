package token

import "strings"

// A language is what the rules need to know of one: its word lists.
type language struct {
	abbreviations map[string]abbreviation
	starters      map[string]bool // function words that begin sentences, capitalised
	lettered      map[string]bool // words that a single letter follows as their name: Plan B
	zones         map[string]bool // capitalised words that go on after a.m. and p.m.
	months        map[string]bool
	ranked        map[string]bool // nouns that an ordinal stands before
	determiners   map[string]bool // words after which a number with a dot is an ordinal
	dayward       map[string]bool // prepositions before a date
	conjunctions  []string        // words after which a word without its first part may stand
}

// abbreviation says when a dot belongs to an abbreviation, and whether its
// sentence may end with it.
type abbreviation uint8

const (
	plain    abbreviation = iota + 1 // always; its sentence goes on: Dr., z.B., bzw.
	final                            // always; its sentence may end: Inc., Mio.
	closing                          // always; its sentence mostly ends before a capital: etc., p.m.
	title                            // before a capitalised word: Gen., Min.
	numbered                         // before a number: No., Art., S.
	dated                            // beside a number: Mar. 3, Mo. 14., 3. Mar.
	unit                             // after a number: 5 min., 7 in.
	region                           // beside a comma or within brackets: Springfield, Mass.
)

// set is the set of the words in list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// abbreviate adds the abbreviations in list, written without their last dot.
func abbreviate(m map[string]abbreviation, kind abbreviation, list string) {
	for _, w := range strings.Fields(list) {
		m[w] = kind
	}
}

// units are symbols of units and magnitudes that may follow a number without
// a space (SI, NIST SP 811, and those of British and American papers).
var units = set(`m km cm mm dm µm μm nm m² m³ km² cm² cm³ mm² m2 m3 km2 ft yd mi in
	g kg mg µg μg t kt Mt lb lbs oz l L ml cl dl hl s ms h min W kW MW GW TW kWh MWh GWh TWh Wh
	V kV mV mA Ah mAh Hz kHz MHz GHz THz J kJ MJ GJ kcal cal N kN Pa hPa kPa MPa bar mbar psi dB
	K C F cd lm lx Bq kBq mSv Sv µSv μSv ha PS hp bhp mph kph kmh km/h kn
	B kB KB MB GB TB PB kbit Mbit Gbit kbps Mbps Gbps px dpi fps rpm
	cms kms mms ins yds mtr hrs hr mins secs sec yrs yr lbf tonnes mil
	k M m mn bn tn trn mln mld bln Mio Mrd Mill tsd Tsd million billion trillion
	Euro Franken Dollar Prozent USD EUR CHF GBP p pc pp am pm AM PM`)

// magnitudes are letters that multiply only after a currency: $4B.
var magnitudes = set(`b B T K mm MM`)

// dollars are the prefixes that make one sign with $: US$, HK$.
var dollars = set(`US A AU C CA CAN HK NZ S SG R Z T NT J TT Bds EC B F MX Mex`)

// currencies are ISO 4217 codes and abbreviations that may stand before a
// number without a space.
var currencies = set(`AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP GHS HKD HRK HUF
	IDR ILS INR IRR ISK JPY KES KRW KWD KZT MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB
	SAR SEK SGD THB TRY TWD TZS UAH UGX USD UYU VND XAF XOF ZAR ZMW DEM ATS FRF ITL Rs Sh Ksh KSh Ush USh RM Rp Tk`)
