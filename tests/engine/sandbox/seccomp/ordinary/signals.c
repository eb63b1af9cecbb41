/* Handlers, masks, queued signals, alternative stacks, jumps out of handlers. */
#include "require.h"

#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/time.h>

static volatile sig_atomic_t caught;
static sigjmp_buf before;

static void note(int number)
{
    caught = number;
}

static void note_value(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    caught = info->si_value.sival_int;
}

static void escape(int number)
{
    siglongjmp(before, number);
}

static void handlers(void)
{
    struct sigaction action = {.sa_sigaction = note_value, .sa_flags = SA_SIGINFO};
    REQUIRE(signal(SIGUSR1, note) != SIG_ERR && raise(SIGUSR1) == 0 && caught == SIGUSR1);
    REQUIRE(sigaction(SIGRTMIN, &action, NULL) == 0);
    REQUIRE(sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 77}) == 0 && caught == 77);
    REQUIRE(signal(SIGALRM, note) != SIG_ERR);
    REQUIRE(ualarm(1000, 0) == 0 && pause() == -1 && errno == EINTR && caught == SIGALRM);
    struct itimerval soon = {.it_value = {.tv_usec = 1000}};
    REQUIRE(setitimer(ITIMER_REAL, &soon, NULL) == 0 && pause() == -1);
    REQUIRE(alarm(0) == 0);
}

static void masks(void)
{
    sigset_t set, old, pending;
    siginfo_t info;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    REQUIRE(sigprocmask(SIG_BLOCK, &set, &old) == 0 && raise(SIGUSR2) == 0);
    REQUIRE(sigpending(&pending) == 0 && sigismember(&pending, SIGUSR2));
    REQUIRE(sigwait(&set, &number) == 0 && number == SIGUSR2);
    REQUIRE(raise(SIGUSR2) == 0 && sigwaitinfo(&set, &info) == SIGUSR2);
    struct signalfd_siginfo read_info;
    int fd = signalfd(-1, &set, SFD_CLOEXEC);
    REQUIRE(fd >= 0 && raise(SIGUSR2) == 0);
    REQUIRE(read(fd, &read_info, sizeof read_info) == sizeof read_info);
    REQUIRE(signal(SIGUSR2, note) != SIG_ERR && raise(SIGUSR2) == 0);
    REQUIRE(sigsuspend(&old) == -1 && caught == SIGUSR2);
}

static int recurse(int depth)
{
    volatile char frame[4096];
    frame[0] = 1;
    return depth == 0 ? 0 : recurse(depth - 1) + frame[0];
}

static void stacks(void)
{
    REQUIRE(setrlimit(RLIMIT_STACK, &(struct rlimit){1 << 20, 1 << 20}) == 0);
    stack_t stack = {.ss_sp = malloc(SIGSTKSZ), .ss_size = SIGSTKSZ};
    struct sigaction action = {.sa_handler = escape, .sa_flags = SA_ONSTACK};
    REQUIRE(sigaltstack(&stack, NULL) == 0 && sigaction(SIGSEGV, &action, NULL) == 0);
    int escaped = sigsetjmp(before, 1);
    if (escaped == 0)
        recurse(1000000);
    REQUIRE(escaped == SIGSEGV);
    jmp_buf here;
    if (setjmp(here) == 0)
        longjmp(here, 1);
}

int main(void)
{
    handlers();
    masks();
    stacks();
    puts("signals: ok");
    return 0;
}
