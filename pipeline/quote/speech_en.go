package quote

import "strings"

var englishCues = englishSpeech()

// englishSpeech is the class of English verbs of saying, regular ones inflected
// by rule.
func englishSpeech() map[string]cueKind {
	cues := map[string]cueKind{}
	for s := range strings.FieldsSeq(`add admit announce answer argue ask assert assure claim comment complain concede conclude confess confirm contend counter
		declare demand deny describe echo emphasize emphasise estimate exclaim explain express insist joke lament maintain mention muse note observe opine plead pledge point post predict proclaim
		promise protest quip reason recall reckon recount reflect reiterate remark remember repeat reply report respond reveal scream shout sigh state stress suggest testify tweet urge
		vow warn whisper wonder acknowledge advise affirm allege boast caution disclose elaborate envision fear hail hint hope imply inform inquire interject laugh promise question quote
		reassure rejoin retort speculate summarize surmise underline underscore urge voice volunteer warn worry criticize criticise praise condemn dismiss agree`) {
		stem := s
		if strings.HasSuffix(s, "y") && !strings.ContainsRune("aeou", rune(s[len(s)-2])) {
			stem = s[:len(s)-1] + "i"
		}
		past := stem + "ed"
		if strings.HasSuffix(s, "e") {
			past = s + "d"
		}
		cues[past] = says
		cues[s+"s"] = says
		if stem != s {
			cues[stem+"es"] = says
		}
		cues[strings.TrimSuffix(s, "e")+"ing"] = says
	}
	for s := range strings.FieldsSeq(`said says say saying told tells tell telling wrote writes writing spoke speaks thought thinks think believes believed believe felt feels
		quipped admitted admits quoted swore swears`) {
		cues[s] = says
	}
	for s := range strings.FieldsSeq("called calls calling labelled labeled termed dubbed branded described describes describing denounced denounces hailed hails slammed slams blasted referred") {
		cues[s] = calls
	}
	for s := range strings.FieldsSeq("knew read reads understood went goes put puts continued continues began begins pointed points continuing made laughed sighed recalled") {
		cues[s] = perhaps
	}
	cues["according"] = according
	cues["per"] = according
	return cues
}

var englishPronouns = set("he she they who")

var englishTitles = set(`titled entitled film movie book novel song album single track series show episode magazine newspaper programme program motto slogan called named nicknamed dubbed so-called term word phrase
	play musical opera poem article headline report paper essay documentary memoir project operation campaign group party band ship game category theme known`)

var englishSpeechWords = set(`i we me us my our you your he she it they them is are was were be been am has have had do does did will would can could should must may might shall not no n't 're 've 'll 'm 'd 's
	that this there if because but so just very really what who how why don't can't won't`)

// englishLabels are the prepositions that put a few words in marks to something,
// with the stems of the verbs they go with.
var englishLabels = map[string][]string{
	"as": {"describ", "hail", "denounc", "dismiss", "brand", "condemn", "regard", "characteri", "label", "prais", "see", "saw"},
	"a":  {"call", "term", "label", "dubb"}, "an": {"call", "term", "label", "dubb"}, "the": {"call", "term"},
	"of": {"spoke", "speak", "warn", "talk"},
}

// englishFinite are the finite auxiliaries by which a clause without "that" is
// known.
var englishFinite = set("is are was were has had have will would could should can may might must did does do 's 'd 'll 're 've")

// told are verbs of saying whose hearer stands behind them.
var told = set("told tells tell telling")
