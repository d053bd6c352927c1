package figure

import (
	"strings"

	"enricher/pipeline/numeral"
)

func makeEnglish() *grammar {
	g := &grammar{lang: "en", words: map[string]*word{}, units: english, suffixes: map[string]suffix{}}
	for _, w := range strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
		eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety nought naught`) {
		v, _ := numeral.Cardinal(w, "en")
		g.value(cardinal, numeral.Int(v), w)
	}
	for _, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
		sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth billionth trillionth`) {
		v, _ := numeral.Ordinal(w, "en")
		g.value(ordinal, numeral.Int(v), w)
	}
	for _, w := range strings.Fields(`third thirds quarter quarters fourths fifths sixths sevenths eighths ninths tenths hundredths thousandths`) {
		v, _ := numeral.Denominator(w, "en")
		g.value(denominator, numeral.Int(v), w)
	}
	for _, w := range strings.Fields(`dozen dozens score scores tens hundred hundreds thousand thousands lakh lakhs crore crores krore krores koti million millions billion billions trillion
		trillions quadrillion quadrillions`) {
		s, _ := numeral.Magnitude(w, "en")
		g.value(scale, s.Value, w)
		g.words[w].many = s.Plural
	}
	for _, w := range strings.Fields("doz doz. dozs k lac lacs lkh lkhs cr m mn mln mil mio b bn bln bil tn trn trln tln") {
		s, _ := numeral.Magnitude(w, "en")
		g.value(scale|shortScale, s.Value, w)
	}
	g.value(multiplier, numeral.Int(2), "twice")
	g.value(multiplier, numeral.Int(3), "thrice")
	g.add(article, "a an")
	g.add(definite, `the this that these those his her its their our my your 's ’s ' ’ both all every each no any another`)
	g.add(half, "half")
	g.add(several, "several few many some couple multi")
	g.add(times, "times time")
	g.add(month, "january february march april may june july august september october november december jan jan. feb feb. mar. apr. jun. jul. aug aug. sep. sept sept. oct oct. nov nov. dec dec.")
	g.add(weekday, "monday tuesday wednesday thursday friday saturday sunday")
	g.add(clock, "a.m. p.m. am pm a.m p.m o'clock o’clock gmt utc est bst")
	g.add(era, "century centuries millennium")
	g.add(yearCue, "year since summer winter spring autumn fall early late mid circa until till season olympics")
	g.add(label, `§ §§ article section sections sec. chapter page pages number no. no nos. room gate platform line version type route highway interstate flight exit channel
		volume vol. issue category class stage phase level formula windows boeing airbus apollo terminal block unit unit article paragraph clause rule bill resolution
		covid world tel phone fax appendix figure table step episode series district ward zone squadron runway building model act item lot mile isbn proposition prop. title studio camp`)
	g.add(street, "street st road rd avenue ave boulevard lane drive court square")
	g.add(and, "and &")
	g.add(or, "or")
	g.add(to, "to through till")
	g.add(between, "between from")
	g.add(of, "of")
	g.add(by, "by")
	g.add(level, "to at")
	g.add(every, "every each")
	g.add(old, "old olds")
	g.add(ageCue, "aged age ages")
	g.add(pronoun, "he she i who")
	g.add(being, "is was 's ’s am turned turns turning are were")
	g.add(minus, "minus negative")
	g.add(below, "below")
	g.add(point, "point")
	g.add(per, "per a an")
	g.add(relative, "later ago earlier")
	g.add(vote, "votes vote voted voting ballots passed approved senators house senate parliament lawmakers against majority")
	g.add(contest, `win wins won beat beats beating defeat defeats defeated victory loss lost lose draw drew score scored lead leads led leading trailed trailing set sets tie tied
		match edged thrashed thumped routed record series aggregate halftime penalties shootout`)
	g.add(quake, "earthquake quake tremor aftershock temblor earthquakes")
	g.add(magnitude, "magnitude")
	g.add(place, "")
	g.add(more, "more")
	g.add(less, "less fewer under")
	g.add(timid, "won stone mark marks real crown crowns are bar bit bits lev may set")
	g.add(rise, `rose rise rises rising risen increase increased increases increasing grew grow grows growing growth grown up gained gain gains jumped jump jumps climbed climb surged surge
		soared soar higher more raised raise hike added expanded advanced rallied spiked doubled`)
	g.add(fall, `fell fall falls falling fallen decrease decreased decreases decreasing dropped drop drops dropping declined decline declines declining down lost lose loss slipped slip
		shrank shrink shrunk tumbled plunged plunge plummeted slumped slump sank sink cut cuts cutting reduced reduce reduction lower less fewer contracted slid shed lowered`)
	g.add(verb, `was were is are be been being has have had do does did will would can could may might must shall should said says say died killed left came went took made got won lost
		fell rose began became gave found saw knew told asked according led held fled won met sat stood ran sent spoke wrote broke drove`)
	g.add(function, `about above across after again against ago all almost along already also although am among an and another any are around as at away back be because been before behind being
		below beneath beside between beyond both but by can cannot could despite did do does down during each earlier either else even ever every few for from had has have he her here hers him his how however
		i if in inside instead into is it its itself just later least less like many may me might mine more most much must my near neither never next no nobody none nor not nothing now of off often on once only
		onto or other our out outside over own past per perhaps quite rather round same several shall she should since so some soon still such than that the their them then there therefore these they this those
		though through throughout thus till to together too toward towards under until up upon us very via was we well were what when where whether which while who whom whose why will with within without would
		yet you your 's n't 're 've 'll 'm 'd today tomorrow yesterday meanwhile due`)

	g.add(adjacent, "full whole long more additional further consecutive straight extra calendar business working entire solid fewer less")
	g.add(loses, "lost lose loses loss gained gain gains shed added raised raise cut cuts reduced")
	g.add(inMonth, "in since last this by until early late mid")
	g.add(comparing, "than most")
	g.add(compass, "north south east west latitude longitude angle turn")

	g.modify(Approx, `about,around,roughly,approximately,approx.,approx,some,circa,c.,ca.,an estimated,estimated,the estimated,nearly about,close to,in the region of,in the order of,on average,an average of,
		an average,averaging,more or less,somewhere around,~,±`)
	g.modify(MoreThan, `over,more than,above,well over,well above,just over,slightly more than,far more than,much more than,upwards of,upward of,in excess of,greater than,higher than,larger than,bigger than,older than,
		longer than,faster than,heavier than,stronger than,better than,exceeding,exceeds,exceeded,exceed,surpassed,surpassing,topped,past,beyond,north of,a little over,a little more than,just above,>`)
	g.modify(AtLeast, `at least,a minimum of,no fewer than,no less than,not less than,not fewer than,minimum of,≥`)
	g.modify(LessThan, `less than,fewer than,under,below,nearly,almost,just under,just below,well under,well below,lower than,smaller than,younger than,shorter than,lighter than,slower than,a little under,
		not quite,just shy of,shy of,slightly less than,cheaper than,<`)
	g.modify(AtMost, `up to,as many as,as much as,at most,a maximum of,maximum of,no more than,not more than,as high as,as long as,as few as,as little as,only up to,≤`)
	g.follow(AtLeast, "or more,or over,or older,and over,and above,and older,and up,or above,or higher,or longer,or greater,plus,+")
	g.follow(AtMost, "or less,or fewer,or younger,or under,and under,and younger,or below")
	g.follow(Approx, "or so")
	g.englishTraits()
	g.open()
	g.table = makeTable(g.words)
	return g
}

