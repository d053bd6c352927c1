package numeral

import (
	"math"
	"strconv"
)

// A Decimal is an exact decimal number, coef × 10^exp. The zero value is 0.
// Arithmetic reports false instead of rounding or overflowing: a number that
// cannot be held exactly is no number.
type Decimal struct {
	coef int64
	exp  int
}

// maxExp bounds the exponents on both sides of the point, so that no input
// writes out a kilobyte of zeros.
const maxExp = 30

// Int is the decimal of a whole number.
func Int(n int64) Decimal { return newDecimal(n, 0) }

func newDecimal(coef int64, exp int) Decimal {
	if coef == 0 {
		return Decimal{}
	}
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	return Decimal{coef, exp}
}

// Ratio is n/d for n ≥ 0 and d > 0, rounded half up to six places: a third
// is 0.333333.
func Ratio(n, d int64) Decimal {
	const places = 1_000_000
	return newDecimal((2*n*places+d)/(2*d), -6)
}

// Mul is d × e.
func (d Decimal) Mul(e Decimal) (Decimal, bool) {
	if d.coef == 0 || e.coef == 0 {
		return Decimal{}, true
	}
	c := d.coef * e.coef
	if c/e.coef != d.coef || c == math.MinInt64 || d.exp+e.exp > maxExp || d.exp+e.exp < -maxExp {
		return Decimal{}, false
	}
	return newDecimal(c, d.exp+e.exp), true
}

// Add is d + e.
func (d Decimal) Add(e Decimal) (Decimal, bool) {
	switch {
	case d.coef == 0:
		return e, true
	case e.coef == 0:
		return d, true
	}
	if d.exp < e.exp {
		d, e = e, d
	}
	c, ok := shift(d.coef, d.exp-e.exp)
	sum := c + e.coef
	if !ok || (sum > c) != (e.coef > 0) {
		return Decimal{}, false
	}
	return newDecimal(sum, e.exp), true
}

// Neg is -d.
func (d Decimal) Neg() Decimal { return Decimal{-d.coef, d.exp} }

// Shift is d × 10^n.
func (d Decimal) Shift(n int) (Decimal, bool) { return d.Mul(Decimal{1, n}) }

// Cmp is -1, 0 or +1 as d is less than, equal to or greater than e.
func (d Decimal) Cmp(e Decimal) int {
	if d == e {
		return 0
	}
	if diff, ok := d.Add(e.Neg()); ok {
		if diff.coef < 0 {
			return -1
		}
		return 1
	}
	// The two differ by more digits than an int64 holds: the one that
	// reaches higher decides, by its sign.
	if digits(d.coef)+d.exp > digits(e.coef)+e.exp == (d.coef > 0) {
		return 1
	}
	return -1
}

// Int64 is d as an integer, if it is one.
func (d Decimal) Int64() (int64, bool) {
	if d.coef == 0 {
		return 0, true
	}
	if d.exp < 0 {
		return 0, false
	}
	return shift(d.coef, d.exp)
}

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.coef == 0 }

// Whole reports whether d is an integer.
func (d Decimal) Whole() bool { return d.exp >= 0 }

// String writes d in digits with a decimal point and without an exponent,
// leading or trailing zeros: "3500000000", "-0.5".
func (d Decimal) String() string {
	if d.exp == 0 {
		return strconv.FormatInt(d.coef, 10)
	}
	var coef, text [2 * maxExp]byte // an int64 has 19 digits at most
	s, out := strconv.AppendInt(coef[:0], d.coef, 10), text[:0]
	if d.coef < 0 {
		s, out = s[1:], append(out, '-')
	}
	whole := len(s) + d.exp // digits before the point
	if whole <= 0 {
		out = append(out, "0."...)
	}
	for ; whole < 0; whole++ {
		out = append(out, '0')
	}
	for i, c := range s {
		if i == whole && i > 0 {
			out = append(out, '.')
		}
		out = append(out, c)
	}
	for ; whole > len(s); whole-- {
		out = append(out, '0')
	}
	return string(out)
}

// shift is c × 10^n for n ≥ 0.
func shift(c int64, n int) (int64, bool) {
	for ; n > 0; n-- {
		if c > math.MaxInt64/10 || c < math.MinInt64/10 {
			return 0, false
		}
		c *= 10
	}
	return c, true
}

// digits counts the decimal digits of c.
func digits(c int64) int {
	n := 0
	for ; c != 0; c /= 10 {
		n++
	}
	return n
}
