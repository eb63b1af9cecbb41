// expect: exit 3

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* The program of process 1, told to report to every descriptor and to lift the limits. */
int main(int argc, char **argv)
{
    char report[8];
    if (argc > 1)
        return 0;
    for (int fd = 0; fd < 8; fd++)
        if (fork() == 0) {
            snprintf(report, sizeof report, "%d", fd);
            execl("/init", "/init", report, "0", "1", "2", "1", "/init", "0:999:999", "9:1:1", "--",
                  argv[0], "again", (char *)NULL);
        }
    while (wait(NULL) > 0)
        ;
    return 3;
}