// englishTraits marks the words that single rules ask for.
func (g *grammar) englishTraits() {
	g.mark(from, "from")
	g.mark(within, "in")
	g.mark(nought, "nought naught")
	g.aging = []string{"older", "younger"}
	g.mark(past, "past")
	g.mark(christian, "bc bce ad ce b.c. a.d.")
	g.mark(plus, "plus")
	g.mark(genitive, "'s ’s")
	g.mark(throughout, "for within")
	g.mark(yearNoun, "year anno")
	g.mark(deictic, "this")
	g.mark(decade, "s")
	g.mark(possessive, "his her their my our your")
	g.mark(ordinalSuffix, "st nd rd th")
	g.mark(timely, "about around before past by under over")
	g.mark(additional, "another further additional total")
	g.mark(twenty, "score scores")
	g.mark(turning, "turned turns turning")
	g.mark(minors, "children kids people those women men adults anyone everyone persons boys girls youths youngsters players teenagers boy girl child teenager")
	g.mark(idiomatic, "in on at no than as but")
	g.mark(vague, `day morning night evening afternoon another thing side way hand time such reason example man woman person can who whose that moment point more last big major key`)
	g.mark(outOf, "out")
	g.mark(angular, "angle slope turn gradient bend curve rotation")
	g.mark(exchange, "for")
	g.mark(vaguely, "odd")
	g.mark(monetary, "fine note bill deal prize bonus ticket fee contract debt loan grant reward donation price coin bet budget project fund bailout investment")
	g.mark(oneDay, "day")
	g.mark(against, "to")
	g.mark(agent, "followed joined succeeded preceded accompanied replaced caused won led matched overtaken backed opposed seconded signed scored built written made struck hit")
	g.mark(lately, "last")
	g.mark(halfway, "way")
	g.mark(nameHead, "world war bank reich lady amendment avenue street minister secretary division regiment")
	g.mark(superlative, "best worst most least")
	g.mark(positive, `forest rainforest harvest interest protest request contest conquest priest tempest inquest bequest quest guest chest nest test west midwest northwest southwest
		northeast arrest unrest rest crest zest jest vest invest suggest honest modest earnest`)
	g.mark(finish, "place time")
	g.mark(finishing, "finished finish finishes finishing placed came ranked ranks ranking comes")
	g.mark(graded, "class hand degree aid rate party generation")
	g.mark(transparent, "another further additional total only")
	g.mark(threshold, "above below beyond past under")
	g.mark(making, "make makes made making")
	g.mark(comparative, "more less fewer higher lower")
	g.mark(numbering, "number")
	g.mark(ageless, "university college institute school academy bank corporation corp inc ltd group technology education science company co")
	g.mark(zeroed, "ground net")
	g.mark(attributive, "more other such new")
	g.mark(headless, "dead")
	g.mark(irregular, `people children men women police feet teeth mice geese deer sheep cattle aircraft spacecraft series species others fish personnel staff crew data criteria media alumni`)
	g.mark(connecting, "against compared with versus possibly perhaps maybe even out then instead")
}

// superlative reports whether piece k is an English superlative, before which an
// ordinal is a rank: second largest, third-highest.
func (f *finder) superlative(k int) bool {
	return f.has(k, superlative) || f.letters(k) && f.p[k].Len() > 4 && endsFold(f.text(k), "est") && !f.has(k, positive)
}

// participle reports whether piece k may be an English participle: killed,
// wounded.
func (f *finder) participle(k int) bool { return len(f.text(k)) > 3 && endsFold(f.text(k), "ed") }

// plural reports whether piece k looks like an English plural.
func (f *finder) plural(k int) bool {
	w := f.text(k)
	if f.has(k, irregular) || endsFold(w, "men") && len(w) > 3 || endsFold(w, "people") {
		return true
	}
	n := len(w)
	return n > 3 && w[n-1]|0x20 == 's' && w[n-2]|0x20 != 's' && !endsFold(w, "us") && !endsFold(w, "is") && !endsFold(w, "ious")
}
