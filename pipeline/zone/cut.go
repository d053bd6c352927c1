package zone

import (
	_ "embed"
	"strings"
)

//go:embed cuts.txt
var cutPhrases string

// cuts holds what stands where a text was cut short; its kinds are these.
var cuts = readPhrases(cutPhrases)

const (
	more    Kind = "more"    // leads to the rest
	paywall Kind = "paywall" // the rest must be paid or registered for
	offer   Kind = "offer"   // stands beside a paywall, and beside much else
)

// pageCuts are the same phrases as a page's furniture.
var pageCuts = strings.NewReplacer("# more", "# related", "# paywall", "# other", "# offer", "# other").Replace(cutPhrases)

// A Cut says how a text falls short of its story.
type Cut struct {
	Truncated bool // its end is missing: "Der Rat hat am Montag … mehr lesen", "[+1234 chars]"
	Paywalled bool // the rest must be paid or registered for: "Jetzt weiterlesen mit …"
}

// cutReach is how many lines behind a story a paywall's box has at most.
const cutReach = 12

// FindCut reads from a text and its zones whether the story was cut short. Only
// the story's end and what stands right behind it count: teasers end in "mehr
// lesen" as well.
func FindCut(text string, zones []Zone) Cut {
	first, last := -1, -1
	for i, z := range zones {
		if z.Kind == Lead || z.Kind == Body {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		first = len(zones)
		for i, z := range zones {
			if z.Kind == Headline { // a paywall in the story's place
				first, last = i+1, i
				break
			}
		}
	}
	var c Cut
	if last >= 0 && zones[last].Kind != Headline {
		line := text[zones[last].Start:zones[last].End]
		signed := last+1 < len(zones) && zones[last+1].Kind == Credit // a signature ends the story, however it ends
		c.Truncated = cutShort(line) || !signed && trailsOff(line)
	}
	offers := 0
	for i := first; i < len(zones) && i <= last+cutReach; i++ {
		line := text[zones[i].Start:zones[i].End]
		m := cuts.find(line)
		switch {
		case m.kind == paywall && (zones[i].Kind != Related || m.sure || m.place == whole):
			c.Paywalled = true
		case i <= last:
		case m.kind == more && m.place == whole && i == last+1:
			c.Truncated = c.Truncated || i == len(zones)-1 || unclosed(text[zones[last].Start:zones[last].End])
		case m.kind == offer:
			offers++
		case zones[i].Kind == Comments || zones[i].Kind == Footer || headsRelated(line):
			i = len(zones)
		}
	}
	if c.Truncated && offers > 0 {
		c.Paywalled = true
	}
	return c
}

// headsRelated reports whether the line announces other articles.
func headsRelated(line string) bool {
	m := phrases.find(line)
	return m.kind == Related && m.place != closing
}

// cutShort reports whether a story's last line breaks off: with a link to its
// rest, or with how much is missing.
func cutShort(line string) bool {
	if missing(line) {
		return true
	}
	if m := cuts.find(line); m.kind == more && m.place == closing && !strings.HasSuffix(line, ".") {
		return true
	}
	return false
}

// trailsOff reports whether a line ends with an ellipsis.
func trailsOff(line string) bool {
	for _, end := range [...]string{"…", "...", "[…]", "[...]", "(…)", "(...)", ". . ."} {
		if before, ok := strings.CutSuffix(line, end); ok {
			return strings.TrimSpace(before) != ""
		}
	}
	return false
}

// unclosed reports whether a line does not end like a sentence.
func unclosed(line string) bool {
	end := strings.TrimRight(line, "\"”“»«’')] \u00a0")
	return end != "" && !strings.ContainsRune(".!?", rune(end[len(end)-1]))
}

// missing reports whether the line ends with how many characters are missing:
// "[+1234 chars]", "… [1234 Zeichen]".
func missing(line string) bool {
	open := strings.LastIndexByte(line, '[')
	if open < 0 || !strings.HasSuffix(line, "]") {
		return false
	}
	inner := strings.TrimSpace(strings.TrimPrefix(line[open+1:len(line)-1], "+"))
	number, unit, _ := strings.Cut(inner, " ")
	switch strings.ToLower(unit) {
	case "chars", "characters", "more chars", "more characters", "words", "more words", "zeichen", "weitere zeichen", "wörter":
		return number != "" && strings.Trim(number, "0123456789.,'") == ""
	}
	return false
}
