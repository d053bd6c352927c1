package zone

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// A thing is a node of linked data: JSON-LD in the terms of schema.org.
type thing = map[string]any

// linkedData is what a page's linked data say of its article.
type linkedData struct {
	published, updated string // as written
	publisher, site    string
	authors, origin    []string
	body               string // the story itself
	locked             bool   // it must be paid or registered for
	rank               int    // how surely the thing read so far is the article
}

func isLinkedData(script *html.Node) bool {
	return strings.EqualFold(attr(script, "type"), "application/ld+json")
}

// read reads one script's things: schema.org's Article and the types under it.
// title is the page's.
func (l *linkedData) read(script, title string) {
	var data any
	if json.Unmarshal([]byte(bareJSON(script)), &data) != nil {
		return
	}
	things := make(references)
	things.collect(data)
	l.node(data, title, things, 0)
}

// bareJSON takes off what pages put around and into their JSON-LD that JSON
// does not allow: marks of comments and CDATA, and line breaks within strings.
func bareJSON(s string) string {
	from, to := strings.IndexAny(s, "{["), strings.LastIndexAny(s, "}]")
	if from < 0 || to < from {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s[from:to+1])
}

func (l *linkedData) node(data any, title string, things references, depth int) {
	if depth > 4 {
		return
	}
	switch v := data.(type) {
	case []any:
		for _, e := range v {
			l.node(e, title, things, depth+1)
		}
	case thing:
		if rank := articleRank(v, title); rank > l.rank {
			l.rank = rank
			l.article(v, things)
		} else if hasType(v["@type"], "WebSite") || hasType(v["@type"], "Organization") {
			l.site = cmp.Or(l.site, things.name(v))
		}
		l.node(v["@graph"], title, things, depth+1)
		l.node(v["mainEntity"], title, things, depth+1)
		l.node(v["mainEntityOfPage"], title, things, depth+1)
	}
}

// article takes what the thing says; what it does not say, a less sure one said.
func (l *linkedData) article(v thing, things references) {
	text := func(key string) string { s, _ := v[key].(string); return s }
	l.published = cmp.Or(text("datePublished"), text("dateCreated"), l.published)
	l.updated = cmp.Or(text("dateModified"), l.updated)
	l.publisher = cmp.Or(things.name(v["publisher"]), l.publisher)
	l.body = cmp.Or(text("articleBody"), l.body)
	if authors := append(things.names(v["author"]), things.names(v["creator"])...); len(authors) > 0 {
		l.authors = authors
	}
	l.origin = append(things.names(v["sourceOrganization"]), things.names(v["provider"])...)
	if locked, stated := locked(v); stated {
		l.locked = locked
	}
}

// articleRank says how surely a thing of the linked data is the page's
// article: zero if it is none, one for the page around it, two for an article,
// three for one that has the page's title. Pages list other articles, too.
func articleRank(v thing, title string) int {
	if !articleType(v["@type"]) {
		if hasType(v["@type"], "WebPage") {
			return 1
		}
		return 0
	}
	headline, _ := v["headline"].(string)
	if headline = oneLine(html.UnescapeString(headline)); len(headline) > 10 && strings.Contains(title, headline) {
		return 3
	}
	return 2
}

// articleType reports whether a schema.org type is an article's.
func articleType(t any) bool {
	return hasType(t, "Article") || hasType(t, "Posting") || hasType(t, "Report")
}

// hasType reports whether a schema.org type, or one of several, is named so or
// more closely: a NewsArticle is an Article.
func hasType(t any, name string) bool {
	return slices.ContainsFunc(list(t), func(e any) bool { s, ok := e.(string); return ok && strings.HasSuffix(s, name) })
}

// locked reports whether a thing or, where it says nothing of itself, a part of
// it is not accessible for free.
func locked(v thing) (locked, stated bool) {
	if free, stated := truth(v["isAccessibleForFree"]); stated {
		return !free, true
	}
	for _, part := range list(v["hasPart"]) {
		if part, ok := part.(thing); ok {
			if free, stated := truth(part["isAccessibleForFree"]); stated && !free {
				return true, true
			}
		}
	}
	return false, false
}

// truth reads a Boolean, which pages write in all of JSON's and schema.org's
// ways: false, "False", "https://schema.org/False".
func truth(v any) (value, stated bool) {
	switch v := v.(type) {
	case bool:
		return v, true
	case string:
		switch strings.ToLower(v[strings.LastIndexByte(v, '/')+1:]) {
		case "true":
			return true, true
		case "false":
			return false, true
		}
	}
	return false, false
}

// story is the story as the linked data tell it. Of pages that scripts fill in
// it is all there is.
func (l *linkedData) story() (blocks []block) {
	if strings.Contains(l.body, "</") {
		doc, err := html.Parse(strings.NewReader(l.body))
		if err != nil {
			return nil
		}
		return readBlocks(doc)
	}
	for line := range strings.Lines(l.body) {
		if line = oneLine(html.UnescapeString(line)); line != "" {
			blocks = append(blocks, block{text: line, kind: Body})
		}
	}
	return blocks
}

// references are a script's things by their @id, by which others name them.
type references map[string]thing

func (r references) collect(data any) {
	for _, e := range list(data) {
		v, ok := e.(thing)
		if !ok {
			continue
		}
		if id, ok := v["@id"].(string); ok && r[id] == nil {
			r[id] = v
		}
		if graph, ok := v["@graph"].([]any); ok {
			r.collect(graph)
		}
	}
}

// name is the name of a thing, which may be given by name or reference alone.
func (r references) name(v any) string {
	switch v := v.(type) {
	case string:
		if !strings.Contains(v, "://") {
			return oneLine(v)
		}
	case thing:
		s, ok := v["name"].(string)
		if id, _ := v["@id"].(string); !ok {
			s, _ = r[id]["name"].(string)
		}
		return oneLine(html.UnescapeString(s))
	}
	return ""
}

func (r references) names(v any) (all []string) {
	for _, e := range list(v) {
		if s := r.name(e); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// list is a value of linked data, one or several.
func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}
