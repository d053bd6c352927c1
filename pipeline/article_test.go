package pipeline

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name, data, contentType string
		text                    string // of the article, Text or HTML
		reason                  Reason // or why there is none
		says                    string // part of the error
	}{
		{name: "json", data: `{"id":"a1","text":"Wien ist groß."}`, text: "Wien ist groß."},
		{name: "json escapes", data: `{"text":"Gr\u00fc\u00dfe"}`, text: "Grüße"},
		{name: "json unknown field", data: `{"text":"x","colour":"red"}`, text: "x"},
		{name: "json with mark", data: "\ufeff{\"text\":\"x\"}", text: "x"},
		{name: "json in UTF-16", data: "\xff\xfe{\x00\"\x00t\x00e\x00x\x00t\x00\"\x00:\x00\"\x00\xe4\x00\"\x00}\x00", text: "ä"},
		{name: "json in Latin 1, declared", data: "{\"text\":\"Z\xfcrich\"}", contentType: "application/json; charset=iso-8859-1", text: "Zürich"},
		{name: "json in Latin 1, undeclared", data: "{\"text\":\"Z\xfcrich\"}", reason: InvalidEncoding, says: "offset 10"},
		{name: "json cut off", data: `{"text":"x`, reason: InvalidJSON, says: "offset 10"},
		{name: "json array", data: `[1,2]`, reason: InvalidArticle, says: "got array"},
		{name: "json wrong type", data: `{"id":"a","text":7}`, reason: InvalidArticle, says: "field text: want string, got number"},
		{name: "json of binary", data: "\x7fELF\x02", reason: InvalidJSON},
		{name: "meta no object", data: `{"text":"x","meta":[1]}`, reason: InvalidArticle, says: "meta"},
		{name: "bad time", data: `{"text":"x","published":"yesterday"}`, reason: InvalidArticle, says: `published: "yesterday"`},
		{name: "good times", data: `{"text":"x","published":"2014-10-14","updated":"2014-10-14T22:06:00+02:00"}`, text: "x"},
		{name: "empty", data: ``, reason: InvalidJSON},
		{name: "empty text", data: `{"text":" \n"}`, reason: EmptyText},
		{name: "no text", data: `{"title":"Only a title"}`, reason: EmptyText},
		{name: "text and html", data: `{"text":"x","html":"<p>x"}`, reason: InvalidArticle, says: "both"},
		{name: "too large", data: `{"text":"` + strings.Repeat("x", 4000) + `"}`, reason: TooLarge, says: "the limit is 3000"},
		{name: "text", data: "Zürich", contentType: "text/plain", text: "Zürich"},
		{name: "text in Windows 1252, detected", data: "Z\xfcrich \x96 Bern", contentType: "text/plain", text: "Zürich – Bern"},
		{name: "text wrongly declared UTF-8", data: "Z\xfcrich", contentType: "text/plain; charset=utf-8", reason: InvalidEncoding, says: "offset 1"},
		{name: "text in an unknown charset", data: "x", contentType: "text/plain; charset=klingon", reason: InvalidEncoding, says: "klingon"},
		{name: "text is binary", data: "PK\x03\x04\x00\x00", contentType: "text/plain", reason: InvalidEncoding, says: "binary"},
		{name: "text with a stray control", data: strings.Repeat("Zürich liegt am See. ", 10) + "\x02", contentType: "text/plain", text: strings.Repeat("Zürich liegt am See. ", 10) + "\x02"},
		{name: "text is a picture", data: "\xff\xd8\xff\xe0\x10JFIF\x01\x01\x02\x05", contentType: "text/plain", reason: InvalidEncoding, says: "binary"},
		{name: "html by meta", data: "<meta charset=iso-8859-1><p>Z\xfcrich", contentType: "text/html", text: "<meta charset=iso-8859-1><p>Zürich"},
		{name: "html, UTF-8 late in the page", data: "<p>" + strings.Repeat("a", 900) + strings.Repeat(" ", 90) + "<p>Zürich, 36 Bytes nach dem ersten Kilobyte", contentType: "text/html", text: "<p>" + strings.Repeat("a", 900) + strings.Repeat(" ", 90) + "<p>Zürich, 36 Bytes nach dem ersten Kilobyte"},
		{name: "html with mark", data: "\ufeff<p>Zürich", contentType: "text/html", text: "<p>Zürich"},
		{name: "html by header over meta", data: "<meta charset=utf-8><p>Z\xfcrich", contentType: "text/html; charset=iso-8859-15", text: "<meta charset=utf-8><p>Zürich"},
		{name: "text with a meta element in it", data: "<meta charset=utf-16> schreibt Zürich", contentType: "text/plain", text: "<meta charset=utf-16> schreibt Zürich"},
		{name: "text no Shift JIS", data: "\x80\xff", contentType: "text/plain; charset=shift_jis", reason: InvalidEncoding, says: "shift_jis"},
		{name: "no such type", data: "x", contentType: "image/png", reason: InvalidArticle, says: "image/png"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Decode([]byte(tt.data), tt.contentType, 3000)
			if tt.reason == "" {
				if err != nil {
					t.Fatal(err)
				}
				if got := a.Text + a.HTML; got != tt.text {
					t.Errorf("text %q, want %q", got, tt.text)
				}
				return
			}
			if reason, _ := ReasonOf(err); reason != tt.reason || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error %v, want %s: …%s…", err, tt.reason, tt.says)
			}
		})
	}
}

