package pipeline

import (
	"slices"
	"strings"

	"enricher/gazetteer"
	"enricher/ner/token"
	"enricher/pipeline/dateline"
	"enricher/pipeline/zone"
)

// place reads Entities, Mentions, Inner, Datelines and Source and gives the
// entities the gazetteer's entries, the places among them coordinates.
func (p *Pipeline) place(d *Document) {
	var toponyms []gazetteer.Toponym
	var of []int // toponym → entity
	for at := range d.Entities {
		if d.Entities[at].label != "LOC" {
			continue
		}
		for m := range d.mentionsOf(&d.Entities[at]) {
			if p.isToponym(m) {
				toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries, Anchor: d.datelineOf(m.Span) != nil})
				of = append(of, at)
			}
		}
	}
	for _, m := range p.places.Find(token.Split(d.Source, d.Lang.Code)) { // Houston Chronicle
		if m.Label == "LOC" && m.Strong {
			toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries, Anchor: true})
		}
	}
	home := p.places.Home(zone.Variety(d.variety(), d.Article.URL))
	for i, place := range p.places.Resolve(toponyms, home)[:len(of)] {
		e := &d.Entities[of[i]]
		if place.Entry < 0 || e.place != nil {
			continue // all mentions of an entity are one place
		}
		entry := p.places.Entry(place.Entry)
		e.identify(entry)
		if !entry.Located {
			continue
		}
		e.place = newPlace(entry, place.Score)
		e.scored = place.Scored
	}
	p.identify(d, toponyms, home)
}

// likely is the score from which one of several organisations or persons of a
// name is the one meant: likelier than all others together.
const likely = 0.5

// identify gives the organisations and persons among the entities the
// gazetteer's entries. Several of one name (Bundesrat) are told apart as places
// are: by the countries that the document speaks of.
func (p *Pipeline) identify(d *Document, places []gazetteer.Toponym, home []int32) {
	toponyms := places
	var of []int // toponym behind the places → entity
	for at := range d.Entities {
		e := &d.Entities[at]
		if e.label == "LOC" {
			continue
		}
		for m := range d.mentionsOf(e) {
			if len(m.Entries) == 1 {
				e.identify(p.places.Entry(m.Entries[0]))
				break
			}
			if len(m.Entries) > 1 {
				toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries})
				of = append(of, at)
				break
			}
		}
	}
	if len(of) == 0 {
		return
	}
	for i, found := range p.places.Resolve(toponyms, home)[len(places):] {
		if found.Score > likely {
			d.Entities[of[i]].identify(p.places.Entry(found.Entry))
		}
	}
}

// identify takes what the gazetteer has the entity for.
func (e *entity) identify(entry gazetteer.Entry) {
	e.link = entry.Link
	if entry.ID != "" {
		e.known = &Entry{ID: entry.ID, DE: entry.NameDE, EN: entry.NameEN}
	}
}

func newPlace(e gazetteer.Entry, score float64) *Place {
	return &Place{
		GeoNames: e.GeoNames, Name: e.Name, Country: e.Country, Admin1: e.Admin1, Feature: e.Feature,
		Lat: e.Lat, Lon: e.Lon, Population: e.Population, Score: score,
	}
}

// isToponym reports whether the gazetteer knows places by a mention's name.
func (p *Pipeline) isToponym(m *Candidate) bool {
	return len(m.Entries) > 0 && p.places.Type(m.Entries[0]) == gazetteer.TypePlace
}

// narrow leaves, of what the gazetteer knows by a name, what the text's own
// words allow: the Paris in Texas and the Georgia around Atlanta, where it says
// "Paris, Texas" and "Atlanta, Georgia". Other mentions of the contained name
// mean the one that was said last, or else will be said first.
func (p *Pipeline) narrow(d *Document) {
	said := map[int32][]statement{} // first entry → what is said of the name, ascending
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if m.Label != "LOC" || m.Form != "name" || len(m.Entries) == 0 {
			continue
		}
		unit, next := d.container(i)
		if unit == "" {
			continue
		}
		inside := p.places.Inside(m.Entries, unit, d.Lang.Code)
		if inside == nil {
			continue
		}
		if next != nil {
			if around := p.places.Around(next.Entries, inside); around != nil {
				next.Entries = around
			}
		}
		first := m.Entries[0]
		said[first] = append(said[first], statement{m.Start, inside})
	}
	if len(said) == 0 {
		return
	}
	for _, mentions := range [][]Candidate{d.Mentions, d.Inner} {
		for i := range mentions {
			m := &mentions[i]
			if m.Label != "LOC" || len(m.Entries) == 0 {
				continue
			}
			if list := said[m.Entries[0]]; list != nil {
				k, found := slices.BinarySearchFunc(list, m.Start, func(s statement, at int) int { return s.at - at })
				if !found {
					k = max(0, k-1)
				}
				m.Entries = list[k].inside
			}
		}
	}
}

// A statement is what the text says a name means at an offset.
type statement struct {
	at     int
	inside []int32
}

// container is the place that is named right after mention i as the one it
// lies in: Texas of "Paris, Texas", Ohio of "Wapakoneta (Ohio)", Kenya of the
// dateline "NAIROBI, Kenya (AP)"; and its mention, nil if it has none.
func (d *Document) container(i int) (name string, next *Candidate) {
	if place := d.datelineOf(d.Mentions[i].Span); place != nil && place.Region != "" {
		name = place.Region
	}
	if i+1 == len(d.Mentions) {
		return name, nil
	}
	m, next := &d.Mentions[i], &d.Mentions[i+1]
	if next.Label != "LOC" || next.Form != "name" {
		return name, nil
	}
	switch strings.TrimSpace(d.Text[m.End:next.Start]) {
	case ",", "(":
		return d.Text[next.Start:next.End], next
	}
	return name, nil
}

// datelineOf is the dateline's place that stands at the span, nil if none does.
func (d *Document) datelineOf(s token.Span) *dateline.Place {
	at, _ := slices.BinarySearchFunc(d.Datelines, s.End, func(l dateline.Dateline, end int) int { return l.End - end })
	if at < len(d.Datelines) {
		for i := range d.Datelines[at].Places {
			if place := &d.Datelines[at].Places[i]; place.Span == s {
				return place
			}
		}
	}
	return nil
}
