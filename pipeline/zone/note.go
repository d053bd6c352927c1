package zone

import (
	_ "embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"enricher/ner/token"
)

// A NoteKind says what a newsroom notes on its own story.
type NoteKind string

// The kinds of notes.
const (
	Embargo    NoteKind = "embargo"    // not to be published before a time
	Correction NoteKind = "correction" // what an earlier version had wrong
	Breaking   NoteKind = "breaking"   // sent or published in haste, before the full story
)

// A Note is what a newsroom notes on its own story: "Sperrfrist: 3. Mai, 18 Uhr",
// "CORRECTION: An earlier version …", "EILMELDUNG". Its span has no brackets
// and marks around it; a breaking flag's is the flag alone.
type Note struct {
	token.Span
	Kind NoteKind
	When token.Span // an embargo's time, with words around it; see Until
}

//go:embed notes.txt
var noteList string

// A noteForm is how a note begins, in small letters, and what it asks for.
type noteForm struct {
	kind NoteKind
	mark byte
	text string
}

// noteForms are the forms by their first letter, longer ones first.
var noteForms = readNotes(noteList)

func readNotes(list string) (forms [utf8.RuneSelf][]noteForm) {
	var kind NoteKind
	for entry := range strings.Lines(list) {
		entry = strings.TrimSuffix(entry, "\n")
		if k, ok := strings.CutPrefix(entry, "# "); ok {
			kind = NoteKind(k)
		} else if len(entry) > 2 && !strings.HasPrefix(entry, "//") {
			f := noteForm{kind, entry[0], entry[2:]}
			of := &forms[f.text[0]]
			at := 0
			for at < len(*of) && len((*of)[at].text) >= len(f.text) {
				at++
			}
			*of = append((*of)[:at], append([]noteForm{f}, (*of)[at:]...)...)
		}
	}
	return forms
}

// noteMarks may stand around a note: "+++ EILMELDUNG +++", "*** Sperrfrist: …".
const noteMarks = "+*-–—•|>#!\"„“”»« \u00a0"

// noteWords is how many words a note has at most.
const noteWords = 120

// Notes finds the notes in a text's zones. Breaking flags count up to the lead,
// and only where they stand apart from the sentence: "BREAKING: …".
func Notes(text string, zones []Zone) []Note {
	var found []Note
	head := true
	first := true
	for _, z := range zones {
		switch z.Kind {
		case Related, Comments, Footer, Navigation, Caption:
			continue
		}
		if n, ok := noteIn(text, z, head, first); ok && !z.Repeat {
			found = append(found, n)
		}
		first = false
		head = head && z.Kind != Lead && z.Kind != Body
	}
	return found
}

// noteIn reads the note that opens a line. head says that the line stands
// before the body or begins it, first that it is the text's first.
func noteIn(text string, z Zone, head, first bool) (n Note, ok bool) {
	at, end := z.Start, z.End
	for at < end {
		r, size := utf8.DecodeRuneInString(text[at:end])
		if !strings.ContainsRune(noteMarks, r) {
			break
		}
		at += size
	}
	bracketed := false
	if at < end && (text[at] == '(' || text[at] == '[') {
		close := byte(')')
		if text[at] == '[' {
			close = ']'
		}
		if i := strings.IndexByte(text[at:end], close); i > 0 {
			bracketed = true
			at, end = at+1, at+i
		}
	}
	line := text[at:end]
	if line == "" || line[0] >= utf8.RuneSelf {
		return n, false
	}
	c := line[0]
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	for _, f := range noteForms[c] {
		if len(line) < len(f.text) || !strings.EqualFold(line[:len(f.text)], f.text) {
			continue
		}
		rest := line[len(f.text):]
		if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(r) || unicode.IsDigit(r) {
			continue
		}
		n = Note{Span: token.Span{Start: at, End: end}, Kind: f.kind}
		flag := token.Span{Start: at, End: at + len(f.text)}
		apart := setApart(rest)
		switch f.mark {
		case 't', 'T':
			ok = notesTime(rest) && (apart || bracketed || (f.mark == 't' || z.Kind != Headline) && len(line) <= 3*datesReach)
			n.When = token.Span{Start: flag.End, End: end}
		case '!':
			ok = apart && line[:len(f.text)] == strings.ToUpper(f.text)
		case '[':
			ok = bracketed
		case '(':
			ok = bracketed || first && lowerNext(rest)
		case ':':
			ok = apart
		default:
			ok = true
		}
		switch {
		case !ok:
			continue
		case f.kind == Breaking:
			n.Span = flag
			return n, head
		case z.Kind == Headline || z.Kind == Kicker || f.kind == Correction && strings.HasPrefix(rest, "-"):
			if f.kind == Correction {
				n.Span = flag // "KORREKTUR: Rat beschliesst Gesetz"
			}
		case countWords(line) > noteWords:
			return n, false
		}
		n.Span.End = n.Start + len(strings.TrimRight(text[n.Start:n.End], noteMarks))
		if n.When.Len() > 0 {
			n.When.End = min(n.When.End, n.End)
			n.Span, n.When = cutEmbargo(text, n)
		}
		return n, true
	}
	return n, false
}