func TestDecodeKeepsTheIDOfABadArticle(t *testing.T) {
	a, err := Decode([]byte(`{"id":"a7","text":7}`), "", 1000)
	if err == nil || a == nil || a.ID != "a7" {
		t.Errorf("article %+v, error %v; want the id and an error", a, err)
	}
}

func TestIdentity(t *testing.T) {
	a := Article{Text: "x"}
	if got, want := a.Identity(), "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"; got != want {
		t.Errorf("without an id: %s, want the text's SHA-256 %s", got, want)
	}
	a.ID = "a1"
	if a.Identity() != "a1" {
		t.Error("the publisher's id is not used")
	}
}

func TestContent(t *testing.T) {
	for _, tt := range []struct{ title, text, want string }{
		{"", "text", "text"},
		{"Title", "text", "Title\n\ntext"},
		{"Title", "Title\ntext", "Title\ntext"},
		{"Title", "\n Title\n\ntext", "\n Title\n\ntext"},
	} {
		if got := (&Article{Title: tt.title, Text: tt.text}).content(); got != tt.want {
			t.Errorf("content(%q, %q) = %q, want %q", tt.title, tt.text, got, tt.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{`{"text":"x"}`, `{"id":1}`, "\xff\xfe{", "<p>x", "Z\xfcrich", "\x00"} {
		for _, typ := range []string{"", "text/plain", "text/html; charset=utf-16le", "text/html"} {
			f.Add([]byte(seed), typ)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		a, err := Decode(data, contentType, 1<<16)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error %v has no reason", err)
			}
			return
		}
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.HTML) || !utf8.ValidString(a.Title) {
			t.Fatal("invalid UTF-8 came through")
		}
	})
}

// What comes with a text is bounded, and no error repeats what is too long.
func TestArticleLimits(t *testing.T) {
	long := strings.Repeat("9", MaxField+1)
	deep := strings.Repeat(`{"a":`, MaxMetaDepth)
	for data, want := range map[string]Reason{
		`{"text":"Ein Satz.","id":"` + long[1:] + `"}`:                                             "",
		`{"text":"Ein Satz.","id":"` + long + `"}`:                                                 TooLarge,
		`{"text":"Ein Satz.","source":"` + long + `"}`:                                             TooLarge,
		`{"text":"Ein Satz.","url":"` + long + `"}`:                                                TooLarge,
		`{"text":"Ein Satz.","lang":"` + long + `"}`:                                               TooLarge,
		`{"text":"Ein Satz.","published":"` + long + `"}`:                                          TooLarge,
		`{"text":"Ein Satz.","published":"` + long[1:] + `"}`:                                      InvalidArticle,
		`{"text":` + long + `}`:                                                                    InvalidArticle,
		`{"text":"Ein Satz.","meta":{"a":"` + strings.Repeat(long, 256) + `"}}`:                    TooLarge,
		`{"text":"Ein Satz.","meta":` + deep + "1" + strings.Repeat("}", MaxMetaDepth) + `}`:       "",
		`{"text":"Ein Satz.","meta":{"b":` + deep + "1" + strings.Repeat("}", MaxMetaDepth) + `}}`: InvalidArticle,
		`{"text":"Ein Satz.","meta":{"a":"\\\"` + strings.Repeat("[{", MaxMetaDepth) + `"}}`:       "",
	} {
		_, err := Decode([]byte(data), "", DefaultMaxText)
		got, _ := ReasonOf(err)
		if got != want || want == "" && err != nil {
			t.Errorf("%.60s…: got %v, want %s", data, err, want)
		}
		if err != nil && len(err.Error()) > 300 {
			t.Errorf("%.60s…: the error has %d bytes", data, len(err.Error()))
		}
	}
	for _, contentType := range []string{"text/plain; charset=" + long, long + "/a", long} {
		if _, err := Decode([]byte("Ein Satz."), contentType, DefaultMaxText); err == nil || len(err.Error()) > 300 {
			t.Errorf("content type %.60s…: %v", contentType, err)
		}
	}
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Enrich(t.Context(), &Article{Text: "Ein Satz.", ID: "\xff"}); err == nil {
		t.Error("an id that is no UTF-8 is taken")
	}
}
