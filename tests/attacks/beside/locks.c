// expect: ok
// require: mine

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Files in the working directory have the same names everywhere, and are others. */
int main(int argc, char **argv)
{
    (void)argv;
    struct flock whole = { .l_type = F_WRLCK };
    int file = open("lock", O_RDWR | O_CREAT, 0600), memory = open("/dev/shm/lock", O_RDWR | O_CREAT, 0600);
    int got = flock(file, LOCK_EX | LOCK_NB) == 0 && fcntl(memory, F_SETLK, &whole) == 0;
    if (argc > 1) {
        prctl(PR_SET_NAME, "has-taken");
        pause();
    }
    puts(got ? "mine" : "somebody else's");
    return 0;
}
