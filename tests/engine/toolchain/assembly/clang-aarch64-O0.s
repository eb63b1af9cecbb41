	.text
	.file	"main.c"
	.globl	scaled                          // -- Begin function scaled
	.p2align	2
	.type	scaled,@function
scaled:                                 // @scaled
.Lfunc_begin0:
	.file	0 "/tmp" "main.c" md5 0xac189b3376a20f809e375cdab745af06
	.loc	0 14 0                          // main.c:14:0
	.cfi_startproc
// %bb.0:
	sub	sp, sp, #32
	stp	x29, x30, [sp, #16]             // 16-byte Folded Spill
	add	x29, sp, #16
	.cfi_def_cfa w29, 16
	.cfi_offset w30, -8
	.cfi_offset w29, -16
	stur	w0, [x29, #-4]
.Ltmp0:
	.loc	0 15 18 prologue_end            // main.c:15:18
	ldur	w0, [x29, #-4]
	.loc	0 15 12 is_stmt 0               // main.c:15:12
	bl	twice
	scvtf	d0, w0
	fmov	d1, #2.50000000
	.loc	0 15 21                         // main.c:15:21
	fmul	d0, d0, d1
	.loc	0 15 5                          // main.c:15:5
	ldp	x29, x30, [sp, #16]             // 16-byte Folded Reload
	add	sp, sp, #32
	ret
.Ltmp1:
.Lfunc_end0:
	.size	scaled, .Lfunc_end0-scaled
	.cfi_endproc
                                        // -- End function
	.p2align	2                               // -- Begin function twice
	.type	twice,@function
twice:                                  // @twice
.Lfunc_begin1:
	.loc	0 9 0 is_stmt 1                 // main.c:9:0
	.cfi_startproc
// %bb.0:
	sub	sp, sp, #16
	.cfi_def_cfa_offset 16
	str	w0, [sp, #12]
.Ltmp3:
	.loc	0 10 16 prologue_end            // main.c:10:16
	ldr	w9, [sp, #12]
	mov	w8, #2
	.loc	0 10 14 is_stmt 0               // main.c:10:14
	mul	w0, w8, w9
	.loc	0 10 5                          // main.c:10:5
	add	sp, sp, #16
	ret
.Ltmp4:
.Lfunc_end1:
	.size	twice, .Lfunc_end1-twice
	.cfi_endproc
                                        // -- End function
	.globl	name                            // -- Begin function name
	.p2align	2
	.type	name,@function
name:                                   // @name
.Lfunc_begin2:
	.loc	0 19 0 is_stmt 1                // main.c:19:0
	.cfi_startproc
// %bb.0:
	sub	sp, sp, #16
	.cfi_def_cfa_offset 16
	str	w0, [sp, #12]
.Ltmp6:
	.loc	0 20 12 prologue_end            // main.c:20:12
	ldr	w8, [sp, #12]
	subs	w8, w8, #2
	b.hs	.LBB2_2
	b	.LBB2_1
.LBB2_1:
	.loc	0 20 26 is_stmt 0               // main.c:20:26
	ldr	w8, [sp, #12]
	mov	w9, w8
	.loc	0 0 0                           // main.c:0:0
	adrp	x8, names
	add	x8, x8, :lo12:names
	.loc	0 20 20                         // main.c:20:20
	ldr	x8, [x8, x9, lsl #3]
	str	x8, [sp]                        // 8-byte Folded Spill
	.loc	0 20 12                         // main.c:20:12
	b	.LBB2_3
.LBB2_2:
	.loc	0 0 0                           // main.c:0:0
	adrp	x8, .L.str.2
	add	x8, x8, :lo12:.L.str.2
	str	x8, [sp]                        // 8-byte Folded Spill
	.loc	0 20 12                         // main.c:20:12
	b	.LBB2_3
.LBB2_3:
	.loc	0 0 12                          // main.c:0:12
	ldr	x0, [sp]                        // 8-byte Folded Reload
	.loc	0 20 5                          // main.c:20:5
	add	sp, sp, #16
	ret
.Ltmp7:
.Lfunc_end2:
	.size	name, .Lfunc_end2-name
	.cfi_endproc
                                        // -- End function
	.globl	sum                             // -- Begin function sum
	.p2align	2
	.type	sum,@function
sum:                                    // @sum
.Lfunc_begin3:
	.loc	0 24 0 is_stmt 1                // main.c:24:0
	.cfi_startproc
// %bb.0:
	sub	sp, sp, #32
	stp	x29, x30, [sp, #16]             // 16-byte Folded Spill
	add	x29, sp, #16
	.cfi_def_cfa w29, 16
	.cfi_offset w30, -8
	.cfi_offset w29, -16
	str	x0, [sp, #8]
.Ltmp8:
	.loc	0 25 9 prologue_end             // main.c:25:9
	str	wzr, [sp, #4]
	.loc	0 27 5                          // main.c:27:5
	b	.LBB3_1
.LBB3_1:                                // =>This Inner Loop Header: Depth=1
	.loc	0 27 12 is_stmt 0               // main.c:27:12
	ldr	x8, [sp, #8]
	.loc	0 27 5                          // main.c:27:5
	cbz	x8, .LBB3_4
	b	.LBB3_2
.LBB3_2:                                //   in Loop: Header=BB3_1 Depth=1
	.loc	0 28 14 is_stmt 1               // main.c:28:14
	ldr	x8, [sp, #8]
	.loc	0 28 20 is_stmt 0               // main.c:28:20
	ldr	w9, [x8]
	.loc	0 28 11                         // main.c:28:11
	ldr	w8, [sp, #4]
	add	w8, w8, w9
	str	w8, [sp, #4]
	.loc	0 28 9                          // main.c:28:9
	b	.LBB3_3
.LBB3_3:                                //   in Loop: Header=BB3_1 Depth=1
	.loc	0 27 25 is_stmt 1               // main.c:27:25
	ldr	x8, [sp, #8]
	.loc	0 27 31 is_stmt 0               // main.c:27:31
	ldr	x8, [x8, #8]
	.loc	0 27 23                         // main.c:27:23
	str	x8, [sp, #8]
	.loc	0 27 5                          // main.c:27:5
	b	.LBB3_1
.LBB3_4:
	.loc	0 0 0                           // main.c:0:0
	adrp	x9, counter
	.loc	0 29 12 is_stmt 1               // main.c:29:12
	ldr	w8, [x9, :lo12:counter]
	add	w8, w8, #1
	str	w8, [x9, :lo12:counter]
	.loc	0 30 12                         // main.c:30:12
	ldr	w8, [sp, #4]
	str	w8, [sp]                        // 4-byte Folded Spill
	.loc	0 0 0 is_stmt 0                 // main.c:0:0
	adrp	x0, .L.str.3
	add	x0, x0, :lo12:.L.str.3
	.loc	0 30 16                         // main.c:30:16
	bl	atoi
	ldr	w8, [sp]                        // 4-byte Folded Reload
	.loc	0 30 14                         // main.c:30:14
	add	w0, w8, w0
	.loc	0 30 5                          // main.c:30:5
	ldp	x29, x30, [sp, #16]             // 16-byte Folded Reload
	add	sp, sp, #32
	ret
.Ltmp9:
.Lfunc_end3:
	.size	sum, .Lfunc_end3-sum
	.cfi_endproc
                                        // -- End function
	.type	.L.str,@object                  // @.str
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str:
	.asciz	"zero"
	.size	.L.str, 5

	.type	.L.str.1,@object                // @.str.1
.L.str.1:
	.asciz	"one"
	.size	.L.str.1, 4

	.type	names,@object                   // @names
	.section	.data.rel.ro,"aw",@progbits
	.globl	names
	.p2align	3
names:
	.xword	.L.str
	.xword	.L.str.1
	.size	names, 16

	.type	.L.str.2,@object                // @.str.2
	.section	.rodata.str1.1,"aMS",@progbits,1
.L.str.2:
	.asciz	"many # of them"
	.size	.L.str.2, 15

	.type	counter,@object                 // @counter
	.local	counter
	.comm	counter,4,4
	.type	.L.str.3,@object                // @.str.3
.L.str.3:
	.asciz	"7"
	.size	.L.str.3, 2

	.section	.debug_abbrev,"",@progbits
	.byte	1                               // Abbreviation Code
	.byte	17                              // DW_TAG_compile_unit
	.byte	0                               // DW_CHILDREN_no
	.byte	37                              // DW_AT_producer
	.byte	37                              // DW_FORM_strx1
	.byte	19                              // DW_AT_language
	.byte	5                               // DW_FORM_data2
	.byte	3                               // DW_AT_name
	.byte	37                              // DW_FORM_strx1
	.byte	114                             // DW_AT_str_offsets_base
	.byte	23                              // DW_FORM_sec_offset
	.byte	16                              // DW_AT_stmt_list
	.byte	23                              // DW_FORM_sec_offset
	.byte	27                              // DW_AT_comp_dir
	.byte	37                              // DW_FORM_strx1
	.byte	17                              // DW_AT_low_pc
	.byte	27                              // DW_FORM_addrx
	.byte	18                              // DW_AT_high_pc
	.byte	6                               // DW_FORM_data4
	.byte	115                             // DW_AT_addr_base
	.byte	23                              // DW_FORM_sec_offset
	.byte	0                               // EOM(1)
	.byte	0                               // EOM(2)
	.byte	0                               // EOM(3)
	.section	.debug_info,"",@progbits
.Lcu_begin0:
	.word	.Ldebug_info_end0-.Ldebug_info_start0 // Length of Unit
.Ldebug_info_start0:
	.hword	5                               // DWARF version number
	.byte	1                               // DWARF Unit Type
	.byte	8                               // Address Size (in bytes)
	.word	.debug_abbrev                   // Offset Into Abbrev. Section
	.byte	1                               // Abbrev [1] 0xc:0x17 DW_TAG_compile_unit
	.byte	0                               // DW_AT_producer
	.hword	12                              // DW_AT_language
	.byte	1                               // DW_AT_name
	.word	.Lstr_offsets_base0             // DW_AT_str_offsets_base
	.word	.Lline_table_start0             // DW_AT_stmt_list
	.byte	2                               // DW_AT_comp_dir
	.byte	0                               // DW_AT_low_pc
	.word	.Lfunc_end3-.Lfunc_begin0       // DW_AT_high_pc
	.word	.Laddr_table_base0              // DW_AT_addr_base
.Ldebug_info_end0:
	.section	.debug_str_offsets,"",@progbits
	.word	16                              // Length of String Offsets Set
	.hword	5
	.hword	0
.Lstr_offsets_base0:
	.section	.debug_str,"MS",@progbits,1
.Linfo_string0:
	.asciz	"Debian clang version 14.0.6"   // string offset=0
.Linfo_string1:
	.asciz	"main.c"                        // string offset=28
.Linfo_string2:
	.asciz	"/tmp"                      // string offset=35
	.section	.debug_str_offsets,"",@progbits
	.word	.Linfo_string0
	.word	.Linfo_string1
	.word	.Linfo_string2
	.section	.debug_addr,"",@progbits
	.word	.Ldebug_addr_end0-.Ldebug_addr_start0 // Length of contribution
.Ldebug_addr_start0:
	.hword	5                               // DWARF version number
	.byte	8                               // Address size
	.byte	0                               // Segment selector size
.Laddr_table_base0:
	.xword	.Lfunc_begin0
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
