/* POSIX and C11 threads, what they wait on, and OpenMP where the compiler has it. */
#include "require.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <threads.h>
#include <time.h>

enum { THREADS = 4, ROUNDS = 1000 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static pthread_key_t key;
static sem_t semaphore;
static _Thread_local int own;
static int total, ready;
static atomic_int atomic_total;

static void make_key(void)
{
    REQUIRE(pthread_key_create(&key, NULL) == 0);
}

static void *worker(void *argument)
{
    pthread_once(&once, make_key);
    REQUIRE(pthread_setname_np(pthread_self(), "worker") == 0);
    pthread_setspecific(key, argument);
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < ROUNDS; i++) {
        pthread_mutex_lock(&mutex);
        total++;
        pthread_mutex_unlock(&mutex);
        atomic_total++;
        own++;
    }
    pthread_rwlock_rdlock(&rwlock);
    pthread_rwlock_unlock(&rwlock);
    pthread_mutex_lock(&mutex);
    ready++;
    pthread_cond_signal(&condition);
    pthread_mutex_unlock(&mutex);
    sem_post(&semaphore);
    return own == ROUNDS ? argument : NULL;
}

static void posix_threads(void)
{
    pthread_t threads[THREADS];
    int numbers[THREADS];
    REQUIRE(pthread_barrier_init(&barrier, NULL, THREADS) == 0 && sem_init(&semaphore, 0, 0) == 0);
    for (int i = 0; i < THREADS; i++)
        REQUIRE(pthread_create(&threads[i], NULL, worker, &numbers[i]) == 0);
    pthread_mutex_lock(&mutex);
    while (ready < THREADS)
        pthread_cond_wait(&condition, &mutex);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < THREADS; i++) {
        void *result;
        REQUIRE(pthread_join(threads[i], &result) == 0 && result == &numbers[i]);
        REQUIRE(sem_wait(&semaphore) == 0);
    }
    REQUIRE(total == THREADS * ROUNDS && atomic_total == THREADS * ROUNDS);
}

static void *sleeper(void *unused)
{
    for (;;)
        nanosleep(&(struct timespec){.tv_sec = 60}, NULL);
    return unused;
}

static void cancellation(void)
{
    pthread_t thread;
    void *result;
    REQUIRE(pthread_create(&thread, NULL, sleeper, NULL) == 0);
    REQUIRE(pthread_cancel(thread) == 0 && pthread_join(thread, &result) == 0);
    REQUIRE(result == PTHREAD_CANCELED);
}

static int c11_worker(void *argument)
{
    thrd_yield();
    return *(int *)argument + 1;
}

static void c11_threads(void)
{
    thrd_t thread;
    int argument = 41, result;
    REQUIRE(thrd_create(&thread, c11_worker, &argument) == thrd_success);
    REQUIRE(thrd_join(thread, &result) == thrd_success && result == 42);
}

static void openmp(void)
{
    int sum = 0;
#pragma omp parallel for num_threads(4) reduction(+ : sum)
    for (int i = 1; i <= 100; i++)
        sum += i;
    REQUIRE(sum == 5050);
}

int main(void)
{
    posix_threads();
    cancellation();
    c11_threads();
    openmp();
    puts("threads: ok");
    return 0;
}
