package pipeline_test

import (
	"context"
	"fmt"

	"enricher/pipeline"
)

func Example() {
	p, err := pipeline.New(pipeline.Options{})
	if err != nil {
		panic(err)
	}
	record, err := p.Enrich(context.Background(), &pipeline.Article{
		Published: "2026-03-03",
		Text:      "Wien/Bregenz – Der Umsatz stieg im Vorjahr um 3,5 Prozent auf rund 1,2 Milliarden Euro, sagte Vorstandschefin Maria Huber am Dienstag in Wien.",
	})
	if err != nil {
		panic(err)
	}
	for _, e := range record.Entities {
		fmt.Println(e.Type, e.Name)
	}
	for _, f := range record.Figures {
		fmt.Println(record.Text[f.Start:f.End], "=", f.Value, f.Unit)
	}
	// Output:
	// place Wien
	// place Bregenz
	// person Maria Huber
	// 3,5 Prozent = 3.5 percent
	// 1,2 Milliarden Euro = 1200000000 EUR
}
