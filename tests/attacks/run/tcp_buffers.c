// expect: any
// left: 512M
// memory: 128M
// forbid: held

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* The same by the loopback, whose buffers come out of one pot for the whole machine. */
int main(void)
{
    static char block[1 << 16];
    int *held = mmap(NULL, sizeof *held, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    for (int i = 0; i < 20; i++)
        if (fork() == 0) {
            struct sockaddr_in here = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
            socklen_t size = sizeof here;
            ssize_t sent;
            int server = socket(AF_INET, SOCK_STREAM, 0), client;
            if (bind(server, (struct sockaddr *)&here, size) != 0 || listen(server, 64) != 0)
                return 1;
            getsockname(server, (struct sockaddr *)&here, &size);
            while (*held < 1 << 20 && (client = socket(AF_INET, SOCK_STREAM, 0)) >= 0
                   && connect(client, (struct sockaddr *)&here, size) == 0)
                while ((sent = send(client, block, sizeof block, MSG_DONTWAIT)) > 0)
                    __atomic_add_fetch(held, sent >> 10, __ATOMIC_RELAXED);
            usleep(500000);
            return 0;
        }
    while (wait(NULL) > 0)
        ;
    puts(*held < 1 << 20 ? "refused" : "held 1 GiB");
    return 0;
}
