// expect: exit 66
// flags: -fsanitize=thread -g

#include <pthread.h>
#include <stdio.h>

static int count;

static void *add(void *unused)
{
    for (int i = 0; i < 10000; i++)
        count++;
    return unused;
}

/* No .out: the report holds addresses. */
int main(void)
{
    pthread_t other;
    pthread_create(&other, NULL, add, NULL);
    add(NULL);
    pthread_join(other, NULL);
    puts("joined");
    return 0;
}
