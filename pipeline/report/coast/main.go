// Command coast turns land as TopoJSON into the path of an SVG, in tenths of
// degrees east and south. Land on both sides of the 180th meridian is there twice,
// beyond either edge of the map:
//
//	coast land-110m.json > land.path
package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strings"
)

// A topology is what is read of a TopoJSON file.
type topology struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]int // each point but the first as a step from the one before
	Objects   struct {
		Land struct {
			Geometries []struct{ Arcs [][][]int } // polygons of rings of arcs
		}
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "coast:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: coast land.json")
	}
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(text, &t); err != nil {
		return err
	}
	for _, g := range t.Objects.Land.Geometries {
		for _, polygon := range g.Arcs {
			for _, ring := range polygon {
				points := unwrapped(t.ring(ring))
				fmt.Println(path(points, 0))
				for _, shift := range []int{-turn, turn} {
					if reaches(points, shift) {
						fmt.Println(path(points, shift))
					}
				}
			}
		}
	}
	return nil
}

// ring joins arcs; the complement of an arc's number is the arc backwards.
func (t *topology) ring(arcs []int) (points [][2]int) {
	for _, n := range arcs {
		back := n < 0
		if back {
			n = ^n
		}
		var arc [][2]int
		var at [2]int
		for _, step := range t.Arcs[n] {
			at[0] += step[0]
			at[1] += step[1]
			arc = append(arc, t.tenths(at))
		}
		if back {
			for i, j := 0, len(arc)-1; i < j; i, j = i+1, j-1 {
				arc[i], arc[j] = arc[j], arc[i]
			}
		}
		points = append(points, arc...)
	}
	return points
}

func (t *topology) tenths(at [2]int) [2]int {
	lon := float64(at[0])*t.Transform.Scale[0] + t.Transform.Translate[0]
	lat := float64(at[1])*t.Transform.Scale[1] + t.Transform.Translate[1]
	return [2]int{int(math.Round(lon * 10)), int(math.Round(-lat * 10))}
}

// turn is once around the world.
const turn = 3600

// unwrapped goes on beyond the 180th meridian where a ring crosses it. One around
// a pole is closed there.
func unwrapped(ring [][2]int) (points [][2]int) {
	shift := 0
	for i, p := range ring {
		if i > 0 {
			switch step := p[0] - ring[i-1][0]; {
			case step > turn/2:
				shift -= turn
			case step < -turn/2:
				shift += turn
			}
		}
		points = append(points, [2]int{p[0] + shift, p[1]})
	}
	first, last := points[0], points[len(points)-1]
	if first[0] != last[0] {
		pole := 900
		if first[1] < 0 {
			pole = -900
		}
		points = append(points, [2]int{last[0], pole}, [2]int{first[0], pole})
	}
	return points
}

// reaches tells whether a ring that is shifted so is on the map, and was not all
// there before.
func reaches(points [][2]int, shift int) bool {
	beyond, on := false, false
	for _, p := range points {
		beyond = beyond || p[0] < -turn/2 || p[0] > turn/2
		on = on || p[0]+shift > -turn/2 && p[0]+shift < turn/2
	}
	return beyond && on
}

// path is a ring as one line.
func path(points [][2]int, shift int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%d %dl", points[0][0]+shift, points[0][1])
	at := points[0]
	for _, p := range points[1:] {
		if x, y := p[0]-at[0], p[1]-at[1]; x != 0 || y != 0 {
			number(&b, x)
			number(&b, y)
		}
		at = p
	}
	return b.String() + "z"
}

// number is written with no more before it than tells it from the last.
func number(b *strings.Builder, n int) {
	if s := b.String(); n >= 0 && s[len(s)-1] != 'l' {
		b.WriteByte(' ')
	}
	fmt.Fprint(b, n)
}
