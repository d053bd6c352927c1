// Package table lays records out as flat tables, for DuckDB, pandas and whatever
// else reads CSV or Parquet.
//
// SCHEMA.md, beside this file, lists tables and columns; it is written from the
// row types. What holds of all of them:
//
//   - record, the number of the record in its run from 0, joins all tables; article
//     is the article's identifier, which is unique only if its publisher sees to
//     that. Within a record, entity joins entities, mentions, roles and the rest.
//   - Spans are half-open and count what offsets in articles says: UTF-8 bytes
//     unless the run was told otherwise.
//   - What a record leaves out is null: in CSV an empty field. No text is empty
//     otherwise.
//   - Rows stand in the order of the records and of their lists.
//
// A figure's value is text, exact to the last digit, and a floating-point number
// besides, to reckon with. It is no DECIMAL: a column of those has one scale and
// 38 digits, and figures have up to thirty places on either side of the point.
// Who knows that theirs are tamer casts the text: value::DECIMAL(38, 6).
//
// CSV is written by encoding/csv, with a header. Texts stand in it as they are: a
// spreadsheet may take one that begins with = for a formula, and pandas takes NA,
// the code of Namibia, for null unless told keep_default_na=False.
//
// Parquet is written by github.com/parquet-go/parquet-go, compressed by zstd
// inside, in groups of rows, so that memory does not grow with the file.
package table

// A Day counts from 1970-01-01, which is 0.
type Day int32

// A Moment is milliseconds since 1970 began in UTC.
type Moment int64

// A key joins the tables: it begins every row.
type key struct {
	Record  int64  `parquet:"record" about:"number of the record in its run, from 0: joins all tables"`
	Article string `parquet:"article,dict" about:"the article's identifier, as its publisher gives it; else the SHA-256 of its content"`
}

// A span is a piece of the text.
type span struct {
	SpanStart int64  `parquet:"span_start" unit:"offset" about:"where it begins in the record's text"`
	SpanEnd   int64  `parquet:"span_end" unit:"offset" about:"where it ends; the first position behind it"`
	Text      string `parquet:"text" about:"the text between the two"`
}

// An Article is a record without its facts.
type Article struct {
	key
	Source       *string `parquet:"source,optional,dict" about:"who published it, as its deliverer says"`
	URL          *string `parquet:"url,optional" about:"its address"`
	Lang         string  `parquet:"lang,dict" about:"language, ISO 639-1; und where undetermined"`
	Variety      *string `parquet:"variety,optional,dict" about:"language and country, BCP 47, such as de-CH"`
	Confidence   float64 `parquet:"lang_confidence" unit:"0 to 1" about:"how sure the language is"`
	Published    *string `parquet:"published,optional" about:"time of publication as known: RFC 3339, or a local time or a day where no more is stated"`
	PublishedAt  *Moment `parquet:"published_at,timestamp(millisecond)" about:"the same as a moment; null where its time or zone is not known"`
	PublishedDay *Day    `parquet:"published_day,date" about:"the day of publication in the article's own time zone"`
	Updated      *string `parquet:"updated,optional" about:"time of the last change, written like published"`
	UpdatedAt    *Moment `parquet:"updated_at,timestamp(millisecond)" about:"the same as a moment"`
	Title        *string `parquet:"title,optional" about:"title, where one was delivered"`
	Length       int64   `parquet:"text_length" unit:"UTF-8 bytes" about:"length of the text in which offsets count"`
	SHA256       string  `parquet:"sha256" about:"SHA-256 of that text, in hex"`
	Offsets      string  `parquet:"offsets,dict" about:"what offsets count: bytes, runes or utf16"`
	Warnings     *string `parquet:"warnings,optional,dict" about:"why the record may be wrong or incomplete: codes of the record's closed list, separated by a space"`
	Version      string  `parquet:"version,dict" about:"the program that made the record"`
	Model        *string `parquet:"model,optional,dict" about:"the tagger's model for the article's language"`
	Gazetteer    string  `parquet:"gazetteer,dict" about:"the gazetteer"`
}

// An Entity is a thing that the article names.
type Entity struct {
	key
	Entity      string   `parquet:"entity,dict" about:"identifier within the record: with record it joins mentions, roles and others"`
	Type        string   `parquet:"type,dict" about:"person, place, organisation or misc"`
	Name        string   `parquet:"name,dict" about:"its fullest name in the article, in base form"`
	Salience    float64  `parquet:"salience" unit:"0 to 1" about:"how much the article is about it, as a share of the most salient one's"`
	Mentions    int64    `parquet:"mentions" unit:"mentions" about:"how often it is named"`
	GazetteerID *string  `parquet:"gazetteer_id,optional,dict" about:"the gazetteer's entry, the same in all articles and languages, such as geonames:2988507"`
	NameDE      *string  `parquet:"name_de,optional,dict" about:"that entry's usual name in German"`
	NameEN      *string  `parquet:"name_en,optional,dict" about:"that entry's usual name in English"`
	Link        *string  `parquet:"link,optional,dict" about:"a page about it, from the gazetteer"`
	GeoNames    *int64   `parquet:"geonames,optional" about:"a place's GeoNames identifier"`
	Place       *string  `parquet:"place_name,optional,dict" about:"a place's name in the gazetteer"`
	Country     *string  `parquet:"country,optional,dict" about:"its country, ISO 3166-1 alpha-2"`
	Admin1      *string  `parquet:"admin1,optional,dict" about:"its first-level unit, GeoNames code within the country"`
	Feature     *string  `parquet:"feature,optional,dict" about:"what it is, GeoNames feature code"`
	Lat         *float64 `parquet:"lat,optional" unit:"degrees" about:"latitude, north positive, WGS 84"`
	Lon         *float64 `parquet:"lon,optional" unit:"degrees" about:"longitude, east positive, WGS 84"`
	Population  *int64   `parquet:"population,optional" unit:"inhabitants" about:"its population, where the gazetteer knows it"`
	PlaceScore  *float64 `parquet:"place_score,optional" unit:"0 to 1" about:"how far it is ahead of other places of its name"`
}

