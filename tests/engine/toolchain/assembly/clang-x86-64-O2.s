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
	.loc	0 10 14 prologue_end            # main.c:10:14
	add	edi, edi
.Ltmp0:
	.loc	0 15 12                         # main.c:15:12
	cvtsi2sd	xmm0, edi
	.loc	0 15 21 is_stmt 0               # main.c:15:21
	mulsd	xmm0, qword ptr [rip + .LCPI0_0]
	.loc	0 15 5                          # main.c:15:5
	ret
.Ltmp1:
.Lfunc_end0:
	.size	scaled, .Lfunc_end0-scaled
	.cfi_endproc
                                        # -- End function
	.globl	name                            # -- Begin function name
	.p2align	4, 0x90
	.type	name,@function
name:                                   # @name
.Lfunc_begin1:
	.loc	0 19 0 is_stmt 1                # main.c:19:0
	.cfi_startproc
# %bb.0:
	.loc	0 20 14 prologue_end            # main.c:20:14
	cmp	edi, 1
	.loc	0 20 12 is_stmt 0               # main.c:20:12
	ja	.LBB1_1
# %bb.2:
	.loc	0 20 20                         # main.c:20:20
	mov	eax, edi
	lea	rcx, [rip + names]
	mov	rax, qword ptr [rcx + 8*rax]
	.loc	0 20 5                          # main.c:20:5
	ret
.LBB1_1:
	.loc	0 0 5                           # main.c:0:5
	lea	rax, [rip + .L.str.2]
	.loc	0 20 5                          # main.c:20:5
	ret
.Ltmp2:
.Lfunc_end1:
	.size	name, .Lfunc_end1-name
	.cfi_endproc
                                        # -- End function
	.globl	sum                             # -- Begin function sum
	.p2align	4, 0x90
	.type	sum,@function
sum:                                    # @sum
.Lfunc_begin2:
	.loc	0 24 0 is_stmt 1                # main.c:24:0
	.cfi_startproc
# %bb.0:
	.loc	0 27 5 prologue_end             # main.c:27:5
	test	rdi, rdi
	je	.LBB2_1
# %bb.2:
	.loc	0 0 5 is_stmt 0                 # main.c:0:5
	xor	eax, eax
	.p2align	4, 0x90
.LBB2_3:                                # =>This Inner Loop Header: Depth=1
	.loc	0 28 11 is_stmt 1               # main.c:28:11
	add	eax, dword ptr [rdi]
	.loc	0 27 31                         # main.c:27:31
	mov	rdi, qword ptr [rdi + 8]
	.loc	0 27 5 is_stmt 0                # main.c:27:5
	test	rdi, rdi
	jne	.LBB2_3
# %bb.4:
	.loc	0 29 12 is_stmt 1               # main.c:29:12
	add	eax, 7
	add	dword ptr [rip + counter], 1
	.loc	0 30 5                          # main.c:30:5
	ret
.LBB2_1:
	.loc	0 0 5 is_stmt 0                 # main.c:0:5
	mov	eax, 7
	.loc	0 29 12 is_stmt 1               # main.c:29:12
	add	dword ptr [rip + counter], 1
	.loc	0 30 5                          # main.c:30:5
	ret
.Ltmp3:
.Lfunc_end2:
	.size	sum, .Lfunc_end2-sum
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
	.section	.debug_abbrev,"",@progbits
	.byte	1                               # Abbreviation Code
	.byte	17                              # DW_TAG_compile_unit
	.byte	1                               # DW_CHILDREN_yes
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
	.byte	2                               # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	0                               # DW_CHILDREN_no
	.byte	3                               # DW_AT_name
	.byte	37                              # DW_FORM_strx1
	.byte	32                              # DW_AT_inline
	.byte	33                              # DW_FORM_implicit_const
	.byte	1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	3                               # Abbreviation Code
	.byte	46                              # DW_TAG_subprogram
	.byte	1                               # DW_CHILDREN_yes
	.byte	17                              # DW_AT_low_pc
	.byte	27                              # DW_FORM_addrx
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	122                             # DW_AT_call_all_calls
	.byte	25                              # DW_FORM_flag_present
	.byte	3                               # DW_AT_name
	.byte	37                              # DW_FORM_strx1
	.byte	0                               # EOM(1)
	.byte	0                               # EOM(2)
	.byte	4                               # Abbreviation Code
	.byte	29                              # DW_TAG_inlined_subroutine
	.byte	0                               # DW_CHILDREN_no
	.byte	49                              # DW_AT_abstract_origin
	.byte	19                              # DW_FORM_ref4
	.byte	17                              # DW_AT_low_pc
	.byte	27                              # DW_FORM_addrx
	.byte	18                              # DW_AT_high_pc
	.byte	6                               # DW_FORM_data4
	.byte	88                              # DW_AT_call_file
	.byte	11                              # DW_FORM_data1
	.byte	89                              # DW_AT_call_line
	.byte	11                              # DW_FORM_data1
	.byte	87                              # DW_AT_call_column
	.byte	11                              # DW_FORM_data1
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
	.byte	1                               # Abbrev [1] 0xc:0x2f DW_TAG_compile_unit
	.byte	0                               # DW_AT_producer
	.short	12                              # DW_AT_language
	.byte	1                               # DW_AT_name
	.long	.Lstr_offsets_base0             # DW_AT_str_offsets_base
	.long	.Lline_table_start0             # DW_AT_stmt_list
	.byte	2                               # DW_AT_comp_dir
	.byte	0                               # DW_AT_low_pc
	.long	.Lfunc_end2-.Lfunc_begin0       # DW_AT_high_pc
	.long	.Laddr_table_base0              # DW_AT_addr_base
	.byte	2                               # Abbrev [2] 0x23:0x2 DW_TAG_subprogram
	.byte	3                               # DW_AT_name
                                        # DW_AT_inline
	.byte	3                               # Abbrev [3] 0x25:0x15 DW_TAG_subprogram
	.byte	0                               # DW_AT_low_pc
	.long	.Lfunc_end0-.Lfunc_begin0       # DW_AT_high_pc
                                        # DW_AT_call_all_calls
	.byte	4                               # DW_AT_name
	.byte	4                               # Abbrev [4] 0x2c:0xd DW_TAG_inlined_subroutine
	.long	35                              # DW_AT_abstract_origin
	.byte	0                               # DW_AT_low_pc
	.long	.Ltmp0-.Lfunc_begin0            # DW_AT_high_pc
	.byte	0                               # DW_AT_call_file
	.byte	15                              # DW_AT_call_line
	.byte	12                              # DW_AT_call_column
	.byte	0                               # End Of Children Mark
	.byte	0                               # End Of Children Mark
.Ldebug_info_end0:
	.section	.debug_str_offsets,"",@progbits
	.long	24                              # Length of String Offsets Set
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
.Linfo_string3:
	.asciz	"twice"                         # string offset=44
.Linfo_string4:
	.asciz	"scaled"                        # string offset=50
	.section	.debug_str_offsets,"",@progbits
	.long	.Linfo_string0
	.long	.Linfo_string1
	.long	.Linfo_string2
	.long	.Linfo_string3
	.long	.Linfo_string4
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
	.section	.debug_line,"",@progbits
.Lline_table_start0:
