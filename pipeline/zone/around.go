package zone

import (
	"slices"
	"strings"
)

// How many of a page's blocks before the main text may hold its standfirst,
// and how many behind it its credit.
const (
	aroundBefore = 12
	aroundBehind = 2
)

// standfirstLeast is how long a standfirst is at least, in bytes.
const standfirstLeast = 40

// around adds to the main text what belongs to the story and extractors leave
// behind: the standfirst, which stands apart in the page's head and with which
// the page describes the story, and the credit at its end. page are all blocks
// of the page; behind are those right behind the story, where a paywall stands.
func around(story, page []block, description string) (whole, behind []block) {
	known := make(map[string]bool, len(story))
	var all strings.Builder
	for _, b := range story {
		known[b.text] = true
		all.WriteString(b.text)
		all.WriteByte('\n')
	}
	common := func(b block) bool { return len(b.text) > running && known[b.text] }
	first := slices.IndexFunc(page, common)
	if first < 0 {
		return story, nil
	}
	last := len(page) - 1
	for !common(page[last]) {
		last--
	}
	absent := func(b block) bool { return !b.beside && !strings.Contains(all.String(), b.text) }
	var standfirst []block
	for _, b := range page[max(0, first-aroundBefore):first] {
		if b.kind == Body && describes(description, b.text) && absent(b) {
			standfirst = []block{b}
		}
	}
	story = slices.Concat(standfirst, story)
	behind = page[last+1 : min(len(page), last+1+cutReach)]
	for _, b := range behind[:min(len(behind), aroundBehind)] {
		if closes(b.text) && absent(b) {
			story = append(story, b)
			break
		}
	}
	return story, behind
}

// describes reports whether a paragraph begins with the page's description, or
// is the beginning of it.
func describes(description, paragraph string) bool {
	d, p := foldText(strings.TrimRight(description, ". …")), foldText(paragraph)
	return len(d) > standfirstLeast && len(p) > standfirstLeast && (strings.HasPrefix(p, d) || strings.HasPrefix(d, strings.TrimRight(p, ". …")))
}

// closes reports whether the line is the credit that ends a story.
func closes(s string) bool {
	if strings.Contains(s, "\n") {
		return false
	}
	l := line{text: s}
	l.measure()
	return l.bracketed && l.isCredit() || shorthand(s)
}
