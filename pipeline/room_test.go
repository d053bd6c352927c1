package pipeline

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"testing"
)

// TestRecordsStay: a record holds nothing of the room that its document was
// worked on in: other articles, longer and shorter, of either language, do not
// change it.
func TestRecordsStay(t *testing.T) {
	articles := sampleArticles(t)
	var records []*Record
	var want [][]byte
	for _, a := range slices.Concat(articles, articles[:len(articles)/2]) {
		r := enrich(t, a)
		line, err := r.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		records, want = append(records, r), append(want, line)
	}
	for i, r := range records {
		if got, err := r.Marshal(); err != nil || !bytes.Equal(got, want[i]) {
			t.Errorf("record %d is another after the articles behind it (%v)", i, err)
		}
	}
	for i, again := range want[len(articles):] {
		if !bytes.Equal(again, want[i]) {
			t.Errorf("article %d gives other bytes the second time", i)
		}
	}
}

// TestAllocation: an article costs its record and little more. Under the race
// detector pools forget at random what they hold: make test leaves it out there.
func TestAllocation(t *testing.T) {
	articles := sampleArticles(t)
	all := func() {
		for _, a := range articles {
			if _, err := loaded().Enrich(context.Background(), a); err != nil {
				t.Fatal(err)
			}
		}
	}
	for range 3 { // the tables that the first articles fill
		all()
	}
	const times = 10
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		all()
	}
	runtime.ReadMemStats(&after)
	n := times * len(articles)
	const limit = 100 << 10
	perArticle := int(after.TotalAlloc-before.TotalAlloc) / n
	t.Logf("%d bytes an article", perArticle)
	if perArticle > limit {
		t.Errorf("%d bytes allocated an article, want %d at most", perArticle, limit)
	}
}
