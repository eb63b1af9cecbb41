/* Part of init.c: a chain whose three programs are started once, and forked for each order.
 *
 * A program that is forked has no loader to run and no tables to fill. warm.c, which is loaded into it, stops it when it
 * first opens a file beside the author's, so that it has read nothing of any author. For each order it forks there, and
 * the child goes on.
 *
 * What keeps orders apart:
 *
 * - All three wait before the first child begins to read. From then on nothing is loaded.
 * - A child can neither make a process, nor become another program, nor send a signal: warm.c forbids it by a filter. So
 *   when it has ended, nothing of it is left but files, which are removed as after any command.
 * - The files through which children hand on what they print have no name. They are emptied for each order.
 * - A child that does not exit by itself, or a program that is gone, ends all of them as after any command. */
#ifndef INIT_WARM_H
#define INIT_WARM_H

#include "init_chain.h"
#include "init_order.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ASK = 250, ANSWER = 251 }; /* as warm.c has them; below the limit of open files */
enum { PROGRAMS = 3, MOST_ORDERS = 500 };

/* The programs that wait, and the files through which they hand on text: assembly, messages, and what must be empty. */
static struct {
    char *key;
    size_t size;
    int orders;
    int ask[PROGRAMS], answer[PROGRAMS];
    int text, messages, said;
} warm;

/* Returns a new file without a name, or -1. */
static int nameless_file(void)
{
    int file = open(SAID, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file >= 0)
        unlink(SAID);
    return file;
}

/* Returns whether the files without a name are as new. */
static int are_reset(void)
{
    int files[] = {warm.text, warm.messages, warm.said};
    for (int i = 0; i < 3; i++)
        if (ftruncate(files[i], 0) < 0 || lseek(files[i], 0, SEEK_SET) != 0 || fcntl(files[i], F_SETFL, O_RDWR) < 0)
            return 0;
    return 1;
}

/* Waits for the answer of a program: the status of its child. Returns it, or -1 if the program is gone. */
static int answer_of(int program)
{
    struct pollfd watched[2] = {
        {.fd = order.fds[REPORT]},
        {.fd = warm.answer[program], .events = POLLIN},
    };
    int status;
    while (poll(watched, 2, -1) < 0)
        continue;
    if (watched[0].revents)
        _exit(NOBODY_LISTENS);
    return read(warm.answer[program], &status, sizeof status) == sizeof status ? status : -1;
}

