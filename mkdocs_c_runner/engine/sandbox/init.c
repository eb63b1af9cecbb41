/* Process 1 of a sandbox: it executes commands one after another and reports how each ended.
 *
 *   init SOCKET
 *
 * An order comes through SOCKET, a sequenced-packet socket: one message, whose text is the size of the
 * order, with the descriptors ORDER, REPORT, IN, OUT, ERR and ARTIFACT. ORDER is a file in memory. It
 * holds strings that end in NUL, counts among them in decimal:
 *
 *   FILE                                  the file that the command will make, or nothing
 *   ALWAYS                                1 if the file is wanted however the command ends, 2 if the command
 *                                         writes to ARTIFACT itself, as its descriptor 4, else 0
 *   REUSE                                 1 if another order may follow, 2 if it is to find the files that this
 *                                         command leaves, 3 if the programs of a chain are to wait for it, else 0
 *   TIME                                  the time of the files in seconds since 1970, or nothing if it is now
 *   COUNT, then files                     each: PATH, MODE, SIZE, then SIZE bytes
 *   COUNT, then NAME=VALUE...             the environment
 *   COMMANDS                              1, or 3 for a chain (init_chain.h), or 4 with the library of init_warm.h
 *   for each: COUNT, then PATH ARGV0 [ARG]...
 *   COUNT, then limits                    each: RESOURCE:SOFT:HARD
 *
 * For each order it writes the files, forks, sets the limits, switches address randomization off,
 * executes the command with IN, OUT and ERR as its standard streams, and waits. It writes to REPORT, in
 * lines of a word and three numbers:
 *
 *   started RANDOMIZED 0 0                0 if addresses will be the same in every run
 *   failed ERRNO 0 0                      the command could not be executed
 *   exited STATUS CPU_US MAX_RSS_KB       the command has ended, or
 *   signaled NUMBER CPU_US MAX_RSS_KB     a signal has ended it
 *   emptied 0 0 0                         nothing is left of it: the next order may come, or
 *   over 0 0 0                            the sandbox ends; without one of these two, it was killed
 *
 * If the command succeeded, or ALWAYS is 1, and FILE is not empty, that regular file is copied to ARTIFACT before the
 * end is told. If another order may follow, all processes that are left are killed. The working directory and the shared
 * memory are emptied, which is all that a command can write to, unless the next command is to find its files; if they
 * cannot be emptied, the sandbox ends. If no order may follow, the processes that are left are waited for.
 *
 * Guarantees:
 *
 * - When this process ends, the kernel kills every other process of the sandbox. It ends as soon as
 *   nobody reads REPORT any more, or can send orders, and when bwrap dies. So no sandbox outlives the
 *   build, however the build ended.
 * - As process 1 it cannot be killed from inside. It is undumpable, so it cannot be traced or read through
 *   /proc.
 * - It trusts nothing that a command does. The environment of a command is not its own.
 * - It needs no file of the sandbox but the C library, which is read-only there, and has no environment that
 *   could make the loader take another one. It allocates memory only before the limits of a command are set,
 *   and to read a directory. If an allocation fails, the command fails or the sandbox ends.
 */
#define _GNU_SOURCE
#include "init_chain.h"
#include "init_clean.h"
#include "init_order.h"
#include "init_warm.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKING_DIRECTORY "/tmp"
#define SHARED_MEMORY "/dev/shm" /* in some sandboxes */
#define ARTIFACT_THERE 4           /* the descriptor to which a command writes what it tells */

/* --- In the child, until it becomes the command ------------------------------------------------- */

/* Leaves the command its three streams, and 3, which is closed when it is executed, for reports. One that writes to
 * ARTIFACT itself has it as 4. */
static void arrange_descriptors(void)
{
    int first = 4, artifact = order.always == 2 ? fcntl(order.fds[ARTIFACT], F_DUPFD, ARTIFACT_THERE + 1) : -1;
    for (int fd = 0; fd < 3; fd++)
        if (dup2(order.fds[IN + fd], fd) < 0)
            _exit(NOT_SET_UP);
    if (order.fds[REPORT] != 3)
        dup3(order.fds[REPORT], 3, O_CLOEXEC);
    order.fds[REPORT] = 3;
    if (artifact >= 0 && dup2(artifact, ARTIFACT_THERE) == ARTIFACT_THERE)
        first = ARTIFACT_THERE + 1;
    /* Ours are closed anyway when the command is executed, but bwrap may have left us some of its own. */
    close_between((unsigned)first, ~0u);
}

static void apply_limit(char *text)
{
    struct rlimit limit;
    int resource = (int)strtoul(text, &text, 10);
    limit.rlim_cur = strtoul(text + 1, &text, 10);
    limit.rlim_max = strtoul(text + 1, &text, 10);
    if (setrlimit(resource, &limit) < 0) {
        report("failed", errno, NULL);
        _exit(NOT_SET_UP);
    }
}

static void unblock_signals(void)
{
    sigset_t no_signals;
    sigemptyset(&no_signals);
    sigprocmask(SIG_SETMASK, &no_signals, NULL);
}

static void apply_limits(void)
{
    for (unsigned long limits = next_number(); limits; limits--)
        apply_limit(next_string());
}

/* Prepares a program that will wait. Nobody hears whether its addresses are the same in every run. */
static void prepare_warm(void)
{
    personality(ADDR_NO_RANDOMIZE);
    unblock_signals();
    apply_limits();
}

