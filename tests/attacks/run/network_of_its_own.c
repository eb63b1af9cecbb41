// expect: ok
// args: {port}
// require: the port is free

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* Takes the very port on which the test listens. */
int main(int argc, char **argv)
{
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 0) };
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    int got = bind(server, (struct sockaddr *)&here, sizeof here) | listen(server, 1);
    puts(got == 0 ? "the port is free" : "the port is taken");
    return 0;
}
