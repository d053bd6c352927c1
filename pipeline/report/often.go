package report

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"
)

// capacity is how many things a counter can tell apart: some two megabytes.
const capacity = 10_000

// longest is a name's length beyond which it is cut: what articles name takes
// bounded memory, whatever they name.
const longest = 200

// An oftenest counts which of very many things come oftenest, in bounded memory:
// Space-Saving (Metwally, Agrawal, El Abbadi 2005). While there are no more things
// than it can hold, all counts are exact. Beyond, a new thing takes the place of
// the rarest and its count. Each count is then at most Over too high and never
// too low, and of n in all everything that came more than n/capacity times is
// there. The same sequence gives the same counts.
type oftenest struct {
	capacity int
	things   map[string]*thing
	rarest   thingHeap
	seen     int64
}

// A thing is counted.
type thing struct {
	Key      string
	Name     string
	Count    int64
	Over     int64 // the count may be so much too high
	Placed   bool
	Lat, Lon float64

	order int64 // of coming in, to tell apart what is equally rare
	index int   // in the heap
}

func newOftenest(capacity int) *oftenest {
	return &oftenest{capacity: capacity, things: map[string]*thing{}}
}

// add counts a thing once more, and returns it.
func (o *oftenest) add(key, name string) *thing {
	o.seen++
	key = within(key)
	t := o.things[key]
	if t != nil {
		t.Count++
		heap.Fix(&o.rarest, t.index)
		return t
	}
	key = strings.Clone(key)
	t = &thing{Key: key, Name: strings.Clone(within(name)), Count: 1, order: o.seen}
	if len(o.things) == o.capacity {
		out := o.rarest[0]
		delete(o.things, out.Key)
		t.Over, t.Count = out.Count, out.Count+1
		o.rarest[0] = t
		heap.Fix(&o.rarest, 0)
	} else {
		heap.Push(&o.rarest, t)
	}
	o.things[key] = t
	return t
}

func within(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "")
}

// bound is the count up to which a thing may be missing; 0: none is.
func (o *oftenest) bound() int64 {
	if !slices.ContainsFunc(o.rarest, func(t *thing) bool { return t.Over > 0 }) {
		return 0
	}
	return o.seen / int64(o.capacity)
}

// top are the n oftenest.
func (o *oftenest) top(n int) []*thing {
	all := slices.SortedFunc(slices.Values(o.rarest), func(a, b *thing) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Over, b.Over), strings.Compare(a.Name, b.Name), strings.Compare(a.Key, b.Key))
	})
	return all[:min(n, len(all))]
}

type thingHeap []*thing

func (h thingHeap) Len() int { return len(h) }
func (h thingHeap) Less(i, j int) bool {
	return h[i].Count < h[j].Count || h[i].Count == h[j].Count && h[i].order < h[j].order
}
func (h thingHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}
func (h *thingHeap) Push(x any) {
	t := x.(*thing)
	t.index = len(*h)
	*h = append(*h, t)
}
func (h *thingHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	*h = (*h)[:last]
	return t
}
