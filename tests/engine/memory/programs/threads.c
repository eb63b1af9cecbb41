// show: memory
// flags: -pthread
#include <pthread.h>
#include <stdlib.h>
static void *work(void *given) {
    int *number = given;
    int twice = *number * 2;
    *number = twice;
    return NULL;
}
int main(void) {
    int number = 4;
    pthread_t thread;
    pthread_create(&thread, NULL, work, &number);
    pthread_join(thread, NULL);
    thread = 0;
    // c-runner: snapshot number
    return 0;
}
