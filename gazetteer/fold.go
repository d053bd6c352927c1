package gazetteer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is the text that a hash sees: equal folds, equal hashes.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		switch r {
		case '.':
		case 'ß', 'ẞ':
			b.WriteString("ss")
		case '’', '‘', 'ʼ':
			b.WriteByte('\'')
		case '\u2010', '\u2011':
			b.WriteByte('-')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// undecomposed are letters whose marks Unicode does not separate.
var undecomposed = strings.NewReplacer(
	"ø", "o", "Ø", "O", "đ", "d", "Đ", "D", "ł", "l", "Ł", "L", "æ", "ae", "Æ", "Ae", "œ", "oe", "Œ", "Oe", "ı", "i",
	"ð", "d", "þ", "th", "ə", "a", "Ə", "A", "‘", "", "’", "'", "ʻ", "", "ʼ", "", "`", "", "ħ", "h", "Ħ", "H",
)

// stripMarks writes a name without its diacritics: Zurich, Sao Paulo.
func stripMarks(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(undecomposed.Replace(name)) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// spellUmlauts writes a name as keyboards without umlauts do: Zuerich.
func spellUmlauts(name string) string { return umlauts.Replace(norm.NFC.String(name)) }
