package vec

// MulAdd4 adds x[i] times the matrix w to y[i], as MulAdd does to the last
// bit, and reads the matrix once for all four.
func MulAdd4(y *[4][]float32, w []float32, x *[4][]float32) {
	rows, cols := len(x[0]), len(y[0])
	for i := range y {
		if len(x[i]) != rows || len(y[i]) != cols || len(w) != rows*cols {
			panic("vec: lengths differ")
		}
	}
	if !avx || len(w) == 0 {
		for i := range y {
			MulAdd(y[i], w, x[i])
		}
		return
	}
	mulAdd4AVX(&y[0][0], &y[1][0], &y[2][0], &y[3][0], &w[0], &x[0][0], &x[1][0], &x[2][0], &x[3][0], rows, cols/Lanes)
}

// MulAddRows adds the n rows of x times the matrix w to the n rows of y.
func MulAddRows(y, w, x []float32, n int) {
	if n == 0 {
		return
	}
	rows, cols := len(x)/n, len(y)/n
	i := 0
	for ; i+4 <= n; i += 4 {
		var xs, ys [4][]float32
		for k := range 4 {
			xs[k], ys[k] = x[(i+k)*rows:(i+k+1)*rows], y[(i+k)*cols:(i+k+1)*cols]
		}
		MulAdd4(&ys, w, &xs)
	}
	for ; i < n; i++ {
		MulAdd(y[i*cols:(i+1)*cols], w, x[i*rows:(i+1)*rows])
	}
}
