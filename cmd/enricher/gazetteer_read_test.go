package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

const smallList = "id,type,name\na,place,Alfa\n"

// smallBzip2 is smallList packed by bzip2, for which Go has no writer.
const smallBzip2 = "QlpoOTFBWSZTWRCkSkcAAAjVgAAQAAQgAC8nRCAgACInqNPKMTQpgAAuGBdb7JiZorNKLDX8XckU4UJAQpEpHA=="

// packed is smallList as files of each suffix have it.
func packed(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{"": []byte(smallList)}
	pack := func(suffix string, open func(io.Writer) (io.Writer, io.Closer)) {
		var b bytes.Buffer
		w, end := open(&b)
		if _, err := io.WriteString(w, smallList); err != nil {
			t.Fatal(err)
		}
		if err := end.Close(); err != nil {
			t.Fatal(err)
		}
		files[suffix] = b.Bytes()
	}
	pack(".gz", func(b io.Writer) (io.Writer, io.Closer) { w := gzip.NewWriter(b); return w, w })
	pack(".zst", func(b io.Writer) (io.Writer, io.Closer) {
		w, err := zstd.NewWriter(b)
		if err != nil {
			t.Fatal(err)
		}
		return w, w
	})
	pack(".zip", func(b io.Writer) (io.Writer, io.Closer) {
		w := zip.NewWriter(b)
		var member io.Writer
		for _, name := range []string{"readme.txt", "other.csv", "list.csv"} {
			var err error
			if member, err = w.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		return member, w
	})
	bz, err := base64.StdEncoding.DecodeString(smallBzip2)
	if err != nil {
		t.Fatal(err)
	}
	files[".bz2"] = bz
	return files
}

// Files are unpacked by their suffix, and one that is cut off is told.
func TestPackedLists(t *testing.T) {
	for suffix, content := range packed(t) {
		name := filepath.Join(t.TempDir(), "list.csv"+suffix)
		write := func(content []byte) {
			if err := os.WriteFile(name, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		write(content)
		g, err := openGazetteer(name)
		if err != nil || g.Len() != 1 || g.Entry(0).Name != "Alfa" {
			t.Errorf("%q: %v", suffix, err)
		}
		if suffix == "" {
			continue
		}
		write(content[:len(content)-5])
		if _, err := openGazetteer(name); err == nil || !strings.HasPrefix(err.Error(), name+": ") {
			t.Errorf("%q cut off: error %v", suffix, err)
		}
	}
}

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{
		"a.csv": "csv", "a.tsv.gz": "csv", "A.CSV": "csv", "a.jsonl": "jsonl", "a.ndjson.zst": "jsonl", "cities500.txt": "geonames", "CH.zip": "geonames",
		"alternateNamesV2.zip": "geonames", "list.csv.zip": "csv", "latest-all.json.bz2": "wikidata", "own.bin": "", "own": "", "csv": "",
	} {
		if got := format(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	got := strings.Join(inOrder([]string{"x/alternateNamesV2.txt", "admin1CodesASCII.txt", "CH.zip", "countryInfo.txt", "AT.txt"}), " ")
	if want := "CH.zip AT.txt countryInfo.txt admin1CodesASCII.txt x/alternateNamesV2.txt"; got != want {
		t.Errorf("in order: %s, want %s", got, want)
	}
}
