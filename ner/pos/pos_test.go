package pos

import (
	"strings"
	"sync"
	"testing"

	"github.com/jdkato/prose/v2"

	"enricher/ner/token"
)

var tagger = sync.OnceValue(func() *Tagger {
	t, err := Load()
	if err != nil {
		panic(err)
	}
	return t
})

// tagged writes tokens and tags as word/TAG.
func tagged(text string) string {
	doc := token.Split(text, "en")
	var out []string
	for i, tag := range tagger().Tag(doc) {
		out = append(out, doc.Word(i)+"/"+tag)
	}
	return strings.Join(out, " ")
}

func TestTag(t *testing.T) {
	for _, want := range []string{
		"The/DT president/NN arrived/VBD in/IN Paris/NNP on/IN Monday/NNP ./.",
		"Prices/NNS rose/VBD 3.5/CD %/NN to/TO $/$ 4/CD bn/NN ./.",
		"“/`` She/PRP has/VBZ n’t/RB decided/VBN yet/RB ,/, ”/'' he/PRP said/VBD ./.",
		"Germany/NNP ’s/POS foreign/JJ minister/NN will/MD meet/VB his/PRP$ counterparts/NNS –/: again/RB ./.",
		"The/DT 52-year-old/JJ driver/NN was/VBD arrested/VBN (/( near/IN Leeds/NNP )/) ./.",
		"They/PRP wrote/VBD to/TO press@example.org/NN …/:",
		"It/PRP costs/VBZ €/$ 5/CD at/IN 20/CD °C/NN ./.",
	} {
		var words []string
		for _, w := range strings.Fields(want) {
			words = append(words, w[:strings.LastIndexByte(w, '/')])
		}
		text := strings.Join(words, " ")
		for _, clitic := range []string{"n’t", "’s"} { // belong to the word before
			text = strings.ReplaceAll(text, " "+clitic, clitic)
		}
		if got := tagged(text); got != want {
			t.Errorf(" got %s\nwant %s", got, want)
		}
	}
}

// sentences hold no word twice, because prose gives such words one tag, and
// none of the marks that we read otherwise: it tags - as itself, 0 as -NONE-
// and does not know typographic quotation marks.
var sentences = strings.Split(`The finance ministry said on Tuesday that growth would slow to 1.2 percent next year.
Police arrested three men after an explosion near the central railway station.
She has worked as a nurse in Kenya since 1998, according to her family.
Rescuers searched through rubble for survivors until darkness fell.
Investors sold shares because they feared higher interest rates.
Two candidates withdrew from Sunday's election, leaving voters with little choice.
The company's profits fell sharply, its chief executive told reporters.
Heavy rain flooded dozens of villages along the river.
Scientists believe the virus spreads more easily when people gather indoors.
He could not say whether talks might resume before Christmas.
Our correspondent reports that thousands were marching peacefully towards parliament.
If it passes, this bill will become law within weeks.
Many farmers have already lost their entire harvest.
A court in Madrid sentenced him to five years.
Nobody knows what happened there.
Striking workers blocked both entrances, and some threw stones.
Mr. Baker, who played guitar, died peacefully at home aged 82.
It's too early, Ms. Otieno said, but we're hopeful.
They didn't expect such strong opposition from younger members.
Over 300 flights were cancelled, stranding passengers across Europe.
The biggest problem facing teachers is money.
Lawyers representing victims welcomed yesterday's ruling.
Trading volumes are expected to be thin during August.
Even so, few doubt that she can win again.
Where would you go?`, "\n")

// TestProse compares with prose's own tagger over the sentences.
func TestProse(t *testing.T) {
	var model *prose.Model
	same, all := 0, 0
	for _, text := range sentences {
		options := []prose.DocOpt{prose.WithSegmentation(false), prose.WithExtraction(false)}
		if model != nil {
			options = append(options, prose.UsingModel(model))
		}
		theirs, err := prose.NewDocument(text, options...)
		if err != nil {
			t.Fatal(err)
		}
		model = theirs.Model
		var want []string
		for _, tok := range theirs.Tokens() {
			want = append(want, tok.Text+"/"+tok.Tag)
		}
		got := strings.Fields(tagged(text))
		if len(got) != len(want) {
			t.Errorf("tokens differ:\n got %s\nwant %s", got, want)
			continue
		}
		for i := range got {
			all++
			if got[i] == want[i] {
				same++
			} else {
				t.Logf("%s, prose %s, in %s", got[i], want[i], text)
			}
		}
	}
	if same != all {
		t.Errorf("%d of %d tags agree", same, all)
	}
}

func TestConcurrent(t *testing.T) {
	doc := token.Split(strings.Join(sentences, " "), "en")
	want := strings.Join(tagger().Tag(doc), " ")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := strings.Join(tagger().Tag(doc), " "); got != want {
				t.Error("tags differ between goroutines")
			}
		})
	}
	wg.Wait()
}

func TestCorrupt(t *testing.T) {
	data, err := prose.Asset("model/AveragedPerceptron/tags.gob")
	if err != nil {
		t.Fatal(err)
	}
	for n := range min(len(data), 300) {
		r := &reader{data: string(data[:n])}
		r.open()
		for k := r.uint(); k > 0 && r.err == nil; k-- {
			r.string()
			r.string()
		}
		if r.err == nil {
			t.Fatalf("no error after %d of %d bytes", n, len(data))
		}
	}
}

func FuzzTag(f *testing.F) {
	f.Add("He didn’t say “no” – [0] * \xff … 4-0 don't '' n't")
	f.Fuzz(func(t *testing.T, text string) {
		doc := token.Split(text, "en")
		tags := tagger().Tag(doc)
		if len(tags) != len(doc.Tokens) {
			t.Fatalf("%d tags for %d tokens", len(tags), len(doc.Tokens))
		}
		for i, tag := range tags {
			if tag == "" || strings.HasPrefix(tag, "-START") {
				t.Fatalf("%q has tag %q", doc.Word(i), tag)
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	doc := token.Split(strings.Repeat(strings.Join(sentences, " ")+" ", 4), "en")
	tagger()
	b.ReportAllocs()
	for b.Loop() {
		tagger().Tag(doc)
	}
	b.ReportMetric(float64(len(doc.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
