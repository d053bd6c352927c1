package lang

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pemistahl/lingua-go"
)

// A language is one that the detector tells apart.
type language struct {
	code   string
	ngrams lingua.Language // Unknown: by function words alone
	words  string          // its most frequent function words
}

// languages are German and English and those written in Latin letters that
// news, or what surrounds it, comes in.
var languages = []language{
	{"de", lingua.German, `der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat
		dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man
		sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich eines jahr zwei diese dieser
		wieder keine seiner worden will zwischen immer was sagte seit beim doch ihr damit ihm kein sehr ihrer diesem dieses alle`},
	{"en", lingua.English, `the of and to in a is that for on was with as he it by at from his be are this have has had an were not but
		they which or their its will who been would more after one about when said into than her she there out up other all new
		over can some we what if no only also first between you him so could most two time these may any before now where then
		such our those through should because during while being both against your how did do does my me`},
	{"nl", lingua.Dutch, `de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij naar door uit hij zij wordt
		werd deze dit heeft hebben had nog over wel geen meer kan worden tot ze je wat onder onze wij veel al zich haar hun ik`},
	{"af", lingua.Afrikaans, `die en van het in is nie te wat om met vir dat hy ook sy aan as op sal deur kan was daar word ons ek jy maar
		uit hulle haar moet meer een nog na by tot so baie wees waar oor`},
	{"fr", lingua.French, `de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son sa aux ou
		mais comme été nous ont cette leur elle ses deux fait être même aussi après entre je vous ils c est d l on à`},
	{"it", lingua.Italian, `di e il la che in a per un è del non una con le si da sono i al della nel più come dei anche alla lo ha ma gli
		questo su ci dalla delle o nella se all dell essere stato hanno suo sua perché tra dal`},
	{"es", lingua.Spanish, `de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ha o este sí porque
		esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante fue son ser era está`},
	{"pt", lingua.Portuguese, `de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou
		quando muito nos já está eu também só pelo pela até isso ela entre depois são foi ser tem há`},
	{"da", lingua.Danish, `og i at det er en til af på den for med som der de ikke har et om var fra han men vi jeg sig kan han efter blev
		eller også når hvor skal være ved deres nu hun år over blive sin`},
	{"nb", lingua.Bokmal, `og i det er en til av på den for med som de ikke har et om var fra han men vi jeg seg kan etter ble eller også
		når hvor skal være ved deres nå hun år over sin å`},
	{"sv", lingua.Swedish, `och i att det som en på är av för med till den har de inte om ett han men var sig från vi så kan när nu efter
		eller hon där ut år mot skulle också jag under blir sin finns vid`},
	{"pl", lingua.Polish, `w i z na do się nie to że jest o jak za po od a przez co dla są ale był przy oraz tym może już tego było być
		które który ich jego także jako`},
	{"cs", lingua.Unknown, `a v se na je že s z o do i to k ve pro za by ale jako po od jeho které který byl jsou podle není si jsem také však`},
	{"sk", lingua.Unknown, `a v sa na je že s z o do aj to k vo pre za by ale ako po od jeho ktoré ktorý bol sú podľa nie si som však`},
	{"hu", lingua.Unknown, `a az és hogy nem is egy ez de meg azt csak volt el már még van ha vagy mint ki lehet után szerint akkor`},
	{"ro", lingua.Unknown, `de și în a la cu pe nu din că este o un mai care pentru al ca au fost sunt prin după sau dar între`},
	{"tr", lingua.Unknown, `ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ne o en ise değil var ama her olduğu`},
	{"hr", lingua.Unknown, `i u je na se da su za od s a o ne koji što kao iz bi će nije po to samo koja ali bio nakon`},
	{"fi", lingua.Unknown, `ja on ei että oli se hän ovat mutta myös kun joka jos niin kuin ole sekä tai mukaan olla jo sen`},
	{"ca", lingua.Unknown, `de la el i que a les en els per del amb un una es no al ha són com més dels pel però seva seu aquest`},
	{"sq", lingua.Unknown, `e të në për dhe me është një që nga nuk u se ka do më i si por janë`},
	{"id", lingua.Unknown, `yang dan di dengan untuk dari ini itu dalam pada tidak akan oleh juga adalah ke sebagai telah bisa`},
	{"sw", lingua.Unknown, `ya na wa kwa ni za katika la cha kuwa hiyo huo hata pia kama alisema wakati baada watu`},
	{"lb", lingua.Unknown, `de an d ass vun den dat déi mat net fir eng op zu gouf am sinn och bei wéi hunn ginn`},
}

// index maps a function word to the languages that have it, a bit each.
var index = func() map[string]uint32 {
	m := map[string]uint32{}
	for i, l := range languages {
		for _, w := range strings.Fields(l.words) {
			m[w] |= 1 << i
		}
	}
	return m
}()

// functionWords counts each language's function words.
func functionWords(texts ...string) (hits [32]int) {
	for _, text := range texts {
		eachWord(text, func(word []byte, _ bool) {
			for set := index[string(word)]; set != 0; set &= set - 1 {
				hits[bits.TrailingZeros32(set)]++
			}
		})
	}
	return hits
}

// eachWord calls f with every run of letters, lower-case and cut to some
// sixty bytes; capital says that it began with a capital letter. The slice is
// reused.
func eachWord(text string, f func(word []byte, capital bool)) {
	var buf [64]byte
	n, capital := 0, false
	for i := 0; i < len(text); {
		if b := text[i]; b < utf8.RuneSelf {
			i++
			small := b | 0x20
			if small < 'a' || small > 'z' {
				if n > 0 {
					f(buf[:n], capital)
					n = 0
				}
				continue
			}
			if n == 0 {
				capital = b != small
			}
			if n < len(buf)-utf8.UTFMax {
				buf[n] = small
				n++
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !unicode.IsLetter(r) {
			if n > 0 {
				f(buf[:n], capital)
				n = 0
			}
			continue
		}
		if n == 0 {
			capital = unicode.IsUpper(r)
		}
		if n < len(buf)-utf8.UTFMax {
			n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
		}
	}
	if n > 0 {
		f(buf[:n], capital)
	}
}

// foreignLetters counts the Latin letters that neither language uses, not even
// in French words.
func foreignLetters(text string) (n int) {
	for _, r := range text {
		if r >= 0xa0 && !strings.ContainsRune("äöüßÄÖÜéèêëÉàáâçïîôœæ", r) && unicode.Is(unicode.Latin, r) {
			n++
		}
	}
	return n
}
