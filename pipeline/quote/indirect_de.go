package quote

import (
	"strings"

	"enricher/ner/token"
)

// firstPerson reports whether the sentence speaks of its author, so that "habe" is
// no Konjunktiv.
func (r *Reader) firstPerson(s token.Sentence) bool {
	return r.says(s, "ich") || r.says(s, "wir")
}

// says reports whether the sentence has the word, outside of marks.
func (r *Reader) says(s token.Sentence, word string) bool {
	for i := s.First; i < s.Last; i++ {
		if r.words[i] == word && !r.hidden[i] {
			return true
		}
	}
	return false
}

// reports reports whether the sentence's first finite verb stands in a Konjunktiv
// I that is nothing else.
func (r *Reader) reports(s token.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		e := &r.entries[i]
		switch {
		case r.hidden[i] || r.capital(i):
		case konjunktiv[r.words[i]]:
			return !(i+1 < s.Last && (r.words[i+1] == "es" || r.words[i+1] == "dank") && i == s.First)
		case e.traits&(auxiliary|subordinate) != 0 || e.form&(singular|plural) != 0:
			return false
		}
	}
	return false
}

// konjunktiv are the forms of auxiliaries that report and do nothing else.
var konjunktiv = set("sei seien habe werde könne müsse solle wolle dürfe")

// statedInGerman reads the clause behind the German verb of saying at token i:
// "Muster sagte, dass …", "Muster sagte, man sei …", "Muster versprach, … zu …".
func (r *Reader) statedInGerman(s token.Sentence, i int) (Quote, source, bool) {
	if r.entries[i].form&infinitive != 0 && r.word(i-1, s.First, i) == "nicht" { // "wollte nicht bestätigen, dass"
		return Quote{}, nobody, false
	}
	comma, last, mood := r.reportedBehind(s, i)
	if last < 0 {
		return Quote{}, nobody, false
	}
	who := r.source(frame{from: s.First, open: comma, close: comma, to: comma}, cue{kind: says, token: i})
	ok := who.rank >= speaks || r.entries[i].traits&states != 0 || r.impersonal(i) >= 0
	if who.none() { // it is not told who, but that somebody said so
		ok = mood || who.unsaid && (who.rank == human || r.cues(i, s.Last) == says && r.entries[i].form&participle != 0 && r.word(comma+1, 0, last) != "ob")
	}
	return Quote{Span: r.clause(comma+1, last), Cue: r.doc.Word(i)}, who, ok
}

// Limits between a verb of saying and the clause that it reports, in commas and
// in tokens.
const (
	maxCommas   = 3
	maxDistance = 14
)

// reportedBehind finds the clause that the German verb of saying at token i
// reports: between the comma and token last, -1 if there is none, and whether it
// stands in the reporting mood. Behind the first comma all such clauses will do,
// behind others, which close an apposition or relative clause, those with "dass" or
// in the mood.
func (r *Reader) reportedBehind(s token.Sentence, i int) (comma, last int, mood bool) {
	comma = i
	before := s.First
	for n := range maxCommas {
		after := comma
		if comma = r.nextComma(comma, s.Last); comma < 0 || comma-after > maxDistance || r.mood(before, comma, reported) {
			break
		}
		before = comma
		next := r.word(comma+1, 0, s.Last)
		if r.words[comma-1] == "nicht" && next != "dass" {
			break // "sagte nicht, ob"
		}
		last = r.clauseEnd(comma+1, s.Last)
		mood = r.mood(comma+1, last, reported|irrealis) || r.entries[i].traits&states != 0 && r.subjunctive(comma+1, last)
		as := r.words[s.First] == "wie" && r.endsClause(i, comma) // "Wie Muster sagte, ist …"
		switch {
		case n > 0 && next != "dass" && (!mood || r.opensClause(comma+1)):
			continue
		case mood, as, r.contentClause(comma+1, s.Last):
			return comma, last, mood
		}
		if last = r.infinitiveEnd(comma+1, s.Last); last >= 0 {
			return comma, last, false
		}
	}
	return comma, -1, false
}

// subjunctive reports whether a clause begins at token i with a subject and a verb
// that is not known but looks like a Konjunktiv I: "die Schule bekenne sich".
func (r *Reader) subjunctive(i, to int) bool {
	c, ok := r.chunkAt(i, to)
	if !ok || c.object || c.last >= to || r.at[c.last] >= 0 || r.hidden[c.last] {
		return false
	}
	w := r.words[c.last]
	e := &r.entries[c.last]
	return e.traits == 0 && e.form == 0 && strings.HasSuffix(w, "e") && !r.capital(c.last) && r.doc.Tokens[c.last].Kind == token.Word
}

