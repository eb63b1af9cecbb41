// expect: ok
// stdin: from the thread\n
// libs: -lpthread

#include <pthread.h>
#include <stdio.h>

static void *listen_to_user(void *line)
{
    return fgets(line, 80, stdin);
}

int main(void)
{
    pthread_t reader;
    char line[80];
    pthread_create(&reader, NULL, listen_to_user, line);
    pthread_join(reader, NULL);
    printf("Heard: %s", line);
    return 0;
}
