/* Part of recorder.c: what it shares with the build, and with the calls that the build puts into a program.
 *
 * The build links the recorder into the program, writes `c_runner_settings` into the file, runs it, and reads the trace:
 * a header, the path, and a stream of events. `trace.py` is the other end. All numbers are little endian. */
#ifndef RECORDER_H
#define RECORDER_H

#include <stddef.h>
#include <stdint.h>

enum {
    MARKS = 64,              /* snapshot comments that are told apart */
    PATH = 32768,            /* lines of the way through the program that are kept */
    BLOCKS = 20000,          /* blocks of the heap that are watched */
    FRAMES = 400000,         /* calls that run at one time */
    OUTER = 4, INNER = 28,   /* of them, those that a snapshot has: the outermost and the innermost */
    BLOCK = 4096,            /* bytes of a block that are recorded */
    WINDOW = 65536,          /* bytes of the stack that are recorded at either end, and of global variables */
    STACK = 16 << 20,        /* bytes of the largest stack */
    OWN_STACK = 1 << 16
};

/* What is wanted. The build overwrites it. */
struct settings {
    char name[16];           /* by which the build finds it */
    uint64_t trace;          /* bytes of the trace, at most */
    uint64_t steps;          /* lines to record from `main` on; 0 to record marks, or the end */
    uint64_t snapshots;      /* marks to record, at most */
    uint64_t marks;          /* number of marks */
    uint64_t fill;           /* the byte that memory without a value is filled with */
    uint64_t seen[MARKS];    /* for each mark the pass to record, or 0 for each */
};

enum { MORE = 1, FULL = 2, THREADS = 4, MANY_BLOCKS = 8, STOPPED = 16, DEEP = 32 };

struct header {
    char name[16];
    uint64_t base, stack_top, data, data_size;
    uint64_t own, own_size;  /* the variables that each thread has for itself: those of the first one */
    uint64_t used;           /* bytes of whole events */
    uint64_t stops;          /* lines that were passed */
    uint64_t hash;           /* of all of them */
    uint64_t flags;
    uint64_t thread;         /* lines that were passed before the program made another thread */
    uint32_t path[PATH];     /* the first lines, as addresses below `base` */
};

#endif
