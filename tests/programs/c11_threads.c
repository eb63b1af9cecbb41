// expect: ok
// std: c11
// flags: -pthread

#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

static once_flag once = ONCE_FLAG_INIT;
static atomic_int total;

static void greet(void)
{
    puts("said once");
}

static int add(void *number)
{
    call_once(&once, greet);
    total += *(int *)number;
    return *(int *)number * 10;
}

int main(void)
{
    thrd_t threads[4];
    int numbers[4] = { 1, 2, 3, 4 }, results = 0;
    for (int i = 0; i < 4; i++)
        if (thrd_create(&threads[i], add, &numbers[i]) != thrd_success)
            return 1;
    for (int i = 0, result; i < 4; i++) {
        thrd_join(threads[i], &result);
        results += result;
    }
    printf("%d %d\n", total, results);
    return 0;
}
