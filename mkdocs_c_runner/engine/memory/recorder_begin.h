/* Part of recorder.c: what is done before `main`. It is included, not linked. */
#ifndef RECORDER_BEGIN_H
#define RECORDER_BEGIN_H

/* --- The beginning ------------------------------------------------------------------------------- */

static void stop_in_child(void)
{
    c_runner_thread = 0;
}

/* Finds the global variables: the part of the program that can be written to. */
static void find_data(void)
{
    const Elf64_Phdr *part = (const Elf64_Phdr *)((const char *)&__ehdr_start + __ehdr_start.e_phoff);
    uint64_t base = (uint64_t)&__ehdr_start;
    for (int i = 0; i < __ehdr_start.e_phnum; i++)
        if (part[i].p_type == PT_LOAD && part[i].p_vaddr == 0)
            trace->base = base;
    for (int i = 0; i < __ehdr_start.e_phnum; i++)
        if (part[i].p_type == PT_LOAD && part[i].p_flags & PF_W) {
            trace->data = trace->base + part[i].p_vaddr;
            trace->data_size = part[i].p_memsz;
        } else if (part[i].p_type == PT_TLS) { /* those of the program come first before what %fs points to */
            uint64_t align = part[i].p_align ? part[i].p_align : 1;
            trace->own = (this_thread() - part[i].p_memsz) & ~(align - 1);
            trace->own_size = part[i].p_memsz < WINDOW ? part[i].p_memsz : WINDOW;
        }
}

/* Finds the end of the stack: behind the last string of the environment, or of the arguments. */
static void find_stack(char **arguments)
{
    char **last = environ;
    while (*last)
        last++;
    const char *text = last > environ ? last[-1] : arguments[0];
    trace->stack_top = ((uint64_t)text + strlen(text) + 8) & ~7ul;
    /* The name of the program comes last, in the last page. */
    const char *name = (const char *)getauxval(AT_EXECFN);
    struct rlimit size;
    uint64_t end = ((uint64_t)name + 4095) & ~4095ul;
    if (!name || getrlimit(RLIMIT_STACK, &size) < 0 || size.rlim_cur > STACK)
        stack_end = trace->stack_top - (1ul << 20);
    else
        stack_end = end - size.rlim_cur;
}

static int map_trace(void)
{
    int file = open(TRACE_FILE, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    uint64_t begin = (sizeof *trace / GROWTH + 1) * GROWTH;
    void *mapped = MAP_FAILED;
    if (file >= 0 && begin <= c_runner_settings.trace && ftruncate(file, (off_t)begin) == 0)
        mapped = mmap(NULL, c_runner_settings.trace, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (mapped == MAP_FAILED)
        return 0;
    trace = mapped;
    stream = next_byte = (unsigned char *)(trace + 1);
    stream_end = (unsigned char *)trace + begin;
    madvise(trace, c_runner_settings.trace, MADV_DONTFORK);
    return 1;
}

__attribute__((constructor(101))) static void begin(int count, char **arguments)
{
    struct rlimit files;
    int saved = errno;
    (void)count;
    void *mapped = mmap(NULL, sizeof *state, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (mapped != MAP_FAILED && map_trace()) {
        state = mapped;
        owner = getpid();
        find_data();
        find_stack(arguments);
        if (getrlimit(RLIMIT_NOFILE, &files) == 0 && fstat(1, &terminal_status) == 0)
            terminal = fcntl(1, F_DUPFD_CLOEXEC, (int)files.rlim_cur - 1);
        stack_t stack = signal_stack();
        __real_sigaltstack(&stack, NULL);
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
            __real_sigaction(endings[i], handler(), NULL);
        pthread_atfork(NULL, NULL, stop_in_child);
        memcpy(trace->name, "c-runner trace 2", sizeof trace->name);
        c_runner_stack = (uint64_t)(state->own_stack + OWN_STACK) & ~15ul;
        c_runner_thread = this_thread();
    }
    errno = saved;
}

#endif
