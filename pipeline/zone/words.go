package zone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A wordTable gives words their meaning. It is a hash table with open
// addressing that knows words by their hash alone: of 64 bits, which no two
// words share. So it is small enough to stay in the processor's cache while
// all words of a page are looked up.
type wordTable[T any] struct {
	hashes   []uint64 // 0: free
	meanings []T
}

func newWordTable[T any](meanings map[string]T) (t wordTable[T]) {
	size := 2
	for size < 2*len(meanings) {
		size *= 2
	}
	t.hashes, t.meanings = make([]uint64, size), make([]T, size)
	for word, meaning := range meanings {
		_, hash := readWord(word, 0, true)
		i := t.slot(hash)
		t.hashes[i], t.meanings[i] = hash, meaning
	}
	return t
}

// slot is where the hash stands, or would.
func (t *wordTable[T]) slot(hash uint64) uint64 {
	mask := uint64(len(t.hashes) - 1)
	i := hash & mask
	for t.hashes[i] != hash && t.hashes[i] != 0 {
		i = (i + 1) & mask
	}
	return i
}

// find is the meaning of the word with the hash, zero if it has none.
func (t *wordTable[T]) find(hash uint64) (meaning T) {
	if i := t.slot(hash); t.hashes[i] != 0 {
		return t.meanings[i]
	}
	return meaning
}

// readWord is where the run of letters, or of letters and digits, that begins
// at s[start] ends, start itself when none begins there, and its hash: FNV-1a, made of
// its letters in small, of ss for ß, and without what is not seen.
func readWord(s string, start int, digits bool) (end int, hash uint64) {
	const seed, prime = 14695981039346656037, 1099511628211
	i := start
	hash = seed
	for i < len(s) {
		b := s[i]
		if small := b | 0x20; 'a' <= small && small <= 'z' {
			b = small
		} else if b >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == 'ß':
				hash = ((hash^'s')*prime ^ 's') * prime
			case unicode.IsLetter(r):
				hash = (hash ^ uint64(unicode.ToLower(r))) * prime
			case !unseen(r) || i == start:
				return i, hash
			}
			i += size
			continue
		} else if !digits || !isDigit(b) {
			break
		}
		hash = (hash ^ uint64(b)) * prime
		i++
	}
	return i, hash
}

// unseen reports whether r is a soft hyphen or a zero-width space, which may
// stand within words.
func unseen(r rune) bool { return r == '\u00ad' || r == '\u200b' }

// A wordClass is what a single word says of its line.
type wordClass uint8

const (
	functionWord wordClass = 1 + iota
	consentWord
)

// wordClasses are the words that count.
//
// Function words are the commonest grammatical words of German and English:
// articles, pronouns, prepositions, conjunctions, auxiliaries, negation.
// Running text is full of them, menus and lists of headlines are not. The two
// languages share one set: what the page's language is, is not known yet.
//
// Consent words betray what a page says of itself: cookies, privacy, accounts,
// subscriptions. One may stand in a story; several in one line do not.
var wordClasses = func() wordTable[wordClass] {
	classes := make(map[string]wordClass)
	for w := range strings.FieldsSeq(functionWords) {
		classes[w] = functionWord
	}
	for w := range strings.FieldsSeq(consentWords) {
		classes[w] = consentWord
	}
	return newWordTable(classes)
}()

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
email plugin plugins session besucher visitors
nutzungsbedingungen geschäftsbedingungen impressum copyright agb`

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
