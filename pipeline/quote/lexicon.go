package quote

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/de.txt
var germanData string

//go:embed data/en.txt
var englishData string

//go:embed data/names.txt
var namesData string

var (
	// givenNames tell a person's gender.
	givenNames = sync.OnceValue(func() map[string]gender {
		found, g := map[string]gender{}, gender(0)
		for line := range strings.Lines(namesData) {
			switch line = strings.TrimSpace(line); {
			case strings.HasPrefix(line, "#"):
			case line == "[female]":
				g = 1
			case line == "[male]":
				g = -1
			default:
				for name := range strings.FieldsSeq(line) {
					found[name] = g
				}
			}
		}
		return found
	})
	germanLexicon  = sync.OnceValue(func() *lexicon { return readLexicon(germanData, (*lexicon).german) })
	englishLexicon = sync.OnceValue(func() *lexicon { return readLexicon(englishData, (*lexicon).english) })
)

// traits are the word classes that reading speech asks for. A token's are
// looked up once.
type traits uint32

const (
	nominative  traits = 1 << iota // a determiner that can open a subject
	oblique                        // one that cannot
	preposition                    //
	pronoun                        // can be the subject of a verb of saying
	auxiliary                      //
	passive                        // an auxiliary of the passive
	filler                         // stands between subject and verb
	subordinate                    // a conjunction that opens a clause
	content                        // one whose clause tells what was said
	relative                       //
	coordinate                     //
	according                      // a preposition that names a source: "laut"
	postposed                      // a postposition that does: "zufolge"
	reports                        // a noun of "nach Angaben"
	announcer                      // a noun that a quotation follows without a colon
	title                          // a noun that puts a name in marks
	body                           // a noun for a body or text that speaks
	clausal                        // clauses have it, titles lack it
	finite                         // an auxiliary by which an English clause is known
	told                           // a verb whose hearer stands behind it
	temporal                       // a noun of time
	reported                       // a verb in the Konjunktiv I
	irrealis                       // an auxiliary in the Konjunktiv II
	naming                         // may name a source, by what follows: "nach", "so", "aus"
	nounlike                       // an English verb's form that is a noun as well
	heading                        // a noun for a text that is no speech: "Motto"
	states                         // a verb of plain statement, which a clause without conjunction may follow
	promises                       // an English verb whose infinitive is what was said
	demands                        // one whose hearer stands before the infinitive
	denies                         // one that a gerund follows
	opines                         // a verb or noun that with "dass" tells an opinion: "rechnet", "zu dem Schluss"
	preterite                      // an English past tense that is no noun
)

// sections name the traits in the data files.
var sections = map[string]traits{
	"nominative": nominative, "oblique": oblique, "preposition": preposition, "pronoun": pronoun, "auxiliary": auxiliary, "passive": passive,
	"filler": filler, "subordinate": subordinate, "content": content, "relative": relative, "coordinate": coordinate, "according": according,
	"postposed": postposed, "reports": reports, "announcer": announcer, "title": title, "body": body, "clausal": clausal,
	"finite": finite, "told": told, "temporal": temporal, "reported": reported, "irrealis": irrealis, "naming": naming, "nounlike": nounlike, "heading": heading,
	"states": states, "promises": promises, "demands": demands, "denies": denies, "opines": opines, "concludes": opines, "preterite": preterite,
}

// verbSections name the kinds of verbs in the data files; "verbs" are of
// interest for their mood alone, those that have a trait for that.
var verbSections = map[string]cueKind{
	"says": says, "judges": judges, "announces": announces, "verbs": noCue,
	"states": noCue, "promises": noCue, "demands": noCue, "denies": noCue, "opines": noCue,
}

// form tells what a verb's form can be.
type form uint8

const (
	singular form = 1 << iota // finite
	plural                    // finite
	participle
	infinitive
)

