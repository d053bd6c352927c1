package pipeline

import (
	"slices"
	"strings"

	"enricher/gazetteer"
	"enricher/pipeline/dateline"
)

// place reads Entities, Mentions and Inner and gives the places among the
// entities coordinates.
func (p *Pipeline) place(d *Document) {
	var toponyms []gazetteer.Toponym
	var of []int // toponym → entity
	for at := range d.Entities {
		e := &d.Entities[at]
		if e.label != "LOC" {
			continue
		}
		for _, i := range e.mentions {
			if m := &d.Mentions[i]; p.isToponym(m) {
				toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries, Context: d.container(i), Lang: d.Lang.Code})
				of = append(of, at)
			}
		}
		for _, i := range e.inner {
			if m := &d.Inner[i]; p.isToponym(m) {
				toponyms = append(toponyms, gazetteer.Toponym{Candidates: m.Entries, Lang: d.Lang.Code})
				of = append(of, at)
			}
		}
	}
	for i, place := range p.places.Resolve(toponyms, d.Lang.Variety) {
		e := &d.Entities[of[i]]
		if place.Entry < 0 || e.place != nil {
			continue // all mentions of an entity are one place
		}
		entry := p.places.Entry(place.Entry)
		e.link = entry.Link
		if !entry.Located {
			continue
		}
		e.place = &Place{
			GeoNames: entry.GeoNames, Name: entry.Name, Country: entry.Country, Admin1: entry.Admin1, Feature: entry.Feature,
			Lat: entry.Lat, Lon: entry.Lon, Population: entry.Population, Score: place.Score,
		}
	}
}

// isToponym reports whether the gazetteer knows places by a mention's name.
func (p *Pipeline) isToponym(m *Candidate) bool {
	return len(m.Entries) > 0 && p.places.Type(m.Entries[0]) == gazetteer.TypePlace
}

// container is the place that is named right after mention i as the one it
// lies in: Texas of "Paris, Texas", Ohio of "Wapakoneta (Ohio)", Kenya of the
// dateline "NAIROBI, Kenya (AP)".
func (d *Document) container(i int) string {
	at, _ := slices.BinarySearchFunc(d.Datelines, d.Mentions[i].End, func(l dateline.Dateline, end int) int { return l.End - end })
	if at < len(d.Datelines) {
		for _, place := range d.Datelines[at].Places {
			if place.Region != "" && place.Span == d.Mentions[i].Span {
				return place.Region
			}
		}
	}
	if i+1 == len(d.Mentions) {
		return ""
	}
	m, next := &d.Mentions[i], &d.Mentions[i+1]
	if next.Label != "LOC" || next.Form != "name" {
		return ""
	}
	switch strings.TrimSpace(d.Text[m.End:next.Start]) {
	case ",", "(":
		return d.Text[next.Start:next.End]
	}
	return ""
}
