package gazetteer

import "math"

// A Toponym is a mention of a place that is to be resolved.
type Toponym struct {
	Candidates []int32 // from a Match or Lookup, best prior first
	Context    string  // what the text says contains it: `Texas` of `Paris, Texas`; "": nothing
	Lang       string  // of the text
}

// A Place is a resolved toponym.
type Place struct {
	Entry int32   // -1: no candidate
	Score float64 // the entry's share of all candidates' mass, to two decimals
}

// Weights of evidence beyond the prior: how many times likelier a candidate is
// with it than without.
const (
	statedWeight  = 1e4 // lies in what the text says contains it
	admin1Weight  = 300 // lies in a state or province that the document names
	countryWeight = 20  // lies in a country that the document names
	homeWeight    = 4   // lies in the country whose spelling the document has
)

// Resolve decides which candidate each toponym of one document means. The
// prior is a candidate's kind and population: countries before cities, then
// the most populous. A candidate gains if the text says that its container
// contains it, if the document names its country or state, and if it lies in
// the country of the document's variety (`de-CH`); all mentions with the same
// candidates share what is said of one.
func (g *Gazetteer) Resolve(toponyms []Toponym, variety string) []Place {
	places := make([]Place, len(toponyms))
	scope := g.scope(toponyms, variety)
	stated := map[int32][]int32{} // first candidate → containers stated for any mention of the name
	for _, t := range toponyms {
		if t.Context != "" && len(t.Candidates) > 0 {
			stated[t.Candidates[0]] = append(stated[t.Candidates[0]], g.Lookup(t.Context, t.Lang)...)
		}
	}
	for i, t := range toponyms {
		places[i] = Place{Entry: -1}
		var total, best float64
		for _, c := range t.Candidates {
			mass := g.prior(c) * scope.weight(g, c)
			for _, container := range stated[t.Candidates[0]] {
				if c != container && g.within(c, container) {
					mass *= statedWeight
					break
				}
			}
			total += mass
			if mass > best {
				best = mass
				places[i].Entry = c
			}
		}
		if total > 0 {
			places[i].Score = math.Round(best/total*100) / 100
		}
	}
	return places
}

// A scope is what a document says about where it plays.
type scope struct {
	units map[int32]float64 // country or state → weight
}

func (g *Gazetteer) scope(toponyms []Toponym, variety string) scope {
	s := scope{units: map[int32]float64{}}
	for _, t := range toponyms {
		if len(t.Candidates) == 0 {
			continue
		}
		switch c := t.Candidates[0]; g.kind(c) {
		case Country:
			s.units[c] = countryWeight
		case Admin1:
			s.units[c] = admin1Weight
		}
	}
	if len(variety) == 5 {
		for _, c := range g.Lookup(variety[3:], variety[:2]) {
			if _, named := s.units[c]; !named && g.kind(c) == Country {
				s.units[c] = homeWeight
			}
		}
	}
	return s
}

// weight is the strongest evidence for a candidate in its containers.
func (s scope) weight(g *Gazetteer, candidate int32) float64 {
	weight := 1.0
	for u := g.parent(candidate); u >= 0; u = g.parent(u) {
		weight = math.Max(weight, s.units[u])
	}
	return weight
}

// prior is a candidate's mass before anything is known about the text.
func (g *Gazetteer) prior(i int32) float64 {
	return prior(g.kind(i), g.feature(i), g.population(i))
}

// prior is in inhabitants: those of a city, or of the city that would be named
// as often as the place is.
func prior(kind Kind, feature string, population int) float64 {
	p := float64(max(population, 300))
	switch kind {
	case Country:
		return 3e8 + p
	case Admin1:
		return 0.1 * p
	case Admin2:
		return 0.03 * p
	case People:
		return 1e6
	}
	switch feature {
	case "CONT", "OCN":
		return 5e8
	case "PCLH", "SEA":
		return 1e8
	case "RGN":
		return 2e7
	case "PPLC":
		return 10 * p
	case "PPLX":
		return 0.3 * p
	}
	if kind == City {
		return p
	}
	return 3e6
}