// An entry is what is known of a word.
type entry struct {
	traits    traits
	kind      cueKind // as a verb by itself
	parted    cueKind // as a verb whose particle stands apart: "gab … an"
	form      form
	particle  uint8  // 1 + its bit in particles, if it is one
	particles uint64 // that make it a cue of kind parted
}

// A lexicon holds the words of one language, lower-cased.
type lexicon struct {
	words     map[string]entry
	strong    map[string][]string // infinitive → the other principal parts
	particles int                 // how many there are
}

// SaysGerman reports whether a word is a form of a German verb of saying.
func SaysGerman(word string) bool { return germanLexicon().words[strings.ToLower(word)].kind == says }

func readLexicon(data string, inflect func(l *lexicon, verb string, as entry)) *lexicon {
	l := &lexicon{words: map[string]entry{}, strong: map[string][]string{}}
	section := ""
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			section = strings.Trim(line, "[]")
			continue
		}
		fields := strings.Fields(line)
		if section == "strong" {
			l.strong[fields[0]] = fields[1:]
			continue
		}
		kind, verbs := verbSections[section]
		for _, w := range fields {
			if verbs {
				inflect(l, w, entry{kind: kind, traits: sections[section]})
			} else {
				l.add(w, entry{traits: sections[section]})
			}
		}
	}
	return l
}

// add joins what is known of a word. The stronger kind of cue wins. German
// words with ß are known in their Swiss spelling too.
func (l *lexicon) add(word string, e entry) {
	old := l.words[word]
	l.words[word] = entry{
		traits: old.traits | e.traits, kind: max(old.kind, e.kind), parted: max(old.parted, e.parted), form: old.form | e.form,
		particle: max(old.particle, e.particle), particles: old.particles | e.particles,
	}
	if strings.Contains(word, "ß") {
		l.add(strings.ReplaceAll(word, "ß", "ss"), e)
	}
}

// inseparable prefixes of German verbs, longer first where one begins another.
var inseparable = [...]string{"be", "emp", "ent", "er", "ge", "hinter", "miss", "über", "unter", "ver", "voll", "wider", "wieder", "zer"}

// weakBases begin like prefixed verbs and are none.
var weakBases = set("beten betteln bellen beichten beben geifern geißeln erben ernten")

// german adds the forms of a German verb that can be a cue: the finite ones of
// the third person, participle and infinitive. A bar parts a separable particle.
func (l *lexicon) german(verb string, as entry) {
	kind := as.kind
	particle, base, separable := strings.Cut(verb, "|")
	if !separable {
		particle, base = "", verb
	}
	present, past, perfect, stem := l.germanParts(base)
	pasts := past + "en"
	if strings.HasSuffix(past, "e") {
		pasts = past + "n"
	}
	subjunctive := stem + "e"
	if rest, ok := strings.CutSuffix(stem, "el"); ok {
		subjunctive = rest + "le" // "handle", of "handeln"
	}
	if as.traits != 0 { // of interest for these alone
		for _, w := range [...]string{present, past, pasts, base, perfect} {
			l.add(w, as)
			l.add(particle+w, as)
		}
		return
	}
	forms := [...]struct {
		word string
		form form
	}{{present, singular}, {past, singular}, {pasts, plural}, {base, plural | infinitive}, {subjunctive, singular}}
	for _, f := range forms {
		e := entry{kind: kind, form: f.form}
		if f.word == subjunctive {
			e.traits = reported
		}
		if kind == noCue {
			e.form = 0 // of interest for its mood alone
			if e.traits == 0 {
				continue
			}
		}
		if !separable {
			l.add(f.word, e)
			continue
		}
		l.add(f.word, entry{traits: e.traits, parted: kind, form: f.form, particles: l.particle(particle)})
		l.add(particle+f.word, e)
	}
	if kind != noCue {
		l.add(particle+perfect, entry{kind: kind, form: participle})
		if separable {
			l.add(perfect, entry{parted: kind, form: participle, particles: l.particle(particle)}) // "bekannt gegeben"
			l.add(particle+base, entry{kind: kind, form: infinitive})
			l.add(particle+"zu"+base, entry{kind: kind, form: infinitive})
		}
	}
}

