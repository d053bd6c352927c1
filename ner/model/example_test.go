package model_test

import (
	"fmt"
	"log"

	"enricher/ner/model"
	"enricher/ner/token"
)

func Example() {
	tagger, err := model.German()
	if err != nil {
		log.Fatal(err)
	}
	doc := token.Split("Angela Merkel sprach in Zürich über den Ukraine-Konflikt.", "de")
	for _, m := range tagger.Mentions(doc) {
		fmt.Println(doc.Text[m.Start:m.End], m.Label, m.Form)
	}
	// Output:
	// Angela Merkel PER name
	// Zürich LOC name
	// Ukraine-Konflikt LOC part
}
