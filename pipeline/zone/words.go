package zone

import "strings"

// A wordClass is what a single word says of its line.
type wordClass uint8

const (
	functionWord wordClass = 1 + iota
	consentWord
)

// wordClasses are the words that count. A word of both classes is a function
// word.
//
// Function words are the commonest grammatical words of German and English:
// articles, pronouns, prepositions, conjunctions, auxiliaries, negation.
// Running text is full of them, menus and lists of headlines are not. The two
// languages share one set: what the page's language is, is not known yet.
//
// Consent words betray what a page says of itself: cookies, privacy, accounts,
// subscriptions. One may stand in a story; several in one line do not.
var wordClasses = func() *wordTable {
	t := new(wordTable)
	for w := range wordSet(functionWords) {
		t.add(w, functionWord)
	}
	for w := range wordSet(consentWords) {
		if t.class(hashWord(w), []byte(w)) == 0 {
			t.add(w, consentWord)
		}
	}
	return t
}()

// A wordTable is a hash table with open addressing. Every word of every page
// is looked up; the hash is made while the word is read.
type wordTable [2048]struct {
	word  string
	class wordClass
}

// The hash of a word is FNV-1a of its bytes in small letters.
const (
	hashSeed  uint32 = 2166136261
	hashPrime uint32 = 16777619
)

func hashWord(w string) uint32 {
	h := hashSeed
	for i := 0; i < len(w); i++ {
		h = (h ^ uint32(w[i])) * hashPrime
	}
	return h
}

func (t *wordTable) add(w string, class wordClass) {
	i := hashWord(w) % uint32(len(t))
	for t[i].class != 0 {
		i = (i + 1) % uint32(len(t))
	}
	t[i].word, t[i].class = w, class
}

// class is the class of the word with the hash, 0 if it has none.
func (t *wordTable) class(hash uint32, w []byte) wordClass {
	i := hash % uint32(len(t))
	for t[i].class != 0 && t[i].word != string(w) {
		i = (i + 1) % uint32(len(t))
	}
	return t[i].class
}

const functionWords = `
der die das den dem des ein eine einen einem einer eines kein keine keinen
ich du er sie es wir ihr ihm ihn ihnen sich man uns mich mir dich dir euch
mein meine sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere
dieser diese dieses diesen diesem jener jene welche welcher alle allen alles
in im an am auf aus bei beim bis durch für gegen gegenüber mit nach ohne seit
um unter über von vom vor während wegen zu zum zur zwischen neben trotz ab
und oder aber denn sondern als wie wenn weil dass daß ob damit da doch sowie
ist sind war waren wird werden wurde wurden worden hat haben hatte hatten habe
hätte hätten sei seien wäre würde würden kann können konnte könnte muss müssen
musste soll sollen sollte sollten will wollen wollte wollten darf dürfen mag
nicht nur auch noch schon so sehr mehr nun dann dort hier jetzt bereits etwa
was wer wo wann warum davon dazu daran dabei dafür darauf darüber dagegen
the a an this that these those some any each every no not
i you he she it we they me him her us them my your his its our their who whom
which what when where why how there here
of in on at by for from to with without into onto over under after before
between against during through about than as since until among
and or but nor if because although though while whether so
is are was were be been being am has have had having do does did will would
can could may might shall should must also only more most such other just
said says`

const consentWords = `
cookie cookies datenschutz datenschutzerklärung datenschutzbestimmungen
datenschutzhinweise datenschutzrichtlinie einwilligung einwilligungen
einwilligen consent gdpr dsgvo browser browsers javascript drittanbieter
drittanbietern tracking trackers adblocker werbeblocker website webseite
personalisierte personalisierter personalised personalized newsletter
newsletters abo abonnieren abbestellen subscribe unsubscribe subscription
login einloggen anmelden registrieren registrierung nutzerkonto benutzerkonto
e-mail-adresse email plugin plugins session besucher visitors opt-out opt-in
nutzungsbedingungen geschäftsbedingungen impressum copyright agb`

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
