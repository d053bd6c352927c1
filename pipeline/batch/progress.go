package batch

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// A Progress tells somebody how far a run is: as a bar on a terminal, else as a
// line now and then.
type Progress struct {
	out   io.Writer
	bar   *progressbar.ProgressBar // nil: lines
	began time.Time
	first int64 // bytes read when it began
	shown time.Time
}

// progressEvery is the time between two lines.
const progressEvery = 10 * time.Second

// NewProgress writes to a terminal or to something else, such as a log.
func NewProgress(out io.Writer, terminal bool) *Progress {
	p := &Progress{out: out}
	if terminal {
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(out), progressbar.OptionSetWidth(20),
			progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false),
			progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	return p
}

// Show is a run's Observe.
func (p *Progress) Show(s Status) {
	now := time.Now()
	if p.began.IsZero() {
		p.began, p.first, p.shown = now, s.Read, now
	}
	if p.bar == nil {
		if now.Sub(p.shown) >= progressEvery {
			p.shown = now
			fmt.Fprintln(p.out, "enricher: "+p.line(s, now))
		}
		return
	}
	if s.Size > 0 && p.bar.GetMax64() != s.Size {
		p.bar.ChangeMax64(s.Size)
	}
	p.bar.Describe(p.line(s, now))
	p.bar.Set64(min(s.Read, max(s.Size, 1)))
}

// Clear leaves a terminal's line to something else.
func (p *Progress) Clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

func (p *Progress) line(s Status, now time.Time) string {
	if s.LaidOut > 0 {
		return fmt.Sprintf("%d articles, tables: %d of %d records", s.Totals.Articles, s.LaidOut, s.Totals.Records)
	}
	took := now.Sub(p.began)
	line := fmt.Sprintf("%d articles", s.Totals.Articles)
	if took > time.Second {
		line += fmt.Sprintf(", %.0f/s", float64(s.Here)/took.Seconds())
	}
	if s.Totals.Failed > 0 {
		line += fmt.Sprintf(", %d failed", s.Totals.Failed)
	}
	if s.Size > 0 {
		line += fmt.Sprintf(", %.0f %%", 100*float64(s.Read)/float64(s.Size))
	} else {
		line += fmt.Sprintf(", %d MB", s.Read/1e6)
	}
	if read := s.Read - p.first; s.Size > 0 && read > 0 && took > 2*time.Second && s.Read < s.Size {
		left := time.Duration(float64(took) / float64(read) * float64(s.Size-s.Read))
		line += fmt.Sprintf(", about %v left", left.Round(time.Second))
	}
	return line
}
