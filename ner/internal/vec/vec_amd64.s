#include "textflag.h"

// func mulAddAVX(y, w, x *float32, rows, blocks int)
// Four blocks of y at a time stay in registers while all rows pass by.
TEXT ·mulAddAVX(SB), NOSPLIT, $0-40
	MOVQ y+0(FP), DI
	MOVQ w+8(FP), R8
	MOVQ rows+24(FP), R9
	MOVQ blocks+32(FP), R10
	MOVQ R10, R11
	SHLQ $6, R11 // bytes in a row

four:
	CMPQ    R10, $4
	JL      one
	MOVQ    x+16(FP), DX
	MOVQ    R8, SI
	MOVQ    R9, CX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7

fourRows:
	VBROADCASTSS (DX), Y15
	VMULPS       (SI), Y15, Y8
	VMULPS       32(SI), Y15, Y9
	VMULPS       64(SI), Y15, Y10
	VMULPS       96(SI), Y15, Y11
	VADDPS       Y8, Y0, Y0
	VADDPS       Y9, Y1, Y1
	VADDPS       Y10, Y2, Y2
	VADDPS       Y11, Y3, Y3
	VMULPS       128(SI), Y15, Y8
	VMULPS       160(SI), Y15, Y9
	VMULPS       192(SI), Y15, Y10
	VMULPS       224(SI), Y15, Y11
	VADDPS       Y8, Y4, Y4
	VADDPS       Y9, Y5, Y5
	VADDPS       Y10, Y6, Y6
	VADDPS       Y11, Y7, Y7
	ADDQ         $4, DX
	ADDQ         R11, SI
	DECQ         CX
	JNZ          fourRows
	VMOVUPS      Y0, (DI)
	VMOVUPS      Y1, 32(DI)
	VMOVUPS      Y2, 64(DI)
	VMOVUPS      Y3, 96(DI)
	VMOVUPS      Y4, 128(DI)
	VMOVUPS      Y5, 160(DI)
	VMOVUPS      Y6, 192(DI)
	VMOVUPS      Y7, 224(DI)
	ADDQ         $256, DI
	ADDQ         $256, R8
	SUBQ         $4, R10
	JMP          four

one:
	TESTQ   R10, R10
	JZ      done
	MOVQ    x+16(FP), DX
	MOVQ    R8, SI
	MOVQ    R9, CX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1

oneRows:
	VBROADCASTSS (DX), Y15
	VMULPS       (SI), Y15, Y8
	VMULPS       32(SI), Y15, Y9
	VADDPS       Y8, Y0, Y0
	VADDPS       Y9, Y1, Y1
	ADDQ         $4, DX
	ADDQ         R11, SI
	DECQ         CX
	JNZ          oneRows
	VMOVUPS      Y0, (DI)
	VMOVUPS      Y1, 32(DI)
	ADDQ         $64, DI
	ADDQ         $64, R8
	DECQ         R10
	JMP          one

done:
	VZEROUPPER
	RET

// func mulTAVX(x, w, y *float32, rows, blocks int)
TEXT ·mulTAVX(SB), NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ rows+24(FP), R9
	MOVQ blocks+32(FP), R10

row:
	MOVQ   y+16(FP), DX
	MOVQ   R10, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

block:
	VMOVUPS (SI), Y2
	VMOVUPS 32(SI), Y3
	VMULPS  (DX), Y2, Y2
	VMULPS  32(DX), Y3, Y3
	VADDPS  Y2, Y0, Y0
	VADDPS  Y3, Y1, Y1
	ADDQ    $64, SI
	ADDQ    $64, DX
	DECQ    CX
	JNZ     block

	// Sixteen lanes to eight, four, two, one: each with the one half the width on.
	VADDPS       Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VADDPS       X1, X0, X0
	VMOVHLPS     X0, X0, X1
	VADDPS       X1, X0, X0
	VMOVSHDUP    X0, X1
	VADDSS       X1, X0, X0
	VADDSS       (DI), X0, X0
	VMOVSS       X0, (DI)
	ADDQ         $4, DI
	DECQ         R9
	JNZ          row
	VZEROUPPER
	RET

