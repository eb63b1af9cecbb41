	.text
	.intel_syntax noprefix
	.file	"main.c"
	.section	.rodata.cst8,"aM",@progbits,8
	.p2align	3                               # -- Begin function scaled
.LCPI0_0:
	.quad	0x4004000000000000              # double 2.5
	.text
	.globl	scaled
	.p2align	4, 0x90
	.type	scaled,@function
scaled:                                 # @scaled
.Lfunc_begin0:
	.file	0 "/tmp" "main.c" md5 0xac189b3376a20f809e375cdab745af06
	.loc	0 14 0                          # main.c:14:0
	.cfi_startproc
# %bb.0:
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset rbp, -16
	mov	rbp, rsp
	.cfi_def_cfa_register rbp
	sub	rsp, 16
	mov	dword ptr [rbp - 4], edi
.Ltmp0:
	.loc	0 15 18 prologue_end            # main.c:15:18
	mov	edi, dword ptr [rbp - 4]
	.loc	0 15 12 is_stmt 0               # main.c:15:12
	call	twice
	cvtsi2sd	xmm0, eax
	.loc	0 15 21                         # main.c:15:21
	movsd	xmm1, qword ptr [rip + .LCPI0_0] # xmm1 = mem[0],zero
	mulsd	xmm0, xmm1
	.loc	0 15 5                          # main.c:15:5
	add	rsp, 16
	pop	rbp
	.cfi_def_cfa rsp, 8
	ret
.Ltmp1:
.Lfunc_end0:
	.size	scaled, .Lfunc_end0-scaled
	.cfi_endproc
                                        # -- End function
	.p2align	4, 0x90                         # -- Begin function twice
	.type	twice,@function
twice:                                  # @twice
.Lfunc_begin1:
	.loc	0 9 0 is_stmt 1                 # main.c:9:0
	.cfi_startproc
# %bb.0:
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset rbp, -16
	mov	rbp, rsp
	.cfi_def_cfa_register rbp
	mov	dword ptr [rbp - 4], edi
.Ltmp2:
	.loc	0 10 16 prologue_end            # main.c:10:16
	mov	eax, dword ptr [rbp - 4]
	.loc	0 10 14 is_stmt 0               # main.c:10:14
	shl	eax, 1
	.loc	0 10 5                          # main.c:10:5
	pop	rbp
	.cfi_def_cfa rsp, 8
	ret
.Ltmp3:
.Lfunc_end1:
	.size	twice, .Lfunc_end1-twice
	.cfi_endproc
                                        # -- End function
	.globl	name                            # -- Begin function name
	.p2align	4, 0x90
	.type	name,@function
name:                                   # @name
.Lfunc_begin2:
	.loc	0 19 0 is_stmt 1                # main.c:19:0
	.cfi_startproc
# %bb.0:
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset rbp, -16
	mov	rbp, rsp
	.cfi_def_cfa_register rbp
	mov	dword ptr [rbp - 4], edi
.Ltmp4:
	.loc	0 20 14 prologue_end            # main.c:20:14
	cmp	dword ptr [rbp - 4], 2
	.loc	0 20 12 is_stmt 0               # main.c:20:12
	jae	.LBB2_2
# %bb.1:
	.loc	0 20 20                         # main.c:20:20
	mov	eax, dword ptr [rbp - 4]
	mov	ecx, eax
	lea	rax, [rip + names]
	mov	rax, qword ptr [rax + 8*rcx]
	mov	qword ptr [rbp - 16], rax       # 8-byte Spill
	.loc	0 20 12                         # main.c:20:12
	jmp	.LBB2_3
.LBB2_2:
	lea	rax, [rip + .L.str.2]
	mov	qword ptr [rbp - 16], rax       # 8-byte Spill
	jmp	.LBB2_3
.LBB2_3:
	.loc	0 0 12                          # main.c:0:12
	mov	rax, qword ptr [rbp - 16]       # 8-byte Reload
	.loc	0 20 5                          # main.c:20:5
	pop	rbp
	.cfi_def_cfa rsp, 8
	ret
.Ltmp5:
.Lfunc_end2:
	.size	name, .Lfunc_end2-name
	.cfi_endproc
                                        # -- End function
	.globl	sum                             # -- Begin function sum
	.p2align	4, 0x90
	.type	sum,@function
sum:                                    # @sum
.Lfunc_begin3:
	.loc	0 24 0 is_stmt 1                # main.c:24:0
	.cfi_startproc
# %bb.0:
	push	rbp
	.cfi_def_cfa_offset 16
	.cfi_offset rbp, -16
	mov	rbp, rsp
	.cfi_def_cfa_register rbp
	sub	rsp, 16
	mov	qword ptr [rbp - 8], rdi
.Ltmp6:
	.loc	0 25 9 prologue_end             # main.c:25:9
	mov	dword ptr [rbp - 12], 0
.LBB3_1:                                # =>This Inner Loop Header: Depth=1
	.loc	0 27 5                          # main.c:27:5
	cmp	qword ptr [rbp - 8], 0
	je	.LBB3_4
# %bb.2:                                #   in Loop: Header=BB3_1 Depth=1
	.loc	0 28 14                         # main.c:28:14
	mov	rax, qword ptr [rbp - 8]
	.loc	0 28 20 is_stmt 0               # main.c:28:20
	mov	eax, dword ptr [rax]
	.loc	0 28 11                         # main.c:28:11
	add	eax, dword ptr [rbp - 12]
	mov	dword ptr [rbp - 12], eax
