package ner

import (
	"slices"
	"strings"
	"testing"
)

func TestRetoken(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"de", "Er\tO\nwohnt\tO\nin\tO\nSt\tB-LOC\n.\tI-LOC\nMoritz\tI-LOC\n.\tO\n", "Er wohnt in [St. Moritz] ."},
		{"en", "Mr\tO\n.\tO\nBush\tB-PER\n's\tO\nplan\tO\n", "Mr. [Bush] 's plan"},
		// The corpus's mention ends within our token: as the corpus has it.
		{"en", "Mr\tB-PER\n.\tO\nBush\tB-PER\n", "[Mr] . [Bush]"},
		{"de", "Im\tO\nSt\tO\n.\tB-LOC\nGallen\tI-LOC\n", "Im St [. Gallen]"},
	} {
		s, err := ReadColumns(strings.NewReader(c.in))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range Retoken(s, c.lang) {
			for i, w := range x.Words {
				for _, k := range x.chunks {
					if k.first == i {
						w = "[" + w
					}
					if k.last == i+1 {
						w += "]"
					}
				}
				got = append(got, w)
			}
		}
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", strings.Join(got, " "), c.want)
		}
	}
}
