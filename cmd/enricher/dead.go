package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-isatty"

	"enricher/pipeline"
	"enricher/pipeline/stream"
)

type deadCmd struct {
	List   deadListCmd   `cmd:"" help:"List dead letters, the oldest first, or count them by reason."`
	Show   deadShowCmd   `cmd:"" help:"Show a dead letter: why it is one, its headers, its stack and its article."`
	Replay deadReplayCmd `cmd:"" help:"Put the articles of dead letters back into the queue."`
	Purge  deadPurgeCmd  `cmd:"" help:"Delete dead letters for good."`
}

func (*deadCmd) Help() string {
	return `Dead letters are the articles that could not be enriched, with their original bytes and the reason: ` + reasons() + `.`
}

func reasons() string {
	var names []string
	for _, r := range pipeline.Reasons() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

// letterFlags choose dead letters; all of the given ones must be true of one.
type letterFlags struct {
	Reason    []string      `placeholder:"REASON,..." help:"Those of one of these reasons."`
	Stage     string        `placeholder:"STAGE" help:"Those that failed in this stage."`
	Source    string        `placeholder:"SUBJECT" help:"Those whose article came on this subject; * stands for a part, > for the rest."`
	ID        string        `name:"id" placeholder:"ID" help:"Those of the article with this identifier."`
	Seq       []string      `placeholder:"N|N-M,..." help:"Those with these numbers."`
	OlderThan time.Duration `placeholder:"AGE" help:"Those put aside longer ago than this, such as 36h."`
	NewerThan time.Duration `placeholder:"AGE" help:"Those put aside more recently than this."`
}

func (f *letterFlags) Validate() error {
	_, err := f.filter(time.Now())
	return err
}

func (f *letterFlags) filter(now time.Time) (stream.Filter, error) {
	filter := stream.Filter{Stage: f.Stage, Subject: f.Source, ID: f.ID}
	for _, r := range f.Reason {
		reason := pipeline.Reason(r)
		if !slices.Contains(pipeline.Reasons(), reason) {
			return filter, fmt.Errorf("--reason %s: the reasons are %s", r, reasons())
		}
		filter.Reasons = append(filter.Reasons, reason)
	}
	for _, s := range f.Seq {
		from, to, isRange := strings.Cut(s, "-")
		if !isRange {
			to = from
		}
		a, err1 := strconv.ParseUint(from, 10, 64)
		b, err2 := strconv.ParseUint(to, 10, 64)
		if err1 != nil || err2 != nil {
			return filter, fmt.Errorf("--seq %s: want a number or a range such as 7-20", s)
		}
		filter.Seqs = append(filter.Seqs, stream.SeqRange{From: a, To: b})
	}
	if f.OlderThan < 0 || f.NewerThan < 0 {
		return filter, errors.New("--older-than and --newer-than take an age such as 36h, not a negative one")
	}
	if f.OlderThan > 0 {
		filter.Before = now.Add(-f.OlderThan)
	}
	if f.NewerThan > 0 {
		filter.Since = now.Add(-f.NewerThan)
	}
	return filter, filter.Check()
}

// open finds the dead letters and what is asked for of them. Close the
// connection after use.
func (f *letterFlags) open(ctx context.Context, o *operatorFlags) (*stream.Conn, *stream.DeadLetters, stream.Filter, error) {
	filter, err := f.filter(time.Now())
	if err != nil {
		return nil, nil, filter, err
	}
	conn, letters, err := o.deadLetters(ctx)
	return conn, letters, filter, err
}

func (f *operatorFlags) deadLetters(ctx context.Context) (*stream.Conn, *stream.DeadLetters, error) {
	conn, err := f.connect(ctx)
	if err != nil {
		return nil, nil, err
	}
	request, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	letters, err := conn.DeadLetters(request, f.Names.topology())
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return conn, letters, nil
}

type deadListCmd struct {
	operatorFlags
	letterFlags
	Count bool `help:"Only how many there are of each reason."`
	Limit int  `placeholder:"N" help:"At most so many; 0: all."`
	JSON  bool `name:"json" help:"One JSON object a line."`
}

func (*deadListCmd) Help() string {
	return `Examples:
  enricher dead list --count
  enricher dead list --reason timeout,panic --newer-than 24h
  enricher dead list --source 'articles.raw.dpa.>' --json | jq -r .article_id`
}

func (c *deadListCmd) Run(ctx context.Context, std streams) error {
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	list := newLetterList(std.out, c.JSON)
	counts := map[pipeline.Reason]*letterCount{}
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err != nil {
			return errors.Join(list.flush(), err)
		}
		if c.Count {
			if counts[l.Reason] == nil {
				counts[l.Reason] = &letterCount{Reason: l.Reason}
			}
			counts[l.Reason].add(l)
		} else if err := list.add(l); err != nil {
			return err
		}
		if n++; n == c.Limit {
			break
		}
	}
	if c.Count {
		return writeCounts(std.out, counts, c.JSON)
	}
	return list.flush()
}