// func outerAVX(w, x, y *float32, rows, blocks int)
TEXT ·outerAVX(SB), NOSPLIT, $0-40
	MOVQ w+0(FP), DI
	MOVQ x+8(FP), DX
	MOVQ rows+24(FP), R9
	MOVQ blocks+32(FP), R10

outerRow:
	VBROADCASTSS (DX), Y0
	MOVQ         y+16(FP), SI
	MOVQ         R10, CX

outerBlock:
	VMULPS  (SI), Y0, Y1
	VMULPS  32(SI), Y0, Y2
	VADDPS  (DI), Y1, Y1
	VADDPS  32(DI), Y2, Y2
	VMOVUPS Y1, (DI)
	VMOVUPS Y2, 32(DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	DECQ    CX
	JNZ     outerBlock
	ADDQ    $4, DX
	DECQ    R9
	JNZ     outerRow
	VZEROUPPER
	RET

// Adds eight numbers of a row, times Y15, to a register.
#define CELLS(offset, y, t) \
	VPMOVSXBD offset(AX), t \
	VCVTDQ2PS t, t          \
	VMULPS    t, Y15, t     \
	VADDPS    t, y, y

// func addRowsAVX2(y *float32, w *int8, rows *int32, factors *float32, n, blocks int)
// As mulAddAVX, with the rows that are listed.
TEXT ·addRowsAVX2(SB), NOSPLIT, $0-48
	MOVQ y+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ rows+16(FP), R8
	MOVQ factors+24(FP), R9
	MOVQ n+32(FP), R10
	MOVQ blocks+40(FP), R11
	MOVQ R11, R12
	SHLQ $4, R12 // bytes in a row

	// Most rows are in no cache: ask for all before the first is needed.
	XORQ CX, CX

addAhead:
	MOVLQSX     (R8)(CX*4), AX
	IMULQ       R12, AX
	PREFETCHT0  (SI)(AX*1)
	PREFETCHT0  63(SI)(AX*1)
	INCQ        CX
	CMPQ        CX, R10
	JNE         addAhead

addFour:
	CMPQ    R11, $4
	JL      addOne
	XORQ    CX, CX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS 64(DI), Y2
	VMOVUPS 96(DI), Y3
	VMOVUPS 128(DI), Y4
	VMOVUPS 160(DI), Y5
	VMOVUPS 192(DI), Y6
	VMOVUPS 224(DI), Y7

addFourRows:
	MOVLQSX      (R8)(CX*4), AX
	IMULQ        R12, AX
	ADDQ         SI, AX
	VBROADCASTSS (R9)(CX*4), Y15
	CELLS(0, Y0, Y8)
	CELLS(8, Y1, Y9)
	CELLS(16, Y2, Y10)
	CELLS(24, Y3, Y11)
	CELLS(32, Y4, Y8)
	CELLS(40, Y5, Y9)
	CELLS(48, Y6, Y10)
	CELLS(56, Y7, Y11)
	INCQ         CX
	CMPQ         CX, R10
	JNE          addFourRows
	VMOVUPS      Y0, (DI)
	VMOVUPS      Y1, 32(DI)
	VMOVUPS      Y2, 64(DI)
	VMOVUPS      Y3, 96(DI)
	VMOVUPS      Y4, 128(DI)
	VMOVUPS      Y5, 160(DI)
	VMOVUPS      Y6, 192(DI)
	VMOVUPS      Y7, 224(DI)
	ADDQ         $256, DI
	ADDQ         $64, SI
	SUBQ         $4, R11
	JMP          addFour

addOne:
	TESTQ   R11, R11
	JZ      addDone
	XORQ    CX, CX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1

addOneRows:
	MOVLQSX      (R8)(CX*4), AX
	IMULQ        R12, AX
	ADDQ         SI, AX
	VBROADCASTSS (R9)(CX*4), Y15
	CELLS(0, Y0, Y8)
	CELLS(8, Y1, Y9)
	INCQ         CX
	CMPQ         CX, R10
	JNE          addOneRows
	VMOVUPS      Y0, (DI)
	VMOVUPS      Y1, 32(DI)
	ADDQ         $64, DI
	ADDQ         $16, SI
	DECQ         R11
	JMP          addOne

addDone:
	VZEROUPPER
	RET
