package zone

import "strings"

// zonePage zones a page's lines: the story is the best contiguous block, its
// head stands above it, and the rest is sorted by what it says.
func zonePage(lines []line) {
	from, to := storyBlock(lines)
	if from == to {
		zoneAbove(lines, len(lines))
		return
	}
	for from > 0 && lines[from-1].repeat && lines[from-1].sentence() && !lines[from-1].chrome() {
		from-- // the lead, which a teaser above has said already
	}
	zoneBlock(lines, from, to)
	top := zoneHead(lines, from)
	zoneAbove(lines, top)
	zoneBelow(lines, zoneTail(lines, to))
}

// settled is the score of a lead with two paragraphs: behind the end of such a
// block no longer one is sought.
const settled = 9

// storyBlock finds the run of lines [from, to) with the highest sum of
// scores: the maximum subarray, by Kadane's method.
func storyBlock(lines []line) (from, to int) {
	var sum, best float64
	start := 0
	for i := range lines {
		sum += lines[i].score()
		if sum <= 0 {
			sum, start = 0, i+1
			continue
		}
		if sum > best {
			best, from, to = sum, start, i+1
		}
		if lines[i].endsStory() {
			if best >= settled {
				return from, to
			}
			sum, start = 0, i+1
		}
	}
	return from, to
}

// endsStory reports whether nothing behind the line can belong to a story
// that stands before it.
func (l *line) endsStory() bool {
	return l.bracketed && l.words <= 4 && l.isCredit() && !l.isTimestamp() || l.phrase.kind == Comments && l.phrase.place == whole
}

// score says how much the line reads like running text, above zero, or like
// a page's furniture, below. The weights were set by hand and then moved by
// coordinate ascent on 240 pages, for which an HTML extractor's choice told
// which lines are story; a logistic regression on the same features and those
// of neighbouring lines did no better.
func (l *line) score() float64 {
	switch {
	case l.repeat:
		return -0.5
	case l.chrome():
		return chromeScore(l.phrase.kind)
	case l.isTimestamp():
		return -0.3
	}
	s := l.lengthScore()
	if l.breaks >= 2 {
		s--
	}
	if l.degrees >= 2 {
		s -= 2
	}
	if 3*l.numbers > l.words {
		s -= 0.5
	}
	if l.isCaption() {
		s--
	}
	s -= min(4, 1.5*float64(l.consent))
	if l.words < 40 {
		if moments := l.when().moments; len(moments) > 0 {
			s -= 0.7
			if moments[len(moments)-1].minute >= 0 { // a comment's or teaser's own time
				s -= 1.5
			}
		}
	}
	return s
}

// chromeScore is the score of a line that only pages have.
func chromeScore(k Kind) float64 {
	switch k {
	case Comments:
		return -6
	case Footer, Other:
		return -3
	case Timestamp:
		return -0.3
	}
	return -2
}

// lengthScore is what the line's length, end and grammatical words say.
func (l *line) lengthScore() (s float64) {
	switch {
	case l.words >= 25:
		s = 3.5
	case l.words >= 12:
		s = 1.6
	case l.words >= 4:
		s = 0
	default:
		s = -1.6
	}
	if l.words < 5 {
		return s
	}
	switch {
	case l.closed && !l.trails:
		s += 0.7
	case l.words < long && !l.colon: // a headline
		s = -0.9
	default:
		s -= 0.8
	}
	switch share := float64(l.function) / float64(l.words); {
	case share < 0.1:
		s -= 1.2
	case share > 0.25:
		s += 0.4
	}
	return s
}

// zoneBlock zones the lines of the story block.
func zoneBlock(lines []line, from, to int) {
	lead := false
	for i := from; i < to; i++ {
		l := &lines[i]
		switch {
		case l.isCaption():
			l.kind = Caption
		case l.isTimestamp():
			l.kind = Timestamp
		case l.chrome() && l.phrase.kind != Timestamp:
			l.kind = l.phrase.kind
		case l.isCredit():
			l.kind = Credit
		case i < from+3 && l.isByline():
			l.kind = Byline
		case isLink(l.text):
			l.kind = Other
		case !l.sentence() && l.words < 8:
			l.kind = shortLine(lines, i, to)
		case !l.sentence() && !l.closed && l.words < long && !l.colon:
			l.kind = shortLine(lines, i, to)
		case !lead:
			l.kind, lead = Lead, true
		default:
			l.kind = Body
		}
	}
}

// shortLine zones a short line inside the story block: a heading stands
// before running text and alone, a list's entries belong to the text, the
// rest are teasers.
func shortLine(lines []line, i, to int) Kind {
	l := &lines[i]
	next := i+1 < to && lines[i+1].words >= 8
	switch {
	case l.crosshead() && next && l.closed && l.words <= 10: // a question
		return Crosshead
	case l.bullet && l.words >= 2 || l.closed && l.words >= 3:
		return Body
	case l.crosshead() && next:
		return Crosshead
	case l.words >= 4:
		return Related
	}
	return Navigation
}

