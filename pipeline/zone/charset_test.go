package zone

import "testing"

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, body, contentType, want string }{
		{"plain UTF-8", "Zürich", "text/plain", "Zürich"},
		{"UTF-8 with mark", "\ufeffZürich", "", "Zürich"},
		{"header", "Z\xfcrich", "text/plain; charset=iso-8859-1", "Zürich"},
		{"header, Eastern Europe", "\xb3", "text/html; charset=ISO-8859-2", "ł"},
		{"meta", `<meta charset="windows-1252">Z` + "\xfcrich \x80", "text/html", `<meta charset="windows-1252">Zürich €`},
		{"meta http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">` + "\xa4", "text/html", `<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">€`},
		{"detected", "Z\xfcrich \x96 Bern", "", "Zürich – Bern"},
		{"UTF-16 with mark", "\xff\xfeZ\x00\xfc\x00", "text/plain", "Zü"},
		{"late umlaut", string(make2k()) + "ü", "text/plain", string(make2k()) + "ü"},
	} {
		got, err := Decode([]byte(c.body), c.contentType)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	for _, c := range []struct{ name, body, contentType string }{
		{"declared UTF-8 that is none", "Z\xfcrich", "text/plain; charset=utf-8"},
		{"declared Shift JIS that is none", "\x81\x00\xfd\xff", "text/plain; charset=shift_jis"},
		{"binary", "GIF89a\x00\x00\x01", ""},
		{"binary without zeros", "\xff\xd8\xff\xe0\x10JFIF\x01\x01\x02\x05\x08\x0e", "image/jpeg"},
	} {
		if got, err := Decode([]byte(c.body), c.contentType); err == nil {
			t.Errorf("%s: %q, want an error", c.name, got)
		}
	}
}

// make2k is text longer than what charset detection looks at.
func make2k() []byte {
	b := make([]byte, 2048)
	for i := range b {
		b[i] = 'a' + byte(i%26)
	}
	return b
}
