package zone

import (
	"strings"
	"unicode/utf8"
)

// captionTails is how many bytes of a line's end may name the picture's
// source.
const captionTails = 90

// pictureMarks name a picture's maker or nature within a caption, by their
// first bytes.
var pictureMarks = func() (t [utf8.RuneSelf][]string) {
	for _, mark := range []string{
		"Foto:", "Fotos:", "Bild:", "Bilder:", "Bildquelle:", "Grafik:", "FOTO:", "BILD:", "Foto ©", "Bild ©", "Foto/", "Bild/",
		"Foto |", "FOTO |", "Photo |", "PHOTO |", "PHOTO:", "Photo:", "Photos:", "Photograph:", "Picture:", "Pictures:", "Photo by ", "Image:", "Images:", "Photo credit", "Photo courtesy",
		"(Archivbild", "(Symbolbild", "(Archivfoto", "(Symbolfoto", "(Archivaufnahme", "(Archiv)", "(Bild", "(Foto", "(Keystone", "(KEYSTONE",
		"(Photo", "(Image", "(File photo", "[File", "(AP Photo", "AP Photo/", "/AFP", "/Getty", "/EPA", "/Keystone", "/KEYSTONE", "/dpa", "/Reuters", "/REUTERS",
		"Getty Images", "picture alliance", "picture-alliance", "Shutterstock", "iStock",
	} {
		t[mark[0]] = append(t[mark[0]], mark)
	}
	return t
}()

// pictureCredit reports whether the line ends by naming a picture's source, or
// consists of that: "Foto: Anna Muster", "… in Bern. (Symbolbild)". Behind the
// mark stands the source and no further sentence.
func pictureCredit(s string) bool {
	if strings.HasPrefix(s, "©") {
		return true
	}
	tail := s[lastRunes(s, captionTails):]
	if stop := strings.LastIndex(tail, ". "); stop >= 0 {
		tail = tail[stop+1:]
	}
	for i := range len(tail) {
		if tail[i] >= utf8.RuneSelf {
			continue
		}
		for _, mark := range pictureMarks[tail[i]] {
			if strings.HasPrefix(tail[i:], mark) {
				return true
			}
		}
	}
	return false
}
