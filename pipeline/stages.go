package pipeline

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/figure"
	"enricher/pipeline/mend"
	"enricher/pipeline/timex"
	"enricher/pipeline/zone"
)

// newDocument fixes the record's text, as given or as extracted from HTML, and
// the text that the stages read: a copy with damage of encoding mended, or the
// same. The document is worked on in the room.
func newDocument(a *Article, in *room) (*Document, error) {
	d := &Document{room: in, Article: a, Title: a.Title, Original: a.content(), Source: a.Source, Published: a.Published, Updated: a.Updated}
	if a.HTML == "" {
		d.Text, d.alignment = mend.Text(d.Original)
		return d, nil
	}
	page, err := zone.FromHTML([]byte(a.HTML), a.URL)
	if err != nil {
		return nil, Permanent(htmlReason(err), err)
	}
	d.page = &page
	d.Original, d.Zones = page.Text, page.Zones
	if d.Text, d.alignment = mend.Text(d.Original); d.alignment != nil {
		d.Zones = slices.Clone(d.Zones)
		for i := range d.Zones {
			d.Zones[i].Span = d.alignment.ToCopy(d.Zones[i].Span)
		}
		d.Zones = slices.DeleteFunc(d.Zones, func(z zone.Zone) bool { return z.Len() <= 0 }) // invisible marks alone
	}
	d.Title, d.Source = cmp.Or(d.Title, page.Title), cmp.Or(d.Source, page.Source)
	d.Lang.Code = page.Lang
	for _, name := range page.Authors {
		if agency, ok := dateline.IsAgency(name); !ok {
			d.Authors = append(d.Authors, name)
		} else if !slices.Contains(d.Agencies, agency) {
			d.Agencies = append(d.Agencies, agency)
		}
	}
	for _, name := range page.Origin {
		if agency, ok := dateline.IsAgency(name); ok && !slices.Contains(d.Agencies, agency) {
			d.Agencies = append(d.Agencies, agency)
		}
	}
	return d, nil
}

func htmlReason(err error) Reason {
	switch {
	case errors.Is(err, zone.ErrNoText):
		return NoText
	case errors.Is(err, zone.ErrTooLarge):
		return TooLarge
	}
	return TooDeep
}

// zone reads Text and writes Zones, unless the page's structure told them, and
// Warnings.
func (p *Pipeline) zone(d *Document) {
	if d.Zones == nil {
		d.Zones = zone.Split(d.Text)
	}
	var cut zone.Cut
	if d.page != nil {
		cut = d.page.Cut()
	} else {
		cut = zone.FindCut(d.Text, d.Zones)
	}
	if cut.Truncated {
		d.warn(WarnTruncated)
	}
	if cut.Paywalled {
		d.warn(WarnPaywalled)
	}
}

// languageSample is how much of the story the language is read from, in bytes.
const languageSample = 4 << 10

// lang reads the story and writes Lang.
func (p *Pipeline) lang(d *Document) {
	var title string
	var text strings.Builder
	story := d.story()
	for i, z := range story {
		line := d.Text[z.Start:z.End]
		switch {
		case title == "" && z.Kind == zone.Headline:
			title = line
		case text.Len() < languageSample:
			if text.Len() == 0 { // a line may be as long as the story
				text.Grow(min(story[len(story)-1].End-story[i].Start+1, languageSample+len(line)))
			}
			text.WriteString(line)
			text.WriteByte('\n')
		}
	}
	hint := d.Article.Lang
	if hint == "" {
		hint = d.Lang.Code // what the page says of itself
	}
	d.Lang = p.detector.Detect(title, text.String(), hint)
	if said, _, _ := strings.Cut(d.Article.Lang, "-"); said != "" && !strings.EqualFold(said, d.Lang.Code) {
		d.warn(WarnLanguage)
	}
}

// published reads Zones and Lang and writes Published, Updated (where the
// article came without) and Reference.
func (p *Pipeline) published(d *Document) {
	if d.Published == "" || d.Updated == "" {
		var published, updated zone.Stamp
		if d.page != nil {
			published, updated = d.page.Times(d.variety())
		}
		if d.supported() && (published.Value == "" || updated.Value == "") {
			shown, changed := zone.Times(d.Text, d.Zones, zone.Variety(d.variety(), d.Article.URL))
			published, updated = published.Or(shown), updated.Or(changed)
		}
		d.settle(&d.Published, published)
		d.settle(&d.Updated, updated)
	}
	d.Reference = reference(d.Published)
	if !d.Reference.Known {
		d.Reference = reference(d.Updated)
	}
}

// settle takes the stamp for the field that came without a value. Where the
// stamp's day and month cannot be told apart, the record says so.
func (d *Document) settle(field *string, stamp zone.Stamp) {
	if *field != "" {
		return
	}
	*field = stamp.Value
	if stamp.Unclear {
		d.warn(WarnDate)
	}
}

func reference(value string) timex.Reference {
	if value == "" {
		return timex.Reference{}
	}
	t, clock, err := parseTime(value)
	if err != nil {
		return timex.Reference{}
	}
	return timex.Reference{Published: t, HasClock: clock, Known: true}
}

