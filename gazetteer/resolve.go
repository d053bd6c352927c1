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

// Weights of evidence: how many times likelier a candidate is with it than
// without.
const (
	statedWeight  = 1e4 // lies in what the text says contains it
	admin1Weight  = 20  // for each other toponym in its state or province …
	countryWeight = 6   // … and in its country
	named         = 2   // toponyms that the unit's own name counts for
	home          = 1   // toponyms that the document's variety counts for
	most          = 3   // toponyms that count
)

// Resolve decides which candidate each toponym of one document means. The
// prior is a candidate's kind and population: countries before cities, then
// the most populous. A candidate gains if the text says that its container
// contains it, and for each other toponym that probably lies in the same
// country or state, or names it; the document's variety (`de-CH`) counts for
// its country. Toponyms with the same best candidate are mentions of one
// place: they count once, and what the text says of one holds for all.
func (g *Gazetteer) Resolve(toponyms []Toponym, variety string) []Place {
	names := g.group(toponyms)
	total := map[int32]float64{} // unit → toponyms that lie in it
	if len(variety) == len("de-CH") {
		for _, c := range g.Lookup(variety[3:], variety[:2]) {
			if g.kind(c) == Country {
				total[c] += home
				break
			}
		}
	}
	for _, n := range names.all {
		for _, u := range n.units {
			total[u.unit] += u.share
		}
	}
	places := make([]Place, len(toponyms))
	for i, t := range toponyms {
		places[i] = Place{Entry: -1}
		if len(t.Candidates) == 0 {
			continue
		}
		n := names.of[t.Candidates[0]]
		var sum, best float64
		for k, c := range t.Candidates {
			mass := n.mass(g, k, c)
			for u := c; u >= 0; u = g.parent(u) {
				switch others := min(total[u]-n.in(u), most); g.kind(u) {
				case Admin1:
					mass *= math.Pow(admin1Weight, others)
				case Country:
					mass *= math.Pow(countryWeight, others)
				}
			}
			sum += mass
			if mass > best {
				best = mass
				places[i].Entry = c
			}
		}
		places[i].Score = math.Round(best/sum*100) / 100
	}
	return places
}

// A name is what all toponyms with the same candidates share.
type name struct {
	containers []int32 // stated ones
	masses     []float64
	units      []unitShare // countries and states that it may lie in
}

type unitShare struct {
	unit  int32
	share float64 // of the name's mass
}

type names struct {
	of  map[int32]*name // by first candidate
	all []*name         // in order of appearance
}

// group finds the names among the toponyms and where each probably lies.
func (g *Gazetteer) group(toponyms []Toponym) names {
	ns := names{of: map[int32]*name{}}
	candidates := [][]int32{}
	for _, t := range toponyms {
		if len(t.Candidates) == 0 {
			continue
		}
		n := ns.of[t.Candidates[0]]
		if n == nil {
			n = &name{}
			ns.of[t.Candidates[0]] = n
			ns.all = append(ns.all, n)
			candidates = append(candidates, t.Candidates)
		}
		if t.Context != "" {
			n.containers = append(n.containers, g.Lookup(t.Context, t.Lang)...)
		}
	}
	for i, n := range ns.all {
		n.locate(g, candidates[i])
	}
	return ns
}

func (n *name) locate(g *Gazetteer, candidates []int32) {
	var sum float64
	for _, c := range candidates {
		mass := g.prior(c)
		for _, container := range n.containers {
			if c != container && g.within(c, container) {
				mass *= statedWeight
				break
			}
		}
		n.masses = append(n.masses, mass)
		sum += mass
	}
	for i, c := range candidates {
		share := n.masses[i] / sum
		for u := c; u >= 0; u = g.parent(u) {
			if k := g.kind(u); k != Country && k != Admin1 {
				continue
			}
			if u == c {
				n.add(u, named*share)
			} else {
				n.add(u, share)
			}
		}
	}
}

func (n *name) add(unit int32, share float64) {
	for i := range n.units {
		if n.units[i].unit == unit {
			n.units[i].share += share
			return
		}
	}
	n.units = append(n.units, unitShare{unit, share})
}

// in is the name's share that lies in a unit.
func (n *name) in(unit int32) float64 {
	for _, u := range n.units {
		if u.unit == unit {
			return u.share
		}
	}
	return 0
}

// mass is candidate k's, by its prior and what the text states. Mentions of
// one name may have fewer candidates than the first.
func (n *name) mass(g *Gazetteer, k int, candidate int32) float64 {
	if k < len(n.masses) {
		return n.masses[k]
	}
	return g.prior(candidate)
}

// prior is a candidate's mass before anything is known about the text.
func (g *Gazetteer) prior(i int32) float64 {
	return prior(g.kind(i), g.feature(i), g.population(i), g.weight(i))
}

// prior is in inhabitants: those of a city, or of the city that would be named
// as often as the place is.
func prior(kind Kind, feature string, population, weight int) float64 {
	if weight > 0 {
		return float64(weight)
	}
	p := float64(max(population, 300))
	switch kind {
	case Country:
		return 3e8 + p
	case Admin1:
		return 0.1 * p
	case Admin2:
		return 0.03 * p
	case People, Organisation, Person:
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
