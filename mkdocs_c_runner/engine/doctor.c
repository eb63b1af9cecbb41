/* Tries from inside what the sandbox promises, and prints a line for each layer: its name and 1 or 0,
 * or a number. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <unistd.h>

static void say(const char *name, long value)
{
    printf("%s %ld\n", name, value);
}

static int connects(const char *address)
{
    struct sockaddr_in peer = {.sin_family = AF_INET, .sin_port = htons(9)};
    inet_pton(AF_INET, address, &peer.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&peer, sizeof peer) == 0;
}

/* How many children can exist at one time, up to a bound. */
static int count_children(int most)
{
    int hold[2], count = 0;
    if (pipe(hold) != 0)
        return -1;
    while (count < most) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0) {
            char byte;
            close(hold[1]);
            _exit(read(hold[0], &byte, 1) < 0);
        }
        count++;
    }
    close(hold[1]);
    close(hold[0]);
    while (wait(NULL) > 0)
        ;
    return count;
}

int main(void)
{
    say("terminal", isatty(0) && isatty(1) && isatty(2));
    say("files", access("/etc/passwd", F_OK) == 0 || access("/home", F_OK) == 0);
    say("network", connects("192.0.2.1"));
    say("pid", getpid());
    say("uid", getuid());
    say("unfiltered", syscall(SYS_unshare, 0) == 0);
    say("written", open("/probe", O_WRONLY | O_CREAT, 0600) >= 0);
    say("memory", malloc((size_t)1 << 30) != NULL);
    say("processes", count_children(200));
    printf("address %p\n", (void *)main);
    return 0;
}
