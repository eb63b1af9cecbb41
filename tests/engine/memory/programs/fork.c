// show: memory
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    int n = 1;
    pid_t child = fork();
    if (child == 0) {
        n = 99;
        free(malloc(3));
        // c-runner: snapshot
        _exit(0);
    }
    wait(NULL);
    child = 0;
    n = 2;
    // c-runner: snapshot
    return 0;
}
