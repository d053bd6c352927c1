package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
	"enricher/pipeline/zone"
)

// Agency copy comes broken into lines of one width: these bound the widths,
// in bytes, that count as such.
const (
	wrapMin = 40
	wrapMax = 100
)

// regions joins the story's lines that are one paragraph broken into lines, so
// that a sentence may cross the break: a line without end of sentence, wide
// enough to be full, right above another of the same kind. A headline or
// crosshead keeps to itself.
func regions(text string, lines []zone.Zone) []token.Span {
	var out []token.Span
	for i, z := range lines {
		if i > 0 && continues(text, lines[i-1], z) {
			out[len(out)-1].End = z.End
			continue
		}
		out = append(out, z.Span)
	}
	return out
}

func continues(text string, above, line zone.Zone) bool {
	if !running(above.Kind) || !running(line.Kind) || strings.Count(text[above.End:line.Start], "\n") != 1 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[above.Start:above.End], "\"”“»«’)"))
	if strings.ContainsRune(".!?:…", last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text[line.Start:line.End])
	if unicode.IsLower(first) {
		return true
	}
	n := above.Len()
	return wrapMin <= n && n <= wrapMax
}

func running(kind zone.Kind) bool { return kind == zone.Lead || kind == zone.Body }