// endsClause reports whether the verb at token i, with its auxiliary, stands right
// before the comma.
func (r *Reader) endsClause(i, comma int) bool {
	return comma == i+1 || comma == i+2 && r.entries[i+1].traits&auxiliary != 0
}

// clauseEnd is where the German clause that begins at token i ends: before a
// semicolon, or a comma or "und" behind which the sentence's own verb follows.
func (r *Reader) clauseEnd(i, to int) int {
	for j := i + 1; j+1 < to; j++ {
		if r.hidden[j] {
			continue
		}
		next := &r.entries[j+1]
		switch w := r.words[j]; {
		case w == ";":
			return j
		case w == "und" && !r.capital(j+1) && r.cues(j+1, to) == says && next.form&(singular|plural) != 0 && next.form&participle == 0:
			return j
		case w == "und" && r.words[j-1] == "," && !r.capital(j+1) && next.traits == 0 && r.mood(i, j, reported) && !r.mood(j, to, reported|irrealis):
			return j // "…, und wies die Klage ab"
		case w == "," && !r.capital(j+1) && next.traits&(reported|nominative|subordinate) == 0 && (next.traits&auxiliary != 0 || next.form&(singular|plural) != 0 && next.form&(participle|infinitive) == 0):
			return j
		}
	}
	return to
}

// infinitiveEnd is where the clause that begins at token i ends, if it does so in
// an infinitive with "zu" ("im Mai zurückzutreten"); else -1.
func (r *Reader) infinitiveEnd(i, to int) int {
	if w := r.word(i, 0, to); w == "um" || w == "ohne" || w == "statt" || w == "anstatt" {
		return -1
	}
	for j := i; j < to; j++ {
		if r.hidden[j] {
			continue
		}
		if j > i && r.doc.Tokens[j].Kind == token.Punct && r.words[j] != "," && r.words[j] != ")" && r.words[j] != "(" && j+1 < to {
			return -1
		}
		if r.infinitiveAt(j, i) {
			if j+1 == to || r.words[j+1] != "," && r.doc.Tokens[j+1].Kind == token.Punct {
				return j + 1
			}
			if r.words[j+1] == "," && j+2 < to {
				if n := &r.entries[j+2]; n.traits&(subordinate|relative) != 0 || r.words[j+2] == "um" || r.words[j+2] == "ohne" {
					return r.clauseEnd(j+1, to)
				}
				if end := r.infinitiveEnd(j+2, to); end >= 0 { // "aufzufordern, das Haus zu verlassen"
					return end
				}
				return j + 1
			}
			if w := r.words[j+1]; w == "und" || w == "oder" {
				continue
			}
		}
	}
	return -1
}

// infinitiveAt reports whether token j, behind token first, is an infinitive with
// "zu".
func (r *Reader) infinitiveAt(j, first int) bool {
	w := r.words[j]
	if !strings.HasSuffix(w, "n") || r.capital(j) {
		return false
	}
	if j > first && r.words[j-1] == "zu" {
		return r.entries[j].traits&(nominative|oblique) == 0 || w == "sein" && (j+1 == len(r.words) || r.doc.Tokens[j+1].Kind == token.Punct)
	}
	k := strings.LastIndex(w[:len(w)-len("n")], "zu")
	return k > 0 && len(w)-k > len("zugen") && (separable[w[:k]] || r.lex.words[w[:k]].particle != 0)
}

// separable are the particles of German verbs.
var separable = set(`ab an auf aus bei da dabei daher dahin daran dar davon dazu durch ein einher empor entgegen entlang entzwei fehl fern fest fort frei gegenüber gleich heim her herab heran herauf heraus herbei herein herum herunter hervor
	hin hinab hinauf hinaus hinein hinunter hinweg hinzu hoch inne kürzer los mit nach nahe nieder offen preis sicher stand statt still teil tot um umher unter voll vor voran voraus vorbei vorher vorweg wahr weg weiter wett wieder zu zurecht
	zurück zusammen zuvor zwischen über überein bereit bloß kennen klein kund leicht schwer`)

// contentClause reports whether a conjunction at token i opens a clause that
// tells what was said.
func (r *Reader) contentClause(i, to int) bool {
	return i < to && r.entries[i].traits&content != 0
}

// mood reports whether a verb of the tokens [first, last) stands in the mood,
// quotations apart.
func (r *Reader) mood(first, last int, mood traits) bool {
	for i := first; i < last; i++ {
		if r.entries[i].traits&mood != 0 && !r.hidden[i] && !r.capital(i) {
			return true
		}
	}
	return false
}
