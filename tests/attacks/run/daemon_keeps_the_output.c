// expect: exit 3
// timeout: 1
// require: parent: done

#include <stdio.h>
#include <unistd.h>

/* The program has ended, but its daemon does not let go of the terminal. */
int main(void)
{
    puts("parent: done");
    if (fork() != 0)
        return 3;
    setsid();
    return sleep(60);
}
