// expect: ok
// require: sent
// shared: a process sends no descriptor while its user has more in flight than the process may have open

#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int ends[2];

static int send_one(void)
{
    char byte = 0;
    struct iovec data = { &byte, 1 };
    union { struct cmsghdr header; char space[CMSG_SPACE(sizeof(int))]; } control = {
        .header = { CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS },
    };
    struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control,
                              .msg_controllen = sizeof control };
    return sendmsg(ends[0], &message, MSG_DONTWAIT) == 1;
}

/* Descriptors on their way through a socket are counted for each user. */
int main(int argc, char **argv)
{
    (void)argv;
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    if (argc > 1) {
        for (int i = 0; i < 1000 && send_one(); i++)
            continue;
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    puts(send_one() ? "sent" : strerrorname_np(errno));
    return 0;
}
