package batch

import (
	"maps"
	"slices"

	"enricher/pipeline"
)

// Totals count what became of the articles of a run.
type Totals struct {
	Articles  int64            `json:"articles"` // found, the bad ones included
	Records   int64            `json:"records"`  // written, or published
	Kept      int64            `json:"kept"`     // of these, up to date and passed on as they were
	Unwanted  int64            `json:"unwanted"` // by the filter
	Failed    int64            `json:"failed"`
	Reasons   map[string]int64 `json:"reasons"` // of failures
	Languages map[string]int64 `json:"languages"`
	Entities  map[string]int64 `json:"entities"` // by type
}

// Unreadable is the reason of failures that are a file's, not an article's.
const Unreadable = "unreadable"

func (t *Totals) add(j *job) {
	t.Articles++
	if j.err != nil {
		reason, ok := pipeline.ReasonOf(j.err)
		if !ok {
			reason = Unreadable
		}
		t.Failed++
		count(&t.Reasons, string(reason), 1)
		return
	}
	switch j.result.Outcome {
	case Unwanted:
		t.Unwanted++
		return
	case Kept:
		t.Kept++
	}
	t.Records++
	count(&t.Languages, j.result.Lang, 1)
	for _, kind := range slices.Sorted(maps.Keys(j.result.Entities)) {
		count(&t.Entities, kind, j.result.Entities[kind])
	}
}

func count(of *map[string]int64, key string, n int) {
	if key == "" {
		return
	}
	if *of == nil {
		*of = map[string]int64{}
	}
	(*of)[key] += int64(n)
}