// particle is the bit of a separable particle.
func (l *lexicon) particle(word string) uint64 {
	e := l.words[word]
	if e.particle == 0 {
		l.particles++
		e.particle = uint8(l.particles)
		l.words[word] = e
	}
	return 1 << (e.particle - 1)
}

// germanParts are the principal parts of a verb without a separable particle:
// third person present, preterite, participle, and the present stem.
func (l *lexicon) germanParts(base string) (present, past, perfect, stem string) {
	stem = strings.TrimSuffix(strings.TrimSuffix(base, "n"), "e")
	if s := l.strong[base]; s != nil {
		return s[0], s[1], s[2], stem
	}
	prefix := ""
	for _, p := range inseparable {
		if rest, ok := strings.CutPrefix(base, p); ok && !weakBases[base] {
			if s := l.strong[rest]; s != nil {
				return p + s[0], p + s[1], p + strings.TrimPrefix(s[2], "ge"), stem
			}
			if len(rest) > 4 {
				prefix = p
			}
		}
	}
	e := ""
	if n := len(stem); n > 2 {
		switch c := stem[n-2]; stem[n-1] {
		case 't', 'd':
			e = "e"
		case 'm', 'n': // rechnet, atmet; but warnt, wohnt, lahmt
			if c < 0x80 && !strings.ContainsRune("aeiouylrmnh", rune(c)) || strings.HasSuffix(stem, "chn") {
				e = "e"
			}
		}
	}
	perfect = "ge" + stem + e + "t"
	if prefix != "" || strings.HasSuffix(base, "ieren") || stem == "prophezei" || stem == "frohlock" || stem == "offenbar" || stem == "krakeel" || stem == "posaun" || stem == "trompet" {
		perfect = perfect[len("ge"):]
	}
	return stem + e + "t", stem + e + "te", perfect, stem
}

// english adds the forms of an English verb: base, third person, past, both
// participles.
func (l *lexicon) english(base string, as entry) {
	past, perfect := "", ""
	if s := l.strong[base]; s != nil {
		past, perfect = s[0], s[1]
	} else {
		past = englishSuffix(base, "ed")
		perfect = past
	}
	forms := [...]struct {
		word string
		form form
	}{{base, plural | infinitive}, {englishSuffix(base, "s"), singular}, {past, singular | plural}, {perfect, participle}, {englishSuffix(base, "ing"), participle}}
	for _, f := range forms {
		if as.traits == 0 { // else of interest for these alone
			as.form = f.form
		}
		l.add(f.word, as)
	}
}

// doubling verbs repeat their last letter before -ed and -ing; those stressed on
// the last syllable do, and British -l.
var doubling = set("admit beg blog brag chat fret gas hug nag nod pen permit plan quip rap refer rub shrug slam slur snap sob stun submit tag transmit yap dub begin forget put let set spit quit regret grin counsel label signal quarrel")

// englishSuffix puts -s, -ed or -ing to a verb.
func englishSuffix(verb, suffix string) string {
	last := verb[len(verb)-1]
	consonantY := last == 'y' && !strings.ContainsRune("aeou", rune(verb[len(verb)-2]))
	switch {
	case suffix == "s" && consonantY:
		return verb[:len(verb)-1] + "ies"
	case suffix == "s" && (strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") || last == 's' || last == 'x' || last == 'o' || last == 'z'):
		return verb + "es"
	case suffix == "s":
		return verb + "s"
	case suffix == "ed" && consonantY:
		return verb[:len(verb)-1] + "ied"
	case suffix == "ing" && strings.HasSuffix(verb, "ie"):
		return verb[:len(verb)-2] + "ying"
	case last == 'e' && (suffix == "ed" || !strings.HasSuffix(verb, "ee")):
		return verb[:len(verb)-1] + suffix
	case doubling[verb]:
		return verb + string(last) + suffix
	}
	return verb + suffix
}