static void become_command(void)
{
    /* Where this is refused, as in some containers, addresses differ from run to run. */
    int is_randomized = personality(ADDR_NO_RANDOMIZE) < 0;
    arrange_descriptors();
    unblock_signals();

    /* The limits come last: from then on no memory can be counted on. */
    char **environment = next_strings();
    char **commands[3] = {NULL};
    unsigned long count = next_number();
    for (unsigned long i = 0; i < count && i < 3; i++)
        commands[i] = next_strings();
    apply_limits();
    report("started", is_randomized, NULL);
    if (count == 3)
        _exit(run_chain(commands, environment));
    execve(commands[0][0], commands[0] + 1, environment);
    report("failed", errno, NULL);
    _exit(NOT_EXECUTED);
}

/* --- While the command runs --------------------------------------------------------------------- */

/* Copies the file that the command made. The command may have put anything at its place: a link to
 * another file, a FIFO that nobody writes to, a device. Only a regular file is read. */
static void copy_artifact(void)
{
    int file = open(order.file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return;
    struct stat status;
    ssize_t size;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
        while ((size = read(file, buffer, sizeof buffer)) > 0)
            if (!write_all(order.fds[ARTIFACT], buffer, (size_t)size))
                _exit(NOBODY_LISTENS);
    close(file);
}

static void report_end(int status, const struct rusage *usage)
{
    if (*order.file && (order.always || (WIFEXITED(status) && WEXITSTATUS(status) == 0)))
        copy_artifact();
    close(order.fds[ARTIFACT]);
    if (WIFSIGNALED(status))
        report("signaled", WTERMSIG(status), usage);
    else
        report("exited", WEXITSTATUS(status), usage);
}

/* Waits for the command and reports how it ended. If no order may follow, waits for all processes. */
static void await_end(pid_t command, int signals)
{
    for (;;) {
        int status;
        struct rusage usage;
        pid_t ended;
        /* Every process whose parent has ended becomes a child of process 1, so not each is the command. */
        while ((ended = wait4(-1, &status, WNOHANG, &usage)) > 0) {
            if (ended != command)
                continue;
            report_end(status, &usage);
            if (order.reuse)
                return;
        }
        if (ended < 0 && errno == ECHILD)
            return;
        /* Sleep until a child ends or the reader of the report goes; for that no event needs to be asked. */
        struct pollfd watched[2] = {
            {.fd = order.fds[REPORT]},
            {.fd = signals, .events = POLLIN},
        };
        poll(watched, 2, -1);
        if (watched[0].revents)
            _exit(NOBODY_LISTENS);
        struct signalfd_siginfo event;
        while (read(signals, &event, sizeof event) > 0)
            continue;
    }
}

/* --- With programs that wait -------------------------------------------------------------------- */

/* Carries a chain out with programs that wait for the next one, too. Returns whether nothing is left of it but files. */
static int carry_out_warm(void)
{
    int status = 0;
    if (!is_warm()) {
        kill_all();
        forget_warm();
        status = start_all_warm(prepare_warm) ? 0 : UNUSUAL;
    }
    report("started", 0, NULL);
    if (!status)
        status = run_warm_chain();
    for (int i = IN; i <= ERR; i++)
        close(order.fds[i]);
    static const struct rusage unknown;
    report_end(W_EXITCODE(status, 0), &unknown);
    return status != UNUSUAL && are_reset();
}

/* --- The whole ---------------------------------------------------------------------------------- */

/* Executes the command of an order. Returns 0 when it has ended, and -1 if it could not begin. */
static int run_command(int signals)
{
    pid_t command = fork();
    if (command == 0)
        become_command();
    if (command < 0) {
        report("failed", errno, NULL);
        return -1;
    }
    /* The ends of these streams must be read when the last process of the command has closed them. */
    for (int i = IN; i <= ERR; i++)
        close(order.fds[i]);
    await_end(command, signals);
    return 0;
}

/* Carries an order out, and returns whether another one may follow. */
static int carry_out(int signals)
{
    order.file = next_string();
    order.always = (int)next_number();
    order.reuse = (int)next_number();
    order.time = next_string();
    if (!write_files())
        return 0;
    int is_over = order.reuse == WAITS ? carry_out_warm() : run_command(signals);
    if (is_over < 0 || !order.reuse)
        return 0;
    if (!is_over) {
        kill_all();
        forget_warm();
    }
    if (order.reuse == KEEPS)
        return 1;
    int has_shared_memory = access(SHARED_MEMORY, F_OK) == 0;
    return empty_directory(AT_FDCWD, WORKING_DIRECTORY, 0)
           && (!has_shared_memory || empty_directory(AT_FDCWD, SHARED_MEMORY, 0));
}

/* Sets what commands inherit, and makes this process untraceable. */
static int set_up(int socket)
{
    /* The build may have been started with signals ignored, by nohup for one. (The C library keeps two
     * signals for itself and refuses to change them; programs cannot use those either.) */
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_DFL);
    umask(022);
    sigset_t child_ended;
    sigemptyset(&child_ended);
    sigaddset(&child_ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_ended, NULL);
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    return signalfd(-1, &child_ended, SFD_CLOEXEC | SFD_NONBLOCK);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return MALFORMED_ORDER;
    int socket = (int)strtoul(argv[1], NULL, 10), signals = set_up(socket);
    for (int goes_on = 1; goes_on && receive_order(socket);) {
        goes_on = carry_out(signals);
        munmap(order.begin, (size_t)(order.end - order.begin));
        report(goes_on ? "emptied" : "over", 0, NULL);
        close(order.fds[REPORT]);
    }
    return 0;
}
