	.arch armv8-a
	.file	"main.c"
	.text
.Ltext0:
	.file 0 "/tmp" "main.c"
	.align	2
	.p2align 4,,11
	.global	scaled
	.type	scaled, %function
scaled:
.LFB12:
	.file 1 "main.c"
	.loc 1 14 1
	.cfi_startproc
.LBB6:
.LBB7:
	.loc 1 10 14
	lsl	w0, w0, 1
.LBE7:
.LBE6:
	.loc 1 15 21
	fmov	d0, 2.5e+0
	scvtf	d1, w0
	.loc 1 16 1
	fmul	d0, d1, d0
	ret
	.cfi_endproc
.LFE12:
	.size	scaled, .-scaled
	.section	.rodata.str1.8,"aMS",@progbits,1
	.align	3
.LC0:
	.string	"many # of them"
	.text
	.align	2
	.p2align 4,,11
	.global	name
	.type	name, %function
name:
.LFB13:
	.loc 1 19 1
	.cfi_startproc
	.loc 1 20 29
	cmp	w0, 1
	bls	.L6
	adrp	x0, .LC0
	add	x0, x0, :lo12:.LC0
	.loc 1 21 1
	ret
	.p2align 2,,3
.L6:
	.loc 1 20 29 discriminator 1
	adrp	x1, .LANCHOR0
	add	x1, x1, :lo12:.LANCHOR0
	ldr	x0, [x1, w0, uxtw 3]
	.loc 1 21 1 discriminator 1
	ret
	.cfi_endproc
.LFE13:
	.size	name, .-name
	.section	.rodata.str1.8
	.align	3
.LC1:
	.string	"7"
	.text
	.align	2
	.p2align 4,,11
	.global	sum
	.type	sum, %function
sum:
.LFB14:
	.loc 1 24 1
	.cfi_startproc
	stp	x29, x30, [sp, -32]!
	.cfi_def_cfa_offset 32
	.cfi_offset 29, -32
	.cfi_offset 30, -24
	mov	x29, sp
	str	x19, [sp, 16]
	.cfi_offset 19, -16
	.loc 1 25 9
	mov	w19, 0
	.loc 1 27 12
	cbz	x0, .L8
	.p2align 3,,7
.L9:
	.loc 1 28 11 discriminator 2
	ldr	w1, [x0]
	.loc 1 27 23 discriminator 2
	ldr	x0, [x0, 8]
	.loc 1 28 11 discriminator 2
	add	w19, w19, w1
	.loc 1 27 12 discriminator 2
	cbnz	x0, .L9
.L8:
	.loc 1 29 12
	adrp	x4, .LANCHOR1
.LBB8:
.LBB9:
	.file 2 "/usr/aarch64-linux-gnu/include/stdlib.h"
	.loc 2 364 16
	mov	w2, 10
	mov	x1, 0
	adrp	x0, .LC1
