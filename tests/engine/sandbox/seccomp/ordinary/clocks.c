/* Clocks, sleeping, timers. */
#include "require.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <time.h>

static sem_t expired;

static void on_expiry(union sigval value)
{
    (void)value;
    sem_post(&expired);
}

static void reading(void)
{
    static const clockid_t clocks[] = {CLOCK_REALTIME,           CLOCK_MONOTONIC,
                                       CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID,
                                       CLOCK_MONOTONIC_RAW,      CLOCK_REALTIME_COARSE,
                                       CLOCK_BOOTTIME,           CLOCK_TAI};
    struct timespec now;
    struct timeval day;
    struct tms used;
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
        REQUIRE(clock_gettime(clocks[i], &now) == 0 && clock_getres(clocks[i], &now) == 0);
    REQUIRE(time(NULL) > 0 && gettimeofday(&day, NULL) == 0 && clock() != (clock_t)-1);
    REQUIRE(times(&used) != (clock_t)-1 && timespec_get(&now, TIME_UTC) == TIME_UTC);
    time_t epoch = 0;
    REQUIRE(localtime(&epoch) && strftime((char[32]){0}, 32, "%F %T", gmtime(&epoch)) == 19);
}

static void sleeping(void)
{
    struct timespec moment = {.tv_nsec = 1000000};
    REQUIRE(nanosleep(&moment, NULL) == 0 && usleep(1000) == 0 && sleep(0) == 0);
    REQUIRE(clock_nanosleep(CLOCK_MONOTONIC, 0, &moment, NULL) == 0);
}

static void timers(void)
{
    struct itimerspec soon = {.it_value = {.tv_nsec = 1000000}};
    struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = on_expiry};
    timer_t timer;
    REQUIRE(sem_init(&expired, 0, 0) == 0);
    REQUIRE(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
    REQUIRE(timer_settime(timer, 0, &soon, NULL) == 0 && sem_wait(&expired) == 0);
    REQUIRE(timer_gettime(timer, &soon) == 0 && timer_delete(timer) == 0);

    soon.it_value.tv_nsec = 1000000;
    uint64_t expirations;
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    REQUIRE(fd >= 0 && timerfd_settime(fd, 0, &soon, NULL) == 0);
    REQUIRE(read(fd, &expirations, sizeof expirations) == sizeof expirations && expirations == 1);
}

int main(void)
{
    reading();
    sleeping();
    timers();
    puts("clocks: ok");
    return 0;
}
