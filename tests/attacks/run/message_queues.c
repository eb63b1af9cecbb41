// expect: any

#define _GNU_SOURCE
#include <errno.h>
#include <mqueue.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/msg.h>

/* Queues that hold 16,384 messages of one byte, each in 64 bytes of the kernel's memory: time bounds them. */
int main(void)
{
    struct { long type; char text[1]; } message = { 1, "x" };
    char name[20];
    int queues = 0, sent = 0, named = 0;
    for (; named < 2000; named++) {
        snprintf(name, sizeof name, "/escaped%d", named);
        if (mq_open(name, O_RDWR | O_CREAT, 0600, NULL) < 0)
            break;
    }
    printf("%d queues with a name: %s\n", named, strerrorname_np(errno));
    for (; queues < 100 && sent < 1 << 19; queues++) {
        int queue = msgget(IPC_PRIVATE, 0600);
        if (queue < 0)
            break;
        while (msgsnd(queue, &message, 1, IPC_NOWAIT) == 0)
            sent++;
    }
    printf("%s\n", sent < 1 << 19 ? strerrorname_np(errno) : "half a million messages");
    return 0;
}