.LBE9:
.LBE8:
	.loc 1 29 12
	ldr	w3, [x4, #:lo12:.LANCHOR1]
.LBB12:
.LBB10:
	.loc 2 364 16
	add	x0, x0, :lo12:.LC1
.LBE10:
.LBE12:
	.loc 1 29 12
	add	w3, w3, 1
	str	w3, [x4, #:lo12:.LANCHOR1]
.LBB13:
.LBB11:
	.loc 2 364 16
	bl	strtol
.LBE11:
.LBE13:
	.loc 1 31 1
	add	w0, w19, w0
	ldr	x19, [sp, 16]
	ldp	x29, x30, [sp], 32
	.cfi_restore 30
	.cfi_restore 29
	.cfi_restore 19
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
.LFE14:
	.size	sum, .-sum
	.global	names
	.section	.rodata.str1.8
	.align	3
.LC2:
	.string	"zero"
	.align	3
.LC3:
	.string	"one"
	.bss
	.align	2
	.set	.LANCHOR1,. + 0
	.type	counter, %object
	.size	counter, 4
counter:
	.zero	4
	.section	.data.rel.ro.local,"aw"
	.align	4
	.set	.LANCHOR0,. + 0
	.type	names, %object
	.size	names, 16
names:
	.xword	.LC2
	.xword	.LC3
	.text
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.4byte	0xdc
	.2byte	0x5
	.byte	0x1
	.byte	0x8
	.4byte	.Ldebug_abbrev0
	.uleb128 0x1
	.4byte	.LASF5
	.byte	0x1d
	.4byte	.LASF0
	.4byte	.LASF1
	.8byte	.Ltext0
	.8byte	.Letext0-.Ltext0
	.4byte	.Ldebug_line0
	.uleb128 0x2
	.4byte	.LASF6
	.byte	0x1
	.byte	0x6
	.byte	0x13
	.uleb128 0x9
	.byte	0x3
	.8byte	names
	.uleb128 0x3
	.4byte	.LASF3
	.byte	0x2
	.byte	0xb1
	.byte	0x11
	.uleb128 0x4
	.string	"sum"
	.byte	0x1
	.byte	0x17
	.byte	0x5
	.8byte	.LFB14
	.8byte	.LFE14-.LFB14
	.uleb128 0x1
	.byte	0x9c
	.4byte	0x7b
	.uleb128 0x5
	.4byte	0xd5
	.8byte	.LBB8
	.4byte	.LLRL0
	.byte	0x1
	.byte	0x1e
	.byte	0x10
	.byte	0
	.uleb128 0x6
	.4byte	.LASF7
	.byte	0x1
	.byte	0x12
	.byte	0xd
	.8byte	.LFB13
	.8byte	.LFE13-.LFB13
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x7
	.4byte	.LASF2
	.byte	0x1
	.byte	0xd
	.byte	0x8
	.8byte	.LFB12
	.8byte	.LFE12-.LFB12
	.uleb128 0x1
	.byte	0x9c
	.4byte	0xcc
	.uleb128 0x8
	.4byte	0xcc
	.8byte	.LBB6
	.8byte	.LBE6-.LBB6
	.byte	0x1
	.byte	0xf
	.byte	0xc
	.byte	0
	.uleb128 0x9
	.4byte	.LASF8
	.byte	0x1
	.byte	0x8
	.byte	0x13
	.byte	0x3
	.uleb128 0xa
	.4byte	.LASF4
	.byte	0x2
	.2byte	0x16a
	.byte	0x1
	.byte	0x3
	.byte	0
	.section	.debug_abbrev,"",@progbits
.Ldebug_abbrev0:
	.uleb128 0x1
	.uleb128 0x11
	.byte	0x1
	.uleb128 0x25
	.uleb128 0xe
	.uleb128 0x13
	.uleb128 0xb
	.uleb128 0x3
	.uleb128 0x1f
	.uleb128 0x1b
	.uleb128 0x1f
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x10
	.uleb128 0x17
	.byte	0
	.byte	0
	.uleb128 0x2
	.uleb128 0x34
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x2
	.uleb128 0x18
	.byte	0
	.byte	0
	.uleb128 0x3
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x3c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x4
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0x8
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7c
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x5
	.uleb128 0x1d
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x52
	.uleb128 0x1
	.uleb128 0x55
	.uleb128 0x17
	.uleb128 0x58
	.uleb128 0xb
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x6
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x7
	.uleb128 0x2e
	.byte	0x1
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x40
	.uleb128 0x18
	.uleb128 0x7a
	.uleb128 0x19
	.uleb128 0x1
	.uleb128 0x13
	.byte	0
	.byte	0
	.uleb128 0x8
	.uleb128 0x1d
	.byte	0
	.uleb128 0x31
	.uleb128 0x13
	.uleb128 0x11
	.uleb128 0x1
	.uleb128 0x12
	.uleb128 0x7
	.uleb128 0x58
	.uleb128 0xb
	.uleb128 0x59
	.uleb128 0xb
	.uleb128 0x57
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0x9
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0xb
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x20
	.uleb128 0xb
	.byte	0
	.byte	0
	.uleb128 0xa
	.uleb128 0x2e
	.byte	0
	.uleb128 0x3f
	.uleb128 0x19
	.uleb128 0x3
	.uleb128 0xe
	.uleb128 0x3a
	.uleb128 0xb
	.uleb128 0x3b
	.uleb128 0x5
	.uleb128 0x39
	.uleb128 0xb
	.uleb128 0x20
	.uleb128 0xb
	.byte	0
	.byte	0
	.byte	0
	.section	.debug_aranges,"",@progbits
	.4byte	0x2c
	.2byte	0x2
	.4byte	.Ldebug_info0
	.byte	0x8
	.byte	0
	.2byte	0
	.2byte	0
	.8byte	.Ltext0
	.8byte	.Letext0-.Ltext0
	.8byte	0
	.8byte	0
	.section	.debug_rnglists,"",@progbits
.Ldebug_ranges0:
	.4byte	.Ldebug_ranges3-.Ldebug_ranges2
.Ldebug_ranges2:
	.2byte	0x5
	.byte	0x8
	.byte	0
	.4byte	0
.LLRL0:
	.byte	0x4
	.uleb128 .LBB8-.Ltext0
	.uleb128 .LBE8-.Ltext0
	.byte	0x4
	.uleb128 .LBB12-.Ltext0
	.uleb128 .LBE12-.Ltext0
	.byte	0x4
	.uleb128 .LBB13-.Ltext0
	.uleb128 .LBE13-.Ltext0
	.byte	0
.Ldebug_ranges3:
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF2:
	.string	"scaled"
.LASF5:
	.string	"GNU C17 12.2.0 -mlittle-endian -mabi=lp64 -g1 -O2 -fasynchronous-unwind-tables"
.LASF7:
	.string	"name"
.LASF3:
	.string	"strtol"
.LASF6:
	.string	"names"
.LASF4:
	.string	"atoi"
.LASF8:
	.string	"twice"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"/tmp"
.LASF0:
	.string	"main.c"
	.ident	"GCC: (Debian 12.2.0-14) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
