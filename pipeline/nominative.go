package pipeline

import "strings"

// A gender is that of a German noun.
type gender int8

const (
	masculine gender = iota + 1
	feminine
	neuter
)

// nouns end the nouns that German organisations' names are built around, by
// gender. The masculine and neuter ones have a genitive in -s or -es.
var nouns = map[gender][]string{
	masculine: strings.Fields(`rat gerichtshof rechnungshof bund verband dienst konzern verein club klub fonds rundfunk tag ausschuss kongress konvent senat vorstand verlag sender`),
	neuter: strings.Fields(`amt gericht institut büro zentrum werk kommissariat tribunal komitee ministerium departement sekretariat inspektorat präsidium kommando
		parlament forum gremium kreuz korps kabinett archiv museum theater orchester klinikum spital krankenhaus gymnasium bistum kolleg konsortium labor`),
	feminine: strings.Fields(`partei kammer agentur behörde union gewerkschaft bank sparkasse kasse stiftung kommission gesellschaft universität hochschule schule akademie
		anwaltschaft polizei direktion zeitung liga organisation bewegung front versammlung konferenz föderation börse wehr armee marine kirche
		gemeinschaft vereinigung genossenschaft zentrale anstalt klinik bibliothek oper presse post bahn garde`),
}

// nounOf tells a noun of an organisation from other words: its gender and what
// it is in the nominative; the gender is 0 for other words.
func nounOf(word string) (g gender, nominative string) {
	lower := strings.ToLower(word)
	for _, ending := range [...]string{"", "s", "es"} {
		stem, ok := strings.CutSuffix(lower, ending)
		if !ok {
			continue
		}
		for _, g := range [...]gender{masculine, neuter, feminine} {
			if g == feminine && ending != "" {
				continue
			}
			for _, noun := range nouns[g] {
				if strings.HasSuffix(stem, noun) {
					return g, word[:len(word)-len(ending)]
				}
			}
		}
	}
	return 0, ""
}

// adjectiveStems end the stems of German adjectives in organisations' names.
var adjectiveStems = strings.Fields("isch lich ig al är iv ell haft deutsch frei neu oberst vereinigt vereint rot grün national hoh groß alt ständig unabhängig")

// strong is the ending of an adjective in the nominative without an article.
var strong = map[gender]string{masculine: "er", feminine: "e", neuter: "es"}

// nominative puts the German name of an organisation into the nominative as it
// stands without an article: Landeskriminalamts Sachsen, Sächsischen
// Flüchtlingsrates and (der) Sächsische Flüchtlingsrat. It changes nothing unless
// the name begins with such a noun, or with adjectives and such a noun, whose
// declension tells what to undo.
func nominative(name string) string {
	words := strings.Fields(name)
	head := 0
	for head < len(words) && adjectiveStem(words[head]) != "" {
		head++
	}
	if head == len(words) {
		return name
	}
	g, noun := nounOf(words[head])
	if g == 0 {
		return name
	}
	words[head] = noun
	for i, word := range words[:head] {
		words[i] = adjectiveStem(word) + strong[g]
	}
	return strings.Join(words, " ")
}

// adjectiveStem is the stem of an inflected adjective; it is empty for other
// words.
func adjectiveStem(word string) string {
	for _, ending := range [...]string{"en", "em", "er", "es", "e"} {
		stem, ok := strings.CutSuffix(word, ending)
		if !ok || stem == "" {
			continue
		}
		lower := strings.ToLower(stem)
		for _, end := range adjectiveStems {
			if strings.HasSuffix(lower, end) {
				return stem
			}
		}
	}
	return ""
}
