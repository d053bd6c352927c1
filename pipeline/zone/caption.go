package zone

import "strings"

// captionTails is how many bytes of a line's end may name the picture's
// source.
const captionTails = 90

// pictureMarks name a picture's maker or nature within a caption.
var pictureMarks = []string{
	"Foto:", "Fotos:", "Bild:", "Bilder:", "Bildquelle:", "Grafik:", "FOTO:", "BILD:", "Foto ©", "Bild ©", "Foto/", "Bild/",
	"Foto |", "FOTO |", "Photo |", "PHOTO |", "PHOTO:", "Photo:", "Photos:", "Photograph:", "Picture:", "Pictures:", "Photo by ", "Image:", "Images:", "Photo credit", "Photo courtesy",
	"(Archivbild", "(Symbolbild", "(Archivfoto", "(Symbolfoto", "(Archivaufnahme", "(Archiv)", "(Bild", "(Foto", "(Keystone", "(KEYSTONE",
	"(Photo", "(Image", "(File photo", "[File", "(AP Photo", "AP Photo/", "/AFP", "/Getty", "/EPA", "/Keystone", "/KEYSTONE", "/dpa", "/Reuters", "/REUTERS",
	"Getty Images", "picture alliance", "picture-alliance", "Shutterstock", "iStock",
}

// pictureCredit reports whether the line ends by naming a picture's source, or
// consists of that: "Foto: Anna Muster", "… in Bern. (Symbolbild)".
func pictureCredit(s string) bool {
	tail := s[lastRunes(s, captionTails):]
	if !strings.ContainsAny(tail, ":(/[©GpSi") {
		return false
	}
	if strings.HasPrefix(s, "©") {
		return true
	}
	for _, mark := range pictureMarks {
		if at := strings.Index(tail, mark); at >= 0 {
			// Behind the mark stands the source and no further sentence.
			return !strings.Contains(tail[at+len(mark):], ". ")
		}
	}
	return false
}
