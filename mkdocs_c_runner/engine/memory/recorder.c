/* Records the memory of the program that it is linked into: at each line, or where an author wants a picture.
 *
 * The build puts calls into the assembly of the program (`stops.py`): of c_runner_enter where a function begins, of
 * c_runner_line where a line begins, of c_runner_mark at a snapshot comment, and of c_runner_end where `main` ends. Each
 * call leaves all registers and flags as they were, runs on a stack of its own and changes no memory of the program, with
 * one exception: memory that has no value yet (new blocks of the heap, and the stack of a function that begins) is
 * filled with a byte. The build runs the program twice, with two bytes that differ in each bit: what differs in the
 * traces was never initialized.
 *
 * A trace is a file in memory, which is mapped: whatever the program does with descriptors, and however it ends, what was
 * recorded is there. Nothing here needs a right that the program does not have: the calls of the system are open,
 * ftruncate, mmap, madvise, write, fstat, truncate, mincore, getpid, sigaction and sigaltstack. What a trace says is no
 * more than a claim of the program, which can write to it as it likes.
 *
 * Only the first thread is recorded, and no child process. */
#define _GNU_SOURCE
#include "recorder.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <threads.h>
#include <ucontext.h>
#include <unistd.h>

#define TRACE_FILE "/dev/shm/.c-runner"

/* The bytes by which the file grows. */
#define GROWTH (1ul << 16)

/* The bytes of global variables in which pointers to blocks are looked for. */
#define MOST_DATA (1ul << 20)

__attribute__((section(".c_runner"), used))
volatile struct settings c_runner_settings = {"c-runner traces", 0, 0, 0, 0, 0, {0}};

extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));
extern char **environ;

struct frame {
    uint64_t entry, cfa, line, ordinal;
};

struct block {
    uint64_t address, size, shadow;
    uint32_t next; /* in the chain of its hash */
    uint8_t live, lost, reached;
};

/* All that the recorder remembers lies in one mapping, apart from the memory of the program. */
struct state {
    struct frame frames[FRAMES];
    struct block blocks[BLOCKS + 1];
    uint32_t chains[32768];
    uint32_t order[BLOCKS], count; /* the live blocks by address */
    uint64_t addresses[BLOCKS];    /* their addresses */
    uint32_t todo[BLOCKS];
    unsigned char stack[STACK], data[WINDOW], own[WINDOW];
    unsigned char pool[BLOCKS * 1024];
    unsigned char own_stack[OWN_STACK], signal_stack[OWN_STACK];
};

/* The recorder's own variables are apart from those of the program, which are recorded. */
#define OWN __attribute__((section("c_runner_own")))
#define SHARED __attribute__((section("c_runner_own"), visibility("hidden"), used)) /* with the assembly below */
extern char __start_c_runner_own[], __stop_c_runner_own[];

OWN static struct state *state = NULL;
OWN static struct header *trace = NULL;
OWN static unsigned char *stream = NULL, *stream_end = NULL, *next_byte = NULL;
OWN static uint64_t depth = 0, blocks = 0, pool = 0, snapshots = 0, passes[MARKS] = {0};
OWN static struct frame shown[OUTER + INNER] = {{0, 0, 0, 0}}; /* those of the last snapshot */
OWN static uint64_t shown_count = 0, shown_depth = 0;
OWN static uint64_t last_stack_pointer = 0, stack_in_use = 0; /* at the last snapshot, and at the last line */
OWN static uint64_t stack_end = 0; /* the lowest address that the stack may reach */
OWN static uint64_t before_growth = 0;
OWN static uint64_t lowest_block = 1, highest_block = 1; /* where blocks lie */
OWN static uint32_t found = 0; /* blocks that are reached, of which the pointers are not followed yet */
OWN static int has_new_pointers = 1;                     /* whether a word that changed may point to one */
OWN static int terminal = -1, started = 0, lock = 0;
OWN static struct stat terminal_status = {0};
OWN static pid_t owner = 0;

SHARED uint64_t c_runner_thread = 0, c_runner_threads = 0, c_runner_stack = 0;
SHARED uint64_t c_runner_saved[14] = {0};
SHARED char c_runner_busy = 0;

#include "recorder_calls.h"

#include "recorder_stream.h"

/* --- The calls that run --------------------------------------------------------------------------- */

/* Forgets the functions that have returned, or that longjmp has left: the stack has been given back beyond them. */
static void leave_ended(uint64_t stack_pointer)
{
    while (depth && state->frames[depth - 1].cfa <= stack_pointer)
        depth--;
}

/* Passes a line of the innermost function. */
static void pass(uint64_t line, uint64_t stack_pointer)
{
    leave_ended(stack_pointer);
    if (trace->stack_top - stack_pointer < STACK)
        stack_in_use = stack_pointer;
    if (depth)
        state->frames[depth - 1].line = line;
    uint64_t offset = line - trace->base;
    if (trace->stops < PATH)
        trace->path[trace->stops] = (uint32_t)offset;
    trace->stops++;
    trace->hash = (trace->hash ^ offset) * 0x100000001b3u;
    if (c_runner_threads)
        trace->flags |= THREADS;
}

