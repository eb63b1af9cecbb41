/* Part of recorder.c: how a program ends: by a signal, or by a call. It is included, not linked. */
#ifndef RECORDER_END_H
#define RECORDER_END_H

/* --- The end ------------------------------------------------------------------------------------- */

/* The signals that end a program which does not handle them. */
static const int endings[] = {
    SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,  SIGABRT, SIGTRAP, SIGSYS,  SIGINT,    SIGTERM, SIGHUP,
    SIGQUIT, SIGALRM, SIGPIPE, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF,
};

static int is_ending(int number)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (endings[i] == number)
            return 1;
    return 0;
}

/* Whether a signal comes again by itself, because the instruction that caused it is executed again. */
static int is_fault(const siginfo_t *info)
{
    int number = info->si_signo;
    return (number == SIGSEGV || number == SIGBUS || number == SIGFPE || number == SIGILL) && info->si_code > 0;
}

/* Returns the first address from this one on that is there: the stack may have run over. */
static uint64_t first_mapped(uint64_t address)
{
    unsigned char is_there;
    for (int pages = 0; pages < 4096; pages++, address = (address + 4096) & ~4095ul)
        if (system_call(SYS_mincore, (long)(address & ~4095ul), 1, (long)&is_there, 0, 0, 0) == 0)
            break;
    return address;
}

int __real_sigaction(int, const struct sigaction *, struct sigaction *);
void (*__real_signal(int, void (*)(int)))(int);
int __real_sigaltstack(const stack_t *, stack_t *);

/* A signal ends the program: takes a last picture, then lets the signal do what it does without us. */
static void on_crash(int number, siginfo_t *info, void *context)
{
    struct sigaction usual = {.sa_handler = SIG_DFL};
    __real_sigaction(number, &usual, NULL);
    if (c_runner_thread == this_thread() && !c_runner_busy) {
        c_runner_busy = 1;
        uint64_t stack_pointer = first_mapped((uint64_t)((ucontext_t *)context)->uc_mcontext.gregs[REG_RSP]);
        leave_ended(stack_pointer);
        uint64_t line = depth ? state->frames[depth - 1].line : 0;
        if (!c_runner_settings.steps || started)
            snapshot('c', (uint64_t)number, 1, line, stack_pointer);
        stop(0);
    }
    if (!is_fault(info))
        system_call(SYS_tgkill, system_call(SYS_getpid, 0, 0, 0, 0, 0, 0), system_call(SYS_gettid, 0, 0, 0, 0, 0, 0),
                    number, 0, 0, 0);
}

static const struct sigaction *handler(void)
{
    static struct sigaction ours = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    return &ours;
}

static stack_t signal_stack(void)
{
    return (stack_t){.ss_sp = state->signal_stack, .ss_size = OWN_STACK};
}

/* The program sees the actions that it would have without us. */
int __wrap_sigaction(int number, const struct sigaction *new, struct sigaction *old)
{
    if (state && new && is_ending(number) && new->sa_handler == SIG_DFL)
        new = handler();
    int result = __real_sigaction(number, new, old);
    if (result == 0 && old && old->sa_sigaction == on_crash)
        *old = (struct sigaction){.sa_handler = SIG_DFL};
    return result;
}

void (*__wrap_signal(int number, void (*action)(int)))(int)
{
    struct sigaction old = {.sa_handler = SIG_DFL};
    if (!state || !is_ending(number))
        return __real_signal(number, action);
    __wrap_sigaction(number, NULL, &old);
    if (action == SIG_DFL)
        __real_sigaction(number, handler(), NULL);
    else if (__real_signal(number, action) == SIG_ERR)
        return SIG_ERR;
    return old.sa_handler;
}

int __wrap_sigaltstack(const stack_t *new, stack_t *old)
{
    stack_t ours;
    if (!state)
        return __real_sigaltstack(new, old);
    if (new && new->ss_flags & SS_DISABLE) {
        ours = signal_stack();
        new = &ours;
    }
    int result = __real_sigaltstack(new, old);
    if (result == 0 && old && old->ss_sp == state->signal_stack)
        *old = (stack_t){.ss_flags = SS_DISABLE};
    return result;
}

/* Takes the last picture of a program that ends in the midst of it. */
static void end_by_call(void *after, void *frame)
{
    if (c_runner_thread != this_thread() || c_runner_busy)
        return;
    c_runner_busy = 1;
    take_last((uint64_t)after, (uint64_t)frame + 16);
    c_runner_busy = 0;
}

#define ENDS(name)                                                                   \
    void __real_##name(int) __attribute__((noreturn));                                \
    void __wrap_##name(int status) __attribute__((noreturn));                         \
    void __wrap_##name(int status)                                                    \
    {                                                                                 \
        end_by_call(__builtin_return_address(0), __builtin_frame_address(0));         \
        __real_##name(status);                                                        \
    }

ENDS(exit)
ENDS(_exit)
ENDS(_Exit)
ENDS(quick_exit)

#endif
