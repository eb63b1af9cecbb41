	.arch armv8-a
	.file	"main.c"
	.text
.Ltext0:
	.file 0 "/tmp" "main.c"
	.local	counter
	.comm	counter,4,4
	.global	names
	.section	.rodata
	.align	3
.LC0:
	.string	"zero"
	.align	3
.LC1:
	.string	"one"
	.section	.data.rel.ro.local,"aw"
	.align	3
	.type	names, %object
	.size	names, 16
names:
	.xword	.LC0
	.xword	.LC1
	.text
	.align	2
	.type	twice, %function
twice:
.LFB6:
	.file 1 "main.c"
	.loc 1 9 1
	.cfi_startproc
	sub	sp, sp, #16
	.cfi_def_cfa_offset 16
	str	w0, [sp, 12]
	.loc 1 10 14
	ldr	w0, [sp, 12]
	lsl	w0, w0, 1
	.loc 1 11 1
	add	sp, sp, 16
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
.LFE6:
	.size	twice, .-twice
	.align	2
	.global	scaled
	.type	scaled, %function
scaled:
.LFB7:
	.loc 1 14 1
	.cfi_startproc
	stp	x29, x30, [sp, -32]!
	.cfi_def_cfa_offset 32
	.cfi_offset 29, -32
	.cfi_offset 30, -24
	mov	x29, sp
	str	w0, [sp, 28]
	.loc 1 15 12
	ldr	w0, [sp, 28]
	bl	twice
	.loc 1 15 21
	scvtf	d1, w0
	fmov	d0, 2.5e+0
	fmul	d0, d1, d0
	.loc 1 16 1
	ldp	x29, x30, [sp], 32
	.cfi_restore 30
	.cfi_restore 29
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
.LFE7:
	.size	scaled, .-scaled
	.section	.rodata
	.align	3
.LC2:
	.string	"many # of them"
	.text
	.align	2
	.global	name
	.type	name, %function
name:
.LFB8:
	.loc 1 19 1
	.cfi_startproc
	sub	sp, sp, #16
	.cfi_def_cfa_offset 16
	str	w0, [sp, 12]
	.loc 1 20 29
	ldr	w0, [sp, 12]
	cmp	w0, 1
	bhi	.L6
	.loc 1 20 29 is_stmt 0 discriminator 1
	adrp	x0, names
	add	x0, x0, :lo12:names
	ldr	w1, [sp, 12]
	ldr	x0, [x0, x1, lsl 3]
	b	.L8
.L6:
	.loc 1 20 29 discriminator 2
	adrp	x0, .LC2
	add	x0, x0, :lo12:.LC2
.L8:
	.loc 1 21 1 is_stmt 1 discriminator 5
	add	sp, sp, 16
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
.LFE8:
	.size	name, .-name
	.section	.rodata
	.align	3
.LC3:
	.string	"7"
	.text
	.align	2
	.global	sum
	.type	sum, %function
sum:
.LFB9:
	.loc 1 24 1
	.cfi_startproc
	stp	x29, x30, [sp, -48]!
	.cfi_def_cfa_offset 48
	.cfi_offset 29, -48
	.cfi_offset 30, -40
	mov	x29, sp
	str	x0, [sp, 24]
	.loc 1 25 9
	str	wzr, [sp, 44]
	.loc 1 27 5
	b	.L10
.L11:
	.loc 1 28 18 discriminator 2
	ldr	x0, [sp, 24]
	ldr	w0, [x0]
	.loc 1 28 11 discriminator 2
	ldr	w1, [sp, 44]
	add	w0, w1, w0
	str	w0, [sp, 44]
	.loc 1 27 23 discriminator 2
	ldr	x0, [sp, 24]
	ldr	x0, [x0, 8]
	str	x0, [sp, 24]
.L10:
	.loc 1 27 12 discriminator 1
	ldr	x0, [sp, 24]
	cmp	x0, 0
	bne	.L11
	.loc 1 29 12
	adrp	x0, counter
	add	x0, x0, :lo12:counter
	ldr	w0, [x0]
	add	w1, w0, 1
	adrp	x0, counter
	add	x0, x0, :lo12:counter
	str	w1, [x0]
	.loc 1 30 16
	adrp	x0, .LC3
	add	x0, x0, :lo12:.LC3
	bl	atoi
	mov	w1, w0
	.loc 1 30 14
	ldr	w0, [sp, 44]
	add	w0, w1, w0
	.loc 1 31 1
	ldp	x29, x30, [sp], 48
	.cfi_restore 30
	.cfi_restore 29
	.cfi_def_cfa_offset 0
	ret
	.cfi_endproc
.LFE9:
	.size	sum, .-sum
.Letext0:
	.file 2 "/usr/aarch64-linux-gnu/include/stdlib.h"
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.4byte	0xad
	.2byte	0x5
	.byte	0x1
	.byte	0x8
	.4byte	.Ldebug_abbrev0
	.uleb128 0x1
	.4byte	.LASF4
	.byte	0x1d
	.4byte	.LASF0
	.4byte	.LASF1
	.8byte	.Ltext0
	.8byte	.Letext0-.Ltext0
	.4byte	.Ldebug_line0
	.uleb128 0x2
	.4byte	.LASF5
	.byte	0x1
	.byte	0x6
	.byte	0x13
	.uleb128 0x9
	.byte	0x3
	.8byte	names
	.uleb128 0x3
	.4byte	.LASF6
	.byte	0x2
	.byte	0x69
	.byte	0xc
	.uleb128 0x4
	.string	"sum"
	.byte	0x1
	.byte	0x17
	.byte	0x5
	.8byte	.LFB9
	.8byte	.LFE9-.LFB9
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x5
	.4byte	.LASF2
	.byte	0x1
	.byte	0x12
	.byte	0xd
	.8byte	.LFB8
	.8byte	.LFE8-.LFB8
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x6
	.4byte	.LASF3
	.byte	0x1
	.byte	0xd
	.byte	0x8
	.8byte	.LFB7
	.8byte	.LFE7-.LFB7
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x7
	.4byte	.LASF7
	.byte	0x1
	.byte	0x8
	.byte	0x13
	.8byte	.LFB6
	.8byte	.LFE6-.LFB6
	.uleb128 0x1
	.byte	0x9c
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
	.byte	0
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
	.byte	0
	.byte	0
	.uleb128 0x5
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
	.uleb128 0x7c
	.uleb128 0x19
	.byte	0
	.byte	0
	.uleb128 0x7
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
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF5:
	.string	"names"
.LASF2:
	.string	"name"
.LASF3:
	.string	"scaled"
.LASF4:
	.string	"GNU C17 12.2.0 -mlittle-endian -mabi=lp64 -g1 -O0 -fasynchronous-unwind-tables"
.LASF7:
	.string	"twice"
.LASF6:
	.string	"atoi"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"/tmp"
.LASF0:
	.string	"main.c"
	.ident	"GCC: (Debian 12.2.0-14) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