/* Fills a part of the stack that has no value, as far as the stack goes: that it is too small the program finds out. */
static void fill_stack(uint64_t from, uint64_t to)
{
    if (from < stack_end)
        from = stack_end;
    if (from < to)
        fill(from, to - from);
}

static void enter(uint64_t entry, uint64_t stack_pointer, uint64_t size)
{
    /* A call whose return address lay here has returned: its caller may have passed no line since. */
    leave_ended(stack_pointer + 8);
    if (depth < FRAMES) {
        uint64_t ordinal = 1, below = depth;
        for (int looked = 0; below && looked < 4096; looked++)
            if (state->frames[--below].entry == entry) {
                ordinal = state->frames[below].ordinal + 1;
                break;
            }
        state->frames[depth++] = (struct frame){entry, stack_pointer + 8, entry, ordinal};
    } else
        trace->flags |= DEEP;
    /* Its variables have no value. The address to which this call returns lies where they begin. */
    uint64_t kept = *(uint64_t *)(stack_pointer - 8);
    fill_stack(stack_pointer - size, stack_pointer);
    *(uint64_t *)(stack_pointer - 8) = kept;
}

__attribute__((used)) static void c_runner_on_enter(uint64_t after, uint64_t stack_pointer, uint64_t size)
    __asm__("c_runner_on_enter");
static void c_runner_on_enter(uint64_t after, uint64_t stack_pointer, uint64_t size)
{
    enter(after, stack_pointer, size);
}

__attribute__((used)) static void c_runner_on_main(uint64_t after, uint64_t stack_pointer, uint64_t size)
    __asm__("c_runner_on_main");
static void c_runner_on_main(uint64_t after, uint64_t stack_pointer, uint64_t size)
{
    started = 1;
    enter(after, stack_pointer, size);
}

#include "recorder_heap.h"

#include "recorder_snapshot.h"

/* --- Where the program calls -------------------------------------------------------------------- */

__attribute__((used)) static void c_runner_on_line(uint64_t after, uint64_t stack_pointer, uint64_t unused)
    __asm__("c_runner_on_line");
static void c_runner_on_line(uint64_t after, uint64_t stack_pointer, uint64_t unused)
{
    (void)unused;
    pass(after, stack_pointer);
    if (!c_runner_settings.steps || !started)
        return;
    if (snapshots >= c_runner_settings.steps)
        stop(MORE | STOPPED);
    else
        snapshot('s', 0, 1, after, stack_pointer);
}

/* Around an instruction that makes room for an array of variable length: its elements have no value. */
__attribute__((used)) static void c_runner_on_growing(uint64_t after, uint64_t stack_pointer, uint64_t unused)
    __asm__("c_runner_on_growing");
static void c_runner_on_growing(uint64_t after, uint64_t stack_pointer, uint64_t unused)
{
    (void)after;
    (void)unused;
    before_growth = stack_pointer;
}

__attribute__((used)) static void c_runner_on_grown(uint64_t after, uint64_t stack_pointer, uint64_t unused)
    __asm__("c_runner_on_grown");
static void c_runner_on_grown(uint64_t after, uint64_t stack_pointer, uint64_t unused)
{
    (void)after;
    (void)unused;
    fill_stack(stack_pointer, before_growth);
}

/* The number of the mark was pushed before the call. */
__attribute__((used)) static void c_runner_on_mark(uint64_t after, uint64_t stack_pointer, uint64_t unused)
    __asm__("c_runner_on_mark");
static void c_runner_on_mark(uint64_t after, uint64_t stack_pointer, uint64_t unused)
{
    (void)unused;
    uint64_t number = *(uint64_t *)stack_pointer;
    pass(after, stack_pointer + 8);
    if (c_runner_settings.steps || !number || number > MARKS)
        return;
    uint64_t seen = ++passes[number - 1], wanted = c_runner_settings.seen[number - 1];
    if (wanted && wanted != seen)
        return;
    if (snapshots >= c_runner_settings.snapshots) {
        stop(MORE | STOPPED);
        return;
    }
    snapshot('m', number, seen, after, stack_pointer + 8);
    for (uint64_t i = 0; i < c_runner_settings.marks; i++)
        if (!c_runner_settings.seen[i] || passes[i] < c_runner_settings.seen[i])
            return;
    stop(STOPPED); /* no further one is wanted */
}

/* Takes the last picture, if the end is wanted. */
static void take_last(uint64_t line, uint64_t stack_pointer)
{
    leave_ended(stack_pointer);
    if (depth)
        state->frames[depth - 1].line = line;
    if (c_runner_settings.steps ? started : !c_runner_settings.marks)
        snapshot('e', 0, 1, line, stack_pointer);
    if (!c_runner_settings.marks)
        stop(0);
}

__attribute__((used)) static void c_runner_on_end(uint64_t after, uint64_t stack_pointer, uint64_t unused)
    __asm__("c_runner_on_end");
static void c_runner_on_end(uint64_t after, uint64_t stack_pointer, uint64_t unused)
{
    (void)unused;
    leave_ended(stack_pointer);
    if (depth && state->frames[depth - 1].ordinal == 1) /* not where main has called itself */
        take_last(after, stack_pointer);
}

#include "recorder_end.h"

#include "recorder_wrapped.h"

#include "recorder_begin.h"
