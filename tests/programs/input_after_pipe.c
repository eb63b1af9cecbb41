// expect: ok
// stdin: typed\n

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Waiting in read(2), but for a pipe: no reason to type yet. */
int main(void)
{
    int ends[2];
    char text[80];
    if (pipe(ends) != 0)
        return 1;
    if (fork() == 0) {
        usleep(150000);
        return write(ends[1], "sent", 4) != 4;
    }
    ssize_t n = read(ends[0], text, sizeof text);
    printf("pipe: %.*s\n", (int)n, text);
    wait(NULL);
    if (fgets(text, sizeof text, stdin))
        printf("terminal: %s", text);
    return 0;
}