# %bb.3:                                #   in Loop: Header=BB3_1 Depth=1
	.loc	0 27 25 is_stmt 1               # main.c:27:25
	mov	rax, qword ptr [rbp - 8]
	.loc	0 27 31 is_stmt 0               # main.c:27:31
	mov	rax, qword ptr [rax + 8]
	.loc	0 27 23                         # main.c:27:23
	mov	qword ptr [rbp - 8], rax
	.loc	0 27 5                          # main.c:27:5
	jmp	.LBB3_1
.LBB3_4:
	.loc	0 29 12 is_stmt 1               # main.c:29:12
	mov	eax, dword ptr [rip + counter]
	add	eax, 1
	mov	dword ptr [rip + counter], eax
	.loc	0 30 12                         # main.c:30:12
	mov	eax, dword ptr [rbp - 12]
	mov	dword ptr [rbp - 16], eax       # 4-byte Spill
	.loc	0 30 16 is_stmt 0               # main.c:30:16
	lea	rdi, [rip + .L.str.3]
	call	atoi@PLT
	mov	ecx, eax
	mov	eax, dword ptr [rbp - 16]       # 4-byte Reload
	.loc	0 30 14                         # main.c:30:14
	add	eax, ecx
	.loc	0 30 5                          # main.c:30:5
	add	rsp, 16
	pop	rbp
	.cfi_def_cfa rsp, 8
	ret
.Ltmp7:
.Lfunc_end3:
	.size	sum, .Lfunc_end3-sum
	.cfi_endproc
                                        # -- End function
	.type	.L.str,@object                  # @.str
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str:
	.asciz	"zero"
	.size	.L.str, 5

	.type	.L.str.1,@object                # @.str.1
.L.str.1:
	.asciz	"one"
	.size	.L.str.1, 4

	.type	names,@object                   # @names
	.section	.data.rel.ro,"aw",@progbits
	.globl	names
	.p2align	4
names:
	.quad	.L.str
	.quad	.L.str.1
	.size	names, 16

	.type	.L.str.2,@object                # @.str.2
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str.2:
	.asciz	"many # of them"
	.size	.L.str.2, 15

	.type	counter,@object                 # @counter
	.local	counter
	.comm	counter,4,4
	.type	.L.str.3,@object                # @.str.3
.L.str.3:
	.asciz	"7"
	.size	.L.str.3, 2

	.section	.debug_abbrev,"",@progbits
	.byte	1                               # Abbreviation Code
	.byte	17                              # DW_TAG_compile_unit
	.byte	0                               # DW_CHILDREN_no
	.byte	37                              # DW_AT_producer
	.byte	37                              # DW_FORM_strx1
	.byte	19                              # DW_AT_language
	.byte	5                               # DW_FORM_data2
	.byte	3                               # DW_AT_name
	.byte	37                              # DW_FORM_strx1
	.byte	114                             # DW_AT_str_offsets_base
	.byte	23                              # DW_FORM_sec_offset
	.byte	16                              # DW_AT_stmt_list
	.byte	23                              # DW_FORM_sec_offset
	.byte	27                              # DW_AT_comp_dir
	.byte	37                              # DW_FORM_strx1
	.byte	17                              # DW_AT_low_pc
	.byte	27                              # DW_FORM_addrx
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	115                             # DW_AT_addr_base
	.byte	23                              # DW_FORM_sec_offset
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	0                               # EOM(3)
	.section	.debug_info,"",@progbits
.Lcu_begin0:
	.long	.Ldebug_info_end0-.Ldebug_info_start0 # Length of Unit
.Ldebug_info_start0:
	.short	5                               # DWARF version number
	.byte	1                               # DWARF Unit Type
	.byte	8                               # Address Size (in bytes)
	.long	.debug_abbrev                   # Offset Into Abbrev. Section
	.byte	1                               # Abbrev [1] 0xc:0x17 DW_TAG_compile_unit
	.byte	0                               # DW_AT_producer
	.short	12                              # DW_AT_language
	.byte	1                               # DW_AT_name
	.long	.Lstr_offsets_base0             # DW_AT_str_offsets_base
	.long	.Lline_table_start0             # DW_AT_stmt_list
	.byte	2                               # DW_AT_comp_dir
	.byte	0                               # DW_AT_low_pc
	.long	.Lfunc_end3-.Lfunc_begin0       # DW_AT_high_pc
	.long	.Laddr_table_base0              # DW_AT_addr_base
.Ldebug_info_end0:
	.section	.debug_str_offsets,"",@progbits
	.long	16                              # Length of String Offsets Set
	.short	5
	.short	0
.Lstr_offsets_base0:
	.section	.debug_str,"MS",@progbits,1
.Linfo_string0:
	.asciz	"Debian clang version 14.0.6"   # string offset=0
.Linfo_string1:
	.asciz	"main.c"                        # string offset=28
.Linfo_string2:
	.asciz	"/tmp"                      # string offset=35
	.section	.debug_str_offsets,"",@progbits
	.long	.Linfo_string0
	.long	.Linfo_string1
	.long	.Linfo_string2
	.section	.debug_addr,"",@progbits
	.long	.Ldebug_addr_end0-.Ldebug_addr_start0 # Length of contribution
.Ldebug_addr_start0:
	.short	5                               # DWARF version number
	.byte	8                               # Address size
	.byte	0                               # Segment selector size
.Laddr_table_base0:
	.quad	.Lfunc_begin0
.Ldebug_addr_end0:
	.ident	"Debian clang version 14.0.6"
	.section	".note.GNU-stack","",@progbits
	.addrsig
	.addrsig_sym twice
	.addrsig_sym atoi
	.addrsig_sym names
	.addrsig_sym counter
	.section	.debug_line,"",@progbits
.Lline_table_start0:
