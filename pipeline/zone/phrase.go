package zone

import (
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

// A phraseBook finds phrases by their first and their last word.
type phraseBook struct {
	openings wordTable[[]phrase]
	closings wordTable[[]phrase]
}

type phrase struct {
	text string
	kind Kind
	more bool // it may be a part of its line
	sure bool
}

// readPhrases reads phrase files: a line "# kind" opens a kind's phrases, "…"
// and "…!" say where more text may stand. Of two entries for the same phrase
// the first stands.
func readPhrases(files ...string) *phraseBook {
	openings, closings := make(map[string][]phrase), make(map[string][]phrase)
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
			entry, opens := strings.CutSuffix(entry, " …")
			entry, closes := strings.CutPrefix(entry, "… ")
			text := string(fold(nil, trimMarks(entry)))
			end, _ := readWord(text, 0, true)
			first, last := text[:end], lastWord(text)
			openings[first] = append(openings[first], phrase{text, kind, opens, sure})
			if closes {
				closings[last] = append(closings[last], phrase{text, kind, true, false})
			}
		}
	}
	return &phraseBook{newWordTable(openings), newWordTable(closings)}
}

// phraseReach is how many bytes of a line's beginning and of its end are
// searched: more than the longest phrase has.
const phraseReach = 56

// find looks for a phrase in the line. A phrase that is the whole line goes
// before a sure one at its beginning, that before one at its end, that before
// any other at its beginning, a longer phrase before a shorter.
func (b *phraseBook) find(line string) match {
	head := trimMarks(cutRunes(line, phraseReach))
	tail := head
	if len(line) > phraseReach {
		tail = trimMarks(line[lastRunes(line, phraseReach):])
	}
	opened := b.opening(head, len(line) <= phraseReach)
	if opened.place == whole || opened.sure {
		return opened
	}
	if closed := b.closing(tail); closed.place == closing {
		return closed
	}
	return opened
}

// opening looks for a phrase at the beginning of a line's head, and for one
// that is the whole head.
func (b *phraseBook) opening(head string, entire bool) (m match) {
	_, hash := readWord(head, 0, true)
	phrases := b.openings.find(hash)
	if len(phrases) == 0 {
		return m
	}
	var buf [phraseReach + 16]byte
	s, length := fold(buf[:0], head), 0
	for _, p := range phrases {
		n := len(p.text)
		if n > len(s) || string(s[:n]) != p.text {
			continue
		}
		if entire && n == len(s) {
			return match{kind: p.kind, place: whole}
		}
		if p.more && (n > length || n == length && p.sure) && apart(s, n) {
			m, length = match{p.kind, opening, p.sure}, n
		}
	}
	return m
}

// closing looks for a phrase at the end of a line's tail.
func (b *phraseBook) closing(tail string) (m match) {
	_, hash := readWord(lastWord(tail), 0, true)
	phrases := b.closings.find(hash)
	if len(phrases) == 0 {
		return m
	}
	var buf [phraseReach + 16]byte
	s, length := fold(buf[:0], tail), 0
	for _, p := range phrases {
		if at := len(s) - len(p.text); len(p.text) > length && at >= 0 && string(s[at:]) == p.text && (at == 0 || !wordByte(s[at-1])) {
			m, length = match{p.kind, closing, false}, len(p.text)
		}
	}
	return m
}

// lastWord is the run of letters and digits that s ends with.
func lastWord(s string) string {
	at := len(s)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !isLetter(r) && !unseen(r) && (r >= utf8.RuneSelf || !isDigit(byte(r))) {
			break
		}
		at -= size
	}
	return s[at:]
}

// apart reports whether nothing but marks stands between s[at] and the space
// behind it.
func apart(s []byte, at int) bool {
	for ; at < len(s) && s[at] != ' '; at++ {
		if wordByte(s[at]) {
			return false
		}
	}
	return true
}

func wordByte(b byte) bool {
	return b >= 0x80 || 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || b == '-'
}

// trimMarks cuts off what are no letters at either end of s (© is kept: it
// opens a footer).
func trimMarks(s string) string {
	for s != "" && s[0] < utf8.RuneSelf && !asciiLetter(s[0]) {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] < utf8.RuneSelf && !asciiLetter(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if s != "" && (s[0] >= utf8.RuneSelf || s[len(s)-1] >= utf8.RuneSelf) {
		s = strings.TrimFunc(s, func(r rune) bool { return !isLetter(r) && r != '©' })
	}
	return s
}

// fold appends s to b in the phrases' spelling: small letters, single spaces,
// ss for ß.
func fold(b []byte, s string) []byte {
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
		case unseen(r):
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