// headReach is how many lines above the story its headline is sought.
const headReach = 25

// zoneHead finds headline, kicker, timestamp, byline and captions above the
// story that begins at line from, and says where the head begins.
func zoneHead(lines []line, from int) (top int) {
	head, best := -1, 0.0
	for i := from - 1; i >= 0 && i >= from-headReach; i-- {
		l := &lines[i]
		if l.chrome() || l.isTimestamp() || l.isCaption() || l.isCredit() || l.isByline() || l.dated() || l.words < 3 || l.words > 30 || l.breaks > 1 {
			continue
		}
		s := titleScore(lines, i, from)
		if s > best {
			best, head = s, i
		}
	}
	top = from
	if head < 0 {
		return top
	}
	top = head
	lines[head].kind = Headline
	if head > 0 {
		if k := &lines[head-1]; !k.chrome() && k.words <= 4 && k.words > 0 && !k.closed && k.gap && lines[head].gap && !k.isTimestamp() {
			k.kind = Kicker
			top = head - 1
		} else if k.isTimestamp() {
			k.kind = Timestamp
			top = head - 1
		}
	}
	for i := head + 1; i < from; i++ {
		l := &lines[i]
		switch {
		case l.isTimestamp():
			l.kind = Timestamp
		case l.isCaption():
			l.kind = Caption
		case l.chrome():
			l.kind = l.phrase.kind
		case l.isByline():
			l.kind = Byline
		case l.isCredit():
			l.kind = Credit
		case l.sentence():
			l.kind = Lead
		case l.dated():
			l.kind = Timestamp
		default:
			l.kind = Navigation
		}
	}
	return top
}

// titleScore says how much line i looks like the headline of the story from
// line from on: it is near, and its words come again in the story.
func titleScore(lines []line, i, from int) float64 {
	l := &lines[i]
	shared, total := 0, 0
	for _, w := range strings.Fields(l.text) {
		w = strings.Trim(w, `.,:;!?"'«»„“”()-–`)
		if len(w) < 5 {
			continue
		}
		total++
		for k := from; k < len(lines) && k < from+8; k++ {
			if strings.Contains(lines[k].text, cutRunes(w, max(5, len(w)-2))) {
				shared++
				break
			}
		}
	}
	s := 1.0 - 0.04*float64(from-i)
	if total > 0 {
		s += 1.5 * float64(shared) / float64(total)
	}
	if l.words >= 5 {
		s += 0.4
	}
	if l.closed && lastByte(l.text) == '.' {
		s -= 0.6
	}
	return s
}

// zoneTail zones what belongs to the story right behind its block.
func zoneTail(lines []line, to int) (end int) {
	for i := to; i < len(lines) && i < to+3; i++ {
		l := &lines[i]
		switch {
		case l.isCredit():
			l.kind = Credit
		case l.isTimestamp() && i == to:
			l.kind = Timestamp
		case l.breaksOff() && i+1 < len(lines) && cuts.find(lines[i+1].text).kind != "":
			l.kind = Body // cut short before a paywall
		default:
			return i
		}
		to = i + 1
	}
	return to
}

// zoneAbove zones the lines above the story's head: menus, with teasers or a
// line that says when the page was made between them.
func zoneAbove(lines []line, top int) {
	for i := range lines[:top] {
		l := &lines[i]
		switch {
		case (l.isTimestamp() || l.dated()) && top-i <= headReach/3:
			l.kind = Timestamp
		case l.degrees >= 2 || isLink(l.text):
			l.kind = Other
		case l.chrome() && (l.phrase.kind == Related || l.phrase.kind == Other):
			l.kind = l.phrase.kind
		case l.chrome() && l.phrase.kind == Navigation || l.breaks >= 2 && !l.closed || l.menu():
			l.kind = Navigation
		case l.consent == 0 && (l.sentence() || l.words >= 5 && l.function > 0 && l.breaks == 0):
			l.kind = Related
		case l.isTimestamp() && i > 0 && lines[i-1].kind == Related:
			l.kind = Related // a teaser's
		default:
			l.kind = Navigation
		}
	}
}