// token reads Zones and Lang and writes Tokens.
func (p *Pipeline) token(d *Document) {
	d.Tokens = &d.room.tokens
	d.Tokens.Reset(d.Text, d.Lang.Code)
	for _, region := range regions(d.Text, d.story()) {
		d.Tokens.Add(region)
	}
}

// dateline reads the story and writes Datelines and Credits, and ends a
// sentence behind each dateline's dash: the story begins there. A full date in
// the dateline is the reference time of an article without one.
func (p *Pipeline) dateline(d *Document) {
	var lines []token.Span
	for _, z := range d.Zones {
		if z.Repeat {
			continue
		}
		if z.Kind.Story() && z.Kind != zone.Kicker && z.Kind != zone.Caption || z.Kind == zone.Byline {
			lines = append(lines, z.Span)
		}
	}
	d.Datelines, d.Credits = dateline.Find(d.Text, lines, func(name string) bool { return p.isPlace(name, d.Lang.Code) })
	var begins []int // the stories
	for _, l := range d.Datelines {
		dash := strings.IndexFunc(d.Text[l.End:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if dash > 0 {
			begins = append(begins, l.End+dash)
		}
	}
	d.Tokens.Break(begins...)
	if d.Reference.Known || len(d.Datelines) == 0 || d.Datelines[0].DateText == "" {
		return
	}
	for _, t := range timex.Find(token.Split(d.Datelines[0].DateText, d.Lang.Code), d.variety(), d.Reference) {
		if r := reference(t.Value); r.Known {
			d.Reference = r
			return
		}
	}
}

// note reads Zones and writes Notes.
func (p *Pipeline) note(d *Document) { d.Notes = zone.Notes(d.Text, d.Zones) }

// until is when an embargo ends. Its day may be relative to the article's own
// time: "Sperrfrist: Freitag, 18 Uhr".
func (d *Document) until(n zone.Note) string {
	if n.When.Len() == 0 {
		return ""
	}
	when := d.Text[n.When.Start:n.When.End]
	day := ""
	// A cue of the future, for an embargo never ends before the story is sent.
	for _, t := range timex.Find(token.Split("will "+when, d.Lang.Code), d.variety(), d.Reference) {
		if len(t.Value) >= len(time.DateOnly) && (t.Type == timex.Date || t.Type == timex.Clock) {
			if _, err := time.Parse(time.DateOnly, t.Value[:len(time.DateOnly)]); err == nil {
				day = t.Value[:len(time.DateOnly)]
				break
			}
		}
	}
	return zone.Until(when, day, d.variety())
}

// isPlace reports whether the gazetteer knows a place by the name. The
// gazetteer finds the place in a compound as well: a hyphenated name counts
// when the place's own is (Baden-Baden), or all its parts are places
// (Wien-Favoriten), and a hyphen may be written as a blank (Monte Carlo).
func (p *Pipeline) isPlace(name, lang string) bool {
	entries := p.places.LookupPlaces(name, lang)
	if len(entries) == 0 && strings.Contains(name, " ") {
		name = strings.ReplaceAll(name, " ", "-")
		entries = p.places.LookupPlaces(name, lang)
	}
	if len(entries) == 0 || !strings.Contains(name, "-") {
		return len(entries) > 0
	}
	parts := strings.FieldsFunc(name, isHyphenOrSpace)
	for _, e := range entries {
		entry := p.places.Entry(e)
		for _, own := range [...]string{entry.Name, entry.NameDE, entry.NameEN} {
			if len(strings.FieldsFunc(own, isHyphenOrSpace)) == len(parts) {
				return true
			}
		}
	}
	return !slices.ContainsFunc(parts, func(part string) bool { return len(p.places.LookupPlaces(part, lang)) == 0 })
}

func isHyphenOrSpace(r rune) bool { return r == '-' || r == ' ' }

// timex reads Tokens, Lang and Reference and writes Times.
func (p *Pipeline) timex(d *Document) {
	d.Times = timex.Find(d.Tokens, d.variety(), d.Reference)
}

// figure reads Tokens, Lang and Times and writes Figures: a date or clock time
// holds no figure, a duration is one.
func (p *Pipeline) figure(d *Document) {
	var dates []token.Span
	for _, t := range d.Times {
		if t.Type == timex.Date || t.Type == timex.Clock {
			dates = append(dates, t.Span)
		}
	}
	d.Figures = figure.Find(d.Tokens, d.variety(), dates)
}

// variety is the variety, or the bare language where it is not known.
func (d *Document) variety() string {
	if d.Lang.Variety != "" {
		return d.Lang.Variety
	}
	return d.Lang.Code
}

// datelineDate is the value of the time that stands in the dateline.
func (d *Document) datelineDate(l dateline.Dateline) string {
	i, _ := slices.BinarySearchFunc(d.Times, l.Date.Start, func(t timex.Time, at int) int { return t.End - 1 - at })
	if i < len(d.Times) && l.Date.Overlaps(d.Times[i].Span) {
		return d.Times[i].Value
	}
	return ""
}
