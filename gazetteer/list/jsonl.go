package list

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"enricher/gazetteer"
)

// maxLine is the longest line of JSONL taken, in bytes.
const maxLine = 1 << 20

// row is a line of JSONL.
type row struct {
	ID         string   `json:"id"`
	Type       string   `json:"type"`
	Name       string   `json:"name"`
	NameDE     string   `json:"name_de"`
	NameEN     string   `json:"name_en"`
	Aliases    []string `json:"aliases"`
	AliasesDE  []string `json:"aliases_de"`
	AliasesEN  []string `json:"aliases_en"`
	Lat        *float64 `json:"lat"`
	Lon        *float64 `json:"lon"`
	Country    string   `json:"country"`
	Admin1     string   `json:"admin1"`
	Feature    string   `json:"feature"`
	Population int      `json:"population"`
	Weight     int      `json:"weight"`
	Link       string   `json:"link"`
}

// JSONL reads a list in JSONL. An error of reading is one; what is wrong with a
// line goes to take. Blank lines are none.
func JSONL(r io.Reader, take Take) error {
	in, err := text(r)
	if err != nil {
		return err
	}
	for number := 1; ; number++ {
		line, err := readLine(in)
		switch {
		case errors.Is(err, bufio.ErrTooLong):
			fault := &gazetteer.Fault{Line: number, Err: fmt.Errorf("the line has more than %d bytes", maxLine)}
			if err := take(gazetteer.Listing{}, fault); err != nil {
				return err
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			if err := giveLine(take, line, number); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// readLine reads up to and with the next line break. A line over the limit is
// read to its end and thrown away.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for tooLong := false; ; {
		part, err := in.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxLine; !tooLong {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case tooLong:
			return nil, bufio.ErrTooLong
		default:
			return line, err
		}
	}
}

func giveLine(take Take, line []byte, number int) error {
	if fault := notUTF8(line, number, ""); fault != nil {
		return take(gazetteer.Listing{}, fault)
	}
	fault := &gazetteer.Fault{Line: number}
	var r row
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		fault.Column, fault.Field, fault.Err = position(err), field(err), reason(err)
		return take(gazetteer.Listing{}, fault)
	}
	if rest := bytes.TrimSpace(line[decoder.InputOffset():]); len(rest) > 0 {
		fault.Column, fault.Err = int(decoder.InputOffset())+1, fmt.Errorf("want one object a line, and %.20q stands behind it", rest)
		return take(gazetteer.Listing{}, fault)
	}
	column := func(field string) int { return bytes.Index(line, []byte(`"`+field+`"`)) + 1 }
	var kind gazetteer.Type
	if err := kind.UnmarshalText([]byte(r.Type)); err != nil {
		fault.Column, fault.Field, fault.Err = column("type"), "type", err
		return take(gazetteer.Listing{}, fault)
	}
	if (r.Lat == nil) != (r.Lon == nil) {
		fault.Field, fault.Err = "lat", errors.New("lat or lon is missing")
		return take(gazetteer.Listing{}, fault)
	}
	l := gazetteer.Listing{
		ID: r.ID, Type: kind, Name: r.Name, NameDE: r.NameDE, NameEN: r.NameEN,
		Aliases: r.Aliases, AliasesDE: r.AliasesDE, AliasesEN: r.AliasesEN,
		Country: r.Country, Admin1: r.Admin1, Feature: r.Feature, Population: r.Population, Weight: r.Weight, Link: r.Link,
		Stands: standing(r.Weight), Line: number,
	}
	if r.Lat != nil {
		l.Located, l.Lat, l.Lon = true, *r.Lat, *r.Lon
	}
	return give(take, l, column)
}

// position is where in the line an error of JSON lies, 0 if it does not say.
func position(err error) int {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return int(syntax.Offset)
	case errors.As(err, &kind):
		return int(kind.Offset)
	}
	return 0
}

func field(err error) string {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return kind.Field
	}
	return ""
}

// reason is the error without what position and field say.
func reason(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		article := "a"
		if strings.HasPrefix(kind.Value, "array") || strings.HasPrefix(kind.Value, "object") {
			article = "an"
		}
		return fmt.Errorf("%s %s where %s is wanted", article, kind.Value, wanted(kind.Type.String()))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the line ends within its object")
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

func wanted(goType string) string {
	switch goType {
	case "float64":
		return "a number"
	case "int":
		return "a whole number"
	case "string":
		return "a string"
	case "[]string":
		return "an array of strings"
	}
	return "an object"
}
