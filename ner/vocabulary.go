package ner

import (
	"bytes"
	"hash/maphash"
)

// A vocabulary numbers words, from 0. It is an open-addressing table, half full
// at most, over the words' text: a model has two hundred thousand, which in a
// map the garbage collector would visit one by one.
type vocabulary struct {
	text  []byte   // the words, each with a line feed behind it
	ends  []uint32 // of the words, without the line feed
	slots []uint32 // number + 1 and, above it, a part of the word's hash; 0: free
	seed  maphash.Seed
}

// slotNumber are the bits of a slot for the number, which maxRows fits in.
const slotNumber = 1<<21 - 1

// newVocabulary numbers the lines of text, which it keeps. It reports whether
// all are different; of those that are not the first counts.
func newVocabulary(text []byte) (v vocabulary, distinct bool) {
	n := bytes.Count(text, []byte{'\n'})
	size := 16
	for size < 2*n {
		size *= 2
	}
	v = vocabulary{text: text, ends: make([]uint32, n), slots: make([]uint32, size), seed: maphash.MakeSeed()}
	distinct = true
	at := 0
	for i := range v.ends {
		at += bytes.IndexByte(text[at:], '\n')
		v.ends[i] = uint32(at)
		at++
		if slot, tag := v.slot(v.word(int32(i))); *slot == 0 {
			*slot = tag | uint32(i+1)
		} else {
			distinct = false
		}
	}
	return v, distinct
}

// slot is where the word is or would be, and the part of its hash that stands
// there, too.
func (v *vocabulary) slot(word []byte) (slot *uint32, tag uint32) {
	hash := maphash.Bytes(v.seed, word)
	tag = uint32(hash>>32) &^ slotNumber
	for i := uint32(hash); ; i++ {
		slot = &v.slots[i&uint32(len(v.slots)-1)]
		if *slot == 0 || *slot&^slotNumber == tag && bytes.Equal(v.word(int32(*slot&slotNumber)-1), word) {
			return slot, tag
		}
	}
}

// find is a word's number.
func (v *vocabulary) find(word []byte) (number int32, ok bool) {
	slot, _ := v.slot(word)
	return int32(*slot&slotNumber) - 1, *slot != 0
}

// word is the word with the number.
func (v *vocabulary) word(number int32) []byte {
	start := uint32(0)
	if number > 0 {
		start = v.ends[number-1] + 1
	}
	return v.text[start:v.ends[number]]
}

func (v *vocabulary) len() int { return len(v.ends) }