// A letterCount sums up the letters of one reason.
type letterCount struct {
	Reason  pipeline.Reason `json:"reason"`
	Letters int             `json:"letters"`
	Bytes   int64           `json:"bytes"` // of their articles
	Oldest  time.Time       `json:"oldest"`
	Newest  time.Time       `json:"newest"`
}

func (c *letterCount) add(l stream.Letter) {
	if c.Letters == 0 {
		c.Oldest = l.Buried
	}
	c.Newest = l.Buried
	c.Letters++
	c.Bytes += int64(l.Size)
}

func writeCounts(out io.Writer, counts map[pipeline.Reason]*letterCount, asJSON bool) error {
	sorted := slices.SortedFunc(maps.Values(counts), func(a, b *letterCount) int {
		return cmp.Or(cmp.Compare(b.Letters, a.Letters), cmp.Compare(a.Reason, b.Reason))
	})
	if asJSON {
		enc := json.NewEncoder(out)
		for _, c := range sorted {
			if err := enc.Encode(c); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "REASON\tLETTERS\tBYTES\tOLDEST\tNEWEST")
	total := 0
	for _, c := range sorted {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%s\n", printable(string(c.Reason)), c.Letters, c.Bytes, moment(c.Oldest), moment(c.Newest))
		total += c.Letters
	}
	fmt.Fprintf(w, "all\t%d\n", total)
	return w.Flush()
}

// A letterList writes letters as a table or as JSON, and holds few of them.
type letterList struct {
	json  *json.Encoder     // or
	table *tabwriter.Writer // flushed now and then, for it holds what it is given
	rows  int
}

// tableRows are those that have their columns in common.
const tableRows = 200

func newLetterList(out io.Writer, asJSON bool) *letterList {
	if asJSON {
		return &letterList{json: json.NewEncoder(out)}
	}
	return &letterList{table: tabwriter.NewWriter(out, 8, 0, 2, ' ', 0)}
}

func (w *letterList) add(l stream.Letter) error {
	if w.json != nil {
		return w.json.Encode(l)
	}
	if w.rows == 0 {
		fmt.Fprintln(w.table, "NUMBER\tPUT ASIDE\tREASON\tSTAGE\tTRIES\tBYTES\tSUBJECT\tID\tERROR")
	}
	fmt.Fprintf(w.table, "%d\t%s\t%s\t%s\t%d\t%d\t%s\t%s\t%s\n", l.Seq, moment(l.Buried), printable(string(l.Reason)), dash(l.Stage),
		l.Attempts, l.Size, dash(l.Subject), dash(short(l.ArticleID, 40)), dash(short(l.Error, 80)))
	if w.rows++; w.rows%tableRows == 0 {
		return w.table.Flush()
	}
	return nil
}

func (w *letterList) flush() error {
	if w.json != nil {
		return nil
	}
	return w.table.Flush()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04:05Z")
}

// printable makes text from outside fit for a terminal and a table: it shows
// what would steer either.
func printable(s string) string {
	if !strings.ContainsFunc(s, steers) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return printable(s)
}

func short(s string, runes int) string {
	for i := range s {
		if runes--; runes < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

type deadShowCmd struct {
	operatorFlags
	Letter string `arg:"" placeholder:"NUMBER|ID" help:"The letter's number, or its article's identifier."`
	ID     bool   `name:"id" help:"Take it for an identifier even if it is a number."`
	Body   bool   `help:"Only the article's original bytes, each as it is."`
	JSON   bool   `name:"json" help:"A JSON object a line, the article's bytes in base64."`
}

func (c *deadShowCmd) Validate() error {
	if c.Body && c.JSON {
		return errors.New("--body and --json: give one")
	}
	return nil
}

func (*deadShowCmd) Help() string {
	return `Several letters may have one article's identifier; all are shown, but --body wants a single one.

Examples:
  enricher dead show 17
  enricher dead show 17 --body > article.html`
}

func (c *deadShowCmd) Run(ctx context.Context, std streams) error {
	conn, letters, err := c.deadLetters(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	seqs, err := c.find(ctx, letters)
	if err != nil {
		return err
	}
	if c.Body && len(seqs) > 1 {
		return fmt.Errorf("%d dead letters have the article %s, with the numbers %v: show one of these", len(seqs), printable(c.Letter), seqs)
	}
	enc := json.NewEncoder(std.out)
	for _, seq := range seqs {
		l, err := letters.Get(ctx, seq)
		switch {
		case err != nil:
		case c.Body:
			_, err = std.out.Write(l.Data)
		case c.JSON:
			err = enc.Encode(l)
		default:
			err = showLetter(std.out, l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// find are the numbers of the letters that are meant.
func (c *deadShowCmd) find(ctx context.Context, letters *stream.DeadLetters) ([]uint64, error) {
	if seq, err := strconv.ParseUint(c.Letter, 10, 64); err == nil && !c.ID {
		return []uint64{seq}, nil
	}
	var seqs []uint64
	for l, err := range letters.List(ctx, stream.Filter{ID: c.Letter}) {
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, l.Seq)
	}
	if len(seqs) == 0 {
		return nil, fmt.Errorf("no dead letter has the article %q", c.Letter)
	}
	return seqs, nil
}

// showBody is how much of an article is shown on a terminal, in bytes.
const showBody = 4 << 10

func showLetter(out io.Writer, l stream.Letter) error {
	w := bufio.NewWriter(out)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-12s %s\n", name, printable(value))
		}
	}
	row("number", strconv.FormatUint(l.Seq, 10))
	row("reason", string(l.Reason))
	row("stage", l.Stage)
	row("error", l.Error)
	row("article", l.ArticleID)
	row("subject", l.Subject)
	row("attempts", strconv.Itoa(l.Attempts))
	if l.Replays > 0 {
		row("replays", strconv.Itoa(l.Replays))
	}
	row("in queue", moment(l.Stored))
	row("put aside", moment(l.Buried))
	row("by version", l.Version)
	row("bytes", strconv.Itoa(l.Size))
	if len(l.Header) > 0 {
		fmt.Fprint(w, "\nHeaders\n")
		for _, name := range slices.Sorted(maps.Keys(l.Header)) {
			for _, value := range l.Header[name] {
				fmt.Fprintf(w, "  %s: %s\n", printable(name), printable(value))
			}
		}
	}
	if l.Stack != "" {
		fmt.Fprint(w, "\nStack\n")
		for line := range strings.Lines(l.Stack) {
			line = strings.TrimRight(line, "\n")
			indent := len(line) - len(strings.TrimLeft(line, "\t"))
			fmt.Fprintf(w, "  %s%s\n", strings.Repeat("  ", indent), printable(line[indent:]))
		}
	}
	fmt.Fprint(w, "\nArticle\n")
	shown := l.Data[:min(len(l.Data), showBody)]
	for line := range strings.Lines(string(shown)) {
		fmt.Fprintf(w, "  %s\n", printable(strings.TrimRight(line, "\r\n")))
	}
	if more := len(l.Data) - len(shown); more > 0 {
		fmt.Fprintf(w, "\n%d bytes more: --body writes all, as they are.\n", more)
	}
	return w.Flush()
}

type deadReplayCmd struct {
	operatorFlags
	letterFlags
	All    bool    `help:"All of them: needed where nothing else chooses."`
	To     string  `placeholder:"SUBJECT" help:"Another subject than the one each article came on."`
	Keep   bool    `help:"Do not delete the letters."`
	Rate   float64 `default:"100" placeholder:"N" help:"At most so many a second; 0: as fast as it goes (default ${default})."`
	Limit  int     `placeholder:"N" help:"At most so many; 0: all."`
	DryRun bool    `help:"Only list what would be replayed."`
	JSON   bool    `name:"json" help:"The result, or the list of a dry run, as JSON."`
}

func (*deadReplayCmd) Help() string {
	return `Publishes each letter's article with its original bytes and headers and, once the queue has it, deletes the letter. If it fails again it comes back as a new letter that counts its replays. Interrupted, it may be run again: an article that the queue got but whose letter is still there is not put there twice within the queue's deduplication window, and later its record has the same id and bytes.

Examples:
  enricher dead replay --reason timeout --dry-run
  enricher dead replay --reason timeout --rate 20
  enricher dead replay --seq 17 --to articles.raw.test --keep`
}

func (c *deadReplayCmd) Validate() error {
	if c.Rate < 0 {
		return errors.New("--rate: want 0 or more a second")
	}
	return c.needsAll(c.All)
}

// needsAll keeps a slip from meaning all letters.
func (f *letterFlags) needsAll(all bool) error {
	filter, err := f.filter(time.Now())
	switch {
	case err != nil:
		return err
	case filter.Empty() && !all:
		return errors.New("which dead letters? Give a filter, or --all")
	case !filter.Empty() && all:
		return errors.New("--all and a filter contradict each other: give one")
	}
	return nil
}

// A replayResult is what became of the letters chosen.
type replayResult struct {
	Replayed  int `json:"replayed"`
	Duplicate int `json:"duplicate"` // of these, already in the queue
	Failed    int `json:"failed"`
	Gone      int `json:"gone"` // somebody else was faster
}

func (c *deadReplayCmd) Run(ctx context.Context, std streams) error {
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	if c.DryRun {
		return dryRun(ctx, std, letters, filter, c.Limit, c.JSON, "replayed")
	}
	var r replayResult
	err = c.replay(ctx, std, letters, filter, &r)
	if c.JSON {
		err = errors.Join(err, json.NewEncoder(std.out).Encode(r))
	} else {
		fmt.Fprintf(std.out, "%d replayed (%d of them in the queue already), %d failed\n", r.Replayed, r.Duplicate, r.Failed)
	}
	if err == nil && r.Failed > 0 {
		err = errSomeFailed
	}
	return err
}

func (c *deadReplayCmd) replay(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter, r *replayResult) error {
	progress := newProgress(std.err, "replayed")
	defer progress.end()
	pace := newPace(c.Rate)
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err == nil {
			err = pace.wait(ctx)
		}
		if err != nil {
			return c.stopped(r, err)
		}
		duplicate, err := letters.Replay(ctx, l.Seq, c.To, c.Keep)
		switch {
		case errors.Is(err, stream.ErrNoLetter):
			r.Gone++
		case errors.Is(err, stream.ErrTooLarge):
			progress.end()
			fmt.Fprintln(std.err, "enricher:", err)
			r.Failed++
		case err != nil:
			return c.stopped(r, err)
		default:
			r.Replayed++
			if duplicate {
				r.Duplicate++
			}
			progress.show(r.Replayed)
		}
		if n++; n == c.Limit {
			break
		}
	}
	return nil
}

// stopped says how far it went and how to go on.
func (c *deadReplayCmd) stopped(r *replayResult, err error) error {
	how := "run the same command again for the rest"
	if c.Keep {
		how = "those are kept: leave them out with --seq when you go on"
	}
	if errors.Is(err, stream.ErrQueueFull) {
		how = "nothing is lost; when the workers have made room, " + how
	}
	return fmt.Errorf("stopped after %d replays: %w: %s", r.Replayed, err, how)
}

// dryRun lists what would be done something to.
func dryRun(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter, limit int, asJSON bool, done string) error {
	list := newLetterList(std.out, asJSON)
	n := 0
	for l, err := range letters.List(ctx, filter) {
		if err == nil {
			err = list.add(l)
		}
		if err != nil {
			return err
		}
		if n++; n == limit {
			break
		}
	}
	err := list.flush()
	fmt.Fprintf(std.err, "%d would be %s\n", n, done)
	return err
}

type deadPurgeCmd struct {
	operatorFlags
	letterFlags
	All    bool `help:"All of them: needed where nothing else chooses."`
	Yes    bool `help:"Do not ask. Needed where nobody can answer."`
	DryRun bool `help:"Only list what would be deleted."`
	JSON   bool `name:"json" help:"The result, or the list of a dry run, as JSON."`
}

func (*deadPurgeCmd) Help() string {
	return `The articles of the letters are lost for good, unless their publisher has them. Letters that are put aside once it has begun stay.

Examples:
  enricher dead purge --reason empty_text --older-than 720h --dry-run
  enricher dead purge --reason empty_text --older-than 720h --yes`
}

func (c *deadPurgeCmd) Validate() error { return c.needsAll(c.All) }

func (c *deadPurgeCmd) Run(ctx context.Context, std streams) error {
	if !c.Yes && !c.DryRun && !isTerminal(std.in) {
		return usageError{errors.New("dead letters are deleted for good, and nobody can be asked here whether they may be: give --yes, or look first with --dry-run")}
	}
	conn, letters, filter, err := c.open(ctx, &c.operatorFlags)
	if err != nil {
		return err
	}
	defer conn.Close()
	if c.DryRun {
		return dryRun(ctx, std, letters, filter, 0, c.JSON, "deleted")
	}
	if !c.Yes {
		if ok, err := c.ask(ctx, std, letters, filter); !ok {
			return err
		}
	}
	progress := newProgress(std.err, "deleted")
	deleted, err := letters.Purge(ctx, filter, progress.show)
	progress.end()
	if err != nil {
		return fmt.Errorf("stopped after %d were deleted: %w", deleted, err)
	}
	if c.JSON {
		return json.NewEncoder(std.out).Encode(map[string]int{"deleted": deleted})
	}
	fmt.Fprintf(std.out, "%d deleted\n", deleted)
	return nil
}

// ask has a person confirm; it is false if they do not.
func (c *deadPurgeCmd) ask(ctx context.Context, std streams, letters *stream.DeadLetters, filter stream.Filter) (bool, error) {
	n := 0
	for _, err := range letters.List(ctx, filter) {
		if err != nil {
			return false, err
		}
		n++
	}
	if n == 0 {
		fmt.Fprintln(std.out, "0 deleted")
		return false, nil
	}
	fmt.Fprintf(std.err, "Delete %d dead letters for good? Type yes: ", n)
	answer, err := bufio.NewReader(std.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if strings.TrimSpace(answer) != "yes" {
		return false, errors.New("not confirmed, nothing is deleted")
	}
	return true, nil
}

// isTerminal tells whether a person may sit at a stream's other end.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// A progress shows on a terminal, and only there, how far something is.
type progress struct {
	out   io.Writer // nil: no terminal
	done  string
	shown time.Time
}

func newProgress(out io.Writer, done string) *progress {
	if !isTerminal(out) {
		out = nil
	}
	return &progress{out: out, done: done}
}

func (p *progress) show(n int) {
	if p.out != nil && time.Since(p.shown) > 100*time.Millisecond {
		fmt.Fprintf(p.out, "\r%d %s", n, p.done)
		p.shown = time.Now()
	}
}

// end leaves the line to what comes next.
func (p *progress) end() {
	if p.out != nil && !p.shown.IsZero() {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = time.Time{}
	}
}

// A pace holds a loop to so many rounds a second.
type pace struct {
	interval time.Duration // 0: as fast as it goes
	next     time.Time
}

func newPace(perSecond float64) *pace {
	p := &pace{}
	if perSecond > 0 {
		p.interval = time.Duration(float64(time.Second) / perSecond)
	}
	return p
}

// wait returns when the next round is due. A round that came late is not made
// up for, so that no two follow each other sooner than the pace allows.
func (p *pace) wait(ctx context.Context) error {
	now := time.Now()
	if delay := p.next.Sub(now); delay > 0 {
		t := time.NewTimer(delay)
		defer t.Stop()
		select {
		case <-t.C:
			now = p.next
		case <-ctx.Done():
		}
	}
	p.next = now.Add(p.interval)
	return ctx.Err()
}
