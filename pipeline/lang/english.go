package lang

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// The English varieties' places in a score.
const (
	enGB = iota
	enUS
)

// english tells British from American spelling (The Oxford Guide to Style,
// The Associated Press Stylebook).
var english = &family{
	tags:    [3]string{"en-GB", "en-US"},
	words:   englishWords(),
	more:    englishUsage,
	spelled: englishSpelling,
}

func englishWords() map[string]mark {
	m := map[string]mark{}
	british, american := score{enGB: 1}, score{enUS: 1}
	list(m, spelling, british, `centre centres centred theatre theatres metre metres kilometre kilometres centimetre centimetres millimetre litre litres fibre fibres
		calibre sombre spectre lustre manoeuvre manoeuvres manoeuvring meagre sabre catalogue analogue defence offence offences pretence licence licences
		practise practised practising grey tyre tyres kerb cheque cheques plough ploughed mould mouldy sceptical sceptic scepticism aluminium
		pyjamas storey storeys moustache cosy ageing acknowledgement programme programmes mum amongst whilst learnt spelt burnt
		leapt dreamt skilful fulfil fulfils fulfilment enrol enrols enrolment instalment instalments wilful
		distil anaemia anaesthetic paediatric paediatrician oestrogen foetus foetal haemorrhage haemorrhaging leukaemia diarrhoea
		encyclopaedia orthopaedic gynaecologist analyse analysed analysing paralyse paralysed
		catalyse jewellery travelled travelling traveller travellers cancelled labelled labelling modelled modelling
		signalled signalling counselling counsellor counsellors marvellous fuelled fuelling levelled levelling quarrelled channelled
		totalled dialled equalled rivalled tunnelling woollen initialled pedalled unravelled councillor councillors artefact artefacts
		gaol speciality`)
	list(m, spelling, american, `center centers centered theater theaters kilometer kilometers centimeter centimeters millimeter liter liters fiber fibers
		caliber somber specter luster maneuver maneuvers maneuvering meager saber catalog analog defense offense offenses pretense gray
		plow plowed mold moldy skeptical skeptic skepticism aluminum pajamas mustache cozy aging acknowledgment mom moms
		skillful fulfill fulfills fulfillment enroll enrolls enrollment installment installments willful distill anemia anesthetic
		pediatric pediatrician estrogen fetus fetal hemorrhage leukemia diarrhea encyclopedia orthopedic gynecologist
		analyze analyzed analyzing paralyze paralyzed catalyze jewelry traveled traveling traveler travelers canceled canceling labeled labeling
		modeled modeling signaled signaling counseling counselor counselors marvelous fueled fueling leveled leveling quarreled channeled
		totaled dialed equaled rivaled tunneling woolen councilor councilors artifact artifacts specialty`)
	list(m, spelling, score{enUS: 0.5}, `toward program programs`)
	list(m, spelling, score{enGB: 0.5}, `towards`)
	list(m, vocabulary, british, `lorry lorries petrol motorway motorways holidaymakers holidaymaker fortnight fortnightly roundabout postcode tonne tonnes queue queues
		queued pensioners bloke constable constables constituency constituencies backbench backbencher backbenchers whinge cashpoint
		quid flatmate footpath ringfenced footballer footballers barrister barristers solicitor solicitors
		takeaway takeaways nappy nappies crisps aubergine courgette carriageway`)
	list(m, vocabulary, american, `gasoline sidewalk sidewalks freeway freeways gotten downtown sophomore congressman congresswoman congressmen
		attorney attorneys diaper diapers faucet takeout mailbox
		vacationers soccer ballpark touchdown touchdowns quarterback preschool kindergarten
		nonprofit nonprofits homeowner zucchini eggplant railroad pickup`)
	list(m, topic, score{enGB: 0.75}, `nhs mps labour tory tories whitehall westminster london britain british uk bbc scotland wales`)
	list(m, topic, score{enUS: 0.75}, `republican republicans democrat democrats gop congress senate fbi cia pentagon washington lawmakers`)
	list(m, vocabulary, score{enUS: 0.5}, `percent`)
	return m
}

// ours are the stems before -our and -or, by their last letters.
var ours = strings.Fields(`col fav hon lab neighb behavi harb rum hum flav vap rig vig endeav arm od parl savi sav tum splend cand clam demean
	ferv val succ ard ranc misdemean`)

// izes are the stems before -ise and -ize.
var izes = words(`organ reorgan disorgan real recogn critic emphas apolog author character civil capital central decentral crystall
		demor demoral econom equal familiar final general hospital ideal immun industrial international jeopard legal
		liberal local maxim memor minim mobil demobil modern monopol national neutral normal optim patron penal popular prior
		privat public radical rational revolution scrutin special stabil destabil standard subsid summar symbol sympath terror
		util vandal victim visual custom global formal fertil dramat democrat digit polar traumat urban mesmer galvan harmon
		antagon categor commercial computer conceptual contextual cannibal colon criminal decriminal decimal dehuman energ
		epitom eulog fantas fossil fratern glamor homogen hypnot idol incentiv individual institutional
		internal item legitim lion margin marginal material mechan militar moistur moral nominal oxid pasteur
		personal plagiar pressur priorit proselyt pulver random ritual romantic sanit satir secular sensation sensit
		serial sexual social solemn stigmat steril synchron synthes theor trivial tyrann unional union vapor verbal weapon
		western bowdler agon amort anonym apprent brutal canon evangel ghetto hybrid immobil
		initial liquid magnet metabol motor nasal notar ostrac philosoph polym robot`)

