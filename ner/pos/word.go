package pos

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A word is a token as the features see it.
type word struct {
	form   form
	ending uint32 // the last three bytes, as written
	first  byte
	tag    int8 // its number, if there is no choice, else -1
}

// A form is a word without the differences that its neighbours do not mind:
// case, the digits of a number, the parts of a compound.
type form struct {
	hash   uint64
	ending uint32
}

// Words that stand before and after a sentence, in the order in which the
// model was trained.
var (
	before = [2]word{{form: hashed("-START-")}, {form: hashed("-START2-")}}
	after  = [2]word{{form: hashed("-END-")}, {form: hashed("-END2-")}}

	hyphened = hashed("!HYPHEN")
	year     = hashed("!YEAR")
	digits   = hashed("!DIGITS")
)

// words appends the words of the sentence and those that stand around it.
func (t *Tagger) words(doc *token.Doc, s token.Sentence, words []word) []word {
	words = append(words, before[:]...)
	quoted := false
	for i := s.First; i < s.Last; i++ {
		text := spelling(doc, i, &quoted)
		words = append(words, word{normal(text), ending(text), text[0], t.only(text, doc.Tokens[i].Kind)})
	}
	return append(words, after[:]...)
}

// only is the number of the tag of a token that can have no other, or -1.
func (t *Tagger) only(text string, kind token.Kind) int8 {
	if tag, ok := t.known[text]; ok {
		return tag
	}
	tag := ""
	switch kind {
	case token.Link:
		tag = "NN"
	case token.Symbol:
		tag = "SYM"
		if r, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.Sc, r) || strings.HasSuffix(text, "$") {
			tag = "$"
		} else if r == '°' {
			tag = "NN"
		}
	case token.Punct:
		tag = ":"
		switch text[0] {
		case '.', '!', '?':
			tag = "."
		case '\'':
			tag = "POS"
		}
	default:
		return -1
	}
	return t.known[tag]
}

// spelling is token i as the treebank writes it: typewriter apostrophes and
// dashes, directed quotation marks, round brackets. The result is the text
// itself or a constant. Straight marks open and close by turns.
func spelling(doc *token.Doc, i int, quoted *bool) string {
	text := doc.Word(i)
	if text[0] < utf8.RuneSelf {
		switch text {
		case "\"":
			*quoted = !*quoted
			if *quoted {
				return "``"
			}
			return "''"
		case "-", "---":
			return "--"
		case "[", "{":
			return "("
		case "]", "}":
			return ")"
		}
		if len(text) > 3 && (text[0] == 'n' || text[0] == 'N') && text[1] == 0xe2 {
			return "n't" // n’t
		}
		return text
	}
	switch text {
	case "“", "„", "«", "‹", "‘", "‚":
		return "``"
	case "”", "»", "›":
		return "''"
	case "’":
		if doc.Tokens[i].Space {
			return "``"
		}
		return "'"
	case "–", "—", "―", "‐", "‑":
		return "--"
	case "…":
		return "..."
	case "’s":
		return "'s"
	case "’S":
		return "'S"
	case "’re":
		return "'re"
	case "’ve":
		return "'ve"
	case "’ll":
		return "'ll"
	case "’d":
		return "'d"
	case "’m":
		return "'m"
	}
	return text
}

// normal is the form of a word.
func normal(text string) form {
	c := text[0]
	switch {
	case c != '-' && strings.IndexByte(text, '-') >= 0:
		return hyphened
	case isDigit(c):
		if len(text) == 4 && isDigit(text[1]) && isDigit(text[2]) && isDigit(text[3]) {
			return year
		}
		return digits
	}
	h, last := uint64(offset), uint32(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= utf8.RuneSelf {
			return hashed(strings.ToLower(text))
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		h, last = (h^uint64(c))*prime, last<<8|uint32(c)
	}
	return form{h, last & 0xffffff}
}

// FNV-1a (Fowler, Noll, Vo), 64 bits.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

// hashed is the form of a word that is normal already.
func hashed(text string) form {
	h := uint64(offset)
	for i := 0; i < len(text); i++ {
		h = (h ^ uint64(text[i])) * prime
	}
	return form{h, ending(text)}
}

// ending packs the last three bytes of text.
func ending(text string) (e uint32) {
	for i := max(0, len(text)-3); i < len(text); i++ {
		e = e<<8 | uint32(text[i])
	}
	return e
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
