package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/nats-io/nats.go"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

// An article of the suite is known by its number: the same number is the same
// message on every run.
type article struct {
	name   string // its message id
	header nats.Header
	data   []byte
	reason pipeline.Reason // of its dead letter; empty: it becomes a record
}

// maxText is the longest text that the suite's workers take, in bytes.
const maxText = 4 << 10

// One article of so many is poison, of each kind in turn, at a place that
// differs from each hundred to the next: two idle workers take articles in
// turns, and at even intervals one of them would get all the poison.
const poisonEvery = 100

func poisonous(number int) bool {
	block := number / poisonEvery
	return number%poisonEvery == rand.New(rand.NewPCG(8, uint64(block))).IntN(poisonEvery)
}

func newArticle(number int) article {
	a := article{name: fmt.Sprintf("a-%07d", number)}
	r := rand.New(rand.NewPCG(7, uint64(number)))
	if poisonous(number) {
		a.poison(number/poisonEvery, r)
	} else {
		a.healthy(number, r)
	}
	if a.header == nil {
		a.header = nats.Header{}
	}
	a.header.Set(stream.HeaderMsgID, a.name)
	return a
}

// poison is an article that cannot be enriched.
func (a *article) poison(n int, r *rand.Rand) {
	text := german(n, r)
	switch n % 8 {
	case 0, 4:
		a.json(map[string]any{"id": a.name, "text": text + " <<panic>>"})
		a.reason = pipeline.Panic
	case 1:
		a.json(map[string]any{"id": a.name, "text": text + " <<hang>>"})
		a.reason = pipeline.Timeout
	case 2:
		a.json(map[string]any{"id": a.name, "text": strings.Repeat(text+" ", maxText/len(text)+1)})
		a.reason = pipeline.TooLarge
	case 3:
		a.data = fmt.Appendf(nil, "{\"id\": %q, \"text\": \"Z\xfcrich\"}", a.name) // Latin-1 in JSON
		a.reason = pipeline.InvalidEncoding
	case 5:
		a.header = nats.Header{stream.HeaderContentType: {"text/plain; charset=utf-8"}, stream.HeaderArticleID: {a.name}}
		a.data = append([]byte(text), 0xff, 0xfe, 0x80)
		a.reason = pipeline.InvalidEncoding
	case 6:
		a.json(map[string]any{"id": a.name, "text": text})
		a.data = bytes.TrimSuffix(a.data, []byte("\"}\n")) // torn between characters: half of one is another reason
		a.reason = pipeline.InvalidJSON
	case 7:
		a.json(map[string]any{"id": a.name, "text": " \n "})
		a.reason = pipeline.EmptyText
	}
}

func (a *article) healthy(n int, r *rand.Rand) {
	text, published := german(n, r), "2024-03-05T08:30:00+01:00"
	if n%2 == 1 {
		text, published = english(n, r), "2024-03-05"
	}
	switch r.IntN(8) {
	case 0, 1:
		a.json(map[string]any{"id": a.name, "text": text})
	case 2:
		headline, body, _ := strings.Cut(text, ". ")
		a.json(map[string]any{"id": a.name, "title": headline, "text": body + ".", "published": published, "source": "wire"})
	case 3: // no identifier: it is known by its content
		a.json(map[string]any{"text": text, "published": published, "meta": map[string]any{"desk": n % 5}})
	case 4:
		a.header = nats.Header{stream.HeaderContentType: {"text/plain; charset=utf-8"}, stream.HeaderArticleID: {a.name}, "Traceparent": {"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}}
		a.data = []byte(strings.ReplaceAll(text, ". ", ".\r\n\r\n"))
	case 5:
		latin, err := charmap.ISO8859_1.NewEncoder().String(text)
		if err != nil {
			panic(err) // the sentences below are Latin-1
		}
		a.header = nats.Header{stream.HeaderContentType: {"text/plain; charset=iso-8859-1"}, stream.HeaderArticleID: {a.name}}
		a.data = []byte(latin)
	case 6:
		a.header = nats.Header{stream.HeaderContentType: {"text/html"}, stream.HeaderArticleID: {a.name}, "Article-Published": {published}}
		a.data = fmt.Appendf(nil, "<html><head><meta charset=utf-8><title>%d</title></head><body><article><p>%s</p></article></body></html>",
			n, strings.ReplaceAll(text, ". ", ".</p><p>"))
	case 7: // in a language of which no facts are read
		a.json(map[string]any{"id": a.name, "text": fmt.Sprintf("Le maire de la ville a visité hier la nouvelle école avec %d enfants, et tout le monde était très content.", n)})
	}
}

func (a *article) json(fields map[string]any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(fields); err != nil {
		panic(err) // strings and numbers
	}
	a.data = b.Bytes()
}

// german and english write two to four sentences, with the article's number in
// them, so that no two articles are alike.
func german(n int, r *rand.Rand) string {
	return fmt.Sprintf(pick(r, "%s (dpa) - %s", "%s - %s", "In %s hieß es: %s"), pick(r, "Hamburg", "München", "Wien", "Zürich", "Köln"), sentences(n, r,
		"Bundeskanzler Olaf Scholz ist am Dienstag mit %d Gästen nach Paris gereist.",
		"Die Deutsche Bahn bezifferte den Schaden auf %d Euro.",
		"\"Das sind %d zu viel\", sagte Verdi-Sprecherin Martina Brandhorst.",
		"Rund %d Menschen kamen am 3. Oktober 2023 auf den Marktplatz von Nürnberg.",
		"Der Preis stieg binnen eines Jahres um 3,5 Prozent auf %d Franken.",
		"Wirtschaftsministerin Karin Müller wies %d Vorwürfe zurück.",
		"Bei Siemens in Erlangen arbeiten künftig %d Ingenieure.",
	))
}

func english(n int, r *rand.Rand) string {
	return fmt.Sprintf(pick(r, "%s, May 4 (Reuters) - %s", "%s (AP) - %s", "From %s: %s"), pick(r, "LONDON", "PARIS", "NEW YORK", "BERLIN", "GENEVA"), sentences(n, r,
		"President Emmanuel Macron met %d farmers in Lyon on Monday.",
		"\"We sold %d of them last year\", said Tim Cook, the chief executive of Apple.",
		"The United Nations sent %d trucks to the border on October 3, 2023.",
		"Shares of Volkswagen fell 2.5 percent to %d euros in Frankfurt.",
		"About %d people marched through Edinburgh, police said.",
		"The Bank of England kept its rate while %d economists had expected a cut.",
		"Mayor Anna Schmidt will open the bridge at 10:30 a.m. before %d guests.",
	))
}

func sentences(n int, r *rand.Rand, of ...string) string {
	var b []string
	for _, i := range r.Perm(len(of))[:2+r.IntN(3)] {
		b = append(b, fmt.Sprintf(of[i], n))
	}
	return strings.Join(b, " ")
}

func pick(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }

// What cannot be decoded is refused for the reason that the accounts expect.
func TestPoisonIsWhatItSays(t *testing.T) {
	for number := range 50_000 {
		if !poisonous(number) {
			continue
		}
		a := newArticle(number)
		if a.reason == pipeline.Panic || a.reason == pipeline.Timeout {
			continue // these are the pipeline's own
		}
		_, err := pipeline.Decode(a.data, a.header.Get(stream.HeaderContentType), maxText)
		if got, _ := pipeline.ReasonOf(err); got != a.reason {
			t.Errorf("%s: reason %s (%v), want %s", a.name, got, err, a.reason)
		}
	}
}
