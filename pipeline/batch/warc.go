package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/nlnwa/gowarc/v3"
	"golang.org/x/net/html/charset"

	"enricher/pipeline"
)

// readWARC yields the HTML pages among a WARC's responses (ISO 28500). A
// damaged record gives an item with an error, and reading goes on with the next
// one that is whole.
func (r Reader) readWARC(at Item, in io.Reader, yield func(Item) bool) bool {
	w := newWARCReader(r, at, in, yield)
	more, err := w.records(w.in)
	if err != nil {
		return w.give(Item{Err: fmt.Errorf("WARC: %w", err)})
	}
	return more
}

// readZippedWARC reads one whose records are gzip members of their own, as the
// standard has it, so that the next member is sound where one is damaged; or one
// that was compressed as a whole.
func (r Reader) readZippedWARC(at Item, in io.Reader, yield func(Item) bool) bool {
	w := newWARCReader(r, at, in, yield)
	member := new(gzip.Reader)
	for {
		offset := w.offset()
		if _, err := w.in.Peek(1); errors.Is(err, io.EOF) {
			return true
		}
		err := member.Reset(w.in)
		if err == nil {
			member.Multistream(false)
			var more bool
			if more, err = w.records(bufio.NewReader(member)); !more {
				return false
			}
		}
		switch {
		case w.raw.failed != nil:
			return w.give(Item{Err: fmt.Errorf("WARC: %w", w.raw.failed)})
		case err != nil:
			if !w.complain(offset, err) {
				return false
			}
			w.skipToMember()
		}
	}
}

// A warcReader is on its way through a WARC.
type warcReader struct {
	Reader
	at     Item
	yield  func(Item) bool
	raw    *watched
	in     *bufio.Reader // of raw
	parser gowarc.Unmarshaler
	lost   bool // nothing whole was read since the last complaint
}

func newWARCReader(r Reader, at Item, in io.Reader, yield func(Item) bool) *warcReader {
	raw := &watched{from: in}
	return &warcReader{Reader: r, at: at, yield: yield, raw: raw, in: bufio.NewReaderSize(raw, 1<<16), parser: gowarc.NewUnmarshaler()}
}

// offset is where in the file the reader is, in bytes.
func (w *warcReader) offset() int64 { return w.raw.n - int64(w.in.Buffered()) }

// records yields the pages of a stream of records. more is false when nobody
// wants more; the error is the stream's own.
func (w *warcReader) records(in *bufio.Reader) (more bool, err error) {
	for {
		if err := skipBreaks(in); errors.Is(err, io.EOF) {
			return true, nil
		} else if err != nil {
			return true, err
		}
		offset := w.offset()
		record, skipped, validation, err := w.parser.Unmarshal(in)
		if w.raw.failed != nil {
			return true, w.raw.failed
		}
		if err == nil && skipped > 0 {
			err = fmt.Errorf("%d bytes that are no record", skipped)
		} else if err == nil {
			err = damage(record, validation)
		}
		if err != nil && !w.complain(offset, err) {
			return false, nil
		}
		if record == nil {
			if _, err := in.Peek(len(warcMagic)); err == nil {
				continue
			}
			in.Discard(in.Buffered()) // too few bytes for anything
			continue
		}
		page, ok := w.page(record)
		ok = ok && damage(record, validation) == nil
		record.Close()
		// Behind the record is the checksum of its gzip member.
		if err := skipBreaks(in); err != nil && !errors.Is(err, io.EOF) && w.raw.failed == nil {
			return true, err
		}
		if w.lost = w.lost && !ok; ok && !w.give(page) {
			return false, nil
		}
		if w.raw.failed != nil {
			return true, w.raw.failed
		}
	}
}

// damage is what the library lets pass and makes a record unfit to use.
func damage(record gowarc.WarcRecord, faults []error) error {
	for _, fault := range faults {
		var digest *gowarc.DigestError
		var length *gowarc.ContentLengthError
		if errors.As(fault, &digest) || errors.As(fault, &length) {
			return fault
		}
	}
	for _, field := range []string{gowarc.WarcType, gowarc.ContentLength} {
		if !record.WarcHeader().Has(field) {
			return fmt.Errorf("a record without %s", field)
		}
	}
	return nil
}

// give yields an item of this file.
func (w *warcReader) give(it Item) bool {
	it.File, it.Member = w.at.File, w.at.Member
	return w.yield(it)
}

// complain tells of damage, once for a stretch of it.
func (w *warcReader) complain(offset int64, err error) bool {
	if w.lost {
		return true
	}
	w.lost = true
	return w.give(Item{Err: pipeline.Permanent(pipeline.InvalidArticle, fmt.Errorf("damaged WARC record near byte %d: %w", offset, err))})
}

