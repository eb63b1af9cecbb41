	.file	"main.c"
	.intel_syntax noprefix
	.text
.Ltext0:
	.file 0 "/tmp" "main.c"
	.local	counter
	.comm	counter,4,4
	.globl	names
	.section	.rodata
.LC0:
	.string	"zero"
.LC1:
	.string	"one"
	.section	.data.rel.ro.local,"aw"
	.align 16
	.type	names, @object
	.size	names, 16
names:
	.quad	.LC0
	.quad	.LC1
	.text
	.type	twice, @function
twice:
.LFB6:
	.file 1 "main.c"
	.loc 1 9 1
	.cfi_startproc
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	mov	rbp, rsp
	.cfi_def_cfa_register 6
	mov	DWORD PTR -4[rbp], edi
	.loc 1 10 14
	mov	eax, DWORD PTR -4[rbp]
	add	eax, eax
	.loc 1 11 1
	pop	rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE6:
	.size	twice, .-twice
	.globl	scaled
	.type	scaled, @function
scaled:
.LFB7:
	.loc 1 14 1
	.cfi_startproc
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	mov	rbp, rsp
	.cfi_def_cfa_register 6
	sub	rsp, 8
	mov	DWORD PTR -4[rbp], edi
	.loc 1 15 12
	mov	eax, DWORD PTR -4[rbp]
	mov	edi, eax
	call	twice
	.loc 1 15 21
	pxor	xmm1, xmm1
	cvtsi2sd	xmm1, eax
	movsd	xmm0, QWORD PTR .LC2[rip]
	mulsd	xmm0, xmm1
	movq	rax, xmm0
	.loc 1 16 1
	movq	xmm0, rax
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE7:
	.size	scaled, .-scaled
	.section	.rodata
.LC3:
	.string	"many # of them"
	.text
	.globl	name
	.type	name, @function
name:
.LFB8:
	.loc 1 19 1
	.cfi_startproc
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	mov	rbp, rsp
	.cfi_def_cfa_register 6
	mov	DWORD PTR -4[rbp], edi
	.loc 1 20 29
	cmp	DWORD PTR -4[rbp], 1
	ja	.L6
	.loc 1 20 29 is_stmt 0 discriminator 1
	mov	eax, DWORD PTR -4[rbp]
	lea	rdx, 0[0+rax*8]
	lea	rax, names[rip]
	mov	rax, QWORD PTR [rdx+rax]
	jmp	.L8
.L6:
	.loc 1 20 29 discriminator 2
	lea	rax, .LC3[rip]
.L8:
	.loc 1 21 1 is_stmt 1 discriminator 5
	pop	rbp
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE8:
	.size	name, .-name
	.section	.rodata
.LC4:
	.string	"7"
	.text
	.globl	sum
	.type	sum, @function
sum:
.LFB9:
	.loc 1 24 1
	.cfi_startproc
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	mov	rbp, rsp
	.cfi_def_cfa_register 6
	sub	rsp, 32
	mov	QWORD PTR -24[rbp], rdi
	.loc 1 25 9
	mov	DWORD PTR -4[rbp], 0
	.loc 1 27 5
	jmp	.L10
.L11:
	.loc 1 28 18 discriminator 2
	mov	rax, QWORD PTR -24[rbp]
	mov	eax, DWORD PTR [rax]
	.loc 1 28 11 discriminator 2
	add	DWORD PTR -4[rbp], eax
	.loc 1 27 23 discriminator 2
	mov	rax, QWORD PTR -24[rbp]
	mov	rax, QWORD PTR 8[rax]
	mov	QWORD PTR -24[rbp], rax
.L10:
	.loc 1 27 12 discriminator 1
	cmp	QWORD PTR -24[rbp], 0
	jne	.L11
	.loc 1 29 12
	mov	eax, DWORD PTR counter[rip]
	add	eax, 1
	mov	DWORD PTR counter[rip], eax
	.loc 1 30 16
	lea	rax, .LC4[rip]
	mov	rdi, rax
	call	atoi@PLT
	.loc 1 30 14
	mov	edx, DWORD PTR -4[rbp]
	add	eax, edx
	.loc 1 31 1
	leave
	.cfi_def_cfa 7, 8
	ret
	.cfi_endproc
.LFE9:
	.size	sum, .-sum
	.section	.rodata
	.align 8
.LC2:
	.long	0
	.long	1074003968
	.text
.Letext0:
	.file 2 "/usr/include/stdlib.h"
	.section	.debug_info,"",@progbits
.Ldebug_info0:
	.long	0xad
	.value	0x5
	.byte	0x1
	.byte	0x8
	.long	.Ldebug_abbrev0
	.uleb128 0x1
	.long	.LASF4
	.byte	0x1d
	.long	.LASF0
	.long	.LASF1
	.quad	.Ltext0
	.quad	.Letext0-.Ltext0
	.long	.Ldebug_line0
	.uleb128 0x2
	.long	.LASF5
	.byte	0x1
	.byte	0x6
	.byte	0x13
	.uleb128 0x9
	.byte	0x3
	.quad	names
	.uleb128 0x3
	.long	.LASF6
	.byte	0x2
	.byte	0x69
	.byte	0xc
	.uleb128 0x4
	.string	"sum"
	.byte	0x1
	.byte	0x17
	.byte	0x5
	.quad	.LFB9
	.quad	.LFE9-.LFB9
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x5
	.long	.LASF2
	.byte	0x1
	.byte	0x12
	.byte	0xd
	.quad	.LFB8
	.quad	.LFE8-.LFB8
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x6
	.long	.LASF3
	.byte	0x1
	.byte	0xd
	.byte	0x8
	.quad	.LFB7
	.quad	.LFE7-.LFB7
	.uleb128 0x1
	.byte	0x9c
	.uleb128 0x7
	.long	.LASF7
	.byte	0x1
	.byte	0x8
	.byte	0x13
	.quad	.LFB6
	.quad	.LFE6-.LFB6
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
	.section	.debug_line,"",@progbits
.Ldebug_line0:
	.section	.debug_str,"MS",@progbits,1
.LASF6:
	.string	"atoi"
.LASF5:
	.string	"names"
.LASF2:
	.string	"name"
.LASF3:
	.string	"scaled"
.LASF7:
	.string	"twice"
.LASF4:
	.string	"GNU C17 12.2.0 -masm=intel -mtune=generic -march=x86-64 -g1 -O0 -fasynchronous-unwind-tables"
	.section	.debug_line_str,"MS",@progbits,1
.LASF1:
	.string	"/tmp"
.LASF0:
	.string	"main.c"
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
