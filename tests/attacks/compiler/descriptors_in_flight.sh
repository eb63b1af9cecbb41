# expect: ok
# require: hello
# forbid: GOT

gcc main.c -o a.out
cat > attack.c <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A file that is on its way through a socket, which is on its way through itself, belongs to no process. */
int main(void)
{
    int pair[2], file = open("large", O_CREAT | O_RDWR, 0600);
    static char block[1 << 20];
    while (write(file, block, sizeof block) > 0)
        ;
    unlink("large");
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return 0;
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(3 * sizeof(int))];
    } control = {.header = {CMSG_LEN(3 * sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    memcpy(CMSG_DATA(&control.header), (int[]){pair[0], pair[1], file}, 3 * sizeof(int));
    struct msghdr message = {
        .msg_iov = &(struct iovec){block, 1},
        .msg_iovlen = 1,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    if (sendmsg(pair[0], &message, 0) == 1)
        puts("GOT A FILE THAT STAYS");
    return 0;
}
END
gcc attack.c -o attack && ./attack
exit 0
