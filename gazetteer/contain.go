package gazetteer

import (
	"slices"

	"enricher/ner/token"
)

// contain strengthens what stands side by side as a place and what contains
// it: Oxford, Miss., and Springfield (Ohio) stand without the tagger, both of
// them, and so do those of which neither does alone. A Swiss canton's
// abbreviation behind a town in it is part of the name: Wil SG.
func (f *finder) contain() {
	kept := f.matches[:0]
	for _, m := range f.matches {
		if len(kept) > 0 {
			before := &kept[len(kept)-1]
			switch between := f.doc.Text[before.End:m.Start]; {
			case before.Form != FormName || m.Form != FormName:
			case between == ", ", between == " (":
				if _, ok := f.g.container(before.Entries, m.Entries); ok {
					before.Strong, m.Strong = true, true
				}
			case between == " " && f.lang.german && m.Len() == 2:
				if canton, ok := f.g.container(before.Entries, m.Entries); ok && f.g.kind(canton) == Admin1 {
					before.Span = token.Span{Start: before.Start, End: m.End}
					before.Last, before.Strong = m.Last, true
					before.Entries = slices.DeleteFunc(before.Entries, func(e int32) bool { return !f.g.within(e, canton) })
					continue
				}
			}
		}
		kept = append(kept, m)
	}
	f.matches = kept
}

// container is the first of the units in which one of the places lies.
func (g *Gazetteer) container(places, units []int32) (int32, bool) {
	for _, unit := range units {
		if g.isUnit(unit) && slices.ContainsFunc(places, func(p int32) bool { return p != unit && g.within(p, unit) }) {
			return unit, true
		}
	}
	return -1, false
}

// isUnit reports whether an entry is a country or a subdivision.
func (g *Gazetteer) isUnit(i int32) bool {
	switch g.kind(i) {
	case Country, Admin1, Admin2:
		return true
	}
	return false
}

// Inside are the candidates that the text says lie in a unit: Texas of `Paris,
// Texas`. It is nil if none does.
func (g *Gazetteer) Inside(candidates []int32, unit, lang string) []int32 {
	units := g.LookupPlaces(unit, lang)
	var inside []int32
	for _, c := range candidates {
		if slices.ContainsFunc(units, func(u int32) bool { return u != c && g.within(c, u) }) {
			inside = append(inside, c)
		}
	}
	return inside
}

// Around are the candidates for a unit that the text says contains one of the
// places: Georgia of `Atlanta, Georgia`. It is nil if none does.
func (g *Gazetteer) Around(candidates, places []int32) []int32 {
	var around []int32
	for _, u := range candidates {
		if _, ok := g.container(places, []int32{u}); ok {
			around = append(around, u)
		}
	}
	return around
}
