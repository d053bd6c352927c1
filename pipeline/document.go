package pipeline

import (
	"slices"

	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/figure"
	"enricher/pipeline/lang"
	"enricher/pipeline/mend"
	"enricher/pipeline/quote"
	"enricher/pipeline/timex"
	"enricher/pipeline/zone"
)

// A Document is an article at work: its text, fixed for good, and what the
// stages have found in it so far. It belongs to one goroutine.
type Document struct {
	Article *Article
	Title   string
	Text    string // what the stages read and their offsets count in: Original, or a copy with its damage mended

	Original  string          // the record's text
	alignment *mend.Alignment // of Text with Original; nil where they are the same
	page      *zone.Page      // where the text was extracted from; nil if it came as text

	Zones     []zone.Zone
	Lang      lang.Result
	Published string
	Updated   string
	Authors   []string // whom the page's metadata names
	Agencies  []string // likewise
	Source    string   // who published it: said with the article, or read from the page
	Reference timex.Reference

	Tokens    *token.Doc // of the story's lines alone
	Datelines []dateline.Dateline
	Credits   []dateline.Credit
	Notes     []zone.Note
	Times     []timex.Time
	Figures   []figure.Figure
	Mentions  []Candidate // outer mentions after resolve, ascending
	Inner     []Candidate // names inside them, ascending
	Entities  []entity
	Roles     []quote.Role  // Person and Of are indices into Mentions
	Quotes    []quote.Quote // Speaker likewise

	room     *room
	Warnings []Warning // ascending
}

// supported reports whether facts can be read in the document's language.
func (d *Document) supported() bool { return d.Lang.Code == "de" || d.Lang.Code == "en" }

// story lists the spans from which facts are read: the story's lines, without
// those that repeat an earlier one word for word.
func (d *Document) story() []zone.Zone {
	var lines []zone.Zone
	for _, z := range d.Zones {
		if z.Kind.Story() && !z.Repeat {
			lines = append(lines, z)
		}
	}
	return lines
}

// zoneAt is the zone that holds the byte offset.
func (d *Document) zoneAt(offset int) zone.Kind {
	lo, hi := 0, len(d.Zones)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Zones[mid].End <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Zones) && d.Zones[lo].Start <= offset {
		return d.Zones[lo].Kind
	}
	return "other"
}

// warn adds a warning, once.
func (d *Document) warn(w Warning) {
	if at, found := slices.BinarySearch(d.Warnings, w); !found {
		d.Warnings = slices.Insert(d.Warnings, at, w)
	}
}
