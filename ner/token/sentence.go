package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stop says how surely a token ends its sentence.
type stop uint8

const (
	none   stop = iota
	weak        // where the next word is one that begins sentences: Inc. The
	strong      // where the next word is not lower-case
)

// sentences groups the region's tokens.
func (s *scanner) sentences() {
	tokens := s.doc.Tokens
	var open quotes
	at, first := none, s.first
	for i := first; i < len(tokens); i++ {
		closing := s.closes(i, &open)
		open.see(s.text[tokens[i].Start:tokens[i].End])
		if at == none || !closing { // what closes after the full stop belongs to its sentence
			at = s.stop(i, i == first)
		}
		last := i+1 == len(tokens)
		if !last && s.paragraph(tokens[i].End, tokens[i+1].Start) {
			open = quotes{}
			last = true
		}
		if last || at != none && !s.closes(i+1, &open) && s.begins(i+1, at, closing) {
			s.doc.Sentences = append(s.doc.Sentences, Sentence{first, i + 1})
			at, first = none, i+1
		}
	}
}

// paragraph reports whether the white space text[i:j] holds an empty line.
func (s *scanner) paragraph(i, j int) bool {
	lines := 0
	for ; i < j; i++ {
		switch s.text[i] {
		case '\n':
			lines++
		case '\r':
			if i+1 < j && s.text[i+1] == '\n' {
				continue
			}
			lines++
		case 0xe2:
			if strings.HasPrefix(s.text[i:j], "\u2029") {
				return true
			}
		}
		if lines == 2 {
			return true
		}
	}
	return false
}

// quotes knows which marks are open, for those whose shape does not tell
// whether they open or close.
type quotes struct {
	straight   bool
	guillemets int // > 0 within « », < 0 within » «
}

func (q *quotes) see(word string) {
	switch word {
	case "\"":
		q.straight = !q.straight
	case "«":
		q.guillemets++
	case "»":
		q.guillemets--
	}
}

// closes reports whether token i is a bracket or quotation mark that closes.
func (s *scanner) closes(i int, open *quotes) bool {
	tokens := s.doc.Tokens
	t := tokens[i]
	word := s.text[t.Start:t.End]
	switch word {
	case ")", "]", "}", "”", "''":
		return true
	case "\"":
		if t.Space && open.straight {
			return true
		}
	case "»":
		if t.Space && open.guillemets > 0 {
			return true
		}
	case "'", "’", "‘", "“", "«", "‹", "›":
	default:
		return false
	}
	return !t.Space && (i+1 == len(tokens) || tokens[i+1].Space || tokens[i+1].Kind == Punct)
}

// stop classes token i; opening says that it is its sentence's first.
func (s *scanner) stop(i int, opening bool) stop {
	t := s.doc.Tokens[i]
	word := s.text[t.Start:t.End]
	switch c := word[len(word)-1]; {
	case c == '!' || c == '?':
		if t.Kind == Punct {
			return strong
		}
	case word == "…" || c == '.' && t.Kind == Punct:
		if len(word) > 1 && t.Space && s.lang == german { // something is left out
			return weak
		}
		return strong
	case c == '.' && !opening && t.Kind <= Number:
		return s.abbreviated(word[:len(word)-1], t.Kind)
	}
	return none
}

// abbreviated is how surely a sentence ends after an abbreviation or ordinal,
// given without its last dot.
func (s *scanner) abbreviated(word string, kind Kind) stop {
	if kind == Number {
		return weak
	}
	abbr, ok := s.lang.abbreviations[word]
	if !ok { // of a compound; an acronym
		abbr = s.lang.abbreviations[word[strings.LastIndexAny(word, "-.")+1:]]
		if abbr == 0 && (strings.IndexByte(word, '.') > 0 || s.lang == german && s.isNumeral(word)) {
			abbr = final
		}
	}
	switch abbr {
	case closing:
		return strong
	case final, dated, unit, region:
		return weak
	}
	return none
}

func (s *scanner) isNumeral(word string) bool {
	return len(word) > 1 && strings.Trim(word, "IVXLCM") == ""
}

// begins reports whether token i can begin a sentence after the given stop;
// closed says that a mark closed since.
func (s *scanner) begins(i int, after stop, closed bool) bool {
	tokens := s.doc.Tokens
	for k := i; k < len(tokens) && k < i+3; k++ {
		t := tokens[k]
		word := s.text[t.Start:t.End]
		switch t.Kind {
		case Punct:
			switch word {
			case "-", "–", "—", "--", "_":
				return after == strong && !closed
			case "\"", "'", "„", "“", "”", "‘", "’", "‚", "«", "»", "‹", "›", "``", "(", "[", "...", "…", "¿", "¡":
				continue
			case "*", "•", "·":
				return after == strong
			}
			return false
		case Word:
			first, n := utf8.DecodeRuneInString(word)
			second, _ := utf8.DecodeRuneInString(word[n:])
			if unicode.IsLower(first) && !unicode.IsUpper(second) { // but iPhone
				return false
			}
			if after == weak {
				return s.lang.starters[word]
			}
			return !s.lang.zones[word]
		}
		return after == strong
	}
	return after == strong
}
