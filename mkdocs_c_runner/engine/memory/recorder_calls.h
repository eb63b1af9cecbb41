/* Part of recorder.c: the functions that the program calls at its stops, in assembly. It is included, not linked. */
#ifndef RECORDER_CALLS_H
#define RECORDER_CALLS_H

/* --- The calls in the program ------------------------------------------------------------------- */

/* NAME saves everything, calls FUNCTION(address after the call, stack pointer before it, %r11) and restores everything.
 * Other threads, signal handlers that interrupt the recorder, and children return at once. */
#define CALL(name, function)                                                                        \
    __asm__(".text\n.hidden " name "\n.globl " name "\n.type " name ", @function\n" name ":\n"      \
            "pushfq\n"                                                                              \
            "pushq %rax\n"                                                                          \
            "movq %fs:0, %rax\n"                                                                    \
            "cmpq %rax, c_runner_thread(%rip)\n"                                                    \
            "jne 1f\n"                                                                              \
            "cmpb $0, c_runner_busy(%rip)\n"                                                        \
            "jne 2f\n"                                                                              \
            "movb $1, c_runner_busy(%rip)\n"                                                        \
            "popq c_runner_saved(%rip)\n"                                                           \
            "popq 8+c_runner_saved(%rip)\n"                                                         \
            "movq %rcx, 16+c_runner_saved(%rip)\n"                                                  \
            "movq %rdx, 24+c_runner_saved(%rip)\n"                                                  \
            "movq %rsi, 32+c_runner_saved(%rip)\n"                                                  \
            "movq %rdi, 40+c_runner_saved(%rip)\n"                                                  \
            "movq %r8, 48+c_runner_saved(%rip)\n"                                                   \
            "movq %r9, 56+c_runner_saved(%rip)\n"                                                   \
            "movq %r10, 64+c_runner_saved(%rip)\n"                                                  \
            "movq %r11, 72+c_runner_saved(%rip)\n"                                                  \
            "movq %rsp, 80+c_runner_saved(%rip)\n"                                                  \
            "movq (%rsp), %rdi\n"                                                                   \
            "leaq 8(%rsp), %rsi\n"                                                                  \
            "movq %r11, %rdx\n"                                                                     \
            "movq c_runner_stack(%rip), %rsp\n"                                                     \
            "cld\n"                                                                                 \
            "call " function "\n"                                                                   \
            "movq 16+c_runner_saved(%rip), %rcx\n"                                                  \
            "movq 24+c_runner_saved(%rip), %rdx\n"                                                  \
            "movq 32+c_runner_saved(%rip), %rsi\n"                                                  \
            "movq 40+c_runner_saved(%rip), %rdi\n"                                                  \
            "movq 48+c_runner_saved(%rip), %r8\n"                                                   \
            "movq 56+c_runner_saved(%rip), %r9\n"                                                   \
            "movq 64+c_runner_saved(%rip), %r10\n"                                                  \
            "movq 72+c_runner_saved(%rip), %r11\n"                                                  \
            "movq c_runner_saved(%rip), %rax\n"                                                     \
            "pushq 8+c_runner_saved(%rip)\n"                                                        \
            "popfq\n"                                                                               \
            "movq 80+c_runner_saved(%rip), %rsp\n"                                                  \
            "movb $0, c_runner_busy(%rip)\n"                                                        \
            "ret\n"                                                                                 \
            "1: movq $1, c_runner_threads(%rip)\n"                                                  \
            "2: popq %rax\n"                                                                        \
            "popfq\n"                                                                               \
            "ret\n"                                                                                 \
            ".size " name ", .-" name "\n")

CALL("c_runner_enter", "c_runner_on_enter");
CALL("c_runner_enter_main", "c_runner_on_main");
CALL("c_runner_line", "c_runner_on_line");
CALL("c_runner_growing", "c_runner_on_growing");
CALL("c_runner_grown", "c_runner_on_grown");
CALL("c_runner_mark", "c_runner_on_mark");
CALL("c_runner_end", "c_runner_on_end");

#endif
