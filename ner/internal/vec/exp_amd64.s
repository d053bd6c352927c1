#include "textflag.h"

DATA ·expConsts+0(SB)/8, $1.4426950408889634074
DATA ·expConsts+8(SB)/8, $0.5
DATA ·expConsts+16(SB)/8, $6.93147180369123816490e-01
DATA ·expConsts+24(SB)/8, $1.90821492927058770002e-10
DATA ·expConsts+32(SB)/8, $1.0
GLOBL ·expConsts(SB), RODATA|NOPTR, $40

DATA ·expLeast+0(SB)/4, $-80.0
GLOBL ·expLeast(SB), RODATA|NOPTR, $4

// One step of the series for both halves: s = 1 + s·r/i.
#define TERM(i) \
	VBROADCASTSD ·inverse+(8*i)(SB), Y13 \
	VMULPD       Y8, Y10, Y10            \
	VMULPD       Y9, Y11, Y11            \
	VMULPD       Y13, Y10, Y10           \
	VMULPD       Y13, Y11, Y11           \
	VADDPD       Y12, Y10, Y10           \
	VADDPD       Y12, Y11, Y11

// func factorsAVX2(y *float64, x *float32, blocks int, top, beyond float32) float32
// A block is eight elements, which make two halves of float64.
TEXT ·factorsAVX2(SB), NOSPLIT, $0-36
	MOVQ         y+0(FP), DI
	MOVQ         x+8(FP), SI
	MOVQ         blocks+16(FP), CX
	VBROADCASTSS top+24(FP), Y0

	MOVQ SI, DX
	MOVQ CX, BX

greatest:
	VMAXPS (DX), Y0, Y0
	ADDQ   $32, DX
	DECQ   BX
	JNZ    greatest

	VPERM2F128 $1, Y0, Y0, Y1
	VMAXPS     Y1, Y0, Y0
	VSHUFPS    $0x4e, Y0, Y0, Y1
	VMAXPS     Y1, Y0, Y0
	VSHUFPS    $0xb1, Y0, Y0, Y1
	VMAXPS     Y1, Y0, Y0
	VMOVSS     X0, ret+32(FP)

	VBROADCASTSS beyond+28(FP), Y1
	VSUBPS       Y1, Y0, Y1          // the bound
	VBROADCASTSS ·expLeast(SB), Y2
	VBROADCASTSD ·expConsts+0(SB), Y3
	VBROADCASTSD ·expConsts+8(SB), Y4
	VBROADCASTSD ·expConsts+16(SB), Y5
	VBROADCASTSD ·expConsts+24(SB), Y6
	VBROADCASTSD ·expConsts+32(SB), Y12

block:
	VMOVUPS      (SI), Y7
	VCMPPS       $0x1e, Y1, Y7, Y14    // x > bound
	VSUBPS       Y0, Y7, Y7
	VCMPPS       $0x1d, Y2, Y7, Y13    // x − top ≥ −80
	VANDPS       Y13, Y14, Y14
	VEXTRACTF128 $1, Y7, X9
	VCVTPS2PD    X7, Y8
	VCVTPS2PD    X9, Y9

	// k = ⌊x·log₂e + ½⌋, x −= k·ln 2
	VMULPD       Y3, Y8, Y10
	VMULPD       Y3, Y9, Y11
	VADDPD       Y4, Y10, Y10
	VADDPD       Y4, Y11, Y11
	VROUNDPD     $1, Y10, Y10
	VROUNDPD     $1, Y11, Y11
	VMULPD       Y5, Y10, Y13
	VSUBPD       Y13, Y8, Y8
	VMULPD       Y5, Y11, Y13
	VSUBPD       Y13, Y9, Y9
	VMULPD       Y6, Y10, Y13
	VSUBPD       Y13, Y8, Y8
	VMULPD       Y6, Y11, Y13
	VSUBPD       Y13, Y9, Y9
	VCVTTPD2DQY  Y10, X10
	VCVTTPD2DQY  Y11, X11
	VINSERTI128  $1, X11, Y10, Y15     // k, as whole numbers

	VMOVAPD Y12, Y10
	VMOVAPD Y12, Y11
	TERM(9)
	TERM(8)
	TERM(7)
	TERM(6)
	TERM(5)
	TERM(4)
	TERM(3)
	TERM(2)
	TERM(1)

	// times 2 to the k: the exponent's bits of 1, raised by k
	VPMOVSXDQ    X15, Y8
	VEXTRACTI128 $1, Y15, X15
	VPMOVSXDQ    X15, Y9
	VPSLLQ       $52, Y8, Y8
	VPSLLQ       $52, Y9, Y9
	VPADDQ       Y12, Y8, Y8
	VPADDQ       Y12, Y9, Y9
	VMULPD       Y8, Y10, Y10
	VMULPD       Y9, Y11, Y11

	VPMOVSXDQ    X14, Y8
	VEXTRACTF128 $1, Y14, X14
	VPMOVSXDQ    X14, Y9
	VANDPD       Y8, Y10, Y10
	VANDPD       Y9, Y11, Y11
	VMOVUPD      Y10, (DI)
	VMOVUPD      Y11, 32(DI)
	ADDQ         $32, SI
	ADDQ         $64, DI
	DECQ         CX
	JNZ          block
	VZEROUPPER
	RET