// setApart reports whether what follows a flag parts it from the sentence.
func setApart(rest string) bool {
	trimmed := strings.TrimLeft(rest, " \u00a0*!")
	if trimmed == "" {
		return true
	}
	for _, mark := range [...]string{":", "+", "|", "/", "–", "—", "(", ")", "]", "- ", "…"} {
		if strings.HasPrefix(trimmed, mark) {
			return true
		}
	}
	// "CORRECTED-UPDATE 1-Oil rises"
	return strings.HasPrefix(rest, "-") && len(rest) > 1 && 'A' <= rest[1] && rest[1] <= 'Z'
}

// notesTime reports whether what follows "Sperrfrist" or "Embargoed" speaks of
// a time of publication.
func notesTime(rest string) bool {
	const reach = 90
	rest = strings.ToLower(cutRunes(rest, reach))
	if len(readDates(rest).moments) > 0 {
		return true
	}
	date := strings.ContainsAny(rest, "0123456789")
	for w := range strings.FieldsFuncSeq(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 3 && weekdayNames[w] || date && (w == "uhr" || monthNames[w] != 0 || namedZone(w)) {
			return true
		}
		switch w {
		case "beachten", "sendebeginn", "redebeginn", "sonntagsausgaben", "samstagsausgaben", "montagsausgaben", "morgenausgaben", "mittagsausgaben", "abendausgaben", "midnight", "mitternacht", "noon":
			return true
		}
	}
	return false
}

func namedZone(w string) bool {
	_, ok := namedZones[w]
	return ok && len(w) > 1
}

// lowerNext reports whether the next word begins small: "Corrects name in
// second paragraph".
func lowerNext(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLower(r)
}

// cutEmbargo ends an embargo's note and time with their sentence, where running
// text follows on the line.
func cutEmbargo(text string, n Note) (note, when token.Span) {
	s := text[n.When.Start:n.When.End]
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '.' || s[i+1] != ' ' || i == 0 {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s[i+2:])
		before := s[strings.LastIndexAny(s[:i], " .:")+1 : i]
		if unicode.IsUpper(r) && strings.Trim(before, "0123456789") != "" && monthNames[strings.ToLower(before)] == 0 && len(before) > 2 {
			n.End, n.When.End = n.When.Start+i, n.When.Start+i
			break
		}
	}
	return n.Span, n.When
}

func countWords(s string) int { return len(strings.Fields(s)) }

// Until is an embargo's end in RFC 3339, or without the clock or its zone where
// they are neither stated nor follow from the variety. when is the note's time
// as written, day its date (2006-01-02), which a relative expression such as
// "Friday" needs; it may be empty. The result is empty where the day is not
// known.
func Until(when, day, variety string) string {
	m := moment{minute: -1}
	for _, read := range readDates(when).moments {
		if m.year == 0 && read.year != 0 {
			m.year, m.month, m.day, m.slashed = read.year, read.month, read.day, read.slashed
		}
		if m.minute < 0 && read.minute >= 0 {
			m.minute, m.zone, m.zoned = read.minute, read.zone, read.zoned
		}
	}
	if m.year == 0 || m.slashed {
		if _, err := fmt.Sscanf(day, "%d-%d-%d", &m.year, &m.month, &m.day); err != nil {
			return ""
		}
		m.slashed = false
	}
	if !m.zoned {
		for w := range strings.FieldsFuncSeq(strings.ToLower(when), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if zone, ok := namedZones[w]; ok && len(w) > 1 {
				m.zone, m.zoned = zone, true
				break
			}
		}
	}
	value, _ := m.value(variety)
	return value
}