// englishSpelling weighs -our against -or and -ise against -ize. Oxford writes
// -ize as well, so that it says less.
func englishSpelling(word []byte, e *evidence) {
	if k := bytes.Index(word, []byte("our")); k > 1 && endsIn(word[:k], ours) {
		e.add(spelling, score{enGB: 1})
		return
	}
	if k := bytes.LastIndex(word, []byte("or")); k > 1 && (k+2 == len(word) || orEndings[string(word[k+2:])]) && endsIn(word[:k], ours) {
		e.add(spelling, score{enUS: 1})
		return
	}
	for k := len(word) - 3; k > 2 && k > len(word)-10; k-- { // organis|ation, organiz|e
		if word[k] != 'i' || !izeEndings[string(word[k+2:])] || !izes[string(word[:k])] {
			continue
		}
		switch word[k+1] {
		case 's':
			e.add(spelling, score{enGB: 1})
		case 'z':
			e.add(spelling, score{enUS: 0.6})
		}
	}
}

// endsIn reports whether word is one of the stems, or one with a prefix.
func endsIn(word []byte, stems []string) bool {
	for _, s := range stems {
		if n := len(word) - len(s); n >= 0 && string(word[n:]) == s && (n == 0 || prefixes[string(word[:n])]) {
			return true
		}
	}
	return false
}

var (
	prefixes   = words("un dis mis multi out over be water tech")
	orEndings  = words("s ed ing able ably ite ites ful less hood hoods er ers")
	izeEndings = words("e ed es ing ation ations er ers able")
)

// months are the names that dates are recognised by.
var months = words("January February March April May June July August September October November December")

// abbreviatedMonths are as the Associated Press writes them.
var abbreviatedMonths = words("Jan Feb Aug Sept Oct Nov Dec")

// englishUsage looks at titles with and without a dot, the order of dates,
// "per cent", sterling and single quotation marks.
func englishUsage(text string, e *evidence) {
	e.add(spelling, score{enGB: min(3, float64(strings.Count(text, " per cent")))})
	e.add(typography, score{enGB: min(2, 0.75*float64(strings.Count(text, "£")))})
	single, double := strings.Count(text, " ‘"), strings.Count(text, "“")
	if single > 1 && single > double {
		e.add(typography, score{enGB: 1.5})
	}
	for i := 0; i < len(text); {
		if c := text[i]; c < 'A' || c > 'Z' || i > 0 && isLetter(text[i-1]) {
			i++
			continue
		}
		end := i + 1
		for end < len(text) && isLetter(text[end]) {
			end++
		}
		word, rest := text[i:end], text[end:]
		switch {
		case word == "Mr" || word == "Mrs" || word == "Ms" || word == "Dr":
			if strings.HasPrefix(rest, ". ") {
				e.add(dates, score{enUS: 0.75})
			} else if strings.HasPrefix(rest, " ") {
				e.add(dates, score{enGB: 1})
			}
		case months[word]:
			day := dayAfter(rest)
			switch {
			case day > 0 && strings.HasPrefix(rest[day:], ", "): // March 3, 2014
				e.add(dates, score{enUS: 1})
			case i > 1 && isDigit(text[i-2]) && text[i-1] == ' ' && (i < 4 || !isDigit(text[i-3]) || !isDigit(text[i-4])): // 3 March
				e.add(dates, score{enGB: 1})
			}
		case abbreviatedMonths[word] && strings.HasPrefix(rest, ".") && dayAfter(rest[1:]) > 0: // Sept. 11
			e.add(dates, score{enUS: 1})
		}
		i = end
	}
	for i := 0; i < len(text); { // 5 p.m. or 5pm
		k := strings.Index(text[i:], "m")
		if k < 0 {
			break
		}
		i += k
		switch {
		case i > 2 && text[i-1] == '.' && (text[i-2] == 'p' || text[i-2] == 'a') && strings.HasPrefix(text[i+1:], "."):
			e.add(dates, score{enUS: 0.4})
		case i > 2 && (text[i-1] == 'p' || text[i-1] == 'a') && isDigit(text[i-2]) && (i+1 == len(text) || !isLetter(text[i+1])):
			e.add(dates, score{enGB: 0.4})
		}
		i++
	}
}

// dayAfter is the length of the day of the month, one or two digits after a
// space, that text begins with; 0 if it begins otherwise.
func dayAfter(text string) int {
	n := 1
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	if len(text) == 0 || text[0] != ' ' || n < 2 || n > 3 {
		return 0
	}
	return n
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf }
