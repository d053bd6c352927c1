package batch

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"enricher/pipeline"
)

const testMaxText = 1 << 16

func gzipped(data string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, data)
	w.Close()
	return b.String()
}

func zstandard(data string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(data), nil))
}

// tarred makes an archive of names and contents in turn.
func tarred(files ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Mode: 0o644, Size: int64(len(files[i+1]))})
		io.WriteString(w, files[i+1])
	}
	w.Close()
	return b.String()
}

// warcRecord is a response with a page, as a crawler stores it.
func warcRecord(kind, url, header, body string) string {
	block := "HTTP/1.1 200 OK\r\n" + header + "\r\n" + body
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: 2026-03-04T05:06:07Z\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, len(body), url, kind, len(block), block)
}

func warcPage(url, body string) string {
	return warcRecord("response", url, "Content-Type: text/html; charset=utf-8\r\n", body)
}

// shown is what a test compares: where the item was found and what is in it.
func shown(it Item) string {
	where := it.File
	if it.Member != "" {
		where += "!" + it.Member
	}
	if it.Line > 0 {
		where += fmt.Sprintf(":%d", it.Line)
	}
	if it.Err != nil {
		reason, _ := pipeline.ReasonOf(it.Err)
		return fmt.Sprintf("%s error %s", where, reason)
	}
	a, err := it.Decode(testMaxText)
	if err != nil {
		reason, _ := pipeline.ReasonOf(err)
		return fmt.Sprintf("%s refused %s", where, reason)
	}
	return fmt.Sprintf("%s %s|%s|%s%s|%s", where, a.ID, a.Title, a.Text, a.HTML, a.URL)
}

func readAll(r Reader, name, data string) []string {
	var all []string
	for it := range r.Read(name, strings.NewReader(data)) {
		all = append(all, shown(it))
	}
	return all
}

func TestRead(t *testing.T) {
	lines := "{\"id\":\"a\",\"text\":\"Eins.\"}\n\n{\"id\":\"b\",\"text\":\"Zwei.\"}"
	warc := warcRecord("request", "http://example.org/", "Host: example.org\r\n", "") +
		warcPage("http://example.org/1", "<p>Eins</p>") +
		warcRecord("response", "http://example.org/p.png", "Content-Type: image/png\r\n", "PNG") +
		warcPage("http://example.org/2", "<p>Zwei</p>")
	var members strings.Builder
	for record := range strings.SplitAfterSeq(warc, "\r\n\r\nWARC") {
		record = strings.TrimSuffix(record, "WARC")
		if members.Len() > 0 {
			record = "WARC" + record
		}
		members.WriteString(gzipped(record))
	}
	inLines := []string{"NAME:1 a||Eins.|", "NAME:3 b||Zwei.|"}
	inWARC := []string{"NAME ||<p>Eins</p>|http://example.org/1", "NAME ||<p>Zwei</p>|http://example.org/2"}
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"a.jsonl", lines, inLines},
		{"a.ndjson.gz", gzipped(lines), inLines},
		{"a.jsonl.zst", zstandard(lines), inLines},
		{"", gzipped(lines), inLines},
		{"", "\ufeff" + lines, inLines},
		{"two-members.jsonl.gz", gzipped(lines[:10]) + gzipped(lines[10:]), inLines},
		{"twice.jsonl.gz.zst", zstandard(gzipped(lines)), inLines},
		{"named.jsonl.gz", lines, inLines}, // unzipped by whoever fetched it
		{"a.json", "{\n \"id\": \"a\",\n \"text\": \"Eins.\"\n}", []string{"NAME a||Eins.|"}},
		{"a.txt", "{Eins}", []string{"NAME ||{Eins}|"}},
		{"", "Eins.", []string{"NAME ||Eins.|"}},
		{"a.html", "<p>Eins</p>", []string{"NAME ||<p>Eins</p>|"}},
		{"", " <p>Eins</p>", []string{"NAME || <p>Eins</p>|"}},
		{"a.warc", warc, inWARC},
		{"", warc, inWARC},
		{"a.warc.gz", members.String(), inWARC},
		{"", members.String(), inWARC},
		{"whole.warc.gz", gzipped(warc), inWARC}, // against the standard: one member for all
		{"a.warc.zst", zstandard(warc), inWARC},
		{"a.tar", tarred("x/a.jsonl", lines, "x/b.txt", "Drei.", "x/.hidden.txt", "no", "x/picture.png", "PNG", "x/c.warc.gz", members.String()),
			[]string{"NAME!x/a.jsonl:1 a||Eins.|", "NAME!x/a.jsonl:3 b||Zwei.|", "NAME!x/b.txt ||Drei.|",
				"NAME!x/c.warc.gz ||<p>Eins</p>|http://example.org/1", "NAME!x/c.warc.gz ||<p>Zwei</p>|http://example.org/2"}},
		{"a.tgz", gzipped(tarred("a.txt", "Eins.")), []string{"NAME!a.txt ||Eins.|"}},
		{"a.tar.zst", zstandard(tarred("b.tar", tarred("a.txt.gz", gzipped("Eins.")))), []string{"NAME!b.tar/a.txt.gz ||Eins.|"}},
		{"a.csv", "ID,Text,other\na,\"Eins,\nund mehr\",x\nb,Zwei,y\n", []string{"NAME:2 a||Eins,\nund mehr|", "NAME:4 b||Zwei|"}},
		{"semicolon.csv", "\ufeffid;text;title\n1;Eins, zwei;Kopf\n", []string{"NAME:2 1|Kopf|Eins, zwei|"}},
		{"a.tsv.gz", gzipped("text\turl\nEins\thttp://example.org/\n"), []string{"NAME:2 ||Eins|http://example.org/"}},
		{"empty.jsonl", "", nil},
		{"empty.csv", "", nil},
		{"empty.warc", "", nil},

		// Damage: what is whole is read.
		{"broken.jsonl", "{\"id\":\"a\",\"text\":\"Eins.\"}\n{\"id\":\n{\"id\":\"b\",\"text\":\"Zwei.\"}\n", []string{"NAME:1 a||Eins.|", "NAME:2 refused invalid_json", "NAME:3 b||Zwei.|"}},
		{"long.jsonl", lines + "\n\"" + strings.Repeat("x", 7*testMaxText+1<<17) + "\"\n" + lines, append(append([]string{}, inLines...), "NAME:4 error too_large", "NAME:5 a||Eins.|", "NAME:7 b||Zwei.|")},
		{"cut.jsonl.gz", gzipped(lines)[:len(gzipped(lines))-9], []string{"NAME:1 a||Eins.|", "NAME:3 error "}},
		{"no.jsonl.gz", "\x1f\x8bno gzip", []string{"NAME error "}},
		{"cut.tar", tarred("a.txt", "Eins.", "b.txt", strings.Repeat("Zwei.", 500))[:3000], []string{"NAME!a.txt ||Eins.|", "NAME!b.txt error ", "NAME error "}},
		{"broken.csv", "id,text\na,Eins\nb,\"Zwei\" x\nc,Drei\nd,Vier,5\ne,F\xfcnf\nf,Sechs\n", []string{"NAME:2 a||Eins|", "NAME:3 error invalid_article", "NAME:4 c||Drei|", "NAME:5 error invalid_article", "NAME:6 error invalid_encoding", "NAME:7 f||Sechs|"}},
		{"open.csv", "id,text\na,Eins\nb,\"" + strings.Repeat("x\n", 5*testMaxText), []string{"NAME:2 a||Eins|", "NAME error "}},
		{"none.csv", "id,headline\na,Eins\n", []string{"NAME error "}},
		{"damaged.warc.gz", damagedWARC(), []string{"NAME ||<p>Eins</p>|http://example.org/1", "NAME error invalid_article", "NAME ||<p>Drei</p>|http://example.org/3"}},
		{"garbage.warc", warcPage("http://example.org/1", "<p>Eins</p>") + "garbage\n" + warcPage("http://example.org/2", "<p>Zwei</p>"), []string{inWARC[0], "NAME error invalid_article", inWARC[1]}},
		{"breaks.warc.gz", members.String() + gzipped("\r\n\r\n\r\n"), inWARC},
		{"cut.warc", warc[:len(warc)-20], []string{inWARC[0], "NAME error invalid_article"}},
		{"cut-header.warc", warc + "WARC/1.0\r\nWARC-Type: resp", append(append([]string{}, inWARC...), "NAME error invalid_article")},
		{"cut.warc.gz", members.String()[:members.Len()-10], []string{inWARC[0], "NAME error invalid_article"}},
	} {
		want := make([]string, len(test.want))
		for i := range want {
			want[i] = strings.Replace(test.want[i], "NAME", test.name, 1)
		}
		got := readAll(Reader{Format: Auto, MaxText: testMaxText}, test.name, test.data)
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("%s: read\n%q\nwant\n%q", test.name, got, want)
		}
	}
}

// damagedWARC has three records, the middle one with bytes overwritten.
func damagedWARC() string {
	middle := []byte(gzipped(warcPage("http://example.org/2", "<p>"+strings.Repeat("Zwei und mehr. ", 50)+"</p>")))
	for i := len(middle) / 2; i < len(middle)/2+8; i++ {
		middle[i] ^= 0x55
	}
	return gzipped(warcPage("http://example.org/1", "<p>Eins</p>")) + string(middle) + gzipped(warcPage("http://example.org/3", "<p>Drei</p>"))
}

