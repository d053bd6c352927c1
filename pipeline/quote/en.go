package quote

import "strings"

// english holds what is particular to English.
var english = &language{
	head: englishHead,
	plural: func(w string) bool {
		return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || englishPlurals[w]
	},
	adjective: func(w string) bool {
		if englishModifiers[w] || strings.Contains(w, "-") {
			return true
		}
		for _, e := range [...]string{"al", "ive", "ous", "ic", "ary", "ish", "ese", "ian", "est", "ful", "less", "ant", "born", "based", "led", "old"} {
			if len(w) > len(e)+2 && strings.HasSuffix(w, e) {
				return true
			}
		}
		return false
	},
	determiners: set("the a an this that these those both another one"),
	possessives: set("his her its their my your our whose 's ’s '"),
	address:     set(`mr mrs ms miss mx dr prof hon sir madam excellency highness majesty holiness rev his her eng hrh he doctor`),
	openers:     set("of for at in to on from within responsible under over with"),
	genitive:    set("of for at in to on from within responsible"),
	inside:      set("of for at in to on the a an and & from within by or as their his her its our 's ’s with de la du del van von bin al"),
	copulas:     set("is was are were be been being has had have became becomes become remains remained will"),
	as:          set("as"),
	adverbs: set(`also now currently once then formerly previously still himself herself today already long recently later again not been being only just
		reportedly officially the`),
	affiliates: set("of at"),
	initial: set(`yesterday today tonight tomorrow meanwhile however earlier later last even yet so still here there instead perhaps indeed like unlike as per since
		dear hello thanks thank yes no not`),
	and:       set("and & or"),
	relatives: set("who"),
	named:     set("named called"),
	postposed: set("apparent elect designate emeritus general presumptive regnant"),
	stops: set(`who which that said says told was is were are has have had will would could should can may might must did does do went came made took became
		announced added noted stated explained told insisted pointed believes believe believed warned urged called under during since until before after when where while because but if
		not met led served works worked spoke asked according
		against about among between behind into onto like despite including toward towards upon via without near off out up down through across along around beyond
		besides except than ahead whether though although`),
	temporal: set(`january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
		jan feb mar apr jun jul aug sep sept oct nov dec`),
	naming: set("serves served works worked acts acted known appointed elected named promoted sworn nominated re-elected confirmed chosen picked selected made"),
}

var englishPlurals = set("men women children brothers sisters sons daughters people wives")

// englishModifiers stand before titles: rank, time, field.
var englishModifiers = set(`former acting deputy vice assistant associate senior junior chief head lead prime foreign defence defense interior finance home trade health education agriculture
	energy justice interim incoming outgoing late then ex-president first second third new old young elder younger oldest youngest eldest only fellow ruling opposition retired veteran longtime long-time
	honorary emeritus executive managing general special permanent joint co- police army navy air force club team party state city county district regional local high crown
	government company group university research human rights mental business real estate figure skating track field film movie rock pop jazz opera football soccer tennis golf
	basketball baseball hockey cricket rugby racing chess famous renowned great popular humble legendary star celebrity top leading independent`)