/* Lets a program do its work once; returns its exit status, or -1. */
static int done_by(int program)
{
    if (write(warm.ask[program], "", 1) != 1)
        return -1;
    int status = answer_of(program);
    return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Forgets the programs, when they have been killed. */
static void forget_warm(void)
{
    if (!warm.key)
        return;
    free(warm.key);
    warm.key = NULL;
    for (int i = 0; i < PROGRAMS; i++) {
        close(warm.ask[i]);
        close(warm.answer[i]);
    }
    close(warm.text);
    close(warm.messages);
    close(warm.said);
}

/* The streams and the descriptors for orders of a program that is to wait. */
struct ends {
    int in, out, err, ask, answer;
};

/* Becomes a program that waits. `prepare` gives it what every command gets. */
static void become_warm(struct ends ends, void (*prepare)(void), char **command, char **environment)
{
    prepare();
    if (dup2(ends.in, 0) < 0 || dup2(ends.out, 1) < 0 || dup2(ends.err, 2) < 0)
        _exit(NOT_SET_UP);
    if (dup2(ends.ask, ASK) < 0 || dup2(ends.answer, ANSWER) < 0)
        _exit(NOT_SET_UP);
    close_between(3, ASK - 1);
    close_between(ANSWER + 1, ~0u);
    execve(command[0], command + 1, environment);
    _exit(NOT_EXECUTED);
}

/* Tells warm.c which program it is in. */
static char which[] = "C_RUNNER_PROGRAM=0";

/* Starts one of the programs; returns whether that was possible. */
static int start_warm(int program, struct ends ends, void (*prepare)(void), char **command, char **environment)
{
    int ask[2] = {-1, -1}, answer[2] = {-1, -1};
    pid_t child = -1;
    if (pipe2(ask, O_CLOEXEC) == 0 && pipe2(answer, O_CLOEXEC) == 0) {
        which[sizeof which - 2] = (char)('0' + program);
        ends.ask = ask[0];
        ends.answer = answer[1];
        child = fork();
        if (child == 0)
            become_warm(ends, prepare, command, environment);
    }
    close(ask[0]);
    close(answer[1]);
    warm.ask[program] = ask[1];
    warm.answer[program] = answer[0];
    return child > 0;
}

/* Returns the environment of the order with the library that makes programs wait, which stands behind the commands. */
static char **with_library(char **environment, const char *library)
{
    static char preload[256];
    size_t count = 0;
    while (environment[count])
        count++;
    char **longer = calloc(count + 3, sizeof *longer);
    if (!longer || snprintf(preload, sizeof preload, "LD_PRELOAD=%s", library) >= (int)sizeof preload)
        _exit(MALFORMED_ORDER);
    memcpy(longer, environment, count * sizeof *longer);
    longer[count++] = preload;
    longer[count] = which;
    free(environment);
    return longer;
}

/* Starts all programs of the order, and returns when all of them wait; or returns 0. */
static int start_all_warm(void (*prepare)(void))
{
    warm.orders = 0;
    warm.size = (size_t)(order.end - order.next);
    warm.key = malloc(warm.size);
    if (!warm.key)
        return 0;
    memcpy(warm.key, order.next, warm.size);
    for (int i = 0; i < PROGRAMS; i++)
        warm.ask[i] = warm.answer[i] = -1;
    warm.text = nameless_file();
    warm.messages = nameless_file();
    warm.said = nameless_file();
    int nowhere = open("/dev/null", O_RDONLY | O_CLOEXEC);

    char **environment = next_strings();
    char **commands[PROGRAMS + 1] = {NULL};
    unsigned long count = next_number();
    for (unsigned long i = 0; i < count && i <= PROGRAMS; i++)
        commands[i] = next_strings();
    if (count != PROGRAMS + 1)
        _exit(MALFORMED_ORDER);
    environment = with_library(environment, commands[PROGRAMS][0]);
    int is_started = start_warm(0, (struct ends){nowhere, warm.text, warm.messages, -1, -1}, prepare, commands[0],
                                environment);
    speak_plainly(environment);
    is_started &= start_warm(1, (struct ends){warm.text, warm.said, warm.said, -1, -1}, prepare, commands[1],
                             environment);
    is_started &= start_warm(2, (struct ends){nowhere, warm.said, warm.said, -1, -1}, prepare, commands[2],
                             environment);
    for (int i = 0; i <= PROGRAMS; i++)
        free(commands[i]);
    free(environment);
    close(nowhere);
    for (int i = 0; i < PROGRAMS && is_started; i++)
        is_started = answer_of(i) == 0;
    return is_started;
}

/* Whether the programs that wait are those of the order. After some orders new ones are started: what a program has
 * computed counts as long as it lives. */
static int is_warm(void)
{
    size_t size = (size_t)(order.end - order.next);
    return warm.key && warm.size == size && !memcmp(warm.key, order.next, size) && warm.orders++ < MOST_ORDERS;
}

/* Does the work of a chain with the programs that wait. Returns its status, or UNUSUAL. */
static int run_warm_chain(void)
{
    int compiled = done_by(0);
    if (lseek(warm.messages, 0, SEEK_SET) != 0 || lseek(warm.text, 0, SEEK_SET) != 0)
        return UNUSUAL;
    ssize_t size;
    while ((size = read(warm.messages, buffer, sizeof buffer)) > 0)
        if (!write_all(order.fds[ERR], buffer, (size_t)size))
            _exit(NOBODY_LISTENS);
    if (compiled)
        return compiled == REFUSED ? REFUSED : UNUSUAL;
    for (int program = 1; program < PROGRAMS; program++)
        if (done_by(program) || !is_empty(warm.said))
            return UNUSUAL;
    return 0;
}

#endif