// zoneBelow zones the lines behind the story. A section's head (comments,
// related articles, imprint) rules the lines behind it; short lines without a
// meaning of their own are menus unless they stand among comments or at the
// page's foot.
func zoneBelow(lines []line, from int) {
	foot := footerStart(lines, from)
	section := Related
	for i := from; i < len(lines); i++ {
		l := &lines[i]
		switch {
		case l.isTimestamp() && l.when().labelled() && section == Related:
			l.kind = Timestamp
		case l.isTimestamp():
			l.kind = section
		case i < foot && l.menu():
			l.kind = Navigation
		case l.chrome() && l.phrase.kind != Timestamp:
			l.kind = l.phrase.kind
			if section == Comments && (l.kind == Navigation && l.phrase.place == opening || (l.kind == Navigation || l.kind == Other) && l.formField()) {
				l.kind = Comments
			}
			if i >= foot && l.kind == Navigation {
				l.kind = Footer
			}
			if l.phrase.place != closing && (l.kind == Comments || l.kind == Related || l.kind == Footer) {
				section = l.kind
			}
		case l.degrees >= 2 || isLink(l.text):
			l.kind = Other
		case section == Comments && l.formField():
			l.kind = Comments
		case i < foot && l.contact():
			l.kind = Other
		case l.arrow():
			l.kind = Related
		case l.consent > 0 && l.sentence():
			l.kind, section = Navigation, Navigation
			if i > from && lines[i-1].kind == Other {
				l.kind = Other // what a newsletter's box says
			}
		case l.commentTail() || l.commentHead():
			l.kind, section = Comments, Comments
			if i > from && lines[i-1].kind == Related && lines[i-1].words <= 8 {
				lines[i-1].kind = Comments // the handle
			}
		case i >= foot:
			l.kind = Footer
		case section != Comments && (l.words <= 2 || l.counted()):
			l.kind = Navigation
		case section == Footer && l.words <= 4:
			l.kind = Navigation
		default:
			l.kind = section
		}
	}
}

// footerGap is how many lines without a meaning of their own stand between two
// of the page's foot, or behind its last, at most.
const footerGap = 8

// footerStart is the line with which the page's foot begins: the imprint, terms
// and copyright at its end, close to each other.
func footerStart(lines []line, from int) int {
	start := len(lines)
	for i := len(lines) - 1; i >= from && i >= start-footerGap; i-- {
		l := &lines[i]
		if !l.chrome() || l.phrase.place == closing {
			continue
		}
		switch l.phrase.kind {
		case Footer:
			if !l.menu() {
				start = i
			}
		case Comments, Related:
			return start
		}
	}
	return start
}

// menu reports whether the line is a menu's entries run together: names
// without a sentence's words.
func (l *line) menu() bool {
	return l.words >= 7 && 12*l.function <= l.words && 5*l.capital >= 4*l.words && !l.closed && l.numbers == 0
}

// arrow reports whether the line leads to the article before or behind.
func (l *line) arrow() bool {
	return l.words >= 3 && (strings.HasPrefix(l.text, "←") || strings.HasPrefix(l.text, "«") && !strings.Contains(l.text, "»") || strings.HasSuffix(l.text, "→"))
}

// contact reports whether the line is an address to write or call to.
func (l *line) contact() bool {
	return l.words <= 8 && !l.closed && (strings.Contains(l.text, "@") && !strings.HasPrefix(l.text, "@") || strings.HasPrefix(l.text, "+") && l.numbers >= 2)
}

// formField reports whether the line is a field or button of a form: "E-Mail *".
func (l *line) formField() bool { return formWords[strings.TrimRight(l.text, " *:")] }

// formWords are the fields and buttons of the form for comments.
var formWords = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.SplitSeq("Anmelden|Einloggen|Login|Log-in|Registrieren|Passwort|Benutzername|Nutzername|E-Mail|E-Mail-Adresse|E-Mailadresse|Email|Mail|Ihr Name|Dein Name|Name|Vorname|Nachname|Betreff|Website|Webseite|Homepage|Überschrift|Titel|Text|Nachricht|Ihre Nachricht|Senden|Absenden|Abschicken|Abbrechen|Vorschau|Antworten|Melden|"+
		"Log in|Sign in|Register|Password|Username|User name|E-mail|Email address|Your name|Your email|Subject|Message|Send|Submit|Preview|Reply|Cancel|Report", "|") {
		words[w] = true
	}
	return words
}()

// commentHead reports whether the line is a commentator's handle with date and
// clock time.
func (l *line) commentHead() bool {
	if !l.dated() || l.isByline() {
		return false
	}
	d := l.when()
	return len(d.moments) == 1 && d.moments[0].minute >= 0 && d.moments[0].Start > 0 && d.rest >= 1
}

// counted reports whether the line is a menu's entry with how much is behind
// it: "Politik (14)".
func (l *line) counted() bool {
	open := strings.LastIndexByte(l.text, '(')
	return open > 0 && l.words <= 8 && strings.HasSuffix(l.text, ")") && strings.Trim(l.text[open+1:len(l.text)-1], "0123456789") == "" && open+2 < len(l.text)
}

// commentTail reports whether the line ends in a comment's date and clock
// time behind text of its own.
func (l *line) commentTail() bool {
	if len(l.text) > datesReach {
		return false
	}
	d := l.when()
	n := len(d.moments)
	return n > 0 && d.moments[n-1].minute >= 0 && d.moments[n-1].End == len(l.text) && d.rest >= 4
}

// isLink reports whether the line is an address and nothing else.
func isLink(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")) && !strings.ContainsAny(s, " \t")
}
