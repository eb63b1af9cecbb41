// expect: time-limit
// timeout: 500ms

#include <sys/wait.h>
#include <unistd.h>

/* Keeps process 1 busy with reaping, so that it looks at nothing else. */
int main(void)
{
    for (int i = 0; i < 8; i++)
        if (fork() == 0)
            for (int j = 0; j < 100000; j++) {
                pid_t child = fork();
                if (child == 0) {
                    if (fork() >= 0)
                        _exit(0);
                    _exit(1);
                }
                waitpid(child, NULL, 0);
            }
    return sleep(60);
}
