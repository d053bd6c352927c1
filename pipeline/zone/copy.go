package zone

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isPage reports whether the lines are a page's, with menus, teasers and
// comments around the story, and not clean copy. The sign is what only pages
// say; the shape of lines alone is none, for agencies send tables, and corpora
// one sentence a line.
func isPage(lines []line) bool {
	signs := 0
	seen := make(map[string]bool)
	for i := range lines {
		if l := &lines[i]; l.chrome() && !seen[l.text] {
			seen[l.text] = true
			if signs++; signs >= 3 {
				return true
			}
		}
	}
	return false
}

// chrome reports whether the line is one that pages alone have: a phrase of
// theirs, on its own or with little else.
func (l *line) chrome() bool {
	switch l.phrase.kind {
	case "", Caption, Credit:
		return false
	case Timestamp:
		return l.isTimestamp()
	}
	switch l.phrase.place {
	case whole:
		return true
	case opening:
		return l.phrase.sure || !l.sentence() && l.words <= 12 || l.colonList()
	default:
		return l.phrase.kind == Related || !l.sentence() && l.words <= 8
	}
}

// colonList reports whether the line is a list of names behind a label, such as
// a page's keywords: "Tags: Alpen, Wetter und Klima."
func (l *line) colonList() bool {
	return l.phrase.kind == Navigation && l.marked() && l.words <= 40 && 10*l.function <= l.words && 2*l.capital >= l.words
}

// isTimestamp reports whether the line says when, and little else.
func (l *line) isTimestamp() bool {
	if l.words > 24 {
		return false
	}
	d := l.when()
	if len(d.moments) == 0 && !d.relative {
		return false
	}
	if len(d.moments) > 0 && d.rest == 0 {
		return true
	}
	return (l.phrase.kind == Timestamp || d.labelled()) && d.rest <= 4
}

// dated reports whether the line is a date with a name or two: the author's,
// the site's or the section's.
func (l *line) dated() bool {
	if l.words >= 12 || l.function > 2 || l.sentence() {
		return false
	}
	d := l.when()
	return len(d.moments) > 0 && d.moments[0].year != 0 && d.rest <= 5
}

// isCaption reports whether the line says that it stands under a picture.
func (l *line) isCaption() bool {
	return l.words <= captionWords && (l.phrase.kind == Caption && (l.phrase.place != opening || l.marked()) || l.namesPicture())
}

// namesPicture is pictureCredit of the line.
func (l *line) namesPicture() bool {
	if l.picture == unknown {
		l.picture = no
		if pictureCredit(l.text) {
			l.picture = yes
		}
	}
	return l.picture == yes
}

// captionWords is how many words a caption has at most: a whole article in one
// line may end with its agencies' names.
const captionWords = 80

// marked reports whether the opening phrase is set off: "Foto:", "Bild/".
func (l *line) marked() bool {
	return strings.ContainsAny(cutRunes(l.text, markReach), ":/|")
}

// markReach is how many bytes the phrase that opens a line has, with its mark.
const markReach = 28

// isCredit reports whether the line is an agency's or author's shorthand.
func (l *line) isCredit() bool {
	if l.phrase.kind == Credit {
		return l.phrase.place != opening || l.words <= 30
	}
	return l.bracketed && l.words <= 6 && l.phrase.kind != Caption || shorthand(l.text)
}

// shorthand reports whether s is a desk's signature: "abc/def", "dpa/xy",
// APA's "(Schluss) abc/def".
func shorthand(s string) bool {
	s = strings.TrimPrefix(s, "(Schluss) ")
	if len(s) > 24 || strings.Count(s, "/") == 0 {
		return false
	}
	for part := range strings.SplitSeq(s, "/") {
		if len(part) < 2 || len(part) > 6 || strings.ToLower(part) != part || strings.ContainsAny(part, " .,0123456789") {
			return false
		}
	}
	return true
}

