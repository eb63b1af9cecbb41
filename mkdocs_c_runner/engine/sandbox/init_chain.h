/* Part of init.c: three commands in the place of one, for a compiler, an assembler and a linker. */
#ifndef INIT_CHAIN_H
#define INIT_CHAIN_H

#include "init_order.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Exit statuses of a chain: of a compiler that has said why, and of one that must be asked in another way. */
enum { REFUSED = 1, UNUSUAL = 99 };

#define SAID ".said"

/* Starts a command with these streams, in a process that shares our memory until then. */
static pid_t start(char **command, char **environment, int in, int out, int err)
{
    pid_t child = vfork();
    if (child == 0) {
        if (dup2(in, 0) >= 0 && dup2(out, 1) >= 0 && dup2(err, 2) >= 0)
            execve(command[0], command + 1, environment);
        _exit(NOT_EXECUTED);
    }
    return child;
}

/* Returns the status with which a process has exited, or -1. */
static int status_of(pid_t process)
{
    int status;
    if (process < 0 || waitpid(process, &status, 0) != process || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

static int is_empty(int file)
{
    struct stat status;
    return fstat(file, &status) == 0 && status.st_size == 0;
}

/* From here on the messages are not those of a user's language. */
static void speak_plainly(char **environment)
{
    for (char **variable = environment; *variable; variable++)
        if (!strncmp(*variable, "LC_ALL=", 7))
            *variable = "LC_ALL=C";
}

/* The second command reads what the first one prints, and the third follows. Only the first has anything to say: if
 * another one does, or fails, the status is UNUSUAL. So those need not know the language of the messages. */
static int run_chain(char **commands[3], char **environment)
{
    int text[2], said = open(SAID, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    /* It has no name when the compiler starts: a program may ask which files there are. */
    if (said < 0 || unlink(SAID) < 0 || pipe2(text, O_CLOEXEC) < 0)
        return UNUSUAL;
    pid_t first = start(commands[0], environment, 0, text[1], 2);
    speak_plainly(environment);
    pid_t second = start(commands[1], environment, text[0], said, said);
    close(text[0]);
    close(text[1]);
    int compiled = status_of(first), assembled = status_of(second);
    if (compiled)
        return compiled == REFUSED ? REFUSED : UNUSUAL;
    if (assembled || !is_empty(said))
        return UNUSUAL;
    int linked = status_of(start(commands[2], environment, 0, said, said));
    return linked || !is_empty(said) ? UNUSUAL : 0;
}

#endif
