#include "textflag.h"

// func mulAdd4AVX(y0, y1, y2, y3, w, x0, x1, x2, x3 *float32, rows, blocks int)
// One block of each y at a time stays in registers while all rows pass by.
TEXT ·mulAdd4AVX(SB), NOSPLIT, $0-88
	MOVQ y0+0(FP), R8
	MOVQ y1+8(FP), R9
	MOVQ y2+16(FP), R10
	MOVQ y3+24(FP), R11
	MOVQ w+32(FP), BX
	MOVQ blocks+80(FP), R13
	MOVQ R13, R12
	SHLQ $6, R12 // bytes in a row

block:
	MOVQ    x0+40(FP), SI
	MOVQ    x1+48(FP), DI
	MOVQ    x2+56(FP), DX
	MOVQ    x3+64(FP), AX
	MOVQ    rows+72(FP), CX
	MOVQ    BX, R15
	VMOVUPS (R8), Y0
	VMOVUPS 32(R8), Y1
	VMOVUPS (R9), Y2
	VMOVUPS 32(R9), Y3
	VMOVUPS (R10), Y4
	VMOVUPS 32(R10), Y5
	VMOVUPS (R11), Y6
	VMOVUPS 32(R11), Y7

row:
	VMOVUPS      (R15), Y8
	VMOVUPS      32(R15), Y9
	VBROADCASTSS (SI), Y10
	VBROADCASTSS (DI), Y11
	VMULPS       Y8, Y10, Y12
	VMULPS       Y9, Y10, Y13
	VMULPS       Y8, Y11, Y14
	VMULPS       Y9, Y11, Y15
	VADDPS       Y12, Y0, Y0
	VADDPS       Y13, Y1, Y1
	VADDPS       Y14, Y2, Y2
	VADDPS       Y15, Y3, Y3
	VBROADCASTSS (DX), Y10
	VBROADCASTSS (AX), Y11
	VMULPS       Y8, Y10, Y12
	VMULPS       Y9, Y10, Y13
	VMULPS       Y8, Y11, Y14
	VMULPS       Y9, Y11, Y15
	VADDPS       Y12, Y4, Y4
	VADDPS       Y13, Y5, Y5
	VADDPS       Y14, Y6, Y6
	VADDPS       Y15, Y7, Y7
	ADDQ         $4, SI
	ADDQ         $4, DI
	ADDQ         $4, DX
	ADDQ         $4, AX
	ADDQ         R12, R15
	DECQ         CX
	JNZ          row

	VMOVUPS Y0, (R8)
	VMOVUPS Y1, 32(R8)
	VMOVUPS Y2, (R9)
	VMOVUPS Y3, 32(R9)
	VMOVUPS Y4, (R10)
	VMOVUPS Y5, 32(R10)
	VMOVUPS Y6, (R11)
	VMOVUPS Y7, 32(R11)
	ADDQ    $64, R8
	ADDQ    $64, R9
	ADDQ    $64, R10
	ADDQ    $64, R11
	ADDQ    $64, BX
	DECQ    R13
	JNZ     block
	VZEROUPPER
	RET
