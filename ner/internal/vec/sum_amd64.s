#include "textflag.h"

// func sumAVX(y *float32, xs *[]float32, n, blocks int)
// Four blocks, then one at a time, stay in registers while all xs pass by; the
// slices' headers are 24 bytes apart.
TEXT ·sumAVX(SB), NOSPLIT, $0-32
	MOVQ y+0(FP), DI
	MOVQ n+16(FP), R9
	MOVQ blocks+24(FP), R10
	XORQ R11, R11 // offset of the block

sumFour:
	CMPQ    R10, $4
	JL      sumOne
	MOVQ    xs+8(FP), SI
	MOVQ    (SI), AX
	ADDQ    R11, AX
	MOVQ    R9, CX
	VMOVUPS (AX), Y0
	VMOVUPS 32(AX), Y1
	VMOVUPS 64(AX), Y2
	VMOVUPS 96(AX), Y3
	VMOVUPS 128(AX), Y4
	VMOVUPS 160(AX), Y5
	VMOVUPS 192(AX), Y6
	VMOVUPS 224(AX), Y7
	JMP     sumFourNext

sumFourMore:
	ADDQ   $24, SI
	MOVQ   (SI), AX
	ADDQ   R11, AX
	VADDPS (AX), Y0, Y0
	VADDPS 32(AX), Y1, Y1
	VADDPS 64(AX), Y2, Y2
	VADDPS 96(AX), Y3, Y3
	VADDPS 128(AX), Y4, Y4
	VADDPS 160(AX), Y5, Y5
	VADDPS 192(AX), Y6, Y6
	VADDPS 224(AX), Y7, Y7

sumFourNext:
	DECQ    CX
	JNZ     sumFourMore
	VMOVUPS Y0, (DI)(R11*1)
	VMOVUPS Y1, 32(DI)(R11*1)
	VMOVUPS Y2, 64(DI)(R11*1)
	VMOVUPS Y3, 96(DI)(R11*1)
	VMOVUPS Y4, 128(DI)(R11*1)
	VMOVUPS Y5, 160(DI)(R11*1)
	VMOVUPS Y6, 192(DI)(R11*1)
	VMOVUPS Y7, 224(DI)(R11*1)
	ADDQ    $256, R11
	SUBQ    $4, R10
	JMP     sumFour

sumOne:
	TESTQ   R10, R10
	JZ      sumDone
	MOVQ    xs+8(FP), SI
	MOVQ    (SI), AX
	ADDQ    R11, AX
	MOVQ    R9, CX
	VMOVUPS (AX), Y0
	VMOVUPS 32(AX), Y1
	JMP     sumOneNext

sumOneMore:
	ADDQ   $24, SI
	MOVQ   (SI), AX
	ADDQ   R11, AX
	VADDPS (AX), Y0, Y0
	VADDPS 32(AX), Y1, Y1

sumOneNext:
	DECQ    CX
	JNZ     sumOneMore
	VMOVUPS Y0, (DI)(R11*1)
	VMOVUPS Y1, 32(DI)(R11*1)
	ADDQ    $64, R11
	DECQ    R10
	JMP     sumOne

sumDone:
	VZEROUPPER
	RET

// func rectifyAVX(y *float32, blocks int)
TEXT ·rectifyAVX(SB), NOSPLIT, $0-16
	MOVQ   y+0(FP), DI
	MOVQ   blocks+8(FP), CX
	VXORPS Y0, Y0, Y0

positive:
	VMOVUPS (DI), Y1
	VMOVUPS 32(DI), Y2
	VMAXPS  Y0, Y1, Y1
	VMAXPS  Y0, Y2, Y2
	VMOVUPS Y1, (DI)
	VMOVUPS Y2, 32(DI)
	ADDQ    $64, DI
	DECQ    CX
	JNZ     positive
	VZEROUPPER
	RET
