package pipeline

import "enricher/pipeline/quote"

// role reads Mentions and Entities and writes Roles.
func (p *Pipeline) role(d *Document) {
	d.room.reader.Reset(d.Tokens, d.quoteMentions())
	d.Roles = d.room.reader.Roles()
}

// quote reads Mentions, Entities and Roles and writes Quotes.
func (p *Pipeline) quote(d *Document) {
	d.Quotes = d.room.reader.Quotes(d.Roles)
}

func (d *Document) quoteMentions() []quote.Mention {
	of := d.entityOf()
	mentions := make([]quote.Mention, len(d.Mentions))
	for i := range d.Mentions {
		m := &d.Mentions[i]
		mentions[i] = quote.Mention{Span: m.Span, Label: m.Label, Form: m.Form, Entity: of[i]}
	}
	return mentions
}
