// expect: ok
// stdin: \x03x\n

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void catch(int number)
{
    caught = number;
}

int main(void)
{
    char line[20];

    sigaction(SIGINT, &(struct sigaction){.sa_handler = catch}, NULL);
    printf("waiting\n");
    while (!caught)
        pause();
    printf("\ncaught %d\n", (int)caught);
    printf("got %s", fgets(line, sizeof line, stdin));
}
