package pipeline

import (
	"slices"
	"strings"
	"testing"

	"enricher/ner"
	"enricher/ner/token"
	"enricher/pipeline/zone"
)

// entities joins the mentions that are marked in the text, [PER Kerry] or
// [LOC/derived russisch], and lists the entities as name=mention+mention.
func entities(t *testing.T, lang, marked string) []string {
	t.Helper()
	var text strings.Builder
	type mark struct {
		start, end  int
		label, form string
	}
	var marks []mark
	for marked != "" {
		before, rest, found := strings.Cut(marked, "[")
		text.WriteString(before)
		if !found {
			break
		}
		inside, after, _ := strings.Cut(rest, "]")
		label, name, _ := strings.Cut(inside, " ")
		label, form, derived := strings.Cut(label, "/")
		if !derived {
			form = "name"
		}
		marks = append(marks, mark{text.Len(), text.Len() + len(name), label, form})
		text.WriteString(name)
		marked = after
	}
	d := document(lang, text.String())
	p := loaded()
	var tagged []ner.Mention
	for _, m := range marks {
		c := ner.Mention{Label: m.label, Form: m.form, Score: 0.9, First: d.Tokens.At(m.start), Last: d.Tokens.At(m.end-1) + 1}
		c.Start, c.End = m.start, m.end
		tagged = append(tagged, c)
	}
	d.Mentions = resolve(d, tagged, p.places.Find(d.Tokens))
	p.entity(d)
	var list []string
	for _, e := range d.Entities {
		var mentions []string
		for _, i := range e.mentions {
			mentions = append(mentions, d.Text[d.Mentions[i].Start:d.Mentions[i].End])
		}
		list = append(list, e.name+"="+strings.Join(mentions, "+"))
	}
	return list
}

