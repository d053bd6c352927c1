package pipeline

import (
	"bytes"
	_ "embed"
	"encoding/json"

	"enricher/pipeline/quote"
)

// Schema names the version of the record's layout. A change that breaks a
// reader makes a new one.
const Schema = "enricher.record/v1"

// RecordSchema is the JSON Schema of records.
//
//go:embed record.schema.json
var RecordSchema []byte

// A Record is what comes out: an article's text and the facts read from it.
// All offsets are half-open [Start, End) and count, in the unit that Offsets
// names, in Text; Text[Start:End] is each span's text. Lists are sorted by
// start, then longer first; entities by first mention. What was not found is
// left out.
type Record struct {
	Schema    string          `json:"schema" jsonschema:"const=enricher.record/v1"`
	ID        string          `json:"id"`
	Source    string          `json:"source,omitempty"`
	URL       string          `json:"url,omitempty"`
	Meta      json.RawMessage `json:"meta,omitempty" jsonschema:"type=object"`
	Lang      Language        `json:"lang"`
	Published string          `json:"published,omitempty"`
	Updated   string          `json:"updated,omitempty"`
	Title     string          `json:"title,omitempty"`
	Authors   []string        `json:"authors,omitempty" jsonschema:"description=whom a page's metadata names; authors named in the text are in credits"`
	Agencies  []string        `json:"agencies,omitempty" jsonschema:"description=news agencies that a page's metadata names"`
	Text      string          `json:"text"`
	SHA256    string          `json:"sha256" jsonschema:"pattern=^[0-9a-f]{64}$"`
	Offsets   Unit            `json:"offsets" jsonschema:"enum=bytes,enum=runes,enum=utf16"`
	Zones     []Zone          `json:"zones,omitempty"`
	Datelines []Dateline      `json:"datelines,omitempty"`
	Credits   []Credit        `json:"credits,omitempty"`
	Notes     []Note          `json:"notes,omitempty"`
	Entities  []Entity        `json:"entities,omitempty"`
	Times     []Time          `json:"times,omitempty"`
	Figures   []Figure        `json:"figures,omitempty"`
	Quotes    []Quote         `json:"quotes,omitempty"`
	Producer  Producer        `json:"producer"`
	Warnings  []Warning       `json:"warnings,omitempty" jsonschema:"enum=language,enum=ambiguous_date,enum=truncated,enum=paywalled"`
}

// A Warning says why a record may be wrong or incomplete though the article
// was enriched. The list is closed.
type Warning string

// The warnings of a record.
const (
	WarnLanguage  Warning = "language"       // the article's language is not what its deliverer says
	WarnDate      Warning = "ambiguous_date" // the page's date may be read two ways: 03/05/2022 in English of no known country
	WarnTruncated Warning = "truncated"      // the story's end is missing: "… mehr lesen", "[+1234 chars]"
	WarnPaywalled Warning = "paywalled"      // the rest must be paid or registered for: "Jetzt weiterlesen mit …"
)

// Language is the article's language and its variety.
type Language struct {
	Code       string  `json:"code" jsonschema:"description=ISO 639-1; und where undetermined"`
	Variety    string  `json:"variety,omitempty" jsonschema:"description=BCP 47 such as de-CH"`
	Confidence float64 `json:"confidence" jsonschema:"minimum=0,maximum=1"`
}

