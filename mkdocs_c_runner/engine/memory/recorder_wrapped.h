/* Part of recorder.c: functions that it stands in for: those that allocate memory, and those that make threads. It is included, not linked. */
#ifndef RECORDER_WRAPPED_H
#define RECORDER_WRAPPED_H

/* --- Functions of the C library that allocate memory and give it back --------------------------------- */

#define CALLER ((uint64_t)__builtin_return_address(0))

/* Begins to note something about the heap. Returns 0 if nothing is noted: in a child, at the end, or in a signal handler
 * that has interrupted the recorder. */
static int begin_note(void)
{
    if (!c_runner_thread || system_call(SYS_getpid, 0, 0, 0, 0, 0, 0) != owner)
        return 0;
    if (c_runner_thread == this_thread()) {
        if (c_runner_busy)
            return 0;
        c_runner_busy = 1;
    }
    while (__atomic_exchange_n(&lock, 1, __ATOMIC_ACQUIRE))
        system_call(SYS_sched_yield, 0, 0, 0, 0, 0, 0);
    return 1;
}

static void end_note(void)
{
    __atomic_store_n(&lock, 0, __ATOMIC_RELEASE);
    if (c_runner_thread == this_thread())
        c_runner_busy = 0;
}

/* Notes a new block, of which the first bytes have a value. */
static void note_block(void *block, size_t size, size_t valued, uint64_t caller)
{
    if (!block || !begin_note())
        return;
    if (valued < size)
        fill((uint64_t)block + valued, size - valued);
    add_block((uint64_t)block, size, caller);
    end_note();
}

/* Notes that a block is given back, and returns its size. */
static size_t note_end(void *block)
{
    if (!block || !begin_note())
        return 0;
    size_t size = remove_block((uint64_t)block);
    end_note();
    return size;
}

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void *__real_reallocarray(void *, size_t, size_t);
void *__real_aligned_alloc(size_t, size_t);
int __real_posix_memalign(void **, size_t, size_t);
void __real_free(void *);
char *__real_strdup(const char *);
char *__real_strndup(const char *, size_t);
char *__real_realpath(const char *, char *);
ssize_t __real_getline(char **, size_t *, FILE *);
ssize_t __real_getdelim(char **, size_t *, int, FILE *);
int __real_vasprintf(char **, const char *, va_list);

void *__wrap_malloc(size_t size)
{
    void *block = __real_malloc(size);
    note_block(block, size, 0, CALLER);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = __real_calloc(count, size);
    note_block(block, count * size, count * size, CALLER);
    return block;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = __real_aligned_alloc(alignment, size);
    note_block(block, size, 0, CALLER);
    return block;
}

int __wrap_posix_memalign(void **block, size_t alignment, size_t size)
{
    int error = __real_posix_memalign(block, alignment, size);
    if (!error)
        note_block(*block, size, 0, CALLER);
    return error;
}

void __wrap_free(void *block)
{
    note_end(block);
    __real_free(block);
}

/* A block that grows or shrinks is another block, even if it stays at its place. If there is no memory it is as before;
 * then it is noted anew. */
static void *reallocated(void *old, void *new, size_t size, uint64_t caller, size_t had)
{
    if (new)
        note_block(new, size, had, caller);
    else if (size)
        note_block(old, had, had, caller);
    return new;
}

void *__wrap_realloc(void *old, size_t size)
{
    size_t had = note_end(old);
    return reallocated(old, __real_realloc(old, size), size, CALLER, had);
}

void *__wrap_reallocarray(void *old, size_t count, size_t size)
{
    size_t had = note_end(old);
    return reallocated(old, __real_reallocarray(old, count, size), count * size, CALLER, had);
}

char *__wrap_strdup(const char *text)
{
    char *copied = __real_strdup(text);
    size_t size = copied ? strlen(copied) + 1 : 0;
    note_block(copied, size, size, CALLER);
    return copied;
}

char *__wrap_strndup(const char *text, size_t most)
{
    char *copied = __real_strndup(text, most);
    size_t size = copied ? strlen(copied) + 1 : 0;
    note_block(copied, size, size, CALLER);
    return copied;
}

char *__wrap_realpath(const char *path, char *to)
{
    char *found = __real_realpath(path, to);
    size_t size = found && !to ? strlen(found) + 1 : 0;
    if (size)
        note_block(found, size, size, CALLER);
    return found;
}

/* Notes what has become of the buffer of a function that reads a line of any length. */
static ssize_t noted_line(ssize_t length, char *before, char *line, size_t size, uint64_t caller)
{
    if (line != before) {
        note_end(before);
        note_block(line, size, length < 0 ? 0 : (size_t)length + 1, caller);
    }
    return length;
}

ssize_t __wrap_getline(char **line, size_t *size, FILE *file)
{
    char *before = *line;
    ssize_t length = __real_getline(line, size, file);
    return noted_line(length, before, *line, *size, CALLER);
}

ssize_t __wrap_getdelim(char **line, size_t *size, int delimiter, FILE *file)
{
    char *before = *line;
    ssize_t length = __real_getdelim(line, size, delimiter, file);
    return noted_line(length, before, *line, *size, CALLER);
}

int __wrap_vasprintf(char **text, const char *format, va_list values)
{
    int length = __real_vasprintf(text, format, values);
    if (length >= 0)
        note_block(*text, (size_t)length + 1, (size_t)length + 1, CALLER);
    return length;
}

int __wrap_asprintf(char **text, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = __real_vasprintf(text, format, values);
    va_end(values);
    if (length >= 0)
        note_block(*text, (size_t)length + 1, (size_t)length + 1, CALLER);
    return length;
}

/* --- Threads ------------------------------------------------------------------------------------- */

int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __real_thrd_create(thrd_t *, thrd_start_t, void *);

static void note_thread(void)
{
    if (!c_runner_thread || c_runner_thread != this_thread() || trace->flags & THREADS)
        return;
    trace->flags |= THREADS;
    trace->thread = trace->stops;
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *given)
{
    note_thread();
    return __real_pthread_create(thread, attributes, start, given);
}

int __wrap_thrd_create(thrd_t *thread, thrd_start_t start, void *given)
{
    note_thread();
    return __real_thrd_create(thread, start, given);
}

#endif
