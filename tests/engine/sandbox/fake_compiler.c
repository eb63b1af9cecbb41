/* Plays a compiler, an assembler or a linker, by its name. Each opens the file of the author, where it waits, but
 * the compiler at the first header: what the author wrote is what it then does. `turns` counts in its memory. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int turns;

static void obey(const char *order)
{
    const char *name[] = {"fork", "vfork", "exec", "kill all", "kill parent", "stop parent", "group", "session",
                          "crash", "loop", "thread", "own a pipe", "choose a signal", "name an owner", 0};
    int what = 0;
    while (name[what] && strncmp(order, name[what], strlen(name[what])))
        what++;
    if (what == 0 && fork() == 0)
        for (;;)
            sleep(1);
    if (what == 1 && vfork() == 0)
        _exit(0);
    if (what == 2)
        execl("/bin/true", "true", (char *)0);
    if (what == 3)
        kill(-1, SIGKILL);
    if (what == 4)
        kill(getppid(), SIGKILL);
    if (what == 5)
        kill(getppid(), SIGSTOP);
    if (what == 6)
        setpgid(0, 0);
    if (what == 7)
        setsid();
    if (what == 8)
        *(volatile int *)0 = 1;
    if (what == 9)
        for (;;)
            ;
    if (what == 10)
        syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (what > 10 && name[what]) {
        struct f_owner_ex owner = {F_OWNER_PID, getppid()};
        int ends[2];
        pipe(ends);
        if (what == 11)
            fcntl(ends[0], F_SETOWN, getppid());
        if (what == 12)
            fcntl(ends[0], F_SETSIG, SIGSTOP);
        if (what == 13)
            fcntl(ends[0], F_SETOWN_EX, &owner);
        fcntl(ends[0], F_SETFL, O_ASYNC);
        write(ends[1], "", 1);
    }
    if (!strncmp(order, "leave", 5)) {
        fcntl(1, F_SETFL, O_APPEND | O_NONBLOCK);
        flock(1, LOCK_EX);
        lseek(1, 99, SEEK_SET);
        lseek(2, 99, SEEK_SET);
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_FSIZE, &none);
        for (int fd = 3; fd < 200; fd++)
            dup2(1, fd);
        close(open("/tmp/left", O_CREAT | O_WRONLY, 0600));
    }
    if (!strncmp(order, "say", 3))
        fprintf(stderr, "said: %s", order);
}

int main(int count, char **words)
{
    char order[100] = "", text[100] = "", line[2][300] = {"", ""};
    FILE *made = 0, *system = 0;
    if (!strcmp(words[1], "3")) {
        made = fopen("made", "w");
        system = fopen("/usr/include/stdio.h", "r");
        fseek(system, 100, SEEK_SET);
        fgets(line[0], sizeof line[0], system);
        fseek(system, 20000, SEEK_SET);
    }
    int left = access("/tmp/left", F_OK) == 0;
    int file = open("main.c", O_RDONLY);
    if (strcmp(words[1], "1")) {
        if (read(file, order, sizeof order - 1) < 0)
            return 2;
    } else {
        static char source[1 << 14];
        size_t step = strcmp(words[2], "reads in steps") ? sizeof source : 100, size = 0;
        ssize_t count;
        while (size < sizeof source && (count = read(file, source + size, step)) > 0)
            size += count;
        close(file);
        if (!strcmp(words[2], "alters its source"))
            source[sizeof source - 1] = '\n';
        if (!strcmp(words[2], "opens another file"))
            open("other.c", O_RDONLY);
        file = open("/usr/include/stdc-predef.h", O_RDONLY);
        memcpy(order, source, sizeof order - 1);
        for (size_t end = strlen(order); end && order[end - 1] == ' '; end--)
            order[end - 1] = 0;
    }
    turns++;
    if (!strcmp(words[1], "1")) {
        obey(order);
        printf("%d turns, file %d, left %d, flags %d, %s", turns, file, left + (access("/tmp/left", F_OK) == 0),
               fcntl(1, F_GETFL) & (O_APPEND | O_NONBLOCK), order);
        return strncmp(order, "refuse", 6) ? 0 : 1;
    }
    if (!strcmp(words[1], "2")) {
        FILE *object = fopen("object", "w");
        while (fgets(text, sizeof text, stdin))
            fprintf(object, "%s", text);
        fclose(object);
        if (!strncmp(order, "complain", 8))
            puts("a complaint");
        return !strncmp(order, "fail", 4);
    }
    FILE *object = fopen("object", "r");
    fseek(system, 100, SEEK_SET);
    fgets(line[1], sizeof line[1], system);
    while (fgets(text, sizeof text, object))
        fprintf(made, "%s", text);
    fprintf(made, " linked in turn %d", turns);
    return count < 2 || !*line[0] || strcmp(line[0], line[1]);
}
