package model_test

import (
	"fmt"
	"log"
	"os"

	"enricher/ner"
	"enricher/ner/model"
	"enricher/ner/token"
)

// The weights that come with the program.
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

// Weights from a file, trained by enricher train or copied from here. Package
// ner alone embeds none.
func Example_file() {
	file, err := os.Open("en.bin")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	tagger, err := ner.Load(file) // once; many goroutines may share it
	if err != nil {
		log.Fatal(err)
	}
	doc := token.Split("Barack Obama met the Russian president at the United Nations.", tagger.Lang())
	for _, m := range tagger.Mentions(doc) {
		fmt.Println(doc.Text[m.Start:m.End], m.Label, m.Form)
	}
	// Output:
	// Barack Obama PER name
	// Russian LOC derived
	// United Nations ORG name
}
