/* Part of recorder.c: how it works without the C library, and how it writes a trace. It is included, not linked. */
#ifndef RECORDER_STREAM_H
#define RECORDER_STREAM_H

/* --- Without the C library, whose functions may use registers that are not saved, and set errno ----- */

static long system_call(long number, long a, long b, long c, long d, long e, long f)
{
    long result;
    register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

static uint64_t this_thread(void)
{
    uint64_t thread;
    __asm__("movq %%fs:0, %0" : "=r"(thread));
    return thread;
}

static void copy(void *to, const void *from, uint64_t size)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

static void fill(uint64_t address, uint64_t size)
{
    void *to = (void *)address;
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"((int)c_runner_settings.fill) : "memory");
}

/* Stops to record, for good. */
static void stop(uint64_t flags)
{
    trace->flags |= flags;
    c_runner_thread = 0;
    if (flags & STOPPED) /* all that is wanted is recorded */
        system_call(SYS_exit_group, 0, 0, 0, 0, 0, 0);
}

/* --- The stream of events ----------------------------------------------------------------------- */

/* Makes the file longer, so that some bytes more can be written to its mapping. */
static int has_room(uint64_t size)
{
    while ((uint64_t)(stream_end - next_byte) < size) {
        uint64_t length = (uint64_t)(stream_end - (unsigned char *)trace) + GROWTH;
        if (length > c_runner_settings.trace
            || system_call(SYS_truncate, (long)TRACE_FILE, (long)length, 0, 0, 0, 0) < 0)
            return 0;
        stream_end += GROWTH;
    }
    return 1;
}

static void put(const void *bytes, uint64_t size)
{
    if (trace->flags & FULL || !has_room(size)) {
        trace->flags |= FULL; /* the event is not whole, so it does not count */
        return;
    }
    copy(next_byte, bytes, size);
    next_byte += size;
}

static void put_tag(char tag)
{
    put(&tag, 1);
}

static void put_number(uint64_t number)
{
    put(&number, sizeof number);
}

/* Ends an event: from now on it counts. */
static void end_event(void)
{
    if (!(trace->flags & FULL))
        trace->used = (uint64_t)(next_byte - stream);
}

static uint64_t word_at(const unsigned char *memory)
{
    uint64_t word;
    __builtin_memcpy(&word, memory, sizeof word);
    return word;
}

/* Whether a word may point to a block. */
static int may_point(uint64_t word)
{
    return word - lowest_block <= highest_block - lowest_block;
}

/* Whether 8 bytes, or the fewer that are left, differ from those that were recorded. */
static int differs(const unsigned char *now, const unsigned char *before, uint64_t left)
{
    if (left >= 8) {
        uint64_t a = word_at(now), b = word_at(before);
        if (a != b && (may_point(a) || may_point(b)))
            has_new_pointers = 1;
        return a != b;
    }
    for (uint64_t i = 0; i < left; i++)
        if (now[i] != before[i])
            return 1;
    return 0;
}

/* Puts what changed of some memory since it was recorded: pieces of 8 bytes, or the rest. */
static void put_changes(char tag, uint64_t where, const unsigned char *now, unsigned char *before, uint64_t size)
{
    uint64_t begin = 0, end;
    while (begin < size) {
        if (!differs(now + begin, before + begin, size - begin)) {
            begin += 8;
            continue;
        }
        for (end = begin + 8; end < size; end += 8)
            if (!differs(now + end, before + end, size - end))
                break;
        if (end > size)
            end = size;
        put_tag(tag);
        put_number(where + begin);
        put_number(end - begin);
        put(now + begin, end - begin);
        copy(before + begin, now + begin, end - begin);
        begin = end;
    }
}

#endif
