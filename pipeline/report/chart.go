package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// A bar is a count with a name. The count may be Over too high.
type bar struct {
	Name  string
	Count int64
	Over  int64
	Y     int // of its row
	Width float64
	Label string // the name, short
	Share string
}

// bars is a chart of horizontal ones. All lengths are units of the drawing.
type bars struct {
	Bars   []bar
	Height int
}

const (
	rowHeight  = 24
	barLength  = 200 // of the largest
	labelRunes = 25
)

func barsOf(list []bar) bars {
	most, sum := int64(1), int64(0)
	for _, b := range list {
		most = max(most, b.Count)
		sum += b.Count
	}
	for i := range list {
		b := &list[i]
		b.Y = i * rowHeight
		b.Width = tenth(barLength * float64(b.Count) / float64(most))
		b.Label = short(b.Name, labelRunes)
		b.Share = fmt.Sprintf("%.1f %%", 100*float64(b.Count)/float64(max(sum, 1)))
	}
	return bars{list, len(list) * rowHeight}
}

// short cuts a name to so many characters, on one line.
func short(s string, runes int) string {
	s = strings.Join(strings.Fields(s), " ")
	for i := range s {
		if runes--; runes < 0 {
			return s[:i] + "…"
		}
	}
	return s
}

func tenth(x float64) float64 { return math.Round(10*x) / 10 }

// A worldMap is a plate carrée: a degree is as long everywhere and in both
// directions. Its units are tenths of degrees, x east, y south.
type worldMap struct {
	Title          string
	X, Y, W, H     float64 // what is shown
	Step           int     // degrees between the grid's lines
	Lines          []gridLine
	Points         []point
	Share          string // of all that is counted
	Stroke, Letter float64
}

// A gridLine lies at a latitude or a longitude.
type gridLine struct {
	X1, Y1, X2, Y2 float64
	TX, TY         float64 // of its label
	Label          string
}

// A point is a place; its area shows in how many articles it is.
type point struct {
	X, Y, R float64
	Name    string
	Count   int64
	Where   string
}

// A detail of the world is shown, too, when so much of all lies in it.
const (
	detailWidth, detailHeight = 600, 300
	detailShare               = 0.5
)

// mapsOf are a map of the world and one of where most lies.
func mapsOf(places []*thing) []worldMap {
	if len(places) == 0 {
		return nil
	}
	all := []worldMap{mapOf("The world", places, -1800, -900, 3600, 1800, 30)}
	x := math.Round(median(places, func(t *thing) float64 { return 10 * t.Lon }))
	y := math.Round(median(places, func(t *thing) float64 { return -10 * t.Lat }))
	x = min(max(x-detailWidth/2, -1800), 1800-detailWidth)
	y = min(max(y-detailHeight/2, -900), 900-detailHeight)
	detail := mapOf("Where most lies", places, x, y, detailWidth, detailHeight, 10)
	if inside(places, x, y) >= detailShare {
		all = append(all, detail)
	}
	return all
}

// inside is the share of all that lies in the detail there.
func inside(places []*thing, x, y float64) float64 {
	in, sum := int64(0), int64(0)
	for _, t := range places {
		sum += t.Count
		if lon, lat := 10*t.Lon, -10*t.Lat; lon >= x && lon <= x+detailWidth && lat >= y && lat <= y+detailHeight {
			in += t.Count
		}
	}
	return float64(in) / float64(sum)
}

// median is that of the places' coordinates, each as often as it is named.
func median(places []*thing, of func(*thing) float64) float64 {
	sorted := slices.SortedFunc(slices.Values(places), func(a, b *thing) int { return cmp.Compare(of(a), of(b)) })
	sum := int64(0)
	for _, t := range sorted {
		sum += t.Count
	}
	half := sum / 2
	for _, t := range sorted {
		if half -= t.Count; half < 0 {
			return of(t)
		}
	}
	return 0
}

func mapOf(title string, places []*thing, x, y, w, h float64, step int) worldMap {
	m := worldMap{Title: title, X: x, Y: y, W: w, H: h, Step: step, Stroke: w / 1500, Letter: w / 75}
	first := func(at float64) int { return int(math.Ceil(at/10/float64(step))) * step }
	for lon := first(x + 1); 10*float64(lon) < x+w; lon += step { // none along the edges
		at := 10 * float64(lon)
		m.Lines = append(m.Lines, gridLine{at, y, at, y + h, at + w/300, y + h - w/300, degrees(lon, "E", "W")})
	}
	for south := first(y + 1); 10*float64(south) < y+h; south += step {
		at := 10 * float64(south)
		m.Lines = append(m.Lines, gridLine{x, at, x + w, at, x + w/300, at - w/300, degrees(-south, "N", "S")})
	}
	most := float64(places[0].Count)
	for _, t := range places { // the large first, so that they do not hide the small
		r := tenth(w / 70 * math.Sqrt(float64(t.Count)/most))
		lon, lat := tenth(10*t.Lon), tenth(-10*t.Lat)
		if lon+r < x || lon-r > x+w || lat+r < y || lat-r > y+h {
			continue
		}
		m.Points = append(m.Points, point{lon, lat, max(r, w/900), t.Name, t.Count, fmt.Sprintf("%.2f, %.2f", t.Lat, t.Lon)})
	}
	return m
}

func degrees(n int, plus, minus string) string {
	switch {
	case n > 0:
		return fmt.Sprintf("%d° %s", n, plus)
	case n < 0:
		return fmt.Sprintf("%d° %s", -n, minus)
	}
	return "0°"
}

// A paceChart shows articles a second over time.
type paceChart struct {
	Path     string // of the area
	Top      float64
	Mean     float64
	MeanY    float64
	Worked   time.Duration
	Slot     time.Duration
	Articles int64
	Ticks    []tick
	Levels   []tick
	Breaks   []breakLine
}

// A tick is a place on an axis.
type tick struct {
	At    float64
	Label string
}

type breakLine struct {
	X float64
	resumption
}

const paceWidth, paceHeight = 700.0, 180.0

// chart is nil of a run whose journal has no clock.
func (p *pace) chart() *paceChart {
	if p.worked <= 0 {
		return nil
	}
	rates := p.rates()
	c := &paceChart{Worked: p.worked, Slot: p.width, Articles: p.last.Articles, Mean: float64(p.last.Articles) / p.worked.Seconds()}
	c.Top = nice(slices.Max(rates))
	x := func(d time.Duration) float64 { return tenth(paceWidth * float64(d) / float64(p.worked)) }
	y := func(rate float64) float64 { return tenth(paceHeight * (1 - rate/c.Top)) }
	c.MeanY = y(c.Mean)
	var path strings.Builder
	fmt.Fprintf(&path, "M0 %g", paceHeight)
	for i, rate := range rates {
		fmt.Fprintf(&path, "L%g %gH%g", x(time.Duration(i)*p.width), y(rate), x(min(time.Duration(i+1)*p.width, p.worked)))
	}
	fmt.Fprintf(&path, "V%gz", paceHeight)
	c.Path = path.String()
	for i := range 6 {
		at := p.worked * time.Duration(i) / 5
		c.Ticks = append(c.Ticks, tick{x(at), span(at)})
	}
	for i := range 3 {
		level := c.Top * float64(i) / 2
		c.Levels = append(c.Levels, tick{y(level), rate(level)})
	}
	for _, b := range p.breaks {
		c.Breaks = append(c.Breaks, breakLine{x(b.At), b})
	}
	return c
}
