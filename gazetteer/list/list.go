// Package list reads the gazetteers that users write, in two formats with the
// same fields: CSV with a header line, and JSONL, an object a line.
//
//	id            required; names the entry for good: geonames:2988507 for a
//	              place that GeoNames knows, wikidata:Q90 for what Wikidata
//	              does, anything else without white space
//	type          required: place, organisation or person
//	name          what it is usually called
//	name_de       what German calls it, where that differs
//	name_en       what English calls it; one of the three is required
//	aliases       further names in texts of either language
//	aliases_de    … in German texts
//	aliases_en    … in English texts
//	lat, lon      degrees, WGS 84, with a decimal point; both or neither
//	country       ISO 3166-1 code of the country that it lies in: CH
//	admin1        GeoNames code of the first-level subdivision: ZH
//	feature       GeoNames feature code of a place: PPL, AIRP, STM …
//	population    a whole number
//	weight        how often texts name it, as the inhabitants of a city that
//	              is named as often. Where several things have one name, the
//	              heaviest is meant unless the text says otherwise. From
//	              100,000 on, and without a weight, a name stands by itself;
//	              below it says only what a name may mean that the tagger
//	              finds: for names that texts use for something else, too
//	link          a page about it: https://www.wikidata.org/wiki/Q90
//
// In CSV, columns may stand in any order, are separated by commas, semicolons
// or tabs as in the header line, and aliases by |. In JSONL aliases are an
// array of strings, numbers are numbers.
//
// Files are in UTF-8, with or without a byte order mark.
package list

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"enricher/gazetteer"
)

// Take is given each entry of a list, or what is wrong with it, in order; an
// error ends the reading with that error.
type Take func(gazetteer.Listing, *gazetteer.Fault) error

// standsAlone is the weight from which names stand without the tagger.
const standsAlone = 100_000

// standing is that of an entry by its weight, 0 for none.
func standing(weight int) gazetteer.Standing {
	if weight > 0 && weight < standsAlone {
		return gazetteer.Tagged
	}
	return gazetteer.Alone
}

// give passes an entry on if it can be one.
func give(take Take, l gazetteer.Listing, column func(field string) int) error {
	err := l.Check()
	if err == nil {
		return take(l, nil)
	}
	var fault *gazetteer.Fault
	if errors.As(err, &fault) {
		fault.Column = column(fault.Field)
	}
	return take(gazetteer.Listing{}, fault)
}

// text prepares a file for reading: without its byte order mark, and refused
// where the mark is one of UTF-16.
func text(r io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	head, err := in.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err = in.Discard(3)
		return in, err
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return nil, &gazetteer.Fault{Line: 1, Column: 1, Err: errors.New("the file is in UTF-16: save it as UTF-8")}
	}
	return in, nil
}

// notUTF8 is the fault of the first byte of a line that is none of UTF-8, or
// nil.
func notUTF8(line []byte, number int, field string) *gazetteer.Fault {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && n == 1 {
			return &gazetteer.Fault{Line: number, Column: i + 1, Field: field, Err: fmt.Errorf("byte 0x%02x is none of UTF-8: save the file as UTF-8", line[i])}
		}
		i += n
	}
	return nil
}
