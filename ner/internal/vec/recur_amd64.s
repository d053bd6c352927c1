#include "textflag.h"

DATA recurConst<>+0(SB)/4, $0.25
DATA recurConst<>+4(SB)/4, $0.5
DATA recurConst<>+8(SB)/4, $1.0
DATA recurConst<>+12(SB)/4, $-1.0
GLOBL recurConst<>(SB), RODATA|NOPTR, $16

// func recurAVX(y, before, gate, candidate *float32, blocks int)
TEXT ·recurAVX(SB), NOSPLIT, $0-40
	MOVQ         y+0(FP), DI
	MOVQ         before+8(FP), SI
	MOVQ         gate+16(FP), DX
	MOVQ         candidate+24(FP), R8
	MOVQ         blocks+32(FP), CX
	ADDQ         CX, CX // eight lanes each
	VBROADCASTSS recurConst<>+0(SB), Y10
	VBROADCASTSS recurConst<>+4(SB), Y11
	VBROADCASTSS recurConst<>+8(SB), Y12
	VBROADCASTSS recurConst<>+12(SB), Y13
	VXORPS       Y14, Y14, Y14

eight:
	VMULPS  (DX), Y10, Y0
	VADDPS  Y11, Y0, Y0
	VMAXPS  Y14, Y0, Y0
	VMINPS  Y12, Y0, Y0
	VMOVUPS (R8), Y1
	VMAXPS  Y13, Y1, Y1
	VMINPS  Y12, Y1, Y1
	VMOVUPS (SI), Y2
	VSUBPS  Y2, Y1, Y1
	VMULPS  Y1, Y0, Y0
	VADDPS  Y2, Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ    $32, DI
	ADDQ    $32, SI
	ADDQ    $32, DX
	ADDQ    $32, R8
	DECQ    CX
	JNZ     eight
	VZEROUPPER
	RET
