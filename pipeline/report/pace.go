package report

import (
	"math"
	"time"

	"enricher/pipeline/batch"
)

// slots is how many columns the course of a run is shown in at most.
const slots = 240

// A pace gathers how fast a run was, over the time in which it was at work:
// pauses between an interruption and going on are left out. Its memory does not
// grow with the run: when all slots are full, two become one.
type pace struct {
	width  time.Duration // of a slot
	done   []float64     // articles in each
	worked time.Duration
	last   batch.Milestone
	breaks []resumption
}

// A resumption is where a run went on after an interruption.
type resumption struct {
	At     time.Duration // of work
	When   time.Time
	Paused time.Duration
}

// mostBreaks is how many are shown; more are no picture.
const mostBreaks = 100

func newPace() *pace { return &pace{width: time.Second} }

func (p *pace) add(m batch.Milestone) {
	from := m.Began
	switch {
	case m.Began.Equal(p.last.Began):
		from = p.last.Time
	case !p.last.Time.IsZero() && len(p.breaks) < mostBreaks:
		p.breaks = append(p.breaks, resumption{p.worked, m.Began, max(m.Began.Sub(p.last.Time), 0)})
	}
	took := max(m.Time.Sub(from), 0) // clocks are set
	articles := float64(max(m.Articles-p.last.Articles, 0))
	p.last = m
	for p.worked+took > slots*p.width {
		p.widen()
	}
	if took == 0 {
		p.slot(p.worked, articles)
		return
	}
	for at, end := p.worked, p.worked+took; at < end; {
		next := min((at/p.width+1)*p.width, end)
		p.slot(at, articles*float64(next-at)/float64(took))
		at = next
	}
	p.worked += took
}

func (p *pace) slot(at time.Duration, articles float64) {
	n := min(int(at/p.width), slots-1)
	for len(p.done) <= n {
		p.done = append(p.done, 0)
	}
	p.done[n] += articles
}

func (p *pace) widen() {
	p.width *= 2
	half := p.done[:0]
	for i := 0; i < len(p.done); i += 2 {
		sum := p.done[i]
		if i+1 < len(p.done) {
			sum += p.done[i+1]
		}
		half = append(half, sum)
	}
	p.done = half
}

// rates are the articles a second of each slot.
func (p *pace) rates() []float64 {
	rates := make([]float64, len(p.done))
	for i, n := range p.done {
		length := min(p.width, p.worked-time.Duration(i)*p.width)
		if length > 0 {
			rates[i] = n / length.Seconds()
		}
	}
	return rates
}

// nice is the least round number that is not below x.
func nice(x float64) float64 {
	if x <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, factor := range []float64{1, 1.5, 2, 3, 4, 5, 6, 8} {
		if factor*power >= x {
			return factor * power
		}
	}
	return 10 * power
}
