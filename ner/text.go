package ner

import (
	"bufio"
	"bytes"
	"io"
	"unicode"
	"unicode/utf8"
)

// cutLine cuts a line of running text into words, for counting only: at white
// space, with marks at either end and the English 's and n't cut off. It does
// not follow package token, so that word vectors can be rebuilt byte for byte
// whatever becomes of the token rules.
func cutLine(line []byte, emit func(word []byte)) {
	for field := range bytes.FieldsSeq(line) {
		for len(field) > 0 {
			r, n := utf8.DecodeRune(field)
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				break
			}
			emit(field[:n])
			field = field[n:]
		}
		tail := len(field)
		for tail > 0 {
			r, n := utf8.DecodeLastRune(field[:tail])
			if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' && keepsDot(field[:tail-n]) || r == '-' && tail == len(field) {
				break
			}
			tail -= n
		}
		word, marks := field[:tail], field[tail:]
		for _, clitic := range []string{"'s", "’s", "n't", "n’t"} {
			if head, ok := bytes.CutSuffix(word, []byte(clitic)); ok && len(head) > 0 {
				emit(head)
				word = word[len(head):]
				break
			}
		}
		if len(word) > 0 {
			emit(word)
		}
		for len(marks) > 0 {
			_, n := utf8.DecodeRune(marks)
			emit(marks[:n])
			marks = marks[n:]
		}
	}
}

// keepsDot reports whether a dot after the word belongs to it: after a single
// letter, a word with a dot inside or a short number.
func keepsDot(word []byte) bool {
	if bytes.IndexByte(word, '.') > 0 {
		return true
	}
	if utf8.RuneCount(word) == 1 {
		return true
	}
	return len(word) == 2 && '0' <= word[0] && word[0] <= '9' && '0' <= word[1] && word[1] <= '9'
}

// readText reads running text as sequences of words, a line each.
func readText(r io.Reader, line func(), emit func(normal []byte)) error {
	var buf []byte
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 16<<20)
	for scan.Scan() {
		cutLine(scan.Bytes(), func(word []byte) {
			buf = normal(buf[:0], string(word))
			if len(buf) > 0 {
				emit(buf)
			}
		})
		line()
	}
	return scan.Err()
}
