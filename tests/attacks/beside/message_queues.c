// expect: ok
// require: 2 queues

#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

/* POSIX message queues: 800 KiB for each user. */
int main(int argc, char **argv)
{
    int most = argc > 1 ? 1000 : 2, made = 0;
    (void)argv;
    char name[20];
    for (; made < most; made++) {
        snprintf(name, sizeof name, "/queue%d", made);
        if (mq_open(name, O_RDWR | O_CREAT, 0600, NULL) < 0)
            break;
    }
    if (argc > 1) {
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    printf("%d queues\n", made);
    return 0;
}
