package zone

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Decode turns an article's bytes into UTF-8 text. The charset is that of a
// byte order mark, of the content type's parameter, of the page's meta element,
// or else UTF-8 if the bytes are valid and Windows-1252 if not, as browsers
// take it. Bytes that their declared charset does not allow, and bytes that
// are no text, are an error.
func Decode(body []byte, contentType string) (string, error) {
	if bytes.IndexByte(body[:min(len(body), 1024)], 0) >= 0 && !wide(body, contentType) {
		return "", fmt.Errorf("charset: bytes are no text")
	}
	encoding, name, declared := charset.DetermineEncoding(body, contentType)
	if name == "utf-8" || !declared && utf8.Valid(body) {
		body = bytes.TrimPrefix(body, []byte("\ufeff"))
		if !utf8.Valid(body) {
			return "", fmt.Errorf("charset: bytes are not valid UTF-8, as which they are declared")
		}
		return string(body), nil
	}
	text, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return "", fmt.Errorf("charset %s: %w", name, err)
	}
	if bytes.Contains(text, []byte("\ufffd")) {
		return "", fmt.Errorf("charset: bytes are not valid %s", name)
	}
	if controls(text) {
		return "", fmt.Errorf("charset: bytes are no text")
	}
	return strings.TrimPrefix(string(text), "\ufeff"), nil
}

// wide reports whether the bytes are UTF-16, in which zero bytes are text.
func wide(body []byte, contentType string) bool {
	if bytes.HasPrefix(body, []byte{0xfe, 0xff}) || bytes.HasPrefix(body, []byte{0xff, 0xfe}) {
		return true
	}
	_, params, err := mime.ParseMediaType(contentType)
	return err == nil && strings.HasPrefix(strings.ToLower(params["charset"]), "utf-16")
}

// controls reports whether more than one byte in fifty is a control character
// that text does not hold. Windows-1252 allows every byte, so that pictures
// and archives would pass for text.
func controls(text []byte) bool {
	n := 0
	for _, b := range text {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			n++
		}
	}
	return 50*n > len(text)
}