// A page is decoded as it was transferred, or left as the crawler decoded it.
func TestReadTransferEncodings(t *testing.T) {
	const page = "<p>Gr\u00fc\u00dfe</p>"
	for header, body := range map[string]string{
		"Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n":                             "6\r\n" + page[:6] + "\r\n8\r\n" + page[6:] + "\r\n0\r\n\r\n",
		"Content-Type: text/html; charset=nonsense\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n": page,
		"Content-Type: text/html;charset=UTF-8;;\r\nContent-Encoding: gzip\r\n":                 gzipped(page),
		"Content-Type: application/xhtml+xml\r\nContent-Encoding: gzip\r\n":                     page,
		"Content-Type: Text/HTML; charset=ISO-8859-1\r\n":                                       "<p>Gr\xfc\xdfe</p>",
		"Content-Type: text/html\r\nContent-Encoding: zstd\r\n":                                 zstandard(page),
	} {
		got := readAll(Reader{Format: Auto, MaxText: testMaxText}, "a.warc", warcRecord("response", "http://example.org/", header, body))
		if len(got) != 1 || got[0] != "a.warc ||"+page+"|http://example.org/" {
			t.Errorf("%q: %q", header, got)
		}
	}
}

func TestReadColumns(t *testing.T) {
	data := "nr,headline,body,text\n7,Kopf,Rumpf,no\n"
	r := Reader{Format: CSV, MaxText: testMaxText, Columns: map[string]string{"id": "nr", "title": "Headline", "text": "body"}}
	if got := readAll(r, "x", data); len(got) != 1 || got[0] != "x:2 7|Kopf|Rumpf|" {
		t.Errorf("%q", got)
	}
	r.Columns["url"] = "absent"
	if got := readAll(r, "x", data); len(got) != 1 || got[0] != "x error " {
		t.Errorf("%q", got)
	}
	if err := CheckColumns(map[string]string{"author": "a"}); err == nil || !strings.Contains(err.Error(), "author") {
		t.Error(err)
	}
}

// A disk that fails is no damaged record: the file ends there, with the error.
func TestReadFailingDisk(t *testing.T) {
	broken := errors.New("input/output error")
	for name, data := range map[string]string{
		"a.jsonl": "{\"text\":\"Eins.\"}\n", "a.warc": warcPage("http://example.org/1", "<p>Eins</p>"),
		"a.csv": "text\nEins\n", "a.tar": tarred("a.txt", "Eins.")[:1024],
	} {
		var last Item
		n := 0
		for it := range (Reader{Format: Auto, MaxText: testMaxText}).Read(name, io.MultiReader(strings.NewReader(data), iotest.ErrReader(broken))) {
			last = it
			n++
		}
		if n != 2 || !errors.Is(last.Err, broken) {
			t.Errorf("%s: %d items, the last with %v", name, n, last.Err)
		}
	}
}

// Whoever stops early gets no more.
func TestReadStops(t *testing.T) {
	for name, data := range map[string]string{
		"a.jsonl": "{}\n{}\n", "a.warc": warcPage("u:1", "<p>1</p>") + warcPage("u:2", "<p>2</p>"), "a.csv": "text\n1\n2\n",
		"a.tar": tarred("a.jsonl", "{}\n{}\n", "b.txt", "2"), "a.warc.gz": damagedWARC(),
	} {
		n := 0
		for range (Reader{Format: Auto, MaxText: testMaxText}).Read(name, strings.NewReader(data)) {
			if n++; n == 1 {
				break
			}
		}
	}
}

// Nothing read makes a reader panic, go on without end, or take more memory
// than an article may have.
func fuzzFormat(f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Reader{Format: Auto, MaxText: testMaxText}
		n := 0
		for it := range r.Read(name, bytes.NewReader(data)) {
			if int64(len(it.Data)) > r.maxBytes()+1 {
				t.Fatalf("an item of %d bytes", len(it.Data))
			}
			it.Decode(testMaxText)
			if n++; n > len(data)+1 {
				t.Fatalf("%d items in %d bytes", n, len(data))
			}
		}
	})
}

func FuzzReadLines(f *testing.F) { fuzzFormat(f, "a.jsonl", "{\"text\":\"Eins.\"}\n\n{", "\ufeff{}") }
func FuzzReadCSV(f *testing.F) {
	fuzzFormat(f, "a.csv", "id,text\na,\"Eins\"\nb,\"", "text;id\nEins;2\n", "text\n\xff\n")
}
func FuzzReadWARC(f *testing.F) {
	fuzzFormat(f, "a.warc", warcPage("http://example.org/", "<p>Eins</p>")+"x"+warcPage("http://example.org/", "<p>Zwei</p>"), "WARC/1.0\r\n")
}
func FuzzReadGzip(f *testing.F) {
	fuzzFormat(f, "", gzipped("{\"text\":\"Eins.\"}"), damagedWARC(), gzipped(tarred("a.txt", "Eins.")))
}
func FuzzReadZstd(f *testing.F) { fuzzFormat(f, "", zstandard("{\"text\":\"Eins.\"}")) }
func FuzzReadTar(f *testing.F) {
	fuzzFormat(f, "a.tar", tarred("a.txt", "Eins.", "b.jsonl", "{}\n"), tarred("c.tar", tarred("a.html", "<p>")))
}
