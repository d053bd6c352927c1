package pipeline

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// DefaultMaxText is the longest text, or HTML page, taken by default, in bytes.
const DefaultMaxText = 4 << 20

// Limits of what comes with a text, in bytes but for the depth. A record
// carries all of it, and whoever reads records may not read JSON of any depth.
const (
	MaxField     = 4 << 10 // of id, url, source, published, updated and lang, each
	MaxMeta      = 1 << 20
	MaxMetaDepth = 64 // objects and arrays within each other
)

// An Article is what comes in: one news article or raw page with what its
// deliverer knows about it. Text or HTML is required, all else optional.
type Article struct {
	ID        string          `json:"id,omitempty"`        // the publisher's identifier
	Title     string          `json:"title,omitempty"`     // plain text
	Text      string          `json:"text,omitempty"`      // plain text, or a whole page's visible text
	HTML      string          `json:"html,omitempty"`      // instead of Text: the page
	URL       string          `json:"url,omitempty"`       // where it was found
	Source    string          `json:"source,omitempty"`    // who delivered it
	Published string          `json:"published,omitempty"` // RFC 3339, a local date and time, or a date
	Updated   string          `json:"updated,omitempty"`   // likewise
	Lang      string          `json:"lang,omitempty"`      // a hint, BCP 47
	Meta      json.RawMessage `json:"meta,omitempty"`      // an object carried through untouched
}

// A format says how an article's bytes are to be read.
type format int

const (
	formatJSON format = iota
	formatText
	formatHTML
)

// formatOf reads a MIME media type such as "text/html; charset=utf-8". An
// empty one means JSON.
func formatOf(contentType string) (format, error) {
	if contentType == "" {
		return formatJSON, nil
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return 0, Permanent(InvalidArticle, fmt.Errorf("content type %s: %w", excerpt(contentType), err))
	}
	switch {
	case media == "application/json", strings.HasSuffix(media, "+json"):
		return formatJSON, nil
	case media == "text/html", media == "application/xhtml+xml":
		return formatHTML, nil
	case strings.HasPrefix(media, "text/"):
		return formatText, nil
	}
	return 0, Permanent(InvalidArticle, fmt.Errorf("content type %s: want application/json, text/plain or text/html", excerpt(media)))
}

// Decode reads an article from its bytes. contentType is its media type, with
// the charset where one is declared; empty means JSON in UTF-8. Bytes in
// another encoding are converted by the declared or detected charset. Every
// error is permanent: the same bytes fail the same way again. Fields that
// travel outside the bytes (id, URL, time) are for the caller to fill in. With
// an error the article, if not nil, holds what could be read of it, such as
// its id.
func Decode(data []byte, contentType string, maxText int) (*Article, error) {
	as, err := formatOf(contentType)
	if err != nil {
		return nil, err
	}
	// JSON may write a byte of text as the six of \u00e4; nothing longer can
	// hold a text within the limit.
	if limit := maxText; len(data) > limit && (as != formatJSON || len(data) > 6*limit+(64<<10)) {
		return nil, Permanent(TooLarge, fmt.Errorf("%d bytes, the limit is %d", len(data), limit))
	}
	body, err := decodeCharset(data, as, contentType)
	if err != nil {
		return nil, Permanent(InvalidEncoding, err)
	}
	a := &Article{}
	switch as {
	case formatJSON:
		if err := json.Unmarshal([]byte(body), a); err != nil {
			return a, jsonError(err)
		}
	case formatText:
		a.Text = body
	case formatHTML:
		a.HTML = body
	}
	return a, a.check(maxText)
}

// check finds what makes an article unfit to enrich.
func (a *Article) check(maxText int) error {
	if a.Text != "" && a.HTML != "" {
		return Permanent(InvalidArticle, errors.New("both text and html are given: give one"))
	}
	if strings.TrimSpace(a.Text) == "" && strings.TrimSpace(a.HTML) == "" {
		return Permanent(EmptyText, errors.New("neither text nor html holds anything"))
	}
	if n := len(a.Title) + len(a.Text) + len(a.HTML); n > maxText {
		return Permanent(TooLarge, fmt.Errorf("%d bytes of text, the limit is %d", n, maxText))
	}
	short := []struct{ name, text string }{
		{"id", a.ID}, {"url", a.URL}, {"source", a.Source}, {"published", a.Published}, {"updated", a.Updated}, {"lang", a.Lang},
	}
	for _, s := range short {
		if len(s.text) > MaxField {
			return Permanent(TooLarge, fmt.Errorf("%s has %d bytes, the limit is %d", s.name, len(s.text), MaxField))
		}
	}
	for _, s := range append(short, []struct{ name, text string }{{"title", a.Title}, {"text", a.Text}, {"html", a.HTML}}...) {
		if !utf8.ValidString(s.text) {
			return Permanent(InvalidEncoding, fmt.Errorf("%s is not valid UTF-8", s.name))
		}
	}
	for _, s := range []struct{ name, value string }{{"published", a.Published}, {"updated", a.Updated}} {
		if s.value == "" {
			continue
		}
		if _, _, err := parseTime(s.value); err != nil {
			return Permanent(InvalidArticle, fmt.Errorf("%s: %w", s.name, err))
		}
	}
	return checkMeta(bytes.TrimSpace(a.Meta))
}