// skipToMember goes to where the next gzip member may begin.
func (w *warcReader) skipToMember() {
	for {
		head, err := w.in.Peek(3)
		if err != nil {
			w.in.Discard(len(head))
			return
		}
		if head[0] == gzipMagic[0] && head[1] == gzipMagic[1] && head[2] == 8 { // deflate, RFC 1952
			return
		}
		w.in.Discard(1)
	}
}

// skipBreaks passes over line breaks and tells what keeps from reading on.
func skipBreaks(in *bufio.Reader) error {
	for {
		c, err := in.ReadByte()
		if err != nil {
			return err
		}
		if c != '\r' && c != '\n' {
			return in.UnreadByte()
		}
	}
}

// page is a record's HTML page; most records are none.
func (r Reader) page(record gowarc.WarcRecord) (it Item, ok bool) {
	if record.Type() != gowarc.Response {
		return it, false
	}
	response, ok := record.Block().(gowarc.HttpResponseBlock)
	if !ok || response.HttpStatusCode() != http.StatusOK {
		return it, false
	}
	header := headerOf(response)
	contentType, ok := htmlType(header.Get("Content-Type"))
	if !ok {
		return it, false
	}
	it.ContentType = contentType
	it.About.URL = strings.Trim(record.WarcHeader().Get(gowarc.WarcTargetURI), "<>")
	origin := map[string]string{"warc_record_id": record.RecordId()}
	if date, err := record.Date(); err == nil {
		origin["warc_date"] = date.UTC().Format(time.RFC3339)
	}
	it.About.Meta, _ = json.Marshal(origin) // strings can be marshalled
	body, err := response.PayloadBytes()
	if err == nil {
		it.Data, err = r.body(header, body)
	}
	if err != nil {
		it.Err = pipeline.Permanent(pipeline.InvalidArticle, fmt.Errorf("WARC record %s: %w", record.RecordId(), err))
	}
	return it, true
}

// headerOf reads the response's header anew: net/http, which the library reads
// it with, keeps Transfer-Encoding to itself.
func headerOf(response gowarc.HttpResponseBlock) textproto.MIMEHeader {
	lines := textproto.NewReader(bufio.NewReader(bytes.NewReader(response.ProtocolHeaderBytes())))
	lines.ReadLine() // the status
	header, err := lines.ReadMIMEHeader()
	if h := response.HttpHeader(); err != nil && h != nil {
		return textproto.MIMEHeader(*h)
	}
	return header
}

// htmlType tells the media types of pages. What a server declares beside the
// type is kept only where it names a known charset.
func htmlType(declared string) (string, bool) {
	media, params, err := mime.ParseMediaType(declared)
	if err != nil {
		media, _, _ = strings.Cut(declared, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	if media != "text/html" && media != "application/xhtml+xml" {
		return "", false
	}
	if e, _ := charset.Lookup(params["charset"]); e != nil {
		return mime.FormatMediaType(media, map[string]string{"charset": params["charset"]}), true
	}
	return media, true
}

// body undoes the transfer's encodings. Many crawlers store a page as it was
// transferred, others decoded and with the headers as they were.
func (r Reader) body(header textproto.MIMEHeader, from io.Reader) ([]byte, error) {
	in := bufio.NewReader(from)
	if strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") && chunked(in) {
		in = bufio.NewReader(httputil.NewChunkedReader(in))
	}
	head, _ := in.Peek(4)
	var body io.Reader = in
	switch encoding := strings.ToLower(header.Get("Content-Encoding")); {
	case bytes.HasPrefix(head, gzipMagic):
		unzipped, err := gzip.NewReader(in)
		if err != nil {
			return nil, err
		}
		body = unzipped
	case bytes.HasPrefix(head, zstdMagic):
		unzipped, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, err
		}
		defer unzipped.Close()
		body = unzipped
	case encoding == "deflate" && !looksText(head):
		body = flate.NewReader(in)
	case encoding == "br" && !looksText(head):
		return nil, errors.New("the page is compressed with brotli, which is not read here")
	}
	return io.ReadAll(io.LimitReader(body, r.maxBytes()+1))
}

// chunked tells whether a body begins with the length of a chunk: hexadecimal
// digits, perhaps an extension, CR LF.
func chunked(in *bufio.Reader) bool {
	head, _ := in.Peek(64)
	line, _, found := bytes.Cut(head, []byte("\r\n"))
	size, _, _ := bytes.Cut(line, []byte(";"))
	size = bytes.TrimSpace(size)
	return found && len(size) > 0 && len(bytes.Trim(size, "0123456789abcdefABCDEF")) == 0
}

// looksText tells a page's first bytes from compressed ones.
func looksText(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	return len(head) == 0 || head[0] == '<'
}

// A watched reader counts, and keeps an error, which a parser may take for
// damage.
type watched struct {
	from   io.Reader
	n      int64
	failed error // other than the end
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	w.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		w.failed = err
	}
	return n, err
}
