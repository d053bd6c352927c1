package zone

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed phrases.de.txt
var germanPhrases string

//go:embed phrases.en.txt
var englishPhrases string

// phrases holds what pages of both languages say around their stories.
var phrases = readPhrases(germanPhrases, englishPhrases)

// A place says where in its line a phrase was found.
type place uint8

const (
	nowhere place = iota
	whole         // the phrase is the line
	opening       // the line goes on behind it
	closing       // more stands before it
)

// A match is a phrase found in a line.
type match struct {
	kind  Kind
	place place
}

// A phraseBook finds phrases by the whole line or by the first or last word
// of it.
type phraseBook struct {
	whole    map[string]Kind
	openings map[string][]phrase // by first word
	closings map[string][]phrase // by last word
}

type phrase struct {
	text string
	kind Kind
}

// readPhrases reads phrase files: a line "# kind" opens a kind's phrases.
// Of two entries for the same phrase the first stands.
func readPhrases(files ...string) *phraseBook {
	b := &phraseBook{
		whole:    make(map[string]Kind),
		openings: make(map[string][]phrase),
		closings: make(map[string][]phrase),
	}
	for _, file := range files {
		var kind Kind
		for entry := range strings.Lines(file) {
			entry = strings.TrimSpace(entry)
			if k, ok := strings.CutPrefix(entry, "# "); ok {
				kind = Kind(k)
				continue
			}
			if entry == "" || strings.HasPrefix(entry, "//") {
				continue
			}
			if p, ok := strings.CutSuffix(entry, " …"); ok {
				p = fold(p)
				first, _, _ := strings.Cut(p, " ")
				b.openings[first] = append(b.openings[first], phrase{p, kind})
				b.add(p, kind)
			} else if p, ok := strings.CutPrefix(entry, "… "); ok {
				p = fold(p)
				last := p[strings.LastIndexByte(p, ' ')+1:]
				b.closings[last] = append(b.closings[last], phrase{p, kind})
				b.add(p, kind)
			} else {
				b.add(fold(entry), kind)
			}
		}
	}
	return b
}

func (b *phraseBook) add(p string, kind Kind) {
	if _, ok := b.whole[p]; !ok {
		b.whole[p] = kind
	}
}

// phraseReach is how many bytes of a line's beginning and of its end are
// searched: more than the longest phrase has.
const phraseReach = 56

// find looks for a phrase in the line. A phrase that is the whole line goes
// before one at its end, that before one at its beginning, a longer phrase
// before a shorter.
func (b *phraseBook) find(line string) match {
	head := fold(cutRunes(line, phraseReach))
	if len(line) <= phraseReach {
		if kind, ok := b.whole[head]; ok {
			return match{kind, whole}
		}
	}
	tail := head
	if len(line) > phraseReach {
		tail = fold(line[lastRunes(line, phraseReach):])
	}
	best, length := match{}, 0
	for _, p := range b.closings[tail[strings.LastIndexByte(tail, ' ')+1:]] {
		if len(p.text) > length && strings.HasSuffix(tail, p.text) && boundary(tail, len(tail)-len(p.text)) {
			best, length = match{p.kind, closing}, len(p.text)
		}
	}
	if length > 0 {
		return best
	}
	first, _, _ := strings.Cut(head, " ")
	for _, key := range []string{first, strings.TrimRightFunc(first, func(r rune) bool { return !isLetter(r) })} {
		for _, p := range b.openings[key] {
			if len(p.text) > length && strings.HasPrefix(head, p.text) && boundary(head, len(p.text)) {
				best, length = match{p.kind, opening}, len(p.text)
			}
		}
	}
	return best
}

// boundary reports whether no word goes across s[at].
func boundary(s string, at int) bool {
	if at <= 0 || at >= len(s) {
		return true
	}
	left, right := s[at-1], s[at]
	return !wordByte(left) || !wordByte(right)
}

func wordByte(b byte) bool {
	return b >= 0x80 || 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '-'
}

// fold puts a line into the phrases' spelling: small letters, single spaces,
// ss for ß, nothing but letters at either end (© is kept: it opens a footer).
func fold(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '©' })
	if clean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '’':
			r = '\''
		case r == '\u00ad' || r == '\u200b':
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if r == 'ß' || r == 'ẞ' {
			b.WriteString("ss")
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// clean reports whether s is in the phrases' spelling already.
func clean(s string) bool {
	for i := 0; i < len(s); i++ {
		if b := s[i]; b >= 0x80 || 'A' <= b && b <= 'Z' || b < ' ' || b == ' ' && i > 0 && s[i-1] == ' ' {
			return false
		}
	}
	return true
}

// cutRunes is the beginning of s of at most n bytes, cut between runes.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// lastRunes is where the last at most n bytes of s begin, between runes.
func lastRunes(s string, n int) int {
	at := max(0, len(s)-n)
	for at < len(s) && s[at]&0xc0 == 0x80 {
		at++
	}
	return at
}