// A Mention is an occurrence of an entity.
type Mention struct {
	key
	Entity string `parquet:"entity,dict" about:"what is named"`
	Type   string `parquet:"type,dict" about:"the entity's type, as in entities"`
	Name   string `parquet:"name,dict" about:"the entity's name, as in entities"`
	span
	Form   string  `parquet:"form,dict" about:"name; derived (russisch, Londoner); or part (SPD-Chef)"`
	Zone   string  `parquet:"zone,dict" about:"the part of the page it stands in, such as headline, lead, body"`
	Score  float64 `parquet:"score" unit:"0 to 1" about:"probability that span and type are right"`
	Inside bool    `parquet:"inside" about:"it lies within a longer mention, as Zürich in Universität Zürich"`
}

// A Role is said of a person.
type Role struct {
	key
	Entity string `parquet:"entity,dict" about:"whose role it is"`
	span
	Lemma    *string `parquet:"lemma,optional,dict" about:"its noun without the ending that shows gender, where the text shows one"`
	Status   *string `parquet:"status,optional,dict" about:"former, designated or acting; null: in office"`
	OfEntity *string `parquet:"of_entity,optional,dict" about:"the entity the role belongs to"`
}

// A Dateline says where and when the story was filed.
type Dateline struct {
	key
	Dateline int64 `parquet:"dateline" about:"number of the dateline in its record, from 0"`
	span
	Date     *string `parquet:"date,optional" about:"its date as a TIMEX3 value"`
	FirstDay *Day    `parquet:"first_day,date" about:"first day of that date, see times"`
	LastDay  *Day    `parquet:"last_day,date" about:"last day of that date"`
}

// A DatelineEntity is a place or an agency of a dateline.
type DatelineEntity struct {
	key
	Dateline int64  `parquet:"dateline" about:"number of the dateline in its record"`
	Relation string `parquet:"relation,dict" about:"place or agency"`
	Position int64  `parquet:"position" about:"number among the dateline's places, or among its agencies, from 0"`
	Entity   string `parquet:"entity,dict" about:"the place or agency"`
}

// A Time is a TIMEX3 expression.
type Time struct {
	key
	span
	Type     string  `parquet:"type,dict" about:"DATE, TIME, DURATION or SET"`
	Value    *string `parquet:"value,optional,dict" about:"TIMEX3 value such as 2014-10-14, 2014-W42, P6M; null where there is no such day"`
	Mod      *string `parquet:"mod,optional,dict" about:"TIMEX3 modifier such as START, APPROX"`
	FirstDay *Day    `parquet:"first_day,date" about:"first day of the value: of a day, week, month, quarter, half-year, year, decade, century or millennium of our era; null for open values, seasons, durations, sets. The modifier does not narrow it"`
	LastDay  *Day    `parquet:"last_day,date" about:"last day, included"`
}

// A Figure is a quantity.
type Figure struct {
	key
	span
	Kind          string   `parquet:"kind,dict" about:"count, money, percent, measure, duration, age, ratio, fraction or ordinal"`
	Value         string   `parquet:"value,dict" unit:"see unit" about:"exact decimal: digits, a point, a minus"`
	ValueMax      *string  `parquet:"value_max,optional,dict" unit:"see unit" about:"upper end of a range, or a ratio's other number; exact decimal"`
	ValueFloat    *float64 `parquet:"value_float,optional" unit:"see unit" about:"value as the nearest floating-point number"`
	ValueMaxFloat *float64 `parquet:"value_max_float,optional" unit:"see unit" about:"value_max as the nearest floating-point number"`
	Unit          *string  `parquet:"unit,optional,dict" about:"unit, or currency by ISO 4217"`
	UnitAssumed   bool     `parquet:"unit_assumed" about:"a dollar or franc whose country neither the text nor its variety tells"`
	Modifier      *string  `parquet:"modifier,optional,dict" about:"approx, more_than, at_least, less_than, at_most or multiple; null: exact"`
	Change        *string  `parquet:"change,optional,dict" about:"up or down, where the quantity rose or fell by this"`
	Noun          *string  `parquet:"noun,optional,dict" about:"what is counted"`
	ClaimedBy     *string  `parquet:"claimed_by,optional,dict" about:"the entity that is reported to have said it"`
	ClaimedByRole *string  `parquet:"claimed_by_role,optional" about:"whoever is reported to have said it and has no name: the role as written"`
}

// A Quote is speech, direct or reported.
type Quote struct {
	key
	span
	Speaker     *string `parquet:"speaker,optional,dict" about:"the entity that speaks"`
	SpeakerRole *string `parquet:"speaker_role,optional" about:"who speaks and has no name: the role as written"`
	Cue         *string `parquet:"cue,optional,dict" about:"the word that tells of the speech, such as sagte"`
	Direct      bool    `parquet:"direct" about:"between quotation marks"`
}
