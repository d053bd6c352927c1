package list

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"enricher/gazetteer"
)

// columns are the names that a header may have.
var columns = []string{
	"id", "type", "name", "name_de", "name_en", "aliases", "aliases_de", "aliases_en", "lat", "lon",
	"country", "admin1", "feature", "population", "weight", "link",
}

// CSV reads a list in CSV. A header that cannot be one is an error, and so is
// one of reading; what is wrong with a row goes to take.
func CSV(r io.Reader, take Take) error {
	in, err := text(r)
	if err != nil {
		return err
	}
	head, err := in.Peek(in.Size()) // up to the header's end, as a rule
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	rows := csv.NewReader(in)
	rows.Comma = separator(head)
	rows.FieldsPerRecord = -1
	rows.ReuseRecord = true
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return &gazetteer.Fault{Err: errors.New("the file is empty: want a header line with the names of columns")}
	}
	if err != nil {
		return fault(err)
	}
	names := slices.Clone(header)
	for i, name := range names {
		names[i] = strings.TrimSpace(name)
		switch {
		case !slices.Contains(columns, names[i]):
			line, column := rows.FieldPos(i)
			return &gazetteer.Fault{Line: line, Column: column, Err: fmt.Errorf("%q is the name of no column: want some of %s", name, strings.Join(columns, ", "))}
		case slices.Contains(names[:i], names[i]):
			line, column := rows.FieldPos(i)
			return &gazetteer.Fault{Line: line, Column: column, Err: fmt.Errorf("a second column %s", names[i])}
		}
	}
	for _, required := range []string{"id", "type"} {
		if !slices.Contains(names, required) {
			return &gazetteer.Fault{Line: 1, Err: fmt.Errorf("no column %s in the header", required)}
		}
	}
	for {
		fields, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			f := fault(err)
			var bad *gazetteer.Fault
			if !errors.As(f, &bad) {
				return f
			}
			if err := take(gazetteer.Listing{}, bad); err != nil {
				return err
			}
		default:
			if err := giveRow(take, rows, names, fields); err != nil {
				return err
			}
		}
	}
}

// separator is the one that the header line has most of.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := ',', bytes.Count(line, []byte(","))
	for _, s := range ";\t" {
		if n := bytes.Count(line, []byte(string(s))); n > most {
			best, most = s, n
		}
	}
	return best
}

// fault is an error of the CSV reader with its position, or the error itself
// where it is none of the text.
func fault(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	return &gazetteer.Fault{Line: parse.Line, Column: parse.Column, Err: parse.Err}
}

func giveRow(take Take, rows *csv.Reader, names, fields []string) error {
	line, _ := rows.FieldPos(0)
	bad := func(column int, format string, args ...any) error {
		f := &gazetteer.Fault{Line: line, Err: fmt.Errorf(format, args...)}
		if column < len(names) {
			f.Field = names[column]
			f.Line, f.Column = rows.FieldPos(column)
		}
		return take(gazetteer.Listing{}, f)
	}
	if len(fields) != len(names) {
		return bad(len(names), "%d fields, and the header has %d", len(fields), len(names))
	}
	l := gazetteer.Listing{Line: line}
	numbers := map[string]float64{}
	for i, value := range fields {
		value = strings.TrimSpace(value)
		if f := notUTF8([]byte(value), line, names[i]); f != nil {
			at, column := rows.FieldPos(i)
			f.Line, f.Column = at, column+f.Column-1
			return take(gazetteer.Listing{}, f)
		}
		switch names[i] {
		case "id":
			l.ID = value
		case "type":
			if err := l.Type.UnmarshalText([]byte(value)); err != nil {
				return bad(i, "%w", err)
			}
		case "name":
			l.Name = value
		case "name_de":
			l.NameDE = value
		case "name_en":
			l.NameEN = value
		case "aliases":
			l.Aliases = aliases(value)
		case "aliases_de":
			l.AliasesDE = aliases(value)
		case "aliases_en":
			l.AliasesEN = aliases(value)
		case "country":
			l.Country = value
		case "admin1":
			l.Admin1 = value
		case "feature":
			l.Feature = value
		case "link":
			l.Link = value
		case "lat", "lon":
			if value == "" {
				break
			}
			n, err := strconv.ParseFloat(value, 64)
			if err != nil {
				return bad(i, "%q is no number of degrees such as 47.37", value)
			}
			numbers[names[i]] = n
		case "population", "weight":
			if value == "" {
				break
			}
			n, err := strconv.ParseUint(value, 10, 32)
			if err != nil {
				return bad(i, "%q is no whole number up to 4294967295", value)
			}
			numbers[names[i]] = float64(n)
		}
	}
	var lat, lon bool
	l.Lat, lat = numbers["lat"]
	l.Lon, lon = numbers["lon"]
	if lat != lon {
		return bad(slices.Index(names, "lat"), "lat or lon is missing")
	}
	l.Located = lat
	l.Population, l.Weight = int(numbers["population"]), int(numbers["weight"])
	l.Stands = standing(l.Weight)
	return give(take, l, func(field string) int {
		if i := slices.Index(names, field); i >= 0 {
			_, column := rows.FieldPos(i)
			return column
		}
		return 0
	})
}

// aliases splits a field at its bars.
func aliases(value string) []string {
	if value == "" {
		return nil
	}
	list := strings.Split(value, "|")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}
