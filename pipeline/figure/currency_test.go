package figure

import (
	"testing"

	"enricher/ner/token"
)

func TestIsCurrency(t *testing.T) {
	for word, want := range map[string]bool{
		"Euro": true, "US-Dollar": true, "Dollars": true, "Yen": true, "CHF": true, "€": true, "Cent": true,
		"Euro-Zone": false, "Kilometer": false, "Zürich": false, "": false,
	} {
		if IsCurrency(word, "de") != want {
			t.Errorf("%q: not %v", word, want)
		}
	}
	if IsCurrency("Euro", "fr") {
		t.Error("a language without rules has a currency")
	}
}

// TestCountry: what country's dollar, franc or peso is meant, and whether that is
// a guess.
func TestCountry(t *testing.T) {
	for _, tt := range []struct {
		variety, text, unit string
		assumed             bool
	}{
		{"en", "Profit rose to $3 billion.", "USD", true},
		{"en-US", "Profit rose to $3 billion.", "USD", false},
		{"en-AU", "Profit rose to 3 billion dollars.", "AUD", false},
		{"en-GB", "Profit rose to $3 billion.", "USD", true},
		{"en", "Washington paid $3 billion.", "USD", false},
		{"en", "They told us that they paid $3 billion.", "USD", true},
		{"en", "It paid US$5 million, and $3 million on top.", "USD", false},
		{"en", "The Australian government in Canberra, Australia, pays $3 million.", "AUD", false},
		{"en", "Canada pays $3 million.", "USD", true}, // an American newspaper may say so
		{"en", "Canada and the Canadian police owe the U.S. and U.S. firms $3 million.", "USD", true},
		{"en", "Canada paid C$5 million to Canadian and U.S. firms, then $3 million.", "CAD", false},
		{"en", "Jamaica got $3 million for Jamaican roads.", "USD", true},
		{"en", "It costs 75 cents.", "USD", true},
		{"en", "The Canadian firm in Canada charges 75 cents.", "CAD", false},
		{"en", "It costs 5 euros and 75 cents.", "EUR", false},
		{"en", "It costs 3 yen.", "JPY", false},
		{"en", "It costs £3.", "GBP", false},
		{"en", "It costs 3 pounds.", "GBP", true},
		{"en-GB", "It costs 3 pounds.", "GBP", false},
		{"en", "It costs 3 pesos.", "MXN", true},
		{"en", "In Chile it costs 3 pesos.", "CLP", false},
		{"de", "Es kostet 3 Dollar.", "USD", true},
		{"de", "Die USA zahlen 3 Dollar.", "USD", false},
		{"de", "Es kostet 3 kanadische Dollar.", "CAD", false},
		{"de", "Es kostet 3 Euro.", "EUR", false},
		{"de", "Es kostet 3 Franken.", "CHF", true},
		{"de-CH", "Es kostet 3 Franken.", "CHF", false},
		{"de", "In der Schweiz kostet es 3 Franken.", "CHF", false},
		{"de", "Schwedische Kunden zahlen 3 Kronen.", "SEK", false},
		{"de", "Es kostet 3 Cent.", "EUR", false},
	} {
		figures := Find(token.Split(tt.text, tt.variety[:2]), tt.variety, nil)
		if len(figures) == 0 {
			t.Errorf("%s: nothing found in %q", tt.variety, tt.text)
			continue
		}
		if f := figures[len(figures)-1]; f.Unit != tt.unit || f.UnitAssumed != tt.assumed {
			t.Errorf("%s: %q: %s, assumed %v; want %s, %v", tt.variety, tt.text, f.Unit, f.UnitAssumed, tt.unit, tt.assumed)
		}
	}
}