// A Zone is a line of the page and its part in it.
type Zone struct {
	Kind  string `json:"kind" jsonschema:"enum=kicker,enum=headline,enum=byline,enum=timestamp,enum=caption,enum=lead,enum=body,enum=crosshead,enum=credit,enum=related,enum=comments,enum=navigation,enum=footer,enum=other"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// A Span is a piece of the record's text.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// A Dateline says where, when and by which agency a story was filed. Places
// and agencies are entity identifiers; Date is a TIMEX3 value.
type Dateline struct {
	Span
	Places   []string `json:"places,omitempty"`
	Date     string   `json:"date,omitempty"`
	Agencies []string `json:"agencies,omitempty"`
}

// A Credit names the agencies and authors of a story, as written.
type Credit struct {
	Span
	Agencies []string `json:"agencies,omitempty"`
	Persons  []string `json:"persons,omitempty"`
}

// A Note is what the newsroom notes on its own story: an embargo with its end,
// a correction, a breaking flag.
type Note struct {
	Span
	Kind  string `json:"kind" jsonschema:"enum=embargo,enum=correction,enum=breaking"`
	Until string `json:"until,omitempty" jsonschema:"description=an embargo's end: RFC 3339; or a local time or a date where no more is stated"`
}

// An Entity is a thing that the article names, once or often.
type Entity struct {
	ID       string    `json:"id"`
	Type     string    `json:"type" jsonschema:"enum=person,enum=place,enum=organisation,enum=misc"`
	Name     string    `json:"name"`
	Salience float64   `json:"salience" jsonschema:"minimum=0,maximum=1"`
	Mentions []Mention `json:"mentions"`
	Roles    []Role    `json:"roles,omitempty"`
	Place    *Place    `json:"place,omitempty"`
	Link     string    `json:"link,omitempty" jsonschema:"description=a page about it such as its Wikidata item: from the gazetteer"`
	Entry    *Entry    `json:"gazetteer,omitempty"`
}

// A Mention is an occurrence of an entity in the text. One that is Inside lies
// within a longer mention, of another entity as a rule: the place in the name
// of a university. All others do not overlap.
type Mention struct {
	Span
	Form   string  `json:"form" jsonschema:"enum=name,enum=derived,enum=part"`
	Zone   string  `json:"zone"`
	Score  float64 `json:"score" jsonschema:"minimum=0,maximum=1"`
	Inside bool    `json:"inside,omitempty" jsonschema:"description=within a longer mention"`
}

// A Role is a title, function or kinship said of a person; Of is the entity it
// belongs to. Lemma is its head noun in a form that does not show the person's
// gender (Minister of Ministerin, spokesperson of spokeswoman), where the text's
// form does.
type Role struct {
	Span
	Of     string       `json:"of,omitempty"`
	Lemma  string       `json:"lemma,omitempty"`
	Status quote.Status `json:"status,omitempty" jsonschema:"enum=former,enum=designated,enum=acting"`
}

// A Place is where a place entity lies: an entry of the gazetteer.
type Place struct {
	GeoNames   int     `json:"geonames,omitempty"`
	Name       string  `json:"name"`
	Country    string  `json:"country,omitempty" jsonschema:"description=ISO 3166-1 alpha-2"`
	Admin1     string  `json:"admin1,omitempty"`
	Feature    string  `json:"feature,omitempty" jsonschema:"description=GeoNames feature code"`
	Lat        float64 `json:"lat" jsonschema:"minimum=-90,maximum=90"`
	Lon        float64 `json:"lon" jsonschema:"minimum=-180,maximum=180"`
	Population int     `json:"population,omitempty"`
	Score      float64 `json:"score" jsonschema:"minimum=0,maximum=1"`
}

// An Entry is what the gazetteer knows an entity as: an id that stays the same
// from article to article and language to language.
type Entry struct {
	ID string `json:"id" jsonschema:"description=such as geonames:2988507"`
	DE string `json:"de" jsonschema:"description=its usual name in German"`
	EN string `json:"en" jsonschema:"description=its usual name in English"`
}

// A Time is a TIMEX3 expression.
type Time struct {
	Span
	Type  string `json:"type" jsonschema:"enum=DATE,enum=TIME,enum=DURATION,enum=SET"`
	Value string `json:"value"`
	Mod   string `json:"mod,omitempty"`
}

// A Figure is a quantity. Value and ValueMax are exact decimals; the unit is
// assumed where a currency's name belongs to several countries and nothing tells
// which. ClaimedBy is
// whoever is reported to have said it: an entity identifier, or the role of a
// speaker without a name, as written.
type Figure struct {
	Span
	Kind        string `json:"kind" jsonschema:"enum=count,enum=money,enum=percent,enum=measure,enum=duration,enum=age,enum=ratio,enum=fraction,enum=ordinal"`
	Value       string `json:"value"`
	ValueMax    string `json:"value_max,omitempty"`
	Unit        string `json:"unit,omitempty"`
	UnitAssumed bool   `json:"unit_assumed,omitempty" jsonschema:"description=a dollar or franc whose country neither the text nor its variety tells"`
	Modifier    string `json:"modifier,omitempty" jsonschema:"description=exact where left out,enum=approx,enum=more_than,enum=at_least,enum=less_than,enum=at_most,enum=multiple"`
	Change      string `json:"change,omitempty" jsonschema:"enum=up,enum=down"`
	Noun        string `json:"noun,omitempty"`
	ClaimedBy   string `json:"claimed_by,omitempty" jsonschema:"description=who is reported to have said it: an entity identifier; or a role as written"`
}

// A Quote is speech, direct or reported. Speaker is an entity identifier, or
// the role of a speaker without a name, as written.
type Quote struct {
	Span
	Speaker string `json:"speaker,omitempty"`
	Cue     string `json:"cue,omitempty"`
	Direct  bool   `json:"direct"`
}

// Producer tells which program, models and gazetteer made the record: the same
// input and producer give the same bytes.
type Producer struct {
	Version   string            `json:"version"`
	Models    map[string]string `json:"models"`
	Gazetteer string            `json:"gazetteer"`
}

// Marshal is the record as one line of JSON without the line break.
func (r *Record) Marshal() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
