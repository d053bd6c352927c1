package zone

import (
	"strings"

	"enricher/ner/token"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// How many bytes of visible text may stand between a page's headline and a
// time that belongs to it.
const (
	shownBefore = 150
	shownAfter  = 400
)

// spotLength is how long a text may be, in bytes, to be a time with little
// else, and labelReach how much of the text before it is read for a label.
const (
	spotLength = 120
	labelReach = 30
)

// A spot is a time that the page shows.
type spot struct {
	moment
	stated string // what the element says of it to machines
	at     int    // bytes of visible text before it
	end    int
	marked bool // the element calls itself a date
}

// shownTimes finds the publication and update time that a page shows beside
// its headline: in a time element, in an element whose class calls it a date,
// or in a text of its own. Without a headline there is none.
func shownTimes(doc *html.Node, title, variety string) (published, updated Stamp) {
	r := spotReader{title: foldText(title)}
	r.walk(doc, "", false)
	if r.rank == 0 {
		return published, updated
	}
	best := 0
	for _, s := range r.spots {
		distance := s.at - r.headlineEnd
		if distance < 0 {
			if distance = r.headline - s.end; distance < 0 || distance > shownBefore {
				continue
			}
		} else if distance > shownAfter {
			continue
		}
		stamp := statedTime(s.stated, variety).Or(s.stamp(token.Span{}, variety))
		if s.label == update {
			updated = updated.Or(stamp)
			continue
		}
		if stamp.Value == "" {
			published = published.Or(stamp)
			continue
		}
		weight := 1000 - distance
		if s.marked {
			weight += 1000
		}
		if s.label == publication {
			weight += 2000
		}
		if weight > best {
			best, published = weight, stamp
		}
	}
	return published, updated
}

type spotReader struct {
	title    string // folded
	at       int    // bytes of visible text so far
	before   string // the end of them
	spots    []spot
	headline int // where the headline begins and ends
	headlineEnd,
	rank int
}

// walk reads the elements under n. stated is what a time element around says
// to machines, marked whether an element around calls itself a date.
func (r *spotReader) walk(n *html.Node, stated string, marked bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.text(c.Data, stated, marked)
		case html.ElementNode:
			switch c.DataAtom {
			case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Select, atom.Svg, atom.Iframe, atom.Nav, atom.Footer:
				continue
			case atom.H1, atom.H2, atom.H3:
				r.heading(c)
			}
			inner, dated := stated, marked || callsItselfDate(c)
			if c.DataAtom == atom.Time {
				inner = attr(c, "datetime")
			}
			r.walk(c, inner, dated)
		}
	}
}

// heading takes the element for the page's headline if no better one was seen:
// one with words of the title, then the largest.
func (r *spotReader) heading(n *html.Node) {
	text := foldText(textOf(n))
	if len(text) < 4 {
		return
	}
	rank := 0
	if n.DataAtom == atom.H1 {
		rank = 1
	}
	if len(text) >= 10 && strings.Contains(r.title, text) || len(r.title) >= 10 && strings.Contains(text, r.title) {
		rank += 2
	}
	if rank > r.rank {
		r.rank, r.headline, r.headlineEnd = rank, r.at, r.at+len(text)
	}
}

// text takes a time out of a text that holds little else.
func (r *spotReader) text(s, stated string, marked bool) {
	s = oneLine(s)
	if s == "" {
		return
	}
	at, before := r.at, r.before
	r.at += len(s) + 1
	r.before = s
	if len(s) < labelReach {
		r.before = before[lastRunes(before, labelReach-len(s)):] + " " + s
	}
	if len(s) > spotLength || !strings.ContainsAny(s, "0123456789") && stated == "" {
		return
	}
	own := readDates(s)
	for _, m := range own.moments {
		// A clock in an element of its own behind its date.
		if k := len(r.spots) - 1; m.year == 0 && own.rest == 0 && k >= 0 && at-r.spots[k].end < 8 && r.spots[k].join(m) {
			return
		}
		if m.year < firstPages || own.rest > 0 && !own.labelled() && !setOff(s, m) {
			continue
		}
		if m.label == unlabelled {
			m.label = labelAtEnd(before)
		}
		r.spots = append(r.spots, spot{moment: m, stated: stated, at: at, end: r.at, marked: marked || stated != ""})
		stated = "" // of the first
	}
	if len(own.moments) == 0 && stated != "" {
		r.spots = append(r.spots, spot{moment: moment{minute: -1, label: labelAtEnd(before + " " + s)}, stated: stated, at: at, end: r.at, marked: true})
	}
}

// setOff reports whether marks set the time off from the words beside it:
// "Bern, 3. Mai 2022", "24. April 2020 | Presse".
func setOff(s string, m moment) bool {
	const marks = "|,·•-–—/:»«)(>"
	left, right := strings.TrimRight(s[:m.Start], " "), strings.TrimLeft(s[m.End:], " ")
	edge := func(s string, i int) bool { return s == "" || strings.ContainsRune(marks, []rune(s)[i]) }
	return edge(left, len([]rune(left))-1) && edge(right, 0)
}

// labelAtEnd is the label that ends a text: "Aktualisiert am".
func labelAtEnd(s string) label {
	words := strings.FieldsFunc(s[lastRunes(s, labelReach):], func(r rune) bool { return !isLetter(r) })
	for i := len(words) - 1; i >= 0; i-- {
		w := smallLetters(cutRunes(words[i], datesReach))
		if l, ok := labelWords[w]; ok {
			return l
		}
		if !timeFiller[w] && !weekdayNames[w] {
			break
		}
	}
	return unlabelled
}

// dateNames are the words of classes and properties that hold a date.
var dateNames = wordSet(`date datum dates time datetime timestamp published publish pubdate postdate posted dateline datepublished datecreated`)

// callsItselfDate reports whether the element's class, identifier or property
// is a date's: "post-date", "field--name-node-post-date".
func callsItselfDate(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "property":
			for word := range strings.FieldsFuncSeq(a.Val, func(r rune) bool { return !isLetter(r) }) {
				if dateNames[smallLetters(cutRunes(word, datesReach))] {
					return true
				}
			}
		}
	}
	return false
}

// textOf is the text under n, up to what a headline may have.
func textOf(n *html.Node) string {
	var b strings.Builder
	for t := range n.Descendants() {
		if t.Type == html.TextNode {
			if b.WriteString(t.Data); b.Len() > maxTitle {
				return ""
			}
		}
	}
	return b.String()
}

// foldText is a text in small letters with single spaces, to compare titles.
func foldText(s string) string { return strings.ToLower(oneLine(s)) }
