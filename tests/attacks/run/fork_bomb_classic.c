// expect: time-limit
// timeout: 500ms
// forbid: no limit

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* while (1) fork(), until all of them together have made 2,000. */
int main(void)
{
    int *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    while (__atomic_load_n(made, __ATOMIC_RELAXED) < 2000)
        if (fork() == 0 && !alarm(60))
            __atomic_add_fetch(made, 1, __ATOMIC_RELAXED);
    puts("no limit");
    return 0;
}
