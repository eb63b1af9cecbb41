// expect: ok

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* The loopback works, and leads nowhere else. */
int main(void)
{
    struct sockaddr_in here = { .sin_family = AF_INET }, there = here;
    socklen_t size = sizeof here;
    char text[8] = "";
    int server = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(server, (struct sockaddr *)&here, size) != 0 || listen(server, 1) != 0)
        return 1;
    getsockname(server, (struct sockaddr *)&here, &size);
    if (connect(client, (struct sockaddr *)&here, size) != 0 || write(client, "ping", 4) != 4)
        return 2;
    if (read(accept(server, NULL, NULL), text, sizeof text) == 4)
        printf("127.0.0.1: %s\n", text);

    inet_pton(AF_INET, "192.0.2.1", &there.sin_addr);
    there.sin_port = htons(80);
    int stranger = socket(AF_INET, SOCK_STREAM, 0);
    connect(stranger, (struct sockaddr *)&there, sizeof there);
    printf("192.0.2.1: %s\n", strerror(errno));
    return 0;
}