// isByline reports whether the line names the author: "Von Anna Muster".
func (l *line) isByline() bool {
	if l.words < 2 || l.words > 12 || l.closed || l.colon {
		return false
	}
	first := l.text
	if end := strings.IndexAny(first, " :"); end > 0 {
		first = first[:end]
	}
	switch first {
	case "von", "Von", "VON", "by", "By", "BY", "Text", "Autor", "Autorin", "Author", "Words":
	default:
		return false
	}
	// All other words are names, dates, or what joins names.
	return l.words-l.capital-l.numbers <= 3 && l.function <= 3
}

// zoneCopy zones clean copy: all of it is story.
func zoneCopy(lines []line) {
	first := 0 // the first line that is not the headline
	if len(lines) > 1 && lines[0].title() && (lines[1].gap || lines[1].isTimestamp() ||
		lines[1].sentence() && lines[1].words >= 2*lines[0].words && !lines[0].closed) {
		lines[0].kind = Headline
		first = 1
		// A kicker over the headline.
		if len(lines) > 2 && lines[0].words <= 4 && lines[1].title() && lines[2].gap && lines[1].words > lines[0].words {
			lines[0].kind, lines[1].kind = Kicker, Headline
			first = 2
		}
	}
	lead := false
	for i := first; i < len(lines); i++ {
		l := &lines[i]
		switch {
		case l.stray() && !(l.phrase.place == closing && l.cutStory(lines, i, lead)):
			l.kind = l.phrase.kind
		case l.isTimestamp():
			l.kind = Body // a bare date is part of the copy
		case l.isCredit() || l.isByline():
			l.kind = Credit
		case l.isCaption():
			l.kind = Caption
		case isLink(l.text):
			l.kind = Other
		case !lead:
			l.kind, lead = Lead, true
		case l.crosshead() && l.gap && i+1 < len(lines) && lines[i+1].gap && lines[i+1].sentence():
			l.kind = Crosshead
		default:
			l.kind = Body
		}
	}
}

// cutStory reports whether line i, which ends with a link to its rest, is the
// story's own last line or lead and no teaser.
func (l *line) cutStory(lines []line, i int, lead bool) bool {
	if !lead {
		return true
	}
	return i == len(lines)-1 && lines[i-1].kind.Story() && l.words >= 8 && !l.ownDateline()
}

// breaksOff reports whether running text ends with an ellipsis.
func (l *line) breaksOff() bool {
	return l.trails && l.words >= 8 && 6*l.function >= l.words && !l.ownDateline() && !l.chrome()
}

// ownDateline reports whether the line begins with a place and a dash, as
// teasers of other articles do: "Moskau - Russland hat … mehr lesen".
func (l *line) ownDateline() bool {
	const reach = 40
	head := cutRunes(l.text, reach)
	for _, dash := range [...]string{" - ", " – ", " — "} {
		if before, _, ok := strings.Cut(head, dash); ok && before != "" {
			words := strings.FieldsFunc(before, func(r rune) bool { return r == ' ' || r == '/' })
			capital := 0
			for _, w := range words {
				if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
					capital++
				}
			}
			return len(words) <= 4 && capital == len(words)
		}
	}
	return false
}

// stray reports whether the line is a page's even within clean copy.
func (l *line) stray() bool {
	switch l.phrase.place {
	case whole:
		return l.chrome() && l.words >= 2 && !l.closed && l.numbers == 0
	case closing:
		return l.phrase.kind == Related && l.chrome()
	case opening:
		if l.phrase.sure || l.phrase.kind == Related && l.chrome() && l.marked() {
			return true // Lesen Sie auch: …
		}
	}
	return l.phrase.kind == Timestamp && l.chrome() && len(l.when().moments) > 0
}

// title reports whether the line looks like a headline.
func (l *line) title() bool {
	return l.words >= 1 && l.words <= long && !(l.closed && lastByte(l.text) == '.') && !l.colon && !l.bracketed &&
		!l.isTimestamp() && !l.isByline()
}

// crosshead reports whether the line looks like a heading within the body.
func (l *line) crosshead() bool {
	return l.words >= 1 && l.words <= 12 && !l.bullet && !l.trails && !l.colon &&
		(!l.closed || lastByte(l.text) != '.') && l.breaks == 0
}

func lastByte(s string) byte { return s[len(s)-1] }
