package timex

import "enricher/ner/token"

// narrates reports whether the text tells of times long before its
// publication: nearly all years that it states are past ones, and it hardly
// counts from its own day. Without a known publication time every year is taken
// for past: a report of the day shows in what it counts from that day.
func (f *finder) narrates() bool {
	far, near := 0, 0
	for n := range f.found {
		switch e := &f.found[n]; {
		case e.kind != kindDate:
		case e.anchor == stated && (!f.ref.Known || e.year < f.published.year-1):
			far++
		case e.anchor == stated || e.anchor == aWeekday || e.deixis && !e.nowadays:
			near++
		}
	}
	return (far >= 12 || !f.ref.Known) && far > 8*near
}

// hasDays reports whether the text counts in days, as reports of the day do:
// it names weekdays, times of day or yesterday often enough. A report has one
// in 300 tokens (German and English Wikinews), an encyclopedia one in 4500 to
// 8000; with counts that follow Poisson's law the two kinds are as likely at
// the logarithmic mean of the rates, one in 1000.
func (f *finder) hasDays() bool {
	const tokensPerDay = 1000
	days := 0
	for n := range f.found {
		if e := &f.found[n]; e.kind == kindDate && (e.anchor == aWeekday || e.clock || e.deixis && !e.nowadays && e.grain == daily) {
			days++
		}
	}
	return days*tokensPerDay >= len(f.doc.Tokens)
}

// tell moves the year that a narrative is in: to the year of a heading, of a
// date that opens its sentence, or said twice running; a year said once in
// passing (the declaration of war of 1917) leaves the story where it was, and
// so does one that only bounds a time (bis 1915).
func (f *finder) tell(e *expr, year int) {
	s := f.doc.SentenceAt(e.first)
	if s < 0 {
		return
	}
	sentence := f.doc.Sentences[s]
	opens := e.first-sentence.First <= 4 && !(e.grain == yearly && f.bounded(e))
	if f.story == noYear || f.stated == year || opens || !f.closed(sentence) {
		f.story = year
	}
}

// bounded reports whether a preposition makes e the end or the beginning of a
// time.
func (f *finder) bounded(e *expr) bool {
	if e.first == 0 {
		return false
	}
	switch f.doc.Word(e.first - 1) {
	case "bis", "Bis", "seit", "Seit", "ab", "Ab", "until", "Until", "since", "Since", "by", "By":
		return true
	}
	return false
}

// closed reports whether a sentence ends with a mark, as headings do not.
func (f *finder) closed(s token.Sentence) bool {
	switch f.doc.Word(s.Last - 1) {
	case ".", "!", "?", ":", "“", "”", "\"", "»", "«", ")":
		return true
	}
	return false
}

// storyYear is the year of an open date in a narrative: that of a date in the
// same sentence, else the story's.
func (f *finder) storyYear(e *expr) int {
	if f.near(f.statedAt, e.first, 0) {
		return f.stated
	}
	if f.story != noYear {
		return f.story
	}
	return f.running.year
}
