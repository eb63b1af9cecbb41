/* Clocks, and the zone UTC. They are apart from other times, which all programs are linked with: one may have a variable
   of its own with such a name. */

#define _GNU_SOURCE

#include <sys/times.h>
#include <time.h>

enum { TICKS = 100, NANOSECONDS = 1000 };

char *tzname[2] = {"UTC", "UTC"};
int daylight;
long timezone;

void tzset(void)
{
}

time_t time(time_t *to)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to)
        *to = now.tv_sec;
    return now.tv_sec;
}

/* The same for programs that have not declared it: they expect an int. */
int undeclared_time(time_t *to) __asm__("time");
int undeclared_time(time_t *to)
{
    return (int)time(to);
}

clock_t clock(void)
{
    struct timespec now;
    static struct timespec first;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (first.tv_sec == 0 && first.tv_nsec == 0)
        first = now;
    long long nanoseconds = (now.tv_sec - first.tv_sec) * 1000000000LL + (now.tv_nsec - first.tv_nsec);
    return (clock_t)(nanoseconds / NANOSECONDS);
}

clock_t times(struct tms *to)
{
    clock_t now = clock() / (CLOCKS_PER_SEC / TICKS);
    if (to)
        *to = (struct tms){.tms_utime = now};
    return now;
}
