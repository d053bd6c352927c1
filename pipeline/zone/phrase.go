package zone

import (
	"bytes"
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed phrases.de.txt
var germanPhrases string

//go:embed phrases.en.txt
var englishPhrases string

// phrases holds what pages of both languages say around their stories.
var phrases = readPhrases(germanPhrases, englishPhrases, pageCuts)

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
	sure  bool // it opens no line of a story, whatever follows
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
	sure bool
}

// readPhrases reads phrase files: a line "# kind" opens a kind's phrases, "…"
// and "…!" say where more text may stand. Of two entries for the same phrase
// the first stands.
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
			entry, sure := strings.CutSuffix(entry, "!")
			if p, ok := strings.CutSuffix(entry, " …"); ok {
				p = string(fold(nil, p))
				first, _, _ := strings.Cut(p, " ")
				b.openings[first] = append(b.openings[first], phrase{p, kind, sure})
				b.add(p, kind)
			} else if p, ok := strings.CutPrefix(entry, "… "); ok {
				p = string(fold(nil, p))
				last := p[strings.LastIndexByte(p, ' ')+1:]
				b.closings[last] = append(b.closings[last], phrase{p, kind, sure})
				b.add(p, kind)
			} else {
				b.add(string(fold(nil, entry)), kind)
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
// before a sure one at its beginning, that before one at its end, that before
// any other at its beginning, a longer phrase before a shorter.
func (b *phraseBook) find(line string) match {
	var headBuf, tailBuf [phraseReach + 16]byte
	head := fold(headBuf[:0], cutRunes(line, phraseReach))
	tail := head
	if len(line) <= phraseReach {
		if kind, ok := b.whole[string(head)]; ok {
			return match{kind: kind, place: whole}
		}
	} else {
		tail = fold(tailBuf[:0], line[lastRunes(line, phraseReach):])
	}
	opened, length := match{}, 0
	first, _, _ := bytes.Cut(head, []byte(" "))
	for range 2 { // with and without the mark at the first word's end: "foto: …"
		for _, p := range b.openings[string(first)] {
			if (len(p.text) > length || len(p.text) == length && p.sure) && len(p.text) <= len(head) && string(head[:len(p.text)]) == p.text && boundary(head, len(p.text)) {
				opened, length = match{p.kind, opening, p.sure}, len(p.text)
			}
		}
		end := len(first)
		for end > 0 && !wordByte(first[end-1]) {
			end--
		}
		if end == len(first) {
			break
		}
		first = first[:end]
	}
	if opened.sure {
		return opened
	}
	closed, length := match{}, 0
	for _, p := range b.closings[string(tail[bytes.LastIndexByte(tail, ' ')+1:])] {
		if at := len(tail) - len(p.text); len(p.text) > length && at >= 0 && string(tail[at:]) == p.text && boundary(tail, at) {
			closed, length = match{p.kind, closing, false}, len(p.text)
		}
	}
	if length > 0 {
		return closed
	}
	return opened
}

// boundary reports whether no word goes across s[at].
func boundary(s []byte, at int) bool {
	return at <= 0 || at >= len(s) || !wordByte(s[at-1]) || !wordByte(s[at])
}

func wordByte(b byte) bool {
	return b >= 0x80 || 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '-'
}

// fold appends s to b in the phrases' spelling: small letters, single spaces,
// ss for ß, nothing but letters at either end (© is kept: it opens a footer).
func fold(b []byte, s string) []byte {
	for s != "" && s[0] < utf8.RuneSelf && !asciiLetter(s[0]) {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] < utf8.RuneSelf && !asciiLetter(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if s != "" && (s[0] >= utf8.RuneSelf || s[len(s)-1] >= utf8.RuneSelf) {
		s = strings.TrimFunc(s, func(r rune) bool { return !isLetter(r) && r != '©' })
	}
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			if c == ' ' || '\t' <= c && c <= '\r' {
				space = true
				continue
			}
			if space {
				b = append(b, ' ')
				space = false
			}
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case r == '’':
			r = '\''
		case r == '\u00ad' || r == '\u200b': // soft hyphen, zero-width space
			continue
		default:
			r = unicode.ToLower(r)
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		if r == 'ß' {
			b = append(b, 's', 's')
			continue
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

func asciiLetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

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
