	.file	"main.c"
	.intel_syntax noprefix
	.text
.Ltext0:
	.file 0 "/tmp" "main.c"
	.p2align 4
	.globl	scaled
	.type	scaled, @function
scaled:
.LFB12:
	.file 1 "main.c"
	.loc 1 14 1
	.cfi_startproc
.LBB6:
.LBB7:
	.loc 1 10 14
	add	edi, edi
.LBE7:
.LBE6:
	.loc 1 15 21
	pxor	xmm0, xmm0
	cvtsi2sd	xmm0, edi
	mulsd	xmm0, QWORD PTR .LC0[rip]
	.loc 1 16 1
	ret
	.cfi_endproc
.LFE12:
	.size	scaled, .-scaled
	.section	.rodata.str1.1,"aMS",@progbits,1
.LC1:
	.string	"many # of them"
	.text
	.p2align 4
	.globl	name
	.type	name, @function
name:
.LFB13:
	.loc 1 19 1
	.cfi_startproc
	.loc 1 20 29
	lea	rax, .LC1[rip]
	cmp	edi, 1
	jbe	.L6
	.loc 1 21 1
	ret
	.p2align 4,,10
	.p2align 3
.L6:
	.loc 1 20 29 discriminator 1
	mov	edi, edi
	lea	rax, names[rip]
	mov	rax, QWORD PTR [rax+rdi*8]
	.loc 1 21 1 discriminator 1
	ret
	.cfi_endproc
.LFE13:
	.size	name, .-name
	.section	.rodata.str1.1
.LC2:
	.string	"7"
	.text
	.p2align 4
	.globl	sum
	.type	sum, @function
sum:
.LFB14:
	.loc 1 24 1
	.cfi_startproc
	push	rbx
	.cfi_def_cfa_offset 16
	.cfi_offset 3, -16
	.loc 1 25 9
	xor	ebx, ebx
	.loc 1 27 12
	test	rdi, rdi
	je	.L8
	.p2align 4,,10
	.p2align 3
.L9:
	.loc 1 28 11 discriminator 2
	add	ebx, DWORD PTR [rdi]
	.loc 1 27 23 discriminator 2
	mov	rdi, QWORD PTR 8[rdi]
	.loc 1 27 12 discriminator 2
	test	rdi, rdi
	jne	.L9
.L8:
.LBB8:
.LBB9:
	.file 2 "/usr/include/stdlib.h"
	.loc 2 364 16
	mov	edx, 10
	xor	esi, esi
	lea	rdi, .LC2[rip]
.LBE9:
.LBE8:
	.loc 1 29 12
	add	DWORD PTR counter[rip], 1
.LBB11:
.LBB10:
	.loc 2 364 16
	call	strtol@PLT
.LBE10:
.LBE11:
	.loc 1 30 14
	add	eax, ebx
	.loc 1 31 1
	pop	rbx
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE14:
	.size	sum, .-sum
	.globl	names
	.section	.rodata.str1.1
.LC3:
	.string	"zero"
.LC4:
	.string	"one"
	.section	.data.rel.ro.local,"aw"
	.align 16
	.type	names, @object
	.size	names, 16
names:
	.quad	.LC3
	.quad	.LC4
	.local	counter
	.comm	counter,4,4
	.section	.rodata.cst8,"aM",@progbits,8
	.align 8
.LC0:
	.long	0
	.long	1074003968
	.text
.Letext0:
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0xdc
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x1
	.long	.LASF5
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.long	.Ldebug_line0
	.uleb128 0x2
	.long	.LASF6
	.byte	0x1
	.byte	0x6
	.byte	0x13
	.uleb128 0x9
	.byte	0x3
	.quad	names
	.uleb128 0x3
	.long	.LASF3
	.byte	0x2
	.byte	0xb1
	.byte	0x11
	.uleb128 0x4
	.string	"sum"
	.byte	0x1
	.byte	0x17
	.byte	0x5
	.quad	.LFB14
	.quad	.LFE14-.LFB14
	.uleb128 0x1
	.byte	0x9c
	.long	0x7b
	.uleb128 0x5
	.long	0xd5
	.quad	.LBB8
	.long	.LLRL0
	.byte	0x1
	.byte	0x1e
	.byte	0x10
	.byte	0
	.uleb128 0x6
	.long	.LASF7
	.byte	0x1
	.byte	0x12
	.byte	0xd
	.quad	.LFB13
	.quad	.LFE13-.LFB13
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x7
	.long	.LASF2
	.byte	0x1
	.byte	0xd
	.byte	0x8
	.quad	.LFB12
	.quad	.LFE12-.LFB12
	.uleb128 0x1
	.byte	0x9c
	.long	0xcc
	.uleb128 0x8
	.long	0xcc
	.quad	.LBB6
	.quad	.LBE6-.LBB6
	.byte	0x1
	.byte	0xf
	.byte	0xc
	.byte	0
	.uleb128 0x9
	.long	.LASF8
	.byte	0x1
	.byte	0x8
	.byte	0x13
	.byte	0x3
	.uleb128 0xa
	.long	.LASF4
	.byte	0x2
	.value	0x16a
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
	.long	0x2c
	.value	0x2
	.long	.Ldebug_info0
	.byte	0x8
	.byte	0
	.value	0
	.value	0
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.quad	0
	.quad	0
	.section	.debug_rnglists,"",@progbits
.Ldebug_ranges0:
	.long	.Ldebug_ranges3-.Ldebug_ranges2
.Ldebug_ranges2:
	.value	0x5
	.byte	0x8
	.byte	0
	.long	0
.LLRL0:
	.byte	0x4
	.uleb128 .LBB8-.Ltext0
	.uleb128 .LBE8-.Ltext0
	.byte	0x4
	.uleb128 .LBB11-.Ltext0
	.uleb128 .LBE11-.Ltext0
	.byte	0
.Ldebug_ranges3:
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF2:
	.string	"scaled"
.LASF6:
	.string	"names"
.LASF7:
	.string	"name"
.LASF3:
	.string	"strtol"
.LASF8:
	.string	"twice"
.LASF4:
	.string	"atoi"
.LASF5:
	.string	"GNU C17 12.2.0 -masm=intel -mtune=generic -march=x86-64 -g1 -O2 -fasynchronous-unwind-tables"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"/tmp"
.LASF0:
	.string	"main.c"
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
