/* A server and its client on the loopback interface, local sockets, and every way to wait. */
#include "require.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

static void tcp(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int on = 1, status, server = socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(server >= 0);
    REQUIRE(setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
    REQUIRE(bind(server, (struct sockaddr *)&address, sizeof address) == 0);
    REQUIRE(listen(server, 5) == 0);
    REQUIRE(getsockname(server, (struct sockaddr *)&address, &length) == 0);
    if (fork() == 0) {
        char port[8], text[8] = "";
        struct addrinfo *found, hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
        snprintf(port, sizeof port, "%d", ntohs(address.sin_port));
        REQUIRE(getaddrinfo("127.0.0.1", port, &hints, &found) == 0);
        int client = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
        REQUIRE(connect(client, found->ai_addr, found->ai_addrlen) == 0);
        REQUIRE(setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
        REQUIRE(send(client, "ping", 4, MSG_NOSIGNAL) == 4 && shutdown(client, SHUT_WR) == 0);
        REQUIRE(recv(client, text, 8, MSG_WAITALL) == 4 && strcmp(text, "ping") == 0);
        _exit(0);
    }
    char text[8];
    int connection = accept(server, NULL, NULL);
    REQUIRE(connection >= 0 && read(connection, text, 8) == 4 && write(connection, text, 4) == 4);
    REQUIRE(close(connection) == 0 && wait(&status) > 0 && status == 0);
}

static void udp(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *generic = (struct sockaddr *)&address;
    socklen_t length = sizeof address;
    char text[8];
    int receiver = socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    int sender = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    REQUIRE(bind(receiver, generic, length) == 0 && getsockname(receiver, generic, &length) == 0);
    REQUIRE(sendto(sender, "data", 4, 0, generic, length) == 4);
    REQUIRE(recvfrom(receiver, text, 8, 0, generic, &length) == 4);
}

static void local(void)
{
    int pair[2];
    char text[8];
    REQUIRE(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
    REQUIRE(write(pair[0], "local", 5) == 5 && read(pair[1], text, 8) == 5);

    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.header = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    struct iovec part = {text, 1};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof control};
    memcpy(CMSG_DATA(&control.header), &(int){1}, sizeof(int));
    REQUIRE(sendmsg(pair[0], &message, 0) == 1 && recvmsg(pair[1], &message, 0) == 1);

    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket"};
    int server = socket(AF_UNIX, SOCK_STREAM, 0), client = socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(bind(server, (struct sockaddr *)&address, sizeof address) == 0);
    REQUIRE(listen(server, 1) == 0);
    REQUIRE(connect(client, (struct sockaddr *)&address, sizeof address) == 0);
    REQUIRE(accept4(server, NULL, NULL, SOCK_CLOEXEC) >= 0 && unlink("socket") == 0);
}

static void waiting(void)
{
    int ends[2];
    fd_set set;
    uint64_t one = 1;
    REQUIRE(pipe(ends) == 0 && write(ends[1], "x", 1) == 1);
    struct pollfd polled = {.fd = ends[0], .events = POLLIN};
    REQUIRE(poll(&polled, 1, 1000) == 1 && ppoll(&polled, 1, NULL, NULL) == 1);
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    REQUIRE(select(ends[0] + 1, &set, NULL, NULL, &(struct timeval){.tv_sec = 1}) == 1);
    REQUIRE(pselect(ends[0] + 1, &set, NULL, NULL, NULL, NULL) == 1);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = ends[0]};
    int epoll = epoll_create1(0);
    REQUIRE(epoll >= 0 && epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event) == 0);
    REQUIRE(epoll_wait(epoll, &event, 1, 1000) == 1 && event.data.fd == ends[0]);
    int counter = eventfd(0, EFD_NONBLOCK);
    REQUIRE(write(counter, &one, sizeof one) == 8 && read(counter, &one, sizeof one) == 8);
}

int main(void)
{
    tcp();
    udp();
    local();
    waiting();
    puts("sockets: ok");
    return 0;
}