func checkMeta(meta []byte) error {
	if len(meta) > 0 && meta[0] != '{' && string(meta) != "null" {
		return Permanent(InvalidArticle, errors.New("meta is not an object"))
	}
	if len(meta) > MaxMeta {
		return Permanent(TooLarge, fmt.Errorf("meta has %d bytes, the limit is %d", len(meta), MaxMeta))
	}
	depth := 0
	for i, quoted := 0, false; i < len(meta); i++ {
		switch c := meta[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '{' || c == '['):
			if depth++; depth > MaxMetaDepth {
				return Permanent(InvalidArticle, fmt.Errorf("meta is nested more than %d deep", MaxMetaDepth))
			}
		case !quoted && (c == '}' || c == ']'):
			depth--
		}
	}
	return nil
}

// excerpt is the start of a text for an error message, quoted.
func excerpt(s string) string {
	const limit = 80
	if len(s) <= limit {
		return strconv.Quote(s)
	}
	return strconv.Quote(strings.ToValidUTF8(s[:limit], "")) + "…"
}

// FillIn takes from another article, which tells what its deliverer knows
// besides the article's bytes, the fields that are empty in this one; its text
// is not looked at.
func (a *Article) FillIn(from Article) {
	for _, field := range []struct{ own, other *string }{
		{&a.ID, &from.ID}, {&a.URL, &from.URL}, {&a.Source, &from.Source}, {&a.Published, &from.Published}, {&a.Updated, &from.Updated}, {&a.Lang, &from.Lang},
	} {
		if *field.own == "" {
			*field.own = *field.other
		}
	}
	if len(a.Meta) == 0 {
		a.Meta = from.Meta
	}
}

// content is what the article says, for its hash: an article without an
// identifier is known by it.
func (a *Article) content() string {
	switch {
	case a.HTML != "":
		return a.HTML
	case a.Title == "" || strings.HasPrefix(strings.TrimLeft(a.Text, " \t\r\n"), a.Title):
		return a.Text
	}
	return a.Title + "\n\n" + a.Text
}

// Identity is the article's identifier: the publisher's, or its content's
// SHA-256 in hex.
func (a *Article) Identity() string {
	if a.ID != "" {
		return a.ID
	}
	return hash(a.content())
}

func hash(s string) string {
	sum := sha256.Sum256(unsafe.Slice(unsafe.StringData(s), len(s))) // which only reads
	return hex.EncodeToString(sum[:])
}

// The forms of published and updated, most exact first; only the first two
// carry a time zone.
var timeForms = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly}

// parseTime reads a publication time and reports whether it has a clock time.
func parseTime(s string) (t time.Time, clock bool, err error) {
	for _, form := range timeForms {
		if t, err = time.Parse(form, s); err == nil {
			return t, form != time.DateOnly, nil
		}
	}
	return time.Time{}, false, fmt.Errorf("%s is neither an RFC 3339 time nor a date such as 2006-01-02", excerpt(s))
}

// decodeCharset turns data into UTF-8. The charset is that of a byte order
// mark, of the content type, or of a page's meta element; else UTF-8 if the
// bytes are valid and Windows-1252 if not, as browsers take it (WHATWG Encoding
// Standard).
func decodeCharset(data []byte, as format, contentType string) (string, error) {
	declared := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		declared = params["charset"]
	}
	if declared != "" {
		if e, _ := charset.Lookup(declared); e == nil {
			return "", fmt.Errorf("charset %s is not known", excerpt(declared))
		}
	}
	enc, name, certain := charset.DetermineEncoding(data, contentType)
	if as != formatHTML && declared == "" && !utf16Mark(data) {
		certain = false // a meta element is a page's alone
	}
	if name == "utf-8" && certain || !certain && utf8.Valid(data) {
		if !utf8.Valid(data) {
			return "", fmt.Errorf("declared UTF-8, but the byte at offset %d is not", firstInvalid(data))
		}
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		return string(data), binary(data, as)
	}
	// RFC 8259 knows JSON in UTF-8 alone: a declaration is an honest sign of
	// something else, a guess is not.
	if as == formatJSON && !certain {
		return "", fmt.Errorf("JSON is not valid UTF-8 (first bad byte at offset %d)", firstInvalid(data))
	}
	if !certain {
		enc, name = charmap.Windows1252, "windows-1252"
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("charset %s: %w", name, err)
	}
	if bytes.ContainsRune(out, utf8.RuneError) {
		return "", fmt.Errorf("bytes are not valid %s", name)
	}
	out = bytes.TrimPrefix(out, []byte("\ufeff"))
	return string(out), binary(out, as)
}

// binary refuses bytes that are no text in any charset: a NUL, or more than one
// control character in fifty. Windows-1252 allows nearly every byte, so that
// pictures and archives would pass for text.
func binary(text []byte, as format) error {
	if as == formatJSON {
		return nil // the JSON decoder says better what is wrong, and where
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return fmt.Errorf("binary data, not text (NUL at offset %d)", i)
	}
	controls := 0
	for _, b := range text {
		if b <= 0x08 || b == 0x0B || b >= 0x0E && b <= 0x1A || b >= 0x1C && b <= 0x1F {
			controls++
		}
	}
	if 50*controls > len(text) {
		return fmt.Errorf("binary data, not text (%d control characters in %d bytes)", controls, len(text))
	}
	return nil
}

func utf16Mark(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xFE, 0xFF}) || bytes.HasPrefix(data, []byte{0xFF, 0xFE})
}

func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

func jsonError(err error) error {
	var typ *json.UnmarshalTypeError
	if errors.As(err, &typ) {
		where := "the article"
		if typ.Field != "" {
			where = "field " + typ.Field
		}
		return Permanent(InvalidArticle, fmt.Errorf("%s: want %s, got %s (offset %d)", where, typ.Type, strings.Trim(excerpt(typ.Value), `"`), typ.Offset))
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return Permanent(InvalidJSON, fmt.Errorf("%w (offset %d)", err, syntax.Offset))
	}
	return Permanent(InvalidJSON, err)
}