func TestEntities(t *testing.T) {
	tests := []struct {
		name, lang, text string
		want             []string
	}{
		{"surname before and after the full name", "de", "[PER Kerry] traf [PER Lawrow]. [PER John Kerry] sagte, [PER Kerry] bleibe.",
			[]string{"John Kerry=Kerry+John Kerry+Kerry", "Lawrow=Lawrow"}},
		{"genitive with evidence", "de", "[PER Angela Merkel] kam. [PER Merkels] Rede war kurz.", []string{"Angela Merkel=Angela Merkel+Merkels"}},
		{"no genitive without", "de", "[PER Hans Albers] sang. [PER Albers] ging.", []string{"Hans Albers=Hans Albers+Albers"}},
		{"nobiliary particle", "de", "[PER Heinrich von Pierer] kam. [PER von Pierers] Rede.", []string{"Heinrich von Pierer=Heinrich von Pierer+von Pierers"}},
		{"two of one surname", "en", "[PER Hillary Clinton] and [PER Bill Clinton] came; [PER Clinton] spoke.",
			[]string{"Hillary Clinton=Hillary Clinton", "Bill Clinton=Bill Clinton+Clinton"}},
		{"initial", "en", "[PER J. Smith] came. [PER John Smith] spoke.", []string{"John Smith=J. Smith+John Smith"}},
		{"derived and part of a country", "de", "[LOC Russland] schwieg, die [LOC/derived russische] Seite und [LOC Russlands] Nachbarn nicht.",
			[]string{"Russland=Russland+russische+Russlands"}},
		{"a country that is only derived from", "de", "Der [LOC/derived ukrainische] Präsident kam.", []string{"Ukraine=ukrainische"}},
		{"compound of an organisation", "de", "Der [ORG IS] und der [ORG/part IS-Vormarsch].", []string{"IS=IS+IS-Vormarsch"}},
		{"acronym in brackets", "de", "Die [ORG Internationale Atomenergiebehörde] ([ORG IAEA]) tagt; die [ORG IAEA] prüft.",
			[]string{"Internationale Atomenergiebehörde=Internationale Atomenergiebehörde+IAEA+IAEA"}},
		{"place in brackets is another place", "de", "In [LOC Paris] ([LOC Texas]) regnet es.", []string{"Paris=Paris", "Texas=Texas"}},
		{"inhabitants of a place that the gazetteer does not know", "de", "In [LOC Krumbruck] feiern die [LOC/derived Krumbrucker].", []string{"Krumbruck=Krumbruck+Krumbrucker"}},
		{"acronym far from its name", "en", "The [ORG Zambia Environmental Management Agency] came. A [ORG ZEMA] test.",
			[]string{"Zambia Environmental Management Agency=Zambia Environmental Management Agency+ZEMA"}},
		{"acronym before its name", "en", "The [ORG FBJ] came. The [ORG Federal Bureau of Jokes] laughed.", []string{"Federal Bureau of Jokes=FBJ+Federal Bureau of Jokes"}},
		{"acronym with a full stop after each letter", "en", "The [ORG Grain Workers] met; the [ORG G.W.] struck.", []string{"Grain Workers=Grain Workers+G.W."}},
		{"acronym from within a compound", "de", "Der [ORG Nordhäuser Rundfunk] sendet. Beim [ORG NHR] gilt das.", []string{"Nordhäuser Rundfunk=Nordhäuser Rundfunk+NHR"}},
		{"acronym of something else", "en", "The [ORG Federal Bureau of Jokes] laughed. An [ORG FBX] man did not.",
			[]string{"Federal Bureau of Jokes=Federal Bureau of Jokes", "FBX=FBX"}},
		{"acronym of another kind", "en", "The [MISC Grand Opera Days] began. The [ORG GOD] stayed away.", []string{"Grand Opera Days=Grand Opera Days", "GOD=GOD"}},
		{"company without its legal form, before and after", "de", "[ORG Zentrix] baut. Die [ORG Zentrix Holding AG] schweigt, [ORG Zentrix Holding] auch.",
			[]string{"Zentrix Holding AG=Zentrix+Zentrix Holding AG+Zentrix Holding"}},
		{"last words of a name", "en", "The [ORG House of Elders] voted. The [ORG Elders] left.", []string{"House of Elders=House of Elders+Elders"}},
		{"two that end alike", "en", "The [ORG Upper Chamber] and the [ORG Lower Chamber] met. The [ORG Chamber] rose.",
			[]string{"Upper Chamber=Upper Chamber", "Lower Chamber=Lower Chamber", "Chamber=Chamber"}},
		{"the short name of another came first", "en", "The [ORG Reformers] won. The [ORG Young Reformers] protested.",
			[]string{"Reformers=Reformers", "Young Reformers=Young Reformers"}},
		{"a country is not its bank", "en", "The [ORG Bank of England] paid. [ORG England] scored.", []string{"Bank of England=Bank of England", "England=England"}},
		{"form of address", "de", "[PER Thomas Zoller] kam, dann Juristin [PER Sabine Zoller]. Herr [PER Zoller] und Frau [PER Zoller] stritten.",
			[]string{"Thomas Zoller=Thomas Zoller+Zoller", "Sabine Zoller=Sabine Zoller+Zoller"}},
		{"form of address alone", "de", "Herr [PER Zoller] kam. Frau [PER Zoller] ging. Herr [PER Zoller] blieb.", []string{"Zoller=Zoller+Zoller", "Zoller=Zoller"}},
		{"English form of address", "en", "Mr. [PER Zoller] came. Mrs. [PER Zoller] left.", []string{"Zoller=Zoller", "Zoller=Zoller"}},
		{"a compound before the name", "de", "Der [PER/part Zoller-Besuch] endet. Frau [PER Zoller] ging.", []string{"Zoller=Zoller-Besuch+Zoller"}},
		{"whom the short name last meant", "en", "[PER Mei Zhao] spoke. [PER Zhao] smiled. Her brother [PER Li Zhao] left. [PER Zhao] stayed.",
			[]string{"Mei Zhao=Mei Zhao+Zhao+Zhao", "Li Zhao=Li Zhao"}},
		{"generations", "en", "[PER Henry Okoro Jr.] learnt from [PER Henry Okoro Sr.] and [PER Okoro] played.",
			[]string{"Henry Okoro Jr.=Henry Okoro Jr.", "Henry Okoro Sr.=Henry Okoro Sr.+Okoro"}},
		{"transliterations", "de", "[PER Sergej Malow], im Pass [PER Sergei Malov], kam. [PER Malow] sang.", []string{"Sergej Malow=Sergej Malow+Sergei Malov+Malow"}},
		{"accents left out", "en", "[PER Recep Erdoğan] spoke. [PER Erdogan] left.", []string{"Recep Erdoğan=Recep Erdoğan+Erdogan"}},
		{"another given name", "de", "[PER Sergej Malow] und [PER Oleg Malow] kamen.", []string{"Sergej Malow=Sergej Malow", "Oleg Malow=Oleg Malow"}},
		{"a family", "en", "The [PER Obamas] left. [PER Barack Obama] waved.", []string{"Obamas=Obamas", "Barack Obama=Barack Obama"}},
		{"a German family, and a genitive", "de", "Die [PER Zollers] ziehen um. [PER Thomas Zoller] packt, [PER Zollers] Frau auch.",
			[]string{"Zollers=Zollers", "Thomas Zoller=Thomas Zoller+Zollers"}},
		{"a surname in s is no family", "de", "[PER Gerd Albers] kam, und die [PER Albers] blieb.", []string{"Gerd Albers=Gerd Albers+Albers"}},
		{"a family by its word", "de", "Die Familie [PER Zoller] zieht um. [PER Thomas Zoller] packt, die [PER Zollers] fahren.",
			[]string{"Zollers=Zoller+Zollers", "Thomas Zoller=Thomas Zoller"}},
		{"an English one", "en", "The [PER Hartley] family left. [PER Kyle Hartley] waved. [PER Hartley] slept.",
			[]string{"Hartley=Hartley", "Kyle Hartley=Kyle Hartley+Hartley"}},
		{"an institution with and without its place", "de", "Das [ORG LKA] sucht. Beamte des [ORG Landeskriminalamts Sachsen] kamen, das [ORG Landeskriminalamt] schwieg.",
			[]string{"Landeskriminalamt Sachsen=LKA+Landeskriminalamts Sachsen+Landeskriminalamt"}},
		{"a party and its section are two", "de", "Die [ORG CDU] tagt. Die [ORG CDU Sachsen] nicht.", []string{"CDU=CDU", "CDU Sachsen=CDU Sachsen"}},
		{"a company with a word for any", "en", "[ORG Ryanair Holdings plc] paid. [ORG Ryanair] flew.", []string{"Ryanair Holdings plc=Ryanair Holdings plc+Ryanair"}},
		{"a company and its division are two", "en", "[ORG Ford] paid. [ORG Ford Motor Credit Co.] lent.", []string{"Ford=Ford", "Ford Motor Credit Co.=Ford Motor Credit Co."}},
		{"an oblique case", "de", "Beim [ORG Ruritanischen Bauernverband] heißt es, der [ORG Ruritanische Bauernverband] warte.",
			[]string{"Ruritanischer Bauernverband=Ruritanischen Bauernverband+Ruritanische Bauernverband"}},
		{"a team in the genitive", "de", "Der [ORG THW Krumbruck] siegt. [ORG Krumbrucks] Trainer jubelt.", []string{"THW Krumbruck=THW Krumbruck+Krumbrucks"}},
		{"dateline in capitals", "en", "[LOC NAIROBI] is big. Rain fell in [LOC Nairobi].", []string{"Nairobi=NAIROBI+Nairobi"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := entities(t, tt.lang, tt.text); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// TestSpread: tags are text/label/form/score, the first of their text.
func TestSpread(t *testing.T) {
	for _, tt := range []struct {
		name, lang, text string
		tags             []string
		want             string
	}{
		{"an acronym in brackets", "de", "Die Islamische Union (IU) tagt. Dann ging die IU weiter.", []string{"Islamische Union/ORG/name/0.95"},
			"Islamische Union ORG name, IU ORG name, IU ORG name"},
		{"no other word in brackets", "de", "Die Islamische Union (neu) tagt.", []string{"Islamische Union/ORG/name/0.95"},
			"Islamische Union ORG name"},
		{"no acronym of something longer", "en", "A Member of Parliament (MP) came.", []string{"Parliament/ORG/name/0.95"},
			"Parliament ORG name"},
		{"a surname by the full name", "de", "Uwe Mundlos schwieg. Sie sah Mundlos nicht.", []string{"Uwe Mundlos/PER/name/0.95"},
			"Uwe Mundlos PER name, Mundlos PER name"},
		{"a name as often as it stands", "en", "A fund of Tutogen. Then Tutogen grew.", []string{"Tutogen/ORG/name/0.5"},
			"Tutogen ORG name, Tutogen ORG name"},
		{"not where the document is unsure", "en", "A fund of Tutogen. Then Tutogen grew.", []string{"Tutogen/ORG/name/0.49"},
			"Tutogen ORG name"},
		{"a surname is no place, but not found where labels disagree", "en", "Groom saw Linda Groom. A Groom came.", []string{"Groom/LOC/name/0.9", "Linda Groom/PER/name/0.9"},
			"Groom PER name, Linda Groom PER name"},
		{"no word in small letters", "en", "Then apple grew, and apple fell.", []string{"apple/ORG/name/0.9"},
			"apple ORG name"},
		{"a company without its legal form", "de", "Die Jenoptik AG baut. Von Jenoptik kam Geld.", []string{"Jenoptik AG/ORG/name/0.95"},
			"Jenoptik AG ORG name, Jenoptik ORG name"},
		{"no other last word left out", "de", "Die Deutsche Bank baut. Der Deutsche kam.", []string{"Deutsche Bank/ORG/name/0.95"},
			"Deutsche Bank ORG name"},
		{"a German compound", "de", "Es trat Fillon zurück. Um die Fillon-Nachfolge ging es.", []string{"Fillon/PER/name/0.95"},
			"Fillon PER name, Fillon-Nachfolge PER part"},
		{"no English one", "en", "Fillon resigned. The Fillon-era rules stayed.", []string{"Fillon/PER/name/0.95"},
			"Fillon PER name"},
		{"no truncated one", "de", "Es siegte Fillon. Die Fillon- und andere Reden.", []string{"Fillon/PER/name/0.95"},
			"Fillon PER name"},
		{"a compound has its name's label", "de", "Herr Schäuble sprach. Die Schäuble-Tochter auch.", []string{"Schäuble/PER/name/0.95", "Schäuble-Tochter/ORG/part/0.4"},
			"Schäuble PER name, Schäuble-Tochter PER part"},
		{"a sure mention keeps its label", "de", "Herr Schäuble sprach. Die Schäuble-Tochter auch.", []string{"Schäuble/PER/name/0.95", "Schäuble-Tochter/ORG/part/0.7"},
			"Schäuble PER name, Schäuble-Tochter ORG part"},
		{"an organisation by the first word of its name", "en", "Oravax Biosciences Inc. grew. Then Oravax sold. Oravax fell.", []string{"Oravax Biosciences Inc./ORG/name/0.95", "Oravax/PER/name/0.9"},
			"Oravax Biosciences Inc. ORG name, Oravax ORG name, Oravax ORG name"},
		{"not by an ordinary word", "en", "General Robotics Inc. grew. General talks began.", []string{"General Robotics Inc./ORG/name/0.95"},
			"General Robotics Inc. ORG name"},
		{"nor by its founder's surname", "de", "Die Tessmer Verpackungen GmbH wächst. Hans Tessmer ging. Dann kam Tessmer zurück.", []string{"Tessmer Verpackungen GmbH/ORG/name/0.95", "Hans Tessmer/PER/name/0.95"},
			"Tessmer Verpackungen GmbH ORG name, Hans Tessmer PER name"},
		{"nor by an adjective", "de", "Die Ruritanische Volkspartei tagt. Das Ruritanische ist schwer.", []string{"Ruritanische Volkspartei/ORG/name/0.95"},
			"Ruritanische Volkspartei ORG name"},
		{"a team by its town", "de", "Der THW Kiel schlug den SC Magdeburg. Gegen Kiels Abwehr half nichts.", []string{"THW Kiel/ORG/name/0.95", "SC Magdeburg/ORG/name/0.95", "Kiels/LOC/name/0.95"},
			"THW Kiel ORG name, SC Magdeburg ORG name, Kiels ORG name"},
		{"not where somebody is", "de", "Der THW Kiel schlug den SC Magdeburg. Man feierte in Kiels Norden.", []string{"THW Kiel/ORG/name/0.95", "SC Magdeburg/ORG/name/0.95", "Kiels/LOC/name/0.95"},
			"THW Kiel ORG name, SC Magdeburg ORG name, Kiels LOC name"},
		{"nor where no game is played", "de", "Der THW Kiel baut um. Das freut Kiels Norden.", []string{"THW Kiel/ORG/name/0.95", "Kiels/LOC/name/0.95"},
			"THW Kiel ORG name, Kiels LOC name"},
		{"a country's team", "en", "The Germany striker Timo Werner left.", []string{"Germany/LOC/name/0.95", "Timo Werner/PER/name/0.95"},
			"Germany ORG name, Timo Werner PER name"},
		{"a surname with its particles", "de", "Ursula von der Leyen kam. Dann sprach von der Leyen selbst.", []string{"Ursula von der Leyen/PER/name/0.95"},
			"Ursula von der Leyen PER name, von der Leyen PER name"},
		{"no particle without them", "de", "Peter Leyen kam. Dann sprach man von Leyen.", []string{"Peter Leyen/PER/name/0.95"},
			"Peter Leyen PER name, Leyen PER name"},
		{"no surname behind an indefinite article", "de", "Peter Bauer kam. Ein Bauer ging.", []string{"Peter Bauer/PER/name/0.95"},
			"Peter Bauer PER name"},
		{"a family", "en", "Kyle Hartley left. The Hartleys waved.", []string{"Kyle Hartley/PER/name/0.95"},
			"Kyle Hartley PER name, Hartleys PER name"},
		{"two words of an organisation's name", "en", "At Dragon Peak they wept. Dragon Peak Holdings paid.", []string{"Dragon Peak Holdings/ORG/name/0.95", "Dragon Peak/MISC/name/0.6"},
			"Dragon Peak ORG name, Dragon Peak Holdings ORG name"},
		{"a place's observatory", "en", "From La Zilla they saw it. The La Zilla Observatory closed.", []string{"La Zilla/LOC/name/0.95", "La Zilla Observatory/ORG/name/0.95"},
			"La Zilla LOC name, La Zilla Observatory ORG name"},
		{"a title and a surname", "de", "Ignazio Muster kam. An Bundesrat Muster wandte sie sich, der Bundesrat schwieg.", []string{"Ignazio Muster/PER/name/0.95", "Bundesrat Muster/ORG/name/0.9"},
			"Ignazio Muster PER name, Muster PER name"},
		{"a title taken for its body", "de", "Bundesrat Ignazio Muster kam.", []string{"Bundesrat/ORG/name/0.9", "Ignazio Muster/PER/name/0.95"},
			"Ignazio Muster PER name"},
		{"the body beside a person", "de", "Für den Bundesrat, Ignazio Muster und Anna.", []string{"Bundesrat/ORG/name/0.9", "Ignazio Muster/PER/name/0.95"},
			"Bundesrat ORG name, Ignazio Muster PER name"},
		{"a foundation and a surname", "de", "Peter Muster kam. Die Stiftung Muster blieb.", []string{"Peter Muster/PER/name/0.95", "Stiftung Muster/ORG/name/0.9"},
			"Peter Muster PER name, Stiftung Muster ORG name"},
		{"a surname like a place's people", "de", "Marc Walder kam. Walder begann.", []string{"Marc Walder/PER/name/0.95", "Walder/LOC/derived/0.95"},
			"Marc Walder PER name, Walder PER name"},
		{"no currency", "de", "Der Yen-Kurs fiel, ein Yen fiel auch.", []string{"Yen-Kurs/MISC/part/0.9", "Yen/MISC/name/0.9"},
			"Yen-Kurs MISC part"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := document(tt.lang, tt.text)
			if s := words(d, spread(d, resolve(d, d.tagAll(t, tt.tags), nil), loaded().places, loaded().taggers[tt.lang].IsOrdinary)); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

func TestRegions(t *testing.T) {
	wrapped := "The council approved the plan for a new bridge across\nthe river on Monday after a debate that had gone on for\nSeveral hours of the night. A vote is due.\n\nA new paragraph."
	sentences := []string{"One sentence stands on its line.", "Another has its own."}
	for text, want := range map[string]int{wrapped: 2, strings.Join(sentences, "\n"): 2} {
		var lines []zone.Zone
		at := 0
		for line := range strings.Lines(text) {
			if end := at + len(strings.TrimRight(line, "\n")); end > at {
				lines = append(lines, zone.Zone{Span: token.Span{Start: at, End: end}, Kind: zone.Body})
			}
			at += len(line)
		}
		if got := regions(text, lines); len(got) != want {
			t.Errorf("%d regions, want %d, in %q", len(got), want, text)
		}
	}
}
