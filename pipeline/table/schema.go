package table

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// A Column is one of a table's.
type Column struct {
	Name  string
	Type  string // in SQL
	Null  bool   // may be null
	Unit  string // where it has one
	About string

	field []int // of the row's type
}

// columnsOf reads the columns from the tags of a row's type.
func columnsOf(row reflect.Type) (columns []Column) {
	for _, f := range reflect.VisibleFields(row) {
		name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		if name == "" { // an embedded struct, whose fields follow
			continue
		}
		columns = append(columns, Column{
			Name: name, Type: sqlType(f.Type), Unit: f.Tag.Get("unit"), About: f.Tag.Get("about"), field: f.Index,
			Null: f.Type.Kind() == reflect.Pointer,
		})
	}
	return columns
}

func sqlType(t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[Day]():
		return "DATE"
	case reflect.TypeFor[Moment]():
		return "TIMESTAMP WITH TIME ZONE"
	}
	switch t.Kind() {
	case reflect.String:
		return "VARCHAR"
	case reflect.Int64:
		return "BIGINT"
	case reflect.Float64:
		return "DOUBLE"
	case reflect.Bool:
		return "BOOLEAN"
	}
	panic(fmt.Sprintf("no type for a column of %v", t))
}

// A Table is a kind of rows.
type Table struct {
	Name    string
	About   string
	Columns []Column

	schema *parquet.Schema
	open   func(*Table, destination) sheet
}

// newTable describes the table whose rows in Rows the function finds.
func newTable[T any](name, about string, rows func(*Rows) *[]T) *Table {
	return &Table{
		Name: name, About: about, Columns: columnsOf(reflect.TypeFor[T]()), schema: parquet.SchemaOf(new(T)),
		open: func(t *Table, d destination) sheet { return openSheet(t, d, rows) },
	}
}

// Tables are all that there are.
var Tables = []*Table{
	newTable("articles", "a row for each record", func(r *Rows) *[]Article { return &r.Articles }),
	newTable("entities", "a row for each thing that a record names", func(r *Rows) *[]Entity { return &r.Entities }),
	newTable("mentions", "a row for each occurrence of an entity in the text", func(r *Rows) *[]Mention { return &r.Mentions }),
	newTable("roles", "a row for each title, function or kinship said of a person", func(r *Rows) *[]Role { return &r.Roles }),
	newTable("datelines", "a row for each dateline", func(r *Rows) *[]Dateline { return &r.Datelines }),
	newTable("dateline_entities", "a row for each place and each agency of a dateline", func(r *Rows) *[]DatelineEntity { return &r.DatelineEntities }),
	newTable("times", "a row for each expression of time", func(r *Rows) *[]Time { return &r.Times }),
	newTable("figures", "a row for each quantity", func(r *Rows) *[]Figure { return &r.Figures }),
	newTable("quotes", "a row for each piece of speech", func(r *Rows) *[]Quote { return &r.Quotes }),
}
