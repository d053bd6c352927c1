package gazetteer

import "enricher/ner/token"

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
					before.Entries = f.g.inside(before.Entries, canton)
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
		switch g.kind(unit) {
		case Country, Admin1, Admin2:
			for _, place := range places {
				if place != unit && g.within(place, unit) {
					return unit, true
				}
			}
		}
	}
	return -1, false
}

// inside keeps the places that lie in the unit, in place.
func (g *Gazetteer) inside(places []int32, unit int32) []int32 {
	kept := places[:0]
	for _, place := range places {
		if g.within(place, unit) {
			kept = append(kept, place)
		}
	}
	return kept
}