// englishHeads are titles, functions, professions and kinship; their plurals
// follow by rule.
var englishHeads = set(`minister president premier chancellor secretary undersecretary governor mayor senator congressman congresswoman representative rep sen gov lawmaker legislator deputy delegate
	councillor councilor councilman councilwoman alderman commissioner ambassador envoy consul diplomat attaché attache d’affaires d'affaires chair chairman chairwoman chairperson speaker leader head
	chief director manager executive ceo cfo coo cto cio officer official spokesman spokeswoman spokesperson secretary-general chief-of-staff coordinator administrator supervisor inspector superintendent
	treasurer trustee member founder co-founder cofounder owner co-owner partner shareholder holder investor entrepreneur businessman businesswoman banker broker trader analyst economist strategist
	consultant adviser advisor aide assistant counsel lawyer attorney solicitor barrister prosecutor judge justice magistrate clerk notary policeman policewoman detective sheriff constable marshal
	general admiral colonel brigadier brig major captain lieutenant sergeant corporal commander commandant soldier gen col maj capt lt sgt cmdr adm pvt private officer veteran warlord fighter militant
	rebel insurgent terrorist jihadist suspect defendant convict prisoner inmate hostage victim survivor witness eyewitness gunman attacker bomber killer murderer
	king queen prince princess emperor empress sultan emir sheikh sheik shaikh shaik shah duke duchess earl count countess baron baroness lord lady tsar czar chieftain ruler monarch heir
	pope cardinal archbishop bishop priest pastor reverend rabbi imam ayatollah mullah monk nun abbot deacon father patriarch preacher cleric chaplain
	professor lecturer teacher principal headteacher headmaster headmistress dean rector provost student pupil graduate candidate fellow scholar researcher scientist physicist chemist biologist historian
	mathematician astronomer engineer programmer developer designer architect inventor pioneer philosopher psychologist psychiatrist sociologist geologist archaeologist anthropologist virologist epidemiologist
	doctor physician surgeon nurse midwife paramedic pharmacist dentist vet veterinarian therapist professional practitioner specialist expert scholar statistician technician mechanic
	author writer novelist poet playwright journalist reporter correspondent editor editor-in-chief columnist critic blogger commentator broadcaster presenter host anchor anchorman anchorwoman publisher
	photographer filmmaker film-maker producer screenwriter actor actress singer songwriter singer-songwriter musician composer conductor pianist violinist guitarist drummer rapper dancer choreographer
	painter sculptor artist comedian model celebrity star icon legend personality influencer youtuber tycoon mogul magnate billionaire millionaire philanthropist
	coach trainer player footballer midfielder striker forward defender goalkeeper keeper goalie winger captain skipper quarterback pitcher batsman bowler batter cricketer golfer boxer swimmer runner sprinter
	cyclist racer driver jockey skater skier snowboarder wrestler gymnast athlete olympian medallist medalist champion winner runner-up referee umpire pilot sailor astronaut cosmonaut
	farmer fisherman driver worker employee employer colleague counterpart predecessor successor rival opponent challenger nominee candidate contender ally supporter critic activist campaigner
	organizer organiser volunteer resident neighbor neighbour tourist passenger customer patient landlord tenant chef cook waiter baker butcher carpenter electrician plumber gardener builder
	father mother son daughter brother sister husband wife widow widower uncle aunt nephew niece cousin grandfather grandmother grandson granddaughter grandmother stepfather stepmother stepson stepdaughter
	half-brother half-sister son-in-law daughter-in-law father-in-law mother-in-law brother-in-law sister-in-law fiancé fiancée fiance fiancee boyfriend girlfriend friend parent child twin sibling
	children wives men women vizier vice-president vice-mayor vice-chancellor vice-chairman guard bodyguard boss guru mentor patron secretary-general president-elect whistleblower hacker dictator politician
	statesman prince-elect kingpin gangster mobster drug-lord shooter negotiator mediator arbiter ombudsman auditor accountant actuary librarian curator archivist translator interpreter`)

// englishAgents are endings of nouns for persons.
var englishAgents = [...]string{"man", "woman", "person", "ologist", "ographer", "ician", "ist", "ster", "eer"}

var englishThings = set(`woman human german roman ottoman norman mist list christ minister-ship register poster master semester disaster cluster career
	exist consist insist assist resist persist least west east midwest twist wrist trust august against first best guest past most almost just post`)

// englishHead tells how surely a word names a role.
func englishHead(raw string) certainty {
	w := strings.TrimSuffix(strings.ToLower(raw), ".")
	if englishHeads[w] {
		return known
	}
	if stem, ok := strings.CutSuffix(w, "s"); ok && englishHeads[stem] {
		return known
	}
	if stem, ok := strings.CutSuffix(w, "men"); ok && englishHeads[stem+"man"] {
		return known
	}
	if i := strings.LastIndexByte(w, '-'); i > 0 && englishHeads[w[i+1:]] {
		return known
	}
	if englishThings[w] {
		return unlikely
	}
	for _, agent := range englishAgents {
		if len(w) > len(agent)+2 && strings.HasSuffix(w, agent) {
			return guessed
		}
	}
	return unlikely
}

// childhood names an age behind "as" ("began skating as a child"), German and
// English.
var childhood = set("child kind kinder kid boy girl bub teenager jugendlicher student studentin schüler schülerin")

// spouses are words for a man or woman as much as for a husband or wife, German
// and English.
var spouses = set("mann frau man woman")
