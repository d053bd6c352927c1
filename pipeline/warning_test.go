package pipeline

import (
	"context"
	"slices"
	"testing"
)

// TestWarnings: what raises which warning; teasers raise none.
func TestWarnings(t *testing.T) {
	const story = "Der Rat hat am Montag ein neues Gesetz beschlossen, das im Mai in Kraft tritt. Die Mehrheit war knapp.\n\n"
	for _, c := range []struct {
		article Article
		want    []Warning
	}{
		{Article{Text: story}, nil},
		{Article{Text: story, Lang: "en"}, []Warning{WarnLanguage}},
		{Article{Text: story + "Die Gegner wollen vor Gericht ziehen, und die Gemeinden … mehr lesen"}, []Warning{WarnTruncated}},
		{Article{Text: story + "Die Gegner wollen vor Gericht ziehen, und die Gemeinden …\n\nJetzt weiterlesen mit Muster Plus"}, []Warning{WarnPaywalled, WarnTruncated}},
		{Article{Text: "Menü\nSuche\nAnmelden\n\n" + story + "Mehr zum Thema\nMoskau - Russland hat den Vertrag gekündigt ... mehr lesen"}, nil},
		{Article{HTML: `<html lang="de"><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script><p>` + story}, []Warning{WarnPaywalled}},
		{Article{HTML: `<html lang="de"><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script><p>` + story}, nil},
	} {
		r, err := loaded().Enrich(context.Background(), &c.article)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(r.Warnings, c.want) {
			t.Errorf("%q: %v, want %v", c.article.content(), r.Warnings, c.want)
		}
	}
}
