// expect: any
// left: 512M
// memory: 128M
// forbid: held

#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What was sent and not received is in the kernel: 40 processes with 60 full sockets each. */
int main(void)
{
    static char block[1 << 16];
    const int most = 1 << 30;
    int *held = mmap(NULL, sizeof *held, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int ends[2];
    for (int i = 0; i < 40; i++)
        if (fork() == 0) {
            while (*held < 1 << 20 && socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0)
                for (int end = 0; end < 2; end++) {
                    ssize_t sent;
                    setsockopt(ends[end], SOL_SOCKET, SO_SNDBUF, &most, sizeof most);
                    while ((sent = send(ends[end], block, sizeof block, MSG_DONTWAIT)) > 0)
                        __atomic_add_fetch(held, sent >> 10, __ATOMIC_RELAXED);
                }
            usleep(500000);
            return 0;
        }
    while (wait(NULL) > 0)
        ;
    puts(*held < 1 << 20 ? "refused" : "held 1 GiB");
    return 0;
}
